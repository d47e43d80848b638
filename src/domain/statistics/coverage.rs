//! `report coverage`: the coverage equation of a night, as it was counted then.

use super::figures::{Column, ColumnName, Kind, Label, Part, Period};
use super::tally::{Quantity, Tally};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Where the residents aged 16 to 19 are, on the night that was counted.
pub fn coverage(parts: &BTreeMap<Part, u64>, night: NaiveDate) -> Tally {
    let columns = [ColumnName::Group, ColumnName::Persons].map(Column::Named).to_vec();
    let mut tally = Tally::new(Kind::Coverage, Period::Day(night), columns);
    let mut residents: Vec<Quantity> = Vec::new();
    let mut accounted: Vec<Quantity> = Vec::new();
    for (part, persons) in parts {
        let persons = tally.count(*persons);
        tally.row(vec![Label::Part(*part).into(), persons.into()]);
        match part {
            Part::Residents => residents.push(persons),
            Part::HeldClose => {}
            Part::Open(_) | Part::NotCovered(_) | Part::Undetermined(_) | Part::HeldOpen | Part::Residual => {
                accounted.push(persons);
            }
        }
    }
    tally.bind(accounted, residents);
    tally
}
