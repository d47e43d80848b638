//! Backups, and what is made of them.

use crate::harness::{Kaa, fixture_nights, night_arguments};
use crate::steps::{Event, MIDWAY, at_step, count_steps, stopped_at};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

fn back_up(kaa: &Kaa) -> Command {
    kaa.command(["backup".as_ref(), kaa.path("copy.db").as_os_str()])
}

/// What lies beside the register, but for what is named after it.
fn beside(kaa: &Kaa) -> Vec<String> {
    kaa.names().into_iter().filter(|name| !name.starts_with("kaa.db")).collect()
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
    let kaa = Kaa::after(2);
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
    assert_eq!(beside(&kaa), ["copy.db"]);
    let restored = Kaa::without_register();
    restore(&restored, &copy);
    assert_eq!(restored.lines("SELECT as_of FROM runs"), ["2016-11-14", "2016-11-15"]);
}

#[test]
fn a_night_goes_on_while_a_backup_is_made() {
    let kaa = Kaa::after(2);
    let copying = stopped_at(back_up(&kaa), MIDWAY);
    kaa.night(&fixture_nights()[2], false).exits(0);
    assert_eq!(copying.go_on().wait().unwrap().code(), Some(0));
    let restored = Kaa::without_register();
    restore(&restored, &kaa.path("copy.db"));
    assert_eq!(restored.lines("SELECT as_of FROM runs"), ["2016-11-14", "2016-11-15"]);
}

#[test]
fn after_a_restore_the_next_night_is_as_if_nothing_had_been_lost() {
    let kaa = Kaa::after(2);
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
    let kaa = Kaa::after(2);
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
    assert_eq!(beside(&kaa), ["copy.db.part", "link", "theirs"]);
}

#[test]
fn a_backup_killed_at_any_step_is_whole_or_has_no_name_and_the_next_one_succeeds() {
    let kaa = Kaa::after(2);
    let steps = count_steps(back_up(&kaa.copy()));
    for step in (1..=steps).step_by(5).chain(steps - 12..=steps) {
        let copy = kaa.copy();
        at_step(back_up(&copy), step, Event::Kill).output().unwrap();
        if !copy.path("copy.db").exists() {
            assert_eq!(back_up(&copy).output().unwrap().status.code(), Some(0), "step {step} of {steps}");
            assert_eq!(beside(&copy), ["copy.db"]);
        }
        let restored = Kaa::without_register();
        restore(&restored, &copy.path("copy.db"));
        assert_eq!(restored.lines("PRAGMA integrity_check"), ["ok"], "step {step} of {steps}");
        assert_eq!(restored.digest(), kaa.digest(), "step {step} of {steps}");
    }
}
