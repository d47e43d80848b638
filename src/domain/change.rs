//! A change of the register, as a value that carries all that applying and reporting it needs.
//!
//! What changes tonight is found in `diff`, what may change in `limits`.

use super::codes::{ChangeKind, Code, CoveredReason, Lane};
use super::state::{ClosedReason, EntryId, PersonId};
use chrono::NaiveDate;

/// One change of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// An entry is opened.
    Open {
        /// Whose.
        person: PersonId,
        /// The first covered day.
        opened_on: NaiveDate,
        /// Why covered on that day.
        reason: CoveredReason,
        /// The lane tonight.
        lane: Lane,
        /// Rests on a positive fact, not on absence alone.
        explained: bool,
    },
    /// An entry is closed; on its first day if it was registered by mistake.
    Close {
        /// Whose.
        person: PersonId,
        /// Which.
        entry: EntryId,
        /// The first day no longer covered.
        closed_on: NaiveDate,
        /// Why.
        reason: ClosedReason,
        /// Rests on a positive fact, not on absence alone.
        explained: bool,
    },
    /// An entry's first day or opening reason is corrected.
    Correct {
        /// Whose.
        person: PersonId,
        /// Which.
        entry: EntryId,
        /// The first covered day, as known now.
        opened_on: NaiveDate,
        /// The opening reason, as known now.
        reason: CoveredReason,
    },
    /// An entry moves to another lane.
    Move {
        /// Whose.
        person: PersonId,
        /// Which.
        entry: EntryId,
        /// Where to.
        lane: Lane,
        /// The night.
        on: NaiveDate,
    },
}

impl Change {
    /// Whose entry.
    pub fn person(&self) -> PersonId {
        match self {
            Self::Open { person, .. }
            | Self::Close { person, .. }
            | Self::Correct { person, .. }
            | Self::Move { person, .. } => *person,
        }
    }

    /// Which entry; none before it is opened.
    pub fn entry(&self) -> Option<EntryId> {
        match self {
            Self::Open { .. } => None,
            Self::Close { entry, .. } | Self::Correct { entry, .. } | Self::Move { entry, .. } => {
                Some(*entry)
            }
        }
    }

    /// What it is called once applied.
    pub fn kind(&self) -> ChangeKind {
        match self {
            Self::Open { .. } => ChangeKind::Opened,
            Self::Close { .. } => ChangeKind::Closed,
            Self::Correct { .. } => ChangeKind::Corrected,
            Self::Move { .. } => ChangeKind::Lane,
        }
    }

    /// The code shown for it: a reason, or for a move the lane.
    pub fn reason(&self) -> &'static str {
        match self {
            Self::Open { reason, .. } | Self::Correct { reason, .. } => reason.as_str(),
            Self::Close { reason, .. } => reason.as_str(),
            Self::Move { lane, .. } => lane.as_str(),
        }
    }

    /// The day it takes effect.
    pub fn effective_on(&self) -> NaiveDate {
        match self {
            Self::Open { opened_on, .. } | Self::Correct { opened_on, .. } => *opened_on,
            Self::Close { closed_on, .. } => *closed_on,
            Self::Move { on, .. } => *on,
        }
    }

    /// Rests on a positive fact, not on absence alone.
    pub fn is_explained(&self) -> bool {
        match self {
            Self::Open { explained, .. } | Self::Close { explained, .. } => *explained,
            Self::Correct { .. } | Self::Move { .. } => true,
        }
    }
}
