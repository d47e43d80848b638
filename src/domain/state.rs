//! What the register holds at a moment: the value a night starts from and the value it ends with.
//!
//! Loaded and written by `register`. Every map is keyed and ordered, so that the difference between
//! two states is itself in order.

use super::codes::Code;
use super::codes::{CoveredReason, Lane, NotCoveredReason, Step, TaskEnd, TaskStatus, Variant};
use super::given::Given;
use super::number::Number;
use super::staged::Staged;
use chrono::NaiveDate;
use std::collections::BTreeMap;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )+ };
}

ids! {
    /// A person, whatever the numbers.
    PersonId,
    /// One unbroken stay in the register.
    EntryId,
    /// One thing asked of outreach.
    TaskId,
}

/// The register at a moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The last committed night; `None` before the first.
    pub last_night: Option<NaiveDate>,
    /// Facts as the accepted sources told them.
    pub staged: Staged,
    /// Who has which numbers.
    pub people: People,
    /// Entries, open and closed.
    pub entries: BTreeMap<EntryId, Entry>,
    /// Tasks, open and ended.
    pub tasks: BTreeMap<TaskId, Task>,
    /// The numbers given to persons, entries and tasks, on every night there has been.
    pub given: Given,
}

/// One person, many numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// Every number ever linked to a person.
    pub by_number: BTreeMap<Number, PersonId>,
    /// Each person as of tonight.
    pub persons: BTreeMap<PersonId, Person>,
    /// The highest place given in [`Person::seniority`].
    pub last_seniority: i64,
}

/// What is shown of a person, and to whom the case belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The current number.
    pub number: Number,
    /// Either protection flag is set: nothing is shown, nothing automatic is sent.
    pub protected: bool,
    /// The area's name; empty where unknown.
    pub area: String,
    /// Who does outreach in the area.
    pub owner: String,
    /// The person's place in the order in which people became known, which settles ties in the queue:
    /// the person's id, unless a night that was run again learnt of somebody earlier.
    pub seniority: i64,
}

/// One unbroken stay in the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Whose.
    pub person: PersonId,
    /// The first covered day.
    pub opened_on: NaiveDate,
    /// The night that recorded the opening; a correction leaves it.
    pub opened_known_on: NaiveDate,
    /// Why the person was covered on the first day.
    pub opened_reason: CoveredReason,
    /// How it ended, where it has.
    pub closing: Option<Closing>,
    /// The lanes in order; the last is the present one. Never empty.
    pub lanes: Vec<LaneSpan>,
}

impl Entry {
    /// Not closed.
    pub fn is_open(&self) -> bool {
        self.closing.is_none()
    }

    /// Registered by mistake: closed on the day it opened. Counts in no statistic but that of mistakes.
    pub fn is_annulled(&self) -> bool {
        self.closing.as_ref().is_some_and(|closing| closing.closed_on == self.opened_on)
    }

    /// The present lane, or the last one.
    pub fn lane(&self) -> Lane {
        self.lanes.last().map_or(Lane::Outreach, |span| span.lane)
    }
}

/// How an entry ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closing {
    /// The first day no longer covered.
    pub closed_on: NaiveDate,
    /// The night that recorded it.
    pub known_on: NaiveDate,
    /// Why.
    pub reason: ClosedReason,
}

/// Why an entry was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClosedReason {
    /// The answer on the closing day.
    Answer(NotCoveredReason),
    /// Two persons turned out to be one, and this was the later of two open entries.
    Merged,
}

impl ClosedReason {
    /// The one spelling of this reason.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Answer(reason) => reason.as_str(),
            Self::Merged => "merged",
        }
    }

    /// The reason with exactly this spelling.
    pub fn parse(text: &str) -> Option<Self> {
        if text == Self::Merged.as_str() {
            return Some(Self::Merged);
        }
        NotCoveredReason::parse(text).map(Self::Answer)
    }
}

/// A stretch of an entry in one lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LaneSpan {
    /// The lane.
    pub lane: Lane,
    /// First day in it: the entry's first, or the night it changed.
    pub from_on: NaiveDate,
    /// The night that put it there: outreach counts from this.
    pub known_on: NaiveDate,
}

/// One thing asked of outreach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// The entry it belongs to.
    pub entry: EntryId,
    /// What to do.
    pub step: Step,
    /// Which attempt, from 1.
    pub attempt: u8,
    /// Which text.
    pub variant: Variant,
    /// Who does it.
    pub owner: String,
    /// Where it stands.
    pub status: TaskStatus,
    /// Not before this day.
    pub not_before: NaiveDate,
    /// By this day.
    pub due_by: NaiveDate,
    /// The night that queued it.
    pub created_on: NaiveDate,
    /// Its place in the queue, from 1, unique to a person within a night; `None` once ended.
    pub priority: Option<u32>,
    /// The night that ended it, and why.
    pub end: Option<(NaiveDate, TaskEnd)>,
}
