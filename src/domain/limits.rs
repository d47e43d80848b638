//! Limits on change: gross and per direction, so that two hundred in never hide two hundred out.
//!
//! Only this module makes an [`Approved`]; what writes the register takes nothing else.

use super::change::Change;
use super::codes::{LimitClass, NotCoveredReason};
use super::rules::Rules;
use super::state::{ClosedReason, EntryId};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// A person's word that a class of change is right, for one night: a ceiling, not a licence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// Which class.
    pub class: LimitClass,
    /// At most this many.
    pub ceiling: u64,
    /// Why.
    pub because: String,
    /// Who said so.
    pub given_by: String,
}

/// Whether this may be the first load.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Load {
    /// The database holds committed nights: limits apply.
    Nightly,
    /// No committed night, and a person said that this is the first load: additions are unlimited.
    Initial,
    /// No committed night, and nobody said so: a lost database must not look like a first night.
    Unannounced,
}

/// Changes that have been let through, and those that wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approved {
    changes: Vec<Change>,
    withheld: Vec<Change>,
    classes: BTreeMap<LimitClass, Exceeded>,
}

/// A class that exceeded its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exceeded {
    /// Changes of the class tonight.
    pub count: u64,
    /// How many were allowed.
    pub limit: u64,
}

impl Approved {
    /// What may be applied, in order.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// What waits for a person's decision, in order.
    pub fn withheld(&self) -> &[Change] {
        &self.withheld
    }

    /// The classes that exceeded their limits.
    pub fn exceeded(&self) -> &BTreeMap<LimitClass, Exceeded> {
        &self.classes
    }

    /// Entries that would have closed: nobody is to act on them meanwhile.
    pub fn suspended(&self) -> BTreeSet<EntryId> {
        self.withheld.iter().filter_map(Change::entry).collect()
    }
}

/// Lets changes through, class by class. A class over its limit is withheld whole, and only it.
pub fn approve(
    changes: Vec<Change>,
    open_before: u64,
    rules: &Rules,
    allowances: &[Allowance],
    load: Load,
    night: NaiveDate,
) -> Approved {
    let mut counts: BTreeMap<LimitClass, u64> = BTreeMap::new();
    for class in changes.iter().flat_map(classes_of) {
        *counts.entry(class).or_default() += 1;
    }
    let classes: BTreeMap<LimitClass, Exceeded> = counts
        .into_iter()
        .filter_map(|(class, count)| {
            let limit = limit_of(class, open_before, rules, allowances, load, night)?;
            (count > limit).then_some((class, Exceeded { count, limit }))
        })
        .collect();
    let is_withheld = |change: &Change| classes_of(change).any(|class| classes.contains_key(&class));
    let (withheld, changes) = changes.into_iter().partition(is_withheld);
    Approved { changes, withheld, classes }
}

/// The classes a change counts in: its own and, where it is unexplained, that as well. What is
/// predictable to the day (turning 20) and what follows from a merge is not counted.
fn classes_of(change: &Change) -> impl Iterator<Item = LimitClass> + use<> {
    let (total, unexplained) = match change {
        Change::Open { explained, .. } => {
            (Some(LimitClass::Additions), (!explained).then_some(LimitClass::UnexplainedAdditions))
        }
        Change::Close {
            reason: ClosedReason::Merged | ClosedReason::Answer(NotCoveredReason::Turned20),
            ..
        }
        | Change::Correct { .. }
        | Change::Move { .. } => (None, None),
        Change::Close { explained, .. } => {
            (Some(LimitClass::Removals), (!explained).then_some(LimitClass::UnexplainedRemovals))
        }
    };
    total.into_iter().chain(unexplained)
}

/// How many changes of a class are let through; `None` where nothing limits it.
fn limit_of(
    class: LimitClass,
    open_before: u64,
    rules: &Rules,
    allowances: &[Allowance],
    load: Load,
    night: NaiveDate,
) -> Option<u64> {
    let is_addition = matches!(class, LimitClass::Additions | LimitClass::UnexplainedAdditions);
    let bound = rules.limits.get(&class)?;
    let configured = bound.limit(open_before, night);
    match load {
        Load::Initial if is_addition => return None,
        // No allowance lets a lost database fill up again: only a person's word that this is the first load.
        Load::Unannounced if is_addition => return Some(0),
        Load::Initial | Load::Unannounced | Load::Nightly => {}
    }
    let allowed = allowances.iter().filter(|allowance| allowance.class == class);
    allowed.map(|allowance| allowance.ceiling).chain([configured]).max()
}

#[cfg(test)]
mod tests;
