//! Whose word a change rests on: the placement whose first or last day made it.
//!
//! For statistics of how late schools report; nothing is decided by it.

use super::calendar::previous;
use super::change::Change;
use super::facts::Facts;
use super::placement::Placement;
use super::rules::Rules;
use super::status::Question;

/// The placement that took the person out of the register on the day before an entry begins, or on the day it
/// closes. None where no upper-secondary school had a part in it.
pub fn told_by<'a>(change: &Change, facts: &'a Facts, rules: &'a Rules) -> Option<&'a Placement> {
    let day = match change {
        Change::Open { opened_on, .. } | Change::Correct { opened_on, .. } => previous(*opened_on),
        Change::Close { closed_on, .. } => *closed_on,
        Change::Move { .. } => return None,
    };
    Question { facts, day, rules }.excluding().next()
}
