//! A person's history: what happened to the entries and tasks, in the order it became known.
//!
//! Built from what the register holds; it decides nothing and names no school.

use super::codes::{
    Channel, ContactOutcome, CoveredReason, Lane, MeasureKind, Occupation, Ruling, RulingReason, Step,
    TaskEnd,
};
use super::reported::{
    DecisionReport, InterruptionReport, MeasureReport, OccupationReport, Reported, ToldContact,
};
use super::state::{ClosedReason, Entry, EntryId, Task, TaskId};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// An entry as one night left it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The night that wrote it.
    pub known_on: NaiveDate,
    /// Which entry.
    pub id: EntryId,
    /// The entry.
    pub entry: Entry,
}

/// Something that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Event {
    /// The night that recorded it; for what people reported, the day it counts from.
    pub known_on: NaiveDate,
    /// The day it took effect.
    pub effective_on: NaiveDate,
    /// What.
    pub what: What,
}

/// What happened, in the order things happen on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A person decided.
    Decided {
        /// What.
        ruling: Ruling,
        /// Why.
        reason: RulingReason,
        /// Through which day.
        through: NaiveDate,
    },
    /// A school told that the pupil left; the day is the last of attendance.
    Interrupted,
    /// Somebody told what the youth does.
    Occupied {
        /// What.
        occupation: Occupation,
        /// Through which day, if anybody has said.
        through: Option<NaiveDate>,
    },
    /// A measure began.
    Measured {
        /// Which.
        measure: MeasureKind,
        /// Through which day, if anybody has said.
        through: Option<NaiveDate>,
    },
    /// Somebody tried to reach the youth.
    Contacted(Channel, ContactOutcome),
    /// An entry was opened.
    Opened(EntryId, CoveredReason),
    /// An entry's first day or reason was corrected.
    Corrected(EntryId, CoveredReason),
    /// An entry moved to another lane.
    LaneChanged(EntryId, Lane),
    /// An entry was closed.
    Closed(EntryId, ClosedReason),
    /// A task was queued.
    TaskCreated(TaskId, Step),
    /// A task was taken back.
    TaskEnded(TaskId, Step, TaskEnd),
}

/// Everything that happened, in order. `versions` hold each entry's versions, oldest first; `reported` is
/// what was told of the person.
pub fn events(versions: &[Version], tasks: &[(TaskId, Task)], reported: &Reported) -> Vec<Event> {
    let mut events: Vec<Event> = entry_events(versions);
    events.extend(tasks.iter().flat_map(|(id, task)| task_events(*id, task)));
    events.extend(reported.decisions.iter().map(decided));
    events.extend(reported.interruptions.iter().map(interrupted));
    events.extend(reported.occupations.iter().map(occupied));
    events.extend(reported.measures.iter().map(measured));
    events.extend(reported.contacts.iter().map(contacted));
    events.sort_unstable();
    events
}

fn entry_events(versions: &[Version]) -> Vec<Event> {
    let mut by_entry: BTreeMap<EntryId, Vec<&Version>> = BTreeMap::new();
    for version in versions {
        by_entry.entry(version.id).or_default().push(version);
    }
    by_entry.values().flat_map(|versions| life(versions)).collect()
}

/// One entry: opened with its first version, then what each later one changed. Lanes accumulate, so
/// the last version tells them all.
fn life(versions: &[&Version]) -> Vec<Event> {
    let (Some(first), Some(last)) = (versions.first(), versions.last()) else { return Vec::new() };
    let opened = Event {
        known_on: first.entry.opened_known_on,
        effective_on: first.entry.opened_on,
        what: What::Opened(first.id, first.entry.opened_reason),
    };
    let corrected = versions.windows(2).filter_map(|pair| match pair {
        [old, new] => correction(old, new),
        _ => None,
    });
    let lanes = last.entry.lanes.iter().skip(1).map(|span| Event {
        known_on: span.known_on,
        effective_on: span.from_on,
        what: What::LaneChanged(last.id, span.lane),
    });
    let closed = last.entry.closing.map(|closing| Event {
        known_on: closing.known_on,
        effective_on: closing.closed_on,
        what: What::Closed(last.id, closing.reason),
    });
    [opened].into_iter().chain(corrected).chain(lanes).chain(closed).collect()
}

