//! What came of the checks: as a report, and which codes the receiver's are missing for.

use super::super::codes::Code;
use super::super::state::EntryId;
use super::super::statistics::figures::{
    Cell, Column, ColumnName, HalfYearCheck, Kind, Label, Period, Report,
};
use super::Delivery;
use super::code::{Mapping, OurCode};
use super::row::Row;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Codes without one of the receiver's on a day they are told of.
pub type Unmapped = BTreeMap<OurCode, Missing>;

/// Where one is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Of which entries it is told.
    pub entries: BTreeSet<EntryId>,
    /// The first day.
    pub from: NaiveDate,
    /// The last.
    pub to: NaiveDate,
}

impl Delivery {
    /// The codes of this delivery that the receiver has none for.
    pub fn unmapped(&self, mapping: &Mapping) -> Unmapped {
        let mut unmapped = Unmapped::new();
        for (entry, told) in self.rows.iter().flat_map(Row::told) {
            if mapping.theirs(told).is_some() {
                continue;
            }
            let (from, to) = (told.on, told.on);
            let missing = Missing { entries: BTreeSet::new(), from, to };
            let missing = unmapped.entry(told.code).or_insert(missing);
            missing.entries.insert(entry);
            missing.from = missing.from.min(told.on);
            missing.to = missing.to.max(told.on);
        }
        unmapped
    }

    /// Something was found.
    pub fn has_findings(&self, unmapped: &Unmapped) -> bool {
        !unmapped.is_empty() || self.findings.values().any(|entries| !entries.is_empty())
    }

    /// What was looked for, how often it was found, and in which entries.
    pub fn report(&self, unmapped: &Unmapped) -> Report {
        let columns = [ColumnName::Check, ColumnName::Found, ColumnName::WhichEntries];
        Report {
            kind: Kind::HalfYear,
            period: Period::Days(self.half_year.first_day(), self.half_year.last_day()),
            published: false,
            frozen: None,
            columns: columns.into_iter().map(Column::Named).collect(),
            rows: HalfYearCheck::ALL.iter().map(|check| self.outcome(*check, unmapped)).collect(),
        }
    }

    /// Codes are counted by code, everything else by how often it was found.
    fn outcome(&self, check: HalfYearCheck, unmapped: &Unmapped) -> Vec<Cell> {
        let of_codes = || unmapped.values().flat_map(|missing| missing.entries.iter().copied()).collect();
        let of_check = || self.findings.get(&check).cloned().unwrap_or_default();
        let (found, entries): (usize, Vec<EntryId>) = match check {
            HalfYearCheck::UnmappedCode => (unmapped.len(), of_codes()),
            HalfYearCheck::MissingReason
            | HalfYearCheck::RegisteredAfter20
            | HalfYearCheck::NotResident
            | HalfYearCheck::MeasureOutsideEntry
            | HalfYearCheck::EndBeforeStart
            | HalfYearCheck::Overlap
            | HalfYearCheck::OccupationMissing
            | HalfYearCheck::ProtectedLeftOut => (of_check().len(), of_check()),
        };
        let entries: BTreeSet<i64> = entries.into_iter().map(|entry| entry.0).collect();
        vec![
            Cell::Label(Label::HalfYear(check)),
            Cell::Count(found as u64),
            Cell::Entries(entries.into_iter().collect()),
        ]
    }
}
