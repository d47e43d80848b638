//! Who is told what becomes of a night: the commands of `[hooks]`.
//!
//! Each gets JSON on standard input (`docs/json.md`): once the night has ended what `run --json` prints, in counts
//! alone. What it is about is in its environment too. Nothing that becomes of a command changes how the night ends.

use super::exit::Exit;
use super::log::warn;
use crate::config::hooks::{Hooks, Moment};
use crate::ops::hook;
use anyhow::Result;
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::path::Path;

/// How a night ended, for whoever is told.
#[derive(Debug)]
pub struct Ended {
    /// What the program ends with.
    pub exit: Exit,
    /// One line.
    pub summary: String,
    /// The run in counts.
    pub run: Value,
}

/// A night that somebody is told of.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// Who is told.
    pub hooks: &'a Hooks,
    /// The register.
    pub register: &'a Path,
    /// The night.
    pub as_of: NaiveDate,
}

impl Told<'_> {
    /// Tells that the night begins, has it run, and tells how it ended.
    pub fn around(self, night: impl FnOnce() -> Result<Ended>) -> Result<Exit> {
        self.tell(Moment::Start, format!("the night of {} begins", self.as_of), None, json!({}))?;
        match night() {
            Ok(Ended { exit, summary, run }) => {
                self.tell(moment(exit), summary, Some(exit), run)?;
                Ok(exit)
            }
            Err(error) => {
                let exit = Exit::of_error(&error);
                let failed = json!({ "exit_code": exit.code(), "error": format!("{error:#}") });
                let summary = format!("the night of {} failed: {error:#}", self.as_of);
                // What made the night fail is what has to be said, whatever becomes of saying it here.
                let _ = self.tell(moment(exit), summary, Some(exit), failed);
                Err(error)
            }
        }
    }

    fn tell(self, moment: Moment, summary: String, exit: Option<Exit>, mut told: Value) -> Result<()> {
        let Some(command) = self.hooks.at(moment) else { return Ok(()) };
        let (as_of, register) = (self.as_of.to_string(), self.register.display().to_string());
        told["event"] = json!(moment.as_str());
        told["register"] = json!(register);
        told["as_of"] = json!(as_of);
        told["summary"] = json!(summary);
        let variables = [
            ("KAA_SYNC_EVENT", moment.as_str().to_owned()),
            ("KAA_SYNC_AS_OF", as_of),
            ("KAA_SYNC_REGISTER", register),
            ("KAA_SYNC_EXIT_CODE", exit.map_or_else(String::new, |exit| exit.code().to_string())),
            ("KAA_SYNC_SUMMARY", summary),
        ];
        let input = format!("{told}\n").into_bytes();
        match hook::tell(command, input, &variables, self.hooks.time_limit) {
            Ok(()) => Ok(()),
            Err(untold) => {
                let program = command.first().map_or("", String::as_str);
                warn(&format!(
                    "the hook `{}` (`{program}`) {untold}. it changes nothing of the night",
                    moment.key()
                ))
            }
        }
    }
}

fn moment(exit: Exit) -> Moment {
    match exit {
        Exit::Done => Moment::Success,
        Exit::Held => Moment::Held,
        Exit::Failed | Exit::Usage | Exit::Faults | Exit::Locked | Exit::Refused | Exit::Untold => {
            Moment::Problem
        }
    }
}
