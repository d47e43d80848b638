//! What a night stood on and did, row by row.
//!
//! A refused night has sources and quarantine and nothing else. Nothing written here is ever changed.

mod read;

pub use read::{acceptances, allowances, rejects, sources};

use super::cells::{integer, rows};
use super::runs::RunId;
use crate::domain::change::Change;
use crate::domain::codes::{ChangeKind, Code, UndeterminedReason};
use crate::domain::limits::Allowance;
use crate::domain::metrics::Counts;
use crate::domain::record::Rejected;
use crate::domain::sources::{Acceptance, ProviderId, Tonight};
use crate::domain::state::{EntryId, PersonId};
use crate::domain::statistics::figures::Part;
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
    /// Persons by part of the coverage equation.
    pub coverage: &'a BTreeMap<Part, u64>,
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
    /// Whose word it rests on, and about which school unit.
    pub told_by: Option<(&'a ProviderId, &'a str)>,
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
                           AND run.as_of < (SELECT as_of FROM run WHERE run_id = :run)
                           AND run.outcome <> 'refused'
                           AND NOT EXISTS (
                               SELECT 1 FROM run AS later
                               WHERE later.supersedes = run.run_id AND later.outcome <> 'refused'
                           )
                       ORDER BY run.as_of DESC, source.run_id DESC LIMIT 1
                   )";
    let values = named_params! {":source": id.source, ":provider": id.provider, ":run": run.0};
    rows(tx, sql, values, |cells| Ok((cells.get("fingerprint")?, cells.count("times_seen")?)))
}

fn record_changes(tx: &Transaction<'_>, run: RunId, changes: &[Recorded<'_>]) -> Result<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO change (
             run_id, kind, person_id, entry_id, reason, effective_on, explained, source, provider, school_unit
         ) VALUES (
             :run, :kind, :person_id, :entry_id, :reason, :effective_on, :explained, :source, :provider,
             :school_unit
         )",
    )?;
    for Recorded { kind, entry, change, told_by } in changes {
        insert.execute(named_params! {
            ":run": run.0,
            ":kind": kind.as_str(),
            ":person_id": change.person().0,
            ":entry_id": entry.map(|entry| entry.0),
            ":reason": change.reason(),
            ":effective_on": change.effective_on().to_string(),
            ":explained": change.is_explained(),
            ":source": told_by.map(|(id, _)| &id.source),
            ":provider": told_by.map(|(id, _)| &id.provider),
            ":school_unit": told_by.map(|(_, unit)| unit),
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
    for Allowance { class, ceiling, because, given_by } in ledger.allowances {
        insert.execute(named_params! {
            ":run": run.0,
            ":class": class.as_str(),
            ":ceiling": integer(*ceiling)?,
            ":because": because,
            ":given_by": given_by,
        })?;
    }
    Ok(())
}

fn record_acceptances(tx: &Transaction<'_>, run: RunId, ledger: &Ledger<'_>) -> Result<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO acceptance (run_id, provider, code, at_least_rows, because, given_by)
         VALUES (:run, :provider, :code, :at_least_rows, :because, :given_by)",
    )?;
    for Acceptance { provider, fault, at_least_rows, because, given_by } in ledger.acceptances {
        insert.execute(named_params! {
            ":run": run.0,
            ":provider": provider,
            ":code": fault.as_str(),
            ":at_least_rows": integer(*at_least_rows)?,
            ":because": because,
            ":given_by": given_by,
        })?;
    }
    Ok(())
}

fn record_coverage(tx: &Transaction<'_>, run: RunId, coverage: &BTreeMap<Part, u64>) -> Result<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO coverage_count (run_id, group_name, persons) VALUES (:run, :group_name, :persons)",
    )?;
    for (part, persons) in coverage {
        insert.execute(
            named_params! {":run": run.0, ":group_name": part.key(), ":persons": integer(*persons)?},
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
