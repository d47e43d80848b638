//! Rows made into attendance: ranks, misses, gaps and summers, with days typed from the calendar.

use super::*;
use crate::domain::codes::{Document, SourceKind};
use crate::domain::reported::InterruptionReport;
use crate::domain::rules::{Provider, Source};
use crate::domain::testing::{
    ORDINARY_NUMBER, day, document_row, missing, number, ordinary_rules, placement_row, staged_placement,
};

const UNIT: &str = "10000001";
const OTHER_UNIT: &str = "10000002";

type Told = (PlacementId, StagedPlacement);

/// One person's rows and what bears on them, in tests' own terms.
struct Case<'a> {
    rows: &'a [Told],
    interruptions: &'a [InterruptionReport],
    rules: Rules,
    silent: &'a str,
    night: &'a str,
}

impl<'a> Case<'a> {
    fn of(rows: &'a [Told]) -> Self {
        Self { rows, interruptions: &[], rules: ordinary_rules(), silent: "", night: "2016-11-16" }
    }

    fn resolve(&self) -> Vec<Placement> {
        let rows: Vec<_> = self.rows.iter().map(|(id, row)| (id, row)).collect();
        let interruptions: Vec<_> = self.interruptions.iter().collect();
        resolve(Rows {
            rows: &rows,
            interruptions: &interruptions,
            rules: &self.rules,
            is_silent: &|id| id.source == self.silent,
            night: day(self.night),
        })
    }
}

fn row(source: &str, unit: &str, start: &str) -> Told {
    staged_placement(source, placement_row(unit, start))
}

fn absent(mut told: Told, misses: u8, since: &str) -> Told {
    told.1.absence = missing(misses, since);
    told
}

/// Ended as planned on a day.
fn ending(mut told: Told, last: &str) -> Told {
    told.1.row.status = PlacementStatus::Ended;
    told.1.row.ends_on = Some(day(last));
    told
}

fn with_status(mut told: Told, status: PlacementStatus) -> Told {
    told.1.row.status = status;
    told
}

/// Source and start of each placement that counts.
fn who_tells(case: &Case<'_>) -> Vec<(String, String)> {
    case.resolve().into_iter().map(|p| (p.provider.source, p.start.to_string())).collect()
}

/// The one placement's last day and what it follows from.
fn end_of_only(case: &Case<'_>) -> (Option<NaiveDate>, Ending) {
    let placements = case.resolve();
    assert_eq!(placements.len(), 1);
    (placements[0].last_day, placements[0].ending)
}

fn through(rows: &[Told]) -> Option<NaiveDate> {
    Case::of(rows).resolve()[0].attended_through
}

fn told_by(source: &str, start: &str) -> (String, String) {
    (source.to_owned(), start.to_owned())
}

#[test]
fn at_each_school_unit_the_best_ranked_source_is_believed_alone() {
    let rows = [
        row("ber", UNIT, "2015-08-17"),
        row("uedb", UNIT, "2014-08-18"),
        row("uedb", OTHER_UNIT, "2016-01-11"),
    ];
    assert_eq!(who_tells(&Case::of(&rows)), [told_by("ber", "2015-08-17"), told_by("uedb", "2016-01-11")]);
}

#[test]
fn rows_that_name_no_school_unit_do_not_stand_in_for_each_other() {
    let rows = [row("ber", "", "2015-08-17"), row("uedb", "", "2016-01-11")];
    assert_eq!(who_tells(&Case::of(&rows)), [told_by("ber", "2015-08-17"), told_by("uedb", "2016-01-11")]);
}

#[test]
fn sources_of_equal_rank_are_all_believed() {
    let rows = [row("ber", UNIT, "2015-08-17"), row("friskolor", UNIT, "2016-08-17")];
    let mut case = Case::of(&rows);
    case.rules.sources.push(Source {
        name: "friskolor".into(),
        kind: SourceKind::Enrolment,
        rank: 1,
        required: false,
        snapshot: true,
        carry_forward_days: 7,
        max_age_working_days: Some(1),
        providers: Vec::new(),
    });
    assert_eq!(who_tells(&case), [told_by("ber", "2015-08-17"), told_by("friskolor", "2016-08-17")]);
}

