//! Whether those registered on the last day lived here on it.
//!
//! Asked of the decision itself, with nothing but the population register's word: what it calls a resident, this
//! does. Where that word is no longer kept, or in doubt, nothing is said.

use super::super::codes::NotCoveredReason;
use super::super::facts::{Facts, residence};
use super::super::number::NumberKind;
use super::super::rules::Rules;
use super::super::staged::StagedResident;
use super::super::state::EntryId;
use super::super::status::{Question, Status, answer};
use super::row::Row;
use super::{Asked, Known};
use chrono::NaiveDate;

/// Entries open on the last day.
#[derive(Debug, Default)]
pub struct Residence {
    /// Of somebody who lived elsewhere.
    pub elsewhere: Vec<EntryId>,
    /// Of somebody of whom that is not known.
    pub unknown: Vec<EntryId>,
}

/// Looks at everybody whose entry is open on the last day.
pub fn look(rows: &[Row], known: &Known, asked: &Asked<'_>, last_day: NaiveDate) -> Residence {
    let mut found = Residence::default();
    for row in rows {
        let told = known.residents.get(&row.number).filter(|_| row.number.kind() == NumberKind::Personal);
        let lives_here = told.and_then(|told| lives_here(told, last_day, asked.rules));
        let open = row.stays.iter().filter(|(_, stay)| stay.closed.is_none()).map(|(entry, _)| *entry);
        match lives_here {
            Some(true) => {}
            Some(false) => found.elsewhere.extend(open),
            None => found.unknown.extend(open),
        }
    }
    found.elsewhere.sort_unstable();
    found.unknown.sort_unstable();
    found
}

fn lives_here(told: &StagedResident, day: NaiveDate, rules: &Rules) -> Option<bool> {
    let facts = Facts {
        // Not asked about age: on the day somebody is born nobody has turned 20.
        birth: day,
        residence: Some(residence(told, rules)),
        contradictory: false,
        placements: Vec::new(),
        documents: Vec::new(),
        decisions: Vec::new(),
        occupations: Vec::new(),
        has_quarantined_row: false,
        rests_on_silence: false,
    };
    match answer(&Question { facts: &facts, day, rules }).status {
        Status::Covered { .. } => Some(true),
        Status::NotCovered { reason } => Some(!is_about_residence(reason)),
        Status::Undetermined { .. } => None,
    }
}

fn is_about_residence(reason: NotCoveredReason) -> bool {
    match reason {
        NotCoveredReason::Deceased
        | NotCoveredReason::Emigrated
        | NotCoveredReason::Untraceable
        | NotCoveredReason::Deregistered
        | NotCoveredReason::MovedOut
        | NotCoveredReason::LeftPopulation
        | NotCoveredReason::NotResident => true,
        NotCoveredReason::Turned20
        | NotCoveredReason::Decided
        | NotCoveredReason::CompulsorySchool
        | NotCoveredReason::Completed
        | NotCoveredReason::Attending
        | NotCoveredReason::AwaitingDocument
        | NotCoveredReason::AwaitingAutumnTerm => false,
    }
}
