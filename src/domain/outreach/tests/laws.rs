//! Laws of the queue, over lives nobody has thought of: a year of nights, with contacts told on their day, late
//! or never, and lanes that come and go.

use super::*;
use crate::domain::calendar::{add_days, is_working_day};
use crate::domain::codes::Code;
use proptest::prelude::*;

/// The first night; a year and a half follows, weekends included.
const FIRST: &str = "2016-08-01";
const NIGHTS: u32 = 540;

/// A contact, and how many days later it was told.
type Telling = (ContactReport, u32);

#[derive(Clone, Debug)]
struct Life {
    tellings: Vec<Telling>,
    /// The nights on which the entry came to another lane.
    lanes: Vec<(u32, Lane)>,
    /// From when a telephone number is known.
    callable_from: Option<u32>,
}

fn any_telling() -> impl Strategy<Value = Telling> {
    let outcome = prop_oneof![
        6 => Just(ContactOutcome::Sent),
        6 => Just(ContactOutcome::NoAnswer),
        1 => Just(ContactOutcome::Returned),
        1 => Just(ContactOutcome::WrongNumber),
        1 => Just(ContactOutcome::ReachedForEducation),
        1 => Just(ContactOutcome::ReachedForWork),
        1 => Just(ContactOutcome::ReachedDeclines),
    ];
    let late = prop_oneof![3 => Just(0), 1 => 1_u32..40];
    (0..NIGHTS, proptest::sample::select(Channel::ALL), outcome, late).prop_map(
        |(on, channel, outcome, late)| {
            let report = ContactReport {
                number: number(ORDINARY_NUMBER),
                on: add_days(day(FIRST), on),
                channel,
                outcome,
                answered: None,
                occupation: None,
            };
            (report, late)
        },
    )
}

fn any_life() -> impl Strategy<Value = Life> {
    let lane =
        proptest::sample::select(vec![Lane::Outreach, Lane::Outreach, Lane::Occupied, Lane::Protected]);
    (
        proptest::collection::vec(any_telling(), 0..14),
        proptest::collection::btree_map(1..NIGHTS, lane, 0..6),
        proptest::option::of(0..NIGHTS),
    )
        .prop_map(|(tellings, lanes, callable_from)| Life {
            tellings,
            lanes: lanes.into_iter().collect(),
            callable_from,
        })
}

/// Every night of a life, as it left the queue.
fn live(life: &Life) -> Vec<(NaiveDate, Case, Tasks)> {
    let mut case = Case::of(opened(FIRST));
    let (mut tasks, mut nights) = (Tasks::new(), Vec::new());
    for night in 0..NIGHTS {
        let today = add_days(day(FIRST), night);
        if let Some((_, lane)) = life.lanes.iter().find(|(on, _)| *on == night) {
            let entry = case.entries.get_mut(&ENTRY).unwrap();
            if entry.lane() != *lane {
                entry.lanes.push(LaneSpan { lane: *lane, from_on: today, known_on: today });
            }
        }
        if life.callable_from == Some(night) {
            case.reported.callable.insert(number(ORDINARY_NUMBER));
        }
        let told = life.tellings.iter().filter(|(report, late)| add_days(report.on, *late) == today);
        case.reported.contacts.extend(told.map(|(report, _)| ToldContact {
            report: report.clone(),
            of_registered: true,
            known_on: None,
        }));
        tasks = case.plan(&tasks, &today.to_string());
        nights.push((today, case.clone(), tasks.clone()));
    }
    nights
}

fn open_rungs(tasks: &Tasks) -> Vec<(Step, u8)> {
    let open = tasks.values().filter(|task| task.status.is_open() && task.step.is_of_ladder());
    open.map(|task| (task.step, task.attempt)).collect()
}

/// An entry has one open rung in lane outreach, and none elsewhere.
fn assert_one_rung(night: NaiveDate, case: &Case, tasks: &Tasks) {
    let expected = usize::from(case.entries[&ENTRY].lane() == Lane::Outreach);
    assert_eq!(open_rungs(tasks).len(), expected, "{night}: {tasks:?}");
}

/// Dates are working days in order, and nobody is late from the start.
fn assert_dates(night: NaiveDate, tasks: &Tasks) {
    for task in tasks.values().filter(|task| task.created_on == night) {
        assert!(is_working_day(task.not_before) && is_working_day(task.due_by), "{task:?}");
        assert!(task.not_before <= task.due_by || task.step == Step::Support, "{task:?}");
        assert!(night <= task.due_by || task.step == Step::Support, "{task:?}");
    }
}

/// No rung is done twice.
fn assert_climbed_once(tasks: &Tasks) {
    let done = tasks.values().filter(|task| task.status == TaskStatus::Done && task.step.is_of_ladder());
    let mut rungs: Vec<(Step, u8)> = done.map(|task| (task.step, task.attempt)).collect();
    rungs.sort_unstable();
    for pair in rungs.windows(2) {
        assert_ne!(pair[0], pair[1], "{tasks:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn every_night_of_every_life_keeps_the_laws(life in any_life()) {
        let is_told_late = life.tellings.iter().any(|(_, late)| *late > 0);
        for (night, case, tasks) in live(&life) {
            assert_one_rung(night, &case, &tasks);
            assert_dates(night, &tasks);
            // What is told late may show that the ladder stood elsewhere.
            if !is_told_late {
                assert_climbed_once(&tasks);
            }
        }
    }

    #[test]
    fn the_order_of_telling_matters_only_within_a_day(
        life in any_life(),
        night in 0..NIGHTS,
    ) {
        let night = add_days(day(FIRST), night);
        let mut case = Case::of(opened(FIRST)).callable();
        let told = life.tellings.iter().map(|(report, _)| report.clone()).filter(|report| report.on <= night);
        case.reported.contacts = told.map(|report| ToldContact { report, of_registered: true, known_on: None }).collect();
        let mut other = case.clone();
        // A stable sort by day from the other end keeps those of one day in their order.
        other.reported.contacts.sort_by_key(|told| std::cmp::Reverse(told.report.on));
        let night = night.to_string();
        prop_assert_eq!(case.plan(&Tasks::new(), &night), other.plan(&Tasks::new(), &night));
    }
}
