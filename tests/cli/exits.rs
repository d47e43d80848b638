//! Each exit code, produced, and what was committed when it was.

use crate::harness::{Done, Kaa, copy_folder, fixture_nights, night_arguments};
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::Path;
use std::thread;

/// A way to end with a code, of a register with the first fixture night.
struct Ending {
    exit: i32,
    how: fn(&Kaa) -> Done,
    /// What standard error says, among other things.
    says: &'static str,
    /// The nights that are in `runs` then, each with its outcome.
    runs: &'static [&'static str],
    /// How many entries the register has then.
    entries: &'static str,
}

const FIRST: &str = "2016-11-14;done";

#[rustfmt::skip]
const ENDINGS: [Ending; 15] = [
    Ending { exit: 0, how: second_night, says: "", runs: &[FIRST, "2016-11-15;done"], entries: "87" },
    Ending { exit: 0, how: first_night_again, says: "", runs: &[FIRST], entries: "85" },
    Ending { exit: 0, how: a_list, says: "", runs: &[FIRST], entries: "85" },
    Ending { exit: 1, how: earlier_night, says: "nothing was committed", runs: &[FIRST], entries: "85" },
    Ending { exit: 1, how: faulty_report, says: "inget har registrerats", runs: &[FIRST], entries: "85" },
    Ending { exit: 1, how: backup_onto_the_register, says: "no copy to rely on", runs: &[FIRST], entries: "85" },
    Ending { exit: 2, how: allowance_without_a_reason, says: "--because", runs: &[FIRST], entries: "85" },
    Ending { exit: 2, how: mistyped_configuration, says: "munincipality", runs: &[FIRST], entries: "85" },
    Ending { exit: 3, how: night_of_a_cut_file, says: "", runs: &[FIRST, "2016-11-15;done_with_faults"], entries: "87" },
    Ending { exit: 4, how: first_load_unannounced, says: "", runs: &["2016-11-14;held"], entries: "0" },
    Ending { exit: 5, how: night_beside_another, says: "another run is at work", runs: &[FIRST], entries: "85" },
    Ending { exit: 5, how: report_beside_a_writer, says: "nothing was committed", runs: &[FIRST], entries: "85" },
    Ending { exit: 6, how: night_without_files, says: "", runs: &[FIRST, "2016-11-18;refused"], entries: "85" },
    Ending { exit: 7, how: night_told_to_a_full_disk, says: "the night is over and recorded, but could not be reported", runs: &[FIRST, "2016-11-15;done"], entries: "87" },
    Ending { exit: 7, how: warning_to_a_full_disk, says: "", runs: &[FIRST, "2016-11-15;done"], entries: "87" },
];

#[test]
fn every_exit_code_has_its_endings_and_each_says_what_was_committed() {
    // Nobody has reported anything: what is recorded below is all there is.
    let first = Kaa::new();
    first_night_again(&first).exits(0);
    let endings: BTreeSet<i32> = ENDINGS.iter().map(|ending| ending.exit).collect();
    assert_eq!(endings, (0..=7).collect());
    thread::scope(|scope| {
        for (place, ending) in ENDINGS.iter().enumerate() {
            let kaa = first.copy();
            scope.spawn(move || {
                let done = (ending.how)(&kaa);
                assert_eq!(done.exit, ending.exit, "{place}: {done:?}");
                assert!(done.stderr.contains(ending.says), "{place}: {}", done.stderr);
                assert_eq!(kaa.lines("SELECT as_of, outcome FROM runs"), ending.runs, "{place}");
                assert_eq!(kaa.lines("SELECT count(*) FROM register"), [ending.entries], "{place}");
                assert_eq!(kaa.lines("SELECT count(*) FROM decisions"), ["0"], "{place}");
            });
        }
    });
}

fn first_night_again(kaa: &Kaa) -> Done {
    kaa.run(night_arguments("run", &fixture_nights()[0], true))
}

fn a_list(kaa: &Kaa) -> Done {
    kaa.run(["register"])
}

