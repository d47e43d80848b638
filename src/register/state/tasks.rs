//! Tasks of outreach, and the present rank among them.

use super::super::cells::{Cells, day, rows};
use super::super::runs::RunId;
use super::versions::replace;
use crate::domain::codes::{Code, Step, TaskEnd, TaskStatus, Variant};
use crate::domain::state::{EntryId, Task, TaskId};
use anyhow::{Context, Result};
use chrono::NaiveDate;
use rusqlite::{Statement, Transaction, named_params};
use std::collections::BTreeMap;

type Tasks = BTreeMap<TaskId, Task>;

/// The tasks, without priorities.
pub fn load(tx: &Transaction<'_>, run: RunId) -> Result<Tasks> {
    let sql = "SELECT task_id, entry_id, step, attempt, variant, owner, status, not_before, due_by,
                      created_on, ended_on, ended_reason
               FROM task
               WHERE from_run < :run AND (to_run IS NULL OR to_run >= :run)
               ORDER BY task_id";
    rows(tx, sql, named_params! {":run": run.0}, |cells| Ok((TaskId(cells.get("task_id")?), task(cells)?)))
}

/// The letters of the ladder that were taken back because the entry closed or left lane `outreach`.
pub fn letters_taken_back(tx: &Transaction<'_>, run: RunId) -> Result<Vec<Task>> {
    let sql =
        "SELECT entry_id, step, attempt, variant, owner, status, not_before, due_by, created_on, ended_on,
                      ended_reason
               FROM task
               WHERE from_run < :run AND (to_run IS NULL OR to_run >= :run)
                   AND step = 'letter' AND ended_reason IN ('left_register', 'lane_changed')
               ORDER BY task_id";
    rows(tx, sql, named_params! {":run": run.0}, task)
}

/// A task, without its priority.
fn task(cells: &Cells<'_>) -> Result<Task> {
    Ok(Task {
        entry: EntryId(cells.get("entry_id")?),
        step: cells.parsed("step", Step::parse)?,
        attempt: cells.get("attempt")?,
        variant: cells.parsed("variant", Variant::parse)?,
        owner: cells.get("owner")?,
        status: cells.parsed("status", TaskStatus::parse)?,
        not_before: cells.parsed("not_before", day)?,
        due_by: cells.parsed("due_by", day)?,
        created_on: cells.parsed("created_on", day)?,
        priority: None,
        end: ending(cells)?,
    })
}

/// How a task ended, from the two columns that are null together.
fn ending(cells: &Cells<'_>) -> Result<Option<(NaiveDate, TaskEnd)>> {
    let ended_on = cells.maybe("ended_on", day)?;
    Ok(ended_on.zip(cells.maybe("ended_reason", TaskEnd::parse)?))
}

/// Puts the present priorities into present tasks.
pub fn load_priorities(tx: &Transaction<'_>, tasks: &mut Tasks) -> Result<()> {
    let sql = "SELECT task_id, priority FROM task_priority ORDER BY task_id";
    let ranks: Vec<_> =
        rows(tx, sql, [], |cells| Ok((TaskId(cells.get("task_id")?), cells.get::<u32>("priority")?)))?;
    for (id, priority) in ranks {
        tasks.get_mut(&id).with_context(|| format!("a priority belongs to no task {id}"))?.priority =
            Some(priority);
    }
    Ok(())
}

pub fn write(tx: &Transaction<'_>, run: RunId, before: &Tasks, after: &Tasks) -> Result<()> {
    let mut end =
        tx.prepare_cached("UPDATE task SET to_run = :run WHERE task_id = :task_id AND to_run IS NULL")?;
    let mut begin = tx.prepare_cached(
        "INSERT INTO task (
             task_id, entry_id, step, attempt, variant, owner, status, not_before, due_by, created_on,
             ended_on, ended_reason, from_run
         ) VALUES (
             :task_id, :entry_id, :step, :attempt, :variant, :owner, :status, :not_before, :due_by,
             :created_on, :ended_on, :ended_reason, :run
         )",
    )?;
    replace(
        before,
        after,
        same_but_for_priority,
        |id| {
            end.execute(named_params! {":run": run.0, ":task_id": id.0})?;
            Ok(())
        },
        |id, task| insert(&mut begin, run, *id, task),
    )?;
    write_priorities(tx, &priorities(before), &priorities(after))
}

/// The rank is kept beside the task, without versions.
fn same_but_for_priority(one: &Task, other: &Task) -> bool {
    Task { priority: None, ..one.clone() } == Task { priority: None, ..other.clone() }
}

fn insert(begin: &mut Statement<'_>, run: RunId, id: TaskId, task: &Task) -> Result<()> {
    begin.execute(named_params! {
        ":task_id": id.0,
        ":entry_id": task.entry.0,
        ":step": task.step.as_str(),
        ":attempt": task.attempt,
        ":variant": task.variant.as_str(),
        ":owner": task.owner,
        ":status": task.status.as_str(),
        ":not_before": task.not_before.to_string(),
        ":due_by": task.due_by.to_string(),
        ":created_on": task.created_on.to_string(),
        ":ended_on": task.end.map(|(day, _)| day.to_string()),
        ":ended_reason": task.end.map(|(_, reason)| reason.as_str()),
        ":run": run.0,
    })?;
    Ok(())
}

fn priorities(tasks: &Tasks) -> BTreeMap<TaskId, u32> {
    tasks.iter().filter_map(|(id, task)| Some((*id, task.priority?))).collect()
}

fn write_priorities(
    tx: &Transaction<'_>,
    before: &BTreeMap<TaskId, u32>,
    after: &BTreeMap<TaskId, u32>,
) -> Result<()> {
    let mut end = tx.prepare_cached("DELETE FROM task_priority WHERE task_id = :task_id")?;
    let mut begin =
        tx.prepare_cached("INSERT INTO task_priority (task_id, priority) VALUES (:task_id, :priority)")?;
    replace(
        before,
        after,
        PartialEq::eq,
        |id| {
            end.execute(named_params! {":task_id": id.0})?;
            Ok(())
        },
        |id, priority| {
            begin.execute(named_params! {":task_id": id.0, ":priority": priority})?;
            Ok(())
        },
    )
}
