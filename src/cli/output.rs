//! Writing results, so that a closed pipe is an end and not an error.

use super::exit::Untold;
use crate::report::text::{Mark, Text};
use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use anyhow::{Context, Result};
use std::io::{self, ErrorKind, IsTerminal, Write};

/// Prints a result to standard output.
pub fn print(text: &str) -> Result<()> {
    unless_closed(write_whole(text))
}

/// Prints a text for people to standard output: what stands out in it is coloured where somebody watches who
/// has not asked for none (`NO_COLOR`).
pub fn show(text: &Text) -> Result<()> {
    match AutoStream::choice(&io::stdout()) {
        ColorChoice::Never => print(text),
        ColorChoice::Auto | ColorChoice::AlwaysAnsi | ColorChoice::Always => print(&painted(text)),
    }
}

fn painted(text: &Text) -> String {
    let paint = |(piece, mark): (&str, Option<Mark>)| match mark.map(style) {
        Some(style) => format!("{style}{piece}{style:#}"),
        None => piece.to_owned(),
    };
    text.pieces().into_iter().map(paint).collect()
}

fn style(mark: Mark) -> Style {
    let coloured = |colour: AnsiColor| colour.on_default().bold();
    match mark {
        Mark::Heading => Style::new().bold(),
        Mark::Good => coloured(AnsiColor::Green),
        Mark::Doubt => coloured(AnsiColor::Yellow),
        Mark::Bad => coloured(AnsiColor::Red),
    }
}

fn write_whole(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    out.flush()
}

/// Whoever reads has seen enough: the exit code still tells how the command ended.
pub fn unless_closed(written: io::Result<()>) -> Result<()> {
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other.context("writing the result"),
    }
}

/// Prints a result as JSON.
pub fn print_json(value: &serde_json::Value) -> Result<()> {
    print(&serde_json::to_string_pretty(value)?)
}

/// Prints what a command has made. It is made, whatever comes of printing it.
pub fn print_made(value: &serde_json::Value) -> Result<()> {
    print_json(value).context(Untold::Made)
}

/// Somebody is watching.
pub fn is_watched() -> bool {
    io::stdout().is_terminal()
}
