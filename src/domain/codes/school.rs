//! School forms, programmes, placements and documents.

use super::{Code, codes};
use std::fmt;

codes! {
    /// School forms, as `SKOLFORM` spells them after synonyms are folded.
    SchoolForm {
        /// Compulsory school (grundskola).
        Compulsory = "GR",
        /// Adapted compulsory school (anpassad grundskola; earlier GRS, GRSÄR).
        AdaptedCompulsory = "GRAN",
        /// Special school (specialskola).
        Special = "SP",
        /// Sami school (sameskola).
        Sami = "SAM",
        /// Upper-secondary school (gymnasieskola).
        UpperSecondary = "GY",
        /// Adapted upper-secondary school (anpassad gymnasieskola; earlier GYS, GYSÄR).
        AdaptedUpperSecondary = "GYAN",
        /// Municipal adult education (komvux).
        Adult = "VUX",
        /// Swedish for immigrants.
        SwedishForImmigrants = "SFI",
        /// Folk high school (folkhögskola).
        FolkHighSchool = "FHS",
        /// Higher education.
        Higher = "HS",
        /// Studies abroad.
        Abroad = "UTL",
    }
}

impl SchoolForm {
    /// Compulsory schooling: while it lasts there is skolplikt (Skollagen 7 kap.).
    pub const fn is_compulsory(self) -> bool {
        matches!(self, Self::Compulsory | Self::AdaptedCompulsory | Self::Special | Self::Sami)
    }

    /// Upper-secondary or adapted upper-secondary school: the forms one can attend (29 kap. 9 §).
    pub const fn is_upper_secondary(self) -> bool {
        matches!(self, Self::UpperSecondary | Self::AdaptedUpperSecondary)
    }
}

codes! {
    /// The class of an upper-secondary programme, found by the longest known prefix of its code.
    ProgrammeClass {
        /// Introduction programme (IM).
        Introduction = "introduction",
        /// The fourth year of the technology programme.
        FourthYear = "fourth_year",
        /// National programme, IB and own curricula included.
        National = "national",
        /// Individual programme of adapted upper-secondary school.
        AdaptedIndividual = "adapted_individual",
        /// National programme of adapted upper-secondary school.
        AdaptedNational = "adapted_national",
        /// A code that no table knows.
        Unknown = "unknown_programme",
    }
}

codes! {
    /// `STATUS` of a placement.
    PlacementStatus {
        /// Admitted, not known to have started.
        Admitted = "ANTAGEN",
        /// Enrolled.
        Enrolled = "INSKRIVEN",
        /// Ended as planned.
        Ended = "AVSLUTAD",
        /// Broken off.
        BrokenOff = "AVBRUTEN",
    }
}

codes! {
    /// Documents a pupil can leave school with.
    Document {
        /// Upper-secondary diploma, also from komvux.
        Diploma = "EXAMENSBEVIS",
        /// Certificate of adapted upper-secondary school.
        AdaptedCertificate = "GYMNASIEBEVIS_ANPASSAD",
        /// IB diploma.
        IbDiploma = "IB_DIPLOM",
        /// Foreign upper-secondary examen.
        ForeignExam = "UTLANDSK_EXAMEN",
        /// Folk high school's certificate of basic eligibility.
        FolkHighSchoolEligibility = "FHS_BEHORIGHET",
        /// Study certificate: does not complete.
        StudyCertificate = "STUDIEBEVIS",
        /// Introduction programme's certificate: does not complete.
        IntroductionCertificate = "GYMNASIEINTYG",
        /// Extract of grades: does not complete.
        Transcript = "BETYGSUTDRAG",
        /// Final grades of compulsory school.
        CompulsoryFinal = "SLUTBETYG_GR",
        /// A code that no table knows.
        Unknown = "unknown_document",
    }
}

impl Document {
    /// Ends the responsibility: upper-secondary education or its equal is completed (29 kap. 9 §).
    pub const fn completes(self) -> bool {
        match self {
            Self::Diploma
            | Self::AdaptedCertificate
            | Self::IbDiploma
            | Self::ForeignExam
            | Self::FolkHighSchoolEligibility => true,
            Self::StudyCertificate
            | Self::IntroductionCertificate
            | Self::Transcript
            | Self::CompulsoryFinal
            | Self::Unknown => false,
        }
    }

    /// A document of upper-secondary level: once there is one, none is awaited.
    pub const fn is_of_upper_secondary(self) -> bool {
        match self {
            Self::Diploma
            | Self::AdaptedCertificate
            | Self::IbDiploma
            | Self::ForeignExam
            | Self::FolkHighSchoolEligibility
            | Self::StudyCertificate
            | Self::IntroductionCertificate
            | Self::Transcript => true,
            Self::CompulsoryFinal | Self::Unknown => false,
        }
    }
}
