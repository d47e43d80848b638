//! Rows of what people report, kept as they were told: for each, whether it is new.
//!
//! A row that is there already adds nothing, whatever was told in between. Rows of which only the newest
//! holds are kept in [`super::newest`].

use super::super::runs::RecordingId;
use super::Kept;
use crate::domain::codes::Code;
use crate::domain::reported::{
    ContactReport, DecisionReport, InterruptionReport, MeasureReport, OccupationReport,
};
use anyhow::{Context, Result};
use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Transaction, named_params};

/// Records decisions.
pub fn record_decisions(
    tx: &Transaction<'_>,
    recording: RecordingId,
    decisions: &[DecisionReport],
) -> Result<Vec<Kept>> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO decision (number, ruling, reason, from_on, to_on, recording_id)
         VALUES (:number, :ruling, :reason, :from_on, :to_on, :recording)
         ON CONFLICT DO NOTHING",
    )?;
    each(decisions, |DecisionReport { number, ruling, reason, from, to }| {
        insert.execute(named_params! {
            ":number": number.as_str(),
            ":ruling": ruling.as_str(),
            ":reason": reason.as_str(),
            ":from_on": from.to_string(),
            ":to_on": to.to_string(),
            ":recording": recording.0,
        })
    })
    .context("recording a decision")
}

/// Records schools' interruption forms.
pub fn record_interruptions(
    tx: &Transaction<'_>,
    recording: RecordingId,
    interruptions: &[InterruptionReport],
) -> Result<Vec<Kept>> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO interruption (number, unit, last_day_on, recording_id)
         VALUES (:number, :unit, :last_day_on, :recording)
         ON CONFLICT DO NOTHING",
    )?;
    each(interruptions, |InterruptionReport { number, unit, last_day }| {
        insert.execute(named_params! {
            ":number": number.as_str(),
            ":unit": unit,
            ":last_day_on": last_day.to_string(),
            ":recording": recording.0,
        })
    })
    .context("recording an interruption")
}

/// Records what youths do.
pub fn record_occupations(
    tx: &Transaction<'_>,
    recording: RecordingId,
    occupations: &[OccupationReport],
) -> Result<Vec<Kept>> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO occupation (number, occupation, from_on, to_on, source, recording_id)
         VALUES (:number, :occupation, :from_on, :to_on, :source, :recording)
         ON CONFLICT DO NOTHING",
    )?;
    each(occupations, |OccupationReport { number, occupation, from, to, source }| {
        insert.execute(named_params! {
            ":number": number.as_str(),
            ":occupation": occupation.as_str(),
            ":from_on": from.to_string(),
            ":to_on": to.as_ref().map(NaiveDate::to_string),
            ":source": source.as_str(),
            ":recording": recording.0,
        })
    })
    .context("recording an occupation")
}

/// Records measures.
pub fn record_measures(
    tx: &Transaction<'_>,
    recording: RecordingId,
    measures: &[MeasureReport],
) -> Result<Vec<Kept>> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO measure (
             number, measure, from_on, to_on, ended_reason, occupation_before, occupation_after, recording_id
         ) VALUES (
             :number, :measure, :from_on, :to_on, :ended, :before, :after, :recording
         )
         ON CONFLICT DO NOTHING",
    )?;
    each(measures, |MeasureReport { number, measure, from, to, ended, before, after }| {
        insert.execute(named_params! {
            ":number": number.as_str(),
            ":measure": measure.as_str(),
            ":from_on": from.to_string(),
            ":to_on": to.as_ref().map(NaiveDate::to_string),
            ":ended": ended.map(Code::as_str),
            ":before": before.map(Code::as_str),
            ":after": after.map(Code::as_str),
            ":recording": recording.0,
        })
    })
    .context("recording a measure")
}

/// Records contacts, and with each whether the person has had an entry by now.
pub fn record_contacts(
    tx: &Transaction<'_>,
    recording: RecordingId,
    contacts: &[ContactReport],
) -> Result<Vec<Kept>> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO contact (
             number, contacted_on, channel, outcome, answered_on_channel, occupation, of_registered,
             recording_id
         ) VALUES (
             :number, :contacted_on, :channel, :outcome, :answered, :occupation,
             EXISTS (
                 SELECT 1 FROM person_number
                 JOIN entry ON entry.person_id = person_number.person_id AND entry.to_run IS NULL
                 WHERE person_number.number = :number AND person_number.to_run IS NULL
             ),
             :recording
         )
         ON CONFLICT DO NOTHING
         RETURNING of_registered",
    )?;
    let keep = |ContactReport { number, on, channel, outcome, answered, occupation }: &ContactReport| {
        let values = named_params! {
            ":number": number.as_str(),
            ":contacted_on": on.to_string(),
            ":channel": channel.as_str(),
            ":outcome": outcome.as_str(),
            ":answered": answered.map(Code::as_str),
            ":occupation": occupation.map(Code::as_str),
            ":recording": recording.0,
        };
        let of_registered = insert.query_row(values, |row| row.get("of_registered")).optional()?;
        Ok(match of_registered {
            None => Kept::Already,
            Some(true) => Kept::New,
            Some(false) => Kept::OfNobody,
        })
    };
    let kept: rusqlite::Result<_> = contacts.iter().map(keep).collect();
    kept.context("recording a contact")
}

/// Inserts each report: it is new if a row was written.
fn each<T>(
    reports: &[T],
    mut insert: impl FnMut(&T) -> rusqlite::Result<usize>,
) -> rusqlite::Result<Vec<Kept>> {
    reports.iter().map(|report| Ok(Kept::of(insert(report)?))).collect()
}
