//! What people decided and told and schools reported: input to every night, kept under the number received.
//!
//! Only added to, a file at a time. The same row twice adds nothing. No night writes here.

use super::cells::{day, first, rows};
use super::runs::RecordingId;
use crate::domain::codes::{Code, Occupation, Ruling, RulingReason};
use crate::domain::number::Number;
use crate::domain::reported::{
    ContactReport, DecisionReport, InterruptionReport, OccupationReport, Reported,
};
use anyhow::{Context, Result};
use rusqlite::{Transaction, named_params};

/// The last recording there is.
pub fn last_recording(tx: &Transaction<'_>) -> Result<RecordingId> {
    let sql = "SELECT coalesce(max(recording_id), 0) AS last FROM recording";
    let last = first(tx, sql, [], |cells| Ok(RecordingId(cells.get("last")?)));
    Ok(last.context("looking up the last recording")?.unwrap_or_default())
}

/// Everything reported through a recording, in the order it was recorded.
pub fn load_reported(tx: &Transaction<'_>, through: RecordingId) -> Result<Reported> {
    Ok(Reported {
        decisions: load_decisions(tx, through).context("loading decisions")?,
        interruptions: load_interruptions(tx, through).context("loading interruptions")?,
        occupations: load_occupations(tx, through).context("loading occupations")?,
    })
}

fn load_decisions(tx: &Transaction<'_>, through: RecordingId) -> Result<Vec<DecisionReport>> {
    let sql = "SELECT number, ruling, reason, from_on, to_on
               FROM decision
               WHERE coalesce(recording_id, 0) <= :through
               ORDER BY decision_id";
    rows(tx, sql, named_params! {":through": through.0}, |cells| {
        Ok(DecisionReport {
            number: cells.parsed("number", Number::stored)?,
            ruling: cells.parsed("ruling", Ruling::parse)?,
            reason: cells.parsed("reason", RulingReason::parse)?,
            from: cells.parsed("from_on", day)?,
            to: cells.parsed("to_on", day)?,
        })
    })
}

fn load_interruptions(tx: &Transaction<'_>, through: RecordingId) -> Result<Vec<InterruptionReport>> {
    let sql = "SELECT number, unit, last_day_on
               FROM interruption
               WHERE coalesce(recording_id, 0) <= :through
               ORDER BY interruption_id";
    rows(tx, sql, named_params! {":through": through.0}, |cells| {
        Ok(InterruptionReport {
            number: cells.parsed("number", Number::stored)?,
            unit: cells.get("unit")?,
            last_day: cells.parsed("last_day_on", day)?,
        })
    })
}

fn load_occupations(tx: &Transaction<'_>, through: RecordingId) -> Result<Vec<OccupationReport>> {
    let sql = "SELECT number, occupation, from_on, to_on
               FROM occupation
               WHERE coalesce(recording_id, 0) <= :through
               ORDER BY occupation_id";
    rows(tx, sql, named_params! {":through": through.0}, |cells| {
        Ok(OccupationReport {
            number: cells.parsed("number", Number::stored)?,
            occupation: cells.parsed("occupation", Occupation::parse)?,
            from: cells.parsed("from_on", day)?,
            to: cells.maybe("to_on", day)?,
        })
    })
}

