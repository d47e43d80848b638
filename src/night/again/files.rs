//! The files of a night that is decided again: as its run kept them, or corrected ones in their place.
//!
//! Reads, and judges nothing.

use super::Request;
use crate::domain::recall::recall;
use crate::domain::record::Reading;
use crate::domain::sources::{ProviderId, expected};
use crate::domain::state::State;
use crate::ingest;
use crate::register::database::Transaction;
use crate::register::ledger;
use crate::register::runs::RunRow;
use anyhow::Result;
use std::collections::{BTreeMap, BTreeSet};

/// The files of a night.
pub struct Files {
    /// What they say; those that were read anew have the name of their file.
    pub readings: Vec<Reading>,
    /// Whose file tells what was not known of it before.
    pub new: BTreeSet<ProviderId>,
    /// Whose file was read before, was not kept, and is not among the corrected.
    pub lost: Option<ProviderId>,
}

impl Files {
    /// `before` is the register as it stood before the night, `kept` as its run left it. A refused run
    /// kept nothing of its files.
    pub fn of(
        tx: &Transaction<'_>,
        request: Request<'_>,
        run: &RunRow,
        before: &State,
        kept: Option<&State>,
    ) -> Result<Self> {
        let config = request.config;
        let sources = ledger::sources(tx, run.run)?;
        let fresh = sources.iter().filter(|source| source.verdict.is_fresh());
        let believed: Vec<ProviderId> = fresh.map(|source| source.id.clone()).collect();
        let told: BTreeMap<ProviderId, String> =
            sources.iter().map(|source| (source.id.clone(), source.told().to_owned())).collect();
        let recalled = match kept {
            Some(kept) => recall(sources, &ledger::rejects(tx, run.run)?, kept, &config.rules),
            None => Vec::new(),
        };
        let expected = expected(&config.rules, &before.staged.memories, run.as_of);
        let readings =
            ingest::read_again(request.extracts, config, &expected, recalled, run.as_of, request.watch)?;
        // Of the file that was read before, not every row was kept that is asked for now.
        let tells_more = kept.is_some_and(|kept| kept.staged.residents.values().any(|it| it.unheard));
        let is_new = |reading: &&Reading| {
            tells_more || told.get(&reading.id()).is_none_or(|told| told != reading.told())
        };
        let corrected = || readings.iter().filter(|reading| reading.file.is_some());
        let new = corrected().filter(is_new).map(Reading::id).collect();
        let is_there = |id: &ProviderId| kept.is_some() || corrected().any(|reading| reading.is_of(id));
        let lost = believed.into_iter().find(|id| !is_there(id));
        Ok(Self { readings, new, lost })
    }
}
