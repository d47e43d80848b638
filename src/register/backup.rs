//! Copies of the register: made beside those who work on it, and believed only after a look.
//!
//! A copy is one moment of the register: a night that is being written is not in it.

use super::database::refuse_foreign;
use super::migrations::version;
use crate::own_files::Draft;
use anyhow::{Context, Result, bail, ensure};
use rusqlite::{Connection, OpenFlags, named_params};
use std::path::Path;

/// Copies the register into a new file, which gets its name once it has been opened and found whole.
pub fn back_up(connection: &Connection, target: &Path) -> Result<()> {
    let draft = Draft::begin(target)?;
    copy(connection, draft.path())?;
    check(draft.path(), version(connection)?).context("the copy is not whole and was removed")?;
    draft.publish()
}

/// Takes the engine's own snapshot of one moment, which neither waits for a writer nor keeps one waiting.
fn copy(connection: &Connection, to: &Path) -> Result<()> {
    let to = to.to_str().context("the path of a backup must be UTF-8")?;
    connection.execute("VACUUM INTO :to", named_params! {":to": to}).context("copying the register")?;
    Ok(())
}

/// Opens a copy as a reader and looks at every page and every reference.
fn check(path: &Path, wanted: i64) -> Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    refuse_foreign(&connection, path)?;
    let found = version(&connection)?;
    ensure!(found == wanted, "its schema version is {found} and not {wanted}");
    let sound: String =
        connection.pragma_query_value(None, "integrity_check", |row| row.get("integrity_check"))?;
    ensure!(sound == "ok", "the database engine says: {sound}");
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    if let Some(row) = statement.query([])?.next()? {
        let table: String = row.get("table")?;
        bail!("a row of `{table}` refers to one that is not there");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{empty_register, small_state, start};
    use super::super::state::write_difference as write_state;
    use super::*;
    use crate::domain::codes::Outcome;
    use crate::domain::state::State;

    /// A copy of a small register, changed by a statement, as the check sees it.
    fn checked(damage: &str) -> Result<()> {
        let (dir, mut register) = empty_register();
        let tx = register.begin().unwrap();
        let run = start(&tx, "2016-11-14", Outcome::Done, None);
        write_state(&tx, run, &State::default(), &small_state()).unwrap();
        tx.commit().unwrap();
        let path = dir.path().join("copy.db");
        register.back_up(&path).unwrap();
        let copy = Connection::open(&path).unwrap();
        copy.pragma_update(None, "foreign_keys", false).unwrap();
        copy.execute_batch(damage).unwrap();
        drop(copy);
        check(&path, i64::try_from(super::super::migrations::MIGRATIONS.len()).unwrap())
    }

    #[test]
    fn no_copy_is_made_of_a_register_whose_copy_would_be_no_register() {
        for damage in ["PRAGMA application_id = 7", "DELETE FROM run"] {
            let (dir, mut register) = empty_register();
            let tx = register.begin().unwrap();
            let run = start(&tx, "2016-11-14", Outcome::Done, None);
            write_state(&tx, run, &State::default(), &small_state()).unwrap();
            tx.execute_batch(&format!("COMMIT; PRAGMA foreign_keys = OFF; {damage}; BEGIN")).unwrap();
            tx.commit().unwrap();
            let error = register.back_up(&dir.path().join("copy.db")).unwrap_err();
            assert!(format!("{error:#}").starts_with("the copy is not whole and was removed"), "{damage}");
            for left in ["copy.db", "copy.db.part"] {
                assert!(!dir.path().join(left).exists(), "{damage}: {left}");
            }
        }
    }

    #[test]
    fn a_copy_that_is_not_the_register_is_noticed() {
        checked("").unwrap();
        for (damage, said) in [
            ("PRAGMA application_id = 7", "is not a kaa-sync database"),
            ("PRAGMA user_version = 99", "its schema version is 99"),
            ("DELETE FROM run", "refers to one that is not there"),
            (
                "PRAGMA writable_schema = ON;
                 UPDATE sqlite_schema SET rootpage = 3 WHERE name = 'task'",
                "the database engine says",
            ),
        ] {
            let found = checked(damage).err().map_or_else(String::new, |error| format!("{error:#}"));
            assert!(found.contains(said), "{damage}: {found}");
        }
    }
}
