//! Reported files as values: each kind's columns, every fault under its code, and never a value.

use super::*;
use crate::domain::calendar::date;
use crate::domain::codes::{
    Channel, CoveredReason, FileFault, Lane, MeasureEnd, MeasureKind, Occupation, OccupationSource, Ruling,
    RulingReason, Step,
};
use crate::domain::reported::faults::{Faulty, WantedFile};

const CONTACTS: &str = "PERSONNUMMER;DATUM;KANAL;UTFALL;SVAR_PA;SYSSELSATTNING";
const DETAILS: &str = "PERSONNUMMER;TELEFON;EPOST";
const OCCUPATIONS: &str = "PERSONNUMMER;SYSSELSATTNING;FRAN;TILL;KALLA";
const MEASURES: &str = "PERSONNUMMER;ATGARD;FRAN;TILL;AVSLUTSORSAK;SYSSELSATTNING_FORE;SYSSELSATTNING_EFTER";
const DECISIONS: &str = "PERSONNUMMER;BESLUT;ORSAK;FRAN;TILL";
const INTERRUPTIONS: &str = "PERSONNUMMER;SKOLENHETSKOD;AVBROTTSDATUM";
const PAIRINGS: &str = "ID;PERSONNUMMER";
const ENTRIES: &str = "PERSONNUMMER;INSKRIVEN;ORSAK;LANE;KONTAKTSTEG";

fn file(header: &str, rows: &[&str]) -> Vec<u8> {
    let lines: Vec<String> =
        std::iter::once(header).chain(rows.iter().copied()).map(|line| format!("{line}\n")).collect();
    lines.concat().into_bytes()
}

fn number(text: &str) -> Number {
    Number::stored(text).unwrap()
}

fn today() -> NaiveDate {
    date(2016, 11, 20)
}

fn rows<T>(read: Read<'_, T>) -> Vec<T> {
    let sheet = read.unwrap_or_else(|unusable| panic!("{unusable:?}"));
    assert_eq!(sheet.faulty, []);
    sheet.rows
}

/// What is wrong, as it is told.
fn faults<T>(read: Read<'_, T>) -> Vec<String> {
    let sheet = read.unwrap_or_else(|unusable| panic!("{unusable:?}"));
    let told = |Faulty { line, column, fault, wanted }: &Faulty| {
        let wanted = match wanted {
            Wanted::OneOf(codes) => format!("one of {}", codes.join(", ")),
            other => format!("{other:?}"),
        };
        format!("{line} {fault} {}: {wanted}", column.unwrap_or("-"))
    };
    sheet.faulty.iter().map(told).collect()
}

#[test]
fn a_contact_may_tell_what_was_answered_and_what_the_youth_does() {
    let file = file(
        CONTACTS,
        &[
            "199805052389;2016-11-15;BREV;SKICKAT;;",
            "199805052389;2016-11-20;TELEFON;NADD_SYSSELSATT;BREV;ARBETE",
        ],
    );
    let sent = ContactReport {
        number: number("199805052389"),
        on: date(2016, 11, 15),
        channel: Channel::Letter,
        outcome: ContactOutcome::Sent,
        answered: None,
        occupation: None,
    };
    let reached = ContactReport {
        number: number("199805052389"),
        on: date(2016, 11, 20),
        channel: Channel::Telephone,
        outcome: ContactOutcome::ReachedOccupied,
        answered: Some(Channel::Letter),
        occupation: Some(Occupation::Work),
    };
    assert_eq!(rows(contacts(&file, today())), [sent, reached]);
}

