//! What an entry asks for tonight: a rung of its ladder, a human's contact, or what the 20th birthday does.

use super::super::codes::{Channel, Lane, NotCoveredReason, Step, TaskEnd, TaskStatus, Variant};
use super::super::reported::ContactReport;
use super::super::state::{ClosedReason, Closing, Entry, EntryId, PersonId, Task, TaskId};
use super::dates::{self, Dates};
use super::ladder::{self, Climb, Ladder, Wish};
use super::stays::Stays;
use super::told::{self, Told};
use super::{Queue, Tasks};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What one entry asks for.
#[derive(Clone, Debug)]
pub enum Asked {
    /// A rung.
    Rung {
        /// Where the ladder stands.
        ladder: Ladder,
        /// The rung.
        open: ladder::Open,
        /// The day everything counts from.
        clock: NaiveDate,
    },
    /// A human decides how.
    Manual {
        /// The night the entry came to that lane.
        since: NaiveDate,
        /// The youth has been reached since.
        is_reached: bool,
    },
    /// The entry has closed.
    Closed {
        /// How the letter of the 20th birthday went, if it did.
        info: Option<TaskEnd>,
        /// How the handover went, if it did.
        handover: Option<TaskEnd>,
    },
    /// Nothing.
    Nothing,
}

impl Asked {
    /// Why an open task is open no longer, if it is not.
    pub fn end_of(&self, task: &Task) -> Option<TaskEnd> {
        match self {
            Self::Rung { .. } if !task.step.is_of_ladder() => Some(TaskEnd::LaneChanged),
            Self::Rung { open, .. } if open.rung == rung(task) => None,
            Self::Rung { ladder, .. } => Some(ladder.how(rung(task)).unwrap_or(TaskEnd::Replanned)),
            Self::Manual { is_reached, .. } if task.step == Step::ManualContact => {
                is_reached.then_some(TaskEnd::Reached)
            }
            Self::Closed { info, .. } if task.step == Step::Info20 => *info,
            Self::Closed { handover, .. } if task.step == Step::Handover20 => *handover,
            Self::Closed { .. } => Some(TaskEnd::LeftRegister),
            Self::Manual { .. } | Self::Nothing => Some(TaskEnd::LaneChanged),
        }
    }

    /// The task has been sent, and waits for an answer.
    pub fn is_sent(&self, task: &Task) -> bool {
        matches!(self, Self::Rung { open, .. } if open.rung == rung(task) && open.is_sent)
    }

    /// A human decides how the youth is met.
    pub fn is_manual(&self) -> bool {
        matches!(self, Self::Manual { .. })
    }

    /// What support is wanted.
    pub fn wish(&self) -> Option<Wish> {
        match self {
            Self::Rung { open, .. } => open.wish,
            Self::Manual { .. } | Self::Closed { .. } | Self::Nothing => None,
        }
    }

    /// The day the ladder counts from.
    pub fn clock(&self) -> Option<NaiveDate> {
        match self {
            Self::Rung { clock, .. } => Some(*clock),
            Self::Manual { .. } | Self::Closed { .. } | Self::Nothing => None,
        }
    }
}

fn rung(task: &Task) -> ladder::Rung {
    (task.step, task.attempt)
}

/// What entries ask for, and all that it depends on.
#[derive(Debug)]
pub struct Asks<'a> {
    queue: Queue<'a>,
    of_entries: BTreeMap<EntryId, Vec<(TaskId, &'a Task)>>,
    told: BTreeMap<PersonId, Told<'a>>,
    stays: Stays<'a>,
    /// The first night there was: it took another register's entries over.
    first_night: Option<NaiveDate>,
}

impl<'a> Asks<'a> {
    /// Of this register, and of the tasks there were before.
    pub fn of(before: &'a Tasks, queue: Queue<'a>) -> Self {
        let mut of_entries: BTreeMap<EntryId, Vec<(TaskId, &Task)>> = BTreeMap::new();
        for (id, task) in before {
            of_entries.entry(task.entry).or_default().push((*id, task));
        }
        Self {
            queue,
            of_entries,
            told: told::by_person(queue.reported, queue.people),
            stays: Stays::of(queue.entries),
            first_night: queue.entries.values().map(|entry| entry.opened_known_on).min(),
        }
    }

