//! Row checks: each code with its column and line, and what sound rows come to.

use super::town::{county, deliver, documents, population, school};
use crate::domain::calendar::date;
use crate::domain::codes::{Deregistration, Document, RowFault, SchoolForm};
use crate::domain::record::{Delivery, DeregistrationRow, DocumentRow, PlacementRow, ResidentRow, Rows};
use RowFault::{
    BadCode, BadDate, BadPersonnummer, BadSchoolUnit, DuplicateConflicting, EndBeforeStart, EndedWithoutDate,
    LineBreakInField, MissingField, UnknownSchoolForm, UnknownStatus, WrongFieldCount,
};

const RESIDENT: &str = "200001182385;;Åsa;;Öberg;;Storgatan 1;12345;STOCKHOLM;0180;Farsta;20000118;N;N;;";
const CHILD: &str = "200701092397;;Åsa;;Öberg;;Storgatan 1;12345;STOCKHOLM;0180;Farsta;20070109;N;N;;";
const PUPIL: &str = "20000118-2385,10000001,GY,NANAT,1,INSKRIVEN,2016-08-17,,,,";

fn faults(delivery: &Delivery) -> Vec<(u64, Option<&str>, RowFault)> {
    delivery.rejected.iter().map(|row| (row.line, row.field.as_deref(), row.fault)).collect()
}

fn residents(rows: &[&str]) -> Vec<ResidentRow> {
    match deliver("folkbokforing", &population(rows)).rows {
        Rows::Residents(rows) => rows.into_iter().map(|(_, row)| row).collect(),
        Rows::Placements(_) | Rows::Credentials(_) => vec![],
    }
}

fn placements(rows: &[&str]) -> Vec<PlacementRow> {
    match deliver("ber", &school(rows)).rows {
        Rows::Placements(rows) => rows.into_iter().map(|(_, row)| row).collect(),
        Rows::Residents(_) | Rows::Credentials(_) => vec![],
    }
}

/// The single fault of a row made from a sound one, in the row's own file.
fn assert_fault(source: &str, row: &str, field: Option<&str>, fault: RowFault) {
    let file = match source {
        "folkbokforing" => population(&[row]),
        "uedb" => county(&[row]),
        "ber" => school(&[row]),
        _ => documents(&[row]),
    };
    assert_eq!(faults(&deliver(source, &file)), [(2, field, fault)], "{row}");
}

#[test]
fn a_resident_is_read_as_delivered() {
    let rows = residents(&[RESIDENT]);
    let [row] = rows.as_slice() else { unreachable!("one row") };
    assert_eq!(
        (row.number.as_str(), row.municipality.as_str(), row.area.as_str()),
        ("200001182385", "0180", "Farsta")
    );
    assert_eq!((row.contact.given_name.as_str(), row.contact.family_name.as_str()), ("Åsa", "Öberg"));
    assert_eq!(row.moved_in, Some(date(2000, 1, 18)));
    assert_eq!((row.secrecy_marked, row.protected_registration), (false, false));
    assert_eq!((row.replaced_by, row.deregistration), (None, None));
}

#[test]
fn each_fault_of_a_resident_has_its_code_and_column() {
    let with = |from: &str, to: &str| RESIDENT.replacen(from, to, 1);
    for (row, field, fault) in [
        (with("200001182385", ""), Some("PERSONNUMMER"), BadPersonnummer),
        (with("200001182385", "2,00506E+11"), Some("PERSONNUMMER"), BadPersonnummer),
        (with("200001182385", "0001182385"), Some("PERSONNUMMER"), BadPersonnummer),
        (with("85;;", "85;20000118;"), Some("HANVISNINGSNUMMER"), BadPersonnummer),
        (with("0180", ""), Some("KOMMUNKOD"), MissingField),
        (with("0180", "180"), Some("KOMMUNKOD"), BadCode),
        (with("20000118;N", "20161341;N"), Some("INFLYTTNINGSDATUM"), BadDate),
        (with("20000118;N", "18991231;N"), Some("INFLYTTNINGSDATUM"), BadDate),
        (with("N;N;;", "N;N;AV;20161341"), Some("AVREGISTRERINGSDATUM"), BadDate),
        (with("N;N;;", "N;N;"), None, WrongFieldCount),
        (with("Åsa", "Å\rsa"), None, LineBreakInField),
    ] {
        assert_fault("folkbokforing", &row, field, fault);
    }
}

