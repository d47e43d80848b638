//! What an operator relies on besides the nights themselves. No SQL.

pub mod files;
pub mod lock;
