//! What somebody has to see to, and how, in English.
//!
//! Plain words that address nobody.

use super::codes;
use super::sentences::say;
use crate::domain::codes::{LimitClass, Verdict};
use crate::domain::health::{Concern, Exposure, Freshness};
use crate::report::words::Sentence;

pub(in super::super) fn concern(concern: &Concern<'_>) -> String {
    match *concern {
        Concern::NoNight => "No night has been run.".to_owned(),
        Concern::Overdue { expected, last, weekdays } => {
            format!(
                "The night of {expected} has not been run. The last is {last}; weekdays missing: {weekdays}."
            )
        }
        Concern::Ahead(last) => format!("The last night, {last}, lies in the future."),
        Concern::Refused(night) => {
            format!("The run of the night of {night} was refused. The register is that of the last night.")
        }
        Concern::Source(source) => of_source(source),
        Concern::Quarantine { provider, rows } => format!("{provider}: rows in quarantine: {rows}."),
        Concern::Held { class, count, .. } => {
            format!("Changes that wait for a decision: {count} {}.", codes::limit_class(class))
        }
        Concern::Residual { night, persons } => {
            format!(
                "The coverage equation of the night of {night} does not add up: {persons} residents aged 16 to 19 are not where they should be in the register."
            )
        }
        Concern::ErasurePending(since) => {
            format!(
                "Persons have been erased since the night of {since}, but traces of them may be left in the register's file: another program was reading it."
            )
        }
        Concern::Late { count, oldest } => {
            format!("Late tasks in the queue: {count}. The oldest was due by {oldest}.")
        }
        Concern::Exposed(exposed) => {
            let file = &exposed.file;
            match exposed.how {
                Exposure::Mode(mode) => format!("{file}: others than the owner have access ({mode:04o})."),
                Exposure::Writable(mode) => {
                    format!("{file}: others than the owner can change it ({mode:04o}).")
                }
                Exposure::Link => format!("{file}: is a symbolic link."),
            }
        }
        Concern::Space(space) => {
            format!("{} MB are free on the disk; {} MB are needed.", space.free_mb(), space.needed_mb())
        }
        Concern::Configuration(_) => "The configuration cannot be used.".to_owned(),
    }
}

fn of_source(source: &Freshness) -> String {
    let id = &source.id;
    let last = source.accepted_on.map_or_else(
        || "no file has been accepted".to_owned(),
        |on| format!("the last file was accepted {on}"),
    );
    match (source.verdict, source.until) {
        (Verdict::CarriedForward, Some(until)) => {
            let after = if source.required { "the night is refused" } else { "the source counts as silent" };
            format!("{id}: {last} and stands through {until}. After that {after}.")
        }
        (Verdict::Silent, _) => format!("{id}: silent for too long; {last}."),
        (Verdict::CarriedForward, None)
        | (Verdict::Refused | Verdict::Accepted | Verdict::Unchanged | Verdict::Absent, _) => {
            format!("{id}: {}; {last}.", codes::verdict(source.verdict))
        }
    }
}

pub(in super::super) fn relief(concern: &Concern<'_>) -> String {
    match *concern {
        Concern::NoNight => "The first night is run with:".to_owned(),
        Concern::Overdue { .. } => {
            "The scheduler's log tells why. The next run catches up with what is missing.".to_owned()
        }
        Concern::Ahead(_) => {
            "The server's clock and --as-of need to be checked. No earlier night can be run; if the night was a mistake, a backup has to be restored.".to_owned()
        }
        Concern::Refused(_) => {
            "When the source that stopped the night has a usable file, the same date is run again.".to_owned()
        }
        Concern::Source(source) => source.fault.map_or_else(String::new, |fault| {
            format!("Cause: {}. {}", codes::file_fault(fault), codes::cure(fault))
        }),
        Concern::Quarantine { .. } => {
            "`kaa-sync check` shows the rows; the supplier corrects them.".to_owned()
        }
        Concern::Held { is_first_load: true, class: LimitClass::Additions, .. } => {
            say(&Sentence::CheckThenLoad)
        }
        Concern::Held { .. } => say(&Sentence::CheckThenAllow),
        Concern::Residual { .. } => {
            "`kaa-sync verify` shows what is wrong. The nights go on; whoever maintains the program has to be told.".to_owned()
        }
        Concern::ErasurePending(_) => {
            "Programs that keep the register open have to be closed. The next run tries again, also one that has nothing to do.".to_owned()
        }
        Concern::Late { .. } => "`kaa-sync queue list` shows them and who is responsible.".to_owned(),
        Concern::Exposed(exposed) => match exposed.how {
            Exposure::Mode(_) | Exposure::Writable(_) => "The permissions are corrected with:".to_owned(),
            Exposure::Link => "The file itself belongs where the link is.".to_owned(),
        },
        Concern::Space(_) => "Room has to be made, or the register moved to a larger disk.".to_owned(),
        Concern::Configuration(fault) => format!("The fault: {fault}"),
    }
}
