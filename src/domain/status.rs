//! The decision: is this person covered on this day, and which question settled it.
//!
//! One pure function over facts. It reads as the table it implements: the questions are asked in
//! order, and the first that applies decides.

use super::calendar::{birthday, date};
use super::codes::{
    CoveredReason, Deregistration, Document, Lane, NotCoveredReason, ProgrammeClass, RuleSet, Ruling,
    SchoolLeavers, UndeterminedReason,
};
use super::facts::{DocumentFact, Facts, Residence};
use super::placement::{Ending, Placement};
use super::reason::{lane, moved_in_after_school, reason};
use super::reported::DecisionReport;
use super::rules::Rules;
use chrono::{Datelike, NaiveDate};

/// The answer for one person and one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Belongs in the register.
    Covered {
        /// Why.
        reason: CoveredReason,
        /// What outreach is asked to do.
        lane: Lane,
    },
    /// Does not.
    NotCovered {
        /// Why not.
        reason: NotCoveredReason,
    },
    /// The program refuses to guess: leave the entry exactly as it is, and say so.
    Undetermined {
        /// What is in doubt.
        reason: UndeterminedReason,
    },
}

impl Status {
    /// Covered, for whatever reason.
    pub fn is_covered(self) -> bool {
        matches!(self, Self::Covered { .. })
    }

    /// Not covered, for whatever reason.
    pub fn is_not_covered(self) -> bool {
        matches!(self, Self::NotCovered { .. })
    }
}

/// An answer and the row of the table that gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The answer.
    pub status: Status,
    /// The row, 1 to 15.
    pub row: u8,
}

/// Persons leave on the birthday itself (29 kap. 9 §: "har inte fyllt 20 år").
pub const LEAVING_AGE: i32 = 20;
/// School attendance is compulsory up to the spring term of the year a pupil turns 16.
const LAST_COMPULSORY_AGE: i32 = 16;
/// Final pupils' documents are awaited through August.
const DOCUMENTS_AWAITED_THROUGH: (u32, u32) = (8, 31);
/// A final year's last day lies on or after this day of May.
const FINAL_YEARS_END_FROM: (u32, u32) = (5, 1);

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The person's facts, as of the night.
    pub facts: &'a Facts,
    /// The day asked about.
    pub day: NaiveDate,
    /// The settings.
    pub rules: &'a Rules,
}

