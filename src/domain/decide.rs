//! A whole night, decided: the register as it stood and tonight's readings in, the register as it
//! shall stand out. Pure; the shell around it loads, reads, writes and reports.

use super::change::Change;
use super::codes::{Outcome, SourceKind, Verdict};
use super::conflict::{SourceConflict, conflicts};
use super::diff::{Proposal, propose};
use super::enact::{enact, hand_over};
use super::facts::{self, Facts};
use super::given::Given;
use super::identity::{Identified, Whose, identify};
use super::limits::{Allowance, Approved, Load, approve};
use super::number::{Number, NumberKind};
use super::outreach::{self, Queue};
use super::record::{Delivery, Reading, Rows};
use super::reported::Reported;
use super::rules::Rules;
use super::sources::{Acceptance, ProviderId, Tonight, judge};
use super::staged::{Fresh, Staged, Staging};
use super::state::{Entry, People, Person, PersonId, State};
use super::takeover::{NotTakenOver, take_over};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// What a person asks of a night.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The night's date.
    pub as_of: NaiveDate,
    /// This is the first load into an empty register.
    pub initial_load: bool,
    /// Classes of change that may exceed their limits tonight.
    pub allowances: Vec<Allowance>,
    /// Files that are right in spite of a check.
    pub acceptances: Vec<Acceptance>,
}

/// A night that was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// What became of the sources.
    pub tonight: Tonight,
    /// Rows about nobody known, per provider.
    pub unmatched: BTreeMap<ProviderId, Unmatched>,
    /// Lower-ranked sources that say otherwise about somebody being active tonight.
    pub conflicts: Vec<SourceConflict>,
    /// Tonight's facts of every known person.
    pub facts: BTreeMap<PersonId, Facts>,
    /// Tonight's answers, and the changes they ask for.
    pub proposal: Proposal,
    /// Another register's entries that none of ours stands for.
    pub not_taken_over: Vec<NotTakenOver>,
    /// The changes that were let through, and those that wait.
    pub approved: Approved,
    after: State,
}

/// Rows about nobody known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unmatched {
    /// How many.
    pub rows: u64,
    /// Lines of those with a TF number or samordningsnummer: a person can say whose they are.
    pub to_pair: Vec<u64>,
}

impl Decided {
    /// The register as it shall stand. It can only hold what the limits let through.
    pub fn after(&self) -> &State {
        &self.after
    }

    /// The register as it shall stand, for a night to go on from.
    pub fn into_after(self) -> State {
        self.after
    }

    /// How the night ends; what is withheld weighs more than a faulty source.
    pub fn outcome(&self) -> Outcome {
        if !self.approved.withheld().is_empty() {
            Outcome::Held
        } else if self.tonight.sources.iter().any(super::sources::SourceNight::is_faulty) {
            Outcome::DoneWithFaults
        } else {
            Outcome::Done
        }
    }
}

/// Decides a night; `Err` holds the sources where a required one leaves nothing to stand on.
pub fn decide(
    before: &State,
    reported: &Reported,
    readings: &[Reading],
    rules: &Rules,
    order: &Order,
) -> Result<Decided, Tonight> {
    let night = order.as_of;
    let tonight = judge(readings, rules, &before.staged.memories, &order.acceptances, night);
    if tonight.stopping().is_some() {
        return Err(tonight);
    }
    let staging = Staging { night, first_load: before.last_night.is_none() };
    let fresh = fresh_files(readings, &tonight, rules);
    let mut given = before.given.clone();
    let (mut staged, identified) = stage(before, reported, &fresh, staging, &mut given);
    hear_of(&mut staged, &identified, &fresh, &tonight);
    let unmatched = count_unmatched(&fresh, identified.whose(reported));

    let facts = facts::assemble(
        facts::Night { date: night, rules, tonight: &tonight },
        &staged,
        &identified,
        reported,
    );
    let entries = hand_over(&before.entries, &identified.merged);
    let mut proposal = propose(&entries, &facts, rules, night);
    let takeover = take_over(&entries, reported, &identified.people, &facts, &proposal, night);
    proposal.changes.extend(takeover.openings.into_values());
    proposal.changes.sort_by_key(Change::person);

    let open_before = before.entries.values().filter(|entry| entry.is_open()).count() as u64;
    let load = match (before.last_night, order.initial_load) {
        (Some(_), _) => Load::Nightly,
        (None, true) => Load::Initial,
        (None, false) => Load::Unannounced,
    };
    let approved = approve(proposal.changes.clone(), open_before, rules, &order.allowances, load, night);
    let entries = enact(entries, &approved, night, &mut given);

    let conflicts = conflicts(&staged, identified.whose(reported), rules, night);
    let people = describe(identified, &staged, &facts, &entries, rules, night);
    let suspended = approved.suspended();
    let queue = Queue { entries: &entries, people: &people, reported, suspended: &suspended, rules, night };
    let tasks = outreach::plan(&before.tasks, queue, &mut given);
    let after = State { last_night: Some(night), staged, people, entries, tasks, given };
    let not_taken_over = takeover.left;
    Ok(Decided { tonight, unmatched, conflicts, facts, proposal, not_taken_over, approved, after })
}

