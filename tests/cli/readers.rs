//! Whoever reads sees one night or the other, whole, and never keeps a night waiting.

use crate::harness::{Done, Kaa, fixture_nights, night_arguments};
use crate::steps::{count_steps, stopped_at, until_at_rest};
use rusqlite::Connection;
use std::io::Write;
use std::process::Command;

/// A register with the first fixture night and what was reported before the second.
fn after_the_first_night() -> Kaa {
    let kaa = Kaa::after(1);
    kaa.record_reports(&fixture_nights()[1]);
    kaa
}

fn second_night(kaa: &Kaa) -> Command {
    kaa.command(night_arguments("run", &fixture_nights()[1], false))
}

/// What a reader's own query says of the register.
fn told(reader: &Connection) -> (String, i64, i64, i64) {
    let sql = "SELECT (SELECT max(as_of) FROM runs), (SELECT count(*) FROM register_changes),
                      (SELECT count(*) FROM register), (SELECT count(*) FROM outreach_queue)";
    reader.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))).unwrap()
}

#[test]
fn a_reader_in_the_middle_of_a_long_question_sees_the_old_night_to_its_end_and_the_next_the_new_one() {
    let kaa = after_the_first_night();
    let long = Connection::open(kaa.db()).unwrap();
    long.execute_batch("BEGIN").unwrap();
    let old = told(&long);
    assert_eq!((old.0.as_str(), old.1), ("2016-11-14", 84));
    kaa.night(&fixture_nights()[1], false).exits(0);
    assert_eq!(told(&long), old, "the question is not over");
    long.execute_batch("COMMIT").unwrap();
    let new = told(&Connection::open(kaa.db()).unwrap());
    assert_eq!((new.0.as_str(), new.1, new.2), ("2016-11-15", 89, 87));
    assert_eq!(told(&long), new);
}

#[test]
fn a_new_reader_sees_nothing_of_a_night_at_any_step_of_it_and_all_of_it_after() {
    let kaa = after_the_first_night();
    // Somebody has the register open all the time. Without, the first to open it and the last to close it keep
    // others out for an instant, and a night that stands still would make it an hour.
    let open = |kaa: &Kaa| {
        let idle = Connection::open(kaa.db()).unwrap();
        let seen = told(&idle);
        (idle, seen)
    };
    let counted = kaa.copy();
    let (_idle, old) = open(&counted);
    let steps = count_steps(second_night(&counted));
    let (_, new) = open(&counted);
    assert_eq!((new.0.as_str(), new.1, new.2), ("2016-11-15", 89, 87));
    // The step after which there is no further is the sync that makes the commit last.
    for step in (2..steps).step_by(10).chain([steps]) {
        let copy = kaa.copy();
        let _idle = open(&copy);
        let writing = stopped_at(second_night(&copy), step);
        assert!(!copy.run(["runs"]).exits(0).stdout.contains("2016-11-15"), "step {step}");
        assert_eq!(open(&copy).1, old, "step {step}");
        assert_eq!(writing.go_on().wait().unwrap().code(), Some(0), "step {step}");
        assert_eq!(open(&copy).1, new, "step {step}");
    }
}

#[test]
fn the_list_comes_at_once_while_another_holds_the_register_for_writing() {
    let kaa = after_the_first_night();
    let listed = kaa.run(["register"]).exits(0).stdout;
    let writer = Connection::open(kaa.db()).unwrap();
    writer.execute_batch("BEGIN IMMEDIATE; UPDATE person SET protected = 1").unwrap();
    for _ in 0..3 {
        assert_eq!(kaa.run(["register"]).exits(0).stdout, listed);
    }
    kaa.run(["queue", "list"]).exits(0);
    kaa.run(night_arguments("plan", &fixture_nights()[1], false)).exits(0);
}

#[test]
fn a_command_that_waits_for_its_input_keeps_no_night_waiting() {
    let kaa = after_the_first_night();
    let asking: &[&[&str]] = &[&["explain", "-"], &["history", "-"], &["record", "decisions", "-"]];
    let mut open: Vec<_> = asking.iter().map(|arguments| kaa.command(*arguments).spawn().unwrap()).collect();
    open.iter().for_each(until_at_rest);
    kaa.night(&fixture_nights()[1], false).exits(0);
    for child in &mut open {
        child.stdin.take().unwrap().write_all(b"PERSONNUMMER;BESLUT;ORSAK;FRAN;TILL\n").unwrap();
    }
    let ended: Vec<_> =
        open.into_iter().map(|child| Done::of(child.wait_with_output().unwrap()).exit).collect();
    assert_eq!(ended, [2, 2, 0]);
}