/// Opens a recording of a file of so many rows.
pub fn begin_recording(tx: &Transaction<'_>, at: &str, by: &str, rows: usize) -> Result<RecordingId> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO recording (recorded_at, recorded_by, rows) VALUES (:recorded_at, :recorded_by, :rows)",
    )?;
    let rows = i64::try_from(rows).context("counting rows")?;
    let values = named_params! {":recorded_at": at, ":recorded_by": by, ":rows": rows};
    Ok(RecordingId(insert.insert(values).context("recording who told it")?))
}

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
             number, contacted_on, channel, outcome, answered_on_channel, occupation, recording_id
         ) VALUES (
             :number, :contacted_on, :channel, :outcome, :answered, :occupation, :recording
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

#[cfg(test)]
mod tests {
    use super::super::fixture::{date, empty_register, number};
    use super::*;
    use crate::domain::codes::{Channel, ContactOutcome};

    #[test]
    fn the_same_report_twice_adds_nothing_and_the_order_is_kept() {
        let decision = |reason, to| DecisionReport {
            number: number("199608042389"),
            ruling: Ruling::NotCovered,
            reason,
            from: date("2016-11-01"),
            to: date(to),
        };
        let later = decision(RulingReason::StudiesAbroad, "2017-06-30");
        let sooner = decision(RulingReason::Other, "2016-12-31");
        let form = InterruptionReport {
            number: number("199603072399"),
            unit: "12345678".to_owned(),
            last_day: date("2016-10-28"),
        };
        let (_dir, mut register) = empty_register();
        let tx = register.begin().unwrap();
        let one = begin_recording(&tx, "2016-11-15T08:00:00Z", "test", 3).unwrap();
        assert_eq!(record_decisions(&tx, one, &[later.clone(), sooner.clone(), later.clone()]).unwrap(), 2);
        assert_eq!(record_decisions(&tx, one, std::slice::from_ref(&sooner)).unwrap(), 0);
        assert_eq!(record_interruptions(&tx, one, std::slice::from_ref(&form)).unwrap(), 1);
        assert_eq!(record_interruptions(&tx, one, std::slice::from_ref(&form)).unwrap(), 0);
        tx.execute_batch(
            "INSERT INTO occupation (number, occupation, from_on, to_on, source)
             VALUES ('199603072399', 'ARBETE', '2016-11-01', NULL, 'TELEFON')",
        )
        .unwrap();
        let work = OccupationReport {
            number: number("199603072399"),
            occupation: Occupation::Work,
            from: date("2016-11-01"),
            to: None,
        };
        assert_eq!(
            load_reported(&tx, one).unwrap(),
            Reported { decisions: vec![later, sooner], interruptions: vec![form], occupations: vec![work] }
        );
    }

    #[test]
    fn what_was_recorded_later_is_not_known_before() {
        let form = |last_day| InterruptionReport {
            number: number("199603072399"),
            unit: "12345678".to_owned(),
            last_day: date(last_day),
        };
        let (_dir, mut register) = empty_register();
        let tx = register.begin().unwrap();
        assert_eq!(last_recording(&tx).unwrap(), RecordingId(0));
        let one = begin_recording(&tx, "2016-11-15T08:00:00Z", "test", 1).unwrap();
        record_interruptions(&tx, one, &[form("2016-10-28")]).unwrap();
        let other = begin_recording(&tx, "2016-11-16T08:00:00Z", "test", 2).unwrap();
        assert_eq!(record_interruptions(&tx, other, &[form("2016-10-28"), form("2016-11-01")]).unwrap(), 1);
        assert_eq!(last_recording(&tx).unwrap(), other);
        let known = |through| load_reported(&tx, through).unwrap().interruptions;
        assert_eq!(known(RecordingId(0)), []);
        assert_eq!(known(one), [form("2016-10-28")]);
        assert_eq!(known(other), [form("2016-10-28"), form("2016-11-01")]);
    }

    #[test]
    fn the_same_contact_twice_is_one() {
        let call = ContactReport {
            number: number("199603072399"),
            on: date("2016-11-15"),
            channel: Channel::Telephone,
            outcome: ContactOutcome::NoAnswer,
            answered: None,
            occupation: None,
        };
        let reached = ContactReport {
            outcome: ContactOutcome::ReachedOccupied,
            occupation: Some(Occupation::Work),
            ..call.clone()
        };
        let (_dir, mut register) = empty_register();
        let tx = register.begin().unwrap();
        let one = begin_recording(&tx, "2016-11-15T08:00:00Z", "test", 3).unwrap();
        assert_eq!(record_contacts(&tx, one, &[call.clone(), reached, call]).unwrap(), 2);
    }
}
