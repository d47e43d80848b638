//! What a supplier is told, whole; and what is never shown of a file.

use super::*;
use crate::domain::codes::RowFault;
use crate::domain::evidence::{Ending, Evidence};
use crate::domain::number::Form;
use crate::domain::record::{Rejected, Rows};
use crate::domain::specification::{Bounds, Cell, Column, Days};
use crate::domain::testing;

fn asked() -> Specification {
    let column = |header: &str, cell| Column { header: header.to_owned(), cell };
    Specification {
        names: ["alfa_2016-11-14.csv".to_owned(), "alfa_20161114.csv".to_owned()],
        usable_days: Some(1),
        encoding: "UTF-8",
        delimiter: ',',
        trailer: None,
        columns: vec![
            column("PERSONNUMMER", Cell::Number(Form::TwelveOrTen)),
            column("STARTDATUM", Cell::Date(vec!["2016-11-14".to_owned(), "20161114".to_owned()])),
        ],
        key: vec!["PERSONNUMMER".to_owned(), "STARTDATUM".to_owned()],
        days: Some(Days {
            status: "STATUS".to_owned(),
            start: "STARTDATUM".to_owned(),
            ends_on: "SLUTDATUM".to_owned(),
            broken_off_on: "AVBROTTSDATUM".to_owned(),
        }),
        bounds: Bounds {
            municipality: "0180".to_owned(),
            least_percent_at_home: 90,
            most_percent_unreadable_flags: 1,
            most_rejects: 5,
            most_percent_rejects: 1,
        },
    }
}

fn rejected(line: u64, field: Option<&str>, fault: RowFault) -> Rejected {
    Rejected {
        line,
        field: field.map(str::to_owned),
        fault,
        number: None,
        key: None,
        fingerprint: String::new(),
    }
}

fn delivered(delivery: Delivery) -> Reading {
    let reading = testing::reading("alfa", delivery);
    Reading { file: Some("friskolor/alfa_2016-11-14.csv".to_owned()), ..reading }
}

fn refused(fault: FileFault, evidence: Option<Evidence>) -> Reading {
    let reading = delivered(empty());
    Reading { result: Err(fault), evidence, ..reading }
}

fn empty() -> Delivery {
    testing::delivery(Rows::Placements(Vec::new()))
}

fn told_of(lang: Lang, reading: &Reading) -> String {
    let specification = asked();
    let one = Examined { reading, specification: &specification, may_be_missing: false };
    text(lang, NaiveDate::from_ymd_opt(2016, 11, 14).unwrap(), &[one]).into_plain()
}

#[test]
fn a_file_with_nothing_wrong_is_one_line_of_the_table() {
    assert_eq!(
        told_of(Lang::Sv, &delivered(empty())),
        "Kontroll av filerna till natten 2016-11-14\n\
         \n\
         Fil                            Rader  Karantän  Dubbletter  Bedömning\n\
         friskolor/alfa_2016-11-14.csv    100         0           0  godtagen\n\
         \n\
         Inget att anmärka.\n"
    );
}

#[test]
fn thousands_of_rows_are_ten_lines_and_a_number() {
    let dates = (2..=242).map(|line| rejected(line, Some("STARTDATUM"), RowFault::BadDate));
    let widths = [300, 301].map(|line| rejected(line, None, RowFault::WrongFieldCount));
    let rejected = dates.chain(widths).collect();
    let told = told_of(Lang::Sv, &delivered(Delivery { row_count: 100_000, rejected, ..empty() }));
    let (_, told) = told.split_once("visas.\n\n").unwrap();
    assert_eq!(
        told,
        "friskolor/alfa_2016-11-14.csv\n\
         \n\
         Hela raden: fel antal fält (2 rader)\n\
         På rad            300, 301\n\
         Innebörd          Raden har fler eller färre fält än rubrikraden, eller är\n\
         \u{20}                 orimligt lång. Ofta står ett skiljetecken inne i ett fält.\n\
         Krav              lika många fält som rubrikraden, med komma mellan\n\
         \n\
         STARTDATUM: ogiltigt datum (241 rader)\n\
         På rad            2, 3, 4, 5, 6, 7, 8, 9, 10, 11 … och 231 till\n\
         Innebörd          Datumet finns inte, eller är skrivet på ett annat sätt än det\n\
         \u{20}                 avtalade.\n\
         Krav              ett datum som finns, skrivet som 2016-11-14 eller 20161114,\n\
         \u{20}                 inte tomt\n\
         \n\
         Att göra          Leverantören behöver rätta raderna till nästa fil. Raderna i\n\
         \u{20}                 karantän läses inte in: till dess gäller det som senast\n\
         \u{20}                 godtogs.\n"
    );
}

