//! What goes of a person: every row under a number, a person, an entry or a task, in every version.
//!
//! A table that comes to hold persons belongs into [`BY_NUMBER`], [`BY_PERSON`] or [`BY_ENTRY`]; a test of the
//! schema asks for it.

use super::due::Due;
use anyhow::Result;
use rusqlite::{Transaction, named_params};

/// Notes how many rows the nights counted that go.
pub fn count(tx: &Transaction<'_>, due: &Due) -> Result<()> {
    let sql = "INSERT INTO erased_row (run_id, kind, rows)
               SELECT run_id, kind, count(*)
               FROM (
                   SELECT run_id, kind FROM change
                   WHERE person_id IN (SELECT value FROM json_each(:person_ids))
                       OR entry_id IN (SELECT value FROM json_each(:entry_ids))
                   UNION ALL
                   SELECT run_id, 'undetermined' FROM undetermined_person
                   WHERE person_id IN (SELECT value FROM json_each(:person_ids))
               )
               WHERE true
               GROUP BY run_id, kind
               ON CONFLICT (run_id, kind) DO UPDATE SET rows = rows + excluded.rows";
    let values = named_params! {":person_ids": due.keys.person_ids, ":entry_ids": due.keys.entry_ids};
    tx.prepare_cached(sql)?.execute(values)?;
    Ok(())
}

/// Erases them. What hangs on entries and tasks goes before these.
pub fn delete(tx: &Transaction<'_>, due: &Due) -> Result<()> {
    for sql in BY_ENTRY {
        tx.prepare_cached(sql)?.execute(named_params! {":entry_ids": due.keys.entry_ids})?;
    }
    for sql in BY_PERSON {
        tx.prepare_cached(sql)?.execute(named_params! {":person_ids": due.keys.person_ids})?;
    }
    for sql in BY_NUMBER {
        tx.prepare_cached(sql)?.execute(named_params! {":numbers": due.keys.numbers})?;
    }
    for sql in BY_PAIRED_NUMBER {
        tx.prepare_cached(sql)?.execute(named_params! {":paired": due.keys.paired})?;
    }
    Ok(())
}

const BY_ENTRY: [&str; 6] = [
    "DELETE FROM task_priority WHERE task_id IN (
         SELECT task_id FROM task WHERE entry_id IN (SELECT value FROM json_each(:entry_ids)))",
    "DELETE FROM exported_task WHERE task_id IN (
         SELECT task_id FROM task WHERE entry_id IN (SELECT value FROM json_each(:entry_ids)))",
    "DELETE FROM task WHERE entry_id IN (SELECT value FROM json_each(:entry_ids))",
    "DELETE FROM entry_lane WHERE entry_id IN (SELECT value FROM json_each(:entry_ids))",
    "DELETE FROM change WHERE entry_id IN (SELECT value FROM json_each(:entry_ids))",
    "DELETE FROM entry WHERE entry_id IN (SELECT value FROM json_each(:entry_ids))",
];

const BY_PERSON: [&str; 4] = [
    "DELETE FROM change WHERE person_id IN (SELECT value FROM json_each(:person_ids))",
    "DELETE FROM undetermined_person WHERE person_id IN (SELECT value FROM json_each(:person_ids))",
    "DELETE FROM person WHERE person_id IN (SELECT value FROM json_each(:person_ids))",
    "DELETE FROM person_number WHERE person_id IN (SELECT value FROM json_each(:person_ids))",
];

const BY_NUMBER: [&str; 17] = [
    "DELETE FROM staged_resident WHERE number IN (SELECT value FROM json_each(:numbers))",
    "DELETE FROM staged_resident WHERE replaced_by IN (SELECT value FROM json_each(:numbers))",
    "DELETE FROM staged_placement WHERE number IN (SELECT value FROM json_each(:numbers))",
    "DELETE FROM staged_credential WHERE number IN (SELECT value FROM json_each(:numbers))",
    "DELETE FROM staged_reject WHERE number IN (SELECT value FROM json_each(:numbers))",
    "DELETE FROM staged_reject WHERE key_number IN (SELECT value FROM json_each(:numbers))",
    "DELETE FROM person WHERE number IN (SELECT value FROM json_each(:numbers))",
    "DELETE FROM person_number WHERE number IN (SELECT value FROM json_each(:numbers))",
    "DELETE FROM decision WHERE number IN (SELECT value FROM json_each(:numbers))",
    "DELETE FROM interruption WHERE number IN (SELECT value FROM json_each(:numbers))",
    "DELETE FROM occupation WHERE number IN (SELECT value FROM json_each(:numbers))",
    "DELETE FROM contact WHERE number IN (SELECT value FROM json_each(:numbers))",
    "DELETE FROM contact_detail WHERE number IN (SELECT value FROM json_each(:numbers))",
    "DELETE FROM measure WHERE number IN (SELECT value FROM json_each(:numbers))",
    "DELETE FROM taken_over WHERE number IN (SELECT value FROM json_each(:numbers))",
    "DELETE FROM pairing WHERE number IN (SELECT value FROM json_each(:numbers))",
    "DELETE FROM pairing WHERE paired_number IN (SELECT value FROM json_each(:numbers))",
];

/// A TF number is of one provider's files: another's may mean somebody else.
const BY_PAIRED_NUMBER: [&str; 3] = [
    "DELETE FROM staged_placement WHERE (provider, number) IN (
         SELECT value ->> 0, value ->> 1 FROM json_each(:paired))",
    "DELETE FROM staged_credential WHERE (provider, number) IN (
         SELECT value ->> 0, value ->> 1 FROM json_each(:paired))",
    "DELETE FROM staged_reject WHERE (provider, number) IN (
         SELECT value ->> 0, value ->> 1 FROM json_each(:paired))",
];

/// The tables that rows are deleted from.
#[cfg(test)]
pub fn tables() -> std::collections::BTreeSet<&'static str> {
    let all = BY_ENTRY.iter().chain(&BY_PERSON).chain(&BY_NUMBER).chain(&BY_PAIRED_NUMBER);
    all.filter_map(|sql| sql.strip_prefix("DELETE FROM ")?.split(' ').next()).collect()
}
