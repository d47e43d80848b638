//! The catalogue: what every code, label and sentence is called in each language.
//!
//! The matches are exhaustive and the labels a struct, so a missing translation does not compile.
//! It holds words alone: what is said, and when, is settled by the reports.

mod columns;
mod dossier;
mod en;
mod labels;
mod notice;
mod page;
mod sentence;
pub mod statistics;
mod supplier;
mod sv;

pub use columns::Columns;
pub use dossier::{DossierWords, ForPerson};
pub use labels::Labels;
pub use notice::Notice;
pub use page::{PageWords, Told};
pub use sentence::Sentence;
pub use supplier::{ForSupplier, Required, Seen};

use super::Lang;
use super::ground::Ground;
use crate::domain::codes::{
    ChangeKind, Channel, Check, ContactOutcome, CoveredReason, Deregistration, Document, FileFault, Lane,
    LimitClass, MeasureEnd, MeasureKind, NotCoveredReason, Occupation, OccupationSource, Outcome,
    PlacementStatus, ProgrammeClass, RowFault, Ruling, RulingReason, SchoolForm, Step, TaskEnd, TaskStatus,
    UndeterminedReason, Variant, Verdict,
};
use crate::domain::dossier::{Item, Kept, Word};
use crate::domain::evidence::LISTED;
use crate::domain::export::Obstacle;
use crate::domain::health::Concern;
use crate::domain::invariants::{Finding, Unasked};
use crate::domain::limits::Exceeded;
use crate::domain::number::Number;
use crate::domain::state::{ClosedReason, PersonId};
use crate::domain::statistics::overview::Rung;
use std::collections::BTreeMap;

macro_rules! catalogue {
    ($($(#[$doc:meta])* $name:ident($code:ty);)+) => { $(
        $(#[$doc])*
        pub fn $name(lang: Lang, code: $code) -> &'static str {
            match lang {
                Lang::Sv => sv::codes::$name(code),
                Lang::En => en::codes::$name(code),
            }
        }
    )+ };
}

catalogue! {
    /// What an entry asks of outreach.
    lane(Lane);
    /// Why covered.
    covered(CoveredReason);
    /// Why not covered.
    not_covered(NotCoveredReason);
    /// Why the answer is in doubt.
    undetermined(UndeterminedReason);
    /// What a person has to do about the doubt.
    remedy(UndeterminedReason);
    /// What would make a person covered who is not.
    turning_in(NotCoveredReason);
    /// What a night did to the register.
    change_kind(ChangeKind);
    /// What became of a source.
    verdict(Verdict);
    /// Why a file was refused.
    file_fault(FileFault);
    /// What to do about a refused file.
    cure(FileFault);
    /// What a whole-file check is for.
    file_check(FileFault);
    /// Why a row is quarantined.
    row_fault(RowFault);
    /// What that means.
    row_check(RowFault);
    /// Classes of change with a limit.
    limit_class(LimitClass);
    /// Steps of outreach.
    step(Step);
    /// Where a task stands.
    task_status(TaskStatus);
    /// Why a task ended.
    task_end(TaskEnd);
    /// How a night ended.
    outcome(Outcome);
    /// School forms.
    school_form(SchoolForm);
    /// Classes of programmes.
    programme_class(ProgrammeClass);
    /// Where a placement stands.
    placement_status(PlacementStatus);
    /// Documents.
    document(Document);
    /// Why deregistered.
    deregistration(Deregistration);
    /// What a person decided.
    ruling(Ruling);
    /// Why a person decided so.
    ruling_reason(RulingReason);
    /// What a youth does.
    occupation(Occupation);
    /// How somebody was contacted.
    channel(Channel);
    /// What came of a contact.
    contact_outcome(ContactOutcome);
    /// What a municipality offers.
    measure(MeasureKind);
    /// Legal sources, and rules of the program's own.
    ground(Ground);
    /// How far outreach came.
    rung(Rung);
    /// Why a task is not handed out.
    obstacle(Obstacle);
    /// Checks of the register.
    check(Check);
    /// What must hold of a register, check by check.
    must_hold(Check);
    /// What is kept of persons.
    kept(Kept);
    /// Where that comes from.
    origin(Kept);
    /// What an item of a row is called.
    item(Item);
    /// Which text a letter has.
    variant(Variant);
    /// Why a measure ended.
    measure_end(MeasureEnd);
    /// Who told what a youth does.
    told_by(OccupationSource);
}

/// A code of any set.
pub fn word(lang: Lang, word: Word) -> &'static str {
    match word {
        Word::Lane(code) => lane(lang, code),
        Word::Covered(code) => covered(lang, code),
        Word::Closed(code) => closed(lang, code),
        Word::Undetermined(code) => undetermined(lang, code),
        Word::Change(code) => change_kind(lang, code),
        Word::Step(code) => step(lang, code),
        Word::TaskStatus(code) => task_status(lang, code),
        Word::TaskEnd(code) => task_end(lang, code),
        Word::Variant(code) => variant(lang, code),
        Word::Channel(code) => channel(lang, code),
        Word::ContactOutcome(code) => contact_outcome(lang, code),
        Word::Occupation(code) => occupation(lang, code),
        Word::Told(code) => told_by(lang, code),
        Word::Measure(code) => measure(lang, code),
        Word::MeasureEnd(code) => measure_end(lang, code),
        Word::Ruling(code) => ruling(lang, code),
        Word::RulingReason(code) => ruling_reason(lang, code),
        Word::SchoolForm(code) => school_form(lang, code),
        Word::Placement(code) => placement_status(lang, code),
        Word::Document(code) => document(lang, code),
        Word::Deregistration(code) => deregistration(lang, code),
        Word::RowFault(code) => row_fault(lang, code),
    }
}

