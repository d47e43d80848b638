//! A delivery of a few persons, typed by hand, and each fault planted by itself.

use super::super::codes::{
    Channel, ContactOutcome, CoveredReason, Deregistration, MeasureEnd, MeasureKind, NotCoveredReason,
    Occupation, OccupationSource,
};
use super::super::record::DeregistrationRow;
use super::super::reported::{ContactReport, MeasureReport, OccupationReport, ToldContact};
use super::super::state::ClosedReason;
use super::super::statistics::figures::{Cell, Label};
use super::super::testing::{
    ORDINARY_NUMBER, day, missing, number, ordinary_rules, resident_row, staged_resident,
};
use super::code::{Mapping, OurCode, Theirs, Told};
use super::row::{Closed, FirstContact};
use super::*;

/// Person 1; turns 20 in 2018.
const FIRST: &str = ORDINARY_NUMBER;
/// Person 2; turns 20 on 4 August 2016.
const SECOND: &str = "199608042389";
/// Person 3, before the others by number; turned 20 in March 2016.
const EARLY: &str = "199603072399";

/// An open stay of a person, opened because nothing was ever started.
fn stay(person: i64, opened_on: &str) -> Stay {
    let numbers = ["", FIRST, SECOND, EARLY];
    Stay {
        person: PersonId(person),
        number: number(numbers[usize::try_from(person).unwrap()]),
        protected: false,
        opened_on: day(opened_on),
        reason: Some(CoveredReason::NeverStarted),
        closed: None,
    }
}

/// The same, closed because of attending school.
fn closed(person: i64, opened_on: &str, closed_on: &str) -> Stay {
    let reason = Some(ClosedReason::Answer(NotCoveredReason::Attending));
    Stay { closed: Some(Closed { on: day(closed_on), reason }), ..stay(person, opened_on) }
}

/// Entries 1, 2, 3 … of persons who all live here.
fn known(stays: impl IntoIterator<Item = Stay>) -> Known {
    let numbers = [(FIRST, 1), (SECOND, 2), (EARLY, 3)];
    Known {
        last_night: day("2017-01-16"),
        stays: (1..).map(EntryId).zip(stays).collect(),
        whose: numbers.map(|(text, person)| (number(text), PersonId(person))).into(),
        residents: numbers.map(|(text, _)| (number(text), staged_resident(resident_row(text)))).into(),
        reported: Reported::default(),
    }
}

fn delivered(known: &Known) -> Delivery {
    let (half_year, rules) = (HalfYear::parse("2016H2").unwrap(), ordinary_rules());
    deliver(known, &Asked { half_year, rules: &rules, include_protected: false })
}

/// A measure of person 1 in progress, occupation known before.
fn measure(from: &str) -> MeasureReport {
    MeasureReport {
        number: number(FIRST),
        measure: MeasureKind::Internship,
        from: day(from),
        to: None,
        ended: None,
        before: Some(Occupation::Nothing),
        after: None,
    }
}

/// The same, completed, to work.
fn ended(from: &str, to: &str) -> MeasureReport {
    let (ended, after) = (Some(MeasureEnd::ToWork), Some(Occupation::Work));
    MeasureReport { to: Some(day(to)), ended, after, ..measure(from) }
}

fn contact(on: &str, outcome: ContactOutcome, occupation: Option<Occupation>) -> ToldContact {
    let (number, on) = (number(FIRST), day(on));
    let report =
        ContactReport { number, on, channel: Channel::Telephone, outcome, answered: None, occupation };
    ToldContact { report, of_registered: true, known_on: None }
}

/// What was found, by check: how often, and in which entries; but for what was found nowhere.
fn found(delivery: &Delivery) -> Vec<(HalfYearCheck, Vec<i64>)> {
    let entries = |found: &Vec<EntryId>| found.iter().map(|entry| entry.0).collect();
    let findings = delivery.findings.iter().filter(|(_, found)| !found.is_empty());
    findings.map(|(check, found)| (*check, entries(found))).collect()
}

