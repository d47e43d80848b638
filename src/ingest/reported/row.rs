//! Fields to values, and what is wrong with a row: its first fault in the order of the columns.
//!
//! A fault says which column, what kind and what was expected; it never holds what stood there.

use super::super::fields::parse_date;
use super::super::find::is_provider;
use super::reach;
use crate::config::profile::DateFormat;
use crate::domain::codes::{Code, RowFault, Step};
use crate::domain::number::{Form, Number, NumberKind};
use crate::domain::reported::PairedId;
use crate::domain::reported::faults::{Faulty, Wanted};
use chrono::NaiveDate;

/// Digits of a school unit's code.
const UNIT_DIGITS: usize = 8;

/// One line's fields, in the order of the columns.
pub struct Row<'a> {
    line: u64,
    columns: &'static [&'static str],
    fields: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// Tells the fields of a line apart.
    pub fn split(line: u64, text: &'a str, columns: &'static [&'static str]) -> Result<Self, Faulty> {
        let shapeless = |fault, wanted| Err(Faulty { line, column: None, fault, wanted });
        if text.contains('\r') {
            return shapeless(RowFault::LineBreakInField, Wanted::OneLine);
        }
        let fields: Vec<&str> = text.split(';').collect();
        if fields.len() != columns.len() {
            let wanted = Wanted::Fields { found: fields.len(), asked: columns.len() };
            return shapeless(RowFault::WrongFieldCount, wanted);
        }
        Ok(Self { line, columns, fields })
    }

    /// What is wrong with a column.
    pub fn faulty(&self, at: usize, fault: RowFault, wanted: Wanted) -> Faulty {
        Faulty { line: self.line, column: Some(self.columns[at]), fault, wanted }
    }

    /// Nothing stands there.
    pub fn is_empty(&self, at: usize) -> bool {
        self.fields[at].is_empty()
    }

    /// A field that must be there, or what was expected of it.
    fn field<V>(
        &self,
        at: usize,
        fault: RowFault,
        wanted: Wanted,
        read: impl FnOnce(&str) -> Option<V>,
    ) -> Result<V, Faulty> {
        let fault = if self.is_empty(at) { RowFault::MissingField } else { fault };
        read(self.fields[at]).ok_or_else(|| self.faulty(at, fault, wanted))
    }

    /// Whom the row is about.
    pub fn number(&self, at: usize) -> Result<Number, Faulty> {
        parse_number(self.fields[at])
            .ok_or_else(|| self.faulty(at, RowFault::BadPersonnummer, Wanted::Number))
    }

    /// A number that is a resident's own.
    pub fn personnummer(&self, at: usize) -> Result<Number, Faulty> {
        let number = self.number(at)?;
        match number.kind() {
            NumberKind::Personal => Ok(number),
            NumberKind::Coordination | NumberKind::Temporary => {
                Err(self.faulty(at, RowFault::BadPersonnummer, Wanted::Personnummer))
            }
        }
    }

    /// A provider's TF number, or a samordningsnummer, which is the same whoever gives it.
    pub fn paired_id(&self, at: usize) -> Result<PairedId, Faulty> {
        let field = self.fields[at];
        let (provider, number) =
            field.split_once(':').map_or((None, field), |(provider, number)| (Some(provider), number));
        let number = self.field(at, RowFault::BadPersonnummer, Wanted::PairedId, |_| parse_number(number))?;
        let is_named = |name: &str| !name.is_empty() && is_provider(name);
        match (number.kind(), provider) {
            (NumberKind::Temporary, Some(name)) if is_named(name) => {
                Ok(PairedId { provider: Some(name.to_owned()), number })
            }
            (NumberKind::Coordination, provider) if provider.is_none_or(is_named) => {
                Ok(PairedId { provider: None, number })
            }
            (NumberKind::Personal | NumberKind::Coordination | NumberKind::Temporary, _) => {
                Err(self.faulty(at, RowFault::BadCode, Wanted::PairedId))
            }
        }
    }

    /// A date.
    pub fn day(&self, at: usize) -> Result<NaiveDate, Faulty> {
        self.field(at, RowFault::BadDate, Wanted::Day, parse_day)
    }

    /// A date of something that has been.
    pub fn day_through(&self, at: usize, today: NaiveDate) -> Result<NaiveDate, Faulty> {
        let day = self.day(at)?;
        if day > today {
            return Err(self.faulty(at, RowFault::BadDate, Wanted::DayNotAhead));
        }
        Ok(day)
    }

    /// A last day, inclusive.
    pub fn last_day(&self, at: usize, from: NaiveDate) -> Result<NaiveDate, Faulty> {
        let day = self.day(at)?;
        if day < from {
            return Err(self.faulty(at, RowFault::EndBeforeStart, Wanted::DayNotBefore("FRAN")));
        }
        Ok(day)
    }

    /// A last day that need not be there.
    pub fn optional_last_day(&self, at: usize, from: NaiveDate) -> Result<Option<NaiveDate>, Faulty> {
        if self.is_empty(at) { Ok(None) } else { self.last_day(at, from).map(Some) }
    }

    /// A code.
    pub fn code<T: Code>(&self, at: usize) -> Result<T, Faulty> {
        self.one_of(at, T::ALL)
    }

    /// A code that need not be there.
    pub fn optional_code<T: Code>(&self, at: usize) -> Result<Option<T>, Faulty> {
        if self.is_empty(at) { Ok(None) } else { self.code(at).map(Some) }
    }

    /// A step of the ladder that need not be there.
    pub fn optional_step(&self, at: usize) -> Result<Option<Step>, Faulty> {
        let ladder: Vec<Step> = Step::ALL.iter().copied().filter(|step| step.is_of_ladder()).collect();
        if self.is_empty(at) { Ok(None) } else { self.one_of(at, &ladder).map(Some) }
    }

    fn one_of<T: Code>(&self, at: usize, codes: &[T]) -> Result<T, Faulty> {
        let wanted = Wanted::OneOf(codes.iter().map(|code| code.as_str()).collect());
        self.field(at, RowFault::BadCode, wanted, |field| {
            codes.iter().copied().find(|code| code.as_str() == field)
        })
    }

    /// A school unit.
    pub fn unit(&self, at: usize) -> Result<String, Faulty> {
        let is_unit =
            |text: &&str| text.len() == UNIT_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
        self.field(at, RowFault::BadSchoolUnit, Wanted::SchoolUnit, |field| {
            Some(field).filter(is_unit).map(str::to_owned)
        })
    }

    /// A telephone number in its one spelling, or nothing.
    pub fn telephone(&self, at: usize) -> Result<String, Faulty> {
        reach::telephone(self.fields[at]).ok_or_else(|| self.faulty(at, RowFault::BadCode, Wanted::Telephone))
    }

    /// An e-mail address, or nothing.
    pub fn email(&self, at: usize) -> Result<String, Faulty> {
        reach::email(self.fields[at]).ok_or_else(|| self.faulty(at, RowFault::BadCode, Wanted::Email))
    }
}

/// Twelve digits need no century, and so no date: the night given here is never used.
fn parse_number(field: &str) -> Option<Number> {
    Number::parse(field, Form::Twelve, NaiveDate::MAX)
}

fn parse_day(field: &str) -> Option<NaiveDate> {
    parse_date(field.as_bytes(), DateFormat::Dashed)
}
