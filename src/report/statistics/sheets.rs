//! A report as sheets: CSV, and a workbook with a second sheet that says what the first one rests on and counts.
//!
//! CSV has but one table: what it rests on stands at the end of each row.

use super::{About, HIDDEN, entry_numbers, has_hidden, hidden_note, known_in_part, title};
use crate::domain::statistics::figures::{Cell, Column, ColumnName, Figure, Label, Report, YearFigure};
use crate::report::Lang;
use crate::report::sheet::{self, Sheet, Value};
use crate::report::words::{labels, statistics as words};
use anyhow::Result;

/// The report as CSV.
pub fn csv(lang: Lang, about: &About, report: &Report) -> Result<Vec<u8>> {
    let mut table = table(lang, report);
    for (header, column) in table.headers.iter_mut().zip(&report.columns) {
        if *column == Column::Named(ColumnName::Share) {
            header.push_str(PERCENT);
        }
    }
    for (row, cells) in table.rows.iter_mut().zip(&report.rows) {
        for (value, cell) in row.iter_mut().zip(cells) {
            if let (Value::Text(text), Cell::Label(Label::Figure(figure))) = (value, cell)
                && is_share(*figure)
            {
                text.push_str(PERCENT);
            }
        }
    }
    for (header, value) in rests_on(lang, about, report) {
        table.headers.push(header.to_owned());
        for row in &mut table.rows {
            row.push(Value::Text(value.clone()));
        }
    }
    sheet::csv(lang, &table)
}

/// The report as a workbook.
pub fn xlsx(lang: Lang, about: &About, report: &Report) -> Result<Vec<u8>> {
    sheet::xlsx(&[table(lang, report), explanation(lang, about, report)])
}

/// Says of a number without a sign what it is.
const PERCENT: &str = " (%)";

fn is_share(figure: Figure) -> bool {
    match figure {
        Figure::ResponseRate(_) => true,
        Figure::Attempts(_) | Figure::Answered(_) => false,
        Figure::Of(figure) => match figure {
            YearFigure::TermStartRate
            | YearFigure::ChoseEducationShare
            | YearFigure::ChoseWorkShare
            | YearFigure::FirstContactsRate => true,
            YearFigure::Covered
            | YearFigure::CarriedOver
            | YearFigure::New
            | YearFigure::Returned
            | YearFigure::Spells
            | YearFigure::SpellsEnded
            | YearFigure::MedianDays
            | YearFigure::ShortSpells
            | YearFigure::LettersAvoided
            | YearFigure::TermStartLetters
            | YearFigure::TermStartAnswered
            | YearFigure::Sought
            | YearFigure::Reached
            | YearFigure::ChoseEducation
            | YearFigure::ChoseWork
            | YearFigure::Occupied
            | YearFigure::Declines
            | YearFigure::Supported
            | YearFigure::FirstContactsDue
            | YearFigure::FirstContactsInTime => false,
        },
    }
}

fn table(lang: Lang, report: &Report) -> Sheet {
    Sheet {
        name: report.kind.to_string(),
        headers: report.columns.iter().map(|column| words::column(lang, column)).collect(),
        rows: report.rows.iter().map(|row| row.iter().map(|cell| value(lang, cell)).collect()).collect(),
    }
}

fn value(lang: Lang, cell: &Cell) -> Value {
    match cell {
        Cell::Label(label) => Value::Text(words::label(lang, *label)),
        Cell::Name(name) => Value::Text(name.clone()),
        Cell::Month(first) => Value::Month(*first),
        Cell::Count(count) => Value::Count(*count),
        Cell::Share(share) => Value::Share(*share),
        Cell::Days(days) => Value::Days(*days),
        Cell::Entries(entries) => Value::Text(entry_numbers(entries)),
        Cell::Hidden => Value::Mark(HIDDEN),
        Cell::Nothing => Value::Empty,
    }
}

/// What the report rests on, value by value.
fn rests_on(lang: Lang, about: &About, report: &Report) -> Vec<(&'static str, String)> {
    let words = labels(lang);
    let told = [
        (words.night, about.night.to_string()),
        (words.run, about.run.to_string()),
        (words.database, about.database.clone()),
        (words.program, about.program.clone()),
        (words.period, words::period(lang, report.period)),
    ];
    let known = about.known_on.map(|night| (words.known_through, night.to_string()));
    let frozen = report.frozen.map(|night| (words.figures_kept, night.to_string()));
    told.into_iter().chain(known).chain(frozen).collect()
}

/// What the report rests on, and what is meant by its words.
fn explanation(lang: Lang, about: &About, report: &Report) -> Sheet {
    let rests_on = rests_on(lang, about, report).into_iter().map(|(term, value)| (term.to_owned(), value));
    let hidden = has_hidden(report).then(|| (HIDDEN.to_owned(), hidden_note(lang).to_owned()));
    let told = [(labels(lang).report.to_owned(), title(lang, report))];
    let note = known_in_part(lang, about, report).map(|note| (labels(lang).note.to_owned(), note));
    let rows = told.into_iter().chain(rests_on).chain(note).chain(hidden).chain(definitions(lang, report));
    Sheet {
        name: labels(lang).about.to_owned(),
        headers: vec![labels(lang).term.to_owned(), labels(lang).meaning.to_owned()],
        rows: rows.map(|(term, meaning)| vec![Value::Text(term), Value::Sentence(meaning)]).collect(),
    }
}

/// What the report's columns and rows count, each once, in their order.
fn definitions(lang: Lang, report: &Report) -> Vec<(String, String)> {
    let columns = report.columns.iter().filter_map(|column| match column {
        Column::Named(name) => {
            let meaning = words::define_column(lang, report.kind, *name)?;
            Some((words::column(lang, column), meaning))
        }
        Column::SchoolYear(_) => None,
    });
    let rows = report.rows.iter().flatten().filter_map(|cell| match cell {
        Cell::Label(label) => Some((words::label(lang, *label), words::define(lang, *label)?)),
        Cell::Name(_)
        | Cell::Month(_)
        | Cell::Count(_)
        | Cell::Share(_)
        | Cell::Days(_)
        | Cell::Entries(_)
        | Cell::Hidden
        | Cell::Nothing => None,
    });
    let mut defined: Vec<(String, String)> = Vec::new();
    for (term, meaning) in columns.chain(rows) {
        if !defined.iter().any(|(other, _)| *other == term) {
            defined.push((term, meaning.to_owned()));
        }
    }
    defined
}
