//! A large municipality after ten years, invented: as much as the page ever has to show.

use chrono::{Datelike, Months, NaiveDate};
use kaa_sync::domain::codes::{
    CoveredReason, FileFault, Lane, LimitClass, NotCoveredReason, Outcome, Step, UndeterminedReason, Verdict,
};
use kaa_sync::domain::sources::ProviderId;
use kaa_sync::domain::state::ClosedReason;
use kaa_sync::domain::statistics::figures::{HalfDays, Part, SchoolYear};
use kaa_sync::domain::statistics::overview::{
    About, Deadline, Ladder, MonthFlow, NightChanges, Overview, Rung, SchoolLag, SourceHealth, Standing,
    Withheld,
};
use std::collections::BTreeMap;

const NIGHT: (i32, u32, u32) = (2026, 11, 20);
const MONTHS: u32 = 120;

/// Ten years, some of everything.
pub fn large() -> Overview {
    let flows = flows();
    let register = flows.iter().map(standing).collect::<Vec<_>>();
    Overview {
        about: About {
            database: "/var/lib/kaa-sync/kaa.db".to_owned(),
            night: night(),
            run: 2_611,
            outcome: Outcome::Held,
            refused_since: None,
            version: "0.4.0".to_owned(),
        },
        changes: changes(),
        coverage: coverage(register.last().unwrap()),
        register,
        flows,
        ladder: ladder(),
        sources: sources(),
        lag: lag(),
        deadlines: deadlines(),
    }
}

