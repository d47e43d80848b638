//! The pure core: what is decided, from facts alone.
//!
//! No clock, no database, no files. It imports nothing of the other modules.

pub mod calendar;
pub mod change;
pub mod codes;
pub mod conflict;
pub mod coverage;
pub mod decide;
pub mod delivery;
pub mod diff;
pub mod difference;
pub mod dossier;
pub mod enact;
pub mod evidence;
pub mod explain;
pub mod export;
pub mod facts;
pub mod given;
pub mod health;
pub mod history;
pub mod identity;
pub mod invariants;
pub mod limits;
pub mod metrics;
pub mod number;
pub mod outreach;
pub mod placement;
#[cfg(test)]
mod properties;
pub mod reason;
pub mod recall;
pub mod record;
pub mod reported;
pub mod retention;
pub mod rules;
pub mod settled;
pub mod since;
pub mod sources;
pub mod specification;
pub mod staged;
pub mod state;
pub mod statistics;
pub mod status;
pub mod takeover;
pub mod telling;
#[cfg(test)]
pub(crate) mod testing;
pub mod worklist;
