//! One provider's file, from its name to its rows or the first check that it fails.
//!
//! Reads the file once. What was seen early is judged late: of several faults the first in the
//! order of the checks counts, whichever came first in the stream.

use super::bytes::{Observation, Observed};
use super::ending::Trailer;
use super::fields::Layout;
use super::find;
use super::gather::{Gathered, Gathering, Tally};
use super::quarantine::Origin;
use super::table::{Columns, Table};
use super::traces::Found;
use super::watched::{Watch, Watched};
use crate::config::profile::Encoding;
use crate::domain::calendar::working_days_between;
use crate::domain::codes::{FileFault, NotReady, SourceKind};
use crate::domain::evidence::{Ending, Evidence};
use crate::domain::record::{Delivery, Rejected};
use crate::domain::rules::{Rules, Source};
use chrono::NaiveDate;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// What a file is judged by.
#[derive(Clone, Copy)]
pub struct Terms<'a> {
    /// The settings.
    pub rules: &'a Rules,
    /// Which source the file is of.
    pub source: &'a Source,
    /// Its layout, and whose it is.
    pub origin: Origin<'a>,
    /// The night.
    pub night: NaiveDate,
    /// Who waits.
    pub watch: Watch<'a>,
}

/// Why a file is not believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The check that failed.
    pub fault: FileFault,
    /// What it saw.
    pub evidence: Option<Evidence>,
    /// What a person should be told beyond that.
    pub remark: Option<String>,
}

impl Refusal {
    fn seeing(fault: FileFault, evidence: Evidence) -> Self {
        Self { fault, evidence: Some(evidence), remark: None }
    }

    /// A file that is there, and not yet for us.
    fn not_ready(why: NotReady) -> Self {
        Self::seeing(FileFault::StillBeingWritten, Evidence::NotReady(why))
    }

    /// The same where a person has to mend something first.
    fn undelivered(why: NotReady, told: &str) -> Self {
        let remark =
            format!("{told}; it counts as still being written. mend that, and run the same date again");
        Self { remark: Some(remark), ..Self::not_ready(why) }
    }
}

impl From<FileFault> for Refusal {
    fn from(fault: FileFault) -> Self {
        Self { fault, evidence: None, remark: None }
    }
}

/// Reads and checks a file. One that cannot be read is as good as one that is still being written: the
/// night goes on without it, and a person is told why.
pub fn read(dir: &Path, found: &find::Found, terms: Terms<'_>) -> Result<Delivery, Refusal> {
    if let Some(working_days) = stale(found.date, terms) {
        return Err(Refusal::seeing(FileFault::Stale, Evidence::Age { working_days }));
    }
    let path = found.path(dir);
    let unreadable = |error: io::Error| {
        Refusal::undelivered(NotReady::Unreadable, &format!("{} cannot be read: {error}", path.display()))
    };
    if found.has_unfinished_sibling(dir).map_err(unreadable)? {
        return Err(Refusal::not_ready(NotReady::Sibling));
    }
    let poured = pour_whole(&path, terms).map_err(unreadable)?;
    let poured = poured.ok_or_else(|| Refusal::not_ready(NotReady::Growing))?;
    if let Some(twin) = &found.twin {
        let other = sha256_of(&dir.join(twin)).map_err(unreadable)?;
        if other != poured.observation.sha256 {
            let told = format!("{} and {twin} are of one date and differ", found.name);
            return Err(Refusal::undelivered(NotReady::Twin, &told));
        }
    }
    judge(poured, terms)
}

/// Everything that a file holds; `None` while it is being written.
fn pour_whole(path: &Path, terms: Terms<'_>) -> io::Result<Option<Poured>> {
    let file = open(path)?;
    let size_before = file.metadata()?.len();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let poured = pour(Watched::new(&file, &name, size_before, terms.watch), terms)?;
    let size_after = file.metadata()?.len();
    let size = poured.observation.size;
    Ok((size_before == size && size_after == size).then_some(poured))
}

fn open(path: &Path) -> io::Result<File> {
    // Opening a pipe would wait for somebody to write to it.
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is no file"));
    }
    File::open(path)
}

fn sha256_of(path: &Path) -> io::Result<String> {
    Ok(Observed::new(open(path)?, Encoding::Utf8).finish()?.sha256)
}

/// How many working days have passed since the file's date, where that is too many.
fn stale(date: NaiveDate, terms: Terms<'_>) -> Option<usize> {
    // Only what is there tells something in a file of additions, so it has no age.
    let bound = terms.source.max_age_working_days.filter(|_| terms.source.snapshot)?;
    let age = working_days_between(date, terms.night);
    usize::try_from(bound).is_ok_and(|bound| age > bound).then_some(age)
}

/// A file that has been read, not yet judged.
struct Poured {
    observation: Observation,
    /// What was seen of the header where it is not as declared.
    contents: Result<Contents, Evidence>,
}