#[test]
fn a_file_that_may_be_accepted_in_spite_of_its_checks_shows_all_that_failed() {
    let rejected = (2..=7).map(|line| rejected(line, Some("STARTDATUM"), RowFault::BadDate)).collect();
    let doubts = vec![FileFault::WrongMunicipality, FileFault::TooManyRejects];
    let delivery = Delivery { at_home: 12, rejected, doubts, ..empty() };
    let told = told_of(Lang::En, &delivered(delivery));
    for part in [
        "the file is another municipality's\nMeaning ",
        "municipality's file.\n\nFault             too many rows in quarantine\n",
        "In the file       12 of 100 rows have the municipality's own code\n",
        "Required          at least 90 percent of the rows with the municipality code\n                  0180\n",
        "In the file       6 of 100 rows are in quarantine\n",
        "STARTDATUM: not a date (6 rows)\nOn line           2, 3, 4, 5, 6, 7\n",
    ] {
        assert!(told.contains(part), "{part}\n{told}");
    }
}

#[test]
fn a_suppliers_own_words_are_shown_without_what_a_terminal_obeys_or_names_somebody() {
    let columns = ["EGET", "a\u{1b}[2Jb", "a\u{202e}b", "201001012382", &"x".repeat(50)];
    let extra_columns = columns.map(str::to_owned).to_vec();
    let told = told_of(Lang::Sv, &delivered(Delivery { extra_columns, ..empty() }));
    let (_, told) = told.split_once("csv\n\n").unwrap();
    assert_eq!(
        told,
        format!(
            "Fler kolumner     EGET, a\u{fffd}[2Jb, a\u{fffd}b, (visas inte: liknar ett personnummer),\n\
             \u{20}                 {}. De läses inte.\n",
            "x".repeat(40)
        )
    );
}

#[test]
fn every_fault_of_a_file_says_what_is_asked_and_fits_80_columns() {
    let header = |missing: &[&str]| Evidence::Header {
        width: 3,
        missing: missing.iter().map(|name| (*name).to_owned()).collect(),
        doubled: vec!["STARTDATUM".to_owned()],
    };
    for (fault, evidence, swedish, english) in [
        (FileFault::Missing, None, "alfa_2016-11-14.csv eller alfa_20161114.csv", "a file named"),
        (
            FileFault::Stale,
            Some(Evidence::Age { working_days: 3 }),
            "filen är 3 arbetsdagar gammal",
            "a file that is no more than 1 working day old",
        ),
        (
            FileFault::HeaderMismatch,
            Some(header(&["PERSONNUMMER"])),
            "kolumner som saknas: PERSONNUMMER",
            "more than once: STARTDATUM",
        ),
        (
            FileFault::HeaderMismatch,
            Some(header(&["PERSONNUMMER", "STARTDATUM"])),
            "ingen av kolumnerna finns",
            "none of the columns",
        ),
        (
            FileFault::Truncated,
            Some(Evidence::End(vec![Ending::NoLineFeed, Ending::TrailerCount { declared: 356, rows: 355 }])),
            "enligt slutraden: 356; antal lästa rader: 355",
            "the last line has no line break",
        ),
        (
            FileFault::FlagsUnreadable,
            Some(Evidence::Flags { rows: 100, unreadable: 12, first_lines: (2..12).collect() }),
            "På rad            2, 3, 4, 5, 6, 7, 8, 9, 10, 11 … och 2 till\n",
            "12 of 100 rows",
        ),
        (FileFault::RowCountDrop, None, "jämförs med den förra", "compared with the last one"),
    ] {
        let reading = refused(fault, evidence);
        for (lang, part) in [(Lang::Sv, swedish), (Lang::En, english)] {
            let told = told_of(lang, &reading);
            assert!(told.contains(part), "{part}\n{told}");
            assert!(told.lines().all(|line| line.chars().count() <= 80), "{told}");
        }
    }
}

#[test]
fn a_long_name_leaves_the_table_its_width_and_is_whole_below() {
    let name = format!("friskolor/{}_2016-11-14.csv", "skola_".repeat(10));
    let reading = Reading { file: Some(name.clone()), ..refused(FileFault::Empty, None) };
    let told = told_of(Lang::Sv, &reading);
    let row = told.lines().nth(3).unwrap();
    assert!(row.starts_with("…"), "{row}");
    assert!(row.chars().count() <= 80, "{row}");
    assert!(told.lines().any(|line| line == name), "{told}");
}
