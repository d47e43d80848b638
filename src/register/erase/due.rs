//! Whose rows go.
//!
//! Numbers lead: a person's are those last linked to the person, and what people have paired with them. No
//! number is ever shown.

use super::super::cells::{Cells, day, first, rows};
use crate::domain::number::Number;
use anyhow::{Context, Result};
use chrono::NaiveDate;
use rusqlite::types::{ToSqlOutput, Value};
use rusqlite::{Params, ToSql, Transaction, named_params};
use std::collections::BTreeSet;
use std::fmt;

/// Those to be erased, by every key that their rows have.
#[derive(Debug)]
pub struct Due {
    /// How many persons.
    pub persons: u64,
    /// The last day on which any of them was covered.
    pub covered_through: Option<NaiveDate>,
    /// Their numbers, and those that nobody has.
    pub(super) numbers: List,
    /// Their ids, also ones that were merged into theirs.
    pub(super) person_ids: List,
    /// Their entries.
    pub(super) entry_ids: List,
    /// TF numbers paired with theirs, each behind the provider whose files have it.
    pub(super) paired: List,
}

/// A list as a statement takes it: `IN (SELECT value FROM json_each(:list))`.
pub(super) struct List(serde_json::Value);

/// It may hold numbers.
impl fmt::Debug for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("List").field("values", &self.0.as_array().map(Vec::len)).finish()
    }
}

impl ToSql for List {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Owned(Value::Text(self.0.to_string())))
    }
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

/// Ids that were once linked to one of the numbers, but for those that have another number now.
const PERSON_IDS: &str = "
    SELECT DISTINCT once.person_id
    FROM person_number AS once
    WHERE once.number IN (SELECT value FROM json_each(:numbers))
        AND NOT EXISTS (
            SELECT 1 FROM person_number AS now
            WHERE now.person_id = once.person_id
                AND now.number NOT IN (SELECT value FROM json_each(:numbers))
                AND now.from_run = (
                    SELECT max(later.from_run) FROM person_number AS later WHERE later.number = now.number
                )
        )
    ORDER BY once.person_id";

const ENTRY_IDS: &str = "
    SELECT entry_id FROM entry
    WHERE person_id IN (SELECT value FROM json_each(:person_ids))
        AND from_run = (SELECT max(later.from_run) FROM entry AS later WHERE later.entry_id = entry.entry_id)
    ORDER BY entry_id";

/// All that belongs to the numbers; nothing if there are none.
fn assemble(tx: &Transaction<'_>, mut numbers: BTreeSet<Number>) -> Result<Option<Due>> {
    if numbers.is_empty() {
        return Ok(None);
    }
    let own = list(numbers.iter().map(Number::as_str));
    let paired: Vec<(Option<String>, Number)> = rows(tx, PAIRED, named_params! {":numbers": own}, paired)?;
    let (mut of_providers, mut everywhere) = (Vec::new(), BTreeSet::new());
    for (provider, number) in paired {
        match provider {
            Some(provider) => of_providers.push(serde_json::json!([provider, number.as_str()])),
            None => _ = everywhere.insert(number),
        }
    }
    numbers.append(&mut everywhere);
    let numbers = list(numbers.iter().map(Number::as_str));
    let person_ids = list(ids(tx, PERSON_IDS, named_params! {":numbers": numbers}, "person_id")?);
    let entry_ids = list(ids(tx, ENTRY_IDS, named_params! {":person_ids": person_ids}, "entry_id")?);
    let persons =
        first(tx, PERSONS, named_params! {":person_ids": person_ids}, |cells| cells.count("persons"))?;
    let values = named_params! {":entry_ids": entry_ids};
    let through = first(tx, COVERED_THROUGH, values, |cells| cells.maybe("covered_through", day))?;
    Ok(Some(Due {
        persons: persons.context("the query gives one row")?,
        covered_through: through.context("the query gives one row")?,
        numbers,
        person_ids,
        entry_ids,
        paired: List(of_providers.into()),
    }))
}

/// A samordningsnummer is whose it was paired with only if nobody has it in the population register.
const PAIRED: &str = "
    SELECT DISTINCT provider, paired_number FROM pairing
    WHERE number IN (SELECT value FROM json_each(:numbers))
        AND (provider IS NOT NULL OR paired_number NOT IN (SELECT number FROM person_number))
    ORDER BY provider, paired_number";

fn paired(cells: &Cells<'_>) -> Result<(Option<String>, Number)> {
    Ok((cells.get("provider")?, cells.parsed("paired_number", Number::stored)?))
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

fn ids(tx: &Transaction<'_>, sql: &str, params: impl Params, column: &str) -> Result<Vec<i64>> {
    rows(tx, sql, params, |cells| cells.get(column))
}

fn list<T: Into<serde_json::Value>>(values: impl IntoIterator<Item = T>) -> List {
    List(values.into_iter().map(Into::into).collect())
}
