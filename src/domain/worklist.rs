//! The queue as those see it who work with it: the night's tasks, and what has been told of them since.
//!
//! A protected person has no number here.

use super::codes::{Lane, Step, TaskStatus};
use super::number::Number;
use super::outreach::{self, Queue};
use super::reported::Reported;
use super::rules::Rules;
use super::state::{Entry, EntryId, PersonId, State, Task, TaskId};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// One task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Which.
    pub id: TaskId,
    /// The task, as it stands now.
    pub task: Task,
    /// Whose.
    pub person: PersonId,
    /// Their number, unless protected.
    pub personnummer: Option<Number>,
    /// Its last day has passed.
    pub is_late: bool,
}

/// The queue at one time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Worklist {
    /// The last night; `None` before the first.
    pub night: Option<NaiveDate>,
    /// Every task, the most urgent first, ended ones last.
    pub items: Vec<Item>,
    /// Entries that the last night gave back to outreach, or opened again.
    pub came_back: BTreeSet<EntryId>,
}

/// Which tasks are asked for; what is not given does not matter.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of this owner.
    pub owner: Option<String>,
    /// Of this step.
    pub step: Option<Step>,
    /// To be done now.
    pub is_ready: bool,
    /// Past their last day.
    pub is_late: bool,
}

impl Filter {
    /// The task is asked for.
    pub fn holds(&self, item: &Item) -> bool {
        self.owner.as_ref().is_none_or(|owner| *owner == item.task.owner)
            && self.step.is_none_or(|step| step == item.task.step)
            && (!self.is_ready || item.task.status == TaskStatus::Ready)
            && (!self.is_late || item.is_late)
    }
}

/// Tasks of one owner and step, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Open.
    pub open: u64,
    /// To be done now.
    pub ready: u64,
    /// Past their last day.
    pub late: u64,
}

impl Worklist {
    /// The queue of a register, with all that has been told by now. `suspended` are the entries whose
    /// closing the last night withheld.
    pub fn of(state: &State, reported: &Reported, suspended: &BTreeSet<EntryId>, rules: &Rules) -> Self {
        let Some(night) = state.last_night else { return Self::default() };
        let (entries, people) = (&state.entries, &state.people);
        let queue = Queue { entries, people, reported, suspended, rules, night };
        let tasks = outreach::as_told(&state.tasks, queue, &state.given);
        let mut items: Vec<Item> = tasks
            .into_iter()
            .filter_map(|(id, task)| {
                let person = entries.get(&task.entry)?.person;
                let shown = people.persons.get(&person).filter(|who| !who.protected);
                let personnummer = shown.map(|who| who.number);
                Some(Item { id, is_late: is_late(&task, night), task, person, personnummer })
            })
            .collect();
        items.sort_by_key(|item| (item.task.priority.is_none(), item.task.priority, item.id));
        Self { night: Some(night), items, came_back: came_back(entries, night) }
    }

    /// Open tasks that are asked for, the most urgent first.
    pub fn open(&self, filter: &Filter) -> Vec<&Item> {
        self.items.iter().filter(|item| item.task.status.is_open() && filter.holds(item)).collect()
    }

    /// Tasks that the last night, or what was told since, took back: nobody is to do them.
    pub fn withdrawn(&self, filter: &Filter) -> Vec<&Item> {
        let is_withdrawn = |item: &&Item| {
            item.task.status == TaskStatus::Withdrawn
                && item.task.end.is_some_and(|(on, _)| Some(on) == self.night)
                && Some(item.task.created_on) < self.night
                && filter.holds(item)
        };
        self.items.iter().filter(is_withdrawn).collect()
    }

    /// Open tasks that are asked for, counted by owner and step.
    pub fn counts(&self, filter: &Filter) -> BTreeMap<(&str, Step), Count> {
        let mut counts: BTreeMap<_, Count> = BTreeMap::new();
        for item in self.open(filter) {
            let count = counts.entry((item.task.owner.as_str(), item.task.step)).or_default();
            count.open += 1;
            count.ready += u64::from(item.task.status == TaskStatus::Ready);
            count.late += u64::from(item.is_late);
        }
        counts
    }
}

/// Not done, and its last day has passed. Support goes on; what is sent waits for an answer.
pub fn is_late(task: &Task, night: NaiveDate) -> bool {
    task.status.is_unsent() && task.due_by < night && task.step != Step::Support
}

