//! What handing out a task takes: what speaks against it, to whom it goes, and that it was handed out.
//!
//! Nothing is decided here. A number and an address are read of one person at a time, when it is settled that
//! they are to be shown.

use super::cells::{Cells, first, rows};
use super::runs::RecordingId;
use super::state::contact;
use crate::domain::codes::Code;
use crate::domain::export::{Addressee, Obstacle};
use crate::domain::number::Number;
use crate::domain::state::{EntryId, PersonId, TaskId};
use anyhow::{Context, Result};
use rusqlite::{Transaction, named_params};
use std::collections::BTreeSet;

/// What speaks against a task, when the last night knew of what was recorded up to `known`.
pub fn obstacles(
    tx: &Transaction<'_>,
    task: TaskId,
    entry: EntryId,
    person: PersonId,
    known: RecordingId,
) -> Result<BTreeSet<Obstacle>> {
    let sql = "WITH own (number) AS (
                   SELECT number FROM person_number WHERE person_id = :person AND to_run IS NULL
               ), resident AS (
                   SELECT staged_resident.* FROM person
                   JOIN staged_resident
                       ON staged_resident.number = person.number AND staged_resident.to_run IS NULL
                   WHERE person.person_id = :person AND person.to_run IS NULL
               )
               SELECT 'protected' AS obstacle WHERE NOT EXISTS (
                   SELECT 1 FROM person WHERE person_id = :person AND to_run IS NULL AND protected = 0
               )
               UNION SELECT 'protected' FROM decision
                   WHERE number IN own AND reason = 'SKYDDAD_FOLKBOKFORING'
               UNION SELECT 'closed' WHERE NOT EXISTS (
                   SELECT 1 FROM entry WHERE entry_id = :entry AND to_run IS NULL AND closed_on IS NULL
               )
               UNION SELECT 'decided_since' FROM decision
                   WHERE number IN own AND recording_id > :known
               UNION SELECT 'deceased' FROM resident WHERE deregistration = 'deceased'
               UNION SELECT 'handed_out' FROM exported_task WHERE task_id = :task
               UNION SELECT 'no_address' WHERE NOT EXISTS (
                   SELECT 1 FROM resident
                   WHERE trim(street) <> '' AND trim(postcode) <> '' AND trim(town) <> ''
               )";
    let values = named_params! {
        ":task": task.0,
        ":entry": entry.0,
        ":person": person.0,
        ":known": known.0,
    };
    rows(tx, sql, values, |cells| cells.parsed("obstacle", Obstacle::parse))
        .with_context(|| format!("looking up what speaks against task {task}"))
}

/// To whom a person's tasks go. A telephone number is the newest told under any of their numbers.
pub fn addressee(tx: &Transaction<'_>, person: PersonId) -> Result<Addressee> {
    let sql = "SELECT person.number,
                      coalesce(resident.given_name, '') AS given_name,
                      coalesce(resident.middle_name, '') AS middle_name,
                      coalesce(resident.family_name, '') AS family_name,
                      coalesce(resident.care_of, '') AS care_of,
                      coalesce(resident.street, '') AS street,
                      coalesce(resident.postcode, '') AS postcode,
                      coalesce(resident.town, '') AS town,
                      coalesce(
                          (
                              SELECT contact_detail.telephone FROM person_number
                              JOIN contact_detail ON contact_detail.number = person_number.number
                              WHERE person_number.person_id = :person AND person_number.to_run IS NULL
                              ORDER BY contact_detail.contact_detail_id DESC LIMIT 1
                          ),
                          ''
                      ) AS telephone
               FROM person
               LEFT JOIN staged_resident AS resident
                   ON resident.number = person.number AND resident.to_run IS NULL
               WHERE person.person_id = :person AND person.to_run IS NULL";
    let found = first(tx, sql, named_params! {":person": person.0}, read_addressee);
    found
        .and_then(|found| found.context("there is no such person"))
        .with_context(|| format!("looking up the address of person {person}"))
}

fn read_addressee(cells: &Cells<'_>) -> Result<Addressee> {
    Ok(Addressee {
        number: cells.parsed("number", Number::stored)?,
        contact: contact(cells)?,
        telephone: cells.get("telephone")?,
    })
}

