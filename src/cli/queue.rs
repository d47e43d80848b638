//! `queue`: what is to be done, by whom.

use super::Clock;
use super::arguments::{Cli, QueueArgs, QueueCommand};
use super::exit::Exit;
use super::export;
use super::output::{print_json, show};
use crate::domain::worklist::Filter;
use crate::night;
use crate::register::views;
use crate::report::worklist as report;
use anyhow::Result;

/// Works with the queue.
pub fn queue(cli: &Cli, args: &QueueArgs, clock: Clock) -> Result<Exit> {
    match &args.command {
        QueueCommand::List { owner, step, ready, late, count } => {
            let filter = Filter { owner: owner.clone(), step: *step, is_ready: *ready, is_late: *late };
            list(cli, &filter, *count)
        }
        QueueCommand::Export(args) => export::export(cli, args, clock),
        QueueCommand::Today { owner } => today(cli, &Filter { owner: owner.clone(), ..Filter::default() }),
    }
}

/// Lists the open tasks, the most urgent first, or counts them.
fn list(cli: &Cli, filter: &Filter, is_count: bool) -> Result<Exit> {
    let config = cli.config()?;
    let mut register = cli.register()?;
    let tx = register.read()?;
    let list = night::worklist(&tx, &config)?;
    match (is_count, cli.json) {
        (false, false) => show(&report::list(cli.lang(), &list, filter))?,
        (false, true) => print_json(&report::list_json(&list, filter))?,
        (true, false) => show(&report::counts(cli.lang(), &list, filter))?,
        (true, true) => print_json(&report::counts_json(&list, filter))?,
    }
    Ok(Exit::Done)
}

/// Tells what the day brings.
fn today(cli: &Cli, filter: &Filter) -> Result<Exit> {
    let config = cli.config()?;
    let mut register = cli.register()?;
    let tx = register.read()?;
    let list = night::worklist(&tx, &config)?;
    let undelivered = views::undelivered(&tx)?;
    if cli.json {
        print_json(&report::today_json(&list, &undelivered, filter))?;
    } else {
        show(&report::today(cli.lang(), &list, &undelivered, filter))?;
    }
    Ok(Exit::Done)
}
