//! A sample of everything that is said with values in it: each variant of each enum, in every form it takes.
//!
//! A variant without a sample is found by the names in the sources.

mod supplier;

use super::super::*;
use crate::domain::codes::{Code, RuleSet};
use crate::domain::health::{Exposed, Exposure, Freshness, Space};
use crate::domain::reported::faults::{Faulty, Unusable, Wanted, WantedFile};
use crate::domain::sources::ProviderId;
use crate::domain::specification::Demand;
use crate::domain::state::{EntryId, TaskId};
use crate::domain::status::Status;
use chrono::NaiveDate;
use std::fmt::Debug;
use std::sync::LazyLock;

/// Something that is said, what it is called in the sources, and what says it.
pub struct Sample {
    pub name: String,
    pub swedish: String,
    pub english: String,
}

/// The enums of what is said with values in it: where each is, its name, its samples, and those of its variants
/// that hold nothing but the values.
pub fn all() -> Vec<(&'static str, &'static str, Vec<Sample>, &'static [&'static str])> {
    vec![
        (include_str!("../sentence.rs"), "Sentence", told(&sentences(), say), &[]),
        (include_str!("../page.rs"), "Told", told(&page(), tell), &["Of"]),
        (include_str!("../supplier.rs"), "ForSupplier", told(&supplier::all(), tell_supplier), &[]),
        (include_str!("../supplier.rs"), "Seen", told(&supplier::seen(), |lang, of| seen(lang, *of)), &[]),
        (include_str!("../supplier.rs"), "Required", told(&supplier::required(), required), &[]),
        (include_str!("../notice.rs"), "Notice", told(&notices(), notice), &[]),
        (include_str!("../dossier.rs"), "ForPerson", told(&for_person(), tell_person), &[]),
        (HEALTH, "Concern", told(&concerns(), concern), &[]),
        (HEALTH, "Concern", told(&concerns(), relief), &[]),
        (INVARIANTS, "Finding", told(&findings(), finding), &["Person", "Told"]),
        (INVARIANTS, "Unasked", told(&unasked(), |lang, why| not_checked(lang, *why)), &[]),
        (GROUND, "Ground", told(&grounds(), |lang, of| ground(lang, *of).to_owned()), &[]),
        (EVIDENCE, "Ending", told(&supplier::endings(), |lang, of| seen(lang, Seen::Ended(*of))), &[]),
        (SPECIFICATION, "Demand", told(&supplier::demands(), |lang, of| asked(lang, *of)), &[]),
        (SPECIFICATION, "Cell", told(&supplier::CELLS, |lang, cell| asked(lang, Demand::Cell(cell))), &[]),
        (FAULTS, "Wanted", told(&WANTED, row_wanted), &[]),
        (FAULTS, "WantedFile", told(&WANTED_FILE, file_wanted), &[]),
    ]
}

const HEALTH: &str = include_str!("../../../domain/health.rs");
const INVARIANTS: &str = include_str!("../../../domain/invariants.rs");
const GROUND: &str = include_str!("../../ground.rs");
const EVIDENCE: &str = include_str!("../../../domain/evidence.rs");
const SPECIFICATION: &str = include_str!("../../../domain/specification.rs");
const FAULTS: &str = include_str!("../../../domain/reported/faults.rs");

fn told<T: Debug>(all: &[T], say: impl Fn(Lang, &T) -> String) -> Vec<Sample> {
    let sample = |one: &T| Sample {
        name: format!("{one:?}").chars().take_while(|letter| letter.is_alphanumeric()).collect(),
        swedish: say(Lang::Sv, one),
        english: say(Lang::En, one),
    };
    all.iter().map(sample).collect()
}

fn seen(lang: Lang, seen: Seen<'_>) -> String {
    tell_supplier(lang, &ForSupplier::Seen(seen))
}

fn required(lang: Lang, required: &Required<'_>) -> String {
    tell_supplier(lang, &ForSupplier::Required(*required))
}

fn asked(lang: Lang, demand: Demand<'_>) -> String {
    tell_supplier(lang, &ForSupplier::Asked(demand))
}

fn row_wanted(lang: Lang, wanted: &Wanted) -> String {
    let fault = Faulty { line: 2, column: None, fault: RowFault::BadCode, wanted: wanted.clone() };
    notice(lang, &Notice::RowFault("f.csv", &fault)).split(": ").skip(2).collect()
}

fn file_wanted(lang: Lang, wanted: &WantedFile) -> String {
    let fault = Unusable { line: 1, fault: FileFault::Empty, wanted: wanted.clone() };
    notice(lang, &Notice::FileRefused("f.csv", &fault)).split(": ").skip(2).collect()
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2016, 11, 21).unwrap()
}

const COVERED: Status = Status::Covered { reason: CoveredReason::MovedIn, lane: Lane::Outreach };
const NOT: Status = Status::NotCovered { reason: NotCoveredReason::Attending };
const DOUBT: Status = Status::Undetermined { reason: UndeterminedReason::SourceSilent };
const TURNED_20: Status = Status::NotCovered { reason: NotCoveredReason::Turned20 };

