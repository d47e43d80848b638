//! `verify`: silent over whatever the program writes, and each check alone over the damage it is there for.

use crate::harness::{Done, Kaa, at, copy_folder, fixture_nights, matches_kept, night_arguments};
use rusqlite::Connection;
use serde_json::Value;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::sync::OnceLock;

/// The register after the six nights, as bytes: each test damages a copy of its own.
fn six_nights() -> &'static [u8] {
    static LIVED: OnceLock<Vec<u8>> = OnceLock::new();
    LIVED.get_or_init(|| fs::read(Kaa::after(6).db()).unwrap())
}

fn copy() -> Kaa {
    let kaa = Kaa::without_register();
    kaa.write("kaa.db", six_nights());
    kaa
}

/// A copy to which somebody has done this, past every constraint.
fn damaged(sql: &str) -> Kaa {
    let kaa = copy();
    let connection = Connection::open(kaa.db()).unwrap();
    connection.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON").unwrap();
    connection.execute_batch(sql).unwrap();
    kaa
}

/// What came of each check, a line each: the check, and `ok`, what was found or why it was not made.
fn told(done: &Done) -> Vec<String> {
    let told: Value = serde_json::from_str(&done.stdout).unwrap();
    let line = |checked: &Value| {
        let check = checked["check"].as_str().unwrap();
        match checked["result"].as_str().unwrap() {
            "found" => format!("{check} {} found: {}", checked["count"], findings(&checked["findings"])),
            "not_made" => format!("{check} not made: {}", checked["why"].as_str().unwrap()),
            other => format!("{check} {other}"),
        }
    };
    told["checks"].as_array().unwrap().iter().map(line).collect()
}

fn findings(all: &Value) -> String {
    let one = |finding: &Value| {
        let (about, which) = finding.as_object().unwrap().iter().next().unwrap();
        match about.as_str() {
            "rows" => format!("{} rows of {}", which["count"], which["table"].as_str().unwrap()),
            "told" => which.as_str().unwrap().to_owned(),
            numbered => format!("{numbered} {which}"),
        }
    };
    all.as_array().unwrap().iter().map(one).collect::<Vec<_>>().join(", ")
}

/// The lines of those checks that found something.
fn found(done: &Done) -> Vec<String> {
    told(done).into_iter().filter(|line| line.contains(" found: ")).collect()
}

fn assert_found(sql: &str, expected: &[&str]) {
    let done = damaged(sql).run(["--json", "verify"]);
    assert_eq!(found(&done), expected, "{sql}");
    assert_eq!(done.exit, 1);
}

#[test]
fn the_six_nights_are_sound_after_each_of_them_and_after_what_is_recorded_by_day() {
    let kaa = Kaa::new();
    kaa.run(["verify"]).exits(0);
    let nights = fixture_nights();
    for (place, night) in nights.iter().enumerate() {
        kaa.night(night, place == 0);
        kaa.run(["verify"]).exits(0);
        if let Some(next) = nights.get(place + 1) {
            kaa.record_reports(next);
            kaa.run(["verify"]).exits(0);
        }
    }
}

#[test]
fn every_check_is_told_with_what_must_hold() {
    let kaa = copy();
    let expected: Vec<String> = CHECKS.iter().map(|check| format!("{check} ok")).collect();
    assert_eq!(told(&kaa.run(["--json", "verify"]).exits(0)), expected);
    for (lang, name) in [("sv", "verify.sv.txt"), ("en", "verify.en.txt")] {
        let done = kaa.run(["--lang", lang, "verify"]).exits(0);
        matches_kept(&at("fixtures/nights-expected").join(name), &done.stdout);
        assert!(done.stdout.lines().all(|line| line.chars().count() <= 80), "{}", done.stdout);
        assert_eq!(done.stderr, "");
    }
}

#[test]
fn quiet_says_nothing_of_what_is_sound() {
    let done = copy().run(["-q", "verify"]).exits(0);
    assert_eq!((done.stdout, done.stderr), (String::new(), String::new()));
}

