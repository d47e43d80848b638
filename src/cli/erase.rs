//! `erase`: persons who left the register long ago, before the law demands it.

use super::Clock;
use super::arguments::{Cli, EraseArgs};
use super::exit::{Exit, Untold, misuse, with_what_became_of_it};
use super::nightly::sweep;
use super::output::{print, print_json};
use crate::domain::statistics::figures::SchoolYear;
use crate::night;
use crate::register::access::{self, Look};
use crate::register::database::{Register, Transaction};
use crate::register::erase::{Due, closed_before};
use crate::register::runs::last_committed;
use crate::report::words::{Sentence, say};
use anyhow::{Context, Result, bail};
use serde_json::json;

/// Erases them, or counts them.
pub fn erase(cli: &Cli, args: &EraseArgs, clock: Clock) -> Result<Exit> {
    if args.plan {
        let mut register = cli.register()?;
        let due = due(&register.read()?, args)?;
        tell(cli, args, due.map_or(0, |due| due.persons))?;
        return Ok(Exit::Done);
    }
    let _lock = cli.lock(&args.turn)?;
    let mut register = cli.register().map_err(with_what_became_of_it)?;
    let persons = write(cli, args, clock, &mut register).map_err(with_what_became_of_it)?;
    sweep(&mut register).context(Untold::Night)?;
    tell(cli, args, persons).context(Untold::Night)?;
    Ok(Exit::Done)
}

fn write(cli: &Cli, args: &EraseArgs, clock: Clock, register: &mut Register) -> Result<u64> {
    let rules = cli.config()?.rules;
    let tx = register.begin()?;
    let Some(due) = due(&tx, args)? else { return Ok(0) };
    night::erase(&tx, &rules, &due)?;
    let command = format!("erase --older-than {}", args.older_than);
    let persons = usize::try_from(due.persons).context("counting persons")?;
    access::record(&tx, &Look { user: &cli.user, at: &clock.stamp(), command: &command, persons })?;
    tx.commit().context("committing the erasure")?;
    Ok(due.persons)
}

/// Who goes. Of the school year under way nobody does: its figures cannot be kept before it is over.
fn due(tx: &Transaction<'_>, args: &EraseArgs) -> Result<Option<Due>> {
    let Some(last) = last_committed(tx)? else {
        bail!("no night has been run yet: there is nobody to erase");
    };
    let latest = SchoolYear::of(last.as_of).first_day();
    if args.older_than > latest {
        return Err(misuse(format!(
            "`--older-than` may be {latest} at the latest: reports of the school year under way are still counted \
             from its persons. nobody was erased"
        )));
    }
    closed_before(tx, args.older_than, last.as_of)
}

fn tell(cli: &Cli, args: &EraseArgs, persons: u64) -> Result<()> {
    if cli.json {
        let older_than = args.older_than.to_string();
        print_json(&json!({ "older_than": older_than, "plan": args.plan, "persons": persons }))
    } else if cli.quiet {
        Ok(())
    } else if args.plan {
        print(&format!("{}\n", say(cli.lang(), &Sentence::WouldErase(persons))))
    } else {
        print(&format!("{}\n", say(cli.lang(), &Sentence::Erased(persons))))
    }
}
