//! Climbing the ladder, with dates typed from the calendars of 2016 and 2017.

use super::*;
use crate::domain::codes::MeasureKind;
use crate::domain::reported::{MeasureReport, TakenOver};
use ContactOutcome::{
    NoAnswer, ReachedDeclines, ReachedForEducation, ReachedForWork, Returned, Sent, WrongNumber,
};
use TaskStatus::{Ready, Waiting};

/// The last task, shortly.
fn last(tasks: &Tasks) -> (Step, u8, TaskStatus, String, String) {
    let task = tasks.values().next_back().unwrap();
    (task.step, task.attempt, task.status, task.not_before.to_string(), task.due_by.to_string())
}

fn shortly(
    step: Step,
    attempt: u8,
    status: TaskStatus,
    not_before: &str,
    due_by: &str,
) -> (Step, u8, TaskStatus, String, String) {
    (step, attempt, status, not_before.to_owned(), due_by.to_owned())
}

/// How each task ended.
fn ends(tasks: &Tasks) -> Vec<(Step, u8, Option<TaskEnd>)> {
    tasks.values().map(|task| (task.step, task.attempt, task.end.map(|(_, end)| end))).collect()
}

#[test]
fn nobody_answers_from_the_letter_to_the_visit_and_again_from_the_calls() {
    let mut case = Case::of(opened("2016-11-14")).callable();
    let mut tasks = letter("2016-11-14");
    let mut night = |case: &Case, night: &str| {
        tasks = case.plan(&tasks, night);
        last(&tasks)
    };
    case.tell("2016-11-21", Channel::Letter, Sent);
    assert_eq!(
        night(&case, "2016-11-22"),
        shortly(Step::Letter, 1, TaskStatus::Sent, "2016-11-21", "2016-12-14")
    );
    assert_eq!(night(&case, "2016-12-04").0, Step::Letter);
    // Sent on Monday 21 November; 14 days later is Monday 5 December.
    assert_eq!(night(&case, "2016-12-05"), shortly(Step::Phone, 1, Ready, "2016-12-05", "2016-12-12"));
    case.tell("2016-12-05", Channel::Telephone, NoAnswer);
    assert_eq!(night(&case, "2016-12-06"), shortly(Step::Phone, 2, Waiting, "2016-12-07", "2016-12-14"));
    case.tell("2016-12-08", Channel::Telephone, NoAnswer);
    assert_eq!(night(&case, "2016-12-09"), shortly(Step::Phone, 3, Waiting, "2016-12-12", "2016-12-19"));
    case.tell("2016-12-22", Channel::Telephone, NoAnswer);
    // Friday 23 and Tuesday 27 December are the next working days; the 26th is a holiday.
    assert_eq!(night(&case, "2016-12-23"), shortly(Step::SmsLetter, 1, Waiting, "2016-12-27", "2017-01-03"));
    case.tell("2016-12-27", Channel::Sms, Sent);
    case.tell("2016-12-27", Channel::Letter, Sent);
    assert_eq!(night(&case, "2016-12-28").2, TaskStatus::Sent);
    // The visit: 7 days ahead of 3 January is the 10th; the 6th is Epiphany.
    assert_eq!(night(&case, "2017-01-03"), shortly(Step::KnockCard, 1, Ready, "2017-01-03", "2017-01-10"));
    case.tell("2017-01-04", Channel::KnockCard, Sent);
    assert_eq!(night(&case, "2017-01-09").2, TaskStatus::Sent);
    assert_eq!(night(&case, "2017-01-10"), shortly(Step::HomeVisit, 1, Ready, "2017-01-10", "2017-01-10"));
    case.tell("2017-01-10", Channel::HomeVisit, NoAnswer);
    // 90 days after 10 January is Monday 10 April.
    assert_eq!(night(&case, "2017-01-11"), shortly(Step::Recheck, 1, Waiting, "2017-04-10", "2017-04-18"));
    case.tell("2017-04-11", Channel::Telephone, NoAnswer);
    // Thursday 13 April; Friday is Good Friday and Monday Easter Monday: 12 and 13 are two working days.
    assert_eq!(night(&case, "2017-04-12"), shortly(Step::Phone, 5, Waiting, "2017-04-13", "2017-04-20"));
    let unanswered = |step, attempt| (step, attempt, Some(TaskEnd::Unanswered));
    assert_eq!(
        ends(&tasks),
        [
            unanswered(Step::Letter, 1),
            unanswered(Step::Phone, 1),
            unanswered(Step::Phone, 2),
            unanswered(Step::Phone, 3),
            unanswered(Step::SmsLetter, 1),
            unanswered(Step::KnockCard, 1),
            unanswered(Step::HomeVisit, 1),
            unanswered(Step::Recheck, 1),
            (Step::Phone, 5, None),
        ]
    );
}

