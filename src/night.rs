//! The night, on one screen.
//!
//! find and read extracts → judge sources → stage → decide → diff → limits → queue → write → ledger.
//! Everything from loading the register to the ledger row is one IMMEDIATE transaction: whatever
//! happens, the register holds the last night whole or this night whole. A preview is the same work,
//! whose result is not written. The night's date is an argument; no clock is read here.

mod asked;
mod bookkeeping;
mod worked;

pub use asked::Asked;
pub use worked::Worked;

use crate::config::Config;
use crate::domain::decide::{Order, decide};
use crate::domain::sources::expected;
use crate::ingest;
use crate::register::database::{Register, Transaction};
use crate::register::runs::{RunRow, last_committed};
use crate::register::{reported, state};
use anyhow::{Context, Result, bail};
use std::path::Path;

/// What a night is run from.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// The settings.
    pub config: &'a Config,
    /// Where the extracts lie.
    pub extracts: &'a Path,
    /// What a person asks of the night.
    pub order: &'a Order,
    /// Who asks, for the ledger.
    pub user: &'a str,
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
    let run =
        bookkeeping::open(&tx, &worked, inputs, &started_at).context("opening the night in the ledger")?;
    if let Ok(decided) = &worked.result {
        let present = worked.present(&tx)?;
        state::write(&tx, run, &present, decided).context("writing the night's changes")?;
    }
    let run =
        bookkeeping::close(&tx, run, &worked, inputs, &clock()).context("closing the night in the ledger")?;
    tx.commit().context("committing the night; nothing of it was kept")?;
    Ok(Night::Written { worked: Box::new(worked), run })
}

/// Works the night out and leaves the register as it is.
pub fn plan(register: &mut Register, inputs: Inputs<'_>) -> Result<Worked> {
    let tx = register.read()?;
    work_out(&tx, inputs)
}

/// The whole night, up to the point of writing.
fn work_out(tx: &Transaction<'_>, Inputs { config, extracts, order, .. }: Inputs<'_>) -> Result<Worked> {
    let last = last_committed(tx)?;
    refuse_earlier_night(last.as_ref(), order)?;
    let supersedes = last.filter(|last| last.as_of == order.as_of);
    let before = match &supersedes {
        Some(_) => state::load_before_night(tx, order.as_of)?,
        None => state::load(tx)?,
    };
    let reported = reported::load_reported(tx)?;
    let expected = expected(&config.rules, &before.staged.memories, order.as_of);
    let readings = ingest::read_all(extracts, config, &expected, order.as_of)?;
    let input_digest = bookkeeping::input_digest(&readings, &reported, order);
    let result = decide(&before, &reported, &readings, &config.rules, order);
    Ok(Worked { before, readings, result, input_digest, supersedes })
}

fn refuse_earlier_night(last: Option<&RunRow>, order: &Order) -> Result<()> {
    if let Some(last) = last.filter(|last| order.as_of < last.as_of) {
        bail!(
            "the register already holds the night of {}; the night of {} cannot be run after it. \
             nothing was committed. give `--as-of {}` or a later date",
            last.as_of,
            order.as_of,
            last.as_of
        );
    }
    Ok(())
}
