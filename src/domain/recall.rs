//! A night's files again, from what an earlier run of the night kept of them.
//!
//! Of an accepted file the rows about persons whom the register knew then are kept, and a line for each
//! quarantined row; of a file that was not believed only why. The raw files are nobody's archive.

use super::codes::{Code, FileFault, RowFault, SourceKind, Verdict};
use super::number::Number;
use super::record::{CredentialRow, Delivery, DocumentRow, Reading, Recalled, Rejected, Rows};
use super::rules::Rules;
use super::sources::ProviderId;
use super::staged::{Sighting, Staged};
use super::state::State;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a run recorded of one provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRecord {
    /// Who.
    pub id: ProviderId,
    /// The file's date, where there was one.
    pub file_date: Option<NaiveDate>,
    /// SHA-256, where the file was read to its end.
    pub sha256: Option<String>,
    /// Data rows, where the file was believed.
    pub row_count: Option<u64>,
    /// Rows about nobody known.
    pub unmatched: Option<u64>,
    /// What became of it.
    pub verdict: Verdict,
    /// Why, where it was not believed.
    pub fault: Option<FileFault>,
}

impl SourceRecord {
    /// What the file came down to, as [`Reading::told`]: the SHA-256 of its bytes, or why it was not read
    /// to its end.
    pub fn told(&self) -> &str {
        let fault = || self.fault.unwrap_or(FileFault::Missing).as_str();
        self.sha256.as_deref().unwrap_or_else(fault)
    }
}

/// What a run recorded of one quarantined row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RejectRecord {
    /// Whose file it stood in.
    pub id: ProviderId,
    /// On which line.
    pub line: u64,
    /// The column.
    pub field: Option<String>,
    /// What is wrong.
    pub fault: RowFault,
    /// The same for the same fault on the same key.
    pub fingerprint: String,
}

/// The files of a run's night. `after` is the register as the run left it.
pub fn recall(
    sources: Vec<SourceRecord>,
    rejects: &[RejectRecord],
    after: &State,
    rules: &Rules,
) -> Vec<Reading> {
    let knew = Arc::new(heard_of(after));
    let recalled = sources.into_iter().filter_map(|source| {
        let kind = rules.source(&source.id.source)?.kind;
        let result = if source.verdict.is_fresh() {
            Ok(delivery(&source, kind, rejects, &after.staged, &knew))
        } else {
            Err(source.fault.unwrap_or(FileFault::Missing))
        };
        Some(Reading {
            source: source.id.source,
            provider: source.id.provider,
            file: None,
            file_date: source.file_date,
            result,
            evidence: None,
            remark: None,
        })
    });
    recalled.collect()
}

/// Everybody about whom the run kept whatever its files told: not who was unheard even so, as somebody
/// whom a corrected population file had brought in.
fn heard_of(after: &State) -> BTreeSet<Number> {
    let by_number = &after.people.by_number;
    let unheard = after.staged.residents.iter().filter(|(_, resident)| resident.unheard);
    let unheard: BTreeSet<_> = unheard.filter_map(|(number, _)| by_number.get(number)).collect();
    by_number.iter().filter(|(_, person)| !unheard.contains(person)).map(|(number, _)| *number).collect()
}

fn delivery(
    source: &SourceRecord,
    kind: SourceKind,
    rejects: &[RejectRecord],
    staged: &Staged,
    knew: &Arc<BTreeSet<Number>>,
) -> Delivery {
    let id = &source.id;
    Delivery {
        sha256: source.sha256.clone().unwrap_or_default(),
        row_count: source.row_count.unwrap_or_default(),
        rows: rows(id, kind, staged, source.file_date),
        rejected: rejected(id, rejects, staged),
        names_nobody: staged.memories.get(id).is_some_and(|memory| memory.unreadable_streak > 0),
        merged_duplicates: 0,
        at_home: 0,
        unreadable_flags: 0,
        flag_lines: Vec::new(),
        extra_columns: Vec::new(),
        doubts: Vec::new(),
        recalled: Some(Recalled { knew: Arc::clone(knew), unmatched: source.unmatched.unwrap_or_default() }),
    }
}

/// The rows that the provider's last accepted file held.
fn rows(id: &ProviderId, kind: SourceKind, staged: &Staged, file_date: Option<NaiveDate>) -> Rows {
    let line = |sighting: Sighting| line_in(sighting, file_date);
    match kind {
        SourceKind::Population => {
            let told = staged.residents.values().filter(|resident| resident.told);
            Rows::Residents(told.map(|told| (line(told.sighting), told.row.clone())).collect())
        }
        SourceKind::Enrolment => {
            let own = staged.placements.iter().filter(|(of, row)| &of.provider == id && row.told);
            Rows::Placements(own.map(|(_, told)| (line(told.sighting), told.row.clone())).collect())
        }
        SourceKind::Credential => {
            let own = staged.credentials.iter().filter(|(of, row)| &of.provider == id && row.told);
            let row = own.map(|(of, told)| {
                let document = DocumentRow { document: of.document, date: told.date };
                (line(told.sighting), CredentialRow { number: of.number, document })
            });
            Rows::Credentials(row.collect())
        }
    }
}

/// Where a row stood; 0 where only its place in an earlier file was kept.
fn line_in(sighting: Sighting, file_date: Option<NaiveDate>) -> u64 {
    if Some(sighting.file_date) == file_date { sighting.line } else { 0 }
}

fn rejected(id: &ProviderId, rejects: &[RejectRecord], staged: &Staged) -> Vec<Rejected> {
    let named: BTreeMap<u64, _> =
        staged.rejects.get(id).into_iter().flatten().map(|reject| (reject.line, reject)).collect();
    let own = rejects.iter().filter(|reject| &reject.id == id);
    own.map(|reject| {
        let named = named.get(&reject.line);
        Rejected {
            line: reject.line,
            field: reject.field.clone(),
            fault: reject.fault,
            number: named.map(|named| named.number),
            key: named.and_then(|named| named.key.clone()),
            fingerprint: reject.fingerprint.clone(),
        }
    })
    .collect()
}

#[cfg(test)]
mod tests;
