//! Sentences with values in them.
//!
//! An enum, so that a language that lacks one does not compile. The values are shown as they are.

use crate::domain::codes::{Deregistration, FileFault, LimitClass};
use crate::domain::status::Status;
use chrono::NaiveDate;

/// A sentence with values in it.
#[derive(Clone, Copy, Debug)]
pub enum Sentence<'a> {
    /// The answer in plain words.
    Answer(Status),
    /// The row of the decision table.
    Row(u8),
    /// What happens on a day on which the answer turns.
    Turn {
        /// The answer before.
        from: Status,
        /// The answer on the day.
        to: Status,
    },
    /// Birth date and the day the responsibility ends.
    Born {
        /// Birth date.
        birth: NaiveDate,
        /// 20th birthday.
        turns_20: NaiveDate,
    },
    /// Registered in the municipality, since when if known.
    ResidentHere(Option<NaiveDate>),
    /// Registered in another municipality, since when if known.
    ResidentElsewhere(Option<NaiveDate>),
    /// Deregistered, since when if known.
    Deregistered(Deregistration, Option<NaiveDate>),
    /// Missing from the population file, not yet gone.
    Missing {
        /// The first night without the row.
        since: NaiveDate,
        /// Files in a row without it.
        files: u8,
    },
    /// Gone from the population file.
    Gone(NaiveDate),
    /// Where a fact was told.
    Sighted {
        /// Whose file.
        provider: &'a str,
        /// Date of the file.
        file_date: NaiveDate,
        /// Line in it; `None` where it must not be shown.
        line: Option<u64>,
    },
    /// At which school unit.
    AtUnit(&'a str),
    /// Counts as attending beyond its last day.
    AttendsThrough(NaiveDate),
    /// From which day a fact counts.
    From(NaiveDate),
    /// A source with fewer rows than expected, believed.
    Shrinking(&'a str),
    /// Rows with a TF number or samordningsnummer that a person can pair.
    ToPair {
        /// Whose file.
        provider: &'a str,
        /// The lines, or the first of them.
        lines: &'a str,
        /// How many rows.
        rows: usize,
    },
    /// A refused file and what is wrong with it.
    Faulty {
        /// Whose file.
        provider: &'a str,
        /// What is wrong.
        fault: FileFault,
    },
    /// What a source told last stands for some nights more.
    StandsThrough {
        /// The last of them.
        through: NaiveDate,
        /// The night is refused after that.
        required: bool,
    },
    /// A source has told nothing for too long.
    Silent,
    /// The night stands on what sources told last.
    NightOnLastFiles,
    /// What stands in files that could not be used.
    NotTheFiles,
    /// Someone gets files that can be used.
    AskForFiles,
    /// So many changes, of a class of that many allowed.
    Exceeds {
        /// Which class.
        class: LimitClass,
        /// Changes tonight.
        count: u64,
        /// How many are let through.
        limit: u64,
    },
    /// So many changes.
    Changes(u64),
    /// Nothing but the note of the refusal.
    OnlyTheRefusal,
    /// Nothing of the night.
    NothingOfTheNight,
    /// Withheld changes come again.
    WithheldComeAgain,
    /// A refused night is tried again.
    RefusedIsTriedAgain,
    /// Someone checks the withheld changes and gives the argument below.
    CheckThenAllow,
    /// Someone makes sure that this is the first load and gives the argument below.
    CheckThenLoad,
    /// Someone sees to the file that stopped the night.
    SeeTo {
        /// Whose file.
        provider: &'a str,
        /// What is wrong.
        fault: FileFault,
    },
    /// If the file is right in spite of the check, the argument below.
    OrAccept,
    /// So many open entries before and after.
    OpenEntries {
        /// Before.
        before: u64,
        /// After.
        after: u64,
    },
    /// Through which day a decision holds.
    Through(NaiveDate),
    /// Closed entries whose last day is known to have been another.
    LateCorrections(u64),
    /// Nights decided again would be decided as they were.
    NothingToDecideAgain,
    /// Nothing was committed.
    NothingCommitted,
    /// No night was decided again.
    NoNightDecidedAgain,
    /// Nothing tries again by itself.
    NotTriedAgain,
    /// Everything but what is withheld.
    AllButWithheld,
    /// Nothing in the register or the queue is otherwise.
    NothingDiffers,
    /// Nothing to do and nothing to know.
    NothingToday,
    /// Lower-ranked sources that say otherwise about somebody being active tonight.
    SourceConflicts(usize),
    /// The register begins with this night, and the report's days before it.
    BeginsWith(NaiveDate),
    /// What a report rests on.
    RestsOn {
        /// The last night.
        night: NaiveDate,
        /// Its run.
        run: i64,
        /// The file.
        database: &'a str,
        /// The program, with its version.
        program: &'a str,
    },
    /// A report tells what was known after an earlier night.
    AsKnownOn(NaiveDate),
    /// So many persons have been erased.
    Erased(u64),
    /// So many persons would be erased.
    WouldErase(u64),
    /// Figures were kept when persons were erased, and know of nothing after this night.
    KeptFigures(NaiveDate),
}