#[test]
fn everybody_covered_on_some_day_of_the_half_year_is_in_it_and_nobody_else() {
    for (stay, is_told) in [
        (closed(1, "2016-01-11", "2016-07-01"), false),
        (closed(1, "2016-01-11", "2016-07-02"), true),
        (stay(1, "2012-01-11"), true),
        (closed(1, "2016-12-31", "2017-01-01"), true),
        (stay(1, "2017-01-01"), false),
        (closed(1, "2016-09-05", "2016-09-05"), false), // by mistake
    ] {
        assert_eq!(delivered(&known([stay.clone()])).rows.len(), usize::from(is_told), "{stay:?}");
    }
}

#[test]
fn a_person_is_one_row_whatever_the_entries_and_measures_ordered_by_number() {
    let mut known = known([
        stay(1, "2016-11-14"),
        closed(3, "2015-09-01", "2016-07-04"),
        closed(1, "2016-08-22", "2016-10-03"),
    ]);
    known.reported.measures = vec![measure("2016-12-01"), ended("2016-09-01", "2016-09-30")];
    let delivery = delivered(&known);
    let rows: Vec<(&str, Vec<i64>)> = delivery
        .rows
        .iter()
        .map(|row| (row.number.as_str(), row.stays.iter().map(|(entry, _)| entry.0).collect()))
        .collect();
    assert_eq!(rows, [(EARLY, vec![2]), (FIRST, vec![3, 1])]);
    assert_eq!(delivery.rows[1].measures, [ended("2016-09-01", "2016-09-30"), measure("2016-12-01")]);
}

#[test]
fn what_came_after_the_last_day_is_not_told() {
    let mut known = known([closed(1, "2016-08-22", "2017-01-01")]);
    known.reported.measures =
        vec![ended("2016-09-01", "2017-01-01"), measure("2017-01-01"), ended("2016-04-01", "2016-06-30")];
    known.reported.contacts = vec![contact("2017-01-01", ContactOutcome::ReachedForWork, None)];
    let row = &delivered(&known).rows[0];
    assert_eq!(row.stays[0].1.closed, None);
    assert_eq!(row.measures, [measure("2016-09-01")]);
    assert_eq!(row.first_contact, None);
    let on_last_day = closed(1, "2016-08-22", "2016-12-31");
    assert!(delivered(&self::known([on_last_day])).rows[0].stays[0].1.closed.is_some());
}

#[test]
fn a_measure_told_again_under_another_number_is_one() {
    let mut known = known([stay(1, "2016-08-22")]);
    known.whose.insert(number(SECOND), PersonId(1));
    let again = MeasureReport { number: number(SECOND), ..ended("2016-09-01", "2016-09-30") };
    known.reported.measures = vec![measure("2016-09-01"), again.clone()];
    assert_eq!(delivered(&known).rows[0].measures, [again]);
}

#[test]
fn the_first_contact_is_the_first_that_reached_the_youth_since_the_first_told_entry() {
    let mut known = known([closed(1, "2016-08-22", "2016-10-03"), stay(1, "2016-11-14")]);
    known.reported.contacts = vec![
        contact("2016-11-28", ContactOutcome::ReachedOccupied, Some(Occupation::Work)),
        contact("2016-09-12", ContactOutcome::ReachedForWork, Some(Occupation::Nothing)),
        contact("2016-08-21", ContactOutcome::ReachedDeclines, Some(Occupation::Abroad)),
        contact("2016-08-29", ContactOutcome::Sent, None),
    ];
    let first = |known: &Known| delivered(known).rows[0].first_contact;
    let expected = FirstContact { on: day("2016-09-12"), occupation: Some(Occupation::Nothing) };
    assert_eq!(first(&known), Some(expected));
    known.reported.contacts.truncate(1);
    let expected = FirstContact { on: day("2016-11-28"), occupation: Some(Occupation::Work) };
    assert_eq!(first(&known), Some(expected));
}

