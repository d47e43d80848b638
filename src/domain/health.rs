//! Whether the register is kept as it should be: what somebody has to look at, and nothing else.
//!
//! For humans and monitors: counts and names of files and providers, nothing about anybody.

mod withheld;

pub use withheld::{Waiting, Withheld};

use super::calendar::weekdays_between;
use super::codes::{FileFault, LimitClass, Outcome, Verdict};
use super::sources::{ProviderId, is_large};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// All that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// The night that should be there.
    pub expected: NaiveDate,
    /// What the register tells.
    pub register: Kept,
    /// Changes that wait, by class: how many a person would have to allow.
    pub held: BTreeMap<LimitClass, u64>,
    /// Files that others than their owner can get at, or that are links.
    pub exposed: Vec<Exposed>,
    /// Room on the disk.
    pub space: Space,
    /// Why the configuration cannot be used, if it cannot.
    pub configuration: Option<String>,
}

/// What the register tells of how it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// How many migrations it has seen.
    pub schema: i64,
    /// The last committed night.
    pub last_night: Option<NaiveDate>,
    /// The last run, refused ones included.
    pub last_run: Option<(NaiveDate, Outcome)>,
    /// What the last committed night withheld.
    pub withheld: Withheld,
    /// The providers of the last run.
    pub sources: Vec<Freshness>,
    /// Residents that the last night's coverage equation left over.
    pub residual: u64,
    /// Tasks that are not done and whose last day has passed.
    pub late: Late,
    /// The night since which erased persons' bytes wait to be gone from the database's files.
    pub erasure_pending: Option<NaiveDate>,
}

/// How fresh a provider's facts are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Freshness {
    /// Who.
    pub id: ProviderId,
    /// What became of the last run's file.
    pub verdict: Verdict,
    /// Why, where it was not believed.
    pub fault: Option<FileFault>,
    /// Data rows, where it was believed.
    pub rows: Option<u64>,
    /// Rows quarantined, where it was believed.
    pub quarantined: Option<u64>,
    /// The night that accepted the last accepted file.
    pub accepted_on: Option<NaiveDate>,
    /// That file's date.
    pub file_date: Option<NaiveDate>,
    /// The last night that may stand on it; `None` where the configuration does not say.
    pub until: Option<NaiveDate>,
    /// The night after is refused instead of going on without.
    pub required: bool,
}

/// Tasks whose last day has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Late {
    /// How many.
    pub count: u64,
    /// The earliest of their last days.
    pub oldest: Option<NaiveDate>,
}

/// A file that is not for its owner alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exposed {
    /// Which.
    pub file: String,
    /// How.
    pub how: Exposure,
}

/// How a file is not for its owner alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exposure {
    /// Others can get at it, with this mode.
    Mode(u32),
    /// Others can change it, with this mode; reading it is harmless.
    Writable(u32),
    /// It is a symbolic link.
    Link,
}

/// Room on the disk of the register, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Space {
    /// Free to whoever runs this.
    pub free: u64,
    /// The register, its log included.
    pub register: u64,
}

/// Room for a copy before an upgrade, and for what a night or a clearing out writes meanwhile.
const COPIES: u64 = 2;
const MEGABYTE: u64 = 1_000_000;

impl Space {
    /// What should be free.
    pub fn needed(self) -> u64 {
        self.register * COPIES
    }

    /// What is free, in whole megabytes.
    pub fn free_mb(self) -> u64 {
        self.free / MEGABYTE
    }

    /// What should be free, in megabytes, the last one begun.
    pub fn needed_mb(self) -> u64 {
        self.needed().div_ceil(MEGABYTE)
    }
}

