//! An explanation as text or JSON: why a person is in the register, or not.
//!
//! It tells what [`Explanation`] holds and decides nothing. Details of protected persons are withheld.
//!
//! What JSON holds: `docs/json.md`.

use super::Lang;
use super::facts::FactSheet;
use super::ground::{self, Ground};
use super::page::Page;
use super::text::Text;
use super::words::{self, Sentence, closed, covered, labels, lane, remedy, say, turning_in};
use crate::domain::codes::PlacementStatus;
use crate::domain::explain::Explanation;
use crate::domain::number::Number;
use crate::domain::rules::Rules;
use crate::domain::state::{Entry, EntryId};
use crate::domain::status::{Answer, Question, Status};
use serde_json::{Value, json};

/// The explanation as text.
pub fn text(lang: Lang, explanation: &Explanation, rules: &Rules) -> Text {
    let mut page = Page::default();
    head(&mut page, lang, explanation, rules);
    facts(&mut page, lang, explanation, rules);
    turns(&mut page, lang, explanation);
    entries(&mut page, lang, &explanation.entries);
    page.into_text()
}

fn head(page: &mut Page, lang: Lang, explanation: &Explanation, rules: &Rules) {
    for (label, value) in fields(lang, explanation, rules) {
        page.field(label, &value);
    }
}

/// The answer and what it rests on, each with its label; further legal sources have none.
pub(super) fn fields(lang: Lang, explanation: &Explanation, rules: &Rules) -> Vec<(&'static str, String)> {
    let words = labels(lang);
    let status = explanation.answer.status;
    let mut fields = vec![
        (words.person, who(lang, explanation)),
        (words.night, explanation.night.to_string()),
        (words.answer, say(lang, &Sentence::Answer(status))),
    ];
    if let Status::Covered { lane: present, .. } = status {
        fields.push((words.lane, lane(lang, present).to_owned()));
    }
    fields.extend(explanation.since.map(|since| (words.since, since.day.to_string())));
    fields.push((words.row, say(lang, &Sentence::Row(explanation.answer.row))));
    for (place, ground) in grounds(explanation, rules).into_iter().enumerate() {
        let label = if place == 0 { words.legal_source } else { "" };
        fields.push((label, words::ground(lang, ground).to_owned()));
    }
    fields.push((words.night_before, night_before(lang, explanation)));
    fields
}

/// The number where it may be shown; always the ids that the register knows the person by.
fn who(lang: Lang, explanation: &Explanation) -> String {
    let number = explanation.number.as_ref().map(|number| number.as_str().to_owned());
    let person = explanation.person.to_string();
    let entry = explanation.entries.last().map(|(id, _)| format!("{} {id}", labels(lang).entry));
    let parts = [Some(person), entry, number].into_iter().flatten();
    parts.collect::<Vec<_>>().join(", ")
}

fn grounds(explanation: &Explanation, rules: &Rules) -> Vec<Ground> {
    let question = Question { facts: &explanation.facts, day: explanation.night, rules };
    let on_admission = question.excluding().any(|placement| placement.status == PlacementStatus::Admitted);
    ground::of(explanation.answer.status, Rules::rule_set_on(explanation.night), on_admission)
}

fn night_before(lang: Lang, explanation: &Explanation) -> String {
    let words = labels(lang);
    match explanation.night_before {
        None => words.unknown_before.to_owned(),
        Some((night, before)) if before == explanation.answer => format!("{night}: {}", words.unchanged),
        Some((night, before)) => {
            let and_lane = match before.status {
                Status::Covered { lane: then, .. } => format!(" {}: {}.", words.lane, lane(lang, then)),
                Status::NotCovered { .. } | Status::Undetermined { .. } => String::new(),
            };
            format!("{night}: {}{and_lane}", say(lang, &Sentence::Answer(before.status)))
        }
    }
}

fn facts(page: &mut Page, lang: Lang, explanation: &Explanation, rules: &Rules) {
    let words = labels(lang);
    page.heading(&format!("{} (* {})", words.facts_used, words.settled_it));
    for line in FactSheet::of(explanation, rules).lines(lang) {
        page.item(if line.settled { "  *" } else { "" }, &line.text);
    }
    if explanation.facts.is_protected() {
        page.item("", words.withheld_details);
    }
}

