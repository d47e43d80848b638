//! kaa-sync: the nightly job that keeps a municipality's KAA register.
//!
//! ```text
//! bytes → rows → records → staged facts → facts → answers → changes → approved → register + queue + ledger → report
//! └──── ingest ────┘       └───────────────────── domain ──────────────────────┘  └────── register ──────┘  report
//! ```
//!
//! [`night`] calls these in order, and nobody calls across. `domain` is pure: no clock, no database,
//! no files. `ingest`, `register` and `report` import `domain` and never each other.

pub mod cli;
pub mod config;
pub mod domain;
mod hex;
pub mod ingest;
mod nearest;
pub mod night;
pub mod ops;
mod own_files;
pub mod register;
pub mod report;

/// The program's version, as every run records it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The same and which state of the sources it was built from, as `--version` tells it.
pub const BUILD: &str = env!("KAA_SYNC_BUILD");
