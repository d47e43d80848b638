//! The register at a glance: what the page for people shows, as values.
//!
//! Counts alone: nobody is in it, by name, number or entry. The only texts are names from outside: of the
//! database, of providers, of school units and of those who own tasks.

use super::figures::{HalfDays, Part, SchoolYear};
use crate::domain::codes::{
    Code, CoveredReason, FileFault, Lane, LimitClass, Outcome, Step, UndeterminedReason, Verdict, codes,
};
use crate::domain::sources::ProviderId;
use crate::domain::state::ClosedReason;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::fmt;

/// All of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// What it rests on.
    pub about: About,
    /// What the last night did and left.
    pub changes: NightChanges,
    /// The register at the end of each month, the oldest first; the last is the night itself.
    pub register: Vec<Standing>,
    /// What came and went in each month, the oldest first; the last ends with the night.
    pub flows: Vec<MonthFlow>,
    /// How far outreach came.
    pub ladder: Ladder,
    /// The coverage equation of the night; what is not in it is 0.
    pub coverage: BTreeMap<Part, u64>,
    /// The providers of the last run, in the order of the configuration.
    pub sources: Vec<SourceHealth>,
    /// How late each school's changes became known.
    pub lag: Vec<SchoolLag>,
    /// What is to be done, by owner and step.
    pub deadlines: Vec<Deadline>,
}

/// What an overview rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The name of the database's file.
    pub database: String,
    /// The last committed night.
    pub night: NaiveDate,
    /// The run that committed it.
    pub run: i64,
    /// How it ended.
    pub outcome: Outcome,
    /// A run after it that was refused, if the last one was.
    pub refused_since: Option<NaiveDate>,
    /// The program's version.
    pub version: String,
}

/// What a night did to the register, and what it left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NightChanges {
    /// Entries opened.
    pub opened: BTreeMap<CoveredReason, u64>,
    /// Entries closed.
    pub closed: BTreeMap<ClosedReason, u64>,
    /// Entries whose first day or reason was corrected.
    pub corrected: u64,
    /// Entries that moved, by the lane they came to.
    pub moved: BTreeMap<Lane, u64>,
    /// Changes that wait for a decision; one may exceed the limits of two classes.
    pub held: u64,
    /// The classes that exceeded their limits.
    pub exceeded: BTreeMap<LimitClass, Withheld>,
    /// Persons whose answer is in doubt.
    pub undetermined: BTreeMap<UndeterminedReason, u64>,
}

/// A class of changes that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Withheld {
    /// How many there were.
    pub count: u64,
    /// How many would have been let through, if that is known.
    pub limit: Option<u64>,
}

/// The register on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The day.
    pub on: NaiveDate,
    /// Open entries; a lane that is not there has none.
    pub lanes: BTreeMap<Lane, u64>,
}

impl Standing {
    /// Open entries in a lane.
    pub fn of(&self, lane: Lane) -> u64 {
        self.lanes.get(&lane).copied().unwrap_or_default()
    }

    /// Open entries.
    pub fn total(&self) -> u64 {
        self.lanes.values().sum()
    }
}

/// What came and went in a month: opening balance + opened - closed = closing balance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthFlow {
    /// The month's first day.
    pub month: NaiveDate,
    /// Open on the day before.
    pub opening: u64,
    /// Opened in it.
    pub opened: u64,
    /// Closed in it.
    pub closed: u64,
    /// Open on its last day, or on the night.
    pub closing: u64,
}

/// How many entries of a school year came how far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    /// The school year of the night.
    pub year: SchoolYear,
    /// Entries; a rung that is not there was reached by none.
    pub rungs: BTreeMap<Rung, u64>,
}

impl Ladder {
    /// Entries that came to a rung.
    pub fn of(&self, rung: Rung) -> u64 {
        self.rungs.get(&rung).copied().unwrap_or_default()
    }
}

codes! {
    /// How far outreach came with an entry. The rungs are climbed in this order, but nobody climbs them all: who
    /// is reached by letter is never called.
    Rung {
        /// Was in the lane of outreach.
        Sought = "sought",
        /// The first letter was sent.
        Written = "written",
        /// Somebody called.
        Called = "called",
        /// Text and letter were sent.
        Texted = "texted",
        /// A card was left at the door.
        Carded = "carded",
        /// Somebody went there.
        Visited = "visited",
        /// The youth was reached, by whatever.
        Reached = "reached",
        /// The youth took part in a measure.
        Supported = "supported",
    }
}

/// How a provider delivers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceHealth {
    /// Who.
    pub id: ProviderId,
    /// What became of the last run's file.
    pub verdict: Verdict,
    /// Why, where it was not believed.
    pub fault: Option<FileFault>,
    /// The date of the file that stands.
    pub file_date: Option<NaiveDate>,
    /// Days from that date to the night.
    pub days_old: Option<u64>,
    /// Its data rows.
    pub rows: Option<u64>,
    /// Data rows of the file before it.
    pub rows_before: Option<u64>,
    /// Rows quarantined.
    pub quarantined: Option<u64>,
}

/// How late a school's changes became known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolLag {
    /// Whose file told of them.
    pub provider: String,
    /// School unit code; none for what concerns no unit.
    pub unit: Option<String>,
    /// Entries it opened.
    pub entries: u64,
    /// Median of days from the first day to the night that knew of it.
    pub median: Option<HalfDays>,
    /// 90th percentile of the same.
    pub ninetieth: Option<HalfDays>,
    /// Entries known late.
    pub late: u64,
}

/// What an owner has to do of one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// Who.
    pub owner: String,
    /// What.
    pub step: Step,
    /// Tasks whose last day has passed.
    pub late: u64,
    /// Tasks whose last day comes within [`SOON_DAYS`].
    pub soon: u64,
    /// The earliest last day of them.
    pub oldest: Option<NaiveDate>,
}

/// What falls due within so many days is told beforehand: a week, so that whoever looks once a week sees all.
pub const SOON_DAYS: u32 = 7;