#[test]
fn what_the_youth_did_at_the_first_contact_may_have_been_told_by_others() {
    let mut known = known([stay(1, "2016-08-22")]);
    known.reported.contacts = vec![contact("2016-09-12", ContactOutcome::ReachedDeclines, None)];
    let occupied = |occupation, from, to: Option<&str>| OccupationReport {
        number: number(FIRST),
        occupation,
        from: day(from),
        to: to.map(day),
        source: OccupationSource::School,
    };
    let mut then = |told: Vec<OccupationReport>| {
        known.reported.occupations = told;
        delivered(&known).rows[0].first_contact.unwrap().occupation
    };
    let work = |from| occupied(Occupation::Work, from, None); // stands for 120 days
    assert_eq!(then(vec![]), None);
    assert_eq!(then(vec![work("2016-05-16")]), Some(Occupation::Work));
    assert_eq!(then(vec![work("2016-05-15")]), None);
    assert_eq!(then(vec![work("2016-09-13")]), None);
    let abroad = occupied(Occupation::Abroad, "2016-09-01", Some("2016-09-12"));
    assert_eq!(then(vec![work("2016-09-01"), abroad]), Some(Occupation::Abroad));
    let ended = occupied(Occupation::Abroad, "2016-09-01", Some("2016-09-11"));
    assert_eq!(then(vec![work("2016-09-01"), ended]), Some(Occupation::Work));
}

#[test]
fn nothing_is_found_where_all_is_as_it_should_be() {
    let mut known = known([
        closed(1, "2016-08-22", "2016-10-03"),
        closed(2, "2016-03-01", "2016-08-04"), // the 20th birthday
        stay(1, "2016-10-03"),
    ]);
    known.reported.measures = vec![
        ended("2016-09-01", "2016-09-30"),
        ended("2016-10-01", "2016-10-14"), // over both entries
        MeasureReport { measure: MeasureKind::Motivation, ..measure("2016-10-10") },
    ];
    assert_eq!(found(&delivered(&known)), []);
}

#[test]
fn an_entry_without_a_reason_is_found_opened_or_closed() {
    let unopened = Stay { reason: None, ..stay(1, "2016-08-22") };
    let unclosed = Stay {
        closed: Some(Closed { on: day("2016-07-11"), reason: None }),
        ..closed(2, "2016-03-01", "2016-07-11")
    };
    let delivery = delivered(&known([unopened, unclosed]));
    assert_eq!(found(&delivery), [(HalfYearCheck::MissingReason, vec![1, 2])]);
    assert_eq!(delivery.rows.len(), 2);
}

#[test]
fn whoever_is_registered_on_the_20th_birthday_or_later_is_found() {
    for stay in [closed(2, "2016-03-01", "2016-08-05"), stay(2, "2016-03-01"), stay(3, "2016-07-04")] {
        let delivery = delivered(&known([stay]));
        assert_eq!(found(&delivery), [(HalfYearCheck::RegisteredAfter20, vec![1])]);
    }
}

#[test]
fn days_after_the_last_night_are_not_looked_at() {
    let mut known = known([stay(2, "2016-03-01"), closed(1, "2016-07-04", "2016-08-01")]);
    known.reported.measures = vec![ended("2016-07-11", "2016-08-05")];
    let moved = known.residents.get_mut(&number(SECOND)).unwrap();
    moved.row.municipality = "0184".into();
    moved.row.moved_in = Some(day("2016-08-04"));
    let mut until = |night| {
        known.last_night = day(night);
        found(&delivered(&known)).into_iter().map(|(check, _)| check).collect::<Vec<_>>()
    };
    assert_eq!(until("2016-07-31"), []);
    assert_eq!(until("2016-08-01"), [HalfYearCheck::MeasureOutsideEntry]);
    assert_eq!(
        until("2016-08-04"),
        [HalfYearCheck::RegisteredAfter20, HalfYearCheck::NotResident, HalfYearCheck::MeasureOutsideEntry]
    );
}

#[test]
fn whoever_lives_elsewhere_on_the_last_day_and_is_registered_on_it_is_found() {
    let mut known = known([stay(1, "2016-08-22")]);
    let mut with = |change: &dyn Fn(&mut StagedResident)| {
        let mut resident = staged_resident(resident_row(FIRST));
        change(&mut resident);
        known.residents.insert(number(FIRST), resident);
        let delivery = delivered(&known);
        (found(&delivery), delivery.residence_unknown)
    };
    let elsewhere = || (vec![(HalfYearCheck::NotResident, vec![1])], vec![]);
    let moved = |on: &'static str| {
        move |resident: &mut StagedResident| {
            resident.row.municipality = "0184".into();
            resident.row.moved_in = Some(day(on));
        }
    };
    assert_eq!(with(&moved("2016-12-31")), elsewhere());
    assert_eq!(with(&moved("2017-01-01")), (vec![], vec![]));
    let emigrated = |resident: &mut StagedResident| {
        let date = Some(day("2016-12-01"));
        resident.row.deregistration = Some(DeregistrationRow { code: Deregistration::Emigrated, date });
    };
    assert_eq!(with(&emigrated), elsewhere());
    assert_eq!(with(&|resident| resident.absence = missing(3, "2016-12-01")), elsewhere());
    assert_eq!(with(&|resident| resident.absence = missing(2, "2016-12-01")), (vec![], vec![EntryId(1)]));
    known.residents.clear();
    let delivery = delivered(&known);
    assert_eq!((found(&delivery), delivery.residence_unknown), (vec![], vec![EntryId(1)]));
}

