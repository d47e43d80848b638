//! What can be typed of the queue.

use super::{day, names};
use crate::domain::codes::{Code, Step};
use chrono::NaiveDate;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

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

/// Each step is a value that shells complete, help lists, and a misspelt one is compared with.
fn step() -> impl TypedValueParser<Value = Step> {
    PossibleValuesParser::new(names(Step::ALL))
        .try_map(|text| Step::parse(&text).ok_or_else(|| "expected a step".to_owned()))
}
