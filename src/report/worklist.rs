//! The queue as lists for those who work with it, and as JSON.
//!
//! A protected person is shown by the number of the entry and of the person.
//!
//! What JSON holds: `docs/json.md`.

use super::Lang;
use super::page::Page;
use super::table::Table;
use super::text::Text;
use super::words::{self, Sentence, channel, labels, say, shown};
use crate::domain::codes::{Channel, Code, Step, TaskStatus};
use crate::domain::number::Number;
use crate::domain::state::PersonId;
use crate::domain::worklist::{Filter, Item, Worklist};
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What did not get through, by person.
pub type Undelivered = BTreeMap<PersonId, (NaiveDate, Channel)>;

/// The mark of a late task.
const LATE: &str = "!";

/// The open tasks.
pub fn list(lang: Lang, worklist: &Worklist, filter: &Filter) -> Text {
    let open = worklist.open(filter);
    let mut page = Page::default();
    page.set(&tasks(lang, &open, filter).text());
    if open.iter().any(|item| item.is_late) {
        page.gap();
        page.concern(labels(lang).late);
    }
    page.into_text()
}

/// Whose they are is shown unless it was asked for.
fn tasks(lang: Lang, items: &[&Item], filter: &Filter) -> Table {
    let words = labels(lang);
    let headers =
        [words.priority, words.personnummer, words.step, words.status, words.not_before, words.due_by];
    let owner = filter.owner.is_none().then_some(words.owner);
    let mut table = Table::new(headers.into_iter().chain(owner), &[0]);
    for item in items {
        let task = &item.task;
        let cells = [
            rank(item),
            shown(lang, item.person, item.personnummer),
            step(lang, item),
            words::task_status(lang, task.status).to_owned(),
            task.not_before.to_string(),
            task.due_by.to_string(),
        ];
        let owner = owner.map(|_| task.owner.clone());
        table.rows.push(cells.into_iter().chain(owner).collect());
    }
    table
}

/// The place in the queue, marked if the task is late.
fn rank(item: &Item) -> String {
    let mark = if item.is_late { LATE } else { "" };
    let rank = item.task.priority.map_or_else(String::new, |priority| priority.to_string());
    format!("{mark}{rank}")
}

/// The step; of calls, which one.
fn step(lang: Lang, item: &Item) -> String {
    let step = words::step(lang, item.task.step);
    if item.task.step == Step::Phone { format!("{step} {}", item.task.attempt) } else { step.to_owned() }
}

/// The open tasks, counted by owner and step.
pub fn counts(lang: Lang, worklist: &Worklist, filter: &Filter) -> Text {
    let words = labels(lang);
    let headers = [words.owner, words.step, words.open_tasks, words.to_do, words.late_tasks];
    let mut table = Table::new(headers, &[2, 3, 4]);
    for ((owner, step), count) in worklist.counts(filter) {
        table.rows.push(vec![
            owner.to_owned(),
            words::step(lang, step).to_owned(),
            count.open.to_string(),
            count.ready.to_string(),
            count.late.to_string(),
        ]);
    }
    table.text()
}

/// The counts as JSON.
pub fn counts_json(worklist: &Worklist, filter: &Filter) -> Value {
    let counts = worklist.counts(filter).into_iter().map(|((owner, step), count)| {
        json!({ "owner": owner, "step": step, "open": count.open, "ready": count.ready, "late": count.late })
    });
    Value::Array(counts.collect())
}

/// The open tasks as JSON.
pub fn list_json(worklist: &Worklist, filter: &Filter) -> Value {
    Value::Array(worklist.open(filter).into_iter().map(item_json).collect())
}

fn item_json(item: &Item) -> Value {
    let task = &item.task;
    let mut told = json!({
        "task_id": item.id,
        "entry_id": task.entry,
        "person_id": item.person,
        "personnummer": item.personnummer.as_ref().map(Number::as_str),
        "step": task.step,
        "attempt": task.attempt,
        "variant": task.variant,
        "owner": task.owner,
        "status": task.status,
        "not_before": task.not_before.to_string(),
        "due_by": task.due_by.to_string(),
        "late": item.is_late,
        "priority": task.priority,
        "created_on": task.created_on.to_string(),
    });
    if let Some((on, reason)) = task.end {
        told["ended_on"] = on.to_string().into();
        told["ended_reason"] = reason.as_str().into();
    }
    told
}

/// What the day brings, each part of it an answer to one question.
#[derive(Debug)]
struct Day<'a> {
    withdrawn: Vec<&'a Item>,
    late: Vec<&'a Item>,
    ready: Vec<&'a Item>,
    new: Vec<&'a Item>,
    came_back: Vec<&'a Item>,
    undelivered: Vec<(&'a Item, NaiveDate, Channel)>,
}