#[test]
fn what_is_found_is_told_with_what_to_do() {
    let kaa = damaged("UPDATE run SET opened = opened + 1 WHERE run_id = 3");
    let done = kaa.run(["-q", "verify"]).exits(1);
    assert_eq!(
        done.stdout,
        "Kontroll         Ska gälla                                                Utfall\n\
         Nätternas antal  Antalen i listan över nätter stämmer med raderna de      1 fynd\n\
         \u{20}                räknar.\n\
         \n\
         Nätternas antal   körning 3\n"
    );
    assert_eq!(
        done.stderr.replace(&*kaa.path("").to_string_lossy(), "DIR/"),
        "kaa-sync: 1 of 16 checks of `DIR/kaa.db` found something; nothing was changed. stop the nightly job. \
         move the file away, with `DIR/kaa.db-wal` and `DIR/kaa.db-shm` if they are there, and keep it for \
         whoever looks into this. copy back the newest backup of which `kaa-sync --db BACKUP verify` finds \
         nothing. the next run catches up; record again what was recorded after the backup\n"
    );
}

#[test]
fn json_has_every_finding() {
    let done =
        damaged("UPDATE run SET opened = opened + 1 WHERE run_id < 6").run(["--json", "verify"]).exits(1);
    let told: Value = serde_json::from_str(&done.stdout).unwrap();
    assert_eq!(told["sound"], false);
    assert_eq!(
        told["checks"][5],
        serde_json::json!({
            "check": "run_counts",
            "result": "found",
            "count": 5,
            "findings": [{"run": 1}, {"run": 2}, {"run": 3}, {"run": 4}, {"run": 5}],
            "why": null,
        })
    );
    assert_eq!(told["checks"].as_array().unwrap().len(), 16);
    assert_eq!(
        told["checks"][15],
        serde_json::json!({"check": "digest", "result": "ok", "count": 0, "findings": [], "why": null})
    );
}

#[test]
fn a_value_that_no_check_of_the_schema_lets_in_is_found_in_the_file() {
    let done = damaged("UPDATE source SET code = 'lost' WHERE run_id = 4 AND provider = 'beta'")
        .run(["--json", "verify"])
        .exits(1);
    let damaged = "not made: the file is damaged";
    let mut expected = vec!["integrity 1 found: CHECK constraint failed in source".to_owned()];
    expected.extend(CHECKS[1..].iter().map(|check| format!("{check} {damaged}")));
    assert_eq!(told(&done), expected);
}

const CHECKS: [&str; 16] = [
    "integrity",
    "foreign_keys",
    "readable",
    "versions",
    "committed_nights",
    "run_counts",
    "birth_years",
    "entries_apart",
    "open_entry_last",
    "lanes_tile",
    "task_of_open_entry",
    "task_of_closed_entry",
    "one_rung",
    "coverage",
    "decision",
    "digest",
];

#[test]
fn a_page_that_was_overwritten_is_found_and_nothing_else_is_believed() {
    let kaa = copy();
    let mut bytes = six_nights().to_vec();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8192].fill(0x5a);
    kaa.write("kaa.db", bytes);
    let done = kaa.run(["--lang", "en", "-q", "verify"]).exits(1);
    assert!(done.stdout.contains("Whole file"), "{}", done.stdout);
    assert!(!done.stdout.contains("Digest"), "{}", done.stdout);
}

#[test]
fn a_reference_to_a_run_that_never_was_is_found() {
    assert_found(
        "INSERT INTO allowance VALUES (99, 'removals', 1, 'x', 'x')",
        &["foreign_keys 1 found: 1 rows of allowance"],
    );
}

#[test]
fn a_value_that_cannot_be_read_is_found_and_named_by_its_column() {
    let done = damaged("UPDATE staged_memory SET file_date = '2016-13-01' WHERE to_run IS NULL")
        .run(["--json", "verify"])
        .exits(1);
    let found = told(&done);
    assert_eq!(
        found[2],
        "readable 1 found: loading what is remembered of files: column `file_date` holds what kaa-sync never \
         writes; restore the database from a backup"
    );
    assert_eq!(found.last().unwrap(), "digest not made: the register cannot be read");
}

/// A second version, beside the present one, of the row that `which` picks.
fn doubled(table: &str, which: &str) -> String {
    format!(
        "CREATE TEMP TABLE twin AS SELECT * FROM {table} WHERE {which} LIMIT 1;
         UPDATE twin SET from_run = from_run + 1, to_run = from_run + 2;
         INSERT INTO {table} SELECT * FROM twin;"
    )
}

