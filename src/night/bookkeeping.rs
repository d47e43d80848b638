//! What the ledger is told of a night, and the digest that recognises the same night.

use super::Worked;
use crate::config::Config;
use crate::domain::change::Change;
use crate::domain::codes::ChangeKind;
use crate::domain::coverage::coverage;
use crate::domain::decide::{Decided, Order};
use crate::domain::limits::Allowance;
use crate::domain::record::Reading;
use crate::domain::reported::{
    ContactReport, DecisionReport, InterruptionReport, MeasureReport, OccupationReport, PairedId, Reported,
    TakenOver, ToldContact,
};
use crate::domain::retention::is_erased;
use crate::domain::rules::Rules;
use crate::domain::sources::Acceptance;
use crate::domain::state::{EntryId, PersonId};
use crate::domain::telling::told_by;
use crate::hex::hex;
use crate::register::database::Transaction;
use crate::register::digest::register_digest;
use crate::register::ledger::{self, Ledger, Recorded};
use crate::register::runs::{self, RunId, RunRow, RunStart, finish_run, start_run};
use crate::register::statistics;
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Display;

/// Gives the night its row: every version it writes refers to it.
pub fn open(tx: &Transaction<'_>, worked: &Worked, config: &Config, started_at: &str) -> Result<RunId> {
    let start = RunStart {
        as_of: worked.order.as_of,
        outcome: worked.outcome(),
        config_digest: &config.digest,
        input_digest: &worked.input_digest,
        program_version: crate::VERSION,
        supersedes: worked.supersedes.as_ref().map(|last| last.run),
        initial_load: worked.order.initial_load,
        recorded_through: worked.recorded_through,
        started_at,
    };
    start_run(tx, &start)
}

/// Writes what the night stood on and did, and completes its row.
pub fn close(
    tx: &Transaction<'_>,
    run: RunId,
    worked: &Worked,
    rules: &Rules,
    finished_at: &str,
) -> Result<RunRow> {
    let night = worked.order.as_of;
    let decided = worked.result.as_ref().ok();
    let changes = decided.map_or_else(Vec::new, |decided| recorded(decided, rules));
    let undetermined: Vec<_> =
        decided.map_or_else(Vec::new, |decided| decided.proposal.undetermined().collect());
    let unmatched = decided.map_or_else(BTreeMap::new, |decided| {
        decided.unmatched.iter().map(|(id, unmatched)| (id.clone(), unmatched.rows)).collect()
    });
    // Read back: what the register holds, against what was decided.
    let open = statistics::open_lanes(tx)?;
    let coverage = decided.map_or_else(BTreeMap::new, |decided| coverage(decided, &open, night));
    let rejected: Vec<_> = worked.rejected().map(|(id, row)| (id, row.clone())).collect();
    let told = Ledger {
        tonight: worked.tonight(),
        unmatched: &unmatched,
        rejected: &rejected,
        changes: &changes,
        undetermined: &undetermined,
        allowances: &worked.order.allowances,
        acceptances: &worked.order.acceptances,
        coverage: &coverage,
    };
    let counts = ledger::record(tx, run, &told)?;
    let digest = decided.map(|_| register_digest(tx, night)).transpose()?;
    finish_run(tx, run, &counts, digest.as_deref(), finished_at)?;
    runs::run(tx, run)?.context("the night's row is not in the ledger")
}

/// What was done and what waits. An opening is told with the entry it made.
fn recorded<'a>(decided: &'a Decided, rules: &'a Rules) -> Vec<Recorded<'a>> {
    let entries = &decided.after().entries;
    let open = entries.iter().filter(|(_, entry)| entry.is_open());
    let opened: BTreeMap<PersonId, EntryId> = open.map(|(id, entry)| (entry.person, *id)).collect();
    let told_by = |change: &Change| {
        let placement = told_by(change, decided.facts.get(&change.person())?, rules)?;
        Some((&placement.provider, placement.unit.as_str()))
    };
    let done = decided.approved.changes().iter().map(|change| Recorded {
        kind: change.kind(),
        entry: change.entry().or_else(|| opened.get(&change.person()).copied()),
        change,
        told_by: told_by(change),
    });
    let held = decided.approved.withheld().iter().map(|change| Recorded {
        kind: held_kind(change),
        entry: change.entry(),
        change,
        told_by: told_by(change),
    });
    done.chain(held).collect()
}

