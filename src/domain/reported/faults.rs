//! What is wrong with a file of what people report, and what was expected: for whoever typed it.
//!
//! Names columns and codes, never what stood there.

use crate::domain::codes::{FileFault, RowFault};

/// A row that was read and found wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faulty {
    /// Line in the file, as an editor counts it.
    pub line: u64,
    /// The first column at fault; none where the columns cannot be told apart.
    pub column: Option<&'static str>,
    /// What is wrong.
    pub fault: RowFault,
    /// What was expected.
    pub wanted: Wanted,
}

/// What was expected of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A personal number of twelve digits.
    Number,
    /// A resident's own number.
    Personnummer,
    /// A provider with a TF number, or a samordningsnummer.
    PairedId,
    /// A date.
    Day,
    /// A date that does not lie ahead.
    DayNotAhead,
    /// A date not before the one in this column.
    DayNotBefore(&'static str),
    /// A date, for this column has something.
    DayWith(&'static str),
    /// One of these codes.
    OneOf(Vec<&'static str>),
    /// A school unit's code.
    SchoolUnit,
    /// A telephone number.
    Telephone,
    /// An e-mail address.
    Email,
    /// The same of every row with the same value in this column.
    SameOf(&'static str),
    /// Another number of fields.
    Fields {
        /// How many there are.
        found: usize,
        /// How many are asked for.
        asked: usize,
    },
    /// No carriage return inside a row.
    OneLine,
}

/// Why nothing of a file can be believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unusable {
    /// Line in the file, as an editor counts it.
    pub line: u64,
    /// The check that failed.
    pub fault: FileFault,
    /// What was expected.
    pub wanted: WantedFile,
}

/// What was expected of a whole file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WantedFile {
    /// Something.
    Text,
    /// UTF-8.
    Utf8,
    /// No control characters.
    NoControls,
    /// This header.
    Header(String),
    /// An end to the last line.
    LastLineEnd,
}
