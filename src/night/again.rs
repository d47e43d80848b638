//! The nights since a date, decided again.
//!
//! Nothing is undone: the register as it stood before the first of them is loaded, each night is decided
//! by the same functions from what its run kept of its files, or from corrected files in their place, and
//! what differs is written by new runs that take the places of the old. So what was known each night can
//! still be told, and what people told is input as it was then.

mod files;

use super::erasure::erase_by_law;
use super::standing::Standing;
use super::{Worked, keep};
use crate::config::Config;
use crate::domain::codes::{FileFault, LimitClass, Outcome};
use crate::domain::decide::{Order, decide};
use crate::domain::difference::{Difference, difference};
use crate::domain::limits::{Allowance, Exceeded};
use crate::domain::record::Reading;
use crate::domain::reported::Reported;
use crate::domain::sources::{Acceptance, ProviderId};
use crate::domain::state::State;
use crate::ingest::{Watch, unwatched};
use crate::register::database::{Register, Transaction};
use crate::register::runs::{self, RunId, RunRow};
use crate::register::state;
use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use files::Files;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What is asked for.
#[derive(Clone, Copy)]
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
    /// Who waits for corrected files to be read.
    pub watch: Watch<'a>,
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

impl NightAgain {
    fn of(worked: &Worked, run: Option<RunId>) -> Self {
        let decided = worked.result.as_ref().ok();
        Self {
            as_of: worked.order.as_of,
            outcome: worked.outcome(),
            files: worked.readings.iter().filter_map(|reading| reading.file.clone()).collect(),
            exceeded: decided.map_or_else(BTreeMap::new, |decided| decided.approved.exceeded().clone()),
            run,
        }
    }
}

/// Decides the nights again and writes what differs. `clock` is for the ledger alone.
pub fn run(register: &mut Register, request: Request<'_>, clock: &dyn Fn() -> String) -> Result<Again> {
    let tx = register.begin()?;
    let known = state::load(&tx)?;
    let mut present = Cow::Borrowed(&known);
    let mut again = replay(&tx, request, &known, &mut |worked| {
        let run = keep(&tx, request.config, worked, &present, &clock(), clock)?;
        if let Ok(decided) = &worked.result {
            present = Cow::Owned(decided.after().clone());
        }
        Ok(Some(run.run))
    })?;
    if let Again::Decided(replay) = &mut again {
        // Not before: each night goes on from what the one before it left.
        let last = runs::last_committed(&tx)?.context("no night has been committed")?;
        erase_by_law(&tx, &request.config.rules, last.as_of)?;
        replay.register_digest = runs::run(&tx, last.run)?.and_then(|last| last.register_digest);
        tx.commit().context("committing the nights")?;
    }
    Ok(again)
}

/// Decides the nights again and leaves the register as it is.
pub fn plan(register: &mut Register, request: Request<'_>) -> Result<Again> {
    let tx = register.read()?;
    replay(&tx, request, &state::load(&tx)?, &mut |_| Ok(None))
}

/// The last night, to be decided as if it had known of something else. Nothing is written.
pub struct Forecast<'a> {
    config: &'a Config,
    standing: Standing,
    readings: Vec<Reading>,
}

impl<'a> Forecast<'a> {
    /// From what the last night's run kept; nothing before the first night.
    pub fn load(tx: &Transaction<'_>, config: &'a Config) -> Result<Option<Self>> {
        let nights = runs::nights(tx)?;
        let Some((night, run)) = nights.iter().next_back() else { return Ok(None) };
        let request = Request {
            config,
            from: *night,
            extracts: None,
            allowances: &[],
            acceptances: &[],
            watch: &unwatched,
        };
        let previous = nights.range(..night).next_back().map(|(_, run)| run);
        refuse_what_is_gone(tx, &nights, previous, *night)?;
        let before = state::load_to_decide_again(tx, previous)?;
        let Files { readings, .. } = Files::of(tx, request, run, &before, kept(tx, run)?.as_ref())?;
        let standing = Standing::again(tx, before, &order(request, run), run)?;
        Ok(Some(Self { config, standing, readings }))
    }

    /// The register as the night would leave it, had it known of this.
    pub fn knowing(&self, reported: &Reported) -> Result<State> {
        let Standing { before, order, .. } = &self.standing;
        match decide(before, reported, &self.readings, &self.config.rules, order) {
            Ok(decided) => Ok(decided.into_after()),
            Err(_) => bail!("the night of {} cannot be decided again", order.as_of),
        }
    }
}

/// What is done with each night once it has been worked out; gives the run that was written.
type Done<'a> = dyn FnMut(&Worked) -> Result<Option<RunId>> + 'a;

