//! What a night stood on and did, row by row.
//!
//! A refused night has sources and quarantine and nothing else. Nothing written here is ever changed.

use super::cells::{integer, rows};
use super::runs::{Counts, RunId};
use crate::domain::change::Change;
use crate::domain::codes::{ChangeKind, Code, UndeterminedReason, Verdict};
use crate::domain::limits::Allowance;
use crate::domain::record::Rejected;
use crate::domain::sources::{Acceptance, ProviderId, Tonight};
use crate::domain::state::{EntryId, PersonId};
use anyhow::{Context, Result};
use rusqlite::{Transaction, named_params};
use std::collections::BTreeMap;

/// The rows of one night.
#[derive(Clone, Copy, Debug)]
pub struct Ledger<'a> {
    /// What became of each source.
    pub tonight: &'a Tonight,
    /// Rows about nobody in the population file, by provider.
    pub unmatched: &'a BTreeMap<ProviderId, u64>,
    /// Rows that could not be believed.
    pub rejected: &'a [(ProviderId, Rejected)],
    /// Changes made and held.
    pub changes: &'a [Recorded<'a>],
    /// About whom the program refused to guess.
    pub undetermined: &'a [(PersonId, UndeterminedReason)],
    /// Limits lifted for the night.
    pub allowances: &'a [Allowance],
    /// Checks waived for the night.
    pub acceptances: &'a [Acceptance],
    /// Who gave them.
    pub given_by: &'a str,
    /// Persons by group of the coverage equation.
    pub coverage: &'a [(String, u64)],
}

/// A change with what became of it.
#[derive(Clone, Copy, Debug)]
pub struct Recorded<'a> {
    /// Made, or held.
    pub kind: ChangeKind,
    /// The entry: for an opening, the one it made.
    pub entry: Option<EntryId>,
    /// The change.
    pub change: &'a Change,
}

/// Writes a night's rows and counts them.
pub fn record(tx: &Transaction<'_>, run: RunId, ledger: &Ledger<'_>) -> Result<Counts> {
    record_sources(tx, run, ledger).context("recording sources")?;
    record_quarantine(tx, run, ledger).context("recording quarantine")?;
    record_changes(tx, run, ledger.changes).context("recording changes")?;
    record_undetermined(tx, run, ledger.undetermined).context("recording whom nobody could tell about")?;
    record_allowances(tx, run, ledger).context("recording allowances")?;
    record_acceptances(tx, run, ledger).context("recording acceptances")?;
    record_coverage(tx, run, ledger.coverage).context("recording coverage")?;
    counts(ledger)
}

fn counts(ledger: &Ledger<'_>) -> Result<Counts> {
    let mut counts = Counts {
        undetermined: u64::try_from(ledger.undetermined.len())?,
        quarantined: u64::try_from(ledger.rejected.len())?,
        ..Counts::default()
    };
    for row in ledger.changes {
        *match row.kind {
            ChangeKind::Opened => &mut counts.opened,
            ChangeKind::Closed => &mut counts.closed,
            ChangeKind::Corrected => &mut counts.corrected,
            ChangeKind::Lane => &mut counts.lane_changes,
            ChangeKind::HeldOpen | ChangeKind::HeldClose => &mut counts.held,
        } += 1;
    }
    Ok(counts)
}

fn record_sources(tx: &Transaction<'_>, run: RunId, ledger: &Ledger<'_>) -> Result<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO source (
             run_id, source, provider, file_date, sha256, rows, quarantined, unmatched, verdict, code
         ) VALUES (
             :run, :source, :provider, :file_date, :sha256, :rows, :quarantined, :unmatched, :verdict, :code
         )",
    )?;
    for night in &ledger.tonight.sources {
        let unmatched = ledger.unmatched.get(&night.id).copied();
        insert.execute(named_params! {
            ":run": run.0,
            ":source": night.id.source,
            ":provider": night.id.provider,
            ":file_date": night.file_date.map(|day| day.to_string()),
            ":sha256": night.sha256,
            ":rows": night.row_count.map(integer).transpose()?,
            ":quarantined": night.quarantined.map(integer).transpose()?,
            ":unmatched": unmatched.map(integer).transpose()?,
            ":verdict": night.verdict.as_str(),
            ":code": night.fault.map(Code::as_str),
        })?;
    }
    Ok(())
}