fn held_kind(change: &Change) -> ChangeKind {
    match change {
        Change::Open { .. } => ChangeKind::HeldOpen,
        Change::Close { .. } => ChangeKind::HeldClose,
        Change::Correct { .. } | Change::Move { .. } => change.kind(),
    }
}

/// SHA-256 over everything that decides a night besides the register, the settings and the program; but for what
/// was told of those whom the night erases: it decides nothing, and is not there when the night is run again.
pub fn input_digest(readings: &[Reading], reported: &Reported, order: &Order) -> String {
    let mut digest = Sha256::new();
    for reading in readings {
        let Reading { source, provider, file_date, .. } = reading;
        let date = file_date.map_or_else(String::new, |date| date.to_string());
        digest.update(format!("{source}\t{provider}\t{date}\t{}\n", reading.told()));
    }
    digest_reported(&mut digest, &reported.about(|number| !is_erased(number, order.as_of)));
    let Order { as_of, initial_load, allowances, acceptances } = order;
    digest.update(format!("{as_of}\t{initial_load}\n"));
    for Allowance { class, ceiling, because, given_by: _ } in allowances {
        digest.update(format!("{class}\t{ceiling}\t{because}\n"));
    }
    for Acceptance { provider, fault, at_least_rows, because, given_by: _ } in acceptances {
        digest.update(format!("{provider}\t{fault}\t{at_least_rows}\t{because}\n"));
    }
    hex(&digest.finalize())
}

/// What people had told, row by row.
fn digest_reported(digest: &mut Sha256, reported: &Reported) {
    let Reported {
        decisions,
        interruptions,
        occupations,
        contacts,
        measures,
        callable,
        pairings,
        taken_over,
    } = reported;
    let mut add = |kind: &str, row: &[&dyn Display]| {
        let cells: Vec<String> = row.iter().map(ToString::to_string).collect();
        digest.update(format!("{kind}\t{}\n", cells.join("\t")));
    };
    let told = |told: Option<&dyn Display>| told.map_or_else(String::new, ToString::to_string);
    for DecisionReport { number, ruling, reason, from, to } in decisions {
        add("decision", &[&number.as_str(), ruling, reason, from, to]);
    }
    for InterruptionReport { number, unit, last_day } in interruptions {
        add("interruption", &[&number.as_str(), unit, last_day]);
    }
    for OccupationReport { number, occupation, from, to, source } in occupations {
        let to = told(to.as_ref().map(|to| to as _));
        add("occupation", &[&number.as_str(), occupation, from, &to, source]);
    }
    for ToldContact { report, of_registered, known_on: _ } in contacts {
        let ContactReport { number, on, channel, outcome, answered, occupation } = report;
        let answered = told(answered.as_ref().map(|answered| answered as _));
        let occupation = told(occupation.as_ref().map(|occupation| occupation as _));
        let row: [&dyn Display; 7] =
            [&number.as_str(), on, channel, outcome, &answered, &occupation, of_registered];
        add("contact", &row);
    }
    for MeasureReport { number, measure, from, to, ended, before, after } in measures {
        let to = told(to.as_ref().map(|to| to as _));
        let ended = told(ended.as_ref().map(|ended| ended as _));
        let before = told(before.as_ref().map(|before| before as _));
        let after = told(after.as_ref().map(|after| after as _));
        add("measure", &[&number.as_str(), measure, from, &to, &ended, &before, &after]);
    }
    for number in callable {
        add("callable", &[&number.as_str()]);
    }
    for (PairedId { provider, number: paired }, number) in pairings {
        let provider = provider.as_deref().unwrap_or_default();
        add("pairing", &[&provider, &paired.as_str(), &number.as_str()]);
    }
    for TakenOver { number, entered_on, reason, lane, climbed } in taken_over {
        let climbed = told(climbed.as_ref().map(|climbed| climbed as _));
        add("taken_over", &[&number.as_str(), entered_on, reason, lane, &climbed]);
    }
}
