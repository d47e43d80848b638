//! Every code in English.
//!
//! The Swedish legal term stands in parentheses where the English one alone would be vague.

use crate::domain::codes::{
    ChangeKind, CoveredReason, Deregistration, Document, FileFault, Lane, LimitClass, NotCoveredReason,
    Occupation, Outcome, PlacementStatus, ProgrammeClass, RowFault, RuleSet, Ruling, RulingReason,
    SchoolForm, UndeterminedReason, Verdict,
};
use crate::report::ground::Ground;

pub(in super::super) use super::dossier::{item, kept, measure_end, origin, told_by, variant};
pub(in super::super) use super::notices::obstacle;
pub(in super::super) use super::outreach::{channel, contact_outcome, measure, step, task_end, task_status};
pub(in super::super) use super::page::rung;
pub(in super::super) use super::soundness::{check, must_hold};
pub(in super::super) use super::supplier::{file_check, row_check};

pub(in super::super) fn lane(code: Lane) -> &'static str {
    match code {
        Lane::Protected => "protected identity",
        Lane::InSchool => "in school",
        Lane::Occupied => "occupied",
        Lane::AwaitingStart => "awaiting start of school",
        Lane::Outreach => "outreach",
    }
}

pub(in super::super) fn covered(code: CoveredReason) -> &'static str {
    match code {
        CoveredReason::Decided => "the municipality's decision",
        CoveredReason::IntroductionProgramme => "attends an introduction programme",
        CoveredReason::StudyCertificate => "has a study certificate (studiebevis)",
        CoveredReason::IntroductionCertificate => "has an introduction certificate (gymnasieintyg)",
        CoveredReason::InterruptedNational => "left a national programme",
        CoveredReason::InterruptedIntroduction => "left an introduction programme",
        CoveredReason::InterruptedAdapted => "left adapted upper-secondary school",
        CoveredReason::MovedIn => "moved in after compulsory school",
        CoveredReason::NeverStarted => "never started upper-secondary school",
    }
}

pub(in super::super) fn not_covered(code: NotCoveredReason) -> &'static str {
    match code {
        NotCoveredReason::Deceased => "deceased",
        NotCoveredReason::Turned20 => "has turned 20",
        NotCoveredReason::Decided => "the municipality's decision",
        NotCoveredReason::Emigrated => "deregistered as emigrated",
        NotCoveredReason::Untraceable => "deregistered as untraceable",
        NotCoveredReason::Deregistered => "deregistered for another cause",
        NotCoveredReason::MovedOut => "registered in another municipality",
        NotCoveredReason::LeftPopulation => "gone from the population register, unexplained",
        NotCoveredReason::NotResident => "not registered in the municipality",
        NotCoveredReason::CompulsorySchool => "compulsory school has not ended (skolplikt)",
        NotCoveredReason::Completed => "has completed upper-secondary education",
        NotCoveredReason::Attending => "attends upper-secondary school",
        NotCoveredReason::AwaitingDocument => "awaiting a document after the final year",
        NotCoveredReason::AwaitingAutumnTerm => "awaiting the autumn term",
    }
}

pub(in super::super) fn undetermined(code: UndeterminedReason) -> &'static str {
    match code {
        UndeterminedReason::ProtectedRegistration => "protected registration (skyddad folkbokföring)",
        UndeterminedReason::UnknownDeregistration => "unknown deregistration code",
        UndeterminedReason::UnseenInPopulation => "missing from the population file",
        UndeterminedReason::Contradictory => "the population file contradicts itself",
        UndeterminedReason::QuarantinedRow => "a school's row in quarantine",
        UndeterminedReason::SourceSilent => "the school's reports have stopped coming",
        UndeterminedReason::UnknownProgramme => "unknown programme code",
        UndeterminedReason::UnknownDocument => "unknown document code",
    }
}

