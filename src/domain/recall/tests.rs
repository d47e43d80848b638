//! What comes back of a file, and what must not.

use super::*;
use crate::domain::codes::Document;
use crate::domain::sources::Memory;
use crate::domain::staged::{CredentialId, StagedCredential, StagedPlacement, StagedReject, StagedResident};
use crate::domain::state::{People, PersonId};
use crate::domain::testing::{
    ORDINARY_NUMBER, day, memory, number, ordinary_rules, placement_row, provider, resident_row, sighting,
    staged_placement, staged_resident,
};

const OTHER: &str = "199805052397";

fn record(source: &str) -> SourceRecord {
    SourceRecord {
        id: provider(source),
        file_date: Some(day("2016-11-14")),
        sha256: Some("of the file".to_owned()),
        row_count: Some(230),
        unmatched: Some(41),
        verdict: Verdict::Accepted,
        fault: None,
    }
}

/// What is recalled of one file.
fn recalled(record: SourceRecord, rejects: &[RejectRecord], after: &State) -> Reading {
    recall(vec![record], rejects, after, &ordinary_rules()).remove(0)
}

fn delivery_of(source: &str, after: &State) -> Delivery {
    recalled(record(source), &[], after).result.unwrap()
}

fn residents<const N: usize>(residents: [StagedResident; N]) -> State {
    let by_number = residents.iter().zip(1..).map(|(it, id)| (it.row.number, PersonId(id))).collect();
    let residents = residents.into_iter().map(|it| (it.row.number, it)).collect();
    let staged = Staged { residents, ..Staged::default() };
    State { staged, people: People { by_number, ..People::default() }, ..State::default() }
}

#[test]
fn a_row_that_only_stands_in_for_a_quarantined_one_was_not_in_the_file() {
    let told = staged_resident(resident_row(ORDINARY_NUMBER));
    let standing_in = StagedResident { told: false, ..staged_resident(resident_row(OTHER)) };
    assert_eq!(
        delivery_of("folkbokforing", &residents([told, standing_in])).rows,
        Rows::Residents(vec![(2, resident_row(ORDINARY_NUMBER))])
    );

    let (told, placement) = staged_placement("ber", placement_row("10000001", "2015-08-17"));
    let (untold, other) = staged_placement("ber", placement_row("10000002", "2015-08-17"));
    let (theirs, third) = staged_placement("uedb", placement_row("10000003", "2015-08-17"));
    let mut after = State::default();
    after.staged.placements = BTreeMap::from([
        (told, placement),
        (untold, StagedPlacement { told: false, ..other }),
        (theirs, third),
    ]);
    assert_eq!(
        delivery_of("ber", &after).rows,
        Rows::Placements(vec![(2, placement_row("10000001", "2015-08-17"))])
    );
}

#[test]
fn a_document_told_by_an_earlier_file_is_not_in_this_one() {
    let credential = |document, told| {
        let id = CredentialId { provider: provider("intyg"), number: number(OTHER), document };
        (id, StagedCredential { date: None, first_seen: None, told, sighting: sighting() })
    };
    let mut after = State::default();
    after.staged.credentials =
        BTreeMap::from([credential(Document::Diploma, true), credential(Document::StudyCertificate, false)]);
    let document = DocumentRow { document: Document::Diploma, date: None };
    assert_eq!(
        delivery_of("intyg", &after).rows,
        Rows::Credentials(vec![(2, CredentialRow { number: number(OTHER), document })])
    );
}

#[test]
fn a_line_is_told_only_of_the_file_it_was_in() {
    let mut resident = staged_resident(resident_row(OTHER));
    resident.sighting = Sighting { file_date: day("2016-11-11"), line: 70 };
    assert_eq!(
        delivery_of("folkbokforing", &residents([resident])).rows,
        Rows::Residents(vec![(0, resident_row(OTHER))])
    );
}

#[test]
fn what_the_file_came_down_to_comes_back_with_it() {
    let mut after = State::default();
    let unreadable = |streak| Memory { unreadable_streak: streak, ..memory("2016-11-14") };
    after.staged.memories =
        BTreeMap::from([(provider("ber"), unreadable(1)), (provider("uedb"), unreadable(0))]);
    let delivery = delivery_of("ber", &after);
    assert_eq!((delivery.sha256.as_str(), delivery.row_count), ("of the file", 230));
    assert_eq!(delivery.recalled.as_ref().map(|recalled| recalled.unmatched), Some(41));
    assert!(delivery.names_nobody);
    assert!(!delivery_of("uedb", &after).names_nobody);
}

#[test]
fn a_quarantined_row_names_whom_it_named() {
    let key = placement_row("10000001", "2015-08-17").key;
    let reject = |line, source| RejectRecord {
        id: provider(source),
        line,
        field: Some("STATUS".to_owned()),
        fault: RowFault::DuplicateConflicting,
        fingerprint: format!("of line {line}"),
    };
    let mut after = State::default();
    let named = StagedReject { number: key.number, key: Some(key.clone()), contradictory: true, line: 17 };
    after.staged.rejects = BTreeMap::from([(provider("ber"), BTreeSet::from([named]))]);
    let rejects = [reject(17, "uedb"), reject(17, "ber"), reject(18, "ber")];
    let delivery = recalled(record("ber"), &rejects, &after).result.unwrap();
    let rejected = |line, number, key| Rejected {
        line,
        field: Some("STATUS".to_owned()),
        fault: RowFault::DuplicateConflicting,
        number,
        key,
        fingerprint: format!("of line {line}"),
    };
    assert_eq!(
        delivery.rejected,
        [rejected(17, Some(number(ORDINARY_NUMBER)), Some(key)), rejected(18, None, None)]
    );
}

#[test]
fn about_whom_nothing_was_kept_the_file_may_have_told_more() {
    let known = staged_resident(resident_row(ORDINARY_NUMBER));
    let unheard = StagedResident { unheard: true, ..staged_resident(resident_row(OTHER)) };
    let mut after = residents([known, unheard]);
    let former = number("199801012387");
    after.people.by_number.insert(former, PersonId(2));
    let recalled = delivery_of("ber", &after).recalled.unwrap();
    assert_eq!(*recalled.knew, BTreeSet::from([number(ORDINARY_NUMBER)]), "no number of the second person");
}

#[test]
fn of_a_file_that_was_not_believed_there_is_only_the_reason() {
    let faulty = |verdict, fault| SourceRecord { verdict, fault, ..record("ber") };
    for verdict in [Verdict::CarriedForward, Verdict::Silent, Verdict::Refused, Verdict::Absent] {
        let told = recalled(faulty(verdict, Some(FileFault::RowCountDrop)), &[], &State::default());
        assert_eq!((told.result, told.file), (Err(FileFault::RowCountDrop), None));
        let untold = recalled(faulty(verdict, None), &[], &State::default());
        assert_eq!(untold.result, Err(FileFault::Missing));
    }
}

#[test]
fn a_source_that_is_no_longer_configured_is_forgotten() {
    assert_eq!(recall(vec![record("closed")], &[], &State::default(), &ordinary_rules()), []);
}
