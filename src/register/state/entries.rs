//! Entries and their lanes.

use super::super::cells::{Cells, day, rows};
use super::super::runs::RunId;
use super::versions::replace;
use crate::domain::codes::{Code, CoveredReason, Lane};
use crate::domain::history::Version;
use crate::domain::state::{ClosedReason, Closing, Entry, EntryId, LaneSpan, PersonId};
use anyhow::{Context, Result};
use rusqlite::{Statement, Transaction, named_params};
use std::collections::BTreeMap;

type Entries = BTreeMap<EntryId, Entry>;

pub fn load(tx: &Transaction<'_>, run: RunId) -> Result<Entries> {
    let sql = "SELECT entry_id, person_id, opened_on, opened_known_on, opened_reason, closed_on,
                      closed_known_on, closed_reason
               FROM entry
               WHERE from_run < :run AND (to_run IS NULL OR to_run >= :run)
               ORDER BY entry_id";
    let mut entries: Entries = rows(tx, sql, named_params! {":run": run.0}, |cells| {
        Ok((EntryId(cells.get("entry_id")?), entry(cells)?))
    })?;
    for (id, span) in load_lanes(tx, run)? {
        entries.get_mut(&id).with_context(|| format!("a lane belongs to no entry {id}"))?.lanes.push(span);
    }
    Ok(entries)
}

fn entry(cells: &Cells<'_>) -> Result<Entry> {
    Ok(Entry {
        person: PersonId(cells.get("person_id")?),
        opened_on: cells.parsed("opened_on", day)?,
        opened_known_on: cells.parsed("opened_known_on", day)?,
        opened_reason: cells.parsed("opened_reason", CoveredReason::parse)?,
        closing: closing(cells)?,
        lanes: Vec::new(),
    })
}

/// Every version of the given entries, oldest first, each with the first night that left it so; a night
/// that was run again counts as it was last run. Lanes only ever accumulate, so each version is told
/// with the present ones.
pub fn versions_of(tx: &Transaction<'_>, entries: &Entries) -> Result<Vec<Version>> {
    let sql = "SELECT min(nights.as_of) AS as_of, entry.person_id, entry.opened_on, entry.opened_known_on,
                      entry.opened_reason, entry.closed_on, entry.closed_known_on, entry.closed_reason
               FROM entry
               JOIN nights ON nights.run_id >= entry.from_run
                   AND (entry.to_run IS NULL OR nights.run_id < entry.to_run)
               WHERE entry.entry_id = :entry_id
               GROUP BY entry.from_run
               ORDER BY entry.from_run";
    let mut versions = Vec::new();
    for (id, present) in entries {
        let of_entry: Vec<Version> = rows(tx, sql, named_params! {":entry_id": id.0}, |cells| {
            let entry = Entry { lanes: present.lanes.clone(), ..entry(cells)? };
            Ok(Version { known_on: cells.parsed("as_of", day)?, id: *id, entry })
        })?;
        versions.extend(of_entry);
    }
    Ok(versions)
}

/// How an entry ended, from the three columns that are null together.
pub fn closing(cells: &Cells<'_>) -> Result<Option<Closing>> {
    let Some(closed_on) = cells.maybe("closed_on", day)? else {
        return Ok(None);
    };
    Ok(Some(Closing {
        closed_on,
        known_on: cells.parsed("closed_known_on", day)?,
        reason: cells.parsed("closed_reason", ClosedReason::parse)?,
    }))
}

fn load_lanes(tx: &Transaction<'_>, run: RunId) -> Result<Vec<(EntryId, LaneSpan)>> {
    let sql = "SELECT entry_id, lane, from_on, known_on
               FROM entry_lane
               WHERE from_run < :run AND (to_run IS NULL OR to_run >= :run)
               ORDER BY entry_id, seq";
    rows(tx, sql, named_params! {":run": run.0}, |cells| {
        let span = LaneSpan {
            lane: cells.parsed("lane", Lane::parse)?,
            from_on: cells.parsed("from_on", day)?,
            known_on: cells.parsed("known_on", day)?,
        };
        Ok((EntryId(cells.get("entry_id")?), span))
    })
}

