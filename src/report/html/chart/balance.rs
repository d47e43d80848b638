//! Bars by month: what came above zero, what went below it, on one scale.

use super::axes::{Scale, middle, months};
use super::lines::Axes;
use super::{Drawing, Fit, Length, Mark, Plot, px, rectangle, text};
use crate::report::Lang;

/// What came and what went, month by month.
pub struct Balance {
    /// What lies above zero, and what it is called.
    pub above: (String, Vec<u64>),
    /// What lies below.
    pub below: (String, Vec<u64>),
}

/// The bars in every width.
pub fn balance(lang: Lang, axes: Axes<'_>, balance: &Balance) -> Vec<Drawing> {
    Fit::ALL.map(|fit| drawing(lang, fit, axes, balance)).into()
}

fn drawing(lang: Lang, fit: Fit, axes: Axes<'_>, balance: &Balance) -> Drawing {
    let plot = match fit {
        Fit::Wide => Plot { left: px(56), top: px(32), right: px(896), bottom: px(332) },
        Fit::Narrow => Plot { left: px(46), top: px(32), right: px(350), bottom: px(272) },
    };
    let highest = |values: &[u64]| values.iter().max().copied().unwrap_or_default();
    let scale = Scale::over(highest(&balance.above.1), highest(&balance.below.1));
    let zero = scale.zero(plot);
    let mut marks = scale.lines(lang, plot, axes.unit);
    marks.push(bars("above", &balance.above.1, plot, |value| {
        let height = scale.length(value, plot);
        (zero - height, height)
    }));
    marks.push(bars("below", &balance.below.1, plot, |value| (zero, scale.length(value, plot))));
    marks.extend(months(lang, fit, plot, axes.days, axes.across));
    marks.push(text("name end", plot.right, plot.top - px(4), &*balance.above.0));
    marks.push(text("name end", plot.right, plot.bottom - px(4), &*balance.below.0));
    Drawing { fit, width: Length(fit.width()), height: Length(plot.bottom + px(48)), marks }
}

/// One bar for each month, three quarters of its column wide.
fn bars(class: &'static str, values: &[u64], plot: Plot, span: impl Fn(u64) -> (u64, u64)) -> Mark {
    let column = (plot.right - plot.left) / (values.len() as u64).max(1);
    let width = (column * 3 / 4).clamp(1, px(40));
    let bars = values.iter().enumerate().map(|(place, value)| {
        let (top, height) = span(*value);
        rectangle(middle(plot, place, values.len()).saturating_sub(width / 2), top, width, height)
    });
    Mark::Path { class, d: bars.collect() }
}
