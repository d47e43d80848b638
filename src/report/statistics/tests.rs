//! One report in all its forms, read back cell by cell, and whole texts typed out.

use super::*;
use crate::domain::calendar::date;
use crate::domain::codes::{Channel, CoveredReason, Lane, NotCoveredReason};
use crate::domain::state::ClosedReason;
use crate::domain::statistics::figures::{
    Division, Figure, Flow, HalfDays, Kind, Label, Part, Period, Permille, SchoolYear, YearFigure,
};
use calamine::{Data, Reader, Xlsx};
use serde_json::json;
use std::io::Cursor;

fn about(known_on: Option<NaiveDate>) -> About {
    About {
        database: "kaa.db".into(),
        first: date(2014, 7, 1),
        night: date(2017, 6, 30),
        run: 212,
        known_on,
        program: "kaa-sync 0.4.0".into(),
    }
}

fn named(names: &[ColumnName]) -> Vec<Column> {
    names.iter().copied().map(Column::Named).collect()
}

/// Every kind of cell but a month, in the columns of a report of delays.
fn lag() -> Report {
    use ColumnName::{
        BackDated, Entries, Late, MedianDays, NinetiethDays, Provider, Quarantined, SchoolUnit,
    };
    let name = |name: &str| Cell::Name(name.into());
    let days = |halves| Cell::Days(HalfDays(halves));
    let row = |provider: &str, unit: Cell, figures: [Cell; 6]| {
        [name(provider), unit].into_iter().chain(figures).collect::<Vec<Cell>>()
    };
    Report {
        kind: Kind::Lag,
        period: Period::Days(date(2016, 7, 1), date(2017, 6, 30)),
        published: true,
        frozen: None,
        columns: named(&[
            Provider,
            SchoolUnit,
            Entries,
            MedianDays,
            NinetiethDays,
            Late,
            BackDated,
            Quarantined,
        ]),
        rows: vec![
            row(
                "ist/=ber",
                Cell::Label(Label::Total),
                [Cell::Count(7513), days(25), days(120), Cell::Count(41), Cell::Count(0), Cell::Count(3)],
            ),
            row(
                "ist/=ber",
                name("01234567"),
                [Cell::Count(7000), days(24), days(119), Cell::Hidden, Cell::Count(0), Cell::Nothing],
            ),
            row(
                "uedb",
                Cell::Label(Label::Unknown),
                [Cell::Hidden, Cell::Hidden, Cell::Hidden, Cell::Hidden, Cell::Count(6), Cell::Nothing],
            ),
        ],
    }
}

fn outreach() -> Report {
    let of = |figure| Cell::Label(Label::Figure(Figure::Of(figure)));
    let knock = |figure: fn(Channel) -> Figure| Cell::Label(Label::Figure(figure(Channel::KnockCard)));
    Report {
        kind: Kind::Outreach,
        period: Period::SchoolYears(SchoolYear(2016), SchoolYear(2016)),
        published: true,
        frozen: None,
        columns: named(&[ColumnName::Figure, ColumnName::Value]),
        rows: vec![
            vec![of(YearFigure::Covered), Cell::Count(7513)],
            vec![knock(Figure::Attempts), Cell::Count(425)],
            vec![knock(Figure::Answered), Cell::Count(206)],
            vec![knock(Figure::ResponseRate), Cell::Share(Permille(485))],
            vec![of(YearFigure::TermStartRate), Cell::Nothing],
            vec![of(YearFigure::Declines), Cell::Hidden],
        ],
    }
}

