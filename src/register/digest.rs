//! The canonical dump, and its digest: two registers are the same when their dumps are.
//!
//! Fixed columns in a fixed order; no run ids, no times of day and no ids of ours. Persons come in the
//! order of their numbers and are told by their place in it, their entries by the day each was opened:
//! so what was reached by other runs on another day compares equal.

use crate::hex::hex;
use anyhow::{Context, Result};
use chrono::NaiveDate;
use rusqlite::types::ValueRef;
use rusqlite::{Params, Row, Transaction, named_params};
use sha2::{Digest, Sha256};
use std::io::{self, Write};

const REGISTER: &str = "
    SELECT dense_rank() OVER (ORDER BY person.number) AS person, register.personnummer,
        register.opened_on, register.opened_known_on, register.opened_reason, register.closed_on,
        register.closed_known_on, register.closed_reason, register.lane, register.annulled
    FROM register
    LEFT JOIN person ON person.person_id = register.person_id AND person.to_run IS NULL
    ORDER BY person.number, register.opened_on, register.opened_known_on, register.closed_on,
        register.closed_known_on, register.closed_reason";

const LANES: &str = "
    SELECT dense_rank() OVER (ORDER BY person.number) AS person, register.opened_on,
        register_lanes.lane, register_lanes.from_on, register_lanes.to_on
    FROM register_lanes
    JOIN register ON register.entry_id = register_lanes.entry_id
    LEFT JOIN person ON person.person_id = register.person_id AND person.to_run IS NULL
    ORDER BY person.number, register.opened_on, register_lanes.from_on, register_lanes.to_on IS NULL,
        register_lanes.to_on, register_lanes.lane";

const QUEUE: &str = "
    SELECT dense_rank() OVER (ORDER BY person.number) AS person, queue.personnummer,
        register.opened_on, queue.step, queue.attempt, queue.variant, queue.owner, queue.status,
        queue.not_before, queue.due_by, queue.priority, queue.created_on, queue.ended_on,
        queue.ended_reason
    FROM outreach_queue AS queue
    JOIN register ON register.entry_id = queue.entry_id
    LEFT JOIN person ON person.person_id = register.person_id AND person.to_run IS NULL
    ORDER BY person.number, register.opened_on, queue.step, queue.attempt, queue.created_on,
        queue.status, queue.ended_on";

/// Who has been forgotten since is told by the reason alone.
const UNDETERMINED: &str = "
    SELECT undetermined.as_of,
        CASE WHEN person.number IS NOT NULL THEN dense_rank() OVER (ORDER BY person.number) END AS person,
        undetermined.personnummer, undetermined.reason
    FROM undetermined
    LEFT JOIN person ON person.person_id = undetermined.person_id AND person.to_run IS NULL
    WHERE undetermined.as_of <= :night
    ORDER BY undetermined.as_of, person.number, undetermined.reason";

/// SHA-256 of the register as it is, and as a night left it, in hexadecimal.
pub fn register_digest(tx: &Transaction<'_>, night: NaiveDate) -> Result<String> {
    let mut digest = Hashed(Sha256::new());
    dump(tx, night, &mut digest)?;
    Ok(hex(&digest.0.finalize()))
}

/// What is written goes into a digest and is not kept.
struct Hashed(Sha256);

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes the dump: for each view its name, its columns and its rows, tab-separated. Later nights'
/// doubts are left out.
pub fn dump(tx: &Transaction<'_>, night: NaiveDate, out: &mut impl Write) -> Result<()> {
    dump_view(tx, ("register", REGISTER), [], out)?;
    dump_view(tx, ("register_lanes", LANES), [], out)?;
    dump_view(tx, ("outreach_queue", QUEUE), [], out)?;
    dump_view(tx, ("undetermined", UNDETERMINED), named_params! {":night": night.to_string()}, out)
}

