//! A night as text; as JSON and as lines for a journal in files of their own.
//!
//! Counts only: nobody is named. Every message about a hold or a refusal answers four questions: what
//! was committed, what was not, whether the next run tries again, and who must do what.

mod cause;
mod figures;
mod journal;
mod json;

pub use journal::{Line, line, source_lines};
pub use json::{json, summary};

use super::Lang;
use super::page::Page;
use super::table::{Align, Table};
use super::text::{Mark, Text};
use super::words::{
    Sentence, change_kind, labels, listed, not_covered, outcome, row_fault, say, step, undetermined, verdict,
};
use crate::domain::codes::{ChangeKind, Outcome, RowFault, Step, Verdict};
use crate::domain::conflict::SourceConflict;
use crate::domain::decide::Decided;
use crate::domain::sources::{ProviderId, SourceNight, Tonight};
use chrono::NaiveDate;
use figures::Figures;
use std::collections::BTreeMap;

/// What a night's report is made from.
#[derive(Clone, Copy, Debug)]
pub struct NightReport<'a> {
    /// The night's date.
    pub as_of: NaiveDate,
    /// Nothing was applied.
    pub is_plan: bool,
    /// There was no committed night before.
    pub first: bool,
    /// How it ended.
    pub outcome: Outcome,
    /// What the program exits with.
    pub exit_code: u8,
    /// What became of the sources.
    pub tonight: &'a Tonight,
    /// What was decided; `None` for a refused night.
    pub decided: Option<&'a Decided>,
    /// Rows quarantined.
    pub rejected: &'a BTreeMap<(ProviderId, RowFault), u64>,
    /// Open entries before the night.
    pub open_before: u64,
    /// Open entries after it.
    pub open_after: u64,
    /// The run's number; `None` for a preview.
    pub run_id: Option<i64>,
    /// SHA-256 of the register's canonical dump.
    pub register_digest: Option<&'a str>,
    /// Persons erased; `None` for a preview.
    pub erased: Option<u64>,
}

impl NightReport<'_> {
    fn unmatched(&self, source: &SourceNight) -> Option<u64> {
        Some(self.decided?.unmatched.get(&source.id)?.rows)
    }
}

/// The night as text.
pub fn text(lang: Lang, night: &NightReport<'_>) -> Text {
    let figures = Figures::of(night);
    let mut page = Page::default();
    head(&mut page, lang, night);
    sources(&mut page, lang, night);
    counts(&mut page, lang, &figures);
    notices(&mut page, lang, night, &figures);
    page.into_text()
}

fn head(page: &mut Page, lang: Lang, night: &NightReport<'_>) {
    let words = labels(lang);
    page.field(words.night, &night.as_of.to_string());
    if night.is_plan {
        page.field("", words.preview);
    }
    let ended = format!("{} ({} {})", outcome(lang, night.outcome), words.exit_code, night.exit_code);
    page.marked_field(words.outcome, &ended, mark(night.outcome));
    let entries = Sentence::OpenEntries { before: night.open_before, after: night.open_after };
    page.field(words.open_entries, &say(lang, &entries));
    if let Some(run) = night.run_id {
        page.field(words.run, &run.to_string());
    }
    cause::write(page, lang, night);
}

fn mark(outcome: Outcome) -> Mark {
    match outcome {
        Outcome::Done => Mark::Good,
        Outcome::DoneWithFaults | Outcome::Held => Mark::Doubt,
        Outcome::Refused => Mark::Bad,
    }
}

fn sources(page: &mut Page, lang: Lang, night: &NightReport<'_>) {
    let words = labels(lang);
    let headers =
        [words.source, words.file_date, words.verdict, words.rows, words.quarantined, words.unmatched];
    let rows = night.tonight.sources.iter().map(|source| {
        vec![
            source.id.to_string(),
            source.file_date.map_or_else(String::new, |date| date.to_string()),
            verdict(lang, source.verdict).to_owned(),
            number(source.row_count),
            number(source.quarantined),
            number(night.unmatched(source)),
        ]
    });
    let (left, right) = (Align::Left, Align::Right);
    Table::under(page, words.sources, &headers, &[left, left, left, right, right, right], rows.collect());
    let notes: Vec<String> =
        night.tonight.sources.iter().flat_map(|source| source_notes(lang, night, source)).collect();
    if !notes.is_empty() {
        page.gap();
    }
    for note in notes {
        page.paragraph(&note);
    }
    if night.decided.is_some() && night.tonight.sources.iter().any(is_unusable) {
        four_answers(page, lang, night);
    }
}

/// Its file could not be used, and the night went on without.
fn is_unusable(source: &SourceNight) -> bool {
    source.is_faulty() && source.fault.is_some() && !source.stops_the_night()
}

