//! The disk that the register lies on: who can get at the files there, and the room they have.
//!
//! Looks only. What is of concern is decided in `domain`.

use crate::domain::health::{Exposed, Exposure, Space};
use crate::own_files::folder;
use anyhow::{Context, Result};
use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// Permissions of anybody but the owner.
const OTHERS: u32 = 0o077;
/// Permission to write of anybody but the owner.
const OTHERS_WRITE: u32 = 0o022;

/// The register, what lies beside it under its name (logs, lock, backups) and the configuration, as far as
/// they are not for their owner alone. The configuration holds nothing secret: others may read it.
pub fn exposed(register: &Path, configuration: &Path) -> Result<Vec<Exposed>> {
    let mut all = Vec::new();
    for file in family(register)? {
        all.extend(exposure(&file)?.map(|how| Exposed { file: file.display().to_string(), how }));
    }
    if configuration.exists() {
        let writable = writable(configuration)?;
        all.extend(writable.map(|how| Exposed { file: configuration.display().to_string(), how }));
    }
    all.sort();
    Ok(all)
}

/// How a file is not for its owner alone, if it is not.
pub fn exposure(file: &Path) -> Result<Option<Exposure>> {
    let Some(found) = look(file)? else { return Ok(None) };
    if found.is_symlink() {
        return Ok(Some(Exposure::Link));
    }
    let mode = found.permissions().mode() & 0o7777;
    Ok((mode & OTHERS != 0).then_some(Exposure::Mode(mode)))
}

/// What is there; nothing where a file went away meanwhile, as a log does when a night ends.
fn look(file: &Path) -> Result<Option<Metadata>> {
    match fs::symlink_metadata(file) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        found => Ok(Some(found.with_context(|| format!("looking at `{}`", file.display()))?)),
    }
}

fn writable(file: &Path) -> Result<Option<Exposure>> {
    let found = fs::metadata(file).with_context(|| format!("looking at `{}`", file.display()))?;
    let mode = found.permissions().mode() & 0o7777;
    Ok((mode & OTHERS_WRITE != 0).then_some(Exposure::Writable(mode)))
}

/// The register and every file whose name is the register's with something after it.
fn family(register: &Path) -> Result<Vec<PathBuf>> {
    let own = register.file_name().context("the path of the register names no file")?.to_string_lossy();
    let dir = folder(register);
    let mut family = Vec::new();
    let entries = match fs::read_dir(dir) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(family),
        entries => entries.with_context(|| format!("listing `{}`", dir.display()))?,
    };
    for entry in entries {
        let name = entry.with_context(|| format!("listing `{}`", dir.display()))?.file_name();
        let name = name.to_string_lossy();
        let rest = name.strip_prefix(&*own);
        if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '.'])) {
            family.push(register.with_file_name(&*name));
        }
    }
    Ok(family)
}

/// The room on the register's disk, and what the register takes of it.
pub fn space(register: &Path) -> Result<Space> {
    let dir = folder(register);
    let disk = rustix::fs::statvfs(dir).with_context(|| format!("asking for room in `{}`", dir.display()))?;
    let mut taken = 0;
    for file in family(register)? {
        let is_own = file == register || file.to_string_lossy().ends_with("-wal");
        taken += look(&file)?.filter(|_| is_own).map_or(0, |found| found.len());
    }
    Ok(Space { free: disk.f_bavail.saturating_mul(disk.f_frsize), register: taken })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::Permissions;
    use std::os::unix::fs::symlink;

    fn file(dir: &Path, name: &str, mode: u32) -> PathBuf {
        let path = dir.join(name);
        fs::write(&path, "x".repeat(10)).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        path
    }

    #[test]
    fn the_register_and_all_beside_it_under_its_name_is_for_its_owner_alone() {
        let dir = tempfile::tempdir().unwrap();
        let register = file(dir.path(), "kaa.db", 0o600);
        let configuration = file(dir.path(), "kaa.toml", 0o644);
        file(dir.path(), "kaa.db-wal", 0o400);
        file(dir.path(), "kaa.database", 0o666);
        assert_eq!(exposed(&register, &configuration).unwrap(), []);

        file(dir.path(), "kaa.db-shm", 0o640);
        file(dir.path(), "kaa.db.version-1.backup", 0o604);
        file(dir.path(), "kaa.toml", 0o664);
        symlink("elsewhere", dir.path().join("kaa.db.lock")).unwrap();
        let at = |name: &str, how| Exposed { file: dir.path().join(name).display().to_string(), how };
        assert_eq!(
            exposed(&register, &configuration).unwrap(),
            [
                at("kaa.db-shm", Exposure::Mode(0o640)),
                at("kaa.db.lock", Exposure::Link),
                at("kaa.db.version-1.backup", Exposure::Mode(0o604)),
                at("kaa.toml", Exposure::Writable(0o664)),
            ]
        );
    }

    #[test]
    fn the_register_takes_its_own_room_and_that_of_its_log() {
        let dir = tempfile::tempdir().unwrap();
        let register = file(dir.path(), "kaa.db", 0o600);
        for beside in ["kaa.db-wal", "kaa.db-shm", "kaa.db.version-1.backup"] {
            file(dir.path(), beside, 0o600);
        }
        let space = space(&register).unwrap();
        assert_eq!(space.register, 20);
        assert!(space.free > 0);
    }
}
