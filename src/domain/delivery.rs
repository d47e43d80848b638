//! The half-year delivery to SCB: one row per person covered on some day of the half-year.
//!
//! Worked out from intervals, whole every time: what is delivered replaces what was delivered before. Nothing
//! after the half-year's last day is told. Knows neither files nor the receiver's codes; what is found wrong is
//! named by entry, never by number.
//!
//! - [`half_year`]: which days
//! - [`row`]: what is told of a person
//! - [`code`]: our codes, and the receiver's for them
//! - [`checks`]: what a delivery is checked for before it is handed over
//! - [`residence`]: whether somebody lived here on a day
//! - [`outcome`]: what came of the checks, as a report

mod about;
pub mod checks;
pub mod code;
pub mod half_year;
pub mod outcome;
pub mod residence;
pub mod row;
#[cfg(test)]
mod tests;

use super::number::Number;
use super::reported::Reported;
use super::rules::Rules;
use super::staged::StagedResident;
use super::state::{EntryId, PersonId};
use super::statistics::figures::HalfYearCheck;
use about::About;
use chrono::NaiveDate;
use half_year::HalfYear;
use row::{Row, Stay};
use std::collections::BTreeMap;

/// What a delivery is made from, as some night knew it or as it is known now.
#[derive(Clone, Debug)]
pub struct Known {
    /// The last night there was.
    pub last_night: NaiveDate,
    /// Entries, open and closed, without their lanes.
    pub stays: BTreeMap<EntryId, Stay>,
    /// Whose every number is.
    pub whose: BTreeMap<Number, PersonId>,
    /// What the population register told of whoever is not too old.
    pub residents: BTreeMap<Number, StagedResident>,
    /// What people reported.
    pub reported: Reported,
}

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Which half-year.
    pub half_year: HalfYear,
    /// The settings.
    pub rules: &'a Rules,
    /// Protected persons are told as well.
    pub include_protected: bool,
}

/// The days that are looked at when a delivery is checked: those of the half-year of which something is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The half-year's first.
    pub first: NaiveDate,
    /// The half-year's last, or the last night before it.
    pub last: NaiveDate,
}

/// A delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Which half-year's.
    pub half_year: HalfYear,
    /// One for each person, in the order of their numbers.
    pub rows: Vec<Row>,
    /// What was found of which entries, but for unmapped codes.
    pub findings: BTreeMap<HalfYearCheck, Vec<EntryId>>,
    /// Entries open on the last day of whom it is not known whether they lived here on it.
    pub residence_unknown: Vec<EntryId>,
}

/// Works out a delivery and checks it.
pub fn deliver(known: &Known, asked: &Asked<'_>) -> Delivery {
    let half_year = asked.half_year;
    let (mut rows, mut left_out) = (Vec::new(), Vec::new());
    let about = About::gather(known);
    for (person, stays) in told_stays(known, half_year) {
        if stays.iter().any(|(_, stay)| stay.protected) && !asked.include_protected {
            left_out.extend(stays.iter().map(|(entry, _)| *entry));
        } else {
            rows.extend(row(stays, about.get(&person), asked));
        }
    }
    rows.sort_by_key(|row: &Row| row.number);
    let days = Days { first: half_year.first_day(), last: half_year.last_day().min(known.last_night) };
    let mut findings = checks::findings(&rows, days);
    findings.insert(HalfYearCheck::ProtectedLeftOut, left_out);
    let residence = residence::look(&rows, known, asked, days.last);
    findings.insert(HalfYearCheck::NotResident, residence.elsewhere);
    Delivery { half_year, rows, findings, residence_unknown: residence.unknown }
}

/// Every person's entries that are told, in the order they opened.
fn told_stays(known: &Known, half_year: HalfYear) -> BTreeMap<PersonId, Vec<(EntryId, Stay)>> {
    let mut told: BTreeMap<PersonId, Vec<(EntryId, Stay)>> = BTreeMap::new();
    for (entry, stay) in known.stays.iter().filter(|(_, stay)| stay.is_told(half_year)) {
        told.entry(stay.person).or_default().push((*entry, stay.on_last_day(half_year)));
    }
    for own in told.values_mut() {
        own.sort_by_key(|(entry, stay)| (stay.opened_on, *entry));
    }
    told
}

fn row(stays: Vec<(EntryId, Stay)>, about: Option<&About<'_>>, asked: &Asked<'_>) -> Option<Row> {
    let (_, first) = stays.first()?;
    let (number, opened_on) = (first.number, first.opened_on);
    Some(Row {
        number,
        stays,
        first_contact: about.and_then(|about| about.first_contact(opened_on, asked)),
        measures: about.map(|about| about.measures(asked.half_year)).unwrap_or_default(),
    })
}
