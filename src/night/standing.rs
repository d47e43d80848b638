//! What a night starts from: the register as it stood before it, and what people had said by then.

use crate::domain::decide::Order;
use crate::domain::limits::Allowance;
use crate::domain::sources::Acceptance;
use crate::domain::state::{Reported, State};
use crate::register::database::Transaction;
use crate::register::runs::{RecordingId, RunId, RunRow};
use crate::register::{ledger, reported, state};
use anyhow::Result;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What a night starts from.
#[derive(Debug)]
pub struct Standing {
    /// The register as it stood.
    pub before: State,
    /// What people had told.
    pub reported: Reported,
    /// The last recording of what they had told.
    pub recorded_through: RecordingId,
    /// What was asked of the night, on every run of it.
    pub order: Order,
    /// The run of the same night that this one takes the place of.
    pub supersedes: Option<RunRow>,
}

impl Standing {
    /// Before a night that is run from its files, perhaps not for the first time.
    pub fn before(tx: &Transaction<'_>, nights: &BTreeMap<NaiveDate, RunRow>, order: &Order) -> Result<Self> {
        let supersedes = nights.get(&order.as_of).cloned();
        let recorded_through = reported::last_recording(tx)?;
        let (before, order) = match &supersedes {
            Some(run) => {
                let previous = nights.range(..order.as_of).next_back().map(|(_, run)| run);
                let before = State { given: state::given_ever(tx)?, ..state::load_after(tx, previous)? };
                (before, with_earlier_words(tx, order, run)?)
            }
            None => (state::load(tx)?, order.clone()),
        };
        let reported = reported::load_reported(tx, recorded_through)?;
        Ok(Self { before, reported, recorded_through, order, supersedes })
    }

    /// Before a night that is decided again from what an earlier run kept: nothing that people told
    /// later is known.
    pub fn again(tx: &Transaction<'_>, before: State, order: &Order, run: &RunRow) -> Result<Self> {
        Ok(Self {
            before,
            reported: reported::load_reported(tx, run.recorded_through)?,
            recorded_through: run.recorded_through,
            order: with_earlier_words(tx, order, run)?,
            supersedes: Some(run.clone()),
        })
    }
}

/// What people said on an earlier run of the night holds, unless something else is said now.
fn with_earlier_words(tx: &Transaction<'_>, order: &Order, run: &RunRow) -> Result<Order> {
    Ok(Order {
        as_of: order.as_of,
        initial_load: order.initial_load || run.initial_load,
        allowances: merged_allowances(tx, run.run, &order.allowances)?,
        acceptances: merged_acceptances(tx, run.run, &order.acceptances)?,
    })
}

fn merged_allowances(tx: &Transaction<'_>, run: RunId, said: &[Allowance]) -> Result<Vec<Allowance>> {
    let mut all = ledger::allowances(tx, run)?;
    all.retain(|earlier| said.iter().all(|now| now.class != earlier.class));
    all.extend_from_slice(said);
    all.sort_by_key(|allowance| allowance.class);
    Ok(all)
}

fn merged_acceptances(tx: &Transaction<'_>, run: RunId, said: &[Acceptance]) -> Result<Vec<Acceptance>> {
    let key = |acceptance: &Acceptance| (acceptance.provider.clone(), acceptance.fault);
    let mut all = ledger::acceptances(tx, run)?;
    all.retain(|earlier| said.iter().all(|now| key(now) != key(earlier)));
    all.extend_from_slice(said);
    all.sort_by_key(key);
    Ok(all)
}
