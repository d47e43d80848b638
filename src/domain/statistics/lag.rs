//! `report lag`: how long after the day a change took effect the register came to know of it, by who told it.

use super::figures::{Cell, Column, ColumnName, Kind, Label, Period};
use super::overview::SchoolLag;
use super::spread::{median, percentile};
use super::tally::{Counted, Quantity, Tally};
use crate::domain::codes::ChangeKind;
use crate::domain::sources::ProviderId;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What became known more days after its first day is late.
pub const LATE_DAYS: i64 = 30;

const COLUMNS: [ColumnName; 8] = [
    ColumnName::Provider,
    ColumnName::SchoolUnit,
    ColumnName::Entries,
    ColumnName::MedianDays,
    ColumnName::NinetiethDays,
    ColumnName::Late,
    ColumnName::BackDated,
    ColumnName::Quarantined,
];

/// A change that a placement told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delay {
    /// The night that recorded it.
    pub as_of: NaiveDate,
    /// The night before that one; `None` for the first.
    pub night_before: Option<NaiveDate>,
    /// Opened, closed or corrected.
    pub kind: ChangeKind,
    /// Whose word the placement is.
    pub provider: ProviderId,
    /// At which school unit; may be empty.
    pub unit: String,
    /// The day it took effect.
    pub effective_on: NaiveDate,
    /// Found by the first load: when it became known says nothing about who told it.
    pub first_load: bool,
}

impl Delay {
    fn days(&self) -> i64 {
        (self.as_of - self.effective_on).num_days()
    }

    /// A night before could have known of it.
    fn is_back_dated(&self) -> bool {
        self.night_before.is_some_and(|night| self.effective_on <= night)
    }
}

/// Changes of one provider, by school unit.
type ByUnit<'a> = BTreeMap<&'a str, Vec<&'a Delay>>;

/// What the first load found is left out.
fn by_provider(delays: &[Delay]) -> BTreeMap<&ProviderId, ByUnit<'_>> {
    let mut by_provider: BTreeMap<&ProviderId, ByUnit<'_>> = BTreeMap::new();
    for delay in delays.iter().filter(|delay| !delay.first_load) {
        by_provider.entry(&delay.provider).or_default().entry(&delay.unit).or_default().push(delay);
    }
    by_provider
}

/// The days it took to know of the entries among these changes.
fn days_of(delays: &[&Delay]) -> Vec<i64> {
    delays.iter().filter(|delay| delay.kind == ChangeKind::Opened).map(|delay| delay.days()).collect()
}

fn late(days: &[i64]) -> u64 {
    days.iter().filter(|days| **days > LATE_DAYS).count() as u64
}

/// The schools on whose word entries were opened, the slowest first.
pub fn schools(delays: &[Delay]) -> Vec<SchoolLag> {
    let mut schools = Vec::new();
    for (provider, units) in by_provider(delays) {
        for (unit, delays) in units {
            let days = days_of(&delays);
            if !days.is_empty() {
                schools.push(SchoolLag {
                    provider: provider.to_string(),
                    unit: Some(unit.to_owned()).filter(|unit| !unit.is_empty()),
                    entries: days.len() as u64,
                    median: median(days.clone()),
                    late: late(&days),
                    ninetieth: percentile(days, 90),
                });
            }
        }
    }
    schools.sort_by_key(|school| std::cmp::Reverse((school.median, school.ninetieth)));
    schools
}

/// The changes of the nights from one day to another, and each provider's rows in quarantine.
pub fn lag(
    delays: &[Delay],
    quarantined: &BTreeMap<ProviderId, u64>,
    from: NaiveDate,
    to: NaiveDate,
) -> Tally {
    let columns = COLUMNS.map(Column::Named).to_vec();
    let mut tally = Tally::new(Kind::Lag, Period::Days(from, to), columns);
    let mut by_provider = by_provider(delays);
    for provider in quarantined.keys() {
        by_provider.entry(provider).or_default();
    }
    for (provider, units) in by_provider {
        let all: Vec<&Delay> = units.values().flatten().copied().collect();
        let rows = quarantined.get(provider).copied().unwrap_or_default();
        let rows = Counted::Plain(Cell::Count(rows));
        let whole = add(&mut tally, provider, Label::Total.into(), &all, rows);
        let mut units_told = Vec::new();
        for (unit, delays) in units {
            let unit =
                if unit.is_empty() { Cell::Label(Label::Unknown) } else { Cell::Name(unit.to_owned()) };
            let nothing = Counted::Plain(Cell::Nothing);
            units_told.push(add(&mut tally, provider, Counted::Plain(unit), &delays, nothing));
        }
        for (column, whole) in whole.into_iter().enumerate() {
            let parts = units_told.iter().filter_map(|told| told.get(column).copied());
            tally.bind(parts.collect(), vec![whole]);
        }
    }
    tally
}

/// Adds the row of a unit or of all of a provider's; tells what adds up over units: the entries, those late and
/// those not, what is back-dated.
fn add(
    tally: &mut Tally,
    provider: &ProviderId,
    unit: Counted,
    delays: &[&Delay],
    quarantined: Counted,
) -> [Quantity; 4] {
    let days = days_of(delays);
    let entries = tally.count(days.len() as u64);
    let late = tally.count(late(&days));
    let in_time = tally.part_of(late, entries);
    let back_dated = tally.count(delays.iter().filter(|delay| delay.is_back_dated()).count() as u64);
    tally.row(vec![
        Counted::Plain(Cell::Name(provider.to_string())),
        unit,
        entries.into(),
        Counted::Days(median(days.clone()), entries),
        Counted::Days(percentile(days, 90), entries),
        late.into(),
        back_dated.into(),
        quarantined,
    ]);
    [entries, late, in_time, back_dated]
}
