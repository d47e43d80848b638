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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::codes::{CoveredReason, Lane, NotCoveredReason, ProgrammeClass};
    use crate::domain::state::{ClosedReason, EntryId, PersonId};
    use crate::domain::testing::{day, ended, ordinary_person, ordinary_placement, ordinary_rules};
    use chrono::NaiveDate;

    const PERSON: PersonId = PersonId(1);
    const ENTRY: EntryId = EntryId(1);
    const BROKEN_OFF: CoveredReason = CoveredReason::InterruptedNational;

    fn opening(opened_on: NaiveDate) -> Change {
        Change::Open { person: PERSON, opened_on, reason: BROKEN_OFF, lane: Lane::Outreach, explained: true }
    }

    fn closing(closed_on: NaiveDate) -> Change {
        let reason = ClosedReason::Answer(NotCoveredReason::Attending);
        Change::Close { person: PERSON, entry: ENTRY, closed_on, reason, explained: true }
    }

    /// The unit of the school that told, of one whose placement ended on 28 October 2016 and of another whose
    /// placement begins on 9 January 2017.
    fn told(change: &Change) -> Option<String> {
        let next = Placement { unit: "2".into(), start: day("2017-01-09"), ..ordinary_placement() };
        let first = Placement { unit: "1".into(), ..ended("2016-10-28") };
        let facts = Facts { placements: vec![first, next], ..ordinary_person() };
        told_by(change, &facts, &ordinary_rules()).map(|placement| placement.unit.clone())
    }

    #[test]
    fn who_attended_on_the_day_before_an_entry_told_of_it() {
        let of = |opened_on| told(&opening(day(opened_on)));
        assert_eq!(of("2016-10-29").as_deref(), Some("1"));
        assert_eq!(of("2016-10-30"), None, "no school had a part in it");
        let correction = Change::Correct {
            person: PERSON,
            entry: ENTRY,
            opened_on: day("2016-10-29"),
            reason: BROKEN_OFF,
        };
        assert_eq!(told(&correction).as_deref(), Some("1"));
    }

    #[test]
    fn who_attends_on_the_closing_day_told_of_it() {
        assert_eq!(told(&closing(day("2017-01-09"))).as_deref(), Some("2"));
        assert_eq!(told(&closing(day("2017-01-08"))), None);
    }

    #[test]
    fn what_takes_nobody_out_tells_of_nothing() {
        let introduction = Placement { class: Some(ProgrammeClass::Introduction), ..ended("2016-10-28") };
        let facts = Facts { placements: vec![introduction], ..ordinary_person() };
        assert_eq!(told_by(&opening(day("2016-10-29")), &facts, &ordinary_rules()), None);
        let moved =
            Change::Move { person: PERSON, entry: ENTRY, lane: Lane::Outreach, on: day("2017-01-09") };
        assert_eq!(told(&moved), None);
    }
}
