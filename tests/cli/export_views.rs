//! `export-views`: every view as a table, nobody protected in any, recorded, whole or not there.

use crate::harness::{Done, Kaa, at, fixture_nights, lines, night_arguments};
use crate::steps::{Event, at_step, count_steps, stopped_at};
use rusqlite::Connection;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

/// Who is protected after the six nights, or was: 153 until the fifth.
const PROTECTED: &str = "(97, 103, 137, 153, 154, 171)";

/// A step of an export when half of the file is written.
const COPYING: usize = 30;

/// The six nights, and what was recorded the morning after, also about somebody protected.
fn after_six() -> Kaa {
    let kaa = Kaa::after(6);
    let protected = kaa.lines("SELECT number FROM person WHERE person_id = 97 AND to_run IS NULL").concat();
    let contacts = fs::read_to_string(at("fixtures/morning/contacts.csv")).unwrap();
    let contacts = format!("{contacts}{protected};2016-11-21;BESOK;NADD_AVBOJER;;\n");
    kaa.ask(["record", "contacts", "-"], &contacts).exits(0);
    let measures = "PERSONNUMMER;ATGARD;FRAN;TILL;AVSLUTSORSAK;SYSSELSATTNING_FORE;SYSSELSATTNING_EFTER\n\
                    199908262380;KOMVUX;2016-11-21;;;;\n";
    kaa.ask(["record", "measures", "-"], measures).exits(0);
    let occupations =
        format!("PERSONNUMMER;SYSSELSATTNING;FRAN;TILL;KALLA\n{protected};ARBETE;2016-11-21;;UNGDOMEN\n");
    kaa.ask(["record", "occupations", "-"], &occupations).exits(0);
    kaa
}

fn export(kaa: &Kaa) -> Command {
    kaa.command(["-v".as_ref(), "export-views".as_ref(), kaa.path("views.db").as_os_str()])
}

fn exported(kaa: &Kaa) -> Connection {
    Done::of(export(kaa).output().unwrap()).exits(0);
    Connection::open(kaa.path("views.db")).unwrap()
}

fn looks(kaa: &Kaa) -> Vec<String> {
    kaa.lines("SELECT user, command, persons FROM access")
}

#[test]
fn every_view_is_a_table_of_the_same_rows_but_those_of_the_protected() {
    let kaa = after_six();
    let file = exported(&kaa);
    let mut left_out = Vec::new();
    let views = kaa.lines("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name");
    assert_eq!(lines(&file, "SELECT name FROM sqlite_schema ORDER BY name"), views);
    for view in views {
        let columns = kaa.lines(&format!("SELECT name FROM pragma_table_info('{view}')"));
        assert_eq!(lines(&file, &format!("SELECT name FROM pragma_table_info('{view}')")), columns, "{view}");
        let is_personal = columns.contains(&"person_id".to_owned());
        let others = if is_personal { format!("WHERE person_id NOT IN {PROTECTED}") } else { String::new() };
        let (mut expected, mut found) = (
            kaa.lines(&format!("SELECT * FROM {view} {others}")),
            lines(&file, &format!("SELECT * FROM {view}")),
        );
        let all = kaa.lines(&format!("SELECT count(*) FROM {view}")).concat();
        left_out.push(format!("{view}: {} of {all}", found.len()));
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "{view}");
    }
    let expected = [
        "contacts: 1 of 2",
        "coverage: 98 of 98",
        "decisions: 3 of 4",
        "delays: 21 of 21",
        "measures: 1 of 1",
        "measures_current: 1 of 1",
        "nights: 6 of 6",
        "occupations: 0 of 1",
        "outreach_queue: 78 of 86",
        "persons: 262 of 268",
        "quarantine: 21 of 21",
        "register: 98 of 103",
        "register_changes: 118 of 126",
        "register_current: 85 of 90",
        "register_lanes: 102 of 110",
        "runs: 6 of 6",
        "sources: 42 of 42",
        "undetermined: 30 of 41",
    ];
    assert_eq!(left_out, expected);
    assert_eq!(lines(&file, "PRAGMA integrity_check"), ["ok"]);
    assert_eq!(lines(&file, "PRAGMA foreign_key_check"), [""; 0]);
    let untyped =
        "SELECT s.name, p.name FROM sqlite_schema AS s, pragma_table_info(s.name) AS p WHERE p.type = ''";
    assert_eq!(lines(&file, untyped), [""; 0]);
}

#[test]
fn no_protected_number_is_in_the_files_bytes() {
    let kaa = after_six();
    exported(&kaa);
    let bytes = fs::read(kaa.path("views.db")).unwrap();
    let is_in = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    let numbers = |which: &str| {
        kaa.lines(&format!("SELECT number FROM person_number WHERE person_id {which} IN {PROTECTED}"))
    };
    let protected = numbers("");
    assert_eq!(protected.len(), 6);
    for number in protected {
        assert!(!is_in(&number) && !is_in(&number[2..]));
    }
    // Looked for in the same way, everybody else in the register is there.
    let others = format!(
        "SELECT DISTINCT personnummer FROM register WHERE personnummer IS NOT NULL AND person_id NOT IN {PROTECTED}"
    );
    for number in kaa.lines(&others) {
        assert!(is_in(&number));
    }
}

