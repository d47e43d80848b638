//! The columns that staged tables share.

use super::super::cells::{Cells, day};
use crate::domain::sources::ProviderId;
use crate::domain::staged::{Absence, Sighting};
use anyhow::Result;

pub fn provider(cells: &Cells<'_>) -> Result<ProviderId> {
    Ok(ProviderId { source: cells.get("source")?, provider: cells.get("provider")? })
}

pub fn absence(cells: &Cells<'_>) -> Result<Absence> {
    Ok(Absence { misses: cells.get("misses")?, since: cells.maybe("missing_since_on", day)? })
}

pub fn sighting(cells: &Cells<'_>) -> Result<Sighting> {
    Ok(Sighting { file_date: cells.parsed("file_date", day)?, line: cells.count("line")? })
}
