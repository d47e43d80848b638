//! Who comes first: a dense ranking of persons over all open tasks.

use super::super::calendar::{add_days, birthday};
use super::super::codes::CoveredReason;
use super::super::state::Task;
use super::super::status::LEAVING_AGE;
use super::{Queue, Tasks};
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Urgency {
    Ordinary,
    StudyCertificate,
    Nearly20,
}

type Place = (Urgency, Reverse<NaiveDate>, i64);

/// The younger first; then those with a studiebevis; last those about to turn 20.
pub fn rank(tasks: &mut Tasks, queue: Queue<'_>) {
    let open = tasks.values().filter(|task| task.status.is_open());
    let places: BTreeSet<Option<Place>> = open.map(|task| place(task, queue)).collect();
    let ranks: BTreeMap<_, u32> = places.into_iter().zip(1..).collect();
    for task in tasks.values_mut() {
        task.priority = task.status.is_open().then(|| ranks.get(&place(task, queue)).copied()).flatten();
    }
}

fn place(task: &Task, queue: Queue<'_>) -> Option<Place> {
    let entry = queue.entries.get(&task.entry)?;
    let person = queue.people.persons.get(&entry.person)?;
    let birth = person.number.birth_date();
    let last_days = add_days(queue.night, queue.rules.outreach.nearly_20_days);
    let urgency = match (birthday(birth, LEAVING_AGE) <= last_days, entry.opened_reason) {
        (true, _) => Urgency::Nearly20,
        (false, CoveredReason::StudyCertificate) => Urgency::StudyCertificate,
        (false, _) => Urgency::Ordinary,
    };
    Some((urgency, Reverse(birth), person.seniority))
}
