//! All that is kept of one person, as a file for the person: `history --export`.

use crate::harness::{Done, Kaa, at, folders, matches_kept};
use rusqlite::Connection;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

/// The number now of the person of whom there is a row in every table, and a number of somebody protected.
const MAJA: &str = "199812022391";
const PROTECTED: &str = "199902132381";

/// The nights of `fixtures/dossier`, a letter handed out, and a night after it. What the clock says is made to
/// be the same every time.
fn town() -> Kaa {
    let kaa = Kaa::new();
    let nights = folders(&at("fixtures/dossier/nights"));
    for (place, night) in nights.iter().enumerate() {
        kaa.night(night, place == 0).exits(0);
    }
    let letters = kaa.path("brev.csv").to_string_lossy().into_owned();
    let letter = ["queue", "export", "--owner", "kista", "--step", "letter", "--out", &letters];
    kaa.run(letter.into_iter().chain(["--sent", "2016-11-21"])).exits(0);
    let last = nights.last().unwrap().to_string_lossy().into_owned();
    kaa.run(["run", "--extracts", &last, "--as-of", "2016-11-22"]).exits(0);
    let connection = Connection::open(kaa.db()).unwrap();
    connection
        .execute_batch(
            "UPDATE recording SET recorded_at = '2016-11-21T08:00:00Z';
             UPDATE exported_task SET exported_at = '2016-11-21T09:00:00Z';
             UPDATE access SET looked_at = '2016-11-21T09:00:00Z'",
        )
        .unwrap();
    kaa
}

fn export(kaa: &Kaa, who: &str, name: &str, more: &[&str]) -> Done {
    let file = kaa.path(name).to_string_lossy().into_owned();
    kaa.run(["history", who, "--export", &file].into_iter().chain(more.iter().copied()))
}

fn exported(kaa: &Kaa, who: &str, name: &str, more: &[&str]) -> String {
    let done = export(kaa, who, name, more).exits(0);
    assert_eq!((done.stdout.as_str(), done.stderr.as_str()), ("", ""));
    fs::read_to_string(kaa.path(name)).unwrap()
}

fn looks(kaa: &Kaa) -> Vec<String> {
    kaa.lines("SELECT user, command, persons FROM access WHERE command LIKE 'history%'")
}

#[test]
fn what_the_person_reads_is_kept_whole() {
    let kaa = town();
    let kept = at("fixtures/dossier/expected");
    for (name, lang) in
        [("maja.sv.txt", "sv"), ("maja.en.txt", "en"), ("maja.sv.html", "sv"), ("maja.sv.json", "sv")]
    {
        // Each on a register of its own: an export is a look, and the next one tells of it.
        let text = exported(&kaa.copy(), MAJA, name, &["--lang", lang]);
        matches_kept(&kept.join(name), &text);
        let is_narrow = text.lines().all(|line| line.chars().count() <= 80);
        assert!(is_narrow || !name.contains("txt"), "{name}: wider than 80 columns");
    }
    let text = exported(&kaa, PROTECTED, "protected.sv.txt", &["--include-protected"]);
    matches_kept(&kept.join("protected.sv.txt"), &text);
}

#[test]
fn there_is_a_row_of_the_fixture_person_in_every_table_and_every_one_is_told() {
    let kaa = town();
    let told: serde_json::Value = serde_json::from_str(&exported(&kaa, MAJA, "maja.json", &[])).unwrap();
    let holdings = told["holdings"].as_object().unwrap();
    assert_eq!(holdings.len(), 21);
    for (table, rows) in holdings {
        assert!(!rows.as_array().unwrap().is_empty(), "{table}");
    }
}

