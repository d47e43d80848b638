//! The queue, with dates typed from the calendars of 2016 and 2017.

mod climbing;
mod laws;

use super::*;
use crate::domain::codes::{Channel, ContactOutcome, Lane, NotCoveredReason, TaskEnd};
use crate::domain::given::Given;
use crate::domain::reported::{ContactReport, ToldContact};
use crate::domain::state::{ClosedReason, Closing, LaneSpan, Person, PersonId};
use crate::domain::testing::{ORDINARY_NUMBER, day, number, open_entry, ordinary_rules};

const ENTRY: EntryId = EntryId(7);
const PERSON: i64 = 1;

type Tasks = BTreeMap<TaskId, Task>;

/// A register, and what was told.
#[derive(Clone, Debug)]
struct Case {
    entries: BTreeMap<EntryId, Entry>,
    people: People,
    reported: Reported,
    suspended: BTreeSet<EntryId>,
}

impl Case {
    /// One person of Skärholmen with one entry.
    fn of(entry: Entry) -> Self {
        let mut case = Self {
            entries: BTreeMap::from([(ENTRY, entry)]),
            people: People::default(),
            reported: Reported::default(),
            suspended: BTreeSet::new(),
        };
        case.add_person(PERSON, ORDINARY_NUMBER);
        case
    }

    fn add_person(&mut self, id: i64, text: &str) {
        let person = Person {
            number: number(text),
            protected: false,
            area: "Skärholmen".into(),
            owner: "skarholmen".into(),
            seniority: id,
        };
        self.people.by_number.insert(person.number, PersonId(id));
        self.people.persons.insert(PersonId(id), person);
    }

    fn protected(mut self) -> Self {
        for person in self.people.persons.values_mut() {
            person.protected = true;
        }
        self
    }

    /// Somebody tried, or reached the person.
    fn tell(&mut self, on: &str, channel: Channel, outcome: ContactOutcome) {
        let report = ContactReport {
            number: number(ORDINARY_NUMBER),
            on: day(on),
            channel,
            outcome,
            answered: None,
            occupation: None,
        };
        self.reported.contacts.push(ToldContact { report, of_registered: true, known_on: None });
    }

    fn callable(mut self) -> Self {
        self.reported.callable.insert(number(ORDINARY_NUMBER));
        self
    }

    fn plan(&self, before: &Tasks, night: &str) -> Tasks {
        let rules = ordinary_rules();
        let Self { entries, people, reported, suspended } = self;
        let queue = Queue { entries, people, reported, suspended, rules: &rules, night: day(night) };
        let last_task = before.keys().last().map_or(0, |id| id.0);
        let tasks = plan(before, queue, &mut Given { last_task, ..Given::default() });
        let again = plan(&tasks, queue, &mut Given { last_task: 99, ..Given::default() });
        assert_eq!(again, tasks, "planning what was planned changes nothing");
        tasks
    }
}

/// Opened in lane outreach on a night, for never having started.
fn opened(night: &str) -> Entry {
    open_entry(PERSON, night, CoveredReason::NeverStarted)
}

fn in_lane(lane: Lane, opened_on: &str, since: &str) -> Entry {
    let mut entry = opened(opened_on);
    if opened_on == since {
        entry.lanes.clear();
    }
    entry.lanes.push(LaneSpan { lane, from_on: day(since), known_on: day(since) });
    entry
}

fn closed(opened_on: &str, night: &str, reason: NotCoveredReason) -> Entry {
    let reason = ClosedReason::Answer(reason);
    let closing = Closing { closed_on: day(night), known_on: day(night), reason };
    Entry { closing: Some(closing), ..opened(opened_on) }
}

fn only(tasks: &Tasks) -> &Task {
    assert_eq!(tasks.len(), 1);
    tasks.values().next().unwrap()
}

/// The letter queued on the night an entry was opened.
fn letter(night: &str) -> Tasks {
    Case::of(opened(night)).plan(&Tasks::new(), night)
}

#[test]
fn an_opened_entry_is_written_to_after_settling_and_within_a_month() {
    let expected = Task {
        entry: ENTRY,
        step: Step::Letter,
        attempt: 1,
        variant: Variant::Standard,
        owner: "skarholmen".into(),
        status: TaskStatus::Waiting,
        not_before: day("2016-11-21"),
        due_by: day("2016-12-14"),
        created_on: day("2016-11-14"),
        priority: Some(1),
        end: None,
    };
    assert_eq!(only(&letter("2016-11-14")), &expected);
}

