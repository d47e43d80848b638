//! Each row of the table, with an example typed by hand.

use super::*;
use crate::domain::codes::SchoolForm;
use crate::domain::codes::{Code, PlacementStatus, RulingReason};
use crate::domain::reported::DecisionReport;
use crate::domain::staged::Absence;
use crate::domain::testing::{
    ask, day, document, ended, number, ordinary_person, ordinary_placement, ordinary_residence,
    ordinary_rules,
};

fn row(facts: &Facts, on: &str) -> (u8, &'static str) {
    let answer = ask(facts, on);
    let text = match answer.status {
        Status::Covered { reason, .. } => Code::as_str(reason),
        Status::NotCovered { reason } => Code::as_str(reason),
        Status::Undetermined { reason } => Code::as_str(reason),
    };
    (answer.row, text)
}

fn with_residence(change: impl FnOnce(&mut Residence)) -> Facts {
    let mut residence = ordinary_residence();
    change(&mut residence);
    Facts { residence: Some(residence), ..ordinary_person() }
}

fn deregistered(code: Deregistration, from: &str) -> Facts {
    with_residence(|residence| residence.deregistration = Some((code, Some(day(from)))))
}

fn in_school(placement: Placement) -> Facts {
    Facts { placements: vec![placement], ..ordinary_person() }
}

#[test]
fn row_1_the_dead_are_not_covered_from_the_day() {
    let facts = deregistered(Deregistration::Deceased, "2016-11-02");
    assert_eq!(row(&facts, "2016-11-01"), (15, "never_started"));
    assert_eq!(row(&facts, "2016-11-02"), (1, "deceased"));
}

#[test]
fn row_2_out_on_the_20th_birthday_and_in_on_the_day_before() {
    let facts = ordinary_person();
    assert_eq!(row(&facts, "2018-05-04"), (15, "never_started"));
    assert_eq!(row(&facts, "2018-05-05"), (2, "turned_20"));
}

#[test]
fn row_3_a_decision_overrules_from_its_first_to_its_last_day() {
    let decision = |ruling| DecisionReport {
        number: number("199805052389"),
        ruling,
        reason: RulingReason::StudiesAbroad,
        from: day("2016-11-10"),
        to: day("2016-11-20"),
    };
    let out = Facts { decisions: vec![decision(Ruling::NotCovered)], ..ordinary_person() };
    assert_eq!(row(&out, "2016-11-09"), (15, "never_started"));
    assert_eq!(row(&out, "2016-11-10"), (3, "decided"));
    assert_eq!(row(&out, "2016-11-20"), (3, "decided"));
    assert_eq!(row(&out, "2016-11-21"), (15, "never_started"));
    let within = Facts { decisions: vec![decision(Ruling::Covered)], ..in_school(ordinary_placement()) };
    assert!(ask(&within, "2016-11-15").status.is_covered());
    let later = Facts {
        decisions: vec![decision(Ruling::NotCovered), decision(Ruling::Covered)],
        ..ordinary_person()
    };
    assert!(ask(&later, "2016-11-15").status.is_covered(), "the decision recorded last holds");
}

#[test]
fn row_4_protected_registration_is_never_guessed_about() {
    let facts = with_residence(|residence| residence.protected_registration = true);
    assert_eq!(row(&facts, "2016-11-15"), (4, "protected_registration"));
}

#[test]
fn row_5_departures_count_from_their_day() {
    for (code, reason) in [
        (Deregistration::Emigrated, "emigrated"),
        (Deregistration::Untraceable, "untraceable"),
        (Deregistration::Other, "deregistered"),
    ] {
        let facts = deregistered(code, "2016-11-02");
        assert_eq!(row(&facts, "2016-11-01"), (15, "never_started"));
        assert_eq!(row(&facts, "2016-11-02"), (5, reason));
    }
    let moved = with_residence(|residence| {
        residence.at_home = false;
        residence.since = Some(day("2016-11-02"));
    });
    assert_eq!(row(&moved, "2016-11-01"), (15, "never_started"));
    assert_eq!(row(&moved, "2016-11-02"), (5, "moved_out"));
    let unknown = deregistered(Deregistration::Unknown, "2016-11-02");
    assert_eq!(row(&unknown, "2016-11-01"), (5, "unknown_deregistration"));
}

#[test]
fn row_6_unseen_for_one_or_two_nights_or_contradictory_is_left_alone() {
    for misses in [1, 2] {
        let facts = with_residence(|residence| {
            residence.absence = Absence { misses, since: Some(day("2016-11-14")) };
        });
        assert_eq!(row(&facts, "2016-11-15"), (6, "unseen_in_population"));
    }
    let facts = Facts { contradictory: true, ..ordinary_person() };
    assert_eq!(row(&facts, "2016-11-15"), (6, "contradictory"));
}

