//! Backups, and what is made of them.

use crate::harness::{Kaa, fixture_nights, night_arguments};
use crate::steps::{Event, at_step, count_steps, stopped_at};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

/// A step of a night when most of it is written and nothing is committed.
const MIDWAY: usize = 60;

/// A register with the first two fixture nights.
fn after_two_nights() -> Kaa {
    let kaa = Kaa::new();
    kaa.night(&fixture_nights()[0], true).exits(0);
    kaa.night(&fixture_nights()[1], false).exits(0);
    kaa
}

fn back_up(kaa: &Kaa) -> Command {
    kaa.command(["backup".as_ref(), kaa.path("copy.db").as_os_str()])
}

/// The names in the register's directory, but for the register's own.
fn names(kaa: &Kaa) -> Vec<String> {
    let names = fs::read_dir(kaa.path("")).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
    names.retain(|name| !name.starts_with("kaa.db"));
    names.sort();
    names
}

/// Puts a copy in the register's place, as `docs/register.md` says.
fn restore(kaa: &Kaa, copy: &Path) {
    for name in ["kaa.db-wal", "kaa.db-shm"] {
        let _ = fs::remove_file(kaa.path(name));
    }
    fs::copy(copy, kaa.db()).unwrap();
}

#[test]
fn a_backup_made_while_a_night_is_written_holds_the_night_before_and_neither_waits() {
    let kaa = after_two_nights();
    let night = kaa.command(night_arguments("run", &fixture_nights()[2], false));
    let night = stopped_at(night, MIDWAY);
    let copy = kaa.path("copy.db");
    let done = kaa.run(["-v".as_ref(), "backup".as_ref(), copy.as_os_str()]).exits(0);
    assert_eq!(
        (done.stdout.as_str(), done.stderr.replace(&*kaa.path("").to_string_lossy(), "DIR/").as_str()),
        ("", "backed up DIR/kaa.db to DIR/copy.db\n")
    );
    assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(night.go_on().wait().unwrap().code(), Some(0));
    assert_eq!(names(&kaa), ["copy.db"]);
    let restored = Kaa::without_register();
    restore(&restored, &copy);
    assert_eq!(restored.lines("SELECT as_of FROM runs"), ["2016-11-14", "2016-11-15"]);
}

#[test]
fn a_night_goes_on_while_a_backup_is_made() {
    let kaa = after_two_nights();
    let copying = stopped_at(back_up(&kaa), MIDWAY);
    kaa.night(&fixture_nights()[2], false).exits(0);
    assert_eq!(copying.go_on().wait().unwrap().code(), Some(0));
    let restored = Kaa::without_register();
    restore(&restored, &kaa.path("copy.db"));
    assert_eq!(restored.lines("SELECT as_of FROM runs"), ["2016-11-14", "2016-11-15"]);
}

#[test]
fn after_a_restore_the_next_night_is_as_if_nothing_had_been_lost() {
    let kaa = after_two_nights();
    let undisturbed = kaa.copy();
    undisturbed.night(&fixture_nights()[2], false).exits(0);
    let copy = kaa.path("copy.db");
    kaa.run(["backup".as_ref(), copy.as_os_str()]).exits(0);

    // Lost: no night takes an empty register for the old one.
    fs::remove_file(kaa.db()).unwrap();
    let said = kaa.run(night_arguments("run", &fixture_nights()[2], false)).exits(1).stderr;
    assert!(said.contains("copy a backup of it there"), "{said}");
    restore(&kaa, &copy);
    kaa.night(&fixture_nights()[2], false).exits(0);
    assert_eq!(kaa.digest(), undisturbed.digest());

    // Damaged: every page but the first is overwritten.
    let mut bytes = fs::read(kaa.db()).unwrap();
    bytes[4096..].fill(0xff);
    fs::write(kaa.db(), bytes).unwrap();
    kaa.run(night_arguments("run", &fixture_nights()[2], false)).exits(1);
    restore(&kaa, &copy);
    kaa.night(&fixture_nights()[2], false).exits(0);
    assert_eq!(kaa.digest(), undisturbed.digest());
}

#[test]
fn a_backup_overwrites_nothing_and_follows_no_link() {
    let kaa = after_two_nights();
    let refused = |to: &Path, why: &str| {
        let said = kaa.run(["backup".as_ref(), to.as_os_str()]).exits(1).stderr;
        assert!(said.contains("no copy to rely on") && said.contains(why), "{said}");
    };
    let theirs = kaa.write("theirs", "theirs");
    refused(&theirs, "exists already");
    symlink(&theirs, kaa.path("link")).unwrap();
    refused(&kaa.path("link"), "exists already");
    symlink(&theirs, kaa.path("copy.db.part")).unwrap();
    refused(&kaa.path("copy.db"), "is a link");
    refused(&kaa.db(), "exists already");
    refused(&kaa.path("nowhere/copy.db"), "No such file");
    assert_eq!(fs::read_to_string(&theirs).unwrap(), "theirs");
    assert_eq!(names(&kaa), ["copy.db.part", "link", "theirs"]);
}

#[test]
fn a_backup_killed_at_any_step_is_whole_or_has_no_name_and_the_next_one_succeeds() {
    let kaa = after_two_nights();
    let steps = count_steps(back_up(&kaa.copy()));
    for step in (1..=steps).step_by(5).chain(steps - 12..=steps) {
        let copy = kaa.copy();
        at_step(back_up(&copy), step, Event::Kill).output().unwrap();
        if !copy.path("copy.db").exists() {
            assert_eq!(back_up(&copy).output().unwrap().status.code(), Some(0), "step {step} of {steps}");
            assert_eq!(names(&copy), ["copy.db"]);
        }
        let restored = Kaa::without_register();
        restore(&restored, &copy.path("copy.db"));
        assert_eq!(restored.lines("PRAGMA integrity_check"), ["ok"], "step {step} of {steps}");
        assert_eq!(restored.digest(), kaa.digest(), "step {step} of {steps}");
    }
}