#[test]
fn a_row_is_present_through_its_second_miss_and_gives_way_with_its_third() {
    for misses in [1, 2] {
        let rows =
            [absent(row("ber", UNIT, "2015-08-17"), misses, "2016-11-14"), row("uedb", UNIT, "2015-08-18")];
        assert_eq!(who_tells(&Case::of(&rows)), [told_by("ber", "2015-08-17")], "{misses}");
    }
    let rows = [absent(row("ber", UNIT, "2015-08-17"), 3, "2016-11-14"), row("uedb", UNIT, "2015-08-18")];
    assert_eq!(who_tells(&Case::of(&rows)), [told_by("uedb", "2015-08-18")]);
}

#[test]
fn where_no_source_has_a_present_row_the_best_ranked_that_has_any_is_believed() {
    let rows = [
        absent(row("ber", UNIT, "2015-08-17"), 3, "2016-11-14"),
        absent(row("uedb", UNIT, "2015-08-18"), 3, "2016-11-14"),
    ];
    assert_eq!(who_tells(&Case::of(&rows)), [told_by("ber", "2015-08-17")]);
}

#[test]
fn a_silent_school_gives_way_to_uedb_at_the_unit_and_keeps_its_word_elsewhere() {
    let rows = [
        row("ber", UNIT, "2015-08-17"),
        row("ber", OTHER_UNIT, "2016-08-17"),
        row("uedb", UNIT, "2015-08-18"),
    ];
    let case = Case { silent: "ber", ..Case::of(&rows) };
    assert_eq!(who_tells(&case), [told_by("ber", "2016-08-17"), told_by("uedb", "2015-08-18")]);
    let silent: Vec<bool> = case.resolve().iter().map(|placement| placement.silent).collect();
    assert_eq!(silent, [true, false]);
}

#[test]
fn a_missing_row_goes_on_for_two_misses_and_with_the_third_ended_the_day_before_the_first() {
    for misses in [1, 2] {
        let rows = [absent(row("ber", UNIT, "2015-08-17"), misses, "2016-11-14")];
        assert_eq!(end_of_only(&Case::of(&rows)), (None, Ending::Told), "{misses}");
    }
    let rows = [absent(row("ber", UNIT, "2015-08-17"), 3, "2016-11-14")];
    assert_eq!(end_of_only(&Case::of(&rows)), (Some(day("2016-11-13")), Ending::Gone));
}

#[test]
fn a_planned_last_day_ahead_does_not_keep_a_gone_row() {
    let rows = [absent(ending(row("ber", UNIT, "2015-08-17"), "2017-06-09"), 3, "2016-11-14")];
    assert_eq!(end_of_only(&Case::of(&rows)), (Some(day("2016-11-13")), Ending::Gone));
}

#[test]
fn an_already_ended_row_is_kept_as_it_was_told() {
    let rows = [absent(ending(row("ber", UNIT, "2015-08-17"), "2016-10-31"), 3, "2016-11-14")];
    assert_eq!(end_of_only(&Case::of(&rows)), (Some(day("2016-10-31")), Ending::Told));
}

#[test]
fn a_row_gone_before_its_start_never_was() {
    for start in ["2016-11-14", "2017-01-09"] {
        let rows = [absent(row("ber", UNIT, start), 3, "2016-11-14")];
        assert_eq!(who_tells(&Case::of(&rows)), [], "{start}");
    }
    let rows = [absent(row("ber", UNIT, "2016-11-13"), 3, "2016-11-14")];
    assert_eq!(end_of_only(&Case::of(&rows)), (Some(day("2016-11-13")), Ending::Gone));
}

#[test]
fn a_later_row_of_the_source_at_the_unit_ends_a_missing_one_the_day_before_it_begins() {
    let rows = [absent(row("ber", UNIT, "2015-08-17"), 1, "2016-11-14"), row("ber", UNIT, "2016-11-10")];
    let placements = Case::of(&rows).resolve();
    assert_eq!((placements[0].last_day, placements[0].ending), (Some(day("2016-11-09")), Ending::Told));
    assert_eq!(placements[1].last_day, None);
}