fn sentences() -> Vec<Sentence<'static>> {
    let (provider, fault, on) = ("uedb", FileFault::Truncated, day());
    let turn = |from, to| Sentence::Turn { from, to };
    vec![
        Sentence::Answer(COVERED),
        Sentence::Answer(NOT),
        Sentence::Answer(DOUBT),
        Sentence::Row(2),
        turn(COVERED, TURNED_20),
        turn(COVERED, NOT),
        turn(COVERED, COVERED),
        turn(COVERED, DOUBT),
        turn(NOT, COVERED),
        turn(NOT, NOT),
        turn(DOUBT, NOT),
        Sentence::Born { birth: on, turns_20: on },
        Sentence::ResidentHere(Some(on)),
        Sentence::ResidentHere(None),
        Sentence::ResidentElsewhere(None),
        Sentence::Deregistered(Deregistration::Emigrated, Some(on)),
        Sentence::Missing { since: on, files: 2 },
        Sentence::Gone(on),
        Sentence::Sighted { provider, file_date: on, line: Some(7) },
        Sentence::Sighted { provider, file_date: on, line: None },
        Sentence::AtUnit("10000001"),
        Sentence::AttendsThrough(on),
        Sentence::From(on),
        Sentence::Through(on),
        Sentence::Shrinking(provider),
        Sentence::ToPair { provider, lines: "7", rows: 1 },
        Sentence::Faulty { provider, fault },
        Sentence::StandsThrough { through: on, required: true },
        Sentence::StandsThrough { through: on, required: false },
        Sentence::Silent,
        Sentence::NightOnLastFiles,
        Sentence::NotTheFiles,
        Sentence::AskForFiles,
        Sentence::Exceeds { class: LimitClass::Removals, count: 30, limit: 25 },
        Sentence::Changes(1),
        Sentence::Changes(2),
        Sentence::OnlyTheRefusal,
        Sentence::NothingOfTheNight,
        Sentence::WithheldComeAgain,
        Sentence::RefusedIsTriedAgain,
        Sentence::CheckThenAllow,
        Sentence::CheckThenLoad,
        Sentence::SeeTo { provider, fault },
        Sentence::OrAccept,
        Sentence::OpenEntries { before: 1, after: 2 },
        Sentence::LateCorrections(1),
        Sentence::LateCorrections(2),
        Sentence::NothingToDecideAgain,
        Sentence::NothingCommitted,
        Sentence::NoNightDecidedAgain,
        Sentence::NotTriedAgain,
        Sentence::AllButWithheld,
        Sentence::NothingDiffers,
        Sentence::NothingToday,
        Sentence::SourceConflicts(2),
        Sentence::BeginsWith(on),
        Sentence::RestsOn { night: on, run: 6, database: "kaa.db", program: "kaa-sync" },
        Sentence::AsKnownOn(on),
        Sentence::Erased(3),
        Sentence::WouldErase(3),
        Sentence::KeptFigures(on),
    ]
}

fn for_person() -> Vec<ForPerson<'static>> {
    vec![
        ForPerson::After(day()),
        ForPerson::BeforeAnyNight,
        ForPerson::Erased(None),
        ForPerson::Erased(Some(2019)),
        ForPerson::Superseded(35),
        ForPerson::Population("x"),
        ForPerson::TurnTo("0180"),
    ]
}

fn page() -> Vec<Told<'static>> {
    let (opened, closed, corrected, moved) = ("4", "2", "1", "0");
    vec![
        Told::After("x"),
        Told::Outcome("x"),
        Told::RefusedSince("x"),
        Told::More("1", "x"),
        Told::Fewer("1", "x"),
        Told::AsMany("x"),
        Told::Oldest("x"),
        Told::Night { opened, closed, corrected, moved },
        Told::Register { from: "a", then: "1", to: "b", now: "2", peak_on: "c", peak: "3" },
        Told::Flows { from: "a", to: "b", opened, closed, busiest: "c", most: "5" },
        Told::Outreach("2016/2017"),
        Told::NobodyLeft("205"),
        Told::SomebodyLeft("1"),
        Told::Sources { all: "7", unusable: "0", quarantined: "6" },
        Told::Of("1", "2 %"),
    ]
}

static WANTED: LazyLock<Vec<Wanted>> = LazyLock::new(|| {
    vec![
        Wanted::Number,
        Wanted::Personnummer,
        Wanted::PairedId,
        Wanted::Day,
        Wanted::DayNotAhead,
        Wanted::DayNotBefore("FRAN"),
        Wanted::DayWith("AVSLUTSORSAK"),
        Wanted::OneOf(vec!["BREV"]),
        Wanted::SchoolUnit,
        Wanted::Telephone,
        Wanted::Email,
        Wanted::SameOf("ID"),
        Wanted::Fields { found: 5, asked: 6 },
        Wanted::OneLine,
    ]
});

