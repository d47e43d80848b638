//! What is late, and what falls due soon.

use crate::domain::statistics::overview::Deadline;
use crate::report::Lang;
use crate::report::html::content::{Mark, Marked, Row, Section, Table, names, numbers, text};
use crate::report::html::written;
use crate::report::words::{self, page_words};

/// The deadlines, by owner and step.
pub fn section(lang: Lang, deadlines: &[Deadline]) -> Section {
    let words = page_words(lang);
    let mut rows: Vec<Row> = deadlines.iter().map(|deadline| row(lang, deadline)).collect();
    if rows.len() > 1 {
        rows.push(total(lang, deadlines));
    }
    Section {
        id: "deadlines",
        heading: words.deadlines.to_owned(),
        lead: vec![words.deadlines_explained.to_owned().into()],
        chart: None,
        tables: vec![Table {
            caption: words.by_owner.to_owned(),
            columns: vec![
                names(words.owner),
                text(words.step),
                numbers(words.late),
                numbers(words.soon),
                names(words.oldest),
            ],
            rows,
            none: words.none,
        }],
    }
}

fn row(lang: Lang, deadline: &Deadline) -> Row {
    let oldest = deadline.oldest.map_or_else(written::nothing, |day| day.to_string());
    let step = written::capital(words::step(lang, deadline.step));
    let cells =
        [step.into(), late(lang, deadline.late), written::count(lang, deadline.soon).into(), oldest.into()];
    Row::plain(&*deadline.owner, cells)
}

fn late(lang: Lang, count: u64) -> Marked {
    Marked { mark: if count == 0 { Mark::Plain } else { Mark::Warn }, text: written::count(lang, count) }
}

fn total(lang: Lang, deadlines: &[Deadline]) -> Row {
    let late = deadlines.iter().map(|deadline| deadline.late).sum();
    let soon = deadlines.iter().map(|deadline| deadline.soon).sum();
    let oldest = deadlines.iter().filter_map(|deadline| deadline.oldest).min();
    let cells = [
        written::nothing(),
        written::count(lang, late),
        written::count(lang, soon),
        oldest.map_or_else(written::nothing, |day| day.to_string()),
    ];
    Row::sum(page_words(lang).total, cells)
}