fn record_quarantine(tx: &Transaction<'_>, run: RunId, ledger: &Ledger<'_>) -> Result<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO quarantined_row (
             run_id, source, provider, line, field, code, times_seen, fingerprint
         ) VALUES (
             :run, :source, :provider, :line, :field, :code, :times_seen, :fingerprint
         )",
    )?;
    let mut earlier: BTreeMap<&ProviderId, BTreeMap<String, u64>> = BTreeMap::new();
    for (id, _) in ledger.rejected {
        if !earlier.contains_key(id) {
            earlier.insert(id, last_faults(tx, run, id)?);
        }
    }
    for (id, rejected) in ledger.rejected {
        let before = earlier.get(id).and_then(|faults| faults.get(&rejected.fingerprint)).copied();
        insert.execute(named_params! {
            ":run": run.0,
            ":source": id.source,
            ":provider": id.provider,
            ":line": integer(rejected.line)?,
            ":field": rejected.field,
            ":code": rejected.fault.as_str(),
            ":times_seen": integer(before.unwrap_or(0) + 1)?,
            ":fingerprint": rejected.fingerprint,
        })?;
    }
    Ok(())
}

/// How often each fault of a provider's last accepted file had been seen. A run that was superseded
/// does not count: the same file would be counted twice.
fn last_faults(tx: &Transaction<'_>, run: RunId, id: &ProviderId) -> Result<BTreeMap<String, u64>> {
    let sql = "SELECT quarantined_row.fingerprint, quarantined_row.times_seen
               FROM quarantined_row
               WHERE quarantined_row.source = :source
                   AND quarantined_row.provider = :provider
                   AND quarantined_row.run_id = (
                       SELECT source.run_id
                       FROM source
                       JOIN run ON run.run_id = source.run_id
                       WHERE source.source = :source
                           AND source.provider = :provider
                           AND source.verdict IN ('accepted', 'unchanged')
                           AND source.run_id < :run
                           AND run.outcome <> 'refused'
                           AND NOT EXISTS (
                               SELECT 1 FROM run AS later
                               WHERE later.supersedes = run.run_id AND later.outcome <> 'refused'
                           )
                       ORDER BY source.run_id DESC LIMIT 1
                   )";
    let values = named_params! {":source": id.source, ":provider": id.provider, ":run": run.0};
    rows(tx, sql, values, |cells| Ok((cells.get("fingerprint")?, cells.count("times_seen")?)))
}

fn record_changes(tx: &Transaction<'_>, run: RunId, changes: &[Recorded<'_>]) -> Result<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO change (run_id, kind, person_id, entry_id, reason, effective_on, explained)
         VALUES (:run, :kind, :person_id, :entry_id, :reason, :effective_on, :explained)",
    )?;
    for Recorded { kind, entry, change } in changes {
        insert.execute(named_params! {
            ":run": run.0,
            ":kind": kind.as_str(),
            ":person_id": change.person().0,
            ":entry_id": entry.map(|entry| entry.0),
            ":reason": change.reason(),
            ":effective_on": change.effective_on().to_string(),
            ":explained": change.is_explained(),
        })?;
    }
    Ok(())
}

fn record_undetermined(
    tx: &Transaction<'_>,
    run: RunId,
    undetermined: &[(PersonId, UndeterminedReason)],
) -> Result<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO undetermined_person (run_id, person_id, reason) VALUES (:run, :person_id, :reason)",
    )?;
    for (person, reason) in undetermined {
        insert.execute(named_params! {":run": run.0, ":person_id": person.0, ":reason": reason.as_str()})?;
    }
    Ok(())
}

fn record_allowances(tx: &Transaction<'_>, run: RunId, ledger: &Ledger<'_>) -> Result<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO allowance (run_id, class, ceiling, because, given_by)
         VALUES (:run, :class, :ceiling, :because, :given_by)",
    )?;
    for Allowance { class, ceiling, because } in ledger.allowances {
        insert.execute(named_params! {
            ":run": run.0,
            ":class": class.as_str(),
            ":ceiling": integer(*ceiling)?,
            ":because": because,
            ":given_by": ledger.given_by,
        })?;
    }
    Ok(())
}

fn record_acceptances(tx: &Transaction<'_>, run: RunId, ledger: &Ledger<'_>) -> Result<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO acceptance (run_id, provider, code, at_least_rows, because, given_by)
         VALUES (:run, :provider, :code, :at_least_rows, :because, :given_by)",
    )?;
    for Acceptance { provider, fault, at_least_rows, because } in ledger.acceptances {
        insert.execute(named_params! {
            ":run": run.0,
            ":provider": provider,
            ":code": fault.as_str(),
            ":at_least_rows": integer(*at_least_rows)?,
            ":because": because,
            ":given_by": ledger.given_by,
        })?;
    }
    Ok(())
}

