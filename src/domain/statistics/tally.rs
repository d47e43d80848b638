//! Figures being counted, and what adds up to what.
//!
//! A report is counted once, as it is; what is published is the same with small groups hidden.

use super::figures::{Cell, Column, HalfDays, Kind, Label, Period, Permille, Report};
use super::suppress::{Equation, Groups, hidden};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The place of a quantity in a [`Tally`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quantity(pub usize);

/// A report while it is counted.
#[derive(Clone, Debug)]
pub struct Tally {
    kind: Kind,
    period: Period,
    columns: Vec<Column>,
    rows: Vec<Vec<Counted>>,
    quantities: Vec<u64>,
    equations: Vec<Equation>,
    unshown: BTreeSet<Quantity>,
    frozen: Option<NaiveDate>,
}

/// A cell that may have to be hidden.
#[derive(Clone, Debug)]
pub enum Counted {
    /// Says nothing about a group.
    Plain(Cell),
    /// The size of a group.
    Count(Quantity),
    /// A part of a whole: hidden with either.
    Share(Quantity, Quantity),
    /// Worked out from the members of a group: hidden with it.
    Days(Option<HalfDays>, Quantity),
}

impl From<Label> for Counted {
    fn from(label: Label) -> Self {
        Self::Plain(Cell::Label(label))
    }
}

impl From<Quantity> for Counted {
    fn from(quantity: Quantity) -> Self {
        Self::Count(quantity)
    }
}

impl Tally {
    /// A report without rows.
    pub fn new(kind: Kind, period: Period, columns: Vec<Column>) -> Self {
        Self {
            kind,
            period,
            columns,
            rows: Vec::new(),
            quantities: Vec::new(),
            equations: Vec::new(),
            unshown: BTreeSet::new(),
            frozen: None,
        }
    }

    /// A group of this size.
    pub fn count(&mut self, size: u64) -> Quantity {
        self.quantities.push(size);
        Quantity(self.quantities.len() - 1)
    }

    /// That quantities add up to as much as others: all but one of them give away the last.
    pub fn bind(&mut self, left: Vec<Quantity>, right: Vec<Quantity>) {
        self.equations.push(Equation { left, right });
    }

    /// A group of this size that is in no cell, but could be worked out.
    pub fn count_unshown(&mut self, size: u64) -> Quantity {
        let quantity = self.count(size);
        self.unshown.insert(quantity);
        quantity
    }

    /// That a group is a part of another, whose other part is in no cell: that part.
    pub fn part_of(&mut self, part: Quantity, whole: Quantity) -> Quantity {
        let rest = self.count_unshown(self.size(whole).saturating_sub(self.size(part)));
        self.bind(vec![part, rest], vec![whole]);
        rest
    }

    /// That figures were frozen on a night; on the last of several.
    #[must_use]
    pub fn frozen(self, night: Option<NaiveDate>) -> Self {
        Self { frozen: night, ..self }
    }

    /// How large a group is.
    pub fn size(&self, quantity: Quantity) -> u64 {
        self.quantities.get(quantity.0).copied().unwrap_or_default()
    }

    /// A row: one cell per column.
    pub fn row(&mut self, cells: Vec<Counted>) {
        self.rows.push(cells);
    }

    /// The report, with small groups hidden if it is to be published.
    pub fn report(self, publish: bool) -> Report {
        let groups = Groups { sizes: &self.quantities, equations: &self.equations, unshown: &self.unshown };
        let hidden = if publish { hidden(groups) } else { BTreeSet::new() };
        let show = |cell: &Counted| {
            let hides = |quantity: &Quantity| hidden.contains(quantity);
            match cell {
                Counted::Plain(cell) => cell.clone(),
                Counted::Count(quantity) if hides(quantity) => Cell::Hidden,
                Counted::Count(quantity) => Cell::Count(self.size(*quantity)),
                Counted::Share(part, whole) if hides(part) || hides(whole) => Cell::Hidden,
                Counted::Share(part, whole) => {
                    Permille::of(self.size(*part), self.size(*whole)).map_or(Cell::Nothing, Cell::Share)
                }
                Counted::Days(_, group) if hides(group) => Cell::Hidden,
                Counted::Days(days, _) => days.map_or(Cell::Nothing, Cell::Days),
            }
        };
        let rows = self.rows.iter().map(|row| row.iter().map(show).collect()).collect();
        Report {
            kind: self.kind,
            period: self.period,
            published: publish,
            frozen: self.frozen,
            columns: self.columns,
            rows,
        }
    }
}

#[cfg(test)]
mod tests;
