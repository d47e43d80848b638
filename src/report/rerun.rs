//! What deciding nights again has made otherwise, as text or JSON.
//!
//! Nobody is named: entries and tasks are told by their numbers.
//!
//! What JSON holds: `docs/json.md`.

use super::Lang;
use super::difference;
use super::page::Page;
use super::table::{Align, Table};
use super::text::Text;
use super::words::{Sentence, exceeded, labels, outcome, say};
use crate::domain::codes::{FileFault, LimitClass, Outcome};
use crate::domain::difference::Difference;
use crate::domain::limits::Exceeded;
use crate::domain::sources::ProviderId;
use chrono::NaiveDate;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What the report is made from.
#[derive(Clone, Debug)]
pub struct RerunReport<'a> {
    /// The first night that was to be decided again.
    pub from: NaiveDate,
    /// Nothing was written.
    pub is_plan: bool,
    /// What the program exits with.
    pub exit_code: u8,
    /// What came of it.
    pub ended: Ended<'a>,
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum Ended<'a> {
    /// Every night would be decided as it was.
    NothingToDo,
    /// A night could not be decided.
    Refused {
        /// Which.
        night: NaiveDate,
        /// Whose file.
        id: &'a ProviderId,
        /// Why.
        fault: FileFault,
    },
    /// The nights were decided.
    Decided {
        /// Each, in order.
        nights: Vec<NightRow<'a>>,
        /// What is otherwise.
        difference: &'a Difference,
        /// SHA-256 of the register's canonical dump; none for a preview.
        register_digest: Option<&'a str>,
    },
}

/// A night that was decided again.
#[derive(Clone, Debug)]
pub struct NightRow<'a> {
    /// Its date.
    pub as_of: NaiveDate,
    /// How it ended.
    pub outcome: Outcome,
    /// The corrected files it was decided from.
    pub files: &'a [String],
    /// The classes that exceeded their limits.
    pub exceeded: &'a BTreeMap<LimitClass, Exceeded>,
    /// The run that was written; none for a preview.
    pub run_id: Option<i64>,
}

/// The report as text.
pub fn text(lang: Lang, report: &RerunReport<'_>) -> Text {
    let words = labels(lang);
    let mut page = Page::default();
    page.field(words.rerun_from, &report.from.to_string());
    if report.is_plan {
        page.field("", words.preview);
    }
    match &report.ended {
        Ended::NothingToDo => page.field(words.outcome, &say(lang, &Sentence::NothingToDecideAgain)),
        Ended::Refused { night, id, fault } => refused(&mut page, lang, *night, id, *fault),
        Ended::Decided { nights, difference, .. } => {
            let ended = nights.last().map_or(Outcome::Done, |night| night.outcome);
            let ended = format!("{} ({} {})", outcome(lang, ended), words.exit_code, report.exit_code);
            page.field(words.outcome, &ended);
            if let Some(last) = nights.last().filter(|night| !night.exceeded.is_empty()) {
                held(&mut page, lang, last, report.is_plan);
            }
            nights_table(&mut page, lang, nights);
            difference::tables(&mut page, lang, difference);
        }
    }
    page.into_text()
}

/// The four answers to a night that cannot be decided again.
fn refused(page: &mut Page, lang: Lang, night: NaiveDate, id: &ProviderId, fault: FileFault) {
    let words = labels(lang);
    let provider = id.provider.as_str();
    page.field(words.outcome, &format!("{} ({night})", outcome(lang, Outcome::Refused)));
    page.field(words.committed, &say(lang, &Sentence::NothingCommitted));
    page.field(words.not_committed, &say(lang, &Sentence::NoNightDecidedAgain));
    page.field(words.next_run, &say(lang, &Sentence::NotTriedAgain));
    page.field(words.who_must_act, &say(lang, &Sentence::SeeTo { provider, fault }));
}

/// The four answers to what waits after the last night.
fn held(page: &mut Page, lang: Lang, night: &NightRow<'_>, is_plan: bool) {
    let words = labels(lang);
    let committed = if is_plan { words.would_be_committed } else { words.committed };
    page.heading(words.withheld);
    page.field(committed, &say(lang, &Sentence::AllButWithheld));
    page.field(words.not_committed, &exceeded(lang, night.exceeded));
    page.field(words.next_run, &say(lang, &Sentence::WithheldComeAgain));
    page.field(words.who_must_act, &say(lang, &Sentence::CheckThenAllow));
    for (class, over) in night.exceeded {
        let night = night.as_of;
        page.block(&format!("  run --as-of {night} --allow {class}={} --because \"…\"\n", over.count));
    }
}

fn nights_table(page: &mut Page, lang: Lang, nights: &[NightRow<'_>]) {
    let words = labels(lang);
    let rows = nights.iter().map(|night| {
        vec![
            night.as_of.to_string(),
            outcome(lang, night.outcome).to_owned(),
            night.run_id.map_or_else(String::new, |run| run.to_string()),
            night.files.join(", "),
        ]
    });
    let headers = [words.night, words.outcome, words.run, words.corrected_files];
    let aligns = [Align::Left, Align::Left, Align::Right, Align::Left];
    Table::under(page, words.nights, &headers, &aligns, rows.collect());
}

/// The report as JSON.
pub fn json(report: &RerunReport<'_>) -> Value {
    let none = Difference::default();
    let (outcome, nights, difference, digest) = match &report.ended {
        Ended::NothingToDo => ("nothing_to_do", &[][..], &none, None),
        Ended::Refused { .. } => ("refused", &[][..], &none, None),
        Ended::Decided { nights, difference, register_digest } => {
            ("decided", nights.as_slice(), *difference, *register_digest)
        }
    };
    json!({
        "from": report.from.to_string(),
        "plan": report.is_plan,
        "outcome": outcome,
        "exit_code": report.exit_code,
        "register_digest": digest,
        "nights": nights.iter().map(night_json).collect::<Vec<_>>(),
        "entries": difference::entries_json(difference),
        "tasks": difference::tasks_json(difference),
        "refused": refused_json(&report.ended),
    })
}

fn refused_json(ended: &Ended<'_>) -> Value {
    match ended {
        Ended::NothingToDo | Ended::Decided { .. } => Value::Null,
        Ended::Refused { night, id, fault } => json!({
            "night": night.to_string(),
            "source": id.source,
            "provider": id.provider,
            "code": fault,
        }),
    }
}

fn night_json(night: &NightRow<'_>) -> Value {
    let withheld = night.exceeded.iter();
    let withheld: Map<String, Value> =
        withheld.map(|(class, over)| (class.to_string(), json!(over.count))).collect();
    json!({
        "as_of": night.as_of.to_string(),
        "outcome": night.outcome,
        "run_id": night.run_id,
        "files": night.files,
        "withheld": withheld,
    })
}

#[cfg(test)]
mod tests;
