//! Facts put together from staged rows: what counts, from when, and what is in doubt.

use super::*;
use crate::domain::codes::{FileFault, PlacementStatus, Ruling, RulingReason};
use crate::domain::given::Given;
use crate::domain::identity::identify;
use crate::domain::record::{DeregistrationRow, PlacementKey, PlacementRow, ResidentRow, Rows as FileRows};
use crate::domain::sources::{Memory, judge};
use crate::domain::state::People;
use crate::domain::testing::{
    ORDINARY_NUMBER, day, delivery, document_row, memory, missing, number, ordinary_person, ordinary_rules,
    placement_row, provider, reading, resident_row, sighting, staged_placement, staged_resident,
};

const UNIT: &str = "10000001";
const OTHER_UNIT: &str = "10000002";
/// A second number of the ordinary person.
const NEW_NUMBER: &str = "199805052397";

/// The ordinary resident and these placements.
fn town(placements: Vec<(PlacementId, StagedPlacement)>) -> Staged {
    let resident = staged_resident(resident_row(ORDINARY_NUMBER));
    Staged {
        residents: BTreeMap::from([(number(ORDINARY_NUMBER), resident)]),
        placements: placements.into_iter().collect(),
        ..Staged::default()
    }
}

/// The one person's facts on 14 November 2016.
fn facts_of(staged: &Staged, tonight: &Tonight) -> Facts {
    let rules = ordinary_rules();
    let identified = identify(&People::default(), staged, std::iter::empty(), &mut Given::default());
    let night = Night { date: day("2016-11-14"), rules: &rules, tonight };
    let facts = assemble(night, staged, &identified, &Reported::default());
    assert_eq!(facts.len(), 1);
    facts.into_values().next().unwrap()
}

fn facts_of_calm(staged: &Staged) -> Facts {
    facts_of(staged, &all_fresh())
}

fn all_fresh() -> Tonight {
    let of = |source: &str| reading(source, delivery(FileRows::Placements(Vec::new())));
    let readings = ["folkbokforing", "uedb", "ber"].map(of);
    judge(&readings, &ordinary_rules(), &BTreeMap::new(), &[], day("2016-11-14"))
}

/// One source fails tonight, having last been accepted on a night; the others are fresh.
fn failing(source: &str, accepted_on: &str) -> Tonight {
    let of = |name: &str| reading(name, delivery(FileRows::Placements(Vec::new())));
    let mut readings = ["folkbokforing", "uedb", "ber"].map(of);
    for failed in readings.iter_mut().filter(|reading| reading.source == source) {
        failed.result = Err(FileFault::Truncated);
    }
    let memories: BTreeMap<ProviderId, Memory> = BTreeMap::from([(provider(source), memory(accepted_on))]);
    judge(&readings, &ordinary_rules(), &memories, &[], day("2016-11-14"))
}

fn row(source: &str, unit: &str, start: &str) -> (PlacementId, StagedPlacement) {
    staged_placement(source, placement_row(unit, start))
}

fn with_document(source: &str, paper: Document, on: Option<&str>) -> (PlacementId, StagedPlacement) {
    let told = PlacementRow { document: Some(document_row(paper, on)), ..placement_row(UNIT, "2015-08-17") };
    staged_placement(source, told)
}

fn dated(document: Document, from: &str) -> DocumentFact {
    DocumentFact { document, from: Some(day(from)), dated: true }
}

#[test]
fn documents_count_whatever_the_rank_of_their_row_and_whether_it_is_still_told() {
    let mut gone = with_document("ber", Document::StudyCertificate, Some("2016-06-10"));
    gone.1.absence = missing(3, "2016-11-10");
    let lower = with_document("uedb", Document::Diploma, Some("2016-06-13"));
    let facts = facts_of_calm(&town(vec![gone, lower]));
    assert_eq!(
        facts.documents,
        [dated(Document::Diploma, "2016-06-13"), dated(Document::StudyCertificate, "2016-06-10")]
    );

    let present = row("ber", UNIT, "2015-08-17");
    let lower = with_document("uedb", Document::Diploma, Some("2016-06-13"));
    let facts = facts_of_calm(&town(vec![present, lower]));
    assert_eq!(facts.placements.len(), 1, "only the school's row counts");
    assert_eq!(facts.documents, [dated(Document::Diploma, "2016-06-13")]);
}