fn four_answers(page: &mut Page, lang: Lang, night: &NightReport<'_>) {
    let words = labels(lang);
    page.gap();
    page.field(cause::committed(lang, night), &say(lang, &Sentence::NightOnLastFiles));
    page.field(words.not_committed, &say(lang, &Sentence::NotTheFiles));
    page.field(words.next_run, &say(lang, &Sentence::RefusedIsTriedAgain));
    page.field(words.who_must_act, &say(lang, &Sentence::AskForFiles));
}

/// What a person should know of a source; a file that stopped the night is told of above.
fn source_notes(lang: Lang, night: &NightReport<'_>, source: &SourceNight) -> Vec<String> {
    let provider = source.id.provider.as_str();
    let mut notes = Vec::new();
    if let Some(fault) = source.fault.filter(|_| is_unusable(source)) {
        let stands = source
            .stands_through
            .map(|through| Sentence::StandsThrough { through, required: source.required })
            .or((source.verdict == Verdict::Silent).then_some(Sentence::Silent));
        let told = [Some(Sentence::Faulty { provider, fault }), stands];
        let told: Vec<String> = told.iter().flatten().map(|sentence| say(lang, sentence)).collect();
        notes.push(told.join(" "));
    }
    if source.shrinking {
        notes.push(say(lang, &Sentence::Shrinking(provider)));
    }
    let unmatched = night.decided.and_then(|decided| decided.unmatched.get(&source.id));
    if let Some(unmatched) = unmatched.filter(|unmatched| !unmatched.to_pair.is_empty()) {
        let rows = unmatched.to_pair.len();
        let lines = listed(lang, &unmatched.to_pair, rows as u64);
        notes.push(say(lang, &Sentence::ToPair { provider, lines: &lines, rows }));
    }
    notes
}

fn counts(page: &mut Page, lang: Lang, figures: &Figures) {
    let words = labels(lang);
    let change = |(&(kind, reason), count): (&(ChangeKind, figures::Why), &u64)| {
        vec![change_kind(lang, kind).to_owned(), reason.text(lang).to_owned(), count.to_string()]
    };
    let three = [Align::Left, Align::Left, Align::Right];
    let changes = figures.changes.iter().map(change).collect();
    Table::under(page, words.changes, &[words.change, words.reason, words.count], &three, changes);
    let doubts = figures.undetermined.iter();
    let doubts =
        doubts.map(|(reason, count)| vec![undetermined(lang, *reason).to_owned(), count.to_string()]);
    Table::under(page, words.undetermined, &[words.reason, words.count], &three[1..], doubts.collect());
    let faults = figures.quarantine.iter();
    let faults = faults.map(|((id, fault), count)| {
        vec![id.provider.clone(), row_fault(lang, *fault).to_owned(), count.to_string()]
    });
    Table::under(
        page,
        words.quarantine,
        &[words.provider, words.fault, words.count],
        &three,
        faults.collect(),
    );
    let created = figures.created.iter().map(|counted| task_row(lang, words.new_tasks, counted));
    let withdrawn = figures.withdrawn.iter().map(|counted| task_row(lang, words.withdrawn_tasks, counted));
    let done = figures.done.iter().map(|counted| task_row(lang, words.done_tasks, counted));
    let tasks = created.chain(done).chain(withdrawn).collect();
    Table::under(page, words.queue, &[words.change, words.step, words.count], &three, tasks);
    let left = figures.not_taken_over.iter().map(|(reason, count)| {
        let reason = reason.map_or(words.unknown_number, |reason| not_covered(lang, reason));
        vec![reason.to_owned(), count.to_string()]
    });
    Table::under(page, words.not_taken_over, &[words.reason, words.count], &three[1..], left.collect());
}

/// Who was erased, and what a person should look at, though nothing was done about it.
fn notices(page: &mut Page, lang: Lang, night: &NightReport<'_>, figures: &Figures) {
    if let Some(persons) = night.erased.filter(|persons| *persons > 0) {
        page.gap();
        page.paragraph(&say(lang, &Sentence::Erased(persons)));
    }
    let conflicts = conflicts(night).len();
    if figures.late_corrections > 0 {
        page.gap();
        page.paragraph(&say(lang, &Sentence::LateCorrections(figures.late_corrections)));
    }
    if conflicts > 0 {
        page.gap();
        page.paragraph(&say(lang, &Sentence::SourceConflicts(conflicts)));
    }
}

fn task_row(lang: Lang, what: &str, (queued, count): (&Step, &u64)) -> Vec<String> {
    vec![what.to_owned(), step(lang, *queued).to_owned(), count.to_string()]
}

fn number(count: Option<u64>) -> String {
    count.map_or_else(String::new, |count| count.to_string())
}

fn conflicts<'a>(night: &NightReport<'a>) -> &'a [SourceConflict] {
    night.decided.map_or(&[], |decided| &decided.conflicts)
}

#[cfg(test)]
mod tests;
