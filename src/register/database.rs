//! The database file: created whole and closed to others, opened only if it is ours, upgraded after a backup.
//!
//! Nothing here knows what the tables mean.

use super::backup::back_up;
use super::fault::{Fault, fault};
use super::migrations::{MIGRATIONS, migrate, version};
use super::public::copy_views;
use crate::own_files::{Draft, beside};
use anyhow::{Context, Result, bail};
pub use rusqlite::Transaction;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// `KAAS`: the first migration writes it into the file's header.
const APPLICATION_ID: i64 = 0x4B41_4153;
/// For whoever writes a moment, such as `record`. Nights keep each other out by a lock of their own.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// For whoever reads while the file is written anew: it is tried again with the next run.
const COMPACT_TIMEOUT: Duration = Duration::from_secs(2);
const BUSY: &str = "another program has been writing to the register for ten seconds; nothing was committed. \
                    try again when it is done";
/// More than the statements of a night, so that none is prepared twice.
const CACHED_STATEMENTS: usize = 128;

/// What came of writing the file anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compacted {
    /// Nothing of what was deleted is left in it or its log.
    Whole,
    /// Somebody was reading or writing.
    InTheWay,
}

/// An open register.
#[derive(Debug)]
pub struct Register {
    connection: Connection,
}

impl Register {
    /// Creates an empty register. An existing file is never touched, and half a register never has the name.
    pub fn create(path: &Path) -> Result<Self> {
        let draft = Draft::begin(path)?;
        let mut connection = connect(draft.path())?;
        migrate(&mut connection, MIGRATIONS)?;
        connection.close().map_err(|(_, fault)| fault)?;
        draft.publish()?;
        Self::open(path)
    }

    /// Opens a register, upgrading an older one after a backup beside it.
    pub fn open(path: &Path) -> Result<Self> {
        let connection = open_and_upgrade(path, MIGRATIONS)?;
        Ok(Self { connection })
    }

    /// Opens a register and changes nothing of it, not even its schema: a copy that nobody may write to can
    /// be opened too.
    pub fn open_to_read(path: &Path) -> Result<Self> {
        let connection = open_unchanged(path, MIGRATIONS.len())?;
        Ok(Self { connection })
    }

    /// Copies the register into a new file, while others work on it.
    pub fn back_up(&self, target: &Path) -> Result<()> {
        back_up(&self.connection, target)
    }

    /// Fills an empty file with what the public views show of those who are not protected, while others work on the
    /// register, and tells of how many persons.
    pub fn copy_views(&self, target: &Path) -> Result<usize> {
        copy_views(&self.connection, target)
    }

    /// Writes the file anew, without what was deleted from it, and empties its log. Whoever reads longer than a
    /// moment keeps the log from being emptied: then nothing has happened but that.
    pub fn compact(&mut self) -> Result<Compacted> {
        self.connection.busy_timeout(COMPACT_TIMEOUT)?;
        let compacted = compact(&self.connection);
        self.connection.busy_timeout(BUSY_TIMEOUT)?;
        match compacted {
            Err(error) if fault(&error) == Some(Fault::Busy) => Ok(Compacted::InTheWay),
            other => other,
        }
    }

    /// Begins a transaction that nobody can write beside. Without a commit nothing has happened.
    pub fn begin(&mut self) -> Result<Transaction<'_>> {
        let begun = self.connection.transaction_with_behavior(TransactionBehavior::Immediate);
        begun.map_err(|refused| {
            let error = anyhow::Error::new(refused);
            let told = if fault(&error) == Some(Fault::Busy) {
                BUSY
            } else {
                "beginning to write; nothing was committed"
            };
            error.context(told)
        })
    }

    /// Begins a transaction that reads one and the same moment throughout.
    pub fn read(&mut self) -> Result<Transaction<'_>> {
        Ok(self.connection.transaction_with_behavior(TransactionBehavior::Deferred)?)
    }
}

/// The copy that the file is written anew from is kept in memory: elsewhere the disk may not be encrypted.
fn compact(connection: &Connection) -> Result<Compacted> {
    let vacuum = "PRAGMA temp_store = MEMORY; VACUUM; PRAGMA temp_store = DEFAULT;";
    connection.execute_batch(vacuum).context("writing the database anew")?;
    let is_busy: bool = connection
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get("busy"))
        .context("emptying the database's log")?;
    Ok(if is_busy { Compacted::InTheWay } else { Compacted::Whole })
}