#[test]
fn a_version_that_stands_beside_another_is_found_in_every_table() {
    let present = "from_run <= 4 AND to_run IS NULL";
    for (table, which, expected) in [
        ("entry", "entry_id = 3", "entry 3"),
        ("entry_lane", "entry_id = 3", "entry 3"),
        ("task", "task_id = 3", "task 3"),
        ("person", "person_id = 25", "person 25"),
        ("person_number", "person_id = 25", "person 25"),
        ("staged_resident", present, "1 rows of staged_resident"),
        ("staged_placement", present, "1 rows of staged_placement"),
        ("staged_credential", present, "1 rows of staged_credential"),
    ] {
        assert_found(&doubled(table, which), &[&format!("versions 1 found: {expected}")]);
    }
    assert_found(
        "CREATE TEMP TABLE twin AS SELECT * FROM staged_memory WHERE provider = 'uedb' AND to_run IS NULL;
         UPDATE twin SET from_run = 2, to_run = 6;
         DELETE FROM staged_memory WHERE provider = 'uedb' AND to_run IS NOT NULL AND from_run > 1;
         INSERT INTO staged_memory SELECT * FROM twin;
         UPDATE staged_memory SET to_run = 3 WHERE provider = 'uedb' AND from_run = 1;",
        &["versions 1 found: 1 rows of staged_memory"],
    );
}

/// A seventh run, which was refused.
const REFUSED: &str =
    "INSERT INTO run (run_id, as_of, outcome, config_digest, input_digest, program_version, started_at)
    VALUES (7, '2016-11-22', 'refused', 'x', 'x', 'x', 'x');";

#[test]
fn what_refers_to_a_night_that_committed_nothing_is_found_in_every_table() {
    for (sql, expected) in [
        ("UPDATE entry_lane SET known_on = '2016-11-13' WHERE entry_id = 3", "entry 3"),
        ("UPDATE entry_lane SET known_on = '2016-11-22' WHERE entry_id = 3", "entry 3"),
        ("UPDATE entry_lane SET from_run = 7 WHERE entry_id = 3", "entry 3"),
        ("UPDATE entry SET from_run = 7 WHERE entry_id = 3", "entry 3"),
        ("UPDATE entry SET to_run = 7 WHERE entry_id = 1 AND from_run = 1", "entry 1"),
        ("UPDATE task SET from_run = 7 WHERE task_id = 3 AND to_run IS NULL", "task 3"),
        ("UPDATE person SET from_run = 7 WHERE person_id = 25", "person 25"),
        ("UPDATE person_number SET from_run = 7 WHERE person_id = 25", "person 25"),
        ("UPDATE staged_credential SET to_run = 7 WHERE from_run = 1", "4 rows of staged_credential"),
        (
            "UPDATE staged_memory SET from_run = 7 WHERE to_run IS NULL AND provider = 'uedb'",
            "1 rows of staged_memory",
        ),
        (
            "INSERT INTO staged_reject (source, provider, number, contradictory, from_run, to_run) VALUES ('x', 'x', '201001012382', 0, 1, 7)",
            "1 rows of staged_reject",
        ),
    ] {
        let sql = format!("{REFUSED} {sql}");
        let done = damaged(&sql).run(["--json", "verify"]).exits(1);
        let found = found(&done);
        assert!(found.contains(&format!("committed_nights 1 found: {expected}")), "{sql}: {found:?}");
    }
    assert_found(
        &format!("{REFUSED} UPDATE entry_lane SET known_on = '2016-11-22' WHERE entry_id = 3"),
        &["committed_nights 1 found: entry 3"],
    );
}

#[test]
fn a_day_on_which_no_night_was_committed_is_found() {
    assert_found(
        "UPDATE entry SET opened_known_on = '2016-11-13' WHERE entry_id = 3",
        &["committed_nights 1 found: entry 3", "digest 1 found: run 6"],
    );
    assert_found(
        "UPDATE entry SET closed_known_on = '2016-11-19' WHERE entry_id = 24 AND to_run IS NULL",
        &["committed_nights 1 found: entry 24", "digest 1 found: run 6"],
    );
    assert_found(
        "UPDATE task SET ended_on = '2016-11-19' WHERE task_id = 33 AND to_run IS NULL",
        &["committed_nights 1 found: task 33", "digest 1 found: run 6"],
    );
}

