//! Every check on a row, put into the row that has each source's news.
//!
//! The row is on line 2 of its file, the emigrant's on line 6.

use super::expected::{But, Defect, Doubted, Is, Waits};
use super::town::Youth::{AlfaLeaver, Beginner, Emigrant, Graduate, Idle, Leaver};

pub fn defects() -> Vec<Defect> {
    let mut all = Vec::new();
    all.extend(of_residents());
    all.extend(of_known_placements());
    all.extend(of_new_placements());
    all.extend(of_documents());
    all.extend(without_fault());
    all
}

/// One line changed, and the place of the fault.
fn faulty(
    name: &'static str,
    (provider, line): (&'static str, usize),
    (from, to): (&'static str, &'static str),
    place: &'static str,
    but: But,
) -> Defect {
    Defect::of(name, move |t| t.files.edit_line(provider, line, from, to)).row(place).but(but)
}

/// A line changed for which no row is quarantined.
fn changed(
    name: &'static str,
    (provider, line): (&'static str, usize),
    (from, to): (&'static str, &'static str),
    but: But,
) -> Defect {
    Defect::of(name, move |t| t.files.edit_line(provider, line, from, to)).about(provider).but(but)
}

/// A resident whose row cannot be read is as told last; one told of twice is doubtful.
fn of_residents() -> Vec<Defect> {
    let at = ("folkbokforing", 6);
    let waits = Waits(Emigrant);
    vec![
        faulty(
            "a number of eleven digits",
            at,
            ("1998", "998"),
            "folkbokforing:6:PERSONNUMMER:bad_personnummer",
            waits,
        ),
        faulty(
            "a number as a spreadsheet shows it",
            at,
            ("1998", "1,998E+"),
            "folkbokforing:6:PERSONNUMMER:bad_personnummer",
            waits,
        ),
        faulty("no number", at, ("1998", ";;1998"), "folkbokforing:6::wrong_field_count", waits),
        faulty(
            "the thirteenth month",
            at,
            ("20161115", "20161315"),
            "folkbokforing:6:AVREGISTRERINGSDATUM:bad_date",
            waits,
        ),
        faulty("no municipality", at, (";0180;", ";;"), "folkbokforing:6:KOMMUNKOD:missing_field", waits),
        faulty(
            "a municipality without its zero",
            at,
            (";0180;", ";180;"),
            "folkbokforing:6:KOMMUNKOD:bad_code",
            waits,
        ),
        faulty("a field too few", at, (";12345;", ";"), "folkbokforing:6::wrong_field_count", waits),
        faulty("a field too many", at, (";12345;", ";123;45;"), "folkbokforing:6::wrong_field_count", waits),
        faulty(
            "a carriage return in a name",
            at,
            ("Åsa", "Å\rsa"),
            "folkbokforing:6::line_break_in_field",
            waits,
        ),
        Defect::of("two rows that contradict each other", |t| {
            t.files.edit_lines("folkbokforing", |lines| {
                let other = lines[5].replace("UV;20161115", ";");
                lines.insert(6, other);
            });
        })
        .row("folkbokforing:6::duplicate_conflicting")
        .row("folkbokforing:7::duplicate_conflicting")
        .but(Doubted(Emigrant, "contradictory")),
    ]
}

/// A placement that was told of before: what was told last stands in, by its key, or because one
/// night without the row is not enough.
fn of_known_placements() -> Vec<Defect> {
    let mut all = Vec::new();
    for (name, from, to, place) in [
        ("a number of eleven digits", "1998", "998", "2:PERSONNUMMER:bad_personnummer"),
        ("the thirty-first of November", "2016-11-15", "2016-11-31", "2:AVBROTTSDATUM:bad_date"),
        ("a date in another form", "2016-11-15", "20161115", "2:AVBROTTSDATUM:bad_date"),
        ("a school unit of seven digits", "0000001", "000001", "2:SKOLENHETSKOD:bad_school_unit"),
        ("no school unit", ",GY", "~,GY", "2:SKOLENHETSKOD:missing_field"),
        ("no programme", ",NA,", ",,", "2:STUDIEVAGSKOD:missing_field"),
        ("no start", "2016-08-17", "", "2:STARTDATUM:missing_field"),
        ("no status", "AVBRUTEN", "", "2:STATUS:missing_field"),
        ("no school form", ",GY,", ",,", "2:SKOLFORM:missing_field"),
        ("a field too few", "2016-11-15,,", "2016-11-15,", "2::wrong_field_count"),
        (
            "ended before it began",
            "AVBRUTEN,2016-08-17,,2016-11-15",
            "AVSLUTAD,2016-08-17,2016-06-10,",
            "2:AVBROTTSDATUM:end_before_start",
        ),
        ("broken off without a date", "2016-11-15", "", "2:AVBROTTSDATUM:ended_without_date"),
        (
            "ended without a date",
            "AVBRUTEN,2016-08-17,,2016-11-15",
            "AVSLUTAD,2016-08-17,,",
            "2:AVBROTTSDATUM:ended_without_date",
        ),
        ("an unknown school form", ",GY,", ",GYX,", "2:SKOLFORM:unknown_school_form"),
        ("an unknown status", "AVBRUTEN", "PAUSAD", "2:STATUS:unknown_status"),
        ("a school year in Roman numerals", ",NA,1,", ",NA,III,", "2:ARSKURS:bad_code"),
        ("a line break inside quotes", ",NA,", ",\"NA\n\",", "2::line_break_in_field"),
    ] {
        for (provider, youth) in [("ber", Leaver), ("alfa", AlfaLeaver)] {
            let defect = Defect::of(name, move |t| {
                t.files.edit_lines(provider, |lines| match to {
                    "~,GY" => lines[1] = without_unit(&lines[1]),
                    _ => lines[1] = lines[1].replacen(from, to, 1),
                });
            });
            all.push(defect.row(place_in(provider, place)).but(Waits(youth)));
        }
    }
    all.push(
        Defect::of("two rows that contradict each other", |t| {
            t.files.edit_lines("ber", |lines| lines.insert(2, lines[1].replace("2016-11-15", "2016-11-14")));
        })
        .row("ber:2::duplicate_conflicting")
        .row("ber:3::duplicate_conflicting")
        .but(Waits(Leaver)),
    );
    all
}

fn without_unit(row: &str) -> String {
    let (number, rest) = row.split_once(',').unwrap();
    format!("{number},,{}", rest.split_once(',').unwrap().1)
}

fn place_in(provider: &str, place: &str) -> &'static str {
    // A place lives as long as the test.
    Box::leak(format!("{provider}:{place}").into_boxed_str())
}

/// A placement that nobody told of before: nothing stands in. Whose row it is, is doubtful; if nobody's,
/// nothing happens.
fn of_new_placements() -> Vec<Defect> {
    let at = ("uedb", 2);
    let (waits, doubted) = (Waits(Beginner), Doubted(Beginner, "quarantined_row"));
    vec![
        faulty(
            "a number of eleven digits",
            at,
            ("1998", "998"),
            "uedb:2:PERSONNUMMER:bad_personnummer",
            waits,
        ),
        faulty("a wrong check digit", at, (";0180", "0;0180"), "uedb:2:PERSONNUMMER:bad_personnummer", waits),
        faulty("a field too few", at, (";0180;", ";"), "uedb:2::wrong_field_count", waits),
        faulty(
            "a carriage return in a school's name",
            at,
            ("Skolan Ö", "Skolan\rÖ"),
            "uedb:2::line_break_in_field",
            waits,
        ),
        faulty(
            "the thirty-first of November",
            at,
            ("20161116", "20161131"),
            "uedb:2:STARTDATUM:bad_date",
            doubted,
        ),
        faulty(
            "a school unit of letters",
            at,
            ("30000001", "3000000A"),
            "uedb:2:SKOLENHETSKOD:bad_school_unit",
            doubted,
        ),
        faulty("no start", at, ("20161116", ""), "uedb:2:STARTDATUM:missing_field", doubted),
        faulty("no programme", at, (";NA;", ";;"), "uedb:2:STUDIEVAGSKOD:missing_field", doubted),
        faulty(
            "an unknown school form",
            at,
            (";GY;", ";GYX;"),
            "uedb:2:SKOLFORM:unknown_school_form",
            doubted,
        ),
        faulty("an unknown status", at, ("INSKRIVEN", "PAUSAD"), "uedb:2:STATUS:unknown_status", doubted),
        faulty("an eleventh school year", at, (";NA;1;", ";NA;11;"), "uedb:2:ARSKURS:bad_code", doubted),
        faulty(
            "ended before it began",
            at,
            ("20161116;", "20161116;20161115"),
            "uedb:2:AVBROTTSDATUM:end_before_start",
            doubted,
        ),
        faulty(
            "ended without a date",
            at,
            ("INSKRIVEN", "AVSLUTAD"),
            "uedb:2:AVBROTTSDATUM:ended_without_date",
            doubted,
        ),
        faulty(
            "two faults, the first in column order listed",
            at,
            (";GY;NA;1;INSKRIVEN;20161116", ";GY;NA;11;PAUSAD;2016"),
            "uedb:2:ARSKURS:bad_code",
            doubted,
        ),
        Defect::of("two rows that contradict each other", |t| {
            t.files.edit_lines("uedb", |lines| lines.insert(2, lines[1].replace(";INSKRIVEN;", ";ANTAGEN;")));
        })
        .row("uedb:2::duplicate_conflicting")
        .row("uedb:3::duplicate_conflicting")
        .but(doubted),
    ]
}

/// A bad row of documents concerns nobody.
fn of_documents() -> Vec<Defect> {
    let at = ("intyg", 2);
    let waits = Waits(Graduate);
    vec![
        faulty(
            "a number of eleven digits",
            at,
            ("1998", "998"),
            "intyg:2:PERSONNUMMER:bad_personnummer",
            waits,
        ),
        faulty(
            "the thirty-first of November",
            at,
            ("2016-11-14", "2016-11-31"),
            "intyg:2:DOKUMENTDATUM:bad_date",
            waits,
        ),
        faulty("no document", at, ("EXAMENSBEVIS", ""), "intyg:2:DOKUMENT:missing_field", waits),
        faulty(
            "a field too many",
            at,
            ("EXAMENSBEVIS", "EXAMENS;BEVIS"),
            "intyg:2::wrong_field_count",
            waits,
        ),
        faulty(
            "a carriage return in a document",
            at,
            ("EXAMENSBEVIS", "EXAMENS\rBEVIS"),
            "intyg:2::line_break_in_field",
            waits,
        ),
        Defect::of("two rows that contradict each other", |t| {
            t.files
                .edit_lines("intyg", |lines| lines.insert(2, lines[1].replace("2016-11-14", "2016-11-10")));
        })
        .row("intyg:2::duplicate_conflicting")
        .row("intyg:3::duplicate_conflicting")
        .but(waits),
    ]
}

/// What looks like a fault, and is none of the row: it counts, or leaves its person as is.
fn without_fault() -> Vec<Defect> {
    let mut all = Vec::new();
    for provider in ["folkbokforing", "uedb", "ber", "alfa", "intyg"] {
        let twice = Defect::of("the same row twice", move |t| {
            t.files.edit_lines(provider, |lines| lines.insert(2, lines[1].clone()));
        });
        all.push(twice.about(provider));
    }
    all.extend([
        changed(
            "an unknown code of deregistration",
            ("folkbokforing", 6),
            (";UV;", ";XX;"),
            Doubted(Emigrant, "unknown_deregistration"),
        ),
        changed(
            "an incomplete date of deregistration",
            ("folkbokforing", 6),
            ("20161115", "20161100"),
            Is {
                youth: Emigrant,
                entry: "2014-08-21 never_started, 2016-11-16 emigrated, outreach, letter withdrawn",
                told: "emigrated on the night: 2016-11-16",
            },
        ),
        changed(
            "an unknown programme",
            ("uedb", 2),
            (";NA;", ";ZZ;"),
            Doubted(Beginner, "unknown_programme"),
        ),
        changed(
            "an unknown document",
            ("intyg", 2),
            ("EXAMENSBEVIS", "PAPPER"),
            Doubted(Graduate, "unknown_document"),
        ),
        // Who breaks off before the first day never came: the row counts for nothing.
        changed(
            "broken off before it began",
            ("ber", 2),
            ("2016-11-15", "2016-08-10"),
            Is {
                youth: Leaver,
                entry: "2014-08-21 never_started, outreach, letter waiting",
                told: "never_started since 2014-08-21",
            },
        ),
        changed(
            "a blank protection flag",
            ("folkbokforing", 2),
            (";N;N;", ";;N;"),
            Is {
                youth: Idle,
                entry: "2014-08-21 never_started, protected, letter withdrawn, manual_contact ready",
                told: "to lane protected",
            },
        ),
    ]);
    all
}