#[test]
fn a_contact_lies_neither_ahead_nor_before_1900_and_says_what_occupies() {
    let file = file(
        CONTACTS,
        &[
            "199805052389;2016-11-21;BREV;SKICKAT;;",
            "199805052389;1899-12-31;BREV;SKICKAT;;",
            "199805052389;2016-11-16;TELEFON;NADD_SYSSELSATT;BREV;",
            "199805052389;2016-11-16;TELEFON;NADD_AVBOJER;;JOBB",
            "199805052389;2016-11-16;TELEFON;;FAX;",
        ],
    );
    assert_eq!(
        faults(contacts(&file, today())),
        [
            "2 bad_date DATUM: DayNotAhead",
            "3 bad_date DATUM: Day",
            "4 missing_field SYSSELSATTNING: one of GYMNASIUM, KOMVUX, FOLKHOGSKOLA, SFI, HOGSKOLA, \
             ARBETE, PRAKTIK, UTLANDET, ANNAN_AKTIVITET, INGEN, OKAND",
            "5 bad_code SYSSELSATTNING: one of GYMNASIUM, KOMVUX, FOLKHOGSKOLA, SFI, HOGSKOLA, ARBETE, \
             PRAKTIK, UTLANDET, ANNAN_AKTIVITET, INGEN, OKAND",
            "6 missing_field UTFALL: one of SKICKAT, EJ_SVAR, RETUR, FEL_NUMMER, \
             NADD_STOD_UTBILDNING, NADD_STOD_ARBETE, NADD_SYSSELSATT, NADD_AVBOJER",
        ]
    );
}

#[test]
fn contact_details_are_one_row_for_each_number_and_may_be_empty() {
    let file = file(
        DETAILS,
        &[
            "199805052389;+46 70-174 06 05;elev@example.org",
            "199603072399;;",
            "199805052389;070 1740605;elev@example.org",
            "199608042389;;",
        ],
    );
    let sheet = contact_details(&file).unwrap_or_else(|unusable| panic!("{unusable:?}"));
    let reached = DetailsReport {
        number: number("199805052389"),
        telephone: "0701740605".to_owned(),
        email: "elev@example.org".to_owned(),
    };
    let not =
        DetailsReport { number: number("199603072399"), telephone: String::new(), email: String::new() };
    let nor = DetailsReport { number: number("199608042389"), ..not.clone() };
    assert_eq!((sheet.rows, sheet.at, sheet.count), (vec![reached, not, nor], vec![2, 3, 5], 4));
    assert_eq!(sheet.faulty, []);
}

#[test]
fn contact_details_that_contradict_each_other_are_all_left_out() {
    let file = file(
        DETAILS,
        &[
            "199805052389;0701740605;",
            "199603072399;0701740606;",
            "199805052389;0701740605;",
            "199805052389;;elev@example.org",
            "199608042389;mobil;elev@example.org",
            "199608042389;;elev",
        ],
    );
    assert_eq!(
        faults(contact_details(&file)),
        [
            "2 duplicate_conflicting PERSONNUMMER: SameOf(\"PERSONNUMMER\")",
            "4 duplicate_conflicting PERSONNUMMER: SameOf(\"PERSONNUMMER\")",
            "5 duplicate_conflicting PERSONNUMMER: SameOf(\"PERSONNUMMER\")",
            "6 bad_code TELEFON: Telephone",
            "7 bad_code EPOST: Email",
        ]
    );
    let sheet = contact_details(&file).unwrap_or_else(|unusable| panic!("{unusable:?}"));
    assert_eq!((sheet.at, sheet.count), (vec![3], 6));
}

#[test]
fn an_occupation_may_be_open() {
    let file = file(
        OCCUPATIONS,
        &[
            "199805052389;ARBETE;2016-11-01;;UNGDOMEN",
            "199805052389;PRAKTIK;2016-11-01;2016-11-01;ARBETSGIVARE",
        ],
    );
    let work = OccupationReport {
        number: number("199805052389"),
        occupation: Occupation::Work,
        from: date(2016, 11, 1),
        to: None,
        source: OccupationSource::Youth,
    };
    let internship = OccupationReport {
        occupation: Occupation::Internship,
        to: Some(date(2016, 11, 1)),
        source: OccupationSource::Employer,
        ..work.clone()
    };
    assert_eq!(rows(occupations(&file)), [work, internship]);
}

#[test]
fn an_occupation_does_not_end_before_it_begins_and_says_who_told() {
    let file = file(
        OCCUPATIONS,
        &[
            "199805052389;ARBETE;2016-11-01;2016-10-31;GRANNEN",
            "199805052389;ARBETE;2016-11-01;;GRANNEN",
            "199805052389;ARBETE;;;UNGDOMEN",
            "199805052389;ARBETE;2016-11-01;2016-11-31;UNGDOMEN",
        ],
    );
    assert_eq!(
        faults(occupations(&file)),
        [
            "2 end_before_start TILL: DayNotBefore(\"FRAN\")",
            "3 bad_code KALLA: one of UNGDOMEN, ANHORIG, SKOLA, ARBETSGIVARE, KOMMUNEN, MYNDIGHET, ANNAN",
            "4 missing_field FRAN: Day",
            "5 bad_date TILL: Day",
        ]
    );
}

