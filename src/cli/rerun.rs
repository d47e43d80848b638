//! `rerun`: the nights since a date, decided again.

use super::Clock;
use super::arguments::{Cli, RerunArgs};
use super::exit::{Exit, Untold, with_what_became_of_it};
use super::measured::Begun;
use super::nightly::sweep;
use super::output::{print_json, show};
use super::progress::Progress;
use crate::night::again::{self, Again, Request};
use crate::report::rerun::{self as report, Ended, NightRow, RerunReport};
use anyhow::{Context, Result};

/// Decides the nights again and tells the difference. Whoever asks for it wants to read the answer, so
/// it is printed whether or not somebody watches.
pub fn rerun(cli: &Cli, args: &RerunArgs, clock: Clock) -> Result<Exit> {
    let begun = Begun::now(clock, &args.metrics)?;
    let config = cli.config()?;
    let (allowances, acceptances) = args.words.said_by(&cli.user)?;
    let progress = Progress::begin(cli);
    let watch = |file: &str, read, of| progress.tell(file, read, of);
    let request = Request {
        config: &config,
        from: args.from,
        extracts: args.extracts.as_deref(),
        allowances: &allowances,
        acceptances: &acceptances,
        watch: &watch,
    };
    let _lock = if args.plan { None } else { Some(cli.lock(&args.turn)?) };
    let mut register = cli.register().map_err(with_what_became_of_it)?;
    let again = if args.plan {
        again::plan(&mut register, request)
    } else {
        again::run(&mut register, request, &|| clock.stamp())
    };
    drop(progress);
    let again = again.map_err(with_what_became_of_it)?;
    if !args.plan {
        sweep(&mut register).context(Untold::Night)?;
    }
    let exit = exit(&again);
    if args.plan {
        tell(cli, args, &again, exit)?;
        return Ok(exit);
    }
    let told = tell(cli, args, &again, exit).context(Untold::Night);
    let measured = begun.measure(clock, &mut register, &config.rules, exit);
    told.and(measured.context(Untold::Metrics))?;
    Ok(exit)
}

fn exit(again: &Again) -> Exit {
    match again {
        Again::NothingToDo(outcome) => Exit::of(*outcome),
        Again::Refused(_) => Exit::Refused,
        Again::Decided(replay) => Exit::of(replay.outcome()),
    }
}

fn tell(cli: &Cli, args: &RerunArgs, again: &Again, exit: Exit) -> Result<()> {
    let ended = match again {
        Again::NothingToDo(_) => Ended::NothingToDo,
        Again::Refused(refusal) => {
            Ended::Refused { night: refusal.night, id: &refusal.id, fault: refusal.fault }
        }
        Again::Decided(replay) => Ended::Decided {
            nights: replay
                .nights
                .iter()
                .map(|night| NightRow {
                    as_of: night.as_of,
                    outcome: night.outcome,
                    files: &night.files,
                    exceeded: &night.exceeded,
                    run_id: night.run.map(|run| run.0),
                })
                .collect(),
            difference: &replay.difference,
            register_digest: replay.register_digest.as_deref(),
        },
    };
    let report = RerunReport { from: args.from, is_plan: args.plan, exit_code: exit.code(), ended };
    if cli.json {
        print_json(&report::json(&report))
    } else if cli.quiet {
        Ok(())
    } else {
        show(&report::text(cli.lang(), &report))
    }
}
