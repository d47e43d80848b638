//! What a monitor measures of the register: when it was last kept, from what, and what is in it and to be done.
//!
//! Counts and names of providers; nothing about anybody.

use super::codes::{Lane, Outcome, Step, TaskStatus};
use super::health::Kept;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeMap;

/// What is measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metrics {
    /// How the register is kept.
    pub kept: Kept,
    /// The last run, refused ones included.
    pub last_run: Run,
    /// The last committed night, and what it did.
    pub last_night: Option<Night>,
    /// Open entries.
    pub entries: BTreeMap<Lane, u64>,
    /// Open tasks.
    pub tasks: BTreeMap<(Step, TaskStatus), u64>,
}

/// A run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// How it ended.
    pub outcome: Outcome,
    /// When.
    pub finished_at: DateTime<Utc>,
}

/// A committed night.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Night {
    /// Its date.
    pub as_of: NaiveDate,
    /// When its run ended.
    pub finished_at: DateTime<Utc>,
    /// What it did.
    pub counts: Counts,
}

/// What a run did, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Entries opened.
    pub opened: u64,
    /// Entries closed.
    pub closed: u64,
    /// Entries corrected.
    pub corrected: u64,
    /// Entries moved to another lane.
    pub lane_changes: u64,
    /// Changes that wait for a person.
    pub held: u64,
    /// Persons about whom the program refused to guess.
    pub undetermined: u64,
    /// Rows quarantined.
    pub quarantined: u64,
}

/// This invocation of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invocation {
    /// What it ends with.
    pub exit_code: u8,
    /// How long it took, in milliseconds.
    pub milliseconds: u64,
}