#[test]
fn the_first_fault_in_column_order_is_listed() {
    let row = RESIDENT.replace("0180", "180").replace("20000118;N", "20161341;N");
    assert_fault("folkbokforing", &row, Some("KOMMUNKOD"), BadCode);
    let row = PUPIL.replace("10000001,GY,NANAT", "1,GYX,").replace("2016-08-17", "");
    assert_fault("ber", &row, Some("SKOLENHETSKOD"), BadSchoolUnit);
}

#[test]
fn any_flag_but_no_counts_as_set_and_what_is_not_yes_either_is_counted() {
    let rows: Vec<String> = (0..100).map(|_| RESIDENT.to_owned()).collect();
    let mut rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let lower = "200002062388;;;;;;;;;0180;;;j;N;;";
    rows.extend([lower, "200002262392;;;;;;;;;0180;;;N;J;;"]);
    let delivery = deliver("folkbokforing", &population(&rows));
    assert_eq!(delivery.unreadable_flags, 1);
    let flags: Vec<_> =
        residents(&rows).iter().map(|row| (row.secrecy_marked, row.protected_registration)).collect();
    assert_eq!(flags, [(false, false), (true, false), (false, true)]);
}

#[test]
fn an_incomplete_date_of_deregistration_is_no_date() {
    for (written, day) in [
        ("20161101", Some(date(2016, 11, 1))),
        ("20161100", None),
        ("20160000", None),
        ("0", None),
        ("", None),
    ] {
        let rows = residents(&[&RESIDENT.replace("N;N;;", &format!("N;N;AV;{written}"))]);
        let expected = DeregistrationRow { code: Deregistration::Deceased, date: day };
        assert_eq!(rows[0].deregistration, Some(expected), "{written}");
    }
}

#[test]
fn a_deregistration_and_a_document_that_no_table_knows_are_no_faults() {
    let rows = residents(&[&RESIDENT.replace("N;N;;", "N;N;XX;")]);
    assert_eq!(rows[0].deregistration, Some(DeregistrationRow { code: Deregistration::Unknown, date: None }));
    let rows = placements(&[&PUPIL.replace(",,,,", ",,,INTYG,")]);
    assert_eq!(rows[0].document, Some(DocumentRow { document: Document::Unknown, date: None }));
}

#[test]
fn rows_of_other_birth_years_are_checked_and_counted_but_not_kept() {
    let delivery = deliver("folkbokforing", &population(&[RESIDENT, CHILD]));
    assert_eq!((delivery.row_count, residents(&[RESIDENT, CHILD]).len()), (2, 1));
    assert_fault(
        "folkbokforing",
        &CHILD.replace("20070109;N", "20161341;N"),
        Some("INFLYTTNINGSDATUM"),
        BadDate,
    );
    let pupil = "20070109-2397,10000001,GR,,,INSKRIVEN,2014-08-18,,,,";
    assert_eq!(deliver("ber", &school(&[pupil, PUPIL])).row_count, 2);
    assert_eq!(placements(&[pupil, PUPIL]).len(), 1);
}