#[test]
fn row_7_gone_from_the_population_since_the_first_miss() {
    let facts = with_residence(|residence| {
        residence.absence = Absence { misses: 3, since: Some(day("2016-11-14")) };
    });
    assert_eq!(row(&facts, "2016-11-13"), (15, "never_started"));
    assert_eq!(row(&facts, "2016-11-14"), (7, "left_population"));
}

#[test]
fn row_8_not_resident_without_a_row_or_before_moving_in() {
    let never = Facts { residence: None, ..ordinary_person() };
    assert_eq!(row(&never, "2016-11-15"), (8, "not_resident"));
    let moved_in = with_residence(|residence| residence.since = Some(day("2016-11-02")));
    assert_eq!(row(&moved_in, "2016-11-01"), (8, "not_resident"));
    assert_eq!(row(&moved_in, "2016-11-02"), (15, "moved_in"));
}

#[test]
fn row_9_compulsory_school_ends_in_june_of_the_year_of_the_16th_birthday() {
    let facts = Facts { birth: day("2000-01-02"), ..ordinary_person() };
    assert_eq!(row(&facts, "2016-06-15"), (9, "compulsory_school"));
    assert_eq!(row(&facts, "2016-06-16"), (13, "awaiting_autumn_term"));
}

#[test]
fn compulsory_school_ends_earlier_with_final_grades_and_a_year_later_in_an_extra_year() {
    let rules = ordinary_rules();
    let born_2000 = Facts { birth: day("2000-01-02"), ..ordinary_person() };
    let grades = document(Document::CompulsoryFinal, "2015-06-10");
    let early = Facts { documents: vec![grades], ..born_2000.clone() };
    assert_eq!(compulsory_end(&early, &rules), day("2015-06-10"));
    let undated = Facts { documents: vec![DocumentFact { dated: false, ..grades }], ..born_2000.clone() };
    assert_eq!(compulsory_end(&undated, &rules), day("2016-06-15"));
    let extra = |last: Option<&str>| Facts {
        placements: vec![Placement {
            form: SchoolForm::Compulsory,
            class: None,
            start: day("2006-08-20"),
            last_day: last.map(day),
            ..ordinary_placement()
        }],
        ..born_2000.clone()
    };
    assert_eq!(compulsory_end(&extra(None), &rules), day("2017-06-15"));
    assert_eq!(compulsory_end(&extra(Some("2016-12-20")), &rules), day("2016-12-20"));
    assert_eq!(compulsory_end(&extra(Some("2016-06-10")), &rules), day("2016-06-15"));
}

#[test]
fn row_10_only_a_document_that_completes_ends_the_responsibility() {
    for (left, expected) in [
        (Document::Diploma, (10, "completed")),
        (Document::AdaptedCertificate, (10, "completed")),
        (Document::IbDiploma, (10, "completed")),
        (Document::ForeignExam, (10, "completed")),
        (Document::FolkHighSchoolEligibility, (10, "completed")),
        (Document::StudyCertificate, (15, "study_certificate")),
        (Document::IntroductionCertificate, (15, "introduction_certificate")),
        (Document::Transcript, (15, "never_started")),
        (Document::CompulsoryFinal, (15, "never_started")),
    ] {
        let facts = Facts { documents: vec![document(left, "2016-11-10")], ..ordinary_person() };
        assert_eq!(row(&facts, "2016-11-09"), (15, "never_started"), "{left}");
        assert_eq!(row(&facts, "2016-11-10"), expected, "{left}");
    }
}

#[test]
fn row_11_which_classes_take_a_person_out_depends_on_the_day() {
    for (class, in_2018_june, in_2018_july) in [
        (ProgrammeClass::National, (11, "attending"), (11, "attending")),
        (ProgrammeClass::FourthYear, (11, "attending"), (11, "attending")),
        (ProgrammeClass::AdaptedNational, (11, "attending"), (11, "attending")),
        (ProgrammeClass::Introduction, (15, "introduction_programme"), (11, "attending")),
        (ProgrammeClass::AdaptedIndividual, (15, "never_started"), (11, "attending")),
        (ProgrammeClass::Unknown, (14, "unknown_programme"), (11, "attending")),
    ] {
        let facts = Facts {
            birth: day("1999-05-05"),
            ..in_school(Placement { class: Some(class), ..ordinary_placement() })
        };
        assert_eq!(row(&facts, "2018-06-30"), in_2018_june, "{class}");
        assert_eq!(row(&facts, "2018-07-01"), in_2018_july, "{class}");
    }
}

