//! What must hold after every night, worked out from the views and the calendar alone.

use super::town::{day, days_after, month_after, working_day};
use crate::harness::{Kaa, rows};
use chrono::{Datelike, NaiveDate};
use rusqlite::Connection;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A row of `outreach_queue`.
#[derive(Clone, Debug)]
pub struct Task {
    pub id: String,
    pub entry: String,
    pub person: String,
    pub step: String,
    pub attempt: String,
    pub status: String,
    pub not_before: NaiveDate,
    pub due_by: NaiveDate,
    pub priority: String,
    pub created_on: NaiveDate,
    pub ended_on: String,
    pub ended_reason: String,
}

impl Task {
    fn is_open(&self) -> bool {
        self.ended_on.is_empty()
    }

    fn is_of_ladder(&self) -> bool {
        !["info_20", "handover_20", "manual_contact"].contains(&self.step.as_str())
    }

    fn is_late(&self, night: NaiveDate) -> bool {
        let is_to_be_done = ["waiting", "ready"].contains(&self.status.as_str());
        is_to_be_done && self.step != "support" && self.due_by < night
    }

    fn outlives_entry(&self) -> bool {
        ["info_20", "handover_20"].contains(&self.step.as_str())
    }
}

/// A row of `register`.
#[derive(Debug)]
pub struct Entry {
    pub id: String,
    pub person: String,
    pub known_on: NaiveDate,
    pub reason: String,
    pub is_open: bool,
    pub lane: String,
    /// The person is protected: the view shows no number.
    pub is_protected: bool,
}

/// The register as the views show it after a night.
pub struct Register {
    pub tasks: Vec<Task>,
    pub entries: BTreeMap<String, Entry>,
    /// Everybody's number, protected persons' too: from the program's own table.
    pub numbers: BTreeMap<String, String>,
}

impl Register {
    pub fn of(kaa: &Kaa) -> Self {
        let connection = Connection::open(kaa.db()).unwrap();
        let numbers = rows(&connection, "SELECT person_id, number FROM person_number WHERE to_run IS NULL");
        Self {
            tasks: tasks(&connection),
            entries: entries(&connection),
            numbers: numbers.into_iter().map(|row| <[String; 2]>::try_from(row).unwrap().into()).collect(),
        }
    }

    fn open_tasks(&self) -> impl Iterator<Item = &Task> {
        self.tasks.iter().filter(|task| task.is_open())
    }
}

fn tasks(connection: &Connection) -> Vec<Task> {
    let sql = "SELECT task_id, entry_id, person_id, step, attempt, status, not_before, due_by,
        priority, created_on, ended_on, ended_reason FROM outreach_queue ORDER BY task_id";
    rows(connection, sql)
        .into_iter()
        .map(|row| {
            let [
                id,
                entry,
                person,
                step,
                attempt,
                status,
                not_before,
                due_by,
                priority,
                created_on,
                ended_on,
                ended_reason,
            ] = <[String; 12]>::try_from(row).unwrap();
            Task {
                not_before: day(&not_before),
                due_by: day(&due_by),
                created_on: day(&created_on),
                id,
                entry,
                person,
                step,
                attempt,
                status,
                priority,
                ended_on,
                ended_reason,
            }
        })
        .collect()
}

fn entries(connection: &Connection) -> BTreeMap<String, Entry> {
    let sql = "SELECT entry_id, person_id, opened_known_on, opened_reason, closed_on IS NULL, lane,
        personnummer IS NULL FROM register";
    rows(connection, sql)
        .into_iter()
        .map(|row| {
            let [id, person, known_on, reason, is_open, lane, is_protected] =
                <[String; 7]>::try_from(row).unwrap();
            let (is_open, is_protected) = (is_open == "1", is_protected == "1");
            let entry = Entry { id, person, known_on: day(&known_on), reason, is_open, lane, is_protected };
            (entry.id.clone(), entry)
        })
        .collect()
}

/// What has been seen over the nights.
#[derive(Default)]
pub struct Seen {
    sent: BTreeMap<(String, String, String), String>,
    late: BTreeSet<String>,
}

impl Seen {
    /// Looks at the register after a night.
    pub fn look(&mut self, register: &Register, night: NaiveDate) {
        tasks_belong_to_open_entries(register, night);
        who_is_in_outreach_has_one_step(register, night);
        first_tasks_meet_their_deadline(register, night);
        dates_are_working_days_to_come(register, night);
        the_younger_come_first(register, night);
        self.no_rung_is_sent_twice(&register.tasks, night);
        let late = register.tasks.iter().filter(|task| task.is_late(night));
        self.late.extend(late.map(|task| task.id.clone()));
    }