#[test]
fn whoever_had_left_by_the_last_day_may_live_anywhere() {
    let mut known = known([closed(1, "2016-08-22", "2016-12-01")]);
    known.residents.clear();
    let delivery = delivered(&known);
    assert_eq!((found(&delivery), delivery.residence_unknown), (vec![], vec![]));
}

#[test]
fn a_measure_on_days_of_the_half_year_without_an_entry_is_found() {
    let stays = || [closed(1, "2016-08-22", "2016-10-03"), stay(1, "2016-10-05")];
    let after_the_first = || [closed(1, "2016-01-11", "2016-10-03")];
    for (stays, measure, expected) in [
        (stays().to_vec(), ended("2016-08-21", "2016-09-01"), vec![1]),
        (stays().to_vec(), ended("2016-09-01", "2016-10-02"), vec![]),
        (stays().to_vec(), ended("2016-09-01", "2016-10-03"), vec![1]),
        (stays().to_vec(), ended("2016-09-01", "2016-10-06"), vec![1]),
        (stays().to_vec(), ended("2016-10-04", "2016-10-06"), vec![1]),
        (stays().to_vec(), measure("2016-10-05"), vec![]),
        (after_the_first().to_vec(), ended("2015-11-01", "2016-07-08"), vec![]),
        (after_the_first().to_vec(), measure("2016-09-01"), vec![1]),
    ] {
        let case = format!("{measure:?}");
        let mut known = known(stays);
        known.reported.measures = vec![measure];
        let outside = delivered(&known).findings[&HalfYearCheck::MeasureOutsideEntry].clone();
        assert_eq!(outside, expected.into_iter().map(EntryId).collect::<Vec<_>>(), "{case}");
    }
}

#[test]
fn what_ends_before_it_begins_is_found_and_told_as_it_stands() {
    let mut known = known([closed(1, "2016-09-05", "2016-09-01"), stay(1, "2016-10-03")]);
    known.reported.measures = vec![ended("2016-10-10", "2016-10-07")];
    let delivery = delivered(&known);
    assert_eq!(found(&delivery), [(HalfYearCheck::EndBeforeStart, vec![1, 2])]);
    assert_eq!((delivery.rows[0].stays.len(), delivery.rows[0].measures.len()), (2, 1));
}

#[test]
fn the_later_of_what_overlaps_is_found() {
    let mut known = known([closed(1, "2016-08-22", "2016-10-04"), stay(1, "2016-10-03")]);
    assert_eq!(found(&delivered(&known)), [(HalfYearCheck::Overlap, vec![2])]);
    known.stays.get_mut(&EntryId(2)).unwrap().opened_on = day("2016-10-04");
    assert_eq!(found(&delivered(&known)), []);
    known.reported.measures = vec![ended("2016-09-01", "2016-09-30"), ended("2016-09-30", "2016-10-14")];
    assert_eq!(found(&delivered(&known)), [(HalfYearCheck::Overlap, vec![1])]);
    known.reported.measures[1].measure = MeasureKind::Guidance;
    assert_eq!(found(&delivered(&known)), []);
    known.reported.measures = vec![
        measure("2016-09-01"),
        ended("2016-11-01", "2016-11-04"),
        MeasureReport { measure: MeasureKind::Motivation, ..measure("2016-11-02") },
    ];
    assert_eq!(found(&delivered(&known)), [(HalfYearCheck::Overlap, vec![2])]);
}