#[test]
fn each_fault_of_a_placement_has_its_code_and_column() {
    let with = |from: &str, to: &str| PUPIL.replacen(from, to, 1);
    for (row, field, fault) in [
        (with("20000118-2385", "20000118-238"), Some("PERSONNUMMER"), BadPersonnummer),
        (with("20000118-2385", "\"2,00506E+11\""), Some("PERSONNUMMER"), BadPersonnummer),
        (with("10000001", "1000001"), Some("SKOLENHETSKOD"), BadSchoolUnit),
        (with("10000001", "1000000A"), Some("SKOLENHETSKOD"), BadSchoolUnit),
        (with("10000001", ""), Some("SKOLENHETSKOD"), MissingField),
        (with("GY", "GYX"), Some("SKOLFORM"), UnknownSchoolForm),
        (with("GY", ""), Some("SKOLFORM"), MissingField),
        (with("NANAT", ""), Some("STUDIEVAGSKOD"), MissingField),
        (with("GY,NANAT", "GYAN,"), Some("STUDIEVAGSKOD"), MissingField),
        (with(",1,", ",11,"), Some("ARSKURS"), BadCode),
        (with(",1,", ",+1,"), Some("ARSKURS"), BadCode),
        (with("INSKRIVEN", "PAUSAD"), Some("STATUS"), UnknownStatus),
        (with("INSKRIVEN", ""), Some("STATUS"), MissingField),
        (with("2016-08-17", ""), Some("STARTDATUM"), MissingField),
        (with("2016-08-17", "20160817"), Some("STARTDATUM"), BadDate),
        (with("17,,", "17,2016-13-41,"), Some("SLUTDATUM"), BadDate),
        (with("17,,,", "17,,x,"), Some("AVBROTTSDATUM"), BadDate),
        (with("INSKRIVEN", "AVSLUTAD"), Some("AVBROTTSDATUM"), EndedWithoutDate),
        (with("INSKRIVEN", "AVBRUTEN"), Some("AVBROTTSDATUM"), EndedWithoutDate),
        (with("17,,", "17,2016-08-16,"), Some("AVBROTTSDATUM"), EndBeforeStart),
        (with("17,,,", "17,,2016-08-16,"), Some("AVBROTTSDATUM"), EndBeforeStart),
        (with(",,,,", ",,,STUDIEBEVIS,x"), Some("DOKUMENTDATUM"), BadDate),
        (with(",,,,", ",,,,,x"), None, WrongFieldCount),
        (with("NANAT", "\"NA\nNAT\""), None, LineBreakInField),
    ] {
        assert_fault("ber", &row, field, fault);
    }
}

#[test]
fn a_placement_broken_off_before_it_began_or_ended_on_its_first_day_is_sound() {
    for row in [
        PUPIL.replace("INSKRIVEN", "AVBRUTEN").replace("17,,,", "17,,2016-08-16,"),
        PUPIL.replace("INSKRIVEN", "AVSLUTAD").replace("17,,", "17,2016-08-17,"),
    ] {
        assert_eq!(placements(&[&row]).len(), 1, "{row}");
    }
}

#[test]
fn adult_education_needs_no_unit_and_no_programme() {
    for form in ["VUX", "SFI", "FHS", "HS", "UTL"] {
        assert_eq!(
            placements(&[&PUPIL.replace("10000001,GY,NANAT", &format!(",{form},"))]).len(),
            1,
            "{form}"
        );
    }
    assert_fault("ber", &PUPIL.replace("10000001,GY,NANAT", ",GR,"), Some("SKOLENHETSKOD"), MissingField);
}

#[test]
fn a_synonym_of_a_school_form_is_folded() {
    let rows = placements(&[&PUPIL.replace("GY,NANAT", "GRSÄR,")]);
    assert_eq!(rows[0].key.form, SchoolForm::AdaptedCompulsory);
}

#[test]
fn a_document_needs_a_number_and_a_code_but_no_date() {
    assert_fault("intyg", "200001182385;;2016-06-10", Some("DOKUMENT"), MissingField);
    assert_fault("intyg", "x;EXAMENSBEVIS;2016-06-10", Some("PERSONNUMMER"), BadPersonnummer);
    assert_fault("intyg", "200001182385;EXAMENSBEVIS;20160610", Some("DOKUMENTDATUM"), BadDate);
    let delivery = deliver("intyg", &documents(&["200001182385;EXAMENSBEVIS;"]));
    assert!(matches!(&delivery.rows, Rows::Credentials(rows) if rows[0].1.document.date.is_none()));
}

