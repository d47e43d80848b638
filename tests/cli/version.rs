//! What `--version` says, and what its build script makes of a repository.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

#[test]
fn a_build_to_work_with_says_so_and_asks_no_git() {
    let done = Command::new(env!("CARGO_BIN_EXE_kaa-sync")).arg("--version").output().unwrap();
    let told = String::from_utf8(done.stdout).unwrap();
    let version = format!("kaa-sync {}", env!("CARGO_PKG_VERSION"));
    if cfg!(debug_assertions) {
        assert_eq!(told, format!("{version} (development)\n"));
    } else {
        assert!(told.starts_with(&version), "{told}");
    }
}

/// Sources in a directory of their own, and the build script.
struct Sources {
    dir: TempDir,
    script: PathBuf,
}

impl Sources {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let script = dir.path().join("script");
        let source = crate::harness::at("packaging/build.rs");
        let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
        let made = Command::new(rustc).args(["--edition", "2024", "-o"]).arg(&script).arg(source).status();
        assert!(made.unwrap().success());
        let sources = Self { dir, script };
        fs::create_dir_all(sources.root().join("src")).unwrap();
        fs::write(sources.root().join("Cargo.toml"), "").unwrap();
        fs::write(sources.root().join("src/main.rs"), "").unwrap();
        fs::write(sources.root().join("README.md"), "").unwrap();
        sources
    }

    fn root(&self) -> PathBuf {
        self.dir.path().join("sources")
    }

    /// Runs git as nobody in particular, on a day of 2026.
    fn git(&self, arguments: &[&str]) -> String {
        let done =
            isolated(Command::new("git").args(["-c", "user.name=A", "-c", "user.email=a@example.com"]))
                .args(arguments)
                .current_dir(self.root())
                .env("GIT_COMMITTER_DATE", "2026-11-29T12:00:00+0100")
                .output()
                .unwrap();
        assert!(done.status.success(), "{arguments:?}: {done:?}");
        String::from_utf8(done.stdout).unwrap().trim().to_owned()
    }

    /// What the script tells cargo.
    fn tells(&self, profile: &str, told: Option<&str>, at: &Path) -> String {
        let mut script = Command::new(&self.script);
        isolated(&mut script).env("PROFILE", profile).env("CARGO_PKG_VERSION", "0.5.0").current_dir(at);
        if let Some(told) = told {
            script.env("KAA_SYNC_REVISION", told);
        }
        String::from_utf8(script.output().unwrap().stdout).unwrap()
    }

    fn says(&self, profile: &str, told: Option<&str>) -> String {
        let tells = self.tells(profile, told, &self.root());
        let said = tells.lines().find_map(|line| line.strip_prefix("cargo::rustc-env=KAA_SYNC_BUILD="));
        said.unwrap().to_owned()
    }
}

/// No repository around the directory, and no settings of whoever runs the tests.
fn isolated(command: &mut Command) -> &mut Command {
    let ceiling = std::env::temp_dir();
    command.env_remove("KAA_SYNC_REVISION").env_remove("GIT_DIR").env_remove("GIT_WORK_TREE");
    command.env("GIT_CEILING_DIRECTORIES", ceiling).env("GIT_CONFIG_GLOBAL", "/dev/null")
}

#[test]
fn an_optimised_build_names_the_commit_and_its_day() {
    if Command::new("git").arg("--version").output().is_err() {
        return;
    }
    let sources = Sources::new();
    assert_eq!(sources.says("release", None), "0.5.0");
    assert_eq!(sources.says("release", Some("r7 of a mirror")), "0.5.0 (r7 of a mirror)");
    sources.git(&["init", "-q", "-b", "main"]);
    assert_eq!(sources.says("release", None), "0.5.0", "sources that git does not know");
    sources.git(&["add", "Cargo.toml", "src", "README.md"]);
    sources.git(&["commit", "-q", "-m", "first"]);
    let commit = sources.git(&["rev-parse", "--short=12", "HEAD"]);
    assert_eq!(commit.len(), 12);
    assert_eq!(sources.says("release", None), format!("0.5.0 ({commit}, 2026-11-29)"));
    assert_eq!(sources.says("release", Some("told")), "0.5.0 (told)");
    assert_eq!(sources.says("debug", None), "0.5.0 (development)");
    fs::write(sources.root().join("README.md"), "no part of the program").unwrap();
    assert_eq!(sources.says("release", None), format!("0.5.0 ({commit}, 2026-11-29)"));
    fs::write(sources.root().join("src/main.rs"), "// changed").unwrap();
    assert_eq!(sources.says("release", None), format!("0.5.0 ({commit}-dirty, 2026-11-29)"));
}

#[test]
fn cargo_is_told_to_look_again_where_the_commit_of_a_worktree_is_kept() {
    if Command::new("git").arg("--version").output().is_err() {
        return;
    }
    let sources = Sources::new();
    sources.git(&["init", "-q", "-b", "main"]);
    sources.git(&["add", "."]);
    sources.git(&["commit", "-q", "-m", "first"]);
    sources.git(&["worktree", "add", "-q", "-b", "side", "../side"]);
    let side = sources.dir.path().join("side");
    let tells = sources.tells("release", None, &side);
    let watched: Vec<&str> =
        tells.lines().filter_map(|line| line.strip_prefix("cargo::rerun-if-changed=")).collect();
    let kept = sources.root().canonicalize().unwrap().join(".git/worktrees/side");
    for file in ["HEAD", "logs/HEAD"] {
        assert!(watched.contains(&kept.join(file).to_str().unwrap()), "{file} of {watched:?}");
    }
    assert!(
        watched.iter().all(|path| side.join(path).exists() || *path == "packaging/build.rs"),
        "{watched:?}"
    );
    let debug = sources.tells("debug", None, &side);
    assert_eq!(
        debug,
        "cargo::rerun-if-changed=packaging/build.rs\ncargo::rustc-env=KAA_SYNC_BUILD=0.5.0 (development)\n"
    );
}
