//! Nights of files taken in one after the other: what is missing, what came back, since when.

use super::*;
use crate::domain::codes::{Deregistration, RowFault};
use crate::domain::record::{DeregistrationRow, DocumentRow};
use crate::domain::testing::{
    ORDINARY_NUMBER, day, delivery, document_row, number, placement_row, provider, rejected, resident_row,
};

const UNIT: &str = "10000001";

/// Takes in one file of a source on a night that is not the first load.
fn take_in(staged: &mut Staged, source: &str, file: &Delivery, night: &str) {
    take_in_as(staged, source, file, Staging { night: day(night), first_load: false }, true);
}

fn take_in_as(staged: &mut Staged, source: &str, delivery: &Delivery, staging: Staging, snapshot: bool) {
    let provider = provider(source);
    let fresh = [Fresh { provider: &provider, snapshot, file_date: staging.night, delivery }];
    staged.take_in(&fresh, staging, |_, _| true);
}

fn population(rows: Vec<ResidentRow>) -> Delivery {
    delivery(Rows::Residents(rows.into_iter().map(|row| (2, row)).collect()))
}

fn school(rows: Vec<PlacementRow>) -> Delivery {
    delivery(Rows::Placements(rows.into_iter().map(|row| (2, row)).collect()))
}

fn pupil() -> PlacementRow {
    placement_row(UNIT, "2015-08-17")
}

fn only_placement(staged: &Staged) -> &StagedPlacement {
    assert_eq!(staged.placements.len(), 1);
    staged.placements.values().next().unwrap()
}

fn resident(staged: &Staged) -> &StagedResident {
    &staged.residents[&number(ORDINARY_NUMBER)]
}

fn absence(misses: u8, since: &str) -> Absence {
    Absence { misses, since: Some(day(since)) }
}

#[test]
fn each_accepted_snapshot_without_a_row_is_a_miss_and_the_third_makes_it_gone() {
    let mut staged = Staged::default();
    take_in(&mut staged, "ber", &school(vec![pupil()]), "2016-11-14");
    assert_eq!(only_placement(&staged).absence, Absence::default());
    take_in(&mut staged, "ber", &school(vec![]), "2016-11-15");
    assert_eq!(only_placement(&staged).absence, absence(1, "2016-11-15"));
    take_in(&mut staged, "ber", &school(vec![]), "2016-11-16");
    assert!(only_placement(&staged).absence.is_present());
    assert_eq!(only_placement(&staged).absence.gone_since(), None);
    take_in(&mut staged, "ber", &school(vec![]), "2016-11-17");
    assert!(!only_placement(&staged).absence.is_present());
    assert_eq!(only_placement(&staged).absence.gone_since(), Some(day("2016-11-15")));
    take_in(&mut staged, "ber", &school(vec![]), "2016-11-18");
    assert_eq!(only_placement(&staged).absence, absence(3, "2016-11-15"));
}

#[test]
fn a_night_without_a_believed_file_and_another_providers_file_count_no_miss() {
    let mut staged = Staged::default();
    take_in(&mut staged, "ber", &school(vec![pupil()]), "2016-11-14");
    let before = staged.clone();
    staged.take_in(&[], Staging { night: day("2016-11-15"), first_load: false }, |_, _| true);
    assert_eq!(staged, before);
    take_in(&mut staged, "uedb", &school(vec![]), "2016-11-16");
    assert_eq!(only_placement(&staged).absence, Absence::default());
}

#[test]
fn a_row_that_comes_back_starts_afresh() {
    let mut staged = Staged::default();
    take_in(&mut staged, "ber", &school(vec![pupil()]), "2016-11-14");
    take_in(&mut staged, "ber", &school(vec![]), "2016-11-15");
    take_in(&mut staged, "ber", &school(vec![]), "2016-11-16");
    take_in(&mut staged, "ber", &school(vec![pupil()]), "2016-11-17");
    assert_eq!(only_placement(&staged).absence, Absence::default());
    take_in(&mut staged, "ber", &school(vec![]), "2016-11-18");
    assert_eq!(only_placement(&staged).absence, absence(1, "2016-11-18"));
}

#[test]
fn a_row_that_comes_back_after_it_was_gone_is_first_seen_that_night() {
    let mut staged = Staged::default();
    take_in(&mut staged, "ber", &school(vec![pupil()]), "2016-11-14");
    for night in ["2016-11-15", "2016-11-16", "2016-11-17"] {
        take_in(&mut staged, "ber", &school(vec![]), night);
    }
    take_in(&mut staged, "ber", &school(vec![pupil()]), "2016-11-18");
    assert_eq!(only_placement(&staged).first_seen, Some(day("2016-11-18")));
    assert_eq!(only_placement(&staged).absence, Absence::default());
}

