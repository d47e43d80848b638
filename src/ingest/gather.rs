//! The rows of one file, gathered as they stream past: sound ones, faulty ones and counts.
//!
//! Judges each row and never the file.

use super::credential;
use super::duplicates::{Settled, settle};
use super::enrolment;
use super::fields::{Cells, Layout};
use super::population::{self, PassedOver};
use super::quarantine::{Faulty, Origin};
use super::table::Row;
use crate::config::profile::Field;
use crate::domain::codes::{Code, RowFault, SourceKind};
use crate::domain::evidence::LISTED;
use crate::domain::number::Number;
use crate::domain::record::{CredentialRow, PlacementRow, Rejected, ResidentRow, Rows};
use crate::domain::rules::Rules;
use chrono::NaiveDate;
use std::ops::RangeInclusive;

/// What the rows of one file came to, so far.
pub struct Gathering<'a> {
    origin: Origin<'a>,
    rules: &'a Rules,
    years: RangeInclusive<i32>,
    sound: Sound,
    rejected: Vec<Rejected>,
    tally: Tally,
    flag_lines: Vec<u64>,
}

/// Sound rows, by kind, each with its line.
enum Sound {
    Residents { asked: Vec<(u64, ResidentRow)>, passed_over: Vec<(u64, PassedOver)> },
    Placements(Vec<(u64, PlacementRow)>),
    Credentials(Vec<(u64, CredentialRow)>),
}

/// Counts over every row of a file, faulty ones included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows.
    pub rows: u64,
    /// Rows with the home municipality's code.
    pub at_home: u64,
    /// Rows with a protection flag that cannot be read.
    pub unreadable_flags: u64,
}

/// What the rows of one file came to.
pub struct Gathered {
    /// Sound rows of the birth years, in the order of their keys.
    pub rows: Rows,
    /// The others, in line order.
    pub rejected: Vec<Rejected>,
    /// Copies of another row.
    pub merged: u64,
    /// Counts.
    pub tally: Tally,
    /// The first lines with a protection flag that cannot be read.
    pub flag_lines: Vec<u64>,
}

impl<'a> Gathering<'a> {
    /// No rows yet.
    pub fn new(origin: Origin<'a>, rules: &'a Rules, night: NaiveDate) -> Self {
        let sound = match origin.profile.kind {
            SourceKind::Population => Sound::Residents { asked: Vec::new(), passed_over: Vec::new() },
            SourceKind::Enrolment => Sound::Placements(Vec::new()),
            SourceKind::Credential => Sound::Credentials(Vec::new()),
        };
        let years = Rules::birth_years(night);
        let (rejected, flag_lines) = (Vec::new(), Vec::new());
        Self { origin, rules, years, sound, rejected, tally: Tally::default(), flag_lines }
    }

    /// How many rows there have been.
    pub fn row_count(&self) -> u64 {
        self.tally.rows
    }

    /// Takes the next row.
    pub fn take(&mut self, row: Row<'_>, layout: Layout<'_>) {
        self.tally.rows += 1;
        match fault_of_shape(row, layout) {
            Some(fault) => self.rejected.push(self.origin.reject_shapeless(row.line, fault, row.bytes())),
            None => self.take_cells(row.line, &mut Cells::new(row, layout)),
        }
    }

    fn take_cells(&mut self, line: u64, cells: &mut Cells<'_>) {
        let tables = &self.rules.tables;
        let (result, key): (Result<(), Faulty>, &[Field]) = match &mut self.sound {
            Sound::Residents { asked, passed_over } => {
                let home = self.rules.municipality.as_bytes();
                self.tally.at_home += u64::from(cells.raw(Field::Municipality) == home);
                if population::has_unreadable_flag(cells) {
                    self.tally.unreadable_flags += 1;
                    self.flag_lines.extend((self.flag_lines.len() < LISTED).then_some(line));
                }
                let read = population::check(cells).map(|checked| {
                    if self.years.contains(&checked.number.birth_year()) {
                        asked.push((line, population::build(cells, checked, tables)));
                    } else {
                        passed_over.push((line, PassedOver::of(cells, checked)));
                    }
                });
                (read, &population::KEY)
            }
            Sound::Placements(rows) => {
                (enrolment::read(cells, tables).map(|row| rows.push((line, row))), &enrolment::KEY)
            }
            Sound::Credentials(rows) => {
                (credential::read(cells, tables).map(|row| rows.push((line, row))), &credential::KEY)
            }
        };
        if let Err(faulty) = result {
            let key: Vec<&[u8]> = key.iter().map(|field| cells.raw(*field)).collect();
            self.rejected.push(self.origin.reject(line, faulty, &key));
        }
    }