fn flows() -> Report {
    let line = |month, flow, reason, entries| {
        let (flow, reason) = (Cell::Label(Label::Flow(flow)), Cell::Label(reason));
        vec![Cell::Month(date(2016, month, 1)), flow, reason, Cell::Count(entries)]
    };
    let left = Label::Closed(ClosedReason::Answer(NotCoveredReason::Turned20));
    Report {
        kind: Kind::Flows,
        period: Period::Days(date(2016, 11, 1), date(2016, 12, 31)),
        published: false,
        frozen: None,
        columns: named(&[ColumnName::Month, ColumnName::Flow, ColumnName::Reason, ColumnName::Entries]),
        rows: vec![
            line(11, Flow::OpeningBalance, Label::Total, 1200),
            line(11, Flow::In, Label::Covered(CoveredReason::MovedIn), 30),
            line(11, Flow::In, Label::Covered(CoveredReason::NeverStarted), 4),
            line(11, Flow::In, Label::Total, 34),
            line(11, Flow::Out, left, 12),
            line(11, Flow::Out, Label::Total, 12),
            line(11, Flow::ClosingBalance, Label::Total, 1222),
            line(12, Flow::ClosingBalance, Label::Total, 1222),
        ],
    }
}

/// Ten school years side by side.
fn series() -> Report {
    let years: Vec<SchoolYear> = (2016..2026).map(SchoolYear).collect();
    let row = |figure, value: fn(u64) -> Cell| {
        let values = (0..10).map(|place| value(1000 * place + 999));
        [Cell::Label(Label::Figure(figure))].into_iter().chain(values).collect()
    };
    let first = [Column::Named(ColumnName::Figure)];
    Report {
        kind: Kind::Series,
        period: Period::SchoolYears(SchoolYear(2016), SchoolYear(2025)),
        published: false,
        frozen: None,
        columns: first.into_iter().chain(years.into_iter().map(Column::SchoolYear)).collect(),
        rows: vec![
            row(Figure::Of(YearFigure::Covered), Cell::Count),
            row(Figure::Of(YearFigure::FirstContactsRate), |_| Cell::Share(Permille(1000))),
        ],
    }
}

#[test]
fn a_report_is_a_title_what_it_rests_on_and_an_aligned_table() {
    let expected = "\
Läsåret 2016/2017: uppsökande arbete
kaa-sync 0.4.0, kaa.db, natten 2017-06-30 (körning 212).

Uppgift                               Värde
personer i registret                  7 513
knackkort, antal                        425
knackkort, besvarade                    206
knackkort, svarsfrekvens             48,5 %
brev vid läsårsstart, svarsfrekvens       -
nådda: avböjer                           ..

..  färre än 5, eller skulle röja en sådan grupp
";
    assert_eq!(text(Lang::Sv, &about(None), &outreach()), expected);
}

#[test]
fn english_has_its_own_marks_and_says_what_was_known() {
    let expected = "\
School year 2016/2017: outreach
kaa-sync 0.4.0, kaa.db, the night of 2017-06-30 (run 212). As it was known after
the night of 2017-01-31.

Figure                                Value
persons in the register               7,513
knock cards, attempts                   425
knock cards, answered                   206
knock cards, response rate            48.5%
letters at year start, response rate      -
reached: declines                        ..

..  fewer than 5, or would give such a group away
";
    assert_eq!(text(Lang::En, &about(Some(date(2017, 1, 31))), &outreach()), expected);
}

#[test]
fn a_label_stands_where_it_is_not_that_of_the_row_above() {
    let expected = "\
2016-11-01 till 2016-12-31: inskrivna och utskrivna
kaa-sync 0.4.0, kaa.db, natten 2017-06-30 (körning 212).

Månad    Flöde            Orsak                             Poster
2016-11  ingående balans  totalt                             1 200
         inskrivna        har flyttat in efter skolplikten      30
                          har inte börjat i gymnasieskolan       4
                          totalt                                34
         utskrivna        har fyllt 20 år                       12
                          totalt                                12
         utgående balans  totalt                             1 222
2016-12  utgående balans  totalt                             1 222
";
    assert_eq!(text(Lang::Sv, &about(None), &flows()), expected);
}

