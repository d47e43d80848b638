//! The queue: what the night asks of outreach, and what it takes back.
//!
//! Planned from tonight's entries alone, so that nobody is written to who left tonight. Everything
//! counts from one day: the night on which the entry's lane became `outreach`.

use super::calendar::{add_days, add_months, birthday, next, working_day_from};
use super::change::Change;
use super::codes::{CoveredReason, Lane, NotCoveredReason, Step, TaskEnd, TaskStatus, Variant};
use super::given::Given;
use super::limits::Approved;
use super::rules::{OutreachRules, Rules};
use super::state::{ClosedReason, Entry, EntryId, People, Task, TaskId};
use super::status::LEAVING_AGE;
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The register around which tonight's queue is planned.
#[derive(Clone, Copy, Debug)]
pub struct Queue<'a> {
    /// Tonight's entries.
    pub entries: &'a BTreeMap<EntryId, Entry>,
    /// Tonight's persons.
    pub people: &'a People,
    /// What was let through and what waits.
    pub approved: &'a Approved,
    /// The settings.
    pub rules: &'a Rules,
    /// The night.
    pub night: NaiveDate,
}

/// Tonight's tasks: those that ended, those that go on, those that are new.
pub fn plan(before: &BTreeMap<TaskId, Task>, queue: Queue<'_>, given: &mut Given) -> BTreeMap<TaskId, Task> {
    let mut tasks = before.clone();
    let moved = queue.moved();
    for task in tasks.values_mut().filter(|task| task.status.is_open()) {
        queue.withdraw(task, &moved);
    }
    for task in queue.new_tasks(&moved) {
        let kind = (task.entry, task.step, task.attempt);
        let id = given.to_task(kind, |id| tasks.contains_key(&id));
        tasks.insert(id, task);
    }
    let suspended = queue.approved.suspended();
    for task in tasks.values_mut().filter(|task| task.status.is_unsent()) {
        queue.bring_up_to_date(task, &suspended);
    }
    queue.rank(&mut tasks);
    tasks
}

