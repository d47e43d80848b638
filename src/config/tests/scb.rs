//! SCB's codes for ours: the shipped table, a filled one, and faulty ones.

use crate::config::scb::{load, path};
use crate::domain::codes::{Code, MeasureEnd, Occupation};
use crate::domain::delivery::code::{Domain, Mapping, OurCode, Told};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const HEADER: &str = "domain;code;scb_code;valid_from;valid_to\n";

fn read(rows: &str) -> Result<Mapping, String> {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("scb.csv");
    fs::write(&file, rows).unwrap();
    load(&file).map_err(|error| format!("{error:#}").replace(&*file.to_string_lossy(), "scb.csv"))
}

fn theirs(mapping: &Mapping, code: OurCode, on: &str) -> Option<String> {
    mapping.theirs(Told { code, on: on.parse().unwrap() }).map(str::to_owned)
}

#[test]
fn the_table_lies_beside_the_configuration() {
    assert_eq!(path(Path::new("/etc/kaa-sync/kaa-sync.toml")), Path::new("/etc/kaa-sync/scb.csv"));
    assert_eq!(path(Path::new("kaa-sync.toml")), Path::new("scb.csv"));
}

#[test]
fn the_shipped_table_lists_every_code_once_and_maps_none() {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("config/scb.csv");
    assert_eq!(load(&shipped).unwrap(), Mapping::default());
    let text = fs::read_to_string(shipped).unwrap();
    let rows: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).skip(1).collect();
    let codes = Domain::ALL.iter().flat_map(|domain| OurCode::all(*domain));
    let codes: BTreeSet<String> =
        codes.map(|code| format!("{};{};;;", code.domain(), code.as_str())).collect();
    assert_eq!(rows.len(), 50);
    assert_eq!(rows.iter().map(|row| (*row).to_owned()).collect::<BTreeSet<_>>(), codes);
}

#[test]
fn a_code_holds_for_its_period_and_excels_mark_and_line_ends_do_no_harm() {
    let mapping = read(
        "\u{feff}domain;code;scb_code;valid_from;valid_to\r\n# of work\r\noccupation;ARBETE;07;;2016-06-30\r\n\
         occupation;ARBETE;A7;2016-07-01;\r\nended_reason;ANNAN;;;\r\n",
    )
    .unwrap();
    let work = OurCode::Occupation(Occupation::Work);
    assert_eq!(theirs(&mapping, work, "2016-06-30"), Some("07".into()));
    assert_eq!(theirs(&mapping, work, "2016-07-01"), Some("A7".into()));
    assert_eq!(theirs(&mapping, OurCode::Ended(MeasureEnd::Other), "2016-07-01"), None);
    assert_eq!(theirs(&mapping, OurCode::Occupation(Occupation::Unknown), "2016-07-01"), None);
}

#[test]
fn a_faulty_table_names_the_line_at_fault() {
    for (rows, expected) in [
        (
            "reason;decided;1;;",
            "scb.csv:2: `domain`: found `reason`, expected one of `opened_reason`, `closed_reason`, `occupation`, \
             `measure`, `ended_reason`",
        ),
        (
            "ended_reason;PRAKTIK;1;;",
            "scb.csv:2: `code`: found `PRAKTIK`, expected one of `FULLFOLJD`, `OVERGANG_STUDIER`, \
             `OVERGANG_ARBETE`, `AVBRUTEN_AV_UNGDOMEN`, `AVBRUTEN_AV_KOMMUNEN`, `LAMNAT_REGISTRET`, `ANNAN`",
        ),
        (
            "measure;ANNAN;-1;;",
            "scb.csv:2: `scb_code`: found `-1`, expected a code without spaces that begins with a letter or digit",
        ),
        (
            "measure;ANNAN;1 ;;",
            "scb.csv:2: `scb_code`: found `1 `, expected a code without spaces that begins with a letter or digit",
        ),
        (
            "measure;ANNAN;1;2016-13-01;",
            "scb.csv:2: `valid_from`: found `2016-13-01`, expected a date as `YYYY-MM-DD`",
        ),
        (
            "measure;ANNAN;1;2016-07-01;2016-06-30",
            "scb.csv:2: `valid_to`: found `2016-06-30`, expected a day not before `valid_from`, `2016-07-01`",
        ),
        (
            "measure;ANNAN;1;;2016-07-01\nmeasure;ANNAN;2;2016-07-01;",
            "scb.csv:3: `measure;ANNAN` is listed twice for the same days, first on line 2; expected periods that \
             do not overlap",
        ),
        ("measure;ANNAN;1;", "scb.csv:2: found 4 cells, expected 5"),
    ] {
        assert_eq!(read(&format!("{HEADER}{rows}\n")).unwrap_err(), expected);
    }
}

#[test]
fn a_table_that_is_not_there_is_asked_for() {
    let said = format!("{:#}", load(Path::new("/nowhere/scb.csv")).unwrap_err());
    assert_eq!(
        said,
        "no table of SCB's codes: name it with `--mapping`; `init --config-dir` writes one to fill in: cannot read \
         `/nowhere/scb.csv`: No such file or directory (os error 2)"
    );
}
