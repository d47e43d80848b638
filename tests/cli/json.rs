//! What programs read of us is as `docs/json.md` says, and `docs/json.md` says all of it.

mod page;
mod samples;
mod shape;

use crate::harness::{Done, Kaa};
use clap::CommandFactory;
use kaa_sync::cli::Cli;
use page::Page;
use samples::Sample;
use serde_json::{Value, json};
use shape::{Found, Kind, Path, Row, compare};
use std::collections::BTreeSet;
use std::fs::{self, File};

/// Commands that print a document for another program.
const NO_JSON: [&str; 3] = ["completions", "man", "schema"];

#[test]
fn whatever_is_told_is_documented_and_whatever_is_documented_is_told() {
    let page = Page::read();
    let mut seen = BTreeSet::new();
    let mut faults = BTreeSet::new();
    for Sample { document, value, typed } in samples::all() {
        let mut found = Found::default();
        compare(&value, &page.shape(document), &mut found);
        seen.append(&mut found.seen);
        faults.extend(found.faults.into_iter().map(|fault| format!("{document} ({typed}): {fault}")));
    }
    let unseen = page.lines().filter(|line| !seen.contains(&line.number));
    faults.extend(unseen.map(|line| format!("docs/json.md:{}: never told: {}", line.number, line.path)));
    let faults: Vec<String> = faults.into_iter().collect();
    assert!(faults.is_empty(), "{} differences:\n{}", faults.len(), faults.join("\n"));
}

/// Every command that can be typed, its subcommands after it.
fn commands(command: &clap::Command, before: &str) -> Vec<String> {
    let below = command.get_subcommands().filter(|below| below.get_name() != "help");
    let below: Vec<String> =
        below.flat_map(|below| commands(below, &format!("{before}{} ", below.get_name()))).collect();
    if below.is_empty() { vec![before.trim_end().to_owned()] } else { below }
}

#[test]
fn every_command_is_documented_or_prints_for_another_program() {
    let page = Page::read();
    let documented: BTreeSet<String> = page.documents().map(str::to_owned).collect();
    let typed: BTreeSet<String> = commands(&Cli::command(), "").into_iter().collect();
    assert!(typed.contains("queue export"), "{typed:?}");
    let missing: Vec<&String> = typed
        .iter()
        .filter(|name| !documented.contains(*name) && !NO_JSON.contains(&name.as_str()))
        .collect();
    assert!(missing.is_empty(), "not in docs/json.md: {missing:?}");
    let is_typed = |name: &str| typed.contains(name.split(" --").next().unwrap());
    let told =
        |name: &&String| name.starts_with("Hook, ") || name.starts_with("Log, ") || name.starts_with('`');
    let unknown: Vec<&String> = documented.iter().filter(|name| !told(name) && !is_typed(name)).collect();
    assert!(unknown.is_empty(), "no such command: {unknown:?}");
}

#[test]
fn a_value_that_is_not_as_documented_is_found() {
    let row = |(line, (path, kinds)): (usize, &(&str, &[&str]))| Row {
        path: Path::parse(path),
        kinds: kinds.iter().map(|kind| Kind::parse(kind)).collect(),
        line,
    };
    let documented: [(&str, &[&str]); 6] = [
        ("[].code", &["code"]),
        ("[].on", &["date", "null"]),
        ("[].by.{reason}", &["number"]),
        ("[].more", &["object", "absent"]),
        ("[].more.rows[][]", &["text", "number"]),
        ("[].end", &["date", "absent"]),
    ];
    let shape: Vec<Row> = documented.iter().enumerate().map(row).collect();
    let faults = |value: Value| {
        let mut found = Found::default();
        compare(&value, &shape, &mut found);
        (found.faults, found.seen.into_iter().collect::<Vec<_>>())
    };
    let one = json!([{ "code": "a_b", "on": null, "by": { "x": 1 }, "more": { "rows": [[1, "å"]] } }]);
    assert_eq!(faults(one), (vec![], vec![0, 2, 3, 4]));
    assert_eq!(faults(json!([])), (vec![], vec![]));
    for (value, fault) in [
        (json!({}), " is {}"),
        (json!([{ "code": "a", "on": null }]), "[] has no by"),
        (json!([{ "code": "a b", "on": null, "by": {} }]), "[].code is \"a b\""),
        (json!([{ "code": "2016-11-14", "on": null, "by": {} }]), "[].code is \"2016-11-14\""),
        (json!([{ "code": "a", "on": "2016-13-14", "by": {} }]), "[].on is \"2016-13-14\""),
        (json!([{ "code": "a", "on": null, "by": { "x": null } }]), "[].by.x is null"),
        (json!([{ "code": "a", "on": null, "by": [] }]), "[].by is []"),
        (json!([{ "code": "a", "on": null, "by": {}, "end": null }]), "[].end is null"),
        (json!([{ "code": "a", "on": null, "by": {}, "more": {} }]), "[].more has no rows"),
        (json!([{ "code": "a", "on": null, "by": {}, "new": 1 }]), "[].new is 1"),
    ] {
        let found: Vec<String> = faults(value).0;
        assert_eq!(found, [fault], "{fault}");
    }
}

#[test]
fn keys_and_codes_are_the_same_in_both_languages() {
    let kaa = Kaa::after(1);
    for typed in [
        "explain 17",
        "history 17",
        "queue today",
        "register --count",
        "report year 2016/2017",
        "verify",
        "erase --older-than 2016-07-01 --plan",
    ] {
        let told =
            |lang| kaa.run(["--json", "--lang", lang].into_iter().chain(typed.split(' '))).exits(0).stdout;
        assert_eq!(told("sv"), told("en"), "{typed}");
    }
}

#[test]
fn what_is_made_and_cannot_be_told_of_ends_with_7() {
    let kaa = Kaa::after(1);
    samples::meddle(
        &kaa,
        "UPDATE task SET status = 'ready', not_before = '2016-11-14' WHERE step = 'letter'",
    );
    let out = |name: &str| kaa.path(name).to_string_lossy().into_owned();
    for typed in [
        &["backup", &out("copy.db")][..],
        &["export-views", &out("views.db")],
        &["history", "17", "--export", &out("utdrag.txt")],
        &["report", "html", "--out", &out("kaa.html")],
        &["queue", "export", "--owner", "kista", "--step", "letter", "--out", &out("brev.csv")],
    ] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let done = kaa.command(typed).arg("--json").stdout(full).output().unwrap();
        let done = Done::of(done).exits(7);
        assert!(
            done.stderr.starts_with("kaa-sync: it is made, but what was made could not be told: "),
            "{}",
            done.stderr
        );
        assert!(fs::exists(typed.last().unwrap()).unwrap(), "{typed:?}");
    }
}
