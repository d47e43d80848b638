//! The numbers that persons, entries and tasks are given: one that was given stays with what it was
//! given to.
//!
//! People write these numbers down, and a person of protected identity is handled by them alone. So a
//! night that is decided again gives each person the number that the person has, and each of the
//! person's entries and their tasks a number that such an entry or task has had.

use super::codes::Step;
use super::number::Number;
use super::state::{EntryId, PersonId, TaskId};
use std::collections::BTreeMap;

/// Every number that was given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// To persons, by the personal numbers that each had first.
    pub persons: BTreeMap<Number, PersonId>,
    /// To each person's entries.
    pub entries: BTreeMap<PersonId, Vec<EntryId>>,
    /// To each entry's tasks, by step and attempt.
    pub tasks: BTreeMap<(EntryId, Step, u8), Vec<TaskId>>,
    /// The highest of persons.
    pub last_person: i64,
    /// The highest of entries.
    pub last_entry: i64,
    /// The highest of tasks.
    pub last_task: i64,
}

impl Given {
    /// The person's of this personal number, unless it is in use.
    pub fn to_person(&mut self, number: Number, in_use: impl Fn(PersonId) -> bool) -> PersonId {
        let own = self.persons.get(&number).copied();
        own.filter(|id| !in_use(*id)).unwrap_or_else(|| {
            self.last_person += 1;
            PersonId(self.last_person)
        })
    }

    /// One of the person's entries that is not in use.
    pub fn to_entry(&mut self, person: PersonId, in_use: impl Fn(EntryId) -> bool) -> EntryId {
        let own = self.entries.get(&person).into_iter().flatten().copied();
        own.into_iter().find(|id| !in_use(*id)).unwrap_or_else(|| {
            self.last_entry += 1;
            EntryId(self.last_entry)
        })
    }

    /// One of the entry's tasks of this kind that is not in use.
    pub fn to_task(
        &mut self,
        (entry, step, attempt): (EntryId, Step, u8),
        in_use: impl Fn(TaskId) -> bool,
    ) -> TaskId {
        let own = self.tasks.get(&(entry, step, attempt)).into_iter().flatten().copied();
        own.into_iter().find(|id| !in_use(*id)).unwrap_or_else(|| {
            self.last_task += 1;
            TaskId(self.last_task)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::number;

    const A: &str = "199608042389";
    const B: &str = "199603072399";

    #[test]
    fn without_a_past_numbers_follow_on_the_highest() {
        let mut given = Given { last_person: 40, last_entry: 7, last_task: 9, ..Given::default() };
        assert_eq!(given.to_person(number(A), |_| false), PersonId(41));
        assert_eq!(given.to_person(number(B), |_| false), PersonId(42));
        assert_eq!(given.to_entry(PersonId(41), |_| false), EntryId(8));
        assert_eq!(given.to_task((EntryId(8), Step::Letter, 1), |_| false), TaskId(10));
    }

    #[test]
    fn what_was_given_is_found_again_unless_it_is_in_use() {
        let mut given = Given {
            persons: BTreeMap::from([(number(A), PersonId(3))]),
            entries: BTreeMap::from([(PersonId(3), vec![EntryId(5), EntryId(6)])]),
            tasks: BTreeMap::from([((EntryId(5), Step::Letter, 1), vec![TaskId(11)])]),
            last_person: 4,
            last_entry: 6,
            last_task: 11,
        };
        assert_eq!(given.to_person(number(A), |_| false), PersonId(3));
        assert_eq!(given.to_person(number(A), |id| id == PersonId(3)), PersonId(5));
        assert_eq!(given.to_entry(PersonId(3), |_| false), EntryId(5));
        assert_eq!(given.to_entry(PersonId(3), |id| id == EntryId(5)), EntryId(6));
        assert_eq!(given.to_entry(PersonId(3), |_| true), EntryId(7));
        assert_eq!(given.to_entry(PersonId(4), |_| false), EntryId(8));
        assert_eq!(given.to_task((EntryId(5), Step::Letter, 1), |_| false), TaskId(11));
        assert_eq!(given.to_task((EntryId(5), Step::Info20, 1), |_| false), TaskId(12));
    }
}
