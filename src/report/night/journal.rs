//! A night as lines for a journal: one for the night, one for each source.
//!
//! Operators read them, so they are English; counts and names of providers alone.

use super::NightReport;
use super::figures::Figures;
use super::json::source_json;
use crate::domain::codes::ChangeKind;
use crate::domain::sources::SourceNight;
use serde_json::{Value, json};

/// A line for people, and what it tells for programs.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The line.
    pub text: String,
    /// Its values, as an object.
    pub values: Value,
}

/// The night.
pub fn line(night: &NightReport<'_>) -> Line {
    let figures = Figures::of(night);
    let of = |kind| figures.of_kind(kind);
    let undetermined: u64 = figures.undetermined.values().sum();
    let (opened, closed) = (of(ChangeKind::Opened), of(ChangeKind::Closed));
    let (corrected, lane_changes) = (of(ChangeKind::Corrected), of(ChangeKind::Lane));
    let (held, quarantined, open) = (figures.held, figures.quarantined(), night.open_after);
    let plan = if night.is_plan { " (plan)" } else { "" };
    let text = format!(
        "{} {}{plan}: {opened} opened, {closed} closed, {corrected} corrected, {lane_changes} lane changes, \
         {held} held, {undetermined} undetermined, {quarantined} quarantined, {open} open",
        night.as_of, night.outcome,
    );
    let values = json!({
        "as_of": night.as_of.to_string(),
        "outcome": night.outcome,
        "exit_code": night.exit_code,
        "run_id": night.run_id,
        "opened": opened,
        "closed": closed,
        "corrected": corrected,
        "lane_changes": lane_changes,
        "held": held,
        "undetermined": undetermined,
        "quarantined": quarantined,
        "open": open,
    });
    Line { text, values }
}

/// Each source.
pub fn source_lines(night: &NightReport<'_>) -> Vec<Line> {
    let line = |source: &SourceNight| {
        let fault = source.fault.map_or_else(String::new, |fault| format!(" ({fault})"));
        let date = source.file_date.map_or_else(String::new, |date| format!(", file of {date}"));
        let rows = source.row_count.map_or_else(String::new, |rows| format!(", {rows} rows"));
        let bad = source.quarantined.map_or_else(String::new, |bad| format!(", {bad} quarantined"));
        let text = format!("{}: {}{fault}{date}{rows}{bad}", source.id, source.verdict);
        Line { text, values: source_json(night, source) }
    };
    night.tonight.sources.iter().map(line).collect()
}
