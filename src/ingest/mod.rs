//! The night's extracts: bytes to rows to records, checked row by row and file by file.
//!
//! A file that cannot be read or believed and a row that cannot be believed are values; an error is
//! only what keeps anybody from seeing which extracts there are. Nothing here knows what was told another night.

mod bytes;
mod credential;
mod duplicates;
mod ending;
mod enrolment;
mod fields;
mod file;
mod find;
mod gather;
mod population;
mod quarantine;
mod record;
pub mod reported;
mod specification;
mod table;
mod text;
mod traces;
mod watched;

pub use specification::specification;

#[cfg(test)]
mod tests;

use crate::config::Config;
use crate::config::profile::Profile;
use crate::domain::codes::FileFault;
use crate::domain::record::Reading;
use crate::domain::rules::{Rules, Source};
use crate::domain::sources::ProviderId;
use anyhow::{Context, bail};
use chrono::NaiveDate;
use file::Refusal;
use find::Found;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

pub use watched::{Watch, unwatched};

/// Reads the file of every provider that is expected, and of every other that a file is found for:
/// in the order of the profiles, then of the providers' names.
pub fn read_all(
    dir: &Path,
    config: &Config,
    expected: &[ProviderId],
    night: NaiveDate,
    watch: Watch<'_>,
) -> anyhow::Result<Vec<Reading>> {
    let mut readings = Vec::new();
    for profile in &config.profiles {
        let source = config.rules.source(&profile.name).with_context(|| {
            format!("profile `{}` belongs to no source; declare both under one name", profile.name)
        })?;
        let found = find::newest(dir, &profile.pattern, &profile.name, night)?;
        for provider in providers(profile, source, expected, &found, night) {
            let found = found.get(&provider).map(|found| (dir, found));
            readings.push(read_provider(profile, &config.rules, source, provider, found, (night, watch)));
        }
    }
    Ok(readings)
}

/// The files of a night that was read before, of every provider that is expected by now, with the corrected
/// ones in `dir` in their place. A file is taken for the one that was read if it has its date; one of the
/// night's own date may stand in for an older one or for none.
pub fn read_again(
    dir: Option<&Path>,
    config: &Config,
    expected: &[ProviderId],
    recalled: Vec<Reading>,
    night: NaiveDate,
    watch: Watch<'_>,
) -> anyhow::Result<Vec<Reading>> {
    let mut recalled: BTreeMap<ProviderId, Reading> =
        recalled.into_iter().map(|reading| (reading.id(), reading)).collect();
    let mut readings = Vec::new();
    for profile in &config.profiles {
        let source = config.rules.source(&profile.name).with_context(|| {
            format!("profile `{}` belongs to no source; declare both under one name", profile.name)
        })?;
        let id = |provider: &str| ProviderId { source: profile.name.clone(), provider: provider.to_owned() };
        let read_on = |provider: &str| recalled.get(&id(provider)).and_then(|reading| reading.file_date);
        let mut corrected = match dir {
            Some(dir) => find::newest(dir, &profile.pattern, &profile.name, night)?,
            None => BTreeMap::new(),
        };
        corrected.retain(|provider, file| file.date == night || Some(file.date) == read_on(provider));
        let known: Vec<ProviderId> = expected.iter().chain(recalled.keys()).cloned().collect();
        for provider in providers(profile, source, &known, &corrected, night) {
            let file = dir.zip(corrected.get(&provider));
            let before = recalled.remove(&id(&provider)).filter(|_| file.is_none());
            let reading = match before {
                Some(before) => before,
                None => read_provider(profile, &config.rules, source, provider, file, (night, watch)),
            };
            // Whoever corrects a night is there to mend this; a file was read that night.
            if let Some(remark) = &reading.remark {
                bail!("{remark}. nothing was committed");
            }
            readings.push(reading);
        }
    }
    Ok(readings)
}

/// Who delivers this source tonight.
fn providers(
    profile: &Profile,
    source: &Source,
    expected: &[ProviderId],
    found: &BTreeMap<String, Found>,
    night: NaiveDate,
) -> BTreeSet<String> {
    let expected = expected.iter().filter(|id| id.source == profile.name).map(|id| &id.provider);
    let newcomers = found.keys().filter(|_| find::is_family(&profile.pattern));
    expected.chain(newcomers).filter(|provider| source.delivers(provider, night)).cloned().collect()
}

fn read_provider(
    profile: &Profile,
    rules: &Rules,
    source: &Source,
    provider: String,
    found: Option<(&Path, &Found)>,
    (night, watch): (NaiveDate, Watch<'_>),
) -> Reading {
    let file = found.map(|(_, found)| found.name.clone());
    let file_date = found.map(|(_, found)| found.date);
    let read = match found {
        None => Err(Refusal::from(FileFault::Missing)),
        Some((dir, found)) => {
            let origin = quarantine::Origin { profile, provider: &provider };
            file::read(dir, found, file::Terms { rules, source, origin, night, watch })
        }
    };
    let (result, evidence, remark) = match read {
        Ok(delivery) => (Ok(delivery), None, None),
        Err(Refusal { fault, evidence, remark }) => (Err(fault), evidence, remark),
    };
    Reading { source: profile.name.clone(), provider, file, file_date, result, evidence, remark }
}
