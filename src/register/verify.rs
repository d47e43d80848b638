//! What only the database can tell of its own soundness.
//!
//! Findings name what they are about by number; rows that carry a personal number are counted.

use super::cells::{Cells, day, rows};
use super::runs::RunId;
use crate::domain::codes::{ChangeKind, Code};
use crate::domain::invariants::decision::Held;
use crate::domain::invariants::{Finding, OnceApart, ShownLane};
use crate::domain::state::{EntryId, PersonId, TaskId};
use anyhow::{Context, Result};
use rusqlite::{Transaction, named_params};

/// What the database engine finds wrong with the file. Its words hold names of tables and no values.
pub fn integrity(tx: &Transaction<'_>) -> Result<Vec<Finding>> {
    let told: Vec<String> = rows(tx, "PRAGMA integrity_check", [], |cells| cells.get("integrity_check"))
        .context("checking the file")?;
    Ok(told.into_iter().filter(|line| line != "ok").map(Finding::Told).collect())
}

/// Rows that refer to a row that is not there.
pub fn foreign_keys(tx: &Transaction<'_>) -> Result<Vec<Finding>> {
    let sql = "SELECT \"table\" AS name, count(*) AS count FROM pragma_foreign_key_check
               GROUP BY \"table\" ORDER BY \"table\"";
    rows(tx, sql, [], counted).context("checking references")
}

fn counted(cells: &Cells<'_>) -> Result<Finding> {
    Ok(Finding::Rows { table: cells.get("name")?, count: cells.count("count")? })
}

fn found(tx: &Transaction<'_>, sql: &str, finding: fn(i64) -> Finding) -> Result<Vec<Finding>> {
    rows(tx, sql, [], |cells| Ok(finding(cells.get("id")?)))
}

fn entry(id: i64) -> Finding {
    Finding::Entry(EntryId(id))
}

fn person(id: i64) -> Finding {
    Finding::Person(PersonId(id))
}

fn task(id: i64) -> Finding {
    Finding::Task(TaskId(id))
}

/// Versions that end before they begin, or stand beside the next of the same row.
pub fn versions(tx: &Transaction<'_>) -> Result<Vec<Finding>> {
    let mut all = found(
        tx,
        "SELECT DISTINCT entry_id AS id FROM (
             SELECT entry_id, from_run, to_run,
                 lead(from_run) OVER (PARTITION BY entry_id ORDER BY from_run) AS next
             FROM entry
             UNION ALL
             SELECT entry_id, from_run, to_run,
                 lead(from_run) OVER (PARTITION BY entry_id, seq ORDER BY from_run) AS next
             FROM entry_lane
         ) WHERE to_run <= from_run OR next < ifnull(to_run, next + 1) ORDER BY id",
        entry,
    )?;
    all.extend(found(
        tx,
        "SELECT DISTINCT task_id AS id FROM (
             SELECT task_id, from_run, to_run,
                 lead(from_run) OVER (PARTITION BY task_id ORDER BY from_run) AS next
             FROM task
         ) WHERE to_run <= from_run OR next < ifnull(to_run, next + 1) ORDER BY id",
        task,
    )?);
    all.extend(found(
        tx,
        "SELECT DISTINCT person_id AS id FROM (
             SELECT person_id, from_run, to_run,
                 lead(from_run) OVER (PARTITION BY person_id ORDER BY from_run) AS next
             FROM person
             UNION ALL
             SELECT person_id, from_run, to_run,
                 lead(from_run) OVER (PARTITION BY number ORDER BY from_run) AS next
             FROM person_number
         ) WHERE to_run <= from_run OR next < ifnull(to_run, next + 1) ORDER BY id",
        person,
    )?);
    all.extend(staged_versions(tx)?);
    Ok(all)
}