/// The first night of a register: one month, nothing late, nothing known of schools.
pub fn small() -> Overview {
    let lanes = BTreeMap::from([(Lane::Outreach, 3), (Lane::Occupied, 1)]);
    let flow = MonthFlow { month: date(2026, 11, 1), opening: 0, opened: 4, closed: 0, closing: 4 };
    Overview {
        about: About {
            database: "kaa.db".to_owned(),
            night: night(),
            run: 1,
            outcome: Outcome::Done,
            refused_since: Some(date(2026, 11, 23)),
            version: "0.4.0".to_owned(),
        },
        changes: NightChanges {
            opened: BTreeMap::from([(CoveredReason::NeverStarted, 4)]),
            ..NightChanges::default()
        },
        coverage: BTreeMap::from([
            (Part::Residents, 12),
            (Part::Open(Lane::Outreach), 3),
            (Part::Open(Lane::Occupied), 1),
            (Part::NotCovered(NotCoveredReason::Attending), 7),
            (Part::Residual, 1),
        ]),
        register: vec![Standing { on: night(), lanes }],
        flows: vec![flow],
        ladder: Ladder { year: SchoolYear(2026), rungs: BTreeMap::new() },
        sources: vec![],
        lag: vec![],
        deadlines: vec![],
    }
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn night() -> NaiveDate {
    let (year, month, day) = NIGHT;
    date(year, month, day)
}

/// Many come after the autumn check, many go when schools start and when they turn 20.
fn flows() -> Vec<MonthFlow> {
    let first = date(2016, 12, 1);
    let mut opening: u64 = 4_812;
    let months = (0..MONTHS).map(|place| {
        let month = first + Months::new(place);
        let wobble = u64::from(place * 37 % 61);
        let (opened, closed) = match (month.year(), month.month()) {
            (2018, 7) => (310, opening * 3 / 10),
            (_, 8) => (390 + wobble, opening / 4),
            (_, 9) => (1_960 + 3 * wobble, opening / 9),
            (_, 6) => (820 + wobble, opening / 11),
            (_, 1) => (480 + wobble, opening / 10),
            (_, _) => (310 + wobble, opening / 14 + u64::from(place * 53 % 67)),
        };
        let closing = opening + opened - closed;
        MonthFlow { month, opening: std::mem::replace(&mut opening, closing), opened, closed, closing }
    });
    months.collect()
}

/// Nobody in school since the law of 2018.
fn standing(flow: &MonthFlow) -> Standing {
    let end = flow.month + Months::new(1) - chrono::Days::new(1);
    let before_2018 = flow.month < date(2018, 7, 1);
    let in_school = if before_2018 { flow.closing * 45 / 100 } else { flow.closing / 300 };
    let occupied = flow.closing * 21 / 100 + u64::from(flow.month.month()) * 9;
    let awaiting =
        if matches!(flow.month.month(), 6..=8) { flow.closing * 12 / 100 } else { flow.closing / 60 };
    let protected = 41;
    let outreach = flow.closing - in_school - occupied - awaiting - protected;
    let lanes = BTreeMap::from([
        (Lane::Protected, protected),
        (Lane::InSchool, in_school),
        (Lane::Occupied, occupied),
        (Lane::AwaitingStart, awaiting),
        (Lane::Outreach, outreach),
    ]);
    Standing { on: end.min(night()), lanes }
}

fn changes() -> NightChanges {
    let closed = |reason, count| (ClosedReason::Answer(reason), count);
    NightChanges {
        opened: BTreeMap::from([
            (CoveredReason::InterruptedNational, 19),
            (CoveredReason::InterruptedIntroduction, 8),
            (CoveredReason::StudyCertificate, 2),
            (CoveredReason::MovedIn, 11),
            (CoveredReason::NeverStarted, 3),
        ]),
        closed: BTreeMap::from([
            closed(NotCoveredReason::Attending, 14),
            closed(NotCoveredReason::Turned20, 9),
            closed(NotCoveredReason::MovedOut, 5),
            closed(NotCoveredReason::Emigrated, 1),
            (ClosedReason::Merged, 1),
        ]),
        corrected: 4,
        moved: BTreeMap::from([(Lane::Occupied, 12), (Lane::Outreach, 6)]),
        held: 242,
        exceeded: BTreeMap::from([
            (LimitClass::UnexplainedRemovals, Withheld { count: 212, limit: Some(50) }),
            (LimitClass::Removals, Withheld { count: 242, limit: None }),
        ]),
        undetermined: BTreeMap::from([
            (UndeterminedReason::ProtectedRegistration, 7),
            (UndeterminedReason::UnseenInPopulation, 31),
            (UndeterminedReason::SourceSilent, 18),
            (UndeterminedReason::UnknownProgramme, 1),
        ]),
    }
}

fn coverage(now: &Standing) -> BTreeMap<Part, u64> {
    let mut parts: BTreeMap<Part, u64> =
        now.lanes.iter().map(|(lane, count)| (Part::Open(*lane), *count)).collect();
    parts.extend([
        (Part::NotCovered(NotCoveredReason::Attending), 31_412),
        (Part::NotCovered(NotCoveredReason::Completed), 2_904),
        (Part::NotCovered(NotCoveredReason::CompulsorySchool), 1_231),
        (Part::NotCovered(NotCoveredReason::AwaitingDocument), 87),
        (Part::NotCovered(NotCoveredReason::Decided), 12),
        (Part::Undetermined(UndeterminedReason::ProtectedRegistration), 7),
        (Part::Undetermined(UndeterminedReason::UnseenInPopulation), 31),
        (Part::Undetermined(UndeterminedReason::SourceSilent), 18),
        (Part::Undetermined(UndeterminedReason::UnknownProgramme), 1),
    ]);
    let residents = parts.values().sum();
    parts.extend([(Part::Residents, residents), (Part::HeldClose, 242)]);
    parts
}

fn ladder() -> Ladder {
    Ladder {
        year: SchoolYear(2026),
        rungs: BTreeMap::from([
            (Rung::Sought, 4_909),
            (Rung::Written, 4_410),
            (Rung::Called, 2_733),
            (Rung::Texted, 1_604),
            (Rung::Carded, 902),
            (Rung::Visited, 418),
            (Rung::Reached, 2_425),
            (Rung::Supported, 933),
        ]),
    }
}

fn sources() -> Vec<SourceHealth> {
    let source =
        |source: &str, provider: &str, verdict, fault, age: u64, rows, before, quarantined| SourceHealth {
            id: ProviderId { source: source.to_owned(), provider: provider.to_owned() },
            verdict,
            fault,
            file_date: Some(night() - chrono::Days::new(age)),
            days_old: Some(age),
            rows,
            rows_before: before,
            quarantined,
        };
    let mut all = vec![
        source(
            "folkbokforing",
            "folkbokforing",
            Verdict::Accepted,
            None,
            0,
            Some(935_619),
            Some(935_540),
            Some(3),
        ),
        source("uedb", "uedb", Verdict::Accepted, None, 0, Some(41_877), Some(41_902), Some(12)),
        source(
            "egna-skolor",
            "egna-skolor",
            Verdict::Unchanged,
            None,
            3,
            Some(24_300),
            Some(24_300),
            Some(0),
        ),
        source("bevis", "bevis", Verdict::Absent, None, 31, None, Some(212), None),
    ];
    for number in 1..=24 {
        let name = format!("skolhuvudman-{number:02}");
        let (verdict, fault, age) = match number {
            7 => (Verdict::CarriedForward, Some(FileFault::Truncated), 4),
            19 => (Verdict::Silent, Some(FileFault::Missing), 43),
            _ => (Verdict::Accepted, None, number % 2),
        };
        let rows = verdict.is_fresh().then_some(300 + number * 17);
        let quarantined = rows.map(|_| number % 5);
        all.push(source("friskolor", &name, verdict, fault, age, rows, Some(300 + number * 17), quarantined));
    }
    all
}

fn lag() -> Vec<SchoolLag> {
    let school = |number: u64| SchoolLag {
        provider: format!("skolhuvudman-{:02}", number % 25),
        unit: (!number.is_multiple_of(40)).then(|| format!("{:08}", 10_000_000 + number * 7_919)),
        entries: 3 + number * 13 % 97,
        median: Some(HalfDays(i64::try_from(2 + number * 11 % 40).unwrap())),
        ninetieth: Some(HalfDays(i64::try_from(30 + number * 29 % 190).unwrap())),
        late: number * 5 % 11,
    };
    (1..=260).map(school).collect()
}

fn deadlines() -> Vec<Deadline> {
    let of = |owner: &str, step, late, soon, oldest: Option<(i32, u32, u32)>| Deadline {
        owner: owner.to_owned(),
        step,
        late,
        soon,
        oldest: oldest.map(|(year, month, day)| date(year, month, day)),
    };
    vec![
        of("farsta", Step::Letter, 0, 31, Some((2026, 11, 23))),
        of("farsta", Step::Phone, 11, 24, Some((2026, 11, 3))),
        of("farsta", Step::HomeVisit, 2, 1, Some((2026, 11, 12))),
        of("kista", Step::Letter, 0, 40, Some((2026, 11, 24))),
        of("kista", Step::Phone, 0, 18, Some((2026, 11, 23))),
        of("kista", Step::KnockCard, 1, 6, Some((2026, 11, 17))),
        of("skolslussen", Step::Recheck, 6, 12, Some((2026, 10, 30))),
        of("skärholmen", Step::SmsLetter, 0, 9, Some((2026, 11, 25))),
        of("skärholmen", Step::ManualContact, 0, 2, Some((2026, 11, 27))),
    ]
}
