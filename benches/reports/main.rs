//! How long each report takes: ten years of a register as large as Stockholm's.
//!
//! Every command is run as a process of its own, from opening the register to the last byte, five times; the
//! median is told. It measures and judges nothing.

#[path = "../made_up.rs"]
mod made_up;
mod years;

use anyhow::{Context, Result, bail};
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

const RUNS: usize = 5;
const CONFIGURATION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/config/stockholm.toml");

/// A file that is written, in the directory of the register, and removed again.
const OUT: &str = "report.out";

/// Each report over all ten years, or the year that has most in it.
const REPORTS: [&[&str]; 11] = [
    &["register"],
    &["register", "--on", "2195-03-31", "--known-on", "2196-03-31"],
    &["flows", "--from", "2190-07-01", "--to", "2200-06-30", "--by-month"],
    &["year", "2195/2196"],
    &["outreach", "2195/2196"],
    &["series", "--from", "2190", "--to", "2200"],
    &["lag", "--from", "2190-07-01", "--to", "2200-06-30"],
    &["coverage"],
    &["series", "--from", "2190", "--to", "2200", "--publish", "--format", "csv"],
    &["half-year", "2195H2", "--unmapped", "keep", "--out", OUT],
    &["html", "--out", OUT],
];

fn main() -> Result<()> {
    let dir = tempfile::tempdir().context("making a directory for the register")?;
    let db = dir.path().join("kaa.db");
    let made = years::write(&db)?;
    writeln!(io::stdout(), "{made}; medians of {RUNS}")?;
    for report in REPORTS {
        measure(&db, report)?;
    }
    Ok(())
}

fn measure(db: &Path, report: &[&str]) -> Result<()> {
    let mut times = Vec::with_capacity(RUNS);
    let dir = db.parent().context("the register is in no directory")?;
    for _ in 0..RUNS {
        let _ = fs::remove_file(dir.join(OUT));
        let start = Instant::now();
        let done = Command::new(env!("CARGO_BIN_EXE_kaa-sync"))
            .args(["--config", CONFIGURATION, "--db"])
            .arg(db)
            .arg("report")
            .args(report)
            .current_dir(dir)
            .output()
            .context("running kaa-sync")?;
        times.push(start.elapsed());
        // A check of the delivery may find something: it is made all the same.
        if !matches!(done.status.code(), Some(0 | 3)) {
            bail!("`report {}`: {}", report.join(" "), String::from_utf8_lossy(&done.stderr));
        }
    }
    times.sort_unstable();
    writeln!(io::stdout(), "{:>7.3} s  report {}", times[RUNS / 2].as_secs_f64(), report.join(" "))?;
    Ok(())
}
