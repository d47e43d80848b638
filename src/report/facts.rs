//! The facts of an explanation: one line or one JSON object each, those that settled the answer marked.
//!
//! Of a protected person nothing is shown that tells where the person is: no birth date, no school
//! unit, no programme, no provider and no line of a file.

use super::Lang;
use super::words::{
    Sentence, document, labels, occupation, placement_status, programme_class, ruling, ruling_reason, say,
    school_form,
};
use crate::domain::calendar::birthday;
use crate::domain::codes::{PlacementStatus, SourceKind, UndeterminedReason};
use crate::domain::explain::Explanation;
use crate::domain::facts::{DocumentFact, Facts, Residence};
use crate::domain::placement::{Ending, Placement};
use crate::domain::reported::{DecisionReport, OccupationReport};
use crate::domain::rules::Rules;
use crate::domain::settled::Settled;
use crate::domain::sources::ProviderId;
use crate::domain::staged::Sighting;
use crate::domain::status::{LEAVING_AGE, Question, Status};
use chrono::NaiveDate;
use serde_json::{Value, json};

/// One fact as a line.
pub(super) struct FactLine {
    /// It settled the answer.
    pub settled: bool,
    /// What it says and where it was told.
    pub text: String,
}

/// What lines and objects are made from.
pub(super) struct FactSheet<'a> {
    facts: &'a Facts,
    settled: Settled<'a>,
    rules: &'a Rules,
    is_protected: bool,
}

impl<'a> FactSheet<'a> {
    pub(super) fn of(explanation: &'a Explanation, rules: &'a Rules) -> Self {
        let question = Question { facts: &explanation.facts, day: explanation.night, rules };
        Self {
            facts: &explanation.facts,
            settled: Settled { question, status: explanation.answer.status },
            rules,
            is_protected: explanation.facts.is_protected(),
        }
    }

    /// The same for the person themself, from whom nothing is withheld.
    pub(super) fn whole(explanation: &'a Explanation, rules: &'a Rules) -> Self {
        Self { is_protected: false, ..Self::of(explanation, rules) }
    }

    /// The facts as lines, in the order of the questions that are asked of them.
    pub(super) fn lines(&self, lang: Lang) -> Vec<FactLine> {
        let facts = self.facts;
        let mut lines = Vec::new();
        let mut add = |settled, text| lines.push(FactLine { settled, text });
        if !self.is_protected {
            let turns_20 = birthday(facts.birth, LEAVING_AGE);
            add(self.settled.by_birth(), say(lang, &Sentence::Born { birth: facts.birth, turns_20 }));
        }
        for decision in &facts.decisions {
            add(self.settled.by_decision(decision), decision_line(lang, decision));
        }
        add(self.settled.by_residence(), self.residence_line(lang));
        for fact in &facts.documents {
            add(self.settled.by_document(fact), document_line(lang, *fact));
        }
        for placement in &facts.placements {
            add(self.settled.by_placement(placement), self.placement_line(lang, placement));
        }
        for report in &facts.occupations {
            add(false, occupation_line(lang, report));
        }
        for (holds, reason, text) in self.doubts(lang) {
            if holds {
                add(self.settled.status == Status::Undetermined { reason }, text.to_owned());
            }
        }
        lines
    }

