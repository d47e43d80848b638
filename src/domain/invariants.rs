//! What holds of every register that the program has written, asked of one that may be damaged.
//!
//! Findings name entries, persons, tasks and runs by number and say nothing about anybody. What only
//! the database can tell is asked in `register`.

pub mod decision;

use super::codes::Check;
use super::number::Number;
use super::rules::Rules;
use super::state::{ClosedReason, Entry, EntryId, PersonId, State, Task, TaskId};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// One thing that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// Of an entry.
    Entry(EntryId),
    /// Of a person.
    Person(PersonId),
    /// Of a task.
    Task(TaskId),
    /// Of a run.
    Run(i64),
    /// Of rows that have no number to name them by.
    Rows {
        /// Where.
        table: String,
        /// How many.
        count: u64,
    },
    /// In the words of whoever found it.
    Told(String),
}

/// What stands for a table's name where rows of several are about nobody known.
pub const NOBODY_KNOWN: &str = "staged facts about nobody known";

/// Why a check was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unasked {
    /// The file is damaged: nothing else that it says can be relied on.
    Damaged,
    /// What the check is about cannot be read.
    Unreadable,
    /// The settings or the program are not those of the last night, and may decide otherwise.
    OtherSettings,
}

impl Unasked {
    /// As a program is told.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Damaged => "the file is damaged",
            Self::Unreadable => "the register cannot be read",
            Self::OtherSettings => "the configuration or the program is not that of the last night",
        }
    }
}

/// What a check came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Which.
    pub check: Check,
    /// All that was found, which should be nothing.
    pub findings: Result<Vec<Finding>, Unasked>,
}

impl Checked {
    /// Something was found.
    pub fn is_faulty(&self) -> bool {
        self.findings.as_ref().is_ok_and(|findings| !findings.is_empty())
    }
}

/// Pairs of entries that once were two persons', and now are one's: both stand as they were, so that they
/// may overlap.
pub type OnceApart = BTreeSet<(EntryId, EntryId)>;

/// Every person's entries that overlap an earlier one. An annulled entry has no day to overlap on.
pub fn overlapping(entries: &BTreeMap<EntryId, Entry>, once_apart: &OnceApart) -> Vec<Finding> {
    later_of_pairs(entries, once_apart, |earlier, later| match (&earlier.closing, &later.closing) {
        _ if earlier.is_annulled() || later.is_annulled() => false,
        (None, _) => true,
        (Some(closing), _) => closing.closed_on > later.opened_on,
    })
}

/// Every closed entry that begins after an open one of the same person. What was merged away may.
pub fn closed_after_open(entries: &BTreeMap<EntryId, Entry>, once_apart: &OnceApart) -> Vec<Finding> {
    later_of_pairs(entries, once_apart, |earlier, later| {
        let own = later.closing.is_some_and(|closing| closing.reason != ClosedReason::Merged);
        earlier.is_open() && own && later.opened_on > earlier.opened_on
    })
}

/// The later entry of every pair of a person's entries of which `is_wrong` holds.
fn later_of_pairs(
    entries: &BTreeMap<EntryId, Entry>,
    once_apart: &OnceApart,
    is_wrong: impl Fn(&Entry, &Entry) -> bool,
) -> Vec<Finding> {
    let mut of_persons: BTreeMap<PersonId, Vec<(EntryId, &Entry)>> = BTreeMap::new();
    for (id, entry) in entries {
        of_persons.entry(entry.person).or_default().push((*id, entry));
    }
    let mut found = BTreeSet::new();
    for own in of_persons.values_mut() {
        own.sort_by_key(|(id, entry)| (entry.opened_on, *id));
        for (place, (earlier, one)) in own.iter().enumerate() {
            let rest = own.iter().skip(place + 1);
            let wrong = rest.filter(|(later, other)| {
                let pair = (*earlier.min(later), *earlier.max(later));
                is_wrong(one, other) && !once_apart.contains(&pair)
            });
            found.extend(wrong.map(|(later, _)| *later));
        }
    }
    found.into_iter().map(Finding::Entry).collect()
}

