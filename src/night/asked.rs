//! The last night's facts, to be asked about one person at a time.
//!
//! Assembled from the register by the same functions as the night's, so that an explanation cannot
//! disagree with it.

use crate::config::Config;
use crate::domain::explain::{Explanation, explain};
use crate::domain::facts::{self, Facts};
use crate::domain::identity::identify;
use crate::domain::sources::Tonight;
use crate::domain::state::{PersonId, State};
use crate::domain::status::{Question, answer};
use crate::register::database::Transaction;
use crate::register::reported::load_reported;
use crate::register::runs::{self, RunRow};
use crate::register::{ledger, state};
use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The facts of the last night, to be asked about one person at a time.
#[derive(Debug)]
pub struct Asked<'a> {
    config: &'a Config,
    last: KnownNight,
    before: Option<KnownNight>,
    state: State,
}

/// A committed night's date and everybody's facts on it.
#[derive(Debug)]
pub(super) struct KnownNight {
    date: NaiveDate,
    pub(super) facts: BTreeMap<PersonId, Facts>,
}

impl<'a> Asked<'a> {
    /// Loads the last committed night and the one before it.
    pub fn load(tx: &Transaction<'_>, config: &'a Config) -> Result<Self> {
        let Some(run) = runs::last_committed(tx)? else {
            bail!("no night has been run yet: there are no facts to explain. run `kaa-sync run` first");
        };
        let state = state::load(tx)?;
        let last = KnownNight::assemble(tx, &run, &state, config)?;
        let earlier = runs::nights(tx)?.range(..run.as_of).next_back().map(|(_, run)| run.clone());
        let before = earlier.map(|earlier| {
            let then = state::load_after(tx, Some(&earlier))?;
            KnownNight::assemble(tx, &earlier, &then, config)
        });
        Ok(Self { config, last, before: before.transpose()?, state })
    }

    /// There are facts of the person to explain.
    pub fn knows(&self, person: PersonId) -> bool {
        self.last.facts.contains_key(&person)
    }

    /// Explains one person. A protected person's number is left out unless asked for.
    pub fn explain(&self, person: PersonId, include_protected: bool) -> Result<Explanation> {
        let rules = &self.config.rules;
        let known = self.last.facts.get(&person).with_context(|| {
            format!("person {person} has left the birth years in question: there are no facts to explain")
        })?;
        let shown = self.state.people.persons.get(&person).filter(|who| include_protected || !who.protected);
        let entries = self.state.entries.iter().filter(|(_, entry)| entry.person == person);
        let night_before = self.before.as_ref().and_then(|before| {
            let facts = before.facts.get(&person)?;
            Some((before.date, answer(&Question { facts, day: before.date, rules })))
        });
        Ok(explain(
            (person, shown.map(|who| who.number)),
            known,
            entries.map(|(id, entry)| (*id, entry.clone())).collect(),
            night_before,
            rules,
            self.last.date,
        ))
    }
}

impl KnownNight {
    pub(super) fn assemble(
        tx: &Transaction<'_>,
        run: &RunRow,
        state: &State,
        config: &Config,
    ) -> Result<Self> {
        let rules = &config.rules;
        let reported = load_reported(tx, run.recorded_through)?;
        let sources = ledger::sources(tx, run.run)?;
        let verdicts = sources.into_iter().map(|source| (source.id, source.verdict)).collect();
        let tonight = Tonight::recalled(verdicts, &state.staged.memories, rules);
        let mut given = state.given.clone();
        let decided_about = reported.decided_about(run.as_of);
        let identified = identify(&state.people, &state.staged, decided_about, &mut given);
        let night = facts::Night { date: run.as_of, rules, tonight: &tonight };
        Ok(Self { date: run.as_of, facts: facts::assemble(night, &state.staged, &identified, &reported) })
    }
}
