//! What the half-year delivery is made from, as it is known now or was known before a run.

use super::cells::{Cells, day, rows};
use super::reported::load_reported;
use super::state::{load_people, load_residents};
use super::statistics::Known;
use crate::domain::codes::{Code, CoveredReason};
use crate::domain::delivery::{self, row};
use crate::domain::state::{ClosedReason, EntryId, People, PersonId};
use anyhow::{Context, Result};
use rusqlite::{Transaction, named_params};
use std::collections::BTreeMap;

/// Entries, persons, residents, and what people reported. Whoever is protected now was so then, too.
pub fn load(tx: &Transaction<'_>, known: &Known) -> Result<delivery::Known> {
    let people = load_people(tx, known.before).context("loading persons")?;
    let present = super::statistics::known(tx, None)?.map_or(known.before, |present| present.before);
    let now = load_people(tx, present).context("loading persons as they are")?;
    Ok(delivery::Known {
        last_night: known.last.as_of,
        stays: stays(tx, known, &people, &now)?,
        residents: load_residents(tx, known.before).context("loading residents")?,
        reported: load_reported(tx, known.through)?,
        whose: people.by_number,
    })
}

/// A reason that is empty is read as one that is missing: another program may have written the row, and whoever
/// checks a delivery is to hear of it.
fn stays(
    tx: &Transaction<'_>,
    known: &Known,
    people: &People,
    now: &People,
) -> Result<BTreeMap<EntryId, row::Stay>> {
    let sql = "SELECT entry_id, person_id, opened_on, nullif(opened_reason, '') AS opened_reason, closed_on,
                      nullif(closed_reason, '') AS closed_reason
               FROM entry
               WHERE from_run < :run AND (to_run IS NULL OR to_run >= :run)
               ORDER BY entry_id";
    rows(tx, sql, named_params! {":run": known.before.0}, |cells| {
        let entry = EntryId(cells.get("entry_id")?);
        let person = PersonId(cells.get("person_id")?);
        let stay = stay(cells, person, people, now);
        Ok((entry, stay.with_context(|| format!("reading entry {entry}"))?))
    })
    .context("loading entries")
}

fn stay(cells: &Cells<'_>, person: PersonId, people: &People, now: &People) -> Result<row::Stay> {
    let then = people.persons.get(&person);
    let then = then.context("it belongs to nobody: run `kaa-sync verify`")?;
    let present = now.by_number.get(&then.number).and_then(|person| now.persons.get(person));
    let closed_on = cells.maybe("closed_on", day)?;
    let closed_reason = cells.maybe("closed_reason", ClosedReason::parse)?;
    Ok(row::Stay {
        person,
        number: then.number,
        protected: then.protected || present.is_some_and(|present| present.protected),
        opened_on: cells.parsed("opened_on", day)?,
        reason: cells.maybe("opened_reason", CoveredReason::parse)?,
        closed: closed_on.map(|on| row::Closed { on, reason: closed_reason }),
    })
}
