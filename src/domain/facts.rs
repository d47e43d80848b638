//! Facts of a person: what the accepted sources and people tell tonight, put together for one answer.
//!
//! Assembled once a night; the decision looks at nothing else.

use super::calendar::next;
use super::codes::{Deregistration, Document, SourceKind, Verdict};
use super::identity::Identified;
use super::number::{Number, NumberKind};
use super::placement::{self, Placement, Rows};
use super::reported::{DecisionReport, InterruptionReport, OccupationReport, Reported};
use super::rules::Rules;
use super::sources::{ProviderId, SourceNight, Tonight};
use super::staged::{
    Absence, CredentialId, FirstSeen, PlacementId, Sighting, Staged, StagedCredential, StagedPlacement,
    StagedReject, StagedResident,
};
use super::state::PersonId;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Everything the decision knows of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Birth date, from the current number.
    pub birth: NaiveDate,
    /// What the population register tells; `None` where it never told anything.
    pub residence: Option<Residence>,
    /// The population file contradicts itself about the person, or a referral leads nowhere.
    pub contradictory: bool,
    /// Placements that count.
    pub placements: Vec<Placement>,
    /// Documents, whatever the rank of their row.
    pub documents: Vec<DocumentFact>,
    /// Decisions, the latest recorded last.
    pub decisions: Vec<DecisionReport>,
    /// Reported occupations.
    pub occupations: Vec<OccupationReport>,
    /// An enrolment row was quarantined and nothing stands in for it.
    pub has_quarantined_row: bool,
    /// The person's latest placement rests on a silent source, or UEDB has not yet had a chance to
    /// tell of the person.
    pub rests_on_silence: bool,
}

/// What the population register tells of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Residence {
    /// Where it was told.
    pub sighting: Sighting,
    /// Registered in the home municipality.
    pub at_home: bool,
    /// Registered in the present municipality since; `None` is from always.
    pub since: FirstSeen,
    /// Sekretessmarkering.
    pub secrecy_marked: bool,
    /// Skyddad folkbokföring.
    pub protected_registration: bool,
    /// Deregistration other than a change of number, and the day it counts from (`None`: always).
    pub deregistration: Option<(Deregistration, FirstSeen)>,
    /// Since when the row is missing.
    pub absence: Absence,
}

/// A document and the day it counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DocumentFact {
    /// Which.
    pub document: Document,
    /// The day it counts from; `None` is from always.
    pub from: FirstSeen,
    /// Its own date was told.
    pub dated: bool,
}

impl DocumentFact {
    /// Counts on a day.
    pub fn counts_on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day)
    }
}

impl Facts {
    /// Either protection flag is set; or nobody is in the population file and a person has said so.
    pub fn is_protected(&self) -> bool {
        match &self.residence {
            Some(residence) => residence.secrecy_marked || residence.protected_registration,
            None => self
                .decisions
                .iter()
                .any(|decision| decision.reason == super::codes::RulingReason::ProtectedRegistration),
        }
    }
}

/// What one night's facts are assembled from.
#[derive(Clone, Copy, Debug)]
pub struct Night<'a> {
    /// The night's date.
    pub date: NaiveDate,
    /// The settings.
    pub rules: &'a Rules,
    /// What became of the sources.
    pub tonight: &'a Tonight,
}

/// The facts of every known person.
pub fn assemble(
    night: Night<'_>,
    staged: &Staged,
    identified: &Identified,
    reported: &Reported,
) -> BTreeMap<PersonId, Facts> {
    let evidence = Evidence::gather(staged, identified, reported);
    identified
        .numbers
        .iter()
        .filter_map(|(person, numbers)| {
            let mut facts = evidence.get(person)?.facts(numbers, night, staged)?;
            facts.contradictory |= identified.broken.contains(person);
            Some((*person, facts))
        })
        .collect()
}

