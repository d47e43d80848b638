//! Staged facts: what the accepted sources last told, and since when a row has been missing.
//!
//! Absence is not evidence: a row is gone only with the third accepted snapshot in a row without it.

use super::codes::{Document, RowFault};
use super::number::Number;
use super::record::{CredentialRow, Delivery, PlacementKey, PlacementRow, Rejected, ResidentRow, Rows};
use super::rules::Rules;
use super::sources::{Memory, ProviderId};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// Snapshots in a row without a row before it is gone.
pub const MISSES_UNTIL_GONE: u8 = 3;
/// Accepted files in a row with unreadable numbers in which a missing row is not counted as missing.
const UNREADABLE_FILES_EXCUSED: u32 = 10;

/// The night something was first told; `None` is from always (the first load).
pub type FirstSeen = Option<NaiveDate>;

/// Everything staged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Staged {
    /// Residents by number.
    pub residents: BTreeMap<Number, StagedResident>,
    /// Placements by provider and key.
    pub placements: BTreeMap<PlacementId, StagedPlacement>,
    /// Documents by provider, number and document.
    pub credentials: BTreeMap<CredentialId, StagedCredential>,
    /// What each provider's last accepted file said of quarantine.
    pub rejects: BTreeMap<ProviderId, BTreeSet<StagedReject>>,
    /// What is remembered of each provider's last accepted file.
    pub memories: BTreeMap<ProviderId, Memory>,
}

/// A provider's placement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlacementId {
    /// Whose row.
    pub provider: ProviderId,
    /// Its key.
    pub key: PlacementKey,
}

/// A provider's word on a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CredentialId {
    /// Whose row.
    pub provider: ProviderId,
    /// The number it is filed under.
    pub number: Number,
    /// The document.
    pub document: Document,
}

/// Where a fact was first told in its present form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// Date of the file.
    pub file_date: NaiveDate,
    /// Line in it, as an editor counts.
    pub line: u64,
}

/// For how many accepted snapshots a row has been missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Absence {
    /// Snapshots in a row without the row; never more than [`MISSES_UNTIL_GONE`].
    pub misses: u8,
    /// The night of the first of them.
    pub since: Option<NaiveDate>,
}

impl Absence {
    /// The row counts as present: at most two misses in a row.
    pub fn is_present(self) -> bool {
        self.misses < MISSES_UNTIL_GONE
    }

    /// The night since which the row is gone, if it is.
    pub fn gone_since(self) -> Option<NaiveDate> {
        self.since.filter(|_| !self.is_present())
    }

    fn missed(self, night: NaiveDate) -> Self {
        Self { misses: (self.misses + 1).min(MISSES_UNTIL_GONE), since: self.since.or(Some(night)) }
    }
}

/// A resident as last told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StagedResident {
    /// The row.
    pub row: ResidentRow,
    /// First night in the population file.
    pub first_seen: FirstSeen,
    /// First night with this municipality.
    pub municipality_seen: FirstSeen,
    /// First night with this deregistration.
    pub deregistration_seen: FirstSeen,
    /// Since when it is missing.
    pub absence: Absence,
    /// The last accepted file holds the row, and soundly: a quarantined one only keeps it from missing.
    pub told: bool,
    /// A file has not been heard about the person: of it only rows about others were kept.
    pub unheard: bool,
    /// Where it was told.
    pub sighting: Sighting,
}

/// A placement as last told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StagedPlacement {
    /// The row.
    pub row: PlacementRow,
    /// First night with this key.
    pub first_seen: FirstSeen,
    /// First night with this document.
    pub document_seen: FirstSeen,
    /// Since when it is missing.
    pub absence: Absence,
    /// The last accepted file holds the row, and soundly: a quarantined one only keeps it from missing.
    pub told: bool,
    /// Where it was told.
    pub sighting: Sighting,
}

/// A document as last told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StagedCredential {
    /// Its date, where told.
    pub date: Option<NaiveDate>,
    /// First night with this document.
    pub first_seen: FirstSeen,
    /// The last accepted file holds the row.
    pub told: bool,
    /// Where it was told.
    pub sighting: Sighting,
}

/// A quarantined row that names somebody.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StagedReject {
    /// Whom.
    pub number: Number,
    /// Which placement, where that could be read.
    pub key: Option<PlacementKey>,
    /// It contradicts another row of its file.
    pub contradictory: bool,
    /// Line in the file, as an editor counts.
    pub line: u64,
}

