//! The single words of a configuration, each parsed by itself: days, percentages, names of offices.
//!
//! What takes two keys to judge is judged in `check`.

use crate::domain::number::Form;
use chrono::{Datelike, NaiveDate};
use schemars::JsonSchema;
use serde::Deserialize;

/// The days of a common year, as an editor can check them.
const MONTH_DAY: &str = "^((01|03|05|07|08|10|12)-(0[1-9]|[12][0-9]|3[01])|(04|06|09|11)-(0[1-9]|[12][0-9]|30)\
                         |02-(0[1-9]|1[0-9]|2[0-8]))$";

/// A day of every year, `MM-DD`.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq, PartialOrd, Ord)]
#[serde(try_from = "String")]
#[schemars(extend("pattern" = MONTH_DAY))]
pub struct MonthDay(#[schemars(with = "String")] pub (u32, u32));

impl TryFrom<String> for MonthDay {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        // 2015 is a common year: 29 February is not a day of every year.
        let day = match text.len() {
            5 => NaiveDate::parse_from_str(&format!("2015-{text}"), "%Y-%m-%d").ok(),
            _ => None,
        };
        let day = day.ok_or_else(|| format!("found `{text}`, expected a day of every year as `MM-DD`"))?;
        Ok(Self((day.month(), day.day())))
    }
}

/// A day, `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq, PartialOrd, Ord)]
#[serde(try_from = "String")]
#[schemars(extend("pattern" = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"))]
pub struct Day(#[schemars(with = "String")] pub NaiveDate);

impl TryFrom<String> for Day {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        // chrono also reads `2016-1-1`; a day has one spelling here.
        let day = match text.len() {
            10 => NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok(),
            _ => None,
        };
        day.map(Self).ok_or_else(|| format!("found `{text}`, expected a date as `YYYY-MM-DD`"))
    }
}

/// A year of the calendar, four digits, as a key.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(try_from = "String")]
pub struct Year(pub i32);

impl TryFrom<String> for Year {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let year = if is_digits(&text, 4) { text.parse().ok() } else { None };
        year.map(Self).ok_or_else(|| format!("found `{text}`, expected a year as `YYYY`"))
    }
}

/// Percent of a base.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(try_from = "u64")]
#[schemars(extend("maximum" = MOST_PERCENT))]
pub struct Percent(pub u64);

/// Beyond this a limit is a typing error: ten times the register in a night.
const MOST_PERCENT: u64 = 1000;

impl TryFrom<u64> for Percent {
    type Error = String;

    fn try_from(percent: u64) -> Result<Self, String> {
        if percent > MOST_PERCENT {
            return Err(format!("found {percent}, expected a percentage from 0 to {MOST_PERCENT}"));
        }
        Ok(Self(percent))
    }
}

/// A command as a list: the program, then its arguments. No shell reads it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(try_from = "Vec<String>")]
#[schemars(extend("minItems" = 1))]
pub struct Argv(pub Vec<String>);

impl TryFrom<Vec<String>> for Argv {
    type Error = String;

    fn try_from(words: Vec<String>) -> Result<Self, String> {
        if words.first().is_none_or(|program| program.trim().is_empty()) {
            return Err(
                "found no program, expected a list such as `[\"/usr/local/bin/tell\", \"night\"]`".to_owned()
            );
        }
        if words.iter().any(|word| word.contains('\0')) {
            return Err("found a NUL character in a word of the command, expected none".to_owned());
        }
        Ok(Self(words))
    }
}

/// How long a hook may run.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(try_from = "u64")]
#[schemars(extend("minimum" = 1, "maximum" = MOST_HOOK_SECONDS, "default" = HOOK_SECONDS))]
pub struct HookSeconds(pub u64);

/// A mail server that is slow is waited for, one that hangs is not.
const HOOK_SECONDS: u64 = 30;
/// The two hooks of a night at their longest still leave one that began at four done before the offices open.
const MOST_HOOK_SECONDS: u64 = 600;

impl Default for HookSeconds {
    fn default() -> Self {
        Self(HOOK_SECONDS)
    }
}

impl TryFrom<u64> for HookSeconds {
    type Error = String;

    fn try_from(seconds: u64) -> Result<Self, String> {
        if (1..=MOST_HOOK_SECONDS).contains(&seconds) {
            return Ok(Self(seconds));
        }
        Err(format!("found {seconds}, expected a number of seconds from 1 to {MOST_HOOK_SECONDS}"))
    }
}

/// A municipality's code.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(extend("pattern" = "^[0-9]{4}$"))]
pub struct Municipality(pub String);

impl TryFrom<String> for Municipality {
    type Error = String;

    fn try_from(code: String) -> Result<Self, String> {
        if is_digits(&code, 4) {
            return Ok(Self(code));
        }
        Err(format!("found `{code}`, expected a municipality's four digits, such as `0180`"))
    }
}

/// The character between fields.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(extend("pattern" = "^[!#-/:-@\\[-`{-~\\t]$"))]
pub struct Delimiter(#[schemars(with = "String")] pub u8);

impl TryFrom<String> for Delimiter {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match text.as_bytes() {
            [byte] if *byte == b'\t' || byte.is_ascii_punctuation() && *byte != b'"' => Ok(Self(*byte)),
            _ => Err(format!("found `{text}`, expected one ASCII character, such as `;`, `,` or a tab")),
        }
    }
}

/// The name of a source or an owner: safe in queries and command lines, and typed the same everywhere.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Eq, PartialOrd, Ord)]
#[serde(try_from = "String")]
#[schemars(extend("pattern" = "^[a-z0-9_-]+$"))]
pub struct Name(pub String);

impl TryFrom<String> for Name {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
        if !text.is_empty() && text.bytes().all(allowed) {
            return Ok(Self(text));
        }
        Err(format!("found `{text}`, expected a name of the characters `a-z`, `0-9`, `-` and `_`"))
    }
}

/// Which written forms of personal numbers a source may hold.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
pub enum Numbers {
    /// Twelve digits.
    #[serde(rename = "12")]
    Twelve,
    /// Twelve digits or ten.
    #[serde(rename = "12-or-10")]
    TwelveOrTen,
}

impl From<Numbers> for Form {
    fn from(numbers: Numbers) -> Self {
        match numbers {
            Numbers::Twelve => Self::Twelve,
            Numbers::TwelveOrTen => Self::TwelveOrTen,
        }
    }
}

fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}