/// A person's rows, still as rows.
#[derive(Default)]
struct Evidence<'a> {
    placements: Vec<(&'a PlacementId, &'a StagedPlacement)>,
    credentials: Vec<(&'a CredentialId, &'a StagedCredential)>,
    rejects: Vec<(&'a ProviderId, &'a StagedReject)>,
    decisions: Vec<&'a DecisionReport>,
    interruptions: Vec<&'a InterruptionReport>,
    occupations: Vec<&'a OccupationReport>,
}

impl<'a> Evidence<'a> {
    /// Everyone's rows, by person.
    fn gather(
        staged: &'a Staged,
        identified: &Identified,
        reported: &'a Reported,
    ) -> BTreeMap<PersonId, Self> {
        let mut all: BTreeMap<PersonId, Self> = BTreeMap::new();
        let whose = identified.whose(reported);
        for (id, row) in &staged.placements {
            if let Some(person) = whose.of(&id.provider, id.key.number) {
                all.entry(person).or_default().placements.push((id, row));
            }
        }
        for (id, row) in &staged.credentials {
            if let Some(person) = whose.of(&id.provider, id.number) {
                all.entry(person).or_default().credentials.push((id, row));
            }
        }
        for (provider, rejects) in &staged.rejects {
            for reject in rejects {
                if let Some(person) = whose.of(provider, reject.number) {
                    all.entry(person).or_default().rejects.push((provider, reject));
                }
            }
        }
        let mut file_under = |number: &Number, add: &mut dyn FnMut(&mut Self)| {
            if let Some(person) = identified.people.by_number.get(number) {
                add(all.entry(*person).or_default());
            }
        };
        // What a row says is looked up by the current number; that there is one makes a person known.
        for number in staged.residents.keys() {
            file_under(number, &mut |_| {});
        }
        for report in &reported.decisions {
            file_under(&report.number, &mut |person| person.decisions.push(report));
        }
        for report in &reported.interruptions {
            file_under(&report.number, &mut |person| person.interruptions.push(report));
        }
        for report in &reported.occupations {
            file_under(&report.number, &mut |person| person.occupations.push(report));
        }
        all
    }

    /// `numbers` are the person's, the current one last.
    fn facts(&self, numbers: &[Number], night: Night<'_>, staged: &Staged) -> Option<Facts> {
        let current = *numbers.last()?;
        let is_silent = |id: &ProviderId| night.tonight.of(id).is_some_and(|s| s.verdict == Verdict::Silent);
        let placements = placement::resolve(Rows {
            rows: &self.placements,
            interruptions: &self.interruptions,
            rules: night.rules,
            is_silent: &is_silent,
            night: night.date,
        });
        // Who is folkbokförd has a personnummer: a row under any other number makes nobody a resident.
        let is_personal = current.kind() == NumberKind::Personal;
        let resident = staged.residents.get(&current).filter(|_| is_personal);
        Some(Facts {
            birth: current.birth_date(),
            residence: resident.map(|resident| residence(resident, night.rules)),
            contradictory: self.is_contradictory(night.rules),
            rests_on_silence: latest_is_silent(&placements)
                || arrived_after_required_enrolment(numbers, staged, night.tonight)
                || numbers.iter().any(|number| staged.residents.get(number).is_some_and(|r| r.unheard)),
            placements,
            documents: self.documents(),
            decisions: self.decisions.iter().copied().cloned().collect(),
            occupations: self.occupations.iter().copied().cloned().collect(),
            has_quarantined_row: self.has_quarantined_row(night, staged),
        })
    }

    fn documents(&self) -> Vec<DocumentFact> {
        let left = self.placements.iter().filter_map(|(_, staged)| {
            let left = staged.row.document?;
            Some(document(left.document, left.date, staged.document_seen))
        });
        let answered =
            self.credentials.iter().map(|(id, staged)| document(id.document, staged.date, staged.first_seen));
        let mut documents: Vec<DocumentFact> = left.chain(answered).collect();
        documents.sort_unstable();
        documents.dedup();
        documents
    }

