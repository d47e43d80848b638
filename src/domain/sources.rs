//! The verdict on each source: believed tonight, standing on what it told last, or silent.
//!
//! Pure: a reading and the memory of the last accepted file go in, a verdict comes out.

use super::calendar::add_days;
use super::codes::{FileFault, SourceKind, Verdict};
use super::record::{Delivery, Reading};
use super::rules::{Bound, Rules, Source};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// One deliverer of one source.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProviderId {
    /// The source.
    pub source: String,
    /// Its provider; the source's own name where it has one file.
    pub provider: String,
}

impl std::fmt::Display for ProviderId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.source == self.provider {
            f.pad(&self.source)
        } else {
            write!(f, "{}/{}", self.source, self.provider)
        }
    }
}

/// What is remembered of a provider's last accepted file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Memory {
    /// The night that accepted it.
    pub accepted_on: NaiveDate,
    /// The file's date.
    pub file_date: NaiveDate,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Its data rows.
    pub row_count: u64,
    /// Accepted files in a row, this one included, that held a row naming nobody.
    pub unreadable_streak: u32,
}

/// A person's word that a file is right in spite of a check, for one night.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// Which provider.
    pub provider: String,
    /// Which check.
    pub fault: FileFault,
    /// Holds only if the file has at least this many rows.
    pub at_least_rows: u64,
    /// Why.
    pub because: String,
    /// Who said so.
    pub given_by: String,
}

/// What became of one provider tonight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceNight {
    /// Who.
    pub id: ProviderId,
    /// Kind of source.
    pub kind: SourceKind,
    /// The night cannot do without it.
    pub required: bool,
    /// The verdict.
    pub verdict: Verdict,
    /// Why, where the file was not believed.
    pub fault: Option<FileFault>,
    /// The file's date, where there was one.
    pub file_date: Option<NaiveDate>,
    /// SHA-256, where the file was read to its end.
    pub sha256: Option<String>,
    /// Data rows, where the file was believed.
    pub row_count: Option<u64>,
    /// Rows quarantined, where the file was believed.
    pub quarantined: Option<u64>,
    /// What is remembered from the last accepted file before tonight.
    pub memory: Option<Memory>,
    /// Believed, but with so many fewer rows that a person should look.
    pub shrinking: bool,
    /// The last night on which what it told last stands, where it is carried forward.
    pub stands_through: Option<NaiveDate>,
}

impl SourceNight {
    /// The file of tonight counts: it can add, and its silence about a row counts as a miss.
    pub fn is_fresh(&self) -> bool {
        self.verdict.is_fresh()
    }

    /// Something a person should know: the night ends with exit code 3.
    pub fn is_faulty(&self) -> bool {
        match self.verdict {
            Verdict::CarriedForward | Verdict::Silent | Verdict::Refused => true,
            Verdict::Accepted | Verdict::Unchanged | Verdict::Absent => {
                self.quarantined.zip(self.row_count).is_some_and(|(bad, all)| is_large(bad, all))
            }
        }
    }

    /// A required source with nothing to stand on: the night is refused.
    pub fn stops_the_night(&self) -> bool {
        self.required && self.verdict == Verdict::Refused
    }
}

/// More quarantined rows than 3 and than 0.1 % of the file.
pub(super) fn is_large(quarantined: u64, rows: u64) -> bool {
    quarantined > 3 && quarantined * 1000 > rows
}

/// The sources of one night, in the order of the configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tonight {
    /// By provider.
    pub sources: Vec<SourceNight>,
}

impl Tonight {
    /// What became of one provider.
    pub fn of(&self, id: &ProviderId) -> Option<&SourceNight> {
        self.sources.iter().find(|source| &source.id == id)
    }

    /// A night's sources as the ledger has them: what bears on facts, and nothing of the files.
    pub fn recalled(
        verdicts: Vec<(ProviderId, Verdict)>,
        memories: &BTreeMap<ProviderId, Memory>,
        rules: &Rules,
    ) -> Self {
        let sources = verdicts.into_iter().filter_map(|(id, verdict)| {
            let source = rules.source(&id.source)?;
            Some(SourceNight {
                kind: source.kind,
                required: source.required,
                verdict,
                fault: None,
                file_date: None,
                sha256: None,
                row_count: None,
                quarantined: None,
                memory: memories.get(&id).cloned(),
                shrinking: false,
                stands_through: None,
                id,
            })
        });
        Self { sources: sources.collect() }
    }

    /// The first required source that has nothing to stand on.
    pub fn stopping(&self) -> Option<&SourceNight> {
        self.sources.iter().find(|source| source.stops_the_night())
    }
}

/// Which providers the night expects a file from: those configured and those it knows, while they deliver.
pub fn expected(rules: &Rules, memories: &BTreeMap<ProviderId, Memory>, night: NaiveDate) -> Vec<ProviderId> {
    let configured = rules.sources.iter().flat_map(|source| {
        source
            .providers
            .iter()
            .map(|provider| ProviderId { source: source.name.clone(), provider: provider.name.clone() })
    });
    let mut all: Vec<ProviderId> = configured.chain(memories.keys().cloned()).collect();
    all.sort();
    all.dedup();
    all.retain(|id| rules.source(&id.source).is_some_and(|source| source.delivers(&id.provider, night)));
    all
}

