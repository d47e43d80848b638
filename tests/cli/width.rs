//! Every report fits a terminal of 80 columns, in both languages.

use crate::half_year;
use crate::harness::{Kaa, at, fixture_nights, night_arguments};
use crate::rerun;
use std::fs;

const COLUMNS: usize = 80;

/// What is asked with no more than a register.
const ASKED: [&str; 22] = [
    "status --as-of 2016-11-21",
    "status --as-of 2017-01-09",
    "register",
    "register --include-protected --on 2016-11-15",
    "register --count",
    "queue list",
    "queue list --count",
    "queue today",
    "runs",
    "verify",
    "report register",
    "report register --known-on 2016-11-18 --publish",
    "report flows --from 2016-11-01 --to 2016-11-30 --by-month",
    "report flows --from 2016-07-01 --to 2017-06-30 --publish",
    "report year 2016/2017",
    "report year 2016/2017 --publish",
    "report outreach 2016/2017",
    "report outreach 2016/2017 --publish",
    "report series --from 2010 --to 2017",
    "report lag",
    "report coverage",
    "erase --older-than 2016-07-01 --plan",
];

/// The lines of a report that are too wide.
fn too_wide(told: &str) -> Vec<&str> {
    told.lines().filter(|line| line.chars().count() > COLUMNS).collect()
}

/// Asks in both languages; what is asked may end otherwise than well.
fn fits(kaa: &Kaa, typed: &[&str], input: &str) {
    for lang in ["sv", "en"] {
        let done = kaa.ask([&["--lang", lang], typed].concat(), input);
        assert!(!done.stdout.is_empty(), "{typed:?}: {}", done.stderr);
        let wide = too_wide(&done.stdout);
        assert!(wide.is_empty(), "--lang {lang} {}:\n{}", typed.join(" "), wide.join("\n"));
    }
}

fn all_fit(kaa: &Kaa) {
    for typed in ASKED {
        fits(kaa, &typed.split(' ').collect::<Vec<_>>(), "");
    }
    let numbers = kaa.lines("SELECT number FROM person_number WHERE to_run IS NULL").join("\n");
    for command in ["explain", "history"] {
        fits(kaa, &[command, "--include-protected", "-"], &numbers);
    }
}

#[test]
fn every_report_of_a_register_fits() {
    let kaa = Kaa::after(6);
    all_fit(&kaa);
    let contacts = fs::read_to_string(at("fixtures/morning/contacts.csv")).unwrap();
    fits(&kaa, &["record", "contacts", "-", "--plan"], &contacts);
    let decision =
        "PERSONNUMMER;BESLUT;ORSAK;FRAN;TILL\n199908262380;OMFATTAS_EJ;ANNAN;2016-11-01;2017-01-31\n";
    fits(&kaa, &["record", "decisions", "-", "--plan"], decision);
    kaa.ask(["record", "contacts", "-"], &contacts).exits(0);
    kaa.ask(["record", "decisions", "-"], decision).exits(0);
    half_year::with_reports(&kaa);
    all_fit(&kaa);
    let dir = rerun::corrected(&kaa).to_string_lossy().into_owned();
    fits(&kaa, &["rerun", "--from", "2016-11-16", "--extracts", &dir, "--plan"], "");
    let mapping = at("config/scb.csv").to_string_lossy().into_owned();
    for lang in ["sv", "en"] {
        let out = kaa.path(lang).to_string_lossy().into_owned();
        let typed =
            ["report", "half-year", "2016H2", "--unmapped", "keep", "--mapping", &mapping, "--out", &out];
        let told = kaa.run([&["--lang", lang][..], &typed].concat()).exits(3).stdout;
        assert_eq!(too_wide(&told), [""; 0], "half-year, {lang}");
    }
}

#[test]
fn every_report_of_a_night_that_was_held_or_refused_fits() {
    let mut kaa = Kaa::after(1);
    let tight = kaa.changed_configuration(
        "removals = { floor = 25, percent = 10",
        "removals = { floor = 1, percent = 1",
    );
    kaa.configure(&tight);
    let night = &fixture_nights()[1];
    let plan = night_arguments("plan", night, false);
    fits(&kaa, &plan.iter().map(String::as_str).collect::<Vec<_>>(), "");
    kaa.night(night, false).exits(4);
    all_fit(&kaa);
    let empty = kaa.path("2016-12-21");
    fs::create_dir(&empty).unwrap();
    kaa.night(&empty, false).exits(6);
    all_fit(&kaa);
}
