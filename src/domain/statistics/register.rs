//! `report register`: who was covered on a day, divided in several ways.

use super::basis::Basis;
use super::contacted::state_of;
use super::figures::{Cell, Column, ColumnName, Division, Kind, Label, Period, Sex};
use super::tally::{Counted, Quantity, Tally};
use crate::domain::calendar::age_on;
use crate::domain::codes::{Code, Lane};
use crate::domain::number::Number;
use crate::domain::state::{Entry, Person};
use chrono::NaiveDate;
use std::collections::BTreeMap;

const COLUMNS: [ColumnName; 4] =
    [ColumnName::Division, ColumnName::Group, ColumnName::Persons, ColumnName::Share];

/// A group within a division; known ones in the order of their codes, then what is not told or not known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// One with a name from outside: an area.
    Named(String),
    /// One of ours.
    Label(Label),
}

/// Those covered on a day, by division and group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Covered {
    /// All of them.
    pub total: u64,
    /// By what they are divided, and into which groups.
    pub groups: BTreeMap<Division, BTreeMap<Group, u64>>,
}

/// Counts those covered on a day.
pub fn count(basis: &Basis, day: NaiveDate) -> Covered {
    let mut covered = Covered::default();
    for (_, entry) in basis.covering(day) {
        covered.total += 1;
        for division in divisions() {
            let groups = covered.groups.entry(division).or_default();
            *groups.entry(group(basis, division, entry, day)).or_default() += 1;
        }
    }
    covered
}

/// By what those covered are divided.
fn divisions() -> impl Iterator<Item = Division> {
    Division::ALL.iter().copied().filter(|division| *division != Division::All)
}

/// Those covered on a day.
pub fn register(covered: &Covered, day: NaiveDate) -> Tally {
    let columns = COLUMNS.map(Column::Named).to_vec();
    let mut tally = Tally::new(Kind::Register, Period::Day(day), columns);
    let total = tally.count(covered.total);
    add_row(&mut tally, Division::All, &Group::Label(Label::Total), total, total);
    let (protected, open) = apart(&mut tally, covered, total);
    for (division, groups) in &covered.groups {
        let (mut parts, mut whole) = (Vec::new(), total);
        for (group, persons) in groups {
            let persons = if group.is_protected() && *persons == tally.size(protected) {
                whole = open;
                protected
            } else {
                let persons = tally.count(*persons);
                parts.push(persons);
                persons
            };
            add_row(&mut tally, *division, group, persons, total);
        }
        tally.bind(parts, vec![whole]);
    }
    tally
}

/// Those who are protected and those who are not. The former are one group of several divisions: hidden in all of
/// them, or in none.
fn apart(tally: &mut Tally, covered: &Covered, total: Quantity) -> (Quantity, Quantity) {
    let by_area = covered.groups.get(&Division::Area);
    let protected = by_area.and_then(|groups| groups.get(&Group::Label(Label::Protected)));
    let protected = tally.count(protected.copied().unwrap_or_default());
    let open = tally.part_of(protected, total);
    (protected, open)
}

impl Group {
    fn is_protected(&self) -> bool {
        matches!(self, Self::Label(Label::Protected | Label::Lane(Lane::Protected)))
    }
}

fn add_row(tally: &mut Tally, division: Division, group: &Group, persons: Quantity, total: Quantity) {
    let group = match group {
        Group::Label(label) => (*label).into(),
        Group::Named(name) => Counted::Plain(Cell::Name(name.clone())),
    };
    tally.row(vec![Label::Division(division).into(), group, persons.into(), Counted::Share(persons, total)]);
}

fn group(basis: &Basis, division: Division, entry: &Entry, day: NaiveDate) -> Group {
    let label = match division {
        Division::All => Label::Total,
        Division::Reason => Label::Covered(entry.opened_reason),
        Division::Lane => Label::Lane(entry.lane_on(day)),
        Division::Contacted => {
            let contacts = basis.contacts_of(entry.person).iter();
            let in_entry = contacts.filter(|contact| (entry.opened_on..=day).contains(&contact.on));
            Label::Contacted(state_of(in_entry))
        }
        Division::Area => return open_to(basis, entry, area),
        Division::Age => {
            return open_to(basis, entry, |person| {
                Group::Label(Label::Age(age_on(person.number.birth_date(), day)))
            });
        }
        Division::Sex => {
            return open_to(basis, entry, |person| Group::Label(Label::Sex(sex(&person.number))));
        }
    };
    Group::Label(label)
}

/// What would narrow down who and where is told of nobody who is protected.
fn open_to(basis: &Basis, entry: &Entry, group: impl Fn(&Person) -> Group) -> Group {
    match basis.person(entry.person) {
        None => Group::Label(Label::Unknown),
        Some(person) if person.protected => Group::Label(Label::Protected),
        Some(person) => group(person),
    }
}

fn area(person: &Person) -> Group {
    if person.area.is_empty() { Group::Label(Label::Unknown) } else { Group::Named(person.area.clone()) }
}

/// Legal sex: the eleventh digit of the number (folkbokföringslagen 1991:481, 18 §).
fn sex(number: &Number) -> Sex {
    let digit = number.as_str().as_bytes().get(10).copied().unwrap_or_default();
    if digit.is_multiple_of(2) { Sex::Female } else { Sex::Male }
}