#[test]
fn a_later_row_replaces_nothing_before_it_begins_or_at_another_unit_or_from_another_source() {
    let elsewhere = [
        row("ber", UNIT, "2016-11-17"),
        row("ber", OTHER_UNIT, "2016-11-10"),
        row("uedb", UNIT, "2016-11-10"),
    ];
    for other in elsewhere {
        let rows = [absent(row("ber", UNIT, "2015-08-17"), 1, "2016-11-14"), other];
        assert_eq!(Case::of(&rows).resolve()[0].last_day, None, "{:?}", rows[1].0.key.start);
    }
}

#[test]
fn a_row_missing_for_two_files_still_replaces_a_missing_one_and_a_gone_row_does_not() {
    let old = absent(row("ber", UNIT, "2015-08-17"), 2, "2016-11-11");
    let later = row("ber", UNIT, "2016-11-10");
    let rows = [old.clone(), absent(later.clone(), 2, "2016-11-11")];
    assert_eq!(Case::of(&rows).resolve()[0].last_day, Some(day("2016-11-09")));
    let rows = [old, absent(later, 3, "2016-11-11")];
    assert_eq!(Case::of(&rows).resolve()[0].last_day, None);
}

#[test]
fn a_later_row_that_is_gone_itself_replaces_nothing() {
    let rows = [
        absent(row("ber", UNIT, "2015-08-17"), 3, "2016-11-14"),
        absent(row("ber", UNIT, "2016-11-10"), 3, "2016-11-14"),
    ];
    let ends: Vec<_> = Case::of(&rows).resolve().iter().map(|p| (p.last_day, p.ending)).collect();
    let gone = (Some(day("2016-11-13")), Ending::Gone);
    assert_eq!(ends, [gone, gone]);
}

#[test]
fn a_row_that_is_still_told_is_not_ended_by_a_later_one() {
    let rows = [row("ber", UNIT, "2015-08-17"), row("ber", UNIT, "2016-11-10")];
    assert_eq!(Case::of(&rows).resolve()[0].last_day, None);
}

#[test]
fn a_missing_row_whose_start_was_corrected_never_was() {
    let mut corrected = row("ber", UNIT, "2016-08-17");
    corrected.1.first_seen = Some(day("2016-11-14"));
    let rows = [corrected.clone(), absent(row("ber", UNIT, "2016-08-22"), 1, "2016-11-14")];
    assert_eq!(who_tells(&Case::of(&rows)), [told_by("ber", "2016-08-17")]);

    corrected.1.first_seen = Some(day("2016-11-11"));
    let rows = [corrected, absent(row("ber", UNIT, "2016-08-22"), 1, "2016-11-14")];
    assert_eq!(who_tells(&Case::of(&rows)), [told_by("ber", "2016-08-17"), told_by("ber", "2016-08-22")]);
}

#[test]
fn who_is_only_admitted_attends_through_the_third_working_day() {
    let rows = [with_status(row("ber", UNIT, "2016-08-17"), PlacementStatus::Admitted)];
    let placement = &Case::of(&rows).resolve()[0];
    assert!(!placement.attends(day("2016-08-16")));
    assert!(placement.attends(day("2016-08-17")));
    assert!(placement.attends(day("2016-08-22")));
    assert!(!placement.attends(day("2016-08-23")));
    assert!(!placement.is_active(day("2016-08-17")));
}

#[test]
fn easter_gives_who_is_only_admitted_more_days() {
    let rows = [with_status(row("ber", UNIT, "2016-03-23"), PlacementStatus::Admitted)];
    assert_eq!(through(&rows), Some(day("2016-03-30")));
}

#[test]
fn what_was_broken_off_before_its_start_counts_for_nothing() {
    let mut before = with_status(row("ber", UNIT, "2016-08-17"), PlacementStatus::BrokenOff);
    before.1.row.broken_off_on = Some(day("2016-08-16"));
    assert_eq!(who_tells(&Case::of(&[before.clone()])), []);
    before.1.row.broken_off_on = Some(day("2016-08-17"));
    assert_eq!(end_of_only(&Case::of(&[before])), (Some(day("2016-08-17")), Ending::BrokenOff));
}

#[test]
fn the_earlier_of_the_two_last_days_counts() {
    let mut both = ending(row("ber", UNIT, "2015-08-17"), "2016-10-14");
    both.1.row.broken_off_on = Some(day("2016-10-07"));
    assert_eq!(end_of_only(&Case::of(&[both])), (Some(day("2016-10-07")), Ending::Told));
}

