//! A night's figures, counted once for text, JSON and the journal's line.
//!
//! Counts what was decided; what was let through and what waits are kept apart.

use super::NightReport;
use crate::domain::change::Change;
use crate::domain::codes::{
    ChangeKind, Code, CoveredReason, Lane, NotCoveredReason, RowFault, Step, TaskStatus, UndeterminedReason,
};
use crate::domain::decide::Decided;
use crate::domain::sources::ProviderId;
use crate::domain::state::ClosedReason;
use crate::domain::takeover::NotTakenOver;
use crate::report::Lang;
use crate::report::words;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Why a change was made, or where to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Why {
    /// Opened or corrected.
    Covered(CoveredReason),
    /// Closed.
    Closed(ClosedReason),
    /// Moved.
    Lane(Lane),
}

impl Why {
    pub(super) fn text(self, lang: Lang) -> &'static str {
        match self {
            Self::Covered(reason) => words::covered(lang, reason),
            Self::Closed(reason) => words::closed(lang, reason),
            Self::Lane(to) => words::lane(lang, to),
        }
    }

    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Covered(reason) => reason.as_str(),
            Self::Closed(reason) => reason.as_str(),
            Self::Lane(lane) => lane.as_str(),
        }
    }
}

/// The figures; all zero for a refused night but those of quarantine.
pub(super) struct Figures {
    /// Changes let through.
    pub changes: BTreeMap<(ChangeKind, Why), u64>,
    /// Changes that wait.
    pub held: u64,
    /// People in doubt.
    pub undetermined: BTreeMap<UndeterminedReason, u64>,
    /// Rows quarantined.
    pub quarantine: BTreeMap<(ProviderId, RowFault), u64>,
    /// Tasks queued tonight.
    pub created: BTreeMap<Step, u64>,
    /// Tasks that were done, as tonight knows.
    pub done: BTreeMap<Step, u64>,
    /// Tasks taken back tonight.
    pub withdrawn: BTreeMap<Step, u64>,
    /// Another register's entries that were not taken over; `None` where nobody has the number.
    pub not_taken_over: BTreeMap<Option<NotCoveredReason>, u64>,
    /// Closed entries whose last day is known to have been another.
    pub late_corrections: u64,
}

impl Figures {
    pub(super) fn of(night: &NightReport<'_>) -> Self {
        let mut figures = Self {
            changes: BTreeMap::new(),
            held: 0,
            undetermined: BTreeMap::new(),
            quarantine: night.rejected.clone(),
            created: BTreeMap::new(),
            done: BTreeMap::new(),
            not_taken_over: BTreeMap::new(),
            withdrawn: BTreeMap::new(),
            late_corrections: 0,
        };
        if let Some(decided) = night.decided {
            figures.count(decided, night.as_of);
        }
        figures
    }

    fn count(&mut self, decided: &Decided, night: NaiveDate) {
        self.changes = tally(decided.approved.changes().iter().map(|change| (change.kind(), why(change))));
        self.held = decided.approved.withheld().len() as u64;
        self.undetermined = tally(decided.proposal.undetermined().map(|(_, reason)| reason));
        let tasks = || decided.after().tasks.values();
        self.created = tally(tasks().filter(|task| task.created_on == night).map(|task| task.step));
        let ended = |end: Option<(NaiveDate, _)>| end.is_some_and(|(on, _)| on == night);
        let as_of = |status| {
            tally(tasks().filter(|task| ended(task.end) && task.status == status).map(|task| task.step))
        };
        self.done = as_of(TaskStatus::Done);
        self.withdrawn = as_of(TaskStatus::Withdrawn);
        self.not_taken_over = tally(decided.not_taken_over.iter().map(|left| match left {
            NotTakenOver::Unknown => None,
            NotTakenOver::NotCovered(_, reason) => Some(*reason),
        }));
        self.late_corrections = decided.proposal.late_corrections.len() as u64;
    }

    /// Changes of one kind let through.
    pub(super) fn of_kind(&self, kind: ChangeKind) -> u64 {
        self.changes.iter().filter(|((of, _), _)| *of == kind).map(|(_, count)| count).sum()
    }

    /// Rows quarantined, of all providers.
    pub(super) fn quarantined(&self) -> u64 {
        self.quarantine.values().sum()
    }
}

fn why(change: &Change) -> Why {
    match change {
        Change::Open { reason, .. } | Change::Correct { reason, .. } => Why::Covered(*reason),
        Change::Close { reason, .. } => Why::Closed(*reason),
        Change::Move { lane, .. } => Why::Lane(*lane),
    }
}

fn tally<K: Ord>(all: impl Iterator<Item = K>) -> BTreeMap<K, u64> {
    let mut counts = BTreeMap::new();
    for one in all {
        *counts.entry(one).or_default() += 1;
    }
    counts
}
