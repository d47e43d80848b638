//! What is otherwise between two states of the register: who is now in, out or told otherwise, and which
//! tasks went or came.
//!
//! Entries and tasks keep their numbers when nights are decided again, so they are compared by them.

use super::codes::TaskEnd;
use super::state::{Entry, EntryId, State, Task, TaskId};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that is otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Entries, in the order of their numbers.
    pub entries: Vec<(EntryId, EntryChange)>,
    /// Tasks, in the order of their numbers.
    pub tasks: Vec<(TaskId, TaskChange)>,
}

impl Difference {
    /// Nothing is otherwise.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.tasks.is_empty()
    }
}

/// How an entry is otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryChange {
    /// In the register now.
    In {
        /// As it was, where it was there.
        before: Option<Entry>,
        /// As it is.
        after: Entry,
    },
    /// In the register no longer.
    Out {
        /// As it was, where it was there.
        before: Option<Entry>,
        /// As it is, where it is there.
        after: Option<Entry>,
    },
    /// In or out as before, but told otherwise.
    Told {
        /// As it was.
        before: Entry,
        /// As it is.
        after: Entry,
    },
}

impl EntryChange {
    /// As it was and as it is, where it was and is there.
    pub fn sides(&self) -> (Option<&Entry>, Option<&Entry>) {
        match self {
            Self::In { before, after } => (before.as_ref(), Some(after)),
            Self::Out { before, after } => (before.as_ref(), after.as_ref()),
            Self::Told { before, after } => (Some(before), Some(after)),
        }
    }
}

/// How a task is otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TaskChange {
    /// To be done now.
    Came(Task),
    /// Not to be done any longer.
    Went {
        /// As it was.
        before: Task,
        /// How it ended, where it is there.
        end: Option<TaskEnd>,
    },
    /// To be done as before, but otherwise.
    Told {
        /// As it was.
        before: Task,
        /// As it is.
        after: Task,
    },
}

/// Compares the register as it was known with the register as it is known now.
pub fn difference(before: &State, after: &State) -> Difference {
    Difference {
        entries: compare(&before.entries, &after.entries, entry_change),
        tasks: compare(&before.tasks, &after.tasks, task_change),
    }
}

fn compare<K: Copy + Ord, V, C>(
    before: &BTreeMap<K, V>,
    after: &BTreeMap<K, V>,
    change: impl Fn(Option<&V>, Option<&V>) -> Option<C>,
) -> Vec<(K, C)> {
    let keys: BTreeSet<K> = before.keys().chain(after.keys()).copied().collect();
    let changed = keys.into_iter().filter_map(|key| Some((key, change(before.get(&key), after.get(&key))?)));
    changed.collect()
}

fn entry_change(before: Option<&Entry>, after: Option<&Entry>) -> Option<EntryChange> {
    let is_open = |entry: Option<&Entry>| entry.is_some_and(Entry::is_open);
    match (before, after) {
        (None, None) => None,
        (Some(before), Some(after)) if before == after => None,
        (Some(before), Some(after)) if before.is_open() == after.is_open() => {
            Some(EntryChange::Told { before: before.clone(), after: after.clone() })
        }
        (before, Some(after)) if is_open(Some(after)) => {
            Some(EntryChange::In { before: before.cloned(), after: after.clone() })
        }
        // One that nobody knew of and that is closed already is out as well: it was there.
        (before, after) => Some(EntryChange::Out { before: before.cloned(), after: after.cloned() }),
    }
}

fn task_change(before: Option<&Task>, after: Option<&Task>) -> Option<TaskChange> {
    let is_open = |task: &&Task| task.status.is_open();
    match (before.filter(is_open), after.filter(is_open)) {
        (None, Some(after)) => Some(TaskChange::Came(after.clone())),
        (Some(was), None) => {
            let end = after.and_then(|after| after.end).map(|(_, end)| end);
            Some(TaskChange::Went { before: was.clone(), end })
        }
        (Some(before), Some(after)) if !is_told_alike(before, after) => {
            Some(TaskChange::Told { before: before.clone(), after: after.clone() })
        }
        (Some(_), Some(_)) | (None, None) => None,
    }
}

