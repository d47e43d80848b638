//! Files of what people report: the same checks as an extract's, but every fault at once.
//!
//! UTF-8, `;`, no quoting, an exact header, dates `YYYY-MM-DD`, personal numbers in twelve digits. Each kind
//! has its columns here. Whom a row is about is not asked.

mod reach;
mod row;
mod sheet;

#[cfg(test)]
mod tests;

pub use sheet::Sheet;

use crate::domain::codes::{ContactOutcome, RowFault};
use crate::domain::number::Number;
use crate::domain::reported::faults::{Unusable, Wanted};
use crate::domain::reported::{
    ContactReport, DecisionReport, DetailsReport, InterruptionReport, MeasureReport, OccupationReport,
    PairedId, TakenOver,
};
use chrono::NaiveDate;
use sheet::{read, with_one_for_each};

/// What a file came to.
pub type Read<'a, T> = Result<Sheet<'a, T>, Unusable>;

/// Attempts to reach somebody; none lies after `today`.
pub fn contacts(bytes: &[u8], today: NaiveDate) -> Read<'_, ContactReport> {
    read(bytes, &["PERSONNUMMER", "DATUM", "KANAL", "UTFALL", "SVAR_PA", "SYSSELSATTNING"], |row| {
        let (number, on) = (row.number(0)?, row.day_through(1, today)?);
        let (channel, outcome) = (row.code(2)?, row.code(3)?);
        let answered = row.optional_code(4)?;
        let occupation = match outcome {
            ContactOutcome::ReachedOccupied => Some(row.code(5)?),
            ContactOutcome::Sent
            | ContactOutcome::NoAnswer
            | ContactOutcome::Returned
            | ContactOutcome::WrongNumber
            | ContactOutcome::ReachedForEducation
            | ContactOutcome::ReachedForWork
            | ContactOutcome::ReachedDeclines => row.optional_code(5)?,
        };
        Ok(ContactReport { number, on, channel, outcome, answered, occupation })
    })
}

/// How somebody can be reached besides by post; one row for each number.
pub fn contact_details(bytes: &[u8]) -> Read<'_, DetailsReport> {
    let sheet = read(bytes, &["PERSONNUMMER", "TELEFON", "EPOST"], |row| {
        Ok(DetailsReport { number: row.number(0)?, telephone: row.telephone(1)?, email: row.email(2)? })
    })?;
    Ok(with_one_for_each(sheet, "PERSONNUMMER", |details| details.number))
}

/// What somebody told us a youth does.
pub fn occupations(bytes: &[u8]) -> Read<'_, OccupationReport> {
    read(bytes, &["PERSONNUMMER", "SYSSELSATTNING", "FRAN", "TILL", "KALLA"], |row| {
        let (number, occupation, from) = (row.number(0)?, row.code(1)?, row.day(2)?);
        let (to, source) = (row.optional_last_day(3, from)?, row.code(4)?);
        Ok(OccupationReport { number, occupation, from, to, source })
    })
}

/// Measures that youths take part in.
pub fn measures(bytes: &[u8]) -> Read<'_, MeasureReport> {
    let columns = &[
        "PERSONNUMMER",
        "ATGARD",
        "FRAN",
        "TILL",
        "AVSLUTSORSAK",
        "SYSSELSATTNING_FORE",
        "SYSSELSATTNING_EFTER",
    ];
    read(bytes, columns, |row| {
        let (number, measure, from) = (row.number(0)?, row.code(1)?, row.day(2)?);
        let to = row.optional_last_day(3, from)?;
        if to.is_none() && !row.is_empty(4) {
            return Err(row.faulty(3, RowFault::EndedWithoutDate, Wanted::DayWith("AVSLUTSORSAK")));
        }
        let ended = row.optional_code(4)?;
        let (before, after) = (row.optional_code(5)?, row.optional_code(6)?);
        Ok(MeasureReport { number, measure, from, to, ended, before, after })
    })
}

/// A person overrules the machine, for a time.
pub fn decisions(bytes: &[u8]) -> Read<'_, DecisionReport> {
    read(bytes, &["PERSONNUMMER", "BESLUT", "ORSAK", "FRAN", "TILL"], |row| {
        let (number, ruling, reason) = (row.number(0)?, row.code(1)?, row.code(2)?);
        let from = row.day(3)?;
        Ok(DecisionReport { number, ruling, reason, from, to: row.last_day(4, from)? })
    })
}

/// The forms schools send when a pupil leaves.
pub fn interruptions(bytes: &[u8]) -> Read<'_, InterruptionReport> {
    read(bytes, &["PERSONNUMMER", "SKOLENHETSKOD", "AVBROTTSDATUM"], |row| {
        Ok(InterruptionReport { number: row.number(0)?, unit: row.unit(1)?, last_day: row.day(2)? })
    })
}

/// Whose the numbers are that say nothing by themselves; one row for each of them.
pub fn pairings(bytes: &[u8]) -> Read<'_, (PairedId, Number)> {
    let sheet = read(bytes, &["ID", "PERSONNUMMER"], |row| Ok((row.paired_id(0)?, row.personnummer(1)?)))?;
    Ok(with_one_for_each(sheet, "ID", |(id, _)| id.clone()))
}

/// The entries of a register that this one takes over from; one row for each number, none after `today`.
pub fn entries(bytes: &[u8], today: NaiveDate) -> Read<'_, TakenOver> {
    let sheet = read(bytes, &["PERSONNUMMER", "INSKRIVEN", "ORSAK", "LANE", "KONTAKTSTEG"], |row| {
        let (number, entered_on) = (row.number(0)?, row.day_through(1, today)?);
        let (reason, lane) = (row.code(2)?, row.code(3)?);
        Ok(TakenOver { number, entered_on, reason, lane, climbed: row.optional_step(4)? })
    })?;
    Ok(with_one_for_each(sheet, "PERSONNUMMER", |entry| entry.number))
}
