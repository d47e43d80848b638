//! What the page for people shows of the last night: what it did, and what became of each source.

use super::cells::{day, rows};
use super::runs::{RunId, RunRow};
use crate::domain::calendar::add_days;
use crate::domain::codes::{
    ChangeKind, Code, CoveredReason, FileFault, Lane, Step, UndeterminedReason, Verdict,
};
use crate::domain::state::ClosedReason;
use crate::domain::statistics::overview::{Deadline, NightChanges, SOON_DAYS, SourceHealth};
use anyhow::{Context, Result};
use chrono::NaiveDate;
use rusqlite::{Transaction, named_params};

/// What a run did and left; which limits were exceeded is not in the ledger.
pub fn changes(tx: &Transaction<'_>, run: &RunRow) -> Result<NightChanges> {
    let mut changes = NightChanges {
        corrected: run.counts.corrected,
        held: run.counts.held,
        undetermined: undetermined(tx, run.run).context("counting whom nobody could tell about")?,
        ..NightChanges::default()
    };
    let sql = "SELECT kind, reason, count(*) AS count FROM change WHERE run_id = :run GROUP BY kind, reason";
    let counted: Vec<(ChangeKind, String, u64)> = rows(tx, sql, named_params! {":run": run.run.0}, |cells| {
        Ok((cells.parsed("kind", ChangeKind::parse)?, cells.get("reason")?, cells.count("count")?))
    })
    .context("counting the night's changes")?;
    for (kind, code, count) in counted {
        match kind {
            ChangeKind::Opened => {
                changes.opened.extend(CoveredReason::parse(&code).map(|code| (code, count)));
            }
            ChangeKind::Closed => changes.closed.extend(ClosedReason::parse(&code).map(|code| (code, count))),
            ChangeKind::Lane => changes.moved.extend(Lane::parse(&code).map(|code| (code, count))),
            ChangeKind::Corrected | ChangeKind::HeldOpen | ChangeKind::HeldClose => {}
        }
    }
    Ok(changes)
}

fn undetermined(
    tx: &Transaction<'_>,
    run: RunId,
) -> Result<std::collections::BTreeMap<UndeterminedReason, u64>> {
    let sql = "SELECT reason, count(*) AS count FROM undetermined_person WHERE run_id = :run GROUP BY reason";
    let counted: Vec<(UndeterminedReason, u64)> = rows(tx, sql, named_params! {":run": run.0}, |cells| {
        Ok((cells.parsed("reason", UndeterminedReason::parse)?, cells.count("count")?))
    })?;
    Ok(counted.into_iter().collect())
}

/// The providers of the last run, refused ones included, with the file that stands and the one before it.
pub fn sources(tx: &Transaction<'_>, night: NaiveDate) -> Result<Vec<SourceHealth>> {
    // No source is carried on for so many nights: who has not delivered since has nothing to compare.
    let sql = "WITH recent AS (
                   SELECT run_id, as_of FROM nights ORDER BY as_of DESC LIMIT 60
               ),
               believed AS (
                   SELECT source.source, source.provider, source.run_id, source.rows,
                       lag(source.rows) OVER (
                           PARTITION BY source.source, source.provider ORDER BY recent.as_of
                       ) AS rows_before,
                       row_number() OVER (
                           PARTITION BY source.source, source.provider ORDER BY recent.as_of DESC
                       ) AS place
                   FROM recent JOIN source ON source.run_id = recent.run_id
                   WHERE source.verdict IN ('accepted', 'unchanged')
               )
               SELECT source.source, source.provider, source.verdict, source.code, source.quarantined,
                   memory.file_date, believed.rows, believed.rows_before
               FROM source
               LEFT JOIN staged_memory AS memory ON memory.source = source.source
                   AND memory.provider = source.provider AND memory.to_run IS NULL
               LEFT JOIN believed ON believed.source = source.source
                   AND believed.provider = source.provider AND believed.place = 1
               WHERE source.run_id = (SELECT max(run_id) FROM run)
               ORDER BY source.source, source.provider";
    rows(tx, sql, [], |cells| {
        let file_date = cells.maybe("file_date", day)?;
        Ok(SourceHealth {
            id: cells.provider()?,
            verdict: cells.parsed("verdict", Verdict::parse)?,
            fault: cells.maybe("code", FileFault::parse)?,
            file_date,
            days_old: file_date.and_then(|date| u64::try_from((night - date).num_days()).ok()),
            rows: cells.maybe_count("rows")?,
            rows_before: cells.maybe_count("rows_before")?,
            quarantined: cells.maybe_count("quarantined")?,
        })
    })
    .context("reading the last run's sources")
}

/// What is late and what is due soon, by owner and step, as the last night left it; what is neither is left out.
/// Support is never late.
pub fn deadlines(tx: &Transaction<'_>, night: NaiveDate) -> Result<Vec<Deadline>> {
    let sql = "SELECT owner, step, count(*) FILTER (WHERE due_by < :night) AS late,
                   count(*) FILTER (WHERE due_by >= :night) AS soon, min(due_by) AS oldest
               FROM task
               WHERE to_run IS NULL AND status IN ('waiting', 'ready', 'suspended') AND step <> 'support'
                   AND due_by <= :soon
               GROUP BY owner, step
               ORDER BY owner, min(due_by), step";
    let soon = add_days(night, SOON_DAYS);
    let values = named_params! {":night": night.to_string(), ":soon": soon.to_string()};
    rows(tx, sql, values, |cells| {
        Ok(Deadline {
            owner: cells.get("owner")?,
            step: cells.parsed("step", Step::parse)?,
            late: cells.count("late")?,
            soon: cells.count("soon")?,
            oldest: cells.maybe("oldest", day)?,
        })
    })
    .context("counting what is due")
}
