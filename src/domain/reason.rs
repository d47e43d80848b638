//! Why a covered person is covered, and what the entry asks of outreach.
//!
//! Both are lists where the first that applies decides. Neither looks beyond the facts.

use super::calendar::add_days;
use super::codes::{CoveredReason, Document, Lane, Occupation, PlacementStatus, ProgrammeClass};
use super::placement::Placement;
use super::status::{Question, compulsory_end};
use chrono::NaiveDate;
use std::cmp::Reverse;

/// A start this many days ahead or fewer is waited for.
const START_AWAITED_DAYS: u32 = 60;

/// The reason of a person who is covered by the facts alone.
pub(super) fn reason(question: &Question<'_>) -> CoveredReason {
    if question.attends(&[ProgrammeClass::Introduction]) {
        CoveredReason::IntroductionProgramme
    } else if question.has_document(|document| document == Document::StudyCertificate) {
        CoveredReason::StudyCertificate
    } else if question.has_document(|document| document == Document::IntroductionCertificate) {
        CoveredReason::IntroductionCertificate
    } else if let Some(class) = latest_left(question).and_then(|placement| placement.class) {
        interrupted(class)
    } else if moved_in_after_school(question) {
        CoveredReason::MovedIn
    } else {
        CoveredReason::NeverStarted
    }
}

/// The upper-secondary placement with the latest last day before the day; ties by rank,
/// then school unit, then programme code. Who was only admitted has interrupted nothing.
pub(super) fn latest_left<'a>(question: &Question<'a>) -> Option<&'a Placement> {
    let left = |placement: &&Placement| {
        placement.status != PlacementStatus::Admitted
            && placement.last_day.is_some_and(|last| last < question.day)
    };
    question
        .facts
        .placements
        .iter()
        .filter(|placement| placement.form.is_upper_secondary())
        .filter(left)
        .min_by_key(|placement| {
            (Reverse(placement.last_day), placement.rank, &placement.unit, &placement.programme)
        })
}

fn interrupted(class: ProgrammeClass) -> CoveredReason {
    match class {
        ProgrammeClass::National | ProgrammeClass::FourthYear | ProgrammeClass::Unknown => {
            CoveredReason::InterruptedNational
        }
        ProgrammeClass::Introduction => CoveredReason::InterruptedIntroduction,
        ProgrammeClass::AdaptedIndividual | ProgrammeClass::AdaptedNational => {
            CoveredReason::InterruptedAdapted
        }
    }
}

/// Registered here after compulsory schooling ended. A later move away is no move in.
pub(super) fn moved_in_after_school(question: &Question<'_>) -> bool {
    let ended = compulsory_end(question.facts, question.rules);
    let residence = question.facts.residence.as_ref();
    residence
        .filter(|residence| residence.at_home)
        .and_then(|residence| residence.since)
        .is_some_and(|since| since > ended)
}

/// The lane of a covered person.
pub(super) fn lane(question: &Question<'_>) -> Lane {
    let facts = question.facts;
    if facts.is_protected() {
        Lane::Protected
    } else if question.attends(&[ProgrammeClass::Introduction, ProgrammeClass::AdaptedIndividual]) {
        Lane::InSchool
    } else if is_occupied(question) {
        Lane::Occupied
    } else if awaits_start(question) {
        Lane::AwaitingStart
    } else {
        Lane::Outreach
    }
}

fn is_occupied(question: &Question<'_>) -> bool {
    let studies = question
        .facts
        .placements
        .iter()
        .any(|placement| !placement.form.is_upper_secondary() && placement.is_active(question.day));
    let reported = question.facts.occupations.iter().any(|report| {
        report.from <= question.day
            && question.day <= question.rules.stands_through(report)
            && !matches!(report.occupation, Occupation::Nothing | Occupation::Unknown)
    });
    studies || reported
}

fn awaits_start(question: &Question<'_>) -> bool {
    let last: NaiveDate = add_days(question.day, START_AWAITED_DAYS);
    question.facts.placements.iter().any(|placement| {
        placement.form.is_upper_secondary() && question.day < placement.start && placement.start <= last
    })
}

#[cfg(test)]
mod tests {
    use super::super::codes::{OccupationSource, SchoolForm};
    use super::super::facts::Facts;
    use super::super::reported::OccupationReport;
    use super::super::status::Status;
    use super::super::testing::{
        ask, day, ended, number, ordinary_person, ordinary_placement, ordinary_residence,
    };
    use super::*;

