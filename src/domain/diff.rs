//! The difference: the register as it stands against tonight's answers.
//!
//! It proposes; `limits` decides what is let through.

use super::calendar::{next, previous};
use super::change::Change;
use super::codes::{Lane, NotCoveredReason, UndeterminedReason};
use super::facts::Facts;
use super::placement::{Ending, Placement};
use super::rules::Rules;
use super::since::since;
use super::state::{ClosedReason, Entry, EntryId, PersonId};
use super::status::{Answer, Question, Status, answer, compulsory_end};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What tonight's answers ask of the register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// Tonight's answer for every known person.
    pub answers: BTreeMap<PersonId, Answer>,
    /// Changes, by person.
    pub changes: Vec<Change>,
    /// Closed entries whose last day is known to have been another: listed, never rewritten.
    pub late_corrections: Vec<LateCorrection>,
}

impl Proposal {
    /// Everyone about whom the program refuses to guess.
    pub fn undetermined(&self) -> impl Iterator<Item = (PersonId, UndeterminedReason)> + '_ {
        self.answers.iter().filter_map(|(person, answer)| match answer.status {
            Status::Undetermined { reason } => Some((*person, reason)),
            Status::Covered { .. } | Status::NotCovered { .. } => None,
        })
    }
}

/// A closed entry that, by tonight's facts, should have closed on another day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LateCorrection {
    /// Which entry.
    pub entry: EntryId,
    /// The day it would close on now.
    pub closes_on: NaiveDate,
}

