//! `check`: what whoever delivers a file is told of it, whole, in both languages.

use crate::faults::files::{Files, Stray};
use crate::faults::town;
use crate::harness::{Done, Kaa, at, matches_kept};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;

const AS_OF: &str = "2016-11-16";

fn check(kaa: &Kaa, files: &Files, more: &[&str]) -> Done {
    let dir = kaa.path("extracts");
    let _ = fs::remove_dir_all(&dir);
    files.write(&dir);
    let dir = dir.to_string_lossy().into_owned();
    kaa.run(["check", "--extracts", &dir, "--as-of", AS_OF].iter().chain(more))
}

/// A night of files of which each has something wrong: with its rows, or as a whole.
pub fn faulty() -> Files {
    let mut files = town::news("20161116");
    // Residents: many with one fault, some with others, one flag, and copies that differ.
    files.edit_lines("folkbokforing", |lines| {
        for line in &mut lines[20..=260] {
            *line = line.replace(";20050101;", ";2005-01-01;");
        }
        lines[300] = lines[300].replace(";0180;", ";180;");
        lines[301] = lines[301].replace(";N;N;", ";N;;");
        lines[302] = lines[302].replace("Storgatan 1", "Storgatan 1;B");
        let other = lines[303].replace("Farsta", "Kista");
        lines.push(other);
        let copy = lines[304].clone();
        lines.push(copy);
    });
    // The county's: its last line counts rows that are not there.
    files.edit("uedb", |text| text.replace("#SLUTPOST;121", "#SLUTPOST;356"));
    // The city's schools: each kind of fault, a column more, and a number of the school's own.
    files.edit_lines("ber", |lines| {
        lines[2] = lines[2].replace("INSKRIVEN", "PAUSAD");
        lines[3] = lines[3].replace(",GY,", ",GYMN,");
        lines[4] = lines[4].replace(",10000001,", ",1000,");
        lines[5] = lines[5].replace(",2016-08-17,", ",,");
        lines[6] = lines[6].replace("INSKRIVEN,2016-08-17,", "AVSLUTAD,2016-08-17,2016-08-01");
        lines[7] = lines[7].replace("INSKRIVEN", "AVBRUTEN");
        lines[8] = lines[8].replacen(&lines[8][..13], "20000301TF12", 1);
        lines[9] = lines[9].replacen(char::is_numeric, "", 1);
        for line in &mut *lines {
            *line += ",";
        }
        lines[0] += "EGEN\u{7}KOLUMN";
    });
    // Two schools: one writes in another encoding, and one has other columns.
    files.edit("alfa", |text| text.replacen("INSKRIVEN", "INSKRIVEN\u{f6}", 1));
    let text = files.text("alfa");
    *files.bytes("alfa") = encoding_rs::WINDOWS_1252.encode(&text).0.into_owned();
    files.edit("beta", |text| text.replacen("AVBROTTSDATUM,AVGANGSDOKUMENT", "SLUTDATUM,BETYG", 1));
    files.replace("intyg", Stray::File(Vec::new()));
    files
}

fn kept(name: &str) -> std::path::PathBuf {
    at("fixtures/check-expected").join(name)
}

fn fits(text: &str) {
    for line in text.lines() {
        assert!(line.chars().count() <= 80, "wider than 80 columns: {line}");
    }
}

#[test]
fn a_good_night_has_nothing_to_remark() {
    let kaa = Kaa::without_register();
    let mut files = town::quiet("20161116");
    // The county's columns that nobody declared are told of, and are no fault.
    files.edit("uedb", |text| {
        let columns = |line: &str| {
            let cells: Vec<&str> = line.split(';').collect();
            [&cells[..1], &cells[2..3], &cells[5..]].concat().join(";")
        };
        let rows = text.lines().filter(|line| !line.starts_with('#')).map(columns);
        let rows: Vec<String> = rows.collect();
        format!("{}\n#SLUTPOST;{}\n", rows.join("\n"), rows.len() - 1)
    });
    for (lang, name) in [("sv", "good.sv.txt"), ("en", "good.en.txt")] {
        let done = check(&kaa, &files, &["--lang", lang]).exits(0);
        matches_kept(&kept(name), &done.stdout);
        assert_eq!(done.stderr, "");
        fits(&done.stdout);
    }
    let english = check(&kaa, &files, &["--lang", "en"]).stdout;
    assert!(english.ends_with("\nNothing to remark.\n"), "{english}");
}

#[test]
fn a_night_of_faults_says_what_is_wrong_where_and_what_is_asked() {
    let kaa = Kaa::without_register();
    for (lang, name) in [("sv", "faulty.sv.txt"), ("en", "faulty.en.txt")] {
        let done = check(&kaa, &faulty(), &["--lang", lang]).exits(6);
        matches_kept(&kept(name), &done.stdout);
        fits(&done.stdout);
    }
    assert!(!kaa.db().exists(), "no register was made");
}

