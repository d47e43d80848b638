//! What the person is told, part by part, in words: labelled values and rows under columns.
//!
//! It knows neither paper nor markup.

use super::super::facts::FactSheet;
use super::super::words::{
    ForPerson, dossier_words, item as called, kept, labels, origin, tell_person, turning_in, word,
};
use super::super::{Lang, explain};
use crate::domain::codes::Code;
use crate::domain::dossier::{Cell, Dossier, Item, Kept, Looks, Row, Terms, find, is_present};
use crate::domain::explain::Explanation;
use crate::domain::rules::Rules;
use crate::domain::status::Status;

/// What had a value and has none any longer.
const EMPTIED: &str = "–";
/// With more columns rows are told one by one.
const COLUMNS: usize = 6;

/// A part of it.
pub struct Part {
    /// Its name in addresses.
    pub id: &'static str,
    /// What stands over it.
    pub heading: String,
    /// What is said first.
    pub lead: Vec<String>,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// What a part holds.
pub enum Block {
    /// Values, each with its label.
    Fields {
        /// What they are of.
        caption: String,
        /// Label and value.
        fields: Vec<(String, String)>,
    },
    /// Rows of cells.
    Grid {
        /// What they are; said where columns do not say it.
        caption: String,
        /// What stands over the columns.
        columns: Vec<String>,
        /// The cells, row by row.
        rows: Vec<Vec<String>>,
    },
}

/// All of them, in order.
pub fn parts(lang: Lang, dossier: &Dossier, rules: &Rules) -> Vec<Part> {
    let mut parts = vec![who(lang, dossier), why(lang, dossier, rules)];
    let (held, empty): (Vec<Kept>, Vec<Kept>) =
        Kept::ALL.iter().partition(|kept| !dossier.rows(**kept).is_empty());
    parts.extend(held.into_iter().map(|kept| held_rows(lang, kept, dossier)));
    if !empty.is_empty() {
        parts.push(nothing(lang, &empty));
    }
    parts.push(looks(lang, &dossier.looks));
    let words = dossier_words(lang);
    let lead = legal(lang, &dossier.terms);
    parts.push(Part { id: "rights", heading: words.rights.to_owned(), lead, blocks: Vec::new() });
    parts
}

/// Why it is kept, for how long, whom to turn to.
pub fn legal(lang: Lang, terms: &Terms) -> Vec<String> {
    let words = dossier_words(lang);
    vec![
        words.purpose.to_owned(),
        words.ground.to_owned(),
        words.contents_by_law.to_owned(),
        [ForPerson::Erased(terms.erased_in), ForPerson::Superseded(terms.staged_days)]
            .map(|told| tell_person(lang, &told))
            .join(" "),
        words.recipients.to_owned(),
        words.automated.to_owned(),
        words.rights_explained.to_owned(),
        tell_person(lang, &ForPerson::TurnTo(&terms.municipality)),
        words.left_out.to_owned(),
    ]
}

/// What is known now, at a glance.
fn who(lang: Lang, dossier: &Dossier) -> Part {
    let words = dossier_words(lang);
    let person = present(dossier, Kept::Person);
    let number = person.map_or_else(String::new, |row| value(lang, row, Item::Number));
    let resident = dossier
        .rows(Kept::Resident)
        .iter()
        .rfind(|row| is_present(row) && (number.is_empty() || value(lang, row, Item::Number) == number));
    let details = dossier.rows(Kept::ContactDetail).last();
    let joined = |row: Option<&Row>, items: &[Item], between: &str| {
        let values = items.iter().filter_map(|item| row.map(|row| value(lang, row, *item)));
        values.filter(|value| !value.is_empty()).collect::<Vec<_>>().join(between)
    };
    let lines = [
        joined(resident, &[Item::CareOf, Item::Street], ", "),
        joined(resident, &[Item::Postcode, Item::Town], " "),
    ];
    let address = lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ");
    let fields = [
        (words.name, joined(resident, &[Item::GivenName, Item::MiddleName, Item::FamilyName], " ")),
        (labels(lang).personnummer, number.clone()),
        (words.other_numbers, other_numbers(lang, dossier, &number)),
        (words.address, address),
        (called(lang, Item::Telephone), joined(details, &[Item::Telephone], "")),
        (called(lang, Item::Email), joined(details, &[Item::Email], "")),
        (called(lang, Item::Area), joined(person, &[Item::Area], "")),
        (called(lang, Item::Owner), joined(person, &[Item::Owner], "")),
        (words.protection, protection(lang, dossier, resident)),
    ];
    let fields = fields.into_iter().filter(|(_, value)| !value.is_empty());
    let fields = fields.map(|(label, value)| (label.to_owned(), value)).collect();
    let block = Block::Fields { caption: words.by_newest.to_owned(), fields };
    Part { id: "who", heading: words.who.to_owned(), lead: Vec::new(), blocks: vec![block] }
}

fn other_numbers(lang: Lang, dossier: &Dossier, number: &str) -> String {
    let own = dossier.rows(Kept::Number).iter().filter(|row| is_present(row));
    let own = own.map(|row| value(lang, row, Item::Number));
    let others: Vec<String> = own.filter(|other| other != number).collect();
    others.join(", ")
}

fn protection(lang: Lang, dossier: &Dossier, resident: Option<&Row>) -> String {
    let flags = [Item::SecrecyMarked, Item::ProtectedRegistration];
    let is_set = |item: &Item| resident.is_some_and(|row| find(row, *item) == Some(&Cell::Flag(true)));
    let set: Vec<&str> = flags.iter().filter(|item| is_set(item)).map(|item| called(lang, *item)).collect();
    match set.is_empty() {
        false => set.join(", "),
        true if dossier.may_be_protected() => labels(lang).not_known.to_owned(),
        true => dossier_words(lang).no_protection.to_owned(),
    }
}

fn why(lang: Lang, dossier: &Dossier, rules: &Rules) -> Part {
    let words = dossier_words(lang);
    let heading = words.why.to_owned();
    let Some(explanation) = &dossier.explanation else {
        return Part { id: "why", heading, lead: vec![words.no_explanation.to_owned()], blocks: Vec::new() };
    };
    let fields = explain::fields(lang, explanation, rules);
    let mut label = "";
    let fields = fields.into_iter().map(|(own, value)| {
        label = if own.is_empty() { label } else { own };
        (label.to_owned(), value)
    });
    let fields = fields.collect();
    let facts = FactSheet::whole(explanation, rules).lines(lang).into_iter().map(|fact| {
        let settled = if fact.settled { words.yes } else { "" };
        vec![fact.text, settled.to_owned()]
    });
    let columns = vec![words.fact.to_owned(), words.settled_it.to_owned()];
    let turning = labels(lang).what_would_change.to_owned();
    let mut turns: Vec<Vec<String>> =
        explain::next_turn(lang, explanation).into_iter().map(|turn| vec![turn]).collect();
    turns.push(vec![otherwise(lang, explanation).to_owned()]);
    let blocks = vec![
        Block::Fields { caption: words.answer.to_owned(), fields },
        Block::Grid { caption: labels(lang).facts_used.to_owned(), columns, rows: facts.collect() },
        Block::Grid { caption: turning.clone(), columns: vec![turning], rows: turns },
    ];
    Part { id: "why", heading, lead: Vec::new(), blocks }
}

/// What would change the answer. What a doubt asks of those who keep the register is not for the person.
fn otherwise(lang: Lang, explanation: &Explanation) -> &'static str {
    match explanation.answer.status {
        Status::Covered { .. } => labels(lang).turning_out,
        Status::NotCovered { reason } => turning_in(lang, reason),
        Status::Undetermined { .. } => dossier_words(lang).somebody_decides,
    }
}

