//! Why a person is in, or not in: everything an explanation says, as a value.
//!
//! It asks the same function as the night, so that it cannot disagree with it.

use super::diff::next_turn;
use super::facts::Facts;
use super::number::Number;
use super::rules::Rules;
use super::since::{Since, since};
use super::state::{Entry, EntryId, PersonId};
use super::status::{Answer, Question, Status, answer};
use chrono::NaiveDate;

/// Everything an explanation says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// About whom.
    pub person: PersonId,
    /// The number, where it may be shown.
    pub number: Option<Number>,
    /// The night whose facts are used.
    pub night: NaiveDate,
    /// The answer on that night, and the row that gave it.
    pub answer: Answer,
    /// Since when that sort of answer has held without a break; not told for doubt.
    pub since: Option<Since>,
    /// The answer of the night before, where there was one and it knew the person.
    pub night_before: Option<(NaiveDate, Answer)>,
    /// The first day on which the facts, left as they are, give another answer.
    pub next: Option<(NaiveDate, Answer)>,
    /// The person's entries, oldest first.
    pub entries: Vec<(EntryId, Entry)>,
    /// The facts used.
    pub facts: Facts,
}

/// Explains one person on one night.
pub fn explain(
    (person, number): (PersonId, Option<Number>),
    facts: &Facts,
    entries: Vec<(EntryId, Entry)>,
    night_before: Option<(NaiveDate, Answer)>,
    rules: &Rules,
    night: NaiveDate,
) -> Explanation {
    let tonight = answer(&Question { facts, day: night, rules });
    let held_since = match tonight.status {
        Status::Covered { .. } => Some(since(facts, rules, night, None, Status::is_covered)),
        Status::NotCovered { .. } => Some(since(facts, rules, night, None, Status::is_not_covered)),
        Status::Undetermined { .. } => None,
    };
    Explanation {
        person,
        number,
        night,
        answer: tonight,
        since: held_since,
        night_before,
        next: next_turn(facts, rules, night),
        entries,
        facts: facts.clone(),
    }
}
