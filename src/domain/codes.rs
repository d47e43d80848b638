//! Closed sets: every code the program decides with, from CSV cell to SQL column.
//!
//! One spelling per code, given by `as_str`. A code may say which of its set it belongs with; what
//! follows from that is decided elsewhere.

use std::fmt;

/// A closed set of codes with one spelling each.
pub trait Code: Copy + Sized + 'static {
    /// Every member, in declaration order.
    const ALL: &'static [Self];
    /// The one spelling of this code.
    fn as_str(self) -> &'static str;

    /// The code with exactly this spelling.
    fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == text)
    }
}

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl Code for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = String::deserialize(from)?;
                Self::parse(&text).ok_or_else(|| {
                    serde::de::Error::unknown_variant(&text, &[$($text),+])
                })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }
    };
}
pub(crate) use codes;

codes! {
    /// What a source delivers.
    SourceKind {
        /// Residents (folkbokföringen).
        Population = "population",
        /// Placements in schools.
        Enrolment = "enrolment",
        /// Documents, from UHR's register (förordning 2006:39, 10 §).
        Credential = "credential",
    }
}

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
    /// What a night did to the register.
    ChangeKind {
        /// An entry was opened.
        Opened = "opened",
        /// An entry was closed.
        Closed = "closed",
        /// An entry's first day or reason was corrected.
        Corrected = "corrected",
        /// An entry moved to another lane.
        Lane = "lane",
        /// An opening that waits for a person's decision.
        HeldOpen = "held_open",
        /// A closing that waits for a person's decision.
        HeldClose = "held_close",
    }
}

codes! {
    /// Classes of change that have a limit, gross and per direction.
    LimitClass {
        /// Closings that rest on absence alone.
        UnexplainedRemovals = "unexplained_removals",
        /// Openings that rest on absence alone.
        UnexplainedAdditions = "unexplained_additions",
        /// All closings but those of people who turned 20.
        Removals = "removals",
        /// All openings.
        Additions = "additions",
    }
}

codes! {
    /// What became of a source tonight.
    Verdict {
        /// Read, checked, believed.
        Accepted = "accepted",
        /// The same bytes as last time, and still fresh.
        Unchanged = "unchanged",
        /// Unusable tonight; what it last told stands, for a time.
        CarriedForward = "carried_forward",
        /// Unusable for too long to stand.
        Silent = "silent",
        /// Unusable, and nothing earlier to stand on.
        Refused = "refused",
        /// Not there, and not needed.
        Absent = "absent",
    }
}

codes! {
    /// Why a whole file is refused, in the order the checks are made.
    FileFault {
        /// No file for the pattern.
        Missing = "missing",
        /// Too old.
        Stale = "stale",
        /// Still being written.
        StillBeingWritten = "still_being_written",
        /// Zero bytes.
        Empty = "empty",
        /// Not in the declared encoding.
        EncodingMismatch = "encoding_mismatch",
        /// A declared column is missing or doubled.
        HeaderMismatch = "header_mismatch",
        /// Cut off.
        Truncated = "truncated",
        /// A header and nothing else.
        NoRows = "no_rows",
        /// Another municipality's file.
        WrongMunicipality = "wrong_municipality",
        /// Too many unreadable protection flags.
        FlagsUnreadable = "flags_unreadable",
        /// Too many rows quarantined.
        TooManyRejects = "too_many_rejects",
        /// Far fewer rows than last time.
        RowCountDrop = "row_count_drop",
    }
}

impl FileFault {
    /// The checks that a true change can trip: a person may accept the file in spite of them.
    pub const ACCEPTABLE: [Self; 4] =
        [Self::NoRows, Self::WrongMunicipality, Self::TooManyRejects, Self::RowCountDrop];
}

codes! {
    /// Why a row is quarantined.
    RowFault {
        /// Not a personal number.
        BadPersonnummer = "bad_personnummer",
        /// Not a date in a declared format.
        BadDate = "bad_date",
        /// Not a school unit's eight digits.
        BadSchoolUnit = "bad_school_unit",
        /// A required field is empty.
        MissingField = "missing_field",
        /// Too few or too many fields.
        WrongFieldCount = "wrong_field_count",
        /// Ends before it starts.
        EndBeforeStart = "end_before_start",
        /// Ended or broken off, without a date.
        EndedWithoutDate = "ended_without_date",
        /// A school form no table knows.
        UnknownSchoolForm = "unknown_school_form",
        /// A status no table knows.
        UnknownStatus = "unknown_status",
        /// Another coded field that cannot be read.
        BadCode = "bad_code",
        /// A line break inside a field.
        LineBreakInField = "line_break_in_field",
        /// Same key as another row of the file, other content.
        DuplicateConflicting = "duplicate_conflicting",
    }
}

codes! {
    /// Steps of outreach that the night queues.
    Step {
        /// The first letter.
        Letter = "letter",
        /// A letter on the 20th birthday.
        Info20 = "info_20",
        /// A person with a protected identity: a human decides how.
        ManualContact = "manual_contact",
    }
}

codes! {
    /// Which text a letter carries.
    Variant {
        /// For everyone else.
        Standard = "standard",
        /// For those who left with a studiebevis.
        StudyCertificate = "study_certificate",
    }
}

codes! {
    /// Where a task stands.
    TaskStatus {
        /// Before its first day.
        Waiting = "waiting",
        /// To be done.
        Ready = "ready",
        /// Sent, not yet answered.
        Sent = "sent",
        /// Done.
        Done = "done",
        /// Paused: its entry may be about to close.
        Suspended = "suspended",
        /// Taken back.
        Withdrawn = "withdrawn",
    }
}

impl TaskStatus {
    /// Still asks something of someone.
    pub const fn is_open(self) -> bool {
        self.is_unsent() || matches!(self, Self::Sent)
    }

    /// Not sent yet: its text, owner and status follow the register.
    pub const fn is_unsent(self) -> bool {
        matches!(self, Self::Waiting | Self::Ready | Self::Suspended)
    }
}

codes! {
    /// Why a task ended.
    TaskEnd {
        /// The entry closed.
        LeftRegister = "left_register",
        /// The entry moved to a lane that asks for something else.
        LaneChanged = "lane_changed",
    }
}

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

codes! {
    /// How a night ended.
    Outcome {
        /// Committed, nothing to say.
        Done = "done",
        /// Committed; a source was refused, carried forward or silent, or quarantine was large.
        DoneWithFaults = "done_with_faults",
        /// Committed in part: changes wait for a person.
        Held = "held",
        /// A required source was unusable; nothing was committed.
        Refused = "refused",
    }
}
