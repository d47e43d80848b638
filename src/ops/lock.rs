//! One run at a time: a lock on a file beside the register, held for as long as a run lasts.
//!
//! It is the operating system's: whatever way the process ends, the lock ends with it, so none is ever
//! stale, and the file stays where it is. Whoever only reads never asks for it.

use crate::own_files::{beside, claim};
use anyhow::{Context, Result};
use std::fmt;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

/// How often a waiting run asks again.
const EVERY: Duration = Duration::from_millis(100);

/// The right to run nights on a register, until it is dropped.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Another run has the lock.
#[derive(Debug)]
pub struct Locked {
    register: PathBuf,
    waited: Duration,
}

impl fmt::Display for Locked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let register = self.register.display();
        let waited = match self.waited.as_secs() {
            0 => String::new(),
            seconds => format!(" still, after waiting {seconds} s"),
        };
        write!(
            f,
            "another run is at work on `{register}`{waited}: it goes on, and this one has read and committed \
             nothing and will not try again by itself. when the other has ended, look at `kaa-sync runs`, and run \
             this night again if it is not there; or let it wait its turn with `--wait SECONDS`"
        )
    }
}

impl std::error::Error for Locked {}

/// Takes the lock of a register, waiting so long for another run to end.
pub fn take(register: &Path, patience: Duration) -> Result<Lock> {
    let path = beside(register, ".lock");
    let mut left = patience;
    loop {
        if let Some(file) = claim(&path).context("taking the lock of the register; nothing was committed")? {
            return Ok(Lock { _file: file });
        }
        if left.is_zero() {
            return Err(Locked { register: register.to_owned(), waited: patience }.into());
        }
        let nap = left.min(EVERY);
        sleep(nap);
        left -= nap;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_has_the_lock_and_the_next_gets_it_after() {
        let dir = tempfile::tempdir().unwrap();
        let register = dir.path().join("kaa.db");
        let first = take(&register, Duration::ZERO).unwrap();
        let refused = take(&register, Duration::from_millis(150)).unwrap_err();
        assert!(refused.is::<Locked>());
        drop(first);
        take(&register, Duration::ZERO).unwrap();
        assert!(dir.path().join("kaa.db.lock").exists(), "the file stays");
    }
}