fn held_rows(lang: Lang, of: Kept, dossier: &Dossier) -> Part {
    let rows = dossier.rows(of);
    let items = items(rows);
    let heading = kept(lang, of).to_owned();
    let mut lead = vec![origin(lang, of).to_owned()];
    if of == Kept::Resident {
        lead.push(tell_person(lang, &ForPerson::Population(&dossier.terms.population)));
    }
    let blocks = if items.len() <= COLUMNS {
        let columns = items.iter().map(|item| called(lang, *item).to_owned()).collect();
        let cells = |row: &Row| items.iter().map(|item| value(lang, row, *item)).collect();
        let caption = format!("{heading} ({})", rows.len());
        vec![Block::Grid { caption, columns, rows: rows.iter().map(cells).collect() }]
    } else {
        one_by_one(lang, of, rows)
    };
    Part { id: of.as_str(), heading, lead: vec![lead.join(" ")], blocks }
}

/// The items that any of the rows has a value of.
fn items(rows: &[Row]) -> Vec<Item> {
    let Some(first) = rows.first() else { return Vec::new() };
    let is_held =
        |item: &Item| rows.iter().any(|row| find(row, *item).is_some_and(|cell| *cell != Cell::Empty));
    first.iter().map(|(item, _)| *item).filter(is_held).collect()
}

