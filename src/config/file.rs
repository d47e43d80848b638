//! The configuration file as the user typed it: the shapes of its TOML.
//!
//! A key that is not here is an error, and so is one that is missing. Nothing here is checked
//! against anything else: that is what `check` and `source` do. What is written above a key is what an
//! editor shows of it: `schema` makes a JSON Schema of this.

use super::columns;
use super::profile::{DateFormat, Encoding, Field, Quoting};
use super::schema;
use super::words::{Argv, Day, Delimiter, HookSeconds, MonthDay, Municipality, Name, Numbers, Percent, Year};
use crate::domain::codes::{Occupation, SchoolLeavers, SourceKind};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;
use toml::Spanned;

/// The configuration of kaa-sync, the nightly job that keeps a municipality's KAA register.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "kaa-sync")]
pub struct File {
    /// The municipality's code (kommunkod): four digits, as text.
    pub municipality: Municipality,
    /// When those who finished compulsory school this June come into question: once the third working day
    /// of the autumn term is past (`"autumn-term"`), or as soon as compulsory schooling has ended
    /// (`"at-once"`).
    #[schemars(schema_with = "schema::code::<SchoolLeavers>")]
    pub school_leavers: SchoolLeavers,
    /// For how many calendar days what the files told is kept once it has been superseded. A night that is
    /// no further back can be decided again.
    #[serde(default = "staged_days")]
    pub staged_days: u32,
    /// The code tables: CSV, UTF-8, `;`. Their paths are relative to this file.
    pub codes: Codes,
    /// The school year.
    pub terms: Terms,
    /// How much one night may change before a person has to agree, gross and per direction.
    pub limits: Limits,
    /// How many rows fewer than its last accepted file a snapshot may have before it is refused.
    pub row_count_drop: Bound,
    /// The letters, calls and visits by which the municipality keeps itself informed.
    pub outreach: Outreach,
    /// Commands that are told what becomes of a night, as JSON on standard input. May be left out.
    #[serde(default)]
    pub hooks: Hooks,
    /// The sources, one `[[sources]]` each: whose files come, what they tell, how they are written.
    #[schemars(with = "Vec<Source>", length(min = 1))]
    pub sources: Spanned<Vec<Source>>,
}

/// Five weeks: a month's statistics can be corrected once the month is over.
fn staged_days() -> u32 {
    35
}

/// Where the code tables lie, relative to the file that names them.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Codes {
    /// What the extracts' school forms mean: `code;form;valid_from;valid_to`.
    #[schemars(with = "String")]
    pub school_forms: Spanned<PathBuf>,
    /// The class of a programme by its code's longest known prefix: `form;prefix;class;valid_from;valid_to`.
    #[schemars(with = "String")]
    pub programmes: Spanned<PathBuf>,
    /// Which documents there are: `code;document;valid_from;valid_to`.
    #[schemars(with = "String")]
    pub documents: Spanned<PathBuf>,
    /// Why somebody was deregistered: `code;meaning;valid_from;valid_to`.
    #[schemars(with = "String")]
    pub deregistrations: Spanned<PathBuf>,
    /// The areas and who does outreach in each: `code;name;owner;valid_from;valid_to`. Left out: every case
    /// belongs to `outreach.central_owner`.
    #[schemars(with = "Option<String>")]
    pub areas: Option<Spanned<PathBuf>>,
}

/// `[terms]`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// Last day of the spring term, `MM-DD`, of years that `by_year` does not list. Compulsory schooling
    /// ends with it.
    #[schemars(with = "MonthDay")]
    pub spring_end: Spanned<MonthDay>,
    /// First day of the autumn term, `MM-DD`, of years that `by_year` does not list.
    #[schemars(with = "MonthDay")]
    pub autumn_start: Spanned<MonthDay>,
    /// Years decided otherwise: `2016 = { spring_end = "06-15" }`, with either day or both.
    #[serde(default)]
    #[schemars(schema_with = "schema::by_year")]
    pub by_year: BTreeMap<Year, Spanned<TermYear>>,
}

/// A year whose terms differ.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TermYear {
    /// Last day of that year's spring term, `MM-DD`.
    pub spring_end: Option<MonthDay>,
    /// First day of that year's autumn term, `MM-DD`.
    pub autumn_start: Option<MonthDay>,
}

/// `[limits]`: every class has one.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Closings that rest on absence alone: someone is gone from the population file. Keep it tight.
    pub unexplained_removals: Bound,
    /// Openings that rest on absence alone: a placement is gone from a school's file. Keep it tight.
    pub unexplained_additions: Bound,
    /// All closings but those of people who turned 20.
    pub removals: Bound,
    /// All openings.
    pub additions: Bound,
}

/// A count, a share, and perhaps another share for a part of the year.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bound {
    /// Up to so many it is never too much, whatever the percentage says.
    pub floor: u64,
    /// Percent of the entries open before the night; for `row_count_drop` of the rows of the last file.
    pub percent: Percent,
    /// Another percentage for a part of the year, both days included.
    #[schemars(with = "Option<Season>")]
    pub season: Option<Spanned<Season>>,
}

/// A part of the year.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Season {
    /// The first day, `MM-DD`.
    pub from: MonthDay,
    /// The last day, `MM-DD`, later in the same year.
    pub to: MonthDay,
    /// Percent on those days.
    pub percent: Percent,
}

