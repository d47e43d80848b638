//! `record`: what people have decided and schools have reported, checked like extracts, all or nothing.

use super::arguments::{Cli, RecordArgs, RecordKind};
use super::exit::Exit;
use super::output::say;
use crate::ingest::reported::{self, Faulty};
use crate::register::reported as stored;
use anyhow::{Context, Result, bail};
use std::io::Read;
use std::path::Path;

/// Takes a file in, whole; the same file twice adds nothing.
pub fn record(cli: &Cli, args: &RecordArgs) -> Result<Exit> {
    let mut register = cli.register()?;
    let tx = register.begin()?;
    let (rows, added) = match &args.kind {
        RecordKind::Decisions { file } => {
            let rows = whole(reported::decisions(&read(file)?), file)?;
            (rows.len(), stored::record_decisions(&tx, &rows)?)
        }
        RecordKind::Interruptions { file } => {
            let rows = whole(reported::interruptions(&read(file)?), file)?;
            (rows.len(), stored::record_interruptions(&tx, &rows)?)
        }
    };
    tx.commit().context("committing what was recorded; nothing of it was kept")?;
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
