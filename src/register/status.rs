//! What the register tells of how it is kept: its last nights, how fresh its facts are, what waits.
//!
//! Counts and names of providers; nobody's rows.

use super::cells::{Cells, day, first, rows};
use super::erase::pending_since;
use super::ledger;
use super::migrations::version;
use super::runs::{RunRow, nights};
use crate::domain::calendar::add_days;
use crate::domain::codes::{ChangeKind, Code, FileFault, Outcome, Verdict};
use crate::domain::health::{Freshness, Kept, Late, Withheld};
use crate::domain::rules::Rules;
use anyhow::{Context, Result};
use chrono::NaiveDate;
use rusqlite::{Transaction, named_params};

/// How the register is kept on a day. Without settings nobody knows for how long a source may be missing.
pub fn kept(tx: &Transaction<'_>, rules: Option<&Rules>, on: NaiveDate) -> Result<Kept> {
    let nights = nights(tx)?;
    let last = nights.values().next_back();
    Ok(Kept {
        schema: version(tx)?,
        last_night: last.map(|last| last.as_of),
        last_run: last_run(tx).context("reading the last run")?,
        withheld: last.map(|last| withheld(tx, last, nights.len() == 1)).transpose()?.unwrap_or_default(),
        sources: sources(tx, rules).context("reading the last run's sources")?,
        residual: last.map_or(0, |last| last.residual),
        late: late(tx, on).context("reading late tasks")?,
        erasure_pending: pending_since(tx).context("reading whether an erasure is pending")?,
    })
}

fn last_run(tx: &Transaction<'_>) -> Result<Option<(NaiveDate, Outcome)>> {
    let sql = "SELECT as_of, outcome FROM run ORDER BY run_id DESC LIMIT 1";
    first(tx, sql, [], |cells| Ok((cells.parsed("as_of", day)?, cells.parsed("outcome", Outcome::parse)?)))
}

fn sources(tx: &Transaction<'_>, rules: Option<&Rules>) -> Result<Vec<Freshness>> {
    let sql = "SELECT source.source, source.provider, source.verdict, source.code, source.rows,
                      source.quarantined, memory.accepted_on, memory.file_date
               FROM source
               LEFT JOIN staged_memory AS memory ON memory.source = source.source
                   AND memory.provider = source.provider AND memory.to_run IS NULL
               WHERE source.run_id = (SELECT max(run_id) FROM run)
               ORDER BY source.source, source.provider";
    rows(tx, sql, [], |cells| freshness(cells, rules))
}

fn freshness(cells: &Cells<'_>, rules: Option<&Rules>) -> Result<Freshness> {
    let id = cells.provider()?;
    let accepted_on = cells.maybe("accepted_on", day)?;
    let source = rules.and_then(|rules| rules.source(&id.source)).filter(|source| source.snapshot);
    Ok(Freshness {
        verdict: cells.parsed("verdict", Verdict::parse)?,
        fault: cells.maybe("code", FileFault::parse)?,
        rows: cells.maybe_count("rows")?,
        quarantined: cells.maybe_count("quarantined")?,
        accepted_on,
        file_date: cells.maybe("file_date", day)?,
        until: source.zip(accepted_on).map(|(source, on)| add_days(on, source.carry_forward_days)),
        required: source.is_some_and(|source| source.required),
        id,
    })
}

fn late(tx: &Transaction<'_>, on: NaiveDate) -> Result<Late> {
    let sql = "SELECT count(*) AS count, min(due_by) AS oldest FROM outreach_queue
               WHERE status IN ('waiting', 'ready', 'suspended') AND step <> 'support' AND due_by < :day";
    let late = first(tx, sql, named_params! {":day": on.to_string()}, |cells| {
        Ok(Late { count: cells.count("count")?, oldest: cells.maybe("oldest", day)? })
    });
    Ok(late?.unwrap_or(Late { count: 0, oldest: None }))
}

fn withheld(tx: &Transaction<'_>, last: &RunRow, is_first_load: bool) -> Result<Withheld> {
    let allowed = ledger::allowances(tx, last.run)?;
    let mut withheld = Withheld {
        night: last.as_of,
        is_first_load,
        open_before: open_entries(tx)? + last.counts.closed - last.counts.opened,
        allowed: allowed.into_iter().map(|allowance| (allowance.class, allowance.ceiling)).collect(),
        ..Withheld::default()
    };
    let sql = "SELECT kind, explained, count(*) AS count FROM change
               WHERE run_id = :run AND kind IN ('held_open', 'held_close')
               GROUP BY kind, explained";
    let waiting: Vec<(ChangeKind, bool, u64)> = rows(tx, sql, named_params! {":run": last.run.0}, |cells| {
        Ok((cells.parsed("kind", ChangeKind::parse)?, cells.get("explained")?, cells.count("count")?))
    })
    .context("reading what is held")?;
    for (kind, explained, count) in waiting {
        let direction = match kind {
            ChangeKind::HeldOpen => &mut withheld.openings,
            ChangeKind::HeldClose => &mut withheld.closings,
            ChangeKind::Opened | ChangeKind::Closed | ChangeKind::Corrected | ChangeKind::Lane => continue,
        };
        *if explained { &mut direction.explained } else { &mut direction.unexplained } += count;
    }
    Ok(withheld)
}

fn open_entries(tx: &Transaction<'_>) -> Result<u64> {
    let sql = "SELECT count(*) AS count FROM entry WHERE to_run IS NULL AND closed_on IS NULL";
    Ok(first(tx, sql, [], |cells| cells.count("count")).context("counting open entries")?.unwrap_or(0))
}