#[test]
fn nothing_of_what_a_row_holds_is_shown() {
    let kaa = Kaa::without_register();
    let files = faulty();
    let numbers: BTreeSet<String> =
        ["1997", "1998", "1999", "2000"].into_iter().flat_map(town::numbers).collect();
    for more in [&["--lang", "sv"][..], &["--lang", "en"], &["--json"]] {
        let done = check(&kaa, &files, more).exits(6);
        let said = format!("{}{}", done.stdout, done.stderr);
        for value in ["Åsa", "Öberg", "Storgatan", "Farsta", "Kista", "PAUSAD", "GYMN", "TF12", "\u{7}"] {
            assert!(!said.contains(value), "{value}\n{said}");
        }
        for number in &numbers {
            assert!(!said.contains(number.as_str()) && !said.contains(&town::dashed(number)), "{number}");
        }
    }
}

#[test]
fn one_suppliers_report_is_of_that_supplier_alone() {
    let kaa = Kaa::without_register();
    let done = check(&kaa, &faulty(), &["--provider", "beta"]).exits(3);
    for other in ["folkbokforing", "uedb", "ber_", "alfa", "intyg"] {
        assert!(!done.stdout.contains(other), "{other}\n{}", done.stdout);
    }
    assert!(done.stdout.contains("kolumner som saknas: AVBROTTSDATUM, AVGANGSDOKUMENT\n"), "{}", done.stdout);
    let asked = |provider| check(&kaa, &faulty(), &["--provider", provider]).exits(2).stderr;
    let providers = "expected one of `folkbokforing`, `uedb`, `ber`, `alfa`, `beta`, `intyg`";
    assert_eq!(
        asked("afla"),
        format!("kaa-sync: unknown provider `afla`, {providers}; did you mean `alfa`?\n")
    );
    assert_eq!(asked("skolan"), format!("kaa-sync: unknown provider `skolan`, {providers}\n"));
    assert_eq!(asked("201001012382"), format!("kaa-sync: unknown provider, {providers}\n"));
}

#[test]
fn a_program_is_told_every_row_and_what_each_check_saw() {
    let kaa = Kaa::without_register();
    let done = check(&kaa, &faulty(), &["--json"]).exits(6);
    let told: Value = serde_json::from_str(&done.stdout).unwrap();
    let [population, county, city, alfa, beta, documents] = told.as_array().unwrap().as_slice() else {
        panic!("{told}")
    };
    assert_eq!(population["code"], "too_many_rejects");
    assert_eq!(population["evidence"], Value::Null);
    assert_eq!(population["quarantine"].as_array().unwrap().len(), 241 + 4);
    assert_eq!(
        population["quarantine"][0],
        json!({"line": 21, "field": "INFLYTTNINGSDATUM", "code": "bad_date"})
    );
    assert_eq!((&population["merged_duplicates"], &population["unreadable_flags"]), (&json!(1), &json!(1)));
    assert_eq!(county["code"], "truncated");
    assert_eq!(county["evidence"], json!({"end": [{"trailer_count": {"declared": 356, "rows": 121}}]}));
    assert_eq!(city["extra_columns"], json!(["EGEN\u{fffd}KOLUMN"]));
    assert_eq!(city["lines_to_pair"], json!([9]));
    assert_eq!(alfa["evidence"], json!({"encoding": {"line": 3, "trace": "not_utf8"}}));
    let header =
        json!({"width": 11, "missing": ["AVBROTTSDATUM", "AVGANGSDOKUMENT"], "doubled": ["SLUTDATUM"]});
    assert_eq!(beta["evidence"], json!({"header": header}));
    let empty = json!({
        "source": "intyg", "provider": "intyg", "file": "intyg_20161116.csv", "file_date": "2016-11-16",
        "code": "empty", "evidence": null, "rows": null, "merged_duplicates": null, "unreadable_flags": null,
        "extra_columns": null, "lines_to_pair": null, "quarantine": [],
    });
    assert_eq!(documents, &empty);
}

#[test]
fn documents_may_be_missing_and_a_school_may_not() {
    let kaa = Kaa::without_register();
    let mut files = town::quiet("20161116");
    files.remove("intyg");
    let done = check(&kaa, &files, &["--provider", "intyg"]).exits(0);
    assert!(
        done.stdout.contains("(intyg)") && done.stdout.ends_with("Inget att anmärka.\n"),
        "{}",
        done.stdout
    );
    files.remove("ber");
    let done = check(&kaa, &files, &["--provider", "ber"]).exits(3);
    let named = "en fil med namnet ber_2016-11-16.csv eller ber_20161116.csv\n";
    assert!(done.stdout.contains(named), "{}", done.stdout);
}