    /// What is wrong with what the sources tell of the person.
    fn doubts(&self, lang: Lang) -> [(bool, UndeterminedReason, &'static str); 3] {
        let words = labels(lang);
        [
            (self.facts.contradictory, UndeterminedReason::Contradictory, words.contradictory),
            (self.facts.has_quarantined_row, UndeterminedReason::QuarantinedRow, words.quarantined_row),
            (self.facts.rests_on_silence, UndeterminedReason::SourceSilent, words.rests_on_silence),
        ]
    }

    fn residence_line(&self, lang: Lang) -> String {
        let words = labels(lang);
        let Some(residence) = &self.facts.residence else { return words.not_in_population.to_owned() };
        let at_home = if residence.at_home {
            Sentence::ResidentHere(residence.since)
        } else {
            Sentence::ResidentElsewhere(residence.since)
        };
        let mut parts = vec![say(lang, &at_home)];
        if residence.secrecy_marked {
            parts.push(words.secrecy_marked.to_owned());
        }
        if residence.protected_registration {
            parts.push(words.protected_registration.to_owned());
        }
        if let Some((code, from)) = residence.deregistration {
            parts.push(say(lang, &Sentence::Deregistered(code, from)));
        }
        parts.extend(absence_line(lang, residence));
        let provider = self.population();
        format!("{}; {}", parts.join(", "), self.sighted(lang, provider, residence.sighting))
    }

    fn placement_line(&self, lang: Lang, placement: &Placement) -> String {
        let mut head = school_form(lang, placement.form).to_owned();
        if !self.is_protected {
            head.push_str(&programme(lang, placement));
            if !placement.unit.is_empty() {
                head = format!("{head} {}", say(lang, &Sentence::AtUnit(&placement.unit)));
            }
        }
        let mut parts = vec![head, placement_status(lang, placement.status).to_owned()];
        parts.push(span(placement.start, placement.last_day));
        parts.extend(placement_notes(lang, placement));
        let provider = self.provider(placement);
        format!("{}; {}", parts.join(", "), self.sighted(lang, &provider, placement.sighting))
    }

    /// The name of the source of residents.
    fn population(&self) -> &'a str {
        let population = self.rules.sources.iter().find(|source| source.kind == SourceKind::Population);
        population.map_or("", |source| source.name.as_str())
    }

    /// Whose file; for a protected person the source only, since a provider can be one school.
    fn provider(&self, placement: &Placement) -> String {
        let ProviderId { source, provider } = &placement.provider;
        if self.is_protected || source == provider { source.clone() } else { format!("{source}/{provider}") }
    }

    /// The line, unless the person is protected or only an earlier file's line was kept.
    fn line_of(&self, sighting: Sighting) -> Option<u64> {
        (!self.is_protected && sighting.line > 0).then_some(sighting.line)
    }

    fn sighted(&self, lang: Lang, provider: &str, sighting: Sighting) -> String {
        let line = self.line_of(sighting);
        say(lang, &Sentence::Sighted { provider, file_date: sighting.file_date, line })
    }

    /// The facts as JSON.
    pub(super) fn json(&self) -> Value {
        let facts = self.facts;
        json!({
            "birth": (!self.is_protected).then(|| facts.birth.to_string()),
            "birth_settled": self.settled.by_birth(),
            "residence": facts.residence.as_ref().map(|residence| self.residence_json(residence)),
            "documents": facts.documents.iter().map(|fact| self.document_json(*fact)).collect::<Vec<_>>(),
            "placements": facts.placements.iter().map(|row| self.placement_json(row)).collect::<Vec<_>>(),
            "decisions": facts.decisions.iter().map(|row| self.decision_json(row)).collect::<Vec<_>>(),
            "occupations": facts.occupations.iter().map(occupation_json).collect::<Vec<_>>(),
            "contradictory": facts.contradictory,
            "quarantined_row": facts.has_quarantined_row,
            "rests_on_silence": facts.rests_on_silence,
        })
    }

    fn sighting_json(&self, sighting: Sighting) -> (String, Option<u64>) {
        (sighting.file_date.to_string(), self.line_of(sighting))
    }

    fn residence_json(&self, residence: &Residence) -> Value {
        let (file_date, line) = self.sighting_json(residence.sighting);
        json!({
            "settled": self.settled.by_residence(),
            "source": self.population(),
            "file_date": file_date,
            "line": line,
            "at_home": residence.at_home,
            "since": day(residence.since),
            "secrecy_marked": residence.secrecy_marked,
            "protected_registration": residence.protected_registration,
            "deregistration": residence.deregistration.map(|(code, _)| code),
            "deregistered_from": residence.deregistration.and_then(|(_, from)| day(from)),
            "missing_since": day(residence.absence.since),
            "files_missed": residence.absence.misses,
        })
    }

