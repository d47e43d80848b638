//! What the page shows of the small register over time, counted by hand.

use super::*;
use crate::domain::statistics::glance::{ladder, month_flows, standings};
use crate::domain::statistics::overview::{Ladder, MonthFlow, Standing};

fn standing_lines(basis: &Basis, first_night: &str, night: &str) -> Vec<String> {
    let standings = standings(basis, day(first_night), day(night));
    let line = |standing: &Standing| {
        let lanes = standing.lanes.iter().map(|(lane, count)| format!("{lane} {count}"));
        [standing.on.to_string()].into_iter().chain(lanes).collect::<Vec<_>>().join(" ")
    };
    standings.iter().map(line).collect()
}

fn rungs(ladder: &Ladder) -> Vec<String> {
    ladder.rungs.iter().map(|(rung, count)| format!("{rung} {count}")).collect()
}

#[test]
fn the_register_stands_at_the_end_of_each_month_and_on_the_night() {
    assert_eq!(
        standing_lines(&basis(), "2016-09-20", "2016-11-20"),
        ["2016-09-30 protected 1", "2016-10-31 protected 1 in_school 1", "2016-11-20 protected 1 outreach 1"]
    );
}

#[test]
fn no_more_than_ten_years_are_shown() {
    let shown = standing_lines(&basis(), "2000-01-03", "2016-11-20");
    assert_eq!(shown.len(), 120);
    assert!(shown[0].starts_with("2006-12-31"), "{}", shown[0]);
}

#[test]
fn the_first_months_flow_begins_with_the_first_night_and_the_last_ends_with_the_night() {
    let flow = |month: &str, opening, opened, closed, closing| MonthFlow {
        month: day(month),
        opening,
        opened,
        closed,
        closing,
    };
    assert_eq!(
        month_flows(&basis(), day("2016-09-20"), day("2016-11-20")),
        [
            flow("2016-09-01", 1, 0, 0, 1), // who left on 1 September had gone
            flow("2016-10-01", 1, 1, 0, 2),
            flow("2016-11-01", 2, 0, 0, 2),
        ]
    );
    assert_eq!(month_flows(&basis(), day("2016-10-01"), day("2016-10-01")), [flow("2016-10-01", 1, 1, 0, 2)]);
}

#[test]
fn an_entry_climbs_by_what_was_done_while_it_was_open() {
    // Of the year before, the one that came on 2016-03-15: letters and calls.
    let earlier = ladder(&basis(), day("2016-06-30"));
    assert_eq!(earlier.year, SchoolYear(2015));
    assert_eq!(rungs(&earlier), ["sought 1", "written 1", "called 1", "reached 1"]);
    // Its contacts of August are of an entry that the year's ladder does not hold.
    let ladder = ladder(&basis(), day("2017-06-30"));
    assert_eq!(
        rungs(&ladder),
        ["sought 4", "written 1", "called 2", "visited 1", "reached 2", "supported 1"]
    );
}

#[test]
fn what_comes_on_the_closing_day_climbs_nothing_and_a_measure_that_goes_on_does() {
    let of_entry = |contacts: &[&str], measure: &str| {
        let mut reported = reported();
        reported.contacts = contacts.iter().map(|told| contact(2, told)).collect();
        reported.measures[0].number = number(PERSONS[1].0);
        reported.measures[0].from = day(measure);
        let entries = entries().into_iter().filter(|(id, _)| *id == EntryId(3)).collect();
        rungs(&ladder(&Basis::new(entries, people(), &reported, Vec::new()), day("2016-08-01")))
    };
    let early = of_entry(&["2016-07-01 SMS SKICKAT", "2016-07-19 KNACKKORT SKICKAT"], "2016-07-01");
    assert_eq!(early, ["sought 1", "texted 1", "carded 1", "supported 1"]);
    assert_eq!(of_entry(&["2016-07-20 HEMBESOK NADD_AVBOJER"], "2016-07-20"), ["sought 1"]);
    assert_eq!(of_entry(&["2016-07-19 MEJL SKICKAT"], "2016-06-30"), ["sought 1", "supported 1"]);
}
