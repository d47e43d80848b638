//! `status`: how the register is kept, for humans and monitors.

use super::Clock;
use super::arguments::{Cli, StatusArgs};
use super::exit::Exit;
use super::output::{print_json, show};
use crate::domain::health::Health;
use crate::ops::disk;
use crate::register::status;
use crate::report::status as report;
use anyhow::Result;

/// Looks at everything and says what somebody has to see to.
pub fn status(cli: &Cli, args: &StatusArgs, clock: Clock) -> Result<Exit> {
    let health = look(cli, args, clock)?;
    let is_well = health.concerns().is_empty();
    if cli.json {
        print_json(&report::json(cli.lang(), &health))?;
    } else if !cli.quiet {
        show(&report::text(cli.lang(), &health))?;
    } else if !is_well {
        show(&report::concerns(cli.lang(), &health))?;
    }
    Ok(if is_well { Exit::Done } else { Exit::Faults })
}

fn look(cli: &Cli, args: &StatusArgs, clock: Clock) -> Result<Health> {
    let config = crate::config::load(&cli.config);
    let rules = config.as_ref().ok().map(|config| &config.rules);
    let expected = args.as_of.unwrap_or_else(|| clock.expected_night());
    // Before the register is opened, which makes files of its own.
    let exposed = disk::exposed(&cli.db, &cli.config)?;
    let mut register = cli.register_to_read()?;
    let kept = status::kept(&register.read()?, rules, expected)?;
    let space = disk::space(&cli.db)?;
    Ok(Health {
        expected,
        held: kept.withheld.classes(rules),
        register: kept,
        exposed,
        space,
        configuration: config.as_ref().err().map(|fault| format!("{fault:#}")),
    })
}
