//! What a delivery is checked for before it is handed over: what the receiver would send back.
//!
//! Each check looks at one row and names entries of it. Nothing is repaired, and nothing left out.

use super::super::calendar::{birthday, next};
use super::super::codes::MeasureKind;
use super::super::reported::MeasureReport;
use super::super::state::EntryId;
use super::super::statistics::figures::HalfYearCheck;
use super::super::status::LEAVING_AGE;
use super::Days;
use super::row::Row;
use chrono::NaiveDate;
use std::collections::BTreeMap;

type Check = fn(&Row, Days) -> Vec<EntryId>;

/// The checks that a row answers by itself.
const CHECKS: [(HalfYearCheck, Check); 6] = [
    (HalfYearCheck::MissingReason, missing_reason),
    (HalfYearCheck::RegisteredAfter20, registered_after_20),
    (HalfYearCheck::MeasureOutsideEntry, measure_outside_entry),
    (HalfYearCheck::EndBeforeStart, end_before_start),
    (HalfYearCheck::Overlap, overlap),
    (HalfYearCheck::OccupationMissing, occupation_missing),
];

/// What is found in which entries, in their order; an entry stands there once for each time.
pub fn findings(rows: &[Row], days: Days) -> BTreeMap<HalfYearCheck, Vec<EntryId>> {
    let found = CHECKS.iter().map(|(check, look)| {
        let mut entries: Vec<EntryId> = rows.iter().flat_map(|row| look(row, days)).collect();
        entries.sort_unstable();
        (*check, entries)
    });
    found.collect()
}

/// Of opening, or of closing.
fn missing_reason(row: &Row, _: Days) -> Vec<EntryId> {
    let lacks = row.stays.iter().filter(|(_, stay)| {
        stay.reason.is_none() || stay.closed.is_some_and(|closed| closed.reason.is_none())
    });
    lacks.map(|(entry, _)| *entry).collect()
}

fn registered_after_20(row: &Row, days: Days) -> Vec<EntryId> {
    let birthday = birthday(row.number.birth_date(), LEAVING_AGE);
    let late = row.stays.iter().filter(|(_, stay)| stay.end(days.last) > birthday);
    late.map(|(entry, _)| *entry).collect()
}

/// Only the days of the half-year are looked at: the entries of other days are not told.
fn measure_outside_entry(row: &Row, days: Days) -> Vec<EntryId> {
    let is_outside = |measure: &&MeasureReport| {
        let last = measure.to.map_or(days.last, |to| to.min(days.last));
        let mut day = measure.from.max(days.first);
        for (_, stay) in row.stays.iter().filter(|(_, stay)| stay.opened_on <= last) {
            if stay.opened_on <= day {
                day = day.max(stay.end(days.last));
            }
        }
        day <= last
    };
    let outside = row.measures.iter().filter(is_outside);
    outside.filter_map(|measure| row.entry_of(measure)).collect()
}

fn end_before_start(row: &Row, _: Days) -> Vec<EntryId> {
    let stays =
        row.stays.iter().filter(|(_, stay)| stay.closed.is_some_and(|closed| closed.on < stay.opened_on));
    let measures = row.measures.iter().filter(|measure| measure.to.is_some_and(|to| to < measure.from));
    let of_measures = measures.filter_map(|measure| row.entry_of(measure));
    stays.map(|(entry, _)| *entry).chain(of_measures).collect()
}

/// Every entry, and every measure of one kind, that begins before an earlier one has ended.
fn overlap(row: &Row, days: Days) -> Vec<EntryId> {
    let mut found = Vec::new();
    let mut reached: Option<NaiveDate> = None;
    for (entry, stay) in &row.stays {
        if reached.is_some_and(|reached| stay.opened_on < reached) {
            found.push(*entry);
        }
        reached = reached.max(Some(stay.end(days.last)));
    }
    let mut of_kind: BTreeMap<MeasureKind, NaiveDate> = BTreeMap::new();
    for measure in &row.measures {
        let end = next(measure.to.unwrap_or(days.last));
        let reached = of_kind.entry(measure.measure).or_insert(measure.from);
        if measure.from < *reached {
            found.extend(row.entry_of(measure));
        }
        *reached = end.max(*reached);
    }
    found
}

fn occupation_missing(row: &Row, _: Days) -> Vec<EntryId> {
    let untold = row.measures.iter().filter(|measure| measure.to.is_some() && measure.after.is_none());
    untold.filter_map(|measure| row.entry_of(measure)).collect()
}