#[test]
fn a_table_too_wide_is_broken_into_blocks_that_all_say_what_the_rows_are() {
    let expected = "\
Läsåren 2016/2017 till 2025/2026: registret och uppsökande arbete
kaa-sync 0.4.0, kaa.db, natten 2017-06-30 (körning 212).

Uppgift                              2016/2017  2017/2018  2018/2019  2019/2020
personer i registret                       999      1 999      2 999      3 999
första kontakt inom en månad, andel    100,0 %    100,0 %    100,0 %    100,0 %

Uppgift                              2020/2021  2021/2022  2022/2023  2023/2024
personer i registret                     4 999      5 999      6 999      7 999
första kontakt inom en månad, andel    100,0 %    100,0 %    100,0 %    100,0 %

Uppgift                              2024/2025  2025/2026
personer i registret                     8 999      9 999
första kontakt inom en månad, andel    100,0 %    100,0 %
";
    assert_eq!(text(Lang::Sv, &about(None), &series()), expected);
}

#[test]
fn no_line_is_longer_than_80_columns() {
    for report in [lag(), outreach(), flows(), series()] {
        for lang in [Lang::Sv, Lang::En] {
            let text = text(lang, &about(Some(date(2017, 1, 31))), &report);
            assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        }
    }
}

#[test]
fn csv_is_one_table_that_says_itself_what_it_rests_on() {
    let expected = "\u{feff}Leverantör;Skolenhet;Poster;Median (dagar);Percentil 90 (dagar);Sena;Bakåt i tiden;Rader i karantän;\
                    Natt;Körning;Databas;Program;Period;Känt t.o.m.\r\n\
                    ist/=ber;totalt;7513;12,5;60,0;41;0;3;\
                    2017-06-30;212;kaa.db;kaa-sync 0.4.0;2016-07-01 till 2017-06-30;2017-01-31\r\n\
                    ist/=ber;01234567;7000;12,0;59,5;..;0;;\
                    2017-06-30;212;kaa.db;kaa-sync 0.4.0;2016-07-01 till 2017-06-30;2017-01-31\r\n\
                    uedb;okänt;..;..;..;..;6;;\
                    2017-06-30;212;kaa.db;kaa-sync 0.4.0;2016-07-01 till 2017-06-30;2017-01-31\r\n";
    let bytes = csv(Lang::Sv, &about(Some(date(2017, 1, 31))), &lag()).unwrap();
    assert_eq!(String::from_utf8(bytes).unwrap(), expected);
}

#[test]
fn csv_says_which_numbers_are_per_cent() {
    let bytes = csv(Lang::En, &about(None), &outreach()).unwrap();
    let read = String::from_utf8(bytes).unwrap();
    let lines: Vec<&str> = read.lines().map(|line| line.split(";2017-06-30;").next().unwrap()).collect();
    assert_eq!(
        lines,
        [
            "\u{feff}Figure;Value;Night;Run;Database;Program;Period",
            "persons in the register;7513",
            "knock cards, attempts;425",
            "knock cards, answered;206",
            "knock cards, response rate (%);48.5",
            "letters at year start, response rate (%);",
            "reached: declines;..",
        ]
    );
}

#[test]
fn a_column_of_shares_says_that_they_are_per_cent() {
    let report = Report {
        kind: Kind::Register,
        period: Period::Day(date(2016, 11, 20)),
        published: false,
        frozen: None,
        columns: named(&[ColumnName::Division, ColumnName::Group, ColumnName::Persons, ColumnName::Share]),
        rows: vec![vec![
            Cell::Label(Label::Division(Division::Area)),
            Cell::Name("=Kista".into()),
            Cell::Count(12),
            Cell::Share(Permille(5)),
        ]],
    };
    let read = String::from_utf8(csv(Lang::Sv, &about(None), &report).unwrap()).unwrap();
    assert_eq!(
        read,
        "\u{feff}Indelning;Grupp;Personer;Andel (%);Natt;Körning;Databas;Program;Period\r\n\
         område;'=Kista;12;0,5;2017-06-30;212;kaa.db;kaa-sync 0.4.0;2016-11-20\r\n"
    );
}