impl<'a> Day<'a> {
    fn of(worklist: &'a Worklist, undelivered: &Undelivered, filter: &Filter) -> Self {
        let open = worklist.open(filter);
        let only = |holds: &dyn Fn(&Item) -> bool| open.iter().copied().filter(|item| holds(item)).collect();
        let mut told = BTreeSet::new();
        let of_persons = open.iter().filter(|item| told.insert(item.person));
        let undelivered = of_persons.filter_map(|item| {
            let (on, channel) = undelivered.get(&item.person)?;
            Some((*item, *on, *channel))
        });
        Self {
            withdrawn: worklist.withdrawn(filter),
            undelivered: undelivered.collect(),
            late: only(&|item| item.is_late),
            ready: only(&|item| item.task.status == TaskStatus::Ready && !item.is_late),
            new: only(&|item| Some(item.task.created_on) == worklist.night),
            came_back: only(&|item| worklist.came_back.contains(&item.task.entry)),
        }
    }
}

/// What the day brings, as text; what nobody is to do comes first.
pub fn today(lang: Lang, worklist: &Worklist, undelivered: &Undelivered, filter: &Filter) -> Text {
    let words = labels(lang);
    let day = Day::of(worklist, undelivered, filter);
    let mut page = Page::default();
    let night = worklist.night.map_or_else(String::new, |night| night.to_string());
    page.field(words.night, &night);
    if let Some(owner) = &filter.owner {
        page.field(words.owner, owner);
    }
    withdrawn(&mut page, lang, &day.withdrawn);
    let part = |page: &mut Page, heading: &str, items: &[&Item]| {
        if !items.is_empty() {
            page.heading(&format!("{heading} ({})", items.len()));
            page.set(&tasks(lang, items, filter).text());
        }
    };
    part(&mut page, words.late_tasks, &day.late);
    part(&mut page, words.ready_tasks, &day.ready);
    part(&mut page, words.tasks_of_night, &day.new);
    part(&mut page, words.came_back, &day.came_back);
    not_through(&mut page, lang, &day.undelivered);
    let all = [&day.withdrawn, &day.late, &day.ready, &day.new, &day.came_back];
    if all.iter().all(|items| items.is_empty()) && day.undelivered.is_empty() {
        page.gap();
        page.paragraph(&say(lang, &Sentence::NothingToday));
    }
    page.into_text()
}

fn withdrawn(page: &mut Page, lang: Lang, items: &[&Item]) {
    if items.is_empty() {
        return;
    }
    let words = labels(lang);
    page.heading(&format!("{} ({})", words.withdrawn_overnight, items.len()));
    let headers = [words.entry_number, words.personnummer, words.step, words.reason];
    let mut table = Table::new(headers, &[0]);
    for item in items {
        let why = item.task.end.map_or("", |(_, end)| words::task_end(lang, end));
        table.rows.push(vec![
            item.task.entry.to_string(),
            shown(lang, item.person, item.personnummer),
            step(lang, item),
            why.to_owned(),
        ]);
    }
    page.set(&table.text());
}

fn not_through(page: &mut Page, lang: Lang, undelivered: &[(&Item, NaiveDate, Channel)]) {
    if undelivered.is_empty() {
        return;
    }
    let words = labels(lang);
    page.heading(&format!("{} ({})", words.undelivered, undelivered.len()));
    let headers = [words.entry_number, words.personnummer, words.channel, words.day];
    let mut table = Table::new(headers, &[0]);
    for (item, on, how) in undelivered {
        table.rows.push(vec![
            item.task.entry.to_string(),
            shown(lang, item.person, item.personnummer),
            channel(lang, *how).to_owned(),
            on.to_string(),
        ]);
    }
    page.set(&table.text());
}

/// What the day brings, as JSON.
pub fn today_json(worklist: &Worklist, undelivered: &Undelivered, filter: &Filter) -> Value {
    let day = Day::of(worklist, undelivered, filter);
    let items = |items: &[&Item]| Value::Array(items.iter().map(|item| item_json(item)).collect());
    let undelivered = day.undelivered.iter().map(|(item, on, channel)| {
        json!({
            "entry_id": item.task.entry,
            "person_id": item.person,
            "channel": channel,
            "on": on.to_string(),
        })
    });
    json!({
        "night": worklist.night.map(|night| night.to_string()),
        "withdrawn": items(&day.withdrawn),
        "late": items(&day.late),
        "ready": items(&day.ready),
        "new": items(&day.new),
        "came_back": items(&day.came_back),
        "undelivered": undelivered.collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests;
