//! Each class at, under and over its limit, and who waits when one is over.

use super::*;
use crate::domain::codes::{CoveredReason, Lane};
use crate::domain::state::PersonId;
use crate::domain::testing::{day, ordinary_rules};

const NOVEMBER: &str = "2016-11-14";

fn opening(number: u64, explained: bool) -> Change {
    Change::Open {
        person: PersonId(number.cast_signed()),
        opened_on: day("2016-11-10"),
        reason: CoveredReason::NeverStarted,
        lane: Lane::Outreach,
        explained,
    }
}

fn closing(number: u64, reason: ClosedReason, explained: bool) -> Change {
    let number = number.cast_signed();
    Change::Close {
        person: PersonId(number),
        entry: EntryId(number),
        closed_on: day("2016-11-10"),
        reason,
        explained,
    }
}

fn openings(count: u64) -> Vec<Change> {
    (1..=count).map(|number| opening(number, true)).collect()
}

fn unexplained_openings(count: u64) -> Vec<Change> {
    (1..=count).map(|number| opening(number, false)).collect()
}

fn closings(count: u64) -> Vec<Change> {
    let attending = ClosedReason::Answer(NotCoveredReason::Attending);
    (1..=count).map(|number| closing(number, attending, true)).collect()
}

fn unexplained_closings(count: u64) -> Vec<Change> {
    let left = ClosedReason::Answer(NotCoveredReason::LeftPopulation);
    (1001..=1000 + count).map(|number| closing(number, left, false)).collect()
}

fn nightly(changes: Vec<Change>, open_before: u64, night: &str) -> Approved {
    approve(changes, open_before, &ordinary_rules(), &[], Load::Nightly, day(night))
}

fn over(class: LimitClass, count: u64, limit: u64) -> BTreeMap<LimitClass, Exceeded> {
    BTreeMap::from([(class, Exceeded { count, limit })])
}

/// Lets `limit` changes through and withholds every one of `limit` + 1.
fn assert_limit(class: LimitClass, changes: fn(u64) -> Vec<Change>, base: u64, night: &str, limit: u64) {
    for count in [limit - 1, limit] {
        let approved = nightly(changes(count), base, night);
        assert_eq!(approved.exceeded(), &BTreeMap::new(), "{class} {count} of {base} on {night}");
        assert_eq!(approved.changes(), changes(count));
        assert_eq!(approved.withheld(), []);
    }
    let approved = nightly(changes(limit + 1), base, night);
    assert_eq!(approved.exceeded(), &over(class, limit + 1, limit), "{class} of {base} on {night}");
    assert_eq!(approved.changes(), []);
    assert_eq!(approved.withheld(), changes(limit + 1));
}

#[test]
fn a_small_register_is_held_by_the_floors() {
    assert_limit(LimitClass::UnexplainedRemovals, unexplained_closings, 0, NOVEMBER, 10);
    assert_limit(LimitClass::UnexplainedAdditions, unexplained_openings, 500, NOVEMBER, 10);
    assert_limit(LimitClass::Removals, closings, 250, NOVEMBER, 25);
    assert_limit(LimitClass::Additions, openings, 0, NOVEMBER, 25);
}

#[test]
fn a_large_register_is_held_by_the_percentages() {
    assert_limit(LimitClass::UnexplainedRemovals, unexplained_closings, 1000, NOVEMBER, 20);
    assert_limit(LimitClass::UnexplainedAdditions, unexplained_openings, 1000, NOVEMBER, 20);
    assert_limit(LimitClass::Removals, closings, 1000, NOVEMBER, 100);
    assert_limit(LimitClass::Additions, openings, 1000, NOVEMBER, 100);
}

#[test]
fn percentages_are_rounded_up() {
    assert_limit(LimitClass::UnexplainedRemovals, unexplained_closings, 1001, NOVEMBER, 21);
    assert_limit(LimitClass::UnexplainedRemovals, unexplained_closings, 501, NOVEMBER, 11);
    assert_limit(LimitClass::Removals, closings, 1001, NOVEMBER, 101);
}

#[test]
fn removals_have_their_season_in_august_and_september() {
    for (night, limit) in [("2016-07-31", 100), ("2016-08-01", 600), ("2016-09-30", 600), ("2016-10-01", 100)]
    {
        assert_limit(LimitClass::Removals, closings, 1000, night, limit);
    }
}

#[test]
fn additions_have_their_season_from_june_through_september() {
    for (night, limit) in
        [("2016-05-31", 100), ("2016-06-01", 1000), ("2016-09-30", 1000), ("2016-10-01", 100)]
    {
        assert_limit(LimitClass::Additions, openings, 1000, night, limit);
    }
}

#[test]
fn unexplained_changes_have_no_season() {
    assert_limit(LimitClass::UnexplainedRemovals, unexplained_closings, 1000, "2016-08-15", 20);
    assert_limit(LimitClass::UnexplainedAdditions, unexplained_openings, 1000, "2016-08-15", 20);
}

#[test]
fn an_unexplained_change_counts_in_the_total_too() {
    let changes = [closings(86), unexplained_closings(15)].concat();
    let approved = nightly(changes.clone(), 1000, NOVEMBER);
    assert_eq!(approved.exceeded(), &over(LimitClass::Removals, 101, 100));
    assert_eq!(approved.withheld(), changes, "all limited removals wait");
}

