//! What `check` tells of each file, so that whoever delivers it can mend it: text, or JSON.
//!
//! Of a row its line, of a column the name that the profile gives it; never a value, and nothing of the
//! file's own that a terminal would obey.
//!
//! What JSON holds: `docs/json.md`.

mod file;
mod rows;

use super::Lang;
use super::page::Page;
use super::table::Table;
use super::text::Text;
use super::words::{self, ForSupplier, labels, tell_supplier};
use crate::domain::codes::{FileFault, Verdict};
use crate::domain::number::{NumberKind, looks_personal};
use crate::domain::record::{Delivery, Reading};
use crate::domain::specification::Specification;
use chrono::NaiveDate;
use serde_json::{Value, json};

/// One provider's file, and what was asked of it.
#[derive(Clone, Copy, Debug)]
pub struct Examined<'a> {
    /// What came of it.
    pub reading: &'a Reading,
    /// What was asked.
    pub specification: &'a Specification,
    /// The night can do without it, so that it may be missing.
    pub may_be_missing: bool,
}

impl Examined<'_> {
    /// The whole-file checks that failed, whether or not a person may accept the file in spite of them.
    fn faults(&self) -> &[FileFault] {
        match &self.reading.result {
            Ok(delivery) => &delivery.doubts,
            Err(FileFault::Missing) if self.may_be_missing => &[],
            Err(fault) => std::slice::from_ref(fault),
        }
    }

    fn delivery(&self) -> Option<&Delivery> {
        self.reading.result.as_ref().ok()
    }

    /// The file's name; of a file that is not there, whose it would be.
    fn name(&self) -> String {
        self.reading.file.clone().unwrap_or_else(|| format!("({})", self.reading.provider))
    }
}

/// What was found in the files of a night.
pub fn text(lang: Lang, night: NaiveDate, examined: &[Examined<'_>]) -> Text {
    let mut page = Page::default();
    page.paragraph(&tell_supplier(lang, &ForSupplier::Title(night)));
    page.gap();
    page.set(&table(lang, examined).text());
    let told: Vec<Text> = examined.iter().filter_map(|one| told(lang, one)).collect();
    if told.is_empty() {
        page.good_news(&tell_supplier(lang, &ForSupplier::NothingWrong));
        return page.into_text();
    }
    page.gap();
    page.paragraph(&tell_supplier(lang, &ForSupplier::Preface));
    for one in told {
        page.gap();
        page.set(&one);
    }
    page.into_text()
}

fn table(lang: Lang, examined: &[Examined<'_>]) -> Table {
    let words = labels(lang);
    let headers = [words.file, words.rows, words.quarantined, words.duplicates, words.verdict];
    let mut table = Table::new(headers, &[1, 2, 3]);
    for one in examined {
        let count = |of: fn(&Delivery) -> u64| {
            one.delivery().map_or_else(String::new, |delivery| of(delivery).to_string())
        };
        let verdict = match (one.faults().first(), one.delivery()) {
            (Some(fault), _) => words::file_fault(lang, *fault),
            (None, Some(_)) => words::verdict(lang, Verdict::Accepted),
            (None, None) => words::verdict(lang, Verdict::Absent),
        };
        table.rows.push(vec![
            ending(&one.name()),
            count(|delivery| delivery.row_count),
            count(|delivery| delivery.rejected.len() as u64),
            count(|delivery| delivery.merged_duplicates),
            verdict.to_owned(),
        ]);
    }
    table
}

/// Letters of a file's name that leave room for the rest of the table.
const NAME: usize = 36;

/// A name, or the end of one that is too long for the table.
fn ending(name: &str) -> String {
    let length = name.chars().count();
    if length <= NAME {
        return name.to_owned();
    }
    let end = name.chars().skip(length + 1 - NAME);
    std::iter::once('…').chain(end).collect()
}

/// What there is to say of one file beside the table.
fn told(lang: Lang, one: &Examined<'_>) -> Option<Text> {
    let delivery = one.delivery().filter(|delivery| rows::has_something(delivery));
    if delivery.is_none() && one.faults().is_empty() {
        return None;
    }
    let mut page = Page::default();
    page.heading(&one.name());
    for fault in one.faults() {
        file::write(&mut page, lang, one, *fault);
    }
    if let Some(delivery) = delivery {
        rows::write(&mut page, lang, one.specification, delivery);
    }
    Some(page.into_text())
}

/// Letters of a column's name that nobody declared, before the rest is left out.
const LONGEST_COLUMN: usize = 40;

/// A supplier's own words, with nothing in them that a terminal would obey; `None` if it could be a number.
fn printable(text: &str) -> Option<String> {
    let shown = |letter: char| {
        if letter.is_alphanumeric() || letter.is_ascii_graphic() || letter == ' ' {
            letter
        } else {
            '\u{fffd}'
        }
    };
    (!looks_personal(text)).then(|| text.chars().take(LONGEST_COLUMN).map(shown).collect())
}

fn lines_to_pair(delivery: &Delivery) -> Vec<u64> {
    let numbers = delivery.rows.to_match().into_iter();
    let others = numbers.filter(|(_, number)| number.kind() != NumberKind::Personal);
    let mut lines: Vec<u64> = others.map(|(line, _)| line).collect();
    lines.sort_unstable();
    lines
}

/// What a program is told of a column whose name looks like a personal number.
const HIDDEN_COLUMN: &str = "(not shown: it holds something like a personal number)";

/// The same for a program.
pub fn json(examined: &[Examined<'_>]) -> Value {
    Value::Array(examined.iter().map(|one| one_json(one.reading)).collect())
}

fn one_json(reading: &Reading) -> Value {
    let delivery = reading.result.as_ref().ok();
    let code = match &reading.result {
        Ok(delivery) => delivery.doubts.first().copied(),
        Err(fault) => Some(*fault),
    };
    let quarantine = delivery.map_or(&[][..], |delivery| &delivery.rejected);
    json!({
        "source": reading.source,
        "provider": reading.provider,
        "file": reading.file,
        "file_date": reading.file_date.map(|day| day.to_string()),
        "code": code,
        "evidence": reading.evidence,
        "rows": delivery.map(|delivery| delivery.row_count),
        "merged_duplicates": delivery.map(|delivery| delivery.merged_duplicates),
        "unreadable_flags": delivery.map(|delivery| delivery.unreadable_flags),
        "extra_columns": delivery.map(|delivery| {
            let shown = |column: &String| printable(column).unwrap_or_else(|| HIDDEN_COLUMN.to_owned());
            delivery.extra_columns.iter().map(shown).collect::<Vec<_>>()
        }),
        "lines_to_pair": delivery.map(lines_to_pair),
        "quarantine": quarantine.iter().map(|row| json!({
            "line": row.line,
            "field": row.field,
            "code": row.fault,
        })).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests;
