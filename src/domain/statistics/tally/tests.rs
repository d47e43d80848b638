//! What is shown and hidden of a report that was counted.

use super::*;
use crate::domain::calendar::date;
use crate::domain::codes::Lane;
use crate::domain::statistics::figures::ColumnName;

fn tally() -> Tally {
    let columns = [ColumnName::Group, ColumnName::Persons, ColumnName::Share, ColumnName::MedianDays];
    let columns = columns.into_iter().map(Column::Named).collect();
    Tally::new(Kind::Register, Period::Day(date(2016, 9, 15)), columns)
}

/// A row per lane: how many, the share of all, the median of 12.5 days.
fn lanes(in_school: u64, occupied: u64, outreach: u64) -> Tally {
    let mut tally = tally();
    let total = tally.count(in_school + occupied + outreach);
    let lanes = [(Lane::InSchool, in_school), (Lane::Occupied, occupied), (Lane::Outreach, outreach)];
    let mut parts = Vec::new();
    for (lane, size) in lanes {
        let part = tally.count(size);
        parts.push(part);
        let days = (size > 0).then_some(HalfDays(25));
        let cells = [part.into(), Counted::Share(part, total), Counted::Days(days, part)];
        tally.row([Label::Lane(lane).into()].into_iter().chain(cells).collect());
    }
    tally.bind(parts, vec![total]);
    tally
}

fn cells(report: &Report) -> Vec<&[Cell]> {
    report.rows.iter().map(|row| &row[1..]).collect()
}

#[test]
fn what_is_not_published_is_shown_as_it_is() {
    let report = lanes(0, 3, 61).report(false);
    assert!(!report.published);
    assert_eq!(
        cells(&report),
        [
            [Cell::Count(0), Cell::Share(Permille(0)), Cell::Nothing],
            [Cell::Count(3), Cell::Share(Permille(47)), Cell::Days(HalfDays(25))],
            [Cell::Count(61), Cell::Share(Permille(953)), Cell::Days(HalfDays(25))],
        ]
    );
}

#[test]
fn a_share_is_hidden_with_its_part_and_days_with_their_group() {
    let report = lanes(20, 3, 41).report(true);
    assert!(report.published);
    let hidden = [Cell::Hidden, Cell::Hidden, Cell::Hidden];
    assert_eq!(
        cells(&report),
        [hidden.clone(), hidden, [Cell::Count(41), Cell::Share(Permille(641)), Cell::Days(HalfDays(25))],]
    );
}

#[test]
fn a_share_is_hidden_with_its_whole() {
    // 4 and 4 of 8: the whole goes too, and with it the share of nobody.
    let report = lanes(0, 4, 4).report(true);
    assert_eq!(report.rows[0][1..], [Cell::Count(0), Cell::Hidden, Cell::Nothing]);
}

#[test]
fn a_share_of_nobody_says_nothing() {
    let report = lanes(0, 0, 0).report(true);
    assert_eq!(report.rows[0][1..], [Cell::Count(0), Cell::Nothing, Cell::Nothing]);
}

/// Sought, and reached as a part of them; how many were not reached is in no cell.
fn reached(reached: u64, sought: u64) -> Vec<Cell> {
    let mut tally = tally();
    let (part, whole) = (tally.count(reached), tally.count(sought));
    tally.part_of(part, whole);
    tally.row(vec![part.into(), whole.into(), Counted::Share(part, whole)]);
    tally.report(true).rows.remove(0)
}

#[test]
fn few_who_are_in_no_cell_are_not_given_away_by_a_part_and_its_whole() {
    // 48 of 50: the 2 not reached would be told by either.
    assert_eq!(reached(48, 50), [Cell::Hidden, Cell::Count(50), Cell::Hidden]);
    assert_eq!(reached(45, 50), [Cell::Count(45), Cell::Count(50), Cell::Share(Permille(900))]);
}

#[test]
fn who_is_in_no_cell_protects_a_small_part() {
    assert_eq!(reached(3, 50), [Cell::Hidden, Cell::Count(50), Cell::Hidden]);
    assert_eq!(reached(0, 50), [Cell::Count(0), Cell::Count(50), Cell::Share(Permille(0))]);
    assert_eq!(reached(50, 50), [Cell::Count(50), Cell::Count(50), Cell::Share(Permille(1000))]);
}