    fn no_rung_is_sent_twice(&mut self, tasks: &[Task], night: NaiveDate) {
        let was_sent = |task: &&Task| {
            ["letter", "sms_letter", "info_20"].contains(&task.step.as_str())
                && (task.status == "sent" || task.status == "done" && task.ended_reason != "overtaken")
        };
        for task in tasks.iter().filter(was_sent) {
            let rung = (task.entry.clone(), task.step.clone(), task.attempt.clone());
            let first = self.sent.entry(rung).or_insert_with(|| task.id.clone());
            assert_eq!(*first, task.id, "{night}: sent again: {task:?}");
        }
    }

    /// How many letters of a step were sent.
    pub fn sent(&self, step: &str) -> usize {
        self.sent.keys().filter(|(_, sent, _)| sent == step).count()
    }

    /// How many tasks were late on some night.
    pub fn late(&self) -> usize {
        self.late.len()
    }
}

fn tasks_belong_to_open_entries(register: &Register, night: NaiveDate) {
    for task in register.open_tasks().filter(|task| !task.outlives_entry()) {
        assert!(register.entries[&task.entry].is_open, "{night}: open on a closed entry: {task:?}");
    }
}

/// Exactly one in lane `outreach`, a step of the ladder; in the other lanes none.
fn who_is_in_outreach_has_one_step(register: &Register, night: NaiveDate) {
    for entry in register.entries.values().filter(|entry| entry.is_open) {
        let open = register.open_tasks();
        let theirs: Vec<_> = open.filter(|task| task.person == entry.person && task.is_of_ladder()).collect();
        let wanted = usize::from(entry.lane == "outreach");
        assert_eq!(theirs.len(), wanted, "{night}: {entry:?} has {theirs:?}");
    }
}

/// The first step is due one month after the entry came up, or after the seasonal hold; a watch that goes on
/// has a day of its own.
fn first_tasks_meet_their_deadline(register: &Register, night: NaiveDate) {
    let new = register.entries.values().filter(|entry| entry.known_on == night && entry.lane == "outreach");
    for entry in new {
        let hold =
            NaiveDate::from_ymd_opt(night.year(), 6, 1).zip(NaiveDate::from_ymd_opt(night.year(), 9, 15));
        let (from, to) = hold.unwrap();
        let deadline = working_day(month_after(if (from..=to).contains(&night) { to } else { night }));
        let mut theirs = register.tasks.iter().filter(|task| task.entry == entry.id);
        let is_in_time =
            |task: &Task| task.created_on == night && (task.due_by <= deadline || task.step == "recheck");
        assert!(theirs.any(is_in_time), "{night}: {entry:?} has no task due by {deadline}");
    }
}

/// No step becomes due on a holiday, or before somebody could have known of it.
fn dates_are_working_days_to_come(register: &Register, night: NaiveDate) {
    for task in register.tasks.iter().filter(|task| task.created_on == night) {
        for date in [task.not_before, task.due_by] {
            assert_eq!(working_day(date), date, "{night}: {task:?}");
        }
        assert!(night <= task.due_by && task.not_before <= task.due_by, "{night}: {task:?}");
    }
}

/// The younger first, then those with a study certificate, then those who turn 20 soon.
fn the_younger_come_first(register: &Register, night: NaiveDate) {
    let rank = |task: &Task| {
        let birth = NaiveDate::parse_from_str(&register.numbers[&task.person][..8], "%Y%m%d").unwrap();
        let is_nearly_20 = birth.with_year(birth.year() + 20).unwrap() <= days_after(night, 90);
        let class = match (is_nearly_20, register.entries[&task.entry].reason == "study_certificate") {
            (true, _) => 2,
            (false, true) => 1,
            (false, false) => 0,
        };
        (class, Reverse(birth), task.person.parse::<u32>().unwrap())
    };
    let ranked: Vec<_> = register.open_tasks().map(|task| (rank(task), task)).collect();
    let order: BTreeSet<_> = ranked.iter().map(|(rank, _)| rank).collect();
    let order: Vec<_> = order.into_iter().collect();
    for (rank, task) in &ranked {
        let place = order.binary_search(&rank).unwrap() + 1;
        assert_eq!(task.priority, place.to_string(), "{night}: {task:?}");
    }
}
