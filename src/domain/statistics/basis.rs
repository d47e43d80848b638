//! What reports count from: the register and what people told, as some night knew them.
//!
//! Entries that were registered by mistake are in no figure; they are left out here, once.

use crate::domain::calendar::{add_months, previous};
use crate::domain::codes::{Lane, NotCoveredReason};
use crate::domain::number::Number;
use crate::domain::reported::{ContactReport, MeasureReport, Reported};
use crate::domain::state::{ClosedReason, Entry, EntryId, People, Person, PersonId, Task};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;
use std::iter;

/// What reports count from.
#[derive(Clone, Debug, Default)]
pub struct Basis {
    /// Entries but for those registered by mistake.
    pub spells: BTreeMap<EntryId, Entry>,
    /// Who is who.
    pub people: People,
    /// What was told of each person's contacts that counts as outreach, by day and then as it was told.
    pub contacts: BTreeMap<PersonId, Vec<ContactReport>>,
    /// What was told of each person's measures.
    pub measures: BTreeMap<PersonId, Vec<MeasureReport>>,
    /// Letters of the ladder that were taken back.
    pub withdrawn_letters: Vec<Task>,
}

impl Basis {
    /// Puts together what belongs to each person.
    pub fn new(
        entries: BTreeMap<EntryId, Entry>,
        people: People,
        reported: &Reported,
        withdrawn_letters: Vec<Task>,
    ) -> Self {
        let whose = |number: &Number| people.by_number.get(number).copied();
        let outreach = Outreach::of(&entries);
        let mut contacts: BTreeMap<PersonId, Vec<ContactReport>> = BTreeMap::new();
        for told in &reported.contacts {
            let person = whose(&told.report.number);
            if let Some(person) = person.filter(|person| outreach.counts(*person, told.report.on)) {
                contacts.entry(person).or_default().push(told.report.clone());
            }
        }
        for of_person in contacts.values_mut() {
            of_person.sort_by_key(|contact| contact.on);
        }
        let mut measures: BTreeMap<PersonId, Vec<MeasureReport>> = BTreeMap::new();
        for told in &reported.measures {
            if let Some(person) = whose(&told.number) {
                measures.entry(person).or_default().push(told.clone());
            }
        }
        let spells = entries.into_iter().filter(|(_, entry)| !entry.is_annulled()).collect();
        Self { spells, people, contacts, measures, withdrawn_letters }
    }

    /// The entries that cover a day.
    pub fn covering(&self, day: NaiveDate) -> impl Iterator<Item = (EntryId, &Entry)> {
        self.spells.iter().filter(move |(_, spell)| spell.covers(day)).map(|(id, spell)| (*id, spell))
    }

    /// Who somebody is; nobody is in the register without being a person.
    pub fn person(&self, person: PersonId) -> Option<&Person> {
        self.people.persons.get(&person)
    }

    /// A person's contacts, by day.
    pub fn contacts_of(&self, person: PersonId) -> &[ContactReport] {
        self.contacts.get(&person).map_or(&[], Vec::as_slice)
    }
}

/// From when contacts with a person count as outreach: from the first entry's first day, until the first time
/// that an entry ends with the 20th birthday. What is sent then informs, and seeks nobody. Entries registered by
/// mistake are among them: whoever was sought because of one was sought.
struct Outreach(BTreeMap<PersonId, (NaiveDate, Option<NaiveDate>)>);

impl Outreach {
    fn of(entries: &BTreeMap<EntryId, Entry>) -> Self {
        let mut bounds: BTreeMap<PersonId, (NaiveDate, Option<NaiveDate>)> = BTreeMap::new();
        for entry in entries.values() {
            let (first, last) = bounds.entry(entry.person).or_insert((entry.opened_on, None));
            *first = entry.opened_on.min(*first);
            *last = entry.turned_20_on().into_iter().chain(*last).min();
        }
        Self(bounds)
    }

    fn counts(&self, person: PersonId, day: NaiveDate) -> bool {
        self.0
            .get(&person)
            .is_some_and(|(first, turned_20)| *first <= day && turned_20.is_none_or(|turned| day < turned))
    }
}

impl Entry {
    /// Covers the person on a day.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.opened_on <= day && self.closing.is_none_or(|closing| day < closing.closed_on)
    }

    /// Covers the person on some day from the first to the last.
    pub fn covers_some_day(&self, from: NaiveDate, to: NaiveDate) -> bool {
        self.opened_on <= to && self.closing.is_none_or(|closing| from < closing.closed_on)
    }

    /// The last covered day, where there is one.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.closing.map(|closing| previous(closing.closed_on))
    }

    /// The lane on a covered day.
    pub fn lane_on(&self, day: NaiveDate) -> Lane {
        let begun = self.lanes.iter().rev().find(|span| span.from_on <= day);
        begun.or(self.lanes.first()).map_or(Lane::Outreach, |span| span.lane)
    }

    /// The night on which the entry first came to lane `outreach`. A lane that began after what turned out
    /// to be the closing day never was.
    pub fn came_to_outreach(&self) -> Option<NaiveDate> {
        let was = |from: NaiveDate| self.closing.is_none_or(|closing| from < closing.closed_on);
        let mut stretches = self.lanes.iter().filter(|span| span.lane == Lane::Outreach && was(span.from_on));
        stretches.next().map(|span| span.from_on.max(self.opened_known_on))
    }

    /// The 20th birthday, if that ended it.
    fn turned_20_on(&self) -> Option<NaiveDate> {
        let birthday = ClosedReason::Answer(NotCoveredReason::Turned20);
        let closing = self.closing.filter(|closing| closing.reason == birthday)?;
        Some(closing.closed_on)
    }
}

/// The first days of the months from the one that holds `from` to the one that holds `to`.
pub fn months(from: NaiveDate, to: NaiveDate) -> Vec<NaiveDate> {
    let first = from.with_day(1).unwrap_or(from);
    iter::successors(Some(first), |month| Some(add_months(*month, 1)))
        .take_while(|month| *month <= to)
        .collect()
}

/// The last day of the month that begins on a day.
pub fn month_end(first: NaiveDate) -> NaiveDate {
    previous(add_months(first, 1))
}
