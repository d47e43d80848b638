//! What reports read: rows of the public views as plain values.
//!
//! A protected person has no number here, as in the views themselves.

use super::cells::{Cells, day, first, rows};
use super::runs::RunId;
use super::state::closing;
use crate::domain::codes::{Channel, Code, CoveredReason, Lane};
use crate::domain::number::Number;
use crate::domain::state::{Closing, EntryId, PersonId};
use anyhow::{Context, Result};
use chrono::NaiveDate;
use rusqlite::{Transaction, named_params};
use std::collections::{BTreeMap, BTreeSet};

/// A row of `register`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterRow {
    /// Which.
    pub entry: EntryId,
    /// Whose.
    pub person: PersonId,
    /// Their number, unless protected.
    pub personnummer: Option<Number>,
    /// The first covered day.
    pub opened_on: NaiveDate,
    /// The night that recorded the opening.
    pub opened_known_on: NaiveDate,
    /// Why.
    pub opened_reason: CoveredReason,
    /// How it ended, where it has.
    pub closing: Option<Closing>,
    /// The present lane, or the last one.
    pub lane: Lane,
}

/// The entries open on a day with the lane of that day, as known before a run, or now. What was
/// registered by mistake is left out. A number is shown of somebody who is not and was not protected.
pub fn register_on(tx: &Transaction<'_>, on: NaiveDate, before: Option<RunId>) -> Result<Vec<RegisterRow>> {
    let sql = "SELECT entry.entry_id, entry.person_id,
                      CASE WHEN person.protected = 0 AND now.protected = 0 THEN person.number END
                          AS personnummer,
                      entry.opened_on, entry.opened_known_on, entry.opened_reason, entry.closed_on,
                      entry.closed_known_on, entry.closed_reason,
                      (
                          SELECT entry_lane.lane FROM entry_lane
                          WHERE entry_lane.entry_id = entry.entry_id
                              AND entry_lane.from_run < :run
                              AND (entry_lane.to_run IS NULL OR entry_lane.to_run >= :run)
                              AND entry_lane.from_on <= :day
                          ORDER BY entry_lane.seq DESC LIMIT 1
                      ) AS lane
               FROM entry
               LEFT JOIN person ON person.person_id = entry.person_id
                   AND person.from_run < :run AND (person.to_run IS NULL OR person.to_run >= :run)
               LEFT JOIN person AS now ON now.person_id = entry.person_id AND now.to_run IS NULL
               WHERE entry.from_run < :run AND (entry.to_run IS NULL OR entry.to_run >= :run)
                   AND entry.opened_on <= :day
                   AND (entry.closed_on IS NULL OR entry.closed_on > :day)
                   AND entry.closed_on IS NOT entry.opened_on
               ORDER BY entry.entry_id";
    let run = before.map_or(i64::MAX, |run| run.0);
    rows(tx, sql, named_params! {":day": on.to_string(), ":run": run}, register_row)
        .context("reading the register")
}

/// What did not get through, and nothing has made up for: no newer contact-details row, and nobody has
/// reached the person since.
pub fn undelivered(tx: &Transaction<'_>) -> Result<BTreeMap<PersonId, (NaiveDate, Channel)>> {
    let sql = "SELECT own.person_id, contact.contacted_on, contact.channel
               FROM contact
               JOIN person_number AS own ON own.number = contact.number AND own.to_run IS NULL
               WHERE contact.outcome IN ('RETUR', 'FEL_NUMMER')
                   AND NOT EXISTS (
                       SELECT 1 FROM contact_detail
                       JOIN person_number AS other
                           ON other.number = contact_detail.number AND other.to_run IS NULL
                       WHERE other.person_id = own.person_id
                           AND contact_detail.recording_id > coalesce(contact.recording_id, 0)
                   )
                   AND NOT EXISTS (
                       SELECT 1 FROM contact AS later
                       JOIN person_number AS other ON other.number = later.number AND other.to_run IS NULL
                       WHERE other.person_id = own.person_id
                           AND later.contacted_on >= contact.contacted_on
                           AND later.outcome IN (
                               'NADD_STOD_UTBILDNING', 'NADD_STOD_ARBETE', 'NADD_SYSSELSATT', 'NADD_AVBOJER'
                           )
                   )
               ORDER BY contact.contacted_on, contact.contact_id";
    let all: Vec<_> = rows(tx, sql, [], |cells| {
        let what = (cells.parsed("contacted_on", day)?, cells.parsed("channel", Channel::parse)?);
        Ok((PersonId(cells.get("person_id")?), what))
    })
    .context("reading what did not get through")?;
    Ok(all.into_iter().collect())
}

