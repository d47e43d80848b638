//! `check`: reads the extracts as the night would, and says what is wrong with them.

use super::Clock;
use super::arguments::{CheckArgs, Cli};
use super::exit::Exit;
use super::nightly::warn_of_remarks;
use super::output::{print, print_json};
use super::progress::Progress;
use crate::domain::codes::{Code, FileFault, SourceKind};
use crate::domain::number::{NumberKind, looks_personal};
use crate::domain::record::{Delivery, Reading};
use crate::domain::sources::{self, Tonight};
use crate::ingest;
use crate::report::table::Table;
use anyhow::Result;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Checks what is in the directory, without a register: what needs a memory is not checked.
pub fn check(cli: &Cli, args: &CheckArgs, clock: Clock) -> Result<Exit> {
    let config = cli.config()?;
    let night = args.as_of.unwrap_or_else(|| clock.today());
    let none = BTreeMap::new();
    let expected = sources::expected(&config.rules, &none, night);
    let progress = Progress::begin(cli);
    let watch = |file: &str, read, of| progress.tell(file, read, of);
    let readings = ingest::read_all(&args.extracts, &config, &expected, night, &watch)?;
    drop(progress);
    let tonight = sources::judge(&readings, &config.rules, &none, &[], night);
    warn_of_remarks(&readings)?;
    if cli.json {
        print_json(&Value::Array(readings.iter().map(as_json).collect()))?;
    } else {
        print(&as_text(&readings))?;
    }
    Ok(exit(&tonight))
}

fn exit(tonight: &Tonight) -> Exit {
    if tonight.stopping().is_some() {
        return Exit::Refused;
    }
    let missing = |source: &sources::SourceNight| {
        source.fault == Some(FileFault::Missing) && source.kind == SourceKind::Enrolment
    };
    let faulty = tonight.sources.iter().any(|source| source.is_faulty() || missing(source));
    if faulty { Exit::Faults } else { Exit::Done }
}

/// The first fault of a file, whether or not a person may accept it.
fn fault(reading: &Reading) -> Option<FileFault> {
    match &reading.result {
        Ok(delivery) => delivery.doubts.first().copied(),
        Err(fault) => Some(*fault),
    }
}

fn as_text(readings: &[Reading]) -> String {
    let headers = ["file", "rows", "quarantined", "duplicates", "verdict"];
    let mut table = Table::new(headers, &[1, 2, 3]);
    for reading in readings {
        let counts = |count: fn(&Delivery) -> u64| {
            reading.result.as_ref().map_or_else(|_| String::new(), |delivery| count(delivery).to_string())
        };
        table.rows.push(vec![
            reading.file.clone().unwrap_or_else(|| format!("({})", reading.provider)),
            counts(|delivery| delivery.row_count),
            counts(|delivery| delivery.rejected.len() as u64),
            counts(|delivery| delivery.merged_duplicates),
            fault(reading).map_or("ok", Code::as_str).to_owned(),
        ]);
    }
    let mut text = table.text().into_plain();
    for reading in readings {
        notes(&mut text, reading);
    }
    text
}

/// Every quarantined row by line, and what else a supplier should know; never a value.
fn notes(text: &mut String, reading: &Reading) {
    let Ok(delivery) = &reading.result else { return };
    let file = reading.file.as_deref().unwrap_or(&reading.provider);
    for row in &delivery.rejected {
        let field = row.field.as_deref().map_or_else(String::new, |field| format!(" {field}:"));
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{file}:{}:{field} {}", row.line, row.fault);
    }
    if delivery.unreadable_flags > 0 {
        let _ = writeln!(
            text,
            "{file}: {} protection flags unreadable, counted as set",
            delivery.unreadable_flags
        );
    }
    let columns: Vec<String> = delivery.extra_columns.iter().map(|column| printable(column)).collect();
    if !columns.is_empty() {
        let _ = writeln!(text, "{file}: columns not in the profile: {}", columns.join(", "));
    }
    let to_pair = lines_to_pair(delivery);
    if !to_pair.is_empty() {
        let lines: Vec<String> = to_pair.iter().map(u64::to_string).collect();
        let _ = writeln!(text, "{file}: TF numbers and samordningsnummer on lines {}", lines.join(", "));
    }
}

/// A supplier's own words, with nothing in them that a terminal would obey or that could be a number.
fn printable(text: &str) -> String {
    if looks_personal(text) {
        return "(not shown: it holds something like a personal number)".to_owned();
    }
    text.chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect()
}

fn lines_to_pair(delivery: &Delivery) -> Vec<u64> {
    let mut lines: Vec<u64> = delivery
        .rows
        .to_match()
        .into_iter()
        .filter(|(_, number)| number.kind() != NumberKind::Personal)
        .map(|(line, _)| line)
        .collect();
    lines.sort_unstable();
    lines
}

fn as_json(reading: &Reading) -> Value {
    let delivery = reading.result.as_ref().ok();
    let quarantine = delivery.map_or(&[][..], |delivery| &delivery.rejected);
    json!({
        "source": reading.source,
        "provider": reading.provider,
        "file": reading.file,
        "file_date": reading.file_date.map(|day| day.to_string()),
        "code": fault(reading),
        "rows": delivery.map(|delivery| delivery.row_count),
        "merged_duplicates": delivery.map(|delivery| delivery.merged_duplicates),
        "unreadable_flags": delivery.map(|delivery| delivery.unreadable_flags),
        "extra_columns": delivery.map(|delivery| {
            delivery.extra_columns.iter().map(|column| printable(column)).collect::<Vec<_>>()
        }),
        "lines_to_pair": delivery.map(lines_to_pair),
        "quarantine": quarantine.iter().map(|row| json!({
            "line": row.line,
            "field": row.field,
            "code": row.fault,
        })).collect::<Vec<_>>(),
    })
}
