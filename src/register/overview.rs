//! What the page for people shows of the last night: what it did, and what became of each source.

use super::cells::{day, rows};
use super::runs::{RunId, RunRow};
use crate::domain::calendar::add_days;
use crate::domain::codes::{
    ChangeKind, Code, CoveredReason, FileFault, Lane, Step, UndeterminedReason, Verdict,
};
use crate::domain::state::ClosedReason;
use crate::domain::statistics::overview::{Deadline, NightChanges, SOON_DAYS, SourceHealth};
use anyhow::{Context, Result};
use chrono::NaiveDate;
use rusqlite::{Transaction, named_params};
use std::collections::BTreeMap;

/// What a run did and left; which limits were exceeded is not in the ledger.
pub fn changes(tx: &Transaction<'_>, run: &RunRow) -> Result<NightChanges> {
    let mut changes = NightChanges {
        corrected: run.counts.corrected,
        held: run.counts.held,
        undetermined: undetermined(tx, run.run).context("counting whom nobody could tell about")?,
        ..NightChanges::default()
    };
    let sql = "SELECT kind, reason, count(*) AS count FROM change WHERE run_id = :run GROUP BY kind, reason";
    let counted: Vec<(ChangeKind, String, u64)> = rows(tx, sql, named_params! {":run": run.run.0}, |cells| {
        Ok((cells.parsed("kind", ChangeKind::parse)?, cells.get("reason")?, cells.count("count")?))
    })
    .context("counting the night's changes")?;
    for (kind, code, count) in counted {
        match kind {
            ChangeKind::Opened => add(&mut changes.opened, CoveredReason::parse(&code), count)?,
            ChangeKind::Closed => add(&mut changes.closed, ClosedReason::parse(&code), count)?,
            ChangeKind::Lane => add(&mut changes.moved, Lane::parse(&code), count)?,
            ChangeKind::Corrected | ChangeKind::HeldOpen | ChangeKind::HeldClose => {}
        }
    }
    Ok(changes)
}

fn add<C: Ord>(counts: &mut BTreeMap<C, u64>, reason: Option<C>, count: u64) -> Result<()> {
    let reason = reason
        .context("the reason of a change is none that kaa-sync writes; restore the database from a backup")?;
    counts.insert(reason, count);
    Ok(())
}

fn undetermined(tx: &Transaction<'_>, run: RunId) -> Result<BTreeMap<UndeterminedReason, u64>> {
    let sql = "SELECT reason, count(*) AS count FROM undetermined_person WHERE run_id = :run GROUP BY reason";
    let counted: Vec<(UndeterminedReason, u64)> = rows(tx, sql, named_params! {":run": run.0}, |cells| {
        Ok((cells.parsed("reason", UndeterminedReason::parse)?, cells.count("count")?))
    })?;
    Ok(counted.into_iter().collect())
}

/// The providers of the last run, refused ones included, with the file that stands and the one before it.
pub fn sources(tx: &Transaction<'_>, night: NaiveDate) -> Result<Vec<SourceHealth>> {
    // No source is carried on for so many nights: who has not delivered since has nothing to compare.
    let sql = "WITH recent AS (
                   SELECT run_id, as_of FROM nights ORDER BY as_of DESC LIMIT 60
               ),
               believed AS (
                   SELECT source.source, source.provider, source.run_id, source.rows,
                       lag(source.rows) OVER (
                           PARTITION BY source.source, source.provider ORDER BY recent.as_of
                       ) AS rows_before,
                       row_number() OVER (
                           PARTITION BY source.source, source.provider ORDER BY recent.as_of DESC
                       ) AS place
                   FROM recent JOIN source ON source.run_id = recent.run_id
                   WHERE source.verdict IN ('accepted', 'unchanged')
               )
               SELECT source.source, source.provider, source.verdict, source.code, source.quarantined,
                   memory.file_date, believed.rows, believed.rows_before
               FROM source
               LEFT JOIN staged_memory AS memory ON memory.source = source.source
                   AND memory.provider = source.provider AND memory.to_run IS NULL
               LEFT JOIN believed ON believed.source = source.source
                   AND believed.provider = source.provider AND believed.place = 1
               WHERE source.run_id = (SELECT max(run_id) FROM run)
               ORDER BY source.source, source.provider";
    rows(tx, sql, [], |cells| {
        let file_date = cells.maybe("file_date", day)?;
        Ok(SourceHealth {
            id: cells.provider()?,
            verdict: cells.parsed("verdict", Verdict::parse)?,
            fault: cells.maybe("code", FileFault::parse)?,
            file_date,
            days_old: file_date.and_then(|date| u64::try_from((night - date).num_days()).ok()),
            rows: cells.maybe_count("rows")?,
            rows_before: cells.maybe_count("rows_before")?,
            quarantined: cells.maybe_count("quarantined")?,
        })
    })
    .context("reading the last run's sources")
}

