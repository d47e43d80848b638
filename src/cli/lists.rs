//! `register` and `runs`: rows of the register as tables.

use super::Clock;
use super::arguments::{Cli, RegisterArgs};
use super::exit::Exit;
use super::output::{print_json, show};
use crate::domain::codes::CoveredReason;
use crate::domain::number::Number;
use crate::register::runs::{self, RunRow};
use crate::register::views::{self, RegisterRow};
use crate::report::Lang;
use crate::report::table::Table;
use crate::report::words::{self, labels};
use anyhow::Result;
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Lists the entries open on a day, or counts them by reason.
pub fn register(cli: &Cli, args: &RegisterArgs, clock: Clock) -> Result<Exit> {
    let mut register = cli.register()?;
    let tx = register.read()?;
    let last = runs::last_committed(&tx)?.map(|run| run.as_of);
    let on = args.on.or(last).unwrap_or_else(|| clock.today());
    let before = args.known_on.map(|known_on| runs::first_after(&tx, known_on)).transpose()?.flatten();
    let mut rows = views::register_on(&tx, on, before)?;
    if args.include_protected {
        for row in &mut rows {
            row.personnummer = views::number_of(&tx, row.person)?;
        }
    }
    tx.commit()?;
    if args.include_protected {
        cli.record_look(&mut register, clock, "register --include-protected", rows.len())?;
    }
    match (args.count, cli.json) {
        (true, true) => print_json(&counted_json(on, &rows))?,
        (true, false) => show(&counted(cli.lang(), &rows).text())?,
        (false, true) => print_json(&Value::Array(rows.iter().map(register_json).collect()))?,
        (false, false) => show(&listed(cli.lang(), &rows).text())?,
    }
    Ok(Exit::Done)
}

fn by_reason(rows: &[RegisterRow]) -> BTreeMap<CoveredReason, u64> {
    let mut counts = BTreeMap::new();
    for row in rows {
        *counts.entry(row.opened_reason).or_default() += 1;
    }
    counts
}

fn counted(lang: Lang, rows: &[RegisterRow]) -> Table {
    let words = labels(lang);
    let mut table = Table::new([words.reason, words.persons], &[1]);
    for (reason, count) in by_reason(rows) {
        table.rows.push(vec![words::covered(lang, reason).to_owned(), count.to_string()]);
    }
    table.rows.push(vec![words.total.to_owned(), rows.len().to_string()]);
    table
}

fn counted_json(on: NaiveDate, rows: &[RegisterRow]) -> Value {
    let counts = by_reason(rows).into_iter().map(|(reason, count)| (reason.to_string(), json!(count)));
    json!({"on": on.to_string(), "open": rows.len(), "by_reason": Value::Object(counts.collect())})
}

fn listed(lang: Lang, rows: &[RegisterRow]) -> Table {
    let words = labels(lang);
    let headers = [words.entry_number, words.personnummer, words.opened_on, words.reason, words.lane];
    let mut table = Table::new(headers, &[0]);
    for row in rows {
        table.rows.push(vec![
            row.entry.to_string(),
            words::shown(lang, row.person, row.personnummer),
            row.opened_on.to_string(),
            words::covered(lang, row.opened_reason).to_owned(),
            words::lane(lang, row.lane).to_owned(),
        ]);
    }
    table
}

fn register_json(row: &RegisterRow) -> Value {
    json!({
        "entry_id": row.entry,
        "person_id": row.person,
        "personnummer": row.personnummer.as_ref().map(Number::as_str),
        "opened_on": row.opened_on.to_string(),
        "opened_known_on": row.opened_known_on.to_string(),
        "opened_reason": row.opened_reason,
        "closed_on": row.closing.map(|closing| closing.closed_on.to_string()),
        "closed_known_on": row.closing.map(|closing| closing.known_on.to_string()),
        "closed_reason": row.closing.map(|closing| closing.reason.as_str()),
        "lane": row.lane,
    })
}

/// Lists every run, the first first.
pub fn runs(cli: &Cli) -> Result<Exit> {
    let mut register = cli.register()?;
    let tx = register.read()?;
    let all = runs::all_runs(&tx)?;
    if cli.json {
        print_json(&Value::Array(all.iter().map(run_json).collect()))?;
    } else {
        show(&nights(cli.lang(), &all).text())?;
    }
    Ok(Exit::Done)
}

fn run_json(run: &RunRow) -> Value {
    json!({
        "run_id": run.run.0,
        "as_of": run.as_of.to_string(),
        "outcome": run.outcome,
        "opened": run.counts.opened,
        "closed": run.counts.closed,
        "corrected": run.counts.corrected,
        "lane_changes": run.counts.lane_changes,
        "held": run.counts.held,
        "undetermined": run.counts.undetermined,
        "quarantined": run.counts.quarantined,
        "register_digest": run.register_digest,
        "program_version": run.program_version,
        "supersedes": run.supersedes.map(|run| run.0),
        "started_at": run.started_at,
        "finished_at": run.finished_at,
    })
}

fn nights(lang: Lang, runs: &[RunRow]) -> Table {
    let words = labels(lang);
    let headers = [
        words.run,
        words.night,
        words.outcome,
        words.opened_entries,
        words.closed_entries,
        words.held,
        words.digest,
    ];
    let mut table = Table::new(headers, &[0, 3, 4, 5]);
    for run in runs {
        let counts = run.counts;
        let digest = run.register_digest.as_deref().unwrap_or_default();
        table.rows.push(vec![
            run.run.0.to_string(),
            run.as_of.to_string(),
            words::outcome(lang, run.outcome).to_owned(),
            counts.opened.to_string(),
            counts.closed.to_string(),
            counts.held.to_string(),
            digest.chars().take(8).collect(),
        ]);
    }
    table
}
