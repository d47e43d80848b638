//! The six fixture nights through the real binary, and what must hold of any nights.

use crate::agreement::{explanations_agree, run_as_planned};
use crate::harness::{Kaa, at, files, fixture_nights, folders, matches_kept, night_arguments};
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn the_six_nights_are_kept_whole() {
    let kaa = Kaa::after(6);
    let kept = at("fixtures/nights-expected");
    for (name, sql) in [
        ("register.csv", "SELECT * FROM register"),
        (
            "changes.csv",
            "SELECT as_of, change, person_id, entry_id, ifnull(personnummer, 'protected'), reason, effective_on, explained FROM register_changes ORDER BY as_of, person_id, change",
        ),
        ("queue.csv", "SELECT * FROM outreach_queue ORDER BY task_id"),
        ("undetermined.csv", "SELECT * FROM undetermined ORDER BY as_of, person_id"),
        (
            "sources.csv",
            "SELECT as_of, source, provider, file_date, rows, sources.quarantined, unmatched, verdict, code FROM sources JOIN runs USING (run_id) ORDER BY as_of, source, provider",
        ),
        (
            "quarantine.csv",
            "SELECT as_of, source, provider, line, field, code, times_seen FROM quarantine JOIN runs USING (run_id) ORDER BY as_of, source, provider, line",
        ),
        ("coverage.csv", "SELECT * FROM coverage ORDER BY as_of, 2"),
    ] {
        let lines = kaa.lines(sql);
        matches_kept(&kept.join(name), &(lines.join("\n") + "\n"));
    }
}

#[test]
fn what_a_person_reads_of_the_six_nights_is_kept_whole() {
    let kaa = Kaa::new();
    let kept = at("fixtures/nights-expected");
    for (place, night) in fixture_nights().iter().enumerate() {
        let date = night.file_name().unwrap().to_string_lossy().into_owned();
        for lang in ["sv", "en"] {
            let arguments =
                ["--lang", lang, "check", "--extracts", &night.to_string_lossy(), "--as-of", &date];
            matches_kept(&kept.join(format!("{date}.check.{lang}.txt")), &kaa.run(arguments).stdout);
        }
        kaa.night(night, place == 0);
        for (lang, file) in [("sv", format!("{date}.run.sv.txt")), ("en", format!("{date}.run.en.txt"))] {
            let mut again = night_arguments("plan", night, place == 0);
            again.extend(["--lang".into(), lang.into()]);
            matches_kept(&kept.join(file), &kaa.run(again).stdout);
        }
    }
    for (name, arguments) in [
        ("explain.sv.txt", vec!["explain", "1"]),
        ("explain.en.txt", vec!["--lang", "en", "explain", "1"]),
        ("history.sv.txt", vec!["history", "1"]),
        ("register.sv.txt", vec!["register", "--on", "2016-11-20"]),
        ("register-count.sv.txt", vec!["register", "--count"]),
        ("queue.sv.txt", vec!["queue", "list", "--ready"]),
        ("queue.en.txt", vec!["--lang", "en", "queue", "list", "--owner", "kista", "--step", "letter"]),
    ] {
        let done = kaa.run(arguments).exits(0);
        matches_kept(&kept.join(name), &done.stdout);
        for line in done.stdout.lines() {
            assert!(line.chars().count() <= 80, "{name}: wider than 80 columns: {line}");
        }
    }
}

#[test]
fn every_resident_of_16_to_19_is_accounted_for() {
    let residuals = Kaa::after(6).lines("SELECT persons FROM coverage WHERE \"group\" = 'residual'");
    assert_eq!(residuals, ["0"; 6]);
}

#[test]
fn running_any_night_twice_changes_nothing() {
    let kaa = Kaa::new();
    for (place, night) in fixture_nights().iter().enumerate() {
        let first = kaa.night(night, place == 0);
        let (digest, runs) = (kaa.digest(), kaa.lines("SELECT * FROM runs"));
        let again = kaa.run(night_arguments("run", night, place == 0));
        assert_eq!(again.exit, first.exit);
        assert_eq!((kaa.digest(), kaa.lines("SELECT * FROM runs")), (digest, runs), "{}", night.display());
    }
}

