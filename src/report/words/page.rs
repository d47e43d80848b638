//! The fixed words and the sentences of the page for people.
//!
//! A struct and an enum, so that a language that lacks one does not compile. Values come written already.

use serde::Serialize;

macro_rules! words {
    ($($name:ident),+ $(,)?) => {
        /// Fixed words of one language; each field is named for what it says.
        #[derive(Debug, Serialize)]
        #[allow(missing_docs)] // the names are the English words themselves
        pub struct PageWords {
            /// Months of the year.
            pub months: [&'static str; 12],
            $(pub $name: &'static str),+
        }

        #[cfg(test)]
        impl PageWords {
            /// All of them but the months, with their names.
            pub(super) fn all(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($name), self.$name)),+]
            }
        }
    };
}

words! {
    title, skip_to_content, contents, at_a_glance, database, run, program,
    covered_now, in_outreach, late_tasks, held_changes, waiting_for_decision, nothing_waits, nothing_late,
    night, opened_by_reason, closed_by_reason, moved_to_lane, changed_lane,
    withheld, undetermined, each_once, class, limit, not_known, none, reason, count, total,
    register, register_explained, by_lane, month_end, entries, all_lanes, month, months_newest_first,
    flows, flows_explained, in_and_out,
    outreach_explained, by_rung, rung, share_of_sought,
    coverage, coverage_explained, residents_by_answer, part, persons, share, registered, elsewhere, in_doubt, closing_held,
    sources, files, source, verdict, file_date, days_old, rows, rows_before, quarantined,
    lag, lag_explained, by_school, provider, school_unit, median_days, ninetieth_days, late,
    deadlines, deadlines_explained, by_owner, owner, step, soon, oldest,
    about, legal_basis, counts_only, definitions,
}

/// A sentence with values in it; counts and days come as they are to be shown.
#[derive(Clone, Copy, Debug)]
pub enum Told<'a> {
    /// As of which night.
    After(&'a str),
    /// How the night ended.
    Outcome(&'a str),
    /// A later run was refused on this day.
    RefusedSince(&'a str),
    /// More, or fewer, than on a day.
    More(&'a str, &'a str),
    /// Fewer than on a day.
    Fewer(&'a str, &'a str),
    /// As many as on a day.
    AsMany(&'a str),
    /// The earliest last day of what is late or due.
    Oldest(&'a str),
    /// What the night did.
    Night {
        /// Opened.
        opened: &'a str,
        /// Closed.
        closed: &'a str,
        /// Corrected.
        corrected: &'a str,
        /// Moved to another lane.
        moved: &'a str,
    },
    /// The register from one month to another.
    Register {
        /// The first month's end.
        from: &'a str,
        /// The register on it.
        then: &'a str,
        /// The last day.
        to: &'a str,
        /// The register on it.
        now: &'a str,
        /// The day on which it was largest.
        peak_on: &'a str,
        /// The register on it.
        peak: &'a str,
    },
    /// What came and went from one month to another.
    Flows {
        /// The first month.
        from: &'a str,
        /// The last month.
        to: &'a str,
        /// Opened in all of them.
        opened: &'a str,
        /// Closed in all of them.
        closed: &'a str,
        /// The month in which most were opened.
        busiest: &'a str,
        /// So many.
        most: &'a str,
    },
    /// Outreach of a school year.
    Outreach(&'a str),
    /// The coverage equation leaves nobody over, of so many residents.
    NobodyLeft(&'a str),
    /// The coverage equation leaves so many over.
    SomebodyLeft(&'a str),
    /// So many providers, of which so many files were not usable, and so many rows quarantined.
    Sources {
        /// Providers.
        all: &'a str,
        /// Refused, carried forward or silent.
        unusable: &'a str,
        /// Rows.
        quarantined: &'a str,
    },
    /// A value and its share of the whole.
    Of(&'a str, &'a str),
}
