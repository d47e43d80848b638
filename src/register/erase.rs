//! Erasing persons: everything that is kept of them, and what stays when they are gone.
//!
//! Who goes is asked of `due`; what goes of them, `rows` knows. Erasing is part of a transaction; that the
//! bytes go too takes a new file, which is made after it and is pending until then.

mod due;
mod rows;

pub use due::{Due, by_law, closed_before};
#[cfg(test)]
pub(super) use rows::tables;

use super::cells::{day, first, integer};
use super::database::{Compacted, Register, Transaction};
use super::digest::register_digest;
use super::runs::{self, RunRow};
use anyhow::{Context, Result};
use chrono::NaiveDate;
use rusqlite::named_params;

/// Erases whoever is due, and brings the digest of the last night up to date. `last` is its run.
pub fn erase(tx: &Transaction<'_>, due: &Due, last: &RunRow) -> Result<()> {
    note(tx, due, last.as_of).context("noting that persons are erased")?;
    rows::count(tx, due).context("counting the rows of persons")?;
    rows::delete(tx, due).context("erasing persons")?;
    runs::set_digest(tx, last.run, &register_digest(tx, last.as_of)?)
}

fn note(tx: &Transaction<'_>, due: &Due, as_of: NaiveDate) -> Result<()> {
    let given = super::state::last_given(tx)?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO erasure (as_of, persons, covered_through, last_person, last_entry, last_task)
         VALUES (:as_of, :persons, :covered_through, :last_person, :last_entry, :last_task)",
    )?;
    insert.execute(named_params! {
        ":as_of": as_of.to_string(),
        ":persons": integer(due.persons)?,
        ":covered_through": due.covered_through.map(|day| day.to_string()),
        ":last_person": given.last_person,
        ":last_entry": given.last_entry,
        ":last_task": given.last_task,
    })?;
    Ok(())
}

/// The last day on which anybody was covered who has been erased.
pub fn covered_through(tx: &Transaction<'_>) -> Result<Option<NaiveDate>> {
    let sql = "SELECT max(covered_through) AS covered_through FROM erasure";
    let through = first(tx, sql, [], |cells| cells.maybe("covered_through", day))?;
    through.context("the query gives one row")
}

/// The night since which the bytes of erased persons wait to be gone.
pub fn pending_since(tx: &Transaction<'_>) -> Result<Option<NaiveDate>> {
    let sql = "SELECT min(as_of) AS since FROM erasure WHERE swept = 0";
    first(tx, sql, [], |cells| cells.maybe("since", day))?.context("the query gives one row")
}

/// Sees to it that the bytes of erased persons are in none of the database's files, if any wait for it. A reader
/// may be in the way: then they wait on.
pub fn sweep(register: &mut Register) -> Result<()> {
    let is_pending = pending_since(&register.read()?)?.is_some();
    if !is_pending || register.compact().context("writing the register's file anew")? == Compacted::InTheWay {
        return Ok(());
    }
    let tx = register.begin()?;
    tx.execute("UPDATE erasure SET swept = 1 WHERE swept = 0", [])?;
    tx.commit().context("noting that the register's file was written anew")
}
#[cfg(test)]
mod tests;
