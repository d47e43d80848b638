//! Whether the register is sound, in English.

use crate::domain::codes::Check;
use crate::domain::invariants::{Finding, NOBODY_KNOWN, Unasked};

pub(in super::super) fn check(code: Check) -> &'static str {
    match code {
        Check::Integrity => "Whole file",
        Check::ForeignKeys => "References",
        Check::Readable => "Readable values",
        Check::Versions => "Versions",
        Check::CommittedNights => "Committed nights",
        Check::RunCounts => "Nights' counts",
        Check::BirthYears => "Birth years",
        Check::EntriesApart => "No overlap",
        Check::OpenEntryLast => "Open entry last",
        Check::LanesTile => "Lanes without gap",
        Check::TaskOfOpenEntry => "A task's entry",
        Check::TaskOfClosedEntry => "Closed entries",
        Check::OneRung => "One step at once",
        Check::Coverage => "Coverage",
        Check::Decision => "Night's answers",
        Check::Digest => "Digest",
    }
}

pub(in super::super) fn must_hold(code: Check) -> &'static str {
    match code {
        Check::Integrity => "The register's file is whole.",
        Check::ForeignKeys => "What a row refers to is there.",
        Check::Readable => "Every value can be read.",
        Check::Versions => "The versions of a row follow one another, and only the last is present.",
        Check::CommittedNights => "All is written by, and became known on, a night that was committed.",
        Check::RunCounts => "The counts in the list of nights are those of the rows they count.",
        Check::BirthYears => "Facts are kept of the birth years that the register may have.",
        Check::EntriesApart => "No person has two entries on one day.",
        Check::OpenEntryLast => "Whoever has an open entry has no later one that is closed.",
        Check::LanesTile => "Every entry has a lane from its first day to its last.",
        Check::TaskOfOpenEntry => "A task is of an entry that was open when it was made.",
        Check::TaskOfClosedEntry => "A closed entry has no open tasks, but for the 20th birthday.",
        Check::OneRung => "No person has two open steps of outreach.",
        Check::Coverage => "The last night's coverage equation leaves nobody over.",
        Check::Decision => "The last night, decided again, changes nothing but what waits for a decision.",
        Check::Digest => "The register is as the last night left it.",
    }
}

/// How many things a check found.
pub(in super::super) fn found(count: u64) -> String {
    format!("{count} found")
}

/// Why a check was not made.
pub(in super::super) fn not_checked(why: Unasked) -> String {
    let why = match why {
        Unasked::Damaged => "the file is damaged",
        Unasked::Unreadable => "the register cannot be read",
        Unasked::OtherSettings => "the configuration or the program is not that of the last night",
    };
    format!("not made: {why}")
}

/// What a finding is about, by number.
pub(in super::super) fn finding(finding: &Finding) -> String {
    match finding {
        Finding::Entry(entry) => format!("entry {entry}"),
        Finding::Person(person) => format!("person {person}"),
        Finding::Task(task) => format!("task {task}"),
        Finding::Run(run) => format!("run {run}"),
        Finding::Rows { table, count } => {
            let table = if table == NOBODY_KNOWN { "facts about nobody known" } else { table };
            if *count == 1 { format!("1 row of {table}") } else { format!("{count} rows of {table}") }
        }
        Finding::Told(text) => text.clone(),
    }
}
