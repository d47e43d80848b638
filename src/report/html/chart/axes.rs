//! Axes: steps of round values, and months.
//!
//! The scale always begins at zero, so that twice as high is twice as many.

use super::{Fit, Length, Mark, Plot, across, part, px, text};
use crate::report::Lang;
use crate::report::html::written;
use chrono::{Datelike, NaiveDate};

/// More lines than this across a plot say nothing more.
const MOST_STEPS: u64 = 9;

/// Round values above and below zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    step: u64,
    above: u64,
    below: u64,
}

impl Scale {
    /// The finest round steps that cover these values without being too many.
    pub fn over(above: u64, below: u64) -> Self {
        let mut step = 1;
        while above.div_ceil(step) + below.div_ceil(step) > MOST_STEPS {
            step = coarser(step);
        }
        Self { step, above: above.div_ceil(step), below: below.div_ceil(step) }.with_something_to_see()
    }

    fn with_something_to_see(self) -> Self {
        if self.above + self.below == 0 { Self { above: 1, ..self } } else { self }
    }

    fn whole(self) -> u64 {
        self.step * (self.above + self.below)
    }

    /// How high zero lies.
    pub fn zero(self, plot: Plot) -> u64 {
        plot.bottom - part(self.step * self.below, self.whole(), plot.bottom - plot.top)
    }

    /// How long a value is.
    pub fn length(self, value: u64, plot: Plot) -> u64 {
        part(value, self.whole(), plot.bottom - plot.top)
    }

    /// Lines across the plot with their values to the left, below zero without a sign: what lies there is
    /// counted too. `unit` stands on top.
    pub fn lines(self, lang: Lang, plot: Plot, unit: &str) -> Vec<Mark> {
        let zero = self.zero(plot);
        let up = (0..=self.above).map(|steps| (steps, zero - self.length(steps * self.step, plot)));
        let down = (1..=self.below).map(|steps| (steps, zero + self.length(steps * self.step, plot)));
        let mut marks = vec![text("unit", 0, plot.top - px(16), unit)];
        for (steps, y) in up.chain(down) {
            marks.push(across(if steps == 0 { "zero" } else { "grid" }, plot.left, plot.right, y));
            let value = written::count(lang, steps * self.step);
            marks.push(text("tick end", plot.left - px(8), y + px(4), value));
        }
        marks
    }
}

/// Steps go 1, 2, 5, 10, 20, …
fn coarser(step: u64) -> u64 {
    let ten = 10_u64.pow(step.ilog10());
    match step / ten {
        1 => 2 * ten,
        2 => 5 * ten,
        _ => 10 * ten,
    }
}

/// The middle of a month's column.
pub fn middle(plot: Plot, place: usize, months: usize) -> u64 {
    plot.left + part(2 * place as u64 + 1, 2 * months as u64, plot.right - plot.left)
}

/// Months below the plot: years where there are many, and what the axis shows under them.
pub fn months(lang: Lang, fit: Fit, plot: Plot, days: &[NaiveDate], what: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (place, day) in days.iter().enumerate().filter(|(_, day)| is_named(**day, days.len(), fit)) {
        let x = middle(plot, place, days.len());
        let tick = format!("M{} {}v5", Length(x), Length(plot.bottom));
        marks.push(Mark::Path { class: "zero", d: tick });
        let name =
            if days.len() > YEARS_FROM { day.year().to_string() } else { written::short_month(lang, *day) };
        marks.push(text("tick middle", x, plot.bottom + px(20), name));
    }
    marks.push(text("unit end", plot.right, plot.bottom + px(40), what));
    marks
}

/// With more months than two years, years are named.
const YEARS_FROM: usize = 24;

/// Whether there is room for a month's name, or its year's.
fn is_named(day: NaiveDate, months: usize, fit: Fit) -> bool {
    let every = match (fit, months) {
        (_, 0..=6) => 1,
        (Fit::Wide, 7..=YEARS_FROM) => 3,
        (Fit::Narrow, 7..=YEARS_FROM) => 6,
        (Fit::Wide, _) | (Fit::Narrow, 25..=72) => 12,
        (Fit::Narrow, _) => return day.month0() == 0 && day.year() % 2 == 0,
    };
    day.month0().is_multiple_of(every)
}
