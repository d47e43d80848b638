//! How late each school's changes became known.

use crate::domain::statistics::overview::SchoolLag;
use crate::report::Lang;
use crate::report::html::content::{Row, Section, Table, names, numbers};
use crate::report::html::written;
use crate::report::words::page_words;
use std::cmp::Reverse;

/// The reporting lag, the longest first.
pub fn section(lang: Lang, schools: &[SchoolLag]) -> Section {
    let words = page_words(lang);
    let mut slowest: Vec<&SchoolLag> = schools.iter().collect();
    slowest.sort_by_key(|school| (Reverse(school.ninetieth), &school.provider, &school.unit));
    let columns = [words.entries, words.median_days, words.ninetieth_days, words.late];
    let whose = [words.provider, words.school_unit];
    Section {
        id: "lag",
        heading: words.lag.to_owned(),
        lead: vec![words.lag_explained.to_owned().into()],
        chart: None,
        tables: vec![Table {
            caption: words.by_school.to_owned(),
            columns: whose.map(names).into_iter().chain(columns.map(numbers)).collect(),
            rows: slowest.into_iter().map(|school| row(lang, school)).collect(),
            none: words.none,
        }],
    }
}

fn row(lang: Lang, school: &SchoolLag) -> Row {
    let cells = [
        school.unit.clone().unwrap_or_else(written::nothing),
        written::count(lang, school.entries),
        written::days_if_any(lang, school.median),
        written::days_if_any(lang, school.ninetieth),
        written::count(lang, school.late),
    ];
    Row::plain(&*school.provider, cells)
}
