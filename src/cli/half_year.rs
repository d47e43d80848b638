//! `report half-year`: the delivery to SCB as a file, and what it was checked for.
//!
//! What is found is told and does not stop the file; codes that SCB's are missing for do, unless asked to be kept.

use super::Clock;
use super::arguments::{Cli, ReportFormat, day};
use super::exit::{Exit, Untold, configuration, misuse, with_what_became_of_it};
use super::log::note;
use super::output::{is_watched, print_json};
use super::past::Past;
use super::recorded::{self, RecordedFile};
use super::report as forms;
use crate::config::scb;
use crate::domain::delivery::half_year::HalfYear;
use crate::domain::delivery::outcome::Unmapped;
use crate::domain::delivery::{Asked, Delivery, deliver};
use crate::domain::rules::Rules;
use crate::domain::state::EntryId;
use crate::domain::statistics::figures::Report;
use crate::register::access::{self, Look};
use crate::register::database::Register;
use crate::register::delivery as stored;
use crate::register::statistics::{self, Known};
use crate::report::Lang;
use crate::report::delivery as report;
use crate::report::sheet::{self, Sheet};
use crate::report::statistics::{self as figures, About};
use crate::report::words::{self, Notice, notice};
use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const DELIVERY: RecordedFile = RecordedFile {
    failed: "nothing was delivered",
    committing: "recording the delivery",
    unconfirmed: "it may not be recorded that it was made: make it again into another file, and throw this one away",
};

/// `report half-year`.
#[derive(Debug, Args)]
pub struct HalfYearArgs {
    /// Which: `2016H1` is January to June 2016, `2016H2` July to December
    #[arg(value_name = "HALF-YEAR", value_parser = half_year_of)]
    pub half_year: HalfYear,
    /// The file; it must not be there yet
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// SCB's codes for ours; `scb.csv` beside the configuration if not given
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// What becomes of codes that SCB's are missing for; if not given, nothing is written
    #[arg(long, value_enum, value_name = "WHAT")]
    pub unmapped: Option<UnmappedCodes>,
    /// As it was known when the night of this date was the last one
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub known_on: Option<NaiveDate>,
    /// Write what was checked into this file instead of printing it: CSV, XLSX, JSON or text, by its ending
    #[arg(long, value_name = "FILE")]
    pub checks: Option<PathBuf>,
    /// Deliver protected persons as well
    #[arg(long)]
    pub include_protected: bool,
}

/// What becomes of codes that the receiver's are missing for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum UnmappedCodes {
    /// Write ours
    Keep,
}

fn half_year_of(text: &str) -> Result<HalfYear, String> {
    HalfYear::parse(text).ok_or_else(|| "expected a half-year as `2016H1` or `2016H2`".to_owned())
}

/// Makes the delivery, and tells what it was checked for.
pub fn half_year(cli: &Cli, args: &HalfYearArgs, clock: Clock) -> Result<Exit> {
    let rules = cli.config()?.rules;
    let path = args.mapping.clone().unwrap_or_else(|| scb::path(&cli.config));
    let mapping = scb::load(&path).map_err(|error| configuration(&error))?;
    if let Some(taken) = args.checks.as_ref().filter(|file| file.symlink_metadata().is_ok()) {
        return Err(misuse(format!("`{}` is there already; nothing was delivered", taken.display())));
    }
    let mut register = cli.register()?;
    let (delivery, known) = delivery(&mut register, args, &rules)?;
    let unmapped = delivery.unmapped(&mapping);
    if !unmapped.is_empty() && args.unmapped.is_none() {
        return Err(misuse(refusal(&unmapped, &path.display().to_string())));
    }
    if !delivery.rows.is_empty() {
        let sheet = report::sheet(&delivery, &rules.municipality, &mapping);
        write(cli, args, clock, &mut register, &sheet).map_err(with_what_became_of_it)?;
    }
    tell(cli, args, &delivery, known.last.as_of).context(Untold::Delivery)?;
    let about = forms::about(cli, &known, args.known_on);
    let report = delivery.report(&unmapped);
    tell_checks(cli, args, &about, &report).context(Untold::Delivery)?;
    if cli.json {
        print_json(&delivery_json(args, &about, &report, &delivery)).context(Untold::Delivery)?;
    }
    Ok(if delivery.has_findings(&unmapped) { Exit::Faults } else { Exit::Done })
}