#[test]
fn a_measure_that_ended_without_an_occupation_after_it_is_found() {
    let mut known = known([stay(1, "2016-08-22")]);
    let mut untold = ended("2016-09-01", "2016-09-30");
    untold.after = None;
    known.reported.measures = vec![untold, measure("2016-10-03")];
    assert_eq!(found(&delivered(&known)), [(HalfYearCheck::OccupationMissing, vec![1])]);
    known.reported.measures[0].after = Some(Occupation::Unknown);
    assert_eq!(found(&delivered(&known)), []);
}

#[test]
fn protected_persons_are_left_out_and_listed_unless_asked_for() {
    let protected = Stay { protected: true, ..stay(1, "2016-08-22") };
    let known = known([protected, closed(2, "2016-03-01", "2016-07-11")]);
    let delivery = delivered(&known);
    assert_eq!(delivery.rows.iter().map(|row| row.number.as_str()).collect::<Vec<_>>(), [SECOND]);
    assert_eq!(found(&delivery), [(HalfYearCheck::ProtectedLeftOut, vec![1])]);
    let (half_year, rules) = (delivery.half_year, ordinary_rules());
    let whole = deliver(&known, &Asked { half_year, rules: &rules, include_protected: true });
    assert_eq!((whole.rows.len(), found(&whole)), (2, vec![]));
}

#[test]
fn a_code_is_unmapped_on_any_day_it_is_told_of_without_one() {
    let mut known = known([stay(1, "2016-08-22"), closed(2, "2016-03-01", "2016-07-11")]);
    known.reported.measures = vec![ended("2016-09-01", "2016-09-30")];
    known.reported.contacts =
        vec![contact("2016-09-12", ContactOutcome::ReachedOccupied, Some(Occupation::Work))];
    let delivery = delivered(&known);
    let mut mapping = Mapping::default();
    let unmapped = |mapping: &Mapping| -> Vec<String> {
        let missing = |(code, missing): (OurCode, &outcome::Missing)| {
            let entries: Vec<i64> = missing.entries.iter().map(|entry| entry.0).collect();
            format!("{};{} {} {} {entries:?}", code.domain(), code.as_str(), missing.from, missing.to)
        };
        delivery.unmapped(mapping).iter().map(|(code, told)| missing((*code, told))).collect()
    };
    assert_eq!(
        unmapped(&mapping),
        [
            "opened_reason;never_started 2016-03-01 2016-08-22 [1, 2]",
            "closed_reason;attending 2016-07-11 2016-07-11 [2]",
            "occupation;ARBETE 2016-09-12 2016-09-30 [1]",
            "occupation;INGEN 2016-09-01 2016-09-01 [1]",
            "measure;PRAKTIK 2016-09-01 2016-09-01 [1]",
            "ended_reason;OVERGANG_ARBETE 2016-09-30 2016-09-30 [1]",
        ]
    );
    let row = |delivery: &Delivery| delivery.report(&delivery.unmapped(&mapping)).rows[7].clone();
    let (check, entries) = (Label::HalfYear(HalfYearCheck::UnmappedCode), vec![1, 2]);
    assert_eq!(row(&delivery), [Cell::Label(check), Cell::Count(6), Cell::Entries(entries)]);
    for (_, Told { code, .. }) in delivery.rows.iter().flat_map(Row::told) {
        let theirs = Theirs { code: "1".into(), from: day("2016-03-02"), to: day("2016-12-31") };
        mapping.add(code, theirs);
    }
    assert_eq!(unmapped(&mapping), ["opened_reason;never_started 2016-03-01 2016-03-01 [2]"]);
}

#[test]
fn the_report_has_every_check_whatever_was_found() {
    let delivery = delivered(&known([closed(1, "2016-09-05", "2016-09-01"), stay(1, "2016-08-22")]));
    let report = delivery.report(&delivery.unmapped(&Mapping::default()));
    let told: Vec<String> = report
        .rows
        .iter()
        .map(|row| match row.as_slice() {
            [Cell::Label(check), Cell::Count(found), Cell::Entries(entries)] => {
                format!("{} {found} {entries:?}", check.key())
            }
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        told,
        [
            "missing_reason 0 []",
            "registered_after_20 0 []",
            "not_resident 0 []",
            "measure_outside_entry 0 []",
            "end_before_start 1 [1]",
            "overlap 1 [1]",
            "occupation_missing 0 []",
            "unmapped_code 2 [1, 2]",
            "protected_left_out 0 []",
        ]
    );
}