/// Headings and other fixed words of all that is kept of a person.
pub fn dossier_words(lang: Lang) -> &'static DossierWords {
    match lang {
        Lang::Sv => &sv::dossier::WORDS,
        Lang::En => &en::dossier::WORDS,
    }
}

/// A sentence of all that is kept of a person.
pub fn tell_person(lang: Lang, told: &ForPerson<'_>) -> String {
    match lang {
        Lang::Sv => sv::dossier::tell(told),
        Lang::En => en::dossier::tell(told),
    }
}

/// Why an entry was closed.
pub fn closed(lang: Lang, reason: ClosedReason) -> &'static str {
    match reason {
        ClosedReason::Answer(reason) => not_covered(lang, reason),
        ClosedReason::Merged => labels(lang).merged,
    }
}

/// A person's number; for a protected one the person's id.
pub fn shown(lang: Lang, person: PersonId, number: Option<Number>) -> String {
    number.map_or_else(|| format!("{} {person}", labels(lang).person), |number| number.as_str().to_owned())
}

/// Headings and other fixed words.
pub fn labels(lang: Lang) -> &'static Labels {
    match lang {
        Lang::Sv => &sv::labels::LABELS,
        Lang::En => &en::labels::LABELS,
    }
}

/// What stands over the columns of a file.
pub fn columns(lang: Lang) -> &'static Columns {
    match lang {
        Lang::Sv => &sv::columns::COLUMNS,
        Lang::En => &en::columns::COLUMNS,
    }
}

/// Headings and other fixed words of the page for people.
pub fn page_words(lang: Lang) -> &'static PageWords {
    match lang {
        Lang::Sv => &sv::page::WORDS,
        Lang::En => &en::page::WORDS,
    }
}

/// A sentence of the page for people.
pub fn tell(lang: Lang, told: &Told<'_>) -> String {
    match lang {
        Lang::Sv => sv::page::tell(told),
        Lang::En => en::page::tell(told),
    }
}

/// What whoever delivers a file is told of it.
pub fn tell_supplier(lang: Lang, told: &ForSupplier<'_>) -> String {
    match lang {
        Lang::Sv => sv::supplier::tell(told),
        Lang::En => en::supplier::tell(told),
    }
}

/// What is told beside a result.
pub fn notice(lang: Lang, notice: &Notice<'_>) -> String {
    match lang {
        Lang::Sv => sv::notices::notice(notice),
        Lang::En => en::notices::notice(notice),
    }
}

/// What somebody has to see to.
pub fn concern(lang: Lang, concern: &Concern<'_>) -> String {
    match lang {
        Lang::Sv => sv::concerns::concern(concern),
        Lang::En => en::concerns::concern(concern),
    }
}

/// What relieves a concern; empty where it says so itself.
pub fn relief(lang: Lang, concern: &Concern<'_>) -> String {
    match lang {
        Lang::Sv => sv::concerns::relief(concern),
        Lang::En => en::concerns::relief(concern),
    }
}

/// A sentence with values in it.
pub fn say(lang: Lang, sentence: &Sentence<'_>) -> String {
    match lang {
        Lang::Sv => sv::sentences::say(sentence),
        Lang::En => en::sentences::say(sentence),
    }
}

/// The first of `count`, of which at least those are given, and how many more there are.
pub fn listed<T: ToString>(lang: Lang, given: &[T], count: u64) -> String {
    let first: Vec<String> = given.iter().take(LISTED).map(ToString::to_string).collect();
    let more = count.saturating_sub(first.len() as u64);
    match lang {
        Lang::Sv => sv::sentences::listed(&first.join(", "), more),
        Lang::En => en::sentences::listed(&first.join(", "), more),
    }
}

/// How many things a check of the register found.
pub fn found(lang: Lang, count: u64) -> String {
    match lang {
        Lang::Sv => sv::soundness::found(count),
        Lang::En => en::soundness::found(count),
    }
}

/// Why a check of the register was not made.
pub fn not_checked(lang: Lang, why: Unasked) -> String {
    match lang {
        Lang::Sv => sv::soundness::not_checked(why),
        Lang::En => en::soundness::not_checked(why),
    }
}

/// One thing that a check of the register found, by number.
pub fn finding(lang: Lang, finding: &Finding) -> String {
    match lang {
        Lang::Sv => sv::soundness::finding(finding),
        Lang::En => en::soundness::finding(finding),
    }
}

/// The classes of change that exceeded their limits, by how much.
pub fn exceeded(lang: Lang, classes: &BTreeMap<LimitClass, Exceeded>) -> String {
    let told = classes.iter().map(|(class, over)| {
        say(lang, &Sentence::Exceeds { class: *class, count: over.count, limit: over.limit })
    });
    told.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests;
