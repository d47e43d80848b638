//! Nights as they were run: one row each, from its id to its digest.
//!
//! A run's row comes first, because every version refers to it, and is completed last, in the same
//! transaction.

use super::cells::{Cells, day, integer, rows};
use crate::domain::codes::{Code, Outcome};
use crate::domain::metrics::Counts;
use anyhow::{Context, Result};
use chrono::NaiveDate;
use rusqlite::{Transaction, named_params};
use std::collections::BTreeMap;

/// One run of one night.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RunId(pub i64);

/// One file of what people told, as it was recorded; 0 comes before the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordingId(pub i64);

/// What is known of a run before it writes anything.
#[derive(Clone, Copy, Debug)]
pub struct RunStart<'a> {
    /// The night.
    pub as_of: NaiveDate,
    /// How it ends, which is decided before anything is written.
    pub outcome: Outcome,
    /// SHA-256 of the configuration.
    pub config_digest: &'a str,
    /// SHA-256 of everything else the night was decided from.
    pub input_digest: &'a str,
    /// Which program.
    pub program_version: &'a str,
    /// The run of the same night that this one takes the place of.
    pub supersedes: Option<RunId>,
    /// Somebody said that it is the first load.
    pub initial_load: bool,
    /// The last recording that the night knows.
    pub recorded_through: RecordingId,
    /// Time of day, as `main` read it.
    pub started_at: &'a str,
}

/// One run, as recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunRow {
    /// Which.
    pub run: RunId,
    /// The night.
    pub as_of: NaiveDate,
    /// How it ended.
    pub outcome: Outcome,
    /// What it did.
    pub counts: Counts,
    /// SHA-256 of the configuration.
    pub config_digest: String,
    /// SHA-256 of everything else the night was decided from.
    pub input_digest: String,
    /// SHA-256 of the register after it, without whoever was erased since; none for a refused night.
    pub register_digest: Option<String>,
    /// Which program.
    pub program_version: String,
    /// The run of the same night that this one took the place of.
    pub supersedes: Option<RunId>,
    /// Somebody said that it was the first load.
    pub initial_load: bool,
    /// The last recording that the night knew.
    pub recorded_through: RecordingId,
    /// Residents that its coverage equation left over: anything but 0 is an error.
    pub residual: u64,
    /// Time of day.
    pub started_at: String,
    /// Time of day.
    pub finished_at: Option<String>,
}

impl RunRow {
    /// It left a register of its own.
    pub fn is_committed(&self) -> bool {
        self.outcome != Outcome::Refused
    }
}

/// Gives a run its id.
pub fn start_run(tx: &Transaction<'_>, start: &RunStart<'_>) -> Result<RunId> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO run (
             as_of, outcome, config_digest, input_digest, program_version, supersedes, initial_load,
             recorded_through, started_at
         ) VALUES (
             :as_of, :outcome, :config_digest, :input_digest, :program_version, :supersedes, :initial_load,
             :recorded_through, :started_at
         )",
    )?;
    let values = named_params! {
        ":as_of": start.as_of.to_string(),
        ":outcome": start.outcome.as_str(),
        ":config_digest": start.config_digest,
        ":input_digest": start.input_digest,
        ":program_version": start.program_version,
        ":supersedes": start.supersedes.map(|run| run.0),
        ":initial_load": start.initial_load,
        ":recorded_through": start.recorded_through.0,
        ":started_at": start.started_at,
    };
    Ok(RunId(insert.insert(values).context("recording the run")?))
}

/// Completes a run's row.
pub fn finish_run(
    tx: &Transaction<'_>,
    run: RunId,
    counts: &Counts,
    register_digest: Option<&str>,
    finished_at: &str,
) -> Result<()> {
    let mut update = tx.prepare_cached(
        "UPDATE run
         SET opened = :opened, closed = :closed, corrected = :corrected, lane_changes = :lane_changes,
             held = :held, undetermined = :undetermined, quarantined = :quarantined,
             register_digest = :register_digest, finished_at = :finished_at
         WHERE run_id = :run",
    )?;
    let values = named_params! {
        ":opened": integer(counts.opened)?,
        ":closed": integer(counts.closed)?,
        ":corrected": integer(counts.corrected)?,
        ":lane_changes": integer(counts.lane_changes)?,
        ":held": integer(counts.held)?,
        ":undetermined": integer(counts.undetermined)?,
        ":quarantined": integer(counts.quarantined)?,
        ":register_digest": register_digest,
        ":finished_at": finished_at,
        ":run": run.0,
    };
    update.execute(values).context("completing the run's row")?;
    Ok(())
}

/// Gives a run the digest of what is left of its register.
pub fn set_digest(tx: &Transaction<'_>, run: RunId, register_digest: &str) -> Result<()> {
    let mut update = tx.prepare_cached("UPDATE run SET register_digest = :digest WHERE run_id = :run")?;
    update.execute(named_params! {":digest": register_digest, ":run": run.0}).context("noting the digest")?;
    Ok(())
}

/// Every run, the first first.
pub fn all_runs(tx: &Transaction<'_>) -> Result<Vec<RunRow>> {
    read(tx, None)
}

/// One run.
pub fn run(tx: &Transaction<'_>, run: RunId) -> Result<Option<RunRow>> {
    Ok(read(tx, Some(run))?.pop())
}

