//! The equation over a town of seven, and what is left over when something is wrong.

use super::*;
use crate::domain::codes::{CoveredReason, Deregistration, RowFault};
use crate::domain::decide::{Order, decide};
use crate::domain::record::{DeregistrationRow, PlacementKey, PlacementRow, ResidentRow, Rows};
use crate::domain::reported::Reported;
use crate::domain::rules::Rules;
use crate::domain::state::State;
use crate::domain::status::Answer;
use crate::domain::testing::{
    day, delivery, missing, number, ordinary_rules, placement_row, reading, rejected, resident_row,
};

const NEVER_STARTED: &str = "199805052389";
const IN_SCHOOL: &str = "199901012386";
const IN_DOUBT: &str = "200003012382";
const TURNED_20: &str = "199611012395";
const AGED_15: &str = "200101012383";
const EMIGRATED: &str = "199901012394";
const MOVED_AWAY: &str = "200003012390";

fn residents() -> Vec<(u64, ResidentRow)> {
    let here = [NEVER_STARTED, IN_SCHOOL, IN_DOUBT, TURNED_20, AGED_15].map(resident_row);
    let left = DeregistrationRow { code: Deregistration::Emigrated, date: Some(day("2016-10-01")) };
    let emigrated = ResidentRow { deregistration: Some(left), ..resident_row(EMIGRATED) };
    let moved = ResidentRow { municipality: "0184".into(), ..resident_row(MOVED_AWAY) };
    here.into_iter().chain([emigrated, moved]).map(|row| (2, row)).collect()
}

fn pupil(person: &str) -> (u64, PlacementRow) {
    let row = placement_row("10000001", "2016-08-17");
    (2, PlacementRow { key: PlacementKey { number: number(person), ..row.key.clone() }, ..row })
}

/// A night of the town in which these are in school.
fn night(before: &State, pupils: &[&str], rules: &Rules, initial_load: bool) -> Decided {
    let as_of = before.last_night.map_or(day("2016-11-14"), |_| day("2016-11-15"));
    let mut school = delivery(Rows::Placements(pupils.iter().map(|person| pupil(person)).collect()));
    school.rejected.push(rejected(RowFault::BadDate, Some(IN_DOUBT)));
    let readings = [
        reading("folkbokforing", delivery(Rows::Residents(residents()))),
        reading("uedb", delivery(Rows::Placements(Vec::new()))),
        reading("ber", school),
    ];
    let order = Order { as_of, initial_load, allowances: Vec::new(), acceptances: Vec::new() };
    decide(before, &Reported::default(), &readings, rules, &order).unwrap()
}

fn first_night() -> Decided {
    night(&State::default(), &[IN_SCHOOL], &ordinary_rules(), true)
}

/// The equation where the register holds what was decided.
fn parts(decided: &Decided) -> BTreeMap<Part, u64> {
    let entries = decided.after().entries.values().filter(|entry| entry.is_open());
    let open = entries.map(|entry| (entry.person, entry.lane())).collect();
    coverage(decided, &open, day("2016-11-14"))
}

fn equation(decided: &Decided) -> BTreeMap<String, u64> {
    parts(decided).into_iter().map(|(part, persons)| (part.key(), persons)).collect()
}

fn groups(expected: &[(&str, u64)]) -> BTreeMap<String, u64> {
    expected.iter().map(|(group, persons)| ((*group).to_owned(), *persons)).collect()
}

fn person(decided: &Decided, text: &str) -> PersonId {
    decided.after().people.by_number[&number(text)]
}

#[test]
fn every_resident_of_16_to_19_is_in_one_group_and_nobody_is_left_over() {
    assert_eq!(
        equation(&first_night()),
        groups(&[
            ("attending", 1),
            ("held_close", 0),
            ("lane:outreach", 1),
            ("residents", 3),
            ("residual", 0),
            ("undetermined:quarantined_row", 1),
        ])
    );
}

