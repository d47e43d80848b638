//! A small register, counted by hand.

mod edges;
mod glance;

use super::basis::Basis;
use super::figures::{Cell, HalfDays, SchoolYear};
use super::flows::{Balance, balances, stretches};
use super::frozen::{Period, freeze, thaw_day, thaw_month, thaw_year};
use super::lag::{Delay, lag};
use super::tally::Tally;
use super::year::{Counts, Ground};
use super::{flows, register, year};
use crate::domain::codes::{
    ChangeKind, Channel, Code, ContactOutcome, CoveredReason, Lane, MeasureKind, NotCoveredReason, Step,
    TaskEnd, TaskStatus, Variant,
};
use crate::domain::reported::{ContactReport, MeasureReport, Reported, ToldContact};
use crate::domain::state::{ClosedReason, Closing, Entry, EntryId, LaneSpan, People, Person, PersonId, Task};
use crate::domain::testing::{day, number, ordinary_rules, provider};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Number and area; the third is protected.
const PERSONS: [(&str, &str); 4] =
    [("199805052389", "Kista"), ("199702122392", ""), ("199901012386", "Kista"), ("200003012382", "Farsta")];

const ATTENDING: NotCoveredReason = NotCoveredReason::Attending;

fn entry(
    person: i64,
    (opened, known, reason): (&str, &str, CoveredReason),
    closed: Option<(&str, NotCoveredReason)>,
    lanes: &[(Lane, &str)],
) -> Entry {
    let span =
        |(lane, from): &(Lane, &str)| LaneSpan { lane: *lane, from_on: day(from), known_on: day(from) };
    Entry {
        person: PersonId(person),
        opened_on: day(opened),
        opened_known_on: day(known),
        opened_reason: reason,
        closing: closed.map(|(on, reason)| Closing {
            closed_on: day(on),
            known_on: day(on),
            reason: ClosedReason::Answer(reason),
        }),
        lanes: lanes.iter().map(span).collect(),
    }
}

fn entries() -> BTreeMap<EntryId, Entry> {
    use CoveredReason::{Decided, InterruptedNational, MovedIn, NeverStarted};
    let sought = |from| [(Lane::Outreach, from)];
    let all = [
        entry(
            1,
            ("2016-03-10", "2016-03-15", InterruptedNational),
            Some(("2016-09-01", ATTENDING)),
            &sought("2016-03-10"),
        ),
        entry(1, ("2017-02-01", "2017-02-06", InterruptedNational), None, &sought("2017-02-01")),
        entry(
            2,
            ("2016-07-01", "2016-07-04", MovedIn),
            Some(("2016-07-20", ATTENDING)),
            &sought("2016-07-01"),
        ),
        entry(3, ("2015-01-01", "2016-03-15", Decided), None, &[(Lane::Protected, "2015-01-01")]),
        entry(
            4,
            ("2016-10-01", "2016-10-10", NeverStarted),
            Some(("2017-07-01", NotCoveredReason::Completed)),
            &[(Lane::InSchool, "2016-10-01"), (Lane::Outreach, "2016-11-14")],
        ),
        // By mistake.
        entry(
            4,
            ("2016-09-01", "2016-09-02", NeverStarted),
            Some(("2016-09-01", ATTENDING)),
            &sought("2016-09-01"),
        ),
        entry(2, ("2017-03-10", "2017-03-13", InterruptedNational), None, &sought("2017-03-10")),
    ];
    (1..).map(EntryId).zip(all).collect()
}

fn people() -> People {
    let mut people = People::default();
    for (place, (id, area)) in (1..).zip(PERSONS) {
        let number = number(id);
        people.by_number.insert(number, PersonId(place));
        let person = Person {
            number,
            protected: place == 3,
            area: area.to_owned(),
            owner: "central".to_owned(),
            seniority: place,
        };
        people.persons.insert(PersonId(place), person);
    }
    people
}