#[test]
fn a_measure_may_go_on_or_have_ended() {
    let file = file(
        MEASURES,
        &[
            "199805052389;PRAKTIK;2016-11-01;;;;",
            "199805052389;MOTIVERANDE_SAMTAL;2016-10-01;2016-10-31;OVERGANG_STUDIER;INGEN;KOMVUX",
        ],
    );
    let going_on = MeasureReport {
        number: number("199805052389"),
        measure: MeasureKind::Internship,
        from: date(2016, 11, 1),
        to: None,
        ended: None,
        before: None,
        after: None,
    };
    let ended = MeasureReport {
        number: number("199805052389"),
        measure: MeasureKind::Motivation,
        from: date(2016, 10, 1),
        to: Some(date(2016, 10, 31)),
        ended: Some(MeasureEnd::ToStudies),
        before: Some(Occupation::Nothing),
        after: Some(Occupation::AdultEducation),
    };
    assert_eq!(rows(measures(&file)), [going_on, ended]);
}

#[test]
fn a_measure_that_ended_says_when() {
    let file = file(
        MEASURES,
        &[
            "199805052389;PRAKTIK;2016-11-01;;FULLFOLJD;;",
            "199805052389;PRAKTIK;2016-11-01;2016-10-31;FULLFOLJD;;",
            "199805052389;PRAKTIK;2016-11-01;2016-11-30;SLUT;;",
        ],
    );
    assert_eq!(
        faults(measures(&file)),
        [
            "2 ended_without_date TILL: DayWith(\"AVSLUTSORSAK\")",
            "3 end_before_start TILL: DayNotBefore(\"FRAN\")",
            "4 bad_code AVSLUTSORSAK: one of FULLFOLJD, OVERGANG_STUDIER, OVERGANG_ARBETE, \
             AVBRUTEN_AV_UNGDOMEN, AVBRUTEN_AV_KOMMUNEN, LAMNAT_REGISTRET, ANNAN",
        ]
    );
}

#[test]
fn a_decision_holds_for_a_time() {
    let file = file(DECISIONS, &["19980505-2389;OMFATTAS_EJ;UTLANDSSTUDIER;2016-11-10;9999-12-31"]);
    let decision = DecisionReport {
        number: number("199805052389"),
        ruling: Ruling::NotCovered,
        reason: RulingReason::StudiesAbroad,
        from: date(2016, 11, 10),
        to: date(9999, 12, 31),
    };
    assert_eq!(rows(decisions(&file)), [decision]);
}

#[test]
fn of_several_faults_of_a_row_the_first_column_counts() {
    let file = file(
        DECISIONS,
        &[
            "9805052389;KANSKE;ANNAN;2016-11-10;2017-06-15",
            ";OMFATTAS;ANNAN;2016-11-10;2017-06-15",
            "199805052389;KANSKE;SKOLTRÖTT;igår;2017-06-15",
            "199805052389;OMFATTAS;SKOLTRÖTT;2016-11-10;2016-11-09",
            "199805052389;OMFATTAS;ANNAN;2016-11-10;",
            "199805052389;OMFATTAS;ANNAN;2016-11-10;2016-11-09",
            "199805052389;OMFATTAS;ANNAN;2016-11-10",
            "199805052389;OMFATTAS;ANNAN;2016-11-10;2017-06-15;",
            "199805052389;OMFATTAS;ANNAN;2016-11-10\r;2017-06-15",
        ],
    );
    assert_eq!(
        faults(decisions(&file)),
        [
            "2 bad_personnummer PERSONNUMMER: Number",
            "3 bad_personnummer PERSONNUMMER: Number",
            "4 bad_code BESLUT: one of OMFATTAS, OMFATTAS_EJ",
            "5 bad_code ORSAK: one of SKYDDAD_FOLKBOKFORING, UTLANDSSTUDIER, MOTSVARANDE_UTBILDNING, \
             FELREGISTRERAD, ANNAN",
            "6 missing_field TILL: Day",
            "7 end_before_start TILL: DayNotBefore(\"FRAN\")",
            "8 wrong_field_count -: Fields { found: 4, asked: 5 }",
            "9 wrong_field_count -: Fields { found: 6, asked: 5 }",
            "10 line_break_in_field -: OneLine",
        ]
    );
}

