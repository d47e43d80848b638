//! Whole pages, typed by hand.

use super::*;
use crate::domain::calendar::date;
use crate::domain::codes::{CoveredReason, Lane, NotCoveredReason, Step, TaskStatus, Variant};
use crate::domain::difference::{EntryChange, TaskChange};
use crate::domain::state::{ClosedReason, Closing, Entry, EntryId, LaneSpan, Task, TaskId};
use crate::domain::testing::open_entry;

fn report(is_plan: bool, exit_code: u8, ended: Ended<'_>) -> RerunReport<'_> {
    RerunReport { from: date(2016, 11, 16), is_plan, exit_code, ended }
}

/// Two nights, the second of which withholds changes.
fn held<'a>(
    files: &'a [String],
    exceeded: &'a BTreeMap<LimitClass, Exceeded>,
    none: &'a BTreeMap<LimitClass, Exceeded>,
    difference: &'a Difference,
) -> Ended<'a> {
    let night = |day, outcome, exceeded, run| NightRow {
        as_of: date(2016, 11, day),
        outcome,
        files: if day == 16 { files } else { &[] },
        exceeded,
        run_id: Some(run),
    };
    Ended::Decided {
        nights: vec![night(16, Outcome::Done, none, 7), night(17, Outcome::Held, exceeded, 8)],
        difference,
        register_digest: None,
    }
}

fn with_held(test: impl FnOnce(Ended<'_>)) {
    let over = |count, limit| Exceeded { count, limit };
    let exceeded = BTreeMap::from([
        (LimitClass::UnexplainedRemovals, over(312, 11)),
        (LimitClass::Removals, over(320, 52)),
    ]);
    let files = ["uedb_2016-11-16.csv".to_owned()];
    test(held(&files, &exceeded, &BTreeMap::new(), &Difference::default()));
}

#[test]
fn what_waits_is_told_with_its_four_answers_and_the_words_that_release_it() {
    with_held(|ended| {
        assert_eq!(
            text(Lang::En, &report(false, 4, ended)),
            "\
Rerun from        2016-11-16
Outcome           done in part: changes wait for a decision (exit code 4)

Changes that wait for a decision
Committed         Everything but what waits for a decision.
Not committed     312 unexplained closings (limit 11); 320 closings (limit 52)
Tried again       Yes. The same changes are worked out again; nothing is lost.
To do             The register's keeper checks the changes. If they are right,
                  run the night again with:
  run --as-of 2016-11-17 --allow unexplained_removals=312 --because \"…\"
  run --as-of 2016-11-17 --allow removals=320 --because \"…\"

Nights
Night       Outcome                                    Run  Corrected files
2016-11-16  done                                         7  uedb_2016-11-16.csv
2016-11-17  done in part: changes wait for a decision    8

Nothing in the register or the queue is otherwise than before.
"
        );
    });
}

#[test]
fn a_preview_claims_nothing_committed() {
    with_held(|ended| {
        let page = text(Lang::En, &report(true, 4, ended));
        assert!(page.contains("Would be applied  Everything but"), "{page}");
        assert!(!page.contains("\nCommitted"), "{page}");
    });
}

#[test]
fn nothing_to_do_is_one_line_and_no_table() {
    assert_eq!(
        text(Lang::Sv, &report(false, 0, Ended::NothingToDo)),
        "\
Omkörning från    2016-11-16
Utfall            Inget att göra: varje natt skulle avgöras som den avgjordes.
"
    );
    let none = json!({
        "from": "2016-11-16", "plan": true, "outcome": "nothing_to_do", "exit_code": 3,
        "register_digest": null, "nights": [], "entries": [], "tasks": [], "refused": null,
    });
    assert_eq!(json(&report(true, 3, Ended::NothingToDo)), none);
}

#[test]
fn a_refused_night_is_told_with_its_file_and_fault() {
    let id = ProviderId { source: "friskolor".to_owned(), provider: "gamma".to_owned() };
    let night = date(2016, 11, 17);
    let ended = Ended::Refused { night, id: &id, fault: FileFault::Truncated };
    assert_eq!(
        json(&report(false, 6, ended.clone()))["refused"],
        json!({
            "night": "2016-11-17", "source": "friskolor", "provider": "gamma", "code": "truncated",
        })
    );
    let page = text(Lang::En, &report(false, 6, ended));
    assert!(page.contains("refused: nothing has changed in the register (2016-11-17)"), "{page}");
    assert!(page.contains("file from gamma"), "{page}");
}

fn entry() -> Entry {
    open_entry(1, "2016-11-01", CoveredReason::NeverStarted)
}

fn closed(on: u32, reason: NotCoveredReason) -> Entry {
    let (closed_on, known_on) = (date(2016, 11, on), date(2016, 11, 21));
    let reason = ClosedReason::Answer(reason);
    Entry { closing: Some(Closing { closed_on, known_on, reason }), ..entry() }
}

fn task() -> Task {
    Task {
        entry: EntryId(5),
        step: Step::Letter,
        attempt: 1,
        variant: Variant::Standard,
        owner: "syd".to_owned(),
        status: TaskStatus::Waiting,
        not_before: date(2016, 11, 21),
        due_by: date(2016, 12, 14),
        created_on: date(2016, 11, 14),
        priority: None,
        end: None,
    }
}

#[test]
fn each_entry_and_task_is_told_by_what_is_first_among_what_is_otherwise() {
    let told = |before: Entry, after: Entry| EntryChange::Told { before, after };
    let attending = |on| closed(on, NotCoveredReason::Attending);
    let emigrated = |on| closed(on, NotCoveredReason::Emigrated);
    let occupied =
        LaneSpan { lane: Lane::Occupied, from_on: date(2016, 11, 17), known_on: date(2016, 11, 17) };
    let moved = Entry { lanes: [entry().lanes, vec![occupied]].concat(), ..entry() };
    let known_later = Entry { opened_known_on: date(2016, 11, 17), ..entry() };
    let entries = [
        (1, EntryChange::In { before: Some(attending(20)), after: entry() }),
        (2, EntryChange::Out { before: None, after: Some(attending(20)) }),
        (3, told(attending(20), emigrated(18))),
        (4, told(attending(20), emigrated(20))),
        (5, told(entry(), moved)),
        (6, told(entry(), known_later)),
    ];
    let later = Task { not_before: date(2016, 11, 24), ..task() };
    let tasks = [
        (7, TaskChange::Came(task())),
        (8, TaskChange::Went { before: task(), end: None }),
        (9, TaskChange::Told { before: task(), after: later }),
    ];
    let difference = Difference {
        entries: entries.map(|(id, change)| (EntryId(id), change)).to_vec(),
        tasks: tasks.map(|(id, change)| (TaskId(id), change)).to_vec(),
    };
    let mut page = Page::default();
    difference::tables(&mut page, Lang::En, &difference);
    assert_eq!(
        page.into_text(),
        "\
Entries in the register
Entry  Change                  Before                 After
    1  in the register         2016-11-01/2016-11-20  2016-11-01/
    2  out of the register                            2016-11-01/2016-11-20
    3  other dates             2016-11-01/2016-11-20  2016-11-01/2016-11-18
    4  another reason          2016-11-01/2016-11-20  2016-11-01/2016-11-20
    5  another lane            2016-11-01/            2016-11-01/
    6  known on another night  2016-11-01/            2016-11-01/

Tasks in the queue
Task  Entry  Change     Step          Before      After
   7      5  new        first letter              2016-11-21
   8      5  withdrawn  first letter  2016-11-21
   9      5  changed    first letter  2016-11-21  2016-11-24
"
    );
}
