//! The coverage equation: every resident aged 16 to 19 is in the register or has an answer that says
//! why not.
//!
//! The register tells where somebody is, the night's answers where they should be; who is not where the answer
//! puts them is left over, and that must be nobody.

use super::calendar::age_on;
use super::change::Change;
use super::codes::{ChangeKind, Lane};
use super::decide::Decided;
use super::facts::Facts;
use super::state::PersonId;
use super::statistics::figures::Part;
use super::status::Status;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// The ages of the equation.
const AGES: std::ops::RangeInclusive<i32> = 16..=19;

/// The equation of one night: persons by part, each in one. `open` is who has an open entry, and its lane, as
/// the register holds it after the night.
pub fn coverage(decided: &Decided, open: &BTreeMap<PersonId, Lane>, night: NaiveDate) -> BTreeMap<Part, u64> {
    let withheld = decided.approved.withheld();
    let held: BTreeSet<PersonId> = withheld.iter().map(Change::person).collect();
    let residents = decided.facts.iter().filter(|(_, facts)| is_resident_in_age(facts, night));
    let mut parts = BTreeMap::from([(Part::Residents, 0), (Part::Residual, 0)]);
    for (person, _) in residents {
        let status = decided.proposal.answers.get(person).map(|answer| answer.status);
        let part = place(open.get(person).copied(), held.contains(person), status);
        *parts.entry(part.unwrap_or(Part::Residual)).or_default() += 1;
        *parts.entry(Part::Residents).or_default() += 1;
    }
    let closings = withheld.iter().filter(|change| change.kind() == ChangeKind::Closed);
    parts.insert(Part::HeldClose, closings.count() as u64);
    parts
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

/// Where a resident is; nowhere if the register and the answer contradict each other and nothing is withheld.
/// Who is in doubt stays where the register has them.
fn place(open: Option<Lane>, held: bool, status: Option<Status>) -> Option<Part> {
    match (open, status?) {
        (Some(lane), Status::Covered { lane: asked, .. }) => (lane == asked).then_some(Part::Open(lane)),
        (None, Status::Covered { .. }) => held.then_some(Part::HeldOpen),
        (Some(lane), Status::NotCovered { .. }) => held.then_some(Part::Open(lane)),
        (None, Status::NotCovered { reason }) => Some(Part::NotCovered(reason)),
        (Some(lane), Status::Undetermined { .. }) => Some(Part::Open(lane)),
        (None, Status::Undetermined { reason }) => Some(Part::Undetermined(reason)),
    }
}

#[cfg(test)]
mod tests;