/// Records that tasks are handed out. One that was before is an error.
pub fn record(tx: &Transaction<'_>, tasks: &[TaskId], at: &str, by: &str) -> Result<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO exported_task (task_id, exported_at, exported_by)
         VALUES (:task, :exported_at, :exported_by)",
    )?;
    for task in tasks {
        let values = named_params! {":task": task.0, ":exported_at": at, ":exported_by": by};
        insert.execute(values).with_context(|| format!("recording that task {task} is handed out"))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{empty_register, number, small_state, start};
    use super::super::state::write_difference;
    use super::*;
    use crate::domain::codes::Outcome;
    use crate::domain::record::Contact;
    use crate::domain::state::State;

    fn with_small_state(sql: &str, test: impl FnOnce(&Transaction<'_>)) {
        let (_dir, mut register) = empty_register();
        let tx = register.begin().unwrap();
        let run = start(&tx, "2016-11-14", Outcome::Done, None);
        write_difference(&tx, run, &State::default(), &small_state()).unwrap();
        tx.execute_batch(
            "INSERT INTO recording VALUES (1, '2016-11-14T08:00:00Z', 'test', 1);
             INSERT INTO recording VALUES (2, '2016-11-15T08:00:00Z', 'test', 1);",
        )
        .unwrap();
        tx.execute_batch(sql).unwrap();
        test(&tx);
    }

    /// What speaks against the task of a person in an entry, when the last night knew of the first recording.
    fn found(sql: &str, task: i64, entry: i64, person: i64) -> Vec<Obstacle> {
        let mut found = Vec::new();
        with_small_state(sql, |tx| {
            let known = RecordingId(1);
            let obstacles = obstacles(tx, TaskId(task), EntryId(entry), PersonId(person), known);
            found = obstacles.unwrap().into_iter().collect();
        });
        found
    }

    fn decided(number: &str, reason: &str, recording: i64) -> String {
        format!(
            "INSERT INTO decision (number, ruling, reason, from_on, to_on, recording_id)
             VALUES ('{number}', 'OMFATTAS', '{reason}', '2016-01-01', '2016-02-01', {recording});"
        )
    }

    #[test]
    fn nothing_speaks_against_an_open_entry_with_an_address() {
        assert_eq!(found("", 1, 1, 1), []);
        assert_eq!(found(&decided("199803192393", "ANNAN", 1), 1, 1, 1), []);
    }

    #[test]
    fn protection_and_whatever_was_decided_because_of_it_are_found() {
        assert_eq!(found("", 2, 3, 3), [Obstacle::Protected, Obstacle::NoAddress]);
        let once = decided("199803192393", "SKYDDAD_FOLKBOKFORING", 1);
        assert_eq!(found(&once, 1, 1, 1), [Obstacle::Protected]);
    }

    #[test]
    fn a_decision_under_any_of_a_persons_numbers_counts_until_a_night_has_known_of_it() {
        let since = decided("199608042389", "ANNAN", 2);
        assert_eq!(found(&since, 3, 2, 2), [Obstacle::Closed, Obstacle::DecidedSince, Obstacle::NoAddress]);
        assert_eq!(found("", 3, 2, 2), [Obstacle::Closed, Obstacle::NoAddress]);
    }

    #[test]
    fn death_an_earlier_export_and_half_an_address_are_found() {
        let died = "UPDATE staged_resident SET deregistration = 'deceased' WHERE number = '199803192393'";
        assert_eq!(found(died, 1, 1, 1), [Obstacle::Deceased]);
        let before = "INSERT INTO exported_task VALUES (1, '2016-11-14T09:00:00Z', 'test')";
        assert_eq!(found(before, 1, 1, 1), [Obstacle::HandedOut]);
        for part in ["street", "postcode", "town"] {
            let half = format!("UPDATE staged_resident SET {part} = ' '");
            assert_eq!(found(&half, 1, 1, 1), [Obstacle::NoAddress], "{part}");
        }
    }

    #[test]
    fn nobody_is_taken_for_unprotected_who_is_not_known() {
        assert_eq!(found("", 9, 9, 9), [Obstacle::Protected, Obstacle::Closed, Obstacle::NoAddress]);
    }

    #[test]
    fn a_task_goes_to_the_current_number_with_the_newest_telephone_of_any() {
        let told = "INSERT INTO contact_detail (number, telephone, email, callable, recording_id) VALUES
                    ('199803192393', '08-1', '', 1, 1), ('199803192393', '070-2', '', 1, 1),
                    ('199603072399', '070-3', '', 1, 1), ('199608042389', '070-4', '', 1, 2)";
        with_small_state(told, |tx| {
            let one = addressee(tx, PersonId(1)).unwrap();
            let contact = small_state().staged.residents[&number("199803192393")].row.contact.clone();
            let expected = Addressee { number: number("199803192393"), contact, telephone: "070-2".into() };
            assert!(one == expected);
            let two = addressee(tx, PersonId(2)).unwrap();
            let contact = Contact::default();
            let expected = Addressee { number: number("199603072399"), contact, telephone: "070-4".into() };
            assert!(two == expected);
            assert!(addressee(tx, PersonId(9)).is_err());
        });
    }

    #[test]
    fn a_task_is_recorded_once() {
        with_small_state("", |tx| {
            record(tx, &[TaskId(1), TaskId(2)], "2016-11-15T08:00:00Z", "test").unwrap();
            let error = record(tx, &[TaskId(2)], "2016-11-16T08:00:00Z", "test").unwrap_err();
            assert!(format!("{error:#}").starts_with("recording that task 2 is handed out: "));
        });
    }
}
