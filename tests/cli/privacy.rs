//! Nothing personal leaves by the side door.

use crate::harness::{Done, Kaa, at, fixture_nights, night_arguments};
use std::collections::BTreeSet;
use std::fs;

/// Every number, name and street of the fixture nights, as delivered.
fn personal() -> BTreeSet<String> {
    let mut values = BTreeSet::new();
    for night in fixture_nights() {
        let date = night.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = fs::read(night.join(format!("folkbokforing_{date}.csv"))).unwrap();
        let text = encoding_rs::WINDOWS_1252.decode(&bytes).0;
        for row in text.lines().skip(1) {
            let cells: Vec<&str> = row.split(';').collect();
            for place in [0, 2, 4, 6] {
                // Short names are also parts of ordinary words.
                values.extend(cells.get(place).filter(|cell| cell.len() > 6).map(|cell| (*cell).to_owned()));
            }
        }
    }
    assert!(values.len() > 300);
    values
}

fn assert_nothing_personal(what: &str, done: &Done, personal: &BTreeSet<String>) {
    for value in personal {
        assert!(!done.stderr.contains(value), "{what}: a personal value on standard error");
        let ten = value.get(2..).filter(|_| value.bytes().all(|byte| byte.is_ascii_digit()));
        assert!(
            ten.is_none_or(|ten| !done.stderr.contains(ten)),
            "{what}: a personal number on standard error"
        );
    }
}

#[test]
fn no_command_says_anything_personal_on_standard_error() {
    let personal = personal();
    let kaa = Kaa::new();
    for (place, night) in fixture_nights().iter().enumerate() {
        for command in ["check", "plan", "run"] {
            let first = place == 0 && command != "check";
            let mut arguments = night_arguments(command, night, first);
            arguments.push("-vv".into());
            assert_nothing_personal(command, &kaa.run(arguments), &personal);
        }
    }
    let number =
        kaa.lines("SELECT personnummer FROM register WHERE personnummer IS NOT NULL LIMIT 1").concat();
    let out = kaa.path("brev.csv").to_string_lossy().into_owned();
    let own = kaa.path("utdrag.html").to_string_lossy().into_owned();
    let views = kaa.path("views.db").to_string_lossy().into_owned();
    let delivery = kaa.path("scb.csv").to_string_lossy().into_owned();
    for arguments in [
        vec!["-vv", "explain", &number],
        vec!["-vv", "history", &number],
        vec!["-vv", "history", &number, "--export", &own],
        vec!["-vv", "history", &number, "--export", &own],
        vec!["-vv", "register"],
        vec!["-vv", "queue", "list"],
        vec!["-vv", "queue", "export", "--owner", "kista", "--step", "letter", "--out", &out],
        vec!["-vv", "queue", "export", "--owner", "kista", "--step", "letter", "--out", &out],
        vec!["-vv", "report", "half-year", "2016H2", "--out", &delivery],
        vec!["-vv", "report", "half-year", "2016H2", "--out", &delivery, "--unmapped", "keep"],
        vec!["-vv", "report", "half-year", "2016H2", "--out", &delivery, "--unmapped", "keep"],
        vec!["-vv", "export-views", &views],
        vec!["-vv", "export-views", &views],
        vec!["-vv", "runs"],
        vec!["-vv", "verify"],
        vec!["-vv", "status"],
        vec!["-vv", "explain", "201001012382"],
        vec!["-vv", "explain", "20100101238"],
        vec![
            "-vv",
            "record",
            "decisions",
            &at("fixtures/nights/2016-11-14/ber_2016-11-14.csv").to_string_lossy(),
        ],
        vec!["-vv", "run", "--extracts", "nowhere", "--allow", "removals=9", "--because", &number],
    ] {
        assert_nothing_personal(&arguments.join(" "), &kaa.run(&arguments), &personal);
    }
}

#[test]
fn nothing_personal_goes_to_logs_metrics_or_hooks() {
    let personal = personal();
    let mut kaa = Kaa::new();
    let hook = kaa.write("hook.sh", "env >>\"$0.told\"; cat >>\"$0.told\"\n");
    let keys = ["on_start", "on_success", "on_problem", "on_held"];
    let hooks: String = keys.map(|key| format!("{key} = [\"/bin/sh\", \"{}\"]\n", hook.display())).concat();
    kaa.configure_hooks(&hooks);
    let metrics = kaa.path("kaa.prom");
    for (place, night) in fixture_nights().iter().enumerate() {
        kaa.record_reports(night);
        let mut arguments = night_arguments("run", night, place == 0);
        let more = ["-vv", "--log-format", "json", "--metrics", &metrics.to_string_lossy()];
        arguments.extend(more.map(str::to_owned));
        let done = kaa.run(arguments);
        assert_nothing_personal("the log", &done, &personal);
        let told = fs::read_to_string(&metrics).unwrap();
        assert_nothing_personal("the metrics", &Done { stderr: told, ..done }, &personal);
    }
    kaa.run(night_arguments("run", &kaa.path("nowhere/2016-11-22"), false)).exits(1);
    let told = fs::read_to_string(kaa.path("hook.sh.told")).unwrap();
    assert_eq!(told.matches("KAA_SYNC_EVENT=").count(), 14, "a start and an end of each of seven nights");
    assert!(!told.contains("person_id"), "not even the number of a person");
    assert_nothing_personal("a hook", &Done { exit: 0, stdout: String::new(), stderr: told }, &personal);
}

#[test]
fn a_protected_persons_number_is_in_no_view_and_no_list() {
    let kaa = Kaa::after(6);
    let protected = kaa.lines("SELECT number FROM person WHERE protected = 1 AND to_run IS NULL");
    assert!(protected.len() > 1);
    let views = kaa.lines("SELECT name FROM sqlite_schema WHERE type = 'view'");
    assert!(views.len() > 10);
    let shown: Vec<String> =
        views.iter().flat_map(|view| kaa.lines(&format!("SELECT * FROM {view}"))).collect();
    let lists = [
        vec!["register"],
        vec!["queue", "list"],
        vec!["--json", "register"],
        vec!["--json", "queue", "list"],
        vec!["runs"],
        vec!["verify"],
        vec!["--json", "verify"],
        vec!["status", "--as-of", "2016-11-21"],
        vec!["--json", "status", "--as-of", "2016-11-21"],
    ];
    let lists = lists.iter().map(|list| kaa.run(list).exits(0).stdout);
    for text in shown.into_iter().chain(lists) {
        for number in &protected {
            assert!(!text.contains(number.as_str()), "a protected number is shown");
        }
    }
}

#[test]
fn every_look_is_recorded() {
    let kaa = Kaa::after(1);
    kaa.run(["explain", "1"]).exits(0);
    kaa.run(["history", "1"]).exits(0);
    kaa.run(["register", "--include-protected"]).exits(0);
    let looks = kaa.lines("SELECT user, command, persons > 0 FROM access ORDER BY access_id");
    assert_eq!(looks, ["test;explain;1", "test;history;1", "test;register --include-protected;1"]);
}
