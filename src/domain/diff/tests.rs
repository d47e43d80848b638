//! The register against tonight's answers: each line of the table of changes.

use super::*;
use crate::domain::codes::{
    CoveredReason, Deregistration, Document, Occupation, OccupationSource, SchoolForm,
};
use crate::domain::facts::Residence;
use crate::domain::placement::Placement;
use crate::domain::reported::OccupationReport;
use crate::domain::state::{Closing, LaneSpan};
use crate::domain::testing::{
    ORDINARY_NUMBER, day, document, ended, missing, number, open_entry, ordinary_person, ordinary_placement,
    ordinary_residence, ordinary_rules,
};

const NIGHT: &str = "2016-11-14";
const PERSON: PersonId = PersonId(1);
const ENTRY: EntryId = EntryId(7);

/// What is proposed for one person with these entries.
fn proposed(facts: Facts, entries: &[(EntryId, Entry)]) -> Proposal {
    let entries = entries.iter().cloned().collect();
    propose(&entries, &BTreeMap::from([(PERSON, facts)]), &ordinary_rules(), day(NIGHT))
}

fn changes(facts: Facts, entries: &[(EntryId, Entry)]) -> Vec<Change> {
    proposed(facts, entries).changes
}

fn with(placements: Vec<Placement>) -> Facts {
    Facts { placements, ..ordinary_person() }
}

/// At home in another way than the ordinary person.
fn living(change: impl FnOnce(&mut Residence), facts: Facts) -> Facts {
    let mut residence = ordinary_residence();
    change(&mut residence);
    Facts { residence: Some(residence), ..facts }
}

/// Back in upper-secondary school since a day, after having left on 7 October.
fn back_in_school(since: &str) -> Facts {
    with(vec![ended("2016-10-07"), Placement { start: day(since), ..ordinary_placement() }])
}

fn recorded(opened_on: &str) -> Entry {
    open_entry(1, opened_on, CoveredReason::InterruptedNational)
}

fn closed(opened_on: &str, closed_on: &str, reason: ClosedReason) -> Entry {
    let closing = Closing { closed_on: day(closed_on), known_on: day(closed_on), reason };
    Entry { closing: Some(closing), ..recorded(opened_on) }
}

const ATTENDING: ClosedReason = ClosedReason::Answer(NotCoveredReason::Attending);

fn opening(opened_on: &str, reason: CoveredReason, explained: bool) -> Change {
    Change::Open { person: PERSON, opened_on: day(opened_on), reason, lane: Lane::Outreach, explained }
}

fn close(closed_on: &str, reason: NotCoveredReason, explained: bool) -> Change {
    let reason = ClosedReason::Answer(reason);
    Change::Close { person: PERSON, entry: ENTRY, closed_on: day(closed_on), reason, explained }
}

fn correct(opened_on: &str, reason: CoveredReason) -> Change {
    Change::Correct { person: PERSON, entry: ENTRY, opened_on: day(opened_on), reason }
}

fn to_lane(lane: Lane) -> Change {
    Change::Move { person: PERSON, entry: ENTRY, lane, on: day(NIGHT) }
}

#[test]
fn who_is_covered_without_an_entry_is_entered_from_the_first_covered_day() {
    assert_eq!(
        changes(with(vec![ended("2016-10-07")]), &[]),
        [opening("2016-10-08", CoveredReason::InterruptedNational, true)]
    );
    assert_eq!(
        changes(ordinary_person(), &[]),
        [opening("2014-08-21", CoveredReason::NeverStarted, true)],
        "the day after the third working day of the autumn term"
    );
}

#[test]
fn who_is_covered_as_recorded_is_left_alone() {
    assert_eq!(changes(with(vec![ended("2016-10-07")]), &[(ENTRY, recorded("2016-10-08"))]), []);
}

#[test]
fn who_is_no_longer_covered_leaves_from_the_first_day_not_covered() {
    assert_eq!(
        changes(back_in_school("2016-11-10"), &[(ENTRY, recorded("2016-10-08"))]),
        [close("2016-11-10", NotCoveredReason::Attending, true)]
    );
}

#[test]
fn the_closing_reason_is_the_answer_on_the_closing_day_and_not_tonights() {
    let mut facts = back_in_school("2016-11-10");
    facts.documents = vec![document(Document::Diploma, "2016-11-12")];
    assert_eq!(
        changes(facts, &[(ENTRY, recorded("2016-10-08"))]),
        [close("2016-11-10", NotCoveredReason::Attending, true)]
    );
}

