//! What people report.

use super::{Code, codes};
use std::fmt;

codes! {
    /// `BESLUT`: what a person decided.
    Ruling {
        /// Belongs in the register.
        Covered = "OMFATTAS",
        /// Does not.
        NotCovered = "OMFATTAS_EJ",
    }
}

codes! {
    /// `ORSAK` of a decision.
    RulingReason {
        /// Protected registration.
        ProtectedRegistration = "SKYDDAD_FOLKBOKFORING",
        /// Studies abroad.
        StudiesAbroad = "UTLANDSSTUDIER",
        /// Equivalent education.
        EquivalentEducation = "MOTSVARANDE_UTBILDNING",
        /// Registered by mistake.
        RegisteredByMistake = "FELREGISTRERAD",
        /// Another reason.
        Other = "ANNAN",
    }
}

codes! {
    /// `SYSSELSATTNING`: what a youth does, as reported.
    Occupation {
        /// Upper-secondary school.
        UpperSecondary = "GYMNASIUM",
        /// Municipal adult education.
        AdultEducation = "KOMVUX",
        /// Folk high school.
        FolkHighSchool = "FOLKHOGSKOLA",
        /// Swedish for immigrants.
        SwedishForImmigrants = "SFI",
        /// Higher education.
        HigherEducation = "HOGSKOLA",
        /// Work.
        Work = "ARBETE",
        /// Practice at a workplace.
        Internship = "PRAKTIK",
        /// Abroad.
        Abroad = "UTLANDET",
        /// Another activity.
        Other = "ANNAN_AKTIVITET",
        /// None.
        Nothing = "INGEN",
        /// Not known.
        Unknown = "OKAND",
    }
}
