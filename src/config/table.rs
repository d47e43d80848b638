//! A code table as rows with their lines, and as entries of which no two overlap.
//!
//! `;` between cells, a header, `#` before a comment, one row per line, no quotes. Knows nothing of
//! what a table is about.

use super::text::Text;
use super::words::Day;
use crate::domain::codes::Code;
use anyhow::Result;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// One row of a table.
pub struct Row<'a> {
    file: &'a Text,
    line: u64,
    cells: Vec<(&'static str, &'a str)>,
}

/// The rows of a table that has exactly these columns in this order.
pub fn rows<'a>(file: &'a Text, columns: &[&'static str]) -> Result<Vec<Row<'a>>> {
    let lines = (1..).zip(file.body.trim_start_matches('\u{feff}').lines());
    let mut lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let expected = columns.join(";");
    let (line, header) = lines.next().unwrap_or((1, ""));
    if header != expected {
        return Err(file.fault_on(line, format!("found the header `{header}`, expected `{expected}`")));
    }
    lines.map(|(line, text)| row(file, line, text, columns)).collect()
}

fn row<'a>(file: &'a Text, line: u64, text: &'a str, columns: &[&'static str]) -> Result<Row<'a>> {
    if text.contains('"') {
        return Err(file.fault_on(line, "found a quote, expected cells without quotes"));
    }
    let cells: Vec<&str> = text.split(';').collect();
    if cells.len() != columns.len() {
        let message = format!("found {} cells, expected {}", cells.len(), columns.len());
        return Err(file.fault_on(line, message));
    }
    Ok(Row { file, line, cells: columns.iter().copied().zip(cells).collect() })
}

impl<'a> Row<'a> {
    /// An error about this row.
    pub fn fault(&self, column: &str, message: &str) -> anyhow::Error {
        self.file.fault_on(self.line, format!("`{column}`: {message}"))
    }

    /// A cell, which may be empty.
    pub fn cell(&self, column: &str) -> Result<&'a str> {
        let cell = self.cells.iter().find(|(name, _)| *name == column);
        cell.map(|(_, text)| *text).ok_or_else(|| self.fault(column, "this table has no such column"))
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
            let known: Vec<String> = C::ALL.iter().map(|code| format!("`{}`", code.as_str())).collect();
            self.fault(column, &format!("found `{text}`, expected one of {}", known.join(", ")))
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
    pub fn add(&mut self, row: &Row<'a>, shown: &str, key: K, value: V) -> Result<()> {
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
    pub fn latest(mut self) -> Result<BTreeMap<K, V>> {
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
        Ok(self.entries.into_iter().map(|entry| (entry.key, entry.value)).collect())
    }
}
