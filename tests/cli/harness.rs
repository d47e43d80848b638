//! A register in a directory of its own, and the binary that works on it.

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// What people report, as `record` knows it and as a file of it is called.
pub const KINDS: [&str; 8] = [
    "entries",
    "pairings",
    "decisions",
    "interruptions",
    "occupations",
    "measures",
    "contact-details",
    "contacts",
];

/// The project's own directory.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A path below the project's directory.
pub fn at(path: &str) -> PathBuf {
    root().join(path)
}

/// What a command did.
#[derive(Debug)]
pub struct Done {
    pub exit: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Done {
    pub fn of(output: Output) -> Self {
        Self {
            exit: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The same, if it ended as expected.
    pub fn exits(self, exit: i32) -> Self {
        assert_eq!(self.exit, exit, "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }
}

/// An empty register, and the directory it lies in.
pub struct Kaa {
    dir: TempDir,
    config: PathBuf,
}

impl Kaa {
    /// A register just created, with Stockholm's configuration.
    pub fn new() -> Self {
        let kaa = Self::without_register();
        kaa.run(["init"]).exits(0);
        kaa
    }

    /// The same with another configuration.
    pub fn with_config(config: &Path) -> Self {
        let kaa = Self { config: config.to_owned(), ..Self::without_register() };
        kaa.run(["init"]).exits(0);
        kaa
    }

    /// The same with one text of Stockholm's configuration replaced by another.
    pub fn with_changed_configuration(from: &str, to: &str) -> Self {
        let mut kaa = Self::without_register();
        let config = kaa.changed_configuration(from, to);
        kaa.configure(&config);
        kaa.run(["init"]).exits(0);
        kaa
    }

    /// A register after the first so many fixture nights. The fourth has a file that is cut off.
    pub fn after(nights: usize) -> Self {
        let kaa = Self::new();
        for (place, night) in fixture_nights().iter().take(nights).enumerate() {
            kaa.night(night, place == 0).exits(if place == 3 { 3 } else { 0 });
        }
        kaa
    }

    pub fn without_register() -> Self {
        Self { dir: tempfile::tempdir().unwrap(), config: at("config/stockholm.toml") }
    }

    /// From now on another configuration.
    pub fn configure(&mut self, config: &Path) {
        config.clone_into(&mut self.config);
    }

    /// The same register and what lies beside it, in another directory.
    pub fn copy(&self) -> Self {
        let copy = Self { config: self.config.clone(), ..Self::without_register() };
        copy_folder(self.dir.path(), copy.dir.path());
        copy
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn db(&self) -> PathBuf {
        self.path("kaa.db")
    }

    /// The names of what lies in the directory.
    pub fn names(&self) -> Vec<String> {
        let names = fs::read_dir(self.dir.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Writes a file into the directory.
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    /// From now on Stockholm's configuration with these lines under `[hooks]`.
    pub fn configure_hooks(&mut self, lines: &str) {
        self.config = self.changed_configuration("timeout_seconds = 30\n", lines);
    }

    /// Stockholm's configuration with one text replaced by another, and its tables.
    pub fn changed_configuration(&self, from: &str, to: &str) -> PathBuf {
        copy_folder(&at("config/codes"), &self.path("config/codes"));
        let text = fs::read_to_string(at("config/stockholm.toml")).unwrap();
        assert!(text.contains(from), "{from}");
        self.write("config/kaa.toml", text.replacen(from, to, 1))
    }

    pub fn run(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Done {
        self.ask(arguments, "")
    }

    /// A command about this register, not started yet.
    pub fn command(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kaa-sync"));
        command
            .env_clear()
            .env("USER", "test")
            .args(["--config".as_ref(), self.config.as_os_str(), "--db".as_ref(), self.db().as_os_str()])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// The exit code of a command whose output nobody reads.
    pub fn run_unread(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> i32 {
        let mut child = self.command(arguments).spawn().unwrap();
        drop(child.stdout.take());
        drop(child.stderr.take());
        child.wait().unwrap().code().unwrap()
    }

    /// Runs a command with text on its standard input.
    pub fn ask(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>, input: &str) -> Done {
        let mut child = self.command(arguments).spawn().unwrap();
        // A command that fails early may not read its input.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        Done::of(child.wait_with_output().unwrap())
    }

    /// Records what people reported before a night.
    pub fn record_reports(&self, folder: &Path) {
        for kind in KINDS {
            let file = folder.join(format!("{kind}.csv"));
            if file.exists() {
                self.run(["record".as_ref(), kind.as_ref(), file.as_os_str()]).exits(0);
            }
        }
    }

    /// Records what people reported before a night, and runs it.
    pub fn night(&self, folder: &Path, first: bool) -> Done {
        self.record_reports(folder);
        self.run(night_arguments("run", folder, first))
    }

    /// Every row of a query, its values as text, null as nothing.
    pub fn rows(&self, sql: &str) -> Vec<Vec<String>> {
        rows(&Connection::open(self.db()).unwrap(), sql)
    }

    /// A query's rows as lines, `;` between the values.
    pub fn lines(&self, sql: &str) -> Vec<String> {
        lines(&Connection::open(self.db()).unwrap(), sql)
    }

    /// The digest of the register after the last committed night.
    pub fn digest(&self) -> String {
        let sql =
            "SELECT register_digest FROM runs WHERE register_digest IS NOT NULL ORDER BY run_id DESC LIMIT 1";
        self.rows(sql).concat().concat()
    }
}

/// Every row of a query, its values as text, null as nothing.
pub fn rows(connection: &Connection, sql: &str) -> Vec<Vec<String>> {
    let mut statement = connection.prepare(sql).unwrap();
    let width = statement.column_count();
    let rows = statement.query_map([], |row| {
        (0..width)
            .map(|column| {
                Ok(match row.get_ref(column)? {
                    ValueRef::Null => String::new(),
                    ValueRef::Integer(number) => number.to_string(),
                    other => other.as_str().unwrap().to_owned(),
                })
            })
            .collect()
    });
    rows.unwrap().collect::<Result<_, _>>().unwrap()
}

/// A query's rows as lines, `;` between the values.
pub fn lines(connection: &Connection, sql: &str) -> Vec<String> {
    rows(connection, sql).into_iter().map(|row| row.join(";")).collect()
}

/// The arguments of `run` or `plan` for a folder named by its date.
pub fn night_arguments(command: &str, folder: &Path, first: bool) -> Vec<String> {
    let date = folder.file_name().unwrap().to_string_lossy().into_owned();
    let folder = folder.to_string_lossy().into_owned();
    let mut arguments = vec![command.to_owned(), "--extracts".into(), folder, "--as-of".into(), date];
    if first {
        arguments.push("--initial-load".into());
    }
    arguments
}

/// The folders in a directory, in the order of their names.
pub fn folders(dir: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(dir)
        .unwrap_or_else(|fault| panic!("{}: {fault}", dir.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

/// The six fixture nights.
pub fn fixture_nights() -> Vec<PathBuf> {
    let nights = folders(&at("fixtures/nights"));
    assert_eq!(nights.len(), 6);
    nights
}

/// Every file below a directory.
pub fn files(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut left = vec![dir.to_owned()];
    while let Some(dir) = left.pop() {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { left.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    files
}

/// Copies every file below a directory to below another.
pub fn copy_folder(from: &Path, to: &Path) {
    for file in files(from) {
        let copy = to.join(file.strip_prefix(from).unwrap());
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::copy(file, copy).unwrap();
    }
}

/// Compares a text with the one kept; `make bless` writes it down instead.
pub fn matches_kept(kept: &Path, found: &str) {
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(kept.parent().unwrap()).unwrap();
        fs::write(kept, found).unwrap();
        return;
    }
    let wanted = fs::read_to_string(kept).unwrap_or_else(|fault| panic!("{}: {fault}", kept.display()));
    assert_eq!(found, wanted, "{}: differs; if it should, `make bless` and read the diff", kept.display());
}
