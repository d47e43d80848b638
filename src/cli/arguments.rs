//! What can be typed.

use super::log::LogFormat;
use crate::domain::codes::Code;
use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

mod night;
mod queue;
mod record;
mod report;

pub use night::{EraseArgs, MetricsArgs, NightArgs, RerunArgs, RunArgs, TurnArgs, Words};
pub use queue::{ExportArgs, Format, QueueArgs, QueueCommand};
pub use record::{RecordArgs, RecordKind};
pub use report::{FiguresCommand, FormArgs, HtmlArgs, ReportArgs, ReportCommand, ReportFormat, by_ending};

/// Where `--help` lists what every command takes.
const EVERYWHERE: &str = "Options of every command";

/// Keeps a municipality's KAA register: who it covers, since when and why, and whom to contact.
///
/// Every night the extracts of the population register, UEDB and the schools are read and compared
/// with the register: entries are opened, closed and corrected, and for each that asks for it the next
/// letter, call or visit is queued.
#[derive(Debug, Parser)]
#[command(name = "kaa-sync", version = crate::BUILD, max_term_width = 100)]
#[command(after_help = "\
Exit codes:
  0  done (also: nothing to do)
  1  failed; nothing was committed
  2  wrong usage or configuration; nothing was committed
  3  done, but a source was refused, carried forward or silent, a file had many quarantined rows, or
     rows of a recorded file were left out or are about nobody in the register, or the checks of a
     delivery found something to see to
  4  done in part: changes are withheld and wait for a decision
  5  another run, or another program that writes, is at work on the register; nothing was committed
  6  the night was refused: a required source is unusable; nothing was committed but the refusal
  7  committed, but the report or the metrics could not be written

Examples:
  kaa-sync init --config-dir kommunen
  kaa-sync --config config/stockholm.toml run --extracts /srv/extracts --as-of 2016-11-14 --initial-load
  kaa-sync --config config/stockholm.toml explain 17
  kaa-sync --config config/stockholm.toml status")]
pub struct Cli {
    /// The configuration
    #[arg(
        long,
        global = true, help_heading = EVERYWHERE,
        value_name = "FILE",
        default_value = "kaa-sync.toml",
        env = "KAA_SYNC_CONFIG"
    )]
    pub config: PathBuf,
    /// The register
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "FILE", default_value = "kaa-sync.db", env = "KAA_SYNC_DB")]
    pub db: PathBuf,
    /// Who asks, for the record of looks and allowances
    #[arg(
        long,
        global = true, help_heading = EVERYWHERE,
        value_name = "NAME",
        default_value = "unknown",
        env = "USER",
        hide_env_values = true
    )]
    pub user: String,
    /// Print JSON
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    pub json: bool,
    /// Language of what is read by officials
    #[arg(long, global = true, help_heading = EVERYWHERE, value_enum, default_value = "sv")]
    pub lang: Language,
    /// Say more: a line for the journal; twice: a line for each source too
    #[arg(short, long, global = true, help_heading = EVERYWHERE, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// How messages are written to standard error
    #[arg(
        long,
        global = true, help_heading = EVERYWHERE,
        value_enum,
        default_value = "text",
        env = "KAA_SYNC_LOG_FORMAT",
        hide_env_values = true
    )]
    pub log_format: LogFormat,
    /// Say no more than somebody has to know: errors, warnings, and of `run`, `status` and `verify` what is wrong
    #[arg(short, long, global = true, help_heading = EVERYWHERE, conflicts_with = "verbose")]
    pub quiet: bool,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// Languages of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// Swedish
    Sv,
    /// English
    En,
}

/// Commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Create an empty register and, if asked, a commented configuration
    #[command(after_help = "Example:\n  kaa-sync --db kaa.db init --config-dir kommunen")]
    Init(InitArgs),
    /// Read and check extracts; change nothing
    #[command(after_help = "\
Tells of each file what whoever delivers it can mend: lines and columns, nothing of what they hold.