/// The same of staged facts. Quarantined rows have no key to follow.
fn staged_versions(tx: &Transaction<'_>) -> Result<Vec<Finding>> {
    let sql = "SELECT name, count(*) AS count FROM (
                   SELECT 'staged_resident' AS name, from_run, to_run,
                       lead(from_run) OVER (PARTITION BY number ORDER BY from_run) AS next
                   FROM staged_resident
                   UNION ALL
                   SELECT 'staged_placement', from_run, to_run, lead(from_run) OVER (
                       PARTITION BY source, provider, number, form, unit, programme, start_on
                       ORDER BY from_run
                   )
                   FROM staged_placement
                   UNION ALL
                   SELECT 'staged_credential', from_run, to_run, lead(from_run) OVER (
                       PARTITION BY source, provider, number, document ORDER BY from_run
                   )
                   FROM staged_credential
                   UNION ALL
                   SELECT 'staged_memory', from_run, to_run,
                       lead(from_run) OVER (PARTITION BY source, provider ORDER BY from_run)
                   FROM staged_memory
                   UNION ALL
                   SELECT 'staged_reject', from_run, to_run, NULL FROM staged_reject
               ) WHERE to_run <= from_run OR next < ifnull(to_run, next + 1)
               GROUP BY name ORDER BY name";
    rows(tx, sql, [], counted)
}

/// What refers to a run that committed nothing, or became known on a day without a committed night.
pub fn uncommitted(tx: &Transaction<'_>) -> Result<Vec<Finding>> {
    let mut all = found(
        tx,
        "WITH committed AS (SELECT run_id, as_of FROM run WHERE outcome <> 'refused')
         SELECT entry_id AS id FROM entry
         WHERE from_run NOT IN (SELECT run_id FROM committed) OR to_run NOT IN (SELECT run_id FROM committed)
             OR opened_known_on NOT IN (SELECT as_of FROM committed)
             OR closed_known_on NOT IN (SELECT as_of FROM committed)
         UNION
         SELECT entry_id FROM entry_lane
         WHERE from_run NOT IN (SELECT run_id FROM committed) OR to_run NOT IN (SELECT run_id FROM committed)
             OR known_on NOT IN (SELECT as_of FROM committed)
         ORDER BY id",
        entry,
    )?;
    all.extend(found(
        tx,
        "WITH committed AS (SELECT run_id, as_of FROM run WHERE outcome <> 'refused')
         SELECT DISTINCT task_id AS id FROM task
         WHERE from_run NOT IN (SELECT run_id FROM committed) OR to_run NOT IN (SELECT run_id FROM committed)
             OR created_on NOT IN (SELECT as_of FROM committed)
             OR ended_on NOT IN (SELECT as_of FROM committed)
         ORDER BY id",
        task,
    )?);
    all.extend(found(
        tx,
        "WITH committed AS (SELECT run_id FROM run WHERE outcome <> 'refused')
         SELECT person_id AS id FROM person
         WHERE from_run NOT IN (SELECT run_id FROM committed) OR to_run NOT IN (SELECT run_id FROM committed)
         UNION
         SELECT person_id FROM person_number
         WHERE from_run NOT IN (SELECT run_id FROM committed) OR to_run NOT IN (SELECT run_id FROM committed)
         ORDER BY id",
        person,
    )?);
    all.extend(found(
        tx,
        "SELECT DISTINCT run_id AS id FROM change JOIN run USING (run_id) WHERE run.outcome = 'refused'
         ORDER BY id",
        Finding::Run,
    )?);
    all.extend(staged_uncommitted(tx)?);
    Ok(all)
}

fn staged_uncommitted(tx: &Transaction<'_>) -> Result<Vec<Finding>> {
    let sql = "WITH committed AS (SELECT run_id FROM run WHERE outcome <> 'refused')
               SELECT name, count(*) AS count FROM (
                   SELECT 'staged_resident' AS name, from_run, to_run FROM staged_resident
                   UNION ALL SELECT 'staged_placement', from_run, to_run FROM staged_placement
                   UNION ALL SELECT 'staged_credential', from_run, to_run FROM staged_credential
                   UNION ALL SELECT 'staged_reject', from_run, to_run FROM staged_reject
                   UNION ALL SELECT 'staged_memory', from_run, to_run FROM staged_memory
               )
               WHERE from_run NOT IN (SELECT run_id FROM committed)
                   OR to_run NOT IN (SELECT run_id FROM committed)
               GROUP BY name ORDER BY name";
    rows(tx, sql, [], counted)
}