#[test]
fn the_opening_reason_is_the_reason_on_the_opening_day_and_not_tonights() {
    let mut facts = with(vec![ended("2016-10-07")]);
    facts.documents = vec![document(Document::StudyCertificate, "2016-10-20")];
    assert_eq!(
        changes(facts.clone(), &[]),
        [opening("2016-10-08", CoveredReason::InterruptedNational, true)]
    );
    assert_eq!(changes(facts, &[(ENTRY, recorded("2016-10-08"))]), []);
}

#[test]
fn a_late_studiebevis_and_a_changed_date_correct_the_entry() {
    let mut facts = with(vec![ended("2016-10-07")]);
    assert_eq!(
        changes(facts.clone(), &[(ENTRY, recorded("2016-10-12"))]),
        [correct("2016-10-08", CoveredReason::InterruptedNational)]
    );
    facts.documents = vec![document(Document::StudyCertificate, "2016-10-01")];
    assert_eq!(
        changes(facts, &[(ENTRY, recorded("2016-10-08"))]),
        [correct("2016-10-08", CoveredReason::StudyCertificate)]
    );
}

fn working(facts: Facts) -> Facts {
    let work = OccupationReport {
        number: number(ORDINARY_NUMBER),
        occupation: Occupation::Work,
        from: day("2016-11-01"),
        to: None,
        source: OccupationSource::School,
    };
    Facts { occupations: vec![work], ..facts }
}

#[test]
fn another_lane_moves_the_entry_and_a_correction_goes_with_it() {
    let facts = working(with(vec![ended("2016-10-07")]));
    assert_eq!(changes(facts.clone(), &[(ENTRY, recorded("2016-10-08"))]), [to_lane(Lane::Occupied)]);
    assert_eq!(
        changes(facts, &[(ENTRY, recorded("2016-10-12"))]),
        [correct("2016-10-08", CoveredReason::InterruptedNational), to_lane(Lane::Occupied)]
    );
}

#[test]
fn doubt_leaves_the_entry_exactly_as_it_is() {
    let facts = Facts { has_quarantined_row: true, ..working(with(vec![ended("2016-10-07")])) };
    let proposal = proposed(facts.clone(), &[(ENTRY, recorded("2016-10-12"))]);
    assert_eq!(proposal.changes, []);
    assert_eq!(proposal.undetermined().collect::<Vec<_>>(), [(PERSON, UndeterminedReason::QuarantinedRow)]);
    assert_eq!(changes(facts, &[]), []);
}

#[test]
fn protection_moves_an_open_entry_tonight_whatever_the_answer() {
    let secret = |facts| living(|home| home.secrecy_marked = true, facts);
    let covered = secret(with(vec![ended("2016-10-07")]));
    assert_eq!(changes(covered, &[(ENTRY, recorded("2016-10-08"))]), [to_lane(Lane::Protected)]);

    let undetermined = living(|home| home.protected_registration = true, with(vec![ended("2016-10-07")]));
    assert_eq!(changes(undetermined, &[(ENTRY, recorded("2016-10-08"))]), [to_lane(Lane::Protected)]);

    let not_covered = secret(back_in_school("2016-11-10"));
    assert_eq!(
        changes(not_covered, &[(ENTRY, recorded("2016-10-08"))]),
        [close("2016-11-10", NotCoveredReason::Attending, true), to_lane(Lane::Protected)]
    );
}

#[test]
fn an_entry_already_protected_is_not_moved_again() {
    let facts = living(|home| home.protected_registration = true, with(vec![ended("2016-10-07")]));
    let mut entry = recorded("2016-10-08");
    let span = LaneSpan { lane: Lane::Protected, from_on: day("2016-11-01"), known_on: day("2016-11-01") };
    entry.lanes.push(span);
    assert_eq!(changes(facts, &[(ENTRY, entry)]), []);
}

#[test]
fn an_entry_that_never_should_have_been_closes_on_the_day_it_opened() {
    let facts = with(vec![ordinary_placement()]);
    assert_eq!(
        changes(facts, &[(ENTRY, recorded("2016-10-08"))]),
        [close("2016-10-08", NotCoveredReason::Attending, true)]
    );
}

#[test]
fn a_new_entry_does_not_begin_before_the_last_one_ended() {
    let before = closed("2016-09-01", "2016-10-20", ATTENDING);
    assert_eq!(
        changes(with(vec![ended("2016-10-07")]), &[(ENTRY, before.clone())]),
        [opening("2016-10-20", CoveredReason::InterruptedNational, true)]
    );
    let open = (EntryId(8), recorded("2016-10-20"));
    assert_eq!(changes(with(vec![ended("2016-10-07")]), &[(ENTRY, before), open]), [], "nor is it corrected");
}

#[test]
fn a_covered_spell_wholly_in_the_past_is_not_entered() {
    assert_eq!(changes(back_in_school("2016-11-10"), &[]), []);
}

