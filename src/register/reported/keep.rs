//! Rows of what people report, kept as they were told; each function tells how many were new.

use super::super::runs::RecordingId;
use crate::domain::codes::Code;
use crate::domain::reported::{ContactReport, DecisionReport, InterruptionReport};
use anyhow::{Context, Result};
use rusqlite::{Transaction, named_params};

/// Records decisions and tells how many were new.
pub fn record_decisions(
    tx: &Transaction<'_>,
    recording: RecordingId,
    decisions: &[DecisionReport],
) -> Result<usize> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO decision (number, ruling, reason, from_on, to_on, recording_id)
         VALUES (:number, :ruling, :reason, :from_on, :to_on, :recording)
         ON CONFLICT DO NOTHING",
    )?;
    count_added(decisions, |DecisionReport { number, ruling, reason, from, to }| {
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

/// Records schools' interruption forms and tells how many were new.
pub fn record_interruptions(
    tx: &Transaction<'_>,
    recording: RecordingId,
    interruptions: &[InterruptionReport],
) -> Result<usize> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO interruption (number, unit, last_day_on, recording_id)
         VALUES (:number, :unit, :last_day_on, :recording)
         ON CONFLICT DO NOTHING",
    )?;
    count_added(interruptions, |InterruptionReport { number, unit, last_day }| {
        insert.execute(named_params! {
            ":number": number.as_str(),
            ":unit": unit,
            ":last_day_on": last_day.to_string(),
            ":recording": recording.0,
        })
    })
    .context("recording an interruption")
}

/// Records contacts and tells how many were new.
pub fn record_contacts(
    tx: &Transaction<'_>,
    recording: RecordingId,
    contacts: &[ContactReport],
) -> Result<usize> {
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
         ON CONFLICT DO NOTHING",
    )?;
    count_added(contacts, |ContactReport { number, on, channel, outcome, answered, occupation }| {
        insert.execute(named_params! {
            ":number": number.as_str(),
            ":contacted_on": on.to_string(),
            ":channel": channel.as_str(),
            ":outcome": outcome.as_str(),
            ":answered": answered.map(Code::as_str),
            ":occupation": occupation.map(Code::as_str),
            ":recording": recording.0,
        })
    })
    .context("recording a contact")
}

/// Inserts each report; those that were there already add nothing.
fn count_added<T>(
    reports: &[T],
    mut insert: impl FnMut(&T) -> rusqlite::Result<usize>,
) -> rusqlite::Result<usize> {
    reports.iter().try_fold(0, |added, report| Ok(added + insert(report)?))
}
