//! Who is who: chains, circles, dead ends and mergers.

use super::*;
use crate::domain::record::{DeregistrationRow, ResidentRow};
use crate::domain::staged::Absence;
use crate::domain::state::Person;
use crate::domain::testing::{missing, number, resident_row, staged_resident};

const A: &str = "199805052389";
const B: &str = "199805052397";
const C: &str = "199801012387";

/// A resident's row, with the number that replaced it where one did.
fn resident(person: &str, replaced_by: Option<&str>) -> (Number, StagedResident) {
    let deregistration =
        replaced_by.map(|_| DeregistrationRow { code: Deregistration::NumberReplaced, date: None });
    let row = ResidentRow { replaced_by: replaced_by.map(number), deregistration, ..resident_row(person) };
    (number(person), staged_resident(row))
}

fn population<const N: usize>(rows: [(&str, Option<&str>); N]) -> Staged {
    let residents = rows.into_iter().map(|(person, replaced_by)| resident(person, replaced_by)).collect();
    Staged { residents, ..Staged::default() }
}

fn known<const N: usize>(numbers: [(&str, i64); N]) -> People {
    People {
        by_number: numbers.into_iter().map(|(text, id)| (number(text), PersonId(id))).collect(),
        persons: BTreeMap::new(),
        last_seniority: 0,
    }
}

fn identified(before: &People, staged: &Staged) -> Identified {
    let last_person = before.by_number.values().map(|id| id.0).max().unwrap_or(0);
    identify(before, staged, std::iter::empty(), &mut Given { last_person, ..Given::default() })
}

fn whose(identified: &Identified, text: &str) -> Option<i64> {
    identified.people.by_number.get(&number(text)).map(|id| id.0)
}

fn numbers_of(identified: &Identified, id: i64) -> Vec<Number> {
    identified.numbers[&PersonId(id)].clone()
}

#[test]
fn every_resident_is_a_person_and_keeps_the_id() {
    let before = known([(A, 7)]);
    let tonight = identified(&before, &population([(A, None), (C, None)]));
    assert_eq!(whose(&tonight, A), Some(7));
    assert_eq!(whose(&tonight, C), Some(8));
    assert_eq!(tonight.newcomers, [PersonId(8)]);
}

#[test]
fn a_replaced_number_and_the_new_one_are_one_person_and_the_new_one_is_current() {
    for (old, new) in [(A, B), (B, A)] {
        let tonight = identified(&known([(old, 3)]), &population([(old, Some(new)), (new, None)]));
        assert_eq!((whose(&tonight, old), whose(&tonight, new)), (Some(3), Some(3)));
        assert_eq!(numbers_of(&tonight, 3), [number(old), number(new)]);
        assert_eq!(tonight.merged, BTreeMap::new());
        assert_eq!(tonight.broken, BTreeSet::new());
    }
}

#[test]
fn two_numbers_that_are_both_new_are_one_new_person() {
    let tonight = identified(&known([(C, 4)]), &population([(A, Some(B)), (B, None)]));
    assert_eq!((whose(&tonight, A), whose(&tonight, B)), (Some(5), Some(5)));
    assert_eq!(tonight.newcomers, [PersonId(5)]);
}

#[test]
fn a_new_number_may_be_known_before_the_old_one() {
    let tonight = identified(&known([(B, 2)]), &population([(A, Some(B)), (B, None)]));
    assert_eq!((whose(&tonight, A), whose(&tonight, B)), (Some(2), Some(2)));
}

#[test]
fn chains_are_followed_to_their_end() {
    for before in [People::default(), known([(A, 1)]), known([(C, 1)]), known([(B, 1)])] {
        let tonight = identified(&before, &population([(A, Some(B)), (B, Some(C)), (C, None)]));
        let ids = [A, B, C].map(|text| whose(&tonight, text));
        assert_eq!(ids, [Some(1), Some(1), Some(1)]);
        assert_eq!(numbers_of(&tonight, 1).last(), Some(&number(C)));
        assert_eq!(tonight.broken, BTreeSet::new());
    }
}

#[test]
fn a_circle_is_broken_for_everyone_in_it_and_for_no_one_else() {
    let before = known([(A, 1), (B, 2), (C, 3)]);
    let tonight = identified(&before, &population([(A, Some(B)), (B, Some(A)), (C, None)]));
    assert_eq!(tonight.broken, BTreeSet::from([PersonId(1), PersonId(2)]));
    assert_eq!(tonight.merged, BTreeMap::new());
    let own = identified(&known([(A, 1)]), &population([(A, Some(A))]));
    assert_eq!(own.broken, BTreeSet::from([PersonId(1)]));
}

#[test]
fn a_target_without_a_row_or_no_target_at_all_is_broken() {
    let tonight = identified(&known([(A, 1)]), &population([(A, Some(B))]));
    assert_eq!(tonight.broken, BTreeSet::from([PersonId(1)]));
    assert_eq!(whose(&tonight, B), None, "nobody is made up");

    let mut staged = population([(A, Some(B))]);
    for resident in staged.residents.values_mut() {
        resident.row.replaced_by = None;
    }
    assert_eq!(identified(&known([(A, 1)]), &staged).broken, BTreeSet::from([PersonId(1)]));
}

