//! The night, on one screen.
//!
//! find and read extracts → judge sources → stage → decide → diff → limits → queue → write → ledger → erase.
//! Everything from loading the register to erasing whom it may keep no longer is one IMMEDIATE transaction: whatever
//! happens, the register holds the last night whole or this night whole. A preview is the same work,
//! whose result is not written. The night's date is an argument; no clock is read here.
//!
//! A night that has been run before is decided again from the register as it stood before it, and what
//! differs is written: nothing that was known is lost. [`again`] does so for every night since a date.

pub mod again;
mod asked;
mod bookkeeping;
mod erasure;
mod standing;
mod verify;
mod worked;
mod worklist;

pub use asked::Asked;
pub use erasure::erase;
pub use verify::verify;
pub use worked::Worked;
pub use worklist::worklist;

use crate::config::Config;
use crate::domain::decide::{Order, decide};
use crate::domain::sources::expected;
use crate::domain::state::State;
use crate::ingest;
use crate::register::database::{Register, Transaction};
use crate::register::runs::{self, RunRow};
use crate::register::state;
use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use standing::Standing;
use std::borrow::Cow;
use std::path::Path;

/// What a night is run from.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// The settings.
    pub config: &'a Config,
    /// Where the extracts lie.
    pub extracts: &'a Path,
    /// What a person asks of the night.
    pub order: &'a Order,
    /// Who waits for the files to be read.
    pub watch: ingest::Watch<'a>,
}

/// What became of a night.
#[derive(Debug)]
pub enum Night {
    /// The same night from the same inputs is already there.
    NothingToDo(RunRow),
    /// Written; or, for a refused night, only the refusal.
    Written {
        /// What was worked out.
        worked: Box<Worked>,
        /// Its row in the ledger.
        run: RunRow,
        /// Persons whom it erased.
        erased: u64,
    },
}

/// Works the night out and writes it. `clock` gives the time of day, for the ledger alone.
pub fn run(register: &mut Register, inputs: Inputs<'_>, clock: &dyn Fn() -> String) -> Result<Night> {
    let started_at = clock();
    let tx = register.begin()?;
    let worked = work_out(&tx, inputs)?;
    if let Some(last) = worked.repeats(inputs.config) {
        return Ok(Night::NothingToDo(last.clone()));
    }
    let present = match worked.supersedes {
        Some(_) => Cow::Owned(state::load(&tx)?),
        None => Cow::Borrowed(&worked.before),
    };
    let run = keep(&tx, inputs.config, &worked, &present, &started_at, clock)?;
    let erased = erasure::erase_by_law(&tx, &inputs.config.rules, run.as_of)?;
    let run = runs::run(&tx, run.run)?.context("the night's row is not in the ledger")?;
    tx.commit().context("committing the night")?;
    Ok(Night::Written { worked: Box::new(worked), run, erased })
}

/// Works the night out and leaves the register as it is.
pub fn plan(register: &mut Register, inputs: Inputs<'_>) -> Result<Worked> {
    let tx = register.read()?;
    work_out(&tx, inputs)
}

/// The whole night, up to the point of writing.
fn work_out(tx: &Transaction<'_>, Inputs { config, extracts, order, watch }: Inputs<'_>) -> Result<Worked> {
    let nights = runs::nights(tx)?;
    refuse_earlier_night(nights.keys().last(), order.as_of)?;
    let standing = Standing::before(tx, &nights, order)?;
    let expected = expected(&config.rules, &standing.before.staged.memories, order.as_of);
    let readings = ingest::read_all(extracts, config, &expected, order.as_of, watch)?;
    let Standing { before, reported, order, .. } = &standing;
    let result = decide(before, reported, &readings, &config.rules, order);
    Ok(Worked::new(standing, readings, result))
}

/// Writes a night: its row first, because every version refers to it, then what differs between the
/// register as it is and as it shall be, then what the night stood on.
fn keep(
    tx: &Transaction<'_>,
    config: &Config,
    worked: &Worked,
    present: &State,
    started_at: &str,
    clock: &dyn Fn() -> String,
) -> Result<RunRow> {
    let run = bookkeeping::open(tx, worked, config, started_at).context("opening the night in the ledger")?;
    if let Ok(decided) = &worked.result {
        state::write(tx, run, present, decided).context("writing the night's changes")?;
        state::forget(tx, run, config.rules.staged_days).context("erasing old staged versions")?;
    }
    bookkeeping::close(tx, run, worked, &config.rules, &clock()).context("closing the night in the ledger")
}

fn refuse_earlier_night(last: Option<&NaiveDate>, night: NaiveDate) -> Result<()> {
    if let Some(last) = last.filter(|last| night < **last) {
        bail!(
            "the register already holds the night of {last}; the night of {night} cannot be run after it. \
             nothing was committed. give `--as-of {last}` or a later date, or decide the nights since \
             {night} again with `kaa-sync rerun --from {night}`"
        );
    }
    Ok(())
}