/// Entries whose closing a run withheld.
pub fn suspended(tx: &Transaction<'_>, run: RunId) -> Result<BTreeSet<EntryId>> {
    let sql = "SELECT entry_id FROM change WHERE run_id = :run AND kind = 'held_close'";
    rows(tx, sql, named_params! {":run": run.0}, |cells| Ok(EntryId(cells.get("entry_id")?)))
        .context("reading whose closing is withheld")
}

/// Whose entry this is.
pub fn person_of_entry(tx: &Transaction<'_>, entry: EntryId) -> Result<Option<PersonId>> {
    let sql = "SELECT person_id FROM register WHERE entry_id = :entry";
    first(tx, sql, named_params! {":entry": entry.0}, |cells| Ok(PersonId(cells.get("person_id")?)))
        .context("looking up an entry")
}

/// Whose number this is, or has been.
pub fn person_of_number(tx: &Transaction<'_>, number: Number) -> Result<Option<PersonId>> {
    let sql = "SELECT person_id FROM person_number WHERE number = :number AND to_run IS NULL";
    let values = named_params! {":number": number.as_str()};
    first(tx, sql, values, |cells| Ok(PersonId(cells.get("person_id")?))).context("looking up a number")
}

/// A person's current number, protected or not: whoever shows it records the look.
pub fn number_of(tx: &Transaction<'_>, person: PersonId) -> Result<Option<Number>> {
    let sql = "SELECT number FROM person WHERE person_id = :person AND to_run IS NULL";
    let values = named_params! {":person": person.0};
    first(tx, sql, values, |cells| cells.parsed("number", Number::stored)).context("looking up a person")
}

