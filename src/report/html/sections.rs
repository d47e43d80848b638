//! The parts of the page: which figures each shows, and how they are put into words.
//!
//! One file a part; no markup.

mod coverage;
mod deadlines;
mod flows;
mod keys;
mod lag;
mod night;
mod outreach;
mod register;
mod sources;

pub use keys::keys;

use super::content::Section;
use crate::domain::statistics::overview::Overview;
use crate::report::Lang;

/// All of them, in the order of the page: what somebody has to act on first.
pub fn all(lang: Lang, overview: &Overview) -> Vec<Section> {
    vec![
        night::section(lang, &overview.changes),
        deadlines::section(lang, &overview.deadlines),
        sources::section(lang, &overview.sources),
        register::section(lang, &overview.register),
        flows::section(lang, &overview.flows),
        outreach::section(lang, &overview.ladder),
        coverage::section(lang, &overview.coverage),
        lag::section(lang, &overview.lag),
    ]
}
