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

codes! {
    /// `KANAL`: how somebody was contacted.
    Channel {
        /// Letter.
        Letter = "BREV",
        /// Telephone.
        Telephone = "TELEFON",
        /// Text message.
        Sms = "SMS",
        /// E-mail.
        Email = "MEJL",
        /// A card left at the door.
        KnockCard = "KNACKKORT",
        /// A visit at home.
        HomeVisit = "HEMBESOK",
        /// A visit to the office.
        Visit = "BESOK",
        /// At a school.
        School = "SKOLA",
        /// Social media.
        SocialMedia = "SOCIALA_MEDIER",
    }
}

codes! {
    /// `UTFALL`: what came of a contact.
    ContactOutcome {
        /// Sent.
        Sent = "SKICKAT",
        /// No answer.
        NoAnswer = "EJ_SVAR",
        /// Came back.
        Returned = "RETUR",
        /// Wrong telephone number.
        WrongNumber = "FEL_NUMMER",
        /// Reached: wants support through education.
        ReachedForEducation = "NADD_STOD_UTBILDNING",
        /// Reached: wants support towards work.
        ReachedForWork = "NADD_STOD_ARBETE",
        /// Reached: is occupied.
        ReachedOccupied = "NADD_SYSSELSATT",
        /// Reached: declines.
        ReachedDeclines = "NADD_AVBOJER",
    }
}

impl ContactOutcome {
    /// The youth was reached.
    pub const fn is_reached(self) -> bool {
        match self {
            Self::ReachedForEducation
            | Self::ReachedForWork
            | Self::ReachedOccupied
            | Self::ReachedDeclines => true,
            Self::Sent | Self::NoAnswer | Self::Returned | Self::WrongNumber => false,
        }
    }

    /// It came back, or the number was wrong.
    pub const fn is_undeliverable(self) -> bool {
        matches!(self, Self::Returned | Self::WrongNumber)
    }
}

codes! {
    /// `KALLA`: who told what a youth does.
    OccupationSource {
        /// The youth.
        Youth = "UNGDOMEN",
        /// Somebody close to the youth.
        Relative = "ANHORIG",
        /// A school.
        School = "SKOLA",
        /// An employer.
        Employer = "ARBETSGIVARE",
        /// The municipality's own staff.
        Municipality = "KOMMUNEN",
        /// Another authority.
        Authority = "MYNDIGHET",
        /// Somebody else.
        Other = "ANNAN",
    }
}

codes! {
    /// `ATGARD`: a measure the municipality offers.
    MeasureKind {
        /// Guidance on studies and work.
        Guidance = "STUDIE_YRKESVAGLEDNING",
        /// Motivational conversations.
        Motivation = "MOTIVERANDE_SAMTAL",
        /// An introduction programme.
        IntroductionProgramme = "INTRODUKTIONSPROGRAM",
        /// Municipal adult education.
        AdultEducation = "KOMVUX",
        /// Folk high school.
        FolkHighSchool = "FOLKHOGSKOLA",
        /// A course that leads back to studies.
        MotivationCourse = "STUDIEMOTIVERANDE_KURS",
        /// Practice at a workplace.
        Internship = "PRAKTIK",
        /// Another measure.
        Other = "ANNAN",
    }
}

codes! {
    /// `AVSLUTSORSAK`: why a measure ended.
    MeasureEnd {
        /// It was completed.
        Completed = "FULLFOLJD",
        /// To studies.
        ToStudies = "OVERGANG_STUDIER",
        /// To work.
        ToWork = "OVERGANG_ARBETE",
        /// The youth broke it off.
        BrokenOffByYouth = "AVBRUTEN_AV_UNGDOMEN",
        /// The municipality broke it off.
        BrokenOffByMunicipality = "AVBRUTEN_AV_KOMMUNEN",
        /// The youth left the register.
        LeftRegister = "LAMNAT_REGISTRET",
        /// Another reason.
        Other = "ANNAN",
    }
}