fn turns(page: &mut Page, lang: Lang, explanation: &Explanation) {
    let words = labels(lang);
    let from = explanation.answer.status;
    page.heading(words.what_would_change);
    if let Some(turn) = next_turn(lang, explanation) {
        page.item("", &turn);
    }
    let otherwise = match from {
        Status::Covered { .. } => words.turning_out,
        Status::NotCovered { reason } => turning_in(lang, reason),
        Status::Undetermined { reason } => remedy(lang, reason),
    };
    page.item("", otherwise);
}

/// The first day on which the facts, left as they are, give another answer.
pub(super) fn next_turn(lang: Lang, explanation: &Explanation) -> Option<String> {
    let from = explanation.answer.status;
    let (on, answer) = explanation.next?;
    Some(format!("{on}: {}", say(lang, &Sentence::Turn { from, to: answer.status })))
}

fn entries(page: &mut Page, lang: Lang, entries: &[(EntryId, Entry)]) {
    if entries.is_empty() {
        return;
    }
    page.heading(labels(lang).entries);
    for (id, entry) in entries {
        page.item(&format!("{id:>3}"), &entry_line(lang, entry));
    }
}

fn entry_line(lang: Lang, entry: &Entry) -> String {
    let words = labels(lang);
    let opened = format!(
        "{} {} ({} {}): {}; {}: {}",
        words.opened,
        entry.opened_on,
        words.known_on,
        entry.opened_known_on,
        covered(lang, entry.opened_reason),
        words.lane_is,
        lane(lang, entry.lane())
    );
    let Some(closing) = entry.closing else { return opened };
    let annulled = if entry.is_annulled() { format!(" ({})", words.annulled) } else { String::new() };
    format!(
        "{opened}; {} {} ({} {}): {}{annulled}",
        words.closed,
        closing.closed_on,
        words.known_on,
        closing.known_on,
        closed(lang, closing.reason)
    )
}

/// The explanation as JSON.
pub fn json(explanation: &Explanation, rules: &Rules) -> Value {
    json_with(explanation, rules, &FactSheet::of(explanation, rules))
}

/// The same with facts told otherwise.
pub(super) fn json_with(explanation: &Explanation, rules: &Rules, facts: &FactSheet<'_>) -> Value {
    let grounds = grounds(explanation, rules);
    let legal_sources: Vec<&str> =
        grounds.into_iter().map(|ground| words::ground(Lang::Sv, ground)).collect();
    let remedy = match explanation.answer.status {
        Status::Undetermined { reason } => Some(remedy(Lang::Sv, reason)),
        Status::Covered { .. } | Status::NotCovered { .. } => None,
    };
    json!({
        "person_id": explanation.person,
        "personnummer": explanation.number.as_ref().map(Number::as_str),
        "protected": explanation.facts.is_protected(),
        "night": explanation.night.to_string(),
        "answer": answer_json(explanation.answer),
        "legal_sources": legal_sources,
        "since": explanation.since.map(|since| since.day.to_string()),
        "night_before": explanation
            .night_before
            .map(|(as_of, answer)| json!({ "as_of": as_of.to_string(), "answer": answer_json(answer) })),
        "unchanged": explanation.night_before.map(|(_, before)| before == explanation.answer),
        "next": explanation
            .next
            .map(|(on, answer)| json!({ "on": on.to_string(), "answer": answer_json(answer) })),
        "remedy": remedy,
        "entries": explanation.entries.iter().map(entry_json).collect::<Vec<_>>(),
        "facts": facts.json(),
    })
}

fn answer_json(answer: Answer) -> Value {
    let row = answer.row;
    match answer.status {
        Status::Covered { reason, lane } => {
            json!({ "status": "covered", "reason": reason, "lane": lane, "row": row })
        }
        Status::NotCovered { reason } => {
            json!({ "status": "not_covered", "reason": reason, "lane": null, "row": row })
        }
        Status::Undetermined { reason } => {
            json!({ "status": "undetermined", "reason": reason, "lane": null, "row": row })
        }
    }
}

fn entry_json((id, entry): &(EntryId, Entry)) -> Value {
    json!({
        "entry_id": id,
        "opened_on": entry.opened_on.to_string(),
        "opened_known_on": entry.opened_known_on.to_string(),
        "opened_reason": entry.opened_reason,
        "lane": entry.lane(),
        "closed_on": entry.closing.map(|closing| closing.closed_on.to_string()),
        "closed_known_on": entry.closing.map(|closing| closing.known_on.to_string()),
        "closed_reason": entry.closing.map(|closing| closing.reason.as_str()),
        "annulled": entry.is_annulled(),
    })
}

#[cfg(test)]
mod tests;
