//! Staged placements.

use super::super::cells::{Cells, day, integer, rows};
use super::super::runs::RunId;
use super::staging::{absence, sighting};
use super::versions::replace;
use crate::domain::codes::{Code, Document, PlacementStatus, SchoolForm};
use crate::domain::number::Number;
use crate::domain::record::{DocumentRow, PlacementKey, PlacementRow};
use crate::domain::staged::{PlacementId, StagedPlacement};
use anyhow::Result;
use rusqlite::{Statement, Transaction, named_params};
use std::collections::BTreeMap;

type Placements = BTreeMap<PlacementId, StagedPlacement>;

pub fn load(tx: &Transaction<'_>, run: RunId) -> Result<Placements> {
    let sql = "SELECT source, provider, number, form, unit, programme, start_on, year, status, ends_on,
                      broken_off_on, document, document_on, first_seen_on, document_seen_on, misses,
                      missing_since_on, told, file_date, line
               FROM staged_placement
               WHERE from_run < :run AND (to_run IS NULL OR to_run >= :run)
               ORDER BY source, provider, number, form, unit, programme, start_on";
    rows(tx, sql, named_params! {":run": run.0}, |cells| {
        let placement = placement(cells)?;
        Ok((PlacementId { provider: cells.provider()?, key: placement.row.key.clone() }, placement))
    })
}

fn placement(cells: &Cells<'_>) -> Result<StagedPlacement> {
    let document_on = cells.maybe("document_on", day)?;
    let document = cells.maybe("document", Document::parse)?;
    Ok(StagedPlacement {
        row: PlacementRow {
            key: PlacementKey {
                number: cells.parsed("number", Number::stored)?,
                form: cells.parsed("form", SchoolForm::parse)?,
                unit: cells.get("unit")?,
                programme: cells.get("programme")?,
                start: cells.parsed("start_on", day)?,
            },
            year: cells.get("year")?,
            status: cells.parsed("status", PlacementStatus::parse)?,
            ends_on: cells.maybe("ends_on", day)?,
            broken_off_on: cells.maybe("broken_off_on", day)?,
            document: document.map(|document| DocumentRow { document, date: document_on }),
        },
        first_seen: cells.maybe("first_seen_on", day)?,
        document_seen: cells.maybe("document_seen_on", day)?,
        absence: absence(cells)?,
        told: cells.get("told")?,
        sighting: sighting(cells)?,
    })
}

pub fn write(tx: &Transaction<'_>, run: RunId, before: &Placements, after: &Placements) -> Result<()> {
    let mut end = tx.prepare_cached(
        "UPDATE staged_placement SET to_run = :run
         WHERE source = :source AND provider = :provider AND number = :number AND form = :form
             AND unit = :unit AND programme = :programme AND start_on = :start_on AND to_run IS NULL",
    )?;
    let mut begin = tx.prepare_cached(
        "INSERT INTO staged_placement (
             source, provider, number, form, unit, programme, start_on, year, status, ends_on,
             broken_off_on, document, document_on, first_seen_on, document_seen_on, misses,
             missing_since_on, told, file_date, line, from_run
         ) VALUES (
             :source, :provider, :number, :form, :unit, :programme, :start_on, :year, :status, :ends_on,
             :broken_off_on, :document, :document_on, :first_seen_on, :document_seen_on, :misses,
             :missing_since_on, :told, :file_date, :line, :run
         )",
    )?;
    replace(
        before,
        after,
        PartialEq::eq,
        |id| end_version(&mut end, run, id),
        |id, placement| insert(&mut begin, run, id, placement),
    )
}

fn end_version(end: &mut Statement<'_>, run: RunId, id: &PlacementId) -> Result<()> {
    end.execute(named_params! {
        ":run": run.0,
        ":source": id.provider.source,
        ":provider": id.provider.provider,
        ":number": id.key.number.as_str(),
        ":form": id.key.form.as_str(),
        ":unit": id.key.unit,
        ":programme": id.key.programme,
        ":start_on": id.key.start.to_string(),
    })?;
    Ok(())
}

fn insert(
    begin: &mut Statement<'_>,
    run: RunId,
    id: &PlacementId,
    placement: &StagedPlacement,
) -> Result<()> {
    let StagedPlacement { row, first_seen, document_seen, absence, told, sighting } = placement;
    begin.execute(named_params! {
        ":source": id.provider.source,
        ":provider": id.provider.provider,
        ":number": id.key.number.as_str(),
        ":form": id.key.form.as_str(),
        ":unit": id.key.unit,
        ":programme": id.key.programme,
        ":start_on": id.key.start.to_string(),
        ":year": row.year,
        ":status": row.status.as_str(),
        ":ends_on": row.ends_on.map(|day| day.to_string()),
        ":broken_off_on": row.broken_off_on.map(|day| day.to_string()),
        ":document": row.document.map(|document| document.document.as_str()),
        ":document_on": row.document.and_then(|document| document.date).map(|day| day.to_string()),
        ":first_seen_on": first_seen.map(|day| day.to_string()),
        ":document_seen_on": document_seen.map(|day| day.to_string()),
        ":misses": absence.misses,
        ":missing_since_on": absence.since.map(|day| day.to_string()),
        ":told": told,
        ":file_date": sighting.file_date.to_string(),
        ":line": integer(sighting.line)?,
        ":run": run.0,
    })?;
    Ok(())
}