#[test]
fn a_row_broken_off_before_its_start_still_leaves_its_document() {
    let mut never = with_document("ber", Document::Diploma, Some("2016-06-13"));
    never.1.row.status = PlacementStatus::BrokenOff;
    never.1.row.broken_off_on = Some(day("2015-08-16"));
    let facts = facts_of_calm(&town(vec![never]));
    assert_eq!(facts.placements, []);
    assert_eq!(facts.documents, [dated(Document::Diploma, "2016-06-13")]);
}

#[test]
fn an_undated_document_counts_from_the_night_it_was_first_seen() {
    let mut told = with_document("ber", Document::StudyCertificate, None);
    told.1.first_seen = Some(day("2016-09-01"));
    told.1.document_seen = Some(day("2016-11-10"));
    let facts = facts_of_calm(&town(vec![told]));
    let expected =
        DocumentFact { document: Document::StudyCertificate, from: Some(day("2016-11-10")), dated: false };
    assert_eq!(facts.documents, [expected]);
    assert!(!expected.counts_on(day("2016-11-09")));
    assert!(expected.counts_on(day("2016-11-10")));
}

#[test]
fn an_undated_document_of_the_first_load_counts_from_always() {
    let facts = facts_of_calm(&town(vec![with_document("ber", Document::StudyCertificate, None)]));
    let expected = DocumentFact { document: Document::StudyCertificate, from: None, dated: false };
    assert_eq!(facts.documents, [expected]);
    assert!(expected.counts_on(day("2000-01-01")));
}

#[test]
fn a_credential_is_a_document_dated_or_first_seen() {
    let mut staged = town(Vec::new());
    let mut answer = |document, date: Option<&str>| {
        let id = CredentialId { provider: provider("intyg"), number: number(ORDINARY_NUMBER), document };
        let told = StagedCredential {
            date: date.map(day),
            first_seen: Some(day("2016-11-12")),
            told: true,
            sighting: sighting(),
        };
        staged.credentials.insert(id, told);
    };
    answer(Document::Diploma, Some("2016-06-13"));
    answer(Document::ForeignExam, None);
    let undated =
        DocumentFact { document: Document::ForeignExam, from: Some(day("2016-11-12")), dated: false };
    assert_eq!(facts_of_calm(&staged).documents, [dated(Document::Diploma, "2016-06-13"), undated]);
}

/// What the population register tells of a resident first seen on 1 September, changed on 10 November.
fn residence_of(row: ResidentRow) -> Residence {
    let resident = StagedResident {
        first_seen: Some(day("2016-09-01")),
        municipality_seen: Some(day("2016-11-10")),
        deregistration_seen: Some(day("2016-11-11")),
        ..staged_resident(row)
    };
    let residents = BTreeMap::from([(number(ORDINARY_NUMBER), resident)]);
    facts_of_calm(&Staged { residents, ..Staged::default() }).residence.unwrap()
}

#[test]
fn a_deregistration_with_an_incomplete_date_counts_from_the_night_it_was_first_seen() {
    let told = |code, date: Option<&str>| {
        let deregistration = Some(DeregistrationRow { code, date: date.map(day) });
        residence_of(ResidentRow { deregistration, ..resident_row(ORDINARY_NUMBER) }).deregistration
    };
    assert_eq!(
        told(Deregistration::Emigrated, None),
        Some((Deregistration::Emigrated, Some(day("2016-11-11"))))
    );
    assert_eq!(
        told(Deregistration::Emigrated, Some("2016-10-01")),
        Some((Deregistration::Emigrated, Some(day("2016-10-01"))))
    );
    assert_eq!(told(Deregistration::NumberReplaced, Some("2016-10-01")), None, "not a departure");
}

#[test]
fn moving_away_without_a_date_counts_from_the_night_it_was_first_seen() {
    let away = ResidentRow { municipality: "0184".into(), ..resident_row(ORDINARY_NUMBER) };
    let residence = residence_of(away.clone());
    assert!(!residence.at_home);
    assert_eq!(residence.since, Some(day("2016-11-10")));
    let with_date = residence_of(ResidentRow { moved_in: Some(day("2016-10-03")), ..away });
    assert_eq!(with_date.since, Some(day("2016-10-03")));
}

