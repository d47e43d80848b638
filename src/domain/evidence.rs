//! What was seen of a file that failed a whole-file check: declared columns, lines and counts.
//!
//! Never a value of a row, nor a word of the file's own: it is told to whoever delivers the file.

use super::codes::{NotReady, Trace};
use serde::Serialize;

/// Of lines, entries or columns that have something in common, how many are named before the rest is only counted.
pub const LISTED: usize = 10;

/// What a check saw. A check whose code says it all sees nothing more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// How old the file is.
    Age {
        /// Working days after its date, up to and including the night.
        working_days: usize,
    },
    /// Why the file cannot be read yet.
    NotReady(NotReady),
    /// The first trace of another encoding.
    Encoding {
        /// Its line.
        line: u64,
        /// What it is.
        trace: Trace,
    },
    /// The header against the declared columns.
    Header {
        /// Columns in the header.
        width: usize,
        /// Declared columns that are not there.
        missing: Vec<String>,
        /// Declared columns that are there more than once.
        doubled: Vec<String>,
    },
    /// The end, with all that is wrong with it.
    End(Vec<Ending>),
    /// Protection flags that cannot be read.
    Flags {
        /// Rows.
        rows: u64,
        /// Rows with such a flag.
        unreadable: u64,
        /// The first lines of those.
        first_lines: Vec<u64>,
    },
}

/// One thing that is wrong with the end of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// The last line has no line feed.
    NoLineFeed,
    /// A quote in the row that begins on this line is never closed.
    OpenQuote {
        /// The line.
        line: u64,
    },
    /// There is no trailer.
    NoTrailer,
    /// Something follows the trailer.
    TrailerNotLast,
    /// The trailer's number cannot be read.
    TrailerUnreadable,
    /// The trailer counts other rows than there are.
    TrailerCount {
        /// What it says.
        declared: u64,
        /// What was read.
        rows: u64,
    },
}