fn contact(person: usize, told: &str) -> ToldContact {
    let mut cells = told.split(' ');
    let mut cell = || cells.next().unwrap();
    let report = ContactReport {
        number: number(PERSONS[person - 1].0),
        on: day(cell()),
        channel: Channel::parse(cell()).unwrap(),
        outcome: ContactOutcome::parse(cell()).unwrap(),
        answered: cells.next().map(|channel| Channel::parse(channel).unwrap()),
        occupation: None,
    };
    ToldContact { report, of_registered: true, known_on: None }
}

fn reported() -> Reported {
    let measure = MeasureReport {
        number: number(PERSONS[3].0),
        measure: MeasureKind::Internship,
        from: day("2017-01-09"),
        to: Some(day("2017-01-20")),
        ended: None,
        before: None,
        after: None,
    };
    let contacts = vec![
        contact(1, "2016-04-01 BREV SKICKAT"),
        contact(1, "2016-08-01 BREV SKICKAT"),
        contact(1, "2016-08-10 TELEFON EJ_SVAR"),
        contact(1, "2016-08-12 TELEFON NADD_SYSSELSATT BREV"),
        contact(1, "2017-02-20 BREV SKICKAT"),
        contact(1, "2017-03-01 TELEFON NADD_STOD_ARBETE"),
        contact(2, "2016-06-30 BREV SKICKAT"), // the day before the first entry
        contact(4, "2016-12-01 HEMBESOK EJ_SVAR"),
        contact(4, "2016-12-08 TELEFON NADD_AVBOJER"),
        contact(4, "2016-12-08 HEMBESOK NADD_STOD_UTBILDNING HEMBESOK"),
    ];
    Reported { contacts, measures: vec![measure], ..Reported::default() }
}

fn letter(created: &str, ended: &str) -> Task {
    Task {
        entry: EntryId(3),
        step: Step::Letter,
        attempt: 1,
        variant: Variant::Standard,
        owner: "central".to_owned(),
        status: TaskStatus::Withdrawn,
        not_before: day(created),
        due_by: day(created),
        created_on: day(created),
        priority: None,
        end: Some((day(ended), TaskEnd::LeftRegister)),
    }
}

fn basis() -> Basis {
    let letters = vec![
        letter("2016-07-04", "2016-07-11"), // the seventh day still settles
        letter("2016-07-04", "2016-07-12"),
        letter("2016-06-28", "2016-06-30"), // of the year before
    ];
    Basis::new(entries(), people(), &reported(), letters)
}

/// Rows as words.
fn lines(tally: Tally) -> Vec<String> {
    let cell = |cell: &Cell| match cell {
        Cell::Label(label) => label.key(),
        Cell::Name(name) => name.clone(),
        Cell::Month(month) => month.format("%Y-%m").to_string(),
        Cell::Count(count) => count.to_string(),
        Cell::Share(share) => format!("{}/1000", share.0),
        Cell::Days(HalfDays(halves)) => format!("{halves}/2"),
        Cell::Entries(entries) => format!("{entries:?}"),
        Cell::Hidden => "..".to_owned(),
        Cell::Nothing => "-".to_owned(),
    };
    let report = tally.report(false);
    report.rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(" ")).collect()
}

fn ground<'a>(basis: &'a Basis, rules: &'a crate::domain::rules::OutreachRules, night: &str) -> Ground<'a> {
    Ground { basis, rules, night: day(night) }
}

/// Each report is told from what is kept of it when persons are erased: nothing is lost on the way.
fn register_on(basis: &Basis, on: NaiveDate) -> Tally {
    let counted = register::count(basis, on);
    let rules = ordinary_rules().outreach;
    assert_eq!(
        thaw_day(&freeze(ground(basis, &rules, "2018-06-30"), Period::Day(on))),
        Some(counted.clone())
    );
    register::register(&counted, on)
}

fn flows_of(basis: &Basis, from: NaiveDate, to: NaiveDate, by_month: bool) -> Tally {
    let counted = balances(basis, &stretches(from, to, by_month));
    flows::flows(&counted, from, to, by_month)
}

fn counts(ground: Ground<'_>, of: SchoolYear) -> Counts {
    let counted = year::count(ground, of);
    assert_eq!(thaw_year(&freeze(ground, Period::SchoolYear(of))), Some(counted.clone()));
    counted
}