#[test]
fn json_has_codes_and_plain_numbers() {
    assert_eq!(
        json(&about(Some(date(2017, 1, 31))), &lag()),
        json!({
            "report": "lag",
            "period": { "from": "2016-07-01", "to": "2017-06-30" },
            "published": true,
            "about": {
                "database": "kaa.db", "night": "2017-06-30", "run_id": 212, "first_night": "2014-07-01",
                "known_on": "2017-01-31", "frozen_on": null,
                "program": "kaa-sync 0.4.0",
            },
            "columns": [
                "provider", "school_unit", "entries", "median_days", "p90_days", "late", "back_dated", "quarantined"
            ],
            "rows": [
                ["ist/=ber", "total", 7513, 12.5, 60, 41, 0, 3],
                ["ist/=ber", "01234567", 7000, 12, 59.5, "..", 0, null],
                ["uedb", "unknown", "..", "..", "..", "..", 6, null],
            ],
        })
    );
    let outreach = json(&about(None), &outreach());
    assert_eq!(outreach["period"], json!({ "from_school_year": "2016/2017", "to_school_year": "2016/2017" }));
    assert_eq!(outreach["about"]["known_on"], json!(null));
    assert_eq!(outreach["rows"][3], json!(["response_rate:KNACKKORT", 0.485]));
    assert_eq!(json(&about(None), &flows())["rows"][1], json!(["2016-11", "in", "moved_in", 30]));
}

fn pages(report: &Report) -> Vec<(String, Vec<Vec<Data>>)> {
    let bytes = xlsx(Lang::Sv, &about(None), report).unwrap();
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheets = book.sheet_names().clone();
    let page = |name: &String| book.worksheet_range(name).unwrap().rows().map(<[Data]>::to_vec).collect();
    let pages: Vec<Vec<Vec<Data>>> = sheets.iter().map(page).collect();
    sheets.into_iter().zip(pages).collect()
}

fn words_of(text: &str) -> Data {
    Data::String(text.to_owned())
}

#[test]
fn a_workbook_holds_numbers_and_a_page_that_says_what_they_are() {
    let mut pages = pages(&outreach()).into_iter();
    let (name, rows) = pages.next().unwrap();
    assert_eq!(name, "outreach");
    assert_eq!(
        rows,
        [
            [words_of("Uppgift"), words_of("Värde")],
            [words_of("personer i registret"), Data::Float(7513.0)],
            [words_of("knackkort, antal"), Data::Float(425.0)],
            [words_of("knackkort, besvarade"), Data::Float(206.0)],
            [words_of("knackkort, svarsfrekvens"), Data::Float(0.485)],
            [words_of("brev vid läsårsstart, svarsfrekvens"), Data::Empty],
            [words_of("nådda: avböjer"), words_of("..")],
        ]
    );
    let (name, rows) = pages.next().unwrap();
    assert_eq!(name, "Om");
    let terms: Vec<[String; 2]> = rows.iter().map(|row| [row[0].to_string(), row[1].to_string()]).collect();
    assert_eq!(
        terms,
        [
            ["Begrepp", "Innebörd"],
            ["Rapport", "Läsåret 2016/2017: uppsökande arbete"],
            ["Natt", "2017-06-30"],
            ["Körning", "212"],
            ["Databas", "kaa.db"],
            ["Program", "kaa-sync 0.4.0"],
            ["Period", "Läsåret 2016/2017"],
            ["..", "färre än 5, eller skulle röja en sådan grupp"],
            ["personer i registret", "Olika personer som omfattades någon dag under läsåret."],
            [
                "knackkort, antal",
                "Försök att nå någon den vägen under läsåret. Kontakter som den unge själv har tagit räknas inte.",
            ],
            [
                "knackkort, besvarade",
                "De av försöken som nådde den unge, eller som den unge själv svarade på efteråt.",
            ],
            ["knackkort, svarsfrekvens", "Besvarade, som andel av försöken."],
            ["brev vid läsårsstart, svarsfrekvens", "Besvarade brev, som andel av breven vid läsårsstart.",],
            ["nådda: avböjer", "De av de nådda som vid årets sista kontakt som nådde dem avböjde."],
        ]
    );
    assert_eq!(pages.next(), None);
}

