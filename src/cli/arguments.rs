//! What can be typed.

use super::log::LogFormat;
use crate::domain::codes::{Code, FileFault, LimitClass, Step};
use crate::nearest::instead;
use chrono::NaiveDate;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use std::time::Duration;

mod report;

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
  kaa-sync init --config-dir config
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
    /// Print nothing but errors
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
    #[command(after_help = "Example:\n  kaa-sync --db kaa.db init --config-dir config")]
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
    #[command(after_help = "Example:\n  kaa-sync history 17")]
    History(WhoArgs),
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

/// `plan` and `run`.
#[derive(Debug, Args)]
pub struct NightArgs {
    /// Where the extracts lie
    #[arg(long, value_name = "DIR")]
    pub extracts: PathBuf,
    /// The night's date; today in Stockholm if not given
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub as_of: Option<NaiveDate>,
    /// This is the first load into an empty register; `run` makes the register where there is none
    #[arg(long)]
    pub initial_load: bool,
    /// What a person says of the night
    #[command(flatten)]
    pub words: Words,
}

/// What a person says of a night: it holds when the night is run or decided again.
#[derive(Debug, Args)]
pub struct Words {
    /// Let a class of change exceed its limit in the night, up to a number
    #[arg(long, value_name = "CLASS=N", value_parser = allowance, requires = "because")]
    pub allow: Vec<(LimitClass, u64)>,
    /// Believe a file in spite of a check, if it has at least so many rows
    #[arg(long, value_name = "PROVIDER:CODE=ROWS", value_parser = acceptance, requires = "because")]
    pub accept: Vec<(String, FileFault, u64)>,
    /// Why, for each `--allow` and `--accept` in turn; the last counts for the rest
    #[arg(long, value_name = "TEXT")]
    pub because: Vec<String>,
}

/// `erase`.
#[derive(Debug, Args)]
pub struct EraseArgs {
    /// Whose last entry was closed before this day; at the latest 1 July of the school year under way
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub older_than: NaiveDate,
    /// Tell how many it would be; change nothing
    #[arg(long)]
    pub plan: bool,
    /// Its turn
    #[command(flatten)]
    pub turn: TurnArgs,
}

/// `rerun`.
#[derive(Debug, Args)]
pub struct RerunArgs {
    /// The first night to decide again; every night since follows
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub from: NaiveDate,
    /// Where corrected files lie; each takes the place of the file of its provider and date
    #[arg(long, value_name = "DIR")]
    pub extracts: Option<PathBuf>,
    /// Show the difference; change nothing
    #[arg(long)]
    pub plan: bool,
    /// What a person says of the first night
    #[command(flatten)]
    pub words: Words,
    /// Its turn
    #[command(flatten)]
    pub turn: TurnArgs,
    /// What a monitor reads
    #[command(flatten)]
    pub metrics: MetricsArgs,
}

/// `run`.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// The night
    #[command(flatten)]
    pub night: NightArgs,
    /// Its turn
    #[command(flatten)]
    pub turn: TurnArgs,
    /// What a monitor reads
    #[command(flatten)]
    pub metrics: MetricsArgs,
}

/// What every command takes that leaves another night than it found.
#[derive(Debug, Args)]
pub struct MetricsArgs {
    /// Write what a monitor measures into this file, for Prometheus; the one that is there is replaced
    #[arg(long, value_name = "FILE", env = "KAA_SYNC_METRICS")]
    pub metrics: Option<PathBuf>,
}

/// What every command takes that runs nights.
#[derive(Debug, Args)]
pub struct TurnArgs {
    /// Wait so long for another run to end
    #[arg(long, value_name = "SECONDS", default_value = "0", value_parser = seconds)]
    pub wait: Duration,
}

/// `status`.
#[derive(Debug, Args)]
pub struct StatusArgs {
    /// The night that should be there; if not given today in Stockholm, before six in the morning yesterday
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub as_of: Option<NaiveDate>,
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

/// `queue`.
#[derive(Debug, Args)]
pub struct QueueArgs {
    /// What to do with it
    #[command(subcommand)]
    pub command: QueueCommand,
}

/// What can be done with the queue.
#[derive(Debug, Subcommand)]
pub enum QueueCommand {
    /// List the open tasks, the most urgent first
    #[command(after_help = "Examples:\n  kaa-sync queue list --owner kista --step letter --ready\n  \
                            kaa-sync queue list --late\n  kaa-sync queue list --count")]
    List {
        /// Only this owner's
        #[arg(long)]
        owner: Option<String>,
        /// Only this step
        #[arg(long, value_parser = step())]
        step: Option<Step>,
        /// Only what is ready to be done
        #[arg(long)]
        ready: bool,
        /// Only what is past its last day
        #[arg(long)]
        late: bool,
        /// Count by owner and step instead of listing
        #[arg(long)]
        count: bool,
    },
    /// Tell what the morning asks for: what was taken back, is late, is ready, is new
    #[command(after_help = "\
What nobody is to do any longer comes first; last come those who are back in outreach, and
letters and calls that did not get through. What was recorded since the night is taken into account.

Examples:
  kaa-sync queue today
  kaa-sync queue today --owner kista")]
    Today {
        /// Only this owner's
        #[arg(long)]
        owner: Option<String>,
    },
    /// Hand out what is ready as a file for mail merge, each task once; this is recorded
    #[command(after_help = "\
Nobody protected, withheld or gone is in the file. Nothing is overwritten.

Examples:
  kaa-sync queue export --owner kista --step letter --out brev.xlsx --sent 2016-11-21
  kaa-sync queue export --owner kista --step phone --out samtal.csv")]
    Export(ExportArgs),
}

/// `queue export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// Whose tasks
    #[arg(long)]
    pub owner: String,
    /// Which step; `manual_contact` is in no file
    #[arg(long, value_parser = step())]
    pub step: Step,
    /// The file; it must not be there yet
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// How it is written; if not given XLSX where the name ends in `.xlsx`, otherwise CSV
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// Record that all of it was sent on this day
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub sent: Option<NaiveDate>,
}

