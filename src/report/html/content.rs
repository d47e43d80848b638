//! What the page says, as values for its templates: sections of a chart and tables, all of it written out.
//!
//! It knows no markup; the templates know no figures.

use super::chart::Chart;
use super::{sections, written};
use crate::domain::codes::Outcome;
use crate::domain::statistics::overview::{About, Overview};
use crate::report::Lang;
use crate::report::words::{self, PageWords, Told, page_words, tell};
use serde::Serialize;

/// The page.
#[derive(Serialize)]
pub struct Content {
    lang: &'static str,
    words: &'static PageWords,
    title: &'static str,
    after: String,
    facts: Vec<(&'static str, String)>,
    notices: Vec<Marked>,
    keys: Vec<Key>,
    sections: Vec<Section>,
}

/// A text and whether all is well with it.
#[derive(Serialize)]
pub struct Marked {
    /// How well.
    pub mark: Mark,
    /// In words.
    pub text: String,
}

/// Whether all is well. Colour and sign only repeat what the text beside them says.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// Nothing to say about it.
    Plain,
    /// Well.
    Good,
    /// Somebody should look.
    Warn,
    /// Somebody has to see to it.
    Bad,
}

/// A figure to be seen first.
#[derive(Serialize)]
pub struct Key {
    /// What is counted.
    pub label: &'static str,
    /// How many.
    pub value: String,
    /// What to know beside it.
    pub note: Marked,
}

/// A part of the page.
#[derive(Serialize)]
pub struct Section {
    /// Its name in addresses.
    pub id: &'static str,
    /// What stands over it.
    pub heading: String,
    /// What is said first.
    pub lead: Vec<Marked>,
    /// Its chart.
    pub chart: Option<Chart>,
    /// Its tables; that of the chart is the first.
    pub tables: Vec<Table>,
}

/// Rows of cells. The first column names the rows.
#[derive(Serialize)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// What stands over the columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Said instead of a table without rows.
    pub none: &'static str,
}

/// A column.
#[derive(Serialize)]
pub struct Column {
    title: String,
    holds: Holds,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Holds {
    Text,
    Names,
    Numbers,
}

/// A row.
#[derive(Serialize)]
pub struct Row {
    head: String,
    weight: Weight,
    cells: Vec<Marked>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Weight {
    Plain,
    Sum,
    Part,
}

/// A column of words.
pub fn text(title: &str) -> Column {
    Column { title: written::capital(title), holds: Holds::Text }
}

/// A column of days, or of names from outside: neither is to be broken across lines.
pub fn names(title: &str) -> Column {
    Column { title: written::capital(title), holds: Holds::Names }
}

/// A column of numbers.
pub fn numbers(title: &str) -> Column {
    Column { title: written::capital(title), holds: Holds::Numbers }
}

impl Row {
    /// A row like the others.
    pub fn plain<C: Into<Marked>>(head: impl Into<String>, cells: impl IntoIterator<Item = C>) -> Self {
        Self::of(Weight::Plain, head, cells)
    }

    /// What rows add up to.
    pub fn sum<C: Into<Marked>>(head: impl Into<String>, cells: impl IntoIterator<Item = C>) -> Self {
        Self::of(Weight::Sum, head, cells)
    }

    /// A part of the sum above it.
    pub fn part<C: Into<Marked>>(head: impl Into<String>, cells: impl IntoIterator<Item = C>) -> Self {
        Self::of(Weight::Part, head, cells)
    }

    fn of<C: Into<Marked>>(
        weight: Weight,
        head: impl Into<String>,
        cells: impl IntoIterator<Item = C>,
    ) -> Self {
        Self { head: head.into(), weight, cells: cells.into_iter().map(Into::into).collect() }
    }
}

impl From<String> for Marked {
    fn from(text: String) -> Self {
        Self { mark: Mark::Plain, text }
    }
}

/// All of the page.
pub fn content(lang: Lang, overview: &Overview) -> Content {
    let about = &overview.about;
    Content {
        lang: code(lang),
        words: page_words(lang),
        title: page_words(lang).title,
        after: tell(lang, &Told::After(&written::day(lang, about.night))),
        facts: facts(lang, about),
        notices: notices(lang, about),
        keys: sections::keys(lang, overview),
        sections: sections::all(lang, overview),
    }
}

/// The language as HTML names it.
pub fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::Sv => "sv",
        Lang::En => "en",
    }
}

fn facts(lang: Lang, about: &About) -> Vec<(&'static str, String)> {
    let words = page_words(lang);
    vec![
        (words.database, about.database.clone()),
        (words.run, about.run.to_string()),
        (words.program, format!("kaa-sync {}", about.version)),
    ]
}

fn notices(lang: Lang, about: &About) -> Vec<Marked> {
    let mark = match about.outcome {
        Outcome::Done => Mark::Good,
        Outcome::DoneWithFaults | Outcome::Held => Mark::Warn,
        Outcome::Refused => Mark::Bad,
    };
    let night = Marked { mark, text: tell(lang, &Told::Outcome(words::outcome(lang, about.outcome))) };
    let refused = about
        .refused_since
        .map(|on| Marked { mark: Mark::Bad, text: tell(lang, &Told::RefusedSince(&written::day(lang, on))) });
    refused.into_iter().chain([night]).collect()
}
