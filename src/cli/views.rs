//! `export-views`: the public views as a file for whoever may not open the register, recorded.

use super::Clock;
use super::arguments::Cli;
use super::exit::{Exit, with_what_became_of_it};
use super::log::note_made;
use super::output::{is_watched, print_made};
use super::recorded::{self, RecordedFile};
use crate::own_files::Draft;
use crate::register::access::{self, Look};
use crate::register::database::Register;
use anyhow::{Context, Result};
use serde_json::json;
use std::path::Path;

const VIEWS: RecordedFile = RecordedFile {
    failed: "nothing was exported",
    committing: "recording the export",
    unconfirmed: "it may not be recorded that it was made: export again into another file, and throw this one away",
};

/// Copies what the views show of those who are not protected into a new file.
pub fn export(cli: &Cli, file: &Path, clock: Clock) -> Result<Exit> {
    let mut register = cli.register()?;
    let persons = write(cli, file, clock, &mut register).map_err(with_what_became_of_it)?;
    if cli.json {
        print_made(&json!({ "file": file.display().to_string(), "persons": persons }))?;
    }
    if !cli.quiet && (cli.verbose > 0 || is_watched()) {
        note_made(&format!("exported the views, with {persons} persons, to {}", file.display()))?;
    }
    Ok(Exit::Done)
}

/// The file is whole before anybody is kept from writing, for longer than a row and a name take.
fn write(cli: &Cli, file: &Path, clock: Clock, register: &mut Register) -> Result<usize> {
    let draft = Draft::begin(file).context(VIEWS.failed)?;
    let persons = register.copy_views(draft.path()).context(VIEWS.failed)?;
    let tx = register.begin().context(VIEWS.failed)?;
    access::record(&tx, &Look { user: &cli.user, at: &clock.stamp(), command: "export-views", persons })?;
    recorded::publish(tx, draft, &VIEWS)?;
    Ok(persons)
}