/// What is late and what is due soon, by owner and step, as the last night left it; what is neither is left out.
/// Support is never late.
pub fn deadlines(tx: &Transaction<'_>, night: NaiveDate) -> Result<Vec<Deadline>> {
    let sql = "SELECT owner, step, count(*) FILTER (WHERE due_by < :night) AS late,
                   count(*) FILTER (WHERE due_by >= :night) AS soon, min(due_by) AS oldest
               FROM task
               WHERE to_run IS NULL AND status IN ('waiting', 'ready', 'suspended') AND step <> 'support'
                   AND due_by <= :soon
               GROUP BY owner, step
               ORDER BY owner, min(due_by), step";
    let soon = add_days(night, SOON_DAYS);
    let values = named_params! {":night": night.to_string(), ":soon": soon.to_string()};
    rows(tx, sql, values, |cells| {
        Ok(Deadline {
            owner: cells.get("owner")?,
            step: cells.parsed("step", Step::parse)?,
            late: cells.count("late")?,
            soon: cells.count("soon")?,
            oldest: cells.maybe("oldest", day)?,
        })
    })
    .context("counting what is due")
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{date, provider, start, with_small_state};
    use super::super::runs::run;
    use super::*;
    use crate::domain::codes::Outcome;

    #[test]
    fn a_nights_changes_are_counted_by_reason_and_by_lane() {
        with_small_state(|tx| {
            let night = start(tx, "2016-11-15", Outcome::Held, None);
            tx.execute_batch(
                "UPDATE run SET corrected = 4, held = 3 WHERE run_id = 2;
                 INSERT INTO change (run_id, kind, person_id, entry_id, reason, effective_on, explained)
                     VALUES (1, 'opened', 1, 1, 'moved_in', '2016-11-14', 1),
                         (2, 'opened', 2, 5, 'moved_in', '2016-11-15', 1),
                         (2, 'opened', 4, 6, 'moved_in', '2016-11-15', 1),
                         (2, 'opened', 5, 7, 'decided', '2016-11-15', 1),
                         (2, 'closed', 6, 8, 'merged', '2016-11-15', 1),
                         (2, 'closed', 7, 9, 'attending', '2016-11-15', 1),
                         (2, 'lane', 1, 1, 'occupied', '2016-11-15', 1),
                         (2, 'corrected', 1, 1, 'moved_in', '2016-11-01', 1),
                         (2, 'held_open', 8, NULL, 'moved_in', '2016-11-15', 0),
                         (2, 'held_close', 3, 3, 'moved_out', '2016-11-15', 0);
                 INSERT INTO undetermined_person VALUES (1, 1, 'contradictory'), (2, 1, 'source_silent'),
                     (2, 2, 'source_silent');",
            )
            .unwrap();
            let changes = changes(tx, &run(tx, night).unwrap().unwrap()).unwrap();
            assert_eq!(
                changes.opened,
                BTreeMap::from([(CoveredReason::Decided, 1), (CoveredReason::MovedIn, 2)])
            );
            let closed = changes.closed.iter().map(|(reason, count)| (reason.as_str(), *count));
            assert!(closed.eq([("attending", 1), ("merged", 1)]), "{:?}", changes.closed);
            assert_eq!(changes.moved, BTreeMap::from([(Lane::Occupied, 1)]));
            assert_eq!((changes.corrected, changes.held), (4, 3));
            assert_eq!(changes.undetermined, BTreeMap::from([(UndeterminedReason::SourceSilent, 2)]));
        });
    }

    #[test]
    fn a_change_whose_reason_nobody_writes_is_not_passed_over() {
        with_small_state(|tx| {
            tx.execute_batch(
                "INSERT INTO change (run_id, kind, person_id, entry_id, reason, effective_on, explained)
                     VALUES (1, 'opened', 1, 1, 'outreach', '2016-11-14', 1)",
            )
            .unwrap();
            let night = run(tx, RunId(1)).unwrap().unwrap();
            let error = changes(tx, &night).unwrap_err().to_string();
            assert!(error.contains("restore the database"), "{error}");
        });
    }

    fn files(tx: &Transaction<'_>, rows: &str) {
        let sql = "INSERT INTO source (run_id, source, provider, rows, quarantined, verdict, code) VALUES";
        tx.execute_batch(&format!("{sql} {rows}")).unwrap();
    }

    #[test]
    fn a_source_is_told_as_the_last_run_found_it_with_the_file_that_stands() {
        with_small_state(|tx| {
            let second = start(tx, "2016-11-15", Outcome::Done, None);
            start(tx, "2016-11-16", Outcome::Done, None);
            start(tx, "2016-11-15", Outcome::Done, Some(second));
            start(tx, "2016-11-17", Outcome::Refused, None);
            files(
                tx,
                "(1, 'ber', 'berga', 100, 0, 'accepted', NULL),
                 (2, 'ber', 'berga', 555, 0, 'accepted', NULL),
                 (3, 'ber', 'berga', NULL, NULL, 'silent', 'missing'),
                 (4, 'ber', 'berga', 90, 2, 'accepted', NULL),
                 (5, 'ber', 'berga', NULL, NULL, 'refused', 'row_count_drop'),
                 (4, 'friskolor', 'alfa', 7, 0, 'accepted', NULL),
                 (5, 'friskolor', 'beta', NULL, NULL, 'absent', 'missing')",
            );
            let berga = SourceHealth {
                id: provider("ber", "berga"),
                verdict: Verdict::Refused,
                fault: Some(FileFault::RowCountDrop),
                file_date: Some(date("2016-11-13")),
                days_old: Some(4),
                rows: Some(90),
                rows_before: Some(100),
                quarantined: None,
            };
            let beta = SourceHealth {
                id: provider("friskolor", "beta"),
                verdict: Verdict::Absent,
                fault: Some(FileFault::Missing),
                file_date: None,
                days_old: None,
                rows: None,
                rows_before: None,
                quarantined: None,
            };
            assert_eq!(sources(tx, date("2016-11-17")).unwrap(), [berga, beta]);
        });
    }

    /// Owner, step, late, soon.
    fn due(tx: &Transaction<'_>, night: &str) -> Vec<String> {
        let due = deadlines(tx, date(night)).unwrap();
        let line = |due: &Deadline| format!("{} {} {} {}", due.owner, due.step, due.late, due.soon);
        due.iter().map(line).collect()
    }

    #[test]
    fn a_task_is_due_soon_for_a_week_and_late_from_the_day_after_its_last() {
        with_small_state(|tx| {
            assert_eq!(due(tx, "2016-12-06"), [""; 0]); // the last day is 14 December
            let soon = ["protected manual_contact 0 1", "syd letter 0 1"];
            assert_eq!(due(tx, "2016-12-07"), soon);
            assert_eq!(due(tx, "2016-12-14"), soon);
            assert_eq!(due(tx, "2016-12-15"), ["protected manual_contact 1 0", "syd letter 1 0"]);
        });
    }

    #[test]
    fn only_open_tasks_are_due_and_support_never_is() {
        with_small_state(|tx| {
            let of = |task: i64, step: &str, status: &str, due_by: &str, to_run: &str| {
                format!(
                    "INSERT INTO task (task_id, entry_id, step, attempt, variant, owner, status, not_before,
                         due_by, created_on, from_run, to_run)
                     VALUES ({task}, 1, '{step}', 1, 'standard', 'syd', '{status}', '2016-11-14', '{due_by}',
                         '2016-11-14', 1, {to_run});"
                )
            };
            start(tx, "2016-11-15", Outcome::Done, None);
            let tasks = [
                of(11, "letter", "ready", "2016-12-01", "NULL"),
                of(12, "letter", "suspended", "2016-12-02", "NULL"),
                of(13, "letter", "ready", "2016-11-20", "2"),
                of(14, "letter", "sent", "2016-11-21", "NULL"),
                of(15, "support", "ready", "2016-11-22", "NULL"),
            ];
            tx.execute_batch(&tasks.concat()).unwrap();
            let told = deadlines(tx, date("2016-12-02")).unwrap();
            let letters = Deadline {
                owner: "syd".to_owned(),
                step: Step::Letter,
                late: 1,
                soon: 1,
                oldest: Some(date("2016-12-01")),
            };
            assert_eq!(told, [letters]);
        });
    }
}
