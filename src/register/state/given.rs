//! The numbers given to persons, entries and tasks, over every version there has been.

use super::super::cells::{first, rows};
use crate::domain::codes::{Code, Step};
use crate::domain::given::Given;
use crate::domain::number::Number;
use crate::domain::state::{EntryId, PersonId, TaskId};
use anyhow::{Context, Result};
use rusqlite::Transaction;
use std::collections::BTreeMap;

/// The highest numbers, those of whoever was erased included: enough for a night that has not been decided before.
pub fn last(tx: &Transaction<'_>) -> Result<Given> {
    let sql = "SELECT
                   max(
                       coalesce((SELECT max(person_id) FROM person_number), 0),
                       coalesce((SELECT max(person_id) FROM person), 0),
                       coalesce((SELECT max(last_person) FROM erasure), 0)
                   ) AS person,
                   max(
                       coalesce((SELECT max(entry_id) FROM entry), 0),
                       coalesce((SELECT max(last_entry) FROM erasure), 0)
                   ) AS entry,
                   max(
                       coalesce((SELECT max(task_id) FROM task), 0),
                       coalesce((SELECT max(last_task) FROM erasure), 0)
                   ) AS task";
    let last = first(tx, sql, [], |cells| {
        Ok(Given {
            last_person: cells.get("person")?,
            last_entry: cells.get("entry")?,
            last_task: cells.get("task")?,
            ..Given::default()
        })
    })?;
    last.context("the query gives one row")
}

/// All of them: for a night that is decided again.
pub fn all(tx: &Transaction<'_>) -> Result<Given> {
    Ok(Given { persons: persons(tx)?, entries: entries(tx)?, tasks: tasks(tx)?, ..last(tx)? })
}

/// By the numbers that each person had first: those that came by a merge may come apart again.
fn persons(tx: &Transaction<'_>) -> Result<BTreeMap<Number, PersonId>> {
    let sql = "SELECT own.number, own.person_id, min(own.from_run)
               FROM person_number AS own
               WHERE own.from_run = (
                   SELECT min(other.from_run) FROM person_number AS other
                   WHERE other.person_id = own.person_id
               )
               GROUP BY own.number
               ORDER BY own.number";
    rows(tx, sql, [], |cells| {
        Ok((cells.parsed("number", Number::stored)?, PersonId(cells.get("person_id")?)))
    })
}

fn entries(tx: &Transaction<'_>) -> Result<BTreeMap<PersonId, Vec<EntryId>>> {
    let sql = "SELECT entry_id, person_id, min(from_run) FROM entry GROUP BY entry_id ORDER BY entry_id";
    let all: Vec<_> =
        rows(tx, sql, [], |cells| Ok((PersonId(cells.get("person_id")?), EntryId(cells.get("entry_id")?))))?;
    let mut entries: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (person, entry) in all {
        entries.entry(person).or_default().push(entry);
    }
    Ok(entries)
}

fn tasks(tx: &Transaction<'_>) -> Result<BTreeMap<(EntryId, Step, u8), Vec<TaskId>>> {
    let sql = "SELECT DISTINCT task_id, entry_id, step, attempt FROM task ORDER BY task_id";
    let all: Vec<_> = rows(tx, sql, [], |cells| {
        let entry = EntryId(cells.get("entry_id")?);
        let kind = (entry, cells.parsed("step", Step::parse)?, cells.get("attempt")?);
        Ok((kind, TaskId(cells.get("task_id")?)))
    })?;
    let mut tasks: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (kind, task) in all {
        tasks.entry(kind).or_default().push(task);
    }
    Ok(tasks)
}