fn year_of(ground: Ground<'_>, of: SchoolYear) -> Tally {
    year::year(&counts(ground, of), of)
}

fn outreach_of(ground: Ground<'_>, of: SchoolYear) -> Tally {
    year::outreach(&counts(ground, of), of)
}

fn series_of(ground: Ground<'_>, from: SchoolYear, to: SchoolYear) -> Tally {
    let years: Vec<Counts> = (from.0..=to.0).map(|year| counts(ground, SchoolYear(year))).collect();
    year::series(from, &years)
}

#[test]
fn months_that_were_kept_join_into_the_period_they_make_up() {
    let (basis, rules) = (basis(), ordinary_rules().outreach);
    let kept = |first: &str| {
        let figures = freeze(ground(&basis, &rules, "2018-06-30"), Period::Month(day(first)));
        thaw_month(day(first), &figures).unwrap()
    };
    let months = ["2016-07-01", "2016-08-01", "2016-09-01", "2016-10-01"].map(kept).to_vec();
    let counted = balances(&basis, &[(day("2016-07-01"), day("2016-10-31"))]);
    let joined: Balance = flows::joined(months).unwrap();
    assert!(joined.adds_up());
    assert_eq!([joined], counted[..]);
}

#[test]
fn whoever_is_covered_on_a_day_is_counted_once_in_each_division() {
    assert_eq!(
        lines(register_on(&basis(), day("2016-08-15"))),
        [
            "all total 2 1000/1000",
            "reason decided 1 500/1000",
            "reason interrupted_national 1 500/1000",
            "lane protected 1 500/1000",
            "lane outreach 1 500/1000",
            "contacted watch 1 500/1000",
            "contacted not_sought 1 500/1000",
            "area Kista 1 500/1000",
            "area protected 1 500/1000",
            "age 18 1 500/1000",
            "age protected 1 500/1000",
            "sex female 1 500/1000",
            "sex protected 1 500/1000",
        ]
    );
}

#[test]
fn an_entry_covers_its_first_day_and_not_its_closing_day() {
    let covered = |on| lines(register_on(&basis(), day(on)))[0].clone();
    assert_eq!(covered("2016-06-30"), "all total 2 1000/1000");
    assert_eq!(covered("2016-07-01"), "all total 3 1000/1000");
    assert_eq!(covered("2016-07-19"), "all total 3 1000/1000");
    assert_eq!(covered("2016-07-20"), "all total 2 1000/1000");
    assert_eq!(covered("2014-12-31"), "all total 0 -");
}

#[test]
fn the_lane_is_that_of_the_day() {
    let of =
        |on: &str| lines(register_on(&basis(), day(on))).into_iter().filter(|line| line.starts_with("lane"));
    assert_eq!(
        of("2016-11-13").collect::<Vec<_>>(),
        ["lane protected 1 500/1000", "lane in_school 1 500/1000"]
    );
    assert_eq!(
        of("2016-11-14").collect::<Vec<_>>(),
        ["lane protected 1 500/1000", "lane outreach 1 500/1000"]
    );
}

#[test]
fn flows_lead_from_one_balance_to_the_next() {
    assert_eq!(
        lines(flows_of(&basis(), day("2016-07-01"), day("2016-10-31"), false)),
        [
            "opening_balance total 2",
            "in moved_in 1",
            "in never_started 1",
            "in total 2",
            "out attending 2",
            "out total 2",
            "closing_balance total 2",
        ]
    );
}

#[test]
fn by_month_the_ends_are_cut_and_each_month_opens_with_what_the_last_closed_with() {
    assert_eq!(
        lines(flows_of(&basis(), day("2016-07-15"), day("2016-10-01"), true)),
        [
            "2016-07 opening_balance total 3",
            "2016-07 in total 0",
            "2016-07 out attending 1",
            "2016-07 out total 1",
            "2016-07 closing_balance total 2",
            "2016-08 opening_balance total 2",
            "2016-08 in total 0",
            "2016-08 out total 0",
            "2016-08 closing_balance total 2",
            "2016-09 opening_balance total 2",
            "2016-09 in total 0",
            "2016-09 out attending 1",
            "2016-09 out total 1",
            "2016-09 closing_balance total 1",
            "2016-10 opening_balance total 1",
            "2016-10 in never_started 1",
            "2016-10 in total 1",
            "2016-10 out total 0",
            "2016-10 closing_balance total 2",
        ]
    );
}

