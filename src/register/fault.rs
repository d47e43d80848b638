//! What was at fault when an error came up from below: the disk, another program, a damaged file.
//!
//! Tells only what became of a transaction. What is said of it, and with which exit code, is the command line's.

use rusqlite::ErrorCode;
use rusqlite::ffi::SQLITE_IOERR_FSYNC;
use std::io::{self, ErrorKind};

/// What was at fault, when a file or the database failed and not what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Another program was writing for longer than patience lasts. Nothing was committed.
    Busy,
    /// The disk did not say whether what was written will last: it is there whole, or not at all.
    Unconfirmed,
    /// The database is damaged. Nothing was committed.
    Damaged,
    /// A file could not be read or written. Nothing was committed.
    Disk,
}

/// Finds what was at fault, if it was none of ours.
pub fn fault(error: &anyhow::Error) -> Option<Fault> {
    error.chain().find_map(|cause| {
        let engine = cause.downcast_ref::<rusqlite::Error>().and_then(rusqlite::Error::sqlite_error);
        match engine {
            Some(told) if told.code == ErrorCode::DatabaseBusy => Some(Fault::Busy),
            Some(told) if told.extended_code == SQLITE_IOERR_FSYNC => Some(Fault::Unconfirmed),
            Some(told) if told.code == ErrorCode::DatabaseCorrupt => Some(Fault::Damaged),
            Some(_) => Some(Fault::Disk),
            None => {
                cause.downcast_ref::<io::Error>().filter(|error| is_of_the_disk(error)).map(|_| Fault::Disk)
            }
        }
    })
}

/// What is not there, or is somebody else's, is no fault of the disk: the message says so itself.
fn is_of_the_disk(error: &io::Error) -> bool {
    !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::PermissionDenied)
}