#[test]
fn seven_days_between_two_schools_are_no_gap_and_eight_are() {
    let first = ending(row("ber", UNIT, "2015-08-17"), "2016-10-02");
    assert_eq!(through(&[first.clone(), row("ber", OTHER_UNIT, "2016-10-10")]), Some(day("2016-10-09")));
    assert_eq!(through(&[first.clone(), row("ber", OTHER_UNIT, "2016-10-11")]), Some(day("2016-10-02")));
    let mut adult = row("ber", OTHER_UNIT, "2016-10-05");
    adult.0.key.form = SchoolForm::Adult;
    adult.1.row.key.form = SchoolForm::Adult;
    assert_eq!(through(&[first, adult]), Some(day("2016-10-02")), "adult education bridges nothing");
}

#[test]
fn a_gap_is_none_if_it_lies_between_1_june_and_the_autumn_check_of_one_year() {
    let cases = [
        ("2016-05-31", "2016-08-23", "2016-08-22"),
        ("2016-05-31", "2016-08-24", "2016-05-31"),
        ("2016-05-30", "2016-08-17", "2016-05-30"),
        ("2016-07-01", "2016-08-23", "2016-08-22"),
        ("2015-07-01", "2016-08-17", "2015-07-01"),
    ];
    for (last, start, expected) in cases {
        let rows = [ending(row("ber", UNIT, "2014-08-18"), last), row("ber", OTHER_UNIT, start)];
        assert_eq!(through(&rows), Some(day(expected)), "{last} to {start}");
    }
}

#[test]
fn a_placement_that_ended_in_june_goes_on_through_the_autumn_check() {
    let cases = [
        ("2016-05-31", "2016-05-31"),
        ("2016-06-01", "2016-08-22"),
        ("2016-06-30", "2016-08-22"),
        ("2016-07-01", "2016-07-01"),
    ];
    for (last, expected) in cases {
        assert_eq!(through(&[ending(row("ber", UNIT, "2015-08-17"), last)]), Some(day(expected)), "{last}");
    }
}

#[test]
fn a_june_ending_is_the_end_if_broken_off_or_of_the_final_year_or_with_a_document() {
    let june = ending(row("ber", UNIT, "2015-08-17"), "2016-06-10");
    let mut with_document = june.clone();
    with_document.1.row.document = Some(document_row(Document::StudyCertificate, Some("2016-06-10")));
    let mut final_year = june.clone();
    final_year.1.row.year = Some(3);
    let broken_off = with_status(june, PlacementStatus::BrokenOff);
    for told in [with_document, final_year, broken_off] {
        assert_eq!(through(&[told]), Some(day("2016-06-10")));
    }
}

#[test]
fn a_row_gone_in_june_goes_on_through_the_autumn_check_too() {
    let rows = [absent(row("ber", UNIT, "2015-08-17"), 3, "2016-06-14")];
    assert_eq!(through(&rows), Some(day("2016-08-22")));
}

#[test]
fn the_final_year_is_year_3_and_in_adapted_school_year_4_and_never_an_introduction_programme() {
    let cases = [
        (SchoolForm::UpperSecondary, "NANAT", 2, false),
        (SchoolForm::UpperSecondary, "NANAT", 3, true),
        (SchoolForm::UpperSecondary, "NANAT", 4, true),
        (SchoolForm::UpperSecondary, "IMVBA", 3, false),
        (SchoolForm::AdaptedUpperSecondary, "IAIND", 3, false),
        (SchoolForm::AdaptedUpperSecondary, "IAIND", 4, true),
        (SchoolForm::Adult, "", 4, false),
    ];
    for (form, programme, year, expected) in cases {
        let mut told = placement_row(UNIT, "2015-08-17");
        told.key.form = form;
        told.key.programme = programme.into();
        told.year = Some(year);
        let rows = [staged_placement("ber", told)];
        assert_eq!(Case::of(&rows).resolve()[0].final_year, expected, "{form} {programme} {year}");
    }
}

fn form(unit: &str, last_day: &str) -> InterruptionReport {
    InterruptionReport { number: number(ORDINARY_NUMBER), unit: unit.into(), last_day: day(last_day) }
}

