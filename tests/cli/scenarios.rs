//! Each folder of `fixtures/scenarios/`: its nights through the real binary, against what was typed by hand.

use crate::agreement::{explanations_agree, run_as_planned};
use crate::harness::{Kaa, at, folders};
use std::fs;
use std::path::Path;

const REGISTER: &str = "SELECT ifnull(personnummer, 'protected'), opened_on, opened_known_on, opened_reason,
    closed_on, closed_known_on, closed_reason, lane, annulled FROM register";
const CHANGES: &str =
    "SELECT as_of, change, ifnull(personnummer, 'protected'), reason, effective_on, explained
    FROM register_changes";
const QUEUE: &str =
    "SELECT ifnull(personnummer, 'protected'), step, variant, status, not_before, due_by, created_on,
    ended_on, ended_reason FROM outreach_queue";

#[test]
fn every_scenario_ends_as_its_folder_says() {
    let scenarios = folders(&at("fixtures/scenarios"));
    assert!(scenarios.len() >= 30, "{} scenarios", scenarios.len());
    let differences: Vec<String> = scenarios.iter().flat_map(|scenario| differences(scenario)).collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

fn differences(scenario: &Path) -> Vec<String> {
    let kaa = Kaa::new();
    for (place, night) in folders(&scenario.join("nights")).iter().enumerate() {
        let done = run_as_planned(&kaa, night, place == 0);
        assert!([0, 3].contains(&done.exit), "{}: {done:?}", night.display());
        kaa.run(["verify"]).exits(0);
    }
    explanations_agree(&kaa);
    [("register.csv", REGISTER), ("changes.csv", CHANGES), ("queue.csv", QUEUE)]
        .iter()
        .flat_map(|(file, sql)| compare(&scenario.join("expected").join(file), kaa.lines(sql)))
        .collect()
}

fn compare(file: &Path, mut found: Vec<String>) -> Vec<String> {
    let text = fs::read_to_string(file).unwrap_or_else(|fault| panic!("{}: {fault}", file.display()));
    let mut wanted: Vec<String> = text.lines().skip(1).map(str::to_owned).collect();
    wanted.sort();
    found.sort();
    if wanted == found {
        return Vec::new();
    }
    vec![format!("{}\n  expected {wanted:#?}\n  found {found:#?}", file.display())]
}
