//! Persons, and who has which numbers.

use super::super::cells::{Cells, first, rows};
use super::super::runs::RunId;
use super::versions::replace;
use crate::domain::number::Number;
use crate::domain::state::{People, Person, PersonId};
use anyhow::Result;
use rusqlite::{Transaction, named_params};
use std::collections::BTreeMap;

pub fn load(tx: &Transaction<'_>, run: RunId) -> Result<People> {
    Ok(People {
        by_number: load_numbers(tx, run)?,
        persons: load_persons(tx, run)?,
        last_seniority: last_seniority(tx, run)?,
    })
}

fn load_numbers(tx: &Transaction<'_>, run: RunId) -> Result<BTreeMap<Number, PersonId>> {
    let sql = "SELECT number, person_id
               FROM person_number
               WHERE from_run < :run AND (to_run IS NULL OR to_run >= :run)
               ORDER BY number";
    rows(tx, sql, named_params! {":run": run.0}, |cells| {
        Ok((cells.parsed("number", Number::stored)?, PersonId(cells.get("person_id")?)))
    })
}

fn load_persons(tx: &Transaction<'_>, run: RunId) -> Result<BTreeMap<PersonId, Person>> {
    let sql = "SELECT person_id, number, protected, area, owner, seniority
               FROM person
               WHERE from_run < :run AND (to_run IS NULL OR to_run >= :run)
               ORDER BY person_id";
    rows(tx, sql, named_params! {":run": run.0}, |cells| {
        Ok((PersonId(cells.get("person_id")?), person(cells)?))
    })
}

fn person(cells: &Cells<'_>) -> Result<Person> {
    Ok(Person {
        number: cells.parsed("number", Number::stored)?,
        protected: cells.get("protected")?,
        area: cells.get("area")?,
        owner: cells.get("owner")?,
        seniority: cells.get("seniority")?,
    })
}

/// Over ended versions too: nobody takes the place of a person who was merged into another.
fn last_seniority(tx: &Transaction<'_>, run: RunId) -> Result<i64> {
    let sql = "SELECT coalesce(max(seniority), 0) AS last FROM person WHERE from_run < :run";
    Ok(first(tx, sql, named_params! {":run": run.0}, |cells| cells.get("last"))?.unwrap_or(0))
}

pub fn write(tx: &Transaction<'_>, run: RunId, before: &People, after: &People) -> Result<()> {
    write_numbers(tx, run, &before.by_number, &after.by_number)?;
    write_persons(tx, run, &before.persons, &after.persons)
}

fn write_numbers(
    tx: &Transaction<'_>,
    run: RunId,
    before: &BTreeMap<Number, PersonId>,
    after: &BTreeMap<Number, PersonId>,
) -> Result<()> {
    let mut end = tx
        .prepare_cached("UPDATE person_number SET to_run = :run WHERE number = :number AND to_run IS NULL")?;
    let mut begin = tx.prepare_cached(
        "INSERT INTO person_number (number, person_id, from_run) VALUES (:number, :person_id, :run)",
    )?;
    replace(
        before,
        after,
        PartialEq::eq,
        |number| {
            end.execute(named_params! {":run": run.0, ":number": number.as_str()})?;
            Ok(())
        },
        |number, person| {
            let values = named_params! {":number": number.as_str(), ":person_id": person.0, ":run": run.0};
            begin.execute(values)?;
            Ok(())
        },
    )
}

fn write_persons(
    tx: &Transaction<'_>,
    run: RunId,
    before: &BTreeMap<PersonId, Person>,
    after: &BTreeMap<PersonId, Person>,
) -> Result<()> {
    let mut end =
        tx.prepare_cached("UPDATE person SET to_run = :run WHERE person_id = :person_id AND to_run IS NULL")?;
    let mut begin = tx.prepare_cached(
        "INSERT INTO person (person_id, number, protected, area, owner, seniority, from_run)
         VALUES (:person_id, :number, :protected, :area, :owner, :seniority, :run)",
    )?;
    replace(
        before,
        after,
        PartialEq::eq,
        |id| {
            end.execute(named_params! {":run": run.0, ":person_id": id.0})?;
            Ok(())
        },
        |id, Person { number, protected, area, owner, seniority }| {
            begin.execute(named_params! {
                ":person_id": id.0,
                ":number": number.as_str(),
                ":protected": protected,
                ":area": area,
                ":owner": owner,
                ":seniority": seniority,
                ":run": run.0,
            })?;
            Ok(())
        },
    )
}