#[test]
fn living_here_without_a_date_is_from_always() {
    let residence = residence_of(resident_row(ORDINARY_NUMBER));
    assert!(residence.at_home);
    assert_eq!(residence.since, None);
}

#[test]
fn either_flag_protects() {
    let plain = residence_of(resident_row(ORDINARY_NUMBER));
    let facts = |residence| Facts { residence: Some(residence), ..ordinary_person() };
    assert!(!facts(plain.clone()).is_protected());
    assert!(facts(Residence { secrecy_marked: true, ..plain.clone() }).is_protected());
    assert!(facts(Residence { protected_registration: true, ..plain }).is_protected());
}

#[test]
fn a_person_may_say_of_somebody_outside_the_population_that_they_are_protected() {
    let decision = |reason| DecisionReport {
        number: number(ORDINARY_NUMBER),
        ruling: Ruling::Covered,
        reason,
        from: day("2016-11-01"),
        to: day("2017-06-30"),
    };
    let outside = |reason| Facts { residence: None, decisions: vec![decision(reason)], ..ordinary_person() };
    assert!(outside(RulingReason::ProtectedRegistration).is_protected());
    assert!(!outside(RulingReason::Other).is_protected());
}

fn with_reject(mut staged: Staged, source: &str, reject: StagedReject) -> Staged {
    staged.rejects.entry(provider(source)).or_default().insert(reject);
    staged
}

fn reject(key: Option<PlacementKey>, contradictory: bool) -> StagedReject {
    StagedReject { number: number(ORDINARY_NUMBER), key, contradictory, line: 2 }
}

#[test]
fn a_quarantined_enrolment_row_is_in_doubt_unless_its_accepted_version_stands_in() {
    let key = placement_row(UNIT, "2015-08-17").key;
    let is_in_doubt = |staged: &Staged| facts_of_calm(staged).has_quarantined_row;
    assert!(!is_in_doubt(&town(Vec::new())));
    assert!(is_in_doubt(&with_reject(town(Vec::new()), "ber", reject(None, false))));
    assert!(is_in_doubt(&with_reject(town(Vec::new()), "ber", reject(Some(key.clone()), false))));

    let own = town(vec![row("ber", UNIT, "2015-08-17")]);
    assert!(!is_in_doubt(&with_reject(own.clone(), "ber", reject(Some(key.clone()), false))));
    assert!(is_in_doubt(&with_reject(own, "ber", reject(None, false))), "what it is about cannot be read");
    let anothers = town(vec![row("uedb", UNIT, "2015-08-17")]);
    assert!(is_in_doubt(&with_reject(anothers, "ber", reject(Some(key.clone()), false))));
    let another_start = town(vec![row("ber", UNIT, "2015-08-18")]);
    assert!(is_in_doubt(&with_reject(another_start, "ber", reject(Some(key), false))));
}

#[test]
fn a_bad_row_of_credentials_or_of_the_population_is_no_quarantined_enrolment() {
    for source in ["intyg", "folkbokforing"] {
        let facts = facts_of_calm(&with_reject(town(Vec::new()), source, reject(None, false)));
        assert!(!facts.has_quarantined_row, "{source}");
        assert!(!facts.contradictory, "{source}");
    }
}

#[test]
fn what_a_closed_providers_last_file_said_of_quarantine_no_longer_holds() {
    let staged = with_reject(town(Vec::new()), "ber", reject(None, false));
    let of = |source: &str| reading(source, delivery(FileRows::Placements(Vec::new())));
    let without_ber = ["folkbokforing", "uedb"].map(of);
    let tonight = judge(&without_ber, &ordinary_rules(), &BTreeMap::new(), &[], day("2016-11-14"));
    assert!(!facts_of(&staged, &tonight).has_quarantined_row);
}

#[test]
fn two_population_rows_that_differ_contradict_each_other_and_two_enrolment_rows_do_not() {
    let population = facts_of_calm(&with_reject(town(Vec::new()), "folkbokforing", reject(None, true)));
    assert!(population.contradictory);
    let school = facts_of_calm(&with_reject(town(Vec::new()), "ber", reject(None, true)));
    assert!(!school.contradictory);
    assert!(school.has_quarantined_row);
}

