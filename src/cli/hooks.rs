//! Who is told what becomes of a night: the commands of `[hooks]`.
//!
//! Each gets JSON on standard input (`docs/json.md`): once the night has ended what `run --json` prints, in counts
//! alone. What it is about is in its environment too. Nothing that becomes of a command changes how the night ends.

use super::exit::Exit;
use super::log::warn;
use crate::config::hooks::{Hooks, Moment};
use crate::ops::hook;
use anyhow::{Error, Result};
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::path::Path;

/// A night that ended, for whoever is told.
#[derive(Debug)]
pub struct Ended {
    /// How it ended, whatever became of telling it.
    pub exit: Exit,
    /// One line.
    pub summary: String,
    /// The run in counts.
    pub run: Value,
    /// Why it could not be told, or not be measured, if it could not.
    pub untold: Option<Error>,
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
        self.tell(Moment::Start, format!("the night of {} begins", self.as_of), None, json!({}));
        match night() {
            Ok(Ended { exit, summary, run, untold: None }) => {
                self.tell(moment(exit), summary, Some(exit), run);
                Ok(exit)
            }
            Ok(Ended { exit, summary, mut run, untold: Some(error) }) => {
                run["error"] = json!(format!("{error:#}"));
                // Whoever has to decide about changes that wait has to do so although they could not be told.
                let moment = if exit == Exit::Held { Moment::Held } else { Moment::Problem };
                self.tell(moment, summary, Some(Exit::Untold), run);
                Err(error)
            }
            Err(error) => {
                let exit = Exit::of_error(&error);
                let summary = format!("the night of {} failed: {error:#}", self.as_of);
                self.tell(moment(exit), summary, Some(exit), json!({ "error": format!("{error:#}") }));
                Err(error)
            }
        }
    }

    /// What becomes of the command is said, and what becomes of saying it is nobody's: neither may change the night.
    fn tell(self, moment: Moment, summary: String, exit: Option<Exit>, mut told: Value) {
        let Some(command) = self.hooks.at(moment) else { return };
        let (as_of, register) = (self.as_of.to_string(), self.register.display().to_string());
        told["event"] = json!(moment.as_str());
        told["register"] = json!(register);
        told["as_of"] = json!(as_of);
        told["summary"] = json!(summary);
        if let Some(exit) = exit {
            told["exit_code"] = json!(exit.code());
        }
        let variables = [
            ("KAA_SYNC_EVENT", moment.as_str().to_owned()),
            ("KAA_SYNC_AS_OF", as_of),
            ("KAA_SYNC_REGISTER", register),
            ("KAA_SYNC_EXIT_CODE", exit.map_or_else(String::new, |exit| exit.code().to_string())),
            ("KAA_SYNC_SUMMARY", summary),
        ];
        let input = format!("{told}\n").into_bytes();
        if let Err(untold) = hook::tell(command, input, &variables, self.hooks.time_limit) {
            let program = command.first().map_or("", String::as_str);
            let key = moment.key();
            let _ =
                warn(&format!("the hook `{key}` (`{program}`) {untold}. it changes nothing of the night"));
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