    fn placement_json(&self, placement: &Placement) -> Value {
        let (file_date, line) = self.sighting_json(placement.sighting);
        let shown = |value: &str| (!self.is_protected).then(|| value.to_owned());
        json!({
            "settled": self.settled.by_placement(placement),
            "source": placement.provider.source,
            "provider": shown(&placement.provider.provider),
            "file_date": file_date,
            "line": line,
            "school_form": placement.form,
            "school_unit": shown(&placement.unit),
            "programme": shown(&placement.programme),
            "programme_class": placement.class.filter(|_| !self.is_protected),
            "status": placement.status,
            "final_year": placement.final_year,
            "broken_off": placement.ending == Ending::BrokenOff,
            "from": placement.start.to_string(),
            "to": day(placement.last_day),
            "attends_through": day(placement.attended_through),
            "gone": placement.ending == Ending::Gone,
            "silent": placement.silent,
        })
    }

    fn document_json(&self, fact: DocumentFact) -> Value {
        json!({
            "settled": self.settled.by_document(&fact),
            "document": fact.document,
            "from": day(fact.from),
            "dated": fact.dated,
        })
    }

    fn decision_json(&self, decision: &DecisionReport) -> Value {
        json!({
            "settled": self.settled.by_decision(decision),
            "ruling": decision.ruling,
            "reason": decision.reason,
            "from": decision.from.to_string(),
            "to": decision.to.to_string(),
        })
    }
}

fn occupation_json(report: &OccupationReport) -> Value {
    json!({ "occupation": report.occupation, "from": report.from.to_string(), "to": day(report.to) })
}

fn day(day: Option<NaiveDate>) -> Option<String> {
    day.map(|day| day.to_string())
}

/// The programme as delivered and its class; nothing outside upper-secondary school.
fn programme(lang: Lang, placement: &Placement) -> String {
    let class = placement.class.map(|class| programme_class(lang, class));
    class.map_or_else(String::new, |class| format!(", {class} {}", placement.programme).trim_end().to_owned())
}

fn placement_notes(lang: Lang, placement: &Placement) -> Vec<String> {
    let words = labels(lang);
    let mut notes: Vec<String> = [
        (
            placement.ending == Ending::BrokenOff && placement.status != PlacementStatus::BrokenOff,
            words.broken_off,
        ),
        (placement.final_year, words.final_year),
        (placement.ending == Ending::Gone, words.gone),
        (placement.silent, words.silent),
    ]
    .into_iter()
    .filter(|(holds, _)| *holds)
    .map(|(_, note)| note.to_owned())
    .collect();
    if placement.attended_through != placement.last_day {
        notes.extend(placement.attended_through.map(|day| say(lang, &Sentence::AttendsThrough(day))));
    }
    notes
}

fn absence_line(lang: Lang, residence: &Residence) -> Option<String> {
    let absence = residence.absence;
    let since = absence.since?;
    Some(if absence.is_present() {
        say(lang, &Sentence::Missing { since, files: absence.misses })
    } else {
        say(lang, &Sentence::Gone(since))
    })
}

fn document_line(lang: Lang, fact: DocumentFact) -> String {
    let from = fact.from.map(|day| say(lang, &Sentence::From(day)));
    let undated = (!fact.dated).then(|| labels(lang).undated.to_owned());
    let parts = [Some(document(lang, fact.document).to_owned()), from, undated];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn decision_line(lang: Lang, decision: &DecisionReport) -> String {
    format!(
        "{}: {} ({}), {}",
        labels(lang).decision,
        ruling(lang, decision.ruling),
        ruling_reason(lang, decision.reason),
        span(decision.from, Some(decision.to))
    )
}

fn occupation_line(lang: Lang, report: &OccupationReport) -> String {
    format!(
        "{}: {}, {}",
        labels(lang).occupation,
        occupation(lang, report.occupation),
        span(report.from, report.to)
    )
}

/// First and last day, both belonging; the last is open while unknown.
fn span(from: NaiveDate, to: Option<NaiveDate>) -> String {
    to.map_or_else(|| format!("{from}–"), |to| format!("{from}–{to}"))
}
