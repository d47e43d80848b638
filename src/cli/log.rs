//! Messages to standard error: for a person, for the journal, or for a program that collects logs.
//!
//! No message holds a person's number, name or address. Results are not messages: they are printed.

use super::Clock;
use super::exit::Untold;
use super::output::unless_closed;
use crate::report::night::Line;
use anyhow::{Context, Result};
use clap::ValueEnum;
use serde_json::{Value, json};
use std::env;
use std::io::{self, Write};
use std::sync::OnceLock;

/// How messages are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// Lines to read; under systemd with the priority that the journal keeps
    Text,
    /// One JSON object a line
    Json,
}

/// How much a message matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Info,
    Warning,
    Error,
}

impl Level {
    fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// What systemd reads at the beginning of a line (sd-daemon(3)).
    fn priority(self) -> &'static str {
        match self {
            Self::Info => "<6>",
            Self::Warning => "<4>",
            Self::Error => "<3>",
        }
    }

    /// A message that nobody asked for says whose it is: in a terminal and in cron's mail it stands alone.
    fn sender(self) -> &'static str {
        match self {
            Self::Info => "",
            Self::Warning | Self::Error => "kaa-sync: ",
        }
    }
}

#[derive(Clone, Copy, Debug)]
enum Form {
    Plain,
    Journal,
    Json(Clock),
}

/// One process has one standard error, and every message goes there: this is said once, at the start.
static FORM: OnceLock<Form> = OnceLock::new();

/// Settles how the process writes its messages.
pub fn begin(format: LogFormat, clock: Clock) {
    let form = match format {
        LogFormat::Json => Form::Json(clock),
        LogFormat::Text if is_journal() => Form::Journal,
        LogFormat::Text => Form::Plain,
    };
    FORM.get_or_init(|| form);
}

/// What somebody asked to be told.
pub fn note(text: &str) -> Result<()> {
    write(Level::Info, text, &Value::Null)
}

/// The same, with its values for a program.
pub fn note_with(Line { text, values }: Line) -> Result<()> {
    write(Level::Info, &text, &values)
}

/// What was made, which is there whatever becomes of saying so.
pub fn note_made(text: &str) -> Result<()> {
    note(text).context(Untold::Made)
}

/// What somebody should know, asked or not.
pub fn warn(text: &str) -> Result<()> {
    write(Level::Warning, text, &Value::Null)
}

/// How a command failed, and the code that it ends with.
pub fn fail(error: &anyhow::Error, exit_code: u8) -> Result<()> {
    write(Level::Error, &format!("{error:#}"), &json!({ "exit_code": exit_code }))
}

fn write(level: Level, text: &str, values: &Value) -> Result<()> {
    let form = FORM.get().copied().unwrap_or(Form::Plain);
    unless_closed(io::stderr().write_all(line(form, level, text, values).as_bytes()))
}

fn line(form: Form, level: Level, text: &str, values: &Value) -> String {
    match form {
        Form::Plain => format!("{}{text}\n", level.sender()),
        Form::Journal => {
            format!("{}{}\n", level.priority(), text.replace('\n', &format!("\n{}", level.priority())))
        }
        Form::Json(clock) => {
            let mut object = values.as_object().cloned().unwrap_or_default();
            object.insert("time".to_owned(), json!(clock.stamp()));
            object.insert("level".to_owned(), json!(level.as_str()));
            object.insert("message".to_owned(), json!(text));
            format!("{}\n", Value::Object(object))
        }
    }
}

/// Standard error is the stream that systemd says it reads for the journal (systemd.exec(5)).
fn is_journal() -> bool {
    let Ok(told) = env::var("JOURNAL_STREAM") else { return false };
    rustix::fs::fstat(io::stderr()).is_ok_and(|own| told == format!("{}:{}", own.st_dev, own.st_ino))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLOCK: Clock = Clock { now: || "2016-11-21T03:00:01Z".parse().unwrap() };

    #[test]
    fn a_person_sees_who_speaks_of_what_was_not_asked_for() {
        let of = |level| line(Form::Plain, level, "text", &Value::Null);
        assert_eq!(of(Level::Info), "text\n");
        assert_eq!(of(Level::Warning), "kaa-sync: text\n");
        assert_eq!(of(Level::Error), "kaa-sync: text\n");
    }

    #[test]
    fn every_line_for_the_journal_has_its_priority() {
        let of = |level| line(Form::Journal, level, "one\n  two", &Value::Null);
        assert_eq!(of(Level::Info), "<6>one\n<6>  two\n");
        assert_eq!(of(Level::Warning), "<4>one\n<4>  two\n");
        assert_eq!(of(Level::Error), "<3>one\n<3>  two\n");
    }

    #[test]
    fn a_program_gets_one_object_a_line() {
        assert_eq!(
            line(Form::Json(CLOCK), Level::Warning, "one\ntwo", &json!({ "opened": 3 })),
            "{\"level\":\"warning\",\"message\":\"one\\ntwo\",\"opened\":3,\"time\":\"2016-11-21T03:00:01Z\"}\n"
        );
    }
}