/// A file that is believed tonight.
#[derive(Clone, Copy, Debug)]
pub struct Fresh<'a> {
    /// Whose.
    pub provider: &'a ProviderId,
    /// Full snapshot: what it does not hold has missed.
    pub snapshot: bool,
    /// Its date.
    pub file_date: NaiveDate,
    /// Its rows.
    pub delivery: &'a Delivery,
}

/// The night in which facts are staged.
#[derive(Clone, Copy, Debug)]
pub struct Staging {
    /// The night's date.
    pub night: NaiveDate,
    /// The database held no committed night: what is undated counts from always.
    pub first_load: bool,
}

impl Staging {
    fn now(self) -> FirstSeen {
        (!self.first_load).then_some(self.night)
    }
}

impl Staged {
    /// Forgets whoever was born outside the years in question.
    pub fn keep_birth_years(&mut self, night: NaiveDate) {
        let years = Rules::birth_years(night);
        self.residents.retain(|number, resident| {
            years.contains(&number.birth_year()) && !leads_past(&resident.row, &years)
        });
        self.placements.retain(|id, _| years.contains(&id.key.number.birth_year()));
        self.credentials.retain(|id, _| years.contains(&id.number.birth_year()));
        for rejects in self.rejects.values_mut() {
            rejects.retain(|reject| years.contains(&reject.number.birth_year()));
        }
    }

    /// Takes in the files that are believed tonight. `knows` tells whose rows are of concern.
    pub fn take_in(
        &mut self,
        fresh: &[Fresh<'_>],
        staging: Staging,
        knows: impl Fn(&ProviderId, Number) -> bool,
    ) {
        let years = Rules::birth_years(staging.night);
        for file in fresh {
            let knows = |number| knows(file.provider, number);
            let concerns =
                |reject: &StagedReject| years.contains(&reject.number.birth_year()) && knows(reject.number);
            let memory = remember(file, self.memories.get(file.provider), staging.night);
            let absence_counts =
                file.snapshot && !(1..=UNREADABLE_FILES_EXCUSED).contains(&memory.unreadable_streak);
            self.memories.insert(file.provider.clone(), memory);
            self.rejects.insert(
                file.provider.clone(),
                file.delivery.rejected.iter().filter_map(staged_reject).filter(concerns).collect(),
            );
            match &file.delivery.rows {
                Rows::Residents(rows) => self.take_in_residents(rows, file, staging, absence_counts),
                Rows::Placements(rows) => {
                    let concerned = rows.iter().filter(|(_, row)| knows(row.key.number));
                    self.take_in_placements(concerned, file, staging, absence_counts);
                }
                Rows::Credentials(rows) => {
                    let concerned = rows.iter().filter(|(_, row)| knows(row.number));
                    self.take_in_credentials(concerned, file, staging);
                }
            }
        }
    }

    fn take_in_residents(
        &mut self,
        rows: &[(u64, ResidentRow)],
        file: &Fresh<'_>,
        staging: Staging,
        absence_counts: bool,
    ) {
        let stand_ins: BTreeSet<Number> =
            file.delivery.rejected.iter().filter_map(|rejected| rejected.number).collect();
        let mut told = BTreeSet::new();
        let years = Rules::birth_years(staging.night);
        for (line, row) in rows.iter().filter(|(_, row)| !leads_past(row, &years)) {
            told.insert(row.number);
            let before = self.residents.get(&row.number);
            if before.is_some_and(|before| before.row == *row) {
                continue;
            }
            let sighting = Sighting { file_date: file.file_date, line: *line };
            let resident = resident_told(before, row, sighting, staging);
            self.residents.insert(row.number, resident);
        }
        for (number, resident) in &mut self.residents {
            resident.told = told.contains(number);
            let is_seen = resident.told || stand_ins.contains(number);
            resident.absence = absence_after(resident.absence, is_seen, absence_counts, staging);
        }
    }

    fn take_in_placements<'a>(
        &mut self,
        rows: impl Iterator<Item = &'a (u64, PlacementRow)>,
        file: &Fresh<'_>,
        staging: Staging,
        absence_counts: bool,
    ) {
        let stand_ins: BTreeSet<&PlacementKey> =
            file.delivery.rejected.iter().filter_map(|rejected| rejected.key.as_ref()).collect();
        let mut told = BTreeSet::new();
        for (line, row) in rows {
            told.insert(&row.key);
            let id = PlacementId { provider: file.provider.clone(), key: row.key.clone() };
            let before = self.placements.get(&id);
            if before.is_some_and(|before| before.row == *row && before.absence.is_present()) {
                continue;
            }
            let sighting = Sighting { file_date: file.file_date, line: *line };
            let placement = placement_told(before, row, sighting, staging);
            self.placements.insert(id, placement);
        }
        let own = self.placements.iter_mut().filter(|(id, _)| &id.provider == file.provider);
        for (id, placement) in own {
            placement.told = told.contains(&id.key);
            let is_seen = placement.told || stand_ins.contains(&id.key);
            placement.absence = absence_after(placement.absence, is_seen, absence_counts, staging);
        }
    }

