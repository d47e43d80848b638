//! Tonight's entries: what was let through, applied to the entries as they stood.
//!
//! Takes [`Approved`] and nothing else, so that no change can get past the limits.

use super::change::Change;
use super::given::Given;
use super::limits::Approved;
use super::state::{Closing, Entry, EntryId, LaneSpan, PersonId};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The entries, with those of merged persons handed to the person they turned out to be.
pub fn hand_over(
    entries: &BTreeMap<EntryId, Entry>,
    merged: &BTreeMap<PersonId, PersonId>,
) -> BTreeMap<EntryId, Entry> {
    let mut entries = entries.clone();
    for entry in entries.values_mut() {
        if let Some(into) = merged.get(&entry.person) {
            entry.person = *into;
        }
    }
    entries
}

/// Applies what was let through. New entries are numbered in the order of the changes.
pub fn enact(
    mut entries: BTreeMap<EntryId, Entry>,
    approved: &Approved,
    night: NaiveDate,
    given: &mut Given,
) -> BTreeMap<EntryId, Entry> {
    for change in approved.changes() {
        match change {
            Change::Open { person, opened_on, reason, lane, .. } => {
                let id = given.to_entry(*person, |id| entries.contains_key(&id));
                let span = LaneSpan { lane: *lane, from_on: *opened_on, known_on: night };
                let entry = Entry {
                    person: *person,
                    opened_on: *opened_on,
                    opened_known_on: night,
                    opened_reason: *reason,
                    closing: None,
                    lanes: vec![span],
                };
                entries.insert(id, entry);
            }
            Change::Close { entry, closed_on, reason, .. } => {
                if let Some(entry) = entries.get_mut(entry) {
                    entry.closing = Some(Closing { closed_on: *closed_on, known_on: night, reason: *reason });
                }
            }
            Change::Correct { entry, opened_on, reason, .. } => {
                if let Some(entry) = entries.get_mut(entry) {
                    correct(entry, *opened_on, *reason);
                }
            }
            Change::Move { entry, lane, on, .. } => {
                if let Some(entry) = entries.get_mut(entry) {
                    entry.lanes.push(LaneSpan { lane: *lane, from_on: *on, known_on: night });
                }
            }
        }
    }
    entries
}

/// The first lane begins with the entry; lanes that began before a later opening day begin there.
fn correct(entry: &mut Entry, opened_on: NaiveDate, reason: super::codes::CoveredReason) {
    entry.opened_on = opened_on;
    entry.opened_reason = reason;
    if let Some(first) = entry.lanes.first_mut() {
        first.from_on = opened_on;
    }
    for span in &mut entry.lanes {
        span.from_on = span.from_on.max(opened_on);
    }
}
