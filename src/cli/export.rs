//! `queue export`: tasks handed out as a file for mail merge, and recorded as handed out.
//!
//! Nobody is taken for written to who is in no file.

use super::Clock;
use super::arguments::{Cli, ExportArgs, Format};
use super::exit::{Exit, misuse, with_what_became_of_it};
use super::log::note_made;
use super::output::{is_watched, print_json, print_made};
use super::queue::refuse_unknown;
use super::recorded::{self, RecordedFile};
use crate::config::Config;
use crate::domain::codes::{ContactOutcome, Step};
use crate::domain::export::{HandedOut, Obstacle, has_only_protected, is_asked_for, obstacle};
use crate::domain::reported::ContactReport;
use crate::domain::rules::Rules;
use crate::domain::state::{EntryId, TaskId};
use crate::night;
use crate::register::access::{self, Look};
use crate::register::database::Transaction;
use crate::register::{export as stored, reported, runs};
use crate::report::words::{Notice, listed, notice};
use crate::report::{handout, sheet};
use anyhow::Result;
use chrono::NaiveDate;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

const HANDOUT: RecordedFile = RecordedFile {
    failed: "nothing was handed out",
    committing: "committing what is handed out",
    unconfirmed: "export again into another file: if that finds nothing to hand out, this one counts; otherwise \
                  throw it away",
};

/// Hands out what is ready of one owner and step, each task once.
pub fn export(cli: &Cli, args: &ExportArgs, clock: Clock) -> Result<Exit> {
    let config = cli.config()?;
    refuse(args, &config.rules, clock.today())?;
    let mut register = cli.register()?;
    let tx = register.begin()?;
    let choice = choose(&tx, &config, args)?;
    if choice.handed_out.is_empty() {
        tell(cli, args, &choice)?;
        return Ok(Exit::Done);
    }
    let recorded = record(&tx, cli, args, clock, &choice.handed_out);
    let written = recorded.and_then(|()| write(tx, cli, args, &choice.handed_out));
    written.map_err(with_what_became_of_it)?;
    tell(cli, args, &choice)?;
    Ok(Exit::Done)
}

/// What cannot be asked for, whatever is in the queue.
fn refuse(args: &ExportArgs, rules: &Rules, today: NaiveDate) -> Result<()> {
    if args.step == Step::ManualContact || has_only_protected(&args.owner, rules) {
        return Err(misuse(
            "tasks of protected persons are not exported: their names and addresses are in no file. list them \
             with `queue list` and look each up where protected persons are handled",
        ));
    }
    let Some(sent) = args.sent else { return Ok(()) };
    if args.step.sent_by().is_none() {
        return Err(misuse(format!(
            "`--sent` is for what is sent, and a `{}` is not: record what came of it with `record contacts`",
            args.step
        )));
    }
    if sent > today {
        return Err(misuse(format!("`--sent {sent}` lies ahead; nothing was exported")));
    }
    Ok(())
}

/// What was asked for: handed out, the most urgent first, or left out.
struct Choice {
    handed_out: Vec<HandedOut>,
    left_out: BTreeMap<Obstacle, Vec<EntryId>>,
}

fn choose(tx: &Transaction<'_>, config: &Config, args: &ExportArgs) -> Result<Choice> {
    let mut choice = Choice { handed_out: Vec::new(), left_out: BTreeMap::new() };
    let known = runs::last_committed(tx)?.map(|run| run.recorded_through).unwrap_or_default();
    let open = night::worklist(tx, config)?;
    refuse_unknown(&args.owner, config, &open)?;
    for row in open.items.into_iter().filter(|row| is_asked_for(&row.task, &args.owner, args.step)) {
        let found = stored::obstacles(tx, row.id, row.task.entry, row.person, known)?;
        if let Some(obstacle) = obstacle(&row.task, &found) {
            choice.left_out.entry(obstacle).or_default().push(row.task.entry);
            continue;
        }
        let addressee = stored::addressee(tx, row.person)?;
        choice.handed_out.push(HandedOut { id: row.id, task: row.task, addressee });
    }
    Ok(choice)
}