Examples:
  kaa-sync check --extracts /srv/extracts --as-of 2016-11-14
  kaa-sync check --extracts /srv/extracts --provider alfa")]
    Check(CheckArgs),
    /// Show what the night would do; change nothing
    #[command(after_help = "Example:\n  kaa-sync plan --extracts /srv/extracts --as-of 2016-11-15")]
    Plan(NightArgs),
    /// Run the night
    #[command(after_help = "\
Examples:
  kaa-sync run --extracts /srv/extracts
  kaa-sync run --extracts /srv/extracts -v --metrics /var/lib/prometheus/node-exporter/kaa_sync.prom
  kaa-sync run --extracts /srv/extracts --as-of 2018-07-02 --allow removals=312 --because \"ny lag\"")]
    Run(RunArgs),
    /// Decide the nights since a date again, with corrected files
    #[command(after_help = "\
Ends as `run` does, by the last night; with 6 if a night cannot be decided again: then nothing is written.

Examples:
  kaa-sync rerun --from 2016-11-16 --extracts /srv/corrected --plan
  kaa-sync rerun --from 2016-11-16 --extracts /srv/corrected")]
    Rerun(RerunArgs),
    /// Tell why a person is in the register, or not
    #[command(after_help = "\
Examples:
  kaa-sync explain 17
  kaa-sync --lang en explain - <number.txt")]
    Explain(WhoArgs),
    /// Tell what has happened to a person in the register
    #[command(after_help = "\
With `--export` everything that is kept of one person goes into a file, for the person (GDPR art. 15): a
page where the name ends in `.html`, text in `.txt`, JSON in `.json`. Nothing is overwritten.

Examples:
  kaa-sync history 17
  kaa-sync history 17 --export utdrag.html
  kaa-sync history - --export utdrag.txt --include-protected <number.txt")]
    History(HistoryArgs),
    /// List the register on a day, as it is known now or was known then
    #[command(after_help = "Example:\n  kaa-sync register --on 2016-11-20 --known-on 2016-11-21")]
    Register(RegisterArgs),
    /// Work with the outreach queue: what is to be done, by whom, by when
    #[command(after_help = "\
Examples:
  kaa-sync queue today --owner kista
  kaa-sync queue list --ready
  kaa-sync queue export --owner kista --step letter --out brev.xlsx --sent 2016-11-21")]
    Queue(QueueArgs),
    /// Count: statistics of the register, over any period, as known now or then
    #[command(after_help = "\
Examples:
  kaa-sync report register
  kaa-sync report flows --from 2016-07-01 --to 2017-06-30 --by-month
  kaa-sync report outreach 2016/2017 --publish --out uppsokande.xlsx")]
    Report(ReportArgs),
    /// List the nights that have been run
    #[command(after_help = "Example:\n  kaa-sync runs")]
    Runs,
    /// Tell how the register is kept and what somebody has to see to; change nothing
    #[command(after_help = "\
Ends with 0 if all is well, with 3 if there is something to see to, with 1 if it could not look.

Examples:
  kaa-sync status
  kaa-sync -q status --as-of 2016-11-21")]
    Status(StatusArgs),
    /// Check that the register is sound; change nothing
    #[command(after_help = "\
Ends with 0 if all is sound, with 1 if something was found.

Examples:
  kaa-sync verify
  kaa-sync --db backup.db verify")]
    Verify,
    /// Take in what people have done and decided, and what schools have reported
    #[command(after_help = "\
All of a file is taken in or nothing, and every fault is listed. The same file twice adds nothing.
`--plan` decides the last night without the file and with it, and shows the difference; there is
none to show of `entries`, which come before the first. Ends with 3 if rows were left out, or
contacts are about nobody in the register.

Examples:
  kaa-sync record contacts kontakter.csv --plan
  kaa-sync record contacts kontakter.csv
  kaa-sync record contacts kontakter.csv --partial rest.csv
  kaa-sync record contact-details kontaktuppgifter.csv
  kaa-sync record occupations sysselsattning.csv
  kaa-sync record measures atgarder.csv
  kaa-sync record decisions beslut.csv
  kaa-sync record interruptions - <avbrott.csv
  kaa-sync record pairings nummer.csv
  kaa-sync record entries tidigare-register.csv")]
    Record(RecordArgs),
    /// Erase persons who left the register before a day
    #[command(after_help = "\
