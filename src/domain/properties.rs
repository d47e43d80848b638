//! The laws of the decision, over generated facts and generated towns.
//!
//! Each law is checked against something simpler than the code it checks: day by day, or by
//! counting what must not be there.

use super::calendar::{add_days, date, next, previous};
use super::change::Change;
use super::codes::{
    Deregistration, Document, FileFault, PlacementStatus, RowFault, Ruling, RulingReason, SchoolForm,
};
use super::decide::{Decided, Order, decide};
use super::facts::{DocumentFact, Facts, Residence};
use super::placement::{self, Rows};
use super::recall::{SourceRecord, recall};
use super::record::{
    Contact, DeregistrationRow, DocumentRow, PlacementKey, PlacementRow, Reading, Rejected, ResidentRow,
};
use super::reported::{DecisionReport, Reported};
use super::rules::Rules;
use super::since::since;
use super::sources::SourceNight;
use super::staged::{Absence, PlacementId, StagedPlacement};
use super::state::{PersonId, State};
use super::status::{Question, Status, answer, compulsory_end};
use super::testing::{self, number, ordinary_residence, ordinary_rules, provider, sighting};
use chrono::NaiveDate;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Official test numbers.
const NUMBERS: [&str; 4] = ["199805052389", "199901012386", "200003012382", "199611012395"];

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0_u32..2200).prop_map(|days| add_days(date(2013, 8, 1), days))
}

fn any_absence(night: NaiveDate) -> impl Strategy<Value = Absence> {
    (0_u8..=3, 0_u32..40).prop_map(move |(misses, ago)| Absence {
        misses,
        since: (misses > 0).then(|| night - chrono::Days::new(ago.into())),
    })
}

fn any_row(person: &'static str) -> impl Strategy<Value = PlacementRow> {
    let form = prop_oneof![
        4 => Just((SchoolForm::UpperSecondary, "NANAT")),
        2 => Just((SchoolForm::UpperSecondary, "IMVBA")),
        1 => Just((SchoolForm::UpperSecondary, "XYZ")),
        1 => Just((SchoolForm::AdaptedUpperSecondary, "IAIND")),
        1 => Just((SchoolForm::Compulsory, "")),
        1 => Just((SchoolForm::Adult, "")),
    ];
    let status = prop_oneof![
        Just(PlacementStatus::Admitted),
        Just(PlacementStatus::Enrolled),
        Just(PlacementStatus::Ended),
        Just(PlacementStatus::BrokenOff),
    ];
    let paper =
        prop_oneof![Just(Document::Diploma), Just(Document::StudyCertificate), Just(Document::Unknown)];
    let dated = (paper, proptest::option::of(any_day()));
    (
        form,
        1_u8..4,
        status,
        any_day(),
        proptest::option::of(0_u32..700),
        proptest::option::weighted(0.2, dated),
        0..3_u8,
    )
        .prop_map(move |((form, programme), unit, status, start, length, document, year)| PlacementRow {
            key: PlacementKey {
                number: number(person),
                form,
                unit: format!("1000000{unit}"),
                programme: programme.to_owned(),
                start,
            },
            year: Some(year + 1),
            status,
            ends_on: length.map(|days| add_days(start, days)),
            broken_off_on: None,
            document: document.map(|(document, date)| DocumentRow { document, date }),
        })
}

fn any_residence(night: NaiveDate) -> impl Strategy<Value = Option<Residence>> {
    let gone = prop_oneof![
        Just(Deregistration::Deceased),
        Just(Deregistration::Emigrated),
        Just(Deregistration::Unknown),
    ];
    let leaves = proptest::option::weighted(0.2, (gone, proptest::option::of(any_day())));
    let rest = (
        any_absence(night),
        proptest::option::weighted(0.3, any_day()),
        leaves,
        prop::bool::weighted(0.9),
        prop::bool::weighted(0.1),
    );
    proptest::option::weighted(
        0.95,
        rest.prop_map(|(absence, since, deregistration, at_home, protected_registration)| Residence {
            at_home,
            since,
            protected_registration,
            deregistration,
            absence,
            ..ordinary_residence()
        }),
    )
}

fn any_decision() -> impl Strategy<Value = DecisionReport> {
    (prop_oneof![Just(Ruling::Covered), Just(Ruling::NotCovered)], any_day(), 0_u32..200).prop_map(
        |(ruling, from, length)| DecisionReport {
            number: number(NUMBERS[0]),
            ruling,
            reason: RulingReason::Other,
            from,
            to: add_days(from, length),
        },
    )
}

