//! By what a person's rows are found: numbers, ids, entries, and numbers paired with theirs.
//!
//! A table keeps one or the other. No number is ever shown.

use super::cells::{Cells, rows};
use crate::domain::number::Number;
use crate::domain::state::PersonId;
use anyhow::{Context, Result};
use rusqlite::types::{ToSqlOutput, Value};
use rusqlite::{Params, ToSql, Transaction, named_params};
use std::collections::BTreeSet;
use std::fmt;

/// Every key that somebody's rows have.
#[derive(Debug)]
pub struct Keys {
    /// The numbers.
    pub(super) numbers: List,
    /// The ids, also ones that were merged into theirs.
    pub(super) person_ids: List,
    /// The entries.
    pub(super) entry_ids: List,
    /// TF numbers paired with theirs, each behind the provider whose files have it.
    pub(super) paired: List,
}

/// Which pairings of a number count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pairings {
    /// All there have been.
    Ever,
    /// The newest of each number: whose it was said to be before is nothing to whoever has it now.
    Newest,
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

impl Keys {
    /// What belongs to numbers.
    pub fn of(tx: &Transaction<'_>, mut numbers: BTreeSet<Number>, pairings: Pairings) -> Result<Self> {
        let own = list(numbers.iter().map(Number::as_str));
        let values = named_params! {":numbers": own, ":newest": pairings == Pairings::Newest};
        let paired: Vec<(Option<String>, Number)> = rows(tx, PAIRED, values, paired)?;
        let mut of_providers = Vec::new();
        for (provider, number) in paired {
            match provider {
                Some(provider) => of_providers.push(serde_json::json!([provider, number.as_str()])),
                None => _ = numbers.insert(number),
            }
        }
        let numbers = list(numbers.iter().map(Number::as_str));
        let person_ids = list(ids(tx, PERSON_IDS, named_params! {":numbers": numbers}, "person_id")?);
        let entry_ids = list(ids(tx, ENTRY_IDS, named_params! {":person_ids": person_ids}, "entry_id")?);
        Ok(Self { numbers, person_ids, entry_ids, paired: List(of_providers.into()) })
    }

    /// What belongs to a person.
    pub fn of_person(tx: &Transaction<'_>, person: PersonId) -> Result<Self> {
        let sql = "SELECT number FROM person_number WHERE person_id = :person AND to_run IS NULL";
        let values = named_params! {":person": person.0};
        let numbers = rows(tx, sql, values, |cells| cells.parsed("number", Number::stored));
        Self::of(tx, numbers.context("looking up a person's numbers")?, Pairings::Newest)
    }

    /// All of them as one value: `json_each(:keys, '$.numbers')`.
    pub(super) fn all(&self) -> List {
        List(serde_json::json!({
            "numbers": self.numbers.0, "person_ids": self.person_ids.0, "entry_ids": self.entry_ids.0,
            "paired": self.paired.0,
        }))
    }

    /// It is one of the numbers, or paired with one.
    pub(super) fn holds(&self, number: &str) -> bool {
        let is_it = |value: &serde_json::Value| value.as_str() == Some(number);
        let is_paired = |value: &serde_json::Value| value.get(1).is_some_and(is_it);
        self.numbers.values().iter().any(is_it) || self.paired.values().iter().any(is_paired)
    }
}

impl List {
    fn values(&self) -> &[serde_json::Value] {
        self.0.as_array().map_or(&[], Vec::as_slice)
    }
}

/// A samordningsnummer is whose it was paired with only if nobody has it in the population register.
const PAIRED: &str = "
    SELECT DISTINCT provider, paired_number FROM pairing
    WHERE number IN (SELECT value FROM json_each(:numbers))
        AND (provider IS NOT NULL OR paired_number NOT IN (SELECT number FROM person_number))
        AND (:newest = 0 OR pairing_id = (
            SELECT max(newest.pairing_id) FROM pairing AS newest
            WHERE newest.paired_number = pairing.paired_number AND newest.provider IS pairing.provider
        ))
    ORDER BY provider, paired_number";

fn paired(cells: &Cells<'_>) -> Result<(Option<String>, Number)> {
    Ok((cells.get("provider")?, cells.parsed("paired_number", Number::stored)?))
}

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

fn ids(tx: &Transaction<'_>, sql: &str, params: impl Params, column: &str) -> Result<Vec<i64>> {
    rows(tx, sql, params, |cells| cells.get(column))
}

fn list<T: Into<serde_json::Value>>(values: impl IntoIterator<Item = T>) -> List {
    List(values.into_iter().map(Into::into).collect())
}
