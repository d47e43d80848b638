//! `queue`: what is to be done, by whom.

use super::Clock;
use super::arguments::{Cli, QueueArgs, QueueCommand};
use super::exit::{Exit, misuse};
use super::export;
use super::output::{print_json, show};
use crate::config::Config;
use crate::domain::number::looks_personal;
use crate::domain::worklist::{Filter, Worklist};
use crate::nearest::instead;
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

/// An owner who is misspelt has nothing to do, which is not what whoever asks wants to hear. Who is no owner
/// any longer may still have tasks.
pub fn refuse_unknown(owner: &str, config: &Config, list: &Worklist) -> Result<()> {
    let owners: Vec<&str> = config.owners.iter().map(String::as_str).collect();
    if owners.contains(&owner) || list.items.iter().any(|item| item.task.owner == owner) {
        return Ok(());
    }
    let shown = if looks_personal(owner) { String::new() } else { format!(" `{owner}`") };
    Err(misuse(format!("unknown owner{shown}{}", instead(owner, &owners))))
}

/// Lists the open tasks, the most urgent first, or counts them.
fn list(cli: &Cli, filter: &Filter, is_count: bool) -> Result<Exit> {
    let config = cli.config()?;
    let mut register = cli.register()?;
    let tx = register.read()?;
    let list = night::worklist(&tx, &config)?;
    if let Some(owner) = &filter.owner {
        refuse_unknown(owner, &config, &list)?;
    }
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
    if let Some(owner) = &filter.owner {
        refuse_unknown(owner, &config, &list)?;
    }
    let undelivered = views::undelivered(&tx)?;
    if cli.json {
        print_json(&report::today_json(&list, &undelivered, filter))?;
    } else {
        show(&report::today(cli.lang(), &list, &undelivered, filter))?;
    }
    Ok(Exit::Done)
}
