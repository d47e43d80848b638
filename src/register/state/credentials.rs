//! Staged documents.

use super::super::cells::{Cells, day, integer, rows};
use super::super::runs::RunId;
use super::staging::sighting;
use super::versions::replace;
use crate::domain::codes::{Code, Document};
use crate::domain::number::Number;
use crate::domain::staged::{CredentialId, StagedCredential};
use anyhow::Result;
use rusqlite::{Transaction, named_params};
use std::collections::BTreeMap;

type Credentials = BTreeMap<CredentialId, StagedCredential>;

pub fn load(tx: &Transaction<'_>, run: RunId) -> Result<Credentials> {
    let sql = "SELECT source, provider, number, document, document_on, first_seen_on, told, file_date, line
               FROM staged_credential
               WHERE from_run < :run AND (to_run IS NULL OR to_run >= :run)
               ORDER BY source, provider, number, document";
    rows(tx, sql, named_params! {":run": run.0}, credential)
}

fn credential(cells: &Cells<'_>) -> Result<(CredentialId, StagedCredential)> {
    let id = CredentialId {
        provider: cells.provider()?,
        number: cells.parsed("number", Number::stored)?,
        document: cells.parsed("document", Document::parse)?,
    };
    let credential = StagedCredential {
        date: cells.maybe("document_on", day)?,
        first_seen: cells.maybe("first_seen_on", day)?,
        told: cells.get("told")?,
        sighting: sighting(cells)?,
    };
    Ok((id, credential))
}

pub fn write(tx: &Transaction<'_>, run: RunId, before: &Credentials, after: &Credentials) -> Result<()> {
    let mut end = tx.prepare_cached(
        "UPDATE staged_credential SET to_run = :run
         WHERE source = :source AND provider = :provider AND number = :number AND document = :document
             AND to_run IS NULL",
    )?;
    let mut begin = tx.prepare_cached(
        "INSERT INTO staged_credential (
             source, provider, number, document, document_on, first_seen_on, told, file_date, line,
             from_run
         ) VALUES (
             :source, :provider, :number, :document, :document_on, :first_seen_on, :told, :file_date, :line,
             :run
         )",
    )?;
    replace(
        before,
        after,
        PartialEq::eq,
        |id| {
            end.execute(named_params! {
                ":run": run.0,
                ":source": id.provider.source,
                ":provider": id.provider.provider,
                ":number": id.number.as_str(),
                ":document": id.document.as_str(),
            })?;
            Ok(())
        },
        |id, StagedCredential { date, first_seen, told, sighting }| {
            begin.execute(named_params! {
                ":source": id.provider.source,
                ":provider": id.provider.provider,
                ":number": id.number.as_str(),
                ":document": id.document.as_str(),
                ":document_on": date.map(|day| day.to_string()),
                ":first_seen_on": first_seen.map(|day| day.to_string()),
                ":told": told,
                ":file_date": sighting.file_date.to_string(),
                ":line": integer(sighting.line)?,
                ":run": run.0,
            })?;
            Ok(())
        },
    )
}
