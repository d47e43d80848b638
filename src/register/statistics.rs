//! What reports count from, as it is known now or was known before a run.

use super::cells::{day, rows};
use super::reported::load_reported;
use super::runs::{RecordingId, RunId, RunRow, all_runs};
use super::state::{letters_taken_back, load_entries, load_people};
use crate::domain::codes::{ChangeKind, Code, Lane};
use crate::domain::sources::ProviderId;
use crate::domain::state::PersonId;
use crate::domain::statistics::basis::Basis;
use crate::domain::statistics::figures::Part;
use crate::domain::statistics::lag::Delay;
use anyhow::{Context, Result};
use chrono::NaiveDate;
use rusqlite::{Transaction, named_params};
use std::collections::BTreeMap;

/// What was known at some time: everything now, or what the nights up to a date left.
#[derive(Clone, Debug)]
pub struct Known {
    /// The first night.
    pub first: NaiveDate,
    /// The last night of it.
    pub last: RunRow,
    /// Runs from this one on were not known.
    pub(super) before: RunId,
    /// Recordings after this one were not known.
    pub(super) through: RecordingId,
}

/// What is known now, or was known after the last night up to a date; nothing before the first night.
pub fn known(tx: &Transaction<'_>, known_on: Option<NaiveDate>) -> Result<Option<Known>> {
    let committed: Vec<RunRow> = all_runs(tx)?.into_iter().filter(RunRow::is_committed).collect();
    let later = known_on.and_then(|on| committed.iter().find(|run| run.as_of > on));
    let before = later.map_or(RunId(i64::MAX), |run| run.run);
    let nights = committed.into_iter().filter(|run| run.run < before);
    let nights: BTreeMap<NaiveDate, RunRow> = nights.map(|run| (run.as_of, run)).collect();
    let Some((first, last)) = nights.keys().next().copied().zip(nights.into_values().next_back()) else {
        return Ok(None);
    };
    let through = if known_on.is_some() { last.recorded_through } else { RecordingId(i64::MAX) };
    Ok(Some(Known { first, last, before, through }))
}

/// The register and what was told.
pub fn basis(tx: &Transaction<'_>, known: &Known) -> Result<Basis> {
    let entries = load_entries(tx, known.before).context("loading entries")?;
    let people = load_people(tx, known.before).context("loading persons")?;
    let letters = letters_taken_back(tx, known.before).context("loading letters that were taken back")?;
    let reported = load_reported(tx, known.through)?;
    Ok(Basis::new(entries, people, &reported, letters))
}

/// Who has an open entry, and in which lane.
pub fn open_lanes(tx: &Transaction<'_>) -> Result<BTreeMap<PersonId, Lane>> {
    let sql = "SELECT person_id, lane FROM register WHERE closed_on IS NULL";
    let open: Vec<(PersonId, Lane)> = rows(tx, sql, [], |cells| {
        Ok((PersonId(cells.get("person_id")?), cells.parsed("lane", Lane::parse)?))
    })
    .context("reading who is in the register")?;
    Ok(open.into_iter().collect())
}

/// Changes that a school told of, of the nights from one date to another.
pub fn delays(tx: &Transaction<'_>, known: &Known, from: NaiveDate, to: NaiveDate) -> Result<Vec<Delay>> {
    let sql = "WITH known AS (
                   SELECT run.run_id, run.as_of, run.initial_load,
                       lag(run.as_of) OVER (ORDER BY run.as_of) AS night_before
                   FROM run
                   WHERE run.outcome <> 'refused' AND run.run_id < :before
                       AND NOT EXISTS (
                           SELECT 1 FROM run AS later
                           WHERE later.supersedes = run.run_id AND later.outcome <> 'refused'
                               AND later.run_id < :before
                       )
               )
               SELECT known.as_of, known.night_before, known.initial_load, change.kind, change.source,
                   change.provider, change.school_unit, change.effective_on
               FROM change JOIN known ON known.run_id = change.run_id
               WHERE change.provider IS NOT NULL AND change.kind IN ('opened', 'closed', 'corrected')
                   AND known.as_of BETWEEN :from AND :to
               ORDER BY change.change_id";
    let values = named_params! {":before": known.before.0, ":from": from.to_string(), ":to": to.to_string()};
    rows(tx, sql, values, |cells| {
        Ok(Delay {
            as_of: cells.parsed("as_of", day)?,
            night_before: cells.maybe("night_before", day)?,
            kind: cells.parsed("kind", ChangeKind::parse)?,
            provider: cells.provider()?,
            unit: cells.get("school_unit")?,
            effective_on: cells.parsed("effective_on", day)?,
            first_load: cells.get("initial_load")?,
        })
    })
    .context("loading how late changes became known")
}

/// How many faulty rows each provider's files of the nights from one date to another had, a row that stayed
/// counted once.
pub fn quarantined(
    tx: &Transaction<'_>,
    known: &Known,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<BTreeMap<ProviderId, u64>> {
    let sql = "SELECT source.source, source.provider, count(quarantined_row.line) AS rows
               FROM source
               JOIN run ON run.run_id = source.run_id
               LEFT JOIN quarantined_row ON quarantined_row.run_id = source.run_id
                   AND quarantined_row.source = source.source
                   AND quarantined_row.provider = source.provider
                   AND quarantined_row.times_seen = 1
               WHERE run.outcome <> 'refused' AND run.run_id < :before AND run.as_of BETWEEN :from AND :to
                   AND NOT EXISTS (
                       SELECT 1 FROM run AS later
                       WHERE later.supersedes = run.run_id AND later.outcome <> 'refused'
                           AND later.run_id < :before
                   )
               GROUP BY source.source, source.provider
               HAVING count(quarantined_row.line) > 0";
    let values = named_params! {":before": known.before.0, ":from": from.to_string(), ":to": to.to_string()};
    let all: Vec<(ProviderId, u64)> =
        rows(tx, sql, values, |cells| Ok((cells.provider()?, cells.count("rows")?)))
            .context("counting rows in quarantine")?;
    Ok(all.into_iter().collect())
}

/// The coverage equation of the last night up to a date, as it was counted; none before the first.
pub fn coverage(
    tx: &Transaction<'_>,
    known: &Known,
    on: NaiveDate,
) -> Result<Option<(NaiveDate, BTreeMap<Part, u64>)>> {
    let sql = "SELECT run.as_of, coverage_count.group_name, coverage_count.persons
               FROM coverage_count
               JOIN run ON run.run_id = coverage_count.run_id
               WHERE run.run_id = (
                   SELECT night.run_id FROM run AS night
                   WHERE night.outcome <> 'refused' AND night.run_id < :before AND night.as_of <= :on
                   ORDER BY night.as_of DESC, night.run_id DESC LIMIT 1
               )";
    let values = named_params! {":before": known.before.0, ":on": on.to_string()};
    let counted: Vec<(NaiveDate, Part, u64)> = rows(tx, sql, values, |cells| {
        Ok((cells.parsed("as_of", day)?, cells.parsed("group_name", Part::parse)?, cells.count("persons")?))
    })
    .context("loading the coverage equation")?;
    let night = counted.first().map(|(night, _, _)| *night);
    let parts = counted.into_iter().map(|(_, part, persons)| (part, persons)).collect();
    Ok(night.map(|night| (night, parts)))
}