/// The delivery, and what is known.
fn delivery(register: &mut Register, args: &HalfYearArgs, rules: &Rules) -> Result<(Delivery, Known)> {
    let tx = register.read()?;
    let Some(known) = statistics::known(&tx, args.known_on)? else {
        bail!("no night had been run by then: there is nothing to deliver");
    };
    let past = Past::load(&tx)?;
    past.refuse(args.half_year.first_day())?;
    past.refuse_known_on(args.known_on, args.half_year.first_day())?;
    let asked = Asked { half_year: args.half_year, rules, include_protected: args.include_protected };
    Ok((deliver(&stored::load(&tx, &known)?, &asked), known))
}

fn refusal(unmapped: &Unmapped, path: &str) -> String {
    let mut lines =
        vec![format!("`{path}` has no `scb_code` for codes of this delivery; nothing was written")];
    lines.extend(unmapped.iter().map(|(code, missing)| {
        let ours = format!("{};{}", code.domain(), code.as_str());
        let entries: Vec<EntryId> = missing.entries.iter().copied().collect();
        format!("  {ours}, {} to {}: {}", missing.from, missing.to, counted(&entries))
    }));
    lines.push("fill them in, or write ours with `--unmapped keep`".to_owned());
    lines.join("\n")
}

/// Writes the file and records that it was made.
fn write(cli: &Cli, args: &HalfYearArgs, clock: Clock, register: &mut Register, sheet: &Sheet) -> Result<()> {
    let bytes = sheet::unmarked_csv(cli.lang(), sheet)?;
    let protected = if args.include_protected { " --include-protected" } else { "" };
    let command = format!("report half-year {}{protected}", args.half_year);
    let tx = register.begin().context(DELIVERY.failed)?;
    let persons = sheet.rows.len();
    access::record(&tx, &Look { user: &cli.user, at: &clock.stamp(), command: &command, persons })?;
    recorded::write(tx, &args.out, &bytes, &DELIVERY)
}

/// What the checks do not say.
fn tell(cli: &Cli, args: &HalfYearArgs, delivery: &Delivery, night: NaiveDate) -> Result<()> {
    if cli.quiet {
        return Ok(());
    }
    let tell = |told: &Notice<'_>| note(&notice(cli.lang(), told));
    let last_day = args.half_year.last_day();
    if night < last_day {
        tell(&Notice::ToldThrough { night, last_day })?;
    }
    let unknown = &delivery.residence_unknown;
    if !unknown.is_empty() {
        let entries = words::listed(cli.lang(), unknown, unknown.len() as u64);
        let on = last_day.min(night);
        tell(&Notice::ResidenceUnknown { on, count: unknown.len(), entries: &entries })?;
    }
    if delivery.rows.is_empty() {
        tell(&Notice::NobodyToDeliver)
    } else if cli.verbose > 0 || is_watched() {
        tell(&Notice::Delivered(delivery.rows.len(), &args.out.display().to_string()))
    } else {
        Ok(())
    }
}

/// What was looked for, how often it was found, and in which entries: for people, or into the file asked for.
fn tell_checks(cli: &Cli, args: &HalfYearArgs, about: &About, report: &Report) -> Result<()> {
    if let Some(file) = &args.checks {
        let bytes = forms::set(cli, forms::by_ending(file), about, report)?;
        return forms::write(cli, file, &bytes);
    }
    if cli.quiet || cli.json { Ok(()) } else { forms::show(cli, ReportFormat::Text, about, report) }
}

/// The checks as any report, and what was delivered.
fn delivery_json(args: &HalfYearArgs, about: &About, report: &Report, delivery: &Delivery) -> Value {
    let persons = delivery.rows.len();
    let shown = |file: &Path| file.display().to_string();
    let mut told = figures::json(about, report);
    told["delivery"] = json!({
        "file": (persons > 0).then(|| shown(&args.out)),
        "persons": persons,
        "residence_unknown": delivery.residence_unknown,
        "checks_file": args.checks.as_deref().map(shown),
    });
    told
}

/// For whoever operates it, so in English.
fn counted(entries: &[EntryId]) -> String {
    let (count, which) = (entries.len(), if entries.len() == 1 { "entry" } else { "entries" });
    format!("{count} ({which} {})", words::listed(Lang::En, entries, count as u64))
}
