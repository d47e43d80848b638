//! Cells to values: numbers, dates, codes and flags, and the first fault of a row in column order.
//!
//! A fault says which column and what kind; it never holds what stood there.

use super::table::{Columns, Row};
use super::text::decode;
use crate::config::profile::{DateFormat, Field, Profile};
use crate::domain::codes::RowFault;
use crate::domain::number::Number;
use chrono::NaiveDate;
use std::borrow::Cow;

/// What reading the cells of one file needs.
#[derive(Clone, Copy)]
pub struct Layout<'a> {
    /// The source's declaration.
    pub profile: &'a Profile,
    /// Where this file has its fields.
    pub columns: &'a Columns,
    /// The night's date: ten-digit numbers take their century from it.
    pub night: NaiveDate,
}

/// The cells of one row, to be asked for in the order of the columns.
pub struct Cells<'a> {
    row: Row<'a>,
    layout: Layout<'a>,
    first_fault: Option<(Field, RowFault)>,
}

/// A date that may be incomplete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartialDate {
    /// A day.
    Whole(NaiveDate),
    /// `20161100`, `20160000`, `0` or nothing.
    Incomplete,
}

impl<'a> Cells<'a> {
    /// Nothing read yet.
    pub fn new(row: Row<'a>, layout: Layout<'a>) -> Self {
        Self { row, layout, first_fault: None }
    }

    /// What was read, or the first fault met on the way. What could not be read without a fault
    /// of its own is a fault all the same.
    pub fn verdict<T>(&self, read: Option<T>) -> Result<T, (Field, RowFault)> {
        match self.first_fault {
            Some(fault) => Err(fault),
            None => read.ok_or((Field::Number, RowFault::MissingField)),
        }
    }

    /// Notes a fault; the first one stays.
    pub fn note(&mut self, field: Field, fault: RowFault) {
        self.first_fault = self.first_fault.or(Some((field, fault)));
    }

    /// A cell as delivered; empty where the profile leaves the field out.
    pub fn raw(&self, field: Field) -> &'a [u8] {
        self.layout.columns.place(field).map_or(&[], |place| self.row.cell(place))
    }

    /// Every cell of a declared column as delivered, in the order of the fields.
    pub fn declared(&self) -> impl Iterator<Item = (Field, &'a [u8])> {
        self.layout.profile.columns.keys().map(|field| (*field, self.raw(*field)))
    }

    /// A cell as text.
    pub fn text(&self, field: Field) -> Cow<'a, str> {
        decode(self.raw(field), self.layout.profile.encoding)
    }

    /// A personal number.
    pub fn number(&mut self, field: Field) -> Option<Number> {
        let number = self.parse_number(field);
        if number.is_none() {
            self.note(field, RowFault::BadPersonnummer);
        }
        number
    }

    fn parse_number(&self, field: Field) -> Option<Number> {
        // Nearly every number has its stored form already: a million of them need no allocation.
        if let Some(number) = std::str::from_utf8(self.raw(field)).ok().and_then(Number::stored) {
            return Some(number);
        }
        Number::parse(&self.text(field), self.layout.profile.numbers, self.layout.night)
    }

    /// A personal number that need not be there.
    pub fn optional_number(&mut self, field: Field) -> Option<Number> {
        if self.raw(field).is_empty() { None } else { self.number(field) }
    }

    /// A date that need not be there.
    pub fn optional_date(&mut self, field: Field) -> Option<NaiveDate> {
        if self.raw(field).is_empty() {
            return None;
        }
        let date = self.parse_date(field);
        if date.is_none() {
            self.note(field, RowFault::BadDate);
        }
        date
    }

    /// A date that must be there.
    pub fn date(&mut self, field: Field) -> Option<NaiveDate> {
        if self.raw(field).is_empty() {
            self.note(field, RowFault::MissingField);
        }
        self.optional_date(field)
    }

    /// A date that may lack its day, or its day and month, or be nothing at all.
    pub fn partial_date(&mut self, field: Field) -> PartialDate {
        let raw = self.raw(field);
        if let Some(date) = self.parse_date(field) {
            return PartialDate::Whole(date);
        }
        if !matches!(raw, b"" | b"0") && !self.dates().any(|format| lacks_day_or_month(raw, format)) {
            self.note(field, RowFault::BadDate);
        }
        PartialDate::Incomplete
    }

    /// A code that must be there: `missing_field` where it is empty, `unknown` where `read` knows it not.
    pub fn code<T>(
        &mut self,
        field: Field,
        unknown: RowFault,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        if self.raw(field).is_empty() {
            self.note(field, RowFault::MissingField);
            return None;
        }
        let code = read(&self.text(field));
        if code.is_none() {
            self.note(field, unknown);
        }
        code
    }

    fn parse_date(&self, field: Field) -> Option<NaiveDate> {
        let raw = self.raw(field);
        self.dates().find_map(|format| parse_date(raw, format))
    }

    fn dates(&self) -> impl Iterator<Item = DateFormat> + 'a {
        self.layout.profile.dates.iter().copied()
    }
}