/// Runs whose numbers are not those of their rows, erased ones included.
pub fn miscounted(tx: &Transaction<'_>) -> Result<Vec<Finding>> {
    let sql = "SELECT run_id AS id FROM run
               LEFT JOIN (
                   SELECT run_id,
                       sum(rows) FILTER (WHERE kind = 'opened') AS opened_rows,
                       sum(rows) FILTER (WHERE kind = 'closed') AS closed_rows,
                       sum(rows) FILTER (WHERE kind = 'corrected') AS corrected_rows,
                       sum(rows) FILTER (WHERE kind = 'lane') AS lane_rows,
                       sum(rows) FILTER (WHERE kind IN ('held_open', 'held_close')) AS held_rows,
                       sum(rows) FILTER (WHERE kind = 'undetermined') AS undetermined_rows
                   FROM (
                       SELECT run_id, kind, count(*) AS rows FROM change GROUP BY run_id, kind
                       UNION ALL
                       SELECT run_id, 'undetermined', count(*) FROM undetermined_person GROUP BY run_id
                       UNION ALL
                       SELECT run_id, kind, rows FROM erased_row
                   )
                   GROUP BY run_id
               ) USING (run_id)
               WHERE opened <> ifnull(opened_rows, 0) OR closed <> ifnull(closed_rows, 0)
                   OR corrected <> ifnull(corrected_rows, 0) OR lane_changes <> ifnull(lane_rows, 0)
                   OR held <> ifnull(held_rows, 0) OR undetermined <> ifnull(undetermined_rows, 0)
                   OR quarantined <> (
                       SELECT count(*) FROM quarantined_row WHERE quarantined_row.run_id = run.run_id
                   )
               ORDER BY id";
    found(tx, sql, Finding::Run)
}

/// The run, if its coverage equation does not add up or leaves somebody over.
pub fn uncovered(tx: &Transaction<'_>, run: RunId) -> Result<Vec<Finding>> {
    let sql = "SELECT :run AS id
               WHERE ifnull((
                   SELECT sum(persons) FILTER (WHERE group_name = 'residual') <> 0
                       OR sum(persons) FILTER (WHERE group_name = 'residents')
                           <> total(persons) FILTER (WHERE group_name NOT IN ('residents', 'held_close'))
                   FROM coverage_count WHERE run_id = :run
               ), 1)";
    rows(tx, sql, named_params! {":run": run.0}, |cells| Ok(Finding::Run(cells.get("id")?)))
}

/// Lanes as readers are shown them, each entry's in order.
pub fn shown_lanes(tx: &Transaction<'_>) -> Result<Vec<ShownLane>> {
    let sql = "SELECT entry_id, from_on, to_on FROM register_lanes
               ORDER BY entry_id, from_on, to_on IS NULL, to_on";
    rows(tx, sql, [], |cells| {
        Ok(ShownLane {
            entry: EntryId(cells.get("entry_id")?),
            from_on: cells.parsed("from_on", day)?,
            to_on: cells.maybe("to_on", day)?,
        })
    })
    .context("reading lanes")
}

/// Entries of one person that stood beside each other when they were two persons'.
pub fn once_apart(tx: &Transaction<'_>) -> Result<OnceApart> {
    let sql = "SELECT DISTINCT one.entry_id AS one, other.entry_id AS other
               FROM entry AS one
               JOIN entry AS other ON other.person_id = one.person_id
                   AND other.entry_id > one.entry_id AND other.to_run IS NULL
               JOIN entry AS one_then ON one_then.entry_id = one.entry_id
               JOIN entry AS other_then ON other_then.entry_id = other.entry_id
                   AND other_then.person_id <> one_then.person_id
                   AND (one_then.to_run IS NULL OR other_then.from_run < one_then.to_run)
                   AND (other_then.to_run IS NULL OR one_then.from_run < other_then.to_run)
               WHERE one.to_run IS NULL";
    rows(tx, sql, [], |cells| Ok((EntryId(cells.get("one")?), EntryId(cells.get("other")?))))
        .context("reading which entries were merged")
}

/// What a run withheld.
pub fn held(tx: &Transaction<'_>, run: RunId) -> Result<Held> {
    let sql = "SELECT person_id, kind FROM change
               WHERE run_id = :run AND kind IN ('held_open', 'held_close')";
    rows(tx, sql, named_params! {":run": run.0}, |cells| {
        Ok((PersonId(cells.get("person_id")?), cells.parsed("kind", ChangeKind::parse)?))
    })
    .context("reading what is held")
}