fn read(tx: &Transaction<'_>, only: Option<RunId>) -> Result<Vec<RunRow>> {
    let sql = "SELECT run_id, as_of, outcome, opened, closed, corrected, lane_changes, held, undetermined,
                      quarantined, config_digest, input_digest, register_digest, program_version,
                      supersedes, initial_load, recorded_through, started_at, finished_at,
                      coalesce((
                          SELECT persons FROM coverage_count
                          WHERE coverage_count.run_id = run.run_id AND group_name = 'residual'
                      ), 0) AS residual
               FROM run
               WHERE :only IS NULL OR run_id = :only
               ORDER BY run_id";
    rows(tx, sql, named_params! {":only": only.map(|run| run.0)}, run_row).context("reading the runs")
}

/// The nights that were committed, each with the run that counts: the last one of its date.
pub fn nights(tx: &Transaction<'_>) -> Result<BTreeMap<NaiveDate, RunRow>> {
    let committed = all_runs(tx)?.into_iter().filter(RunRow::is_committed);
    Ok(committed.map(|run| (run.as_of, run)).collect())
}

/// The nights that were refused however often they were run, each with its last run.
pub fn refused_nights(tx: &Transaction<'_>) -> Result<BTreeMap<NaiveDate, RunRow>> {
    let mut last: BTreeMap<NaiveDate, RunRow> = BTreeMap::new();
    for run in all_runs(tx)? {
        if last.get(&run.as_of).is_none_or(|earlier| !earlier.is_committed()) {
            last.insert(run.as_of, run);
        }
    }
    last.retain(|_, run| !run.is_committed());
    Ok(last)
}

/// The run of the last committed night.
pub fn last_committed(tx: &Transaction<'_>) -> Result<Option<RunRow>> {
    Ok(nights(tx)?.pop_last().map(|(_, run)| run))
}

/// The first run of a night after a date: what stood before it is what was known on that date.
pub fn first_after(tx: &Transaction<'_>, known_on: NaiveDate) -> Result<Option<RunId>> {
    let mut runs = all_runs(tx)?.into_iter();
    Ok(runs.find(|run| run.is_committed() && run.as_of > known_on).map(|run| run.run))
}

fn run_row(cells: &Cells<'_>) -> Result<RunRow> {
    Ok(RunRow {
        run: RunId(cells.get("run_id")?),
        as_of: cells.parsed("as_of", day)?,
        outcome: cells.parsed("outcome", Outcome::parse)?,
        counts: counts(cells)?,
        config_digest: cells.get("config_digest")?,
        input_digest: cells.get("input_digest")?,
        register_digest: cells.get("register_digest")?,
        program_version: cells.get("program_version")?,
        supersedes: cells.get::<Option<i64>>("supersedes")?.map(RunId),
        initial_load: cells.get("initial_load")?,
        recorded_through: RecordingId(cells.get("recorded_through")?),
        residual: cells.count("residual")?,
        started_at: cells.get("started_at")?,
        finished_at: cells.get("finished_at")?,
    })
}

fn counts(cells: &Cells<'_>) -> Result<Counts> {
    Ok(Counts {
        opened: cells.count("opened")?,
        closed: cells.count("closed")?,
        corrected: cells.count("corrected")?,
        lane_changes: cells.count("lane_changes")?,
        held: cells.count("held")?,
        undetermined: cells.count("undetermined")?,
        quarantined: cells.count("quarantined")?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{date, empty_register, start};
    use super::*;

    /// Monday is run; Tuesday is refused twice; Wednesday is refused, run and refused again; Monday is run
    /// once more, as if decided again.
    fn with_refused_nights(test: impl FnOnce(&Transaction<'_>)) {
        let (_dir, mut register) = empty_register();
        let tx = register.begin().unwrap();
        let monday = start(&tx, "2016-11-14", Outcome::Done, None);
        start(&tx, "2016-11-15", Outcome::Refused, None);
        start(&tx, "2016-11-15", Outcome::Refused, None);
        start(&tx, "2016-11-16", Outcome::Refused, None);
        let wednesday = start(&tx, "2016-11-16", Outcome::Held, None);
        start(&tx, "2016-11-16", Outcome::Refused, Some(wednesday));
        start(&tx, "2016-11-14", Outcome::Done, Some(monday));
        test(&tx);
    }

    fn told(nights: BTreeMap<NaiveDate, RunRow>) -> Vec<(NaiveDate, i64)> {
        nights.into_iter().map(|(night, run)| (night, run.run.0)).collect()
    }

    #[test]
    fn the_last_run_of_a_date_that_was_not_refused_counts() {
        with_refused_nights(|tx| {
            let expected = [(date("2016-11-14"), 7), (date("2016-11-16"), 5)];
            assert_eq!(told(nights(tx).unwrap()), expected);
            assert_eq!(last_committed(tx).unwrap().map(|run| run.run), Some(RunId(5)));
        });
    }

    #[test]
    fn a_night_is_refused_if_every_run_of_it_was() {
        with_refused_nights(|tx| {
            assert_eq!(told(refused_nights(tx).unwrap()), [(date("2016-11-15"), 3)]);
        });
    }

    #[test]
    fn a_refused_night_ends_nothing_that_was_known() {
        with_refused_nights(|tx| {
            let first = |known_on| first_after(tx, date(known_on)).unwrap();
            assert_eq!(first("2016-11-13"), Some(RunId(1)));
            assert_eq!(first("2016-11-14"), Some(RunId(5)));
            assert_eq!(first("2016-11-15"), Some(RunId(5)));
            assert_eq!(first("2016-11-16"), None);
        });
    }
}
