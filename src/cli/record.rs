//! `record`: what people have done and decided and schools have reported, checked like extracts.
//!
//! All of a file or nothing of it; with `--partial` the rows without a fault, and the others in a file.

use super::Clock;
use super::arguments::{Cli, RecordArgs, RecordKind};
use super::exit::{Exit, Untold, with_what_became_of_it};
use super::log::{note, warn};
use super::output::{is_watched, print_json, show};
use crate::domain::difference::difference;
use crate::domain::reported::faults::Faulty;
use crate::ingest::reported::{self as sheets, Read, Sheet};
use crate::night::again::Forecast;
use crate::own_files::Draft;
use crate::register::database::Transaction;
use crate::register::reported::{self as stored, Kept};
use crate::register::runs::RecordingId;
use crate::report::difference as report;
use crate::report::words::{Notice, notice};
use anyhow::{Context, Result, anyhow, bail};
use clap::ValueEnum;
use serde_json::{Value, json};
use std::io::Read as _;
use std::path::Path;

/// Takes a file in; the same file twice adds nothing.
pub fn record(cli: &Cli, args: &RecordArgs, clock: Clock) -> Result<Exit> {
    let bytes = read(&args.file)?;
    let today = clock.today();
    let asked = Asked { cli, args, clock };
    match args.kind {
        RecordKind::Contacts => take(asked, sheets::contacts(&bytes, today), stored::record_contacts),
        RecordKind::ContactDetails => {
            take(asked, sheets::contact_details(&bytes), stored::record_contact_details)
        }
        RecordKind::Occupations => take(asked, sheets::occupations(&bytes), stored::record_occupations),
        RecordKind::Measures => take(asked, sheets::measures(&bytes), stored::record_measures),
        RecordKind::Decisions => take(asked, sheets::decisions(&bytes), stored::record_decisions),
        RecordKind::Interruptions => take(asked, sheets::interruptions(&bytes), stored::record_interruptions),
        RecordKind::Pairings => take(asked, sheets::pairings(&bytes), stored::record_pairings),
        RecordKind::Entries => take(asked, sheets::entries(&bytes, today), stored::record_entries),
    }
}

/// What was asked for, by whom and when.
#[derive(Clone, Copy)]
struct Asked<'a> {
    cli: &'a Cli,
    args: &'a RecordArgs,
    clock: Clock,
}

