//! Which of a person's facts settled an answer: what an explanation marks.
//!
//! It asks the questions of the decision again, of one fact at a time, and decides nothing.

use super::codes::{CoveredReason, Document, NotCoveredReason, ProgrammeClass, UndeterminedReason};
use super::facts::DocumentFact;
use super::placement::Placement;
use super::reason::latest_left;
use super::reported::DecisionReport;
use super::status::{Question, Status};

/// An answer and the question it answers.
#[derive(Clone, Copy, Debug)]
pub struct Settled<'a> {
    /// What was asked.
    pub question: Question<'a>,
    /// What was answered.
    pub status: Status,
}

impl Settled<'_> {
    /// Age alone settled it.
    pub fn by_birth(&self) -> bool {
        matches!(
            self.status,
            Status::NotCovered {
                reason: NotCoveredReason::Turned20
                    | NotCoveredReason::CompulsorySchool
                    | NotCoveredReason::AwaitingAutumnTerm
            }
        )
    }

    /// What the population register tells settled it.
    pub fn by_residence(&self) -> bool {
        matches!(
            self.status,
            Status::Covered { reason: CoveredReason::MovedIn, .. }
                | Status::NotCovered {
                    reason: NotCoveredReason::Deceased
                        | NotCoveredReason::Emigrated
                        | NotCoveredReason::Untraceable
                        | NotCoveredReason::Deregistered
                        | NotCoveredReason::MovedOut
                        | NotCoveredReason::LeftPopulation
                        | NotCoveredReason::NotResident
                }
                | Status::Undetermined {
                    reason: UndeterminedReason::ProtectedRegistration
                        | UndeterminedReason::UnknownDeregistration
                        | UndeterminedReason::UnseenInPopulation
                        | UndeterminedReason::Contradictory
                }
        )
    }

    /// This decision settled it.
    pub fn by_decision(&self, decision: &DecisionReport) -> bool {
        let by_decision = matches!(
            self.status,
            Status::Covered { reason: CoveredReason::Decided, .. }
                | Status::NotCovered { reason: NotCoveredReason::Decided }
        );
        by_decision && self.question.decision() == Some(decision)
    }

    /// This document settled it.
    pub fn by_document(&self, fact: &DocumentFact) -> bool {
        let is_sought = match self.status {
            Status::Covered { reason: CoveredReason::StudyCertificate, .. } => {
                fact.document == Document::StudyCertificate
            }
            Status::Covered { reason: CoveredReason::IntroductionCertificate, .. } => {
                fact.document == Document::IntroductionCertificate
            }
            Status::NotCovered { reason: NotCoveredReason::Completed } => fact.document.completes(),
            Status::Undetermined { reason: UndeterminedReason::UnknownDocument } => {
                fact.document == Document::Unknown
            }
            Status::Covered { .. } | Status::NotCovered { .. } | Status::Undetermined { .. } => false,
        };
        is_sought && fact.counts_on(self.question.day)
    }

    /// This placement settled it.
    pub fn by_placement(&self, placement: &Placement) -> bool {
        match self.status {
            Status::Covered { reason, .. } => self.covered_by_placement(reason, placement),
            Status::NotCovered { reason: NotCoveredReason::Attending } => {
                self.question.excluding().any(|other| other == placement)
            }
            Status::NotCovered { reason: NotCoveredReason::AwaitingDocument } => {
                self.question.finished_final_years().any(|other| other == placement)
            }
            Status::NotCovered { reason: NotCoveredReason::CompulsorySchool } => {
                placement.form.is_compulsory() && placement.is_active(self.question.day)
            }
            Status::Undetermined { reason: UndeterminedReason::SourceSilent } => placement.silent,
            Status::Undetermined { reason: UndeterminedReason::UnknownProgramme } => {
                self.attends(placement, ProgrammeClass::Unknown)
            }
            Status::NotCovered { .. } | Status::Undetermined { .. } => false,
        }
    }

    fn covered_by_placement(&self, reason: CoveredReason, placement: &Placement) -> bool {
        match reason {
            CoveredReason::IntroductionProgramme => self.attends(placement, ProgrammeClass::Introduction),
            CoveredReason::InterruptedNational
            | CoveredReason::InterruptedIntroduction
            | CoveredReason::InterruptedAdapted => latest_left(&self.question) == Some(placement),
            CoveredReason::Decided
            | CoveredReason::StudyCertificate
            | CoveredReason::IntroductionCertificate
            | CoveredReason::MovedIn
            | CoveredReason::NeverStarted => false,
        }
    }

    fn attends(&self, placement: &Placement, class: ProgrammeClass) -> bool {
        placement.class == Some(class) && placement.attends(self.question.day)
    }
}
