//! The first and the last days that count.

use super::*;
use crate::domain::statistics::lag::schools;

/// One entry of the second person, whom nobody protects.
fn of_entry(entry: Entry, contacts: &[&str], measure: Option<(&str, &str)>) -> Basis {
    let measure = measure.map(|(from, to)| MeasureReport {
        number: number(PERSONS[1].0),
        measure: MeasureKind::Internship,
        from: day(from),
        to: Some(day(to)),
        ended: None,
        before: None,
        after: None,
    });
    let contacts = contacts.iter().map(|told| contact(2, told)).collect();
    let reported = Reported { contacts, measures: measure.into_iter().collect(), ..Reported::default() };
    Basis::new(BTreeMap::from([(EntryId(1), entry)]), people(), &reported, Vec::new())
}

fn sought(opened: &str, closed: Option<&str>) -> Entry {
    let opening = (opened, opened, CoveredReason::MovedIn);
    entry(2, opening, closed.map(|on| (on, ATTENDING)), &[(Lane::Outreach, opened)])
}

/// What a report of 2016/2017 says, but for what is nothing.
fn figures(
    basis: &Basis,
    night: &str,
    report: impl FnOnce(Ground<'_>, SchoolYear) -> Tally,
    wanted: &[&str],
) -> Vec<String> {
    let rules = ordinary_rules().outreach;
    let told = lines(report(ground(basis, &rules, night), SchoolYear(2016)));
    let is_wanted = |line: &String| {
        let (figure, value) = line.split_once(' ').unwrap();
        wanted.contains(&figure) && value != "0"
    };
    told.into_iter().filter(is_wanted).collect()
}

fn of_year(opened: &str, closed: Option<&str>) -> Vec<String> {
    let wanted = ["covered", "carried_over", "new", "spells_ended", "short_spells"];
    figures(&of_entry(sought(opened, closed), &[], None), "2017-12-31", year_of, &wanted)
}

#[test]
fn a_school_year_begins_on_1_july_and_ends_on_30_june() {
    assert_eq!(of_year("2017-06-30", None), ["covered 1", "new 1"]);
    assert_eq!(of_year("2017-07-01", None), [""; 0]);
    assert_eq!(of_year("2016-01-01", Some("2016-07-01")), [""; 0]);
    assert_eq!(
        of_year("2016-06-30", Some("2016-07-02")),
        ["covered 1", "carried_over 1", "spells_ended 1", "short_spells 1"]
    );
    assert_eq!(of_year("2016-07-01", None), ["covered 1", "new 1"]);
    assert_eq!(of_year("2017-01-01", Some("2017-07-01")), ["covered 1", "new 1", "spells_ended 1"]);
    assert_eq!(of_year("2017-01-01", Some("2017-07-02")), ["covered 1", "new 1"]);
}

#[test]
fn thirty_days_are_no_short_spell() {
    let ended = |closed| of_year("2016-09-01", Some(closed)).len();
    assert_eq!(ended("2016-09-30"), 4); // 29 days
    assert_eq!(ended("2016-10-01"), 3);
}

#[test]
fn the_term_starts_in_august_and_october_is_its_last_month() {
    let letters = |on: &str| {
        let basis = of_entry(sought("2016-01-01", None), &[&format!("{on} BREV SKICKAT")], None);
        figures(&basis, "2017-06-30", outreach_of, &["term_start_letters", "attempts:BREV"]).len()
    };
    assert_eq!(["2016-07-31", "2016-08-01", "2016-10-31", "2016-11-01"].map(letters), [1, 2, 2, 1]);
}

#[test]
fn support_on_one_day_of_the_year_is_support() {
    let supported = |from, to| {
        let contacts = ["2016-09-01 BESOK NADD_STOD_ARBETE"];
        let basis = of_entry(sought("2016-01-01", None), &contacts, Some((from, to)));
        figures(&basis, "2017-06-30", outreach_of, &["supported"]).len()
    };
    assert_eq!(supported("2016-06-01", "2016-06-30"), 0);
    assert_eq!(supported("2016-06-01", "2016-07-01"), 1);
    assert_eq!(supported("2017-06-30", "2017-08-01"), 1);
    assert_eq!(supported("2017-07-01", "2017-08-01"), 0);
}

/// How many first contacts were due, and how many came in time.
fn first_contacts(entry: Entry, contacts: &[&str], night: &str) -> Vec<String> {
    let basis = of_entry(entry, contacts, None);
    figures(&basis, night, outreach_of, &["first_contacts_due", "first_contacts_in_time"])
}

#[test]
fn who_comes_in_summer_is_to_be_contacted_by_the_middle_of_october() {
    let of = |contacts: &[&str], night| first_contacts(sought("2016-06-20", None), contacts, night);
    // It came on 20 June: that is of the school year before.
    assert_eq!(of(&[], "2017-06-30"), [""; 0]);
    let of = |contacts: &[&str], night| first_contacts(sought("2016-07-04", None), contacts, night);
    assert_eq!(of(&[], "2016-10-14"), [""; 0]);
    assert_eq!(of(&[], "2016-10-15"), ["first_contacts_due 1"]);
    let in_time = ["first_contacts_due 1", "first_contacts_in_time 1"];
    assert_eq!(of(&["2016-10-15 BREV SKICKAT"], "2016-10-15"), in_time);
    assert_eq!(of(&["2016-10-16 BREV SKICKAT"], "2016-10-16"), ["first_contacts_due 1"]);
}

#[test]
fn a_first_contact_falls_due_for_who_is_still_sought_when_its_month_is_over() {
    let of = |closed| first_contacts(sought("2016-10-03", Some(closed)), &[], "2017-06-30");
    assert_eq!(of("2016-11-03"), [""; 0]); // the deadline itself
    assert_eq!(of("2016-11-04"), ["first_contacts_due 1"]);
    let opened = ("2016-10-03", "2016-10-03", CoveredReason::MovedIn);
    let moved = |on| {
        let lanes = [(Lane::Outreach, "2016-10-03"), (Lane::Occupied, on)];
        first_contacts(entry(2, opened, None, &lanes), &[], "2017-06-30")
    };
    assert_eq!(moved("2016-11-03"), [""; 0]);
    assert_eq!(moved("2016-11-04"), ["first_contacts_due 1"]);
}

#[test]
fn a_contact_before_the_lane_but_in_the_entry_is_in_time() {
    let opened = ("2016-10-03", "2016-10-03", CoveredReason::MovedIn);
    let lanes = [(Lane::Occupied, "2016-10-03"), (Lane::Outreach, "2016-12-05")];
    let told = first_contacts(entry(2, opened, None, &lanes), &["2016-10-03 BREV SKICKAT"], "2017-06-30");
    assert_eq!(told, ["first_contacts_due 1", "first_contacts_in_time 1"]);
}

#[test]
fn an_entry_known_late_comes_to_outreach_on_the_night_that_knew() {
    let known_late = entry(
        2,
        ("2016-10-03", "2016-12-05", CoveredReason::MovedIn),
        None,
        &[(Lane::Outreach, "2016-10-03")],
    );
    assert_eq!(known_late.came_to_outreach(), Some(day("2016-12-05")));
    let lanes = [(Lane::InSchool, "2016-10-03"), (Lane::Outreach, "2016-11-14")];
    let opened = ("2016-10-03", "2016-10-03", CoveredReason::MovedIn);
    let closed_before = entry(2, opened, Some(("2016-11-14", ATTENDING)), &lanes);
    assert_eq!(closed_before.came_to_outreach(), None);
}

/// Attempts by letter and those answered.
fn letters(contacts: &[&str]) -> Vec<String> {
    let basis = of_entry(sought("2016-01-01", None), contacts, None);
    figures(&basis, "2017-06-30", outreach_of, &["attempts:BREV", "answered:BREV"])
}

#[test]
fn an_answer_may_come_on_the_day_of_the_letter_and_answers_the_last_by_then() {
    let one = ["attempts:BREV 1", "answered:BREV 1"];
    assert_eq!(letters(&["2016-09-05 BREV SKICKAT", "2016-09-05 BESOK NADD_AVBOJER BREV"]), one);
    let two = ["attempts:BREV 2", "answered:BREV 1"];
    let sent = ["2016-09-05 BREV SKICKAT", "2016-09-12 BREV SKICKAT"];
    assert_eq!(letters(&[sent[0], sent[1], "2016-09-12 BESOK NADD_AVBOJER BREV"]), two);
    assert_eq!(letters(&[sent[0], sent[1], "2016-09-11 BESOK NADD_AVBOJER BREV"]), two);
    // Two letters of one day: neither is the later one.
    let again = "2016-09-05 BREV RETUR";
    let both = letters(&[sent[0], again, "2016-09-06 BESOK NADD_AVBOJER BREV"]);
    assert_eq!(both, ["attempts:BREV 2", "answered:BREV 2"]);
}

#[test]
fn who_comes_by_letter_in_answer_to_a_call_has_made_no_attempt_and_hides_none() {
    let told = letters(&[
        "2016-09-05 BREV SKICKAT",
        "2016-09-07 BREV NADD_AVBOJER TELEFON",
        "2016-09-09 BESOK NADD_AVBOJER BREV",
    ]);
    assert_eq!(told, ["attempts:BREV 1", "answered:BREV 1"]);
    // Nobody was reached: an attempt, whatever it says of an answer.
    assert_eq!(letters(&["2016-09-07 BREV SKICKAT TELEFON"]), ["attempts:BREV 1"]);
}

#[test]
fn what_was_said_in_an_earlier_entry_is_not_told_of_this_one() {
    let entries = BTreeMap::from([
        (EntryId(1), sought("2016-01-01", Some("2016-03-01"))),
        (EntryId(2), sought("2016-09-01", None)),
    ]);
    let contacts = vec![contact(2, "2016-02-01 BESOK NADD_AVBOJER")];
    let reported = Reported { contacts, ..Reported::default() };
    let basis = Basis::new(entries, people(), &reported, Vec::new());
    let told = lines(register_on(&basis, day("2016-10-01")));
    assert!(told.contains(&"contacted not_sought 1 1000/1000".to_owned()), "{told:?}");
    // Born on 12 February 1997.
    let age =
        |on| lines(register_on(&basis, day(on))).into_iter().find(|line| line.starts_with("age")).unwrap();
    assert_eq!(age("2017-02-11"), "age 19 1 1000/1000");
    assert_eq!(age("2017-02-12"), "age 20 1 1000/1000");
}

#[test]
fn what_comes_after_the_period_but_in_its_last_month_is_not_in_it() {
    let opened_in = |to| lines(flows_of(&basis(), day("2017-03-01"), day(to), true))[1].clone();
    assert_eq!(opened_in("2017-03-09"), "2017-03 in total 0");
    assert_eq!(opened_in("2017-03-10"), "2017-03 in interrupted_national 1");
}

#[test]
fn a_lane_of_the_protected_that_holds_another_is_counted_by_itself() {
    let lanes = [(Lane::Protected, "2015-01-01")];
    let opened = ("2015-01-01", "2015-01-01", CoveredReason::Decided);
    let entries = [1, 3].map(|person| entry(person, opened, None, &lanes));
    let entries = (1..).map(EntryId).zip(entries).collect();
    let basis = Basis::new(entries, people(), &Reported::default(), Vec::new());
    let told = lines(register_on(&basis, day("2016-10-01")));
    assert!(told.contains(&"lane protected 2 1000/1000".to_owned()), "{told:?}");
    assert!(told.contains(&"area protected 1 500/1000".to_owned()), "{told:?}");
}

#[test]
fn a_school_that_opened_no_entry_is_not_among_the_slow_ones() {
    let closed = delay("2016-11-15", ChangeKind::Closed, "A", "2016-11-01");
    let opened = |unit, on| delay("2016-11-15", ChangeKind::Opened, unit, on);
    let schools = schools(&[closed, opened("B", "2016-11-10"), opened("", "2016-10-15")]);
    let told: Vec<_> =
        schools.iter().map(|school| (school.unit.as_deref(), school.entries, school.late)).collect();
    assert_eq!(told, [(None, 1, 1), (Some("B"), 1, 0)]);
}
