//! Everything that people have reported, as a night that knew of it through some recording reads it.

use super::super::cells::{day, rows};
use super::super::runs::RecordingId;
use crate::domain::codes::{
    Channel, Code, ContactOutcome, CoveredReason, Lane, MeasureEnd, MeasureKind, Occupation,
    OccupationSource, Ruling, RulingReason, Step,
};
use crate::domain::number::Number;
use crate::domain::reported::{
    ContactReport, DecisionReport, InterruptionReport, MeasureReport, OccupationReport, PairedId, Reported,
    TakenOver, ToldContact,
};
use anyhow::{Context, Result};
use chrono::NaiveDate;
use rusqlite::{Transaction, named_params};
use std::collections::{BTreeMap, BTreeSet};

/// Everything reported through a recording, in the order it was recorded.
pub fn load_reported(tx: &Transaction<'_>, through: RecordingId) -> Result<Reported> {
    Ok(Reported {
        decisions: load_decisions(tx, through).context("loading decisions")?,
        interruptions: load_interruptions(tx, through).context("loading interruptions")?,
        occupations: load_occupations(tx, through).context("loading occupations")?,
        contacts: load_contacts(tx, through).context("loading contacts")?,
        measures: load_measures(tx, through).context("loading measures")?,
        callable: load_callable(tx, through).context("loading who can be called")?,
        pairings: load_pairings(tx, through).context("loading pairings")?,
        taken_over: load_taken_over(tx, through).context("loading what was taken over")?,
    })
}

fn load_decisions(tx: &Transaction<'_>, through: RecordingId) -> Result<Vec<DecisionReport>> {
    let sql = "SELECT number, ruling, reason, from_on, to_on
               FROM decision
               WHERE coalesce(recording_id, 0) <= :through
               ORDER BY decision_id";
    rows(tx, sql, named_params! {":through": through.0}, |cells| {
        Ok(DecisionReport {
            number: cells.parsed("number", Number::stored)?,
            ruling: cells.parsed("ruling", Ruling::parse)?,
            reason: cells.parsed("reason", RulingReason::parse)?,
            from: cells.parsed("from_on", day)?,
            to: cells.parsed("to_on", day)?,
        })
    })
}

fn load_interruptions(tx: &Transaction<'_>, through: RecordingId) -> Result<Vec<InterruptionReport>> {
    let sql = "SELECT number, unit, last_day_on
               FROM interruption
               WHERE coalesce(recording_id, 0) <= :through
               ORDER BY interruption_id";
    rows(tx, sql, named_params! {":through": through.0}, |cells| {
        Ok(InterruptionReport {
            number: cells.parsed("number", Number::stored)?,
            unit: cells.get("unit")?,
            last_day: cells.parsed("last_day_on", day)?,
        })
    })
}

/// Of several about the same beginning the newest holds: that something has ended is told by telling it again.
fn load_occupations(tx: &Transaction<'_>, through: RecordingId) -> Result<Vec<OccupationReport>> {
    let sql = "SELECT number, occupation, from_on, to_on, source, max(occupation_id) AS newest
               FROM occupation
               WHERE coalesce(recording_id, 0) <= :through
               GROUP BY number, occupation, from_on
               ORDER BY newest";
    rows(tx, sql, named_params! {":through": through.0}, |cells| {
        Ok(OccupationReport {
            number: cells.parsed("number", Number::stored)?,
            occupation: cells.parsed("occupation", Occupation::parse)?,
            from: cells.parsed("from_on", day)?,
            to: cells.maybe("to_on", day)?,
            source: cells.parsed("source", OccupationSource::parse)?,
        })
    })
}

