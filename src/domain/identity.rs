//! One person, many numbers: who is who after tonight's referrals.
//!
//! A population row deregistered as replaced links the old number to the new. Rows stay filed under
//! the number received; only this table says whose they are, so a merge moves no rows.

use super::codes::Deregistration;
use super::given::Given;
use super::number::{Number, NumberKind};
use super::reported::{PairedId, Reported};
use super::sources::ProviderId;
use super::staged::{Staged, StagedResident};
use super::state::{People, PersonId};
use std::collections::{BTreeMap, BTreeSet};

/// Who is who tonight.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identified {
    /// Numbers to persons, the persons' own details not yet brought up to date.
    pub people: People,
    /// Persons that turned out to be another: the first was merged into the second.
    pub merged: BTreeMap<PersonId, PersonId>,
    /// Persons about whom a referral leads nowhere or in a circle.
    pub broken: BTreeSet<PersonId>,
    /// Each person's numbers, the current one last.
    pub numbers: BTreeMap<PersonId, Vec<Number>>,
    /// Persons nobody knew before, in the order in which they became known.
    pub newcomers: Vec<PersonId>,
}

impl Identified {
    /// Whose rows are whose, with what people have paired.
    pub fn whose<'a>(&'a self, reported: &'a Reported) -> Whose<'a> {
        Whose { people: &self.people, pairings: &reported.pairings }
    }
}

/// Whose rows are whose: by the number, or by what people have told of a number that says nothing by itself.
#[derive(Clone, Copy, Debug)]
pub struct Whose<'a> {
    /// Who has which numbers.
    pub people: &'a People,
    /// Numbers that people have paired with persons.
    pub pairings: &'a BTreeMap<PairedId, Number>,
}

impl Whose<'_> {
    /// The person whose a provider's rows of a number are. What people have told comes first.
    pub fn of(&self, provider: &ProviderId, number: Number) -> Option<PersonId> {
        let number = if number.kind() == NumberKind::Personal {
            number
        } else {
            self.paired(Some(&provider.provider), number)
                .or_else(|| self.paired(None, number))
                .unwrap_or(number)
        };
        self.people.by_number.get(&number).copied()
    }

    fn paired(&self, provider: Option<&String>, number: Number) -> Option<Number> {
        self.pairings.get(&PairedId { provider: provider.cloned(), number }).copied()
    }
}

/// Who is known so far, and who of them is new.
struct Known<'a> {
    people: People,
    newcomers: Vec<PersonId>,
    in_use: BTreeSet<PersonId>,
    given: &'a mut Given,
}

/// Links numbers to persons. `reported` are numbers that people have decided about: they are known
/// even without a population row.
pub fn identify(
    before: &People,
    staged: &Staged,
    reported: impl Iterator<Item = Number>,
    given: &mut Given,
) -> Identified {
    let in_use = before.by_number.values().copied().collect();
    let mut known = Known { people: before.clone(), newcomers: Vec::new(), in_use, given };
    let mut merged = BTreeMap::new();
    let mut unresolved = Vec::new();
    for (number, resident) in &staged.residents {
        match referral(staged, *number, resident) {
            Referral::None => {}
            Referral::To(target) => known.link(*number, target, &mut merged),
            Referral::Broken => unresolved.push(*number),
        }
    }
    let told_of: BTreeSet<Number> = staged.residents.keys().copied().chain(reported).collect();
    for number in told_of {
        if !known.people.by_number.contains_key(&number) {
            let id = known.new_person(number);
            known.people.by_number.insert(number, id);
        }
    }
    let Known { people, newcomers, .. } = known;
    let broken = unresolved.iter().filter_map(|number| people.by_number.get(number)).copied().collect();
    let numbers = numbers_by_person(&people, staged);
    Identified { people, merged, broken, numbers, newcomers }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Referral {
    None,
    To(Number),
    Broken,
}

/// Where a number's own row refers to, if the whole chain from it ends at a known resident.
fn referral(staged: &Staged, number: Number, resident: &StagedResident) -> Referral {
    let first = own_referral(resident);
    if first == Referral::None {
        return first;
    }
    let mut passed = BTreeSet::from([number]);
    let mut next = first;
    while let Referral::To(number) = next {
        let Some(resident) = staged.residents.get(&number).filter(|_| passed.insert(number)) else {
            return Referral::Broken;
        };
        next = own_referral(resident);
    }
    match next {
        Referral::Broken => Referral::Broken,
        Referral::None | Referral::To(_) => first,
    }
}

/// What a row itself says of the number that replaced it.
fn own_referral(resident: &StagedResident) -> Referral {
    let row = &resident.row;
    if row.deregistration.is_none_or(|told| told.code != Deregistration::NumberReplaced) {
        return Referral::None;
    }
    row.replaced_by.map_or(Referral::Broken, Referral::To)
}

impl Known<'_> {
    fn link(&mut self, old: Number, new: Number, merged: &mut BTreeMap<PersonId, PersonId>) {
        let by_number = &self.people.by_number;
        let person = match (by_number.get(&old).copied(), by_number.get(&new).copied()) {
            (Some(one), Some(other)) if one != other => {
                let is_first = self.place_of(one) < self.place_of(other);
                let (kept, gone) = if is_first { (one, other) } else { (other, one) };
                let people = &mut self.people;
                for id in people.by_number.values_mut().filter(|id| **id == gone) {
                    *id = kept;
                }
                people.persons.remove(&gone);
                for into in merged.values_mut().filter(|into| **into == gone) {
                    *into = kept;
                }
                merged.insert(gone, kept);
                return;
            }
            (Some(person), _) | (None, Some(person)) => person,
            (None, None) => self.new_person(old),
        };
        self.people.by_number.insert(old, person);
        self.people.by_number.insert(new, person);
    }

    /// In the order in which people became known, which is that of their ids unless a night that was
    /// decided again learnt of somebody earlier.
    fn place_of(&self, id: PersonId) -> (i64, Option<usize>, PersonId) {
        match self.people.persons.get(&id) {
            Some(person) => (person.seniority, None, id),
            None => (i64::MAX, self.newcomers.iter().position(|newcomer| *newcomer == id), id),
        }
    }

    fn new_person(&mut self, number: Number) -> PersonId {
        let person = self.given.to_person(number, |id| self.in_use.contains(&id));
        self.in_use.insert(person);
        self.newcomers.push(person);
        person
    }
}

fn numbers_by_person(people: &People, staged: &Staged) -> BTreeMap<PersonId, Vec<Number>> {
    let mut numbers: BTreeMap<PersonId, Vec<Number>> = BTreeMap::new();
    for (number, person) in &people.by_number {
        numbers.entry(*person).or_default().push(*number);
    }
    for several in numbers.values_mut().filter(|numbers| numbers.len() > 1) {
        several.sort_by_key(|number| (currency(staged, *number), *number));
    }
    numbers
}

/// How likely a number is the one in use: without a row, replaced, missing, in tonight's file.
fn currency(staged: &Staged, number: Number) -> u8 {
    match staged.residents.get(&number) {
        None => 0,
        Some(resident) if own_referral(resident) != Referral::None => 1,
        Some(resident) if !resident.absence.is_present() => 2,
        Some(_) => 3,
    }
}

#[cfg(test)]
mod tests;
