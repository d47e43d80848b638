//! `history --export`: all that is kept of one person, as a file for the person, recorded.
//!
//! Errors name nobody: neither number nor name.

use super::Clock;
use super::arguments::{Cli, WhoArgs};
use super::exit::{Exit, misuse, with_what_became_of_it};
use super::log::note;
use super::output::{is_watched, print_made};
use super::person::{NOBODY, asked, person};
use super::recorded::{self, RecordedFile};
use crate::config::Config;
use crate::domain::codes::SourceKind;
use crate::domain::dossier::{Dossier, Terms};
use crate::domain::number::{Form, Number};
use crate::domain::retention::erased_at_end_of;
use crate::domain::rules::Rules;
use crate::domain::state::PersonId;
use crate::night;
use crate::register::access::{self, Look};
use crate::register::database::{Register, Transaction};
use crate::register::keys::Keys;
use crate::register::{dossier as stored, runs, views};
use crate::report::dossier as told;
use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use serde_json::json;
use std::ffi::OsStr;
use std::path::Path;

const DOSSIER: RecordedFile = RecordedFile {
    failed: "nothing was exported",
    committing: "recording the export",
    unconfirmed: "it may not be recorded that it was made: export again into another file, and throw this one away",
};

/// How it is written.
#[derive(Clone, Copy)]
enum Written {
    Page,
    Text,
    Json,
}

/// Whose rows are meant.
struct Whose {
    /// Nobody's, where a number is asked about that belongs to nobody.
    person: Option<PersonId>,
    keys: Keys,
}

/// Writes all that is kept of one person into a new file.
pub fn export(cli: &Cli, args: &WhoArgs, file: &Path, clock: Clock) -> Result<Exit> {
    let written = written(file)?;
    let config = cli.config()?;
    let mut register = cli.register()?;
    let tx = register.read()?;
    let whose = whose(&tx, args, clock.today())?;
    let dossier = load(&tx, &config, &whose)?;
    tx.commit()?;
    refuse(&dossier, args)?;
    let bytes = bytes(cli, written, &dossier, &config.rules)?;
    write(cli, args, file, clock, &mut register, &bytes).map_err(with_what_became_of_it)?;
    if !cli.quiet && (cli.verbose > 0 || is_watched()) {
        note(&format!("exported what is kept of one person to {}", file.display()))?;
    }
    if cli.json {
        print_made(&json!({ "file": file.display().to_string(), "persons": 1 }))?;
    }
    Ok(Exit::Done)
}

/// How, by the ending of the file's name.
fn written(file: &Path) -> Result<Written> {
    let ending = file.extension().map(OsStr::to_ascii_lowercase);
    match ending.as_ref().and_then(|ending| ending.to_str()) {
        Some("html") => Ok(Written::Page),
        Some("txt") => Ok(Written::Text),
        Some("json") => Ok(Written::Json),
        _ => {
            Err(misuse("expected a file whose name ends in `.html`, `.txt` or `.json`; nothing was exported"))
        }
    }
}

/// The one person meant. A number that belongs to nobody may have rows all the same.
fn whose(tx: &Transaction<'_>, args: &WhoArgs, today: NaiveDate) -> Result<Whose> {
    let asked = asked(args)?;
    let [one] = asked.as_slice() else {
        return Err(misuse(format!(
            "{} numbers are asked about: an export is about one person; nothing was exported",
            asked.len()
        )));
    };
    find(tx, &one.who, today).map_err(|error| one.placed(error))
}

fn find(tx: &Transaction<'_>, who: &str, today: NaiveDate) -> Result<Whose> {
    if let Some(number) = Number::parse(who, Form::TwelveOrTen, today)
        && views::person_of_number(tx, number)?.is_none()
    {
        let keys = stored::keys_of_stray(tx, number)?;
        return Ok(Whose { person: None, keys: keys.context(NOBODY)? });
    }
    let person = person(tx, who, today)?;
    Ok(Whose { person: Some(person), keys: Keys::of_person(tx, person)? })
}

fn load(tx: &Transaction<'_>, config: &Config, whose: &Whose) -> Result<Dossier> {
    let explanation = match whose.person {
        Some(person) => {
            let asked = night::Asked::load(tx, config)?;
            asked.knows(person).then(|| asked.explain(person, true)).transpose()?
        }
        None => None,
    };
    let number = whose.person.map(|person| views::number_of(tx, person)).transpose()?.flatten();
    let dossier = Dossier {
        person: whose.person,
        night: runs::last_committed(tx)?.map(|run| run.as_of),
        explanation,
        holdings: stored::holdings(tx, &whose.keys)?,
        looks: stored::looks(tx)?,
        terms: terms(&config.rules, number),
    };
    if dossier.is_empty() {
        bail!(NOBODY);
    }
    Ok(dossier)
}

fn terms(rules: &Rules, number: Option<Number>) -> Terms {
    let population = rules.sources.iter().find(|source| source.kind == SourceKind::Population);
    Terms {
        municipality: rules.municipality.clone(),
        population: population.map_or_else(String::new, |source| source.name.clone()),
        staged_days: rules.staged_days,
        erased_in: number.map(|number| erased_at_end_of(&number)),
    }
}

/// Whoever writes a protected person's page says so.
fn refuse(dossier: &Dossier, args: &WhoArgs) -> Result<()> {
    if args.include_protected || !dossier.may_be_protected() {
        return Ok(());
    }
    let why = match dossier.person {
        Some(_) => "the person is protected",
        None => {
            "the number belongs to no person of the register, and whether its owner is protected is not known"
        }
    };
    Err(misuse(format!(
        "{why}: the file would show number and address. nothing was exported. if it is for the person alone, give \
         `--include-protected`, which is recorded"
    )))
}

fn bytes(cli: &Cli, written: Written, dossier: &Dossier, rules: &Rules) -> Result<Vec<u8>> {
    let lang = cli.lang();
    let text = match written {
        Written::Page => crate::report::html::dossier(lang, dossier, rules)?,
        Written::Text => told::text(lang, dossier, rules).into_plain(),
        Written::Json => serde_json::to_string_pretty(&told::json(lang, dossier, rules))? + "\n",
    };
    Ok(text.into_bytes())
}

fn write(
    cli: &Cli,
    args: &WhoArgs,
    file: &Path,
    clock: Clock,
    register: &mut Register,
    bytes: &[u8],
) -> Result<()> {
    let command =
        if args.include_protected { "history --export --include-protected" } else { "history --export" };
    let tx = register.begin().context(DOSSIER.failed)?;
    access::record(&tx, &Look { user: &cli.user, at: &clock.stamp(), command, persons: 1 })?;
    recorded::write(tx, file, bytes, &DOSSIER)
}