fn correction(old: &Version, new: &Version) -> Option<Event> {
    let opening = |version: &Version| (version.entry.opened_on, version.entry.opened_reason);
    (opening(old) != opening(new)).then_some(Event {
        known_on: new.known_on,
        effective_on: new.entry.opened_on,
        what: What::Corrected(new.id, new.entry.opened_reason),
    })
}

fn task_events(id: TaskId, task: &Task) -> impl Iterator<Item = Event> {
    let created = Event {
        known_on: task.created_on,
        effective_on: task.not_before,
        what: What::TaskCreated(id, task.step),
    };
    let ended = task.end.map(|(on, end)| Event {
        known_on: on,
        effective_on: on,
        what: What::TaskEnded(id, task.step, end),
    });
    [created].into_iter().chain(ended)
}

fn decided(report: &DecisionReport) -> Event {
    let what = What::Decided { ruling: report.ruling, reason: report.reason, through: report.to };
    Event { known_on: report.from, effective_on: report.from, what }
}

fn interrupted(report: &InterruptionReport) -> Event {
    Event { known_on: report.last_day, effective_on: report.last_day, what: What::Interrupted }
}

fn occupied(report: &OccupationReport) -> Event {
    let what = What::Occupied { occupation: report.occupation, through: report.to };
    Event { known_on: report.from, effective_on: report.from, what }
}

fn measured(report: &MeasureReport) -> Event {
    let what = What::Measured { measure: report.measure, through: report.to };
    Event { known_on: report.from, effective_on: report.from, what }
}

fn contacted(ToldContact { report, .. }: &ToldContact) -> Event {
    let what = What::Contacted(report.channel, report.outcome);
    Event { known_on: report.on, effective_on: report.on, what }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::date;
    use crate::domain::codes::{NotCoveredReason, TaskStatus, Variant};
    use crate::domain::state::{Closing, LaneSpan, PersonId};

    fn entry() -> Entry {
        let span =
            LaneSpan { lane: Lane::Outreach, from_on: date(2016, 11, 3), known_on: date(2016, 11, 14) };
        Entry {
            person: PersonId(17),
            opened_on: date(2016, 11, 3),
            opened_known_on: date(2016, 11, 14),
            opened_reason: CoveredReason::InterruptedNational,
            closing: None,
            lanes: vec![span],
        }
    }

    fn letter() -> Task {
        Task {
            entry: EntryId(4),
            step: Step::Letter,
            attempt: 1,
            variant: Variant::Standard,
            owner: "central".to_owned(),
            status: TaskStatus::Withdrawn,
            not_before: date(2016, 11, 21),
            due_by: date(2016, 12, 14),
            created_on: date(2016, 11, 14),
            priority: None,
            end: Some((date(2016, 11, 18), TaskEnd::LeftRegister)),
        }
    }

    #[test]
    fn an_entrys_life_is_told_in_the_order_it_became_known() {
        let corrected =
            Entry { opened_on: date(2016, 11, 1), opened_reason: CoveredReason::StudyCertificate, ..entry() };
        let closing = Closing {
            closed_on: date(2016, 11, 16),
            known_on: date(2016, 11, 18),
            reason: ClosedReason::Answer(NotCoveredReason::Attending),
        };
        let closed = Entry { closing: Some(closing), ..corrected.clone() };
        let versions = [
            Version { known_on: date(2016, 11, 14), id: EntryId(4), entry: entry() },
            Version { known_on: date(2016, 11, 15), id: EntryId(4), entry: corrected },
            Version { known_on: date(2016, 11, 18), id: EntryId(4), entry: closed },
        ];
        let event = |known, effective, what| Event {
            known_on: date(2016, 11, known),
            effective_on: date(2016, 11, effective),
            what,
        };
        assert_eq!(
            events(&versions, &[(TaskId(9), letter())], &Reported::default()),
            [
                event(14, 3, What::Opened(EntryId(4), CoveredReason::InterruptedNational)),
                event(14, 21, What::TaskCreated(TaskId(9), Step::Letter)),
                event(15, 1, What::Corrected(EntryId(4), CoveredReason::StudyCertificate)),
                event(18, 16, What::Closed(EntryId(4), ClosedReason::Answer(NotCoveredReason::Attending))),
                event(18, 18, What::TaskEnded(TaskId(9), Step::Letter, TaskEnd::LeftRegister)),
            ]
        );
    }
}