/// `[outreach]`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outreach {
    /// Everyone who can own a case. The owners below, and those of the table of areas, must be among them.
    #[schemars(length(min = 1))]
    pub owners: Vec<Name>,
    /// Days from the night a case comes to outreach to its first letter.
    pub settle_days: u32,
    /// First day of the seasonal hold, `MM-DD`: cases that come up in it wait for the autumn term's mailing.
    #[schemars(with = "MonthDay")]
    pub hold_from: Spanned<MonthDay>,
    /// Last day of the seasonal hold, `MM-DD`, later in the same year.
    #[schemars(with = "MonthDay")]
    pub hold_to: Spanned<MonthDay>,
    /// Who owns a case during the hold: one of `owners`.
    #[schemars(with = "Name")]
    pub hold_owner: Spanned<Name>,
    /// Who owns a case whose area is unknown: one of `owners`.
    #[schemars(with = "Name")]
    pub central_owner: Spanned<Name>,
    /// Who owns a case of protected identity, for which nothing automatic is done: one of `owners`.
    #[schemars(with = "Name")]
    pub protected_owner: Spanned<Name>,
    /// Days within which the letter on the 20th birthday is due.
    pub info_20_days: u32,
    /// Those who turn 20 within so many days come last.
    pub nearly_20_days: u32,
    /// Days a letter is given to be answered before somebody calls.
    #[serde(default = "two_weeks")]
    pub response_days: u32,
    /// Working days from one call to the next, and from the third to the text message and letter.
    #[serde(default = "two_working_days")]
    pub call_gap_working_days: u32,
    /// Days a text message and its letter are given to be answered.
    #[serde(default = "a_week")]
    pub text_days: u32,
    /// A card at the door names the day of a visit: the first working day so many days ahead.
    #[serde(default = "a_week")]
    pub visit_days: u32,
    /// Days after a visit in vain until somebody looks again.
    #[serde(default = "three_months")]
    pub recheck_days: u32,
    /// Days until somebody looks again after a youth who has something to do, or who declined.
    #[serde(default = "half_a_year")]
    pub watch_days: u32,
    /// Days within which a step is due that has no deadline of its own.
    #[serde(default = "a_week")]
    pub due_days: u32,
    /// An entry that opens within so many days of the person's last closing goes on where the ladder stood.
    #[serde(default = "three_months")]
    pub resume_days: u32,
    /// Who owns the support of those who want to study: one of `owners`. Left out: `hold_owner`.
    #[schemars(with = "Option<Name>")]
    pub education_owner: Option<Spanned<Name>>,
    /// For how many days a reported occupation without an end stands, by its code. Codes not listed: 180.
    #[serde(default)]
    #[schemars(schema_with = "schema::shelf_life")]
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
#[derive(Debug, Deserialize, JsonSchema)]
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
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = columns::by_kind)]
pub struct Source {
    /// A name of your choosing, another for each source.
    #[schemars(with = "Name")]
    pub name: Spanned<Name>,
    /// What it tells: residents (`"population"`, exactly one source), placements in schools (`"enrolment"`)
    /// or documents (`"credential"`).
    #[schemars(schema_with = "schema::code::<SourceKind>")]
    pub kind: Spanned<SourceKind>,
    /// Its files' name below the extracts directory: `{date}` once, and `{provider}` once if the source is a
    /// family of files, one for each provider.
    #[schemars(schema_with = "schema::pattern")]
    pub pattern: Spanned<String>,
    /// Where two sources know the same person and school, 1 is believed before 2. `enrolment` only.
    #[schemars(with = "Option<u8>", range(min = 1))]
    pub rank: Option<Spanned<u8>>,
    /// Whether a night without a usable file is refused. `population`: true; `credential`: false.
    #[schemars(with = "bool")]
    pub required: Spanned<bool>,
    /// Whether each file holds everything there is, so that a row not there has gone missing. `population`:
    /// true; `credential`: false.
    #[schemars(with = "bool")]
    pub snapshot: Spanned<bool>,
    /// For how many calendar days after it was last accepted the source's facts stand while its files are
    /// unusable. Snapshots only.
    #[schemars(with = "Option<u32>")]
    pub carry_forward_days: Option<Spanned<u32>>,
    /// How many Swedish working days old a file may be: with 1, Monday may use Friday's. Snapshots only.
    #[schemars(with = "Option<u32>")]
    pub max_age_working_days: Option<Spanned<u32>>,
    /// The files' encoding, as the supplier says: it is never guessed.
    pub encoding: Encoding,
    /// What stands between two fields: one ASCII character.
    pub delimiter: Delimiter,
    /// Whether a quote is an ordinary character (`"none"`) or encloses a field (`"rfc4180"`).
    pub quoting: Quoting,
    /// How dates are written, tried in this order.
    #[schemars(with = "Vec<DateFormat>", length(min = 1))]
    pub dates: Spanned<Vec<DateFormat>>,
    /// How personal numbers are written: in twelve digits, or in twelve or ten.
    pub numbers: Numbers,
    /// First field of a last line whose second is the number of data rows. Left out: there is none.
    pub trailer: Option<String>,
    /// What the files call each field: `field = "HEADER"`.
    #[schemars(schema_with = "columns::schema")]
    pub columns: Spanned<BTreeMap<Spanned<Field>, Spanned<String>>>,
    /// Providers with known dates: one that begins, or has closed.
    #[serde(default)]
    pub providers: Vec<Provider>,
}

/// One `[[sources.providers]]`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// As it stands in the file names: the provider's spelling, not ours.
    #[schemars(with = "String")]
    pub name: Spanned<String>,
    /// The first day it delivers.
    pub from: Option<Day>,
    /// The last day it delivers: its open placements end that day.
    #[schemars(with = "Option<Day>")]
    pub to: Option<Spanned<Day>>,
}
