//! The columns that staged tables share.

use super::super::cells::{Cells, day};
use crate::domain::staged::{Absence, Sighting};
use anyhow::Result;

pub fn absence(cells: &Cells<'_>) -> Result<Absence> {
    Ok(Absence { misses: cells.get("misses")?, since: cells.maybe("missing_since_on", day)? })
}

pub fn sighting(cells: &Cells<'_>) -> Result<Sighting> {
    Ok(Sighting { file_date: cells.parsed("file_date", day)?, line: cells.count("line")? })
}
