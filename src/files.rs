//! Files of the program's own beside the register: closed to others, never reached through a link.
//!
//! Whose a file is, the kernel knows: it is locked as long as the process lives, however it ends. Nothing
//! here knows what is in a file.

use anyhow::{Context, Result, bail};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// A path's neighbour: the same name and more.
pub fn beside(path: &Path, more: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(more);
    PathBuf::from(name)
}

/// Takes the lock on a file, which is created if need be and never emptied; nothing if somebody has it.
pub fn claim(path: &Path) -> Result<Option<File>> {
    let shown = path.display();
    let file = open_or_create(path).with_context(|| format!("opening `{shown}`"))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(None),
        Err(TryLockError::Error(fault)) => return Err(fault).with_context(|| format!("locking `{shown}`")),
    }
    // Asked after locking: a lock on a file that is not there under this name keeps nobody out.
    if !is_at(&file, path).with_context(|| format!("looking at `{shown}`"))? {
        bail!("`{shown}` is a symbolic link, no plain file, or was just replaced: remove it and try again");
    }
    Ok(Some(file))
}

/// Neither creating nor opening follows a link to harm: creating refuses one, opening changes nothing.
fn open_or_create(path: &Path) -> io::Result<File> {
    let created = OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(path);
    match created {
        Err(fault) if fault.kind() == ErrorKind::AlreadyExists => {
            OpenOptions::new().read(true).write(true).open(path)
        }
        other => other,
    }
}

/// The open file is the plain file that has this name now.
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    let (opened, named) = (file.metadata()?, fs::symlink_metadata(path)?);
    Ok(named.is_file() && (opened.dev(), opened.ino()) == (named.dev(), named.ino()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    #[test]
    fn a_claimed_file_is_its_owners_alone_until_it_is_let_go() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("mine");
        let mine = claim(&path).unwrap().unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(claim(&path).unwrap().is_none());
        drop(mine);
        assert!(claim(&path).unwrap().is_some());
    }

    #[test]
    fn what_is_in_a_claimed_file_stays() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("mine");
        fs::write(&path, "kept").unwrap();
        claim(&path).unwrap().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "kept");
    }

    #[test]
    fn a_link_is_refused_and_what_it_points_to_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let (theirs, link) = (dir.path().join("theirs"), dir.path().join("link"));
        symlink(&theirs, &link).unwrap();
        claim(&link).unwrap_err();
        assert!(!theirs.exists(), "a link to nothing makes nothing");
        fs::write(&theirs, "theirs").unwrap();
        let said = format!("{:#}", claim(&link).unwrap_err());
        assert!(said.contains("symbolic link"), "{said}");
        assert_eq!(fs::read_to_string(&theirs).unwrap(), "theirs");
    }
}