/// A lane as readers are shown it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownLane {
    /// Of which entry.
    pub entry: EntryId,
    /// First day in it.
    pub from_on: NaiveDate,
    /// First day no longer in it; `None` while it lasts.
    pub to_on: Option<NaiveDate>,
}

/// Every entry whose lanes, in order, do not go from its first day to its last without gap.
pub fn untiled(entries: &BTreeMap<EntryId, Entry>, lanes: &[ShownLane]) -> Vec<Finding> {
    let mut of_entries: BTreeMap<EntryId, Vec<&ShownLane>> = BTreeMap::new();
    for lane in lanes {
        of_entries.entry(lane.entry).or_default().push(lane);
    }
    let is_tiled = |id: &EntryId, entry: &Entry| {
        let mut reached = Some(entry.opened_on);
        for lane in of_entries.get(id).into_iter().flatten() {
            if reached != Some(lane.from_on) {
                return false;
            }
            reached = lane.to_on;
        }
        of_entries.contains_key(id) && reached == entry.closing.map(|closing| closing.closed_on)
    };
    entries.iter().filter(|(id, entry)| !is_tiled(id, entry)).map(|(id, _)| Finding::Entry(*id)).collect()
}

/// Every task whose entry was not open on the night that made it. What the 20th birthday asks for is made
/// the night its entry closes.
pub fn made_without_open_entry(state: &State) -> Vec<Finding> {
    let was_open = |task: &Task| {
        state.entries.get(&task.entry).is_some_and(|entry| {
            let closed = entry.closing.map(|closing| closing.known_on);
            let in_time = closed.is_none_or(|closed| {
                task.created_on < closed || (task.step.outlives_entry() && task.created_on == closed)
            });
            entry.opened_known_on <= task.created_on && in_time
        })
    };
    tasks_where(state, |task| !was_open(task))
}

/// Every open task of a closed entry but what the 20th birthday asks for.
pub fn open_on_closed_entry(state: &State) -> Vec<Finding> {
    tasks_where(state, |task| {
        let is_closed = state.entries.get(&task.entry).is_some_and(|entry| !entry.is_open());
        is_closed && task.status.is_open() && !task.step.outlives_entry()
    })
}

/// Everybody who has several open tasks of the ladder: two offices would write to the same person.
pub fn on_two_rungs(state: &State) -> Vec<Finding> {
    let mut rungs: BTreeMap<PersonId, usize> = BTreeMap::new();
    for task in state.tasks.values().filter(|task| task.status.is_open() && task.step.is_of_ladder()) {
        if let Some(entry) = state.entries.get(&task.entry) {
            *rungs.entry(entry.person).or_default() += 1;
        }
    }
    rungs.into_iter().filter(|(_, open)| *open > 1).map(|(person, _)| Finding::Person(person)).collect()
}

fn tasks_where(state: &State, is_wrong: impl Fn(&Task) -> bool) -> Vec<Finding> {
    state.tasks.iter().filter(|(_, task)| is_wrong(task)).map(|(id, _)| Finding::Task(*id)).collect()
}

/// Everybody of whom facts are kept though they were born outside the years of the last night.
pub fn outside_birth_years(state: &State) -> Vec<Finding> {
    let Some(night) = state.last_night else { return Vec::new() };
    let years = Rules::birth_years(night);
    let staged = &state.staged;
    let numbers = staged
        .residents
        .keys()
        .chain(staged.placements.keys().map(|id| &id.key.number))
        .chain(staged.credentials.keys().map(|id| &id.number))
        .chain(staged.rejects.values().flatten().map(|reject| &reject.number));
    let outside: BTreeSet<&Number> = numbers.filter(|number| !years.contains(&number.birth_year())).collect();
    let persons: BTreeSet<PersonId> =
        outside.iter().filter_map(|number| state.people.by_number.get(number)).copied().collect();
    let strangers = outside.iter().filter(|number| !state.people.by_number.contains_key(number)).count();
    let strangers =
        (strangers > 0).then(|| Finding::Rows { table: NOBODY_KNOWN.to_owned(), count: strangers as u64 });
    persons.into_iter().map(Finding::Person).chain(strangers).collect()
}

#[cfg(test)]
mod tests;