fn run(kaa: &Kaa, folder: &Path) -> Done {
    kaa.run(night_arguments("run", folder, false))
}

fn second_night(kaa: &Kaa) -> Done {
    run(kaa, &fixture_nights()[1])
}

fn earlier_night(kaa: &Kaa) -> Done {
    let folder = fixture_nights()[0].to_string_lossy().into_owned();
    kaa.run(["run", "--extracts", &folder, "--as-of", "2016-11-11"])
}

fn faulty_report(kaa: &Kaa) -> Done {
    let report = "PERSONNUMMER;BESLUT;ORSAK;FRAN;TILL\n199805052389;KANSKE;ANNAN;2016-11-01;2016-12-01\n";
    kaa.ask(["record", "decisions", "-"], report)
}

fn backup_onto_the_register(kaa: &Kaa) -> Done {
    kaa.run(["backup".as_ref(), kaa.db().as_os_str()])
}

fn allowance_without_a_reason(kaa: &Kaa) -> Done {
    let mut arguments = night_arguments("run", &fixture_nights()[1], false);
    arguments.extend(["--allow".into(), "removals=9".into()]);
    kaa.run(arguments)
}

fn mistyped_configuration(kaa: &Kaa) -> Done {
    let config = kaa.changed_configuration("\nmunicipality", "\nmunincipality");
    let mut arguments = night_arguments("run", &fixture_nights()[1], false);
    arguments.extend(["--config".into(), config.to_string_lossy().into_owned()]);
    kaa.run(arguments)
}

/// The cut file is that of a school whose pupils are the same as the night before.
fn night_of_a_cut_file(kaa: &Kaa) -> Done {
    let night = kaa.path("2016-11-15");
    copy_folder(&fixture_nights()[1], &night);
    let cut = night.join("friskolor/beta_2016-11-15.csv");
    let bytes = fs::read(&cut).unwrap();
    fs::write(cut, &bytes[..bytes.len() / 2]).unwrap();
    run(kaa, &night)
}

/// Into a register that was lost and made anew: every opening is withheld.
fn first_load_unannounced(kaa: &Kaa) -> Done {
    fs::remove_file(kaa.db()).unwrap();
    kaa.run(["init"]).exits(0);
    run(kaa, &fixture_nights()[0])
}

fn night_beside_another(kaa: &Kaa) -> Done {
    let other = File::open(kaa.path("kaa.db.lock")).unwrap();
    other.try_lock().unwrap();
    second_night(kaa)
}

fn report_beside_a_writer(kaa: &Kaa) -> Done {
    let writer = Connection::open(kaa.db()).unwrap();
    writer.execute_batch("BEGIN IMMEDIATE").unwrap();
    let report = "PERSONNUMMER;BESLUT;ORSAK;FRAN;TILL\n199805052389;OMFATTAS;ANNAN;2016-11-01;2016-12-01\n";
    kaa.ask(["record", "decisions", "-"], report)
}

/// When the three days are over for which the first night's files may stand in.
fn night_without_files(kaa: &Kaa) -> Done {
    let empty = kaa.path("2016-11-18");
    fs::create_dir(&empty).unwrap();
    run(kaa, &empty)
}

fn night_told_to_a_full_disk(kaa: &Kaa) -> Done {
    let full = File::options().write(true).open("/dev/full").unwrap();
    let mut command = kaa.command(night_arguments("run", &fixture_nights()[1], false));
    Done::of(command.arg("--json").stdout(full).output().unwrap())
}

/// There is something to warn of, and nowhere to.
fn warning_to_a_full_disk(kaa: &Kaa) -> Done {
    let full = File::options().write(true).open("/dev/full").unwrap();
    let mut arguments = night_arguments("run", &fixture_nights()[1], false);
    arguments.extend(["--accept", "afla:no_rows=1", "--because", "stängt"].map(str::to_owned));
    Done::of(kaa.command(arguments).stderr(full).output().unwrap())
}
