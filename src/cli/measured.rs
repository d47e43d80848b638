//! `--metrics`: what a monitor measures, written beside the file of that name and then renamed to it.

use super::Clock;
use super::arguments::MetricsArgs;
use super::exit::Exit;
use crate::domain::metrics::Invocation;
use crate::domain::rules::Rules;
use crate::own_files::replace;
use crate::register::database::Register;
use crate::register::metrics::metrics;
use crate::report::metrics::text;
use anyhow::{Context, Result};
use chrono::{DateTime, Utc};

/// When a run began.
#[derive(Clone, Copy, Debug)]
pub struct Begun(DateTime<Utc>);

impl Begun {
    /// Now.
    pub fn now(clock: Clock) -> Self {
        Self((clock.now)())
    }

    /// Writes the metrics, if a file for them was named.
    pub fn measure(
        self,
        args: &MetricsArgs,
        clock: Clock,
        register: &mut Register,
        rules: &Rules,
        exit: Exit,
    ) -> Result<()> {
        let Some(file) = &args.metrics else { return Ok(()) };
        let measured = metrics(&register.read()?, rules)?;
        let took = (clock.now)().signed_duration_since(self.0).num_milliseconds();
        // A clock that was set back meanwhile tells nothing.
        let milliseconds = u64::try_from(took).unwrap_or(0);
        let invocation = Invocation { exit_code: exit.code(), milliseconds };
        replace(file, text(&measured, invocation, crate::VERSION).as_bytes()).context("writing the metrics")
    }
}