#[test]
fn a_month_in_a_workbook_is_a_date() {
    let (_, rows) = pages(&flows()).remove(0);
    assert!(matches!(rows[1][0], Data::DateTime(_)), "{rows:?}");
    // Days of the calendar of spreadsheets: 42 675 is 1 November 2016.
    let Data::DateTime(month) = rows[1][0] else { return };
    assert!((month.as_f64() - 42_675.0).abs() < f64::EPSILON);
}

/// A cell as it has to be in each form.
struct Expected {
    text: &'static str,
    csv: &'static str,
    book: Data,
    json: serde_json::Value,
}

fn every_kind_of_cell() -> (Report, Vec<Expected>) {
    let cells: Vec<(Cell, &str, &str, Data, serde_json::Value)> = vec![
        (
            Cell::Label(Label::Part(Part::Open(Lane::Outreach))),
            "i registret: uppsökande arbete",
            "i registret: uppsökande arbete",
            words_of("i registret: uppsökande arbete"),
            json!("lane:outreach"),
        ),
        (
            Cell::Name("Östra Göinge".into()),
            "Östra Göinge",
            "Östra Göinge",
            words_of("Östra Göinge"),
            json!("Östra Göinge"),
        ),
        (Cell::Month(date(2016, 11, 1)), "2016-11", "2016-11", Data::Float(42_675.0), json!("2016-11")),
        (Cell::Count(7513), "7 513", "7513", Data::Float(7513.0), json!(7513)),
        (Cell::Share(Permille(485)), "48,5 %", "48,5", Data::Float(0.485), json!(0.485)),
        (Cell::Days(HalfDays(25)), "12,5", "12,5", Data::Float(12.5), json!(12.5)),
        (Cell::Entries(vec![7, 12]), "7, 12", "7, 12", words_of("7, 12"), json!([7, 12])),
        (Cell::Hidden, "..", "..", words_of(".."), json!("..")),
        (Cell::Nothing, "-", "", Data::Empty, json!(null)),
    ];
    let rows = cells.iter().map(|(cell, ..)| vec![Cell::Label(Label::Age(17)), cell.clone()]).collect();
    let report = Report {
        kind: Kind::HalfYear,
        period: Period::Day(date(2016, 12, 31)),
        published: true,
        frozen: None,
        columns: named(&[ColumnName::Check, ColumnName::Value]),
        rows,
    };
    let expected = cells.into_iter().map(|(_, text, csv, book, json)| Expected { text, csv, book, json });
    (report, expected.collect())
}

fn as_number(data: &Data) -> Data {
    match data {
        Data::DateTime(day) => Data::Float(day.as_f64()),
        other => other.clone(),
    }
}

#[test]
fn all_forms_hold_the_same_cells() {
    let (report, expected) = every_kind_of_cell();
    let told = text(Lang::Sv, &about(None), &report);
    let bytes = csv(Lang::Sv, &about(None), &report).unwrap();
    let mut reader = ::csv::ReaderBuilder::new().delimiter(b';').from_reader(&bytes[3..]);
    let records: Vec<::csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
    let (_, book) = pages(&report).remove(0);
    let json = json(&about(None), &report);
    assert_eq!((records.len(), book.len(), json["rows"].as_array().unwrap().len()), (9, 10, 9));
    for (place, cell) in expected.iter().enumerate() {
        let line = told.lines().nth(4 + place).unwrap();
        assert!(line.ends_with(&format!("  {}", cell.text)), "{line:?}: {}", cell.text);
        assert_eq!(&records[place][1], cell.csv);
        assert_eq!(as_number(&book[1 + place][1]), cell.book);
        assert_eq!(json["rows"][place][1], cell.json);
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let made = || xlsx(Lang::Sv, &about(None), &lag()).unwrap();
    assert_eq!(made(), made());
}

#[test]
fn days_before_the_first_night_are_said_to_be_known_in_part() {
    let told = |first| text(Lang::En, &About { first, ..about(None) }, &lag()); // from 2016-07-01
    let note = "The register begins with the night of 2016-07-02.";
    assert!(told(date(2016, 7, 2)).contains(note));
    assert!(!told(date(2016, 7, 1)).contains("begins"));
}