#[test]
fn a_rejected_row_names_its_person_and_placement_wherever_they_can_be_read() {
    let delivery = deliver("ber", &school(&[&PUPIL.replace("INSKRIVEN", "PAUSAD")]));
    let key = delivery.rejected[0].key.clone().unwrap();
    assert_eq!(
        (key.number.as_str(), key.unit.as_str(), key.programme.as_str()),
        ("200001182385", "10000001", "NANAT")
    );
    assert_eq!((key.form, key.start), (SchoolForm::UpperSecondary, date(2016, 8, 17)));
    let delivery = deliver("ber", &school(&[&PUPIL.replace("2016-08-17", "")]));
    assert_eq!(delivery.rejected[0].key, None);
    assert_eq!(delivery.rejected[0].number.unwrap().as_str(), "200001182385");
    let delivery = deliver("ber", &school(&[&format!("{PUPIL},x")]));
    assert!(delivery.rejected[0].names_nobody());
}

#[test]
fn copies_are_merged_and_contradictions_rejected_in_the_birth_years_and_outside() {
    let moved = |row: &str| row.replace("Farsta", "Bromma");
    let delivery = deliver("folkbokforing", &population(&[RESIDENT, CHILD, RESIDENT, CHILD]));
    assert_eq!((delivery.merged_duplicates, faults(&delivery)), (2, vec![]));
    for row in [RESIDENT, CHILD] {
        let delivery = deliver("folkbokforing", &population(&[row, &moved(row)]));
        let expected = [(2, None, DuplicateConflicting), (3, None, DuplicateConflicting)];
        assert_eq!(faults(&delivery), expected);
        assert!(delivery.rejected.iter().all(|row| row.number.is_some()));
        assert_eq!(delivery.rows, Rows::Residents(vec![]));
    }
    let delivery = deliver("ber", &school(&[PUPIL, &PUPIL.replace(",1,", ",2,")]));
    assert_eq!(delivery.rejected.len(), 2);
    assert!(delivery.rejected.iter().all(|row| row.key.is_some()));
}

#[test]
fn two_documents_of_one_person_do_not_contradict_each_other_but_two_dates_of_one_do() {
    let rows = ["200001182385;EXAMENSBEVIS;2016-06-10", "200001182385;STUDIEBEVIS;2015-06-10"];
    assert_eq!(faults(&deliver("intyg", &documents(&rows))), []);
    let rows = ["200001182385;EXAMENSBEVIS;2016-06-10", "200001182385;EXAMENSBEVIS;2015-06-10"];
    assert_eq!(deliver("intyg", &documents(&rows)).rejected.len(), 2);
}

#[test]
fn a_fault_keeps_its_fingerprint_on_another_line_and_shares_it_with_no_other() {
    let bad = PUPIL.replace("INSKRIVEN", "PAUSAD");
    let print = |rows: &[&str]| deliver("ber", &school(rows)).rejected[0].fingerprint.clone();
    let other = "20000206-2388,10000001,GY,NANAT,1,PAUSAD,2016-08-17,,,,";
    assert_eq!(print(&[&bad]), print(&[PUPIL, &bad]));
    assert_ne!(print(&[&bad]), print(&[other]));
    assert_ne!(print(&[&bad]), print(&[&PUPIL.replace(",1,", ",x,")]));
    assert_eq!(print(&[&bad]).len(), 32);
    assert!(!print(&[&bad]).contains("200001182385"));
}

#[test]
fn rows_come_in_the_order_of_their_keys_and_keep_their_lines() {
    let earlier = "200002062388;;;;;;;;;0180;;;N;N;;";
    let delivery = deliver("folkbokforing", &population(&[earlier, RESIDENT]));
    assert!(matches!(&delivery.rows, Rows::Residents(rows)
        if rows.iter().map(|(line, row)| (*line, row.number.as_str())).eq([(3, "200001182385"), (2, "200002062388")])));
}

#[test]
fn a_line_of_megabytes_is_one_row_with_a_wrong_field_count() {
    let long = RESIDENT.replace("Farsta", &"x".repeat(20_000_000));
    assert_fault("folkbokforing", &long, None, WrongFieldCount);
}
