//! The fault matrix: a good night, one defect at a time, and what must come of it.
//!
//! Every expectation is typed by hand. The table in `docs/faults.md` is printed from expectations
//! that have just been seen to hold, so it cannot say what the program does not do.

mod checks;
mod damage;
mod expected;
pub mod files;
mod mixed;
mod places;
mod rows;
mod swap;
mod table;
pub mod town;
pub mod trial;

use crate::harness::{Kaa, at, matches_kept};
use expected::{Defect, Kept};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use swap::{SWAPS, Swap};
use trial::Good;

/// The sections of the matrix, each with its heading.
fn sections() -> Vec<(&'static str, Vec<Defect>)> {
    vec![
        ("Checks on a whole file", checks::defects()),
        ("Checks on a row", rows::defects()),
        ("Damaged bytes", damage::defects()),
        ("Mixed-up files, columns and values", mixed::defects()),
        ("The register and the clock", places::defects()),
    ]
}

#[test]
fn the_night_without_a_defect_has_news_from_every_source() {
    let good = Good::new();
    let nothing = Defect::of("nothing", |_| {}).exits(0).keeps(Kept::AsWithout);
    assert_eq!(good.try_out(&nothing), None);
}

#[test]
fn every_defect_has_the_verdict_the_exit_code_and_the_register_that_are_written_for_it() {
    let good = Good::new();
    let sections = sections();
    let all: Vec<&Defect> = sections.iter().flat_map(|(_, defects)| defects).collect();
    assert!(all.len() > 150, "only {} defects", all.len());
    let mut failures = try_all(&good, &all);
    failures.extend(SWAPS.iter().filter_map(Swap::try_out));
    assert!(failures.is_empty(), "{} of {}:\n\n{}", failures.len(), all.len(), failures.join("\n\n"));
    let text = table::text(&sections, SWAPS.iter().map(Swap::row).collect());
    matches_kept(&at("docs/faults.md"), &table::page(&text));
}

#[test]
fn a_line_without_an_end_fills_no_memory() {
    let kaa = Kaa::without_register();
    let mut files = town::news("20161116");
    files.bytes("ber").resize(100 << 20, b'x');
    files.write(&kaa.path(""));
    // 100 MB to read, and 80 MB of address space to read them in.
    let command = format!(
        "ulimit -v 80000; {} --lang en --config {} check --extracts {} --as-of 2016-11-16",
        env!("CARGO_BIN_EXE_kaa-sync"),
        at("config/stockholm.toml").display(),
        kaa.path("").display()
    );
    let done = Command::new("bash").args(["-c", &command]).output().unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    let verdict = said.lines().find(|line| line.starts_with("ber_20161116.csv")).unwrap_or_default();
    assert!(verdict.ends_with("the file is cut off"), "{done:?}");
}

/// What differs from what was expected, by defect; two at a time, for most of the time is a process's.
fn try_all(good: &Good, all: &[&Defect]) -> Vec<String> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut failures = Vec::new();
        while let Some(defect) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
            failures.extend(good.try_out(defect));
        }
        failures
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..2).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    })
}