prop_compose! {
    fn any_facts(night: NaiveDate)(
        rows in prop::collection::vec((any_row(NUMBERS[0]), any_absence(night)), 0..5),
        residence in any_residence(night),
        decisions in prop::collection::vec(any_decision(), 0..2),
        has_quarantined_row in prop::bool::weighted(0.1),
    ) -> Facts {
        let staged = staged(rows);
        let documents = staged.iter().filter_map(|(_, placement)| placement.row.document).map(|told| DocumentFact {
            document: told.document,
            from: told.date,
            dated: told.date.is_some(),
        });
        Facts {
            birth: number(NUMBERS[0]).birth_date(),
            residence,
            contradictory: false,
            documents: documents.collect(),
            placements: resolve(&staged, night),
            decisions,
            occupations: Vec::new(),
            has_quarantined_row,
            rests_on_silence: false,
        }
    }
}

fn staged(rows: Vec<(PlacementRow, Absence)>) -> Vec<(PlacementId, StagedPlacement)> {
    let staged = rows.into_iter().map(|(row, absence)| {
        let id = PlacementId { provider: provider("ber"), key: row.key.clone() };
        (
            id,
            StagedPlacement {
                row,
                first_seen: None,
                document_seen: None,
                absence,
                told: true,
                sighting: sighting(),
            },
        )
    });
    staged.collect()
}

fn resolve(staged: &[(PlacementId, StagedPlacement)], night: NaiveDate) -> Vec<placement::Placement> {
    let rows: Vec<_> = staged.iter().map(|(id, placement)| (id, placement)).collect();
    let rules = ordinary_rules();
    placement::resolve(Rows { rows: &rows, interruptions: &[], rules: &rules, is_silent: &|_| false, night })
}

fn night() -> NaiveDate {
    date(2018, 3, 1)
}