#[test]
fn the_clock_counts_from_the_night_that_knew_and_not_from_the_first_covered_day() {
    let entry = Entry { opened_on: day("2016-09-20"), ..opened("2016-11-14") };
    let tasks = Case::of(entry).plan(&Tasks::new(), "2016-11-14");
    assert_eq!(only(&tasks).not_before, day("2016-11-21"));
}

#[test]
fn a_letter_is_ready_from_its_day_on_and_is_queued_once() {
    let case = Case::of(opened("2016-11-14"));
    let tasks = letter("2016-11-14");
    let sunday = case.plan(&tasks, "2016-11-20");
    assert_eq!(only(&sunday).status, TaskStatus::Waiting);
    let monday = case.plan(&sunday, "2016-11-21");
    assert_eq!(only(&monday).status, TaskStatus::Ready);
    assert_eq!(only(&monday).created_on, day("2016-11-14"));
    assert_eq!(only(&case.plan(&monday, "2016-11-22")).status, TaskStatus::Ready);
}

#[test]
fn dates_fall_on_working_days() {
    for (night, not_before, due_by) in [
        ("2016-11-19", "2016-11-28", "2016-12-19"),
        ("2016-11-24", "2016-12-01", "2016-12-27"),
        ("2016-12-19", "2016-12-27", "2017-01-19"),
        ("2016-12-30", "2017-01-09", "2017-01-30"),
        ("2017-01-31", "2017-02-07", "2017-02-28"),
    ] {
        let tasks = letter(night);
        assert_eq!((only(&tasks).not_before, only(&tasks).due_by), (day(not_before), day(due_by)), "{night}");
    }
}

#[test]
fn from_1_june_through_15_september_letters_wait_for_the_large_mailing() {
    for (night, not_before, due_by) in [
        ("2016-05-31", "2016-06-07", "2016-06-30"),
        ("2016-06-01", "2016-09-16", "2016-10-17"),
        ("2016-09-08", "2016-09-16", "2016-10-17"),
        ("2016-09-12", "2016-09-19", "2016-10-17"),
        ("2016-09-15", "2016-09-22", "2016-10-17"),
        ("2016-09-16", "2016-09-23", "2016-10-17"),
        ("2017-06-01", "2017-09-18", "2017-10-16"),
    ] {
        let tasks = letter(night);
        assert_eq!((only(&tasks).not_before, only(&tasks).due_by), (day(not_before), day(due_by)), "{night}");
    }
}

#[test]
fn a_case_of_the_summer_belongs_to_skolslussen_through_15_september_and_then_to_the_jobbtorg() {
    let case = Case::of(opened("2016-06-20"));
    let tasks = letter("2016-06-20");
    assert_eq!(only(&tasks).owner, "skolslussen");
    let last = case.plan(&tasks, "2016-09-15");
    assert_eq!((only(&last).owner.as_str(), only(&last).status), ("skolslussen", TaskStatus::Waiting));
    let after = case.plan(&last, "2016-09-16");
    assert_eq!((only(&after).owner.as_str(), only(&after).status), ("skarholmen", TaskStatus::Ready));
}

#[test]
fn a_case_from_before_the_summer_stays_with_the_jobbtorg() {
    let case = Case::of(opened("2016-05-31"));
    let tasks = letter("2016-05-31");
    assert_eq!(only(&tasks).owner, "skarholmen");
    for night in ["2016-06-01", "2016-06-07", "2016-09-15"] {
        assert_eq!(only(&case.plan(&tasks, night)).owner, "skarholmen", "{night}");
    }
}

#[test]
fn the_owner_is_the_jobbtorg_of_where_the_person_lives_tonight() {
    let mut case = Case::of(opened("2016-11-14"));
    let tasks = letter("2016-11-14");
    case.people.persons.get_mut(&PersonId(PERSON)).unwrap().owner = "kista".into();
    assert_eq!(only(&case.plan(&tasks, "2016-11-15")).owner, "kista");
}

