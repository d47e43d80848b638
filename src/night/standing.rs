//! What a night starts from: the register as it stood before it, and what people had said by then.

use crate::domain::decide::Order;
use crate::domain::reported::Reported;
use crate::domain::sources::Acceptance;
use crate::domain::state::State;
use crate::register::database::Transaction;
use crate::register::runs::{RecordingId, RunRow};
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
                let before = state::load_to_decide_again(tx, previous)?;
                (before, with_earlier_words(tx, order, run)?)
            }
            None => (state::load(tx)?, order.clone()),
        };
        let reported = reported::load_reported(tx, recorded_through)?.as_of(order.as_of);
        Ok(Self { before, reported, recorded_through, order, supersedes })
    }

    /// Before a night that is decided again from what an earlier run kept: nothing that people told
    /// later is known.
    pub fn again(tx: &Transaction<'_>, before: State, order: &Order, run: &RunRow) -> Result<Self> {
        Ok(Self {
            before,
            reported: reported::load_reported(tx, run.recorded_through)?.as_of(order.as_of),
            recorded_through: run.recorded_through,
            order: with_earlier_words(tx, order, run)?,
            supersedes: Some(run.clone()),
        })
    }
}

/// What people said on an earlier run of the night holds, unless something else is said now.
fn with_earlier_words(tx: &Transaction<'_>, order: &Order, run: &RunRow) -> Result<Order> {
    let Order { as_of, initial_load, allowances, acceptances } = order;
    let waived = |said: &Acceptance| (said.provider.clone(), said.fault);
    Ok(Order {
        as_of: *as_of,
        initial_load: *initial_load || run.initial_load,
        allowances: merged(ledger::allowances(tx, run.run)?, allowances, |said| said.class),
        acceptances: merged(ledger::acceptances(tx, run.run)?, acceptances, waived),
    })
}

/// What was said earlier, with what is said now in its place, in the order of what it is about.
fn merged<T: Clone, K: Ord>(earlier: Vec<T>, now: &[T], about: impl Fn(&T) -> K) -> Vec<T> {
    let mut all = earlier;
    all.retain(|earlier| now.iter().all(|now| about(now) != about(earlier)));
    all.extend_from_slice(now);
    all.sort_by_key(about);
    all
}
