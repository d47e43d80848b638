//! Reports: values in; text, or a page, for people, JSON for machines or sheets for other programs out.
//!
//! Text is 80 columns wide, Swedish unless English is asked for; what in it stands out is kept beside it. Nothing here reads or
//! writes anything, decides anything, or imports anything of ours but `domain`.

pub mod check;
pub mod delivery;
pub mod difference;
pub mod dossier;
pub mod explain;
mod facts;
mod ground;
pub mod handout;
pub mod history;
pub mod html;
pub mod metrics;
pub mod night;
mod number;
mod page;
pub mod rerun;
pub mod sheet;
pub mod statistics;
pub mod status;
pub mod table;
pub mod text;
pub mod verify;
pub mod words;
pub mod worklist;

/// The language of what people read. Codes in JSON are the same in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// Swedish.
    Sv,
    /// English.
    En,
}
