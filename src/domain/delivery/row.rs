//! What is told of a person: entries, the first contact, measures, each with its codes.

use super::super::calendar::next;
use super::super::codes::{CoveredReason, Occupation};
use super::super::number::Number;
use super::super::reported::MeasureReport;
use super::super::state::{ClosedReason, EntryId, PersonId};
use super::code::{OurCode, Told};
use super::half_year::HalfYear;
use chrono::NaiveDate;

/// An entry to be told. What must be there may be missing: that is what the delivery is checked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stay {
    /// Whose.
    pub person: PersonId,
    /// Their current number.
    pub number: Number,
    /// They are protected, or were when it was known.
    pub protected: bool,
    /// The first covered day.
    pub opened_on: NaiveDate,
    /// Why.
    pub reason: Option<CoveredReason>,
    /// How it ended, where it has.
    pub closed: Option<Closed>,
}

/// How a stay ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed {
    /// The first day no longer covered.
    pub on: NaiveDate,
    /// Why.
    pub reason: Option<ClosedReason>,
}

impl Stay {
    /// Covers a day of the half-year, or would if it did not end before it begins. What was registered by
    /// mistake covers none.
    pub(super) fn is_told(&self, half_year: HalfYear) -> bool {
        let reaches = |closed: Closed| closed.on.max(next(self.opened_on)) > half_year.first_day();
        let by_mistake = self.closed.is_some_and(|closed| closed.on == self.opened_on);
        !by_mistake && self.opened_on <= half_year.last_day() && self.closed.is_none_or(reaches)
    }

    /// As it stood on the last day: what closed later was open.
    pub(super) fn on_last_day(&self, half_year: HalfYear) -> Self {
        Self { closed: self.closed.filter(|closed| closed.on <= half_year.last_day()), ..self.clone() }
    }

    /// The first day no longer covered, of those up to a day.
    pub(super) fn end(&self, through: NaiveDate) -> NaiveDate {
        self.closed.map_or(next(through), |closed| closed.on)
    }

    /// Why it was opened, as it is told.
    pub fn told_reason(&self) -> Option<Told> {
        Some(Told { code: OurCode::Opened(self.reason?), on: self.opened_on })
    }

    /// Why it was closed, as it is told.
    pub fn told_closing(&self) -> Option<Told> {
        let closed = self.closed?;
        Some(Told { code: OurCode::Closed(closed.reason?), on: closed.on })
    }
}

/// What is told of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Whose.
    pub number: Number,
    /// Entries, in the order they opened; at least one.
    pub stays: Vec<(EntryId, Stay)>,
    /// When the youth was first reached.
    pub first_contact: Option<FirstContact>,
    /// Measures that went on on some day of the half-year, in the order they began.
    pub measures: Vec<MeasureReport>,
}

/// The first contact that reached a youth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FirstContact {
    /// On which day.
    pub on: NaiveDate,
    /// What the youth did then, where that was told.
    pub occupation: Option<Occupation>,
}

impl FirstContact {
    /// What the youth did, as it is told.
    pub fn told(self) -> Option<Told> {
        Some(Told { code: OurCode::Occupation(self.occupation?), on: self.on })
    }
}

/// The codes of a measure, as they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToldMeasure {
    /// What it is: by the day it began.
    pub kind: Told,
    /// What the youth did before: likewise.
    pub before: Option<Told>,
    /// What the youth did after: by the day it ended.
    pub after: Option<Told>,
    /// Why it ended: likewise.
    pub ended: Option<Told>,
}

impl ToldMeasure {
    /// Of a measure.
    pub fn of(measure: &MeasureReport) -> Self {
        let begun = |code| Told { code, on: measure.from };
        let done = |code| Told { code, on: measure.to.unwrap_or(measure.from) };
        Self {
            kind: begun(OurCode::Measure(measure.measure)),
            before: measure.before.map(OurCode::Occupation).map(begun),
            after: measure.after.map(OurCode::Occupation).map(done),
            ended: measure.ended.map(OurCode::Ended).map(done),
        }
    }
}

impl Row {
    /// The entry in which a measure began; the first, if none had opened by then.
    pub(super) fn entry_of(&self, measure: &MeasureReport) -> Option<EntryId> {
        let opened = self.stays.iter().rfind(|(_, stay)| stay.opened_on <= measure.from);
        opened.or(self.stays.first()).map(|(entry, _)| *entry)
    }

    /// Every code that is told, each with the entry it belongs to.
    pub fn told(&self) -> Vec<(EntryId, Told)> {
        let of_stays = self.stays.iter().flat_map(|(entry, stay)| {
            let told = [stay.told_reason(), stay.told_closing()];
            told.into_iter().flatten().map(|told| (*entry, told))
        });
        let first = self.stays.first().map(|(entry, _)| *entry);
        let of_contact = first.zip(self.first_contact.and_then(FirstContact::told));
        let of_measures = self.measures.iter().flat_map(|measure| {
            let ToldMeasure { kind, before, after, ended } = ToldMeasure::of(measure);
            let told = [Some(kind), before, after, ended].into_iter().flatten();
            told.filter_map(|told| Some((self.entry_of(measure)?, told)))
        });
        of_stays.chain(of_contact).chain(of_measures).collect()
    }
}