#[test]
fn a_change_by_a_refused_run_is_found() {
    assert_found(
        &format!(
            "{REFUSED} UPDATE run SET opened = 1 WHERE run_id = 7;
             INSERT INTO change (run_id, kind, person_id, entry_id, reason, effective_on, explained)
             VALUES (7, 'opened', 25, 3, 'moved_in', '2016-11-22', 1)"
        ),
        &["committed_nights 1 found: run 7"],
    );
}

#[test]
fn every_number_of_a_run_is_counted_again() {
    for column in ["opened", "closed", "corrected", "lane_changes", "held", "undetermined", "quarantined"] {
        assert_found(
            &format!("UPDATE run SET {column} = {column} + 1 WHERE run_id = 3"),
            &["run_counts 1 found: run 3"],
        );
    }
}

#[test]
fn facts_of_another_birth_year_are_found() {
    // Born 2010: an official test number, and nobody known.
    assert_found(
        "INSERT INTO staged_credential (source, provider, number, document, file_date, line, from_run)
         VALUES ('intyg', 'intyg', '201001012382', 'EXAMENSBEVIS', '2016-11-21', 2, 6)",
        &["birth_years 1 found: 1 rows of staged facts about nobody known"],
    );
    assert_found(
        "INSERT INTO person_number VALUES ('201001012382', 25, 6, NULL);
         INSERT INTO staged_credential (source, provider, number, document, file_date, line, from_run)
         VALUES ('intyg', 'intyg', '201001012382', 'EXAMENSBEVIS', '2016-11-21', 2, 6)",
        &["birth_years 1 found: person 25", "decision 1 found: person 25"],
    );
}

#[test]
fn entries_of_a_person_that_overlap_are_found() {
    let twin = "INSERT INTO entry SELECT 200, person_id, opened_on, opened_known_on, opened_reason, closed_on,
                    closed_known_on, closed_reason, from_run, to_run FROM entry
                WHERE entry_id = 31 AND to_run IS NULL;
                INSERT INTO entry_lane SELECT 200, seq, lane, from_on, known_on, from_run, to_run FROM entry_lane
                WHERE entry_id = 31;";
    assert_found(twin, &["entries_apart 1 found: entry 200", "digest 1 found: run 6"]);
    // One day after the other is no overlap.
    let next =
        "UPDATE entry SET opened_on = '2016-11-17', closed_on = '2016-11-18', closed_known_on = '2016-11-18'
                WHERE entry_id = 200;
                UPDATE entry_lane SET from_on = '2016-11-17' WHERE entry_id = 200;";
    assert_found(&format!("{twin}{next}"), &["digest 1 found: run 6"]);
}

#[test]
fn entries_that_were_two_persons_before_they_were_one_may_overlap() {
    // Entry 200 was person 300's until the fifth run.
    assert_found(
        "INSERT INTO entry SELECT 200, 300, opened_on, opened_known_on, opened_reason, closed_on,
             closed_known_on, closed_reason, 2, 5 FROM entry WHERE entry_id = 72 AND to_run IS NULL;
         INSERT INTO entry SELECT 200, person_id, opened_on, opened_known_on, opened_reason, closed_on,
             closed_known_on, closed_reason, 5, NULL FROM entry WHERE entry_id = 72 AND to_run IS NULL;
         INSERT INTO entry_lane SELECT 200, seq, lane, from_on, known_on, from_run, to_run FROM entry_lane
         WHERE entry_id = 72;",
        &["digest 1 found: run 6"],
    );
}

#[test]
fn an_entry_closed_after_an_open_one_is_found() {
    let later = "INSERT INTO entry VALUES (200, 25, '2016-11-15', '2016-11-15', 'moved_in', '2016-11-15',
                     '2016-11-16', 'attending', 3, NULL);
                 INSERT INTO entry_lane VALUES (200, 1, 'outreach', '2016-11-15', '2016-11-15', 2, NULL);";
    assert_found(
        later,
        &["open_entry_last 1 found: entry 200", "decision 1 found: person 25", "digest 1 found: run 6"],
    );
    let merged = "UPDATE entry SET closed_reason = 'merged' WHERE entry_id = 200";
    assert_found(&format!("{later}{merged}"), &["digest 1 found: run 6"]);
}

