//! Rows of every kind, kept once and read again as a night knows them.

use super::super::fixture::{date, empty_register, number, small_state, start};
use super::super::state::write_difference;
use super::*;
use crate::domain::codes::{
    Channel, ContactOutcome, CoveredReason, Lane, MeasureEnd, MeasureKind, Occupation, OccupationSource,
    Outcome, Ruling, RulingReason, Step,
};
use crate::domain::number::Number;
use crate::domain::reported::{
    ContactReport, DecisionReport, DetailsReport, InterruptionReport, MeasureReport, OccupationReport,
    PairedId, Reported, TakenOver,
};
use crate::domain::state::State;
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn the_same_report_twice_adds_nothing_and_the_order_is_kept() {
    let decision = |reason, to| DecisionReport {
        number: number("199608042389"),
        ruling: Ruling::NotCovered,
        reason,
        from: date("2016-11-01"),
        to: date(to),
    };
    let later = decision(RulingReason::StudiesAbroad, "2017-06-30");
    let sooner = decision(RulingReason::Other, "2016-12-31");
    let form = InterruptionReport {
        number: number("199603072399"),
        unit: "12345678".to_owned(),
        last_day: date("2016-10-28"),
    };
    let (_dir, mut register) = empty_register();
    let tx = register.begin().unwrap();
    let one = begin_recording(&tx, "2016-11-15T08:00:00Z", "test", 3).unwrap();
    let decisions = [later.clone(), sooner.clone(), later.clone()];
    let kept = record_decisions(&tx, one, &decisions).unwrap();
    assert_eq!(kept, [Kept::New, Kept::New, Kept::Already]);
    assert_eq!(record_decisions(&tx, one, std::slice::from_ref(&sooner)).unwrap(), [Kept::Already]);
    let forms = [form.clone(), form.clone()];
    assert_eq!(record_interruptions(&tx, one, &forms).unwrap(), [Kept::New, Kept::Already]);
    let work = OccupationReport {
        number: number("199603072399"),
        occupation: Occupation::Work,
        from: date("2016-11-01"),
        to: None,
        source: OccupationSource::School,
    };
    let told = [work.clone(), work.clone()];
    assert_eq!(record_occupations(&tx, one, &told).unwrap(), [Kept::New, Kept::Already]);
    let measure = MeasureReport {
        number: number("199603072399"),
        measure: MeasureKind::Guidance,
        from: date("2016-11-01"),
        to: Some(date("2016-11-10")),
        ended: Some(MeasureEnd::Completed),
        before: Some(Occupation::Nothing),
        after: None,
    };
    let told = [measure.clone(), measure.clone()];
    assert_eq!(record_measures(&tx, one, &told).unwrap(), [Kept::New, Kept::Already]);
    assert_eq!(
        load_reported(&tx, one).unwrap(),
        Reported {
            decisions: vec![later, sooner],
            interruptions: vec![form],
            occupations: vec![work],
            measures: vec![measure],
            ..Reported::default()
        }
    );
}

#[test]
fn of_an_occupation_or_a_measure_that_is_told_again_the_newest_holds() {
    let work = |from, to: Option<&str>| OccupationReport {
        number: number("199603072399"),
        occupation: Occupation::Work,
        from: date(from),
        to: to.map(date),
        source: OccupationSource::School,
    };
    let internship = |from, to: Option<&str>| MeasureReport {
        number: number("199603072399"),
        measure: MeasureKind::Internship,
        from: date(from),
        to: to.map(date),
        ended: None,
        before: None,
        after: None,
    };
    let (_dir, mut register) = empty_register();
    let tx = register.begin().unwrap();
    let one = begin_recording(&tx, "2016-11-15T08:00:00Z", "test", 2).unwrap();
    let (begun, other) = (work("2016-11-01", None), work("2016-12-01", None));
    record_occupations(&tx, one, &[begun.clone(), other.clone()]).unwrap();
    let (taken, more) = (internship("2016-11-01", None), internship("2016-12-01", None));
    record_measures(&tx, one, &[taken.clone(), more.clone()]).unwrap();
    let two = begin_recording(&tx, "2016-11-16T08:00:00Z", "test", 2).unwrap();
    let ended = work("2016-11-01", Some("2016-11-15"));
    record_occupations(&tx, two, std::slice::from_ref(&ended)).unwrap();
    let left = internship("2016-11-01", Some("2016-11-15"));
    record_measures(&tx, two, std::slice::from_ref(&left)).unwrap();
    let before = load_reported(&tx, one).unwrap();
    assert_eq!(
        (before.occupations, before.measures),
        (vec![begun, other.clone()], vec![taken, more.clone()])
    );
    let after = load_reported(&tx, two).unwrap();
    assert_eq!((after.occupations, after.measures), (vec![other, ended], vec![more, left]));
}