pub(in super::super) fn remedy(code: UndeterminedReason) -> &'static str {
    match code {
        UndeterminedReason::ProtectedRegistration => {
            "A case officer finds out which municipality is the home municipality (hemkommun) and records the decision: kaa-sync record decisions FILE"
        }
        UndeterminedReason::UnknownDeregistration => {
            "Add the deregistration code to the configuration's table of deregistrations."
        }
        UndeterminedReason::UnseenInPopulation => {
            "Nothing yet: with the third file in a row without the row, the person counts as gone. Whoever knows the answer earlier records a decision: kaa-sync record decisions FILE"
        }
        UndeterminedReason::Contradictory => {
            "The population register's provider corrects the rows about the person, or a case officer records a decision: kaa-sync record decisions FILE"
        }
        UndeterminedReason::QuarantinedRow => {
            "The school corrects the row in its next file, or a case officer records a decision: kaa-sync record decisions FILE"
        }
        UndeterminedReason::SourceSilent => {
            "The provider sends a new file, or is given an end date in the configuration if it has closed."
        }
        UndeterminedReason::UnknownProgramme => {
            "Add the programme code to the configuration's table of programmes."
        }
        UndeterminedReason::UnknownDocument => {
            "Add the document code to the configuration's table of documents."
        }
    }
}

pub(in super::super) fn turning_in(code: NotCoveredReason) -> &'static str {
    match code {
        NotCoveredReason::Deceased => "A correction of the population register.",
        NotCoveredReason::Turned20 => {
            "Nothing, if the birth date is right: the responsibility ends on the 20th birthday."
        }
        NotCoveredReason::Decided => "A new decision, or the end of the decision's time.",
        NotCoveredReason::Emigrated
        | NotCoveredReason::Untraceable
        | NotCoveredReason::Deregistered
        | NotCoveredReason::MovedOut
        | NotCoveredReason::NotResident => "Registration in the municipality (folkbokföring).",
        NotCoveredReason::LeftPopulation => "The row's return in the population file.",
        NotCoveredReason::CompulsorySchool => "The end of compulsory school attendance (skolplikt).",
        NotCoveredReason::Completed => "The document turning out to be wrong.",
        NotCoveredReason::Attending => "The placement ending or being broken off with no new one after it.",
        NotCoveredReason::AwaitingDocument => {
            "A study certificate (studiebevis), or no document by the end of August."
        }
        NotCoveredReason::AwaitingAutumnTerm => {
            "No placement by the third working day after the start of the autumn term."
        }
    }
}

pub(in super::super) fn change_kind(code: ChangeKind) -> &'static str {
    match code {
        ChangeKind::Opened => "opened",
        ChangeKind::Closed => "closed",
        ChangeKind::Corrected => "corrected",
        ChangeKind::Lane => "new lane",
        ChangeKind::HeldOpen => "opening that waits",
        ChangeKind::HeldClose => "closing that waits",
    }
}

pub(in super::super) fn verdict(code: Verdict) -> &'static str {
    match code {
        Verdict::Accepted => "accepted",
        Verdict::Unchanged => "unchanged",
        Verdict::CarriedForward => "carried forward",
        Verdict::Silent => "silent too long",
        Verdict::Refused => "refused",
        Verdict::Absent => "no file",
    }
}

pub(in super::super) fn file_fault(code: FileFault) -> &'static str {
    match code {
        FileFault::Missing => "the file is missing",
        FileFault::Stale => "the file is too old",
        FileFault::StillBeingWritten => "the file is still being written",
        FileFault::Empty => "the file is empty",
        FileFault::EncodingMismatch => "the file is not in its declared encoding",
        FileFault::HeaderMismatch => "a column is missing or doubled",
        FileFault::Truncated => "the file is cut off",
        FileFault::NoRows => "the file has a header and no rows",
        FileFault::WrongMunicipality => "the file is another municipality's",
        FileFault::FlagsUnreadable => "too many protection flags cannot be read",
        FileFault::TooManyRejects => "too many rows in quarantine",
        FileFault::RowCountDrop => "far fewer rows than last time",
    }
}

