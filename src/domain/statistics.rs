//! Statistics: what reports of the register say, worked out from intervals.
//!
//! - [`basis`]: what is counted from: entries, persons, contacts, measures, as some night knew them
//! - [`figures`]: a report as a value: columns, rows, cells
//! - [`tally`]: figures being counted, and what adds up to what
//! - [`suppress`]: which of them are hidden in what is published
//!
//! Nothing here knows how a report is set; `docs/statistics.md` has every figure's formula.

pub mod figures;
pub mod suppress;
pub mod tally;
