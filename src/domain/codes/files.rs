//! What a source delivers, what became of its file, and what can be wrong with it.

use super::{Code, codes};
use std::fmt;

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

codes! {
    /// Why a file that is there cannot be read yet.
    NotReady {
        /// A name beside it says that it is still being copied.
        Sibling = "sibling",
        /// Its size changed while it was read.
        Growing = "growing",
        /// It cannot be opened or read.
        Unreadable = "unreadable",
        /// Another file of the same date says otherwise.
        Twin = "twin",
    }
}

codes! {
    /// What gives another encoding than the declared one away.
    Trace {
        /// A NUL byte, which no text holds.
        Nul = "nul",
        /// UTF-8's byte order mark.
        ByteOrderMark = "byte_order_mark",
        /// A letter in UTF-8.
        Utf8Letter = "utf8_letter",
        /// A byte that is no letter.
        NoLetter = "no_letter",
        /// Bytes that are no UTF-8.
        NotUtf8 = "not_utf8",
    }
}

impl Verdict {
    /// The file counts: it can add, and its silence about a row counts as a miss.
    pub fn is_fresh(self) -> bool {
        match self {
            Self::Accepted | Self::Unchanged => true,
            Self::CarriedForward | Self::Silent | Self::Refused | Self::Absent => false,
        }
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