impl Queue<'_> {
    fn settings(&self) -> &OutreachRules {
        &self.rules.outreach
    }

    /// Entries that changed lane tonight.
    fn moved(&self) -> BTreeSet<EntryId> {
        let moves = self.approved.changes().iter().filter(|change| matches!(change, Change::Move { .. }));
        moves.filter_map(Change::entry).collect()
    }

    /// Takes back what tonight's register no longer asks for. The letter of the 20th birthday
    /// belongs to an entry that has closed.
    fn withdraw(&self, task: &mut Task, moved: &BTreeSet<EntryId>) {
        let is_open = self.entries.get(&task.entry).is_some_and(Entry::is_open);
        let end = match task.step {
            Step::Info20 => None,
            Step::Letter | Step::ManualContact if !is_open => Some(TaskEnd::LeftRegister),
            Step::Letter | Step::ManualContact => moved.contains(&task.entry).then_some(TaskEnd::LaneChanged),
        };
        if let Some(end) = end {
            task.status = TaskStatus::Withdrawn;
            task.end = Some((self.night, end));
        }
    }

    /// What entries opened, moved or closed tonight ask for, by entry.
    fn new_tasks(&self, moved: &BTreeSet<EntryId>) -> Vec<Task> {
        self.entries
            .iter()
            .filter_map(|(id, entry)| {
                let is_new = entry.opened_known_on == self.night || moved.contains(id);
                match entry.closing {
                    Some(closing) if closing.known_on == self.night => {
                        let turned_20 = closing.reason == ClosedReason::Answer(NotCoveredReason::Turned20);
                        turned_20.then(|| self.info_20(*id, entry))
                    }
                    None if is_new => self.first_task(*id, entry),
                    Some(_) | None => None,
                }
            })
            .collect()
    }

    fn first_task(&self, id: EntryId, entry: &Entry) -> Option<Task> {
        match entry.lane() {
            Lane::Outreach => Some(self.letter(id, entry)),
            Lane::Protected => {
                let due_by = working_day_from(add_months(self.night, 1));
                Some(self.task(id, entry, Step::ManualContact, self.night, due_by))
            }
            Lane::InSchool | Lane::Occupied | Lane::AwaitingStart => None,
        }
    }

    /// Ready after the settling window; if held over the summer, on the first working day after the
    /// hold, if that is later. Due a calendar month after the clock's start, or after the hold.
    fn letter(&self, id: EntryId, entry: &Entry) -> Task {
        let settled = add_days(self.night, self.settings().settle_days);
        let hold_end = self.settings().hold_end(self.night);
        let ready = hold_end.map_or(settled, |end| settled.max(next(end)));
        let due_by = working_day_from(add_months(hold_end.unwrap_or(self.night), 1));
        self.task(id, entry, Step::Letter, ready, due_by)
    }

    fn info_20(&self, id: EntryId, entry: &Entry) -> Task {
        let due_by = working_day_from(add_days(self.night, self.settings().info_20_days));
        self.task(id, entry, Step::Info20, self.night, due_by)
    }

    fn task(&self, id: EntryId, entry: &Entry, step: Step, ready: NaiveDate, due_by: NaiveDate) -> Task {
        Task {
            entry: id,
            step,
            attempt: 1,
            variant: variant(step, entry),
            owner: String::new(),
            status: TaskStatus::Waiting,
            not_before: working_day_from(ready),
            due_by,
            created_on: self.night,
            priority: None,
            end: None,
        }
    }

    /// Status, text and owner follow tonight's register until the task is sent.
    fn bring_up_to_date(&self, task: &mut Task, suspended: &BTreeSet<EntryId>) {
        let Some(entry) = self.entries.get(&task.entry) else { return };
        task.owner = self.owner(entry);
        task.variant = variant(task.step, entry);
        task.status = if suspended.contains(&task.entry) {
            TaskStatus::Suspended
        } else if task.not_before <= self.night {
            TaskStatus::Ready
        } else {
            TaskStatus::Waiting
        };
    }

    fn owner(&self, entry: &Entry) -> String {
        let settings = self.settings();
        match self.people.persons.get(&entry.person) {
            Some(person) if person.protected => settings.protected_owner.clone(),
            Some(_) if self.is_held(entry) => settings.hold_owner.clone(),
            Some(person) => person.owner.clone(),
            None => settings.central_owner.clone(),
        }
    }

    /// The case came up in the seasonal hold, and the hold is not over. One that came up before it
    /// stays with the area.
    fn is_held(&self, entry: &Entry) -> bool {
        let clock = entry.lanes.last().filter(|span| span.lane == Lane::Outreach);
        let hold_end = clock.and_then(|span| self.settings().hold_end(span.known_on));
        hold_end.is_some_and(|end| self.night <= end)
    }

    /// A dense ranking of all open tasks: the younger first; then those with a studiebevis; last
    /// those about to turn 20.
    fn rank(&self, tasks: &mut BTreeMap<TaskId, Task>) {
        let key = |task: &Task| {
            let entry = self.entries.get(&task.entry)?;
            let person = self.people.persons.get(&entry.person)?;
            let birth = person.number.birth_date();
            let nearly_20 =
                add_days(self.night, self.settings().nearly_20_days) >= birthday(birth, LEAVING_AGE);
            let class = match (nearly_20, entry.opened_reason) {
                (true, _) => Urgency::Nearly20,
                (false, CoveredReason::StudyCertificate) => Urgency::StudyCertificate,
                (false, _) => Urgency::Ordinary,
            };
            Some((class, Reverse(birth), person.seniority))
        };
        let keys: BTreeSet<_> = tasks.values().filter(|task| task.status.is_open()).map(key).collect();
        let ranks: BTreeMap<_, u32> = keys.into_iter().zip(1..).collect();
        for task in tasks.values_mut() {
            task.priority = task.status.is_open().then(|| ranks.get(&key(task)).copied()).flatten();
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Urgency {
    Ordinary,
    StudyCertificate,
    Nearly20,
}

fn variant(step: Step, entry: &Entry) -> Variant {
    match (step, entry.opened_reason) {
        (Step::Letter, CoveredReason::StudyCertificate) => Variant::StudyCertificate,
        (Step::Letter | Step::Info20 | Step::ManualContact, _) => Variant::Standard,
    }
}

#[cfg(test)]
mod tests;
