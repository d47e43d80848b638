//! Since when an answer has held: back from the night to the first day of an unbroken run.
//!
//! Only the days on which an answer can turn are tried, never day by day.

use super::calendar::{birthday, next};
use super::facts::Facts;
use super::rules::{RULES_OF_2018_FROM, Rules};
use super::status::{Answer, LEAVING_AGE, Question, Status, answer, compulsory_end};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeSet;

/// A day and the answer on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Since {
    /// The first day of the run.
    pub day: NaiveDate,
    /// The answer on that day.
    pub answer: Answer,
}

/// The earliest day from which `holds` is true of every day's answer through the night, but not
/// before `bound`. The night's own answer must hold.
pub fn since(
    facts: &Facts,
    rules: &Rules,
    night: NaiveDate,
    bound: Option<NaiveDate>,
    holds: fn(Status) -> bool,
) -> Since {
    let on = |day| answer(&Question { facts, day, rules });
    let unbroken = turning_days(facts, rules)
        .range(..=night)
        .rev()
        .copied()
        .take_while(|day| holds(on(*day).status))
        .last()
        .unwrap_or(night);
    let day = bound.map_or(unbroken, |bound| unbroken.max(bound));
    Since { day, answer: on(day) }
}

/// Every day on which the answer may turn. The birth date stands for the beginning of time.
pub fn turning_days(facts: &Facts, rules: &Rules) -> BTreeSet<NaiveDate> {
    let school_ended = compulsory_end(facts, rules);
    let calendar = [
        facts.birth,
        birthday(facts.birth, LEAVING_AGE),
        next(school_ended),
        next(rules.terms.autumn_check(school_ended.year())),
        RULES_OF_2018_FROM,
    ];
    facts.breakpoints().chain(calendar).collect()
}