fn connect(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection =
        Connection::open_with_flags(path, flags).with_context(|| format!("opening `{}`", path.display()))?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
    Ok(connection)
}

fn set_pragmas(connection: &Connection) -> Result<()> {
    let pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
                   PRAGMA secure_delete = ON;";
    connection.execute_batch(pragmas).context("setting up the database connection")
}

fn open_and_upgrade(path: &Path, migrations: &[&str]) -> Result<Connection> {
    refuse_what_is_no_file(path)?;
    let mut connection = connect(path)?;
    refuse_foreign(&connection, path)?;
    let found = version(&connection)?;
    let known = i64::try_from(migrations.len())?;
    if found > known {
        bail!(
            "`{}` has schema version {found}, this program knows {known}: use the newer kaa-sync",
            path.display()
        );
    }
    set_pragmas(&connection)?;
    if found < known {
        let copy = free_backup_path(path, found);
        back_up(&connection, &copy)
            .with_context(|| format!("backing up to `{}` before the upgrade", copy.display()))?;
        migrate(&mut connection, migrations)?;
    }
    Ok(connection)
}

fn open_unchanged(path: &Path, known: usize) -> Result<Connection> {
    refuse_what_is_no_file(path)?;
    let mut connection = connect(path)?;
    if !is_readable(&connection) && !beside(path, "-wal").exists() {
        connection = connect_to_what_nobody_writes(path)?;
    }
    refuse_foreign(&connection, path)?;
    let found = version(&connection)?;
    let known = i64::try_from(known)?;
    if found != known {
        let newer = "use the newer kaa-sync";
        let older =
            "the next command that writes upgrades it, after a backup; or use the kaa-sync that wrote it";
        bail!(
            "`{}` has schema version {found}, this program knows {known}: {}",
            path.display(),
            if found > known { newer } else { older }
        );
    }
    connection.pragma_update(None, "query_only", true).context("setting up the database connection")?;
    Ok(connection)
}

fn is_readable(connection: &Connection) -> bool {
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())).is_ok()
}

/// A reader shares memory with whoever writes, in files beside the database. Where those cannot be made,
/// and nobody has left any, there is no writer to share with.
fn connect_to_what_nobody_writes(path: &Path) -> Result<Connection> {
    let shown = path.display();
    let whole = std::path::absolute(path).with_context(|| format!("opening `{shown}`"))?;
    let name = whole.to_str().context("the path of the database is not UTF-8")?;
    let name = name.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(format!("file:{name}?immutable=1"), flags)
        .with_context(|| format!("opening `{shown}`"))
}

fn refuse_what_is_no_file(path: &Path) -> Result<()> {
    let shown = path.display();
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            bail!(
                "there is no database at `{shown}`: copy a backup of it there, or create one with `kaa-sync init`"
            )
        }
        Err(error) => Err(error).with_context(|| format!("looking at `{shown}`")),
        Ok(found) if found.is_symlink() => {
            bail!("`{shown}` is a symbolic link: give the path of the database itself")
        }
        Ok(found) if !found.is_file() => bail!("`{shown}` is not a file"),
        Ok(_) => Ok(()),
    }
}

/// Refuses a file that is not a register.
pub fn refuse_foreign(connection: &Connection, path: &Path) -> Result<()> {
    let application: i64 = connection
        .pragma_query_value(None, "application_id", |row| row.get("application_id"))
        .with_context(|| format!("reading `{}`", path.display()))?;
    if application != APPLICATION_ID {
        bail!(
            "`{}` is not a kaa-sync database: check --db, or create one with `kaa-sync init`",
            path.display()
        );
    }
    Ok(())
}

