//! `plan` and `run`: the night, as it would be and as it is.

use super::Clock;
use super::arguments::{Cli, NightArgs, RunArgs};
use super::exit::{Exit, Untold, with_what_became_of_it};
use super::hooks::{Ended, Told};
use super::log::{note_with, warn};
use super::measured::Begun;
use super::output::{is_watched, print_json, show};
use super::progress::Progress;
use crate::config::Config;
use crate::domain::codes::{FileFault, Outcome, RowFault};
use crate::domain::decide::Order;
use crate::domain::health::Exposure;
use crate::domain::record::Reading;
use crate::domain::sources::ProviderId;
use crate::nearest::nearest;
use crate::night::{self, Inputs, Night, Worked};
use crate::ops::disk;
use crate::register::database::Register;
use crate::register::erase;
use crate::register::runs::RunRow;
use crate::report::night::{self as night_report, Line, NightReport};
use anyhow::{Context, Result};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;

/// Shows what the night would do.
pub fn plan(cli: &Cli, args: &NightArgs, clock: Clock) -> Result<Exit> {
    let (config, order) = (cli.config()?, order(cli, args, clock)?);
    let progress = Progress::begin(cli);
    let watch = |file: &str, read, of| progress.tell(file, read, of);
    let inputs = Inputs { config: &config, extracts: &args.extracts, order: &order, watch: &watch };
    let worked = night::plan(&mut cli.register()?, inputs)?;
    drop(progress);
    let exit = Exit::of(worked.outcome());
    let rejected = rejected(&worked);
    let report = report(&worked, exit, None, &rejected);
    warn_of_nothing(&worked, &args.extracts)?;
    warn_of_remarks(&worked.readings)?;
    warn_of_idle_acceptances(&worked, &order)?;
    if cli.json {
        print_json(&night_report::json(&report))?;
    } else {
        show(&night_report::text(cli.lang(), &report))?;
    }
    Ok(exit)
}

/// Runs the night, and has those told who are to know what becomes of it.
pub fn run(cli: &Cli, args: &RunArgs, clock: Clock) -> Result<Exit> {
    let (config, order) = (cli.config()?, order(cli, &args.night, clock)?);
    let told = Told { hooks: &config.hooks, register: &cli.db, as_of: order.as_of };
    told.around(|| run_night(cli, args, clock, &config, &order))
}

/// Nobody watches at 04.00, and cron mails what is printed: when all is well and nobody is there, nothing is.
fn run_night(cli: &Cli, args: &RunArgs, clock: Clock, config: &Config, order: &Order) -> Result<Ended> {
    let RunArgs { night: args, turn, metrics } = args;
    let begun = Begun::now(clock, metrics)?;
    let progress = Progress::begin(cli);
    let watch = |file: &str, read, of| progress.tell(file, read, of);
    let inputs = Inputs { config, extracts: &args.extracts, order, watch: &watch };
    let _lock = cli.lock(turn)?;
    let register = if args.initial_load { cli.register_or_new() } else { cli.register() };
    let mut register = register.map_err(with_what_became_of_it)?;
    warn_of_exposed(&cli.db)?;
    let night = night::run(&mut register, inputs, &|| clock.stamp());
    drop(progress);
    let night = night.map_err(with_what_became_of_it)?;
    let swept = sweep(&mut register).context(Untold::Night);
    let (exit, mut ended, told) = match &night {
        Night::NothingToDo(run) => {
            let exit = exit(run.outcome, run);
            let ended = nothing_to_do(run, exit);
            let told = tell_nothing_to_do(cli, &ended);
            (exit, ended, told)
        }
        Night::Written { worked, run, erased } => {
            let exit = exit(worked.outcome(), run);
            let rejected = rejected(worked);
            let report = report(worked, exit, Some((run, *erased)), &rejected);
            let told = tell_written(cli, args, order, (worked, run, &report, exit));
            (exit, written(&report, exit), told)
        }
    };
    let measured = begun.measure(clock, &mut register, &config.rules, exit).context(Untold::Metrics);
    let mut untold = [swept, told.context(Untold::Night), measured].into_iter().filter_map(Result::err);
    ended.untold = untold.next();
    untold.for_each(|more| {
        let _ = warn(&format!("{more:#}"));
    });
    Ok(ended)
}

fn nothing_to_do(run: &RunRow, exit: Exit) -> Ended {
    let told = json!({
        "as_of": run.as_of.to_string(),
        "nothing_to_do": true,
        "outcome": run.outcome,
        "exit_code": exit.code(),
        "run_id": run.run.0,
        "register_digest": run.register_digest,
        "held": { "count": run.counts.held },
    });
    let summary = format!("{}: nothing to do, run {} already has it", run.as_of, run.run.0);
    Ended { exit, summary, run: told, untold: None }
}

fn written(report: &NightReport<'_>, exit: Exit) -> Ended {
    let summary = night_report::line(report).text;
    Ended { exit, summary, run: night_report::summary(report), untold: None }
}

fn tell_nothing_to_do(cli: &Cli, ended: &Ended) -> Result<()> {
    if cli.verbose > 0 || is_watched() && !cli.json && !cli.quiet {
        note_with(Line { text: ended.summary.clone(), values: ended.run.clone() })?;
    }
    if cli.json { print_json(&ended.run) } else { Ok(()) }
}

