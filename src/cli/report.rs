//! `report`: statistics of the register, each in the form that was asked for.

use super::Clock;
pub use super::arguments::by_ending;
use super::arguments::{Cli, FiguresCommand, FormArgs, ReportArgs, ReportCommand, ReportFormat};
use super::exit::{Exit, misuse};
use super::half_year;
use super::log::note_made;
use super::output::{self, is_watched, print, print_made};
use super::page;
use super::past::{Past, Told};
use crate::domain::codes::Code;
use crate::domain::rules::OutreachRules;
use crate::domain::statistics::figures::{Kind, Period, Report, SchoolYear};
use crate::domain::statistics::tally::Tally;
use crate::domain::statistics::year::{self, Ground};
use crate::domain::statistics::{coverage, flows, lag, register};
use crate::own_files::Draft;
use crate::register::database::Transaction;
use crate::register::statistics::{self as stored, Known};
use crate::report::statistics::{self as forms, About};
use crate::report::words::{Notice, notice};
use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use serde_json::json;
use std::path::Path;

/// Tells a report.
pub fn report(cli: &Cli, args: &ReportArgs, clock: Clock) -> Result<Exit> {
    match &args.command {
        ReportCommand::Figures(command) => figures(cli, command),
        ReportCommand::HalfYear(args) => half_year::half_year(cli, args, clock),
        ReportCommand::Html(args) => page::page(cli, args),
    }
}

/// Counts, and tells in the form that was asked for.
fn figures(cli: &Cli, command: &FiguresCommand) -> Result<Exit> {
    let form = form(command);
    let mut register = cli.register()?;
    let tx = register.read()?;
    let Some(known) = stored::known(&tx, form.known_on)? else {
        bail!(
            "there is no night to report of{}",
            form.known_on.map_or_else(String::new, |on| format!(" up to {on}"))
        );
    };
    let past = Past::load(&tx)?;
    let counted = count(cli, &tx, (&known, &past), command)?;
    let report = counted.report(form.publish);
    refuse_the_future(report.period, known.last.as_of)?;
    if report.kind != Kind::Coverage {
        past.refuse_known_on(form.known_on, report.period.first_day())?;
    }
    tell(cli, form, &about(cli, &known, form.known_on), &report)
}

/// Nobody knows who will be covered: an open entry would count as if it stayed so.
fn refuse_the_future(period: Period, night: NaiveDate) -> Result<()> {
    if period.last_begins_on() <= night {
        return Ok(());
    }
    Err(misuse(format!("the last night known is {night}, and what is asked for comes after it")))
}

/// What every form names.
pub fn about(cli: &Cli, known: &Known, known_on: Option<NaiveDate>) -> About {
    About {
        first: known.first,
        database: cli.db.file_name().unwrap_or(cli.db.as_os_str()).to_string_lossy().into_owned(),
        night: known.last.as_of,
        run: known.last.run.0,
        known_on,
        program: format!("kaa-sync {}", crate::VERSION),
    }
}

fn form(command: &FiguresCommand) -> &FormArgs {
    match command {
        FiguresCommand::Register { form, .. }
        | FiguresCommand::Flows { form, .. }
        | FiguresCommand::Year { form, .. }
        | FiguresCommand::Outreach { form, .. }
        | FiguresCommand::Series { form, .. }
        | FiguresCommand::Lag { form, .. }
        | FiguresCommand::Coverage { form, .. } => form,
    }
}