type Row = fn(&Question<'_>) -> Option<Status>;

/// The table. Row 15 is what is left.
const ROWS: [Row; 14] = [
    deceased,
    turned_20,
    decided,
    protected_registration,
    deregistered,
    unseen_or_contradictory,
    left_population,
    not_resident,
    compulsory_school,
    completed,
    attending,
    awaiting_document,
    awaiting_autumn_term,
    in_doubt,
];

/// The answer for one person and one day.
pub fn answer(question: &Question<'_>) -> Answer {
    ROWS.iter()
        .zip(1..)
        .find_map(|(ask, row)| ask(question).map(|status| Answer { status, row }))
        .unwrap_or_else(|| Answer { status: covered(question), row: 15 })
}

fn not_covered(reason: NotCoveredReason) -> Status {
    Status::NotCovered { reason }
}

fn undetermined(reason: UndeterminedReason) -> Status {
    Status::Undetermined { reason }
}

fn covered(question: &Question<'_>) -> Status {
    Status::Covered { reason: reason(question), lane: lane(question) }
}

/// Row 1.
fn deceased(question: &Question<'_>) -> Option<Status> {
    let residence = question.facts.residence.as_ref()?;
    (question.deregistration(residence)? == Deregistration::Deceased)
        .then_some(not_covered(NotCoveredReason::Deceased))
}

/// Row 2.
fn turned_20(question: &Question<'_>) -> Option<Status> {
    (question.day >= birthday(question.facts.birth, LEAVING_AGE))
        .then_some(not_covered(NotCoveredReason::Turned20))
}

/// Row 3.
fn decided(question: &Question<'_>) -> Option<Status> {
    Some(match question.decision()?.ruling {
        Ruling::Covered => Status::Covered { reason: CoveredReason::Decided, lane: lane(question) },
        Ruling::NotCovered => not_covered(NotCoveredReason::Decided),
    })
}

/// Row 4. Skollagen 29 kap. 6 §: the home municipality is where the person really lives.
fn protected_registration(question: &Question<'_>) -> Option<Status> {
    question
        .facts
        .residence
        .as_ref()?
        .protected_registration
        .then_some(undetermined(UndeterminedReason::ProtectedRegistration))
}

/// Row 5. Stays true when the row is later missing.
fn deregistered(question: &Question<'_>) -> Option<Status> {
    let residence = question.facts.residence.as_ref()?;
    if matches!(residence.deregistration, Some((Deregistration::Unknown, _))) {
        return Some(undetermined(UndeterminedReason::UnknownDeregistration));
    }
    let reason = match question.deregistration(residence) {
        Some(Deregistration::Emigrated) => NotCoveredReason::Emigrated,
        Some(Deregistration::Untraceable) => NotCoveredReason::Untraceable,
        Some(Deregistration::Other) => NotCoveredReason::Deregistered,
        Some(Deregistration::Deceased | Deregistration::NumberReplaced | Deregistration::Unknown) | None => {
            let moved_away = !residence.at_home && question.since(residence);
            return moved_away.then_some(not_covered(NotCoveredReason::MovedOut));
        }
    };
    Some(not_covered(reason))
}

/// Row 6.
fn unseen_or_contradictory(question: &Question<'_>) -> Option<Status> {
    if question.facts.contradictory {
        return Some(undetermined(UndeterminedReason::Contradictory));
    }
    let absence = question.facts.residence.as_ref()?.absence;
    (absence.misses > 0 && absence.is_present())
        .then_some(undetermined(UndeterminedReason::UnseenInPopulation))
}

/// Row 7.
fn left_population(question: &Question<'_>) -> Option<Status> {
    let gone_since = question.facts.residence.as_ref()?.absence.gone_since()?;
    (question.day >= gone_since).then_some(not_covered(NotCoveredReason::LeftPopulation))
}

/// Row 8.
fn not_resident(question: &Question<'_>) -> Option<Status> {
    let is_resident = question
        .facts
        .residence
        .as_ref()
        .is_some_and(|residence| !residence.at_home || question.since(residence));
    (!is_resident).then_some(not_covered(NotCoveredReason::NotResident))
}

/// Row 9. Skollagen 7 kap. 12-14 §§.
fn compulsory_school(question: &Question<'_>) -> Option<Status> {
    (question.day <= compulsory_end(question.facts, question.rules))
        .then_some(not_covered(NotCoveredReason::CompulsorySchool))
}

/// Row 10.
fn completed(question: &Question<'_>) -> Option<Status> {
    question.has_document(Document::completes).then_some(not_covered(NotCoveredReason::Completed))
}

/// Row 11.
fn attending(question: &Question<'_>) -> Option<Status> {
    question.excluding().next().map(|_| not_covered(NotCoveredReason::Attending))
}

/// Row 12. Documents come weeks after the last day.
fn awaiting_document(question: &Question<'_>) -> Option<Status> {
    let awaits = question.finished_final_years().next().is_some()
        && !question.has_document(Document::is_of_upper_secondary);
    awaits.then_some(not_covered(NotCoveredReason::AwaitingDocument))
}

/// Row 13. Admissions reach UEDB in August.
fn awaiting_autumn_term(question: &Question<'_>) -> Option<Status> {
    let ended = compulsory_end(question.facts, question.rules);
    let awaits = question.rules.school_leavers == SchoolLeavers::AutumnTerm
        && ended.year() == question.day.year()
        && question.day <= question.rules.terms.autumn_check(ended.year())
        && !moved_in_after_school(question)
        && !question.attends(&[ProgrammeClass::Introduction]);
    awaits.then_some(not_covered(NotCoveredReason::AwaitingAutumnTerm))
}

/// Row 14.
fn in_doubt(question: &Question<'_>) -> Option<Status> {
    let facts = question.facts;
    let reason = if facts.has_quarantined_row {
        UndeterminedReason::QuarantinedRow
    } else if facts.rests_on_silence {
        UndeterminedReason::SourceSilent
    } else if question.rule_set() == RuleSet::Y2015 && question.attends(&[ProgrammeClass::Unknown]) {
        UndeterminedReason::UnknownProgramme
    } else if question.has_document(|document| document == Document::Unknown) {
        UndeterminedReason::UnknownDocument
    } else {
        return None;
    };
    Some(undetermined(reason))
}

impl<'a> Question<'a> {
    fn rule_set(&self) -> RuleSet {
        Rules::rule_set_on(self.day)
    }

    /// The decision in force on the day; where several are, the one recorded last.
    pub(super) fn decision(&self) -> Option<&'a DecisionReport> {
        let in_force = |decision: &&DecisionReport| (decision.from..=decision.to).contains(&self.day);
        self.facts.decisions.iter().rfind(in_force)
    }

    /// The deregistration in force by the day.
    fn deregistration(&self, residence: &Residence) -> Option<Deregistration> {
        let (code, from) = residence.deregistration?;
        from.is_none_or(|from| from <= self.day).then_some(code)
    }

    /// Registered in the present municipality by the day.
    fn since(&self, residence: &Residence) -> bool {
        residence.since.is_none_or(|since| since <= self.day)
    }

    /// Whether a document of that sort is dated on or before the day.
    pub(super) fn has_document(&self, is_sought: impl Fn(Document) -> bool) -> bool {
        self.facts.documents.iter().any(|fact| is_sought(fact.document) && fact.counts_on(self.day))
    }

    /// Whether a placement of one of these classes attends on the day.
    pub(super) fn attends(&self, classes: &[ProgrammeClass]) -> bool {
        self.facts.placements.iter().any(|placement| {
            placement.class.is_some_and(|class| classes.contains(&class)) && placement.attends(self.day)
        })
    }

    /// Final years that ended this spring or summer and whose documents are still awaited.
    pub(super) fn finished_final_years(&self) -> impl Iterator<Item = &'a Placement> + use<'a> {
        let (day, year) = (self.day, self.day.year());
        let (first, last) = (FINAL_YEARS_END_FROM, DOCUMENTS_AWAITED_THROUGH);
        let (from, through) = (date(year, first.0, first.1), date(year, last.0, last.1));
        self.facts.placements.iter().filter(move |placement| {
            day <= through
                && placement.final_year
                && placement.ending != Ending::BrokenOff
                && placement.last_day.is_some_and(|end| (from..=through).contains(&end) && end < day)
        })
    }

    /// The placements that take the person out of the register on the day.
    pub fn excluding(&self) -> impl Iterator<Item = &'a Placement> + use<'a> {
        let (day, rule_set) = (self.day, Rules::rule_set_on(self.day));
        self.facts.placements.iter().filter(move |placement| {
            placement.class.is_some_and(|class| excludes(rule_set, class)) && placement.attends(day)
        })
    }
}