#[test]
fn without_a_telephone_number_the_calls_are_skipped_and_one_that_is_found_brings_them_back() {
    let mut case = Case::of(opened("2016-11-14"));
    case.tell("2016-11-21", Channel::Letter, Sent);
    let tasks = case.plan(&letter("2016-11-14"), "2016-12-05");
    assert_eq!(last(&tasks), shortly(Step::SmsLetter, 1, Ready, "2016-12-05", "2016-12-12"));
    let found = case.callable().plan(&tasks, "2016-12-06");
    assert_eq!(last(&found), shortly(Step::Phone, 1, Ready, "2016-12-05", "2016-12-13"));
    assert_eq!(ends(&found)[1], (Step::SmsLetter, 1, Some(TaskEnd::Replanned)));
}

#[test]
fn the_text_in_place_of_calls_ends_as_reached_or_overtaken_and_is_not_taken_back() {
    for (channel, outcome, end, step) in [
        (Channel::Letter, ReachedDeclines, TaskEnd::Reached, Step::Recheck),
        (Channel::HomeVisit, NoAnswer, TaskEnd::Overtaken, Step::Recheck),
        (Channel::KnockCard, Sent, TaskEnd::Overtaken, Step::KnockCard),
    ] {
        let mut case = Case::of(opened("2016-11-14"));
        case.tell("2016-11-21", Channel::Letter, Sent);
        let text = case.plan(&letter("2016-11-14"), "2016-12-05");
        case.tell("2016-12-06", channel, outcome);
        let tasks = case.plan(&text, "2016-12-07");
        assert_eq!(ends(&tasks)[1], (Step::SmsLetter, 1, Some(end)));
        assert_eq!(last(&tasks).0, step);
    }
    let mut case = Case::of(opened("2016-11-14"));
    case.tell("2016-11-21", Channel::Letter, Sent);
    let text = case.plan(&letter("2016-11-14"), "2016-12-05");
    case.tell("2016-12-06", Channel::Sms, WrongNumber);
    let tasks = case.plan(&text, "2016-12-07");
    assert_eq!(ends(&tasks)[1], (Step::SmsLetter, 1, Some(TaskEnd::Undeliverable)));
}

#[test]
fn a_wrong_number_ends_the_calls_and_a_letter_that_comes_back_is_climbed() {
    let mut case = Case::of(opened("2016-11-14")).callable();
    case.tell("2016-11-21", Channel::Letter, Sent);
    case.tell("2016-11-24", Channel::Letter, Returned);
    let tasks = case.plan(&letter("2016-11-14"), "2016-11-25");
    assert_eq!(last(&tasks), shortly(Step::Phone, 1, Ready, "2016-11-24", "2016-12-02"));
    case.tell("2016-11-25", Channel::Telephone, WrongNumber);
    let tasks = case.plan(&tasks, "2016-11-28");
    assert_eq!(last(&tasks), shortly(Step::SmsLetter, 1, Waiting, "2016-11-29", "2016-12-06"));
    let undeliverable = |step| (step, 1, Some(TaskEnd::Undeliverable));
    assert_eq!(ends(&tasks)[..2], [undeliverable(Step::Letter), undeliverable(Step::Phone)]);
    // The letter of text and letter has not been sent: what comes back now is the first one again.
    case.tell("2016-11-28", Channel::Letter, Returned);
    assert_eq!(last(&case.plan(&tasks, "2016-11-29")).0, Step::SmsLetter);
}