fn on(facts: &Facts, day: NaiveDate, rules: &Rules) -> Status {
    answer(&Question { facts, day, rules }).status
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn since_by_turning_days_is_since_day_by_day(facts in any_facts(night())) {
        let rules = ordinary_rules();
        for holds in [Status::is_covered as fn(Status) -> bool, Status::is_not_covered] {
            if !holds(on(&facts, night(), &rules)) {
                continue;
            }
            let mut first = night();
            while first > facts.birth && holds(on(&facts, previous(first), &rules)) {
                first = previous(first);
            }
            prop_assert_eq!(since(&facts, &rules, night(), None, holds).day, first);
        }
    }

    #[test]
    fn nobody_is_covered_too_old_too_young_or_elsewhere_unless_a_person_decided(
        facts in any_facts(night()),
        day in any_day(),
    ) {
        let rules = ordinary_rules();
        if !on(&facts, day, &rules).is_covered() {
            return Ok(());
        }
        prop_assert!(day < date(2018, 5, 5), "born 1998-05-05");
        let decided = facts.decisions.iter().any(|decision| (decision.from..=decision.to).contains(&day));
        if !decided {
            prop_assert!(day > compulsory_end(&facts, &rules));
            prop_assert!(facts.residence.as_ref().is_some_and(|home| !home.at_home || home.since.is_none_or(|since| since <= day)));
        }
    }

    #[test]
    fn one_more_excluding_placement_never_lets_anyone_in(
        rows in prop::collection::vec((any_row(NUMBERS[0]), any_absence(night())), 0..4),
        extra in any_row(NUMBERS[0]),
        facts in any_facts(night()),
        day in any_day(),
    ) {
        let rules = ordinary_rules();
        let mut rows = rows;
        let before = Facts { placements: resolve(&staged(rows.clone()), night()), ..facts.clone() };
        let mut extra = extra;
        extra.key.unit = "19999999".into();
        rows.push((extra, Absence::default()));
        let after = Facts { placements: resolve(&staged(rows), night()), ..facts };
        let added = Question { facts: &after, day, rules: &rules };
        let excludes = added.excluding().any(|placement| placement.unit == "19999999");
        if excludes && on(&before, day, &rules).is_not_covered() {
            prop_assert!(!on(&after, day, &rules).is_covered());
        }
    }

    #[test]
    fn the_order_of_rows_changes_nothing(town in any_town(), turn in 0_usize..4) {
        let mut shuffled = town.clone();
        for night in &mut shuffled {
            let turn = turn.min(night.residents.len());
            night.residents.rotate_left(turn);
            night.placements.reverse();
        }
        for (one, other) in live(&town, false).iter().zip(&live(&shuffled, true)) {
            prop_assert_eq!(&one.tonight, &other.tonight);
            prop_assert_eq!(&one.proposal, &other.proposal);
            prop_assert_eq!(one.after(), other.after());
        }
    }

    #[test]
    fn entries_of_a_person_never_overlap_and_tasks_belong_to_open_entries(town in any_town()) {
        for decided in live(&town, false) {
            let state = decided.after();
            let mut by_person: BTreeMap<PersonId, Vec<(NaiveDate, Option<NaiveDate>)>> = BTreeMap::new();
            for entry in state.entries.values().filter(|entry| !entry.is_annulled()) {
                let closed_on = entry.closing.map(|closing| closing.closed_on);
                by_person.entry(entry.person).or_default().push((entry.opened_on, closed_on));
            }
            for stays in by_person.values_mut() {
                stays.sort();
                for pair in stays.windows(2) {
                    prop_assert!(pair[0].1.is_some_and(|closed| closed <= pair[1].0), "{:?}", pair);
                }
            }
            for task in state.tasks.values().filter(|task| task.status.is_open()) {
                let is_open = state.entries[&task.entry].is_open();
                prop_assert_eq!(is_open, task.step != super::codes::Step::Info20);
            }
            for entry in state.entries.values() {
                prop_assert_eq!(entry.lanes[0].from_on, entry.opened_on);
            }
        }
    }

    #[test]
    fn a_night_decided_again_from_what_was_kept_is_as_it_was(town in any_town()) {
        let rules = ordinary_rules();
        let mut before = State::default();
        for (decided, readings) in live(&town, false).iter().zip(town.iter().map(files)) {
            let order = order(decided.after().last_night.unwrap());
            let kept = kept(decided, &readings);
            let again = decide(&before, &Reported::default(), &kept, &rules, &order).unwrap();
            prop_assert_eq!(&again.proposal, &decided.proposal);
            prop_assert_eq!(again.after(), decided.after());
            before = decided.after().clone();
        }
    }

    #[test]
    fn a_file_put_right_gives_what_it_had_given_from_the_start(
        right in any_town(),
        wrong in prop::option::of(any_town()),
        place in 1_usize..6,
    ) {
        let rules = ordinary_rules();
        // The file of one night is another town's, or was refused.
        let mut told: Vec<Vec<Reading>> = right.iter().map(files).collect();
        told[place][2] = match &wrong {
            Some(town) => files(&town[place]).remove(2),
            None => refused("ber"),
        };
        let decided = live_through(&told);
        let mut state = decided[place - 1].after().clone();
        for (later, decided) in decided.iter().enumerate().skip(place) {
            let mut kept = kept(decided, &told[later]);
            if later == place {
                kept[2] = files(&right[place]).remove(2);
            }
            let order = order(decided.after().last_night.unwrap());
            state = decide(&state, &Reported::default(), &kept, &rules, &order).unwrap().into_after();
        }
        let from_the_start = live(&right, false);
        prop_assert_eq!(&state, from_the_start.last().unwrap().after());
    }

    #[test]
    fn a_refused_file_never_opens_or_closes_by_absence(town in any_town()) {
        let nights = live(&town, false);
        let Some(last) = nights.last() else { return Ok(()) };
        let night = next(last.after().last_night.unwrap());
        let readings: Vec<Reading> =
            ["folkbokforing", "uedb", "ber"].iter().map(|name| refused(name)).collect();
        let order = order(night);
        let decided = decide(last.after(), &Reported::default(), &readings, &ordinary_rules(), &order).unwrap();
        let proposed = &decided.proposal.changes;
        prop_assert!(proposed.iter().all(Change::is_explained), "{:?}", proposed);
    }
}

/// One night's rows of a town.
#[derive(Clone, Debug)]
struct TownNight {
    residents: Vec<ResidentRow>,
    placements: Vec<PlacementRow>,
}

/// Four people over six nights, whose rows come and go.
fn any_town() -> impl Strategy<Value = Vec<TownNight>> {
    let rows: Vec<_> = NUMBERS.iter().map(|person| prop::collection::vec(any_row(person), 0..3)).collect();
    let leaves = prop::collection::vec(proptest::option::weighted(0.2, any_day()), NUMBERS.len());
    let absent = prop::collection::vec(any::<[bool; 8]>(), 6);
    (rows, leaves, absent).prop_map(|(rows, leaves, absent)| {
        let placements: Vec<PlacementRow> = rows.into_iter().flatten().collect();
        absent.iter().map(|absent| town_night(&placements, &leaves, *absent)).collect()
    })
}