/// The rank among all tasks shifts with every change of another, and says nothing of this one.
fn is_told_alike(before: &Task, after: &Task) -> bool {
    Task { priority: None, ..before.clone() } == Task { priority: None, ..after.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::date;
    use crate::domain::codes::{CoveredReason, NotCoveredReason, Step, TaskStatus, Variant};
    use crate::domain::state::{ClosedReason, Closing};
    use crate::domain::testing::open_entry;

    fn open(on: &str) -> Entry {
        open_entry(1, on, CoveredReason::NeverStarted)
    }

    fn closed(on: &str) -> Entry {
        let closing = Closing {
            closed_on: date(2016, 11, 20),
            known_on: date(2016, 11, 21),
            reason: ClosedReason::Answer(NotCoveredReason::Attending),
        };
        Entry { closing: Some(closing), ..open(on) }
    }

    fn register(entries: &[(i64, Entry)]) -> State {
        let entries = entries.iter().map(|(id, entry)| (EntryId(*id), entry.clone())).collect();
        State { entries, ..State::default() }
    }

    #[test]
    fn whoever_is_in_out_or_told_otherwise_is_listed_by_entry() {
        let before = register(&[
            (1, open("2016-11-01")),
            (2, open("2016-11-01")),
            (3, closed("2016-11-01")),
            (4, open("2016-11-01")),
            (5, open("2016-11-01")),
        ]);
        let after = register(&[
            (1, open("2016-11-01")),
            (2, closed("2016-11-01")),
            (3, open("2016-11-01")),
            (4, open("2016-11-09")),
            (6, open("2016-11-02")),
            (7, closed("2016-11-02")),
        ]);
        let expected = [
            (2, EntryChange::Out { before: Some(open("2016-11-01")), after: Some(closed("2016-11-01")) }),
            (3, EntryChange::In { before: Some(closed("2016-11-01")), after: open("2016-11-01") }),
            (4, EntryChange::Told { before: open("2016-11-01"), after: open("2016-11-09") }),
            (5, EntryChange::Out { before: Some(open("2016-11-01")), after: None }),
            (6, EntryChange::In { before: None, after: open("2016-11-02") }),
            (7, EntryChange::Out { before: None, after: Some(closed("2016-11-02")) }),
        ];
        assert_eq!(difference(&before, &after).entries, expected.map(|(id, change)| (EntryId(id), change)));
        assert!(difference(&after, &after).is_empty());
    }

    fn task(not_before: u32, status: TaskStatus, priority: Option<u32>) -> Task {
        Task {
            entry: EntryId(1),
            step: Step::Letter,
            attempt: 1,
            variant: Variant::Standard,
            owner: "syd".to_owned(),
            status,
            not_before: date(2016, 11, not_before),
            due_by: date(2016, 12, 14),
            created_on: date(2016, 11, 14),
            priority,
            end: None,
        }
    }

    #[test]
    fn a_task_is_told_otherwise_by_what_it_says_and_not_by_its_rank() {
        let queue = |tasks: &[(i64, Task)]| State {
            tasks: tasks.iter().map(|(id, task)| (TaskId(*id), task.clone())).collect(),
            ..State::default()
        };
        let waiting = |day, rank| task(day, TaskStatus::Waiting, Some(rank));
        let withdrawn = task(21, TaskStatus::Withdrawn, None);
        let before =
            queue(&[(1, waiting(21, 1)), (2, waiting(21, 2)), (3, waiting(21, 3)), (4, withdrawn.clone())]);
        let after = queue(&[
            (1, waiting(21, 4)),
            (2, withdrawn.clone()),
            (3, waiting(24, 3)),
            (5, waiting(21, 1)),
            (6, withdrawn),
        ]);
        let expected = [
            (TaskId(2), TaskChange::Went { before: waiting(21, 2), end: None }),
            (TaskId(3), TaskChange::Told { before: waiting(21, 3), after: waiting(24, 3) }),
            (TaskId(5), TaskChange::Came(waiting(21, 1))),
        ];
        assert_eq!(difference(&before, &after).tasks, expected);
    }
}