#[test]
fn of_two_open_entries_the_one_opened_first_stays_and_the_other_is_annulled() {
    let facts = with(vec![ended("2016-10-07")]);
    let entries = [(EntryId(3), recorded("2016-10-15")), (EntryId(9), recorded("2016-10-08"))];
    let merged = Change::Close {
        person: PERSON,
        entry: EntryId(3),
        closed_on: day("2016-10-15"),
        reason: ClosedReason::Merged,
        explained: true,
    };
    assert_eq!(changes(facts.clone(), &entries), [merged]);

    let annulled = closed("2016-10-15", "2016-10-15", ClosedReason::Merged);
    let later = [(EntryId(3), annulled), (EntryId(9), recorded("2016-10-08"))];
    assert_eq!(changes(facts, &later), [], "what was merged away bounds nothing");
}

#[test]
fn two_open_entries_are_merged_even_if_the_person_is_in_doubt() {
    let facts = Facts { contradictory: true, ..ordinary_person() };
    let entries = [(EntryId(3), recorded("2016-10-08")), (EntryId(9), recorded("2016-10-15"))];
    let changes = changes(facts, &entries);
    assert_eq!(changes.len(), 1);
    assert_eq!((changes[0].entry(), changes[0].reason()), (Some(EntryId(9)), "merged"));
}

#[test]
fn leaving_the_population_without_a_word_is_unexplained() {
    let gone = living(|home| home.absence = missing(3, "2016-11-10"), with(vec![ended("2016-10-07")]));
    assert_eq!(
        changes(gone, &[(ENTRY, recorded("2016-10-08"))]),
        [close("2016-11-10", NotCoveredReason::LeftPopulation, false)]
    );
}

#[test]
fn a_death_and_a_20th_birthday_are_explained() {
    let dead = living(
        |home| home.deregistration = Some((Deregistration::Deceased, Some(day("2016-11-02")))),
        with(vec![ended("2016-10-07")]),
    );
    assert_eq!(
        changes(dead, &[(ENTRY, recorded("2016-10-08"))]),
        [close("2016-11-02", NotCoveredReason::Deceased, true)]
    );
    let grown = Facts { birth: day("1996-11-13"), ..with(vec![ended("2016-10-07")]) };
    assert_eq!(
        changes(grown, &[(ENTRY, recorded("2016-10-08"))]),
        [close("2016-11-13", NotCoveredReason::Turned20, true)]
    );
}

#[test]
fn an_opening_whose_first_day_follows_a_gone_placement_is_unexplained() {
    let gone = |last: &str| Placement { ending: Ending::Gone, ..ended(last) };
    assert_eq!(
        changes(with(vec![gone("2016-11-10")]), &[]),
        [opening("2016-11-11", CoveredReason::InterruptedNational, false)]
    );
    assert_eq!(
        changes(with(vec![gone("2016-10-07"), ended("2016-11-10")]), &[]),
        [opening("2016-11-11", CoveredReason::InterruptedNational, true)],
        "a date that was told is the last of them"
    );
}

#[test]
fn an_opening_after_an_extra_year_of_compulsory_school_that_is_gone_is_unexplained() {
    let extra_year = |ending| Facts {
        birth: day("2000-01-02"),
        ..with(vec![Placement {
            form: SchoolForm::Compulsory,
            class: None,
            start: day("2006-08-21"),
            ending,
            ..ended("2016-11-10")
        }])
    };
    let opened = |explained| [opening("2016-11-11", CoveredReason::NeverStarted, explained)];
    assert_eq!(changes(extra_year(Ending::Gone), &[]), opened(false));
    assert_eq!(changes(extra_year(Ending::Told), &[]), opened(true));
}

#[test]
fn another_last_day_of_a_closed_entry_is_listed_and_never_rewritten() {
    let entries = [(ENTRY, closed("2016-10-08", "2016-11-10", ATTENDING))];
    let as_recorded = proposed(back_in_school("2016-11-10"), &entries);
    assert_eq!(as_recorded, Proposal { answers: as_recorded.answers.clone(), ..Proposal::default() });
    let moved = proposed(back_in_school("2016-11-03"), &entries);
    assert_eq!(moved.changes, []);
    assert_eq!(moved.late_corrections, [LateCorrection { entry: ENTRY, closes_on: day("2016-11-03") }]);
}

#[test]
fn the_last_of_several_closed_entries_is_the_one_that_is_corrected() {
    let entries = [
        (EntryId(3), closed("2016-10-08", "2016-11-10", ATTENDING)),
        (EntryId(9), closed("2016-02-01", "2016-03-01", ATTENDING)),
    ];
    let listed = proposed(back_in_school("2016-11-03"), &entries).late_corrections;
    assert_eq!(listed, [LateCorrection { entry: EntryId(3), closes_on: day("2016-11-03") }]);
}
