//! `report html`: the register at a glance, as one page.

use super::arguments::{Cli, HtmlArgs};
use super::exit::Exit;
use super::past::Past;
use super::report;
use crate::config::Config;
use crate::domain::codes::{LimitClass, Outcome};
use crate::domain::health::Kept;
use crate::domain::statistics::figures::SchoolYear;
use crate::domain::statistics::overview::{About, NightChanges, Overview, Withheld};
use crate::domain::statistics::{glance, lag};
use crate::register::database::Transaction;
use crate::register::statistics::{self as stored, Known};
use crate::register::{overview, status};
use crate::report::html;
use anyhow::{Result, bail};
use std::collections::BTreeMap;

/// Writes the page.
pub fn page(cli: &Cli, args: &HtmlArgs) -> Result<Exit> {
    let config = cli.config()?;
    let mut register = cli.register()?;
    let tx = register.read()?;
    let Some(known) = stored::known(&tx, None)? else {
        bail!("there is no night to show");
    };
    let page = html::page(cli.lang(), &look(cli, &config, &tx, &known)?)?;
    report::write(cli, &args.out, page.as_bytes())?;
    report::told_where(cli, "html", &args.out)?;
    Ok(Exit::Done)
}

fn look(cli: &Cli, config: &Config, tx: &Transaction<'_>, known: &Known) -> Result<Overview> {
    let (night, basis) = (known.last.as_of, stored::basis(tx, known)?);
    let first = Past::load(tx)?.whole_from(known.first);
    let kept = status::kept(tx, Some(&config.rules), night)?;
    let counted = stored::coverage(tx, known, night)?;
    let delays = stored::delays(tx, known, SchoolYear::of(night).first_day(), night)?;
    Ok(Overview {
        about: about(cli, known, &kept),
        changes: NightChanges { exceeded: exceeded(config, &kept), ..overview::changes(tx, &known.last)? },
        coverage: counted.map_or_else(BTreeMap::new, |(_, parts)| parts),
        sources: overview::sources(tx, night)?,
        lag: lag::schools(&delays),
        deadlines: overview::deadlines(tx, night)?,
        register: glance::standings(&basis, first, night),
        flows: glance::month_flows(&basis, first, night),
        ladder: glance::ladder(&basis, night),
    })
}

fn about(cli: &Cli, known: &Known, kept: &Kept) -> About {
    let of_figures = report::about(cli, known, None);
    About {
        database: of_figures.database,
        night: known.last.as_of,
        run: known.last.run.0,
        outcome: known.last.outcome,
        refused_since: kept.last_run.filter(|(_, ended)| *ended == Outcome::Refused).map(|(night, _)| night),
        version: crate::VERSION.to_owned(),
    }
}

/// The classes of change that wait, and how many would have been let through.
fn exceeded(config: &Config, kept: &Kept) -> BTreeMap<LimitClass, Withheld> {
    let withheld = &kept.withheld;
    let limit = |class| withheld.limit(class, &config.rules);
    let classes = withheld.classes(Some(&config.rules));
    classes.into_iter().map(|(class, count)| (class, Withheld { count, limit: limit(class) })).collect()
}
