//! A report as JSON: codes, whatever the language.
//!
//! Its keys are in `docs/json.md`. A share is a number up to 1, a hidden group `".."`, and what has nothing to tell null.

use super::{About, HIDDEN};
use crate::domain::statistics::figures::{Cell, Column, HalfDays, Period, Permille, Report};
use crate::report::number::month;
use serde_json::{Value, json};

/// The report as JSON.
pub fn json(about: &About, report: &Report) -> Value {
    json!({
        "report": report.kind,
        "period": period(report.period),
        "published": report.published,
        "about": {
            "database": about.database,
            "first_night": about.first.to_string(),
            "night": about.night.to_string(),
            "run_id": about.run,
            "frozen_on": report.frozen.map(|night| night.to_string()),
            "known_on": about.known_on.map(|night| night.to_string()),
            "program": about.program,
        },
        "columns": report.columns.iter().map(Column::key).collect::<Vec<_>>(),
        "rows": report.rows.iter().map(|row| row.iter().map(cell).collect()).collect::<Vec<Vec<Value>>>(),
    })
}

fn period(period: Period) -> Value {
    match period {
        Period::Day(day) => json!({ "day": day.to_string() }),
        Period::Days(from, to) => json!({ "from": from.to_string(), "to": to.to_string() }),
        Period::SchoolYears(from, to) => {
            json!({ "from_school_year": from.to_string(), "to_school_year": to.to_string() })
        }
    }
}

fn cell(cell: &Cell) -> Value {
    match cell {
        Cell::Label(label) => json!(label.key()),
        Cell::Name(name) => json!(name),
        Cell::Month(first) => json!(month(*first)),
        Cell::Count(count) => json!(count),
        Cell::Share(share) => thousandths(*share),
        Cell::Days(days) => in_days(*days),
        Cell::Entries(entries) => json!(entries),
        Cell::Hidden => json!(HIDDEN),
        Cell::Nothing => Value::Null,
    }
}

/// A share is at most the whole; one that could be larger would be an error of who counted.
fn thousandths(share: Permille) -> Value {
    u32::try_from(share.0).map_or(Value::Null, |thousandths| json!(f64::from(thousandths) / 1000.0))
}

/// Whole days are a whole number.
fn in_days(days: HalfDays) -> Value {
    if days.0 % 2 == 0 {
        return json!(days.0 / 2);
    }
    i32::try_from(days.0).map_or(Value::Null, |halves| json!(f64::from(halves) / 2.0))
}