/// Entries in lane outreach that came there on a night from another lane, or that were opened on it for
/// somebody who had been in the register before.
fn came_back(entries: &BTreeMap<EntryId, Entry>, night: NaiveDate) -> BTreeSet<EntryId> {
    let mut known: BTreeMap<PersonId, usize> = BTreeMap::new();
    for entry in entries.values().filter(|entry| !entry.is_annulled()) {
        *known.entry(entry.person).or_default() += 1;
    }
    let is_back = |entry: &Entry| {
        let came = entry.lanes.last().is_some_and(|span| span.known_on == night);
        let was_here = entry.lanes.len() > 1 || known.get(&entry.person).is_some_and(|count| *count > 1);
        entry.is_open() && entry.lane() == Lane::Outreach && came && was_here
    };
    entries.iter().filter(|(_, entry)| is_back(entry)).map(|(id, _)| *id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::codes::{CoveredReason, NotCoveredReason, TaskEnd, Variant};
    use crate::domain::state::{ClosedReason, Closing, LaneSpan, Person};
    use crate::domain::testing::{ORDINARY_NUMBER, day, number, open_entry, ordinary_rules};

    fn task(entry: i64, step: Step, not_before: &str, due_by: &str) -> Task {
        Task {
            entry: EntryId(entry),
            step,
            attempt: 1,
            variant: Variant::Standard,
            owner: "kista".into(),
            status: TaskStatus::Waiting,
            not_before: day(not_before),
            due_by: day(due_by),
            created_on: day(not_before),
            priority: None,
            end: None,
        }
    }

    /// Two open entries and one that has closed; the second person is protected.
    fn state() -> State {
        let mut state = State { last_night: Some(day("2016-11-28")), ..State::default() };
        for (id, text, protected) in [(1, ORDINARY_NUMBER, false), (2, "199603072399", true)] {
            let person = Person {
                number: number(text),
                protected,
                area: String::new(),
                owner: "kista".into(),
                seniority: id,
            };
            state.people.by_number.insert(person.number, PersonId(id));
            state.people.persons.insert(PersonId(id), person);
            state.entries.insert(EntryId(id), open_entry(id, "2016-11-14", CoveredReason::NeverStarted));
        }
        if let Some(entry) = state.entries.get_mut(&EntryId(2)) {
            let night = day("2016-11-21");
            entry.lanes.push(LaneSpan { lane: Lane::Protected, from_on: night, known_on: night });
        }
        state.tasks.insert(TaskId(4), task(1, Step::Letter, "2016-11-14", "2016-11-25"));
        state.tasks.insert(TaskId(5), task(2, Step::ManualContact, "2016-11-21", "2016-12-21"));
        state
    }

    fn worklist(state: &State) -> Worklist {
        Worklist::of(state, &Reported::default(), &BTreeSet::new(), &ordinary_rules())
    }

    #[test]
    fn tasks_come_in_their_order_and_protected_persons_without_a_number() {
        let list = worklist(&state());
        let shown: Vec<_> =
            list.items.iter().map(|item| (item.id.0, item.personnummer, item.is_late)).collect();
        assert_eq!(shown, [(4, Some(number(ORDINARY_NUMBER)), true), (5, None, false)]);
    }

    #[test]
    fn a_task_is_late_from_the_day_after_its_last_unless_it_is_sent_or_support() {
        let letter = task(1, Step::Letter, "2016-11-14", "2016-11-25");
        assert!(!is_late(&letter, day("2016-11-25")));
        assert!(is_late(&letter, day("2016-11-26")));
        assert!(!is_late(&Task { status: TaskStatus::Sent, ..letter.clone() }, day("2016-11-26")));
        assert!(!is_late(&Task { step: Step::Support, ..letter }, day("2016-11-26")));
    }

    #[test]
    fn a_filter_asks_for_owner_step_what_is_ready_and_what_is_late() {
        let list = worklist(&state());
        let ids = |filter: Filter| list.open(&filter).iter().map(|item| item.id.0).collect::<Vec<_>>();
        assert_eq!(ids(Filter::default()), [4, 5]);
        assert_eq!(ids(Filter { owner: Some("protected".into()), ..Filter::default() }), [5]);
        assert_eq!(ids(Filter { step: Some(Step::Letter), ..Filter::default() }), [4]);
        assert_eq!(ids(Filter { is_late: true, ..Filter::default() }), [4]);
        let counts = list.counts(&Filter { is_ready: true, ..Filter::default() });
        let count = |late| Count { open: 1, ready: 1, late };
        assert_eq!(
            counts,
            BTreeMap::from([
                (("kista", Step::Letter), count(1)),
                (("protected", Step::ManualContact), count(0))
            ])
        );
    }

    #[test]
    fn what_the_last_night_took_back_is_told_and_what_it_made_itself_is_not() {
        let mut state = state();
        let taken = |created: &str, on: &str| Task {
            created_on: day(created),
            status: TaskStatus::Withdrawn,
            end: Some((day(on), TaskEnd::LeftRegister)),
            ..task(1, Step::Letter, "2016-11-14", "2016-11-25")
        };
        state.tasks.insert(TaskId(6), taken("2016-11-14", "2016-11-28"));
        state.tasks.insert(TaskId(7), taken("2016-11-14", "2016-11-25"));
        let list = worklist(&state);
        let ids: Vec<i64> = list.withdrawn(&Filter::default()).iter().map(|item| item.id.0).collect();
        assert_eq!(ids, [6]);
    }

    #[test]
    fn whoever_comes_to_outreach_again_has_come_back() {
        let mut state = state();
        assert_eq!(worklist(&state).came_back, BTreeSet::new());
        let spans = [(Lane::Occupied, "2016-11-21"), (Lane::Outreach, "2016-11-28")];
        for (lane, on) in spans {
            let span = LaneSpan { lane, from_on: day(on), known_on: day(on) };
            state.entries.get_mut(&EntryId(1)).unwrap().lanes.push(span);
        }
        let closing = Closing {
            closed_on: day("2016-11-01"),
            known_on: day("2016-11-01"),
            reason: ClosedReason::Answer(NotCoveredReason::Attending),
        };
        let before =
            Entry { closing: Some(closing), ..open_entry(3, "2016-10-03", CoveredReason::NeverStarted) };
        state.entries.insert(EntryId(8), before);
        state.entries.insert(EntryId(9), open_entry(3, "2016-11-28", CoveredReason::NeverStarted));
        assert_eq!(worklist(&state).came_back, BTreeSet::from([EntryId(1), EntryId(9)]));
    }
}
