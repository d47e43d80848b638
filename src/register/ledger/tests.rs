//! What the ledger holds after a night, and how often a fault has been seen.

use super::*;
use crate::domain::codes::{
    CoveredReason, FileFault, Lane, LimitClass, Outcome, RowFault, SourceKind, Verdict,
};
use crate::domain::sources::SourceNight;
use crate::register::fixture::{date, empty_register, provider, start};
use crate::register::runs::{finish_run, last_committed};

static NO_COVERAGE: BTreeMap<Part, u64> = BTreeMap::new();
static EMPTY: BTreeMap<ProviderId, u64> = BTreeMap::new();

fn source(verdict: Verdict, fault: Option<FileFault>) -> SourceNight {
    SourceNight {
        id: provider("ber", "berga"),
        kind: SourceKind::Enrolment,
        required: false,
        verdict,
        fault,
        file_date: Some(date("2016-11-13")),
        sha256: Some("ab".repeat(32)),
        row_count: fault.is_none().then_some(100),
        quarantined: fault.is_none().then_some(1),
        memory: None,
        shrinking: false,
        stands_through: None,
    }
}

fn rejected(line: u64, fingerprint: &str) -> (ProviderId, Rejected) {
    let rejected = Rejected {
        line,
        field: Some("STARTDATUM".to_owned()),
        fault: RowFault::BadDate,
        number: None,
        key: None,
        fingerprint: fingerprint.to_owned(),
    };
    (provider("ber", "berga"), rejected)
}

fn empty(tonight: &Tonight) -> Ledger<'_> {
    Ledger {
        tonight,
        unmatched: &EMPTY,
        rejected: &[],
        changes: &[],
        undetermined: &[],
        allowances: &[],
        acceptances: &[],
        coverage: &NO_COVERAGE,
    }
}

/// Times seen of a fault "a" in a night with this outcome and verdict.
fn seen(
    tx: &Transaction<'_>,
    night: (&str, Outcome),
    verdict: Verdict,
    supersedes: Option<RunId>,
) -> (RunId, i64) {
    let run = start(tx, night.0, night.1, supersedes);
    let tonight = Tonight { sources: vec![source(verdict, None)] };
    let rejected = [rejected(7, "a")];
    record(tx, run, &Ledger { rejected: &rejected, ..empty(&tonight) }).unwrap();
    let sql = "SELECT times_seen FROM quarantine WHERE run_id = :run";
    (run, tx.query_row(sql, named_params! {":run": run.0}, |row| row.get("times_seen")).unwrap())
}

#[test]
fn a_fault_is_counted_in_accepted_files_in_a_row() {
    let (_dir, mut register) = empty_register();
    let tx = register.begin().unwrap();
    assert_eq!(seen(&tx, ("2016-11-14", Outcome::Done), Verdict::Accepted, None).1, 1);
    assert_eq!(seen(&tx, ("2016-11-15", Outcome::Refused), Verdict::Accepted, None).1, 2);
    let (run, times) = seen(&tx, ("2016-11-15", Outcome::Done), Verdict::Unchanged, None);
    assert_eq!(times, 2);
    assert_eq!(seen(&tx, ("2016-11-15", Outcome::Done), Verdict::Accepted, Some(run)).1, 2);

    let without = start(&tx, "2016-11-16", Outcome::Done, None);
    let tonight = Tonight { sources: vec![source(Verdict::Refused, Some(FileFault::Truncated))] };
    record(&tx, without, &empty(&tonight)).unwrap();
    assert_eq!(seen(&tx, ("2016-11-17", Outcome::Done), Verdict::Accepted, None).1, 3);

    let clean = start(&tx, "2016-11-18", Outcome::Done, None);
    let tonight = Tonight { sources: vec![source(Verdict::Accepted, None)] };
    record(&tx, clean, &empty(&tonight)).unwrap();
    assert_eq!(seen(&tx, ("2016-11-21", Outcome::Done), Verdict::Accepted, None).1, 1);
}