/// Records who is handed out, to whom, and, if that was said, that all of it was sent.
fn record(
    tx: &Transaction<'_>,
    cli: &Cli,
    args: &ExportArgs,
    clock: Clock,
    tasks: &[HandedOut],
) -> Result<()> {
    let at = clock.stamp();
    let ids: Vec<TaskId> = tasks.iter().map(|task| task.id).collect();
    stored::record(tx, &ids, &at, &cli.user)?;
    let command = format!("queue export --owner {} --step {}", args.owner, args.step);
    access::record(tx, &Look { user: &cli.user, at: &at, command: &command, persons: tasks.len() })?;
    let Some(sent) = args.sent else { return Ok(()) };
    let contacts = contacts(tasks, sent)?;
    let recording = reported::begin_recording(tx, &at, &cli.user, contacts.len())?;
    reported::record_contacts(tx, recording, &contacts)?;
    Ok(())
}

/// That each was sent on this day, as somebody would report it.
fn contacts(tasks: &[HandedOut], sent: NaiveDate) -> Result<Vec<ContactReport>> {
    if let Some(HandedOut { id, task, .. }) = tasks.iter().find(|handed| sent < handed.task.created_on) {
        return Err(misuse(format!(
            "task {id} was queued on {}, after `--sent {sent}`; nothing was exported",
            task.created_on
        )));
    }
    let contact = |handed: &HandedOut| {
        Some(ContactReport {
            number: handed.addressee.number,
            on: sent,
            channel: handed.task.step.sent_by()?,
            outcome: ContactOutcome::Sent,
            answered: None,
            occupation: None,
        })
    };
    Ok(tasks.iter().filter_map(contact).collect())
}

/// Writes the file and commits the record of it: both, or neither.
fn write(tx: Transaction<'_>, cli: &Cli, args: &ExportArgs, tasks: &[HandedOut]) -> Result<()> {
    let sheet = handout::sheet(cli.lang(), args.step, tasks);
    let bytes = match args.format() {
        Format::Csv => sheet::csv(cli.lang(), &sheet),
        Format::Xlsx => sheet::xlsx(&[sheet]),
    };
    recorded::write(tx, &args.out, &bytes?, &HANDOUT)
}

impl ExportArgs {
    fn format(&self) -> Format {
        let is_workbook = self.out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
        self.format.unwrap_or(if is_workbook { Format::Xlsx } else { Format::Csv })
    }
}

fn tell(cli: &Cli, args: &ExportArgs, choice: &Choice) -> Result<()> {
    if cli.json {
        let told = choice_json(args, choice);
        if choice.handed_out.is_empty() { print_json(&told)? } else { print_made(&told)? }
    }
    if cli.quiet {
        return Ok(());
    }
    // Also of what was left out: what is in the file is recorded as handed out by now.
    let tell = |told: &Notice<'_>| note_made(&notice(cli.lang(), told));
    for (why, entries) in &choice.left_out {
        let (count, first) = (entries.len(), listed(cli.lang(), entries, entries.len() as u64));
        tell(&Notice::NotHandedOut { why: *why, count, entries: &first })?;
    }
    if choice.handed_out.is_empty() {
        tell(&Notice::NothingToHandOut)
    } else if cli.verbose > 0 || is_watched() {
        let (tasks, file) = (choice.handed_out.len(), args.out.display().to_string());
        tell(&Notice::HandedOut { tasks, file: &file, sent: args.sent })
    } else {
        Ok(())
    }
}

fn choice_json(args: &ExportArgs, choice: &Choice) -> Value {
    let handed_out = choice.handed_out.len();
    let left_out: Map<String, Value> =
        choice.left_out.iter().map(|(why, entries)| (why.to_string(), json!(entries))).collect();
    json!({
        "file": (handed_out > 0).then(|| args.out.display().to_string()),
        "owner": args.owner,
        "step": args.step,
        "sent": args.sent.map(|day| day.to_string()),
        "handed_out": handed_out,
        "left_out": left_out,
    })
}
