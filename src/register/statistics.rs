//! What reports count from, as it is known now or was known before a run.

use super::cells::{day, rows};
use super::reported::load_reported;
use super::runs::{RecordingId, RunId, RunRow, all_runs};
use super::state::{letters_taken_back, load_entries, load_people};
use crate::domain::codes::{ChangeKind, Code, Lane};
use crate::domain::sources::ProviderId;
use crate::domain::state::PersonId;
use crate::domain::statistics::basis::Basis;
use crate::domain::statistics::figures::Part;
use crate::domain::statistics::lag::Delay;
use anyhow::{Context, Result};
use chrono::NaiveDate;
use rusqlite::{Transaction, named_params};
use std::collections::BTreeMap;

/// What was known at some time: everything now, or what the nights up to a date left.
#[derive(Clone, Debug)]
pub struct Known {
    /// The first night.
    pub first: NaiveDate,
    /// The last night of it.
    pub last: RunRow,
    /// Runs from this one on were not known.
    pub(super) before: RunId,
    /// Recordings after this one were not known.
    pub(super) through: RecordingId,
}

/// What is known now, or was known after the last night up to a date; nothing before the first night.
pub fn known(tx: &Transaction<'_>, known_on: Option<NaiveDate>) -> Result<Option<Known>> {
    let committed: Vec<RunRow> = all_runs(tx)?.into_iter().filter(RunRow::is_committed).collect();
    let later = known_on.and_then(|on| committed.iter().find(|run| run.as_of > on));
    let before = later.map_or(RunId(i64::MAX), |run| run.run);
    let nights = committed.into_iter().filter(|run| run.run < before);
    let nights: BTreeMap<NaiveDate, RunRow> = nights.map(|run| (run.as_of, run)).collect();
    let Some((first, last)) = nights.keys().next().copied().zip(nights.into_values().next_back()) else {
        return Ok(None);
    };
    let through = if known_on.is_some() { last.recorded_through } else { RecordingId(i64::MAX) };
    Ok(Some(Known { first, last, before, through }))
}

/// The register and what was told.
pub fn basis(tx: &Transaction<'_>, known: &Known) -> Result<Basis> {
    let entries = load_entries(tx, known.before).context("loading entries")?;
    let people = load_people(tx, known.before).context("loading persons")?;
    let letters = letters_taken_back(tx, known.before).context("loading letters that were taken back")?;
    let reported = load_reported(tx, known.through)?;
    Ok(Basis::new(entries, people, &reported, letters))
}

/// Who has an open entry, and in which lane.
pub fn open_lanes(tx: &Transaction<'_>) -> Result<BTreeMap<PersonId, Lane>> {
    let sql = "SELECT person_id, lane FROM register WHERE closed_on IS NULL";
    let open: Vec<(PersonId, Lane)> = rows(tx, sql, [], |cells| {
        Ok((PersonId(cells.get("person_id")?), cells.parsed("lane", Lane::parse)?))
    })
    .context("reading who is in the register")?;
    Ok(open.into_iter().collect())
}

/// Changes that a school told of, of the nights from one date to another.
pub fn delays(tx: &Transaction<'_>, known: &Known, from: NaiveDate, to: NaiveDate) -> Result<Vec<Delay>> {
    let sql = "WITH known AS (
                   SELECT run.run_id, run.as_of, run.initial_load,
                       lag(run.as_of) OVER (ORDER BY run.as_of) AS night_before
                   FROM run
                   WHERE run.outcome <> 'refused' AND run.run_id < :before
                       AND NOT EXISTS (
                           SELECT 1 FROM run AS later
                           WHERE later.supersedes = run.run_id AND later.outcome <> 'refused'
                               AND later.run_id < :before
                       )
               )
               SELECT known.as_of, known.night_before, known.initial_load, change.kind, change.source,
                   change.provider, change.school_unit, change.effective_on
               FROM change JOIN known ON known.run_id = change.run_id
               WHERE change.provider IS NOT NULL AND change.kind IN ('opened', 'closed', 'corrected')
                   AND known.as_of BETWEEN :from AND :to
               ORDER BY change.change_id";
    let values = named_params! {":before": known.before.0, ":from": from.to_string(), ":to": to.to_string()};
    rows(tx, sql, values, |cells| {
        Ok(Delay {
            as_of: cells.parsed("as_of", day)?,
            night_before: cells.maybe("night_before", day)?,
            kind: cells.parsed("kind", ChangeKind::parse)?,
            provider: cells.provider()?,
            unit: cells.get("school_unit")?,
            effective_on: cells.parsed("effective_on", day)?,
            first_load: cells.get("initial_load")?,
        })
    })
    .context("loading how late changes became known")
}

