//! A report as text: an aligned table within the width of a page.
//!
//! A table too wide for the page is broken into blocks that all begin with what the rows are about.

use super::{
    About, HIDDEN, has_hidden, hidden_note, known_in_part, label_columns, measures, rests_on, title,
};
use crate::domain::statistics::figures::{Cell, Column, ColumnName, Report};
use crate::report::Lang;
use crate::report::number::{days, grouped, month, percent};
use crate::report::page::{NO_BREAK, Page, WIDTH};
use crate::report::table::{Align, Table};
use crate::report::text::Text;
use crate::report::words::statistics as words;
use std::ops::Range;

/// What stands where there is nothing to tell.
const NOTHING: &str = "-";
/// As wide as a column of labels is set before its words are broken over lines.
const WIDEST_LABEL: usize = 36;
/// Spaces between columns.
const GAP: usize = 2;

/// The report for a terminal.
pub fn text(lang: Lang, about: &About, report: &Report) -> Text {
    let mut page = Page::default();
    page.paragraph(&title(lang, report));
    page.paragraph(&rests_on(lang, about, report));
    if let Some(note) = known_in_part(lang, about, report) {
        page.paragraph(&note);
    }
    let labels = label_columns(report);
    let headers: Vec<String> = report.columns.iter().map(|column| words::column(lang, column)).collect();
    let rows = rows(lang, report, labels);
    for block in blocks(&headers, &rows, labels) {
        page.gap();
        page.set(&table(report, &headers, &rows, block).text());
    }
    if has_hidden(report) {
        page.gap();
        page.item(HIDDEN, hidden_note(lang));
    }
    page.into_text()
}

/// The cells; a label stands only where it is not that of the row above.
fn rows(lang: Lang, report: &Report, labels: usize) -> Vec<Vec<String>> {
    let mut above: &[Cell] = &[];
    let mut rows = Vec::new();
    for row in &report.rows {
        let same = row.iter().take(labels).zip(above).take_while(|(own, above)| own == above).count();
        let shown = |(place, value): (usize, &Cell)| {
            if place < same { String::new() } else { cell(lang, value) }
        };
        rows.push(row.iter().enumerate().map(shown).collect());
        above = row;
    }
    rows
}

fn cell(lang: Lang, cell: &Cell) -> String {
    match cell {
        Cell::Label(label) => words::label(lang, *label),
        Cell::Name(name) => name.clone(),
        Cell::Month(first) => month(*first),
        Cell::Count(count) => grouped(lang, *count),
        Cell::Share(share) => match lang {
            Lang::Sv => format!("{}{NO_BREAK}%", percent(lang, *share)),
            Lang::En => format!("{}%", percent(lang, *share)),
        },
        Cell::Days(halves) => days(lang, *halves),
        Cell::Entries(entries) => super::entry_numbers(entries),
        Cell::Hidden => HIDDEN.to_owned(),
        Cell::Nothing => NOTHING.to_owned(),
    }
}

/// The columns of each block: as many that measure something as stand beside the labels.
fn blocks(headers: &[String], rows: &[Vec<String>], labels: usize) -> Vec<Range<usize>> {
    let widest = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max();
    let header = |column: usize| headers.get(column).map_or("", String::as_str);
    let beside: usize = (0..labels)
        .map(|column| widest(column).max(Some(width(header(column)))).unwrap_or(0).min(WIDEST_LABEL) + GAP)
        .sum();
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let mut room = 0;
    for column in labels..headers.len() {
        // A header may be broken between its words.
        let longest_word = header(column).split(' ').map(width).max();
        let needed = widest(column).max(longest_word).unwrap_or(0) + GAP;
        if let Some(block) = blocks.last_mut().filter(|_| needed <= room) {
            block.end = column + 1;
        } else {
            blocks.push(column..column + 1);
            room = (WIDTH + GAP).saturating_sub(beside);
        }
        room = room.saturating_sub(needed);
    }
    blocks
}

fn table(report: &Report, headers: &[String], rows: &[Vec<String>], block: Range<usize>) -> Table {
    let labels = label_columns(report);
    let of_block = |row: &[String]| -> Vec<String> {
        let labels = row.iter().take(labels);
        labels.chain(row.iter().take(block.end).skip(block.start)).cloned().collect()
    };
    let headers = of_block(headers);
    let columns =
        report.columns.iter().take(labels).chain(report.columns.iter().take(block.end).skip(block.start));
    let aligns = columns.map(|column| if is_number(column) { Align::Right } else { Align::Left }).collect();
    Table { headers, aligns, rows: rows.iter().map(|row| of_block(row)).collect() }
}

/// Which entries were found is a list, not a number.
fn is_number(column: &Column) -> bool {
    measures(column) && *column != Column::Named(ColumnName::WhichEntries)
}

fn width(text: &str) -> usize {
    text.chars().count()
}