#[test]
fn row_12_a_finished_final_years_document_is_awaited_through_august() {
    let finished = Placement { final_year: true, ..ended("2017-06-09") };
    let facts = in_school(finished.clone());
    assert_eq!(row(&facts, "2017-06-09"), (11, "attending"));
    assert_eq!(row(&facts, "2017-06-10"), (12, "awaiting_document"));
    assert_eq!(row(&facts, "2017-08-31"), (12, "awaiting_document"));
    assert_eq!(row(&facts, "2017-09-01"), (15, "interrupted_national"));
    let broken_off = in_school(Placement { ending: Ending::BrokenOff, ..finished.clone() });
    assert_eq!(row(&broken_off, "2017-06-10"), (15, "interrupted_national"));
    let april = in_school(Placement { final_year: true, ..ended("2017-04-30") });
    assert_eq!(row(&april, "2017-05-01"), (15, "interrupted_national"));
    let told = Facts { documents: vec![document(Document::StudyCertificate, "2017-06-20")], ..facts };
    assert_eq!(row(&told, "2017-06-19"), (12, "awaiting_document"));
    assert_eq!(row(&told, "2017-06-20"), (15, "study_certificate"));
}

#[test]
fn row_13_a_move_away_that_is_still_ahead_is_no_move_in() {
    let mut residence = ordinary_residence();
    (residence.at_home, residence.since) = (false, Some(day("2016-08-20")));
    let facts = Facts { birth: day("2000-01-02"), residence: Some(residence), ..ordinary_person() };
    assert_eq!(row(&facts, "2016-07-01"), (13, "awaiting_autumn_term"));
    assert_eq!(row(&facts, "2016-08-20"), (5, "moved_out"));
}

#[test]
fn row_13_this_years_leavers_wait_for_the_autumn_check() {
    let facts = Facts { birth: day("2000-01-02"), ..ordinary_person() };
    assert_eq!(row(&facts, "2016-08-22"), (13, "awaiting_autumn_term"));
    assert_eq!(row(&facts, "2016-08-23"), (15, "never_started"));
    let mut residence = ordinary_residence();
    residence.since = Some(day("2016-07-01"));
    let newcomer = Facts { residence: Some(residence), ..facts.clone() };
    assert_eq!(row(&newcomer, "2016-07-01"), (15, "moved_in"));
    let mut at_once = ordinary_rules();
    at_once.school_leavers = SchoolLeavers::AtOnce;
    let question = Question { facts: &facts, day: day("2016-06-16"), rules: &at_once };
    assert_eq!(answer(&question).row, 15);
    let introduced = Facts {
        placements: vec![Placement {
            class: Some(ProgrammeClass::Introduction),
            start: day("2016-07-01"),
            ..ordinary_placement()
        }],
        ..facts
    };
    assert_eq!(row(&introduced, "2016-07-01"), (15, "introduction_programme"));
}

#[test]
fn row_14_doubt_keeps_a_person_where_they_are_but_never_overrules_a_fact() {
    let quarantined = Facts { has_quarantined_row: true, ..ordinary_person() };
    assert_eq!(row(&quarantined, "2016-11-15"), (14, "quarantined_row"));
    let silent = Facts { rests_on_silence: true, ..ordinary_person() };
    assert_eq!(row(&silent, "2016-11-15"), (14, "source_silent"));
    let paper = document(Document::Unknown, "2016-11-10");
    let unknown = Facts { documents: vec![paper], ..ordinary_person() };
    assert_eq!(row(&unknown, "2016-11-09"), (15, "never_started"));
    assert_eq!(row(&unknown, "2016-11-10"), (14, "unknown_document"));
    let attending = Facts { has_quarantined_row: true, ..in_school(ordinary_placement()) };
    assert_eq!(row(&attending, "2016-11-15"), (11, "attending"));
}

#[test]
fn row_15_the_reason_is_the_first_that_applies() {
    assert_eq!(row(&in_school(ended("2016-10-07")), "2016-10-08"), (15, "interrupted_national"));
    let adapted = Placement { class: Some(ProgrammeClass::AdaptedNational), ..ended("2016-10-07") };
    assert_eq!(row(&in_school(adapted), "2016-10-08"), (15, "interrupted_adapted"));
    let introduction = Placement { class: Some(ProgrammeClass::Introduction), ..ended("2016-10-07") };
    let both = Facts { placements: vec![introduction, ended("2016-09-30")], ..ordinary_person() };
    assert_eq!(row(&both, "2016-10-08"), (15, "interrupted_introduction"), "the latest last day");
    let admitted = Placement { status: PlacementStatus::Admitted, ..ended("2016-08-22") };
    assert_eq!(row(&in_school(admitted), "2016-10-08"), (15, "never_started"));
}