#[test]
fn the_letter_follows_the_reason_until_it_is_sent() {
    let studies = open_entry(PERSON, "2016-11-14", CoveredReason::StudyCertificate);
    let case = Case::of(studies);
    assert_eq!(only(&case.plan(&Tasks::new(), "2016-11-14")).variant, Variant::StudyCertificate);

    let standard = letter("2016-11-14");
    let corrected = case.plan(&standard, "2016-11-15");
    assert_eq!(only(&corrected).variant, Variant::StudyCertificate);
    assert_eq!(only(&corrected).not_before, day("2016-11-21"), "nothing else of it changes");

    let mut sent = Case::of(opened("2016-11-14"));
    sent.tell("2016-11-21", Channel::Letter, ContactOutcome::Sent);
    sent.entries.insert(ENTRY, open_entry(PERSON, "2016-11-14", CoveredReason::StudyCertificate));
    let after = sent.plan(&standard, "2016-11-22");
    assert_eq!((only(&after).variant, only(&after).status), (Variant::Standard, TaskStatus::Sent));
}

#[test]
fn lanes_other_than_outreach_and_protected_are_asked_for_nothing() {
    for lane in [Lane::InSchool, Lane::Occupied, Lane::AwaitingStart] {
        let entry = in_lane(lane, "2016-11-14", "2016-11-14");
        assert_eq!(Case::of(entry).plan(&Tasks::new(), "2016-11-14"), Tasks::new(), "{lane}");
    }
}

#[test]
fn a_change_of_lane_withdraws_and_coming_back_starts_a_new_clock() {
    let occupied = Case::of(in_lane(Lane::Occupied, "2016-11-14", "2016-11-16"));
    let withdrawn = occupied.plan(&letter("2016-11-14"), "2016-11-16");
    let task = only(&withdrawn);
    assert_eq!(task.status, TaskStatus::Withdrawn);
    assert_eq!(task.end, Some((day("2016-11-16"), TaskEnd::LaneChanged)));
    assert_eq!(task.priority, None);

    let back = Case::of(in_lane(Lane::Outreach, "2016-11-14", "2016-11-28"));
    let again = back.plan(&withdrawn, "2016-11-28");
    assert_eq!(again.len(), 2);
    let new = again.values().next_back().unwrap();
    assert_eq!((new.step, new.status), (Step::Letter, TaskStatus::Waiting));
    assert_eq!(
        (new.created_on, new.not_before, new.due_by),
        (day("2016-11-28"), day("2016-12-05"), day("2016-12-28"))
    );
}

#[test]
fn closing_withdraws_and_asks_for_nothing_unless_the_person_turned_20() {
    let case = Case::of(closed("2016-11-14", "2016-11-16", NotCoveredReason::Attending));
    let tasks = case.plan(&letter("2016-11-14"), "2016-11-16");
    let task = only(&tasks);
    assert_eq!(task.status, TaskStatus::Withdrawn);
    assert_eq!(task.end, Some((day("2016-11-16"), TaskEnd::LeftRegister)));
}

#[test]
fn who_turns_20_is_told_within_fourteen_days() {
    for (night, not_before, due_by) in
        [("2016-11-16", "2016-11-16", "2016-11-30"), ("2016-11-20", "2016-11-21", "2016-12-05")]
    {
        let case = Case::of(closed("2016-11-14", night, NotCoveredReason::Turned20));
        let tasks = case.plan(&letter("2016-11-14"), night);
        assert_eq!(tasks.len(), 2);
        let info = tasks.values().next_back().unwrap();
        assert_eq!(
            (info.step, info.variant, info.owner.as_str()),
            (Step::Info20, Variant::Standard, "skarholmen")
        );
        assert_eq!((info.not_before, info.due_by), (day(not_before), day(due_by)), "{night}");

        let next_night = case.plan(&tasks, "2016-11-22");
        let info = next_night.values().next_back().unwrap();
        assert_eq!((next_night.len(), info.status), (2, TaskStatus::Ready), "once, and not withdrawn");
    }
}

#[test]
fn who_turns_20_protected_is_told_by_those_who_handle_protected_identities() {
    let case = Case::of(closed("2016-11-14", "2016-11-16", NotCoveredReason::Turned20)).protected();
    assert_eq!(only(&case.plan(&Tasks::new(), "2016-11-16")).owner, "protected");
}