Whoever turned 21 is erased by `run`. This is for an earlier limit: everything of whoever has no open
entry, and none that was closed on the day or later. What reports counted is kept as figures.

Examples:
  kaa-sync erase --older-than 2016-07-01 --plan
  kaa-sync erase --older-than 2016-07-01")]
    Erase(EraseArgs),
    /// Copy the register into a new file, also while a night is run
    #[command(after_help = "\
The copy is checked before it gets its name. Nothing is overwritten.

Example:
  kaa-sync backup /srv/backup/kaa-2016-11-15.db")]
    Backup {
        /// The copy; it must not be there yet
        file: PathBuf,
    },
    /// Copy the public views, without protected persons, into a new file; this is recorded
    #[command(after_help = "\
Each view is a plain table of a SQLite file, for Datasette, R and others who may not open the
register. It holds personal numbers: delete it when it has served. Nothing is overwritten.

Example:
  kaa-sync export-views /srv/statistik/kaa-vyer.db")]
    ExportViews {
        /// The file; it must not be there yet
        file: PathBuf,
    },
    /// Print a JSON Schema of the configuration, for editors
    #[command(after_help = "\
`init --config-dir` writes it beside the configuration, whose first line names it: editors that know
TOML then complete its keys, tell what each means, and underline what cannot be.

Example:
  kaa-sync schema > /etc/kaa-sync/kaa-sync.schema.json")]
    Schema,
    /// Print completions for a shell
    #[command(after_help = "Example:\n  kaa-sync completions bash > /etc/bash_completion.d/kaa-sync")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page, or write that of every command
    #[command(after_help = "\
Examples:
  kaa-sync man | man -l -
  kaa-sync man --dir /usr/local/share/man/man1")]
    Man(ManArgs),
}

/// `man`.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// Write a page for every command into this directory; those of an earlier version are replaced
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
}

/// `init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// Also write a commented configuration into this directory
    #[arg(long, value_name = "DIR")]
    pub config_dir: Option<PathBuf>,
}

/// `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Where the extracts lie
    #[arg(long, value_name = "DIR")]
    pub extracts: PathBuf,
    /// The night's date; today in Stockholm if not given
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub as_of: Option<NaiveDate>,
    /// The file of this provider alone
    #[arg(long, value_name = "NAME")]
    pub provider: Option<String>,
}

/// `status`.
#[derive(Debug, Args)]
pub struct StatusArgs {
    /// The night that should be there; if not given today in Stockholm, before six in the morning yesterday
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub as_of: Option<NaiveDate>,
}

/// `history`.
#[derive(Debug, Args)]
pub struct HistoryArgs {
    /// Whose
    #[command(flatten)]
    pub who: WhoArgs,
    /// Write everything that is kept of one person into this file instead; this is recorded
    #[arg(long, value_name = "FILE")]
    pub export: Option<PathBuf>,
}

/// `explain` and `history`.
#[derive(Debug, Args)]
pub struct WhoArgs {
    /// An entry's number, a personal number, or `-` for personal numbers on standard input
    #[arg(value_name = "WHO")]
    pub who: String,
    /// Show the numbers of protected persons; this is recorded
    #[arg(long)]
    pub include_protected: bool,
}

/// `register`.
#[derive(Debug, Args)]
pub struct RegisterArgs {
    /// The day; the last night if not given
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub on: Option<NaiveDate>,
    /// As it was known after the night of this date, before any night was decided again
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub known_on: Option<NaiveDate>,
    /// Count by reason instead of listing
    #[arg(long)]
    pub count: bool,
    /// Show the numbers of protected persons; this is recorded
    #[arg(long)]
    pub include_protected: bool,
}

/// Four digits of year and no more: days are compared as text in the register.
pub(super) fn day(text: &str) -> Result<NaiveDate, String> {
    let written = Some(text).filter(|text| text.len() == "YYYY-MM-DD".len());
    written.and_then(|text| text.parse().ok()).ok_or_else(|| "expected a date as YYYY-MM-DD".to_owned())
}

fn names<T: Code>(codes: &[T]) -> Vec<&'static str> {
    codes.iter().map(|code| code.as_str()).collect()
}
