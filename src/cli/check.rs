//! `check`: reads the extracts as the night would, and says what is wrong with them.

use super::Clock;
use super::arguments::{CheckArgs, Cli};
use super::exit::{Exit, misuse};
use super::nightly::warn_of_remarks;
use super::output::{print_json, show};
use super::progress::Progress;
use crate::config::Config;
use crate::domain::codes::{FileFault, SourceKind, Verdict};
use crate::domain::number::looks_personal;
use crate::domain::record::Reading;
use crate::domain::sources::{self, SourceNight, Tonight};
use crate::domain::specification::Specification;
use crate::ingest;
use crate::nearest::instead;
use crate::report::check::{self as report, Examined};
use anyhow::{Context, Result};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Checks what is in the directory, without a register: what needs a memory is not checked.
pub fn check(cli: &Cli, args: &CheckArgs, clock: Clock) -> Result<Exit> {
    let config = cli.config()?;
    let night = args.as_of.unwrap_or_else(|| clock.today());
    let none = BTreeMap::new();
    let expected = sources::expected(&config.rules, &none, night);
    let progress = Progress::begin(cli);
    let watch = |file: &str, read, of| progress.tell(file, read, of);
    let readings = ingest::read_all(&args.extracts, &config, &expected, night, &watch)?;
    drop(progress);
    let readings = of_provider(readings, args.provider.as_deref())?;
    let tonight = sources::judge(&readings, &config.rules, &none, &[], night);
    warn_of_remarks(&readings)?;
    let asked = specifications(&config, &readings, night)?;
    let examined: Vec<Examined<'_>> = readings
        .iter()
        .zip(&asked)
        .map(|(reading, specification)| {
            let may_be_missing = tonight.of(&reading.id()).is_some_and(may_be_missing);
            Examined { reading, specification, may_be_missing }
        })
        .collect();
    if cli.json {
        print_json(&report::json(&examined))?;
    } else {
        show(&report::text(cli.lang(), night, &examined))?;
    }
    Ok(exit(&tonight))
}

/// The files that were asked about: one provider's, or all.
fn of_provider(readings: Vec<Reading>, provider: Option<&str>) -> Result<Vec<Reading>> {
    let Some(provider) = provider else { return Ok(readings) };
    if !readings.iter().any(|reading| reading.provider == provider) {
        let known: Vec<&str> = readings.iter().map(|reading| reading.provider.as_str()).collect();
        let shown = if looks_personal(provider) { String::new() } else { format!(" `{provider}`") };
        return Err(misuse(format!("unknown provider{shown}{}", instead(provider, &known))));
    }
    Ok(readings.into_iter().filter(|reading| reading.provider == provider).collect())
}

/// What is asked of each file.
fn specifications(config: &Config, readings: &[Reading], night: NaiveDate) -> Result<Vec<Specification>> {
    let one = |reading: &Reading| {
        let profile = config.profiles.iter().find(|profile| profile.name == reading.source);
        let (profile, source) = profile
            .zip(config.rules.source(&reading.source))
            .with_context(|| format!("source `{}` has no profile", reading.source))?;
        Ok(ingest::specification(profile, source, &reading.provider, &config.rules, night))
    };
    readings.iter().map(one).collect()
}

/// Nothing is wrong if there is no file: schools are expected to deliver, others need not.
fn may_be_missing(source: &SourceNight) -> bool {
    source.verdict == Verdict::Absent && source.kind != SourceKind::Enrolment
}

fn exit(tonight: &Tonight) -> Exit {
    if tonight.stopping().is_some() {
        return Exit::Refused;
    }
    let missing = |source: &SourceNight| source.fault == Some(FileFault::Missing) && !may_be_missing(source);
    let faulty = tonight.sources.iter().any(|source| source.is_faulty() || missing(source));
    if faulty { Exit::Faults } else { Exit::Done }
}