    fn take_in_credentials<'a>(
        &mut self,
        rows: impl Iterator<Item = &'a (u64, CredentialRow)>,
        file: &Fresh<'_>,
        staging: Staging,
    ) {
        for (_, credential) in self.credentials.iter_mut().filter(|(id, _)| &id.provider == file.provider) {
            credential.told = false;
        }
        for (line, row) in rows {
            let document = row.document;
            let id = CredentialId {
                provider: file.provider.clone(),
                number: row.number,
                document: document.document,
            };
            let before = self.credentials.get(&id);
            let sighting = Sighting { file_date: file.file_date, line: *line };
            let told = StagedCredential {
                date: document.date,
                first_seen: before.map_or(staging.now(), |before| before.first_seen),
                told: true,
                sighting: before
                    .filter(|before| before.date == document.date)
                    .map_or(sighting, |before| before.sighting),
            };
            self.credentials.insert(id, told);
        }
    }
}

/// The row refers to the number of somebody who is past the years in question: that person has been erased, and
/// would come back with it.
fn leads_past(row: &ResidentRow, years: &RangeInclusive<i32>) -> bool {
    row.replaced_by.is_some_and(|number| number.birth_year() < *years.start())
}

fn remember(file: &Fresh<'_>, last: Option<&Memory>, night: NaiveDate) -> Memory {
    let streak = last.map_or(0, |last| last.unreadable_streak);
    Memory {
        accepted_on: night,
        file_date: file.file_date,
        sha256: file.delivery.sha256.clone(),
        row_count: file.delivery.row_count,
        unreadable_streak: if file.delivery.names_nobody { streak + 1 } else { 0 },
    }
}

fn staged_reject(rejected: &Rejected) -> Option<StagedReject> {
    Some(StagedReject {
        number: rejected.number?,
        key: rejected.key.clone(),
        contradictory: rejected.fault == RowFault::DuplicateConflicting,
        line: rejected.line,
    })
}

fn absence_after(before: Absence, is_seen: bool, counts: bool, staging: Staging) -> Absence {
    if is_seen {
        Absence::default()
    } else if counts {
        before.missed(staging.night)
    } else {
        before
    }
}

/// What becomes of a resident whose row is new or says something new.
fn resident_told(
    before: Option<&StagedResident>,
    row: &ResidentRow,
    sighting: Sighting,
    staging: Staging,
) -> StagedResident {
    let Some(before) = before else {
        return StagedResident {
            row: row.clone(),
            first_seen: staging.now(),
            municipality_seen: staging.now(),
            deregistration_seen: staging.now(),
            absence: Absence::default(),
            told: true,
            unheard: false,
            sighting,
        };
    };
    let code = |row: &ResidentRow| row.deregistration.map(|deregistration| deregistration.code);
    let same_municipality = before.row.municipality == row.municipality;
    let same_deregistration = code(&before.row) == code(row);
    StagedResident {
        row: row.clone(),
        first_seen: before.first_seen,
        municipality_seen: if same_municipality { before.municipality_seen } else { staging.now() },
        deregistration_seen: if same_deregistration { before.deregistration_seen } else { staging.now() },
        absence: before.absence,
        told: true,
        unheard: before.unheard,
        sighting,
    }
}

/// What becomes of a placement whose row is new, says something new or has come back.
fn placement_told(
    before: Option<&StagedPlacement>,
    row: &PlacementRow,
    sighting: Sighting,
    staging: Staging,
) -> StagedPlacement {
    let Some(before) = before else {
        return StagedPlacement {
            row: row.clone(),
            first_seen: staging.now(),
            document_seen: staging.now(),
            absence: Absence::default(),
            told: true,
            sighting,
        };
    };
    let code = |row: &PlacementRow| row.document.map(|document| document.document);
    let came_back = !before.absence.is_present();
    StagedPlacement {
        row: row.clone(),
        first_seen: if came_back { staging.now() } else { before.first_seen },
        document_seen: if code(&before.row) == code(row) { before.document_seen } else { staging.now() },
        absence: before.absence,
        told: true,
        sighting: if &before.row == row { before.sighting } else { sighting },
    }
}

#[cfg(test)]
mod tests;