#[test]
fn a_night_is_recorded_and_counted_whole() {
    let (_dir, mut register) = empty_register();
    let tx = register.begin().unwrap();
    let run = start(&tx, "2016-11-14", Outcome::Held, None);
    let opening = Change::Open {
        person: PersonId(1),
        opened_on: date("2016-11-01"),
        reason: CoveredReason::MovedIn,
        lane: Lane::Outreach,
        explained: true,
    };
    let moving =
        Change::Move { person: PersonId(2), entry: EntryId(5), lane: Lane::Occupied, on: date("2016-11-14") };
    let changes = [
        Recorded { kind: ChangeKind::Opened, entry: Some(EntryId(6)), change: &opening, told_by: None },
        Recorded { kind: ChangeKind::HeldOpen, entry: None, change: &opening, told_by: None },
        Recorded { kind: ChangeKind::Lane, entry: Some(EntryId(5)), change: &moving, told_by: None },
    ];
    let tonight = Tonight { sources: vec![source(Verdict::Accepted, None)] };
    let unmatched = BTreeMap::from([(provider("ber", "berga"), 4)]);
    let rejected = [rejected(7, "a"), rejected(9, "b")];
    let allowances = [Allowance {
        class: LimitClass::Additions,
        ceiling: 312,
        because: "ny leverantör".to_owned(),
        given_by: "anna".to_owned(),
    }];
    let acceptances = [Acceptance {
        provider: "berga".to_owned(),
        fault: FileFault::RowCountDrop,
        at_least_rows: 90,
        because: "mindre skola".to_owned(),
        given_by: "anna".to_owned(),
    }];
    let ledger = Ledger {
        unmatched: &unmatched,
        rejected: &rejected,
        changes: &changes,
        undetermined: &[(PersonId(3), UndeterminedReason::SourceSilent)],
        allowances: &allowances,
        acceptances: &acceptances,
        coverage: &BTreeMap::from([(Part::HeldOpen, 1)]),
        ..empty(&tonight)
    };
    let counts = record(&tx, run, &ledger).unwrap();
    let expected =
        Counts { opened: 1, lane_changes: 1, held: 1, undetermined: 1, quarantined: 2, ..Counts::default() };
    assert_eq!(counts, expected);
    finish_run(&tx, run, &counts, Some("digest"), "2016-11-15T02:00:01Z").unwrap();
    let last = last_committed(&tx).unwrap().unwrap();
    assert_eq!((last.run, last.outcome, last.counts), (run, Outcome::Held, expected));
    assert_eq!(last.register_digest.as_deref(), Some("digest"));
    assert_eq!(last.finished_at.as_deref(), Some("2016-11-15T02:00:01Z"));

    let text = |sql: &str| -> String { tx.query_row(sql, [], |row| row.get(0)).unwrap() };
    let changes = "SELECT group_concat(concat_ws(' ', as_of, run_id, change, person_id, entry_id, reason,
                          effective_on, explained), '|') FROM register_changes";
    assert_eq!(
        text(changes),
        "2016-11-14 1 opened 1 6 moved_in 2016-11-01 1|2016-11-14 1 held_open 1 moved_in 2016-11-01 1|\
         2016-11-14 1 lane 2 5 occupied 2016-11-14 1"
    );
    let sources = "SELECT concat_ws(' ', source, provider, file_date, rows, quarantined, unmatched, verdict)
                   FROM sources";
    assert_eq!(text(sources), "ber berga 2016-11-13 100 1 4 accepted");
    let allowed = "SELECT concat_ws(' ', class, ceiling, because, given_by) FROM allowance";
    assert_eq!(text(allowed), "additions 312 ny leverantör anna");
    let accepted = "SELECT concat_ws(' ', provider, code, at_least_rows, because, given_by) FROM acceptance";
    assert_eq!(text(accepted), "berga row_count_drop 90 mindre skola anna");
    assert_eq!(
        text("SELECT concat_ws(' ', as_of, \"group\", persons) FROM coverage"),
        "2016-11-14 held_open 1"
    );
}