pub(in super::super) fn cure(code: FileFault) -> &'static str {
    match code {
        FileFault::Missing => "The provider sends the file, or the file's pattern is corrected.",
        FileFault::Stale => "The provider sends a new file.",
        FileFault::StillBeingWritten => "Run the night again when the transfer has ended.",
        FileFault::Empty | FileFault::Truncated => "The provider sends the file again, whole.",
        FileFault::EncodingMismatch => {
            "The provider corrects the encoding, or the source's profile declares the right one."
        }
        FileFault::HeaderMismatch => "The provider corrects the header, or the source's profile is changed.",
        FileFault::NoRows => "The provider sends a file with rows.",
        FileFault::WrongMunicipality => "The provider sends this municipality's file.",
        FileFault::FlagsUnreadable => "The provider corrects the protection flags.",
        FileFault::TooManyRejects => "The provider corrects the quarantined rows.",
        FileFault::RowCountDrop => "The provider confirms the number of rows or sends a new file.",
    }
}

pub(in super::super) fn row_fault(code: RowFault) -> &'static str {
    match code {
        RowFault::BadPersonnummer => "not a personal number",
        RowFault::BadDate => "not a date",
        RowFault::BadSchoolUnit => "not a school unit code",
        RowFault::MissingField => "a required field is empty",
        RowFault::WrongFieldCount => "too few or too many fields",
        RowFault::EndBeforeStart => "ends before it starts",
        RowFault::EndedWithoutDate => "ended without a date",
        RowFault::UnknownSchoolForm => "unknown school form",
        RowFault::UnknownStatus => "unknown status",
        RowFault::BadCode => "a code that cannot be read",
        RowFault::LineBreakInField => "a line break inside a field",
        RowFault::DuplicateConflicting => "a duplicate with other content",
    }
}

pub(in super::super) fn limit_class(code: LimitClass) -> &'static str {
    match code {
        LimitClass::UnexplainedRemovals => "unexplained closings",
        LimitClass::UnexplainedAdditions => "unexplained openings",
        LimitClass::Removals => "closings",
        LimitClass::Additions => "openings",
    }
}

pub(in super::super) fn outcome(code: Outcome) -> &'static str {
    match code {
        Outcome::Done => "done",
        Outcome::DoneWithFaults => "done, but with faults in sources",
        Outcome::Held => "done in part: changes wait for a decision",
        Outcome::Refused => "refused: nothing has changed in the register",
    }
}

pub(in super::super) fn school_form(code: SchoolForm) -> &'static str {
    match code {
        SchoolForm::Compulsory => "compulsory school (grundskola)",
        SchoolForm::AdaptedCompulsory => "adapted compulsory school (anpassad grundskola)",
        SchoolForm::Special => "special school (specialskola)",
        SchoolForm::Sami => "Sami school (sameskola)",
        SchoolForm::UpperSecondary => "upper-secondary school (gymnasieskola)",
        SchoolForm::AdaptedUpperSecondary => "adapted upper-secondary school (anpassad gymnasieskola)",
        SchoolForm::Adult => "municipal adult education (komvux)",
        SchoolForm::SwedishForImmigrants => "Swedish for immigrants (sfi)",
        SchoolForm::FolkHighSchool => "folk high school (folkhögskola)",
        SchoolForm::Higher => "higher education",
        SchoolForm::Abroad => "studies abroad",
    }
}

pub(in super::super) fn programme_class(code: ProgrammeClass) -> &'static str {
    match code {
        ProgrammeClass::Introduction => "introduction programme",
        ProgrammeClass::FourthYear => "fourth year of the technology programme",
        ProgrammeClass::National => "national programme",
        ProgrammeClass::AdaptedIndividual => "individual programme",
        ProgrammeClass::AdaptedNational => "national programme of adapted upper-secondary school",
        ProgrammeClass::Unknown => "unknown programme",
    }
}

pub(in super::super) fn placement_status(code: PlacementStatus) -> &'static str {
    match code {
        PlacementStatus::Admitted => "admitted",
        PlacementStatus::Enrolled => "enrolled",
        PlacementStatus::Ended => "ended",
        PlacementStatus::BrokenOff => "broken off",
    }
}

