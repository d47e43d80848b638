//! The configuration file as the user typed it: the shapes of its TOML.
//!
//! A key that is not here is an error, and so is one that is missing. Nothing here is checked
//! against anything else: that is what `check` and `source` do.

use super::profile::{DateFormat, Encoding, Field, Quoting};
use super::words::{Argv, Day, Delimiter, HookSeconds, MonthDay, Municipality, Name, Numbers, Percent, Year};
use crate::domain::codes::{Occupation, SchoolLeavers, SourceKind};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;
use toml::Spanned;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub municipality: Municipality,
    pub school_leavers: SchoolLeavers,
    #[serde(default = "staged_days")]
    pub staged_days: u32,
    pub codes: Codes,
    pub terms: Terms,
    pub limits: Limits,
    pub row_count_drop: Bound,
    pub outreach: Outreach,
    #[serde(default)]
    pub hooks: Hooks,
    pub sources: Spanned<Vec<Source>>,
}

/// Five weeks: a month's statistics can be corrected once the month is over.
fn staged_days() -> u32 {
    35
}

/// Where the code tables lie, relative to the file that names them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Codes {
    pub school_forms: Spanned<PathBuf>,
    pub programmes: Spanned<PathBuf>,
    pub documents: Spanned<PathBuf>,
    pub deregistrations: Spanned<PathBuf>,
    pub areas: Option<Spanned<PathBuf>>,
}

/// `[terms]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    pub spring_end: Spanned<MonthDay>,
    pub autumn_start: Spanned<MonthDay>,
    #[serde(default)]
    pub by_year: BTreeMap<Year, Spanned<TermYear>>,
}

/// A year whose terms differ.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermYear {
    pub spring_end: Option<MonthDay>,
    pub autumn_start: Option<MonthDay>,
}

/// `[limits]`: every class has one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    pub unexplained_removals: Bound,
    pub unexplained_additions: Bound,
    pub removals: Bound,
    pub additions: Bound,
}

/// A count, a share, and perhaps another share for a part of the year.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bound {
    pub floor: u64,
    pub percent: Percent,
    pub season: Option<Spanned<Season>>,
}

/// A part of the year.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Season {
    pub from: MonthDay,
    pub to: MonthDay,
    pub percent: Percent,
}

/// `[outreach]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outreach {
    pub owners: Vec<Name>,
    pub settle_days: u32,
    pub hold_from: Spanned<MonthDay>,
    pub hold_to: Spanned<MonthDay>,
    pub hold_owner: Spanned<Name>,
    pub central_owner: Spanned<Name>,
    pub protected_owner: Spanned<Name>,
    pub info_20_days: u32,
    pub nearly_20_days: u32,
    #[serde(default = "two_weeks")]
    pub response_days: u32,
    #[serde(default = "two_working_days")]
    pub call_gap_working_days: u32,
    #[serde(default = "a_week")]
    pub text_days: u32,
    #[serde(default = "a_week")]
    pub visit_days: u32,
    #[serde(default = "three_months")]
    pub recheck_days: u32,
    #[serde(default = "half_a_year")]
    pub watch_days: u32,
    #[serde(default = "a_week")]
    pub due_days: u32,
    #[serde(default = "three_months")]
    pub resume_days: u32,
    pub education_owner: Option<Spanned<Name>>,
    #[serde(default)]
    pub shelf_life_days: BTreeMap<Occupation, u32>,
}

fn two_working_days() -> u32 {
    2
}

fn a_week() -> u32 {
    7
}

fn two_weeks() -> u32 {
    14
}

fn three_months() -> u32 {
    90
}

fn half_a_year() -> u32 {
    180
}

/// `[hooks]`: commands that are told what becomes of a night.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hooks {
    /// Told that a night begins.
    pub on_start: Option<Argv>,
    /// Told of a night that is done.
    pub on_success: Option<Argv>,
    /// Told of a night that failed, was refused, or had a source that was not as it should be.
    pub on_problem: Option<Argv>,
    /// Told of a night whose changes wait for a person.
    pub on_held: Option<Argv>,
    /// For how many seconds each may run before it is stopped; 1 to 600.
    #[serde(default)]
    pub timeout_seconds: HookSeconds,
}

impl Default for Hooks {
    fn default() -> Self {
        let timeout_seconds = HookSeconds::default();
        Self { on_start: None, on_success: None, on_problem: None, on_held: None, timeout_seconds }
    }
}

/// One `[[sources]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub name: Spanned<Name>,
    pub kind: Spanned<SourceKind>,
    pub pattern: Spanned<String>,
    pub rank: Option<Spanned<u8>>,
    pub required: Spanned<bool>,
    pub snapshot: Spanned<bool>,
    pub carry_forward_days: Option<Spanned<u32>>,
    pub max_age_working_days: Option<Spanned<u32>>,
    pub encoding: Encoding,
    pub delimiter: Delimiter,
    pub quoting: Quoting,
    pub dates: Spanned<Vec<DateFormat>>,
    pub numbers: Numbers,
    pub trailer: Option<String>,
    pub columns: Spanned<BTreeMap<Spanned<Field>, Spanned<String>>>,
    #[serde(default)]
    pub providers: Vec<Provider>,
}

/// One `[[sources.providers]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// As it stands in the file names: the provider's spelling, not ours.
    pub name: Spanned<String>,
    pub from: Option<Day>,
    pub to: Option<Spanned<Day>>,
}