/// How many faulty rows each provider's files of the nights from one date to another had, a row that stayed
/// counted once.
pub fn quarantined(
    tx: &Transaction<'_>,
    known: &Known,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<BTreeMap<ProviderId, u64>> {
    let sql = "SELECT source.source, source.provider, count(quarantined_row.line) AS rows
               FROM source
               JOIN run ON run.run_id = source.run_id
               LEFT JOIN quarantined_row ON quarantined_row.run_id = source.run_id
                   AND quarantined_row.source = source.source
                   AND quarantined_row.provider = source.provider
                   AND quarantined_row.times_seen = 1
               WHERE run.outcome <> 'refused' AND run.run_id < :before AND run.as_of BETWEEN :from AND :to
                   AND NOT EXISTS (
                       SELECT 1 FROM run AS later
                       WHERE later.supersedes = run.run_id AND later.outcome <> 'refused'
                           AND later.run_id < :before
                   )
               GROUP BY source.source, source.provider
               HAVING count(quarantined_row.line) > 0";
    let values = named_params! {":before": known.before.0, ":from": from.to_string(), ":to": to.to_string()};
    let all: Vec<(ProviderId, u64)> =
        rows(tx, sql, values, |cells| Ok((cells.provider()?, cells.count("rows")?)))
            .context("counting rows in quarantine")?;
    Ok(all.into_iter().collect())
}

/// The coverage equation of the last night up to a date, as it was counted; none before the first.
pub fn coverage(
    tx: &Transaction<'_>,
    known: &Known,
    on: NaiveDate,
) -> Result<Option<(NaiveDate, BTreeMap<Part, u64>)>> {
    let sql = "SELECT run.as_of, coverage_count.group_name, coverage_count.persons
               FROM coverage_count
               JOIN run ON run.run_id = coverage_count.run_id
               WHERE run.run_id = (
                   SELECT night.run_id FROM run AS night
                   WHERE night.outcome <> 'refused' AND night.run_id < :before AND night.as_of <= :on
                   ORDER BY night.as_of DESC, night.run_id DESC LIMIT 1
               )";
    let values = named_params! {":before": known.before.0, ":on": on.to_string()};
    let counted: Vec<(NaiveDate, Part, u64)> = rows(tx, sql, values, |cells| {
        Ok((cells.parsed("as_of", day)?, cells.parsed("group_name", Part::parse)?, cells.count("persons")?))
    })
    .context("loading the coverage equation")?;
    let night = counted.first().map(|(night, _, _)| *night);
    let parts = counted.into_iter().map(|(_, part, persons)| (part, persons)).collect();
    Ok(night.map(|night| (night, parts)))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{date, empty_register, provider, start};
    use super::*;
    use crate::domain::codes::Outcome;

    /// Runs 1 to 7. Tuesday is run again once Wednesday has been, and Wednesday refused when it is run again.
    const RUNS: [(&str, Outcome, Option<i64>); 7] = [
        ("2016-11-14", Outcome::Done, None),
        ("2016-11-15", Outcome::Done, None),
        ("2016-11-16", Outcome::Refused, None),
        ("2016-11-16", Outcome::Done, None),
        ("2016-11-15", Outcome::Held, Some(2)),
        ("2016-11-16", Outcome::Refused, Some(4)),
        ("2016-11-18", Outcome::Done, None),
    ];

    fn after_these_runs(test: impl FnOnce(&Transaction<'_>)) {
        let (_dir, mut register) = empty_register();
        let tx = register.begin().unwrap();
        for (as_of, outcome, supersedes) in RUNS {
            start(&tx, as_of, outcome, supersedes.map(RunId));
        }
        let knew = "UPDATE run SET recorded_through = run_id + 10; UPDATE run SET initial_load = run_id = 1";
        tx.execute_batch(knew).unwrap();
        test(&tx);
    }

    fn known_on(tx: &Transaction<'_>, on: Option<&str>) -> Known {
        known(tx, on.map(date)).unwrap().unwrap()
    }

    #[test]
    fn what_was_known_on_a_day_ends_with_the_first_run_of_a_later_night() {
        after_these_runs(|tx| {
            let told = |on| {
                let known = known_on(tx, on);
                assert_eq!(known.first, date("2016-11-14"));
                (known.last.run.0, known.before.0, known.through.0)
            };
            assert_eq!(told(Some("2016-11-14")), (1, 2, 11));
            assert_eq!(told(Some("2016-11-15")), (2, 4, 12));
            assert_eq!(told(Some("2016-11-16")), (4, 7, 14));
            assert_eq!(told(Some("2016-11-17")), (4, 7, 14));
            assert_eq!(told(Some("2016-11-18")), (7, i64::MAX, 17));
            assert_eq!(told(None), (7, i64::MAX, i64::MAX));
            assert!(known(tx, Some(date("2016-11-13"))).unwrap().is_none());
        });
    }

    const CHANGES: &str =
        "INSERT INTO change (run_id, kind, person_id, reason, effective_on, explained, source, provider,
             school_unit)
         VALUES (1, 'opened', 1, '', '2016-11-01', 1, 'ber', 'berga', 'A'),
             (2, 'opened', 2, '', '2016-11-02', 1, 'ber', 'berga', 'A'),
             (3, 'opened', 3, '', '2016-11-03', 1, 'ber', 'berga', 'A'),
             (4, 'closed', 4, '', '2016-11-04', 1, 'ber', 'berga', ''),
             (5, 'opened', 5, '', '2016-11-05', 1, 'ber', 'berga', 'A'),
             (6, 'opened', 6, '', '2016-11-06', 1, 'ber', 'berga', 'A'),
             (7, 'corrected', 7, '', '2016-11-07', 1, 'ber', 'berga', 'A'),
             (7, 'held_open', 8, '', '2016-11-08', 1, 'ber', 'berga', 'A'),
             (7, 'opened', 9, '', '2016-11-09', 1, NULL, NULL, NULL)";

    #[test]
    fn delays_are_of_the_runs_that_count_each_after_the_night_before_it() {
        after_these_runs(|tx| {
            tx.execute_batch(CHANGES).unwrap();
            let told = |on, from, to| -> Vec<String> {
                let delays = delays(tx, &known_on(tx, on), date(from), date(to)).unwrap();
                let before = |delay: &Delay| delay.night_before.map_or(String::new(), |on| on.to_string());
                let line = |delay: &Delay| {
                    let (first, unit) = (u8::from(delay.first_load), &delay.unit);
                    format!("{} {} {} {unit}{first}", delay.effective_on, delay.as_of, before(delay))
                };
                delays.iter().map(line).collect()
            };
            let first = "2016-11-01 2016-11-14  A1";
            let closed = "2016-11-04 2016-11-16 2016-11-15 0";
            let again = "2016-11-05 2016-11-15 2016-11-14 A0";
            let corrected = "2016-11-07 2016-11-18 2016-11-16 A0";
            assert_eq!(told(None, "2016-11-14", "2016-11-18"), [first, closed, again, corrected]);
            assert_eq!(told(None, "2016-11-15", "2016-11-17"), [closed, again]);
            let then = told(Some("2016-11-15"), "2016-11-14", "2016-11-18");
            assert_eq!(then, [first, "2016-11-02 2016-11-15 2016-11-14 A0"]);
        });
    }

    #[test]
    fn a_faulty_row_is_counted_when_it_is_new_in_a_run_that_counts() {
        after_these_runs(|tx| {
            let file = |run: i64, source: &str, provider: &str, seen: &[i64]| {
                let source = format!(
                    "INSERT INTO source (run_id, source, provider, verdict)
                         VALUES ({run}, '{source}', '{provider}', 'accepted');
                     INSERT INTO quarantined_row
                         SELECT {run}, '{source}', '{provider}', 2, NULL, 'bad_date', value, ''
                         FROM json_each('{seen:?}');"
                );
                tx.execute_batch(&source).unwrap();
            };
            file(2, "ber", "berga", &[1]);
            file(5, "ber", "berga", &[1, 1, 2]);
            file(5, "ber", "karlberg", &[]);
            file(4, "friskolor", "alfa", &[1, 1, 1]);
            file(6, "friskolor", "alfa", &[1, 1, 1, 1, 1]);
            file(7, "friskolor", "alfa", &[3]);
            let told = |on, from, to| quarantined(tx, &known_on(tx, on), date(from), date(to)).unwrap();
            let (berga, alfa) = (provider("ber", "berga"), provider("friskolor", "alfa"));
            let all = BTreeMap::from([(berga.clone(), 2), (alfa.clone(), 3)]);
            assert_eq!(told(None, "2016-11-15", "2016-11-16"), all);
            assert_eq!(told(None, "2016-11-14", "2016-11-15"), BTreeMap::from([(berga.clone(), 2)]));
            assert_eq!(told(None, "2016-11-16", "2016-11-18"), BTreeMap::from([(alfa, 3)]));
            let then = told(Some("2016-11-15"), "2016-11-14", "2016-11-18");
            assert_eq!(then, BTreeMap::from([(berga, 1)]));
        });
    }

    #[test]
    fn the_equation_is_that_of_the_last_night_by_the_run_that_counts() {
        after_these_runs(|tx| {
            let counts = "INSERT INTO coverage_count SELECT run_id, 'residents', 10 + run_id FROM run";
            tx.execute_batch(counts).unwrap();
            let told = |known: Option<&str>, on| {
                let counted = coverage(tx, &known_on(tx, known), date(on)).unwrap();
                counted.map(|(night, parts)| (night.to_string(), parts[&Part::Residents]))
            };
            assert_eq!(told(None, "2016-11-13"), None);
            assert_eq!(told(None, "2016-11-15"), Some(("2016-11-15".to_owned(), 15)));
            assert_eq!(told(None, "2016-11-17"), Some(("2016-11-16".to_owned(), 14)));
            assert_eq!(told(Some("2016-11-15"), "2016-11-18"), Some(("2016-11-15".to_owned(), 12)));
        });
    }
}