#[test]
fn only_the_class_over_its_limit_is_withheld() {
    let changes = [openings(50), closings(50), unexplained_closings(21)].concat();
    let approved = nightly(changes, 1000, NOVEMBER);
    assert_eq!(approved.exceeded(), &over(LimitClass::UnexplainedRemovals, 21, 20));
    assert_eq!(approved.withheld(), unexplained_closings(21));
    assert_eq!(approved.changes(), [openings(50), closings(50)].concat());
}

#[test]
fn two_hundred_in_and_two_hundred_out_are_both_seen() {
    let approved = nightly([openings(200), closings(200)].concat(), 1000, NOVEMBER);
    let exceeded = Exceeded { count: 200, limit: 100 };
    assert_eq!(
        approved.exceeded(),
        &BTreeMap::from([(LimitClass::Removals, exceeded), (LimitClass::Additions, exceeded)])
    );
    assert_eq!(approved.changes(), []);
    assert_eq!(approved.withheld().len(), 400);
}

#[test]
fn turning_20_merging_correcting_and_moving_are_never_limited_nor_counted() {
    let turned_20 = ClosedReason::Answer(NotCoveredReason::Turned20);
    let mut free: Vec<Change> = (1..=300).map(|number| closing(number, turned_20, true)).collect();
    free.extend((301..=600).map(|number| closing(number, ClosedReason::Merged, true)));
    let (person, entry) = (PersonId(7), EntryId(7));
    let correct = Change::Correct {
        person,
        entry,
        opened_on: day("2016-10-01"),
        reason: CoveredReason::StudyCertificate,
    };
    let to_lane = Change::Move { person, entry, lane: Lane::Occupied, on: day(NOVEMBER) };
    free.extend((0..100).flat_map(|_| [correct.clone(), to_lane.clone()]));

    let alone = nightly(free.clone(), 10, NOVEMBER);
    assert_eq!((alone.changes(), alone.withheld()), (&free[..], &[][..]));
    let under = nightly([free.clone(), closings(25)].concat(), 10, NOVEMBER);
    assert_eq!(under.withheld(), []);
    let beside = nightly([free.clone(), closings(26)].concat(), 10, NOVEMBER);
    assert_eq!(beside.changes(), free, "they go on while removals wait");
    assert_eq!(beside.withheld(), closings(26));
}

fn allow(class: LimitClass, ceiling: u64) -> Allowance {
    Allowance { class, ceiling, because: "KIR bytte leverantör".into(), given_by: "anna".into() }
}

#[test]
fn an_allowance_is_a_ceiling_and_not_a_licence() {
    let with = |ceiling| {
        let allowances = [allow(LimitClass::Removals, ceiling)];
        approve(closings(312), 1000, &ordinary_rules(), &allowances, Load::Nightly, day(NOVEMBER))
    };
    assert_eq!(with(312).withheld(), []);
    assert_eq!(with(313).withheld(), []);
    assert_eq!(with(311).withheld(), closings(312));
    assert_eq!(with(311).exceeded(), &over(LimitClass::Removals, 312, 311));
}

#[test]
fn an_allowance_below_the_limit_takes_nothing_away_and_is_for_its_class_alone() {
    let approve_with = |class, ceiling, changes| {
        approve(changes, 1000, &ordinary_rules(), &[allow(class, ceiling)], Load::Nightly, day(NOVEMBER))
    };
    assert_eq!(approve_with(LimitClass::Removals, 5, closings(100)).withheld(), []);
    assert_eq!(approve_with(LimitClass::Additions, 500, closings(101)).withheld(), closings(101));
    let unexplained = approve_with(LimitClass::Removals, 500, unexplained_closings(21));
    assert_eq!(unexplained.exceeded(), &over(LimitClass::UnexplainedRemovals, 21, 20));
}

#[test]
fn an_announced_first_load_adds_as_many_as_there_are() {
    let changes = [openings(5000), unexplained_openings(50)].concat();
    let approved = approve(changes.clone(), 0, &ordinary_rules(), &[], Load::Initial, day(NOVEMBER));
    assert_eq!((approved.changes(), approved.withheld()), (&changes[..], &[][..]));
}

#[test]
fn an_unannounced_first_load_adds_nobody() {
    let approved = approve(openings(1), 0, &ordinary_rules(), &[], Load::Unannounced, day(NOVEMBER));
    assert_eq!(approved.withheld(), openings(1));
    assert_eq!(approved.exceeded(), &over(LimitClass::Additions, 1, 0));
    let allowed = [allow(LimitClass::Additions, 100)];
    let approved = approve(openings(1), 0, &ordinary_rules(), &allowed, Load::Unannounced, day(NOVEMBER));
    assert_eq!(approved.withheld(), openings(1), "an allowance is not the word that this is the first load");
}

#[test]
fn entries_whose_closing_waits_are_suspended_and_no_others() {
    let approved = nightly([openings(200), unexplained_closings(11), closings(3)].concat(), 0, NOVEMBER);
    let expected: BTreeSet<EntryId> = (1001..=1011).map(EntryId).collect();
    assert_eq!(approved.suspended(), expected);
}
