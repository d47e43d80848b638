//! What the ledger tells of one run, read back: a night decided again stands on it.

use crate::domain::codes::{Code, FileFault, LimitClass, RowFault, Verdict};
use crate::domain::limits::Allowance;
use crate::domain::recall::{RejectRecord, SourceRecord};
use crate::domain::sources::Acceptance;
use crate::register::cells::{day, rows};
use crate::register::runs::RunId;
use anyhow::{Context, Result};
use rusqlite::{Transaction, named_params};

/// What a run recorded of its sources.
pub fn sources(tx: &Transaction<'_>, run: RunId) -> Result<Vec<SourceRecord>> {
    let sql = "SELECT source, provider, file_date, sha256, rows, unmatched, verdict, code
               FROM source
               WHERE run_id = :run
               ORDER BY source, provider";
    rows(tx, sql, named_params! {":run": run.0}, |cells| {
        Ok(SourceRecord {
            id: cells.provider()?,
            file_date: cells.maybe("file_date", day)?,
            sha256: cells.get("sha256")?,
            row_count: cells.maybe_count("rows")?,
            unmatched: cells.maybe_count("unmatched")?,
            verdict: cells.parsed("verdict", Verdict::parse)?,
            fault: cells.maybe("code", FileFault::parse)?,
        })
    })
    .context("reading a night's sources")
}

/// What a run recorded of the rows it could not believe, in line order.
pub fn rejects(tx: &Transaction<'_>, run: RunId) -> Result<Vec<RejectRecord>> {
    let sql = "SELECT source, provider, line, field, code, fingerprint
               FROM quarantined_row
               WHERE run_id = :run
               ORDER BY source, provider, line, fingerprint";
    rows(tx, sql, named_params! {":run": run.0}, |cells| {
        Ok(RejectRecord {
            id: cells.provider()?,
            line: cells.count("line")?,
            field: cells.get("field")?,
            fault: cells.parsed("code", RowFault::parse)?,
            fingerprint: cells.get("fingerprint")?,
        })
    })
    .context("reading a night's quarantine")
}

/// The limits that people lifted for a night.
pub fn allowances(tx: &Transaction<'_>, run: RunId) -> Result<Vec<Allowance>> {
    let sql = "SELECT class, ceiling, because, given_by FROM allowance WHERE run_id = :run ORDER BY class";
    rows(tx, sql, named_params! {":run": run.0}, |cells| {
        Ok(Allowance {
            class: cells.parsed("class", LimitClass::parse)?,
            ceiling: cells.count("ceiling")?,
            because: cells.get("because")?,
            given_by: cells.get("given_by")?,
        })
    })
    .context("reading a night's allowances")
}

/// The checks that people waived for a night.
pub fn acceptances(tx: &Transaction<'_>, run: RunId) -> Result<Vec<Acceptance>> {
    let sql = "SELECT provider, code, at_least_rows, because, given_by
               FROM acceptance
               WHERE run_id = :run
               ORDER BY provider, code";
    rows(tx, sql, named_params! {":run": run.0}, |cells| {
        Ok(Acceptance {
            provider: cells.get("provider")?,
            fault: cells.parsed("code", FileFault::parse)?,
            at_least_rows: cells.count("at_least_rows")?,
            because: cells.get("because")?,
            given_by: cells.get("given_by")?,
        })
    })
    .context("reading a night's acceptances")
}