#[test]
fn the_page_is_escaped_and_asks_for_nothing() {
    let kaa = town();
    let page = exported(&kaa, MAJA, "maja.html", &[]);
    assert!(page.contains("Älgmark &lt;b&gt;&amp;&#x27;Tångring&#x27;"));
    for wrong in ["<b>", "<script", "http:", "https:", "url(", "@import"] {
        assert!(!page.contains(wrong), "{wrong}");
    }
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"sv\">"), "{}", &page[..60]);
}

#[test]
fn an_export_is_recorded_and_its_file_closed_to_others() {
    let kaa = town();
    exported(&kaa, "1", "utdrag.txt", &[]);
    exported(&kaa, PROTECTED, "skyddad.html", &["--include-protected"]);
    assert_eq!(looks(&kaa), ["test;history --export;1", "test;history --export --include-protected;1"]);
    for name in ["utdrag.txt", "skyddad.html"] {
        assert_eq!(fs::metadata(kaa.path(name)).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let told = export(&kaa, "1", "igen.json", &["-v"]).exits(0).stderr;
    assert!(told.starts_with("exported what is kept of one person to "), "{told}");
}

#[test]
fn a_protected_person_is_exported_only_if_that_is_said() {
    let kaa = town();
    let said = export(&kaa, PROTECTED, "skyddad.txt", &[]).exits(2).stderr;
    assert!(said.contains("the person is protected") && said.contains("--include-protected"), "{said}");
    assert!(!said.contains(PROTECTED) && !kaa.path("skyddad.txt").exists());
    assert_eq!(looks(&kaa), [""; 0]);
}

#[test]
fn what_is_refused_writes_nothing_and_records_nothing() {
    let kaa = town();
    let refused = |who: &str, name: &str, exit: i32, why: &str| {
        let said = export(&kaa, who, name, &[]).exits(exit).stderr;
        assert!(said.contains(why), "{said}");
    };
    refused(MAJA, "utdrag.pdf", 2, "`.html`, `.txt` or `.json`");
    refused(MAJA, "utdrag", 2, "`.html`, `.txt` or `.json`");
    refused("200001012384", "utdrag.txt", 1, "nobody with that number is known");
    refused("19981202TF01", "utdrag.txt", 1, "nobody with that number is known");
    refused("17", "utdrag.txt", 1, "there is no entry 17");
    let theirs = kaa.write("theirs.txt", "theirs");
    refused(MAJA, "theirs.txt", 1, "exists already");
    symlink(&theirs, kaa.path("link.txt")).unwrap();
    refused(MAJA, "link.txt", 1, "exists already");
    refused(MAJA, "nowhere/utdrag.txt", 1, "nothing was exported");
    let file = kaa.path("utdrag.txt").to_string_lossy().into_owned();
    let several = kaa.ask(["history", "-", "--export", &file], &format!("{MAJA}\n{PROTECTED}\n")).exits(2);
    assert!(several.stderr.contains("2 numbers are asked about"), "{}", several.stderr);
    assert!(!several.stderr.contains(MAJA));
    assert_eq!(fs::read_to_string(&theirs).unwrap(), "theirs");
    assert_eq!(looks(&kaa), [""; 0]);
    kaa.ask(["history", "-", "--export", &file], &format!("{MAJA}\n")).exits(0);
}

#[test]
fn what_is_kept_under_a_number_that_nobody_has_is_told_to_whoever_asks() {
    let kaa = town();
    kaa.write("avbrott.csv", "PERSONNUMMER;SKOLENHETSKOD;AVBROTTSDATUM\n200001012384;10000001;2016-09-30\n");
    let told = kaa.path("avbrott.csv");
    kaa.run(["record".as_ref(), "interruptions".as_ref(), told.as_os_str()]).exits(0);
    let said = export(&kaa, "200001012384", "utdrag.txt", &[]).exits(2).stderr;
    assert!(said.contains("belongs to no person of the register"), "{said}");
    let text = exported(&kaa, "200001012384", "utdrag.txt", &["--include-protected"]);
    assert!(text.contains("2016-09-30  10000001   200001012384"), "{text}");
}
