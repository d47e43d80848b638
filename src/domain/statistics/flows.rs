//! `report flows`: entries opened and closed, between two balances that they explain.

use super::basis::{Basis, month_end, months};
use super::figures::{Cell, Column, ColumnName, Flow, Kind, Label, Period};
use super::tally::{Counted, Quantity, Tally};
use crate::domain::calendar::previous;
use crate::domain::codes::CoveredReason;
use crate::domain::state::ClosedReason;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Entries that came and went in a stretch of days, and how many were open before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    /// First day.
    pub from: NaiveDate,
    /// Last day, inclusive.
    pub to: NaiveDate,
    /// Open on the day before.
    pub opening: u64,
    /// Opened, by reason.
    pub opened: BTreeMap<CoveredReason, u64>,
    /// Closed, by reason.
    pub closed: BTreeMap<ClosedReason, u64>,
    /// Open on the last day.
    pub closing: u64,
}

/// The balance of each stretch.
pub fn balances(basis: &Basis, stretches: &[(NaiveDate, NaiveDate)]) -> Vec<Balance> {
    let balance = |(from, to): &(NaiveDate, NaiveDate)| {
        let within = |day: NaiveDate| (*from..=*to).contains(&day);
        let mut balance = Balance {
            from: *from,
            to: *to,
            opening: basis.covering(previous(*from)).count() as u64,
            opened: BTreeMap::new(),
            closed: BTreeMap::new(),
            closing: basis.covering(*to).count() as u64,
        };
        for spell in basis.spells.values() {
            if within(spell.opened_on) {
                *balance.opened.entry(spell.opened_reason).or_default() += 1;
            }
            if let Some(closing) = spell.closing.filter(|closing| within(closing.closed_on)) {
                *balance.closed.entry(closing.reason).or_default() += 1;
            }
        }
        balance
    };
    stretches.iter().map(balance).collect()
}

/// A period as one stretch, or month by month: then the first and the last may be parts of one.
pub fn stretches(from: NaiveDate, to: NaiveDate, by_month: bool) -> Vec<(NaiveDate, NaiveDate)> {
    if !by_month {
        return vec![(from, to)];
    }
    months(from, to).into_iter().map(|first| (first.max(from), month_end(first).min(to))).collect()
}

impl Balance {
    /// Both stretches as one, the other following on this.
    fn joined(mut self, next: Self) -> Self {
        for (reason, count) in next.opened {
            *self.opened.entry(reason).or_default() += count;
        }
        for (reason, count) in next.closed {
            *self.closed.entry(reason).or_default() += count;
        }
        Self { to: next.to, closing: next.closing, ..self }
    }

    /// Opening balance + in - out = closing balance.
    pub fn adds_up(&self) -> bool {
        let sum = |counts: &mut dyn Iterator<Item = &u64>| counts.sum::<u64>();
        self.opening + sum(&mut self.opened.values()) == sum(&mut self.closed.values()) + self.closing
    }
}

/// Balances that follow one another as one.
pub fn joined(balances: Vec<Balance>) -> Option<Balance> {
    balances.into_iter().reduce(Balance::joined)
}

/// Entries opened and closed from one day to another, both counted, in one stretch or month by month.
pub fn flows(balances: &[Balance], from: NaiveDate, to: NaiveDate, by_month: bool) -> Tally {
    let month = by_month.then_some(ColumnName::Month);
    let columns = month.into_iter().chain([ColumnName::Flow, ColumnName::Reason, ColumnName::Entries]);
    let columns = columns.map(Column::Named).collect();
    let mut tally = Tally::new(Kind::Flows, Period::Days(from, to), columns);
    let mut carried = None;
    for balance in balances {
        carried = Some(add(&mut tally, balance, carried, by_month));
    }
    tally
}

/// Adds a balance. One stretch closes with what the next opens with, unless more is known since of the one of them
/// that is not frozen.
fn add(tally: &mut Tally, balance: &Balance, carried: Option<Quantity>, by_month: bool) -> Quantity {
    let carried = carried.filter(|closing| tally.size(*closing) == balance.opening);
    let opening = carried.unwrap_or_else(|| tally.count(balance.opening));
    let closing = tally.count(balance.closing);
    let opened =
        groups(tally, balance.opened.iter().map(|(reason, count)| (Label::Covered(*reason), *count)));
    let closed = groups(tally, balance.closed.iter().map(|(reason, count)| (Label::Closed(*reason), *count)));
    tally.bind(vec![opening, opened.total], vec![closed.total, closing]);
    let mut line = |flow, reason, count: Quantity| {
        let month = by_month.then_some(Counted::Plain(Cell::Month(balance.from)));
        let cells = [Label::Flow(flow).into(), reason, count.into()];
        tally.row(month.into_iter().chain(cells).collect());
    };
    line(Flow::OpeningBalance, Label::Total.into(), opening);
    for (flow, groups) in [(Flow::In, opened), (Flow::Out, closed)] {
        for (reason, count) in groups.parts {
            line(flow, reason.into(), count);
        }
        line(flow, Label::Total.into(), groups.total);
    }
    line(Flow::ClosingBalance, Label::Total.into(), closing);
    closing
}

struct Groups {
    parts: Vec<(Label, Quantity)>,
    total: Quantity,
}

fn groups(tally: &mut Tally, counts: impl Iterator<Item = (Label, u64)>) -> Groups {
    let counts: Vec<(Label, u64)> = counts.collect();
    let total = tally.count(counts.iter().map(|(_, count)| count).sum());
    let parts: Vec<(Label, Quantity)> =
        counts.into_iter().map(|(label, count)| (label, tally.count(count))).collect();
    tally.bind(parts.iter().map(|(_, part)| *part).collect(), vec![total]);
    Groups { parts, total }
}
