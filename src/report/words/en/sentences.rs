//! Sentences in English.
//!
//! Says what the Swedish says, no more.

use super::codes;
use crate::domain::codes::{FileFault, NotCoveredReason};
use crate::domain::status::Status;
use crate::report::words::Sentence;
use chrono::NaiveDate;

pub(in super::super) fn say(sentence: &Sentence<'_>) -> String {
    match *sentence {
        Sentence::Answer(status) => answer(status),
        Sentence::Row(row) => format!("row {row} of 15 of the decision table"),
        Sentence::Turn { from, to } => turn(from, to),
        Sentence::Born { birth, turns_20 } => format!("born {birth}, turns 20 on {turns_20}"),
        Sentence::ResidentHere(since) => {
            format!("registered in the municipality (folkbokförd){}", since_day(since))
        }
        Sentence::ResidentElsewhere(since) => {
            format!("registered in another municipality{}", since_day(since))
        }
        Sentence::Deregistered(code, since) => {
            format!("deregistered: {}{}", codes::deregistration(code), since_day(since))
        }
        Sentence::Missing { since, files } => {
            format!("missing from the file since {since} ({files} of 3 files in a row)")
        }
        Sentence::Gone(since) => format!("gone from the population file since {since}"),
        Sentence::Sighted { provider, file_date, line: Some(line) } => {
            format!("line {line} of the file from {provider} {file_date}")
        }
        Sentence::Sighted { provider, file_date, line: None } => {
            format!("the file from {provider} {file_date}")
        }
        Sentence::AtUnit(unit) => format!("at school unit {unit}"),
        Sentence::AttendsThrough(day) => format!("counts as attending through {day}"),
        Sentence::From(day) => format!("from {day}"),
        Sentence::Through(day) => format!("through {day}"),
        Sentence::Shrinking(provider) => {
            format!("{provider}: the file is accepted, but has clearly fewer rows than last time.")
        }
        Sentence::ToPair { provider, lines, rows } => {
            format!("{provider}: TF numbers and samordningsnummer of no known person: {rows} (line {lines}).")
        }
        Sentence::Faulty { provider, fault } => faulty(provider, fault),
        Sentence::StandsThrough { through, required } => {
            let then = if required { "the night is refused" } else { "the source counts as silent" };
            format!("What it told last stands through {through}; after that {then}.")
        }
        Sentence::Silent => "The source is silent: what it told last no longer stands.".to_owned(),
        Sentence::NightOnLastFiles => "The night, with what these sources told last.".to_owned(),
        Sentence::NotTheFiles => "What stands in files that could not be used.".to_owned(),
        Sentence::AskForFiles => {
            "The register's keeper sees to it that the providers send files that can be used. If one comes the same day, run the night again.".to_owned()
        }
        Sentence::Exceeds { class, count, limit } => {
            format!("{count} {} (limit {limit})", codes::limit_class(class))
        }
        Sentence::Changes(1) => "1 change".to_owned(),
        Sentence::Changes(count) => format!("{count} changes"),
        Sentence::OnlyTheRefusal => "Nothing but the note that the night is refused.".to_owned(),
        Sentence::NothingOfTheNight => "All of the night's changes.".to_owned(),
        Sentence::WithheldComeAgain => {
            "Yes. The same changes are worked out again; nothing is lost.".to_owned()
        }
        Sentence::RefusedIsTriedAgain => "Yes, with the files there are by then.".to_owned(),
        Sentence::CheckThenAllow => {
            "The register's keeper checks the changes. If they are right, run the night again with:".to_owned()
        }
        Sentence::CheckThenLoad => {
            "The register's keeper makes sure that the register should be empty. If this is the first load, run the night again with:".to_owned()
        }
        Sentence::SeeTo { provider, fault } => format!(
            "The register's keeper sees to it that the file from {provider} can be used: {}. {}",
            codes::file_fault(fault),
            codes::cure(fault)
        ),
        Sentence::OrAccept => "If the file is right in spite of the check, run the night again with:".to_owned(),
        Sentence::OpenEntries { before, after } => format!("{before} before, {after} after"),
        Sentence::LateCorrections(1) => {
            "1 closed entry would, by today's facts, have closed on another day.".to_owned()
        }
        Sentence::LateCorrections(count) => {
            format!("{count} closed entries would, by today's facts, have closed on another day.")
        }
        Sentence::NothingToday => "Nothing new, nothing to do.".to_owned(),
        Sentence::NothingToDecideAgain => {
            "Nothing to do: every night would be decided as it was.".to_owned()
        }
        Sentence::NothingCommitted => "Nothing.".to_owned(),
        Sentence::NoNightDecidedAgain => "No night was decided again; the register is as it was.".to_owned(),
        Sentence::NotTriedAgain => "No: nights are decided again only when somebody asks.".to_owned(),
        Sentence::AllButWithheld => "Everything but what waits for a decision.".to_owned(),
        Sentence::NothingDiffers => "Nothing in the register or the queue is otherwise than before.".to_owned(),
        Sentence::BeginsWith(night) => {
            format!("The register begins with the night of {night}. Of the time before it, only those are counted who were still there.")
        }
        Sentence::RestsOn { night, run, database, program } => {
            format!("{program}, {database}, the night of {night} (run {run}).")
        }
        Sentence::AsKnownOn(night) => format!("As it was known after the night of {night}."),
        Sentence::Erased(persons) => format!("Persons erased: {persons}."),
        Sentence::WouldErase(persons) => format!("Persons who would be erased: {persons}."),
        Sentence::KeptFigures(night) => format!(
            "Persons of then have been erased: figures kept before that are told, as they were known after the night of {night}."
        ),
        Sentence::SourceConflicts(count) => {
            format!("Sources disagree about placements being active: {count}. The best ranked is believed.")
        }
    }
}

