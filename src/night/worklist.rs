//! The queue as it stands now: the last night's tasks, and what has been told since.

use crate::config::Config;
use crate::domain::worklist::Worklist;
use crate::register::database::Transaction;
use crate::register::{reported, runs, state, views};
use anyhow::Result;

/// The queue; empty before the first night.
pub fn worklist(tx: &Transaction<'_>, config: &Config) -> Result<Worklist> {
    let Some(last) = runs::last_committed(tx)? else { return Ok(Worklist::default()) };
    let state = state::load_register(tx)?;
    let reported = reported::load_reported(tx, reported::last_recording(tx)?)?;
    let suspended = views::suspended(tx, last.run)?;
    Ok(Worklist::of(&state, &reported, &suspended, &config.rules))
}
