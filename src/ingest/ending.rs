//! How a file ends: the line that counts its rows, and what is missing where the file was cut off.
//!
//! Knows rows as cells; what they say is not its business.

use super::table::Row;
use crate::domain::evidence::Ending;

/// What has been seen of the line that says how many rows there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trailer {
    /// Nothing.
    NotYet,
    /// With its number of rows, where that could be read.
    Seen(Option<u64>),
    /// Rows came after it, or it came twice.
    NotLast,
}

impl Trailer {
    /// What has been seen once the next row is known: as a trailer, where it is one.
    pub fn then(self, here: Option<Self>) -> Self {
        match (self, here) {
            (Self::NotYet, None) => Self::NotYet,
            (Self::NotYet, Some(seen)) => seen,
            (Self::Seen(_) | Self::NotLast, _) => Self::NotLast,
        }
    }

    /// The row as a trailer, where it is one.
    pub fn of(row: Row<'_>, mark: &str) -> Option<Self> {
        let is_trailer = row.width() == 2 && row.cell(0) == mark.as_bytes();
        is_trailer.then(|| Self::Seen(count_of(row.cell(1))))
    }

    /// What is wrong with it at the end of a file of so many rows.
    pub fn fault(self, rows: u64) -> Option<Ending> {
        match self {
            Self::NotYet => Some(Ending::NoTrailer),
            Self::NotLast => Some(Ending::TrailerNotLast),
            Self::Seen(None) => Some(Ending::TrailerUnreadable),
            Self::Seen(Some(declared)) if declared == rows => None,
            Self::Seen(Some(declared)) => Some(Ending::TrailerCount { declared, rows }),
        }
    }
}

/// Digits alone: a sign is no part of a count.
fn count_of(cell: &[u8]) -> Option<u64> {
    let digits =
        std::str::from_utf8(cell).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))?;
    digits.parse().ok()
}
