//! What people decided and schools reported: input to every night, kept under the number received.
//!
//! Only added to. The same row twice adds nothing. No night writes here.

use super::cells::{day, rows};
use crate::domain::codes::{Code, Occupation, Ruling, RulingReason};
use crate::domain::number::Number;
use crate::domain::state::{DecisionReport, InterruptionReport, OccupationReport, Reported};
use anyhow::{Context, Result};
use rusqlite::{Transaction, named_params};

/// Everything reported, in the order it was recorded.
pub fn load_reported(tx: &Transaction<'_>) -> Result<Reported> {
    Ok(Reported {
        decisions: load_decisions(tx).context("loading decisions")?,
        interruptions: load_interruptions(tx).context("loading interruptions")?,
        occupations: load_occupations(tx).context("loading occupations")?,
    })
}

fn load_decisions(tx: &Transaction<'_>) -> Result<Vec<DecisionReport>> {
    let sql = "SELECT number, ruling, reason, from_on, to_on FROM decision ORDER BY decision_id";
    rows(tx, sql, [], |cells| {
        Ok(DecisionReport {
            number: cells.parsed("number", Number::stored)?,
            ruling: cells.parsed("ruling", Ruling::parse)?,
            reason: cells.parsed("reason", RulingReason::parse)?,
            from: cells.parsed("from_on", day)?,
            to: cells.parsed("to_on", day)?,
        })
    })
}

fn load_interruptions(tx: &Transaction<'_>) -> Result<Vec<InterruptionReport>> {
    let sql = "SELECT number, unit, last_day_on FROM interruption ORDER BY interruption_id";
    rows(tx, sql, [], |cells| {
        Ok(InterruptionReport {
            number: cells.parsed("number", Number::stored)?,
            unit: cells.get("unit")?,
            last_day: cells.parsed("last_day_on", day)?,
        })
    })
}

fn load_occupations(tx: &Transaction<'_>) -> Result<Vec<OccupationReport>> {
    let sql = "SELECT number, occupation, from_on, to_on FROM occupation ORDER BY occupation_id";
    rows(tx, sql, [], |cells| {
        Ok(OccupationReport {
            number: cells.parsed("number", Number::stored)?,
            occupation: cells.parsed("occupation", Occupation::parse)?,
            from: cells.parsed("from_on", day)?,
            to: cells.maybe("to_on", day)?,
        })
    })
}

/// Records decisions and tells how many were new.
pub fn record_decisions(tx: &Transaction<'_>, decisions: &[DecisionReport]) -> Result<usize> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO decision (number, ruling, reason, from_on, to_on)
         VALUES (:number, :ruling, :reason, :from_on, :to_on)
         ON CONFLICT DO NOTHING",
    )?;
    let mut added = 0;
    for DecisionReport { number, ruling, reason, from, to } in decisions {
        added += insert
            .execute(named_params! {
                ":number": number.as_str(),
                ":ruling": ruling.as_str(),
                ":reason": reason.as_str(),
                ":from_on": from.to_string(),
                ":to_on": to.to_string(),
            })
            .context("recording a decision")?;
    }
    Ok(added)
}

/// Records schools' interruption forms and tells how many were new.
pub fn record_interruptions(tx: &Transaction<'_>, interruptions: &[InterruptionReport]) -> Result<usize> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO interruption (number, unit, last_day_on)
         VALUES (:number, :unit, :last_day_on)
         ON CONFLICT DO NOTHING",
    )?;
    let mut added = 0;
    for InterruptionReport { number, unit, last_day } in interruptions {
        added += insert
            .execute(named_params! {
                ":number": number.as_str(),
                ":unit": unit,
                ":last_day_on": last_day.to_string(),
            })
            .context("recording an interruption")?;
    }
    Ok(added)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{date, empty_register, number};
    use super::*;

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
        assert_eq!(record_decisions(&tx, &[later.clone(), sooner.clone(), later.clone()]).unwrap(), 2);
        assert_eq!(record_decisions(&tx, std::slice::from_ref(&sooner)).unwrap(), 0);
        assert_eq!(record_interruptions(&tx, std::slice::from_ref(&form)).unwrap(), 1);
        assert_eq!(record_interruptions(&tx, std::slice::from_ref(&form)).unwrap(), 0);
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
            load_reported(&tx).unwrap(),
            Reported { decisions: vec![later, sooner], interruptions: vec![form], occupations: vec![work] }
        );
    }
}