#[test]
fn lanes_that_do_not_tile_their_entry_are_found() {
    let expected = ["lanes_tile 1 found: entry 3", "digest 1 found: run 6"];
    assert_found("UPDATE entry_lane SET from_on = date(from_on, '+1 day') WHERE entry_id = 3", &expected);
    let expected = ["lanes_tile 1 found: entry 31", "digest 1 found: run 6"];
    assert_found("UPDATE entry_lane SET to_run = 6 WHERE entry_id = 31", &expected);
    // Nothing comes next after the first lane, which therefore lasts beside the last.
    let expected = ["lanes_tile 1 found: entry 60", "digest 1 found: run 6"];
    assert_found("UPDATE entry_lane SET seq = 3 WHERE entry_id = 60 AND seq = 2", &expected);
}

#[test]
fn a_task_made_before_its_entry_or_after_its_closing_is_found() {
    for (sql, task) in [
        ("UPDATE task SET created_on = '2016-11-14' WHERE task_id = 61", "61"),
        ("UPDATE task SET created_on = '2016-11-18' WHERE task_id = 13", "13"),
        ("UPDATE task SET created_on = '2016-11-17' WHERE task_id = 64", "64"),
        ("UPDATE task SET entry_id = 999 WHERE task_id = 13", "13"),
    ] {
        let expected =
            [format!("task_of_open_entry 1 found: task {task}"), "digest 1 found: run 6".to_owned()];
        assert_found(sql, &expected.each_ref().map(String::as_str));
    }
}

#[test]
fn an_open_task_of_a_closed_entry_is_found_but_for_the_letter_of_the_20th_birthday() {
    assert_found(
        "UPDATE task SET status = 'ready', ended_on = NULL, ended_reason = NULL
         WHERE task_id = 13 AND to_run IS NULL",
        &["task_of_closed_entry 1 found: task 13", "digest 1 found: run 6"],
    );
}

#[test]
fn a_person_with_two_open_tasks_of_the_ladder_is_found() {
    let kaa = Kaa::after(6);
    let person = kaa.lines("SELECT person_id FROM outreach_queue WHERE task_id = 61").concat();
    assert_found(
        "INSERT INTO task
         SELECT 900, entry_id, 'phone', attempt, variant, owner, status, not_before, due_by, created_on, ended_on,
             ended_reason, from_run, to_run
         FROM task WHERE task_id = 61 AND to_run IS NULL",
        &[&format!("one_rung 1 found: person {person}"), "digest 1 found: run 6"],
    );
}

#[test]
fn a_coverage_equation_that_leaves_somebody_over_or_does_not_add_up_is_found() {
    for sql in [
        "UPDATE coverage_count SET persons = persons + 1 WHERE run_id = 6 AND group_name = 'residual';
         UPDATE coverage_count SET persons = persons + 1 WHERE run_id = 6 AND group_name = 'residents'",
        "UPDATE coverage_count SET persons = persons + 1 WHERE run_id = 6 AND group_name = 'attending'",
        "DELETE FROM coverage_count WHERE run_id = 6",
    ] {
        assert_found(sql, &["coverage 1 found: run 6"]);
    }
}

#[test]
fn a_register_that_is_not_what_its_facts_ask_for_is_found() {
    // Person 25 has entry 3, open; person 1 has none.
    let number = "(SELECT number FROM person WHERE person_id = 25)";
    for sql in [
        format!("DELETE FROM staged_resident WHERE number = {number}"),
        format!("UPDATE staged_resident SET municipality = '0184' WHERE number = {number}"),
        format!("UPDATE staged_resident SET secrecy_marked = 1 WHERE number = {number}"),
    ] {
        assert_found(&sql, &["decision 1 found: person 25"]);
    }
}

#[test]
fn a_decision_is_no_excuse_for_more_than_it_explains() {
    // Person 25 is gone from the facts, whatever was decided about somebody else by day.
    let kaa = damaged(
        "DELETE FROM staged_resident WHERE number = (SELECT number FROM person WHERE person_id = 25)",
    );
    let decisions =
        "PERSONNUMMER;BESLUT;ORSAK;FRAN;TILL\n199805052389;OMFATTAS;ANNAN;2016-11-01;2016-12-01\n";
    kaa.ask(["record", "decisions", "-"], decisions).exits(0);
    let done = kaa.run(["--json", "verify"]).exits(1);
    assert_eq!(found(&done), ["decision 1 found: person 25"]);
}

