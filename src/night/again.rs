//! The nights since a date, decided again.
//!
//! Nothing is undone: the register as it stood before the first of them is loaded, each night is decided
//! by the same functions from what its run kept of its files, or from corrected files in their place, and
//! what differs is written by new runs that take the places of the old. So what was known each night can
//! still be told, and what people told is input as it was then.

use super::standing::Standing;
use super::{Worked, keep};
use crate::config::Config;
use crate::domain::codes::{FileFault, LimitClass, Outcome};
use crate::domain::decide::{Order, decide};
use crate::domain::difference::{Difference, difference};
use crate::domain::limits::{Allowance, Exceeded};
use crate::domain::recall::recall;
use crate::domain::record::Reading;
use crate::domain::sources::{Acceptance, ProviderId, expected};
use crate::domain::state::State;
use crate::ingest;
use crate::register::database::{Register, Transaction};
use crate::register::runs::{self, RunId, RunRow};
use crate::register::{ledger, state};
use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::path::Path;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The settings.
    pub config: &'a Config,
    /// The first night to decide again.
    pub from: NaiveDate,
    /// Where corrected files lie.
    pub extracts: Option<&'a Path>,
    /// Classes of change that may exceed their limits in the first night.
    pub allowances: &'a [Allowance],
    /// Files of the first night that are right in spite of a check.
    pub acceptances: &'a [Acceptance],
}

/// What came of it.
#[derive(Debug)]
pub enum Again {
    /// Every night would be decided as it was; how the last of them ended.
    NothingToDo(Outcome),
    /// A night cannot be decided; nothing was committed.
    Refused(Refusal),
    /// The nights were decided.
    Decided(Replay),
}

/// A night that cannot be decided again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Which.
    pub night: NaiveDate,
    /// Whose file cannot be used.
    pub id: ProviderId,
    /// Why.
    pub fault: FileFault,
}

/// Nights that were decided again.
#[derive(Debug)]
pub struct Replay {
    /// Each, in order.
    pub nights: Vec<NightAgain>,
    /// What is otherwise than it was.
    pub difference: Difference,
    /// SHA-256 of the register's canonical dump; none for a preview.
    pub register_digest: Option<String>,
}

impl Replay {
    /// How the last night ended: what waits now, waits there.
    pub fn outcome(&self) -> Outcome {
        self.nights.last().map_or(Outcome::Done, |night| night.outcome)
    }
}

/// A night that was decided again.
#[derive(Debug)]
pub struct NightAgain {
    /// Its date.
    pub as_of: NaiveDate,
    /// How it ended.
    pub outcome: Outcome,
    /// The corrected files it was decided from.
    pub files: Vec<String>,
    /// The classes of change that exceeded their limits.
    pub exceeded: BTreeMap<LimitClass, Exceeded>,
    /// The run that was written; none for a preview.
    pub run: Option<RunId>,
}

/// Decides the nights again and writes what differs. `clock` is for the ledger alone.
pub fn run(register: &mut Register, request: Request<'_>, clock: &dyn Fn() -> String) -> Result<Again> {
    let tx = register.begin()?;
    let mut present = state::load(&tx)?;
    let mut digest = None;
    let mut again = replay(&tx, request, &mut |worked| {
        let run = keep(&tx, request.config, worked, &present, &clock(), clock)?;
        if let Ok(decided) = &worked.result {
            present = decided.after().clone();
        }
        digest = run.register_digest;
        Ok(Some(run.run))
    })?;
    if let Again::Decided(replay) = &mut again {
        replay.register_digest = digest;
        tx.commit().context("committing the nights; nothing of them was kept")?;
    }
    Ok(again)
}

/// Decides the nights again and leaves the register as it is.
pub fn plan(register: &mut Register, request: Request<'_>) -> Result<Again> {
    let tx = register.read()?;
    replay(&tx, request, &mut |_| Ok(None))
}

/// What is done with each night once it has been worked out; gives the run that was written.
type Done<'a> = dyn FnMut(&Worked) -> Result<Option<RunId>> + 'a;

