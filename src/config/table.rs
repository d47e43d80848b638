//! A code table as rows with their lines, and as entries of which no two overlap.
//!
//! `;` between cells, a header, `#` before a comment, one row per line, no quotes. Knows nothing of
//! what a table is about.

use super::text::Text;
use super::words::Day;
use crate::domain::codes::Code;
use crate::nearest::instead;
use anyhow::{Context, Result};
use chrono::NaiveDate;
use csv::{ReaderBuilder, StringRecord, Terminator};
use std::collections::BTreeMap;
use std::io::Read;

/// One row of a table.
pub struct Row<'a> {
    file: &'a Text,
    line: u64,
    columns: &'a [&'static str],
    cells: StringRecord,
}

/// The rows of a table that has exactly these columns in this order.
pub fn rows<'a>(file: &'a Text, columns: &'a [&'static str]) -> Result<Vec<Row<'a>>> {
    let mut reader = ReaderBuilder::new()
        .delimiter(b';')
        .quoting(false)
        .comment(Some(b'#'))
        .has_headers(false)
        .flexible(true)
        // With CRLF as one terminator the line numbers come out one too low.
        .terminator(Terminator::Any(b'\n'))
        .from_reader(file.body.as_bytes().chain(&b"\n"[..]));
    let mut rows = Vec::new();
    let mut record = StringRecord::new();
    while reader.read_record(&mut record).with_context(|| format!("reading `{}`", file.path.display()))? {
        // Where a record begins is told from before the blank lines and comments above it.
        let line = reader.position().line() - 1;
        // Lines are split at line feeds: the last cell of a line with both still has the other.
        let cells: StringRecord = record.iter().map(|cell| cell.trim_end_matches('\r')).collect();
        if cells.len() > 1 || !cells.as_slice().is_empty() {
            rows.push(Row { file, line, columns, cells });
        }
    }
    let expected = columns.join(";");
    let (line, header) = match rows.first() {
        Some(header) => (header.line, header.cells.iter().collect::<Vec<_>>().join(";")),
        None => (1, String::new()),
    };
    if header != expected {
        return Err(file.fault_on(line, format!("found the header `{header}`, expected `{expected}`")));
    }
    let rows = rows.split_off(1);
    rows.iter().try_for_each(check_shape)?;
    Ok(rows)
}

fn check_shape(row: &Row<'_>) -> Result<()> {
    if row.cells.as_slice().contains('"') {
        return Err(row.file.fault_on(row.line, "found a quote, expected cells without quotes"));
    }
    if row.cells.len() != row.columns.len() {
        let message = format!("found {} cells, expected {}", row.cells.len(), row.columns.len());
        return Err(row.file.fault_on(row.line, message));
    }
    Ok(())
}

impl Row<'_> {
    /// An error about this row.
    pub fn fault(&self, column: &str, message: &str) -> anyhow::Error {
        self.file.fault_on(self.line, format!("`{column}`: {message}"))
    }

    /// A cell, which may be empty.
    pub fn cell(&self, column: &str) -> Result<&str> {
        let place = self.columns.iter().position(|name| *name == column);
        let cell = place.and_then(|place| self.cells.get(place));
        cell.ok_or_else(|| self.fault(column, "this table has no such column"))
    }

    /// A cell that must hold something.
    pub fn text(&self, column: &str) -> Result<String> {
        match self.cell(column)? {
            "" => Err(self.fault(column, "found nothing, expected a code or a name")),
            text => Ok(text.to_owned()),
        }
    }

    /// A cell that must hold one of our codes.
    pub fn code<C: Code>(&self, column: &str) -> Result<C> {
        let text = self.cell(column)?;
        C::parse(text).ok_or_else(|| {
            let known: Vec<&str> = C::ALL.iter().map(|code| code.as_str()).collect();
            self.fault(column, &format!("found `{text}`{}", instead(text, &known)))
        })
    }

    fn day(&self, column: &str, if_empty: NaiveDate) -> Result<NaiveDate> {
        match self.cell(column)? {
            "" => Ok(if_empty),
            text => match Day::try_from(text.to_owned()) {
                Ok(Day(day)) => Ok(day),
                Err(message) => Err(self.fault(column, &message)),
            },
        }
    }
}

/// Entries of one table, until it is known that none overlap.
pub struct Entries<'a, K, V> {
    file: &'a Text,
    entries: Vec<Entry<K, V>>,
}

struct Entry<K, V> {
    key: K,
    value: V,
    from: NaiveDate,
    to: NaiveDate,
    line: u64,
    shown: String,
}

impl<'a, K: Ord, V> Entries<'a, K, V> {
    /// No entries yet.
    pub fn of(file: &'a Text) -> Self {
        Self { file, entries: Vec::new() }
    }

    /// Adds what a row says of a key, for the days it is valid. Errors show the key as `shown`.
    pub fn add(&mut self, row: &Row<'_>, shown: &str, key: K, value: V) -> Result<()> {
        let from = row.day("valid_from", NaiveDate::MIN)?;
        let to = row.day("valid_to", NaiveDate::MAX)?;
        if to < from {
            let message = format!("found `{to}`, expected a day not before `valid_from`, `{from}`");
            return Err(row.fault("valid_to", &message));
        }
        self.entries.push(Entry { key, value, from, to, line: row.line, shown: shown.to_owned() });
        Ok(())
    }

    /// The latest value of each key; a key listed twice for one day is an error.
    pub fn latest(self) -> Result<BTreeMap<K, V>> {
        Ok(self.checked()?.into_iter().map(|entry| (entry.key, entry.value)).collect())
    }

    /// Every value of each key with the first and the last day it is valid; the same is an error.
    pub fn dated(self) -> Result<Vec<(K, V, NaiveDate, NaiveDate)>> {
        Ok(self.checked()?.into_iter().map(|entry| (entry.key, entry.value, entry.from, entry.to)).collect())
    }

    /// By key and day.
    fn checked(mut self) -> Result<Vec<Entry<K, V>>> {
        self.entries.sort_by(|a, b| (&a.key, a.from, a.line).cmp(&(&b.key, b.from, b.line)));
        for pair in self.entries.windows(2) {
            if let [earlier, later] = pair
                && earlier.key == later.key
                && later.from <= earlier.to
            {
                let (first, second) = (earlier.line.min(later.line), earlier.line.max(later.line));
                let message = format!(
                    "`{}` is listed twice for the same days, first on line {first}; expected periods that do not overlap",
                    later.shown
                );
                return Err(self.file.fault_on(second, message));
            }
        }
        Ok(self.entries)
    }
}
