//! Entries, lanes and tasks as the program writes them, and as it never does.

use super::*;
use crate::domain::codes::{CoveredReason, Lane, NotCoveredReason, Step, TaskStatus, Variant};
use crate::domain::state::{Closing, LaneSpan};
use crate::domain::testing::day;

fn open(opened: &str) -> Entry {
    Entry {
        person: PersonId(1),
        opened_on: day(opened),
        opened_known_on: day("2016-11-14"),
        opened_reason: CoveredReason::NeverStarted,
        closing: None,
        lanes: vec![LaneSpan { lane: Lane::Outreach, from_on: day(opened), known_on: day("2016-11-14") }],
    }
}

fn closed(opened: &str, closed: &str, reason: ClosedReason) -> Entry {
    let closing = Closing { closed_on: day(closed), known_on: day("2016-11-16"), reason };
    Entry { closing: Some(closing), ..open(opened) }
}

const ATTENDING: ClosedReason = ClosedReason::Answer(NotCoveredReason::Attending);

fn entries(all: [Entry; 2]) -> BTreeMap<EntryId, Entry> {
    (1..).map(EntryId).zip(all).collect()
}

fn overlap(all: [Entry; 2]) -> bool {
    !overlapping(&entries(all), &OnceApart::new()).is_empty()
}

#[test]
fn an_entry_may_begin_on_the_day_the_last_one_ended_and_no_day_before() {
    let first = closed("2016-09-01", "2016-10-01", ATTENDING);
    assert!(!overlap([first.clone(), open("2016-10-01")]));
    assert!(overlap([first.clone(), open("2016-09-30")]));
    assert!(overlap([open("2016-09-30"), first]));
    assert!(overlap([open("2016-09-01"), open("2016-10-01")]));
}

#[test]
fn an_annulled_entry_overlaps_none() {
    assert!(!overlap([open("2016-09-01"), closed("2016-10-01", "2016-10-01", ClosedReason::Merged)]));
    assert!(!overlap([closed("2016-10-01", "2016-10-01", ATTENDING), open("2016-10-01")]));
}

#[test]
fn entries_of_two_persons_overlap_as_they_like_and_stay_so_when_they_are_one() {
    let (one, other) = (open("2016-09-01"), closed("2016-08-01", "2016-10-01", ATTENDING));
    assert!(!overlap([one.clone(), Entry { person: PersonId(2), ..other.clone() }]));
    let merged = entries([one, other]);
    let once_apart = OnceApart::from([(EntryId(1), EntryId(2))]);
    assert_eq!(overlapping(&merged, &once_apart), []);
    assert_eq!(overlapping(&merged, &OnceApart::new()), [Finding::Entry(EntryId(1))]);
}

#[test]
fn after_an_open_entry_only_what_was_merged_away_is_closed() {
    let found = |reason| {
        let all = entries([open("2016-09-01"), closed("2016-10-01", "2016-10-01", reason)]);
        closed_after_open(&all, &OnceApart::new())
    };
    assert_eq!(found(ATTENDING), [Finding::Entry(EntryId(2))]);
    assert_eq!(found(ClosedReason::Merged), []);
}

fn untiled_by(lanes: &[(&str, Option<&str>)]) -> bool {
    let entry = closed("2016-09-01", "2016-10-01", ATTENDING);
    let shown = |(from_on, to_on): &(&str, Option<&str>)| ShownLane {
        entry: EntryId(1),
        from_on: day(from_on),
        to_on: to_on.map(day),
    };
    !untiled(&BTreeMap::from([(EntryId(1), entry)]), &lanes.iter().map(shown).collect::<Vec<_>>()).is_empty()
}

#[test]
fn lanes_go_from_the_first_day_to_the_last_each_from_where_the_one_before_ended() {
    assert!(!untiled_by(&[("2016-09-01", Some("2016-10-01"))]));
    assert!(!untiled_by(&[("2016-09-01", Some("2016-09-10")), ("2016-09-10", Some("2016-10-01"))]));
    assert!(!untiled_by(&[("2016-09-01", Some("2016-09-01")), ("2016-09-01", Some("2016-10-01"))]));
    assert!(untiled_by(&[]));
    assert!(untiled_by(&[("2016-09-01", None)]));
    assert!(untiled_by(&[("2016-09-02", Some("2016-10-01"))]));
    assert!(untiled_by(&[("2016-09-01", Some("2016-09-30"))]));
    assert!(untiled_by(&[("2016-09-01", Some("2016-09-10")), ("2016-09-11", Some("2016-10-01"))]));
    assert!(untiled_by(&[("2016-09-01", Some("2016-09-10")), ("2016-09-09", Some("2016-10-01"))]));
}

/// A register of one entry, known from 14 to 16 November, and a task made on a night.
fn with_task(step: Step, created_on: &str, status: TaskStatus) -> State {
    let task = Task {
        entry: EntryId(1),
        step,
        attempt: 1,
        variant: Variant::Standard,
        owner: String::new(),
        status,
        not_before: day("2016-11-21"),
        due_by: day("2016-12-14"),
        created_on: day(created_on),
        priority: None,
        end: None,
    };
    let entry = closed("2016-09-01", "2016-11-16", ATTENDING);
    State {
        entries: BTreeMap::from([(EntryId(1), entry)]),
        tasks: BTreeMap::from([(TaskId(1), task)]),
        ..State::default()
    }
}

#[test]
fn a_letter_is_made_before_the_night_that_closes_and_that_of_the_20th_birthday_by_it() {
    let found =
        |step, created| !made_without_open_entry(&with_task(step, created, TaskStatus::Done)).is_empty();
    for step in [Step::Letter, Step::ManualContact] {
        assert!(found(step, "2016-11-13"));
        assert!(!found(step, "2016-11-14"));
        assert!(!found(step, "2016-11-15"));
        assert!(found(step, "2016-11-16"));
    }
    assert!(!found(Step::Info20, "2016-11-16"));
    assert!(found(Step::Info20, "2016-11-17"));
}

#[test]
fn of_a_closed_entry_only_the_letter_of_the_20th_birthday_is_open() {
    let found = |step, status| !open_on_closed_entry(&with_task(step, "2016-11-14", status)).is_empty();
    for status in [TaskStatus::Waiting, TaskStatus::Ready, TaskStatus::Sent, TaskStatus::Suspended] {
        assert!(found(Step::Letter, status) && found(Step::ManualContact, status));
        assert!(!found(Step::Info20, status));
    }
    assert!(!found(Step::Letter, TaskStatus::Withdrawn) && !found(Step::Letter, TaskStatus::Done));
}

#[test]
fn nobody_is_on_two_rungs() {
    let mut state = with_task(Step::Letter, "2016-11-15", TaskStatus::Sent);
    let mut add = |step, status| {
        let first = state.tasks.values().next().cloned().unwrap();
        let id = TaskId(90 + i64::try_from(state.tasks.len()).unwrap());
        state.tasks.insert(id, Task { step, status, ..first });
        on_two_rungs(&state)
    };
    assert_eq!(add(Step::Phone, TaskStatus::Done), []);
    assert_eq!(add(Step::ManualContact, TaskStatus::Ready), []);
    assert_eq!(add(Step::Phone, TaskStatus::Waiting), [Finding::Person(PersonId(1))]);
}
