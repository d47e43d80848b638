//! Staged quarantine: rows that could not be believed but name somebody.

use super::super::cells::{Cells, day, integer, rows};
use super::super::runs::RunId;
use crate::domain::codes::{Code, SchoolForm};
use crate::domain::number::Number;
use crate::domain::record::PlacementKey;
use crate::domain::sources::{Memory, ProviderId};
use crate::domain::staged::StagedReject;
use anyhow::Result;
use rusqlite::{Statement, Transaction, named_params};
use std::collections::{BTreeMap, BTreeSet};

type Rejects = BTreeMap<ProviderId, BTreeSet<StagedReject>>;

/// A provider whose last accepted file is remembered has a set, if an empty one.
pub fn load(tx: &Transaction<'_>, run: RunId, memories: &BTreeMap<ProviderId, Memory>) -> Result<Rejects> {
    let sql = "SELECT source, provider, number, key_number, form, unit, programme, start_on, contradictory,
                      line
               FROM staged_reject
               WHERE from_run < :run AND (to_run IS NULL OR to_run >= :run)";
    let all: Vec<_> =
        rows(tx, sql, named_params! {":run": run.0}, |cells| Ok((cells.provider()?, reject(cells)?)))?;
    let mut rejects: Rejects = memories.keys().map(|id| (id.clone(), BTreeSet::new())).collect();
    for (id, reject) in all {
        rejects.entry(id).or_default().insert(reject);
    }
    Ok(rejects)
}

fn reject(cells: &Cells<'_>) -> Result<StagedReject> {
    Ok(StagedReject {
        number: cells.parsed("number", Number::stored)?,
        key: cells.maybe("key_number", Number::stored)?.map(|number| key(cells, number)).transpose()?,
        contradictory: cells.get("contradictory")?,
        line: cells.count("line")?,
    })
}

fn key(cells: &Cells<'_>, number: Number) -> Result<PlacementKey> {
    Ok(PlacementKey {
        number,
        form: cells.parsed("form", SchoolForm::parse)?,
        unit: cells.get("unit")?,
        programme: cells.get("programme")?,
        start: cells.parsed("start_on", day)?,
    })
}

pub fn write(tx: &Transaction<'_>, run: RunId, before: &Rejects, after: &Rejects) -> Result<()> {
    let mut end = tx.prepare_cached(
        "UPDATE staged_reject SET to_run = :run
         WHERE source = :source AND provider = :provider AND number = :number
             AND key_number IS :key_number AND form IS :form AND unit IS :unit
             AND programme IS :programme AND start_on IS :start_on AND contradictory = :contradictory
             AND line = :line AND to_run IS NULL",
    )?;
    let mut begin = tx.prepare_cached(
        "INSERT INTO staged_reject (
             source, provider, number, key_number, form, unit, programme, start_on, contradictory, line,
             from_run
         ) VALUES (
             :source, :provider, :number, :key_number, :form, :unit, :programme, :start_on, :contradictory,
             :line, :run
         )",
    )?;
    let (was, is) = (one_by_one(before), one_by_one(after));
    for (id, reject) in was.difference(&is) {
        execute(&mut end, run, id, reject)?;
    }
    for (id, reject) in is.difference(&was) {
        execute(&mut begin, run, id, reject)?;
    }
    Ok(())
}

fn one_by_one(rejects: &Rejects) -> BTreeSet<(&ProviderId, &StagedReject)> {
    rejects.iter().flat_map(|(id, set)| set.iter().map(move |reject| (id, reject))).collect()
}

/// Both statements take the whole row: it is its own key.
fn execute(statement: &mut Statement<'_>, run: RunId, id: &ProviderId, reject: &StagedReject) -> Result<()> {
    let key = reject.key.as_ref();
    statement.execute(named_params! {
        ":source": id.source,
        ":provider": id.provider,
        ":number": reject.number.as_str(),
        ":key_number": key.map(|key| key.number.as_str()),
        ":form": key.map(|key| key.form.as_str()),
        ":unit": key.map(|key| &key.unit),
        ":programme": key.map(|key| &key.programme),
        ":start_on": key.map(|key| key.start.to_string()),
        ":contradictory": reject.contradictory,
        ":line": integer(reject.line)?,
        ":run": run.0,
    })?;
    Ok(())
}
