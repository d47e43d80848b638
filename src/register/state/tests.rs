use super::super::fixture::{date, empty_register, number, small_state, start};
use super::*;
use crate::domain::codes::{Lane, NotCoveredReason, Outcome, TaskStatus};
use crate::domain::state::{ClosedReason, Closing, EntryId, LaneSpan, PersonId, TaskId};
use crate::register::runs::nights;

fn versions(tx: &Transaction<'_>, sql: &str) -> Vec<(i64, Option<i64>)> {
    let mut statement = tx.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get("from_run")?, row.get("to_run")?))).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

#[test]
fn an_empty_register_holds_the_empty_state() {
    let (_dir, mut register) = empty_register();
    assert_eq!(load(&register.read().unwrap()).unwrap(), State::default());
}

#[test]
fn a_state_comes_back_as_it_was_written() {
    let (_dir, mut register) = empty_register();
    let tx = register.begin().unwrap();
    let run = start(&tx, "2016-11-14", Outcome::Done, None);
    write_difference(&tx, run, &State::default(), &small_state()).unwrap();
    tx.commit().unwrap();
    assert_eq!(load(&register.read().unwrap()).unwrap(), small_state());
}

#[test]
fn what_is_not_committed_has_not_happened() {
    let (_dir, mut register) = empty_register();
    let tx = register.begin().unwrap();
    let run = start(&tx, "2016-11-14", Outcome::Done, None);
    write_difference(&tx, run, &State::default(), &small_state()).unwrap();
    drop(tx);
    assert_eq!(load(&register.read().unwrap()).unwrap(), State::default());
}

#[test]
fn the_same_state_again_writes_nothing() {
    let (_dir, mut register) = empty_register();
    let tx = register.begin().unwrap();
    let run = start(&tx, "2016-11-14", Outcome::Done, None);
    write_difference(&tx, run, &State::default(), &small_state()).unwrap();
    let run = start(&tx, "2016-11-15", Outcome::Done, None);
    let before = tx.total_changes();
    write_difference(&tx, run, &small_state(), &small_state()).unwrap();
    assert_eq!(tx.total_changes(), before);
}

#[test]
fn the_state_after_a_run_is_as_it_left_it() {
    let (_dir, mut register) = empty_register();
    let tx = register.begin().unwrap();
    let first = start(&tx, "2016-11-14", Outcome::Done, None);
    write_difference(&tx, first, &State::default(), &small_state()).unwrap();
    let second = start(&tx, "2016-11-15", Outcome::Done, None);
    write_difference(&tx, second, &small_state(), &changed_in_every_map()).unwrap();

    let mut unranked = small_state();
    for task in unranked.tasks.values_mut() {
        task.priority = None;
    }
    let nights = nights(&tx).unwrap();
    unranked.given.last_person = 4;
    assert_eq!(load_after(&tx, None).unwrap(), State { given: unranked.given.clone(), ..State::default() });
    assert_eq!(load_after(&tx, nights.values().next()).unwrap(), unranked);
    assert_eq!(load(&tx).unwrap(), changed_in_every_map());
}

#[test]
fn a_row_that_comes_back_begins_a_new_version() {
    let (_dir, mut register) = empty_register();
    let tx = register.begin().unwrap();
    let mut without = small_state();
    without.staged.residents.remove(&number("199803192393"));
    let states = [State::default(), small_state(), without, small_state()];
    for (index, pair) in states.windows(2).enumerate() {
        let run = start(&tx, &format!("2016-11-1{}", index + 4), Outcome::Done, None);
        write_difference(&tx, run, &pair[0], &pair[1]).unwrap();
    }
    let sql = "SELECT from_run, to_run FROM staged_resident WHERE number = '199803192393' ORDER BY from_run";
    assert_eq!(versions(&tx, sql), [(1, Some(2)), (3, None)]);
    let untouched = "SELECT from_run, to_run FROM staged_resident WHERE number = '199608042389'";
    assert_eq!(versions(&tx, untouched), [(1, None)]);
}

#[test]
fn a_new_lane_or_rank_leaves_the_versions_of_its_entry_and_task_alone() {
    let (_dir, mut register) = empty_register();
    let tx = register.begin().unwrap();
    let first = start(&tx, "2016-11-14", Outcome::Done, None);
    write_difference(&tx, first, &State::default(), &small_state()).unwrap();
    let mut after = small_state();
    let span = LaneSpan { lane: Lane::InSchool, from_on: date("2016-11-15"), known_on: date("2016-11-15") };
    after.entries.get_mut(&EntryId(1)).unwrap().lanes.push(span);
    after.tasks.get_mut(&TaskId(1)).unwrap().priority = Some(7);
    let second = start(&tx, "2016-11-15", Outcome::Done, None);
    write_difference(&tx, second, &small_state(), &after).unwrap();

    after.last_night = Some(date("2016-11-15"));
    assert_eq!(load(&tx).unwrap(), after);
    assert_eq!(versions(&tx, "SELECT from_run, to_run FROM entry WHERE entry_id = 1"), [(1, None)]);
    assert_eq!(versions(&tx, "SELECT from_run, to_run FROM task WHERE task_id = 1"), [(1, None)]);
    let lanes = "SELECT from_run, to_run FROM entry_lane WHERE entry_id = 1 ORDER BY seq";
    assert_eq!(versions(&tx, lanes), [(1, None), (1, None), (2, None)]);
}

#[test]
fn a_refused_night_is_not_the_last_night() {
    let (_dir, mut register) = empty_register();
    let tx = register.begin().unwrap();
    start(&tx, "2016-11-14", Outcome::DoneWithFaults, None);
    start(&tx, "2016-11-15", Outcome::Refused, None);
    assert_eq!(load(&tx).unwrap().last_night, Some(date("2016-11-14")));
}