fn answer(status: Status) -> String {
    match status {
        Status::Covered { reason, .. } => {
            format!(
                "Covered by the activity responsibility (aktivitetsansvaret): {}.",
                codes::covered(reason)
            )
        }
        Status::NotCovered { reason } => format!(
            "Not covered by the activity responsibility (aktivitetsansvaret): {}.",
            codes::not_covered(reason)
        ),
        Status::Undetermined { reason } => {
            format!("Undetermined: {}. The register is left as it is.", codes::undetermined(reason))
        }
    }
}

fn turn(from: Status, to: Status) -> String {
    match (from, to) {
        (Status::Covered { .. }, Status::NotCovered { reason: NotCoveredReason::Turned20 }) => {
            "leaves the register (the 20th birthday)".to_owned()
        }
        (Status::Covered { .. }, Status::NotCovered { reason }) => {
            format!("leaves the register ({})", codes::not_covered(reason))
        }
        (Status::Covered { .. }, Status::Covered { reason, lane }) => {
            format!("still covered ({}; lane: {})", codes::covered(reason), codes::lane(lane))
        }
        (Status::NotCovered { .. } | Status::Undetermined { .. }, Status::Covered { reason, .. }) => {
            format!("covered ({})", codes::covered(reason))
        }
        (Status::NotCovered { .. }, Status::NotCovered { reason }) => {
            format!("still not covered ({})", codes::not_covered(reason))
        }
        (Status::Undetermined { .. }, Status::NotCovered { reason }) => {
            format!("not covered ({})", codes::not_covered(reason))
        }
        (
            Status::Covered { .. } | Status::NotCovered { .. } | Status::Undetermined { .. },
            Status::Undetermined { reason },
        ) => format!("undetermined ({})", codes::undetermined(reason)),
    }
}

fn faulty(provider: &str, fault: FileFault) -> String {
    format!("{provider}: {}. {}", codes::file_fault(fault), codes::cure(fault))
}

/// The first of several, and how many more there are.
pub(in super::super) fn listed(first: &str, more: u64) -> String {
    if more == 0 { first.to_owned() } else { format!("{first} … and {more} more") }
}

fn since_day(since: Option<NaiveDate>) -> String {
    since.map_or_else(String::new, |day| format!(" since {day}"))
}
