//! What an answer is made of: why covered, why not, why in doubt, and the law that is asked.

use super::{Code, codes};
use std::fmt;

codes! {
    /// Why a resident was deregistered (folkbokföringslagen 1991:481).
    Deregistration {
        /// AV.
        Deceased = "deceased",
        /// UV.
        Emigrated = "emigrated",
        /// OB.
        Untraceable = "untraceable",
        /// GN, GS: an identity change, not a departure.
        NumberReplaced = "number_replaced",
        /// AS, TA, AN, FI.
        Other = "other",
        /// A code that no table knows.
        Unknown = "unknown",
    }
}

codes! {
    /// Why a person is covered: the mandatory reason of the register.
    CoveredReason {
        /// A person decided so.
        Decided = "decided",
        /// Attends an introduction programme (rule set 2015).
        IntroductionProgramme = "introduction_programme",
        /// Left with a studiebevis.
        StudyCertificate = "study_certificate",
        /// Left with a gymnasieintyg.
        IntroductionCertificate = "introduction_certificate",
        /// Left a national programme.
        InterruptedNational = "interrupted_national",
        /// Left an introduction programme.
        InterruptedIntroduction = "interrupted_introduction",
        /// Left adapted upper-secondary school.
        InterruptedAdapted = "interrupted_adapted",
        /// Moved here after compulsory school.
        MovedIn = "moved_in",
        /// Never started upper-secondary school.
        NeverStarted = "never_started",
    }
}

codes! {
    /// Why a person is not covered.
    NotCoveredReason {
        /// Dead.
        Deceased = "deceased",
        /// Has turned 20.
        Turned20 = "turned_20",
        /// A person decided so.
        Decided = "decided",
        /// Deregistered as emigrated.
        Emigrated = "emigrated",
        /// Deregistered as untraceable.
        Untraceable = "untraceable",
        /// Deregistered for another cause.
        Deregistered = "deregistered",
        /// Registered in another municipality.
        MovedOut = "moved_out",
        /// Gone from the population register without an explanation.
        LeftPopulation = "left_population",
        /// Not registered here on the day.
        NotResident = "not_resident",
        /// Compulsory school has not ended.
        CompulsorySchool = "compulsory_school",
        /// Has completed upper-secondary education.
        Completed = "completed",
        /// Attends upper-secondary school.
        Attending = "attending",
        /// Finished the final year; the document is on its way.
        AwaitingDocument = "awaiting_document",
        /// Finished compulsory school; the autumn term has not begun.
        AwaitingAutumnTerm = "awaiting_autumn_term",
    }
}

codes! {
    /// Why the program refuses to guess.
    UndeterminedReason {
        /// Skyddad folkbokföring: the home municipality is where the person lives (29 kap. 6 §).
        ProtectedRegistration = "protected_registration",
        /// Deregistered with a code that no table knows.
        UnknownDeregistration = "unknown_deregistration",
        /// Missing from the population file, not yet long enough to be gone.
        UnseenInPopulation = "unseen_in_population",
        /// The population file contradicts itself.
        Contradictory = "contradictory",
        /// A row about the person was quarantined and nothing stands in for it.
        QuarantinedRow = "quarantined_row",
        /// The school's reports have stopped coming.
        SourceSilent = "source_silent",
        /// Attends a programme whose class no table knows.
        UnknownProgramme = "unknown_programme",
        /// Has a document that no table knows.
        UnknownDocument = "unknown_document",
    }
}

codes! {
    /// What an open entry asks of outreach.
    Lane {
        /// A secrecy marking or protected registration: nothing automatic.
        Protected = "protected",
        /// Attends a programme that does not take a person out of the register.
        InSchool = "in_school",
        /// Occupied by other study, or by what someone reported.
        Occupied = "occupied",
        /// Starts upper-secondary school within 60 days.
        AwaitingStart = "awaiting_start",
        /// To be sought.
        Outreach = "outreach",
    }
}

codes! {
    /// The dated rule sets of 29 kap. 9 §.
    RuleSet {
        /// In force 2015-01-01 to 2018-06-30: pupils on introduction programmes are covered.
        Y2015 = "2015",
        /// In force from 2018-07-01: every upper-secondary school takes a person out.
        Y2018 = "2018",
    }
}

codes! {
    /// When this year's school leavers come into question.
    SchoolLeavers {
        /// After the autumn check.
        AutumnTerm = "autumn-term",
        /// As soon as compulsory school has ended.
        AtOnce = "at-once",
    }
}
