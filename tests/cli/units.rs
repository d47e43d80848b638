//! The services and timers as systemd reads them: without a fault, and exposed no more than the package may be.
//!
//! Installed, in a clean root and as they run, they are tried by `make deb-test`; this is what any machine with
//! systemd can tell.

use crate::harness::{Done, at, files};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What systemd says of something, if it is on this machine.
#[allow(clippy::print_stdout)] // `--nocapture` shows what was not checked.
fn analyze(arguments: &[&str], units: &[PathBuf]) -> Option<Done> {
    let Ok(output) = Command::new("systemd-analyze").args(arguments).args(units).output() else {
        println!("NOT CHECKED: systemd-analyze is not on this machine");
        return None;
    };
    Some(Done::of(output))
}

/// The units, with a program that is there.
fn units(dir: &Path) -> Vec<PathBuf> {
    for unit in files(&at("packaging/systemd")) {
        let text = fs::read_to_string(&unit).unwrap();
        let text = text.replace("=/usr/bin/kaa-sync ", &format!("={} ", env!("CARGO_BIN_EXE_kaa-sync")));
        fs::write(dir.join(unit.file_name().unwrap()), text).unwrap();
    }
    files(dir)
}

fn services(units: Vec<PathBuf>) -> Vec<PathBuf> {
    units.into_iter().filter(|unit| unit.extension().unwrap() == "service").collect()
}

#[test]
fn systemd_finds_no_fault_with_the_units() {
    let dir = tempfile::tempdir().unwrap();
    let units = units(dir.path());
    assert_eq!(units.len(), 4);
    let verify = || analyze(&["verify", "--man=no"], &units);
    let Some(done) = verify() else { return };
    assert_eq!((done.exit, done.stdout, done.stderr), (0, String::new(), String::new()));
    // Looked at in the same way, a fault is found.
    let service = fs::read_to_string(&units[0]).unwrap();
    fs::write(&units[0], service.replace("ProtectSystem=strict", "ProtectSystem=strickt")).unwrap();
    let said = verify().unwrap().stderr;
    assert!(said.contains("strickt"), "{said}");
}

#[test]
fn the_services_are_exposed_no_more_than_the_package_may_be() {
    let tries = fs::read_to_string(at("packaging/try.sh")).unwrap();
    let threshold = tries.lines().find(|line| line.starts_with("threshold=")).unwrap();
    let threshold = format!("--{threshold}");
    let arguments = ["security", "--offline=yes", "--no-pager", &threshold];
    let dir = tempfile::tempdir().unwrap();
    let services = services(units(dir.path()));
    assert_eq!(services.len(), 2);
    for service in services {
        let exposure = || analyze(&arguments, std::slice::from_ref(&service));
        let Some(done) = exposure() else { return };
        done.exits(0);
        // One wall fewer is too few.
        let text = fs::read_to_string(&service).unwrap();
        fs::write(&service, text.replace("PrivateNetwork=yes\n", "")).unwrap();
        exposure().unwrap().exits(1);
    }
}