#[test]
fn a_later_channel_leaves_the_rungs_between_behind() {
    let mut case = Case::of(opened("2016-11-14")).callable();
    case.tell("2016-11-16", Channel::Telephone, NoAnswer);
    let tasks = case.plan(&letter("2016-11-14"), "2016-11-17");
    assert_eq!(ends(&tasks)[0], (Step::Letter, 1, Some(TaskEnd::Overtaken)));
    assert_eq!(last(&tasks), shortly(Step::Phone, 2, Waiting, "2016-11-18", "2016-11-25"));
    // A second call of that day, an e-mail and the letter after all change nothing.
    case.tell("2016-11-16", Channel::Telephone, NoAnswer);
    case.tell("2016-11-17", Channel::Email, NoAnswer);
    case.tell("2016-11-17", Channel::Letter, Sent);
    assert_eq!(
        last(&case.plan(&tasks, "2016-11-18")),
        shortly(Step::Phone, 2, Ready, "2016-11-18", "2016-11-25")
    );
}

#[test]
fn contacts_count_by_their_dates_whenever_they_are_told() {
    let mut case = Case::of(opened("2016-11-14")).callable();
    case.tell("2016-12-06", Channel::Telephone, NoAnswer);
    case.tell("2016-11-21", Channel::Letter, Sent);
    let tasks = case.plan(&letter("2016-11-14"), "2016-12-07");
    assert_eq!(ends(&tasks)[0], (Step::Letter, 1, Some(TaskEnd::Unanswered)));
    assert_eq!(last(&tasks), shortly(Step::Phone, 2, Waiting, "2016-12-08", "2016-12-15"));
}

#[test]
fn who_wants_support_gets_it_from_skolslussen_or_the_jobbtorg_until_something_else_is_said() {
    for (outcome, owner) in [(ReachedForEducation, "skolslussen"), (ReachedForWork, "skarholmen")] {
        let mut case = Case::of(opened("2016-11-14")).callable();
        case.tell("2016-11-21", Channel::Letter, Sent);
        case.tell("2016-11-23", Channel::Visit, outcome);
        let tasks = case.plan(&letter("2016-11-14"), "2016-11-24");
        assert_eq!(ends(&tasks)[0], (Step::Letter, 1, Some(TaskEnd::Reached)));
        // Within a month of Wednesday 23 November.
        assert_eq!(last(&tasks), shortly(Step::Support, 1, Ready, "2016-11-24", "2016-12-23"));
        assert_eq!(tasks.values().next_back().unwrap().owner, owner);
        case.tell("2016-12-01", Channel::Telephone, NoAnswer);
        assert_eq!(case.plan(&tasks, "2017-03-01").len(), 2, "stays open");
        case.tell("2017-03-02", Channel::Telephone, ReachedDeclines);
        let watched = case.plan(&tasks, "2017-03-03");
        assert_eq!(ends(&watched)[1], (Step::Support, 1, Some(TaskEnd::Reached)));
        // 180 days after 2 March is Tuesday 29 August.
        assert_eq!(last(&watched), shortly(Step::Recheck, 2, Waiting, "2017-08-29", "2017-09-05"));
    }
}

#[test]
fn after_a_watch_the_ladder_starts_again_at_the_calls() {
    let mut case = Case::of(opened("2016-11-14")).callable();
    case.tell("2016-11-23", Channel::Telephone, ReachedDeclines);
    let tasks = case.plan(&letter("2016-11-14"), "2016-11-24");
    // 180 days after 23 November is Monday 22 May.
    assert_eq!(last(&tasks), shortly(Step::Recheck, 1, Waiting, "2017-05-22", "2017-05-29"));
    case.tell("2017-05-19", Channel::Telephone, NoAnswer);
    assert_eq!(last(&case.plan(&tasks, "2017-05-22")).0, Step::Recheck, "too early to count");
    case.tell("2017-05-23", Channel::School, NoAnswer);
    let again = case.plan(&tasks, "2017-05-24");
    assert_eq!(last(&again), shortly(Step::Phone, 4, Ready, "2017-05-23", "2017-05-31"));
}

