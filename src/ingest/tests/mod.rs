//! Whole files through the whole of `ingest`, from a directory of their own.

mod evidence;
mod files;
mod properties;
mod rows;
pub mod town;

pub use town::town;