    /// The tasks that an entry had before.
    pub fn tasks_of(&self, id: EntryId) -> &[(TaskId, &'a Task)] {
        self.of_entries.get(&id).map_or(&[], Vec::as_slice)
    }

    /// What an entry asks for.
    pub fn asked(&self, id: EntryId, entry: &'a Entry) -> Asked {
        match (entry.closing, entry.lane()) {
            (Some(closing), _) => self.closed(entry, closing),
            (None, Lane::Outreach) => self.rung(id, entry),
            (None, Lane::Protected) => {
                let since = lane_known_on(entry);
                Asked::Manual { since, is_reached: self.is_reached_since(entry, since) }
            }
            (None, Lane::InSchool | Lane::Occupied | Lane::AwaitingStart) => Asked::Nothing,
        }
    }

    fn closed(&self, entry: &Entry, closing: Closing) -> Asked {
        let mut told = self.contacts(entry).filter(|report| closing.closed_on <= report.on);
        let is_sent =
            |report: &ContactReport| report.channel == Channel::Letter && !report.outcome.is_undeliverable();
        Asked::Closed {
            info: told.any(is_sent).then_some(TaskEnd::Sent),
            handover: self.is_reached_since(entry, closing.closed_on).then_some(TaskEnd::Reached),
        }
    }

    fn is_reached_since(&self, entry: &Entry, day: NaiveDate) -> bool {
        self.contacts(entry).any(|report| day <= report.on && report.outcome.is_reached())
    }

    fn contacts(&self, entry: &Entry) -> impl Iterator<Item = &ContactReport> {
        let told = self.told.get(&entry.person);
        told.into_iter().flat_map(|told| &told.contacts).map(|contact| &contact.report)
    }

    fn rung(&self, id: EntryId, entry: &'a Entry) -> Asked {
        let rules = &self.queue.rules.outreach;
        let climbed = self.stays.climb(id, entry, rules.resume_days);
        let told = self.told.get(&entry.person);
        let first = climbed.entries.first().map(|(_, first)| first.opened_known_on);
        let taken_over =
            told.and_then(|told| told.taken_over).filter(|_| first.is_some() && first == self.first_night);
        let visits = self.visits(climbed.entries.iter().map(|(id, _)| *id));
        let is_callable = told.is_some_and(|told| told.is_callable);
        let climb = Climb { rules, visits: &visits, is_callable };
        let mut ladder = taken_over.map_or_else(Ladder::unclimbed, |taken| {
            Ladder::taken_over(taken.climbed, taken.entered_on, rules)
        });
        let contacts = told.into_iter().flat_map(|told| &told.contacts);
        for contact in contacts.filter(|contact| climbed.counts(contact)) {
            ladder.hear(&contact.report, climb);
        }
        let open = ladder.ask(self.queue.night, climb);
        let entered = taken_over.filter(|_| entry.lanes.len() == 1).map(|taken| taken.entered_on);
        Asked::Rung { ladder, open, clock: entered.unwrap_or_else(|| lane_known_on(entry)) }
    }

    /// The days of visits that cards at the door have named, by attempt.
    fn visits(&self, entries: impl Iterator<Item = EntryId>) -> BTreeMap<u8, NaiveDate> {
        let tasks = entries.flat_map(|id| self.tasks_of(id)).map(|(_, task)| task);
        tasks
            .filter(|task| task.step == Step::KnockCard && task.status != TaskStatus::Withdrawn)
            .map(|task| (task.attempt, task.due_by))
            .collect()
    }

    /// What an entry asks for that is not there, and has not been answered already.
    pub fn new_tasks(&self, id: EntryId, entry: &'a Entry, asked: &Asked) -> Vec<Task> {
        let mut tasks = self.missing_tasks(id, entry, asked);
        tasks.retain(|task| asked.end_of(task).is_none());
        tasks
    }

    fn missing_tasks(&self, id: EntryId, entry: &'a Entry, asked: &Asked) -> Vec<Task> {
        let dates = Dates { rules: &self.queue.rules.outreach, night: self.queue.night };
        let task = |step, attempt, (not_before, due_by)| Task {
            entry: id,
            step,
            attempt,
            variant: Variant::Standard,
            owner: String::new(),
            status: TaskStatus::Waiting,
            not_before,
            due_by,
            created_on: self.queue.night,
            priority: None,
            end: None,
        };
        let had = |step, since| {
            let mut own = self.tasks_of(id).iter();
            own.any(|(_, task)| task.step == step && since <= task.created_on)
        };
        match asked {
            Asked::Rung { open, clock, .. } => {
                let own = || self.tasks_of(id).iter().map(|(_, task)| task);
                let is_there = own().any(|task| task.status.is_open() && rung(task) == open.rung);
                let was_asked = own().any(|task| task.step.is_of_ladder() && *clock <= task.created_on);
                let is_first = !was_asked || open.since.is_none();
                let (step, attempt) = open.rung;
                let dates = if is_first { dates.first(*open, *clock) } else { dates.next(*open, *clock) };
                if is_there { Vec::new() } else { vec![task(step, attempt, dates)] }
            }
            Asked::Manual { since, .. } if !had(Step::ManualContact, *since) => {
                vec![task(Step::ManualContact, 1, dates::manual(*since))]
            }
            Asked::Closed { .. } => {
                let steps = self.after_20(id, entry).into_iter().filter(|step| !had(*step, NaiveDate::MIN));
                steps.map(|step| task(step, 1, dates.after_20())).collect()
            }
            Asked::Manual { .. } | Asked::Nothing => Vec::new(),
        }
    }

    /// What is owed to somebody whose entry closes tonight because of the 20th birthday.
    fn after_20(&self, id: EntryId, entry: &'a Entry) -> Vec<Step> {
        let turned_20 = ClosedReason::Answer(NotCoveredReason::Turned20);
        let Some(closing) = entry
            .closing
            .filter(|closing| closing.known_on == self.queue.night && closing.reason == turned_20)
        else {
            return Vec::new();
        };
        let mut open = self.tasks_of(id).iter().filter(|(_, task)| task.status.is_open());
        let takes_part =
            self.told.get(&entry.person).is_some_and(|told| told.takes_part_on(closing.closed_on));
        let is_supported = open.any(|(_, task)| task.step == Step::Support) || self.wants_support(id, entry);
        if takes_part || is_supported { vec![Step::Info20, Step::Handover20] } else { vec![Step::Info20] }
    }

    /// The youth has asked for support, perhaps so lately that it was never queued.
    fn wants_support(&self, id: EntryId, entry: &'a Entry) -> bool {
        entry.lane() == Lane::Outreach && self.rung(id, entry).wish().is_some()
    }
}

/// The night on which an entry came to its lane.
fn lane_known_on(entry: &Entry) -> NaiveDate {
    entry.lanes.last().map_or(entry.opened_known_on, |span| span.known_on)
}