fn register_row(cells: &Cells<'_>) -> Result<RegisterRow> {
    Ok(RegisterRow {
        entry: EntryId(cells.get("entry_id")?),
        person: PersonId(cells.get("person_id")?),
        personnummer: cells.maybe("personnummer", Number::stored)?,
        opened_on: cells.parsed("opened_on", day)?,
        opened_known_on: cells.parsed("opened_known_on", day)?,
        opened_reason: cells.parsed("opened_reason", CoveredReason::parse)?,
        closing: closing(cells)?,
        lane: cells.parsed("lane", Lane::parse)?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{date, number, small_state, start, with_small_state};
    use super::super::state::write_difference;
    use super::*;
    use crate::domain::codes::Outcome;

    fn entries_on(tx: &Transaction<'_>, on: &str) -> Vec<i64> {
        register_on(tx, date(on), None).unwrap().iter().map(|row| row.entry.0).collect()
    }

    #[test]
    fn the_register_on_a_day_holds_what_was_open_on_it() {
        with_small_state(|tx| {
            assert_eq!(entries_on(tx, "2015-11-15"), [0; 0]);
            assert_eq!(entries_on(tx, "2015-11-16"), [2]);
            assert_eq!(entries_on(tx, "2016-01-01"), [2]); // 4 was registered by mistake
            assert_eq!(entries_on(tx, "2016-03-06"), [2]);
            assert_eq!(entries_on(tx, "2016-03-07"), [0; 0]);
            assert_eq!(entries_on(tx, "2016-11-01"), [1, 3]);
        });
    }

    #[test]
    fn whoever_is_or_was_protected_has_no_number_in_what_was_known() {
        with_small_state(|tx| {
            let mut later = small_state();
            later.people.persons.get_mut(&PersonId(1)).unwrap().protected = true;
            later.people.persons.get_mut(&PersonId(3)).unwrap().protected = false;
            let run = start(tx, "2016-11-15", Outcome::Done, None);
            write_difference(tx, run, &small_state(), &later).unwrap();
            let shown = |before| {
                let rows = register_on(tx, date("2016-11-14"), before).unwrap();
                rows.into_iter().map(|row| (row.person.0, row.personnummer)).collect::<Vec<_>>()
            };
            assert_eq!(shown(Some(run)), [(1, None), (3, None)]);
            assert_eq!(shown(None), [(1, None), (3, Some(number("199906062394")))]);
        });
    }

    #[test]
    fn what_did_not_get_through_is_told_until_something_makes_up_for_it() {
        with_small_state(|tx| {
            tx.execute_batch(
                "INSERT INTO recording VALUES (1, '', '', 1), (2, '', '', 1);
                 INSERT INTO contact (number, contacted_on, channel, outcome, recording_id)
                     VALUES ('199803192393', '2016-11-21', 'BREV', 'RETUR', 1),
                         ('199608042389', '2016-11-22', 'TELEFON', 'FEL_NUMMER', 1);",
            )
            .unwrap();
            let told = || {
                let told = undelivered(tx).unwrap();
                told.into_iter().map(|(person, (_, channel))| (person.0, channel)).collect::<Vec<_>>()
            };
            assert_eq!(told(), [(1, Channel::Letter), (2, Channel::Telephone)]);
            tx.execute_batch(
                "INSERT INTO contact_detail (number, telephone, email, callable, recording_id)
                     VALUES ('199603072399', '0701234567', '', 1, 2)",
            )
            .unwrap();
            assert_eq!(told(), [(1, Channel::Letter)], "under another number of the same person");
            tx.execute_batch(
                "INSERT INTO contact (number, contacted_on, channel, outcome, recording_id)
                     VALUES ('199803192393', '2016-11-21', 'BESOK', 'NADD_AVBOJER', 2)",
            )
            .unwrap();
            assert_eq!(told(), []);
        });
    }

    #[test]
    fn a_person_is_found_by_entry_and_by_every_number() {
        with_small_state(|tx| {
            assert_eq!(person_of_entry(tx, EntryId(3)).unwrap(), Some(PersonId(3)));
            assert_eq!(person_of_entry(tx, EntryId(9)).unwrap(), None);
            assert_eq!(person_of_number(tx, number("199608042389")).unwrap(), Some(PersonId(2)));
            assert_eq!(person_of_number(tx, number("199603072399")).unwrap(), Some(PersonId(2)));
            assert_eq!(person_of_number(tx, number("200001012384")).unwrap(), None);
        });
    }

    /// Area, owner, age and sex of the open entry of a person.
    fn current(
        tx: &Transaction<'_>,
        person: i64,
    ) -> (Option<String>, Option<String>, Option<i64>, Option<String>) {
        let sql = "SELECT area, owner, age, sex FROM register_current WHERE person_id = :person";
        tx.query_row(sql, named_params! {":person": person}, |row| {
            Ok((row.get("area")?, row.get("owner")?, row.get("age")?, row.get("sex")?))
        })
        .unwrap()
    }

    #[test]
    fn age_counts_birthdays_up_to_the_last_night() {
        with_small_state(|tx| {
            let shown = |age| (Some("Skärholmen".into()), Some("syd".into()), Some(age), Some("male".into()));
            assert_eq!(current(tx, 1), shown(18)); // born 19 March 1998
            start(tx, "2017-03-18", Outcome::Done, None);
            assert_eq!(current(tx, 1), shown(18));
            start(tx, "2017-03-19", Outcome::Done, None);
            assert_eq!(current(tx, 1), shown(19));
            start(tx, "2018-03-19", Outcome::Refused, None);
            assert_eq!(current(tx, 1), shown(19));
        });
    }

    #[test]
    fn an_even_eleventh_digit_is_a_woman() {
        with_small_state(|tx| {
            tx.execute_batch("UPDATE person SET number = '199701012388' WHERE person_id = 1").unwrap();
            assert_eq!(current(tx, 1).3, Some("female".into()));
        });
    }

    #[test]
    fn a_protected_person_has_neither_area_age_nor_sex() {
        with_small_state(|tx| assert_eq!(current(tx, 3), (None, None, None, None)));
    }

    #[test]
    fn no_view_shows_a_protected_number() {
        with_small_state(|tx| {
            tx.execute_batch(
                "INSERT INTO change (run_id, kind, person_id, entry_id, reason, effective_on, explained)
                     VALUES (1, 'opened', 3, 3, 'moved_in', '2016-11-01', 1);
                 INSERT INTO undetermined_person VALUES (1, 3, 'source_silent');
                 INSERT INTO decision (number, ruling, reason, from_on, to_on)
                     VALUES ('199906062394', 'OMFATTAS', 'ANNAN', '2016-01-01', '2016-12-31');
                 INSERT INTO occupation (number, occupation, from_on, source)
                     VALUES ('199906062394', 'ARBETE', '2016-01-01', 'SKOLA');
                 INSERT INTO contact (number, contacted_on, channel, outcome)
                     VALUES ('199906062394', '2016-01-01', 'BREV', 'SKICKAT');
                 INSERT INTO measure (number, measure, from_on)
                     VALUES ('199906062394', 'PRAKTIK', '2016-01-01');",
            )
            .unwrap();
            let sql = "SELECT person_id, personnummer FROM register
                       UNION ALL SELECT person_id, personnummer FROM register_current
                       UNION ALL SELECT person_id, personnummer FROM register_changes
                       UNION ALL SELECT person_id, personnummer FROM outreach_queue
                       UNION ALL SELECT person_id, personnummer FROM contacts
                       UNION ALL SELECT person_id, personnummer FROM measures
                       UNION ALL SELECT person_id, personnummer FROM occupations
                       UNION ALL SELECT person_id, personnummer FROM decisions
                       UNION ALL SELECT person_id, personnummer FROM undetermined";
            let shown: Vec<(i64, Option<String>)> =
                rows(tx, sql, [], |cells| Ok((cells.get("person_id")?, cells.get("personnummer")?))).unwrap();
            let of_protected: Vec<_> = shown.iter().filter(|(person, _)| *person == 3).collect();
            assert_eq!(of_protected, [&(3, None); 9]);
        });
    }
}
