//! Erasing staged versions that were superseded long ago.
//!
//! What stood in the register is never erased here: only what files told, of people who may never have
//! been in it. `secure_delete` sees to it that the bytes go too.

use super::super::cells::first;
use super::super::runs::RunId;
use anyhow::{Context, Result};
use rusqlite::{Transaction, named_params};

/// The staged tables, each with the statement that erases what ended with a run or before it.
const STATEMENTS: [&str; 5] = [
    "DELETE FROM staged_resident WHERE to_run <= :through",
    "DELETE FROM staged_placement WHERE to_run <= :through",
    "DELETE FROM staged_credential WHERE to_run <= :through",
    "DELETE FROM staged_reject WHERE to_run <= :through",
    "DELETE FROM staged_memory WHERE to_run <= :through",
];

/// Erases the staged versions that were superseded more than so many calendar days before the night of
/// a run, and notes in its row through which run they are gone.
pub fn forget(tx: &Transaction<'_>, run: RunId, staged_days: u32) -> Result<()> {
    let through = superseded_through(tx, run, staged_days)?.max(erased_through(tx)?);
    for sql in STATEMENTS {
        tx.prepare_cached(sql)?.execute(named_params! {":through": through.0})?;
    }
    let mut note = tx.prepare_cached("UPDATE run SET erased_through = :through WHERE run_id = :run")?;
    note.execute(named_params! {":through": through.0, ":run": run.0})?;
    Ok(())
}

/// The last run before the first whose night is recent enough.
fn superseded_through(tx: &Transaction<'_>, run: RunId, staged_days: u32) -> Result<RunId> {
    let sql = "SELECT coalesce(min(recent.run_id) - 1, 0) AS through
               FROM run AS recent
               JOIN run AS tonight ON tonight.run_id = :run
               WHERE recent.outcome <> 'refused'
                   AND recent.as_of >= date(tonight.as_of, '-' || :days || ' days')";
    let values = named_params! {":run": run.0, ":days": staged_days};
    let through = first(tx, sql, values, |cells| Ok(RunId(cells.get("through")?)));
    through?.context("the query gives one row")
}

/// Through which run staged versions are gone.
pub fn erased_through(tx: &Transaction<'_>) -> Result<RunId> {
    let sql = "SELECT coalesce(max(erased_through), 0) AS through FROM run";
    first(tx, sql, [], |cells| Ok(RunId(cells.get("through")?)))?.context("the query gives one row")
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::{empty_register, number, small_state, start};
    use super::super::{load, load_after, write_difference};
    use super::*;
    use crate::domain::codes::Outcome;
    use crate::domain::state::State;
    use crate::register::runs::nights;

    /// A night with a resident, one without, and so many days later a third.
    fn three_nights(third: &str, test: impl FnOnce(&Transaction<'_>, RunId)) {
        let (_dir, mut register) = empty_register();
        let tx = register.begin().unwrap();
        let mut without = small_state();
        without.staged.residents.remove(&number("199803192393"));
        let first = start(&tx, "2016-11-14", Outcome::Done, None);
        write_difference(&tx, first, &State::default(), &small_state()).unwrap();
        let second = start(&tx, "2016-11-15", Outcome::Done, None);
        write_difference(&tx, second, &small_state(), &without).unwrap();
        test(&tx, start(&tx, third, Outcome::Done, None));
    }

    fn superseded(tx: &Transaction<'_>) -> i64 {
        let sql = "SELECT count(*) AS versions FROM staged_resident WHERE to_run IS NOT NULL";
        tx.query_row(sql, [], |row| row.get("versions")).unwrap()
    }

    #[test]
    fn a_version_goes_when_the_night_that_superseded_it_is_more_than_35_days_back() {
        three_nights("2016-12-20", |tx, run| {
            forget(tx, run, 35).unwrap();
            assert_eq!((superseded(tx), erased_through(tx).unwrap()), (1, RunId(1)));
        });
        three_nights("2016-12-21", |tx, run| {
            let before = load(tx).unwrap();
            forget(tx, run, 35).unwrap();
            assert_eq!((superseded(tx), erased_through(tx).unwrap()), (0, RunId(2)));
            assert_eq!(load(tx).unwrap(), before);
        });
    }

    #[test]
    fn what_a_night_left_stands_for_35_days_as_it_was() {
        three_nights("2016-12-20", |tx, run| {
            forget(tx, run, 35).unwrap();
            let nights = nights(tx).unwrap();
            let first = nights.values().next();
            assert_eq!(load_after(tx, first).unwrap().staged.residents, small_state().staged.residents);
        });
    }

    #[test]
    fn every_staged_table_is_erased_and_nothing_that_stood_in_the_register() {
        let (_dir, mut register) = empty_register();
        let tx = register.begin().unwrap();
        let first = start(&tx, "2016-11-14", Outcome::Done, None);
        write_difference(&tx, first, &State::default(), &small_state()).unwrap();
        let second = start(&tx, "2016-11-15", Outcome::Done, None);
        write_difference(&tx, second, &small_state(), &State::default()).unwrap();
        let ended = |table: &str| -> i64 {
            let sql = format!("SELECT count(*) AS ended FROM {table} WHERE to_run IS NOT NULL");
            tx.query_row(&sql, [], |row| row.get("ended")).unwrap()
        };
        let staged =
            ["staged_resident", "staged_placement", "staged_credential", "staged_reject", "staged_memory"];
        assert_eq!(staged.map(ended), [2; 5]);
        let kept = ["entry", "entry_lane", "task", "person", "person_number"];
        let before = kept.map(ended);
        forget(&tx, start(&tx, "2016-12-21", Outcome::Done, None), 35).unwrap();
        assert_eq!(staged.map(ended), [0; 5]);
        assert_eq!(kept.map(ended), before);
    }

    #[test]
    fn an_earlier_night_decided_again_brings_nothing_back() {
        three_nights("2016-12-21", |tx, run| {
            forget(tx, run, 35).unwrap();
            let again = start(tx, "2016-12-20", Outcome::Done, None);
            forget(tx, again, 35).unwrap();
            let sql = "SELECT erased_through FROM run WHERE run_id = 4";
            let noted: i64 = tx.query_row(sql, [], |row| row.get("erased_through")).unwrap();
            assert_eq!((noted, erased_through(tx).unwrap()), (2, RunId(2)));
        });
    }
}