#[test]
fn plan_and_run_agree_on_every_count() {
    let kaa = Kaa::new();
    for (place, night) in fixture_nights().iter().enumerate() {
        run_as_planned(&kaa, night, place == 0);
    }
}

#[test]
fn explain_agrees_with_the_register_for_everyone() {
    explanations_agree(&Kaa::after(6));
}

#[test]
fn ten_runs_with_shuffled_rows_and_files_give_one_digest() {
    let digest = Kaa::after(6).digest();
    for seed in 1..=10 {
        let kaa = Kaa::new();
        let shuffled = kaa.path("nights");
        for (place, night) in fixture_nights().iter().enumerate() {
            let folder = shuffled.join(night.file_name().unwrap());
            shuffle_folder(night, &folder, seed);
            let done = kaa.night(&folder, place == 0);
            assert!([0, 3].contains(&done.exit), "{done:?}");
        }
        assert_eq!(kaa.digest(), digest, "seed {seed}");
    }
}

/// Copies a night's files, the last first, with the rows of each in another order.
fn shuffle_folder(from: &Path, to: &Path, seed: u64) {
    let mut originals: Vec<PathBuf> = files(from);
    originals.reverse();
    for file in originals {
        let copy = to.join(file.strip_prefix(from).unwrap());
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::write(copy, shuffle(&fs::read(&file).unwrap(), seed)).unwrap();
    }
}

/// The header stays first, a trailer and an unfinished line last; a quoted line break keeps its row together.
fn shuffle(bytes: &[u8], seed: u64) -> Vec<u8> {
    let mut rows: Vec<Vec<u8>> = Vec::new();
    let mut inside = false;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if inside {
            rows.last_mut().unwrap().extend(line);
        } else {
            rows.push(line.to_vec());
        }
        inside ^= line.split(|byte| *byte == b'"').count().is_multiple_of(2);
    }
    let is_last = |row: &Vec<u8>| row.starts_with(b"#SLUTPOST") || !row.ends_with(b"\n");
    let end = if rows.last().is_some_and(is_last) { rows.len() - 1 } else { rows.len() };
    let mut state = seed;
    for place in (2..end).rev() {
        // Knuth's generator is random enough to shuffle with, and the same everywhere.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let other = 1 + usize::try_from(state >> 33).unwrap() % place;
        rows.swap(place, other);
    }
    rows.concat()
}

#[test]
fn the_same_nights_in_another_database_give_the_same_dump() {
    let dump = |kaa: &Kaa| {
        ["register", "register_lanes", "outreach_queue", "undetermined", "register_changes", "coverage"]
            .map(|view| kaa.lines(&format!("SELECT * FROM {view}")))
    };
    assert_eq!(dump(&Kaa::after(6)), dump(&Kaa::after(6)));
}

#[test]
fn the_first_load_has_to_be_announced_and_can_be_on_the_same_night() {
    let kaa = Kaa::new();
    let night = &fixture_nights()[0];
    kaa.night(night, false).exits(4);
    assert_eq!(kaa.lines("SELECT count(*) FROM register"), ["0"]);
    let held = kaa.lines("SELECT count(*) FROM register_changes WHERE change = 'held_open'");
    kaa.night(night, true).exits(0);
    assert_eq!(kaa.lines("SELECT count(*) FROM register_current"), held);
    let announced = Kaa::new();
    announced.night(night, true).exits(0);
    assert_eq!(kaa.digest(), announced.digest());
}

#[test]
fn scenario_folders_hold_a_reason_each() {
    for scenario in folders(&at("fixtures/scenarios")) {
        let reason = fs::read_to_string(scenario.join("README.md")).unwrap();
        assert!(reason.lines().count() >= 3, "{}", scenario.display());
    }
}