fn count(
    cli: &Cli,
    tx: &Transaction<'_>,
    (known, past): (&Known, &Past<'_>),
    command: &FiguresCommand,
) -> Result<Tally> {
    let night = known.last.as_of;
    match command {
        FiguresCommand::Register { on, .. } => {
            let on = on.unwrap_or(night);
            let (covered, frozen) = match past.day(on)? {
                Some(told) => told,
                None => (register::count(&stored::basis(tx, known)?, on), None),
            };
            Ok(register::register(&covered, on).frozen(frozen))
        }
        FiguresCommand::Flows { from, to, by_month, .. } => {
            let to = told_through(*from, *to, night)?;
            let (balances, frozen) = past.balances(&stored::basis(tx, known)?, (*from, to), *by_month)?;
            Ok(flows::flows(&balances, *from, to, *by_month).frozen(frozen))
        }
        FiguresCommand::Year { year, .. } => {
            let (counts, frozen) = of_years(cli, tx, known, |ground| of_year(past, ground, *year))?;
            Ok(year::year(&counts, *year).frozen(frozen))
        }
        FiguresCommand::Outreach { year, .. } => {
            let (counts, frozen) = of_years(cli, tx, known, |ground| of_year(past, ground, *year))?;
            Ok(year::outreach(&counts, *year).frozen(frozen))
        }
        FiguresCommand::Series { from, to, .. } => {
            if from >= to {
                return Err(misuse(format!("no school year begins in {from} or later and ends in {to}")));
            }
            let years = (*from..*to).map(SchoolYear);
            let told: Vec<Told<year::Counts>> =
                of_years(cli, tx, known, |ground| years.map(|year| of_year(past, ground, year)).collect())?;
            let (counts, frozen): (Vec<_>, Vec<_>) = told.into_iter().unzip();
            Ok(year::series(SchoolYear(*from), &counts).frozen(frozen.into_iter().flatten().max()))
        }
        FiguresCommand::Lag { from, to, .. } => {
            let to = to.unwrap_or(night);
            let from = from.unwrap_or(SchoolYear::of(to).first_day());
            let to = told_through(from, to, night)?;
            past.refuse(from)?;
            let delays = stored::delays(tx, known, from, to)?;
            Ok(lag::lag(&delays, &stored::quarantined(tx, known, from, to)?, from, to))
        }
        FiguresCommand::Coverage { on, .. } => {
            let on = on.unwrap_or(night);
            let counted = stored::coverage(tx, known, on)?;
            let (night, parts) = counted.with_context(|| format!("there is no night up to {on}"))?;
            Ok(coverage::coverage(&parts, night))
        }
    }
}

/// The last day of a period; one that has begun is told through the last night.
fn told_through(from: NaiveDate, to: NaiveDate, night: NaiveDate) -> Result<NaiveDate> {
    if from > to {
        return Err(misuse(format!("`--from {from}` lies after `--to {to}`")));
    }
    Ok(to.min(night).max(from))
}

/// What depends on the clock of outreach.
fn of_years<T>(
    cli: &Cli,
    tx: &Transaction<'_>,
    known: &Known,
    count: impl FnOnce(Ground<'_>) -> Result<T>,
) -> Result<T> {
    let config = cli.config()?;
    let rules: &OutreachRules = &config.rules.outreach;
    let basis = stored::basis(tx, known)?;
    count(Ground { basis: &basis, rules, night: known.last.as_of })
}

/// A school year: as it was kept, if its persons have been erased.
fn of_year(past: &Past<'_>, ground: Ground<'_>, year: SchoolYear) -> Result<Told<year::Counts>> {
    Ok(past.year(year)?.unwrap_or_else(|| (year::count(ground, year), None)))
}

/// Prints the report, or writes it into a file.
fn tell(cli: &Cli, form: &FormArgs, about: &About, report: &Report) -> Result<Exit> {
    let format = form.format(cli.json);
    match &form.out {
        None => show(cli, format, about, report)?,
        Some(out) => {
            write(cli, out, &set(cli, format, about, report)?)?;
            told_where(cli, report.kind.as_str(), out)?;
        }
    }
    Ok(Exit::Done)
}

/// Prints a report.
pub fn show(cli: &Cli, format: ReportFormat, about: &About, report: &Report) -> Result<()> {
    match format {
        ReportFormat::Text => output::show(&forms::text(cli.lang(), about, report)),
        ReportFormat::Json | ReportFormat::Csv => {
            print(&String::from_utf8(set(cli, format, about, report)?)?)
        }
        ReportFormat::Xlsx => Err(misuse("a workbook is not printed: give `--out FILE`")),
    }
}

/// A report in a form.
pub fn set(cli: &Cli, format: ReportFormat, about: &About, report: &Report) -> Result<Vec<u8>> {
    match format {
        ReportFormat::Text => Ok(forms::text(cli.lang(), about, report).into_plain().into_bytes()),
        ReportFormat::Json => Ok(format!("{:#}\n", forms::json(about, report)).into_bytes()),
        ReportFormat::Csv => forms::csv(cli.lang(), about, report),
        ReportFormat::Xlsx => forms::xlsx(cli.lang(), about, report),
    }
}

/// Tells a program where a report is, which was written and not printed.
pub fn told_where(cli: &Cli, report: &str, out: &Path) -> Result<()> {
    if !cli.json {
        return Ok(());
    }
    print_made(&json!({ "report": report, "file": out.display().to_string() }))
}

/// Writes a file that is not there yet.
pub fn write(cli: &Cli, out: &Path, bytes: &[u8]) -> Result<()> {
    let mut draft = Draft::begin(out)?;
    draft.write(bytes).and_then(|()| draft.publish()).context("writing the report")?;
    if !cli.quiet && (cli.verbose > 0 || is_watched()) {
        note_made(&notice(cli.lang(), &Notice::Wrote(&out.display().to_string())))?;
    }
    Ok(())
}
