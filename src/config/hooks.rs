//! Commands that are told what becomes of a night, checked.
//!
//! Declares them; running them is `ops`', and when is the command line's.

use super::file;
use super::words::Argv;
use std::time::Duration;

/// What a command can be told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// A night begins.
    Start,
    /// It is done.
    Success,
    /// It failed, was refused, or had a source that was not as it should be.
    Problem,
    /// Its changes wait for a person.
    Held,
}

impl Moment {
    /// Its name for the command that is told.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Success => "success",
            Self::Problem => "problem",
            Self::Held => "held",
        }
    }

    /// Its key in the configuration.
    pub fn key(self) -> String {
        format!("on_{}", self.as_str())
    }
}

/// The commands there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hooks {
    start: Option<Vec<String>>,
    success: Option<Vec<String>>,
    problem: Option<Vec<String>>,
    held: Option<Vec<String>>,
    /// How long each may run.
    pub time_limit: Duration,
}

impl Hooks {
    /// The command for a moment: the program, then its arguments.
    pub fn at(&self, moment: Moment) -> Option<&[String]> {
        match moment {
            Moment::Start => self.start.as_deref(),
            Moment::Success => self.success.as_deref(),
            Moment::Problem => self.problem.as_deref(),
            Moment::Held => self.held.as_deref(),
        }
    }
}

/// The commands as typed.
pub(super) fn hooks(typed: &file::Hooks) -> Hooks {
    let file::Hooks { on_start, on_success, on_problem, on_held, timeout_seconds } = typed;
    let argv = |typed: &Option<Argv>| typed.as_ref().map(|Argv(words)| words.clone());
    Hooks {
        start: argv(on_start),
        success: argv(on_success),
        problem: argv(on_problem),
        held: argv(on_held),
        time_limit: Duration::from_secs(timeout_seconds.0),
    }
}
