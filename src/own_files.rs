//! Files of the program's own: closed to others, never reached through a link, whole when they have their name.
//!
//! Whose a file is, the kernel knows: it is locked as long as the process lives, however it ends. Nothing
//! here knows what is in a file.

use anyhow::{Context, Result, bail};
use std::fs::{self, File, OpenOptions, Permissions, TryLockError};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// A path's neighbour: the same name and more.
pub fn beside(path: &Path, more: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(more);
    PathBuf::from(name)
}

/// The folder of a file; where the path names none, the one the program stands in.
pub fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
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
        bail!("`{shown}` is a link, no plain file, or was just replaced: remove it and try again");
    }
    Ok(Some(file))
}

/// A file that gets its name when it is whole, and never another's.
///
/// Until then it is beside it, as `<name>.part`. A killed process leaves that behind; the next begins it anew.
#[derive(Debug)]
pub struct Draft {
    file: File,
    name: PathBuf,
    path: PathBuf,
    is_kept: bool,
}

impl Draft {
    /// Begins an empty file that is to have this name.
    pub fn begin(name: &Path) -> Result<Self> {
        refuse_taken(name)?;
        Self::begin_beside(name)
    }

    fn begin_beside(name: &Path) -> Result<Self> {
        let path = beside(name, ".part");
        let Some(file) = claim(&path)? else {
            bail!("`{}` is just being made by another process: see what comes of it", name.display());
        };
        let draft = Self { file, name: name.to_owned(), path, is_kept: false };
        draft.empty().with_context(|| format!("emptying `{}`", draft.path.display()))?;
        Ok(draft)
    }

    fn empty(&self) -> io::Result<()> {
        self.file.set_permissions(Permissions::from_mode(0o600))?;
        self.file.set_len(0)
    }