#[test]
fn an_export_is_recorded_closed_to_others_and_told_to_who_wants_to_know() {
    let kaa = after_six();
    let done = Done::of(export(&kaa).output().unwrap()).exits(0);
    let said = done.stderr.replace(&*kaa.path("").to_string_lossy(), "DIR/");
    assert_eq!(
        (done.stdout.as_str(), said.as_str()),
        ("", "exported the views, with 262 persons, to DIR/views.db\n")
    );
    assert_eq!(looks(&kaa), ["test;export-views;262"]);
    assert_eq!(fs::metadata(kaa.path("views.db")).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(kaa.names(), ["kaa.db", "kaa.db.lock", "views.db"]);
    let other = kaa.path("other.db");
    let quiet = kaa.run(["export-views".as_ref(), other.as_os_str()]).exits(0);
    assert_eq!((quiet.stdout, quiet.stderr), (String::new(), String::new()));
    assert!(fs::read(&other).unwrap() == fs::read(kaa.path("views.db")).unwrap(), "the same bytes");
    // Nobody takes it for a register.
    fs::rename(&other, kaa.db()).unwrap();
    assert!(kaa.run(["runs"]).exits(1).stderr.contains("is not a kaa-sync database"));
}

#[test]
fn nothing_is_overwritten_no_link_followed_and_then_nothing_recorded() {
    let kaa = Kaa::after(1);
    let refused = |to: &Path, why: &str| {
        let said = kaa.run(["export-views".as_ref(), to.as_os_str()]).exits(1).stderr;
        assert!(said.contains("nothing was exported") && said.contains(why), "{said}");
    };
    let theirs = kaa.write("theirs", "theirs");
    refused(&theirs, "exists already");
    symlink(&theirs, kaa.path("link")).unwrap();
    refused(&kaa.path("link"), "exists already");
    symlink(&theirs, kaa.path("views.db.part")).unwrap();
    refused(&kaa.path("views.db"), "is a link");
    refused(&kaa.db(), "exists already");
    refused(&kaa.path("nowhere/views.db"), "No such file");
    assert_eq!(fs::read_to_string(&theirs).unwrap(), "theirs");
    assert_eq!(looks(&kaa), [""; 0]);
}

#[test]
fn a_night_goes_on_while_views_are_copied_and_they_are_of_one_moment() {
    let kaa = Kaa::after(2);
    let copying = stopped_at(export(&kaa), COPYING);
    kaa.night(&fixture_nights()[2], false).exits(0);
    assert_eq!(copying.go_on().wait().unwrap().code(), Some(0));
    let file = Connection::open(kaa.path("views.db")).unwrap();
    assert_eq!(lines(&file, "SELECT as_of FROM nights"), ["2016-11-14", "2016-11-15"]);
    assert_eq!(lines(&file, "SELECT max(as_of) FROM register_changes"), ["2016-11-15"]);
    assert_eq!(looks(&kaa).len(), 1);
    kaa.run(night_arguments("run", &fixture_nights()[2], false)).exits(0);
}

#[test]
fn whatever_fails_the_file_is_there_if_and_only_if_it_is_recorded() {
    let kaa = Kaa::after(1);
    let steps = count_steps(export(&kaa.copy()));
    assert!(steps > 30, "{steps}");
    for step in (1..=steps).step_by(7).chain(steps - 16..=steps) {
        for event in [Event::Io, Event::Full, Event::Dead] {
            let copy = kaa.copy();
            let done = Done::of(at_step(export(&copy), step, event).output().unwrap());
            let case = format!("step {step} of {steps}, {event:?}: {}", done.stderr);
            let is_recorded = looks(&copy).len() == 1;
            let is_written = copy.path("views.db").exists();
            let is_told =
                ["is whole and stays", "could not be removed"].iter().any(|told| case.contains(told));
            assert!(is_recorded == (done.exit == 0) || is_told, "{case}");
            assert!(is_written == is_recorded || is_told, "{case}");
            assert!(is_written || !is_recorded, "{case}");
        }
        let killed = kaa.copy();
        at_step(export(&killed), step, Event::Kill).output().unwrap();
        let is_written = killed.path("views.db").exists();
        assert!(is_written || looks(&killed).is_empty(), "killed at step {step} of {steps}");
        if is_written {
            let file = Connection::open(killed.path("views.db")).unwrap();
            assert_eq!(lines(&file, "PRAGMA integrity_check"), ["ok"], "killed at step {step} of {steps}");
        } else {
            exported(&killed);
        }
    }
}
