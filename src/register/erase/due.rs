//! Whose rows go.
//!
//! Numbers lead: a person's are those last linked to the person, and what people have paired with them. No
//! number is ever shown.

use super::super::cells::{day, first, rows};
use super::super::keys::{Keys, Pairings};
use crate::domain::number::Number;
use anyhow::{Context, Result};
use chrono::NaiveDate;
use rusqlite::{Params, Transaction, named_params};
use std::collections::BTreeSet;

/// Those to be erased, by every key that their rows have: also under numbers that nobody has.
#[derive(Debug)]
pub struct Due {
    /// How many persons.
    pub persons: u64,
    /// The last day on which any of them was covered.
    pub covered_through: Option<NaiveDate>,
    /// The keys of their rows.
    pub(super) keys: Keys,
}

/// Whoever was born in a year or before it, and every row under a number of those years that nobody younger has.
pub fn by_law(tx: &Transaction<'_>, birth_year: i32) -> Result<Option<Due>> {
    // Numbers begin with the birth year.
    let born_after = format!("{:04}", birth_year + 1);
    let numbers = numbers(tx, BY_LAW, named_params! {":born_after": born_after})?;
    assemble(tx, numbers).context("finding who has to be erased")
}

/// Whoever has had an entry and has none that is open or was closed on a day or later; but for those of whom something
/// was told that still decides for them on a night: without it they might be entered again.
pub fn closed_before(tx: &Transaction<'_>, day: NaiveDate, night: NaiveDate) -> Result<Option<Due>> {
    let values = named_params! {":day": day.to_string(), ":night": night.to_string()};
    let numbers = numbers(tx, CLOSED_BEFORE, values)?;
    assemble(tx, numbers).context("finding who may be erased")
}

fn numbers(tx: &Transaction<'_>, sql: &str, params: impl Params) -> Result<BTreeSet<Number>> {
    rows(tx, sql, params, |cells| cells.parsed("number", Number::stored))
}

/// A number is the person's to whom it was last linked; a person's own number is the one last described.
const BY_LAW: &str = "
    WITH link AS (
        SELECT person_number.number, person_number.person_id, person.number AS own
        FROM person_number
        JOIN person ON person.person_id = person_number.person_id
        WHERE person_number.from_run = (
                SELECT max(later.from_run) FROM person_number AS later
                WHERE later.number = person_number.number
            )
            AND person.from_run = (
                SELECT max(later.from_run) FROM person AS later WHERE later.person_id = person.person_id
            )
    ),
    old AS (
        SELECT number FROM person_number WHERE number < :born_after
        UNION SELECT number FROM staged_resident WHERE number < :born_after
        UNION SELECT number FROM staged_placement WHERE number < :born_after
        UNION SELECT number FROM staged_credential WHERE number < :born_after
        UNION SELECT number FROM staged_reject WHERE number < :born_after
        UNION SELECT number FROM decision WHERE number < :born_after
        UNION SELECT number FROM interruption WHERE number < :born_after
        UNION SELECT number FROM occupation WHERE number < :born_after
        UNION SELECT number FROM contact WHERE number < :born_after
        UNION SELECT number FROM contact_detail WHERE number < :born_after
        UNION SELECT number FROM measure WHERE number < :born_after
        UNION SELECT number FROM pairing WHERE number < :born_after
        UNION SELECT paired_number FROM pairing WHERE paired_number < :born_after
        UNION SELECT number FROM taken_over WHERE number < :born_after
    )
    SELECT link.number FROM link WHERE link.own < :born_after
    UNION
    SELECT old.number FROM old
    WHERE NOT EXISTS (SELECT 1 FROM link WHERE link.number = old.number AND link.own >= :born_after)
        AND NOT EXISTS (
            SELECT 1 FROM pairing JOIN link ON link.number = pairing.number
            WHERE pairing.paired_number = old.number AND link.own >= :born_after
        )";

const CLOSED_BEFORE: &str = "
    SELECT person_number.number
    FROM person_number
    WHERE person_number.from_run = (
            SELECT max(later.from_run) FROM person_number AS later
            WHERE later.number = person_number.number
        )
        AND person_number.person_id IN (
            SELECT person_id FROM entry WHERE to_run IS NULL
            GROUP BY person_id
            HAVING count(*) = count(closed_on) AND max(closed_on) < :day
        )
        AND person_number.person_id NOT IN (
            SELECT own.person_id FROM person_number AS own
            WHERE own.number IN (SELECT number FROM decision WHERE to_on >= :night UNION SELECT number FROM pairing)
        )";

/// All that belongs to the numbers; nothing if there are none.
fn assemble(tx: &Transaction<'_>, numbers: BTreeSet<Number>) -> Result<Option<Due>> {
    if numbers.is_empty() {
        return Ok(None);
    }
    let keys = Keys::of(tx, numbers, Pairings::Ever)?;
    let values = named_params! {":person_ids": keys.person_ids};
    let persons = first(tx, PERSONS, values, |cells| cells.count("persons"))?;
    let values = named_params! {":entry_ids": keys.entry_ids};
    let through = first(tx, COVERED_THROUGH, values, |cells| cells.maybe("covered_through", day))?;
    Ok(Some(Due {
        persons: persons.context("the query gives one row")?,
        covered_through: through.context("the query gives one row")?,
        keys,
    }))
}

/// Ids that were merged into another are no persons of their own.
const PERSONS: &str = "
    SELECT count(DISTINCT person_id) AS persons FROM person_number
    WHERE person_id IN (SELECT value FROM json_each(:person_ids))
        AND from_run = (
            SELECT max(later.from_run) FROM person_number AS later
            WHERE later.number = person_number.number
        )";

/// Nobody who is erased has an open entry, unless the register is broken: that one says nothing of days.
const COVERED_THROUGH: &str = "
    SELECT max(date(closed_on, '-1 day')) AS covered_through FROM entry
    WHERE to_run IS NULL AND closed_on > opened_on
        AND entry_id IN (SELECT value FROM json_each(:entry_ids))";