/// Each row whole; a later version of the same with what changed.
fn one_by_one(lang: Lang, of: Kept, rows: &[Row]) -> Vec<Block> {
    let mut counted = 0;
    let before = std::iter::once(None).chain(rows.iter().map(Some));
    let block = |(row, before): (&Row, Option<&Row>)| {
        let earlier = before.filter(|before| is_version_of(of, row, before));
        if let Some(earlier) = earlier {
            let noted = value(lang, row, Item::NotedOn);
            let caption = format!("{} {counted}, {} {noted}", kept(lang, of), dossier_words(lang).changed);
            return Block::Fields { caption, fields: changed(lang, row, earlier) };
        }
        counted += 1;
        Block::Fields { caption: format!("{} {counted}", kept(lang, of)), fields: whole(lang, row) }
    };
    rows.iter().zip(before).map(block).collect()
}

fn is_version_of(of: Kept, row: &Row, before: &Row) -> bool {
    of.key() > 0 && row.iter().zip(before).take(of.key()).all(|(now, then)| now == then)
}

fn whole(lang: Lang, row: &Row) -> Vec<(String, String)> {
    let held = row.iter().filter(|(_, cell)| *cell != Cell::Empty);
    held.map(|(item, cell)| (called(lang, *item).to_owned(), said(lang, *item, cell))).collect()
}

fn changed(lang: Lang, row: &Row, before: &Row) -> Vec<(String, String)> {
    let differing = row.iter().zip(before).filter(|(now, then)| now != then);
    let told = differing.map(|((item, cell), _)| {
        let said = said(lang, *item, cell);
        let said = if said.is_empty() { EMPTIED.to_owned() } else { said };
        (called(lang, *item).to_owned(), said)
    });
    told.collect()
}

fn nothing(lang: Lang, empty: &[Kept]) -> Part {
    let words = dossier_words(lang);
    let names: Vec<String> = empty.iter().map(|of| kept(lang, *of).to_lowercase()).collect();
    let lead = vec![format!("{} {}.", words.nothing_kept_of, names.join(", "))];
    Part { id: "nothing", heading: words.nothing_kept.to_owned(), lead, blocks: Vec::new() }
}

fn looks(lang: Lang, looks: &[Looks]) -> Part {
    let words = dossier_words(lang);
    let row = |look: &Looks| {
        vec![look.command.clone(), look.times.to_string(), time(&look.first), time(&look.last)]
    };
    let columns = [words.command, words.times, words.first, words.last].map(str::to_owned).to_vec();
    let caption = words.whole_register.to_owned();
    let grid = Block::Grid { caption, columns, rows: looks.iter().map(row).collect() };
    Part {
        id: "looks",
        heading: words.looks.to_owned(),
        lead: vec![words.looks_explained.to_owned()],
        blocks: if looks.is_empty() { Vec::new() } else { vec![grid] },
    }
}

/// The last row of a kind that nothing has superseded.
fn present(dossier: &Dossier, of: Kept) -> Option<&Row> {
    dossier.rows(of).iter().rfind(|row| is_present(row))
}

fn value(lang: Lang, row: &Row, item: Item) -> String {
    find(row, item).map_or_else(String::new, |cell| said(lang, item, cell))
}

fn said(lang: Lang, item: Item, cell: &Cell) -> String {
    let words = dossier_words(lang);
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) if matches!(item, Item::RecordedAt | Item::ExportedAt) => time(text),
        Cell::Text(text) => text.clone(),
        Cell::Day(day) => day.to_string(),
        Cell::Count(count) => count.to_string(),
        Cell::Flag(true) => words.yes.to_owned(),
        Cell::Flag(false) => words.no.to_owned(),
        Cell::Word(code) => word(lang, *code).to_owned(),
        Cell::OfAnother => words.of_another.to_owned(),
    }
}

/// A time as people write it.
fn time(stamp: &str) -> String {
    stamp
        .strip_suffix('Z')
        .map_or_else(|| stamp.to_owned(), |time| format!("{} UTC", time.replacen('T', " ", 1)))
}
