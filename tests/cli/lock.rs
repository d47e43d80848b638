//! One run at a time, and whoever reads is never in the way.

use crate::harness::{Done, Kaa, fixture_nights, night_arguments};
use crate::steps::{Event, MIDWAY, at_step, count_steps, stopped_at, until_at_rest};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::{Child, Command};

fn second_night(kaa: &Kaa) -> Command {
    kaa.command(night_arguments("run", &fixture_nights()[1], false))
}

fn end(child: Child) -> Done {
    Done::of(child.wait_with_output().unwrap())
}

const REFUSED: &str = "\
kaa-sync: another run is at work on `DIR/kaa.db`: it goes on, and this one has read and committed nothing and \
will not try again by itself. when the other has ended, look at `kaa-sync runs`, and run this night again if it \
is not there; or let it wait its turn with `--wait SECONDS`
";

#[test]
fn of_two_runs_one_works_and_the_other_goes_away_at_once() {
    let kaa = Kaa::after(1);
    let first = stopped_at(second_night(&kaa), MIDWAY);
    let second = kaa.run(night_arguments("run", &fixture_nights()[1], false)).exits(5);
    assert_eq!(second.stderr.replace(&*kaa.path("").to_string_lossy(), "DIR/"), REFUSED);
    assert_eq!(second.stdout, "");
    assert_eq!(kaa.lines("SELECT as_of FROM runs"), ["2016-11-14"]);
    end(first.go_on()).exits(0);
    assert_eq!(kaa.lines("SELECT as_of FROM runs"), ["2016-11-14", "2016-11-15"]);
}

#[test]
fn nights_are_not_decided_again_beside_a_run_and_a_look_at_it_is_free() {
    let kaa = Kaa::after(1);
    let other = stopped_at(second_night(&kaa), MIDWAY);
    let rerun = ["rerun", "--from", "2016-11-14"];
    kaa.run(rerun).exits(5);
    kaa.run(rerun.into_iter().chain(["--plan"])).exits(0);
    end(other.go_on()).exits(0);
}

#[test]
fn a_run_holds_the_lock_from_its_first_step_to_its_last() {
    let kaa = Kaa::after(1);
    let steps = count_steps(second_night(&kaa.copy()));
    // The first step is opening the lock's file.
    for step in [2, steps / 2, steps] {
        let copy = kaa.copy();
        let first = stopped_at(second_night(&copy), step);
        copy.run(night_arguments("run", &fixture_nights()[1], false)).exits(5);
        end(first.go_on()).exits(0);
    }
}

#[test]
fn a_run_can_wait_its_turn_for_so_long() {
    let kaa = Kaa::after(1);
    let first = stopped_at(second_night(&kaa), MIDWAY);
    let mut impatient = night_arguments("run", &fixture_nights()[2], false);
    impatient.extend(["--wait".into(), "1".into()]);
    let said = kaa.run(impatient).exits(5).stderr;
    assert!(said.contains("still, after waiting 1 s: it goes on"), "{said}");
    let mut patient = night_arguments("run", &fixture_nights()[2], false);
    patient.extend(["--wait".into(), "600".into()]);
    let third = kaa.command(patient).spawn().unwrap();
    until_at_rest(&third);
    end(first.go_on()).exits(0);
    end(third).exits(0);
    assert_eq!(kaa.lines("SELECT as_of FROM runs"), ["2016-11-14", "2016-11-15", "2016-11-16"]);
}

#[test]
fn a_killed_run_leaves_no_lock_behind() {
    let kaa = Kaa::after(1);
    let killed = at_step(second_night(&kaa), MIDWAY, Event::Kill).output().unwrap();
    assert_eq!(killed.status.code(), None);
    kaa.night(&fixture_nights()[1], false).exits(0);
    let mode = fs::metadata(kaa.path("kaa.db.lock")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn whoever_reads_or_records_never_asks_for_the_lock() {
    let kaa = Kaa::after(1);
    let mine = fs::File::open(kaa.path("kaa.db.lock")).unwrap();
    mine.try_lock().unwrap();
    let decision = "PERSONNUMMER;BESLUT;ORSAK;FRAN;TILL\n199805052389;OMFATTAS;ANNAN;2016-11-01;2016-12-01\n";
    for arguments in [
        night_arguments("plan", &fixture_nights()[1], false),
        night_arguments("check", &fixture_nights()[1], false),
        ["register", "--include-protected"].map(str::to_owned).to_vec(),
        ["explain", "1"].map(str::to_owned).to_vec(),
        ["history", "1"].map(str::to_owned).to_vec(),
        ["queue", "list"].map(str::to_owned).to_vec(),
        ["runs"].map(str::to_owned).to_vec(),
        ["record", "decisions", "-"].map(str::to_owned).to_vec(),
    ] {
        kaa.ask(arguments, decision).exits(0);
    }
    kaa.run(night_arguments("run", &fixture_nights()[1], false)).exits(5);
}

#[test]
fn a_link_in_the_locks_place_is_refused() {
    let kaa = Kaa::after(1);
    let theirs = kaa.write("theirs", "theirs");
    fs::remove_file(kaa.path("kaa.db.lock")).unwrap();
    symlink(&theirs, kaa.path("kaa.db.lock")).unwrap();
    let said = kaa.run(night_arguments("run", &fixture_nights()[1], false)).exits(1).stderr;
    assert!(said.contains("nothing was committed") && said.contains("is a link"), "{said}");
    assert_eq!(fs::read_to_string(theirs).unwrap(), "theirs");
    assert_eq!(kaa.lines("SELECT as_of FROM runs"), ["2016-11-14"]);
}