#[test]
fn what_is_held_is_not_found_until_it_is_no_longer_said_to_be() {
    let kaa = Kaa::new();
    kaa.night(&fixture_nights()[0], false).exits(4);
    kaa.run(["verify"]).exits(0);
    let connection = Connection::open(kaa.db()).unwrap();
    connection
        .execute_batch("DELETE FROM change WHERE person_id = 25; UPDATE run SET held = held - 1")
        .unwrap();
    let done = kaa.run(["--json", "verify"]).exits(1);
    assert_eq!(found(&done), ["decision 1 found: person 25"]);
}

#[test]
fn other_settings_than_the_last_nights_are_not_used_to_judge_it() {
    let kaa = copy();
    let file = kaa.changed_configuration("\nmunicipality", "\n# changed\nmunicipality");
    let done =
        kaa.run(["--json".as_ref(), "verify".as_ref(), "--config".as_ref(), file.as_os_str()]).exits(0);
    assert_eq!(
        told(&done)[14],
        "decision not made: the configuration or the program is not that of the last night"
    );
    assert_eq!(told(&done)[15], "digest ok");
}

#[test]
fn another_programs_night_is_judged_by_neither_decision_nor_digest() {
    let done = damaged("UPDATE run SET program_version = '0.0.9', register_digest = 'x' WHERE run_id = 6")
        .run(["--json", "verify"])
        .exits(0);
    let not_made = "not made: the configuration or the program is not that of the last night";
    assert_eq!(told(&done)[13], "coverage ok");
    assert_eq!(told(&done)[14], format!("decision {not_made}"));
    assert_eq!(told(&done)[15], format!("digest {not_made}"));
}

#[test]
fn a_register_that_is_not_the_one_the_last_night_left_is_found() {
    assert_found("UPDATE run SET register_digest = 'x' WHERE run_id = 6", &["digest 1 found: run 6"]);
    assert_found("UPDATE task_priority SET priority = 99 WHERE task_id = 61", &["digest 1 found: run 6"]);
}

#[test]
fn a_night_that_is_being_written_is_neither_waited_for_nor_seen() {
    let kaa = copy();
    let mut writer = Connection::open(kaa.db()).unwrap();
    let night = writer.transaction().unwrap();
    night.execute_batch("UPDATE run SET opened = opened + 1").unwrap();
    kaa.run(["verify"]).exits(0);
    night.commit().unwrap();
    kaa.run(["verify"]).exits(1);
}

#[test]
fn a_copy_that_nobody_may_write_to_is_verified_and_left_as_it_is() {
    let kaa = copy();
    for (path, mode) in [(kaa.db(), 0o444), (kaa.path(""), 0o555)] {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }
    let mut command = kaa.command(["verify"]);
    if fs::metadata("/proc/self").unwrap().uid() == 0 {
        command.uid(65534); // to root every file can be written
    }
    let done = command.output().unwrap();
    let left = kaa.names();
    fs::set_permissions(kaa.path(""), fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(left, ["kaa.db"]);
}

#[test]
fn a_register_of_another_version_is_not_looked_into() {
    for (version, cure) in [
        (0, "the next command that writes upgrades it, after a backup; or use the kaa-sync that wrote it"),
        (99, "use the newer kaa-sync"),
    ] {
        let kaa = copy();
        Connection::open(kaa.db()).unwrap().pragma_update(None, "user_version", version).unwrap();
        let done = kaa.run(["verify"]).exits(1);
        assert!(done.stderr.contains(&format!("has schema version {version}")), "{}", done.stderr);
        assert!(done.stderr.contains(cure), "{}", done.stderr);
    }
}

#[test]
fn a_night_that_was_run_again_is_sound() {
    let kaa = Kaa::after(2);
    let nights = fixture_nights();
    // Tuesday again, without the schools' reports of that day's file.
    let night = kaa.path("2016-11-15");
    copy_folder(&nights[1], &night);
    fs::remove_file(night.join("ber_2016-11-15.csv")).unwrap();
    kaa.run(night_arguments("run", &night, false)).exits(3);
    kaa.run(["verify"]).exits(0);
}

#[test]
fn a_decision_about_somebody_too_young_makes_nobody_known() {
    let kaa = Kaa::new();
    let decision = "PERSONNUMMER;BESLUT;ORSAK;FRAN;TILL\n\
                    201001012382;OMFATTAS;ANNAN;2016-11-01;2017-06-01\n";
    kaa.ask(["record", "decisions", "-"], decision).exits(0);
    kaa.night(&fixture_nights()[0], true).exits(0);
    kaa.run(["verify"]).exits(0);
}