pub fn write(tx: &Transaction<'_>, run: RunId, before: &Entries, after: &Entries) -> Result<()> {
    let mut end =
        tx.prepare_cached("UPDATE entry SET to_run = :run WHERE entry_id = :entry_id AND to_run IS NULL")?;
    let mut begin = tx.prepare_cached(
        "INSERT INTO entry (
             entry_id, person_id, opened_on, opened_known_on, opened_reason, closed_on, closed_known_on,
             closed_reason, from_run
         ) VALUES (
             :entry_id, :person_id, :opened_on, :opened_known_on, :opened_reason, :closed_on,
             :closed_known_on, :closed_reason, :run
         )",
    )?;
    replace(
        before,
        after,
        same_but_for_lanes,
        |id| {
            end.execute(named_params! {":run": run.0, ":entry_id": id.0})?;
            Ok(())
        },
        |id, entry| insert(&mut begin, run, *id, entry),
    )?;
    write_lanes(tx, run, &one_by_one(before), &one_by_one(after))
}

/// Lanes have versions of their own.
fn same_but_for_lanes(one: &Entry, other: &Entry) -> bool {
    let Entry { person, opened_on, opened_known_on, opened_reason, closing, lanes: _ } = one;
    *person == other.person
        && *opened_on == other.opened_on
        && *opened_known_on == other.opened_known_on
        && *opened_reason == other.opened_reason
        && *closing == other.closing
}

fn insert(begin: &mut Statement<'_>, run: RunId, id: EntryId, entry: &Entry) -> Result<()> {
    begin.execute(named_params! {
        ":entry_id": id.0,
        ":person_id": entry.person.0,
        ":opened_on": entry.opened_on.to_string(),
        ":opened_known_on": entry.opened_known_on.to_string(),
        ":opened_reason": entry.opened_reason.as_str(),
        ":closed_on": entry.closing.map(|closing| closing.closed_on.to_string()),
        ":closed_known_on": entry.closing.map(|closing| closing.known_on.to_string()),
        ":closed_reason": entry.closing.map(|closing| closing.reason.as_str()),
        ":run": run.0,
    })?;
    Ok(())
}

/// A lane by its entry and its place in it.
type Lanes = BTreeMap<(EntryId, i64), LaneSpan>;

fn one_by_one(entries: &Entries) -> Lanes {
    let spans = entries
        .iter()
        .flat_map(|(id, entry)| (1..).zip(&entry.lanes).map(move |(seq, span)| ((*id, seq), *span)));
    spans.collect()
}

fn write_lanes(tx: &Transaction<'_>, run: RunId, before: &Lanes, after: &Lanes) -> Result<()> {
    let mut end = tx.prepare_cached(
        "UPDATE entry_lane SET to_run = :run
         WHERE entry_id = :entry_id AND seq = :seq AND to_run IS NULL",
    )?;
    let mut begin = tx.prepare_cached(
        "INSERT INTO entry_lane (entry_id, seq, lane, from_on, known_on, from_run)
         VALUES (:entry_id, :seq, :lane, :from_on, :known_on, :run)",
    )?;
    replace(
        before,
        after,
        PartialEq::eq,
        |(id, seq)| {
            end.execute(named_params! {":run": run.0, ":entry_id": id.0, ":seq": seq})?;
            Ok(())
        },
        |(id, seq), LaneSpan { lane, from_on, known_on }| {
            begin.execute(named_params! {
                ":entry_id": id.0,
                ":seq": seq,
                ":lane": lane.as_str(),
                ":from_on": from_on.to_string(),
                ":known_on": known_on.to_string(),
                ":run": run.0,
            })?;
            Ok(())
        },
    )
}