/// How a file for other programs is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// CSV: `;`, UTF-8
    Csv,
    /// A workbook of text cells
    Xlsx,
}

/// `record`.
#[derive(Debug, Args)]
pub struct RecordArgs {
    /// What the file holds
    #[arg(value_enum, value_name = "KIND")]
    pub kind: RecordKind,
    /// The file, or `-` for standard input
    pub file: PathBuf,
    /// Take in the rows without a fault; the others are written, each with its line and code, into a new file
    #[arg(long, value_name = "REST")]
    pub partial: Option<PathBuf>,
    /// Show what it would change in the register and the queue; record nothing
    #[arg(long, conflicts_with = "partial")]
    pub plan: bool,
}

/// What can be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RecordKind {
    /// Attempts to reach somebody: `PERSONNUMMER;DATUM;KANAL;UTFALL;SVAR_PA;SYSSELSATTNING`
    Contacts,
    /// How somebody can be reached: `PERSONNUMMER;TELEFON;EPOST`
    ContactDetails,
    /// What a youth does: `PERSONNUMMER;SYSSELSATTNING;FRAN;TILL;KALLA`
    Occupations,
    /// Measures: `PERSONNUMMER;ATGARD;FRAN;TILL;AVSLUTSORSAK;SYSSELSATTNING_FORE;SYSSELSATTNING_EFTER`
    Measures,
    /// A person overrules the machine, for a time: `PERSONNUMMER;BESLUT;ORSAK;FRAN;TILL`
    Decisions,
    /// The form a school sends when a pupil leaves: `PERSONNUMMER;SKOLENHETSKOD;AVBROTTSDATUM`
    Interruptions,
    /// Whose a TF number or a samordningsnummer is: `ID;PERSONNUMMER`
    Pairings,
    /// Another register's entries, before the first night: `PERSONNUMMER;INSKRIVEN;ORSAK;LANE;KONTAKTSTEG`
    Entries,
}

fn allowance(text: &str) -> Result<(LimitClass, u64), String> {
    let (class, count) = text.split_once('=').ok_or("expected CLASS=N")?;
    Ok((code("class", class, LimitClass::ALL)?, number(count)?))
}

fn acceptance(text: &str) -> Result<(String, FileFault, u64), String> {
    let expected = "expected PROVIDER:CODE=ROWS";
    let (provider, rest) = text.split_once(':').ok_or(expected)?;
    let (fault, rows) = rest.split_once('=').ok_or(expected)?;
    if FileFault::parse(fault).is_some_and(|fault| !FileFault::ACCEPTABLE.contains(&fault)) {
        return Err(format!(
            "`{fault}` cannot be accepted{}",
            instead(fault, &names(&FileFault::ACCEPTABLE))
        ));
    }
    Ok((provider.to_owned(), code("check", fault, &FileFault::ACCEPTABLE)?, number(rows)?))
}

/// Four digits of year and no more: days are compared as text in the register.
pub(super) fn day(text: &str) -> Result<NaiveDate, String> {
    let written = Some(text).filter(|text| text.len() == "YYYY-MM-DD".len());
    written.and_then(|text| text.parse().ok()).ok_or_else(|| "expected a date as YYYY-MM-DD".to_owned())
}

/// Each step is a value that shells complete, help lists, and a misspelt one is compared with.
fn step() -> impl TypedValueParser<Value = Step> {
    PossibleValuesParser::new(names(Step::ALL))
        .try_map(|text| Step::parse(&text).ok_or_else(|| "expected a step".to_owned()))
}

fn seconds(text: &str) -> Result<Duration, String> {
    text.parse().map(Duration::from_secs).map_err(|_| "expected a whole number of seconds".to_owned())
}

fn number(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| "expected a whole number after `=`".to_owned())
}

fn code<T: Code>(what: &str, text: &str, possible: &[T]) -> Result<T, String> {
    T::parse(text).ok_or_else(|| format!("unknown {what}{}", instead(text, &names(possible))))
}

fn names<T: Code>(codes: &[T]) -> Vec<&'static str> {
    codes.iter().map(|code| code.as_str()).collect()
}
