//! A reported file to rows: what makes the whole of it unusable, and each row sound or faulty.
//!
//! Knows lines and headers; what a row says is read by whoever knows its kind.

use super::super::duplicates::{Settled, settle};
use super::row::Row;
use crate::domain::codes::{FileFault, RowFault};
use crate::domain::reported::faults::{Faulty, Unusable, Wanted, WantedFile};

/// The rows of a file. Never in `Debug`: it holds what was written.
pub struct Sheet<'a, T> {
    columns: &'static [&'static str],
    /// The lines as they were written.
    lines: Vec<&'a str>,
    /// How many rows there are: sound, faulty and copies.
    pub count: usize,
    /// Sound rows, in the order of the file.
    pub rows: Vec<T>,
    /// The line of each of them.
    pub at: Vec<u64>,
    /// What is wrong with the others, in the order of the file.
    pub faulty: Vec<Faulty>,
}

/// Reads a file's rows, each by `report`.
pub fn read<'a, T>(
    bytes: &'a [u8],
    columns: &'static [&'static str],
    report: impl Fn(&Row<'a>) -> Result<T, Faulty>,
) -> Result<Sheet<'a, T>, Unusable> {
    let lines: Vec<&str> = whole(bytes, columns)?.lines().collect();
    let (mut rows, mut at, mut faulty) = (Vec::new(), Vec::new(), Vec::new());
    for (line, text) in (1..).zip(&lines).skip(1).filter(|(_, text)| !text.is_empty()) {
        match Row::split(line, text, columns).and_then(|row| report(&row)) {
            Ok(row) => {
                rows.push(row);
                at.push(line);
            }
            Err(fault) => faulty.push(fault),
        }
    }
    Ok(Sheet { columns, lines, count: rows.len() + faulty.len(), rows, at, faulty })
}

/// The text of a file that is what it should be up to its rows: the checks of an extract, in their order.
fn whole<'a>(bytes: &'a [u8], columns: &[&str]) -> Result<&'a str, Unusable> {
    if bytes.is_empty() {
        return Err(Unusable { line: 1, fault: FileFault::Empty, wanted: WantedFile::Text });
    }
    let text = decode(bytes)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let header = columns.join(";");
    if text.lines().next() != Some(&header) {
        let wanted = WantedFile::Header(header);
        return Err(Unusable { line: 1, fault: FileFault::HeaderMismatch, wanted });
    }
    // A row that was cut may still be one: a telephone number that lacks its end is somebody else's.
    if !text.ends_with('\n') {
        let line = line_at(bytes, bytes.len());
        return Err(Unusable { line, fault: FileFault::Truncated, wanted: WantedFile::LastLineEnd });
    }
    Ok(text)
}

fn decode(bytes: &[u8]) -> Result<&str, Unusable> {
    let unusable =
        |at, wanted| Unusable { line: line_at(bytes, at), fault: FileFault::EncodingMismatch, wanted };
    let text = std::str::from_utf8(bytes).map_err(|fault| unusable(fault.valid_up_to(), WantedFile::Utf8))?;
    // Tabs and carriage returns are what people type: the row they stand in is at fault.
    let is_stray = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t');
    text.find(is_stray).map_or(Ok(text), |at| Err(unusable(at, WantedFile::NoControls)))
}

/// The line on which a byte stands.
fn line_at(bytes: &[u8], at: usize) -> u64 {
    bytes[..at].split(|byte| *byte == b'\n').count() as u64
}

/// A sheet with one row for each key: copies are one, contradictions are faulty, all of them.
pub fn with_one_for_each<'a, T: PartialEq, K: Ord>(
    mut sheet: Sheet<'a, T>,
    column: &'static str,
    key: impl Fn(&T) -> K,
) -> Sheet<'a, T> {
    let rows = sheet.at.into_iter().zip(sheet.rows).collect();
    let Settled { mut rows, conflicting, merged: _ } = settle(rows, |row, other| key(row).cmp(&key(other)));
    rows.sort_by_key(|(line, _)| *line);
    (sheet.at, sheet.rows) = rows.into_iter().unzip();
    sheet.faulty.extend(conflicting.into_iter().map(|(line, _)| Faulty {
        line,
        column: Some(column),
        fault: RowFault::DuplicateConflicting,
        wanted: Wanted::SameOf(column),
    }));
    sheet.faulty.sort_by_key(|faulty| faulty.line);
    sheet
}

impl<T> Sheet<'_, T> {
    /// The faulty rows as a file of their own: each as it was written, after its line and its code.
    pub fn left_out(&self) -> String {
        let mut lines = (1..).zip(&self.lines);
        let rest = self.faulty.iter().filter_map(|Faulty { line, fault, .. }| {
            let (_, row) = lines.find(|(at, _)| at == line)?;
            Some(format!("{line};{fault};{row}\n"))
        });
        std::iter::once(format!("RAD;FEL;{}\n", self.columns.join(";"))).chain(rest).collect()
    }
}
