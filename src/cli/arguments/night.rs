//! What can be typed of nights: the one to run, those to decide again, and what a person says of them.

use super::{day, names};
use crate::domain::codes::{Code, FileFault, LimitClass};
use crate::nearest::instead;
use chrono::NaiveDate;
use clap::Args;
use clap::builder::{OsStringValueParser, TypedValueParser};
use std::path::PathBuf;
use std::time::Duration;

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
    #[arg(long, value_name = "FILE", env = "KAA_SYNC_METRICS", value_parser = path_or_nothing())]
    pub metrics: Option<PathBuf>,
}

/// What every command takes that runs nights.
#[derive(Debug, Args)]
pub struct TurnArgs {
    /// Wait so long for another run to end
    #[arg(long, value_name = "SECONDS", default_value = "0", value_parser = seconds)]
    pub wait: Duration,
}

/// A variable may be set to nothing.
fn path_or_nothing() -> impl TypedValueParser<Value = PathBuf> {
    OsStringValueParser::new().map(PathBuf::from)
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

fn seconds(text: &str) -> Result<Duration, String> {
    text.parse().map(Duration::from_secs).map_err(|_| "expected a whole number of seconds".to_owned())
}

fn number(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| "expected a whole number after `=`".to_owned())
}

fn code<T: Code>(what: &str, text: &str, possible: &[T]) -> Result<T, String> {
    T::parse(text).ok_or_else(|| format!("unknown {what}{}", instead(text, &names(possible))))
}