static WANTED_FILE: LazyLock<Vec<WantedFile>> = LazyLock::new(|| {
    vec![
        WantedFile::Text,
        WantedFile::Utf8,
        WantedFile::NoControls,
        WantedFile::Header("ID;PERSONNUMMER".to_owned()),
        WantedFile::LastLineEnd,
    ]
});

static FAULTY: LazyLock<Faulty> = LazyLock::new(|| Faulty {
    line: 3,
    column: Some("DATUM"),
    fault: RowFault::BadDate,
    wanted: Wanted::Day,
});

static UNUSABLE: Unusable = Unusable { line: 1, fault: FileFault::Empty, wanted: WantedFile::Text };

fn notices() -> Vec<Notice<'static>> {
    let (file, entries) = ("f.csv", "1, 2");
    let recorded = |left_out| Notice::Recorded { added: 1, all: 3, already: 1, left_out };
    let mut all = vec![
        Notice::RowsRefused { faults: 1, file },
        Notice::RowsRefused { faults: 2, file },
        Notice::RowFault(file, &FAULTY),
        Notice::FileRefused(file, &UNUSABLE),
        Notice::RowsLeftOut { rows: 1, rest: file },
        Notice::RowsLeftOut { rows: 2, rest: file },
        Notice::AboutNobody { rows: 1, file, lines: "2" },
        Notice::AboutNobody { rows: 2, file, lines: "2, 3" },
        recorded(0),
        recorded(1),
        Notice::NothingToHandOut,
        Notice::HandedOut { tasks: 1, file, sent: None },
        Notice::HandedOut { tasks: 2, file, sent: Some(day()) },
        Notice::ToldThrough { night: day(), last_day: day() },
        Notice::ResidenceUnknown { on: day(), count: 1, entries: "1" },
        Notice::ResidenceUnknown { on: day(), count: 2, entries },
        Notice::NobodyToDeliver,
        Notice::Delivered(1, file),
        Notice::Delivered(2, file),
        Notice::Wrote(file),
    ];
    all.extend(Obstacle::ALL.iter().map(|why| Notice::NotHandedOut { why: *why, count: 2, entries }));
    all
}

static UEDB: LazyLock<ProviderId> =
    LazyLock::new(|| ProviderId { source: "uedb".to_owned(), provider: "uedb".to_owned() });

/// A source of each verdict, with a file accepted before and without.
static FRESH: LazyLock<Vec<Freshness>> = LazyLock::new(|| {
    let source = |verdict: &Verdict, accepted_on| Freshness {
        id: UEDB.clone(),
        verdict: *verdict,
        fault: Some(FileFault::Truncated),
        rows: None,
        quarantined: None,
        accepted_on,
        file_date: accepted_on,
        until: accepted_on,
        required: true,
    };
    let both = |verdict| [source(verdict, None), source(verdict, Some(day()))];
    Verdict::ALL.iter().flat_map(both).collect()
});

static EXPOSED: LazyLock<Vec<Exposed>> = LazyLock::new(|| {
    let exposed = |how| Exposed { file: "kaa.db".to_owned(), how };
    [Exposure::Mode(0o644), Exposure::Writable(0o666), Exposure::Link].map(exposed).to_vec()
});

fn concerns() -> Vec<Concern<'static>> {
    let held = |class, is_first_load| Concern::Held { night: day(), class, count: 30, is_first_load };
    let mut all = vec![
        Concern::NoNight,
        Concern::Overdue { expected: day(), last: day(), weekdays: 1 },
        Concern::Ahead(day()),
        Concern::Refused(day()),
        Concern::Quarantine { provider: &UEDB, rows: 9 },
        held(LimitClass::Additions, true),
        held(LimitClass::Removals, false),
        Concern::Residual { night: day(), persons: 1 },
        Concern::ErasurePending(day()),
        Concern::Late { count: 2, oldest: day() },
        Concern::Space(Space { free: 1, register: 2 }),
        Concern::Configuration("no such file"),
    ];
    all.extend(FRESH.iter().map(Concern::Source));
    all.extend(EXPOSED.iter().map(Concern::Exposed));
    all
}

fn findings() -> Vec<Finding> {
    vec![
        Finding::Entry(EntryId(1)),
        Finding::Person(PersonId(1)),
        Finding::Task(TaskId(1)),
        Finding::Run(1),
        Finding::Rows { table: "person".to_owned(), count: 1 },
        Finding::Rows { table: "person".to_owned(), count: 2 },
        Finding::Told("x".to_owned()),
    ]
}

fn unasked() -> Vec<Unasked> {
    vec![Unasked::Damaged, Unasked::Unreadable, Unasked::OtherSettings]
}

fn grounds() -> Vec<Ground> {
    vec![
        Ground::Responsibility(RuleSet::Y2015),
        Ground::Responsibility(RuleSet::Y2018),
        Ground::HomeMunicipality,
        Ground::CompulsoryAttendance,
        Ground::PopulationRegistration,
        Ground::TurningUp,
        Ground::Decision,
        Ground::ThreeFiles,
        Ground::Document,
        Ground::AutumnTerm,
        Ground::NoGuess,
    ]
}
