//! Days of which the persons have been erased: told by the figures that were kept, or not at all.

use super::exit::misuse;
use crate::domain::calendar::next;
use crate::domain::statistics::basis::{Basis, month_end, months};
use crate::domain::statistics::figures::SchoolYear;
use crate::domain::statistics::flows::{Balance, balances, joined, stretches};
use crate::domain::statistics::frozen::{Figures, Period, thaw_day, thaw_month, thaw_year};
use crate::domain::statistics::register::Covered;
use crate::domain::statistics::year::Counts;
use crate::register::database::Transaction;
use crate::register::{erase, frozen};
use anyhow::{Context, Result};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// What is known of days whose persons have been erased.
pub struct Past<'a> {
    tx: &'a Transaction<'a>,
    /// The last of the days; none if nobody has been erased who was ever covered.
    through: Option<NaiveDate>,
    frozen: BTreeMap<Period, NaiveDate>,
}

/// What was counted, and the night by which it was kept, where it was.
pub type Told<T> = (T, Option<NaiveDate>);

impl<'a> Past<'a> {
    pub fn load(tx: &'a Transaction<'a>) -> Result<Self> {
        Ok(Self { tx, through: erase::covered_through(tx)?, frozen: frozen::periods(tx)? })
    }

    /// The first day from a day on of which everybody is still there.
    pub fn whole_from(&self, day: NaiveDate) -> NaiveDate {
        self.through.map_or(day, |through| day.max(next(through)))
    }

    /// Refuses days that are told of by nobody who is left, of what is counted from persons alone.
    pub fn refuse(&self, first_day: NaiveDate) -> Result<()> {
        match self.through.filter(|through| first_day <= *through) {
            Some(through) => Err(refusal(through, &format!("ask about {} and later", next(through)))),
            None => Ok(()),
        }
    }

    /// Refuses what was known on a day by persons who are no longer there. Who was covered through a day left on
    /// the next.
    pub fn refuse_known_on(&self, known_on: Option<NaiveDate>, first_day: NaiveDate) -> Result<()> {
        let asked = known_on.map(|known_on| known_on.min(first_day));
        match self.through.zip(asked).filter(|(through, asked)| *asked <= next(*through)) {
            Some((through, _)) => {
                let whole = next(next(through));
                let instead = "without `--known-on` kept figures are told; with it, ask about";
                Err(refusal(through, &format!("{instead} {whole} and later, as known on that day or later")))
            }
            None => Ok(()),
        }
    }

    /// A school year, if its persons have been erased.
    pub fn year(&self, year: SchoolYear) -> Result<Option<Told<Counts>>> {
        let Some(through) = self.through.filter(|through| year.first_day() <= *through) else {
            return Ok(None);
        };
        let told = self.kept(Period::SchoolYear(year), thaw_year)?;
        told.map(Some).ok_or_else(|| refusal(through, &format!("ask about {}", self.school_years(through))))
    }

    /// The register on a day, if its persons have been erased.
    pub fn day(&self, day: NaiveDate) -> Result<Option<Told<Covered>>> {
        let Some(through) = self.through.filter(|through| day <= *through) else { return Ok(None) };
        let told = self.kept(Period::Day(day), thaw_day)?;
        let others = || {
            let days = self.span(|period| if let Period::Day(day) = period { Some(*day) } else { None });
            format!("ask about the last day of a month{days}, or any day from {} on", next(through))
        };
        told.map(Some).ok_or_else(|| refusal(through, &others()))
    }

    /// The balances of a period: of months whose persons have been erased as they were kept, of others counted.
    pub fn balances(
        &self,
        basis: &Basis,
        (from, to): (NaiveDate, NaiveDate),
        by_month: bool,
    ) -> Result<Told<Vec<Balance>>> {
        let Some(through) = self.through.filter(|through| from <= next(*through)) else {
            return Ok((balances(basis, &stretches(from, to, by_month)), None));
        };
        let touched: Vec<NaiveDate> =
            months(from, to).into_iter().filter(|first| *first <= next(through)).collect();
        let end = touched.last().map_or(through, |first| month_end(*first));
        if from.day() != 1 || to < end {
            return Err(self.cut(through));
        }
        let (mut all, mut frozen) = (Vec::new(), None);
        for first in touched {
            let told = self.kept(Period::Month(first), |figures| thaw_month(first, figures))?;
            let (balance, night) = told.ok_or_else(|| self.cut(through))?;
            all.push(balance);
            frozen = night.max(frozen);
        }
        if end < to {
            all.extend(balances(basis, &stretches(next(end), to, by_month)));
        }
        if by_month {
            return Ok((all, frozen));
        }
        let balance = joined(all).filter(Balance::adds_up).ok_or_else(|| {
            misuse(format!(
                "the figures through {end} were kept when persons were erased, and entries of then have been \
                 corrected since: ask with `--by-month`, or about the days through {end} and those after by themselves"
            ))
        })?;
        Ok((vec![balance], frozen))
    }

    fn cut(&self, through: NaiveDate) -> anyhow::Error {
        let months = self.span(|period| if let Period::Month(first) = period { Some(*first) } else { None });
        refusal(through, &format!("ask about whole months{months}, or days from {} on", next(next(through))))
    }

    /// What was kept of a period.
    fn kept<T>(&self, period: Period, thaw: impl Fn(&Figures) -> Option<T>) -> Result<Option<Told<T>>> {
        let Some(night) = self.frozen.get(&period) else { return Ok(None) };
        let told = thaw(&frozen::figures(self.tx, period)?);
        let told = told.context("kept figures cannot be read; restore the database from a backup")?;
        Ok(Some((told, Some(*night))))
    }

    /// From when to when figures of a kind are kept.
    fn span(&self, of: impl Fn(&Period) -> Option<NaiveDate>) -> String {
        let mut days = self.frozen.keys().filter_map(of);
        let first = days.next();
        let last = days.next_back().or(first);
        first.zip(last).map_or_else(String::new, |(first, last)| {
            format!(" from {} through {}", first.format("%Y-%m"), last.format("%Y-%m"))
        })
    }

    fn school_years(&self, through: NaiveDate) -> String {
        let years = self.frozen.keys().filter_map(|period| match period {
            Period::SchoolYear(year) => Some(*year),
            Period::Month(_) | Period::Day(_) => None,
        });
        let after = SchoolYear(SchoolYear::of(through).0 + 1);
        let first = years.min().unwrap_or(after);
        format!("{first} and later school years")
    }
}

fn refusal(through: NaiveDate, instead: &str) -> anyhow::Error {
    misuse(format!(
        "persons who were covered up to {through} have been erased, as the law demands, and what was asked for cannot \
         be counted without them: {instead}"
    ))
}