#[test]
fn what_was_recorded_later_is_not_known_before() {
    let form = |last_day| InterruptionReport {
        number: number("199603072399"),
        unit: "12345678".to_owned(),
        last_day: date(last_day),
    };
    let (_dir, mut register) = empty_register();
    let tx = register.begin().unwrap();
    assert_eq!(last_recording(&tx).unwrap(), RecordingId(0));
    let one = begin_recording(&tx, "2016-11-15T08:00:00Z", "test", 1).unwrap();
    record_interruptions(&tx, one, &[form("2016-10-28")]).unwrap();
    let other = begin_recording(&tx, "2016-11-16T08:00:00Z", "test", 2).unwrap();
    let forms = [form("2016-10-28"), form("2016-11-01")];
    assert_eq!(record_interruptions(&tx, other, &forms).unwrap(), [Kept::Already, Kept::New]);
    assert_eq!(last_recording(&tx).unwrap(), other);
    let known = |through| load_reported(&tx, through).unwrap().interruptions;
    assert_eq!(known(RecordingId(0)), []);
    assert_eq!(known(one), [form("2016-10-28")]);
    assert_eq!(known(other), [form("2016-10-28"), form("2016-11-01")]);
}

fn call(number: Number) -> ContactReport {
    ContactReport {
        number,
        on: date("2016-11-15"),
        channel: Channel::Telephone,
        outcome: ContactOutcome::NoAnswer,
        answered: None,
        occupation: None,
    }
}

#[test]
fn the_same_contact_twice_is_one() {
    let call = call(number("199603072399"));
    let reached = ContactReport {
        outcome: ContactOutcome::ReachedOccupied,
        occupation: Some(Occupation::Work),
        ..call.clone()
    };
    let (_dir, mut register) = empty_register();
    let tx = register.begin().unwrap();
    let one = begin_recording(&tx, "2016-11-15T08:00:00Z", "test", 3).unwrap();
    let kept = record_contacts(&tx, one, &[call.clone(), reached, call]).unwrap();
    assert_eq!(kept, [Kept::OfNobody, Kept::OfNobody, Kept::Already]);
}

#[test]
fn a_contact_tells_whether_its_person_has_ever_had_an_entry() {
    let (_dir, mut register) = empty_register();
    let tx = register.begin().unwrap();
    let run = start(&tx, "2016-11-14", Outcome::Done, None);
    write_difference(&tx, run, &State::default(), &small_state()).unwrap();
    let one = begin_recording(&tx, "2016-11-15T08:00:00Z", "test", 4).unwrap();
    // Open, closed and known by an earlier number, not known.
    let numbers = ["199803192393", "199608042389", "201001012382"];
    let calls: Vec<ContactReport> = numbers.map(|text| call(number(text))).into();
    let kept = record_contacts(&tx, one, &calls).unwrap();
    assert_eq!(kept, [Kept::New, Kept::New, Kept::OfNobody]);
    let told = load_reported(&tx, one).unwrap().contacts;
    assert_eq!(told.iter().map(|told| told.of_registered).collect::<Vec<_>>(), [true, true, false]);
}

#[test]
fn a_contact_tells_which_night_was_the_first_to_know_of_it() {
    let (_dir, mut register) = empty_register();
    let tx = register.begin().unwrap();
    let known_on = || load_reported(&tx, RecordingId(9)).unwrap().contacts[0].known_on;
    let one = begin_recording(&tx, "2016-11-15T08:00:00Z", "test", 1).unwrap();
    record_contacts(&tx, one, &[call(number("199803192393"))]).unwrap();
    start(&tx, "2016-11-14", Outcome::Done, None);
    assert_eq!(known_on(), None);
    for (as_of, outcome, through) in [("2016-11-15", Outcome::Refused, 1), ("2016-11-16", Outcome::Done, 1)] {
        let run = start(&tx, as_of, outcome, None);
        let set = "UPDATE run SET recorded_through = ? WHERE run_id = ?";
        tx.execute(set, [through, run.0]).unwrap();
    }
    start(&tx, "2016-11-17", Outcome::Done, None);
    tx.execute_batch("UPDATE run SET recorded_through = 2 WHERE as_of = '2016-11-17'").unwrap();
    assert_eq!(known_on(), Some(date("2016-11-16")));
}

fn details(telephone: &str, email: &str) -> DetailsReport {
    let (telephone, email) = (telephone.to_owned(), email.to_owned());
    DetailsReport { number: number("199603072399"), telephone, email }
}

