//! What an answer rests on: the paragraph of the law, or a rule of the program's own.
//!
//! Follows from the answer alone; the words are in the catalogue.

use crate::domain::codes::{CoveredReason, NotCoveredReason, RuleSet, UndeterminedReason};
use crate::domain::status::Status;

/// A legal source, or a rule of our own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Skollagen 29 kap. 9 §, in the wording of that rule set.
    Responsibility(RuleSet),
    /// Skollagen 29 kap. 6 §.
    HomeMunicipality,
    /// Skollagen 7 kap. 12-14 §§.
    CompulsoryAttendance,
    /// Folkbokföringslagen (1991:481).
    PopulationRegistration,
    /// Gymnasieförordningen 12 kap. 3 §.
    TurningUp,
    /// A person's decision goes before the program's answer.
    Decision,
    /// A row is gone with the third file in a row without it.
    ThreeFiles,
    /// Documents come weeks after the last day.
    Document,
    /// Admissions come in August.
    AutumnTerm,
    /// In doubt the entry is left as it is.
    NoGuess,
}

/// What the answer rests on. `on_admission`: someone who is only admitted counts as attending.
pub fn of(status: Status, rule_set: RuleSet, on_admission: bool) -> Vec<Ground> {
    let responsibility = Ground::Responsibility(rule_set);
    match status {
        Status::Covered { reason: CoveredReason::Decided, .. }
        | Status::NotCovered { reason: NotCoveredReason::Decided } => vec![Ground::Decision, responsibility],
        Status::Covered {
            reason:
                CoveredReason::IntroductionProgramme
                | CoveredReason::StudyCertificate
                | CoveredReason::IntroductionCertificate
                | CoveredReason::InterruptedNational
                | CoveredReason::InterruptedIntroduction
                | CoveredReason::InterruptedAdapted
                | CoveredReason::MovedIn
                | CoveredReason::NeverStarted,
            ..
        } => vec![responsibility],
        Status::NotCovered { reason } => of_not_covered(reason, responsibility, on_admission),
        Status::Undetermined { reason } => match reason {
            UndeterminedReason::ProtectedRegistration => vec![Ground::HomeMunicipality, Ground::NoGuess],
            UndeterminedReason::UnknownDeregistration
            | UndeterminedReason::UnseenInPopulation
            | UndeterminedReason::Contradictory
            | UndeterminedReason::QuarantinedRow
            | UndeterminedReason::SourceSilent
            | UndeterminedReason::UnknownProgramme
            | UndeterminedReason::UnknownDocument => vec![Ground::NoGuess],
        },
    }
}

fn of_not_covered(reason: NotCoveredReason, responsibility: Ground, on_admission: bool) -> Vec<Ground> {
    match reason {
        NotCoveredReason::Attending if on_admission => vec![responsibility, Ground::TurningUp],
        NotCoveredReason::Turned20
        | NotCoveredReason::Decided
        | NotCoveredReason::Completed
        | NotCoveredReason::Attending => vec![responsibility],
        NotCoveredReason::Deceased
        | NotCoveredReason::Emigrated
        | NotCoveredReason::Untraceable
        | NotCoveredReason::Deregistered => vec![Ground::PopulationRegistration, Ground::HomeMunicipality],
        NotCoveredReason::MovedOut | NotCoveredReason::NotResident => vec![Ground::HomeMunicipality],
        NotCoveredReason::LeftPopulation => vec![Ground::ThreeFiles, Ground::HomeMunicipality],
        NotCoveredReason::CompulsorySchool => vec![Ground::CompulsoryAttendance],
        NotCoveredReason::AwaitingDocument => vec![Ground::Document],
        NotCoveredReason::AwaitingAutumnTerm => vec![Ground::AutumnTerm],
    }
}
