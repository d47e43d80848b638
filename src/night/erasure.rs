//! Erasing persons, once a night is written: in its transaction, so that nobody is half gone.

use crate::domain::retention::erased_birth_year;
use crate::register::database::Transaction;
use crate::register::erase::{self, Due};
use crate::register::runs;
use anyhow::Result;
use chrono::NaiveDate;

/// Erases whom nobody may keep any longer when a night is over, also if it was refused.
pub fn erase_by_law(tx: &Transaction<'_>, night: NaiveDate) -> Result<()> {
    match erase::by_law(tx, erased_birth_year(night))? {
        Some(due) => erase(tx, &due),
        None => Ok(()),
    }
}

/// Erases persons. Before the first night there are none.
pub fn erase(tx: &Transaction<'_>, due: &Due) -> Result<()> {
    match runs::last_committed(tx)? {
        Some(last) => erase::erase(tx, due, &last),
        None => Ok(()),
    }
}