fn town_night(placements: &[PlacementRow], leaves: &[Option<NaiveDate>], absent: [bool; 8]) -> TownNight {
    let residents = NUMBERS.iter().zip(leaves).zip(&absent[..4]);
    let residents = residents.filter(|(_, absent)| !**absent).map(|((person, leaves), _)| ResidentRow {
        number: number(person),
        replaced_by: None,
        municipality: "0180".into(),
        area: String::new(),
        moved_in: None,
        secrecy_marked: false,
        protected_registration: false,
        deregistration: leaves
            .map(|day| DeregistrationRow { code: Deregistration::Emigrated, date: Some(day) }),
        contact: Contact::default(),
    });
    let present = placements.iter().zip(absent[4..].iter().cycle()).filter(|(_, absent)| !**absent);
    let mut keyed: BTreeMap<PlacementKey, PlacementRow> = BTreeMap::new();
    for (row, _) in present {
        keyed.insert(row.key.clone(), row.clone());
    }
    TownNight { residents: residents.collect(), placements: keyed.into_values().collect() }
}

/// What the sources say of a night.
fn files(night: &TownNight) -> Vec<Reading> {
    vec![
        reading("folkbokforing", super::record::Rows::Residents(numbered(&night.residents))),
        reading("uedb", super::record::Rows::Placements(Vec::new())),
        reading("ber", super::record::Rows::Placements(numbered(&night.placements))),
    ]
}

/// What is kept of a night's files once it has been decided, in their order.
fn kept(decided: &Decided, readings: &[Reading]) -> Vec<Reading> {
    let record = |source: &SourceNight| SourceRecord {
        id: source.id.clone(),
        file_date: source.file_date,
        sha256: source.sha256.clone(),
        row_count: source.row_count,
        unmatched: decided.unmatched.get(&source.id).map(|unmatched| unmatched.rows),
        verdict: source.verdict,
        fault: source.fault,
    };
    let records = readings.iter().filter_map(|reading| decided.tonight.of(&reading.id())).map(record);
    recall(records.collect(), &[], decided.after(), &ordinary_rules())
}

/// Lives through the nights, whole.
fn live(town: &[TownNight], files_reversed: bool) -> Vec<Decided> {
    let mut told: Vec<Vec<Reading>> = town.iter().map(files).collect();
    if files_reversed {
        for readings in &mut told {
            readings[1..].reverse();
        }
    }
    live_through(&told)
}

fn live_through(told: &[Vec<Reading>]) -> Vec<Decided> {
    let mut state = State::default();
    let mut day = date(2016, 11, 14);
    let mut nights = Vec::new();
    for readings in told {
        let mut decided =
            decide(&state, &Reported::default(), readings, &ordinary_rules(), &order(day)).unwrap();
        decided.tonight.sources.sort_by(|a, b| a.id.cmp(&b.id));
        state = decided.after().clone();
        nights.push(decided);
        day = next(day);
    }
    nights
}

fn order(as_of: NaiveDate) -> Order {
    Order { as_of, initial_load: true, allowances: Vec::new(), acceptances: Vec::new() }
}

/// Every row on the same line, so that a shuffled file differs in nothing but its order.
fn numbered<T: Clone>(rows: &[T]) -> Vec<(u64, T)> {
    rows.iter().map(|row| (2, row.clone())).collect()
}

fn reading(source: &str, rows: super::record::Rows) -> Reading {
    testing::reading(source, testing::delivery(rows))
}

fn refused(source: &str) -> Reading {
    let rows = super::record::Rows::Placements(Vec::new());
    Reading { result: Err(FileFault::Truncated), ..reading(source, rows) }
}

#[test]
fn a_row_that_names_nobody_excuses_missing_rows_for_ten_accepted_files() {
    let town: Vec<TownNight> = (0..13)
        .map(|night| {
            town_night(
                &[],
                &[None; 4],
                if night == 0 { [false; 8] } else { [true, false, false, false, false, false, false, false] },
            )
        })
        .collect();
    let mut state = State::default();
    let mut misses = Vec::new();
    for (night, rows) in town.iter().enumerate() {
        let day = add_days(date(2016, 11, 14), u32::try_from(night).unwrap());
        let mut population =
            reading("folkbokforing", super::record::Rows::Residents(numbered(&rows.residents)));
        if let Ok(delivery) = &mut population.result {
            delivery.names_nobody = true;
            delivery.rejected.push(Rejected {
                line: 9,
                field: None,
                fault: RowFault::WrongFieldCount,
                number: None,
                key: None,
                fingerprint: String::new(),
            });
        }
        let readings = [population, reading("uedb", super::record::Rows::Placements(Vec::new()))];
        let decided =
            decide(&state, &Reported::default(), &readings, &ordinary_rules(), &order(day)).unwrap();
        state = decided.after().clone();
        misses.push(state.staged.residents[&number(NUMBERS[0])].absence.misses);
    }
    assert_eq!(misses, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3]);
}