#[test]
fn of_how_to_reach_somebody_only_the_newest_is_kept_and_that_there_was_a_telephone() {
    let (_dir, mut register) = empty_register();
    let tx = register.begin().unwrap();
    let mut recorded = Vec::new();
    for (told, kept) in [
        (details("", ""), Kept::Already),
        (details("0701740605", "elev@example.org"), Kept::New),
        (details("0701740605", "elev@example.org"), Kept::Already),
        (details("", "elev@example.org"), Kept::New),
        (details("0701740605", "elev@example.org"), Kept::New),
        (details("", ""), Kept::New),
        (details("", ""), Kept::Already),
    ] {
        let recording = begin_recording(&tx, "2016-11-15T08:00:00Z", "test", 1).unwrap();
        assert_eq!(record_contact_details(&tx, recording, &[told]).unwrap(), [kept]);
        recorded.push(recording);
    }
    let sql = "SELECT count(*) AS rows, sum(telephone <> '' OR email <> '') AS told FROM contact_detail";
    let rows = first(&tx, sql, [], |cells| Ok((cells.count("rows")?, cells.count("told")?))).unwrap();
    assert_eq!(rows, Some((4, 0)));
    let callable = |through: &RecordingId| !load_reported(&tx, *through).unwrap().callable.is_empty();
    let known: Vec<bool> = recorded.iter().map(callable).collect();
    assert_eq!(known, [false, true, true, false, true, false, false]);
}

#[test]
fn nobody_elses_details_are_touched() {
    let (_dir, mut register) = empty_register();
    let tx = register.begin().unwrap();
    let one = begin_recording(&tx, "2016-11-15T08:00:00Z", "test", 3).unwrap();
    let other = DetailsReport { number: number("199608042389"), ..details("0701740606", "") };
    let told = [other, details("0701740605", ""), details("", "")];
    assert_eq!(record_contact_details(&tx, one, &told).unwrap(), [Kept::New; 3]);
    assert_eq!(load_reported(&tx, one).unwrap().callable, BTreeSet::from([number("199608042389")]));
    let sql = "SELECT telephone FROM contact_detail WHERE number = '199608042389'";
    let telephone = first(&tx, sql, [], |cells| cells.get::<String>("telephone")).unwrap();
    assert_eq!(telephone.as_deref(), Some("0701740606"));
}

#[test]
fn the_newest_pairing_of_a_number_holds_also_when_it_is_an_earlier_one() {
    let of = |provider: Option<&str>, paired| PairedId {
        provider: provider.map(str::to_owned),
        number: number(paired),
    };
    let (tf, other_tf) = (of(Some("alfa"), "20000301TF12"), of(Some("beta"), "20000301TF12"));
    let coordination = of(None, "191401682396");
    let (one, other) = (number("199603072399"), number("199608042389"));
    let (_dir, mut register) = empty_register();
    let tx = register.begin().unwrap();
    let recording = begin_recording(&tx, "2016-11-15T08:00:00Z", "test", 1).unwrap();
    for (id, number, kept) in [
        (&tf, one, Kept::New),
        (&tf, one, Kept::Already),
        (&other_tf, one, Kept::New),
        (&tf, other, Kept::New),
        (&tf, one, Kept::New),
        (&coordination, one, Kept::New),
        (&coordination, one, Kept::Already),
        (&coordination, other, Kept::New),
    ] {
        let told = [(id.clone(), number)];
        assert_eq!(record_pairings(&tx, recording, &told).unwrap(), [kept]);
    }
    let known = load_reported(&tx, recording).unwrap().pairings;
    assert_eq!(known, BTreeMap::from([(tf, one), (other_tf, one), (coordination, other)]));
}

fn entry(climbed: Option<Step>) -> TakenOver {
    TakenOver {
        number: number("199603072399"),
        entered_on: date("2016-03-01"),
        reason: CoveredReason::NeverStarted,
        lane: Lane::Outreach,
        climbed,
    }
}

#[test]
fn an_entry_is_taken_over_as_it_was_told_last() {
    let (_dir, mut register) = empty_register();
    let tx = register.begin().unwrap();
    let recording = begin_recording(&tx, "2016-11-15T08:00:00Z", "test", 1).unwrap();
    for (told, kept) in [
        (entry(None), Kept::New),
        (entry(None), Kept::Already),
        (entry(Some(Step::Letter)), Kept::New),
        (entry(Some(Step::Letter)), Kept::Already),
    ] {
        assert_eq!(record_entries(&tx, recording, &[told]).unwrap(), [kept]);
    }
    assert_eq!(load_reported(&tx, recording).unwrap().taken_over, [entry(Some(Step::Letter))]);
}

#[test]
fn no_entry_is_taken_over_after_the_first_night_that_was_not_refused() {
    let (_dir, mut register) = empty_register();
    let tx = register.begin().unwrap();
    let recording = begin_recording(&tx, "2016-11-15T08:00:00Z", "test", 1).unwrap();
    start(&tx, "2016-11-14", Outcome::Refused, None);
    assert_eq!(record_entries(&tx, recording, &[entry(None)]).unwrap(), [Kept::New]);
    start(&tx, "2016-11-15", Outcome::Held, None);
    let said = record_entries(&tx, recording, &[entry(None)]).unwrap_err().to_string();
    assert_eq!(
        said,
        "entries are taken over before the first night, and the night of 2016-11-15 has been run: nothing \
         was recorded"
    );
}
