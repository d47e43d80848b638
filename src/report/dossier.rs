//! All that is kept of one person, for the person: text, a page of HTML, or JSON.
//!
//! Nothing is withheld, also of a protected person: whoever writes it for somebody knows that. What is told is
//! settled in `parts`, once for text and page.
//!
//! What JSON holds: `docs/privacy.md`.

mod parts;

pub(super) use parts::{Block, Part, parts};

use super::Lang;
use super::explain;
use super::facts::FactSheet;
use super::page::Page;
use super::table::Table;
use super::text::Text;
use super::words::{ForPerson, dossier_words, tell_person};
use crate::domain::codes::Code;
use crate::domain::dossier::{Cell, Dossier, Item, Kept, Row};
use crate::domain::rules::Rules;
use serde_json::{Map, Value, json};

/// What the page is called, and as of when it tells.
pub(super) fn title(lang: Lang, dossier: &Dossier) -> (&'static str, String) {
    let after = dossier.night.map_or(ForPerson::BeforeAnyNight, ForPerson::After);
    (dossier_words(lang).title, tell_person(lang, &after))
}

/// It as text of 80 columns.
pub fn text(lang: Lang, dossier: &Dossier, rules: &Rules) -> Text {
    let mut page = Page::default();
    let (title, after) = title(lang, dossier);
    page.heading(title);
    page.paragraph(&after);
    for part in parts(lang, dossier, rules) {
        set(&mut page, &part);
    }
    page.into_text()
}

fn set(page: &mut Page, part: &Part) {
    page.gap();
    page.heading(&part.heading);
    for (place, lead) in part.lead.iter().enumerate() {
        if place > 0 {
            page.gap();
        }
        page.paragraph(lead);
    }
    for block in &part.blocks {
        page.gap();
        match block {
            Block::Fields { caption, fields } => {
                page.paragraph(caption);
                let widest = fields.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0);
                for (label, value) in fields {
                    page.item(&format!("  {label:<widest$}  "), value);
                }
            }
            Block::Grid { columns, rows, .. } => {
                let table = Table { headers: columns.clone(), aligns: Vec::new(), rows: rows.clone() };
                page.set(&table.text());
            }
        }
    }
}

/// It as JSON.
pub fn json(lang: Lang, dossier: &Dossier, rules: &Rules) -> Value {
    let explanation = dossier
        .explanation
        .as_ref()
        .map(|explanation| explain::json_with(explanation, rules, &FactSheet::whole(explanation, rules)));
    let holding = |kept: &Kept| {
        let rows = dossier.rows(*kept).iter().map(row_json).collect();
        (kept.as_str().to_owned(), Value::Array(rows))
    };
    let looks = dossier.looks.iter().map(|look| {
        json!({ "command": look.command, "times": look.times, "first": look.first, "last": look.last })
    });
    json!({
        "person_id": dossier.person,
        "night": dossier.night.map(|night| night.to_string()),
        "explanation": explanation,
        "holdings": Kept::ALL.iter().map(holding).collect::<Map<_, _>>(),
        "looks": looks.collect::<Vec<_>>(),
        "terms": {
            "municipality": dossier.terms.municipality,
            "population": dossier.terms.population,
            "staged_days": dossier.terms.staged_days,
            "erased_in": dossier.terms.erased_in,
        },
        "legal": parts::legal(lang, &dossier.terms),
    })
}

fn row_json(row: &Row) -> Value {
    let item = |(item, cell): &(Item, Cell)| (item.as_str().to_owned(), cell_json(cell));
    Value::Object(row.iter().map(item).collect())
}

fn cell_json(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) => json!(text),
        Cell::Day(day) => json!(day.to_string()),
        Cell::Count(count) => json!(count),
        Cell::Flag(flag) => json!(flag),
        Cell::Word(word) => json!(word.as_str()),
        Cell::OfAnother => json!({ "of_another": true }),
    }
}
