//! Staged residents.

use super::super::cells::{Cells, day, integer, rows};
use super::super::runs::RunId;
use super::staging::{absence, sighting};
use super::versions::replace;
use crate::domain::codes::{Code, Deregistration};
use crate::domain::number::Number;
use crate::domain::record::{Contact, DeregistrationRow, ResidentRow};
use crate::domain::staged::StagedResident;
use anyhow::Result;
use rusqlite::{Statement, Transaction, named_params};
use std::collections::BTreeMap;

type Residents = BTreeMap<Number, StagedResident>;

pub fn load(tx: &Transaction<'_>, run: RunId) -> Result<Residents> {
    let sql = "SELECT number, replaced_by, municipality, area, moved_in_on, secrecy_marked,
                      protected_registration, deregistration, deregistered_on, given_name, middle_name,
                      family_name, care_of, street, postcode, town, first_seen_on, municipality_seen_on,
                      deregistration_seen_on, misses, missing_since_on, told, unheard, file_date, line
               FROM staged_resident
               WHERE from_run < :run AND (to_run IS NULL OR to_run >= :run)
               ORDER BY number";
    rows(tx, sql, named_params! {":run": run.0}, |cells| {
        let resident = resident(cells)?;
        Ok((resident.row.number, resident))
    })
}

fn resident(cells: &Cells<'_>) -> Result<StagedResident> {
    Ok(StagedResident {
        row: ResidentRow {
            number: cells.parsed("number", Number::stored)?,
            replaced_by: cells.maybe("replaced_by", Number::stored)?,
            municipality: cells.get("municipality")?,
            area: cells.get("area")?,
            moved_in: cells.maybe("moved_in_on", day)?,
            secrecy_marked: cells.get("secrecy_marked")?,
            protected_registration: cells.get("protected_registration")?,
            deregistration: deregistration(cells)?,
            contact: contact(cells)?,
        },
        first_seen: cells.maybe("first_seen_on", day)?,
        municipality_seen: cells.maybe("municipality_seen_on", day)?,
        deregistration_seen: cells.maybe("deregistration_seen_on", day)?,
        absence: absence(cells)?,
        told: cells.get("told")?,
        unheard: cells.get("unheard")?,
        sighting: sighting(cells)?,
    })
}

fn deregistration(cells: &Cells<'_>) -> Result<Option<DeregistrationRow>> {
    let date = cells.maybe("deregistered_on", day)?;
    let code = cells.maybe("deregistration", Deregistration::parse)?;
    Ok(code.map(|code| DeregistrationRow { code, date }))
}

/// Name and address.
pub fn contact(cells: &Cells<'_>) -> Result<Contact> {
    Ok(Contact {
        given_name: cells.get("given_name")?,
        middle_name: cells.get("middle_name")?,
        family_name: cells.get("family_name")?,
        care_of: cells.get("care_of")?,
        street: cells.get("street")?,
        postcode: cells.get("postcode")?,
        town: cells.get("town")?,
    })
}

pub fn write(tx: &Transaction<'_>, run: RunId, before: &Residents, after: &Residents) -> Result<()> {
    let mut end = tx.prepare_cached(
        "UPDATE staged_resident SET to_run = :run WHERE number = :number AND to_run IS NULL",
    )?;
    let mut begin = tx.prepare_cached(
        "INSERT INTO staged_resident (
             number, replaced_by, municipality, area, moved_in_on, secrecy_marked, protected_registration,
             deregistration, deregistered_on, given_name, middle_name, family_name, care_of, street,
             postcode, town, first_seen_on, municipality_seen_on, deregistration_seen_on, misses,
             missing_since_on, told, unheard, file_date, line, from_run
         ) VALUES (
             :number, :replaced_by, :municipality, :area, :moved_in_on, :secrecy_marked,
             :protected_registration, :deregistration, :deregistered_on, :given_name, :middle_name,
             :family_name, :care_of, :street, :postcode, :town, :first_seen_on, :municipality_seen_on,
             :deregistration_seen_on, :misses, :missing_since_on, :told, :unheard, :file_date, :line, :run
         )",
    )?;
    replace(
        before,
        after,
        PartialEq::eq,
        |number| {
            end.execute(named_params! {":run": run.0, ":number": number.as_str()})?;
            Ok(())
        },
        |_, resident| insert(&mut begin, run, resident),
    )
}

fn insert(begin: &mut Statement<'_>, run: RunId, resident: &StagedResident) -> Result<()> {
    let StagedResident {
        row,
        first_seen,
        municipality_seen,
        deregistration_seen,
        absence,
        told,
        unheard,
        sighting,
    } = resident;
    begin.execute(named_params! {
        ":number": row.number.as_str(),
        ":replaced_by": row.replaced_by.as_ref().map(Number::as_str),
        ":municipality": row.municipality,
        ":area": row.area,
        ":moved_in_on": row.moved_in.map(|day| day.to_string()),
        ":secrecy_marked": row.secrecy_marked,
        ":protected_registration": row.protected_registration,
        ":deregistration": row.deregistration.map(|deregistration| deregistration.code.as_str()),
        ":deregistered_on": row.deregistration.and_then(|gone| gone.date).map(|day| day.to_string()),
        ":given_name": row.contact.given_name,
        ":middle_name": row.contact.middle_name,
        ":family_name": row.contact.family_name,
        ":care_of": row.contact.care_of,
        ":street": row.contact.street,
        ":postcode": row.contact.postcode,
        ":town": row.contact.town,
        ":first_seen_on": first_seen.map(|day| day.to_string()),
        ":municipality_seen_on": municipality_seen.map(|day| day.to_string()),
        ":deregistration_seen_on": deregistration_seen.map(|day| day.to_string()),
        ":misses": absence.misses,
        ":missing_since_on": absence.since.map(|day| day.to_string()),
        ":told": told,
        ":unheard": unheard,
        ":file_date": sighting.file_date.to_string(),
        ":line": integer(sighting.line)?,
        ":run": run.0,
    })?;
    Ok(())
}
