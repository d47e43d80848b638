//! Taking over from another register: what its entries mean for a register that has none yet.
//!
//! Whoever is covered tonight is opened as anybody is, from facts, and only the ladder is told how far the
//! other register had climbed. About whom the program refuses to guess, the other register's word stands.

use super::change::Change;
use super::codes::{Lane, NotCoveredReason};
use super::diff::Proposal;
use super::facts::Facts;
use super::reported::{Reported, TakenOver};
use super::state::{Entry, EntryId, People, PersonId};
use super::status::Status;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// An entry of the other register that none of ours stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotTakenOver {
    /// Nobody known has the number.
    Unknown,
    /// The person is not covered.
    NotCovered(PersonId, NotCoveredReason),
}

/// What taking over asks for besides tonight's answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Takeover {
    /// Entries of those about whom the program refuses to guess, by person.
    pub openings: BTreeMap<PersonId, Change>,
    /// Entries that are not taken over, in the order they were told.
    pub left: Vec<NotTakenOver>,
}

/// Takes over into a register that has no entry yet; nothing into one that has.
pub fn take_over(
    entries: &BTreeMap<EntryId, Entry>,
    reported: &Reported,
    people: &People,
    facts: &BTreeMap<PersonId, Facts>,
    proposal: &Proposal,
    night: NaiveDate,
) -> Takeover {
    let mut takeover = Takeover::default();
    if !entries.is_empty() {
        return takeover;
    }
    for told in &reported.taken_over {
        let person = people.by_number.get(&told.number).copied();
        let answer = person.and_then(|person| Some((person, proposal.answers.get(&person)?.status)));
        match answer {
            None => takeover.left.push(NotTakenOver::Unknown),
            Some((person, Status::NotCovered { reason })) => {
                takeover.left.push(NotTakenOver::NotCovered(person, reason));
            }
            Some((person, Status::Undetermined { .. })) => {
                let is_protected = facts.get(&person).is_some_and(Facts::is_protected);
                takeover.openings.insert(person, opening(person, told, is_protected, night));
            }
            Some((_, Status::Covered { .. })) => {}
        }
    }
    takeover
}

fn opening(person: PersonId, told: &TakenOver, is_protected: bool, night: NaiveDate) -> Change {
    Change::Open {
        person,
        opened_on: told.entered_on.min(night),
        reason: told.reason,
        lane: if is_protected { Lane::Protected } else { told.lane },
        explained: true,
    }
}

#[cfg(test)]
mod tests {
    use super::super::codes::{CoveredReason, UndeterminedReason};
    use super::super::status::Answer;
    use super::super::testing::{
        ORDINARY_NUMBER, day, number, open_entry, ordinary_person, ordinary_residence,
    };
    use super::*;
    use crate::domain::facts::Residence;

    const PERSON: PersonId = PersonId(7);
    const IN_DOUBT: Status = Status::Undetermined { reason: UndeterminedReason::ProtectedRegistration };

    /// Taking over one entry, of a person who is known and answered so.
    fn taken(entries: &[Entry], status: Status, residence: Residence) -> Takeover {
        let entries = (1..).map(EntryId).zip(entries.iter().cloned()).collect();
        let told = |text| TakenOver {
            number: number(text),
            entered_on: day("2016-09-01"),
            reason: CoveredReason::MovedIn,
            lane: Lane::Occupied,
            climbed: None,
        };
        let reported =
            Reported { taken_over: vec![told(ORDINARY_NUMBER), told("199603072399")], ..Reported::default() };
        let people =
            People { by_number: BTreeMap::from([(number(ORDINARY_NUMBER), PERSON)]), ..People::default() };
        let facts = BTreeMap::from([(PERSON, Facts { residence: Some(residence), ..ordinary_person() })]);
        let answers = BTreeMap::from([(PERSON, Answer { status, row: 4 })]);
        let proposal = Proposal { answers, ..Proposal::default() };
        take_over(&entries, &reported, &people, &facts, &proposal, day("2016-11-14"))
    }

    #[test]
    fn about_whom_the_program_refuses_to_guess_the_other_registers_word_stands() {
        let opening = |lane| Change::Open {
            person: PERSON,
            opened_on: day("2016-09-01"),
            reason: CoveredReason::MovedIn,
            lane,
            explained: true,
        };
        let takeover = taken(&[], IN_DOUBT, ordinary_residence());
        assert_eq!(takeover.openings, BTreeMap::from([(PERSON, opening(Lane::Occupied))]));
        assert_eq!(takeover.left, [NotTakenOver::Unknown]);
        let protected = Residence { secrecy_marked: true, ..ordinary_residence() };
        assert_eq!(taken(&[], IN_DOUBT, protected).openings[&PERSON], opening(Lane::Protected));
    }

    #[test]
    fn whoever_is_covered_is_opened_from_facts_and_whoever_is_not_is_told_of() {
        let covered = Status::Covered { reason: CoveredReason::NeverStarted, lane: Lane::Outreach };
        assert_eq!(taken(&[], covered, ordinary_residence()).openings, BTreeMap::new());
        let reason = NotCoveredReason::Attending;
        let takeover = taken(&[], Status::NotCovered { reason }, ordinary_residence());
        assert_eq!(takeover.openings, BTreeMap::new());
        assert_eq!(takeover.left, [NotTakenOver::NotCovered(PERSON, reason), NotTakenOver::Unknown]);
    }

    #[test]
    fn a_register_that_has_entries_takes_nothing_over() {
        let has = open_entry(9, "2016-11-01", CoveredReason::NeverStarted);
        assert_eq!(taken(&[has], IN_DOUBT, ordinary_residence()), Takeover::default());
    }
}
