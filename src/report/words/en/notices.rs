//! What is told beside a result, in English.

use super::codes::{file_fault, row_fault};
use crate::domain::codes::Code;
use crate::domain::export::Obstacle;
use crate::domain::reported::faults::{Faulty, Unusable, Wanted, WantedFile};
use crate::report::words::Notice;

pub(in super::super) fn notice(notice: &Notice<'_>) -> String {
    match *notice {
        Notice::RowsRefused { faults: 1, file } => {
            format!("1 fault in {file}: nothing was recorded. The file can be recorded once it is mended")
        }
        Notice::RowsRefused { faults, file } => {
            format!(
                "{faults} faults in {file}: nothing was recorded. The file can be recorded once they are mended"
            )
        }
        Notice::RowFault(file, faulty) => row(file, faulty),
        Notice::FileRefused(file, Unusable { line, fault, wanted }) => format!(
            "{file}:{line}: {}: {} ({fault}). Nothing was recorded",
            file_fault(*fault),
            wanted_file(wanted)
        ),
        Notice::RowsLeftOut { rows: 1, rest } => format!("1 row was left out and is in {rest}"),
        Notice::RowsLeftOut { rows, rest } => format!("{rows} rows were left out and are in {rest}"),
        Notice::AboutNobody { rows: 1, file, lines } => {
            format!("1 row is recorded, and about nobody in the register: {file}: {lines}")
        }
        Notice::AboutNobody { rows, file, lines } => {
            format!("{rows} rows are recorded, and about nobody in the register: {file}: {lines}")
        }
        Notice::Recorded { added, all, already, left_out } => {
            let rest = if left_out > 0 { format!(", {left_out} left out") } else { String::new() };
            format!("recorded {added} of {all} rows; {already} were there already{rest}")
        }
        Notice::NotHandedOut { why, count: 1, entries } => {
            format!("left out, {}: 1 (entry {entries})", obstacle(why))
        }
        Notice::NotHandedOut { why, count, entries } => {
            format!("left out, {}: {count} (entries {entries})", obstacle(why))
        }
        Notice::NothingToHandOut => "there is nothing to hand out; no file was written".to_owned(),
        Notice::HandedOut { tasks, file, sent } => {
            let tasks = if tasks == 1 { "1 task".to_owned() } else { format!("{tasks} tasks") };
            let sent = sent.map_or_else(String::new, |day| format!(", recorded as sent on {day}"));
            format!("handed out {tasks} in {file}{sent}")
        }
        Notice::ToldThrough { night, last_day } => {
            format!(
                "the last night known is {night}: the half-year is told through it, not through {last_day}"
            )
        }
        Notice::ResidenceUnknown { on, count: 1, entries } => {
            format!("not known whether resident on {on}: 1 (entry {entries})")
        }
        Notice::ResidenceUnknown { on, count, entries } => {
            format!("not known whether resident on {on}: {count} (entries {entries})")
        }
        Notice::NobodyToDeliver => "there is nobody to deliver; no file was written".to_owned(),
        Notice::Delivered(1, file) => format!("delivered 1 person in {file}"),
        Notice::Delivered(persons, file) => format!("delivered {persons} persons in {file}"),
        Notice::Wrote(file) => format!("wrote {file}"),
    }
}

fn row(file: &str, Faulty { line, column, fault, wanted }: &Faulty) -> String {
    let column = column.map_or_else(String::new, |column| format!("{column}: "));
    format!("{file}:{line}: {column}{}: {} ({})", row_fault(*fault), self::wanted(wanted), fault.as_str())
}

fn wanted(wanted: &Wanted) -> String {
    let wanted = match wanted {
        Wanted::Number => "expected a personal number of twelve digits",
        Wanted::Personnummer => "expected a personnummer, which no samordningsnummer or TF number is",
        Wanted::PairedId => "expected PROVIDER:NUMBER for a TF number, or a samordningsnummer",
        Wanted::Day => "expected a date as YYYY-MM-DD",
        Wanted::DayNotAhead => "expected a date that does not lie ahead",
        Wanted::DayNotBefore(column) => return format!("expected a date not before {column}"),
        Wanted::DayWith(column) => return format!("expected with {column}"),
        Wanted::OneOf(codes) => return format!("expected one of {}", codes.join(", ")),
        Wanted::SchoolUnit => "expected eight digits",
        Wanted::Telephone => {
            "expected a telephone number with its area code: digits, spaces, hyphens, a leading +"
        }
        Wanted::Email => "expected an e-mail address",
        Wanted::SameOf(column) => return format!("another row of the same {column} says otherwise"),
        Wanted::Fields { found, asked } => return format!("the row has {found} fields, expected {asked}"),
        Wanted::OneLine => "a carriage return inside the row",
    };
    wanted.to_owned()
}

fn wanted_file(wanted: &WantedFile) -> String {
    let wanted = match wanted {
        WantedFile::Text => "expected a header",
        WantedFile::Utf8 => "expected UTF-8",
        WantedFile::NoControls => "a control character on the line",
        WantedFile::Header(header) => return format!("expected the header `{header}`"),
        WantedFile::LastLineEnd => "the last line has no end; if nothing is missing, add a line break",
    };
    wanted.to_owned()
}

/// Why a task is not handed out.
pub(in super::super) fn obstacle(code: Obstacle) -> &'static str {
    match code {
        Obstacle::Protected => "protected",
        Obstacle::Suspended => "its closing waits for a decision",
        Obstacle::Closed => "the entry has closed",
        Obstacle::DecidedSince => "somebody has decided since the last night",
        Obstacle::Deceased => "has died",
        Obstacle::HandedOut => "handed out before",
        Obstacle::NoAddress => "no whole address",
    }
}
