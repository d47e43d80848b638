//! Whether the register is what the last night's facts ask for.
//!
//! The night's own comparison is made again; what it would still change, and did not withhold, is wrong.

use crate::domain::change::Change;
use crate::domain::codes::ChangeKind;
use crate::domain::diff::propose;
use crate::domain::facts::Facts;
use crate::domain::rules::Rules;
use crate::domain::state::{Entry, EntryId, PersonId};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// What the last night withheld: whose change, and of which kind.
pub type Held = BTreeSet<(PersonId, ChangeKind)>;

/// Everybody for whom the last night, decided again, would change the register otherwise than it withheld,
/// and everybody with an open entry about whom there is nothing to decide from.
pub fn undecided(
    entries: &BTreeMap<EntryId, Entry>,
    facts: &BTreeMap<PersonId, Facts>,
    rules: &Rules,
    night: NaiveDate,
    held: &Held,
) -> BTreeSet<PersonId> {
    let is_held = |person, kind| {
        let waits = match kind {
            ChangeKind::Opened => ChangeKind::HeldOpen,
            ChangeKind::Closed => ChangeKind::HeldClose,
            ChangeKind::Corrected | ChangeKind::Lane | ChangeKind::HeldOpen | ChangeKind::HeldClose => kind,
        };
        held.contains(&(person, waits))
    };
    let changes = propose(entries, facts, rules, night).changes;
    let not_held = changes.iter().filter(|change| !is_held(change.person(), change.kind()));
    let open = entries.values().filter(|entry| entry.is_open()).map(|entry| entry.person);
    not_held.map(Change::person).chain(open.filter(|person| !facts.contains_key(person))).collect()
}
