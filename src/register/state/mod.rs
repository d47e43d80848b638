//! The register at a moment, loaded from and written as versions.
//!
//! A row that changes is never overwritten: its version is ended by the run that ends it, and the next
//! begins with the same run. So the state before any run can be loaded as it stood.

mod credentials;
mod entries;
mod memories;
mod people;
mod placements;
mod rejects;
mod residents;
mod staging;
mod tasks;
mod versions;

pub(super) use entries::closing;
pub use entries::versions_of;
pub(super) use tasks::ending;

#[cfg(test)]
mod tests;

use super::cells::{day, first};
use super::runs::RunId;
use crate::domain::decide::Decided;
use crate::domain::staged::Staged;
use crate::domain::state::State;
use anyhow::{Context, Result};
use chrono::NaiveDate;
use rusqlite::{Transaction, named_params};

/// Later than every run: what stands before it is the present.
const NEVER: RunId = RunId(i64::MAX);

/// The state as it is.
pub fn load(tx: &Transaction<'_>) -> Result<State> {
    let mut state = load_before(tx, NEVER)?;
    tasks::load_priorities(tx, &mut state.tasks).context("loading priorities")?;
    Ok(state)
}

/// The state as it stood before a run. Tasks have no priority in it: only the present rank is kept.
pub fn load_before(tx: &Transaction<'_>, run: RunId) -> Result<State> {
    let memories = memories::load(tx, run).context("loading what is remembered of files")?;
    Ok(State {
        last_night: last_night(tx, run).context("loading the last night")?,
        staged: Staged {
            residents: residents::load(tx, run).context("loading residents")?,
            placements: placements::load(tx, run).context("loading placements")?,
            credentials: credentials::load(tx, run).context("loading documents")?,
            rejects: rejects::load(tx, run, &memories).context("loading quarantined rows")?,
            memories,
        },
        people: people::load(tx, run).context("loading persons")?,
        entries: entries::load(tx, run).context("loading entries")?,
        tasks: tasks::load(tx, run).context("loading tasks")?,
    })
}

/// The state as it stood before any run of a night.
pub fn load_before_night(tx: &Transaction<'_>, night: NaiveDate) -> Result<State> {
    let sql = "SELECT min(run_id) AS run_id FROM run WHERE as_of = :night AND outcome <> 'refused'";
    let first_run = first(tx, sql, named_params! {":night": night.to_string()}, |cells| {
        Ok(cells.get::<Option<i64>>("run_id")?.map(RunId))
    })?;
    load_before(tx, first_run.flatten().unwrap_or(NEVER))
}

/// Writes a night: what differs between the register as it is and as it shall be. Only what the
/// limits let through can be in a [`Decided`].
pub fn write(tx: &Transaction<'_>, run: RunId, present: &State, decided: &Decided) -> Result<()> {
    write_difference(tx, run, present, decided.after())
}

/// Writes what differs between two states, as versions ended and begun by `run`.
pub(super) fn write_difference(
    tx: &Transaction<'_>,
    run: RunId,
    before: &State,
    after: &State,
) -> Result<()> {
    let (was, is) = (&before.staged, &after.staged);
    residents::write(tx, run, &was.residents, &is.residents).context("writing residents")?;
    placements::write(tx, run, &was.placements, &is.placements).context("writing placements")?;
    credentials::write(tx, run, &was.credentials, &is.credentials).context("writing documents")?;
    rejects::write(tx, run, &was.rejects, &is.rejects).context("writing quarantined rows")?;
    memories::write(tx, run, &was.memories, &is.memories).context("writing what is remembered of files")?;
    people::write(tx, run, &before.people, &after.people).context("writing persons")?;
    entries::write(tx, run, &before.entries, &after.entries).context("writing entries")?;
    tasks::write(tx, run, &before.tasks, &after.tasks).context("writing tasks")
}

fn last_night(tx: &Transaction<'_>, run: RunId) -> Result<Option<NaiveDate>> {
    let sql = "SELECT max(as_of) AS as_of FROM run WHERE run_id < :run AND outcome <> 'refused'";
    Ok(first(tx, sql, named_params! {":run": run.0}, |cells| cells.maybe("as_of", day))?.flatten())
}
