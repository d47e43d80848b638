//! Statistics: what reports of the register say, worked out from intervals.
//!
//! - [`basis`]: what is counted from: entries, persons, contacts, measures, as some night knew them
//! - [`register`], [`flows`], [`year`], [`lag`], [`coverage`]: the reports
//! - [`frozen`]: what is kept of them when persons are erased
//! - [`contacted`], [`spread`]: attempts and their answers; medians
//! - [`tally`], [`figures`]: figures being counted, and a report as a value
//! - [`suppress`]: which of them are hidden in what is published
//!
//! Nothing here knows how a report is set; `docs/statistics.md` has every figure's formula.

pub mod basis;
pub mod contacted;
pub mod coverage;
pub mod figures;
pub mod flows;
pub mod frozen;
pub mod glance;
pub mod lag;
pub mod overview;
pub mod register;
pub mod spread;
pub mod suppress;
pub mod tally;
pub mod year;

#[cfg(test)]
mod tests;