#[test]
fn a_target_that_had_a_row_once_is_no_dead_end() {
    for absence in [missing(1, "2016-11-14"), missing(3, "2016-11-10"), Absence::default()] {
        let mut staged = population([(A, Some(B)), (B, None)]);
        staged.residents.get_mut(&number(B)).unwrap().absence = absence;
        let tonight = identified(&known([(A, 1)]), &staged);
        assert_eq!(tonight.broken, BTreeSet::new());
        assert_eq!(whose(&tonight, B), Some(1));
        assert_eq!(numbers_of(&tonight, 1).last(), Some(&number(B)));
    }
}

#[test]
fn a_number_is_referred_on_only_if_it_was_replaced() {
    let mut staged = population([(A, Some(B)), (B, None)]);
    for resident in staged.residents.values_mut() {
        resident.row.deregistration = Some(DeregistrationRow { code: Deregistration::Emigrated, date: None });
    }
    let tonight = identified(&known([(A, 1), (B, 2)]), &staged);
    assert_eq!((whose(&tonight, A), whose(&tonight, B)), (Some(1), Some(2)));
}

#[test]
fn two_persons_are_merged_into_the_lower_id() {
    for (old, new) in [((A, 1), (B, 2)), ((A, 2), (B, 1))] {
        let before = known([old, new]);
        let tonight = identified(&before, &population([(A, Some(B)), (B, None)]));
        assert_eq!((whose(&tonight, A), whose(&tonight, B)), (Some(1), Some(1)));
        assert_eq!(tonight.merged, BTreeMap::from([(PersonId(2), PersonId(1))]));
        assert_eq!(numbers_of(&tonight, 1), [number(A), number(B)]);
        assert!(!tonight.numbers.contains_key(&PersonId(2)));
    }
}

#[test]
fn three_persons_in_a_chain_are_all_merged_into_the_lowest_id() {
    for ids in [[1, 2, 3], [3, 2, 1], [2, 3, 1], [2, 1, 3], [3, 1, 2], [1, 3, 2]] {
        let before = known([(A, ids[0]), (B, ids[1]), (C, ids[2])]);
        let tonight = identified(&before, &population([(A, Some(B)), (B, Some(C)), (C, None)]));
        let expected = BTreeMap::from([(PersonId(2), PersonId(1)), (PersonId(3), PersonId(1))]);
        assert_eq!(tonight.merged, expected, "{ids:?}");
    }
}

#[test]
fn a_merge_of_an_earlier_night_is_not_a_merge_again() {
    let tonight = identified(&known([(A, 1), (B, 1)]), &population([(A, Some(B)), (B, None)]));
    assert_eq!(tonight.merged, BTreeMap::new());
}

#[test]
fn who_is_known_from_a_decision_alone_is_a_person_without_a_row() {
    let decided_about = [number(A), number(C), number(C)].into_iter();
    let mut given = Given { last_person: 1, ..Given::default() };
    let tonight = identify(&known([(A, 1)]), &population([(A, None)]), decided_about, &mut given);
    assert_eq!((whose(&tonight, A), whose(&tonight, C)), (Some(1), Some(2)));
    assert_eq!(numbers_of(&tonight, 2), [number(C)]);
    assert_eq!(tonight.newcomers, [PersonId(2)]);
}

#[test]
fn ids_of_the_forgotten_are_not_given_again() {
    let mut given = Given { last_person: 40, ..Given::default() };
    let tonight = identify(&People::default(), &population([(A, None)]), std::iter::empty(), &mut given);
    assert_eq!(whose(&tonight, A), Some(41));
}

#[test]
fn a_night_decided_again_gives_everybody_the_id_they_have_and_nobody_anothers() {
    let mut given = Given {
        persons: BTreeMap::from([
            (number(A), PersonId(9)),
            (number(B), PersonId(7)),
            (number(C), PersonId(9)),
        ]),
        last_person: 9,
        ..Given::default()
    };
    let residents = population([(A, None), (B, None), (C, None)]);
    let tonight = identify(&People::default(), &residents, std::iter::empty(), &mut given);
    // A and C were one person from the first, and tonight they are not: the lower number keeps the id.
    assert_eq!((whose(&tonight, A), whose(&tonight, B), whose(&tonight, C)), (Some(10), Some(7), Some(9)));
    assert_eq!(tonight.newcomers, [PersonId(9), PersonId(10), PersonId(7)]);
}

#[test]
fn of_two_persons_who_are_one_whoever_was_known_first_is_kept_whatever_the_ids() {
    let described = |text: &str, seniority| Person {
        number: number(text),
        protected: false,
        area: String::new(),
        owner: String::new(),
        seniority,
    };
    // A night that was decided again learnt of 9 before 4.
    let mut before = known([(A, 4), (B, 9)]);
    before.persons = BTreeMap::from([(PersonId(4), described(A, 4)), (PersonId(9), described(B, 3))]);
    let tonight = identified(&before, &population([(A, Some(B)), (B, None)]));
    assert_eq!(tonight.merged, BTreeMap::from([(PersonId(4), PersonId(9))]));
    assert_eq!((whose(&tonight, A), whose(&tonight, B)), (Some(9), Some(9)));
}