#[test]
fn residents_miss_come_back_and_leave_like_placements() {
    let mut staged = Staged::default();
    take_in(&mut staged, "folkbokforing", &population(vec![resident_row(ORDINARY_NUMBER)]), "2016-11-14");
    for night in ["2016-11-15", "2016-11-16", "2016-11-17"] {
        take_in(&mut staged, "folkbokforing", &population(vec![]), night);
    }
    assert_eq!(resident(&staged).absence.gone_since(), Some(day("2016-11-15")));
    take_in(&mut staged, "folkbokforing", &population(vec![resident_row(ORDINARY_NUMBER)]), "2016-11-18");
    assert_eq!(resident(&staged).absence, Absence::default());
}

#[test]
fn a_file_with_a_row_that_names_nobody_excuses_its_missing_rows_ten_times_in_a_row() {
    let mut unreadable = school(vec![]);
    unreadable.rejected.push(rejected(RowFault::BadPersonnummer, None));
    unreadable.names_nobody = true;
    let mut staged = Staged::default();
    take_in(&mut staged, "ber", &school(vec![pupil()]), "2016-11-01");
    for night in 2..=11 {
        take_in(&mut staged, "ber", &unreadable, &format!("2016-11-{night:02}"));
        assert_eq!(only_placement(&staged).absence, Absence::default(), "the {night}th");
    }
    take_in(&mut staged, "ber", &unreadable, "2016-11-12");
    assert_eq!(only_placement(&staged).absence, absence(1, "2016-11-12"));
    take_in(&mut staged, "ber", &school(vec![]), "2016-11-13");
    assert_eq!(only_placement(&staged).absence, absence(2, "2016-11-12"));
    take_in(&mut staged, "ber", &unreadable, "2016-11-14");
    assert_eq!(only_placement(&staged).absence, absence(2, "2016-11-12"), "a clean file ended the streak");
}

#[test]
fn a_quarantined_row_that_names_somebody_excuses_nobody_else() {
    let mut faulty = school(vec![]);
    faulty.rejected.push(rejected(RowFault::BadDate, Some("199901012386")));
    let mut staged = Staged::default();
    take_in(&mut staged, "ber", &school(vec![pupil()]), "2016-11-14");
    take_in(&mut staged, "ber", &faulty, "2016-11-15");
    assert_eq!(only_placement(&staged).absence, absence(1, "2016-11-15"));
}

#[test]
fn a_quarantined_rows_last_accepted_version_stands_in_and_is_not_missing() {
    let mut faulty = school(vec![]);
    let mut row = rejected(RowFault::UnknownStatus, Some(ORDINARY_NUMBER));
    row.key = Some(pupil().key);
    faulty.rejected.push(row);
    let mut staged = Staged::default();
    take_in(&mut staged, "ber", &school(vec![pupil()]), "2016-11-14");
    take_in(&mut staged, "ber", &school(vec![]), "2016-11-15");
    take_in(&mut staged, "ber", &faulty, "2016-11-16");
    assert_eq!(only_placement(&staged).absence, Absence::default());
    assert_eq!(only_placement(&staged).row, pupil());
}

#[test]
fn a_quarantined_residents_last_accepted_row_stands_in() {
    let mut faulty = population(vec![]);
    faulty.rejected.push(rejected(RowFault::DuplicateConflicting, Some(ORDINARY_NUMBER)));
    let mut staged = Staged::default();
    take_in(&mut staged, "folkbokforing", &population(vec![resident_row(ORDINARY_NUMBER)]), "2016-11-14");
    take_in(&mut staged, "folkbokforing", &faulty, "2016-11-15");
    assert_eq!(resident(&staged).absence, Absence::default());
}

#[test]
fn what_a_file_said_of_quarantine_holds_until_the_next_believed_one() {
    let mut faulty = school(vec![]);
    faulty.rejected.push(rejected(RowFault::BadDate, Some(ORDINARY_NUMBER)));
    let mut staged = Staged::default();
    take_in(&mut staged, "ber", &faulty, "2016-11-14");
    let told = BTreeSet::from([StagedReject {
        number: number(ORDINARY_NUMBER),
        key: None,
        contradictory: false,
        line: 9,
    }]);
    assert_eq!(staged.rejects[&provider("ber")], told);
    take_in(&mut staged, "uedb", &school(vec![]), "2016-11-15");
    assert_eq!(staged.rejects[&provider("ber")], told);
    take_in(&mut staged, "ber", &school(vec![]), "2016-11-16");
    assert_eq!(staged.rejects[&provider("ber")], BTreeSet::new());
}

#[test]
fn what_is_undated_is_seen_from_the_night_or_on_the_first_load_from_always() {
    let file = school(vec![pupil()]);
    let mut first = Staged::default();
    take_in_as(&mut first, "ber", &file, Staging { night: day("2016-11-14"), first_load: true }, true);
    assert_eq!(only_placement(&first).first_seen, None);
    assert_eq!(only_placement(&first).document_seen, None);
    let mut later = Staged::default();
    take_in(&mut later, "ber", &file, "2016-11-14");
    assert_eq!(only_placement(&later).first_seen, Some(day("2016-11-14")));
}

