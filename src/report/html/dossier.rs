//! All that is kept of one person as values for the templates.
//!
//! What is told is settled with the text; here it only becomes sections and tables.

use super::content::{Row, Section, Table, code, text};
use crate::domain::dossier::Dossier;
use crate::domain::rules::Rules;
use crate::report::Lang;
use crate::report::dossier::{Block, Part, parts, title};
use crate::report::words::{PageWords, dossier_words, labels, page_words};
use serde::Serialize;

/// The page.
#[derive(Serialize)]
pub struct Content {
    lang: &'static str,
    words: &'static PageWords,
    title: &'static str,
    after: String,
    facts: Vec<(&'static str, String)>,
    sections: Vec<Section>,
}

/// All of the page.
pub fn content(lang: Lang, dossier: &Dossier, rules: &Rules) -> Content {
    let (title, after) = title(lang, dossier);
    Content {
        lang: code(lang),
        words: page_words(lang),
        title,
        after,
        facts: dossier.person.iter().map(|person| (labels(lang).person, person.to_string())).collect(),
        sections: parts(lang, dossier, rules).into_iter().map(|part| section(lang, part)).collect(),
    }
}

fn section(lang: Lang, part: Part) -> Section {
    let blocks = part.blocks.into_iter();
    Section {
        id: part.id,
        lead: part.lead.into_iter().map(Into::into).collect(),
        chart: None,
        tables: blocks.map(|block| table(lang, block)).collect(),
        heading: part.heading,
    }
}

fn table(lang: Lang, block: Block) -> Table {
    let words = dossier_words(lang);
    match block {
        Block::Fields { caption, fields } => Table {
            caption,
            columns: vec![text(words.fact), text(words.value)],
            rows: fields.into_iter().map(|(label, value)| Row::plain(label, [value])).collect(),
            none: page_words(lang).none,
        },
        Block::Grid { caption, columns, rows } => Table {
            caption,
            columns: columns.iter().map(|column| text(column)).collect(),
            rows: rows.into_iter().map(row).collect(),
            none: page_words(lang).none,
        },
    }
}

fn row(cells: Vec<String>) -> Row {
    let mut cells = cells.into_iter();
    Row::plain(cells.next().unwrap_or_default(), cells)
}