fn load_contacts(tx: &Transaction<'_>, through: RecordingId) -> Result<Vec<ToldContact>> {
    let first_nights = first_nights(tx)?;
    let sql = "SELECT number, contacted_on, channel, outcome, answered_on_channel, occupation, of_registered,
                      coalesce(recording_id, 0) AS recording
               FROM contact
               WHERE coalesce(recording_id, 0) <= :through
               ORDER BY contact_id";
    rows(tx, sql, named_params! {":through": through.0}, |cells| {
        let report = ContactReport {
            number: cells.parsed("number", Number::stored)?,
            on: cells.parsed("contacted_on", day)?,
            channel: cells.parsed("channel", Channel::parse)?,
            outcome: cells.parsed("outcome", ContactOutcome::parse)?,
            answered: cells.maybe("answered_on_channel", Channel::parse)?,
            occupation: cells.maybe("occupation", Occupation::parse)?,
        };
        Ok(ToldContact {
            report,
            of_registered: cells.get("of_registered")?,
            known_on: first_nights.range(cells.get::<i64>("recording")?..).next().map(|(_, night)| *night),
        })
    })
}

/// The first night that knew of each recording, by the last recording that it knew.
fn first_nights(tx: &Transaction<'_>) -> Result<BTreeMap<i64, NaiveDate>> {
    let sql = "SELECT recorded_through, min(as_of) OVER (ORDER BY recorded_through DESC) AS first
               FROM run
               WHERE outcome <> 'refused'";
    rows(tx, sql, [], |cells| Ok((cells.get("recorded_through")?, cells.parsed("first", day)?)))
}

/// Of several about the same beginning the newest holds, as with occupations.
fn load_measures(tx: &Transaction<'_>, through: RecordingId) -> Result<Vec<MeasureReport>> {
    let sql = "SELECT number, measure, from_on, to_on, ended_reason, occupation_before, occupation_after,
                   max(measure_id) AS newest
               FROM measure
               WHERE coalesce(recording_id, 0) <= :through
               GROUP BY number, measure, from_on
               ORDER BY newest";
    rows(tx, sql, named_params! {":through": through.0}, |cells| {
        Ok(MeasureReport {
            number: cells.parsed("number", Number::stored)?,
            measure: cells.parsed("measure", MeasureKind::parse)?,
            from: cells.parsed("from_on", day)?,
            to: cells.maybe("to_on", day)?,
            ended: cells.maybe("ended_reason", MeasureEnd::parse)?,
            before: cells.maybe("occupation_before", Occupation::parse)?,
            after: cells.maybe("occupation_after", Occupation::parse)?,
        })
    })
}

fn load_callable(tx: &Transaction<'_>, through: RecordingId) -> Result<BTreeSet<Number>> {
    let sql = "SELECT number, callable, max(contact_detail_id)
               FROM contact_detail
               WHERE recording_id <= :through
               GROUP BY number";
    let known: Vec<(Number, bool)> = rows(tx, sql, named_params! {":through": through.0}, |cells| {
        Ok((cells.parsed("number", Number::stored)?, cells.get("callable")?))
    })?;
    Ok(known.into_iter().filter(|(_, callable)| *callable).map(|(number, _)| number).collect())
}

/// The newest pairing of a number holds.
fn load_pairings(tx: &Transaction<'_>, through: RecordingId) -> Result<BTreeMap<PairedId, Number>> {
    let sql = "SELECT provider, paired_number, number
               FROM pairing
               WHERE recording_id <= :through
               ORDER BY pairing_id";
    let told: Vec<(PairedId, Number)> = rows(tx, sql, named_params! {":through": through.0}, |cells| {
        let id = PairedId {
            provider: cells.get("provider")?,
            number: cells.parsed("paired_number", Number::stored)?,
        };
        Ok((id, cells.parsed("number", Number::stored)?))
    })?;
    Ok(told.into_iter().collect())
}

fn load_taken_over(tx: &Transaction<'_>, through: RecordingId) -> Result<Vec<TakenOver>> {
    let sql = "SELECT number, entered_on, reason, lane, climbed
               FROM taken_over
               WHERE recording_id <= :through
               ORDER BY taken_over_id";
    rows(tx, sql, named_params! {":through": through.0}, |cells| {
        Ok(TakenOver {
            number: cells.parsed("number", Number::stored)?,
            entered_on: cells.parsed("entered_on", day)?,
            reason: cells.parsed("reason", CoveredReason::parse)?,
            lane: cells.parsed("lane", Lane::parse)?,
            climbed: cells.maybe("climbed", Step::parse)?,
        })
    })
}
