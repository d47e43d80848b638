//! Charts as values: shapes and texts with their places, for the template that writes the SVG.
//!
//! Each is drawn twice, wide and narrow, because a wide one made smaller cannot be read on a telephone. Nothing
//! is told by colour alone: lines differ in dashes and are labelled where they end, bars are labelled or lie on
//! their own side of zero. Lengths are whole tenths of a pixel, so the same figures give the same bytes.

mod axes;
mod balance;
mod bars;
mod lines;

pub use balance::{Balance, balance};
pub use bars::Bar;
pub use lines::{Axes, Series, lines};

use serde::{Serialize, Serializer};
use std::fmt;

/// A chart.
#[derive(Serialize)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// Its main figures, for who does not see it.
    pub description: String,
    /// The same in several widths.
    pub drawings: Vec<Drawing>,
}

impl Chart {
    /// Bars, each of them told in the description.
    pub fn of_bars(title: String, unit: &str, all: &[Bar]) -> Self {
        let told: Vec<String> = all.iter().map(|bar| format!("{}: {}", bar.name, bar.label)).collect();
        Self { title, description: format!("{}.", told.join("; ")), drawings: bars::bars(unit, all) }
    }
}

/// A chart in one width.
#[derive(Serialize)]
pub struct Drawing {
    /// For which screens.
    pub fit: Fit,
    /// Its size.
    pub width: Length,
    /// Its size.
    pub height: Length,
    /// What is drawn, the lowest first.
    pub marks: Vec<Mark>,
}

/// Screens.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fit {
    /// Desks, and paper.
    Wide,
    /// Telephones.
    Narrow,
}

impl Fit {
    const ALL: [Self; 2] = [Self::Wide, Self::Narrow];

    /// As wide as the page's column on such a screen.
    const fn width(self) -> u64 {
        match self {
            Self::Wide => px(900),
            Self::Narrow => px(358),
        }
    }
}

/// Something drawn. Its class settles how it looks.
#[derive(Serialize)]
#[serde(tag = "shape", rename_all = "lowercase")]
pub enum Mark {
    /// Lines and areas.
    Path {
        /// How it looks.
        class: &'static str,
        /// Where.
        d: String,
    },
    /// A text.
    Text {
        /// How it looks.
        class: &'static str,
        /// Where.
        x: Length,
        /// Its baseline.
        y: Length,
        /// What it says.
        text: String,
    },
}

/// Tenths of a pixel, written as pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length(pub u64);

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 % 10 {
            0 => write!(f, "{}", self.0 / 10),
            tenth => write!(f, "{}.{tenth}", self.0 / 10),
        }
    }
}

impl Serialize for Length {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// Tenths of so many pixels.
const fn px(pixels: u64) -> u64 {
    pixels * 10
}

/// The part of a length that a value is of another; rounded down.
fn part(value: u64, of: u64, length: u64) -> u64 {
    let exact = u128::from(value) * u128::from(length) / u128::from(of.max(1));
    u64::try_from(exact).unwrap_or(u64::MAX)
}

fn text(class: &'static str, x: u64, y: u64, text: impl Into<String>) -> Mark {
    Mark::Text { class, x: Length(x), y: Length(y), text: text.into() }
}

fn across(class: &'static str, from: u64, to: u64, y: u64) -> Mark {
    Mark::Path { class, d: format!("M{} {}H{}", Length(from), Length(y), Length(to)) }
}

fn rectangle(x: u64, y: u64, width: u64, height: u64) -> String {
    let [left, top, right, bottom] = [x, y, x + width, y + height].map(Length);
    format!("M{left} {top}H{right}V{bottom}H{left}Z")
}

/// The area in which values are drawn.
#[derive(Clone, Copy)]
struct Plot {
    left: u64,
    top: u64,
    right: u64,
    bottom: u64,
}

#[cfg(test)]
mod tests;
