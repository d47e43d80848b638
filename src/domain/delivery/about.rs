//! What was reported of a person, and what of it a delivery tells.

use super::super::codes::{MeasureKind, Occupation};
use super::super::number::Number;
use super::super::reported::{ContactReport, MeasureReport, OccupationReport};
use super::super::rules::Rules;
use super::super::state::PersonId;
use super::half_year::HalfYear;
use super::row::FirstContact;
use super::{Asked, Known};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What was reported of a person, under whichever of their numbers.
#[derive(Debug, Default)]
pub struct About<'a> {
    contacts: Vec<&'a ContactReport>,
    occupations: Vec<&'a OccupationReport>,
    /// By when and how they began: told again under another number, a measure is as told last.
    measures: BTreeMap<(NaiveDate, MeasureKind), &'a MeasureReport>,
}

impl<'a> About<'a> {
    /// Everybody's.
    pub fn gather(known: &'a Known) -> BTreeMap<PersonId, Self> {
        let mut all: BTreeMap<PersonId, Self> = BTreeMap::new();
        let mut file_under = |number: &Number, add: &mut dyn FnMut(&mut Self)| {
            if let Some(person) = known.whose.get(number) {
                add(all.entry(*person).or_default());
            }
        };
        for told in &known.reported.contacts {
            file_under(&told.report.number, &mut |about| about.contacts.push(&told.report));
        }
        for told in &known.reported.occupations {
            file_under(&told.number, &mut |about| about.occupations.push(told));
        }
        for told in &known.reported.measures {
            let begun = (told.from, told.measure);
            file_under(&told.number, &mut |about| {
                about.measures.insert(begun, told);
            });
        }
        all
    }

    /// The first contact that reached the youth, from the first told entry's first day on.
    pub fn first_contact(&self, opened_on: NaiveDate, asked: &Asked<'_>) -> Option<FirstContact> {
        let days = opened_on..=asked.half_year.last_day();
        let reached =
            self.contacts.iter().filter(|told| told.outcome.is_reached() && days.contains(&told.on));
        let first = reached.min_by_key(|told| told.on)?;
        let occupation = first.occupation.or_else(|| self.occupation_on(first.on, asked.rules));
        Some(FirstContact { on: first.on, occupation })
    }

    /// What the youth did on a day, as told last.
    fn occupation_on(&self, day: NaiveDate, rules: &Rules) -> Option<Occupation> {
        let stands = |told: &&&OccupationReport| told.from <= day && day <= rules.stands_through(told);
        self.occupations.iter().rfind(stands).map(|told| told.occupation)
    }

    /// Those of which some day is in the half-year, as they stood on its last.
    pub fn measures(&self, half_year: HalfYear) -> Vec<MeasureReport> {
        let (first, last) = (half_year.first_day(), half_year.last_day());
        let ended_before = |told: &MeasureReport| told.to.is_some_and(|to| to.max(told.from) < first);
        let own = self.measures.values().filter(|told| told.from <= last && !ended_before(told));
        own.map(|told| if told.to.is_some_and(|to| to > last) { going_on(told) } else { (*told).clone() })
            .collect()
    }
}

/// A measure while it goes on.
fn going_on(measure: &MeasureReport) -> MeasureReport {
    MeasureReport { to: None, ended: None, after: None, ..measure.clone() }
}