pub(in super::super) fn document(code: Document) -> &'static str {
    match code {
        Document::Diploma => "upper-secondary diploma (examensbevis)",
        Document::AdaptedCertificate => "certificate of adapted upper-secondary school",
        Document::IbDiploma => "IB diploma",
        Document::ForeignExam => "foreign upper-secondary examen",
        Document::FolkHighSchoolEligibility => "folk high school's certificate of basic eligibility",
        Document::StudyCertificate => "study certificate (studiebevis)",
        Document::IntroductionCertificate => "introduction certificate (gymnasieintyg)",
        Document::Transcript => "extract of grades (betygsutdrag)",
        Document::CompulsoryFinal => "final grades of compulsory school (slutbetyg)",
        Document::Unknown => "unknown document",
    }
}

pub(in super::super) fn deregistration(code: Deregistration) -> &'static str {
    match code {
        Deregistration::Deceased => "deceased",
        Deregistration::Emigrated => "emigrated",
        Deregistration::Untraceable => "untraceable",
        Deregistration::NumberReplaced => "personal number replaced",
        Deregistration::Other => "another cause",
        Deregistration::Unknown => "unknown code",
    }
}

pub(in super::super) fn ruling(code: Ruling) -> &'static str {
    match code {
        Ruling::Covered => "covered",
        Ruling::NotCovered => "not covered",
    }
}

pub(in super::super) fn ruling_reason(code: RulingReason) -> &'static str {
    match code {
        RulingReason::ProtectedRegistration => "protected registration (skyddad folkbokföring)",
        RulingReason::StudiesAbroad => "studies abroad",
        RulingReason::EquivalentEducation => "equivalent education",
        RulingReason::RegisteredByMistake => "registered by mistake",
        RulingReason::Other => "another reason",
    }
}

pub(in super::super) fn occupation(code: Occupation) -> &'static str {
    match code {
        Occupation::UpperSecondary => "upper-secondary school",
        Occupation::AdultEducation => "municipal adult education (komvux)",
        Occupation::FolkHighSchool => "folk high school",
        Occupation::SwedishForImmigrants => "Swedish for immigrants (sfi)",
        Occupation::HigherEducation => "higher education",
        Occupation::Work => "work",
        Occupation::Internship => "internship",
        Occupation::Abroad => "abroad",
        Occupation::Other => "another activity",
        Occupation::Nothing => "no occupation",
        Occupation::Unknown => "occupation unknown",
    }
}

pub(in super::super) fn ground(code: Ground) -> &'static str {
    match code {
        Ground::Responsibility(RuleSet::Y2015) => "Skollagen (2010:800) 29 kap. 9 §, wording to 2018-06-30",
        Ground::Responsibility(RuleSet::Y2018) => "Skollagen (2010:800) 29 kap. 9 §, wording from 2018-07-01",
        Ground::HomeMunicipality => "Skollagen (2010:800) 29 kap. 6 § (home municipality, hemkommun)",
        Ground::CompulsoryAttendance => {
            "Skollagen (2010:800) 7 kap. 12-14 §§ (compulsory attendance, skolplikt)"
        }
        Ground::PopulationRegistration => "Folkbokföringslagen (1991:481)",
        Ground::TurningUp => "Gymnasieförordningen (2010:2039) 12 kap. 3 §",
        Ground::Decision => "the municipality's recorded decision, which goes before the program's answer",
        Ground::ThreeFiles => "the program's own rule: a row is gone only when three files in a row lack it",
        Ground::Document => {
            "the program's own rule: final documents come weeks after the last day and are awaited through 31 August"
        }
        Ground::AutumnTerm => {
            "the program's own rule: admissions come in August and are awaited three working days into the autumn term"
        }
        Ground::NoGuess => {
            "the program's own rule: where the facts do not suffice the register is left as it is"
        }
    }
}
