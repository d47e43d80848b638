//! The queue: what the night asks of outreach, and what it takes back.
//!
//! Planned from tonight's entries and from what people have told, so that nobody is written to who left
//! tonight. An entry in lane `outreach` has one open rung of its ladder. Everything counts from one day: the
//! night on which the entry came to that lane.

mod asked;
mod dates;
mod ladder;
mod rank;
mod stays;
mod told;

use super::codes::{CoveredReason, Step, TaskStatus, Variant};
use super::given::Given;
use super::reported::Reported;
use super::rules::{OutreachRules, Rules};
use super::state::{Entry, EntryId, People, Task, TaskId};
use asked::{Asked, Asks};
use chrono::NaiveDate;
use ladder::Wish;
use std::collections::{BTreeMap, BTreeSet};

/// The register around which tonight's queue is planned.
#[derive(Clone, Copy, Debug)]
pub struct Queue<'a> {
    /// Tonight's entries.
    pub entries: &'a BTreeMap<EntryId, Entry>,
    /// Tonight's persons.
    pub people: &'a People,
    /// What people have told.
    pub reported: &'a Reported,
    /// Entries whose closing is withheld.
    pub suspended: &'a BTreeSet<EntryId>,
    /// The settings.
    pub rules: &'a Rules,
    /// The night.
    pub night: NaiveDate,
}

type Tasks = BTreeMap<TaskId, Task>;

/// Tonight's tasks: those that ended, those that go on, those that are new. Planning what was planned
/// changes nothing.
pub fn plan(before: &Tasks, queue: Queue<'_>, given: &mut Given) -> Tasks {
    let mut tasks = before.clone();
    let asks = Asks::of(before, queue);
    for (entry_id, entry) in queue.entries {
        let own = asks.tasks_of(*entry_id);
        let asked = asks.asked(*entry_id, entry);
        for (id, _) in own.iter().filter(|(_, task)| task.status.is_open()) {
            let Some(task) = tasks.get_mut(id) else { continue };
            if let Some(end) = asked.end_of(task) {
                task.status = end.status();
                task.end = Some((queue.night, end));
                continue;
            }
            if !asked.is_sent(task) {
                queue.address(task, entry, &asked);
            }
            task.status = queue.status(task, &asked);
        }
        for mut task in asks.new_tasks(*entry_id, entry, &asked) {
            queue.address(&mut task, entry, &asked);
            task.status = queue.status(&task, &asked);
            let kind = (task.entry, task.step, task.attempt);
            let id = given.to_task(kind, |id| tasks.contains_key(&id));
            tasks.insert(id, task);
        }
    }
    rank::rank(&mut tasks, queue);
    tasks
}

/// The tasks there are, as what has been told since they were planned leaves them: new ones come with the
/// night.
pub fn as_told(planned: &Tasks, queue: Queue<'_>, given: &Given) -> Tasks {
    let mut tasks = plan(planned, queue, &mut given.clone());
    tasks.retain(|id, _| planned.contains_key(id));
    tasks
}

impl Queue<'_> {
    fn settings(&self) -> &OutreachRules {
        &self.rules.outreach
    }

    /// Where an open task stands tonight.
    fn status(&self, task: &Task, asked: &Asked) -> TaskStatus {
        if asked.is_sent(task) {
            TaskStatus::Sent
        } else if self.suspended.contains(&task.entry) {
            TaskStatus::Suspended
        } else if task.not_before <= self.night {
            TaskStatus::Ready
        } else {
            TaskStatus::Waiting
        }
    }

    /// Who does it, and in which words: both follow tonight's register until the task is sent.
    fn address(&self, task: &mut Task, entry: &Entry, asked: &Asked) {
        task.owner = self.owner(entry, asked);
        task.variant = variant(task.step, entry);
    }

    fn owner(&self, entry: &Entry, asked: &Asked) -> String {
        let settings = self.settings();
        match self.people.persons.get(&entry.person) {
            // Also while a withheld closing, or an answer that is not known, keeps the lane after the marking.
            Some(person) if person.protected || asked.is_manual() => settings.protected_owner.clone(),
            Some(_) if asked.wish() == Some(Wish::Education) => settings.education_owner.clone(),
            Some(_) if asked.clock().is_some_and(|clock| self.is_held(clock)) => settings.hold_owner.clone(),
            Some(person) => person.owner.clone(),
            None => settings.central_owner.clone(),
        }
    }

    /// The case came up in the seasonal hold, and the hold is not over. One that came up before it
    /// stays with the area.
    fn is_held(&self, clock: NaiveDate) -> bool {
        self.settings().hold_end(clock).is_some_and(|end| self.night <= end)
    }
}

fn variant(step: Step, entry: &Entry) -> Variant {
    if step == Step::Letter && entry.opened_reason == CoveredReason::StudyCertificate {
        Variant::StudyCertificate
    } else {
        Variant::Standard
    }
}

#[cfg(test)]
mod tests;
