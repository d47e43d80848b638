//! A night worked out: all that running it, showing it and writing it down need.

use super::bookkeeping::input_digest;
use super::standing::Standing;
use crate::config::Config;
use crate::domain::codes::Outcome;
use crate::domain::decide::{Decided, Order};
use crate::domain::record::{Reading, Rejected};
use crate::domain::sources::{ProviderId, Tonight};
use crate::domain::state::State;
use crate::register::runs::{RecordingId, RunRow};
use anyhow::{Context, Result};

/// A night worked out, not written.
#[derive(Debug)]
pub struct Worked {
    /// The register as it stood before the night.
    pub before: State,
    /// What was asked of the night, on every run of it.
    pub order: Order,
    /// What the files said.
    pub readings: Vec<Reading>,
    /// The night; only its sources where a required one leaves nothing to stand on.
    pub result: Result<Decided, Tonight>,
    /// The last recording of what people told that the night knows.
    pub(super) recorded_through: RecordingId,
    /// The same for the same night from the same inputs.
    pub(super) input_digest: String,
    /// The committed run for the same date, which this one takes the place of.
    pub(super) supersedes: Option<RunRow>,
}

impl Worked {
    /// A night with what it started from and what came of it.
    pub(super) fn new(standing: Standing, readings: Vec<Reading>, result: Result<Decided, Tonight>) -> Self {
        let Standing { before, reported, recorded_through, order, supersedes } = standing;
        let input_digest = input_digest(&readings, &reported, &order);
        Self { before, order, readings, result, recorded_through, input_digest, supersedes }
    }

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

    /// The register as the night leaves it; an error for a refused night, which leaves none.
    pub(super) fn into_after(self) -> Result<State> {
        let decided = self.result.ok().context("a refused night leaves no register")?;
        Ok(decided.into_after())
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
