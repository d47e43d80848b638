//! What is otherwise between two states of the register, as tables and as JSON.

use super::Lang;
use super::page::Page;
use super::table::{Align, Table};
use super::text::Text;
use super::words::{Sentence, labels, say, step, task_status};
use crate::domain::codes::{TaskEnd, TaskStatus};
use crate::domain::difference::{Difference, EntryChange, TaskChange};
use crate::domain::state::{Entry, EntryId, Task, TaskId};
use serde_json::{Value, json};

/// What is otherwise, as tables; nothing where nothing is.
pub fn tables(page: &mut Page, lang: Lang, difference: &Difference) {
    let words = labels(lang);
    if difference.is_empty() {
        page.gap();
        page.paragraph(&say(lang, &Sentence::NothingDiffers));
        return;
    }
    let entries = difference.entries.iter().map(|(id, change)| entry_row(lang, *id, change));
    let headers = [words.entry_number, words.change, words.before, words.after];
    let aligns = [Align::Right, Align::Left, Align::Left, Align::Left];
    Table::under(page, words.entries, &headers, &aligns, entries.collect());
    let tasks = difference.tasks.iter().map(|(id, change)| task_row(lang, *id, change));
    let headers =
        [words.task_number, words.entry_number, words.change, words.step, words.before, words.after];
    let aligns = [Align::Right, Align::Right, Align::Left, Align::Left, Align::Left, Align::Left];
    Table::under(page, words.queue, &headers, &aligns, tasks.collect());
}

fn entry_row(lang: Lang, id: EntryId, change: &EntryChange) -> Vec<String> {
    let words = labels(lang);
    let (before, after) = change.sides();
    let what = match change {
        EntryChange::In { .. } => words.now_in,
        EntryChange::Out { .. } => words.now_out,
        EntryChange::Told { before, after } => told_otherwise(lang, before, after),
    };
    vec![id.to_string(), what.to_owned(), span(before), span(after)]
}

/// What is first among what is otherwise.
fn told_otherwise(lang: Lang, before: &Entry, after: &Entry) -> &'static str {
    let words = labels(lang);
    let dates = |entry: &Entry| (entry.opened_on, entry.closing.map(|closing| closing.closed_on));
    let reasons = |entry: &Entry| (entry.opened_reason, entry.closing.map(|closing| closing.reason));
    if dates(before) != dates(after) {
        words.other_dates
    } else if reasons(before) != reasons(after) {
        words.other_reason
    } else if before.lane() != after.lane() {
        words.other_lane
    } else {
        words.other_night
    }
}

/// From its first day to the first day after it; open where there is none.
fn span(entry: Option<&Entry>) -> String {
    let Some(entry) = entry else { return String::new() };
    let end = entry.closing.map_or_else(String::new, |closing| closing.closed_on.to_string());
    format!("{}/{end}", entry.opened_on)
}

fn task_row(lang: Lang, id: TaskId, change: &TaskChange) -> Vec<String> {
    let words = labels(lang);
    let (what, before, after, task) = match change {
        TaskChange::Came(task) => (words.new_tasks, None, Some(task), task),
        TaskChange::Went { before, end } => (went(lang, *end), Some(before), None, before),
        TaskChange::Told { before, after } => (words.told_otherwise, Some(before), Some(after), after),
    };
    let is_other_day = before.zip(after).is_none_or(|(was, is)| was.not_before != is.not_before);
    let told = |task: &Task| {
        if is_other_day { task.not_before.to_string() } else { task_status(lang, task.status).to_owned() }
    };
    vec![
        id.to_string(),
        task.entry.to_string(),
        what.to_owned(),
        step(lang, task.step).to_owned(),
        before.map(told).unwrap_or_default(),
        after.map(told).unwrap_or_default(),
    ]
}

/// A task that is not to be done any longer was done, or taken back.
fn went(lang: Lang, end: Option<TaskEnd>) -> &'static str {
    let words = labels(lang);
    let is_done = end.is_some_and(|end| end.status() == TaskStatus::Done);
    if is_done { words.done_tasks } else { words.withdrawn_tasks }
}

/// Entries that are otherwise, as JSON.
pub fn entries_json(difference: &Difference) -> Value {
    Value::Array(difference.entries.iter().map(|(id, change)| entry_json(*id, change)).collect())
}

/// Tasks that are otherwise, as JSON.
pub fn tasks_json(difference: &Difference) -> Value {
    Value::Array(difference.tasks.iter().map(|(id, change)| task_json(*id, change)).collect())
}

fn entry_json(id: EntryId, change: &EntryChange) -> Value {
    let (before, after) = change.sides();
    let what = match change {
        EntryChange::In { .. } => "in",
        EntryChange::Out { .. } => "out",
        EntryChange::Told { .. } => "told",
    };
    json!({ "entry_id": id, "change": what, "before": before.map(told_json), "after": after.map(told_json) })
}

fn told_json(entry: &Entry) -> Value {
    json!({
        "opened_on": entry.opened_on.to_string(),
        "opened_reason": entry.opened_reason,
        "closed_on": entry.closing.map(|closing| closing.closed_on.to_string()),
        "closed_reason": entry.closing.map(|closing| closing.reason.as_str()),
        "lane": entry.lane(),
    })
}

fn task_json(id: TaskId, change: &TaskChange) -> Value {
    let (what, task) = match change {
        TaskChange::Came(task) => ("came", task),
        TaskChange::Went { before, .. } => ("went", before),
        TaskChange::Told { after, .. } => ("told", after),
    };
    json!({
        "task_id": id,
        "entry_id": task.entry,
        "change": what,
        "step": task.step,
        "not_before": task.not_before.to_string(),
        "due_by": task.due_by.to_string(),
    })
}

/// What a file of reports would change, as text.
pub fn foreseen(lang: Lang, difference: &Difference) -> Text {
    let mut page = Page::default();
    page.paragraph(labels(lang).preview);
    tables(&mut page, lang, difference);
    page.into_text()
}

/// What a file of reports would change, as JSON.
pub fn foreseen_json(difference: &Difference) -> Value {
    json!({ "plan": true, "entries": entries_json(difference), "tasks": tasks_json(difference) })
}
