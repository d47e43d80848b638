//! What a monitor measures, read from the register.

use super::cells::rows;
use super::runs::{RunRow, all_runs, last_committed};
use super::status::kept;
use crate::domain::codes::{Code, Lane, Step, TaskStatus};
use crate::domain::metrics::{Metrics, Night, Run};
use crate::domain::rules::Rules;
use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use rusqlite::Transaction;
use std::collections::BTreeMap;

/// What there is to measure once a night has been run: tasks are late or not on its date.
pub fn metrics(tx: &Transaction<'_>, rules: &Rules) -> Result<Metrics> {
    let runs = all_runs(tx)?;
    let last = runs.last().context("no night has been run yet: there is nothing to measure")?;
    Ok(Metrics {
        kept: kept(tx, Some(rules), last.as_of)?,
        last_run: Run { outcome: last.outcome, finished_at: finished_at(last)? },
        last_night: last_committed(tx)?.as_ref().map(night).transpose()?,
        entries: entries(tx).context("counting open entries")?,
        tasks: tasks(tx).context("counting open tasks")?,
    })
}

fn night(row: &RunRow) -> Result<Night> {
    Ok(Night { as_of: row.as_of, finished_at: finished_at(row)?, counts: row.counts })
}

fn finished_at(row: &RunRow) -> Result<DateTime<Utc>> {
    let stamp = row.finished_at.as_deref().with_context(|| format!("run {} has no end", row.run.0))?;
    stamp.parse().with_context(|| format!("the end of run {} is no time", row.run.0))
}

fn entries(tx: &Transaction<'_>) -> Result<BTreeMap<Lane, u64>> {
    let sql = "SELECT lane, count(*) AS entries FROM register WHERE closed_on IS NULL GROUP BY lane";
    let counted: Vec<(Lane, u64)> =
        rows(tx, sql, [], |cells| Ok((cells.parsed("lane", Lane::parse)?, cells.count("entries")?)))?;
    Ok(counted.into_iter().collect())
}

fn tasks(tx: &Transaction<'_>) -> Result<BTreeMap<(Step, TaskStatus), u64>> {
    let sql = "SELECT step, status, count(*) AS tasks FROM outreach_queue GROUP BY step, status";
    let counted: Vec<((Step, TaskStatus), u64)> = rows(tx, sql, [], |cells| {
        let of = (cells.parsed("step", Step::parse)?, cells.parsed("status", TaskStatus::parse)?);
        Ok((of, cells.count("tasks")?))
    })?;
    Ok(counted.into_iter().filter(|((_, status), _)| status.is_open()).collect())
}