#[test]
fn a_document_is_seen_from_the_night_it_came_and_another_one_anew() {
    let with = |document: DocumentRow| PlacementRow { document: Some(document), ..pupil() };
    let studies = document_row(Document::StudyCertificate, None);
    let diploma = document_row(Document::Diploma, None);
    let mut staged = Staged::default();
    take_in(&mut staged, "ber", &school(vec![pupil()]), "2016-11-14");
    take_in(&mut staged, "ber", &school(vec![with(studies)]), "2016-11-15");
    take_in(&mut staged, "ber", &school(vec![with(studies)]), "2016-11-16");
    assert_eq!(only_placement(&staged).document_seen, Some(day("2016-11-15")));
    assert_eq!(only_placement(&staged).first_seen, Some(day("2016-11-14")));
    take_in(&mut staged, "ber", &school(vec![with(diploma)]), "2016-11-17");
    assert_eq!(only_placement(&staged).document_seen, Some(day("2016-11-17")));
}

#[test]
fn a_credential_is_seen_from_its_first_night_and_never_missing() {
    let row = CredentialRow {
        number: number(ORDINARY_NUMBER),
        document: document_row(Document::ForeignExam, None),
    };
    let staging = |night| Staging { night: day(night), first_load: false };
    let file = |rows: Vec<CredentialRow>| {
        delivery(Rows::Credentials(rows.into_iter().map(|row| (2, row)).collect()))
    };
    let mut staged = Staged::default();
    take_in_as(&mut staged, "intyg", &file(vec![row.clone()]), staging("2016-11-14"), false);
    take_in_as(&mut staged, "intyg", &file(vec![]), staging("2016-11-15"), false);
    take_in_as(&mut staged, "intyg", &file(vec![row]), staging("2016-11-16"), false);
    let seen: Vec<_> = staged.credentials.values().map(|credential| credential.first_seen).collect();
    assert_eq!(seen, [Some(day("2016-11-14"))]);
}

#[test]
fn a_municipality_is_seen_from_the_night_it_first_stands_there() {
    let moved = ResidentRow { municipality: "0184".into(), ..resident_row(ORDINARY_NUMBER) };
    let mut staged = Staged::default();
    take_in(&mut staged, "folkbokforing", &population(vec![resident_row(ORDINARY_NUMBER)]), "2016-11-14");
    take_in(&mut staged, "folkbokforing", &population(vec![moved.clone()]), "2016-11-15");
    take_in(&mut staged, "folkbokforing", &population(vec![moved]), "2016-11-16");
    assert_eq!(resident(&staged).municipality_seen, Some(day("2016-11-15")));
    assert_eq!(resident(&staged).first_seen, Some(day("2016-11-14")));
}

#[test]
fn a_deregistration_is_seen_from_its_first_night_and_another_one_anew() {
    let leaves = |code| ResidentRow {
        deregistration: Some(DeregistrationRow { code, date: None }),
        ..resident_row(ORDINARY_NUMBER)
    };
    let mut staged = Staged::default();
    take_in(&mut staged, "folkbokforing", &population(vec![resident_row(ORDINARY_NUMBER)]), "2016-11-14");
    take_in(
        &mut staged,
        "folkbokforing",
        &population(vec![leaves(Deregistration::Untraceable)]),
        "2016-11-15",
    );
    take_in(
        &mut staged,
        "folkbokforing",
        &population(vec![leaves(Deregistration::Untraceable)]),
        "2016-11-16",
    );
    assert_eq!(resident(&staged).deregistration_seen, Some(day("2016-11-15")));
    take_in(&mut staged, "folkbokforing", &population(vec![leaves(Deregistration::Emigrated)]), "2016-11-17");
    assert_eq!(resident(&staged).deregistration_seen, Some(day("2016-11-17")));
}

#[test]
fn who_was_born_outside_the_years_night_less_21_to_night_less_15_is_forgotten() {
    let born = ["199611012395", "199701012388", "200301012381", "200401012380"];
    let mut staged = Staged::default();
    let rows = born.into_iter().map(resident_row).collect();
    take_in(&mut staged, "folkbokforing", &population(rows), "2017-12-31");
    staged.keep_birth_years(day("2018-01-01"));
    let years: Vec<i32> = staged.residents.keys().map(Number::birth_year).collect();
    assert_eq!(years, [1997, 2003]);
}

#[test]
fn a_row_that_refers_to_somebody_who_is_past_the_years_is_not_taken_in() {
    let refers_to = |new: &str| ResidentRow {
        replaced_by: Some(number(new)),
        deregistration: Some(DeregistrationRow { code: Deregistration::NumberReplaced, date: None }),
        ..resident_row("199701012388")
    };
    let staged_on = |night: &str, new: &str| {
        let mut staged = Staged::default();
        take_in(&mut staged, "folkbokforing", &population(vec![refers_to(new)]), night);
        staged
    };
    assert_eq!(staged_on("2017-12-29", "199611012395").residents.len(), 1);
    assert_eq!(staged_on("2017-12-30", "199611012395").residents.len(), 0);
    assert_eq!(staged_on("2017-12-30", "199701072382").residents.len(), 1);
    let mut staged = staged_on("2017-12-29", "199611012395");
    staged.keep_birth_years(day("2017-12-30"));
    assert_eq!(staged.residents.len(), 0);
}
