//! The half-year delivery as a sheet: one row per person, entries and measures side by side in numbered groups.
//!
//! The columns are the receiver's to read: their names are the same in every language. Codes are the receiver's
//! where there is one, ours where there is none.

use super::sheet::{Sheet, Value};
use crate::domain::delivery::Delivery;
use crate::domain::delivery::code::{Mapping, Told};
use crate::domain::delivery::row::{FirstContact, Row, Stay, ToldMeasure};
use crate::domain::reported::MeasureReport;
use chrono::NaiveDate;

/// How wide a group is.
const STAY_COLUMNS: usize = 4;
const MEASURE_COLUMNS: usize = 6;

/// The sheet of a delivery of one municipality.
pub fn sheet(delivery: &Delivery, municipality: &str, mapping: &Mapping) -> Sheet {
    let shape = Shape::of(&delivery.rows);
    let row = |row| cells(row, municipality, &shape, mapping).into_iter().map(Value::Text).collect();
    let rows = delivery.rows.iter().map(row);
    Sheet { name: delivery.half_year.to_string(), headers: shape.headers(), rows: rows.collect() }
}

/// How many groups there are: as many as the row with most of them needs, and at least one.
struct Shape {
    stays: usize,
    measures: usize,
}

impl Shape {
    fn of(rows: &[Row]) -> Self {
        let most = |count: fn(&Row) -> usize| rows.iter().map(count).max().unwrap_or_default().max(1);
        Self { stays: most(|row| row.stays.len()), measures: most(|row| row.measures.len()) }
    }

    fn headers(&self) -> Vec<String> {
        let mut headers = vec!["PERSONNUMMER".to_owned(), "KOMMUN".to_owned()];
        for group in 1..=self.stays {
            let names = ["INSKRIVEN", "ORSAK", "AVREGISTRERAD", "AVREGISTRERINGSORSAK"];
            headers.extend(names.map(|name| format!("{name}_{group}")));
        }
        headers.extend(["FORSTA_KONTAKT", "SYSSELSATTNING_VID_FORSTA_KONTAKT"].map(str::to_owned));
        for group in 1..=self.measures {
            let names =
                ["", "_FRAN", "_TILL", "_SYSSELSATTNING_FORE", "_SYSSELSATTNING_EFTER", "_AVSLUTSORSAK"];
            headers.extend(names.map(|name| format!("ATGARD_{group}{name}")));
        }
        headers
    }
}

fn cells(row: &Row, municipality: &str, shape: &Shape, mapping: &Mapping) -> Vec<String> {
    let mut cells = vec![row.number.as_str().to_owned(), municipality.to_owned()];
    cells.extend(row.stays.iter().flat_map(|(_, stay)| stay_cells(stay, mapping)));
    cells.resize(cells.len() + (shape.stays - row.stays.len()) * STAY_COLUMNS, String::new());
    cells.push(date(row.first_contact.map(|contact| contact.on)));
    cells.push(code(row.first_contact.and_then(FirstContact::told), mapping));
    cells.extend(row.measures.iter().flat_map(|measure| measure_cells(measure, mapping)));
    cells.resize(cells.len() + (shape.measures - row.measures.len()) * MEASURE_COLUMNS, String::new());
    cells
}

fn stay_cells(stay: &Stay, mapping: &Mapping) -> [String; STAY_COLUMNS] {
    [
        date(Some(stay.opened_on)),
        code(stay.told_reason(), mapping),
        date(stay.closed.map(|closed| closed.on)),
        code(stay.told_closing(), mapping),
    ]
}

fn measure_cells(measure: &MeasureReport, mapping: &Mapping) -> [String; MEASURE_COLUMNS] {
    let ToldMeasure { kind, before, after, ended } = ToldMeasure::of(measure);
    [
        code(Some(kind), mapping),
        date(Some(measure.from)),
        date(measure.to),
        code(before, mapping),
        code(after, mapping),
        code(ended, mapping),
    ]
}

fn date(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn code(told: Option<Told>, mapping: &Mapping) -> String {
    let theirs = |told: Told| mapping.theirs(told).unwrap_or(told.code.as_str()).to_owned();
    told.map(theirs).unwrap_or_default()
}
