//! `verify`: whether the register is sound, check by check.

use super::arguments::Cli;
use super::exit::Exit;
use super::log::warn;
use super::output::{print_json, show};
use crate::domain::invariants::Checked;
use crate::night;
use crate::report::verify as report;
use anyhow::Result;

/// Makes every check of the register, as it is at one moment.
pub fn verify(cli: &Cli) -> Result<Exit> {
    let config = cli.config()?;
    let mut register = cli.register_to_read()?;
    let checks = night::verify(&register.read()?, &config)?;
    let faulty = checks.iter().filter(|checked| checked.is_faulty()).count();
    if cli.json {
        print_json(&report::json(&checks))?;
    } else {
        tell(cli, &checks)?;
    }
    if faulty == 0 {
        return Ok(Exit::Done);
    }
    warn(&advice(cli, faulty, checks.len()))?;
    Ok(Exit::Failed)
}

fn tell(cli: &Cli, checks: &[Checked]) -> Result<()> {
    let told = report::text(cli.lang(), checks.iter().filter(|checked| !cli.quiet || checked.is_faulty()));
    if told.is_empty() { Ok(()) } else { show(&told) }
}

fn advice(cli: &Cli, faulty: usize, all: usize) -> String {
    let db = cli.db.display();
    format!(
        "{faulty} of {all} checks of `{db}` found something; nothing was changed. stop the nightly job. \
         move the file away, with `{db}-wal` and `{db}-shm` if they are there, and keep it for whoever looks \
         into this. copy back the newest backup of which `kaa-sync --db BACKUP verify` finds nothing. the next \
         run catches up; record again what was recorded after the backup"
    )
}
