//! What must agree after any night: the preview with the run, and explanations with the register.

use crate::harness::{Done, Kaa, night_arguments};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::Path;

/// Records what people reported, previews the night, runs it, and compares every count.
pub fn run_as_planned(kaa: &Kaa, night: &Path, first: bool) -> Done {
    kaa.record_reports(night);
    let before = kaa.lines("SELECT * FROM runs");
    let (planned, _) = counts(kaa, "plan", night, first);
    assert_eq!(kaa.lines("SELECT * FROM runs"), before, "{}: a plan writes nothing", night.display());
    let (found, done) = counts(kaa, "run", night, first);
    assert_eq!(planned, found, "{}", night.display());
    done
}

/// The night's JSON without what tells a plan from a run.
fn counts(kaa: &Kaa, command: &str, night: &Path, first: bool) -> (Map<String, Value>, Done) {
    let mut arguments = night_arguments(command, night, first);
    arguments.push("--json".into());
    let done = kaa.run(arguments);
    let mut report: Value = serde_json::from_str(&done.stdout).unwrap();
    let report = report.as_object_mut().unwrap();
    for only_of_one in ["plan", "run_id", "register_digest", "erased"] {
        report.remove(only_of_one).unwrap();
    }
    report.insert("exited".into(), done.exit.into());
    (report.clone(), done)
}

/// Everybody's explanation against the register; nothing may be withheld.
pub fn explanations_agree(kaa: &Kaa) {
    let numbers = kaa.lines("SELECT number FROM person_number WHERE to_run IS NULL ORDER BY number");
    let done = kaa.ask(["--json", "explain", "-", "--include-protected"], &numbers.join("\n")).exits(0);
    let told: Vec<Value> = serde_json::from_str(&done.stdout).unwrap();
    assert_eq!(told.len(), numbers.len());
    let held = "SELECT person_id FROM register_changes WHERE change IN ('held_open', 'held_close')";
    assert!(kaa.lines(held).is_empty());
    let open = by_person(kaa, "SELECT person_id, lane FROM register_current");
    let listed = by_person(
        kaa,
        "SELECT person_id, reason FROM undetermined WHERE as_of = (SELECT max(as_of) FROM runs)",
    );
    for one in told {
        let person = one["person_id"].to_string();
        let (open, listed) = (open.get(&person), listed.get(&person));
        let answer = &one["answer"];
        let word = |key: &str| Some(vec![answer[key].as_str().unwrap().to_owned()]);
        match answer["status"].as_str().unwrap() {
            "covered" => assert_eq!(open.cloned(), word("lane"), "person {person}"),
            "not_covered" => assert_eq!(open, None, "person {person}"),
            "undetermined" => assert_eq!(listed.cloned(), word("reason"), "person {person}"),
            other => panic!("{other}"),
        }
    }
}

/// What a query's second column says of the persons in its first.
fn by_person(kaa: &Kaa, sql: &str) -> BTreeMap<String, Vec<String>> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for mut row in kaa.rows(sql) {
        let word = row.pop().unwrap();
        all.entry(row.concat()).or_default().push(word);
    }
    all
}