fn record_coverage(tx: &Transaction<'_>, run: RunId, coverage: &[(String, u64)]) -> Result<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO coverage_count (run_id, group_name, persons) VALUES (:run, :group_name, :persons)",
    )?;
    for (group, persons) in coverage {
        insert
            .execute(named_params! {":run": run.0, ":group_name": group, ":persons": integer(*persons)?})?;
    }
    Ok(())
}

/// What a night made of its sources.
pub fn verdicts(tx: &Transaction<'_>, run: RunId) -> Result<Vec<(ProviderId, Verdict)>> {
    let sql = "SELECT source, provider, verdict FROM source WHERE run_id = :run ORDER BY source, provider";
    rows(tx, sql, named_params! {":run": run.0}, |cells| {
        let id = ProviderId { source: cells.get("source")?, provider: cells.get("provider")? };
        Ok((id, cells.parsed("verdict", Verdict::parse)?))
    })
    .context("reading a night's sources")
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{date, empty_register, provider, start};
    use super::super::runs::{finish_run, last_committed};
    use super::*;
    use crate::domain::codes::{
        CoveredReason, FileFault, Lane, LimitClass, Outcome, RowFault, SourceKind, Verdict,
    };
    use crate::domain::sources::SourceNight;

    static EMPTY: BTreeMap<ProviderId, u64> = BTreeMap::new();

    fn source(verdict: Verdict, fault: Option<FileFault>) -> SourceNight {
        SourceNight {
            id: provider("ber", "berga"),
            kind: SourceKind::Enrolment,
            required: false,
            verdict,
            fault,
            file_date: Some(date("2016-11-13")),
            sha256: Some("ab".repeat(32)),
            row_count: fault.is_none().then_some(100),
            quarantined: fault.is_none().then_some(1),
            memory: None,
            shrinking: false,
        }
    }

    fn rejected(line: u64, fingerprint: &str) -> (ProviderId, Rejected) {
        let rejected = Rejected {
            line,
            field: Some("STARTDATUM".to_owned()),
            fault: RowFault::BadDate,
            number: None,
            key: None,
            fingerprint: fingerprint.to_owned(),
        };
        (provider("ber", "berga"), rejected)
    }

    fn empty(tonight: &Tonight) -> Ledger<'_> {
        Ledger {
            tonight,
            unmatched: &EMPTY,
            rejected: &[],
            changes: &[],
            undetermined: &[],
            allowances: &[],
            acceptances: &[],
            given_by: "anna",
            coverage: &[],
        }
    }

    /// Times seen of a fault "a" in a night with this outcome and verdict.
    fn seen(
        tx: &Transaction<'_>,
        night: (&str, Outcome),
        verdict: Verdict,
        supersedes: Option<RunId>,
    ) -> (RunId, i64) {
        let run = start(tx, night.0, night.1, supersedes);
        let tonight = Tonight { sources: vec![source(verdict, None)] };
        let rejected = [rejected(7, "a")];
        record(tx, run, &Ledger { rejected: &rejected, ..empty(&tonight) }).unwrap();
        let sql = "SELECT times_seen FROM quarantine WHERE run_id = :run";
        (run, tx.query_row(sql, named_params! {":run": run.0}, |row| row.get("times_seen")).unwrap())
    }

    #[test]
    fn a_fault_is_counted_in_accepted_files_in_a_row() {
        let (_dir, mut register) = empty_register();
        let tx = register.begin().unwrap();
        assert_eq!(seen(&tx, ("2016-11-14", Outcome::Done), Verdict::Accepted, None).1, 1);
        assert_eq!(seen(&tx, ("2016-11-15", Outcome::Refused), Verdict::Accepted, None).1, 2);
        let (run, times) = seen(&tx, ("2016-11-15", Outcome::Done), Verdict::Unchanged, None);
        assert_eq!(times, 2);
        assert_eq!(seen(&tx, ("2016-11-15", Outcome::Done), Verdict::Accepted, Some(run)).1, 2);

        let without = start(&tx, "2016-11-16", Outcome::Done, None);
        let tonight = Tonight { sources: vec![source(Verdict::Refused, Some(FileFault::Truncated))] };
        record(&tx, without, &empty(&tonight)).unwrap();
        assert_eq!(seen(&tx, ("2016-11-17", Outcome::Done), Verdict::Accepted, None).1, 3);

        let clean = start(&tx, "2016-11-18", Outcome::Done, None);
        let tonight = Tonight { sources: vec![source(Verdict::Accepted, None)] };
        record(&tx, clean, &empty(&tonight)).unwrap();
        assert_eq!(seen(&tx, ("2016-11-21", Outcome::Done), Verdict::Accepted, None).1, 1);
    }

    #[test]
    fn a_night_is_recorded_and_counted_whole() {
        let (_dir, mut register) = empty_register();
        let tx = register.begin().unwrap();
        let run = start(&tx, "2016-11-14", Outcome::Held, None);
        let opening = Change::Open {
            person: PersonId(1),
            opened_on: date("2016-11-01"),
            reason: CoveredReason::MovedIn,
            lane: Lane::Outreach,
            explained: true,
        };
        let moving = Change::Move {
            person: PersonId(2),
            entry: EntryId(5),
            lane: Lane::Occupied,
            on: date("2016-11-14"),
        };
        let changes = [
            Recorded { kind: ChangeKind::Opened, entry: Some(EntryId(6)), change: &opening },
            Recorded { kind: ChangeKind::HeldOpen, entry: None, change: &opening },
            Recorded { kind: ChangeKind::Lane, entry: Some(EntryId(5)), change: &moving },
        ];
        let tonight = Tonight { sources: vec![source(Verdict::Accepted, None)] };
        let unmatched = BTreeMap::from([(provider("ber", "berga"), 4)]);
        let rejected = [rejected(7, "a"), rejected(9, "b")];
        let allowances =
            [Allowance { class: LimitClass::Additions, ceiling: 312, because: "ny leverantör".to_owned() }];
        let acceptances = [Acceptance {
            provider: "berga".to_owned(),
            fault: FileFault::RowCountDrop,
            at_least_rows: 90,
            because: "mindre skola".to_owned(),
        }];
        let ledger = Ledger {
            unmatched: &unmatched,
            rejected: &rejected,
            changes: &changes,
            undetermined: &[(PersonId(3), UndeterminedReason::SourceSilent)],
            allowances: &allowances,
            acceptances: &acceptances,
            coverage: &[("covered".to_owned(), 1)],
            ..empty(&tonight)
        };
        let counts = record(&tx, run, &ledger).unwrap();
        let expected = Counts {
            opened: 1,
            lane_changes: 1,
            held: 1,
            undetermined: 1,
            quarantined: 2,
            ..Counts::default()
        };
        assert_eq!(counts, expected);
        finish_run(&tx, run, &counts, Some("digest"), "2016-11-15T02:00:01Z").unwrap();
        let last = last_committed(&tx).unwrap().unwrap();
        assert_eq!((last.run, last.outcome, last.counts), (run, Outcome::Held, expected));
        assert_eq!(last.register_digest.as_deref(), Some("digest"));
        assert_eq!(last.finished_at.as_deref(), Some("2016-11-15T02:00:01Z"));

        let text = |sql: &str| -> String { tx.query_row(sql, [], |row| row.get(0)).unwrap() };
        let changes = "SELECT group_concat(concat_ws(' ', as_of, run_id, change, person_id, entry_id, reason,
                              effective_on, explained), '|') FROM register_changes";
        assert_eq!(
            text(changes),
            "2016-11-14 1 opened 1 6 moved_in 2016-11-01 1|2016-11-14 1 held_open 1 moved_in 2016-11-01 1|\
             2016-11-14 1 lane 2 5 occupied 2016-11-14 1"
        );
        let sources =
            "SELECT concat_ws(' ', source, provider, file_date, rows, quarantined, unmatched, verdict)
                       FROM sources";
        assert_eq!(text(sources), "ber berga 2016-11-13 100 1 4 accepted");
        let allowed = "SELECT concat_ws(' ', class, ceiling, because, given_by) FROM allowance";
        assert_eq!(text(allowed), "additions 312 ny leverantör anna");
        let accepted =
            "SELECT concat_ws(' ', provider, code, at_least_rows, because, given_by) FROM acceptance";
        assert_eq!(text(accepted), "berga row_count_drop 90 mindre skola anna");
        assert_eq!(
            text("SELECT concat_ws(' ', as_of, \"group\", persons) FROM coverage"),
            "2016-11-14 covered 1"
        );
    }
}
