//! A configuration file as text, and errors that point into it.
//!
//! Knows files, lines and keys; knows nothing of what they mean.

use super::wording::told;
use anyhow::{Context, anyhow};
use serde::de::DeserializeOwned;
use std::fmt::Display;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A file read whole.
pub struct Text {
    /// As the user named it, or as the configuration did.
    pub path: PathBuf,
    /// UTF-8.
    pub body: String,
}

impl Text {
    /// Reads a file that must be UTF-8.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let bytes = std::fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
        let body = String::from_utf8(bytes).map_err(|fault| {
            let valid = fault.utf8_error().valid_up_to();
            let line = line_at(fault.as_bytes(), valid);
            anyhow!("{}:{line}: a byte that is not UTF-8, expected a file saved as UTF-8", path.display())
        })?;
        Ok(Self { path: path.to_owned(), body })
    }

    /// Reads the text as TOML into shapes.
    pub fn parse<T: DeserializeOwned>(&self) -> anyhow::Result<T> {
        toml::from_str(&self.body).map_err(|error| {
            let span = error.span().unwrap_or_default();
            let said = told(error.message(), self.is_key(&span));
            match self.key_before(span.start) {
                Some(key) => self.fault(&span, format!("`{key}`: {said}")),
                None => self.fault(&span, said),
            }
        })
    }

    /// An error about the characters in `span`.
    pub fn fault(&self, span: &Range<usize>, message: impl Display) -> anyhow::Error {
        self.fault_on(line_at(self.body.as_bytes(), span.start), message)
    }

    /// An error about a line, counted from 1.
    pub fn fault_on(&self, line: u64, message: impl Display) -> anyhow::Error {
        anyhow!("{}:{line}: {message}", self.path.display())
    }

    /// The key whose value holds this place: the parser names the place, not the key.
    fn key_before(&self, place: usize) -> Option<&str> {
        let line = self.body.get(..place)?.rsplit('\n').next()?;
        let (before, since) = line.rsplit_once('=')?;
        // Within braces what comes next is a key itself.
        let is_value = since.trim().is_empty() || since.contains('[');
        before.trim_end().rsplit([' ', '{', ',']).next().filter(|_| is_value)
    }

    /// What stands in this place is followed by its value.
    fn is_key(&self, place: &Range<usize>) -> bool {
        self.body.get(place.end..).is_some_and(|rest| rest.trim_start().starts_with('='))
    }
}

/// The line of a byte, as an editor counts.
fn line_at(bytes: &[u8], place: usize) -> u64 {
    let before = bytes.iter().take(place);
    before.fold(1, |line, byte| line + u64::from(*byte == b'\n'))
}
