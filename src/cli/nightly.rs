//! `plan` and `run`: the night, as it would be and as it is.

use super::Clock;
use super::arguments::{Cli, NightArgs};
use super::exit::{Exit, Untold, misuse};
use super::output::{is_watched, print, print_json, say};
use crate::domain::codes::{FileFault, RowFault};
use crate::domain::decide::Order;
use crate::domain::limits::Allowance;
use crate::domain::number::looks_personal;
use crate::domain::sources::{Acceptance, ProviderId};
use crate::night::{self, Inputs, Night, Worked};
use crate::register::runs::RunRow;
use crate::report::night::{self as night_report, NightReport};
use anyhow::{Context, Result};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;

/// Shows what the night would do.
pub fn plan(cli: &Cli, args: &NightArgs, clock: Clock) -> Result<Exit> {
    let (config, order) = (cli.config()?, order(args, clock)?);
    let inputs = Inputs { config: &config, extracts: &args.extracts, order: &order, user: &cli.user };
    let worked = night::plan(&mut cli.register()?, inputs)?;
    let exit = Exit::of(worked.outcome());
    let rejected = rejected(&worked);
    let report = report(&worked, &order, exit, None, &rejected);
    warn_of_nothing(&worked, &args.extracts)?;
    warn_of_idle_acceptances(&worked, &order)?;
    if cli.json {
        print_json(&night_report::json(&report))?;
    } else {
        print(&night_report::text(cli.lang(), &report))?;
    }
    Ok(exit)
}

/// Runs the night. Nobody watches at 04.00, and cron mails what is printed: when all is well and
/// nobody is there, nothing is.
pub fn run(cli: &Cli, args: &NightArgs, clock: Clock) -> Result<Exit> {
    let (config, order) = (cli.config()?, order(args, clock)?);
    let inputs = Inputs { config: &config, extracts: &args.extracts, order: &order, user: &cli.user };
    let mut register = if args.initial_load { cli.register_or_new()? } else { cli.register()? };
    match night::run(&mut register, inputs, &|| clock.stamp())? {
        Night::NothingToDo(run) => {
            let exit = Exit::of(run.outcome);
            if cli.json {
                print_json(&json!({
                    "as_of": run.as_of.to_string(),
                    "nothing_to_do": true,
                    "outcome": run.outcome,
                    "exit_code": exit.code(),
                    "run_id": run.run.0,
                    "register_digest": run.register_digest,
                }))?;
            } else if is_watched() || cli.verbose > 0 {
                say(&format!("{}: nothing to do, run {} already has it", run.as_of, run.run.0))?;
            }
            Ok(exit)
        }
        Night::Written { worked, run } => {
            let exit = Exit::of(worked.outcome());
            let rejected = rejected(&worked);
            let report = report(&worked, &order, exit, Some(&run), &rejected);
            warn_of_nothing(&worked, &args.extracts)?;
            warn_of_idle_acceptances(&worked, &order)?;
            tell(cli, &report, exit).context(Untold)?;
            Ok(exit)
        }
    }
}

/// No source has a file: most likely the wrong directory.
fn warn_of_nothing(worked: &Worked, extracts: &Path) -> Result<()> {
    if worked.readings.iter().any(|reading| reading.result != Err(FileFault::Missing)) {
        return Ok(());
    }
    say(&format!(
        "kaa-sync: no source has a file in {}: is `--extracts` the right directory, and `--as-of` the right date?",
        extracts.display()
    ))
}

/// Somebody accepts a file of a provider that has none tonight: most likely a misspelt name.
fn warn_of_idle_acceptances(worked: &Worked, order: &Order) -> Result<()> {
    let delivers = |name: &str| worked.readings.iter().any(|reading| reading.provider == name);
    let known: Vec<&str> = worked.readings.iter().map(|reading| reading.provider.as_str()).collect();
    for idle in order.acceptances.iter().filter(|acceptance| !delivers(&acceptance.provider)) {
        let known = known.join(", ");
        say(&format!("kaa-sync: `--accept` names `{}`, and tonight's providers are {known}", idle.provider))?;
    }
    Ok(())
}

fn tell(cli: &Cli, report: &NightReport<'_>, exit: Exit) -> Result<()> {
    if cli.verbose > 0 {
        say(&night_report::line(report))?;
    }
    if cli.verbose > 1 {
        for line in night_report::source_lines(report) {
            say(&line)?;
        }
    }
    if cli.json {
        print_json(&night_report::json(report))
    } else if !cli.quiet && (is_watched() || exit != Exit::Done) {
        print(&night_report::text(cli.lang(), report))
    } else {
        Ok(())
    }
}

type Faults = BTreeMap<(ProviderId, RowFault), u64>;

fn rejected(worked: &Worked) -> Faults {
    let mut rejected = Faults::new();
    for (id, row) in worked.rejected() {
        *rejected.entry((id, row.fault)).or_default() += 1;
    }
    rejected
}

fn report<'a>(
    worked: &'a Worked,
    order: &Order,
    exit: Exit,
    run: Option<&'a RunRow>,
    rejected: &'a Faults,
) -> NightReport<'a> {
    let open = |state: &crate::domain::state::State| {
        state.entries.values().filter(|entry| entry.is_open()).count() as u64
    };
    let open_before = open(&worked.before);
    let decided = worked.result.as_ref().ok();
    NightReport {
        as_of: order.as_of,
        is_plan: run.is_none(),
        first: worked.before.last_night.is_none(),
        outcome: worked.outcome(),
        exit_code: exit.code(),
        tonight: worked.tonight(),
        decided,
        rejected,
        open_before,
        open_after: decided.map_or(open_before, |decided| open(decided.after())),
        run_id: run.map(|run| run.run.0),
        register_digest: run.and_then(|run| run.register_digest.as_deref()),
    }
}

fn order(args: &NightArgs, clock: Clock) -> Result<Order> {
    let reasons = Reasons::new(&args.because)?;
    let allowances = args.allow.iter().enumerate().map(|(place, (class, ceiling))| Allowance {
        class: *class,
        ceiling: *ceiling,
        because: reasons.of(place),
    });
    let accepted_from = args.allow.len();
    let acceptances = args.accept.iter().enumerate().map(|(place, (provider, fault, rows))| Acceptance {
        provider: provider.clone(),
        fault: *fault,
        at_least_rows: *rows,
        because: reasons.of(accepted_from + place),
    });
    Ok(Order {
        as_of: args.as_of.unwrap_or_else(|| clock.today()),
        initial_load: args.initial_load,
        allowances: allowances.collect(),
        acceptances: acceptances.collect(),
    })
}

/// The reasons given, in turn. One that could name somebody is refused.
struct Reasons<'a>(&'a [String]);

impl<'a> Reasons<'a> {
    fn new(given: &'a [String]) -> Result<Self> {
        if given.iter().any(|reason| reason.trim().is_empty()) {
            return Err(misuse("`--because` wants a reason; nothing was committed"));
        }
        if given.iter().any(|reason| looks_personal(reason)) {
            return Err(misuse(
                "`--because` holds something like a personal number, and is kept for ever; \
                 nothing was committed. say why without naming anyone",
            ));
        }
        Ok(Self(given))
    }

    fn of(&self, place: usize) -> String {
        self.0.get(place).or_else(|| self.0.last()).cloned().unwrap_or_default()
    }
}
