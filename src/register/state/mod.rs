//! The register at a moment, loaded from and written as versions.
//!
//! A row that changes is never overwritten: its version is ended by the run that ends it, and the next
//! begins with the same run. So the state before any run can be loaded as it stood.

mod credentials;
mod entries;
mod forget;
mod given;
mod memories;
mod people;
mod placements;
mod rejects;
mod residents;
mod staging;
mod tasks;
mod versions;

pub use entries::versions_of;
pub(super) use entries::{closing, load as load_entries};
pub use forget::{erased_through, forget};
pub(super) use given::last as last_given;
pub(super) use people::load as load_people;
pub(super) use residents::{contact, load as load_residents};
pub(super) use tasks::letters_taken_back;

#[cfg(test)]
mod tests;

use super::runs::{RunId, RunRow, last_committed};
use crate::domain::decide::Decided;
use crate::domain::staged::Staged;
use crate::domain::state::State;
use anyhow::{Context, Result};
use chrono::NaiveDate;
use rusqlite::Transaction;

/// Later than every run: what stands before it is the present.
const NEVER: RunId = RunId(i64::MAX);

/// The state as it is.
pub fn load(tx: &Transaction<'_>) -> Result<State> {
    let last_night = last_committed(tx)?.map(|run| run.as_of);
    let mut state = load_before(tx, NEVER, last_night)?;
    tasks::load_priorities(tx, &mut state.tasks).context("loading priorities")?;
    Ok(state)
}

/// The register as it is, without the facts it stands on.
pub fn load_register(tx: &Transaction<'_>) -> Result<State> {
    let last_night = last_committed(tx)?.map(|run| run.as_of);
    let mut state = load_derived(tx, NEVER, last_night)?;
    tasks::load_priorities(tx, &mut state.tasks).context("loading priorities")?;
    Ok(state)
}

/// The state as a run left it; before the first, nothing. Tasks have no priority in it: only the
/// present rank is kept.
pub fn load_after(tx: &Transaction<'_>, run: Option<&RunRow>) -> Result<State> {
    match run {
        Some(run) => load_before(tx, RunId(run.run.0 + 1), Some(run.as_of)),
        None => load_before(tx, RunId(0), None),
    }
}

/// The state as a run left it, to decide again what came after: with every number that was ever given.
pub fn load_to_decide_again(tx: &Transaction<'_>, run: Option<&RunRow>) -> Result<State> {
    Ok(State { given: given::all(tx)?, ..load_after(tx, run)? })
}

fn load_before(tx: &Transaction<'_>, run: RunId, last_night: Option<NaiveDate>) -> Result<State> {
    let memories = memories::load(tx, run).context("loading what is remembered of files")?;
    let staged = Staged {
        residents: residents::load(tx, run).context("loading residents")?,
        placements: placements::load(tx, run).context("loading placements")?,
        credentials: credentials::load(tx, run).context("loading documents")?,
        rejects: rejects::load(tx, run, &memories).context("loading quarantined rows")?,
        memories,
    };
    Ok(State { staged, ..load_derived(tx, run, last_night)? })
}

fn load_derived(tx: &Transaction<'_>, run: RunId, last_night: Option<NaiveDate>) -> Result<State> {
    Ok(State {
        last_night,
        staged: Staged::default(),
        people: people::load(tx, run).context("loading persons")?,
        entries: entries::load(tx, run).context("loading entries")?,
        tasks: tasks::load(tx, run).context("loading tasks")?,
        given: given::last(tx).context("loading the numbers given last")?,
    })
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
