//! `verify`: whether the register is sound, check by check.
//!
//! JSON: `sound`, and `checks`, a list of `check`, `result` (`ok`, `found`, `not_made`), `count`, `findings`
//! (each an object with one key: `entry`, `person`, `task`, `run`, `rows` or `told`) and `why`, where the
//! check was not made.

use super::arguments::Cli;
use super::exit::Exit;
use super::log::warn;
use super::output::{print, print_json};
use crate::domain::codes::Code;
use crate::domain::invariants::{Checked, Finding};
use crate::night;
use crate::report::table::Table;
use anyhow::Result;
use serde_json::{Value, json};

/// Findings listed before the rest is left out. JSON has them all.
const LISTED: usize = 10;

/// Makes every check of the register, as it is at one moment.
pub fn verify(cli: &Cli) -> Result<Exit> {
    let config = cli.config()?;
    let mut register = cli.register_to_read()?;
    let checks = night::verify(&register.read()?, &config)?;
    let faulty = checks.iter().filter(|checked| checked.is_faulty()).count();
    if cli.json {
        print_json(&as_json(&checks))?;
    } else {
        let told = checks.iter().filter(|checked| !cli.quiet || checked.is_faulty());
        tell(told)?;
    }
    if faulty == 0 {
        return Ok(Exit::Done);
    }
    warn(&advice(cli, faulty, checks.len()))?;
    Ok(Exit::Failed)
}

fn tell<'a>(checks: impl Iterator<Item = &'a Checked>) -> Result<()> {
    let mut table = Table::new(["check", "result"], &[]);
    table.rows.extend(checks.map(|checked| vec![checked.check.as_str().to_owned(), result(checked)]));
    if table.rows.is_empty() { Ok(()) } else { print(&table.text()) }
}

fn result(checked: &Checked) -> String {
    match &checked.findings {
        Ok(findings) if findings.is_empty() => "ok".to_owned(),
        Ok(findings) => {
            let first: Vec<String> = findings.iter().take(LISTED).map(Finding::to_string).collect();
            let more = if findings.len() > LISTED { " …" } else { "" };
            format!("{} found: {}{more}", findings.len(), first.join(", "))
        }
        Err(why) => format!("not made: {}", why.as_str()),
    }
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

fn as_json(checks: &[Checked]) -> Value {
    let one = |checked: &Checked| {
        let (findings, why) = match &checked.findings {
            Ok(findings) => (findings.as_slice(), None),
            Err(why) => (&[][..], Some(why.as_str())),
        };
        let result = match (checked.is_faulty(), why) {
            (true, _) => "found",
            (false, Some(_)) => "not_made",
            (false, None) => "ok",
        };
        json!({
            "check": checked.check,
            "result": result,
            "count": findings.len(),
            "findings": findings,
            "why": why,
        })
    };
    json!({
        "sound": !checks.iter().any(Checked::is_faulty),
        "checks": checks.iter().map(one).collect::<Vec<_>>(),
    })
}
