//! Erasing persons, once a night is written: in its transaction, so that nobody is half gone and the figures that
//! counted them are kept.

use crate::domain::calendar::add_days;
use crate::domain::retention::erased_birth_year;
use crate::domain::rules::Rules;
use crate::domain::statistics::basis::Basis;
use crate::domain::statistics::frozen::{freeze, touched};
use crate::domain::statistics::year::Ground;
use crate::register::database::Transaction;
use crate::register::erase::{self, Due};
use crate::register::{frozen, runs, statistics};
use anyhow::{Context, Result};
use chrono::NaiveDate;

/// For so many days after the last committed night the date of a refused one is believed. The files of a committed
/// night prove its date; nothing does for a refused one, and a slip in a year would erase a whole register.
const REFUSED_DAYS: u32 = 31;

/// Erases whom nobody may keep any longer when a night is over, also if it was refused, and counts them.
pub fn erase_by_law(tx: &Transaction<'_>, rules: &Rules, night: NaiveDate) -> Result<u64> {
    let Some(last) = runs::last_committed(tx)? else { return Ok(0) };
    let on = night.min(add_days(last.as_of, REFUSED_DAYS));
    let Some(due) = erase::by_law(tx, erased_birth_year(on))? else { return Ok(0) };
    erase(tx, rules, &due)?;
    Ok(due.persons)
}

/// Erases persons. Before the first night there are none.
pub fn erase(tx: &Transaction<'_>, rules: &Rules, due: &Due) -> Result<()> {
    let Some(last) = runs::last_committed(tx)? else { return Ok(()) };
    if let Some(through) = due.covered_through {
        keep_figures(tx, rules, through).context("keeping figures of the days of erased persons")?;
    }
    erase::erase(tx, due, &last)
}

/// Keeps what reports say of the days through one, where it has not been kept before.
fn keep_figures(tx: &Transaction<'_>, rules: &Rules, through: NaiveDate) -> Result<()> {
    let Some(known) = statistics::known(tx, None)? else { return Ok(()) };
    let (basis, night) = (statistics::basis(tx, &known)?, known.last.as_of);
    let Some(first) = first_day(&basis) else { return Ok(()) };
    let kept = frozen::periods(tx)?;
    let ground = Ground { basis: &basis, rules: &rules.outreach, night };
    for period in touched(first, through, night) {
        if !kept.contains_key(&period) {
            frozen::keep(tx, period, &freeze(ground, period), night)?;
        }
    }
    Ok(())
}

fn first_day(basis: &Basis) -> Option<NaiveDate> {
    basis.spells.values().map(|spell| spell.opened_on).min()
}