    fn is_contradictory(&self, rules: &Rules) -> bool {
        self.rejects.iter().any(|(provider, reject)| {
            reject.contradictory && kind_of(provider, rules) == Some(SourceKind::Population)
        })
    }

    /// An enrolment row was quarantined, and no accepted version of the same provider and key is held.
    /// What a provider that no longer delivers said last does not hold for ever.
    fn has_quarantined_row(&self, night: Night<'_>, staged: &Staged) -> bool {
        self.rejects.iter().any(|(provider, reject)| {
            let stands_in = |key: &super::record::PlacementKey| {
                let id = PlacementId { provider: (*provider).clone(), key: key.clone() };
                staged.placements.contains_key(&id)
            };
            kind_of(provider, night.rules) == Some(SourceKind::Enrolment)
                && night.tonight.of(provider).is_some()
                && !reject.key.as_ref().is_some_and(stands_in)
        })
    }
}

fn kind_of(provider: &ProviderId, rules: &Rules) -> Option<SourceKind> {
    rules.source(&provider.source).map(|source| source.kind)
}

fn document(document: Document, date: Option<NaiveDate>, first_seen: FirstSeen) -> DocumentFact {
    DocumentFact { document, from: date.or(first_seen), dated: date.is_some() }
}

/// What the population register told of somebody.
pub(super) fn residence(resident: &StagedResident, rules: &Rules) -> Residence {
    let row = &resident.row;
    let at_home = row.municipality == rules.municipality;
    let deregistration = row.deregistration.filter(|told| told.code != Deregistration::NumberReplaced);
    Residence {
        sighting: resident.sighting,
        at_home,
        // An unknown date of moving here means always; an unknown date of moving away counts from
        // the night it was first told.
        since: if at_home { row.moved_in } else { row.moved_in.or(resident.municipality_seen) },
        secrecy_marked: row.secrecy_marked,
        protected_registration: row.protected_registration,
        deregistration: deregistration.map(|told| (told.code, told.date.or(resident.deregistration_seen))),
        absence: resident.absence,
    }
}

/// The placement that started last, any of them where several did, is a silent provider's.
fn latest_is_silent(placements: &[Placement]) -> bool {
    let latest = placements.iter().map(|placement| placement.start).max();
    placements.iter().any(|placement| placement.silent && Some(placement.start) == latest)
}

/// The person came, under the first of their numbers, after the last accepted file of a required
/// enrolment source that is now carried forward: it has not had a chance to tell of the person.
fn arrived_after_required_enrolment(numbers: &[Number], staged: &Staged, tonight: &Tonight) -> bool {
    let carried = |source: &&SourceNight| {
        source.required && source.kind == SourceKind::Enrolment && source.verdict == Verdict::CarriedForward
    };
    // `None` is from always, and sorts first.
    let residents = numbers.iter().filter_map(|number| staged.residents.get(number));
    let arrived = residents.map(|resident| resident.first_seen).min().flatten();
    tonight
        .sources
        .iter()
        .filter(carried)
        .filter_map(|source| source.memory.as_ref())
        .any(|memory| arrived.is_some_and(|arrived| arrived > memory.accepted_on))
}

impl Facts {
    /// Every day among the facts on which the answer may turn.
    pub fn breakpoints(&self) -> impl Iterator<Item = NaiveDate> + '_ {
        let residence = self.residence.iter().flat_map(|residence| {
            [residence.since, residence.deregistration.and_then(|(_, from)| from), residence.absence.since]
        });
        let decisions = self.decisions.iter().flat_map(|decision| [decision.from, next(decision.to)]);
        residence
            .flatten()
            .chain(decisions)
            .chain(self.placements.iter().flat_map(placement::breakpoints))
            .chain(self.documents.iter().filter_map(|document| document.from))
    }
}

#[cfg(test)]
mod tests;