#[test]
fn protection_withdraws_everything_and_leaves_one_manual_contact() {
    let case = Case::of(in_lane(Lane::Protected, "2016-11-14", "2016-11-18")).protected();
    let tasks = case.plan(&letter("2016-11-14"), "2016-11-18");
    let all: Vec<_> = tasks.values().map(|task| (task.step, task.status, task.end)).collect();
    let lane_changed = Some((day("2016-11-18"), TaskEnd::LaneChanged));
    assert_eq!(
        all,
        [(Step::Letter, TaskStatus::Withdrawn, lane_changed), (Step::ManualContact, TaskStatus::Ready, None)]
    );
    let contact = &tasks[&TaskId(2)];
    assert_eq!((contact.owner.as_str(), contact.due_by), ("protected", day("2016-12-19")));
}

#[test]
fn a_manual_contact_of_the_summer_is_not_skolslussens() {
    let case = Case::of(in_lane(Lane::Protected, "2016-07-01", "2016-07-01")).protected();
    let tasks = case.plan(&Tasks::new(), "2016-07-01");
    assert_eq!((only(&tasks).owner.as_str(), only(&tasks).due_by), ("protected", day("2016-08-01")));
}

#[test]
fn a_withheld_closing_suspends_and_its_end_resumes() {
    let mut case = Case::of(opened("2016-11-14"));
    let tasks = letter("2016-11-14");
    case.suspended.insert(ENTRY);
    let held = case.plan(&tasks, "2016-11-22");
    assert_eq!((only(&held).status, only(&held).end), (TaskStatus::Suspended, None));

    case.suspended.clear();
    let resumed = case.plan(&held, "2016-11-23");
    assert_eq!((only(&resumed).status, only(&resumed).not_before), (TaskStatus::Ready, day("2016-11-21")));
}

/// Priorities by entry on 14 November 2016, when persons of these numbers and reasons are opened.
fn priorities(people: &[(i64, &str, CoveredReason)]) -> Vec<Option<u32>> {
    let mut case = Case::of(opened("2016-11-14"));
    case.entries.clear();
    for (entry, (id, text, reason)) in people.iter().enumerate() {
        case.add_person(*id, text);
        let id_of_entry = EntryId(i64::try_from(entry).unwrap());
        case.entries.insert(id_of_entry, open_entry(*id, "2016-11-14", *reason));
    }
    case.plan(&Tasks::new(), "2016-11-14").values().map(|task| task.priority).collect()
}

#[test]
fn the_younger_come_first_then_studiebevis_then_those_about_to_turn_20() {
    let people = [
        (1, "199702122392", CoveredReason::NeverStarted),
        (2, "199901012386", CoveredReason::StudyCertificate),
        (3, "199702132383", CoveredReason::NeverStarted),
        (4, "200003012382", CoveredReason::NeverStarted),
        (5, "199805052389", CoveredReason::InterruptedNational),
        (6, "199702132391", CoveredReason::StudyCertificate),
    ];
    assert_eq!(priorities(&people), [Some(6), Some(4), Some(3), Some(1), Some(2), Some(5)]);
}

#[test]
fn of_the_same_age_the_lower_person_id_comes_first() {
    let people =
        [(9, "199901012386", CoveredReason::NeverStarted), (2, "199901012394", CoveredReason::NeverStarted)];
    assert_eq!(priorities(&people), [Some(2), Some(1)]);
}

#[test]
fn ranks_close_up_when_somebody_leaves() {
    let mut case = Case::of(opened("2016-11-14"));
    case.add_person(2, "200003012382");
    case.entries.insert(EntryId(8), open_entry(2, "2016-11-14", CoveredReason::NeverStarted));
    let tasks = case.plan(&Tasks::new(), "2016-11-14");
    assert_eq!(tasks.values().map(|task| task.priority).collect::<Vec<_>>(), [Some(2), Some(1)]);
    let gone =
        Entry { person: PersonId(2), ..closed("2016-11-14", "2016-11-15", NotCoveredReason::Attending) };
    case.entries.insert(EntryId(8), gone);
    let after = case.plan(&tasks, "2016-11-15");
    assert_eq!(after.values().map(|task| task.priority).collect::<Vec<_>>(), [Some(1), None]);
}
