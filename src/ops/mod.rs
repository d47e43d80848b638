//! What an operator relies on besides the nights themselves: the lock and the disk. No SQL.

pub mod disk;
pub mod lock;