fn replay(tx: &Transaction<'_>, request: Request<'_>, done: &mut Done<'_>) -> Result<Again> {
    let nights = runs::nights(tx)?;
    let previous = nights.range(..request.from).next_back().map(|(_, run)| run);
    refuse_what_is_gone(tx, &nights, previous, request.from)?;
    let known = state::load(tx)?;
    let given = state::given_ever(tx)?;
    let mut before = State { given, ..state::load_after(tx, previous)? };
    let (mut again, mut used) = (Vec::new(), false);
    for run in nights.range(request.from..).map(|(_, run)| run) {
        let kept = state::load_after(tx, Some(run))?;
        let Files { readings, corrected, are_new } = files(tx, request, run, &before, &kept)?;
        used |= !corrected.is_empty();
        let order = order(request, run);
        if again.is_empty() && !are_new && is_as_it_was(request, run, &order) {
            before = State { given: before.given, ..kept };
            continue;
        }
        let standing = Standing::again(tx, before, &order, run)?;
        let Standing { before: stood, reported, order, .. } = &standing;
        let result = decide(stood, reported, &readings, &request.config.rules, order);
        let worked = Worked::new(standing, readings, result);
        if let Some(refusal) = refusal(&worked) {
            return Ok(Again::Refused(refusal));
        }
        let run = done(&worked)?;
        again.push(NightAgain {
            as_of: worked.order.as_of,
            outcome: worked.outcome(),
            files: corrected,
            exceeded: worked
                .result
                .as_ref()
                .map_or_else(|_| BTreeMap::new(), |d| d.approved.exceeded().clone()),
            run,
        });
        before = worked.into_after()?;
    }
    if request.extracts.is_some() && !used {
        bail!("no file in the directory is of a night since {}; nothing was done", request.from);
    }
    let Some(last) = nights.values().last().filter(|_| again.is_empty()) else {
        let difference = difference(&known, &before);
        return Ok(Again::Decided(Replay { nights: again, difference, register_digest: None }));
    };
    Ok(Again::NothingToDo(last.outcome))
}

/// A night stands on what was staged before it, which is erased in time.
fn refuse_what_is_gone(
    tx: &Transaction<'_>,
    nights: &BTreeMap<NaiveDate, RunRow>,
    previous: Option<&RunRow>,
    from: NaiveDate,
) -> Result<()> {
    if nights.range(from..).next().is_none() {
        bail!("no night since {from} has been run; nothing was done. `kaa-sync runs` lists the nights");
    }
    let erased = state::erased_through(tx)?;
    if previous.map_or(RunId(0), |run| run.run) < erased {
        let mut pairs = nights.values().zip(nights.keys().skip(1));
        let first = pairs.find(|(before, _)| before.run >= erased).map(|(_, night)| night.to_string());
        bail!(
            "the night of {from} is too far back: what it stood on has been erased (`staged_days`). \
             nothing was done. the first night that can be decided again is {}",
            first.as_deref().unwrap_or("the next one")
        );
    }
    Ok(())
}

/// The files of a night that is decided again.
struct Files {
    readings: Vec<Reading>,
    /// The names of those that were read anew.
    corrected: Vec<String>,
    /// One of those is not what was read before.
    are_new: bool,
}

/// The night's files as its run kept them, with corrected ones in their place.
fn files(
    tx: &Transaction<'_>,
    request: Request<'_>,
    run: &RunRow,
    before: &State,
    kept: &State,
) -> Result<Files> {
    let config = request.config;
    let rejects = ledger::rejects(tx, run.run)?;
    let recalled = recall(ledger::sources(tx, run.run)?, &rejects, kept, &config.rules);
    let Some(dir) = request.extracts else {
        return Ok(Files { readings: recalled, corrected: Vec::new(), are_new: false });
    };
    let told: BTreeMap<ProviderId, String> =
        recalled.iter().map(|reading| (reading.id(), reading.told().to_owned())).collect();
    let expected = expected(&config.rules, &before.staged.memories, run.as_of);
    let readings = ingest::read_again(dir, config, &expected, recalled, run.as_of)?;
    let is_new = |reading: &Reading| told.get(&reading.id()).is_none_or(|told| told != reading.told());
    let corrected = || readings.iter().filter(|reading| reading.file.is_some());
    let are_new = corrected().any(is_new);
    let corrected = corrected().filter_map(|reading| reading.file.clone()).collect();
    Ok(Files { readings, corrected, are_new })
}

/// What is asked of a night now: of the first, what the request says.
fn order(request: Request<'_>, run: &RunRow) -> Order {
    let is_first = run.as_of == request.from;
    Order {
        as_of: run.as_of,
        initial_load: run.initial_load,
        allowances: if is_first { request.allowances.to_vec() } else { Vec::new() },
        acceptances: if is_first { request.acceptances.to_vec() } else { Vec::new() },
    }
}

/// The night would be decided from the same files, settings and words by the same program.
fn is_as_it_was(request: Request<'_>, run: &RunRow, order: &Order) -> bool {
    run.config_digest == request.config.digest
        && run.program_version == crate::VERSION
        && order.allowances.is_empty()
        && order.acceptances.is_empty()
}

/// A required source leaves nothing to stand on, or a corrected file is worse than what it corrects.
fn refusal(worked: &Worked) -> Option<Refusal> {
    let corrected =
        |id: &ProviderId| worked.readings.iter().any(|reading| reading.is_of(id) && reading.file.is_some());
    let sources = worked.tonight().sources.iter();
    let mut unusable =
        sources.filter(|source| source.stops_the_night() || (corrected(&source.id) && !source.is_fresh()));
    let source = unusable.next()?;
    Some(Refusal { night: worked.order.as_of, id: source.id.clone(), fault: source.fault? })
}