/// One thing that somebody has to see to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concern<'a> {
    /// No night was ever committed.
    NoNight,
    /// Nights are missing.
    Overdue {
        /// The night that should be there.
        expected: NaiveDate,
        /// The last that is.
        last: NaiveDate,
        /// Weekdays between them.
        weekdays: usize,
    },
    /// The last night lies in the future: a clock or an argument was wrong.
    Ahead(NaiveDate),
    /// The last run was refused.
    Refused(NaiveDate),
    /// A provider's file was not believed.
    Source(&'a Freshness),
    /// A provider's file held many rows that could not be.
    Quarantine {
        /// Whose.
        provider: &'a ProviderId,
        /// How many.
        rows: u64,
    },
    /// Changes wait.
    Held {
        /// Since this night, which has to be run again to release them.
        night: NaiveDate,
        /// Of which class.
        class: LimitClass,
        /// How many.
        count: u64,
        /// They may be the first load.
        is_first_load: bool,
    },
    /// The register does not hold what the last night decided.
    Residual {
        /// The night.
        night: NaiveDate,
        /// Residents it left over.
        persons: u64,
    },
    /// Persons have been erased since this night, and their bytes may still be in the database's files.
    ErasurePending(NaiveDate),
    /// Tasks are late.
    Late {
        /// How many.
        count: u64,
        /// Since when.
        oldest: NaiveDate,
    },
    /// A file is not for its owner alone.
    Exposed(&'a Exposed),
    /// There is little room.
    Space(Space),
    /// The configuration cannot be used.
    Configuration(&'a str),
}

impl Concern<'_> {
    /// Its one name, for monitors.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::NoNight => "no_night",
            Self::Overdue { .. } => "night_overdue",
            Self::Ahead(_) => "night_ahead",
            Self::Refused(_) => "night_refused",
            Self::Source(_) => "source",
            Self::Quarantine { .. } => "quarantine",
            Self::Held { .. } => "held",
            Self::Residual { .. } => "coverage_residual",
            Self::ErasurePending(_) => "erasure_pending",
            Self::Late { .. } => "late_tasks",
            Self::Exposed(_) => "permissions",
            Self::Space(_) => "disk_space",
            Self::Configuration(_) => "configuration",
        }
    }
}

impl Health {
    /// Everything that somebody has to see to, what stops the nights first.
    pub fn concerns(&self) -> Vec<Concern<'_>> {
        let mut all = Vec::new();
        all.extend(self.configuration.as_deref().map(Concern::Configuration));
        all.extend(self.of_nights());
        all.extend(self.register.sources.iter().filter_map(of_source));
        let Withheld { night, is_first_load, .. } = self.register.withheld;
        all.extend(self.held.iter().map(|(class, count)| Concern::Held {
            night,
            class: *class,
            count: *count,
            is_first_load,
        }));
        all.extend(self.register.erasure_pending.map(Concern::ErasurePending));
        let Late { count, oldest } = self.register.late;
        all.extend(oldest.map(|oldest| Concern::Late { count, oldest }));
        all.extend(self.exposed.iter().map(Concern::Exposed));
        all.extend((self.space.free < self.space.needed()).then_some(Concern::Space(self.space)));
        all
    }

    fn of_nights(&self) -> Vec<Concern<'_>> {
        let expected = self.expected;
        let mut all = Vec::new();
        match self.register.last_night {
            None => all.push(Concern::NoNight),
            Some(last) if last > expected => all.push(Concern::Ahead(last)),
            Some(last) => {
                let weekdays = weekdays_between(last, expected);
                all.extend((weekdays > 0).then_some(Concern::Overdue { expected, last, weekdays }));
            }
        }
        let refused = self.register.last_run.filter(|(_, outcome)| *outcome == Outcome::Refused);
        all.extend(refused.map(|(night, _)| Concern::Refused(night)));
        let persons = self.register.residual;
        let left_over = self.register.last_night.filter(|_| persons > 0);
        all.extend(left_over.map(|night| Concern::Residual { night, persons }));
        all
    }
}

fn of_source(source: &Freshness) -> Option<Concern<'_>> {
    match source.verdict {
        Verdict::CarriedForward | Verdict::Silent | Verdict::Refused => Some(Concern::Source(source)),
        Verdict::Accepted | Verdict::Unchanged | Verdict::Absent => {
            let rows = source.quarantined.zip(source.rows).filter(|(bad, all)| is_large(*bad, *all))?.0;
            Some(Concern::Quarantine { provider: &source.id, rows })
        }
    }
}

#[cfg(test)]
mod tests;
