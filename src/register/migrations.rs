//! The schema's history: append-only, counted by `user_version`, each step in its own transaction.
//!
//! A migration that has been released is never edited; a new one is appended.

use anyhow::{Context, Result};
use rusqlite::{Connection, TransactionBehavior};

/// Every migration, oldest first.
pub const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_register.sql"),
    include_str!("migrations/0002_nights_again.sql"),
    include_str!("migrations/0003_outreach.sql"),
    include_str!("migrations/0004_statistics.sql"),
    include_str!("migrations/0005_erasure.sql"),
];

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upgraded_register_knows_its_first_load_and_that_no_night_so_far_can_be_decided_again() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, &MIGRATIONS[..1]).unwrap();
        connection
            .execute_batch(
                "INSERT INTO run (as_of, outcome, opened, config_digest, input_digest, program_version, started_at)
                 VALUES ('2016-11-13', 'refused', 0, '', '', '0.1.0', ''),
                     ('2016-11-14', 'held', 0, '', '', '0.1.0', ''),
                     ('2016-11-14', 'done', 90, '', '', '0.1.0', ''),
                     ('2016-11-15', 'done', 2, '', '', '0.1.0', ''),
                     ('2016-11-16', 'refused', 0, '', '', '0.1.0', '')",
            )
            .unwrap();
        migrate(&mut connection, MIGRATIONS).unwrap();
        let mut runs = connection.prepare("SELECT run_id, initial_load, erased_through FROM run").unwrap();
        let runs = runs.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
        let runs: Vec<(i64, i64, i64)> = runs.collect::<Result<_, _>>().unwrap();
        assert_eq!(runs, [(1, 0, 0), (2, 0, 0), (3, 1, 0), (4, 0, 4), (5, 0, 0)]);
    }
}
