//! `record`: what people have decided and schools have reported, checked like extracts, all or nothing.

use super::Clock;
use super::arguments::{Cli, RecordArgs, RecordKind};
use super::exit::{Exit, with_what_became_of_it};
use super::output::say;
use crate::ingest::reported::{self, Faulty};
use crate::register::database::Transaction;
use crate::register::reported as stored;
use crate::register::runs::RecordingId;
use anyhow::{Context, Result, bail};
use std::io::Read;
use std::path::Path;

/// Takes a file in, whole; the same file twice adds nothing.
pub fn record(cli: &Cli, args: &RecordArgs, clock: Clock) -> Result<Exit> {
    match &args.kind {
        RecordKind::Contacts { file } => {
            let rows = whole(reported::contacts(&read(file)?), file)?;
            keep(cli, clock, rows.len(), |tx, recording| stored::record_contacts(tx, recording, &rows))
        }
        RecordKind::Decisions { file } => {
            let rows = whole(reported::decisions(&read(file)?), file)?;
            keep(cli, clock, rows.len(), |tx, recording| stored::record_decisions(tx, recording, &rows))
        }
        RecordKind::Interruptions { file } => {
            let rows = whole(reported::interruptions(&read(file)?), file)?;
            keep(cli, clock, rows.len(), |tx, recording| stored::record_interruptions(tx, recording, &rows))
        }
    }
}

/// Keeps rows in one transaction, which begins when all of them have been read: nobody is to wait for
/// what somebody types.
fn keep(
    cli: &Cli,
    clock: Clock,
    rows: usize,
    write: impl FnOnce(&Transaction<'_>, RecordingId) -> Result<usize>,
) -> Result<Exit> {
    let mut register = cli.register()?;
    let tx = register.begin()?;
    let recording = stored::begin_recording(&tx, &clock.stamp(), &cli.user, rows)?;
    let added = write(&tx, recording)?;
    // A file that adds nothing is not recorded either: no night is to be decided again because of it.
    if added > 0 {
        let committed = tx.commit().context("committing what was recorded");
        committed.map_err(with_what_became_of_it)?;
    }
    if !cli.quiet && (cli.verbose > 0 || super::output::is_watched()) {
        say(&format!("recorded {added} of {rows} rows; {} were there already", rows - added))?;
    }
    Ok(Exit::Done)
}

fn read(file: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        std::io::stdin().lock().read_to_end(&mut bytes).context("reading standard input")?;
    } else {
        bytes = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    }
    Ok(bytes)
}

/// All rows, or every fault at once; never a value.
fn whole<T>(rows: Result<Vec<T>, Vec<Faulty>>, file: &Path) -> Result<Vec<T>> {
    rows.or_else(|faults| {
        let lines: Vec<String> = faults
            .iter()
            .map(|fault| format!("  {}:{}: {}", file.display(), fault.line, fault.what))
            .collect();
        let (count, what) = match lines.len() {
            1 => ("1 fault".to_owned(), "it"),
            several => (format!("{several} faults"), "them"),
        };
        bail!(
            "{count} in {}; nothing was recorded. mend {what} and record the file again\n{}",
            file.display(),
            lines.join("\n")
        )
    })
}