#[test]
fn an_interruption_names_a_unit_of_eight_digits() {
    let good = InterruptionReport {
        number: number("199805052389"),
        unit: "10000001".to_owned(),
        last_day: date(2016, 11, 10),
    };
    let file = file(
        INTERRUPTIONS,
        &[
            "199805052389;10000001;2016-11-10",
            "199805052389;1000001;2016-11-10",
            "199805052389;1000000A;2016-11-10",
            "199805052389;;2016-11-10",
        ],
    );
    let sheet = interruptions(&file).unwrap_or_else(|unusable| panic!("{unusable:?}"));
    assert_eq!(sheet.rows, [good]);
    assert_eq!(
        faults(interruptions(&file)),
        [
            "3 bad_school_unit SKOLENHETSKOD: SchoolUnit",
            "4 bad_school_unit SKOLENHETSKOD: SchoolUnit",
            "5 missing_field SKOLENHETSKOD: SchoolUnit",
        ]
    );
}

#[test]
fn a_tf_number_is_a_providers_and_a_samordningsnummer_everybodys() {
    let file = file(
        PAIRINGS,
        &["alfa:20000301TF12;199805052389", "191401682396;199603072399", "alfa:19140168-2396;199603072399"],
    );
    let temporary = PairedId { provider: Some("alfa".to_owned()), number: number("20000301TF12") };
    let coordination = PairedId { provider: None, number: number("191401682396") };
    assert_eq!(
        rows(pairings(&file)),
        [(temporary, number("199805052389")), (coordination, number("199603072399"))]
    );
}

#[test]
fn a_pairing_ends_at_a_personnummer_and_begins_at_none() {
    let file = file(
        PAIRINGS,
        &[
            "20000301TF12;199805052389",
            ":20000301TF12;199805052389",
            "al fa:20000301TF12;199805052389",
            "199603072399;199805052389",
            "alfa:199603072399;199805052389",
            "alfa:20000301;199805052389",
            ";199805052389",
            "alfa:20000301TF12;191401682396",
            "alfa:20000301TF12;20000301TF12",
            "beta:20000301TF12;199805052389",
            "alfa:20000301TF13;199805052389",
            "alfa:20000301TF13;199603072399",
        ],
    );
    let id = "PairedId";
    let whose = "Personnummer";
    assert_eq!(
        faults(pairings(&file)),
        [
            format!("2 bad_code ID: {id}"),
            format!("3 bad_code ID: {id}"),
            format!("4 bad_code ID: {id}"),
            format!("5 bad_code ID: {id}"),
            format!("6 bad_code ID: {id}"),
            format!("7 bad_personnummer ID: {id}"),
            format!("8 missing_field ID: {id}"),
            format!("9 bad_personnummer PERSONNUMMER: {whose}"),
            format!("10 bad_personnummer PERSONNUMMER: {whose}"),
            "12 duplicate_conflicting ID: SameOf(\"ID\")".to_owned(),
            "13 duplicate_conflicting ID: SameOf(\"ID\")".to_owned(),
        ]
    );
}

#[test]
fn an_entry_is_taken_over_with_the_last_step_that_was_taken() {
    let file = file(
        ENTRIES,
        &[
            "199805052389;2016-03-01;interrupted_national;outreach;home_visit",
            "199603072399;2016-11-20;never_started;in_school;",
        ],
    );
    let visited = TakenOver {
        number: number("199805052389"),
        entered_on: date(2016, 3, 1),
        reason: CoveredReason::InterruptedNational,
        lane: Lane::Outreach,
        climbed: Some(Step::HomeVisit),
    };
    let at_school = TakenOver {
        number: number("199603072399"),
        entered_on: date(2016, 11, 20),
        reason: CoveredReason::NeverStarted,
        lane: Lane::InSchool,
        climbed: None,
    };
    assert_eq!(rows(entries(&file, today())), [visited, at_school]);
}