/// Nobody in a file was born, moved or started school before this year: an earlier one is damage. A
/// late year is not: `9999-12-31` is how some systems say that there is no end.
const FIRST_YEAR: i32 = 1900;

/// Reads a date written in one format and nothing else.
pub fn parse_date(raw: &[u8], format: DateFormat) -> Option<NaiveDate> {
    let (year, month, day) = numbers_of_date(raw, format)?;
    let year = i32::try_from(year).ok().filter(|year| *year >= FIRST_YEAR)?;
    NaiveDate::from_ymd_opt(year, month, day)
}

fn lacks_day_or_month(raw: &[u8], format: DateFormat) -> bool {
    matches!(numbers_of_date(raw, format), Some((_, 0..=12, 0)))
}

fn numbers_of_date(raw: &[u8], format: DateFormat) -> Option<(u32, u32, u32)> {
    let (year, month, day) = match (format, raw) {
        (DateFormat::Compact, [y1, y2, y3, y4, m1, m2, d1, d2])
        | (DateFormat::Dashed, [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2]) => {
            ([y1, y2, y3, y4], [m1, m2], [d1, d2])
        }
        (DateFormat::Compact | DateFormat::Dashed, _) => return None,
    };
    Some((number_of(&year)?, number_of(&month)?, number_of(&day)?))
}

fn number_of(digits: &[&u8]) -> Option<u32> {
    digits
        .iter()
        .try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u32::from(**digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::date;

    #[test]
    fn a_date_has_exactly_the_declared_form_and_exists() {
        let day = Some(date(2016, 2, 29));
        assert_eq!(parse_date(b"20160229", DateFormat::Compact), day);
        assert_eq!(parse_date(b"2016-02-29", DateFormat::Dashed), day);
        for raw in [&b"2016-02-29"[..], b"20150229", b"2016022", b"201602290", b"+2016229", b" 0160229"] {
            assert_eq!(parse_date(raw, DateFormat::Compact), None, "{raw:?}");
        }
        for raw in [&b"20160229"[..], b"2016-2-29", b"2016-02-30", b"2016/02/29"] {
            assert_eq!(parse_date(raw, DateFormat::Dashed), None, "{raw:?}");
        }
    }

    #[test]
    fn only_a_day_or_a_day_and_month_of_zeros_is_incomplete() {
        for (raw, incomplete) in [
            ("20161100", true),
            ("20160000", true),
            ("20160014", false),
            ("20161300", false),
            ("2016", false),
        ] {
            assert_eq!(lacks_day_or_month(raw.as_bytes(), DateFormat::Compact), incomplete, "{raw}");
        }
        assert!(lacks_day_or_month(b"2016-11-00", DateFormat::Dashed));
    }
}