fn tell_written(
    cli: &Cli,
    args: &NightArgs,
    order: &Order,
    (worked, run, report, exit): (&Worked, &RunRow, &NightReport<'_>, Exit),
) -> Result<()> {
    warn_of_nothing(worked, &args.extracts)?;
    warn_of_remarks(&worked.readings)?;
    warn_of_idle_acceptances(worked, order)?;
    warn_of_left(worked)?;
    warn_of_residual(run)?;
    tell(cli, report, exit)
}

/// Has the bytes of erased persons gone, if any wait for it. The night stands whatever comes of it: what is still
/// there is told by `status`, and tried again by the next run.
pub fn sweep(register: &mut Register) -> Result<()> {
    match erase::sweep(register) {
        Ok(()) => Ok(()),
        Err(fault) => warn(&format!(
            "persons were erased, but traces of them may be left in the register's file: {fault:#}. the \
             night stands; the next run tries again"
        )),
    }
}

/// Files that are there and could not be read.
pub fn warn_of_remarks(readings: &[Reading]) -> Result<()> {
    for remark in readings.iter().filter_map(|reading| reading.remark.as_ref()) {
        warn(remark)?;
    }
    Ok(())
}

/// Others than the owner can get at the register. The night is run all the same.
fn warn_of_exposed(register: &Path) -> Result<()> {
    match disk::exposure(register)? {
        Some(Exposure::Mode(mode)) => warn(&format!(
            "others than the owner have access to {file} ({mode:04o}): run `chmod 600 {file}`",
            file = register.display()
        )),
        Some(Exposure::Writable(_) | Exposure::Link) | None => Ok(()),
    }
}

/// No source has a file: most likely the wrong directory.
fn warn_of_nothing(worked: &Worked, extracts: &Path) -> Result<()> {
    if worked.readings.iter().any(|reading| reading.result != Err(FileFault::Missing)) {
        return Ok(());
    }
    warn(&format!(
        "no source has a file in {}: is `--extracts` the right directory, and `--as-of` the right date?",
        extracts.display()
    ))
}

/// Somebody accepts a file of a provider that has none tonight: most likely a misspelt name.
fn warn_of_idle_acceptances(worked: &Worked, order: &Order) -> Result<()> {
    let delivers = |name: &str| worked.readings.iter().any(|reading| reading.provider == name);
    let known: Vec<&str> = worked.readings.iter().map(|reading| reading.provider.as_str()).collect();
    for idle in order.acceptances.iter().filter(|acceptance| !delivers(&acceptance.provider)) {
        let meant = nearest(&idle.provider, &known);
        let meant = meant.map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
        warn(&format!(
            "`--accept` names `{}`, and tonight's providers are {}{meant}",
            idle.provider,
            known.join(", ")
        ))?;
    }
    Ok(())
}

/// Another register's entries that none of ours stands for: told once, on the night that took it over.
fn warn_of_left(worked: &Worked) -> Result<()> {
    let left = worked.result.as_ref().map_or(0, |decided| decided.not_taken_over.len());
    if left == 0 {
        return Ok(());
    }
    warn(&format!(
        "{left} of the entries recorded with `record entries` were not taken over: their persons are not \
         covered, or not known. the night's report counts them by reason, `--json` lists them"
    ))
}

/// How a night ends the program: also if something is wrong with it that no source explains.
fn exit(outcome: Outcome, run: &RunRow) -> Exit {
    match Exit::of(outcome) {
        Exit::Done if run.residual > 0 => Exit::Faults,
        other => other,
    }
}

/// The register does not hold what was decided.
fn warn_of_residual(run: &RunRow) -> Result<()> {
    if run.residual == 0 {
        return Ok(());
    }
    warn(&format!(
        "the coverage equation of {} leaves {} residents over: the register does not hold what was decided. \
         the night is committed all the same. run `kaa-sync verify`, and tell whoever maintains the program",
        run.as_of, run.residual
    ))
}

fn tell(cli: &Cli, report: &NightReport<'_>, exit: Exit) -> Result<()> {
    if cli.verbose > 0 {
        note_with(night_report::line(report))?;
    }
    if cli.verbose > 1 {
        for line in night_report::source_lines(report) {
            note_with(line)?;
        }
    }
    if cli.json {
        print_json(&night_report::json(report))
    } else if !cli.quiet && (is_watched() || exit != Exit::Done) {
        show(&night_report::text(cli.lang(), report))
    } else {
        Ok(())
    }
}

type Faults = BTreeMap<(ProviderId, RowFault), u64>;

fn rejected(worked: &Worked) -> Faults {
    let mut rejected = Faults::new();
    for (id, row) in worked.rejected() {
        *rejected.entry((id, row.fault)).or_default() += 1;
    }
    rejected
}

fn report<'a>(
    worked: &'a Worked,
    exit: Exit,
    run: Option<(&'a RunRow, u64)>,
    rejected: &'a Faults,
) -> NightReport<'a> {
    let open = |state: &crate::domain::state::State| {
        state.entries.values().filter(|entry| entry.is_open()).count() as u64
    };
    let open_before = open(&worked.before);
    let decided = worked.result.as_ref().ok();
    NightReport {
        as_of: worked.order.as_of,
        is_plan: run.is_none(),
        first: worked.before.last_night.is_none(),
        outcome: worked.outcome(),
        exit_code: exit.code(),
        tonight: worked.tonight(),
        decided,
        rejected,
        open_before,
        open_after: decided.map_or(open_before, |decided| open(decided.after())),
        run_id: run.map(|(run, _)| run.run.0),
        register_digest: run.and_then(|(run, _)| run.register_digest.as_deref()),
        erased: run.map(|(_, erased)| erased),
    }
}

fn order(cli: &Cli, args: &NightArgs, clock: Clock) -> Result<Order> {
    let (allowances, acceptances) = args.words.said_by(&cli.user)?;
    Ok(Order {
        as_of: args.as_of.unwrap_or_else(|| clock.today()),
        initial_load: args.initial_load,
        allowances,
        acceptances,
    })
}
