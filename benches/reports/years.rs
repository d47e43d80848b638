//! Ten school years of a made-up register, 2190/2191 to 2199/2200, written row by row.
//!
//! As many are covered at a time as Stockholm's auditors counted in 2016, about 7 500, of whom half are in
//! school; contacts, tasks and nights in proportion.

use crate::made_up::{Lots, number};
use anyhow::{Context, Result};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use kaa_sync::register::database::Register;
use rusqlite::{Connection, Transaction, params};
use std::path::Path;

/// Entries that begin in a year.
const ENTRIES_A_YEAR: usize = 6_500;
const PROVIDERS: i64 = 60;

/// Makes the register, and says what is in it.
pub fn write(db: &Path) -> Result<String> {
    drop(Register::create(db)?);
    let mut connection = Connection::open(db)?;
    let tx = connection.transaction()?;
    let nights = nights()?;
    write_nights(&tx, &nights).context("writing nights")?;
    let mut lots = Lots(11);
    let mut written = Written::default();
    for place in 0..ENTRIES_A_YEAR * 10 {
        let life = Life::draw(&mut lots, place, &nights);
        life.write(&tx, &mut lots, &mut written).context("writing an entry")?;
    }
    tx.commit()?;
    let Written { entries, contacts, tasks } = written;
    Ok(format!("{} nights, {entries} entries, {contacts} contacts, {tasks} tasks", nights.len()))
}

fn nights() -> Result<Vec<NaiveDate>> {
    let first = NaiveDate::from_ymd_opt(2190, 7, 1).context("no such day")?;
    let weekday = |day: &NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    Ok(first
        .iter_days()
        .take_while(|day| *day < NaiveDate::MAX && day.year() < 2200 || day.month() < 7)
        .filter(weekday)
        .collect())
}

fn write_nights(tx: &Transaction<'_>, nights: &[NaiveDate]) -> Result<()> {
    let mut run = tx.prepare(
        "INSERT INTO run (run_id, as_of, outcome, config_digest, input_digest, program_version, started_at)
         VALUES (?1, ?2, 'done', '', '', '', '')",
    )?;
    let mut source = tx.prepare(
        "INSERT INTO source (run_id, source, provider, file_date, rows, quarantined, verdict)
         VALUES (?1, 'fristaende', ?2, ?3, 300, 1, 'accepted')",
    )?;
    let mut rejected = tx.prepare(
        "INSERT INTO quarantined_row (run_id, source, provider, line, code, times_seen, fingerprint)
         VALUES (?1, 'fristaende', ?2, 2, 'bad_date', ?3, '')",
    )?;
    let mut coverage = tx.prepare("INSERT INTO coverage_count VALUES (?1, ?2, 7500)")?;
    for (run_id, night) in (1..).zip(nights) {
        run.execute(params![run_id, night.to_string()])?;
        for provider in 0..PROVIDERS {
            let name = format!("skola{provider}");
            source.execute(params![run_id, name, night.to_string()])?;
            rejected.execute(params![run_id, name, 1 + run_id % 20])?;
        }
        for group in ["residents", "lane:outreach", "lane:in_school", "attending", "residual", "held_close"] {
            coverage.execute(params![run_id, group])?;
        }
    }
    Ok(())
}

#[derive(Default)]
struct Written {
    entries: i64,
    contacts: i64,
    tasks: i64,
}

/// One entry and its person; every fifth person has had one before.
struct Life {
    person: i64,
    is_new: bool,
    /// The place of the night that opened it.
    night: usize,
    known_on: NaiveDate,
    opened_on: NaiveDate,
    closed_on: Option<NaiveDate>,
    in_school: bool,
}

impl Life {
    fn draw(lots: &mut Lots, place: usize, nights: &[NaiveDate]) -> Self {
        let is_new = place < 10 || !place.is_multiple_of(5);
        let night = place * nights.len() / (ENTRIES_A_YEAR * 10);
        let known_on = nights[night];
        let opened_on = known_on - Days::new((lots.draw() % 40) as u64);
        let days = if lots.draw().is_multiple_of(8) { lots.draw() % 30 } else { 60 + lots.draw() % 720 };
        let closed_on = opened_on + Days::new(45 + days as u64);
        let closed_on = Some(closed_on).filter(|day| nights.last().is_some_and(|last| day < last));
        let person = i64::try_from(if is_new { place } else { place - 1 }).unwrap_or_default();
        Self {
            person,
            is_new,
            night,
            known_on,
            opened_on,
            closed_on,
            in_school: lots.draw().is_multiple_of(2),
        }
    }