#[test]
fn coming_back_to_outreach_resumes_at_the_first_rung_not_climbed_on_a_new_clock() {
    let mut case = Case::of(in_lane(Lane::Outreach, "2016-11-14", "2017-01-09")).callable();
    case.tell("2016-11-21", Channel::Letter, Sent);
    let tasks = case.plan(&Tasks::new(), "2017-01-09");
    // Settled on 16 January, within a month of 9 January.
    assert_eq!(last(&tasks), shortly(Step::Phone, 1, Waiting, "2017-01-16", "2017-02-09"));
    case.tell("2017-01-10", Channel::Telephone, ReachedForWork);
    let support = case.plan(&tasks, "2017-01-11");
    case.entries.insert(ENTRY, in_lane(Lane::Occupied, "2016-11-14", "2017-01-16"));
    let occupied = case.plan(&support, "2017-01-16");
    assert_eq!(ends(&occupied)[1], (Step::Support, 1, Some(TaskEnd::LaneChanged)));
    case.entries.insert(ENTRY, in_lane(Lane::Outreach, "2016-11-14", "2017-02-01"));
    let back = case.plan(&occupied, "2017-02-01");
    // Whoever asked for help does not wait for anything to settle.
    assert_eq!(last(&back), shortly(Step::Support, 1, Ready, "2017-02-01", "2017-03-01"));
}

#[test]
fn an_entry_within_90_days_of_the_last_resumes_and_a_later_one_starts_anew() {
    for (opened_on, step) in [("2017-02-28", Step::Phone), ("2017-03-01", Step::Letter)] {
        let mut case = Case::of(closed("2016-11-14", "2016-11-30", NotCoveredReason::Attending)).callable();
        case.entries.insert(EntryId(8), opened(opened_on));
        case.tell("2016-11-21", Channel::Letter, Sent);
        let tasks = case.plan(&Tasks::new(), opened_on);
        assert_eq!(last(&tasks).0, step, "{opened_on}");
    }
}

#[test]
fn a_letter_stays_sent_when_the_entry_turns_out_to_have_opened_later() {
    let mut case = Case::of(opened("2016-11-28")).callable();
    case.tell("2016-11-21", Channel::Letter, Sent);
    assert_eq!(last(&case.plan(&Tasks::new(), "2016-11-28")).0, Step::Letter, "waits to be answered");
    assert_eq!(last(&case.plan(&Tasks::new(), "2016-12-05")).0, Step::Phone);
}

#[test]
fn a_letter_stays_sent_when_the_entry_is_corrected_to_a_day_more_than_90_days_later() {
    let mut case = Case::of(opened("2016-11-14")).callable();
    case.tell("2016-11-21", Channel::Letter, Sent);
    let phone = case.plan(&letter("2016-11-14"), "2016-12-05");
    // 21 November is 91 days before 20 February.
    let corrected = Entry { opened_on: day("2017-02-20"), ..opened("2016-11-14") };
    case.entries.insert(ENTRY, corrected);
    let tasks = case.plan(&phone, "2017-02-21");
    assert_eq!(last(&tasks), shortly(Step::Phone, 1, Ready, "2016-12-05", "2016-12-12"));
    assert_eq!(tasks.len(), 2);
}

#[test]
fn a_ladder_that_starts_anew_after_all_keeps_the_seasonal_hold() {
    let mut case = Case::of(closed("2016-01-11", "2016-06-10", NotCoveredReason::Attending)).callable();
    case.tell("2016-04-20", Channel::Letter, Sent);
    case.entries.insert(EntryId(8), opened("2016-08-01"));
    let resumed = case.plan(&Tasks::new(), "2016-08-01");
    assert_eq!(last(&resumed), shortly(Step::Phone, 1, Waiting, "2016-09-16", "2016-10-17"));
    // 92 days after 10 June.
    let corrected = Entry { opened_on: day("2016-09-10"), ..opened("2016-08-01") };
    case.entries.insert(EntryId(8), corrected);
    let anew = case.plan(&resumed, "2016-09-12");
    assert_eq!(last(&anew), shortly(Step::Letter, 1, Waiting, "2016-09-16", "2016-10-17"));
}

#[test]
fn what_was_told_of_a_stranger_climbs_nothing_in_a_later_entry() {
    let mut case = Case::of(opened("2016-11-28")).callable();
    case.tell("2016-11-21", Channel::Visit, ReachedDeclines);
    case.reported.contacts[0].of_registered = false;
    assert_eq!(last(&case.plan(&Tasks::new(), "2016-11-28")).0, Step::Letter);
    case.entries.insert(ENTRY, opened("2016-11-21"));
    assert_eq!(
        last(&case.plan(&Tasks::new(), "2016-11-28")).0,
        Step::Recheck,
        "it fell into the entry after all"
    );
}