    fn lane_on(facts: &Facts, on: &str) -> Lane {
        match ask(facts, on).status {
            Status::Covered { lane, .. } => lane,
            other => panic!("{other:?}"),
        }
    }

    fn with(placement: Placement) -> Facts {
        Facts { placements: vec![placement], ..ordinary_person() }
    }

    #[test]
    fn without_anything_else_a_covered_person_is_to_be_sought() {
        assert_eq!(lane_on(&ordinary_person(), "2016-11-15"), Lane::Outreach);
    }

    #[test]
    fn a_secrecy_marking_comes_before_every_other_lane() {
        let mut residence = ordinary_residence();
        residence.secrecy_marked = true;
        let class = Some(ProgrammeClass::Introduction);
        let facts = Facts { residence: Some(residence), ..with(Placement { class, ..ordinary_placement() }) };
        assert_eq!(lane_on(&facts, "2016-11-15"), Lane::Protected);
    }

    #[test]
    fn introduction_and_adapted_individual_pupils_are_in_school() {
        for class in [ProgrammeClass::Introduction, ProgrammeClass::AdaptedIndividual] {
            let facts = with(Placement { class: Some(class), ..ordinary_placement() });
            assert_eq!(lane_on(&facts, "2016-11-15"), Lane::InSchool);
        }
    }

    #[test]
    fn other_study_occupies_while_it_goes_on_but_admission_does_not() {
        let komvux = Placement { form: SchoolForm::Adult, class: None, ..ended("2016-11-15") };
        let facts = with(komvux.clone());
        assert_eq!(lane_on(&facts, "2016-11-15"), Lane::Occupied);
        assert_eq!(lane_on(&facts, "2016-11-16"), Lane::Outreach);
        let admitted = with(Placement { status: PlacementStatus::Admitted, ..komvux });
        assert_eq!(lane_on(&admitted, "2016-11-15"), Lane::Outreach);
    }

    #[test]
    fn a_reported_occupation_occupies_while_valid_unless_it_is_none_or_unknown() {
        let report = |occupation| OccupationReport {
            number: number("199805052389"),
            occupation,
            from: day("2016-11-01"),
            to: Some(day("2016-11-20")),
            source: OccupationSource::School,
        };
        let at_work = Facts { occupations: vec![report(Occupation::Work)], ..ordinary_person() };
        assert_eq!(lane_on(&at_work, "2016-10-31"), Lane::Outreach);
        assert_eq!(lane_on(&at_work, "2016-11-20"), Lane::Occupied);
        assert_eq!(lane_on(&at_work, "2016-11-21"), Lane::Outreach);
        for occupation in [Occupation::Nothing, Occupation::Unknown] {
            let facts = Facts { occupations: vec![report(occupation)], ..ordinary_person() };
            assert_eq!(lane_on(&facts, "2016-11-15"), Lane::Outreach);
        }
    }

    #[test]
    fn an_occupation_nobody_has_given_an_end_stands_for_its_shelf_life() {
        let report = |occupation| OccupationReport {
            number: number("199805052389"),
            occupation,
            from: day("2016-06-01"),
            to: None,
            source: OccupationSource::Youth,
        };
        // Work: 120 days in the settings, of which 28 September is the last. Others: 180, to 27 November.
        for (occupation, last, first_without) in
            [(Occupation::Work, "2016-09-28", "2016-09-29"), (Occupation::Abroad, "2016-11-27", "2016-11-28")]
        {
            let facts = Facts { occupations: vec![report(occupation)], ..ordinary_person() };
            assert_eq!(lane_on(&facts, last), Lane::Occupied);
            assert_eq!(lane_on(&facts, first_without), Lane::Outreach);
        }
    }

    #[test]
    fn a_start_one_to_sixty_days_ahead_is_waited_for() {
        let facts = with(Placement { start: day("2017-01-09"), ..ordinary_placement() });
        assert_eq!(lane_on(&facts, "2016-11-09"), Lane::Outreach, "61 days ahead");
        assert_eq!(lane_on(&facts, "2016-11-10"), Lane::AwaitingStart, "60 days ahead");
        assert_eq!(lane_on(&facts, "2017-01-08"), Lane::AwaitingStart, "the day before");
    }
}
