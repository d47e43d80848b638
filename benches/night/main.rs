//! How long a night takes: reading and checking alone, the first load, a quiet second night, and both
//! nights decided again from what their runs kept.
//!
//! Over a made-up town of 100 000, or of `KAA_BENCH_RESIDENTS`. Each is done five times, each time
//! from the same start, and the median is told with the peak of memory. It measures and judges
//! nothing: a slow machine is no fault of the program.

#[path = "../made_up.rs"]
mod made_up;
mod town;

use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use kaa_sync::config::{self, Config};
use kaa_sync::domain::codes::Outcome;
use kaa_sync::domain::decide::Order;
use kaa_sync::domain::sources;
use kaa_sync::ingest;
use kaa_sync::night::again::{self, Again, Request};
use kaa_sync::night::{self, Inputs, Night};
use kaa_sync::register::database::Register;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};
use town::Town;

const CONFIGURATION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/config/stockholm.toml");
const RUNS: usize = 5;

fn main() -> Result<()> {
    let residents = match std::env::var("KAA_BENCH_RESIDENTS") {
        Ok(text) => text.parse().context("KAA_BENCH_RESIDENTS is not a number")?,
        Err(_) => 100_000,
    };
    let config = config::load(Path::new(CONFIGURATION))?;
    let dir = tempfile::tempdir().context("making a directory for the town")?;
    let (extracts, first_db, db) =
        (dir.path().join("extracts"), dir.path().join("first.db"), dir.path().join("night.db"));
    let (first, second) = (day(14)?, day(15)?);
    let town = Town::found(residents, first);

    let rows = town.write(&extracts, first)?;
    writeln!(io::stdout(), "{residents} residents, {rows} rows; medians of {RUNS}")?;
    measure("check", rows, || Ok(()), || check(&config, &extracts, first))?;
    let load = || load_first(&config, &extracts, &first_db, first);
    measure("first load", rows, || remove(&first_db), load)?;

    let rows = town.write(&extracts, second)?;
    let copy = || remove(&db).and_then(|()| Ok(fs::copy(&first_db, &db).map(drop)?));
    measure("second night", rows, copy, || run(&config, &extracts, &db, second, false))?;
    // Other settings: every night is to be decided again.
    let other = Config { digest: "another".to_owned(), ..config };
    fs::copy(&db, &first_db)?;
    let copy = || remove(&db).and_then(|()| Ok(fs::copy(&first_db, &db).map(drop)?));
    measure("both again", rows, copy, || rerun(&other, &db, first))
}

/// A night in a year in which nobody alive is of the age.
fn day(day: u32) -> Result<NaiveDate> {
    NaiveDate::from_ymd_opt(2199, 11, day).context("no such day")
}

fn check(config: &Config, extracts: &Path, night: NaiveDate) -> Result<()> {
    let none = BTreeMap::new();
    let expected = sources::expected(&config.rules, &none, night);
    let readings = ingest::read_all(extracts, config, &expected, night, &ingest::unwatched)?;
    let tonight = sources::judge(&readings, &config.rules, &none, &[], night);
    if tonight.stopping().is_some() {
        bail!("the town's extracts are not accepted");
    }
    Ok(())
}

fn load_first(config: &Config, extracts: &Path, db: &Path, night: NaiveDate) -> Result<()> {
    drop(Register::create(db)?);
    run(config, extracts, db, night, true)
}

fn run(config: &Config, extracts: &Path, db: &Path, as_of: NaiveDate, initial_load: bool) -> Result<()> {
    let mut register = Register::open(db)?;
    let order = Order { as_of, initial_load, allowances: Vec::new(), acceptances: Vec::new() };
    let inputs = Inputs { config, extracts, order: &order, watch: &ingest::unwatched };
    match night::run(&mut register, inputs, &|| format!("{as_of}T02:00:00Z"))? {
        Night::Written { worked, .. } if worked.outcome() == Outcome::Done => Ok(()),
        Night::Written { .. } | Night::NothingToDo(_) => bail!("the night of {as_of} did not end well"),
    }
}

fn rerun(config: &Config, db: &Path, from: NaiveDate) -> Result<()> {
    let mut register = Register::open(db)?;
    let request = Request {
        config,
        from,
        extracts: None,
        allowances: &[],
        acceptances: &[],
        watch: &ingest::unwatched,
    };
    match again::run(&mut register, request, &|| format!("{from}T02:00:00Z"))? {
        Again::Decided(replay) if replay.outcome() == Outcome::Done && replay.difference.is_empty() => Ok(()),
        Again::Decided(_) | Again::NothingToDo(_) | Again::Refused(_) => {
            bail!("the nights since {from} were not decided as they were")
        }
    }
}

/// Removes a register with what the database keeps beside it.
fn remove(db: &Path) -> Result<()> {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = db.as_os_str().to_owned();
        name.push(suffix);
        match fs::remove_file(&name) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}

/// Prints the median time of some work; making ready for it is not timed.
fn measure(
    what: &str,
    rows: usize,
    make_ready: impl Fn() -> Result<()>,
    work: impl Fn() -> Result<()>,
) -> Result<()> {
    forget_peak();
    let mut times = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        make_ready()?;
        let start = Instant::now();
        work()?;
        times.push(start.elapsed());
    }
    times.sort_unstable();
    let median = times[RUNS / 2];
    let rate = rows_per_second(rows, median);
    let peak = peak().map_or_else(|| "?".to_owned(), |kilobytes| (kilobytes / 1024).to_string());
    writeln!(io::stdout(), "{what:<14}{:>8.3} s{rate:>12} rows/s{peak:>7} MB", median.as_secs_f64())?;
    Ok(())
}

fn rows_per_second(rows: usize, time: Duration) -> u128 {
    rows as u128 * 1_000_000 / time.as_micros().max(1)
}

/// Lets the kernel measure the peak of memory from here. Where it cannot, the peak told is that of
/// all work so far.
fn forget_peak() {
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// The peak of memory in kilobytes, where the kernel tells it. The town itself is in it.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