fn dump_view(
    tx: &Transaction<'_>,
    (view, sql): (&str, &str),
    params: impl Params,
    out: &mut impl Write,
) -> Result<()> {
    let mut statement = tx.prepare_cached(sql).with_context(|| format!("dumping `{view}`"))?;
    let columns = statement.column_names().join("\t");
    let width = statement.column_count();
    writeln!(out, "{view}\n{columns}")?;
    let mut rows = statement.query(params)?;
    while let Some(row) = rows.next().with_context(|| format!("dumping `{view}`"))? {
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
    use super::super::fixture::{date, empty_register, small_state, start};
    use super::super::state::write_difference as write_state;
    use super::*;
    use crate::domain::codes::Outcome;
    use crate::domain::state::State;

    const EXPECTED: &str = "\
register
person\tpersonnummer\topened_on\topened_known_on\topened_reason\tclosed_on\tclosed_known_on\tclosed_reason\tlane\tannulled
1\t199603072399\t2015-11-16\t2016-11-14\tnever_started\t2016-03-07\t2016-11-14\tturned_20\toutreach\t0
2\t199803192393\t2016-01-01\t2016-11-14\tinterrupted_national\t2016-01-01\t2016-11-14\tmerged\toutreach\t1
2\t199803192393\t2016-10-29\t2016-11-14\tinterrupted_national\t\t\t\toutreach\t0
3\t\t2016-11-01\t2016-11-14\tmoved_in\t\t\t\tprotected\t0
register_lanes
person\topened_on\tlane\tfrom_on\tto_on
1\t2015-11-16\toutreach\t2015-11-16\t2016-03-07
2\t2016-01-01\toutreach\t2016-01-01\t2016-01-01
2\t2016-10-29\toccupied\t2016-10-29\t2016-11-14
2\t2016-10-29\toutreach\t2016-11-14\t
3\t2016-11-01\tprotected\t2016-11-01\t
outreach_queue
person\tpersonnummer\topened_on\tstep\tattempt\tvariant\towner\tstatus\tnot_before\tdue_by\tpriority\tcreated_on\tended_on\tended_reason
1\t199603072399\t2015-11-16\tletter\t1\tstudy_certificate\tsyd\twithdrawn\t2016-11-21\t2016-12-14\t\t2016-11-14\t2016-11-14\tleft_register
2\t199803192393\t2016-10-29\tletter\t1\tstandard\tsyd\twaiting\t2016-11-21\t2016-12-14\t2\t2016-11-14\t\t
3\t\t2016-11-01\tmanual_contact\t1\tstandard\tprotected\tready\t2016-11-21\t2016-12-14\t1\t2016-11-14\t\t
undetermined
as_of\tperson\tpersonnummer\treason
2016-11-14\t1\t\tquarantined_row
";

    #[test]
    fn the_dump_shows_the_register_and_no_protected_number() {
        let (_dir, mut register) = empty_register();
        let tx = register.begin().unwrap();
        let run = start(&tx, "2016-11-14", Outcome::Done, None);
        write_state(&tx, run, &State::default(), &small_state()).unwrap();
        tx.execute_batch("INSERT INTO undetermined_person VALUES (1, 3, 'quarantined_row')").unwrap();
        let mut text = Vec::new();
        dump(&tx, date("2016-11-14"), &mut text).unwrap();
        assert_eq!(String::from_utf8(text).unwrap(), EXPECTED);
    }

    #[test]
    fn the_digest_is_what_sha256sum_says_of_the_dump() {
        let (_dir, mut register) = empty_register();
        let tx = register.read().unwrap();
        let digest = register_digest(&tx, date("2016-11-14")).unwrap();
        assert_eq!(digest, "2289087b3113db443c1f26018f78232718513f3b0954140d76cbcf573e2575ee");
    }

    #[test]
    fn a_night_run_again_to_the_same_end_has_the_same_digest() {
        let (_dir, mut register) = empty_register();
        let tx = register.begin().unwrap();
        let first = start(&tx, "2016-11-14", Outcome::Done, None);
        write_state(&tx, first, &State::default(), &small_state()).unwrap();
        tx.execute_batch("INSERT INTO undetermined_person VALUES (1, 3, 'quarantined_row')").unwrap();
        let digest = register_digest(&tx, date("2016-11-14")).unwrap();
        start(&tx, "2016-11-14", Outcome::Done, Some(first));
        assert_ne!(register_digest(&tx, date("2016-11-14")).unwrap(), digest);
        tx.execute_batch("INSERT INTO undetermined_person VALUES (2, 3, 'quarantined_row')").unwrap();
        assert_eq!(register_digest(&tx, date("2016-11-14")).unwrap(), digest);
    }
}