impl Source {
    /// Whether a provider delivers on a day. One without configured dates always does.
    pub fn delivers(&self, provider: &str, day: NaiveDate) -> bool {
        self.providers.iter().find(|known| known.name == provider).is_none_or(|known| {
            known.from.is_none_or(|from| from <= day) && known.to.is_none_or(|to| day <= to)
        })
    }

    /// The last day a provider delivers, where one is configured.
    pub fn last_delivery(&self, provider: &str) -> Option<NaiveDate> {
        self.providers.iter().find(|known| known.name == provider)?.to
    }
}

/// Judges every reading of the night.
pub fn judge(
    readings: &[Reading],
    rules: &Rules,
    memories: &BTreeMap<ProviderId, Memory>,
    acceptances: &[Acceptance],
    night: NaiveDate,
) -> Tonight {
    let judged = readings.iter().filter_map(|reading| {
        let id = ProviderId { source: reading.source.clone(), provider: reading.provider.clone() };
        let source = rules.source(&reading.source)?;
        let memory = memories.get(&id).cloned();
        Some(judge_one(reading, id, source, memory, rules, acceptances, night))
    });
    Tonight { sources: judged.collect() }
}

fn judge_one(
    reading: &Reading,
    id: ProviderId,
    source: &Source,
    memory: Option<Memory>,
    rules: &Rules,
    acceptances: &[Acceptance],
    night: NaiveDate,
) -> SourceNight {
    let believed = reading.result.as_ref().map_err(|fault| *fault).and_then(|delivery| {
        let drop = memory
            .as_ref()
            .filter(|_| source.snapshot)
            .map_or(0, |last| last.row_count.saturating_sub(delivery.row_count));
        let base = memory.as_ref().map_or(0, |last| last.row_count);
        let dropped = exceeds(drop, base, &rules.row_count_drop, night);
        let doubts = delivery.doubts.iter().copied().chain(dropped.then_some(FileFault::RowCountDrop));
        match doubts.into_iter().find(|doubt| !is_accepted(*doubt, delivery, &id.provider, acceptances)) {
            Some(doubt) => Err(doubt),
            None => Ok((delivery, is_half_way(drop, base, &rules.row_count_drop, night))),
        }
    });
    let (verdict, fault) = match believed {
        Ok((delivery, _)) => {
            let same = memory.as_ref().is_some_and(|last| last.sha256 == delivery.sha256);
            (if same { Verdict::Unchanged } else { Verdict::Accepted }, None)
        }
        Err(fault) => (unusable(fault, source, memory.as_ref(), night), Some(fault)),
    };
    SourceNight {
        kind: source.kind,
        required: source.required,
        verdict,
        fault,
        file_date: reading.file_date,
        sha256: reading.result.as_ref().ok().map(|delivery| delivery.sha256.clone()),
        row_count: believed.ok().map(|(delivery, _)| delivery.row_count),
        quarantined: believed.ok().map(|(delivery, _)| delivery.rejected.len() as u64),
        shrinking: believed.is_ok_and(|(_, shrinking)| shrinking),
        stands_through: stands_through(verdict, source, memory.as_ref()),
        memory,
        id,
    }
}

/// Fewer rows by more than the bound.
fn exceeds(drop: u64, base: u64, bound: &Bound, night: NaiveDate) -> bool {
    drop > bound.floor && drop * 100 > base * bound.percent_on(night)
}

/// Fewer rows by half the bound or more: believed, but a person should look.
fn is_half_way(drop: u64, base: u64, bound: &Bound, night: NaiveDate) -> bool {
    drop > 0 && drop * 2 >= bound.floor && drop * 200 >= base * bound.percent_on(night)
}

fn is_accepted(doubt: FileFault, delivery: &Delivery, provider: &str, acceptances: &[Acceptance]) -> bool {
    acceptances.iter().any(|acceptance| {
        acceptance.provider == provider
            && acceptance.fault == doubt
            && delivery.row_count >= acceptance.at_least_rows
    })
}

fn stands_through(verdict: Verdict, source: &Source, memory: Option<&Memory>) -> Option<NaiveDate> {
    let last = memory.filter(|_| verdict == Verdict::CarriedForward)?;
    Some(add_days(last.accepted_on, source.carry_forward_days))
}

/// What a source without a usable file stands on.
fn unusable(fault: FileFault, source: &Source, memory: Option<&Memory>, night: NaiveDate) -> Verdict {
    if !source.snapshot {
        return if fault == FileFault::Missing { Verdict::Absent } else { Verdict::Refused };
    }
    match memory {
        Some(last) if night <= add_days(last.accepted_on, source.carry_forward_days) => {
            Verdict::CarriedForward
        }
        Some(_) if !source.required => Verdict::Silent,
        None if fault == FileFault::Missing && !source.required => Verdict::Absent,
        Some(_) | None => Verdict::Refused,
    }
}

#[cfg(test)]
mod tests;
