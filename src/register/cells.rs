//! Rows under the names of their columns.
//!
//! Positions are looked up once per cell in the names of the statement. No error here holds a value:
//! it may be a person's number.

use crate::domain::sources::ProviderId;
use anyhow::{Context, Result, anyhow};
use chrono::NaiveDate;
use rusqlite::types::{FromSql, ValueRef};
use rusqlite::{Params, Row, Transaction};

/// One row.
pub struct Cells<'a> {
    names: &'a [String],
    row: &'a Row<'a>,
}

impl Cells<'_> {
    /// The names of the columns, in order.
    pub fn names(&self) -> &[String] {
        self.names
    }

    /// The value of a column.
    pub fn get<T: FromSql>(&self, column: &str) -> Result<T> {
        self.row.get(self.position(column)?).with_context(|| format!("column `{column}`"))
    }

    /// A text column, read by `parse`.
    pub fn parsed<T>(&self, column: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T> {
        self.maybe(column, parse)?.with_context(|| format!("column `{column}` is empty"))
    }

    /// A text column that may be null, read by `parse`.
    pub fn maybe<T>(&self, column: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>> {
        let value = self.row.get_ref(self.position(column)?)?;
        let text = value.as_str_or_null().with_context(|| format!("column `{column}`"))?;
        text.map(|text| parse(text).ok_or_else(|| unreadable(column))).transpose()
    }

    /// A column of text or of whole numbers, as text.
    pub fn text(&self, column: &str) -> Result<Option<String>> {
        match self.row.get_ref(self.position(column)?)? {
            ValueRef::Null => Ok(None),
            ValueRef::Integer(number) => Ok(Some(number.to_string())),
            other => Ok(Some(other.as_str().with_context(|| format!("column `{column}`"))?.to_owned())),
        }
    }

    /// A column that counts something.
    pub fn count(&self, column: &str) -> Result<u64> {
        u64::try_from(self.get::<i64>(column)?).map_err(|_| unreadable(column))
    }

    /// A column that counts something and may be null.
    pub fn maybe_count(&self, column: &str) -> Result<Option<u64>> {
        let count: Option<i64> = self.get(column)?;
        count.map(|count| u64::try_from(count).map_err(|_| unreadable(column))).transpose()
    }

    /// The columns `source` and `provider`.
    pub fn provider(&self) -> Result<ProviderId> {
        Ok(ProviderId { source: self.get("source")?, provider: self.get("provider")? })
    }

    fn position(&self, column: &str) -> Result<usize> {
        self.names
            .iter()
            .position(|name| name == column)
            .with_context(|| format!("the query has no column `{column}`"))
    }
}

fn unreadable(column: &str) -> anyhow::Error {
    anyhow!("column `{column}` holds what kaa-sync never writes; restore the database from a backup")
}

/// All rows of a query, each read by `read`.
pub fn rows<T, C: FromIterator<T>>(
    tx: &Transaction<'_>,
    sql: &str,
    params: impl Params,
    read: impl Fn(&Cells<'_>) -> Result<T>,
) -> Result<C> {
    let mut statement = tx.prepare_cached(sql)?;
    let names: Vec<String> = statement.column_names().into_iter().map(str::to_owned).collect();
    statement.query_and_then(params, |row| read(&Cells { names: &names, row }))?.collect()
}

/// The first row of a query, if there is one.
pub fn first<T>(
    tx: &Transaction<'_>,
    sql: &str,
    params: impl Params,
    read: impl Fn(&Cells<'_>) -> Result<T>,
) -> Result<Option<T>> {
    Ok(rows::<T, Vec<T>>(tx, sql, params, read)?.into_iter().next())
}

/// A date as it is stored.
pub fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

/// A count as the database holds it.
pub fn integer(count: u64) -> Result<i64> {
    i64::try_from(count).context("a count is too large for the database")
}
