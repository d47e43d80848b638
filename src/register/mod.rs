//! The register: one database file, and the only SQL in the program.
//!
//! Values of `domain` go in and come out; nothing is decided here. All functions take the transaction
//! they are to work in, so that a night is one transaction from its first read to its last row.
//!
//! - [`database`], [`backup`]: creating, opening, upgrading and copying the file
//! - [`fault`]: what was at fault when that or a write failed
//! - [`state`]: the register at a moment, in and out, as versions
//! - [`reported`]: what people decided and schools reported
//! - [`runs`], [`ledger`]: what each night did and what it stood on
//! - [`digest`]: one number for the whole register
//! - [`views`]: what reports read
//! - `public`: what others read, in a file of its own
//! - [`delivery`]: what the half-year delivery is made from
//! - [`export`]: what is handed out of the queue
//! - [`statistics`]: what statistics count from
//! - [`status`]: how it is kept
//! - [`verify`]: whether the database is sound
//! - [`erase`], [`frozen`]: what goes when persons are erased, and the figures that stay
//! - [`keys`]: by what a person's rows are found
//! - [`dossier`]: everything that is kept of one person
//! - [`access`]: who has looked at whom

pub mod access;
pub mod backup;
mod cells;
pub mod database;
pub mod delivery;
pub mod digest;
pub mod dossier;
pub mod erase;
pub mod export;
pub mod fault;
pub mod frozen;
pub mod keys;
pub mod ledger;
pub mod metrics;
mod migrations;
pub mod overview;
mod public;
pub mod reported;
pub mod runs;
pub mod state;
pub mod statistics;
pub mod status;
pub mod verify;
pub mod views;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod schema_tests;
