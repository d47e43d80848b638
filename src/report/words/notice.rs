//! What somebody who records, hands out, delivers or writes a report is told beside the result.
//!
//! An enum, so that a language that lacks one does not compile. Files and lists come as they are to be shown.

use crate::domain::export::Obstacle;
use crate::domain::reported::faults::{Faulty, Unusable};
use chrono::NaiveDate;

/// Something to tell, a line without its end.
#[derive(Clone, Copy, Debug)]
pub enum Notice<'a> {
    /// Nothing of a file was recorded, for some of its rows are faulty.
    RowsRefused {
        /// How many.
        faults: usize,
        /// The file.
        file: &'a str,
    },
    /// What is wrong with a row of a file.
    RowFault(&'a str, &'a Faulty),
    /// Nothing of a file can be recorded.
    FileRefused(&'a str, &'a Unusable),
    /// Rows were left out.
    RowsLeftOut {
        /// How many.
        rows: usize,
        /// The file they are in now.
        rest: &'a str,
    },
    /// Rows were recorded that are about nobody in the register.
    AboutNobody {
        /// How many.
        rows: usize,
        /// The file.
        file: &'a str,
        /// Their lines.
        lines: &'a str,
    },
    /// What became of the rows of a file.
    Recorded {
        /// Recorded.
        added: usize,
        /// All of them.
        all: usize,
        /// There before.
        already: usize,
        /// Left out.
        left_out: usize,
    },
    /// Tasks that were not handed out.
    NotHandedOut {
        /// Why.
        why: Obstacle,
        /// How many.
        count: usize,
        /// The first of their entries.
        entries: &'a str,
    },
    /// There is nothing to hand out.
    NothingToHandOut,
    /// Tasks were handed out.
    HandedOut {
        /// How many.
        tasks: usize,
        /// The file.
        file: &'a str,
        /// The day on which all of it was sent, if that was said.
        sent: Option<NaiveDate>,
    },
    /// The half-year is not over by the last night.
    ToldThrough {
        /// The last night.
        night: NaiveDate,
        /// The half-year's last day.
        last_day: NaiveDate,
    },
    /// It is not known whether some were residents on a day.
    ResidenceUnknown {
        /// The day.
        on: NaiveDate,
        /// How many.
        count: usize,
        /// The first of their entries.
        entries: &'a str,
    },
    /// There is nobody to deliver.
    NobodyToDeliver,
    /// So many persons were delivered in this file.
    Delivered(usize, &'a str),
    /// A report was written into this file.
    Wrote(&'a str),
}
