//! What people report: input to every night, never its output. Kept under the number received.
//!
//! Decisions, schools' forms and occupations feed the decision; contacts and measures the queue; pairings
//! say whose rows a number is.

use super::codes::{Channel, ContactOutcome, Occupation, Ruling, RulingReason};
use super::number::Number;
use super::rules::Rules;
use chrono::NaiveDate;

/// What people have decided and schools have reported: input to every night, never its output.
/// Kept under the number received.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reported {
    /// Decisions, in the order they were recorded.
    pub decisions: Vec<DecisionReport>,
    /// Schools' interruption forms, in the order they were recorded.
    pub interruptions: Vec<InterruptionReport>,
    /// Occupations, in the order they were recorded.
    pub occupations: Vec<OccupationReport>,
}

impl Reported {
    /// The numbers, of the birth years that a night stages, that people have decided about: whoever has
    /// one is known even without a population row.
    pub fn decided_about(&self, night: NaiveDate) -> impl Iterator<Item = Number> + '_ {
        let years = Rules::birth_years(night);
        let numbers = self.decisions.iter().map(|decision| decision.number);
        numbers.filter(move |number| years.contains(&number.birth_year()))
    }
}

/// A person overrules the machine, for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionReport {
    /// About whom.
    pub number: Number,
    /// What was decided.
    pub ruling: Ruling,
    /// Why.
    pub reason: RulingReason,
    /// First day it holds.
    pub from: NaiveDate,
    /// Last day it holds, inclusive.
    pub to: NaiveDate,
}

/// The form a school sends when a pupil leaves (Skollagen 15 kap. 15 §).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InterruptionReport {
    /// About whom.
    pub number: Number,
    /// At which school unit.
    pub unit: String,
    /// Last day of attendance, inclusive.
    pub last_day: NaiveDate,
}

/// What someone told us a youth does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OccupationReport {
    /// About whom.
    pub number: Number,
    /// What.
    pub occupation: Occupation,
    /// First day it is valid.
    pub from: NaiveDate,
    /// Last day it is valid, inclusive; `None` while nobody has said.
    pub to: Option<NaiveDate>,
}

/// An attempt to reach a youth, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactReport {
    /// About whom.
    pub number: Number,
    /// On which day.
    pub on: NaiveDate,
    /// How.
    pub channel: Channel,
    /// What came of it.
    pub outcome: ContactOutcome,
    /// Which contact the youth answered, where that is known.
    pub answered: Option<Channel>,
    /// What the youth does, where that was told.
    pub occupation: Option<Occupation>,
}