    fn write(&self, tx: &Transaction<'_>, lots: &mut Lots, written: &mut Written) -> Result<()> {
        written.entries += 1;
        let (run, entry) = (i64::try_from(self.night + 1)?, written.entries);
        // Births in the years that make 16 to 19 of them, each day's numbered.
        let born = self.known_on.with_day(1).unwrap_or(self.known_on).with_year(self.known_on.year() - 17);
        let number = number(born.unwrap_or(self.known_on), 1 + usize::try_from(self.person % 998)?);
        if self.is_new {
            tx.prepare_cached(
                "INSERT OR IGNORE INTO person (person_id, number, protected, area, owner, from_run)
                 VALUES (?1, ?2, ?3, ?4, 'central', 1)",
            )?
            .execute(params![
                self.person,
                number,
                i64::from(lots.draw().is_multiple_of(100)),
                "Kista"
            ])?;
            tx.prepare_cached(
                "INSERT OR IGNORE INTO person_number (number, person_id, from_run) VALUES (?1, ?2, 1)",
            )?
            .execute(params![number, self.person])?;
        }
        let closed = self.closed_on.map(|day| day.to_string());
        tx.prepare_cached(
            "INSERT INTO entry (entry_id, person_id, opened_on, opened_known_on, opened_reason, closed_on,
                 closed_known_on, closed_reason, from_run)
             VALUES (?1, ?2, ?3, ?4, 'interrupted_national', ?5, ?5, ?6, ?7)",
        )?
        .execute(params![
            entry,
            self.person,
            self.opened_on.to_string(),
            self.known_on.to_string(),
            closed,
            closed.as_ref().map(|_| "attending"),
            run,
        ])?;
        tx.prepare_cached(
            "INSERT INTO change (run_id, kind, person_id, entry_id, reason, effective_on, explained, source, provider,
                 school_unit)
             VALUES (?1, 'opened', ?2, ?3, 'interrupted_national', ?4, 1, 'fristaende', ?5, ?6)",
        )?
        .execute(params![
            run,
            self.person,
            entry,
            self.opened_on.to_string(),
            format!("skola{}", self.person % PROVIDERS),
            format!("{:08}", 10_000_000 + self.person % 150),
        ])?;
        self.lane(tx, entry, 1, if self.in_school { "in_school" } else { "outreach" }, self.opened_on, run)?;
        if self.in_school && lots.draw().is_multiple_of(4) {
            self.lane(tx, entry, 2, "outreach", self.known_on + Days::new(20), run)?;
        }
        if !self.in_school {
            self.climb(tx, &number, run, lots, written)?;
        }
        Ok(())
    }

    fn lane(
        &self,
        tx: &Transaction<'_>,
        entry: i64,
        seq: i64,
        lane: &str,
        from: NaiveDate,
        run: i64,
    ) -> Result<()> {
        tx.prepare_cached(
            "INSERT INTO entry_lane (entry_id, seq, lane, from_on, known_on, from_run) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![entry, seq, lane, from.to_string(), self.known_on.max(from).to_string(), run])?;
        Ok(())
    }

    /// A letter, calls, a card and a visit, until somebody answers.
    fn climb(
        &self,
        tx: &Transaction<'_>,
        number: &str,
        run: i64,
        lots: &mut Lots,
        written: &mut Written,
    ) -> Result<()> {
        let ladder = ["BREV", "TELEFON", "TELEFON", "TELEFON", "SMS", "KNACKKORT", "HEMBESOK"];
        let steps = ["letter", "phone", "phone", "phone", "sms_letter", "knock_card", "home_visit"];
        for (rung, (channel, step)) in ladder.into_iter().zip(steps).enumerate() {
            let on = (self.known_on + Days::new(7 + 9 * rung as u64)).to_string();
            written.tasks += 1;
            tx.prepare_cached(
                "INSERT INTO task (task_id, entry_id, step, attempt, variant, owner, status, not_before, due_by,
                     created_on, ended_on, ended_reason, from_run)
                 VALUES (?1, ?2, ?3, 1, 'standard', 'central', 'done', ?4, ?4, ?4, ?4, 'unanswered', ?5)",
            )?
            .execute(params![written.tasks, written.entries, step, on, run])?;
            let is_reached = rung > 0 && lots.draw().is_multiple_of(4);
            let outcome = if is_reached { "NADD_STOD_UTBILDNING" } else { "EJ_SVAR" };
            written.contacts += 1;
            tx.prepare_cached(
                "INSERT OR IGNORE INTO contact (number, contacted_on, channel, outcome) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![number, on, channel, outcome])?;
            if is_reached {
                tx.prepare_cached(
                    "INSERT OR IGNORE INTO measure (number, measure, from_on) VALUES (?1, 'PRAKTIK', ?2)",
                )?
                .execute(params![number, on])?;
                break;
            }
        }
        Ok(())
    }
}
