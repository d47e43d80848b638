//! A row of study at a school unit, read and checked in the order of its columns.
//!
//! Says what the row says; what it means for anyone is decided elsewhere.

use super::fields::Cells;
use super::quarantine::Faulty;
use crate::config::profile::Field;
use crate::domain::codes::{Code, PlacementStatus, RowFault, SchoolForm};
use crate::domain::number::Number;
use crate::domain::record::{DocumentRow, PlacementKey, PlacementRow};
use crate::domain::rules::Tables;
use chrono::NaiveDate;

/// What tells a placement from another, as delivered.
pub const KEY: [Field; 5] =
    [Field::Number, Field::SchoolForm, Field::SchoolUnit, Field::Programme, Field::Start];

/// Digits of a school unit's code.
const UNIT_DIGITS: usize = 8;

/// The highest school year there is: the tenth of compulsory school.
const LAST_YEAR: u8 = 10;

/// The days of a placement.
#[derive(Clone, Copy)]
struct Days {
    start: Option<NaiveDate>,
    ends_on: Option<NaiveDate>,
    broken_off_on: Option<NaiveDate>,
}

/// Reads and checks a row.
pub fn read(cells: &mut Cells<'_>, tables: &Tables) -> Result<PlacementRow, Faulty> {
    let form_of = |code: &str| tables.school_forms.get(code).copied();
    let number = cells.number(Field::Number);
    // The unit's rule depends on the form, whose own fault comes after the unit's.
    let form = form_of(&cells.text(Field::SchoolForm));
    let unit = unit(cells, form);
    cells.code(Field::SchoolForm, RowFault::UnknownSchoolForm, form_of);
    let programme = programme(cells, form);
    let year = year(cells);
    let status = cells.code(Field::Status, RowFault::UnknownStatus, PlacementStatus::parse);
    let days = days(cells, status);
    let document = document(cells, tables);
    let key = key(number, form, unit, programme, days.start);
    let status = match cells.verdict(status) {
        Ok(status) => status,
        Err((field, fault)) => return Err(Faulty { field, fault, number, key }),
    };
    let key = cells.verdict(key).map_err(|(field, fault)| Faulty { field, fault, number, key: None })?;
    let Days { start: _, ends_on, broken_off_on } = days;
    Ok(PlacementRow { key, year, status, ends_on, broken_off_on, document })
}

/// The key, where every part of it could be read: also of a row with a fault elsewhere.
fn key(
    number: Option<Number>,
    form: Option<SchoolForm>,
    unit: Option<String>,
    programme: Option<String>,
    start: Option<NaiveDate>,
) -> Option<PlacementKey> {
    Some(PlacementKey { number: number?, form: form?, unit: unit?, programme: programme?, start: start? })
}

/// Eight digits; nothing at all where the form has no school units of its own.
fn unit(cells: &mut Cells<'_>, form: Option<SchoolForm>) -> Option<String> {
    let unit = cells.raw(Field::SchoolUnit);
    if unit.is_empty() {
        if form.is_some_and(does_without_unit) {
            return Some(String::new());
        }
        cells.note(Field::SchoolUnit, RowFault::MissingField);
        return None;
    }
    if unit.len() != UNIT_DIGITS || !unit.iter().all(u8::is_ascii_digit) {
        cells.note(Field::SchoolUnit, RowFault::BadSchoolUnit);
        return None;
    }
    Some(cells.text(Field::SchoolUnit).into_owned())
}

fn does_without_unit(form: SchoolForm) -> bool {
    match form {
        SchoolForm::Adult
        | SchoolForm::SwedishForImmigrants
        | SchoolForm::FolkHighSchool
        | SchoolForm::Higher
        | SchoolForm::Abroad => true,
        SchoolForm::Compulsory
        | SchoolForm::AdaptedCompulsory
        | SchoolForm::Special
        | SchoolForm::Sami
        | SchoolForm::UpperSecondary
        | SchoolForm::AdaptedUpperSecondary => false,
    }
}

fn programme(cells: &mut Cells<'_>, form: Option<SchoolForm>) -> Option<String> {
    let code = cells.text(Field::Programme);
    if code.is_empty() && form.is_some_and(SchoolForm::is_upper_secondary) {
        cells.note(Field::Programme, RowFault::MissingField);
        return None;
    }
    Some(code.into_owned())
}

fn year(cells: &mut Cells<'_>) -> Option<u8> {
    let raw = cells.raw(Field::SchoolYear);
    if raw.is_empty() {
        return None;
    }
    let year = match raw {
        [ones @ b'0'..=b'9'] => Some(ones - b'0'),
        b"10" => Some(LAST_YEAR),
        _ => None,
    };
    if year.is_none() {
        cells.note(Field::SchoolYear, RowFault::BadCode);
    }
    year
}

fn days(cells: &mut Cells<'_>, status: Option<PlacementStatus>) -> Days {
    let start = cells.date(Field::Start);
    let ends_on = cells.optional_date(Field::EndsOn);
    let broken_off_on = cells.optional_date(Field::BrokenOffOn);
    let has_ended = matches!(status, Some(PlacementStatus::Ended | PlacementStatus::BrokenOff));
    let last_day = ends_on.into_iter().chain(broken_off_on).min();
    if has_ended && last_day.is_none() {
        cells.note(Field::BrokenOffOn, RowFault::EndedWithoutDate);
    }
    // Whoever breaks off before the first day never came.
    if status != Some(PlacementStatus::BrokenOff)
        && last_day.zip(start).is_some_and(|(last, start)| last < start)
    {
        cells.note(Field::BrokenOffOn, RowFault::EndBeforeStart);
    }
    Days { start, ends_on, broken_off_on }
}

fn document(cells: &mut Cells<'_>, tables: &Tables) -> Option<DocumentRow> {
    let date = cells.optional_date(Field::DocumentDate);
    let code = cells.text(Field::Document);
    (!code.is_empty()).then(|| DocumentRow { document: tables.document(&code), date })
}
