//! What is remembered of each provider's last accepted file.

use super::super::cells::{Cells, day, integer, rows};
use super::super::runs::RunId;
use super::versions::replace;
use crate::domain::sources::{Memory, ProviderId};
use anyhow::Result;
use rusqlite::{Transaction, named_params};
use std::collections::BTreeMap;

type Memories = BTreeMap<ProviderId, Memory>;

pub fn load(tx: &Transaction<'_>, run: RunId) -> Result<Memories> {
    let sql = "SELECT source, provider, accepted_on, file_date, sha256, rows, unreadable_streak
               FROM staged_memory
               WHERE from_run < :run AND (to_run IS NULL OR to_run >= :run)
               ORDER BY source, provider";
    rows(tx, sql, named_params! {":run": run.0}, |cells| Ok((cells.provider()?, memory(cells)?)))
}

fn memory(cells: &Cells<'_>) -> Result<Memory> {
    Ok(Memory {
        accepted_on: cells.parsed("accepted_on", day)?,
        file_date: cells.parsed("file_date", day)?,
        sha256: cells.get("sha256")?,
        row_count: cells.count("rows")?,
        unreadable_streak: cells.get("unreadable_streak")?,
    })
}

pub fn write(tx: &Transaction<'_>, run: RunId, before: &Memories, after: &Memories) -> Result<()> {
    let mut end = tx.prepare_cached(
        "UPDATE staged_memory SET to_run = :run
         WHERE source = :source AND provider = :provider AND to_run IS NULL",
    )?;
    let mut begin = tx.prepare_cached(
        "INSERT INTO staged_memory (
             source, provider, accepted_on, file_date, sha256, rows, unreadable_streak, from_run
         ) VALUES (
             :source, :provider, :accepted_on, :file_date, :sha256, :rows, :unreadable_streak, :run
         )",
    )?;
    replace(
        before,
        after,
        PartialEq::eq,
        |id| {
            end.execute(named_params! {":run": run.0, ":source": id.source, ":provider": id.provider})?;
            Ok(())
        },
        |id, Memory { accepted_on, file_date, sha256, row_count, unreadable_streak }| {
            begin.execute(named_params! {
                ":source": id.source,
                ":provider": id.provider,
                ":accepted_on": accepted_on.to_string(),
                ":file_date": file_date.to_string(),
                ":sha256": sha256,
                ":rows": integer(*row_count)?,
                ":unreadable_streak": unreadable_streak,
                ":run": run.0,
            })?;
            Ok(())
        },
    )
}