#[test]
fn the_id_of_a_merged_person_is_not_given_again() {
    let (_dir, mut register) = empty_register();
    let tx = register.begin().unwrap();
    let first = start(&tx, "2016-11-14", Outcome::Done, None);
    write_difference(&tx, first, &State::default(), &small_state()).unwrap();
    let mut merged = small_state();
    merged.people.by_number.insert(number("199906062394"), PersonId(2));
    merged.people.persons.remove(&PersonId(3));
    let second = start(&tx, "2016-11-15", Outcome::Done, None);
    write_difference(&tx, second, &small_state(), &merged).unwrap();
    let State { people, given, .. } = load(&tx).unwrap();
    assert_eq!((given.last_person, people.last_seniority), (3, 3));
    assert_eq!(people.by_number, merged.people.by_number);
    assert_eq!(people.persons.keys().copied().collect::<Vec<_>>(), [PersonId(1), PersonId(2)]);
}

#[test]
fn a_number_that_came_by_a_merge_is_not_what_its_person_had_first() {
    let (_dir, mut register) = empty_register();
    let tx = register.begin().unwrap();
    let first = start(&tx, "2016-11-14", Outcome::Done, None);
    write_difference(&tx, first, &State::default(), &small_state()).unwrap();
    let mut merged = small_state();
    merged.people.by_number.insert(number("199906062394"), PersonId(2));
    let second = start(&tx, "2016-11-15", Outcome::Done, None);
    write_difference(&tx, second, &small_state(), &merged).unwrap();
    let given = given::all(&tx).unwrap();
    assert_eq!(given.persons[&number("199906062394")], PersonId(3));
    assert_eq!(given.persons, small_state().people.by_number);
    assert_eq!(given.entries[&PersonId(2)], [EntryId(2)]);
}

#[test]
fn what_a_superseded_run_wrote_is_no_version_of_a_night() {
    let (_dir, mut register) = empty_register();
    let tx = register.begin().unwrap();
    let (mut closed, mut moved) = (small_state(), small_state());
    closed.entries.get_mut(&EntryId(1)).unwrap().closing = Some(Closing {
        closed_on: date("2016-11-15"),
        known_on: date("2016-11-15"),
        reason: ClosedReason::Answer(NotCoveredReason::Attending),
    });
    moved.entries.get_mut(&EntryId(1)).unwrap().opened_on = date("2016-10-01");
    let states = [State::default(), small_state(), closed, moved.clone()];
    let mut last = None;
    for (pair, night) in states.windows(2).zip(["2016-11-14", "2016-11-15", "2016-11-15"]) {
        let run = start(&tx, night, Outcome::Done, last.filter(|_| night == "2016-11-15"));
        write_difference(&tx, run, &pair[0], &pair[1]).unwrap();
        last = (night == "2016-11-15").then_some(run);
    }
    let present = moved.entries.into_iter().filter(|(id, _)| *id == EntryId(1)).collect();
    let told = versions_of(&tx, &present).unwrap();
    let told: Vec<_> = told.iter().map(|it| (it.known_on, it.entry.opened_on, it.entry.is_open())).collect();
    assert_eq!(
        told,
        [(date("2016-11-14"), date("2016-10-29"), true), (date("2016-11-15"), date("2016-10-01"), true),]
    );
}

#[test]
fn an_unknown_code_in_the_file_is_an_error_without_the_value() {
    let (_dir, mut register) = empty_register();
    let tx = register.begin().unwrap();
    let run = start(&tx, "2016-11-14", Outcome::Done, None);
    write_difference(&tx, run, &State::default(), &small_state()).unwrap();
    tx.execute_batch("UPDATE staged_resident SET moved_in_on = '1990-13-01' WHERE moved_in_on IS NOT NULL")
        .unwrap();
    assert_eq!(
        format!("{:#}", load(&tx).unwrap_err()),
        "loading residents: column `moved_in_on` holds what kaa-sync never writes; \
         restore the database from a backup"
    );
}

/// Something ended, something changed and something new in every map.
fn changed_in_every_map() -> State {
    let mut state = small_state();
    state.last_night = Some(date("2016-11-15"));
    let staged = &mut state.staged;
    staged.residents.remove(&number("199608042389"));
    staged.residents.get_mut(&number("199803192393")).unwrap().row.contact.street = "Vägen 2".to_owned();
    staged.placements.pop_first();
    staged.placements.last_entry().unwrap().get_mut().absence.misses = 1;
    staged.credentials.pop_first();
    staged.credentials.last_entry().unwrap().get_mut().date = Some(date("2016-11-15"));
    staged.rejects.first_entry().unwrap().get_mut().pop_first();
    staged.memories.first_entry().unwrap().get_mut().accepted_on = date("2016-11-15");
    state.people.persons.get_mut(&PersonId(1)).unwrap().area = "Farsta".to_owned();
    state.people.persons.remove(&PersonId(2));
    state.people.by_number.insert(number("199710262388"), PersonId(4));
    state.given.last_person = 4;
    let entry = state.entries.get_mut(&EntryId(1)).unwrap();
    entry.closing = Some(Closing {
        closed_on: date("2016-11-15"),
        known_on: date("2016-11-15"),
        reason: ClosedReason::Answer(NotCoveredReason::Attending),
    });
    entry.lanes.pop();
    state.tasks.get_mut(&TaskId(1)).unwrap().status = TaskStatus::Ready;
    state.tasks.get_mut(&TaskId(2)).unwrap().priority = Some(2);
    state.tasks.get_mut(&TaskId(1)).unwrap().priority = Some(1);
    state
}