#[test]
fn who_waits_to_be_let_in_is_accounted_for() {
    let unannounced = night(&State::default(), &[IN_SCHOOL], &ordinary_rules(), false);
    assert_eq!(
        equation(&unannounced),
        groups(&[
            ("attending", 1),
            ("held_close", 0),
            ("held_open", 1),
            ("residents", 3),
            ("residual", 0),
            ("undetermined:quarantined_row", 1),
        ])
    );
}

#[test]
fn who_waits_to_be_let_out_is_shown_apart_and_counted_by_lane() {
    let mut rules = ordinary_rules();
    for bound in rules.limits.values_mut() {
        (bound.floor, bound.percent) = (0, 0);
    }
    let second = night(first_night().after(), &[IN_SCHOOL, NEVER_STARTED], &rules, false);
    assert_eq!(
        equation(&second),
        groups(&[
            ("attending", 1),
            ("held_close", 1),
            ("lane:outreach", 1),
            ("residents", 3),
            ("residual", 0),
            ("undetermined:quarantined_row", 1),
        ])
    );
}

#[test]
fn a_covered_resident_without_an_entry_is_left_over() {
    let mut decided = first_night();
    let astray = Answer {
        status: Status::Covered { reason: CoveredReason::NeverStarted, lane: Lane::Outreach },
        row: 15,
    };
    decided.proposal.answers.insert(person(&decided, IN_SCHOOL), astray);
    assert_eq!(parts(&decided)[&Part::Residual], 1);
}

#[test]
fn who_is_not_where_the_answer_puts_them_is_left_over() {
    let decided = first_night();
    let residual = |open: &[(&str, Lane)]| {
        let open = open.iter().map(|(number, lane)| (person(&decided, number), *lane)).collect();
        coverage(&decided, &open, day("2016-11-14"))[&Part::Residual]
    };
    assert_eq!(residual(&[(NEVER_STARTED, Lane::Outreach)]), 0);
    assert_eq!(residual(&[]), 1, "covered, and the register has no entry");
    assert_eq!(residual(&[(NEVER_STARTED, Lane::Occupied)]), 1, "in another lane");
    assert_eq!(
        residual(&[(NEVER_STARTED, Lane::Outreach), (IN_SCHOOL, Lane::Outreach)]),
        1,
        "not covered, and the register has an entry"
    );
    let with_doubt = [(NEVER_STARTED, Lane::Outreach), (IN_DOUBT, Lane::Outreach)];
    assert_eq!(residual(&with_doubt), 0, "who is in doubt stays where they are");
}

#[test]
fn a_resident_nobody_asked_about_is_left_over() {
    let mut decided = first_night();
    decided.proposal.answers.remove(&person(&decided, IN_SCHOOL));
    decided.proposal.answers.remove(&person(&decided, IN_DOUBT));
    assert_eq!(parts(&decided)[&Part::Residual], 2);
}

#[test]
fn who_is_missing_from_the_population_for_one_night_is_still_counted() {
    let mut decided = first_night();
    let id = person(&decided, IN_SCHOOL);
    let facts = decided.facts.get_mut(&id).unwrap();
    facts.residence.as_mut().unwrap().absence = missing(2, "2016-11-13");
    assert_eq!(parts(&decided)[&Part::Residents], 3);
    let facts = decided.facts.get_mut(&id).unwrap();
    facts.residence.as_mut().unwrap().absence = missing(3, "2016-11-12");
    assert_eq!(parts(&decided)[&Part::Residents], 2);
}

#[test]
fn an_age_is_reached_on_the_birthday() {
    let born = day("1998-05-05");
    assert_eq!(age_on(born, day("2016-05-04")), 17);
    assert_eq!(age_on(born, day("2016-05-05")), 18);
    assert_eq!(age_on(born, day("2016-12-31")), 18);
    assert_eq!(age_on(day("1996-02-29"), day("2015-02-28")), 18);
    assert_eq!(age_on(day("1996-02-29"), day("2015-03-01")), 19);
}