#[test]
fn what_was_told_of_a_stranger_counts_when_a_night_decided_again_had_the_entry_by_then() {
    // Known since the night of the 9th, as was learnt later; the files of then had no entry on the 10th, when
    // somebody told of a letter of the 7th. The night of the 11th was the first to know of it.
    let mut case = Case::of(Entry { opened_on: day("2016-11-08"), ..opened("2016-11-09") });
    case.tell("2016-11-07", Channel::Letter, Sent);
    case.reported.contacts[0].of_registered = false;
    let first_rung = |case: &Case| only(&case.plan(&Tasks::new(), "2016-11-11")).status;
    assert_eq!(first_rung(&case), Waiting);
    case.reported.contacts[0].known_on = Some(day("2016-11-09"));
    assert_eq!(first_rung(&case), Waiting, "a night does not know its own entries before it");
    case.reported.contacts[0].known_on = Some(day("2016-11-11"));
    assert_eq!(first_rung(&case), TaskStatus::Sent);
}

#[test]
fn a_card_nobody_told_of_leads_on_to_the_visit_all_the_same() {
    let mut case = Case::of(opened("2016-11-14"));
    case.tell("2016-11-21", Channel::Letter, Sent);
    case.tell("2016-12-05", Channel::Sms, Sent);
    // Ready on Monday 12 December, for a visit on the 19th. The night of the 12th was missed.
    let tasks = case.plan(&Tasks::new(), "2016-12-13");
    assert_eq!(last(&tasks), shortly(Step::KnockCard, 1, Ready, "2016-12-12", "2016-12-20"));
    let visit = case.plan(&tasks, "2016-12-20");
    assert_eq!(ends(&visit)[0], (Step::KnockCard, 1, Some(TaskEnd::Overtaken)));
    assert_eq!(last(&visit), shortly(Step::HomeVisit, 1, Ready, "2016-12-20", "2016-12-20"));
}

#[test]
fn support_or_a_measure_at_the_20th_birthday_is_handed_over() {
    let turned_20 = || closed("2016-11-14", "2016-12-05", NotCoveredReason::Turned20);
    let steps = |tasks: &Tasks| {
        tasks.values().filter(|task| task.status.is_open()).map(|task| task.step).collect::<Vec<_>>()
    };
    let mut case = Case::of(opened("2016-11-14")).callable();
    case.tell("2016-11-23", Channel::Telephone, ReachedForEducation);
    let support = case.plan(&letter("2016-11-14"), "2016-11-24");
    case.entries.insert(ENTRY, turned_20());
    let closed = case.plan(&support, "2016-12-05");
    assert_eq!(steps(&closed), [Step::Info20, Step::Handover20]);
    assert_eq!(last(&closed), shortly(Step::Handover20, 1, Ready, "2016-12-05", "2016-12-19"));

    case.tell("2016-12-07", Channel::Letter, Sent);
    assert_eq!(steps(&case.plan(&closed, "2016-12-08")), [Step::Handover20]);
    case.tell("2016-12-09", Channel::Visit, ReachedForWork);
    assert_eq!(steps(&case.plan(&closed, "2016-12-12")), [Step::Info20; 0]);
    case.reported.contacts.retain(|told| told.report.channel != Channel::Letter);
    assert_eq!(steps(&case.plan(&closed, "2016-12-12")), [Step::Info20], "the letter is owed all the same");
    case.tell("2016-12-12", Channel::Letter, Returned);
    assert_eq!(steps(&case.plan(&closed, "2016-12-13")), [Step::Info20], "one that came back told nobody");

    let mut case = Case::of(turned_20()).callable();
    case.tell("2016-12-02", Channel::Telephone, ReachedForWork);
    let closed = case.plan(&letter("2016-11-14"), "2016-12-05");
    assert_eq!(steps(&closed), [Step::Info20, Step::Handover20], "asked for so late that no night queued it");

    let mut case = Case::of(turned_20());
    let measure = |to: &str| MeasureReport {
        number: number(ORDINARY_NUMBER),
        measure: MeasureKind::Internship,
        from: day("2016-11-01"),
        to: Some(day(to)),
        ended: None,
        before: None,
        after: None,
    };
    case.reported.measures = vec![measure("2016-12-04")];
    assert_eq!(steps(&case.plan(&Tasks::new(), "2016-12-05")), [Step::Info20]);
    case.reported.measures = vec![measure("2016-12-05")];
    assert_eq!(steps(&case.plan(&Tasks::new(), "2016-12-05")), [Step::Info20, Step::Handover20]);
}

