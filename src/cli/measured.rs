//! `--metrics`: what a monitor measures, written beside the file of that name and then renamed to it.

use super::Clock;
use super::arguments::MetricsArgs;
use super::exit::{Exit, misuse};
use crate::domain::metrics::Invocation;
use crate::domain::rules::Rules;
use crate::own_files::{is_free_or_ours, replace};
use crate::register::database::Register;
use crate::register::metrics::metrics;
use crate::report::metrics::text;
use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use std::path::Path;

/// What a file of ours begins with. No other file is ever replaced: one slip would cost a register.
const OURS: &[u8] = b"# HELP kaa_sync_";

/// When a run began that is to be measured.
#[derive(Clone, Copy, Debug)]
pub struct Begun<'a> {
    at: DateTime<Utc>,
    file: Option<&'a Path>,
}

impl<'a> Begun<'a> {
    /// Now, if the file that was named is ours to replace: nothing is to be run before that is known.
    pub fn now(clock: Clock, args: &'a MetricsArgs) -> Result<Self> {
        // A variable that is set to nothing names no file.
        let file = args.metrics.as_deref().filter(|file| !file.as_os_str().is_empty());
        if let Some(file) = file.filter(|file| !is_free_or_ours(file, OURS)) {
            return Err(misuse(format!(
                "`--metrics {file}` is there already and no file of metrics: it is left as it is, and nothing was run",
                file = file.display()
            )));
        }
        Ok(Self { at: (clock.now)(), file })
    }

    /// Writes the metrics, if a file for them was named.
    pub fn measure(self, clock: Clock, register: &mut Register, rules: &Rules, exit: Exit) -> Result<()> {
        let Some(file) = self.file else { return Ok(()) };
        let measured = metrics(&register.read()?, rules)?;
        let took = (clock.now)().signed_duration_since(self.at).num_milliseconds();
        // A clock that was set back meanwhile tells nothing.
        let milliseconds = u64::try_from(took).unwrap_or(0);
        let invocation = Invocation { exit_code: exit.code(), milliseconds };
        let text = text(&measured, invocation, crate::VERSION);
        replace(file, OURS, text.as_bytes()).context("writing the metrics")
    }
}