/// The first name beside the database that is free. An upgrade may have been killed after its backup: that
/// one is kept, and must not keep the next night from upgrading.
fn free_backup_path(path: &Path, found: i64) -> PathBuf {
    let first = beside(path, &format!(".version-{found}.backup"));
    let others = (2..).map(|count: u32| beside(path, &format!(".version-{found}.backup.{count}")));
    let mut names = std::iter::once(first.clone()).chain(others);
    names.find(|name| fs::symlink_metadata(name).is_err()).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn error_of(result: Result<Register>) -> String {
        format!("{:#}", result.unwrap_err())
    }

    #[test]
    fn a_new_register_is_readable_to_its_owner_alone_and_opens_again() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("k.db");
        let mut first = Register::create(&path).unwrap();
        drop(first.begin().unwrap());
        for name in ["k.db", "k.db-wal", "k.db-shm"] {
            let mode = fs::metadata(dir.path().join(name)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{name}");
        }
        drop(first);
        let register = Register::open(&path).unwrap();
        let pragma = |name: &str| -> String {
            register
                .connection
                .pragma_query_value(None, name, |row| row.get::<_, rusqlite::types::Value>(0))
                .map(|value| format!("{value:?}"))
                .unwrap()
        };
        assert_eq!(pragma("journal_mode"), "Text(\"wal\")");
        assert_eq!(pragma("synchronous"), "Integer(2)");
        assert_eq!(pragma("foreign_keys"), "Integer(1)");
        assert_eq!(pragma("secure_delete"), "Integer(1)");
        assert_eq!(pragma("user_version"), "Integer(5)");
    }

    #[test]
    fn an_existing_file_is_not_overwritten() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("k.db");
        fs::write(&path, "mine").unwrap();
        assert_eq!(
            error_of(Register::create(&path)),
            format!("`{}` exists already and is left as it is", path.display())
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    }

    #[test]
    fn a_symbolic_link_is_refused_both_ways() {
        let dir = tempfile::tempdir().unwrap();
        let (path, link) = (dir.path().join("k.db"), dir.path().join("link.db"));
        symlink(&path, &link).unwrap();
        assert!(error_of(Register::create(&link)).contains("exists already"));
        assert!(!path.exists());
        Register::create(&path).unwrap();
        assert!(error_of(Register::open(&link)).contains("symbolic link"));
    }

    #[test]
    fn a_missing_database_tells_how_to_create_one() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("k.db");
        assert_eq!(
            error_of(Register::open(&path)),
            format!(
                "there is no database at `{}`: copy a backup of it there, or create one with `kaa-sync init`",
                path.display()
            )
        );
        assert!(!path.exists());
    }

    #[test]
    fn a_foreign_file_is_refused_and_left_as_it_is() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("theirs.db");
        Connection::open(&path).unwrap().execute_batch("CREATE TABLE theirs (x)").unwrap();
        let before = fs::read(&path).unwrap();
        assert!(error_of(Register::open(&path)).contains("is not a kaa-sync database"));
        assert_eq!(fs::read(&path).unwrap(), before);
        fs::write(&path, "a text of more than sixteen bytes, and no database at all").unwrap();
        assert!(error_of(Register::open(&path)).contains("file is not a database"));
    }

    #[test]
    fn a_newer_database_is_refused_with_both_versions() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("k.db");
        let register = Register::create(&path).unwrap();
        register.connection.pragma_update(None, "user_version", 7).unwrap();
        drop(register);
        assert_eq!(
            error_of(Register::open(&path)),
            format!(
                "`{}` has schema version 7, this program knows 5: use the newer kaa-sync",
                path.display()
            )
        );
    }

    #[test]
    fn an_older_database_is_backed_up_and_then_upgraded() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("k.db");
        drop(Register::create(&path).unwrap());
        let upgraded =
            open_and_upgrade(&path, &[MIGRATIONS, &["CREATE TABLE added (x INTEGER) STRICT"]].concat())
                .unwrap();
        assert_eq!(version(&upgraded).unwrap(), 6);
        upgraded.execute("INSERT INTO added VALUES (1)", []).unwrap();
        let copy = dir.path().join("k.db.version-5.backup");
        assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
        Register::open(&copy).unwrap();
    }

    #[test]
    fn an_upgrade_killed_after_its_backup_is_made_up_for() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("k.db");
        drop(Register::create(&path).unwrap());
        let first = dir.path().join("k.db.version-5.backup");
        fs::write(&first, "the copy of the killed one").unwrap();
        open_and_upgrade(&path, &[MIGRATIONS, &["CREATE TABLE added (x INTEGER) STRICT"]].concat()).unwrap();
        assert_eq!(fs::read_to_string(&first).unwrap(), "the copy of the killed one");
        Register::open(&dir.path().join("k.db.version-5.backup.2")).unwrap();
    }

    #[test]
    fn a_failing_upgrade_leaves_the_old_schema() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("k.db");
        drop(Register::create(&path).unwrap());
        let half = "CREATE TABLE added (x INTEGER) STRICT; CREATE TABLE run (x)";
        let error = open_and_upgrade(&path, &[MIGRATIONS, &[half]].concat()).unwrap_err();
        assert!(format!("{error:#}").starts_with("migrating the database to version 6"));
        let mut register = Register::open(&path).unwrap();
        let tx = register.read().unwrap();
        assert!(!tx.table_exists(None, "added").unwrap());
    }
}
