//! What has been told of each person that outreach depends on.

use super::super::reported::{MeasureReport, Reported, TakenOver, ToldContact};
use super::super::state::{People, PersonId};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What has been told of one person.
#[derive(Clone, Debug, Default)]
pub struct Told<'a> {
    /// Contacts, in the order of their dates; those of one day in the order they were recorded.
    pub contacts: Vec<&'a ToldContact>,
    /// Measures.
    pub measures: Vec<&'a MeasureReport>,
    /// A telephone number is known.
    pub is_callable: bool,
    /// The entry of the register that this one took over from.
    pub taken_over: Option<&'a TakenOver>,
}

impl Told<'_> {
    /// A measure goes on, on a day.
    pub fn takes_part_on(&self, day: NaiveDate) -> bool {
        self.measures.iter().any(|measure| measure.holds_on(day))
    }
}

/// What has been told of everybody, by person whatever the number.
pub fn by_person<'a>(reported: &'a Reported, people: &People) -> BTreeMap<PersonId, Told<'a>> {
    let mut all: BTreeMap<PersonId, Told<'a>> = BTreeMap::new();
    for contact in &reported.contacts {
        if let Some(person) = people.by_number.get(&contact.report.number) {
            all.entry(*person).or_default().contacts.push(contact);
        }
    }
    for measure in &reported.measures {
        if let Some(person) = people.by_number.get(&measure.number) {
            all.entry(*person).or_default().measures.push(measure);
        }
    }
    for number in &reported.callable {
        if let Some(person) = people.by_number.get(number) {
            all.entry(*person).or_default().is_callable = true;
        }
    }
    for entry in &reported.taken_over {
        if let Some(person) = people.by_number.get(&entry.number) {
            all.entry(*person).or_default().taken_over = Some(entry);
        }
    }
    for told in all.values_mut() {
        told.contacts.sort_by_key(|contact| contact.report.on);
    }
    all
}
