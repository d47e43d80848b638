//! The command line: what the user typed, and which call answers it.
//!
//! Each command is one small file. Results go to standard output, messages to standard error. Below
//! this folder nobody knows about terminals, flags or exit codes.

mod arguments;
mod check;
mod dossier;
mod erase;
mod exit;
mod export;
mod half_year;
mod hooks;
mod init;
mod lists;
mod log;
mod man;
mod measured;
mod nightly;
mod output;
mod page;
mod past;
mod person;
mod progress;
mod queue;
mod record;
mod recorded;
mod report;
mod rerun;
mod setup;
mod status;
mod typed;
mod verify;
mod views;
mod words;

pub use arguments::Cli;
pub use exit::Exit;
pub use log::fail;
pub use typed::typed;

use crate::domain::calendar::previous;
use crate::domain::number::looks_personal;
use crate::ops::lock::{self, Lock};
use crate::register::access::{self, Look};
use crate::register::database::Register;
use crate::report::Lang;
use anyhow::{Context, Result};
use arguments::{Command, TurnArgs};
use chrono::{DateTime, NaiveDate, Timelike, Utc};

/// The hour by which a night that began at four has long ended.
const NIGHT_OVER: u32 = 6;

/// The time, given by `main`: nothing below it reads a clock.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// The present moment.
    pub now: fn() -> DateTime<Utc>,
}

impl Clock {
    /// Today in Stockholm, whatever zone the server keeps.
    fn today(self) -> NaiveDate {
        (self.now)().with_timezone(&chrono_tz::Europe::Stockholm).date_naive()
    }

    /// The night that should be there by now: before six in the morning still the day before's.
    fn expected_night(self) -> NaiveDate {
        let here = (self.now)().with_timezone(&chrono_tz::Europe::Stockholm);
        if here.hour() < NIGHT_OVER { previous(here.date_naive()) } else { here.date_naive() }
    }

    /// The time of day for the ledger, in UTC.
    fn stamp(self) -> String {
        (self.now)().format("%Y-%m-%dT%H:%M:%SZ").to_string()
    }
}

/// Answers one command line.
pub fn run(cli: &Cli, clock: Clock) -> Result<Exit> {
    log::begin(cli.log_format, clock);
    if looks_personal(&cli.user) {
        return Err(exit::misuse("`--user` holds something like a personal number, and is kept for ever"));
    }
    match &cli.command {
        Command::Init(args) => init::init(cli, args),
        Command::Check(args) => check::check(cli, args, clock),
        Command::Plan(args) => nightly::plan(cli, args, clock),
        Command::Run(args) => nightly::run(cli, args, clock),
        Command::Rerun(args) => rerun::rerun(cli, args, clock),
        Command::Explain(args) => person::explain(cli, args, clock),
        Command::History(args) => person::history(cli, args, clock),
        Command::Register(args) => lists::register(cli, args, clock),
        Command::Queue(args) => queue::queue(cli, args, clock),
        Command::Report(args) => report::report(cli, args, clock),
        Command::Runs => lists::runs(cli),
        Command::Status(args) => status::status(cli, args, clock),
        Command::Verify => verify::verify(cli),
        Command::Record(args) => record::record(cli, args, clock),
        Command::Erase(args) => erase::erase(cli, args, clock),
        Command::Backup { file } => setup::backup(cli, file),
        Command::Schema => init::schema(),
        Command::ExportViews { file } => views::export(cli, file, clock),
        Command::Completions { shell } => setup::completions(*shell),
        Command::Man(args) => man::man(args),
    }
}

impl Cli {
    fn lang(&self) -> Lang {
        match self.lang {
            arguments::Language::Sv => Lang::Sv,
            arguments::Language::En => Lang::En,
        }
    }

    /// Records that somebody looks at persons, before they are shown. What is looked at was read before, so
    /// that nobody who reads keeps a night from writing for longer than this row takes.
    fn record_look(
        &self,
        register: &mut Register,
        clock: Clock,
        command: &str,
        persons: usize,
    ) -> Result<()> {
        let tx = register.begin().context("recording who looks; nothing was shown")?;
        access::record(&tx, &Look { user: &self.user, at: &clock.stamp(), command, persons })?;
        tx.commit().context("recording who looks; nothing was shown")
    }

    /// The checked configuration.
    fn config(&self) -> Result<crate::config::Config> {
        crate::config::load(&self.config).map_err(|error| exit::configuration(&error))
    }

    /// The right to run nights, for as long as the value lives. Taken before the register is opened.
    fn lock(&self, turn: &TurnArgs) -> Result<Lock> {
        lock::take(&self.db, turn.wait)
    }

    /// The open register; a new one where there is none. Only whoever says that this is the first load
    /// may have it: a lost register must not come back empty by itself.
    fn register_or_new(&self) -> Result<Register> {
        if self.db.symlink_metadata().is_ok() {
            return self.register();
        }
        Register::create(&self.db).context("creating the register")
    }

    /// The register, opened to read alone.
    fn register_to_read(&self) -> Result<Register> {
        Register::open_to_read(&self.db).context("opening the register")
    }

    /// The open register.
    fn register(&self) -> Result<Register> {
        Register::open(&self.db).context("opening the register")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn before_six_in_stockholm_the_night_of_the_day_before_is_expected() {
        let at = |now: fn() -> DateTime<Utc>| Clock { now }.expected_night().to_string();
        assert_eq!(at(|| "2016-11-21T04:59:59Z".parse().unwrap()), "2016-11-20");
        assert_eq!(at(|| "2016-11-21T05:00:00Z".parse().unwrap()), "2016-11-21");
        assert_eq!(at(|| "2016-07-01T03:59:59Z".parse().unwrap()), "2016-06-30");
        assert_eq!(at(|| "2016-07-01T04:00:00Z".parse().unwrap()), "2016-07-01");
    }
}