#[test]
fn a_school_year_counts_persons_and_spells() {
    let (basis, rules) = (basis(), ordinary_rules().outreach);
    assert_eq!(
        lines(year_of(ground(&basis, &rules, "2017-06-30"), SchoolYear(2016))),
        [
            "covered 4",
            "carried_over 2",
            "new 2",
            "returned 0",
            "spells 6",
            "spells_ended 3",
            "median_days 350/2", // 19, 175 and 273 days
            "short_spells 1",
            "letters_avoided 1",
        ]
    );
    assert_eq!(
        lines(year_of(ground(&basis, &rules, "2017-06-30"), SchoolYear(2017)))[..4],
        ["covered 3", "carried_over 3", "new 0", "returned 0"]
    );
}

#[test]
fn who_comes_back_after_the_turn_of_the_year_has_returned() {
    let mut late = entries();
    late.get_mut(&EntryId(2)).unwrap().opened_on = day("2017-07-01");
    let (basis, rules) =
        (Basis::new(late, people(), &Reported::default(), Vec::new()), ordinary_rules().outreach);
    assert_eq!(
        lines(year_of(ground(&basis, &rules, "2018-06-30"), SchoolYear(2017)))[..4],
        ["covered 3", "carried_over 2", "new 0", "returned 1"]
    );
}

#[test]
fn a_school_years_outreach_is_what_was_tried_answered_and_reached() {
    let (basis, rules) = (basis(), ordinary_rules().outreach);
    let told = lines(outreach_of(ground(&basis, &rules, "2017-06-30"), SchoolYear(2016)));
    let tried: Vec<&String> =
        told.iter().filter(|line| !line.ends_with(" 0") && !line.ends_with('-')).collect();
    assert_eq!(
        tried,
        [
            "covered 4",
            "term_start_letters 1",
            "term_start_answered 1",
            "term_start_rate 1000/1000",
            "attempts:BREV 2",
            "answered:BREV 1",
            "response_rate:BREV 500/1000",
            "attempts:TELEFON 3",
            "answered:TELEFON 2",
            "response_rate:TELEFON 667/1000",
            "attempts:HEMBESOK 2",
            "answered:HEMBESOK 1",
            "response_rate:HEMBESOK 500/1000",
            "sought 2",
            "reached 2",
            "chose_education 1",
            "chose_education_share 500/1000",
            "chose_work 1",
            "chose_work_share 500/1000",
            "supported 1",
            "first_contacts_due 3",
            "first_contacts_in_time 2",
            "first_contacts_rate 667/1000",
        ]
    );
}

#[test]
fn a_first_contact_is_not_due_before_its_month_is_over() {
    let (basis, rules) = (basis(), ordinary_rules().outreach);
    let due = |night| {
        let told = lines(outreach_of(ground(&basis, &rules, night), SchoolYear(2016)));
        told.into_iter().find(|line| line.starts_with("first_contacts_due")).unwrap()
    };
    assert_eq!(due("2017-04-12"), "first_contacts_due 2");
    assert_eq!(due("2017-04-13"), "first_contacts_due 3");
}

#[test]
fn an_answer_to_a_letter_answers_the_last_one_alone() {
    let (basis, rules) = (basis(), ordinary_rules().outreach);
    let told = lines(outreach_of(ground(&basis, &rules, "2017-06-30"), SchoolYear(2015)));
    assert!(told.contains(&"attempts:BREV 1".to_owned()), "{told:?}");
    assert!(told.contains(&"answered:BREV 0".to_owned()), "{told:?}");
}

