//! What can be typed after `report`.

use super::day;
use crate::cli::half_year::HalfYearArgs;
use crate::domain::statistics::figures::SchoolYear;
use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};
use std::path::{Path, PathBuf};

/// `report`.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// Which report
    #[command(subcommand)]
    pub command: ReportCommand,
}

/// The reports.
#[derive(Debug, Subcommand)]
pub enum ReportCommand {
    /// Figures, in any form
    #[command(flatten)]
    Figures(FiguresCommand),
    /// Make the half-year delivery to SCB, whole, and check it; this is recorded
    #[command(after_help = "\
Ends with 2 if codes of SCB's are missing: nothing is written then. Ends with 3 if the file is
written and a check found something to see to. Nothing is overwritten.

Examples:
  kaa-sync report half-year 2016H2 --out kaa-2016H2.csv
  kaa-sync report half-year 2016H2 --out prov.csv --unmapped keep")]
    HalfYear(HalfYearArgs),
    /// The register at a glance: one page for people that needs no network
    #[command(after_help = "Example:\n  kaa-sync report html --out kaa.html")]
    Html(HtmlArgs),
}

/// `report html`.
#[derive(Debug, Args)]
pub struct HtmlArgs {
    /// The file; it must not be there yet
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// The reports that are figures.
#[derive(Debug, Subcommand)]
pub enum FiguresCommand {
    /// Who was covered on a day, by reason, lane, area, age and sex
    #[command(after_help = "Example:\n  kaa-sync report register --on 2016-11-20 --known-on 2016-11-21")]
    Register {
        /// The day; the last night if not given
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        on: Option<NaiveDate>,
        /// How it is told
        #[command(flatten)]
        form: FormArgs,
    },
    /// Entries opened and closed in a period, between two balances
    #[command(after_help = "Example:\n  kaa-sync report flows --from 2016-07-01 --to 2017-06-30 --by-month")]
    Flows {
        /// The first day
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        from: NaiveDate,
        /// The last day
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        to: NaiveDate,
        /// A balance for each month
        #[arg(long)]
        by_month: bool,
        /// How it is told
        #[command(flatten)]
        form: FormArgs,
    },
    /// A school year: persons, spells, how long they lasted, letters that were not needed
    #[command(after_help = "Example:\n  kaa-sync report year 2016/2017")]
    Year {
        /// The school year, 1 July to 30 June
        #[arg(value_name = "YYYY/YYYY", value_parser = school_year)]
        year: SchoolYear,
        /// How it is told
        #[command(flatten)]
        form: FormArgs,
    },
    /// A school year's outreach: letters, calls, cards and visits, their response, who was reached
    #[command(after_help = "Example:\n  kaa-sync report outreach 2016/2017 --publish --out uppsokande.xlsx")]
    Outreach {
        /// The school year, 1 July to 30 June
        #[arg(value_name = "YYYY/YYYY", value_parser = school_year)]
        year: SchoolYear,
        /// How it is told
        #[command(flatten)]
        form: FormArgs,
    },
    /// School years side by side
    #[command(after_help = "Example:\n  kaa-sync report series --from 2016 --to 2026 --format csv")]
    Series {
        /// The year the first school year begins in
        #[arg(long, value_name = "YYYY", value_parser = clap::value_parser!(i32).range(1900..=2999))]
        from: i32,
        /// The year the last school year ends in
        #[arg(long, value_name = "YYYY", value_parser = clap::value_parser!(i32).range(1900..=2999))]
        to: i32,
        /// How it is told
        #[command(flatten)]
        form: FormArgs,
    },
    /// How late changes become known, by provider and school unit
    #[command(after_help = "Example:\n  kaa-sync report lag --from 2016-07-01 --to 2017-06-30")]
    Lag {
        /// The first night; 1 July before the last night if not given
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        from: Option<NaiveDate>,
        /// The last night; the last there is if not given
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        to: Option<NaiveDate>,
        /// How it is told
        #[command(flatten)]
        form: FormArgs,
    },
    /// The coverage equation: where every resident of 16 to 19 is
    #[command(after_help = "Example:\n  kaa-sync report coverage --on 2016-11-20")]
    Coverage {
        /// The last night up to this day; the last there is if not given
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        on: Option<NaiveDate>,
        /// How it is told
        #[command(flatten)]
        form: FormArgs,
    },
}

/// How a report is told.
#[derive(Debug, Args)]
pub struct FormArgs {
    /// As it was known when the night of this date was the last one
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub known_on: Option<NaiveDate>,
    /// Hide groups of fewer than five, and what would give them away
    #[arg(long)]
    pub publish: bool,
    /// The form; if not given by the ending of `--out`, otherwise text
    #[arg(long, value_enum, conflicts_with = "json")]
    pub format: Option<ReportFormat>,
    /// Write it into this file; it must not be there yet
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Forms of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// A table for a terminal of 80 columns
    Text,
    /// CSV for Excel: `;`, UTF-8; decimal comma in Swedish
    Csv,
    /// A workbook with the definitions on a sheet of its own; needs `--out`
    Xlsx,
    /// JSON: codes, whatever the language
    Json,
}

impl FormArgs {
    /// The form asked for.
    pub fn format(&self, json: bool) -> ReportFormat {
        let by_ending = self.out.as_deref().map_or(ReportFormat::Text, by_ending);
        if json { ReportFormat::Json } else { self.format.unwrap_or(by_ending) }
    }
}

/// The form that a file's name asks for.
pub fn by_ending(file: &Path) -> ReportFormat {
    let ending = file.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    match ending.as_ref().and_then(|ending| ending.to_str()) {
        Some("csv") => ReportFormat::Csv,
        Some("xlsx") => ReportFormat::Xlsx,
        Some("json") => ReportFormat::Json,
        _ => ReportFormat::Text,
    }
}

fn school_year(text: &str) -> Result<SchoolYear, String> {
    let expected = || "expected a school year as 2016/2017".to_owned();
    let (first, second) = text.split_once('/').ok_or_else(expected)?;
    let year = |text: &str| text.parse().ok().filter(|year| (1900..3000).contains(year));
    let (first, second): (i32, i32) = year(first).zip(year(second)).ok_or_else(expected)?;
    if second == first + 1 { Ok(SchoolYear(first)) } else { Err(expected()) }
}