type Keep<T> = fn(&Transaction<'_>, RecordingId, &[T]) -> Result<Vec<Kept>>;

/// Keeps rows in one transaction, which begins when all of them have been read: nobody is to wait for
/// what somebody types.
fn take<T>(asked: Asked<'_>, sheet: Read<'_, T>, keep: Keep<T>) -> Result<Exit> {
    let Asked { cli, args, clock } = asked;
    let sheet = believed(asked, sheet)?;
    let mut register = cli.register()?;
    let tx = register.begin()?;
    if args.plan {
        return foresee(asked, &tx, &sheet, keep);
    }
    let recording = stored::begin_recording(&tx, &clock.stamp(), &cli.user, sheet.rows.len())?;
    let kept = keep(&tx, recording, &sheet.rows)?;
    let rest = write_rest(args, &sheet).context("nothing was recorded")?;
    // A file that adds nothing is not recorded either: no night is to be decided again because of it.
    if kept.iter().any(|kept| *kept != Kept::Already) {
        let committed = tx.commit().context("committing what was recorded");
        if let Err(error) = committed.map_err(with_what_became_of_it) {
            return Err(undone(rest, error));
        }
    }
    if let Some(rest) = rest {
        rest.keep();
    }
    tell(asked, &sheet, &kept).context(Untold::Recording)
}

/// Shows what the rows would change in the register and the queue: the last night decided again, without them
/// and with them. The transaction is the caller's, who commits nothing.
fn foresee<T>(asked: Asked<'_>, tx: &Transaction<'_>, sheet: &Sheet<'_, T>, keep: Keep<T>) -> Result<Exit> {
    let Asked { cli, clock, .. } = asked;
    let config = cli.config()?;
    let Some(night) = Forecast::load(tx, &config)? else {
        bail!("there has been no night yet that the rows could change; nothing was recorded");
    };
    let known = |through| night.knowing(&stored::load_reported(tx, through)?);
    let without = known(stored::last_recording(tx)?)?;
    let recording = stored::begin_recording(tx, &clock.stamp(), &cli.user, sheet.rows.len())?;
    keep(tx, recording, &sheet.rows)?;
    let with = known(recording)?;
    let difference = difference(&without, &with);
    if cli.json {
        print_json(&report::foreseen_json(&difference))?;
    } else {
        show(&report::foreseen(cli.lang(), &difference))?;
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

/// A file whose rows can be taken in: all of them, unless some may be left out. Every fault at once, in the
/// language of whoever typed the file.
fn believed<'a, T>(asked: Asked<'_>, sheet: Read<'a, T>) -> Result<Sheet<'a, T>> {
    let Asked { cli, args, clock: _ } = asked;
    let file = args.file.display().to_string();
    let sheet =
        sheet.map_err(|unusable| anyhow!(notice(cli.lang(), &Notice::FileRefused(&file, &unusable))))?;
    if sheet.faulty.is_empty() || args.partial.is_some() {
        return Ok(sheet);
    }
    let refused = notice(cli.lang(), &Notice::RowsRefused { faults: sheet.faulty.len(), file: &file });
    Err(anyhow!("{refused}{}", listed(asked, &sheet.faulty)))
}

/// Each fault on a line of its own; never a value.
fn listed(asked: Asked<'_>, faulty: &[Faulty]) -> String {
    let Asked { cli, args, clock: _ } = asked;
    let file = args.file.display().to_string();
    let line = |fault| format!("\n  {}", notice(cli.lang(), &Notice::RowFault(&file, fault)));
    faulty.iter().map(line).collect()
}

/// Writes the rows that are left out. The file goes again unless it is kept.
fn write_rest<T>(args: &RecordArgs, sheet: &Sheet<'_, T>) -> Result<Option<Draft>> {
    let Some(path) = args.partial.as_deref().filter(|_| !sheet.faulty.is_empty()) else { return Ok(None) };
    let mut draft = Draft::begin(path)?;
    draft.write(sheet.left_out().as_bytes())?;
    draft.give_name()?;
    Ok(Some(draft))
}

/// The file of what is left out goes with what was not recorded: recording again writes it anew.
fn undone(rest: Option<Draft>, error: anyhow::Error) -> anyhow::Error {
    match rest.map(Draft::take_back) {
        Some(Err(_)) => error.context("the file of what is left out could not be removed: throw it away"),
        Some(Ok(())) | None => error,
    }
}

/// Tells what became of the rows: what somebody has to see to always, the rest to whoever watches.
fn tell<T>(asked: Asked<'_>, sheet: &Sheet<'_, T>, kept: &[Kept]) -> Result<Exit> {
    let Asked { cli, args, clock: _ } = asked;
    let left_out = sheet.faulty.len();
    if cli.json {
        print_json(&recorded_json(args, sheet, kept))?;
    }
    if let Some(rest) = args.partial.as_deref().filter(|_| left_out > 0) {
        let rest = rest.display().to_string();
        let told = notice(cli.lang(), &Notice::RowsLeftOut { rows: left_out, rest: &rest });
        warn(&format!("{told}{}", listed(asked, &sheet.faulty)))?;
    }
    let of_nobody: Vec<String> = of_nobody(sheet, kept).iter().map(u64::to_string).collect();
    if !of_nobody.is_empty() {
        let (file, lines) = (args.file.display().to_string(), of_nobody.join(", "));
        let about = Notice::AboutNobody { rows: of_nobody.len(), file: &file, lines: &lines };
        warn(&notice(cli.lang(), &about))?;
    }
    if !cli.quiet && (cli.verbose > 0 || is_watched()) {
        note(&notice(cli.lang(), &summary(sheet.count, left_out, kept)))?;
    }
    Ok(if left_out == 0 && of_nobody.is_empty() { Exit::Done } else { Exit::Faults })
}

/// The lines of rows that are about nobody in the register.
fn of_nobody<T>(sheet: &Sheet<'_, T>, kept: &[Kept]) -> Vec<u64> {
    let of_nobody = sheet.at.iter().zip(kept).filter(|(_, kept)| **kept == Kept::OfNobody);
    of_nobody.map(|(line, _)| *line).collect()
}

fn added(kept: &[Kept]) -> usize {
    kept.iter().filter(|kept| **kept != Kept::Already).count()
}

fn summary(all: usize, left_out: usize, kept: &[Kept]) -> Notice<'static> {
    let added = added(kept);
    Notice::Recorded { added, all, already: all - left_out - added, left_out }
}

fn recorded_json<T>(args: &RecordArgs, sheet: &Sheet<'_, T>, kept: &[Kept]) -> Value {
    let (kind, added) = (args.kind.to_possible_value(), added(kept));
    let rest = args.partial.as_deref().filter(|_| !sheet.faulty.is_empty());
    let left_out = sheet.faulty.iter();
    let left_out = left_out.map(|row| json!({ "line": row.line, "column": row.column, "code": row.fault }));
    json!({
        "kind": kind.as_ref().map(clap::builder::PossibleValue::get_name),
        "plan": false,
        "rows": sheet.count,
        "recorded": added,
        "already_there": sheet.count - sheet.faulty.len() - added,
        "left_out": left_out.collect::<Vec<_>>(),
        "about_nobody": of_nobody(sheet, kept),
        "rest": rest.map(|rest| rest.display().to_string()),
    })
}