/// One person's place in the register.
#[derive(Clone, Copy)]
struct Place<'a> {
    person: PersonId,
    open: Option<(EntryId, &'a Entry)>,
    /// The latest closed entry; what was merged away bounds nothing.
    last_closed: Option<(EntryId, &'a Entry)>,
}

/// Compares every known person's answer with the register. `entries` already belong to the persons
/// they were merged into.
pub fn propose(
    entries: &BTreeMap<EntryId, Entry>,
    facts: &BTreeMap<PersonId, Facts>,
    rules: &Rules,
    night: NaiveDate,
) -> Proposal {
    let mut by_person: BTreeMap<PersonId, Vec<(EntryId, &Entry)>> = BTreeMap::new();
    for (id, entry) in entries {
        by_person.entry(entry.person).or_default().push((*id, entry));
    }
    let mut proposal = Proposal::default();
    for (person, facts) in facts {
        let own = by_person.get(person).map_or(&[][..], Vec::as_slice);
        let (kept, merged) = settle_merged(own);
        proposal.changes.extend(merged.map(|(id, entry)| annul_merged(*person, id, entry)));
        let place = Place {
            person: *person,
            open: kept,
            last_closed: own
                .iter()
                .copied()
                .filter(|(_, entry)| bounds_others(entry))
                .max_by_key(|(id, entry)| (entry.closing.map(|closing| closing.closed_on), *id)),
        };
        let tonight = answer(&Question { facts, day: night, rules });
        proposal.answers.insert(*person, tonight);
        proposal.changes.extend(changes_of(place, facts, tonight.status, rules, night));
        proposal.late_corrections.extend(late_correction(place, facts, tonight.status, rules, night));
    }
    proposal
}

/// Of several open entries the one opened first stays; the others were merged away.
fn settle_merged<'a>(
    own: &[(EntryId, &'a Entry)],
) -> (Option<(EntryId, &'a Entry)>, impl Iterator<Item = (EntryId, &'a Entry)> + use<'a>) {
    let mut open: Vec<_> = own.iter().copied().filter(|(_, entry)| entry.is_open()).collect();
    open.sort_by_key(|(id, entry)| (entry.opened_on, *id));
    let mut open = open.into_iter();
    (open.next(), open)
}

fn annul_merged(person: PersonId, entry: EntryId, merged: &Entry) -> Change {
    Change::Close {
        person,
        entry,
        closed_on: merged.opened_on,
        reason: ClosedReason::Merged,
        explained: true,
    }
}

fn bounds_others(entry: &Entry) -> bool {
    entry.closing.is_some_and(|closing| closing.reason != ClosedReason::Merged)
}

impl Place<'_> {
    /// A new stay cannot begin before the last one ended.
    fn bound(&self) -> Option<NaiveDate> {
        Some(self.last_closed?.1.closing?.closed_on)
    }
}

fn changes_of(
    place: Place<'_>,
    facts: &Facts,
    tonight: Status,
    rules: &Rules,
    night: NaiveDate,
) -> Vec<Change> {
    let person = place.person;
    let Some((entry, open)) = place.open else {
        return match tonight {
            Status::Covered { lane, .. } => {
                open_entry(place, facts, lane, rules, night).into_iter().collect()
            }
            Status::NotCovered { .. } | Status::Undetermined { .. } => Vec::new(),
        };
    };
    let wanted_lane = match tonight {
        Status::Covered { lane, .. } => lane,
        // Protection takes an entry out of every work list tonight, whatever the answer.
        Status::NotCovered { .. } | Status::Undetermined { .. } if facts.is_protected() => Lane::Protected,
        Status::NotCovered { .. } | Status::Undetermined { .. } => open.lane(),
    };
    let moved =
        (wanted_lane != open.lane()).then_some(Change::Move { person, entry, lane: wanted_lane, on: night });
    let rest = match tonight {
        Status::Covered { .. } => correction(place, entry, open, facts, rules, night),
        Status::NotCovered { .. } => closing(person, entry, open, facts, rules, night),
        Status::Undetermined { .. } => None,
    };
    rest.into_iter().chain(moved).collect()
}

fn open_entry(
    place: Place<'_>,
    facts: &Facts,
    lane: Lane,
    rules: &Rules,
    night: NaiveDate,
) -> Option<Change> {
    let first = since(facts, rules, night, place.bound(), Status::is_covered);
    let Status::Covered { reason, .. } = first.answer.status else { return None };
    Some(Change::Open {
        person: place.person,
        opened_on: first.day,
        reason,
        lane,
        explained: !follows_from_absence(facts, rules, first.day),
    })
}

/// The day before, only placements that are gone took the person out, or an extra year of compulsory
/// school that is gone: the opening rests on absence.
fn follows_from_absence(facts: &Facts, rules: &Rules, first_day: NaiveDate) -> bool {
    let day = previous(first_day);
    let question = Question { facts, day, rules };
    let mut excluding = question.excluding().peekable();
    let left_school =
        excluding.peek().is_some() && excluding.all(|placement| placement.ending == Ending::Gone);
    let ended_school = |placement: &Placement| {
        placement.form.is_compulsory() && placement.ending == Ending::Gone && placement.last_day == Some(day)
    };
    left_school || (compulsory_end(facts, rules) == day && facts.placements.iter().any(ended_school))
}

fn correction(
    place: Place<'_>,
    entry: EntryId,
    open: &Entry,
    facts: &Facts,
    rules: &Rules,
    night: NaiveDate,
) -> Option<Change> {
    let first = since(facts, rules, night, place.bound(), Status::is_covered);
    let Status::Covered { reason, .. } = first.answer.status else { return None };
    let differs = first.day != open.opened_on || reason != open.opened_reason;
    differs.then_some(Change::Correct { person: place.person, entry, opened_on: first.day, reason })
}

fn closing(
    person: PersonId,
    entry: EntryId,
    open: &Entry,
    facts: &Facts,
    rules: &Rules,
    night: NaiveDate,
) -> Option<Change> {
    let first = since(facts, rules, night, Some(open.opened_on), Status::is_not_covered);
    let Status::NotCovered { reason } = first.answer.status else { return None };
    Some(Change::Close {
        person,
        entry,
        closed_on: first.day,
        reason: ClosedReason::Answer(reason),
        explained: reason != NotCoveredReason::LeftPopulation,
    })
}

fn late_correction(
    place: Place<'_>,
    facts: &Facts,
    tonight: Status,
    rules: &Rules,
    night: NaiveDate,
) -> Option<LateCorrection> {
    let (entry, closed) = place.last_closed.filter(|_| place.open.is_none())?;
    if !tonight.is_not_covered() {
        return None;
    }
    let first = since(facts, rules, night, Some(closed.opened_on), Status::is_not_covered);
    let differs = closed.closing.is_some_and(|closing| closing.closed_on != first.day);
    differs.then_some(LateCorrection { entry, closes_on: first.day })
}

/// The first day on which the facts of tonight, left as they are, would give another sort of answer.
pub fn next_turn(facts: &Facts, rules: &Rules, night: NaiveDate) -> Option<(NaiveDate, Answer)> {
    let on = |day| answer(&Question { facts, day, rules });
    let tonight = on(night);
    super::since::turning_days(facts, rules)
        .range(next(night)..)
        .map(|day| (*day, on(*day)))
        .find(|(_, answer)| answer.status != tonight.status)
}

#[cfg(test)]
mod tests;