#[test]
fn a_manual_contact_is_done_when_the_person_is_reached_and_not_before() {
    let mut case = Case::of(in_lane(Lane::Protected, "2016-11-14", "2016-11-18")).protected();
    let tasks = case.plan(&Tasks::new(), "2016-11-18");
    case.tell("2016-11-21", Channel::Telephone, NoAnswer);
    assert!(only(&case.plan(&tasks, "2016-11-22")).status.is_open());
    case.tell("2016-11-23", Channel::Telephone, ReachedForWork);
    let done = case.plan(&tasks, "2016-11-24");
    assert_eq!(only(&done).end, Some((day("2016-11-24"), TaskEnd::Reached)));
    assert_eq!(case.plan(&done, "2016-11-25"), done);
}

#[test]
fn a_manual_contact_stays_with_those_who_handle_protected_identities_while_the_lane_does() {
    let mut case = Case::of(in_lane(Lane::Protected, "2016-11-14", "2016-11-18"));
    case.suspended.insert(ENTRY);
    let tasks = case.plan(&Tasks::new(), "2016-11-18");
    assert_eq!(only(&tasks).owner, "protected");
}

#[test]
fn whoever_the_register_taken_over_had_reached_is_not_written_to() {
    for (climbed, expected) in [
        (None, shortly(Step::Letter, 1, Ready, "2016-10-10", "2016-11-03")),
        (Some(Step::Letter), shortly(Step::Phone, 1, Ready, "2016-10-10", "2016-11-03")),
        (Some(Step::Recheck), shortly(Step::Recheck, 1, Waiting, "2017-04-03", "2017-04-10")),
    ] {
        let mut case = Case::of(opened("2016-11-14")).callable();
        case.reported.taken_over.push(TakenOver {
            number: number(ORDINARY_NUMBER),
            entered_on: day("2016-10-03"),
            reason: CoveredReason::NeverStarted,
            lane: Lane::Outreach,
            climbed,
        });
        // The clock is the old register's: settled on 10 October, due by 3 November.
        assert_eq!(last(&case.plan(&Tasks::new(), "2016-11-14")), expected);
    }
}

#[test]
fn the_other_registers_word_is_of_the_first_nights_entries_and_of_their_first_lane() {
    let took_over = |mut case: Case| {
        case.reported.taken_over.push(TakenOver {
            number: number(ORDINARY_NUMBER),
            entered_on: day("2016-10-03"),
            reason: CoveredReason::NeverStarted,
            lane: Lane::Outreach,
            climbed: Some(Step::Letter),
        });
        case
    };
    // Somebody else was entered on the first night, and this person years after it.
    let mut later = took_over(Case::of(opened("2017-11-13")).callable());
    later.add_person(2, "200003012382");
    later.entries.insert(EntryId(8), open_entry(2, "2016-11-14", CoveredReason::NeverStarted));
    let tasks = later.plan(&Tasks::new(), "2017-11-13");
    assert_eq!(tasks[&TaskId(1)].step, Step::Letter);
    // Back from another lane the clock is our own: settled on 16 January.
    let back = took_over(Case::of(in_lane(Lane::Outreach, "2016-11-14", "2017-01-09")).callable());
    let tasks = back.plan(&Tasks::new(), "2017-01-09");
    assert_eq!(last(&tasks), shortly(Step::Phone, 1, Waiting, "2017-01-16", "2017-02-09"));
}

#[test]
fn what_is_owed_at_20_is_owed_once_and_to_nobody_who_has_got_it() {
    let turned_20 = || closed("2016-11-14", "2016-12-05", NotCoveredReason::Turned20);
    assert_eq!(Case::of(turned_20()).plan(&Tasks::new(), "2016-12-06"), Tasks::new(), "closed last night");
    let mut case = Case::of(turned_20());
    case.tell("2016-12-04", Channel::Letter, Sent);
    let owed = case.plan(&Tasks::new(), "2016-12-05");
    assert_eq!(last(&owed).0, Step::Info20, "a letter of the day before was another");
    case.tell("2016-12-05", Channel::Letter, Sent);
    assert_eq!(case.plan(&Tasks::new(), "2016-12-05"), Tasks::new());
}

