//! Swedish: one file each for what there is words for.
//!
//! Words alone; which of them are used is settled elsewhere.

pub(super) mod codes;
pub(super) mod columns;
pub(super) mod concerns;
pub(super) mod dossier;
mod items;
pub(super) mod labels;
pub(super) mod notices;
mod outreach;
pub(super) mod page;
pub(super) mod sentences;
pub(super) mod soundness;
pub(super) mod statistics;
pub(super) mod supplier;
