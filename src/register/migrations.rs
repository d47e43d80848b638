//! The schema's history: append-only, counted by `user_version`, each step in its own transaction.
//!
//! A migration that has been released is never edited; a new one is appended.

use anyhow::{Context, Result};
use rusqlite::{Connection, TransactionBehavior};

/// Every migration, oldest first.
pub const MIGRATIONS: &[&str] =
    &[include_str!("migrations/0001_register.sql"), include_str!("migrations/0002_nights_again.sql")];

/// Applies what is missing of `migrations`.
pub fn migrate(connection: &mut Connection, migrations: &[&str]) -> Result<()> {
    let done = usize::try_from(version(connection)?).context("the schema version is negative")?;
    for (index, sql) in migrations.iter().enumerate().skip(done) {
        let number = index + 1;
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if version(&tx)? >= i64::try_from(number)? {
            // Another process was here first.
            continue;
        }
        tx.execute_batch(sql).with_context(|| format!("migrating the database to version {number}"))?;
        tx.pragma_update(None, "user_version", i64::try_from(number)?)?;
        tx.commit()?;
    }
    Ok(())
}

/// How many migrations a database has seen.
pub fn version(connection: &Connection) -> Result<i64> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get("user_version"))?)
}
