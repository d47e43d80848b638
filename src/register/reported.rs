//! What people report: input to every night, kept under the number received.
//!
//! Only added to, a file at a time. The same row twice adds nothing. No night writes here.

mod keep;
mod load;

pub use keep::{record_contacts, record_decisions, record_interruptions};
pub use load::load_reported;

use super::cells::first;
use super::runs::RecordingId;
use anyhow::{Context, Result};
use rusqlite::{Transaction, named_params};

/// The last recording there is.
pub fn last_recording(tx: &Transaction<'_>) -> Result<RecordingId> {
    let sql = "SELECT coalesce(max(recording_id), 0) AS last FROM recording";
    let last = first(tx, sql, [], |cells| Ok(RecordingId(cells.get("last")?)));
    Ok(last.context("looking up the last recording")?.unwrap_or_default())
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

#[cfg(test)]
mod tests {
    use super::super::fixture::{date, empty_register, number};
    use super::*;
    use crate::domain::codes::{Channel, ContactOutcome, Occupation, OccupationSource, Ruling, RulingReason};
    use crate::domain::reported::{
        ContactReport, DecisionReport, InterruptionReport, OccupationReport, Reported,
    };

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
             VALUES ('199603072399', 'ARBETE', '2016-11-01', NULL, 'SKOLA')",
        )
        .unwrap();
        let work = OccupationReport {
            number: number("199603072399"),
            occupation: Occupation::Work,
            from: date("2016-11-01"),
            to: None,
            source: OccupationSource::School,
        };
        assert_eq!(
            load_reported(&tx, one).unwrap(),
            Reported {
                decisions: vec![later, sooner],
                interruptions: vec![form],
                occupations: vec![work],
                ..Reported::default()
            }
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
