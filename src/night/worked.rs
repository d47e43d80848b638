//! A night worked out: all that running it, showing it and writing it down need.

use crate::config::Config;
use crate::domain::codes::Outcome;
use crate::domain::decide::Decided;
use crate::domain::record::{Reading, Rejected};
use crate::domain::sources::{ProviderId, Tonight};
use crate::domain::state::State;
use crate::register::database::Transaction;
use crate::register::runs::RunRow;
use crate::register::state;
use anyhow::Result;
use std::borrow::Cow;

/// A night worked out, not written.
#[derive(Debug)]
pub struct Worked {
    /// The register as it stood before the night.
    pub before: State,
    /// What the files said.
    pub readings: Vec<Reading>,
    /// The night; only its sources where a required one leaves nothing to stand on.
    pub result: Result<Decided, Tonight>,
    /// The same for the same night from the same inputs.
    pub(super) input_digest: String,
    /// The committed run for the same date, which this one takes the place of.
    pub(super) supersedes: Option<RunRow>,
}

impl Worked {
    /// How the night ends.
    pub fn outcome(&self) -> Outcome {
        self.result.as_ref().map_or(Outcome::Refused, Decided::outcome)
    }

    /// The sources of the night.
    pub fn tonight(&self) -> &Tonight {
        self.result.as_ref().map_or_else(|tonight| tonight, |decided| &decided.tonight)
    }

    /// The rows of a provider's file that could not be believed, where the file itself was.
    pub fn rejected(&self) -> impl Iterator<Item = (ProviderId, &Rejected)> {
        self.tonight().sources.iter().filter(|source| source.is_fresh()).flat_map(|source| {
            let reading = self.readings.iter().find(|reading| reading.is_of(&source.id));
            let delivery = reading.and_then(|reading| reading.result.as_ref().ok());
            let rejected = delivery.map_or(&[][..], |delivery| &delivery.rejected);
            rejected.iter().map(|row| (source.id.clone(), row))
        })
    }

    /// The register as it stands now: where the night takes the place of an earlier run, with that
    /// run's changes in it.
    pub(super) fn present(&self, tx: &Transaction<'_>) -> Result<Cow<'_, State>> {
        Ok(match self.supersedes {
            Some(_) => Cow::Owned(state::load(tx)?),
            None => Cow::Borrowed(&self.before),
        })
    }

    /// The run that this night would only repeat.
    pub(super) fn repeats(&self, config: &Config) -> Option<&RunRow> {
        self.supersedes.as_ref().filter(|last| {
            last.input_digest == self.input_digest
                && last.config_digest == config.digest
                && last.program_version == crate::VERSION
        })
    }
}