#[test]
fn a_schools_form_ends_the_placement_whatever_the_extracts_still_say() {
    let forms = [form(UNIT, "2016-10-14")];
    for told in [
        row("ber", UNIT, "2015-08-17"),
        ending(row("ber", UNIT, "2015-08-17"), "2017-06-09"),
        ending(row("ber", UNIT, "2015-08-17"), "2016-10-14"),
    ] {
        let rows = [told];
        let case = Case { interruptions: &forms, ..Case::of(&rows) };
        assert_eq!(end_of_only(&case), (Some(day("2016-10-14")), Ending::BrokenOff));
    }
}

#[test]
fn a_schools_form_never_prolongs_a_placement_that_had_ended() {
    let forms = [form(UNIT, "2016-10-14")];
    let rows = [ending(row("ber", UNIT, "2015-08-17"), "2016-10-13")];
    let case = Case { interruptions: &forms, ..Case::of(&rows) };
    assert_eq!(end_of_only(&case), (Some(day("2016-10-13")), Ending::Told));
}

#[test]
fn a_schools_form_says_nothing_of_another_unit_or_of_a_row_that_starts_later() {
    let forms = [form(UNIT, "2016-10-14")];
    let rows = [
        row("ber", UNIT, "2015-08-17"),
        row("ber", UNIT, "2016-10-24"),
        row("ber", OTHER_UNIT, "2015-08-17"),
    ];
    let case = Case { interruptions: &forms, ..Case::of(&rows) };
    let last_days: Vec<_> = case.resolve().iter().map(|placement| placement.last_day).collect();
    assert_eq!(last_days, [Some(day("2016-10-14")), None, None]);
}

#[test]
fn a_schools_form_says_nothing_of_an_earlier_stay_at_the_unit() {
    let forms = [form(UNIT, "2016-10-14")];
    let rows = [ending(row("ber", UNIT, "2014-08-18"), "2015-05-29"), row("ber", UNIT, "2016-08-17")];
    let case = Case { interruptions: &forms, ..Case::of(&rows) };
    let ends: Vec<_> =
        case.resolve().iter().map(|placement| (placement.last_day, placement.ending)).collect();
    assert_eq!(ends, [(Some(day("2015-05-29")), Ending::Told), (Some(day("2016-10-14")), Ending::BrokenOff)]);
}

#[test]
fn a_june_ending_by_a_schools_form_is_the_end() {
    let forms = [form(UNIT, "2016-06-03")];
    let rows = [row("ber", UNIT, "2015-08-17")];
    let case = Case { interruptions: &forms, ..Case::of(&rows) };
    assert_eq!(case.resolve()[0].attended_through, Some(day("2016-06-03")));
}

#[test]
fn open_placements_of_a_closed_provider_end_on_its_last_day() {
    let rows = [row("ber", UNIT, "2015-08-17"), ending(row("ber", OTHER_UNIT, "2015-08-17"), "2016-05-20")];
    let mut case = Case::of(&rows);
    let ber = case.rules.sources.iter_mut().find(|source| source.name == "ber").unwrap();
    ber.providers = vec![Provider { name: "ber".into(), from: None, to: Some(day("2016-06-30")) }];
    let last_days: Vec<_> = case.resolve().iter().map(|placement| placement.last_day).collect();
    assert_eq!(last_days, [Some(day("2016-06-30")), Some(day("2016-05-20"))]);
}

#[test]
fn what_starts_after_its_provider_closed_counts_for_nothing() {
    let rows = [row("ber", UNIT, "2016-06-30"), row("ber", OTHER_UNIT, "2016-07-01")];
    let mut case = Case::of(&rows);
    let ber = case.rules.sources.iter_mut().find(|source| source.name == "ber").unwrap();
    ber.providers = vec![Provider { name: "ber".into(), from: None, to: Some(day("2016-06-30")) }];
    let starts: Vec<_> = case.resolve().iter().map(|placement| placement.start).collect();
    assert_eq!(starts, [day("2016-06-30")]);
}

#[test]
fn a_later_row_never_makes_a_missing_one_last_longer_than_it_was_told_to() {
    let rows = [
        absent(ending(row("ber", UNIT, "2015-08-17"), "2016-11-20"), 1, "2016-11-14"),
        row("ber", UNIT, "2016-12-05"),
    ];
    let case = Case { night: "2016-12-06", ..Case::of(&rows) };
    assert_eq!(case.resolve()[0].last_day, Some(day("2016-11-20")));
}
