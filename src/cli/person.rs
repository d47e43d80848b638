//! `explain` and `history`: one person at a time, and every look is recorded.

use super::Clock;
use super::arguments::{Cli, HistoryArgs, WhoArgs};
use super::dossier;
use super::exit::{Exit, misuse};
use super::output::{print_json, show};
use crate::domain::history::events;
use crate::domain::number::{Form, Number, looks_personal};
use crate::domain::reported::Reported;
use crate::domain::state::{EntryId, PersonId, State};
use crate::night;
use crate::register::database::Transaction;
use crate::register::{reported, state, views};
use crate::report::explain as explanation;
use crate::report::history::{self as timeline, History};
use anyhow::{Context, Error, Result, bail};
use chrono::NaiveDate;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::BufRead;

/// Tells why each person asked about is in the register, or not.
pub fn explain(cli: &Cli, args: &WhoArgs, clock: Clock) -> Result<Exit> {
    let config = cli.config()?;
    let mut register = cli.register()?;
    let tx = register.read()?;
    let asked = night::Asked::load(&tx, &config)?;
    let persons = persons(&tx, args, clock.today())?;
    tx.commit()?;
    let explained = persons.iter().map(|person| asked.explain(*person, args.include_protected));
    let explained = explained.collect::<Result<Vec<_>>>()?;
    cli.record_look(&mut register, clock, "explain", persons.len())?;
    if cli.json {
        let values = explained.iter().map(|one| explanation::json(one, &config.rules));
        return answer(args, values.collect());
    }
    for one in &explained {
        show(&explanation::text(cli.lang(), one, &config.rules))?;
    }
    Ok(Exit::Done)
}

/// Tells what has happened to each person asked about, or writes all that is kept of one.
pub fn history(cli: &Cli, args: &HistoryArgs, clock: Clock) -> Result<Exit> {
    let HistoryArgs { who: args, export } = args;
    if let Some(file) = export {
        return dossier::export(cli, args, file, clock);
    }
    let mut register = cli.register()?;
    let tx = register.read()?;
    let persons = persons(&tx, args, clock.today())?;
    let state = state::load(&tx)?;
    let reported = reported::load_reported(&tx, reported::last_recording(&tx)?)?;
    let told = persons
        .iter()
        .map(|person| timeline_of(&tx, *person, &state, &reported, args.include_protected))
        .collect::<Result<Vec<_>>>()?;
    tx.commit()?;
    cli.record_look(&mut register, clock, "history", persons.len())?;
    if cli.json {
        return answer(args, told.iter().map(timeline::json).collect());
    }
    for one in &told {
        show(&timeline::text(cli.lang(), one))?;
    }
    Ok(Exit::Done)
}

fn timeline_of(
    tx: &Transaction<'_>,
    person: PersonId,
    state: &State,
    reported: &Reported,
    include_protected: bool,
) -> Result<History> {
    let is_own = |number: &Number| state.people.by_number.get(number) == Some(&person);
    let entries: BTreeMap<_, _> = state
        .entries
        .iter()
        .filter(|(_, entry)| entry.person == person)
        .map(|(id, e)| (*id, e.clone()))
        .collect();
    let tasks: Vec<_> = state
        .tasks
        .iter()
        .filter(|(_, task)| entries.contains_key(&task.entry))
        .map(|(id, task)| (*id, task.clone()))
        .collect();
    let shown = state.people.persons.get(&person).filter(|who| include_protected || !who.protected);
    let versions = state::versions_of(tx, &entries).context("reading a person's entries")?;
    Ok(History {
        person,
        number: shown.map(|who| who.number),
        events: events(&versions, &tasks, &reported.about(is_own)),
    })
}

/// A list for `-`, however many were asked about; one value otherwise.
fn answer(args: &WhoArgs, mut values: Vec<Value>) -> Result<Exit> {
    let value = if args.who == "-" { Value::Array(values) } else { values.pop().unwrap_or_default() };
    print_json(&value)?;
    Ok(Exit::Done)
}

/// The persons meant: an entry's, a number's, or those of the numbers on standard input.
fn persons(tx: &Transaction<'_>, args: &WhoArgs, today: NaiveDate) -> Result<Vec<PersonId>> {
    let asked = asked(args)?;
    asked.iter().map(|asked| person(tx, &asked.who, today).map_err(|error| asked.placed(error))).collect()
}

/// Who is asked about, and on which line of standard input if it was read from there.
pub(super) struct AskedAbout {
    pub(super) who: String,
    line: Option<u64>,
}

impl AskedAbout {
    /// An error about it, with its line.
    pub(super) fn placed(&self, error: Error) -> Error {
        match self.line {
            Some(line) => error.context(format!("standard input, line {line}")),
            None => error,
        }
    }
}

/// Who is asked about: at least one.
pub(super) fn asked(args: &WhoArgs) -> Result<Vec<AskedAbout>> {
    if args.who != "-" {
        return Ok(vec![AskedAbout { who: args.who.clone(), line: None }]);
    }
    let lines =
        std::io::stdin().lock().lines().collect::<Result<Vec<_>, _>>().context("reading standard input")?;
    let lines = (1..).zip(lines.iter().map(|line| line.trim())).filter(|(_, who)| !who.is_empty());
    let asked: Vec<_> =
        lines.map(|(line, who)| AskedAbout { who: who.to_owned(), line: Some(line) }).collect();
    if asked.is_empty() {
        return Err(misuse("nobody was asked about: standard input holds no number"));
    }
    Ok(asked)
}

/// What is said of a number that nothing is known of. It is not repeated.
pub(super) const NOBODY: &str =
    "nobody with that number is known: not in the population extract's birth years, nor in the register";

/// What is not found is not repeated: it may be somebody's number.
pub(super) fn person(tx: &Transaction<'_>, who: &str, today: NaiveDate) -> Result<PersonId> {
    if let Some(number) = Number::parse(who, Form::TwelveOrTen, today) {
        return match views::person_of_number(tx, number)? {
            Some(person) => Ok(person),
            None => bail!(NOBODY),
        };
    }
    if looks_personal(who) {
        return Err(misuse("that is no valid personal number: its date or check digit is wrong"));
    }
    let entry = who.parse().map_err(|_| misuse("expected an entry's number, a personal number, or `-`"))?;
    views::person_of_entry(tx, EntryId(entry))?.with_context(|| format!("there is no entry {entry}"))
}