#[test]
fn an_entry_has_been_opened_and_its_step_is_of_the_ladder() {
    let file = file(
        ENTRIES,
        &[
            "199805052389;2016-11-21;never_started;outreach;",
            "199805052389;2016-03-01;skoltrött;outreach;",
            "199805052389;2016-03-01;never_started;gatan;",
            "199805052389;2016-03-01;never_started;outreach;info_20",
            "199603072399;2016-03-01;never_started;outreach;letter",
            "199603072399;2016-03-01;never_started;outreach;phone",
        ],
    );
    assert_eq!(
        faults(entries(&file, today())),
        [
            "2 bad_date INSKRIVEN: DayNotAhead",
            "3 bad_code ORSAK: one of decided, introduction_programme, study_certificate, \
             introduction_certificate, interrupted_national, interrupted_introduction, interrupted_adapted, \
             moved_in, never_started",
            "4 bad_code LANE: one of protected, in_school, occupied, awaiting_start, outreach",
            "5 bad_code KONTAKTSTEG: one of letter, phone, sms_letter, knock_card, home_visit, recheck, \
             support",
            "6 duplicate_conflicting PERSONNUMMER: SameOf(\"PERSONNUMMER\")",
            "7 duplicate_conflicting PERSONNUMMER: SameOf(\"PERSONNUMMER\")",
        ]
    );
}

#[test]
fn a_byte_order_mark_crlf_and_blank_lines_are_nothing() {
    let file = "\u{feff}ID;PERSONNUMMER\r\n\r\nalfa:20000301TF12;199805052389\r\n\r\n191401682396;9\r\n";
    let sheet = pairings(file.as_bytes()).unwrap_or_else(|unusable| panic!("{unusable:?}"));
    assert_eq!((sheet.at, sheet.count), (vec![3], 2));
    assert_eq!((sheet.faulty.len(), sheet.faulty[0].line), (1, 5));
    assert!(rows(pairings(b"ID;PERSONNUMMER\n")).is_empty());
}

#[test]
fn a_file_that_is_not_what_it_should_be_is_refused_whole_by_the_first_check_it_fails() {
    let unusable = |bytes: &[u8]| {
        let Unusable { line, fault, wanted } = pairings(bytes).err().unwrap();
        (line, fault, wanted)
    };
    let (empty, encoding, header, truncated) =
        (FileFault::Empty, FileFault::EncodingMismatch, FileFault::HeaderMismatch, FileFault::Truncated);
    let (not_utf8, control, cut) = (WantedFile::Utf8, WantedFile::NoControls, WantedFile::LastLineEnd);
    let expected = WantedFile::Header("ID;PERSONNUMMER".to_owned());
    let row = "alfa:20000301TF12;199805052389";
    assert_eq!(unusable(b""), (1, empty, WantedFile::Text));
    assert_eq!(unusable(b"ID;PERSONNUMMER\n\nalfa\xe5"), (3, encoding, not_utf8));
    assert_eq!(unusable(b"ID;PERSONNUMMER\nalfa:\0\n"), (2, encoding, control.clone()));
    assert_eq!(unusable("ID;PERSONNUMMER\n\u{85}\n".as_bytes()), (2, encoding, control));
    assert_eq!(unusable(b"ID;PERSONNUMMER;\n"), (1, header, expected.clone()));
    assert_eq!(unusable(b"PERSONNUMMER;ID\n"), (1, header, expected.clone()));
    assert_eq!(unusable(b"\n"), (1, header, expected.clone()));
    assert_eq!(unusable("\u{feff}\u{feff}ID;PERSONNUMMER\n".as_bytes()), (1, header, expected));
    assert_eq!(unusable(format!("ID;PERSONNUMMER\n{row}").as_bytes()), (2, truncated, cut.clone()));
    assert_eq!(unusable(b"ID;PERSONNUMMER"), (1, truncated, cut));
}

#[test]
fn what_is_left_out_is_written_as_it_was_after_its_line_and_code() {
    let file = file(
        DETAILS,
        &["199805052389;0701740605;", "1998;0701740605;elev@example.org", "", "199603072399;070;", "a;b;c;d"],
    );
    let sheet = contact_details(&file).unwrap_or_else(|unusable| panic!("{unusable:?}"));
    assert_eq!(
        sheet.left_out(),
        "RAD;FEL;PERSONNUMMER;TELEFON;EPOST\n\
         3;bad_personnummer;1998;0701740605;elev@example.org\n\
         5;bad_code;199603072399;070;\n\
         6;wrong_field_count;a;b;c;d\n"
    );
}