#[test]
fn a_first_rung_that_comes_after_the_deadline_is_due_after_it_comes() {
    let mut case = Case::of(in_lane(Lane::Outreach, "2016-11-14", "2017-01-09")).callable();
    case.tell("2017-01-30", Channel::Letter, Sent);
    // The calls come on 13 February, 14 days after the letter; a month after 9 January is 9 February.
    let tasks = case.plan(&Tasks::new(), "2017-02-13");
    assert_eq!(last(&tasks), shortly(Step::Phone, 1, Ready, "2017-02-13", "2017-02-20"));
}

#[test]
fn what_has_been_told_since_the_night_counts_for_the_tasks_there_are() {
    let mut case = Case::of(opened("2016-11-14")).callable();
    let tasks = case.plan(&letter("2016-11-14"), "2016-11-21");
    case.tell("2016-11-21", Channel::Telephone, NoAnswer);
    let rules = ordinary_rules();
    let Case { entries, people, reported, suspended } = &case;
    let queue = Queue { entries, people, reported, suspended, rules: &rules, night: day("2016-11-21") };
    let now = as_told(&tasks, queue, &Given { last_task: 1, ..Given::default() });
    assert_eq!(ends(&now), [(Step::Letter, 1, Some(TaskEnd::Overtaken))]);
}

#[test]
fn a_letter_sent_again_is_given_no_more_time() {
    let mut case = Case::of(opened("2016-11-14")).callable();
    case.tell("2016-11-21", Channel::Letter, Sent);
    case.tell("2016-11-28", Channel::Letter, Sent);
    assert_eq!(last(&case.plan(&letter("2016-11-14"), "2016-12-05")).0, Step::Phone);
}

#[test]
fn a_text_message_that_comes_back_leads_to_the_card_at_once() {
    let mut case = Case::of(opened("2016-11-14"));
    case.tell("2016-11-21", Channel::Letter, Sent);
    case.tell("2016-12-05", Channel::Sms, WrongNumber);
    let tasks = case.plan(&Tasks::new(), "2016-12-06");
    assert_eq!(last(&tasks), shortly(Step::KnockCard, 1, Ready, "2016-12-05", "2016-12-13"));
}

#[test]
fn a_recheck_counts_from_its_very_day() {
    let mut case = Case::of(opened("2016-11-14")).callable();
    case.tell("2016-11-23", Channel::Telephone, ReachedDeclines);
    // 180 days after 23 November is Monday 22 May.
    case.tell("2017-05-22", Channel::Telephone, NoAnswer);
    let tasks = case.plan(&Tasks::new(), "2017-05-23");
    assert_eq!(last(&tasks), shortly(Step::Phone, 5, Waiting, "2017-05-24", "2017-05-31"));
}

#[test]
fn support_that_is_asked_for_twice_is_due_after_the_first_time() {
    let mut case = Case::of(opened("2016-11-14")).callable();
    case.tell("2016-11-23", Channel::Visit, ReachedForEducation);
    case.tell("2016-12-07", Channel::Visit, ReachedForWork);
    let tasks = case.plan(&Tasks::new(), "2016-12-08");
    assert_eq!(last(&tasks), shortly(Step::Support, 1, Ready, "2016-12-08", "2016-12-23"));
    assert_eq!(only(&tasks).owner, "skarholmen", "the last word is to work");
}

#[test]
fn a_card_that_was_taken_back_names_another_day_when_the_entry_comes_back() {
    let mut case = Case::of(opened("2016-11-14"));
    case.tell("2016-11-21", Channel::Letter, Sent);
    case.tell("2016-12-05", Channel::Sms, Sent);
    let tasks = case.plan(&Tasks::new(), "2016-12-12");
    assert_eq!(last(&tasks), shortly(Step::KnockCard, 1, Ready, "2016-12-12", "2016-12-19"));
    case.entries.insert(ENTRY, in_lane(Lane::Occupied, "2016-11-14", "2016-12-13"));
    let withdrawn = case.plan(&tasks, "2016-12-13");
    case.entries.insert(ENTRY, in_lane(Lane::Outreach, "2016-11-14", "2017-02-01"));
    let back = case.plan(&withdrawn, "2017-02-01");
    assert_eq!(last(&back), shortly(Step::KnockCard, 1, Waiting, "2017-02-08", "2017-02-15"));
}
