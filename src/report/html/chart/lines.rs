//! Lines over months, each with its name and last value where it ends.
//!
//! On narrow screens the names stand above, each with a piece of its line.

use super::axes::{Scale, middle, months};
use super::{Drawing, Fit, Length, Mark, Plot, px, text};
use crate::report::Lang;
use crate::report::html::written;
use chrono::NaiveDate;

/// One line.
pub struct Series {
    /// How it looks.
    pub class: &'static str,
    /// What it shows.
    pub name: String,
    /// A value for each month.
    pub values: Vec<u64>,
}

/// What stands along the axes.
#[derive(Clone, Copy)]
pub struct Axes<'a> {
    /// The months.
    pub days: &'a [NaiveDate],
    /// What is counted.
    pub unit: &'a str,
    /// What the months are.
    pub across: &'a str,
}

/// Room that a name needs, from one baseline to the next.
const NAME: u64 = px(18);

/// The lines in every width.
pub fn lines(lang: Lang, axes: Axes<'_>, all: &[Series]) -> Vec<Drawing> {
    Fit::ALL.map(|fit| drawing(lang, fit, axes, all)).into()
}

fn drawing(lang: Lang, fit: Fit, axes: Axes<'_>, all: &[Series]) -> Drawing {
    let plot = plot(fit, all.len());
    let highest = all.iter().flat_map(|series| &series.values).max().copied().unwrap_or_default();
    let scale = Scale::over(highest, 0);
    let mut marks = scale.lines(lang, plot, axes.unit);
    marks.extend(months(lang, fit, plot, axes.days, axes.across));
    marks.extend(all.iter().map(|series| line(series, scale, plot)));
    marks.extend(match fit {
        Fit::Wide => names_at_the_end(lang, all, scale, plot),
        Fit::Narrow => names_above(lang, all),
    });
    Drawing { fit, width: Length(fit.width()), height: Length(plot.bottom + px(48)), marks }
}

fn plot(fit: Fit, names: usize) -> Plot {
    match fit {
        Fit::Wide => Plot { left: px(56), top: px(32), right: px(610), bottom: px(352) },
        Fit::Narrow => {
            let top = NAME * names as u64 + px(40);
            Plot { left: px(46), top, right: px(350), bottom: top + px(240) }
        }
    }
}

fn line(series: &Series, scale: Scale, plot: Plot) -> Mark {
    let points = series.values.iter().enumerate().map(|(place, value)| {
        let x = middle(plot, place, series.values.len());
        format!("{} {}", Length(x), Length(scale.zero(plot) - scale.length(*value, plot)))
    });
    let points: Vec<String> = points.collect();
    Mark::Path { class: series.class, d: format!("M{}", points.join("L")) }
}

fn named(lang: Lang, series: &Series) -> String {
    let last = series.values.last().copied().unwrap_or_default();
    format!("{} {}", series.name, written::count(lang, last))
}

fn names_above(lang: Lang, all: &[Series]) -> Vec<Mark> {
    let rows = all.iter().enumerate().flat_map(|(row, series)| {
        let y = px(14) + NAME * row as u64;
        let sample = format!("M0 {}h34", Length(y - px(4)));
        [Mark::Path { class: series.class, d: sample }, text("name", px(42), y, named(lang, series))]
    });
    rows.collect()
}

/// Names to the right of where the lines end, each behind a piece of its line.
fn names_at_the_end(lang: Lang, all: &[Series], scale: Scale, plot: Plot) -> Vec<Mark> {
    let ends: Vec<u64> = all
        .iter()
        .map(|series| series.values.last().copied().unwrap_or_default())
        .map(|value| scale.zero(plot) - scale.length(value, plot))
        .collect();
    let places = apart(&ends, plot.bottom);
    let marks = all.iter().zip(ends.iter().zip(places)).flat_map(|(series, (end, place))| {
        let [x, y, bend, name] = [plot.right + px(2), *end, plot.right + px(14), place].map(Length);
        let joint = format!("M{x} {y}L{bend} {name}h26");
        [
            Mark::Path { class: series.class, d: joint },
            text("name", plot.right + px(48), place + px(4), named(lang, series)),
        ]
    });
    marks.collect()
}

/// Places near the ends of the lines, each a name's room from the next, none below the plot.
fn apart(ends: &[u64], lowest: u64) -> Vec<u64> {
    let mut order: Vec<usize> = (0..ends.len()).collect();
    order.sort_by_key(|line| (std::cmp::Reverse(ends.get(*line)), std::cmp::Reverse(*line)));
    let mut places = ends.to_vec();
    let mut free = lowest;
    for line in order {
        if let Some(place) = places.get_mut(line) {
            *place = free.min(*place);
            free = place.saturating_sub(NAME);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_lines_that_end_together_stand_apart_in_the_order_of_the_lines() {
        let places = apart(&[px(100), px(340), px(345), px(352)], px(352));
        assert_eq!(places, [px(100), px(316), px(334), px(352)]);
    }
}