#[test]
fn what_is_sent_after_the_20th_birthday_seeks_nobody() {
    let mut grown = entries();
    let closing = Closing {
        closed_on: day("2017-02-12"),
        known_on: day("2017-02-13"),
        reason: ClosedReason::Answer(NotCoveredReason::Turned20),
    };
    grown.get_mut(&EntryId(3)).unwrap().closing = Some(closing);
    let contacts = vec![contact(2, "2017-02-11 BREV SKICKAT"), contact(2, "2017-02-12 BREV SKICKAT")];
    let reported = Reported { contacts, ..Reported::default() };
    let basis = Basis::new(grown, people(), &reported, Vec::new());
    assert_eq!(basis.contacts_of(PersonId(2)).len(), 1);
}

#[test]
fn who_turned_20_twice_is_not_sought_after_the_first_time() {
    let mut grown = entries();
    for (entry, on) in [(3, "2016-07-20"), (7, "2017-06-01")] {
        let reason = ClosedReason::Answer(NotCoveredReason::Turned20);
        let closing = Closing { closed_on: day(on), known_on: day(on), reason };
        grown.get_mut(&EntryId(entry)).unwrap().closing = Some(closing);
    }
    let told = ["2016-07-19 BREV SKICKAT", "2016-07-20 BREV SKICKAT", "2017-04-03 BREV SKICKAT"];
    let contacts = told.iter().map(|told| contact(2, told)).collect();
    let basis = Basis::new(grown, people(), &Reported { contacts, ..Reported::default() }, Vec::new());
    let days: Vec<_> = basis.contacts_of(PersonId(2)).iter().map(|contact| contact.on).collect();
    assert_eq!(days, [day("2016-07-19")]);
}

#[test]
fn whoever_was_sought_because_of_an_entry_made_by_mistake_was_sought() {
    let annulled = entries().into_iter().filter(|(id, _)| *id == EntryId(6)).collect();
    let contacts = vec![contact(4, "2016-08-31 BREV SKICKAT"), contact(4, "2016-09-01 BREV SKICKAT")];
    let reported = Reported { contacts, ..Reported::default() };
    let basis = Basis::new(annulled, people(), &reported, Vec::new());
    assert!(basis.spells.is_empty());
    assert_eq!(basis.contacts_of(PersonId(4)).len(), 1);
}

#[test]
fn a_series_sets_the_figures_of_each_year_side_by_side() {
    let (basis, rules) = (basis(), ordinary_rules().outreach);
    let told = lines(series_of(ground(&basis, &rules, "2017-06-30"), SchoolYear(2015), SchoolYear(2016)));
    assert!(told.contains(&"covered 2 4".to_owned()), "{told:?}");
    assert!(told.contains(&"spells 2 6".to_owned()), "{told:?}");
    assert!(told.contains(&"attempts:BREV 1 2".to_owned()), "{told:?}");
    assert_eq!(told.iter().filter(|line| line.starts_with("covered ")).count(), 1);
}

#[test]
fn small_groups_and_what_would_give_them_away_are_not_published() {
    let (basis, rules) = (basis(), ordinary_rules().outreach);
    let published = year_of(ground(&basis, &rules, "2017-06-30"), SchoolYear(2016)).report(true);
    assert!(published.published);
    // 4 covered, 2 carried over, 2 new; 6 spells of which 3 ended; 1 letter.
    let shown: Vec<&Cell> = published.rows.iter().map(|row| &row[1]).collect();
    assert!(shown.iter().all(|cell| matches!(cell, Cell::Hidden | Cell::Count(0 | 6))), "{shown:?}");
}

fn delay(as_of: &str, kind: ChangeKind, unit: &str, effective_on: &str) -> Delay {
    Delay {
        as_of: day(as_of),
        night_before: Some(day("2016-11-14")),
        kind,
        provider: provider("uedb"),
        unit: unit.to_owned(),
        effective_on: day(effective_on),
        first_load: false,
    }
}

