//! Everything that is kept of one person: every row under every key, in all versions.
//!
//! Which rows they are, `rows` knows; a test holds its tables and columns against those of the schema and against
//! what is erased. Numbers of other people are left out, and nothing else.

mod rows;

use super::cells::{Cells, first, rows as read};
use super::keys::{Keys, Pairings};
use crate::domain::codes::Code;
use crate::domain::dossier::{Cell, Holding, Item, Kept, Looks, Row};
use crate::domain::number::{Number, NumberKind};
use anyhow::{Context, Result};
use rusqlite::{Transaction, named_params};
use std::collections::BTreeSet;

/// The rows of one person, of every kind there is.
pub fn holdings(tx: &Transaction<'_>, keys: &Keys) -> Result<Vec<Holding>> {
    let all = keys.all();
    let holding = |kept: &Kept| {
        let row = |cells: &Cells<'_>| row(cells, keys);
        let rows = read(tx, rows::of(*kept), named_params! {":keys": all}, row)
            .with_context(|| format!("reading a person's rows of `{kept}`"))?;
        Ok(Holding { kept: *kept, rows })
    };
    Kept::ALL.iter().map(holding).collect()
}

/// What is kept under a number that is no known person's; nothing for a number that says by itself whose it is to
/// nobody: a TF number, of which there may be several, and one that is paired with somebody's.
pub fn keys_of_stray(tx: &Transaction<'_>, number: Number) -> Result<Option<Keys>> {
    let sql = "SELECT count(*) AS pairings FROM pairing WHERE paired_number = :number";
    let values = named_params! {":number": number.as_str()};
    let pairings = first(tx, sql, values, |cells| cells.count("pairings"))?;
    if number.kind() == NumberKind::Temporary || pairings != Some(0) {
        return Ok(None);
    }
    Keys::of(tx, BTreeSet::from([number]), Pairings::Newest).map(Some)
}

/// Which looks and exports are recorded, by command.
pub fn looks(tx: &Transaction<'_>) -> Result<Vec<Looks>> {
    let sql = "SELECT command, count(*) AS times, min(looked_at) AS first_at, max(looked_at) AS last_at
               FROM access GROUP BY command ORDER BY command";
    let looks = |cells: &Cells<'_>| {
        Ok(Looks {
            command: cells.get("command")?,
            times: cells.count("times")?,
            first: cells.get("first_at")?,
            last: cells.get("last_at")?,
        })
    };
    read(tx, sql, [], looks).context("reading which looks are recorded")
}

fn row(cells: &Cells<'_>, keys: &Keys) -> Result<Row> {
    let cell = |name: &String| {
        let item = Item::parse(name).with_context(|| format!("no item is called `{name}`"))?;
        Ok((item, cell(item, cells, keys)?))
    };
    cells.names().iter().map(cell).collect()
}

fn cell(item: Item, cells: &Cells<'_>, keys: &Keys) -> Result<Cell> {
    let Some(value) = cells.text(item.as_str())? else { return Ok(Cell::Empty) };
    if item.is_number() && !keys.holds(&value) {
        return Ok(Cell::OfAnother);
    }
    item.read(&value).with_context(|| format!("column `{item}` holds what kaa-sync never writes"))
}

#[cfg(test)]
mod tests;