/// The files that are believed tonight, population first: it says whose other rows concern us.
fn fresh_files<'a>(readings: &'a [Reading], tonight: &'a Tonight, rules: &Rules) -> Vec<Fresh<'a>> {
    let mut fresh: Vec<(SourceKind, Fresh<'a>)> = tonight
        .sources
        .iter()
        .filter(|source| source.is_fresh())
        .filter_map(|source| {
            let reading = readings.iter().find(|reading| reading.is_of(&source.id))?;
            let snapshot = rules.source(&reading.source)?.snapshot;
            let delivery = reading.result.as_ref().ok()?;
            let file_date = reading.file_date?;
            Some((source.kind, Fresh { provider: &source.id, snapshot, file_date, delivery }))
        })
        .collect();
    fresh.sort_by_key(|(kind, file)| (*kind, file.provider));
    fresh.into_iter().map(|(_, file)| file).collect()
}

/// Takes in the population, finds out who is who, then takes in what concerns those people.
fn stage(
    before: &State,
    reported: &Reported,
    fresh: &[Fresh<'_>],
    staging: Staging,
    given: &mut Given,
) -> (Staged, Identified) {
    let mut staged = before.staged.clone();
    staged.keep_birth_years(staging.night);
    let split = fresh.partition_point(|file| matches!(file.delivery.rows, Rows::Residents(_)));
    staged.take_in(&fresh[..split], staging, |_, _| true);
    let identified = identify(&before.people, &staged, reported.decided_about(staging.night), given);
    let whose = identified.whose(reported);
    staged.take_in(&fresh[split..], staging, |provider, number| whose.of(provider, number).is_some());
    (staged, identified)
}

/// A required enrolment source has told tonight, and no enrolment source stands on an earlier file.
fn is_all_there(tonight: &Tonight) -> bool {
    let enrolments = || tonight.sources.iter().filter(|source| source.kind == SourceKind::Enrolment);
    enrolments().any(|source| source.required && source.is_fresh())
        && enrolments().all(|source| source.verdict != Verdict::CarriedForward)
}

/// Tells about whom a file has not been heard: whoever was unknown to the earlier run of the night that
/// kept only the rows about those it knew. It holds until every file is there, and tells.
fn hear_of(staged: &mut Staged, identified: &Identified, fresh: &[Fresh<'_>], tonight: &Tonight) {
    let files = fresh.iter().filter(|file| !matches!(file.delivery.rows, Rows::Residents(_)));
    let recalled: Vec<_> = files.filter_map(|file| file.delivery.recalled.as_ref()).collect();
    let is_all_there = is_all_there(tonight);
    for numbers in identified.numbers.values() {
        let is_known = |knew: &BTreeSet<Number>| numbers.iter().any(|number| knew.contains(number));
        let is_unheard = recalled.iter().any(|recalled| !is_known(&recalled.knew));
        for number in numbers.iter().filter(|_| is_unheard || is_all_there) {
            if let Some(resident) = staged.residents.get_mut(number) {
                resident.unheard = is_unheard;
            }
        }
    }
}

fn count_unmatched(fresh: &[Fresh<'_>], whose: Whose<'_>) -> BTreeMap<ProviderId, Unmatched> {
    let of_file = |provider: &ProviderId, delivery: &Delivery| {
        let numbers = delivery.rows.to_match().into_iter();
        let unknown = numbers.filter(|(_, number)| whose.of(provider, *number).is_none());
        let mut unmatched = Unmatched::default();
        for (line, number) in unknown {
            unmatched.rows += 1;
            if number.kind() != NumberKind::Personal {
                unmatched.to_pair.push(line);
            }
        }
        unmatched.to_pair.sort_unstable();
        unmatched.rows += delivery.recalled.as_ref().map_or(0, |recalled| recalled.unmatched);
        unmatched
    };
    fresh.iter().map(|file| (file.provider.clone(), of_file(file.provider, file.delivery))).collect()
}

/// Brings each person's number, protection, area and owner up to date, and forgets whoever is
/// neither staged, nor decided about, nor in the register.
fn describe(
    identified: Identified,
    staged: &Staged,
    facts: &BTreeMap<PersonId, Facts>,
    entries: &BTreeMap<super::state::EntryId, Entry>,
    rules: &Rules,
    night: NaiveDate,
) -> People {
    let registered: BTreeSet<PersonId> = entries.values().map(|entry| entry.person).collect();
    let years = Rules::birth_years(night);
    let Identified { mut people, numbers: all_numbers, newcomers, merged: _, broken: _ } = identified;
    people
        .by_number
        .retain(|number, person| years.contains(&number.birth_year()) || registered.contains(person));
    let first_place = people.last_seniority + 1;
    let places: BTreeMap<PersonId, i64> = newcomers.into_iter().zip(first_place..).collect();
    people.last_seniority += i64::try_from(places.len()).unwrap_or(0);
    let mut persons = BTreeMap::new();
    for (id, numbers) in &all_numbers {
        let Some(number) = numbers.last().filter(|number| people.by_number.contains_key(number)) else {
            continue;
        };
        let delivered = staged.residents.get(number).map_or("", |resident| resident.row.area.as_str());
        let area = rules.tables.areas.get(delivered);
        let protected = match (facts.get(id), people.persons.get(id)) {
            (Some(facts), _) => facts.is_protected(),
            (None, Some(before)) => before.protected,
            (None, None) => false,
        };
        let person = Person {
            number: *number,
            protected,
            area: area.map_or_else(String::new, |area| area.name.clone()),
            owner: area.map_or_else(|| rules.outreach.central_owner.clone(), |area| area.owner.clone()),
            seniority: people
                .persons
                .get(id)
                .map(|before| before.seniority)
                .or(places.get(id).copied())
                .unwrap_or(id.0),
        };
        persons.insert(*id, person);
    }
    people.persons = persons;
    people
}