    /// Where it is: beside its name until it has it.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes what the file is to hold.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.file.write_all(bytes).with_context(|| format!("writing `{}`", self.path.display()))
    }

    /// Lets others read it: for what everybody may know.
    pub fn open_to_all(&self) -> Result<()> {
        let opened = self.file.set_permissions(Permissions::from_mode(0o644));
        opened.with_context(|| format!("letting others read `{}`", self.path.display()))
    }

    /// Makes it last, then gives it its name, for good.
    pub fn publish(mut self) -> Result<()> {
        self.give_name()?;
        self.keep();
        Ok(())
    }

    /// Makes it last, then gives it its name; it is removed again unless it is kept.
    pub fn give_name(&mut self) -> Result<()> {
        self.sync()?;
        // Our lock keeps every other kaa-sync from this name; a foreign program has this moment to take it.
        refuse_taken(&self.name)?;
        self.rename()
    }

    /// Makes it last, then takes the name from whatever has it.
    fn take_name(&mut self) -> Result<()> {
        self.sync()?;
        self.rename()
    }

    fn sync(&self) -> Result<()> {
        self.file.sync_all().with_context(|| format!("writing `{}` to the disk", self.path.display()))
    }

    fn rename(&mut self) -> Result<()> {
        let shown = self.path.display();
        fs::rename(&self.path, &self.name)
            .with_context(|| format!("renaming `{shown}` to `{}`", self.name.display()))?;
        self.path.clone_from(&self.name);
        let folder = folder(&self.name);
        let synced = File::open(folder).and_then(|folder| folder.sync_all());
        synced.with_context(|| format!("writing `{}` to the disk", folder.display()))
    }

    /// Leaves the file where it is.
    pub fn keep(mut self) {
        self.is_kept = true;
    }

    /// Removes the file, and tells if it cannot be.
    pub fn take_back(mut self) -> io::Result<()> {
        self.is_kept = true;
        fs::remove_file(&self.path)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.is_kept {
            // Why it came to nothing is being told already, and what stays behind is begun anew next time.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Nothing has this name, or a plain file that is empty or begins as ours do.
pub fn is_free_or_ours(name: &Path, beginning: &[u8]) -> bool {
    match fs::symlink_metadata(name) {
        Err(fault) => fault.kind() == ErrorKind::NotFound,
        Ok(found) if !found.is_file() => false,
        Ok(found) => found.len() == 0 || begins_with(name, beginning).unwrap_or(false),
    }
}

fn begins_with(name: &Path, beginning: &[u8]) -> io::Result<bool> {
    let mut found = Vec::new();
    File::open(name)?.take(beginning.len() as u64).read_to_end(&mut found)?;
    Ok(found == beginning)
}

/// Writes a file whole, in the place of the one of that name if that is ours too: whoever reads it sees the old one
/// or the new one. Others may read it, so it is for what everybody may know.
pub fn replace(name: &Path, beginning: &[u8], bytes: &[u8]) -> Result<()> {
    if !is_free_or_ours(name, beginning) {
        bail!("`{}` is another file, a link or cannot be looked at, and is left as it is", name.display());
    }
    let mut draft = Draft::begin_beside(name)?;
    draft.write(bytes)?;
    let readable = draft.file.set_permissions(Permissions::from_mode(0o644));
    readable.with_context(|| format!("letting others read `{}`", draft.path.display()))?;
    draft.take_name()?;
    draft.keep();
    Ok(())
}

/// Whatever has the name, be it a link that leads nowhere, keeps it.
pub fn refuse_taken(name: &Path) -> Result<()> {
    match fs::symlink_metadata(name) {
        Ok(_) => bail!("`{}` exists already and is left as it is", name.display()),
        Err(fault) if fault.kind() == ErrorKind::NotFound => Ok(()),
        Err(fault) => Err(fault).with_context(|| format!("looking at `{}`", name.display())),
    }
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

/// The open file is the plain file that has this name now, and no other name.
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    let (opened, named) = (file.metadata()?, fs::symlink_metadata(path)?);
    Ok(named.is_file() && named.nlink() == 1 && (opened.dev(), opened.ino()) == (named.dev(), named.ino()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn a_file_named_without_a_folder_lies_where_the_program_stands() {
        assert_eq!(folder(Path::new("kaa.db")), Path::new("."));
        assert_eq!(folder(Path::new("/srv/kaa.db")), Path::new("/srv"));
    }

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
        assert!(said.contains("is a link"), "{said}");
        fs::remove_file(&link).unwrap();
        fs::hard_link(&theirs, &link).unwrap();
        claim(&link).unwrap_err();
        assert_eq!(fs::read_to_string(&theirs).unwrap(), "theirs");
    }

    fn names(dir: &Path) -> Vec<String> {
        let names = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_draft_has_its_name_when_it_is_whole_and_not_before() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("copy");
        let mut draft = Draft::begin(&path).unwrap();
        draft.write(b"whole").unwrap();
        assert_eq!(names(dir.path()), ["copy.part"]);
        draft.publish().unwrap();
        assert_eq!(names(dir.path()), ["copy"]);
        assert_eq!(fs::read_to_string(&path).unwrap(), "whole");
    }

    #[test]
    fn a_draft_that_has_its_name_can_still_be_taken_back() {
        let dir = tempfile::tempdir().unwrap();
        let named = || {
            let mut draft = Draft::begin(&dir.path().join("list")).unwrap();
            draft.give_name().unwrap();
            assert_eq!(names(dir.path()), ["list"]);
            draft
        };
        named().take_back().unwrap();
        assert!(names(dir.path()).is_empty());
        drop(named());
        assert!(names(dir.path()).is_empty());
        named().keep();
        assert_eq!(names(dir.path()), ["list"]);
    }

    #[test]
    fn a_draft_given_up_leaves_nothing() {
        let dir = tempfile::tempdir().unwrap();
        drop(Draft::begin(&dir.path().join("copy")).unwrap());
        assert!(names(dir.path()).is_empty());
    }

    #[test]
    fn what_a_killed_process_left_is_begun_anew_and_closed_to_others() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("copy");
        fs::write(dir.path().join("copy.part"), "ha").unwrap();
        fs::set_permissions(dir.path().join("copy.part"), Permissions::from_mode(0o644)).unwrap();
        Draft::begin(&path).unwrap().publish().unwrap();
        let made = fs::metadata(&path).unwrap();
        assert_eq!((made.len(), made.permissions().mode() & 0o777), (0, 0o600));
    }

    #[test]
    fn two_drafts_of_one_name_do_not_meet() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("copy");
        let first = Draft::begin(&path).unwrap();
        let said = format!("{:#}", Draft::begin(&path).unwrap_err());
        assert!(said.contains("is just being made by another process"), "{said}");
        first.publish().unwrap();
        assert_eq!(names(dir.path()), ["copy"]);
    }

    #[test]
    fn a_replaced_file_is_whole_and_everybody_may_read_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("kaa.prom");
        for text in ["our one", "our two"] {
            replace(&path, b"our", text.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o644);
        }
        assert_eq!(names(dir.path()), ["kaa.prom"]);
    }

    #[test]
    fn neither_a_link_nor_a_file_of_others_is_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let (theirs, link) = (dir.path().join("theirs"), dir.path().join("kaa.prom"));
        fs::write(&theirs, "theirs").unwrap();
        symlink(&theirs, &link).unwrap();
        for name in [&link, &theirs] {
            let said = format!("{:#}", replace(name, b"our", b"ours").unwrap_err());
            assert!(said.contains("is left as it is"), "{said}");
        }
        assert_eq!(fs::read_to_string(&theirs).unwrap(), "theirs");
        assert_eq!(names(dir.path()), ["kaa.prom", "theirs"]);
    }

    #[test]
    fn a_name_taken_meanwhile_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("copy");
        let draft = Draft::begin(&path).unwrap();
        fs::write(&path, "theirs").unwrap();
        draft.publish().unwrap_err();
        assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
        assert_eq!(names(dir.path()), ["copy"]);
    }

    #[test]
    fn a_link_is_a_taken_name_even_if_it_leads_nowhere() {
        let dir = tempfile::tempdir().unwrap();
        let link = dir.path().join("copy");
        symlink(dir.path().join("nowhere"), &link).unwrap();
        let said = format!("{:#}", Draft::begin(&link).unwrap_err());
        assert!(said.contains("exists already"), "{said}");
    }
}
