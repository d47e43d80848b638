//! What is checked of a register.

use super::{Code, codes};
use std::fmt;

codes! {
    /// One thing that holds of every register the program has written.
    Check {
        /// The file is whole, as the database engine sees it.
        Integrity = "integrity",
        /// What refers to a row finds it.
        ForeignKeys = "foreign_keys",
        /// Every value can be read.
        Readable = "readable",
        /// The versions of a row follow one another, and only the last is present.
        Versions = "versions",
        /// Whatever was written, and whenever it became known, is of a night that was committed.
        CommittedNights = "committed_nights",
        /// The numbers of a run are those of its rows.
        RunCounts = "run_counts",
        /// Facts are kept of the birth years in question alone.
        BirthYears = "birth_years",
        /// No two entries of a person overlap.
        EntriesApart = "entries_apart",
        /// After an open entry none was closed.
        OpenEntryLast = "open_entry_last",
        /// Lanes tile their entry.
        LanesTile = "lanes_tile",
        /// A task belongs to an entry that was open when it was made.
        TaskOfOpenEntry = "task_of_open_entry",
        /// No task but what the 20th birthday asks for is open on a closed entry.
        TaskOfClosedEntry = "task_of_closed_entry",
        /// Nobody has two open tasks of the ladder.
        OneRung = "one_rung",
        /// The coverage equation leaves nobody over.
        Coverage = "coverage",
        /// The last night, decided again, changes nothing but what is held.
        Decision = "decision",
        /// The register is the one that the last night left.
        Digest = "digest",
    }
}
