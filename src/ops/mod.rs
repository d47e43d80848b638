//! What an operator relies on besides the nights themselves: the lock, the disk, the commands
//! that are told. No SQL.

pub mod disk;
pub mod hook;
pub mod lock;