#[test]
fn lag_counts_days_from_the_first_day_to_the_night_by_school_and_for_all() {
    use ChangeKind::{Closed, Corrected, Opened};
    let mut first = delay("2016-11-15", Opened, "A", "2016-01-01");
    first.first_load = true;
    let delays = [
        first,
        delay("2016-11-15", Opened, "A", "2016-11-15"), // 0 days
        delay("2016-11-15", Opened, "A", "2016-10-16"), // 30 days: not late yet
        delay("2016-11-15", Opened, "B", "2016-10-15"), // 31 days
        delay("2016-11-15", Closed, "B", "2016-11-14"),
        delay("2016-11-15", Corrected, "B", "2016-11-15"),
    ];
    let quarantined = BTreeMap::from([(provider("uedb"), 3), (provider("ber"), 2)]);
    assert_eq!(
        lines(lag(&delays, &quarantined, day("2016-11-01"), day("2016-11-30"))),
        [
            "ber total 0 - - 0 0 2",
            "uedb total 3 60/2 62/2 1 3 3",
            "uedb A 2 30/2 60/2 0 1 -",
            "uedb B 1 62/2 62/2 1 2 -",
        ]
    );
}

#[test]
fn what_one_division_hides_of_the_protected_no_other_shows() {
    let (mut entries, mut people) = (BTreeMap::new(), people());
    for (place, area) in
        (10..50).zip([["Kista"; 3].as_slice(), &["Farsta"; 30], &["", "", "", "", "", "", ""]].concat())
    {
        let protected = area.is_empty();
        let lane = if protected { Lane::Protected } else { Lane::Outreach };
        let opened = ("2016-07-01", "2016-07-04", CoveredReason::MovedIn);
        entries.insert(EntryId(place), entry(place, opened, None, &[(lane, "2016-07-01")]));
        let alike = people.persons[&PersonId(1)].clone();
        people.persons.insert(PersonId(place), Person { protected, area: area.to_owned(), ..alike });
    }
    let basis = Basis::new(entries, people, &Reported::default(), Vec::new());
    let told = |publish| -> Vec<String> {
        let report = register_on(&basis, day("2016-09-01")).report(publish);
        let shown = |row: &Vec<Cell>| match &row[..3] {
            [Cell::Label(division), Cell::Label(group), Cell::Count(persons)] => {
                format!("{} {} {persons}", division.key(), group.key())
            }
            [Cell::Label(division), Cell::Name(area), Cell::Count(persons)] => {
                format!("{} {area} {persons}", division.key())
            }
            other => format!("{other:?}"),
        };
        report.rows.iter().filter(|row| row[2] != Cell::Hidden).map(shown).collect()
    };
    assert_eq!(
        told(false),
        [
            "all total 40",
            "reason moved_in 40",
            "lane protected 7",
            "lane outreach 33",
            "contacted not_sought 40",
            "area Farsta 30",
            "area Kista 3",
            "area protected 7",
            "age 18 33",
            "age protected 7",
            "sex female 33",
            "sex protected 7",
        ]
    );
    // The 7 stand in two other divisions: were they hidden beside the 3, those would tell both.
    assert_eq!(
        told(true),
        [
            "all total 40",
            "reason moved_in 40",
            "lane protected 7",
            "lane outreach 33",
            "contacted not_sought 40",
            "area protected 7",
            "age 18 33",
            "age protected 7",
            "sex female 33",
            "sex protected 7",
        ]
    );
}

#[test]
fn a_unit_that_is_late_with_few_is_not_given_away_by_all_units() {
    use ChangeKind::Opened;
    let of = |unit: &str, late: usize, in_time: usize| {
        let late = vec![delay("2016-11-15", Opened, unit, "2016-10-01"); late];
        [late, vec![delay("2016-11-15", Opened, unit, "2016-11-15"); in_time]].concat()
    };
    // Of A, B and C 3, 7 and 9 are late: 19 in all.
    let delays = [of("A", 3, 20), of("B", 7, 20), of("C", 9, 20)].concat();
    let report = lag(&delays, &BTreeMap::new(), day("2016-11-01"), day("2016-11-30")).report(true);
    let late: Vec<&Cell> = report.rows.iter().map(|row| &row[5]).collect();
    assert_eq!(late, [&Cell::Count(19), &Cell::Hidden, &Cell::Hidden, &Cell::Count(9)]);
}
