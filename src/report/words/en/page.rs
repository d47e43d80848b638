//! The page for people, in English.
//!
//! Words alone; where they stand is settled by the page.

use crate::domain::statistics::overview::Rung;
use crate::report::words::{PageWords, Told};

pub(in super::super) const WORDS: PageWords = PageWords {
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    title: "The KAA register",
    skip_to_content: "Skip to the content",
    contents: "Contents",
    at_a_glance: "At a glance",
    database: "Database",
    run: "Run",
    program: "Program version",
    covered_now: "Covered now",
    in_outreach: "In outreach",
    late_tasks: "Late tasks",
    held_changes: "Wait for a decision",
    waiting_for_decision: "Changes over a limit",
    nothing_waits: "Nothing waits",
    nothing_late: "Nothing is late",
    night: "Changes of the night",
    opened_by_reason: "Opened entries",
    closed_by_reason: "Closed entries",
    moved_to_lane: "Moves to another lane",
    changed_lane: "To lane",
    withheld: "Changes that wait for a decision",
    undetermined: "Persons whose answer is in doubt",
    each_once: "Total, each change counted once",
    class: "Class",
    limit: "Limit",
    not_known: "not known",
    none: "None",
    reason: "Reason",
    count: "Count",
    total: "Total",
    register: "The register over time",
    register_explained: "Open entries at the end of each month, by what the entry asks of outreach (its lane). The last value is of the night.",
    by_lane: "Open entries at the end of the month, by lane",
    month_end: "End of month",
    entries: "Entries",
    all_lanes: "Whole register",
    month: "Month",
    months_newest_first: "latest month first",
    flows: "In and out by month",
    flows_explained: "Opening balance plus entries in minus entries out is the closing balance. The last month is counted through the night.",
    in_and_out: "Entries in and out by month",
    outreach_explained: "Entries that came to outreach in the school year, and how many of them came to each step. Whoever is reached does not go on to the next step.",
    by_rung: "How far outreach has come",
    rung: "Step",
    share_of_sought: "Share",
    coverage: "The coverage equation",
    coverage_explained: "Every resident aged 16–19 has either an open entry or an answer that says why not.",
    residents_by_answer: "Residents aged 16–19, by the answer of the night",
    part: "Part",
    persons: "Persons",
    share: "Share",
    registered: "In the register",
    elsewhere: "Outside the register",
    in_doubt: "In doubt",
    closing_held: "Closings that wait for a decision, counted in the register",
    sources: "Sources",
    files: "Latest file of each provider",
    source: "Source",
    verdict: "Verdict",
    file_date: "File date",
    days_old: "Days old",
    rows: "Rows",
    rows_before: "File before",
    quarantined: "Quarantined",
    lag: "Reporting lag by school",
    lag_explained: "Days from what happened to the night on which the register knew of it. Longest lag first.",
    by_school: "Days until the register knew, by provider and school unit",
    provider: "Provider",
    school_unit: "School unit",
    median_days: "Median, days",
    ninetieth_days: "90th percentile, days",
    late: "Late",
    deadlines: "Tasks and deadlines",
    deadlines_explained: "Tasks whose last day has passed, and tasks whose last day comes within seven days.",
    by_owner: "By owner and step",
    owner: "Owner",
    step: "Step",
    soon: "Within 7 days",
    oldest: "Earliest last day",
    about: "About this page",
    legal_basis: "The register is kept under Skollagen (2010:800) 29 kap. 9 § and Ordinance (2006:39).",
    counts_only: "The page holds counts alone, no personal data. Small groups are not hidden: the page is for those who work with the register and is not to be published as it is.",
    definitions: "What each figure means and how it is counted: docs/statistics.md of the program.",
};

pub(in super::super) fn rung(code: Rung) -> &'static str {
    match code {
        Rung::Sought => "came to outreach",
        Rung::Written => "were sent the first letter",
        Rung::Called => "were called",
        Rung::Texted => "were sent text and letter",
        Rung::Carded => "had a card at the door",
        Rung::Visited => "were visited at home",
        Rung::Reached => "were reached",
        Rung::Supported => "took part in a measure",
    }
}

pub(in super::super) fn tell(told: &Told<'_>) -> String {
    match *told {
        Told::After(night) => format!("As of the night of {night}"),
        Told::Outcome(outcome) => format!("The night is {outcome}."),
        Told::RefusedSince(night) => {
            format!("The run of {night} was refused. The figures are of the night before it.")
        }
        Told::More(count, day) => format!("{count} more than on {day}"),
        Told::Fewer(count, day) => format!("{count} fewer than on {day}"),
        Told::AsMany(day) => format!("as many as on {day}"),
        Told::Oldest(day) => format!("Earliest last day {day}"),
        Told::Night { opened, closed, corrected, moved } => {
            format!("Opened {opened}, closed {closed}, corrected {corrected}, changes of lane {moved}.")
        }
        Told::Register { from, then, to, now, peak_on, peak } => format!(
            "From {then} entries on {from} to {now} entries on {to}. The register was largest on {peak_on}, with {peak} entries."
        ),
        Told::Flows { from, to, opened, closed, busiest, most } => format!(
            "From {from} to {to}, {opened} entries came in and {closed} went out. Most came in in {busiest}: {most}."
        ),
        Told::Outreach(year) => format!("Outreach in the school year {year}"),
        Told::NobodyLeft(residents) => {
            format!("The equation holds: all {residents} are counted, the residual is 0.")
        }
        Told::SomebodyLeft(residual) => {
            format!("The equation does not hold: the residual is {residual}.")
        }
        Told::Sources { all, unusable, quarantined } => format!(
            "Providers {all}, of which {unusable} without an accepted file. Rows in quarantine {quarantined}."
        ),
        Told::Of(count, share) => format!("{count} ({share})"),
    }
}
