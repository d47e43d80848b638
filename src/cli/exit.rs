//! Exit codes, each with one meaning.

use crate::domain::codes::Outcome;
use crate::ops::lock::Locked;
use crate::register::fault::{Fault, fault};

/// How the program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// 0: done, or nothing to do.
    Done,
    /// 1: failed; nothing was committed.
    Failed,
    /// 2: wrong usage or configuration; nothing was committed.
    Usage,
    /// 3: done, but a source was not as it should be, or a delivery has something to see to.
    Faults,
    /// 4: done in part; changes wait for a person.
    Held,
    /// 5: somebody else is at work on the register; nothing was committed.
    Locked,
    /// 6: the night was refused.
    Refused,
    /// 7: committed, but the report could not be written.
    Untold,
}

impl Exit {
    /// The number the operating system is given.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Faults => 3,
            Self::Held => 4,
            Self::Locked => 5,
            Self::Refused => 6,
            Self::Untold => 7,
        }
    }

    /// How a night ends the program.
    pub fn of(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::Done,
            Outcome::DoneWithFaults => Self::Faults,
            Outcome::Held => Self::Held,
            Outcome::Refused => Self::Refused,
        }
    }

    /// How an error ends the program.
    pub fn of_error(error: &anyhow::Error) -> Self {
        if error.is::<Misuse>() {
            Self::Usage
        } else if error.is::<Untold>() {
            Self::Untold
        } else if error.is::<Locked>() || fault(error) == Some(Fault::Busy) {
            Self::Locked
        } else {
            Self::Failed
        }
    }
}

/// It is committed, and what there is to say of it could not be written.
#[derive(Debug)]
pub enum Untold {
    /// A night.
    Night,
    /// What people reported.
    Recording,
    /// The half-year delivery.
    Delivery,
    /// A night's metrics.
    Metrics,
    /// A file, or a register.
    Made,
}

impl std::fmt::Display for Untold {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Night => "the night is over and recorded, but could not be reported",
            Self::Delivery => "the file is written and recorded, but what was checked could not be told",
            Self::Made => "it is made, but what was made could not be told",
            Self::Metrics => {
                "the night is over and recorded, but what a monitor measures of it could not be written"
            }
            Self::Recording => "the rows are recorded, but what became of them could not be told",
        })
    }
}

/// The user asked for something that cannot be: wrong usage or configuration.
#[derive(Debug)]
pub struct Misuse(String);

impl std::fmt::Display for Misuse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Misuse {}

/// An error of usage.
pub fn misuse(text: impl Into<String>) -> anyhow::Error {
    anyhow::Error::new(Misuse(text.into()))
}

/// An error of configuration.
pub fn configuration(error: &anyhow::Error) -> anyhow::Error {
    misuse(format!("{error:#}"))
}

/// A disk that fails says nothing of what was being done: what became of it, and what to do. For errors up to
/// and with the commit, not after it.
pub fn with_what_became_of_it(error: anyhow::Error) -> anyhow::Error {
    match fault(&error) {
        Some(Fault::Disk) => error
            .context("nothing was committed: the register is as it was. mend what follows and run this again"),
        Some(Fault::Damaged) => error.context(
            "nothing was committed. the register is damaged: put a backup in its place and run this again",
        ),
        Some(Fault::Unconfirmed) => error.context(
            "the disk did not confirm the commit: the register is as it was or, whole, as it was to be. mend the \
             disk and run this again: what is there already is not done twice",
        ),
        Some(Fault::Busy) | None => error,
    }
}
