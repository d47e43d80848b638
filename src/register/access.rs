//! Who has looked at whom: every look at one person, and every list with protected numbers.

use anyhow::{Context, Result};
use rusqlite::{Transaction, named_params};

/// A look, as it is recorded.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// Who looked, as the operating system knows them.
    pub user: &'a str,
    /// Time of day, as `main` read it.
    pub at: &'a str,
    /// The command, without the person it asked about.
    pub command: &'a str,
    /// How many persons were shown.
    pub persons: usize,
}

/// Records a look.
pub fn record(tx: &Transaction<'_>, look: &Look<'_>) -> Result<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO access (looked_at, user, command, persons) VALUES (:looked_at, :user, :command, :persons)",
    )?;
    let persons = i64::try_from(look.persons).context("counting persons")?;
    let values = named_params! {
        ":looked_at": look.at,
        ":user": look.user,
        ":command": look.command,
        ":persons": persons,
    };
    insert.execute(values).context("recording who looked")?;
    Ok(())
}
