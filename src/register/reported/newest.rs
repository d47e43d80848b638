//! Rows of which only the newest holds: how to reach somebody, whose a number is, what was taken over.
//!
//! A row that says what the newest says adds nothing.

use super::super::runs::{RecordingId, last_committed};
use super::Kept;
use crate::domain::codes::Code;
use crate::domain::number::Number;
use crate::domain::reported::{DetailsReport, PairedId, TakenOver};
use anyhow::{Context, Result, bail};
use rusqlite::{OptionalExtension, Transaction, named_params};

/// Records how people can be reached, and empties what was known of it before.
pub fn record_contact_details(
    tx: &Transaction<'_>,
    recording: RecordingId,
    details: &[DetailsReport],
) -> Result<Vec<Kept>> {
    let kept: Result<_> = details.iter().map(|details| keep_details(tx, recording, details)).collect();
    kept.context("recording contact details")
}

fn keep_details(tx: &Transaction<'_>, recording: RecordingId, details: &DetailsReport) -> Result<Kept> {
    let DetailsReport { number, telephone, email } = details;
    let number = number.as_str();
    let mut newest = tx.prepare_cached(
        "SELECT telephone, email FROM contact_detail
         WHERE number = :number
         ORDER BY contact_detail_id DESC
         LIMIT 1",
    )?;
    let newest = newest
        .query_row(named_params! {":number": number}, |row| Ok((row.get("telephone")?, row.get("email")?)));
    let newest: (String, String) = newest.optional()?.unwrap_or_default();
    if newest == (telephone.clone(), email.clone()) {
        return Ok(Kept::Already);
    }
    let mut empty = tx.prepare_cached(
        "UPDATE contact_detail SET telephone = '', email = ''
         WHERE number = :number AND (telephone <> '' OR email <> '')",
    )?;
    empty.execute(named_params! {":number": number})?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO contact_detail (number, telephone, email, callable, recording_id)
         VALUES (:number, :telephone, :email, :callable, :recording)",
    )?;
    let written = insert.execute(named_params! {
        ":number": number,
        ":telephone": telephone,
        ":email": email,
        ":callable": !telephone.is_empty(),
        ":recording": recording.0,
    })?;
    Ok(Kept::of(written))
}

/// Records whose numbers are that say nothing by themselves.
pub fn record_pairings(
    tx: &Transaction<'_>,
    recording: RecordingId,
    pairings: &[(PairedId, Number)],
) -> Result<Vec<Kept>> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO pairing (provider, paired_number, number, recording_id)
         SELECT :provider, :paired, :number, :recording
         WHERE :number IS NOT (
             SELECT number FROM pairing
             WHERE provider IS :provider AND paired_number = :paired
             ORDER BY pairing_id DESC
             LIMIT 1
         )",
    )?;
    let keep = |(PairedId { provider, number: paired }, number): &(PairedId, Number)| {
        let written = insert.execute(named_params! {
            ":provider": provider,
            ":paired": paired.as_str(),
            ":number": number.as_str(),
            ":recording": recording.0,
        })?;
        Ok(Kept::of(written))
    };
    let kept: rusqlite::Result<_> = pairings.iter().map(keep).collect();
    kept.context("recording a pairing")
}

/// Records another register's entries, as long as no night has decided without them.
pub fn record_entries(
    tx: &Transaction<'_>,
    recording: RecordingId,
    entries: &[TakenOver],
) -> Result<Vec<Kept>> {
    if let Some(run) = last_committed(tx)? {
        bail!(
            "entries are taken over before the first night, and the night of {} has been run: nothing was \
             recorded",
            run.as_of
        );
    }
    let mut insert = tx.prepare_cached(
        "INSERT INTO taken_over (number, entered_on, reason, lane, climbed, recording_id)
         VALUES (:number, :entered_on, :reason, :lane, :climbed, :recording)
         ON CONFLICT (number) DO UPDATE SET
             entered_on = excluded.entered_on, reason = excluded.reason, lane = excluded.lane,
             climbed = excluded.climbed, recording_id = excluded.recording_id
         WHERE (entered_on, reason, lane, climbed)
             IS NOT (excluded.entered_on, excluded.reason, excluded.lane, excluded.climbed)",
    )?;
    let keep = |TakenOver { number, entered_on, reason, lane, climbed }: &TakenOver| {
        let written = insert.execute(named_params! {
            ":number": number.as_str(),
            ":entered_on": entered_on.to_string(),
            ":reason": reason.as_str(),
            ":lane": lane.as_str(),
            ":climbed": climbed.map(Code::as_str),
            ":recording": recording.0,
        })?;
        Ok(Kept::of(written))
    };
    let kept: rusqlite::Result<_> = entries.iter().map(keep).collect();
    kept.context("recording an entry")
}
