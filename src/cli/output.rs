//! Writing results, so that a closed pipe is an end and not an error.

use anyhow::Result;
use std::io::{self, ErrorKind, IsTerminal, Write};

/// Prints a result to standard output.
pub fn print(text: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}

/// Prints a result as JSON.
pub fn print_json(value: &serde_json::Value) -> Result<()> {
    print(&serde_json::to_string_pretty(value)?)
}

/// Prints a message to standard error.
pub fn say(text: &str) -> Result<()> {
    Ok(writeln!(io::stderr(), "{text}")?)
}

/// Somebody is watching.
pub fn is_watched() -> bool {
    io::stdout().is_terminal()
}

/// The reader of standard output has seen enough.
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let mut causes = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>());
    causes.any(|cause| cause.kind() == ErrorKind::BrokenPipe)
}
