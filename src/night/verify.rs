//! Every check of a register, in order: what the database can tell of itself, then what must hold of
//! what it says.
//!
//! Reads only. What cannot be read is a finding, not an error.

use super::asked::KnownNight;
use crate::config::Config;
use crate::domain::codes::{Check, Code};
use crate::domain::invariants::{self, Checked, Finding, Unasked, decision};
use crate::domain::state::State;
use crate::register::database::Transaction;
use crate::register::digest::register_digest;
use crate::register::reported::{last_recording, load_reported};
use crate::register::runs::{RunRow, last_committed};
use crate::register::{state, verify as asked};
use anyhow::Result;

/// Makes every check.
pub fn verify(tx: &Transaction<'_>, config: &Config) -> Result<Vec<Checked>> {
    let integrity = asked::integrity(tx).unwrap_or_else(|fault| vec![told(&fault)]);
    let is_whole = integrity.is_empty();
    let mut all = vec![found(Check::Integrity, integrity)];
    if !is_whole {
        all.extend(unasked(&Check::ALL[1..], Unasked::Damaged));
        return Ok(all);
    }
    all.push(found(Check::ForeignKeys, asked::foreign_keys(tx)?));
    let read = Read::load(tx);
    all.push(found(Check::Readable, read.as_ref().err().map(told).into_iter().collect()));
    all.push(found(Check::Versions, asked::versions(tx)?));
    all.push(found(Check::CommittedNights, asked::uncommitted(tx)?));
    all.push(found(Check::RunCounts, asked::miscounted(tx)?));
    match read {
        Ok(read) => all.extend(read.checked(tx, config)?),
        Err(_) => all.extend(unasked(&OF_WHAT_IS_READ, Unasked::Unreadable)),
    }
    Ok(all)
}

/// The checks that need more than the database's word.
const OF_WHAT_IS_READ: [Check; 10] = [
    Check::BirthYears,
    Check::EntriesApart,
    Check::OpenEntryLast,
    Check::LanesTile,
    Check::TaskOfOpenEntry,
    Check::TaskOfClosedEntry,
    Check::OneRung,
    Check::Coverage,
    Check::Decision,
    Check::Digest,
];

fn told(fault: &anyhow::Error) -> Finding {
    Finding::Told(format!("{fault:#}"))
}

fn found(check: Check, findings: Vec<Finding>) -> Checked {
    Checked { check, findings: Ok(findings) }
}

fn unasked(checks: &[Check], why: Unasked) -> impl Iterator<Item = Checked> {
    checks.iter().map(move |check| Checked { check: *check, findings: Err(why) })
}

/// The register as values.
struct Read {
    state: State,
    last: Option<RunRow>,
}

impl Read {
    fn load(tx: &Transaction<'_>) -> Result<Self> {
        load_reported(tx, last_recording(tx)?)?;
        Ok(Self { state: state::load(tx)?, last: last_committed(tx)? })
    }

    fn checked(&self, tx: &Transaction<'_>, config: &Config) -> Result<Vec<Checked>> {
        let (state, entries) = (&self.state, &self.state.entries);
        let once_apart = asked::once_apart(tx)?;
        let mut all = vec![
            found(Check::BirthYears, invariants::outside_birth_years(state)),
            found(Check::EntriesApart, invariants::overlapping(entries, &once_apart)),
            found(Check::OpenEntryLast, invariants::closed_after_open(entries, &once_apart)),
            found(Check::LanesTile, invariants::untiled(entries, &asked::shown_lanes(tx)?)),
            found(Check::TaskOfOpenEntry, invariants::made_without_open_entry(state)),
            found(Check::TaskOfClosedEntry, invariants::open_on_closed_entry(state)),
            found(Check::OneRung, invariants::on_two_rungs(state)),
        ];
        all.extend(match &self.last {
            Some(last) => self.of_night(tx, config, last)?,
            None => [Check::Coverage, Check::Decision, Check::Digest].map(|check| found(check, Vec::new())),
        });
        Ok(all)
    }

    fn of_night(&self, tx: &Transaction<'_>, config: &Config, last: &RunRow) -> Result<[Checked; 3]> {
        Ok([
            found(Check::Coverage, asked::uncovered(tx, last.run)?),
            Checked { check: Check::Decision, findings: self.decision(tx, config, last)? },
            Checked { check: Check::Digest, findings: digest(tx, last)? },
        ])
    }

    /// What the last night, decided again from what it knew, would change.
    fn decision(
        &self,
        tx: &Transaction<'_>,
        config: &Config,
        last: &RunRow,
    ) -> Result<Result<Vec<Finding>, Unasked>> {
        if last.config_digest != config.digest || last.program_version != crate::VERSION {
            return Ok(Err(Unasked::OtherSettings));
        }
        let held = asked::held(tx, last.run)?;
        let night = KnownNight::assemble(tx, last, &self.state, config)?;
        let undecided =
            decision::undecided(&self.state.entries, &night.facts, &config.rules, last.as_of, &held);
        Ok(Ok(undecided.into_iter().map(Finding::Person).collect()))
    }
}

/// The last night's run, if the register is no longer the one it left. What a digest is of belongs to the
/// program that took it.
fn digest(tx: &Transaction<'_>, last: &RunRow) -> Result<Result<Vec<Finding>, Unasked>> {
    if last.program_version != crate::VERSION {
        return Ok(Err(Unasked::OtherSettings));
    }
    let now = register_digest(tx, last.as_of)?;
    let is_other = last.register_digest.as_ref() != Some(&now);
    Ok(Ok(is_other.then_some(Finding::Run(last.run.0)).into_iter().collect()))
}