/// `known` is the register as it is known before anything is decided again.
fn replay(tx: &Transaction<'_>, request: Request<'_>, known: &State, done: &mut Done<'_>) -> Result<Again> {
    let nights = runs::nights(tx)?;
    let to_decide = to_decide(tx, &nights, request)?;
    let previous = nights.range(..request.from).next_back().map(|(_, run)| run);
    refuse_what_is_gone(tx, &nights, previous, request.from)?;
    let mut before = state::load_to_decide_again(tx, previous)?;
    let (mut again, mut are_files_used) = (Vec::new(), false);
    for run in to_decide.values() {
        let kept = kept(tx, run)?;
        let files = Files::of(tx, request, run, &before, kept.as_ref())?;
        are_files_used |= files.readings.iter().any(|reading| reading.file.is_some());
        let order = order(request, run);
        let is_untouched = again.is_empty() && is_as_it_was(request, run, &order);
        match kept {
            None if files.new.is_empty() => continue,
            Some(kept) if files.new.is_empty() && is_untouched => {
                before = State { given: before.given, ..kept };
                continue;
            }
            Some(_) | None => {}
        }
        let worked = match decide_again(tx, request, run, before, &order, files)? {
            Ok(worked) => worked,
            Err(refusal) => return Ok(Again::Refused(refusal)),
        };
        again.push(NightAgain::of(&worked, done(&worked)?));
        before = worked.into_after()?;
    }
    if request.extracts.is_some() && !are_files_used {
        bail!("no file in the directory is of a night since {}; nothing was done", request.from);
    }
    if again.is_empty() {
        let last = nights.range(request.from..).next_back();
        return Ok(Again::NothingToDo(last.map_or(Outcome::Refused, |(_, run)| run.outcome)));
    }
    let difference = difference(known, &before);
    Ok(Again::Decided(Replay { nights: again, difference, register_digest: None }))
}

/// Decides one night from the register as it stood before it; or tells why that cannot be.
fn decide_again(
    tx: &Transaction<'_>,
    request: Request<'_>,
    run: &RunRow,
    before: State,
    order: &Order,
    files: Files,
) -> Result<std::result::Result<Worked, Refusal>> {
    let Files { readings, new, lost } = files;
    if let Some(id) = lost {
        return Ok(Err(Refusal { night: run.as_of, id, fault: FileFault::Missing }));
    }
    let standing = Standing::again(tx, before, order, run)?;
    let Standing { before, reported, order, .. } = &standing;
    let result = decide(before, reported, &readings, &request.config.rules, order);
    let worked = Worked::new(standing, readings, result);
    Ok(refusal(&worked, &new).map_or(Ok(worked), Err))
}

/// The nights since the date, each with the run that counts; with corrected files those that were
/// refused too, for such a file may be what they lacked.
fn to_decide(
    tx: &Transaction<'_>,
    nights: &BTreeMap<NaiveDate, RunRow>,
    request: Request<'_>,
) -> Result<BTreeMap<NaiveDate, RunRow>> {
    let since = |nights: &BTreeMap<NaiveDate, RunRow>| {
        nights.range(request.from..).map(|(night, run)| (*night, run.clone())).collect::<BTreeMap<_, _>>()
    };
    let mut to_decide = since(nights);
    if request.extracts.is_some() {
        to_decide.extend(since(&runs::refused_nights(tx)?));
    }
    if to_decide.is_empty() {
        bail!(
            "no night since {} has been committed; nothing was done. `kaa-sync runs` lists the nights",
            request.from
        );
    }
    let is_said = !request.allowances.is_empty() || !request.acceptances.is_empty();
    if is_said && !to_decide.contains_key(&request.from) {
        bail!(
            "`--allow` and `--accept` are said of the night of `--from`, and there is none of {}; \
             nothing was done. `kaa-sync runs` lists the nights",
            request.from
        );
    }
    Ok(to_decide)
}

/// The register as a run left it; a refused one left none of its own.
fn kept(tx: &Transaction<'_>, run: &RunRow) -> Result<Option<State>> {
    run.is_committed().then(|| state::load_after(tx, Some(run))).transpose()
}

/// A night stands on what was staged before it, which is erased in time, and on what its run kept of its
/// files, which a version 1 register did not.
fn refuse_what_is_gone(
    tx: &Transaction<'_>,
    nights: &BTreeMap<NaiveDate, RunRow>,
    previous: Option<&RunRow>,
    from: NaiveDate,
) -> Result<()> {
    let erased = state::erased_through(tx)?;
    if previous.map_or(RunId(0), |run| run.run) < erased {
        let mut pairs = nights.values().zip(nights.keys().skip(1));
        let first = pairs.find(|(before, _)| before.run >= erased).map(|(_, night)| night.to_string());
        bail!(
            "the night of {from} is too far back: what it stood on is no longer kept (`staged_days`), or was \
             not kept before an upgrade. nothing was done. the first night that can be decided again is {}",
            first.as_deref().unwrap_or("the next one")
        );
    }
    Ok(())
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
fn refusal(worked: &Worked, new: &BTreeSet<ProviderId>) -> Option<Refusal> {
    let mut sources = worked.tonight().sources.iter();
    let source = sources
        .find(|source| source.stops_the_night() || (new.contains(&source.id) && !source.is_fresh()))?;
    Some(Refusal { night: worked.order.as_of, id: source.id.clone(), fault: source.fault? })
}
