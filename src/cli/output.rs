//! Writing results, so that a closed pipe is an end and not an error.

use anyhow::{Context, Result};
use std::io::{self, ErrorKind, IsTerminal, Write};

/// Prints a result to standard output.
pub fn print(text: &str) -> Result<()> {
    unless_closed(write_whole(text))
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

/// Somebody is watching.
pub fn is_watched() -> bool {
    io::stdout().is_terminal()
}
