//! What people report: input to every night, never its output. Kept under the number received.
//!
//! Decisions, schools' forms and occupations feed the decision; contacts and measures the queue; pairings
//! say whose rows a number is.

pub mod faults;

use super::codes::{
    Channel, ContactOutcome, CoveredReason, Lane, MeasureEnd, MeasureKind, Occupation, OccupationSource,
    Ruling, RulingReason, Step,
};
use super::number::Number;
use super::rules::Rules;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

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
    /// Contacts, in the order they were recorded.
    pub contacts: Vec<ToldContact>,
    /// Measures, in the order they were recorded.
    pub measures: Vec<MeasureReport>,
    /// The numbers under which a telephone number is known.
    pub callable: BTreeSet<Number>,
    /// Whose the numbers are that say nothing by themselves.
    pub pairings: BTreeMap<PairedId, Number>,
    /// Another register's entries, told before the first night.
    pub taken_over: Vec<TakenOver>,
}

impl Reported {
    /// What a night may know: nothing that was done on a later day, though it was told before the night was
    /// run again.
    #[must_use]
    pub fn as_of(mut self, night: NaiveDate) -> Self {
        self.contacts.retain(|told| told.report.on <= night);
        self
    }

    /// What was told of whoever's numbers these are.
    #[must_use]
    pub fn about(&self, is_own: impl Fn(&Number) -> bool) -> Self {
        fn own<T: Clone>(all: &[T], is_own: impl Fn(&T) -> bool) -> Vec<T> {
            all.iter().filter(|one| is_own(one)).cloned().collect()
        }
        Self {
            decisions: own(&self.decisions, |told| is_own(&told.number)),
            interruptions: own(&self.interruptions, |told| is_own(&told.number)),
            occupations: own(&self.occupations, |told| is_own(&told.number)),
            contacts: own(&self.contacts, |told| is_own(&told.report.number)),
            measures: own(&self.measures, |told| is_own(&told.number)),
            callable: self.callable.iter().copied().filter(|number| is_own(number)).collect(),
            pairings: self
                .pairings
                .iter()
                .filter(|(_, number)| is_own(number))
                .map(|(id, number)| (id.clone(), *number))
                .collect(),
            taken_over: own(&self.taken_over, |told| is_own(&told.number)),
        }
    }

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
    /// Last day it is valid, inclusive; `None` while nobody has said: then for as long as the code's shelf
    /// life in the configuration.
    pub to: Option<NaiveDate>,
    /// Who told.
    pub source: OccupationSource,
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

/// A contact as it was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldContact {
    /// What was told.
    pub report: ContactReport,
    /// The person had an entry, open or closed, when it was told. Otherwise it waits: what came before an
    /// entry climbs nothing in it.
    pub of_registered: bool,
    /// The first night that knew of it; `None` if no night has yet.
    pub known_on: Option<NaiveDate>,
}

/// How a youth can be reached besides by post. Never in `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct DetailsReport {
    /// Whose.
    pub number: Number,
    /// Telephone number; empty if there is none, or none any longer.
    pub telephone: String,
    /// E-mail address; empty likewise.
    pub email: String,
}

impl fmt::Debug for DetailsReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DetailsReport").field("number", &self.number).finish_non_exhaustive()
    }
}

/// A measure that a youth takes part in (förordning 2006:39, 4 § 3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureReport {
    /// Who.
    pub number: Number,
    /// What.
    pub measure: MeasureKind,
    /// First day.
    pub from: NaiveDate,
    /// Last day, inclusive; `None` while it goes on.
    pub to: Option<NaiveDate>,
    /// Why it ended, where it has.
    pub ended: Option<MeasureEnd>,
    /// What the youth did before.
    pub before: Option<Occupation>,
    /// What the youth did after.
    pub after: Option<Occupation>,
}

impl MeasureReport {
    /// Goes on, on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.holds_on_some_day(day, day)
    }

    /// Goes on, on some day from the first to the last.
    pub fn holds_on_some_day(&self, first: NaiveDate, last: NaiveDate) -> bool {
        self.from <= last && self.to.is_none_or(|to| first <= to)
    }
}

/// A number that says by itself whose it is to nobody, and who gave it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PairedId {
    /// The provider whose files have it; `None` for a samordningsnummer, which is the same in all.
    pub provider: Option<String>,
    /// The TF number or samordningsnummer.
    pub number: Number,
}

/// An entry of the register that this one takes over from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenOver {
    /// Whose.
    pub number: Number,
    /// Since when.
    pub entered_on: NaiveDate,
    /// Why.
    pub reason: CoveredReason,
    /// The lane.
    pub lane: Lane,
    /// The last step that was taken; `None` if nobody has tried yet.
    pub climbed: Option<Step>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{ORDINARY_NUMBER, day, number};

    #[test]
    fn a_night_knows_of_no_contact_of_a_later_day() {
        let contact = |on| ToldContact {
            report: ContactReport {
                number: number(ORDINARY_NUMBER),
                on: day(on),
                channel: Channel::Letter,
                outcome: ContactOutcome::Sent,
                answered: None,
                occupation: None,
            },
            of_registered: true,
            known_on: None,
        };
        let told =
            Reported { contacts: vec![contact("2016-11-22"), contact("2016-11-21")], ..Reported::default() };
        assert_eq!(told.as_of(day("2016-11-21")).contacts, [contact("2016-11-21")]);
    }
}