struct Contents {
    gathered: Gathered,
    extra_columns: Vec<String>,
    /// What is wrong with the end.
    endings: Vec<Ending>,
}

fn pour(file: impl Read, terms: Terms<'_>) -> io::Result<Poured> {
    let profile = terms.origin.profile;
    let mut table = Table::new(Observed::new(file, profile.encoding), profile);
    let columns = match Columns::find(table.next_row()?, profile) {
        Ok(columns) => columns,
        Err(evidence) => {
            return Ok(Poured { observation: table.finish()?.0, contents: Err(evidence) });
        }
    };
    let layout = Layout { profile, columns: &columns, night: terms.night };
    let mut gathering = Gathering::new(terms.origin, terms.rules, terms.night);
    let (mut trailer, mut line) = (Trailer::NotYet, 0);
    while let Some(row) = table.next_row()? {
        line = row.line;
        let here = profile.trailer.as_deref().and_then(|mark| Trailer::of(row, mark));
        trailer = trailer.then(here);
        if here.is_none() {
            gathering.take(row, layout);
        }
    }
    let of_trailer = profile.trailer.as_ref().and_then(|_| trailer.fault(gathering.row_count()));
    let (observation, ends_inside_quotes) = table.finish()?;
    let no_line_feed = (!observation.ends_with_newline).then_some(Ending::NoLineFeed);
    // Lines are counted back from a row's end, which such a row does not have.
    let open_quote = ends_inside_quotes.then_some(Ending::OpenQuote { line: line + 1 });
    let endings = [no_line_feed, open_quote, of_trailer].into_iter().flatten().collect();
    let contents = Contents { gathered: gathering.settle(), extra_columns: columns.extra, endings };
    Ok(Poured { observation, contents: Ok(contents) })
}

/// The checks that are left once the file has been read, in their order.
fn judge(poured: Poured, terms: Terms<'_>) -> Result<Delivery, Refusal> {
    let Poured { observation, contents } = poured;
    if observation.size == 0 {
        return Err(FileFault::Empty.into());
    }
    if let Some(Found { line, trace }) = observation.trace {
        return Err(Refusal::seeing(FileFault::EncodingMismatch, Evidence::Encoding { line, trace }));
    }
    let contents = contents.map_err(|header| Refusal::seeing(FileFault::HeaderMismatch, header))?;
    let Contents { gathered, extra_columns, endings } = contents;
    if !endings.is_empty() {
        return Err(Refusal::seeing(FileFault::Truncated, Evidence::End(endings)));
    }
    let doubts = doubts(&gathered, terms.source);
    let Gathered { rows, rejected, merged, tally, flag_lines } = gathered;
    // The one check of these that nobody may accept counts if it comes first.
    if doubts.first() == Some(&FileFault::FlagsUnreadable) {
        let (rows, unreadable) = (tally.rows, tally.unreadable_flags);
        let evidence = Evidence::Flags { rows, unreadable, first_lines: flag_lines };
        return Err(Refusal::seeing(FileFault::FlagsUnreadable, evidence));
    }
    Ok(Delivery {
        sha256: observation.sha256,
        row_count: tally.rows,
        rows,
        names_nobody: rejected.iter().any(Rejected::names_nobody),
        rejected,
        merged_duplicates: merged,
        at_home: tally.at_home,
        unreadable_flags: tally.unreadable_flags,
        flag_lines,
        extra_columns,
        doubts,
        recalled: None,
    })
}

/// Home rows of a population file may be no fewer than this percentage.
pub const LEAST_PERCENT_AT_HOME: u64 = 90;

/// Rows with an unreadable flag may be no more than this percentage.
pub const MOST_PERCENT_UNREADABLE_FLAGS: u64 = 1;

/// Quarantined rows may be no more than this many, or than the percentage.
pub const MOST_REJECTS: u64 = 5;

/// See [`MOST_REJECTS`].
pub const MOST_PERCENT_REJECTS: u64 = 1;

/// The checks that concern the rows as a whole.
fn doubts(gathered: &Gathered, source: &Source) -> Vec<FileFault> {
    let Tally { rows, at_home, unreadable_flags } = gathered.tally;
    let rejects = gathered.rejected.len() as u64;
    let is_population = source.kind == SourceKind::Population;
    let failed = [
        (FileFault::NoRows, source.snapshot && rows == 0),
        (FileFault::WrongMunicipality, is_population && at_home * 100 < rows * LEAST_PERCENT_AT_HOME),
        (FileFault::FlagsUnreadable, unreadable_flags * 100 > rows * MOST_PERCENT_UNREADABLE_FLAGS),
        (FileFault::TooManyRejects, rejects > MOST_REJECTS && rejects * 100 > rows * MOST_PERCENT_REJECTS),
    ];
    failed.into_iter().filter_map(|(fault, fails)| fails.then_some(fault)).collect()
}
