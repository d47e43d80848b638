//! What `--version` says besides the version: which state of the sources the program was built from.
//!
//! Only of optimised builds: others are for whoever works on the program, and would be built anew with every
//! commit. Nothing of the machine or the hour gets in, so that the same sources make the same program.

use std::path::Path;
use std::process::Command;

/// What the program is made of. What else changes makes no other program.
const SOURCES: [&str; 5] = ["Cargo.lock", "Cargo.toml", "config", "packaging/build.rs", "src"];

fn main() {
    println!("cargo::rerun-if-changed=packaging/build.rs");
    let of = if of_cargo("PROFILE") == "release" { revision() } else { Some("development".to_owned()) };
    let of = of.map(|of| format!(" ({of})")).unwrap_or_default();
    println!("cargo::rustc-env=KAA_SYNC_BUILD={}{of}", of_cargo("CARGO_PKG_VERSION"));
}

fn of_cargo(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}

/// As we are told, or else as git knows it; nothing if neither is there.
fn revision() -> Option<String> {
    println!("cargo::rerun-if-env-changed=KAA_SYNC_REVISION");
    let told = std::env::var("KAA_SYNC_REVISION").ok().filter(|told| !told.trim().is_empty());
    told.or_else(of_git)
}

fn of_git() -> Option<String> {
    // Unpacked in a folder of somebody else's repository, the sources are not that repository's.
    git(&["ls-files", "--error-unmatch", "Cargo.toml"])?;
    for name in ["HEAD", "logs/HEAD"] {
        rerun_if_changed(&git(&["rev-parse", "--git-path", name])?);
    }
    for source in SOURCES {
        rerun_if_changed(source);
    }
    let commit = git(&["rev-parse", "--short=12", "HEAD"])?;
    let day = git(&["log", "-1", "--format=%cs"])?;
    let differs = git(&[&["diff", "--quiet", "HEAD", "--"], SOURCES.as_slice()].concat()).is_none();
    Some(format!("{commit}{}, {day}", if differs { "-dirty" } else { "" }))
}

/// Of a path that is not there cargo would say that it has changed, every time.
fn rerun_if_changed(path: &str) {
    if Path::new(path).exists() {
        println!("cargo::rerun-if-changed={path}");
    }
}

fn git(arguments: &[&str]) -> Option<String> {
    let done = Command::new("git").args(arguments).output().ok().filter(|done| done.status.success())?;
    Some(String::from_utf8(done.stdout).ok()?.trim().to_owned())
}