/// Whether attending a programme of this class takes a person out (29 kap. 9 §, by rule set).
fn excludes(rule_set: RuleSet, class: ProgrammeClass) -> bool {
    match (rule_set, class) {
        (RuleSet::Y2018, _)
        | (
            RuleSet::Y2015,
            ProgrammeClass::National | ProgrammeClass::FourthYear | ProgrammeClass::AdaptedNational,
        ) => true,
        (
            RuleSet::Y2015,
            ProgrammeClass::Introduction | ProgrammeClass::AdaptedIndividual | ProgrammeClass::Unknown,
        ) => false,
    }
}

/// The last day of compulsory school attendance: June of the year the person turns 16; earlier with
/// final grades; a year later if the last grade is not finished (Skollagen 7 kap. 12-14 §§).
pub fn compulsory_end(facts: &Facts, rules: &Rules) -> NaiveDate {
    let year = facts.birth.year() + LAST_COMPULSORY_AGE;
    let ordinary = rules.terms.spring_term_end(year);
    if let Some(finished) = final_grades(&facts.documents).filter(|finished| *finished < ordinary) {
        return finished;
    }
    let extended = rules.terms.spring_term_end(year + 1);
    let goes_on = |placement: &&Placement| {
        placement.form.is_compulsory()
            && placement.start <= ordinary
            && placement.last_day.is_none_or(|last| last > ordinary)
    };
    facts
        .placements
        .iter()
        .filter(goes_on)
        .map(|placement| placement.last_day.map_or(extended, |last| last.min(extended)))
        .max()
        .unwrap_or(ordinary)
}

/// The earliest dated final grades of compulsory school; undated ones move nothing.
fn final_grades(documents: &[DocumentFact]) -> Option<NaiveDate> {
    documents
        .iter()
        .filter(|fact| fact.document == Document::CompulsoryFinal && fact.dated)
        .filter_map(|fact| fact.from)
        .min()
}

#[cfg(test)]
mod tests;
