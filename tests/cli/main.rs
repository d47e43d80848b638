//! The real binary, over fixtures: what it writes, prints and exits with.

// A test that cannot go on stops: that is what unwrap and panic say best.
#![allow(clippy::unwrap_used, clippy::panic)]

mod agreement;
mod another_municipality;
mod backup;
mod catalogue;
mod check;
mod crash;
mod docs;
mod dossier;
mod erase;
mod errors;
mod exits;
mod export;
mod export_views;
mod faults;
mod half_year;
mod harness;
mod hook_examples;
mod json;
mod layers;
mod lock;
mod man;
mod mistyped;
mod new_law;
mod nights;
mod numbers;
mod privacy;
mod queue;
mod readers;
mod readme;
mod record;
mod rerun;
mod scenarios;
mod schema;
mod school_year;
mod statistics;
mod status;
mod steps;
mod units;
mod upgrade;
mod verify;
mod version;
mod watched;
mod width;
