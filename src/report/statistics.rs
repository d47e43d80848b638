//! Reports of statistics in the forms they are read in: text, CSV, XLSX and JSON.
//!
//! All are set from one [`Report`], hold the same cells and name what they rest on. Nothing is counted here.

mod json;
mod sheets;
mod text;

pub use json::json;
pub use sheets::{csv, xlsx};
pub use text::text;

use super::Lang;
use super::words::{Sentence, labels, say, statistics as words};
use crate::domain::statistics::figures::{Cell, Column, ColumnName, Report};
use chrono::NaiveDate;

/// What stands for a hidden group.
const HIDDEN: &str = "..";

/// What a report rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The database's file.
    pub database: String,
    /// The first night: of the days before it only those are known who were still there.
    pub first: NaiveDate,
    /// The last night.
    pub night: NaiveDate,
    /// Its run.
    pub run: i64,
    /// The report tells what was known after that night.
    pub known_on: Option<NaiveDate>,
    /// Name and version.
    pub program: String,
}

/// What the report is about: "Läsåret 2016/2017: uppsökande arbete".
fn title(lang: Lang, report: &Report) -> String {
    format!("{}: {}", words::period(lang, report.period), words::title(lang, report.kind))
}

/// The columns before the first that measures something: what the rows are about.
fn label_columns(report: &Report) -> usize {
    report.columns.iter().take_while(|column| !measures(column)).count()
}

fn measures(column: &Column) -> bool {
    match column {
        Column::SchoolYear(_) => true,
        Column::Named(name) => match name {
            ColumnName::Persons
            | ColumnName::Share
            | ColumnName::Entries
            | ColumnName::Value
            | ColumnName::MedianDays
            | ColumnName::NinetiethDays
            | ColumnName::Late
            | ColumnName::BackDated
            | ColumnName::Quarantined
            | ColumnName::Found
            | ColumnName::WhichEntries => true,
            ColumnName::Division
            | ColumnName::Group
            | ColumnName::Month
            | ColumnName::Flow
            | ColumnName::Reason
            | ColumnName::Figure
            | ColumnName::Provider
            | ColumnName::SchoolUnit
            | ColumnName::Check => false,
        },
    }
}

fn has_hidden(report: &Report) -> bool {
    report.rows.iter().flatten().any(|cell| *cell == Cell::Hidden)
}

/// Why something is hidden.
fn hidden_note(lang: Lang) -> &'static str {
    labels(lang).hidden_group
}

/// What is not known of the report's days, if any of them come before the first night.
fn known_in_part(lang: Lang, about: &About, report: &Report) -> Option<String> {
    (report.period.first_day() < about.first).then(|| say(lang, &Sentence::BeginsWith(about.first)))
}

/// What the report rests on, as a sentence.
fn rests_on(lang: Lang, about: &About, report: &Report) -> String {
    let rests_on = Sentence::RestsOn {
        night: about.night,
        run: about.run,
        database: &about.database,
        program: &about.program,
    };
    let known = about.known_on.map(|night| say(lang, &Sentence::AsKnownOn(night)));
    let frozen = report.frozen.map(|night| say(lang, &Sentence::KeptFigures(night)));
    [Some(say(lang, &rests_on)), known, frozen].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn entry_numbers(entries: &[i64]) -> String {
    entries.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
