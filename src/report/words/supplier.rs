//! What whoever delivers a file is told of it: what was seen, and what is asked of it.
//!
//! An enum, so that a language that lacks one does not compile. Of a file it holds lines and counts alone.

use crate::domain::codes::{NotReady, Trace};
use crate::domain::evidence::Ending;
use crate::domain::specification::Demand;
use chrono::NaiveDate;

/// Something a supplier is told.
#[derive(Clone, Copy, Debug)]
pub enum ForSupplier<'a> {
    /// What the report is about.
    Title(NaiveDate),
    /// How lines are counted, and what is not shown.
    Preface,
    /// No file has anything wrong with it.
    NothingWrong,
    /// So many rows.
    Rows(u64),
    /// What a check of the whole file saw.
    Seen(Seen<'a>),
    /// What it asks of a file.
    Required(Required<'a>),
    /// What is asked of a row.
    Asked(Demand<'a>),

    /// What is over the rows whose protection flag cannot be read.
    FlagFault,
    /// What becomes of them.
    FlagsCountAsSet,
    /// What is over the rows with a TF number or samordningsnummer.
    ToPair,
    /// What they mean.
    PairingAsked,
    /// A column whose name looks like a personal number.
    HiddenColumn,
    /// What becomes of columns that nobody declared.
    NotRead(&'a str),
    /// What is done about quarantined rows, and what holds until then.
    MendRows,
}

/// What a check of a whole file saw.
#[derive(Clone, Copy, Debug)]
pub enum Seen<'a> {
    /// How old the file is.
    Aged(usize),
    /// Why it cannot be read yet.
    NotReady(NotReady),
    /// The first trace of another encoding.
    Traced {
        /// Its line.
        line: u64,
        /// What it is.
        trace: Trace,
    },
    /// None of the columns is there; the first line has so many fields.
    NoHeader(usize),
    /// These columns are missing.
    Missing(&'a str),
    /// These columns are there more than once.
    Doubled(&'a str),
    /// What is wrong with the end.
    Ended(Ending),
    /// So many rows of all are the home municipality's.
    AtHome(u64, u64),
    /// So many rows of all have a protection flag that cannot be read.
    Unreadable(u64, u64),
    /// So many rows of all are quarantined.
    Rejected(u64, u64),
}

/// What a check of a whole file asks of it.
#[derive(Clone, Copy, Debug)]
pub enum Required<'a> {
    /// A file of one of these names.
    Named(&'a str, &'a str),
    /// A date at most so many working days before the night.
    UsableFor(u32),
    /// A whole file that can be read.
    Ready,
    /// Some text.
    HasHeader,
    /// The encoding.
    EncodedIn(&'a str),
    /// The columns, and what stands between them.
    HasColumns(&'a str, char),
    /// A line end after the last line.
    EndsLine,
    /// A last line that counts the rows.
    EndsWith(&'a str, char),
    /// At least one row.
    HasRows,
    /// At least this percentage of the rows with this municipality's code.
    OfMunicipality(u64, &'a str),
    /// Flags in these columns, and others in at most this percentage of the rows.
    ReadableFlags(&'a str, u64),
    /// At most so many quarantined rows, or this percentage.
    FewRejects(u64, u64),
}
