//! What people report: input to every night, kept under the number received.
//!
//! Only added to, a file at a time; but of how somebody can be reached, and of what is taken over before the
//! first night, no more is kept than was told last. The same row twice adds nothing. No night writes here.

mod keep;
mod load;
mod newest;

pub use keep::{
    record_contacts, record_decisions, record_interruptions, record_measures, record_occupations,
};
pub use load::load_reported;
pub use newest::{record_contact_details, record_entries, record_pairings};

use super::cells::first;
use super::runs::RecordingId;
use anyhow::{Context, Result};
use rusqlite::{Transaction, named_params};

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It was there already.
    Already,
    /// It is new.
    New,
    /// It is new, and about nobody who has ever had an entry.
    OfNobody,
}

impl Kept {
    fn of(written: usize) -> Self {
        if written == 0 { Self::Already } else { Self::New }
    }
}

/// The last recording there is.
pub fn last_recording(tx: &Transaction<'_>) -> Result<RecordingId> {
    let sql = "SELECT coalesce(max(recording_id), 0) AS last FROM recording";
    let last = first(tx, sql, [], |cells| Ok(RecordingId(cells.get("last")?)));
    Ok(last.context("looking up the last recording")?.unwrap_or_default())
}

/// Opens a recording of a file of so many rows.
pub fn begin_recording(tx: &Transaction<'_>, at: &str, by: &str, rows: usize) -> Result<RecordingId> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO recording (recorded_at, recorded_by, rows) VALUES (:recorded_at, :recorded_by, :rows)",
    )?;
    let rows = i64::try_from(rows).context("counting rows")?;
    let values = named_params! {":recorded_at": at, ":recorded_by": by, ":rows": rows};
    Ok(RecordingId(insert.insert(values).context("recording who told it")?))
}

#[cfg(test)]
mod tests;