#[test]
fn a_referral_that_leads_nowhere_is_contradictory() {
    let replaced = ResidentRow {
        replaced_by: Some(number(NEW_NUMBER)),
        deregistration: Some(DeregistrationRow { code: Deregistration::NumberReplaced, date: None }),
        ..resident_row(ORDINARY_NUMBER)
    };
    let residents = BTreeMap::from([(number(ORDINARY_NUMBER), staged_resident(replaced))]);
    assert!(facts_of_calm(&Staged { residents, ..Staged::default() }).contradictory);
}

#[test]
fn who_was_last_at_a_silent_school_is_in_doubt() {
    let silent = failing("ber", "2016-11-06");
    let rests = |placements| facts_of(&town(placements), &silent).rests_on_silence;
    assert!(rests(vec![row("ber", UNIT, "2016-08-17"), row("uedb", OTHER_UNIT, "2015-08-17")]));
    assert!(!rests(vec![row("ber", UNIT, "2015-08-17"), row("uedb", OTHER_UNIT, "2016-08-17")]));
    assert!(!rests(vec![row("ber", UNIT, "2016-08-17"), row("uedb", UNIT, "2016-08-17")]), "UEDB tells");
    assert!(!rests(Vec::new()));
}

#[test]
fn who_is_at_a_school_that_is_carried_forward_is_not_in_doubt() {
    let carried = failing("ber", "2016-11-07");
    assert!(!facts_of(&town(vec![row("ber", UNIT, "2016-08-17")]), &carried).rests_on_silence);
}

/// A resident first seen on a night.
fn arrived(first_seen: Option<&str>) -> Staged {
    let resident =
        StagedResident { first_seen: first_seen.map(day), ..staged_resident(resident_row(ORDINARY_NUMBER)) };
    Staged { residents: BTreeMap::from([(number(ORDINARY_NUMBER), resident)]), ..Staged::default() }
}

#[test]
fn who_arrived_after_the_last_file_of_uedb_is_in_doubt_while_it_is_carried_forward() {
    let carried = failing("uedb", "2016-11-12");
    assert!(facts_of(&arrived(Some("2016-11-13")), &carried).rests_on_silence);
    assert!(!facts_of(&arrived(Some("2016-11-12")), &carried).rests_on_silence);
    assert!(!facts_of(&arrived(None), &carried).rests_on_silence);
    assert!(!facts_of(&arrived(Some("2016-11-13")), &all_fresh()).rests_on_silence);
    let population = failing("folkbokforing", "2016-11-12");
    assert!(!facts_of(&arrived(Some("2016-11-13")), &population).rests_on_silence);
    let school = failing("ber", "2016-11-12");
    assert!(!facts_of(&arrived(Some("2016-11-13")), &school).rests_on_silence);
}

#[test]
fn a_new_number_is_no_arrival() {
    let replaced = ResidentRow {
        replaced_by: Some(number(NEW_NUMBER)),
        deregistration: Some(DeregistrationRow {
            code: Deregistration::NumberReplaced,
            date: Some(day("2016-11-13")),
        }),
        ..resident_row(ORDINARY_NUMBER)
    };
    let mut staged = arrived(None);
    staged.residents.insert(number(ORDINARY_NUMBER), staged_resident(replaced));
    let new =
        StagedResident { first_seen: Some(day("2016-11-13")), ..staged_resident(resident_row(NEW_NUMBER)) };
    staged.residents.insert(number(NEW_NUMBER), new);
    assert!(!facts_of(&staged, &failing("uedb", "2016-11-12")).rests_on_silence);
}

#[test]
fn what_is_filed_under_a_replaced_number_belongs_to_the_person() {
    let replaced = ResidentRow {
        replaced_by: Some(number(NEW_NUMBER)),
        deregistration: Some(DeregistrationRow { code: Deregistration::NumberReplaced, date: None }),
        ..resident_row(ORDINARY_NUMBER)
    };
    let mut staged = town(vec![row("ber", UNIT, "2015-08-17")]);
    staged.residents.insert(number(ORDINARY_NUMBER), staged_resident(replaced));
    let away = ResidentRow { municipality: "0184".into(), ..resident_row(NEW_NUMBER) };
    staged.residents.insert(number(NEW_NUMBER), staged_resident(away));
    let facts = facts_of_calm(&staged);
    assert_eq!(facts.placements.len(), 1);
    assert!(facts.residence.is_some_and(|residence| !residence.at_home), "the new number's row is told");
}
