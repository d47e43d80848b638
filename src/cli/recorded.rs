//! A file with personal data and the record that somebody made it: both, or neither.
//!
//! The file has its name before the record is committed, and is removed again if that fails. Knows nothing of
//! what is in it.

use crate::own_files::Draft;
use crate::register::database::Transaction;
use crate::register::fault::{Fault, fault};
use anyhow::{Context, Error, Result};
use std::path::Path;

/// What is said of such a file when it comes to nothing.
#[derive(Clone, Copy, Debug)]
pub struct RecordedFile {
    /// That it came to nothing.
    pub failed: &'static str,
    /// What was being committed.
    pub committing: &'static str,
    /// What to do with the file if nobody knows whether the record of it was committed.
    pub unconfirmed: &'static str,
}

/// Writes a file and commits the record of it.
pub fn write(tx: Transaction<'_>, path: &Path, bytes: &[u8], words: &RecordedFile) -> Result<()> {
    let mut draft = Draft::begin(path).context(words.failed)?;
    draft.write(bytes).context(words.failed)?;
    publish(tx, draft, words)
}

/// Gives a file that is whole its name, and commits the record of it.
pub fn publish(tx: Transaction<'_>, mut draft: Draft, words: &RecordedFile) -> Result<()> {
    let named = draft.give_name().context(words.failed);
    match named.and_then(|()| tx.commit().context(words.committing)) {
        Ok(()) => {
            draft.keep();
            Ok(())
        }
        Err(error) => Err(undone(draft, error, words)),
    }
}

/// Removes the file, unless the record of it may be there after all: then whoever removed it would lose what
/// is recorded as made.
fn undone(draft: Draft, error: Error, words: &RecordedFile) -> Error {
    let out = draft.path().display().to_string();
    if fault(&error) == Some(Fault::Unconfirmed) {
        draft.keep();
        return error.context(format!("`{out}` is whole and stays. {}", words.unconfirmed));
    }
    match draft.take_back() {
        Ok(()) => error,
        Err(_) => error.context(format!("`{out}` could not be removed: throw it away")),
    }
}
