//! The coverage equation: every resident aged 16 to 19 is in the register or has an answer that says
//! why not.
//!
//! Residents are counted from the population, the parts from the register and the answers; what is
//! left over must be nobody.

use super::calendar::age_on;
use super::change::Change;
use super::codes::{ChangeKind, Code};
use super::decide::Decided;
use super::facts::Facts;
use super::state::PersonId;
use super::status::Status;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// The ages of the equation.
const AGES: std::ops::RangeInclusive<i32> = 16..=19;
/// Residents in those ages, counted from the population.
pub const RESIDENTS: &str = "residents";
/// Residents that no part accounts for: anything but 0 is an error.
pub const RESIDUAL: &str = "residual";

/// The equation of one night: persons by group, each group once.
pub fn coverage(decided: &Decided, night: NaiveDate) -> BTreeMap<String, u64> {
    let open: BTreeMap<PersonId, &str> = decided
        .after()
        .entries
        .values()
        .filter(|entry| entry.is_open())
        .map(|entry| (entry.person, entry.lane().as_str()))
        .collect();
    let held: BTreeSet<PersonId> = decided.approved.withheld().iter().map(Change::person).collect();
    let residents = decided.facts.iter().filter(|(_, facts)| is_resident_in_age(facts, night));
    let mut groups: BTreeMap<String, u64> = BTreeMap::new();
    let (mut total, mut accounted) = (0, 0);
    for (person, _) in residents {
        total += 1;
        let status = decided.proposal.answers.get(person).map(|answer| answer.status);
        if let Some(group) = group(open.get(person).copied(), held.contains(person), status) {
            *groups.entry(group).or_default() += 1;
            accounted += 1;
        }
    }
    let closings = decided.approved.withheld().iter().filter(|change| change.kind() == ChangeKind::Closed);
    groups.insert("held_close".to_owned(), closings.count() as u64);
    groups.insert(RESIDENTS.to_owned(), total);
    groups.insert(RESIDUAL.to_owned(), total - accounted);
    groups
}

/// In the population file tonight, here, and aged 16 to 19.
fn is_resident_in_age(facts: &Facts, night: NaiveDate) -> bool {
    let here = facts.residence.as_ref().is_some_and(|residence| {
        let gone = residence.absence.gone_since().is_some();
        let deregistered =
            residence.deregistration.is_some_and(|(_, from)| from.is_none_or(|from| from <= night));
        residence.at_home && !gone && !deregistered
    });
    here && AGES.contains(&age_on(facts.birth, night))
}

/// Where a resident is accounted for; nowhere if covered without an entry and not withheld.
fn group(lane: Option<&str>, held: bool, status: Option<Status>) -> Option<String> {
    if let Some(lane) = lane {
        return Some(format!("lane:{lane}"));
    }
    match status? {
        Status::Covered { .. } => held.then(|| "held_open".to_owned()),
        Status::NotCovered { reason } => Some(reason.as_str().to_owned()),
        Status::Undetermined { reason } => Some(format!("undetermined:{}", reason.as_str())),
    }
}

#[cfg(test)]
mod tests;
