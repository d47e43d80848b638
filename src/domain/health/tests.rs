//! What is a concern, at, under and over each edge.

use super::*;
use crate::domain::testing::{day, ordinary_rules, provider};

const EXPECTED: &str = "2016-11-21";

fn well() -> Health {
    Health {
        expected: day(EXPECTED),
        register: Kept {
            schema: 1,
            last_night: Some(day(EXPECTED)),
            last_run: Some((day(EXPECTED), Outcome::Done)),
            withheld: Withheld::default(),
            sources: vec![fresh()],
            residual: 0,
            late: Late { count: 0, oldest: None },
            erasure_pending: None,
        },
        held: BTreeMap::new(),
        exposed: Vec::new(),
        space: Space { free: 200, register: 100 },
        configuration: None,
    }
}

fn fresh() -> Freshness {
    Freshness {
        id: provider("uedb"),
        verdict: Verdict::Accepted,
        fault: None,
        rows: Some(1000),
        quarantined: Some(0),
        accepted_on: Some(day(EXPECTED)),
        file_date: Some(day(EXPECTED)),
        until: Some(day("2016-11-28")),
        required: true,
    }
}

fn concerns(health: &Health) -> Vec<&'static str> {
    health.concerns().iter().map(Concern::as_str).collect()
}

fn with_register(change: impl FnOnce(&mut Kept)) -> Vec<&'static str> {
    let mut health = well();
    change(&mut health.register);
    concerns(&health)
}

#[test]
fn whoever_the_coverage_equation_leaves_over_is_a_concern() {
    assert_eq!(with_register(|register| register.residual = 1), ["coverage_residual"]);
}

#[test]
fn nothing_is_of_concern_when_all_is_well() {
    assert_eq!(concerns(&well()), [""; 0]);
}

#[test]
fn a_night_is_overdue_from_the_first_weekday_without_it() {
    let last = |date: &str| with_register(|register| register.last_night = Some(day(date)));
    assert_eq!(last("2016-11-18"), ["night_overdue"]);
    assert_eq!(last("2016-11-20"), ["night_overdue"]);
    assert_eq!(last("2016-11-22"), ["night_ahead"]);
    let on_sunday = Health { expected: day("2016-11-20"), ..well() };
    let register = Kept { last_night: Some(day("2016-11-18")), ..on_sunday.register.clone() };
    assert_eq!(concerns(&Health { register, ..on_sunday }), [""; 0]);
    assert_eq!(with_register(|register| register.last_night = None), ["no_night"]);
}

#[test]
fn a_refused_run_is_of_concern_though_the_night_before_is_there() {
    let refused = Some((day(EXPECTED), Outcome::Refused));
    assert_eq!(with_register(|register| register.last_run = refused), ["night_refused"]);
}

#[test]
fn a_source_is_of_concern_when_its_file_was_not_believed_or_held_much_that_was_not() {
    let source = |source: Freshness| with_register(|register| register.sources = vec![source]);
    for verdict in [Verdict::CarriedForward, Verdict::Silent, Verdict::Refused] {
        assert_eq!(source(Freshness { verdict, ..fresh() }), ["source"]);
    }
    for verdict in [Verdict::Accepted, Verdict::Unchanged, Verdict::Absent] {
        assert_eq!(source(Freshness { verdict, ..fresh() }), [""; 0]);
    }
    assert_eq!(source(Freshness { quarantined: Some(3), ..fresh() }), [""; 0]);
    assert_eq!(source(Freshness { quarantined: Some(4), ..fresh() }), ["quarantine"]);
    assert_eq!(source(Freshness { quarantined: Some(4), rows: Some(4000), ..fresh() }), [""; 0]);
}

#[test]
fn late_tasks_waiting_changes_open_files_and_a_broken_configuration_are_of_concern() {
    let late = Late { count: 2, oldest: Some(day("2016-11-20")) };
    assert_eq!(with_register(|register| register.late = late), ["late_tasks"]);
    let held = BTreeMap::from([(LimitClass::Removals, 30)]);
    assert_eq!(concerns(&Health { held, ..well() }), ["held"]);
    let exposed = vec![Exposed { file: "kaa.db".into(), how: Exposure::Mode(0o644) }];
    assert_eq!(concerns(&Health { exposed, ..well() }), ["permissions"]);
    let configuration = Some("line 3".into());
    assert_eq!(concerns(&Health { configuration, ..well() }), ["configuration"]);
}

#[test]
fn there_is_room_for_the_register_twice_over_or_too_little() {
    let space = |free| concerns(&Health { space: Space { free, register: 100 }, ..well() });
    assert_eq!(space(200), [""; 0]);
    assert_eq!(space(199), ["disk_space"]);
}

/// 100 entries were open: at most 25 closings pass, 10 of them unexplained.
fn withheld(explained: u64, unexplained: u64, allowed: &[(LimitClass, u64)]) -> Withheld {
    Withheld {
        night: day("2016-11-14"),
        open_before: 100,
        closings: Waiting { explained, unexplained },
        allowed: allowed.iter().copied().collect(),
        ..Withheld::default()
    }
}

#[test]
fn the_classes_to_allow_are_those_that_exceeded_their_limits() {
    let rules = ordinary_rules();
    let classes = |withheld: Withheld| withheld.classes(Some(&rules)).into_iter().collect::<Vec<_>>();
    let (total, of_absence) = (LimitClass::Removals, LimitClass::UnexplainedRemovals);
    assert_eq!(classes(withheld(0, 0, &[])), []);
    assert_eq!(classes(withheld(0, 11, &[])), [(of_absence, 11)]);
    assert_eq!(classes(withheld(20, 10, &[])), [(total, 30)]);
    assert_eq!(classes(withheld(20, 11, &[])), [(of_absence, 11), (total, 31)]);
    assert_eq!(classes(withheld(0, 26, &[])), [(of_absence, 26), (total, 26)]);
    assert_eq!(classes(withheld(0, 26, &[(of_absence, 26)])), [(total, 26)]);
    assert_eq!(classes(withheld(20, 11, &[(of_absence, 11)])), [(total, 31)]);
}

#[test]
fn without_the_limits_the_fewest_classes_are_named() {
    let classes = |withheld: Withheld| withheld.classes(None).into_iter().collect::<Vec<_>>();
    assert_eq!(classes(withheld(0, 26, &[])), [(LimitClass::UnexplainedRemovals, 26)]);
    assert_eq!(classes(withheld(1, 26, &[])), [(LimitClass::Removals, 27)]);
}