    /// Merges copies, takes out contradictions and passes over the birth years not in question.
    pub fn settle(self) -> Gathered {
        let Self { origin, rules: _, years, sound, mut rejected, tally, flag_lines } = self;
        let (rows, merged) = match sound {
            Sound::Residents { asked, passed_over } => {
                let (_, others) = settle_by_number(passed_over, |row| row.number, origin, &mut rejected);
                let (rows, merged) = settle_by_number(asked, |row| row.number, origin, &mut rejected);
                (Rows::Residents(rows), merged + others)
            }
            Sound::Placements(rows) => {
                let (mut rows, merged) = settle_placements(rows, origin, &mut rejected);
                rows.retain(|(_, row)| years.contains(&row.key.number.birth_year()));
                (Rows::Placements(rows), merged)
            }
            Sound::Credentials(rows) => {
                let (mut rows, merged) = settle_credentials(rows, origin, &mut rejected);
                rows.retain(|(_, row)| years.contains(&row.number.birth_year()));
                (Rows::Credentials(rows), merged)
            }
        };
        rejected.sort_by_key(|rejected| rejected.line);
        Gathered { rows, rejected, merged, tally, flag_lines }
    }
}

/// A fault that leaves it open which cell is which. A row that is too long gets the code of one
/// with too many fields: somewhere in it the cells of many rows have run together.
fn fault_of_shape(row: Row<'_>, layout: Layout<'_>) -> Option<RowFault> {
    if row.has_line_break {
        return Some(RowFault::LineBreakInField);
    }
    (row.width() != layout.columns.width || row.is_too_long()).then_some(RowFault::WrongFieldCount)
}

type Merged<R> = (Vec<(u64, R)>, u64);

/// Settles rows whose key is the number alone.
fn settle_by_number<R: PartialEq>(
    rows: Vec<(u64, R)>,
    number: impl Fn(&R) -> Number,
    origin: Origin<'_>,
    rejected: &mut Vec<Rejected>,
) -> Merged<R> {
    let Settled { rows, conflicting, merged } = settle(rows, |row, other| number(row).cmp(&number(other)));
    rejected.extend(
        conflicting.iter().map(|(line, row)| origin.reject_conflicting(*line, number(row), None, &[])),
    );
    (rows, merged)
}

fn settle_placements(
    rows: Vec<(u64, PlacementRow)>,
    origin: Origin<'_>,
    rejected: &mut Vec<Rejected>,
) -> Merged<PlacementRow> {
    let Settled { rows, conflicting, merged } = settle(rows, |row, other| row.key.cmp(&other.key));
    rejected.extend(conflicting.into_iter().map(|(line, PlacementRow { key, .. })| {
        let start = key.start.to_string();
        let rest = [key.form.as_str(), &key.unit, &key.programme, &start].map(str::as_bytes);
        origin.reject_conflicting(line, key.number, Some(key.clone()), &rest)
    }));
    (rows, merged)
}

fn settle_credentials(
    rows: Vec<(u64, CredentialRow)>,
    origin: Origin<'_>,
    rejected: &mut Vec<Rejected>,
) -> Merged<CredentialRow> {
    let key = |row: &CredentialRow| (row.number, row.document.document);
    let Settled { rows, conflicting, merged } = settle(rows, |row, other| key(row).cmp(&key(other)));
    rejected.extend(conflicting.iter().map(|(line, row)| {
        let rest = [row.document.document.as_str().as_bytes()];
        origin.reject_conflicting(*line, row.number, None, &rest)
    }));
    (rows, merged)
}
