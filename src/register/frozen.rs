//! Figures of past periods that were kept when persons were erased.

use super::cells::{day, integer, rows};
use crate::domain::codes::Code;
use crate::domain::statistics::figures::Kind;
use crate::domain::statistics::frozen::{Figures, Period};
use anyhow::{Context, Result};
use chrono::NaiveDate;
use rusqlite::{Transaction, named_params};
use std::collections::BTreeMap;

/// The periods of which figures are kept, each with the last night that they know of.
pub fn periods(tx: &Transaction<'_>) -> Result<BTreeMap<Period, NaiveDate>> {
    let sql = "SELECT DISTINCT report, period, frozen_on FROM frozen_figure ORDER BY report, period";
    let told: Vec<(Option<Period>, NaiveDate)> = rows(tx, sql, [], |cells| {
        let kind = cells.parsed("report", Kind::parse)?;
        Ok((cells.parsed("period", |key| Some(Period::parse(kind, key)))?, cells.parsed("frozen_on", day)?))
    })
    .context("reading which figures are kept")?;
    told.into_iter()
        .map(|(period, night)| Ok((period.context("a period of kept figures cannot be read")?, night)))
        .collect()
}

/// Keeps a period's figures.
pub fn keep(tx: &Transaction<'_>, period: Period, figures: &Figures, night: NaiveDate) -> Result<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO frozen_figure (report, period, key, value, frozen_on)
         VALUES (:report, :period, :key, :value, :frozen_on)",
    )?;
    for (key, value) in figures {
        insert.execute(named_params! {
            ":report": period.kind().as_str(),
            ":period": period.key(),
            ":key": key,
            ":value": integer(*value)?,
            ":frozen_on": night.to_string(),
        })?;
    }
    Ok(())
}

/// A period's figures as they were kept.
pub fn figures(tx: &Transaction<'_>, period: Period) -> Result<Figures> {
    let sql = "SELECT key, value FROM frozen_figure WHERE report = :report AND period = :period ORDER BY key";
    let values = named_params! {":report": period.kind().as_str(), ":period": period.key()};
    let told: Vec<_> = rows(tx, sql, values, |cells| Ok((cells.get("key")?, cells.count("value")?)))
        .context("reading kept figures")?;
    Ok(told.into_iter().collect())
}
