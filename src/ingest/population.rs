//! A row of the population register, checked for everyone and built for those of the birth years.
//!
//! Every check works on bytes: the rows of other years are never decoded.

use super::fields::{Cells, PartialDate};
use super::quarantine::Faulty;
use crate::config::profile::Field;
use crate::domain::codes::RowFault;
use crate::domain::number::Number;
use crate::domain::record::{Contact, DeregistrationRow, ResidentRow};
use crate::domain::rules::Tables;
use chrono::NaiveDate;
use std::hash::{DefaultHasher, Hasher};

/// What tells a resident from another.
pub const KEY: [Field; 1] = [Field::Number];

/// What the checks of a sound row have read already.
#[derive(Clone, Copy)]
pub struct Checked {
    /// Whom the row is about.
    pub number: Number,
    replaced_by: Option<Number>,
    moved_in: Option<NaiveDate>,
    deregistered: PartialDate,
}

/// All that is kept, while the file is read, of a row outside the birth years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassedOver {
    /// Whom it is about.
    pub number: Number,
    /// A hash of what it says. Two contradicting rows with one hash would be counted as copies:
    /// of people whose rows are not used, it is only the count that would be wrong.
    content: u64,
}

impl PassedOver {
    /// Keeps of a row what finding its contradictions needs.
    pub fn of(cells: &Cells<'_>, checked: Checked) -> Self {
        Self { number: checked.number, content: content(cells) }
    }
}

/// Checks a row.
pub fn check(cells: &mut Cells<'_>) -> Result<Checked, Faulty> {
    let number = cells.number(Field::Number);
    let replaced_by = cells.optional_number(Field::ReplacedBy);
    check_municipality(cells);
    let moved_in = cells.optional_date(Field::MovedIn);
    let deregistered = cells.partial_date(Field::DeregistrationDate);
    let checked = number.map(|number| Checked { number, replaced_by, moved_in, deregistered });
    cells.verdict(checked).map_err(|(field, fault)| Faulty { field, fault, number, key: None })
}

/// Makes a resident of a row that has been checked.
pub fn build(cells: &Cells<'_>, checked: Checked, tables: &Tables) -> ResidentRow {
    let Checked { number, replaced_by, moved_in, deregistered } = checked;
    ResidentRow {
        number,
        replaced_by,
        municipality: cells.text(Field::Municipality).into_owned(),
        area: cells.text(Field::Area).into_owned(),
        moved_in,
        secrecy_marked: is_set(cells.raw(Field::SecrecyMarked)),
        protected_registration: is_set(cells.raw(Field::ProtectedRegistration)),
        deregistration: deregistration(cells, deregistered, tables),
        contact: contact(cells),
    }
}

/// Whether a protection flag of the row is neither yes nor no. Such a flag counts as set.
pub fn has_unreadable_flag(cells: &Cells<'_>) -> bool {
    [Field::SecrecyMarked, Field::ProtectedRegistration]
        .into_iter()
        .any(|flag| !matches!(cells.raw(flag), b"J" | b"N"))
}

fn is_set(flag: &[u8]) -> bool {
    flag != b"N"
}

fn check_municipality(cells: &mut Cells<'_>) {
    match cells.raw(Field::Municipality) {
        [] => cells.note(Field::Municipality, RowFault::MissingField),
        code if code.len() == 4 && code.iter().all(u8::is_ascii_digit) => {}
        _ => cells.note(Field::Municipality, RowFault::BadCode),
    }
}

fn deregistration(cells: &Cells<'_>, date: PartialDate, tables: &Tables) -> Option<DeregistrationRow> {
    let code = cells.text(Field::DeregistrationCode);
    let date: Option<NaiveDate> = match date {
        PartialDate::Whole(date) => Some(date),
        PartialDate::Incomplete => None,
    };
    (!code.is_empty()).then(|| DeregistrationRow { code: tables.deregistration(&code), date })
}

fn contact(cells: &Cells<'_>) -> Contact {
    let text = |field| cells.text(field).into_owned();
    Contact {
        given_name: text(Field::GivenName),
        middle_name: text(Field::MiddleName),
        family_name: text(Field::FamilyName),
        care_of: text(Field::CareOf),
        street: text(Field::Street),
        postcode: text(Field::Postcode),
        town: text(Field::Town),
    }
}

/// Cells are hashed as delivered, each with its column; the number apart, for it is the key.
fn content(cells: &Cells<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    let told = cells.declared().filter(|(field, cell)| *field != Field::Number && !cell.is_empty());
    for (field, cell) in told {
        hasher.write(cell);
        hasher.write_u8(field as u8);
    }
    hasher.finish()
}
