//! The canonical dump, and its digest: two registers are the same when their dumps are.
//!
//! Fixed columns in a fixed order; no run ids and no times of day, so that what was reached by other
//! runs on another day compares equal.

use crate::hex::hex;
use anyhow::{Context, Result};
use rusqlite::types::ValueRef;
use rusqlite::{Row, Transaction};
use sha2::{Digest, Sha256};
use std::io::Write;

/// Each view of the dump, with the query that reads it.
const DUMPED: [(&str, &str); 4] = [
    (
        "register",
        "SELECT entry_id, person_id, personnummer, opened_on, opened_known_on, opened_reason, closed_on,
                closed_known_on, closed_reason, lane, annulled
         FROM register ORDER BY entry_id",
    ),
    (
        "register_lanes",
        "SELECT entry_id, person_id, lane, from_on, to_on
         FROM register_lanes ORDER BY entry_id, from_on, to_on IS NULL, to_on, lane",
    ),
    (
        "outreach_queue",
        "SELECT task_id, entry_id, person_id, personnummer, step, attempt, variant, owner, status,
                not_before, due_by, priority, created_on, ended_on, ended_reason
         FROM outreach_queue ORDER BY task_id",
    ),
    (
        "undetermined",
        "SELECT as_of, person_id, personnummer, reason FROM undetermined ORDER BY as_of, person_id",
    ),
];

/// SHA-256 of the dump, in hexadecimal.
pub fn register_digest(tx: &Transaction<'_>) -> Result<String> {
    let mut text = Vec::new();
    dump(tx, &mut text)?;
    Ok(hex(&Sha256::digest(&text)))
}

/// Writes the dump: for each view its name, its columns and its rows, tab-separated.
pub fn dump(tx: &Transaction<'_>, out: &mut impl Write) -> Result<()> {
    for (view, sql) in DUMPED {
        dump_view(tx, view, sql, out).with_context(|| format!("dumping `{view}`"))?;
    }
    Ok(())
}

fn dump_view(tx: &Transaction<'_>, view: &str, sql: &str, out: &mut impl Write) -> Result<()> {
    let mut statement = tx.prepare_cached(sql)?;
    let columns = statement.column_names().join("\t");
    let width = statement.column_count();
    writeln!(out, "{view}\n{columns}")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        dump_row(row, width, out)?;
    }
    Ok(())
}

fn dump_row(row: &Row<'_>, width: usize, out: &mut impl Write) -> Result<()> {
    for position in 0..width {
        if position > 0 {
            out.write_all(b"\t")?;
        }
        match row.get_ref(position)? {
            ValueRef::Null => {}
            ValueRef::Integer(integer) => write!(out, "{integer}")?,
            ValueRef::Real(real) => write!(out, "{real}")?,
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => out.write_all(bytes)?,
        }
    }
    Ok(out.write_all(b"\n")?)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{empty_register, small_state, start};
    use super::super::state::write_difference as write_state;
    use super::*;
    use crate::domain::codes::Outcome;
    use crate::domain::state::State;

    const EXPECTED: &str = "\
register
entry_id\tperson_id\tpersonnummer\topened_on\topened_known_on\topened_reason\tclosed_on\tclosed_known_on\tclosed_reason\tlane\tannulled
1\t1\t199803192393\t2016-10-29\t2016-11-14\tinterrupted_national\t\t\t\toutreach\t0
2\t2\t199603072399\t2015-11-16\t2016-11-14\tnever_started\t2016-03-07\t2016-11-14\tturned_20\toutreach\t0
3\t3\t\t2016-11-01\t2016-11-14\tmoved_in\t\t\t\tprotected\t0
4\t1\t199803192393\t2016-01-01\t2016-11-14\tinterrupted_national\t2016-01-01\t2016-11-14\tmerged\toutreach\t1
register_lanes
entry_id\tperson_id\tlane\tfrom_on\tto_on
1\t1\toccupied\t2016-10-29\t2016-11-14
1\t1\toutreach\t2016-11-14\t
2\t2\toutreach\t2015-11-16\t2016-03-07
3\t3\tprotected\t2016-11-01\t
4\t1\toutreach\t2016-01-01\t2016-01-01
outreach_queue
task_id\tentry_id\tperson_id\tpersonnummer\tstep\tattempt\tvariant\towner\tstatus\tnot_before\tdue_by\tpriority\tcreated_on\tended_on\tended_reason
1\t1\t1\t199803192393\tletter\t1\tstandard\tsyd\twaiting\t2016-11-21\t2016-12-14\t2\t2016-11-14\t\t
2\t3\t3\t\tmanual_contact\t1\tstandard\tprotected\tready\t2016-11-21\t2016-12-14\t1\t2016-11-14\t\t
3\t2\t2\t199603072399\tletter\t1\tstudy_certificate\tsyd\twithdrawn\t2016-11-21\t2016-12-14\t\t2016-11-14\t2016-11-14\tleft_register
undetermined
as_of\tperson_id\tpersonnummer\treason
2016-11-14\t3\t\tquarantined_row
";

    #[test]
    fn the_dump_shows_the_register_and_no_protected_number() {
        let (_dir, mut register) = empty_register();
        let tx = register.begin().unwrap();
        let run = start(&tx, "2016-11-14", Outcome::Done, None);
        write_state(&tx, run, &State::default(), &small_state()).unwrap();
        tx.execute_batch("INSERT INTO undetermined_person VALUES (1, 3, 'quarantined_row')").unwrap();
        let mut text = Vec::new();
        dump(&tx, &mut text).unwrap();
        assert_eq!(String::from_utf8(text).unwrap(), EXPECTED);
    }

    #[test]
    fn the_digest_is_what_sha256sum_says_of_the_dump() {
        let (_dir, mut register) = empty_register();
        let tx = register.read().unwrap();
        let digest = register_digest(&tx).unwrap();
        assert_eq!(digest, "2efc5f661203077fb441cc0cd9b6b9cb8df831b6724bcfcdb7a228cc855cb5e0");
    }

    #[test]
    fn a_night_run_again_to_the_same_end_has_the_same_digest() {
        let (_dir, mut register) = empty_register();
        let tx = register.begin().unwrap();
        let first = start(&tx, "2016-11-14", Outcome::Done, None);
        write_state(&tx, first, &State::default(), &small_state()).unwrap();
        tx.execute_batch("INSERT INTO undetermined_person VALUES (1, 3, 'quarantined_row')").unwrap();
        let digest = register_digest(&tx).unwrap();
        start(&tx, "2016-11-14", Outcome::Done, Some(first));
        assert_ne!(register_digest(&tx).unwrap(), digest);
        tx.execute_batch("INSERT INTO undetermined_person VALUES (2, 3, 'quarantined_row')").unwrap();
        assert_eq!(register_digest(&tx).unwrap(), digest);
    }
}
