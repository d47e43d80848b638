//! One provider's file, from its name to its rows or the first check that it fails.
//!
//! Reads the file once. What was seen early is judged late: of several faults the first in the
//! order of the checks counts, whichever came first in the stream.

use super::bytes::{Observation, Observed};
use super::fields::Layout;
use super::find::Found;
use super::gather::{Gathered, Gathering, Tally};
use super::quarantine::Origin;
use super::table::{Columns, Row, Table};
use super::watched::{Watch, Watched};
use crate::config::profile::Encoding;
use crate::domain::calendar::working_days_between;
use crate::domain::codes::{FileFault, SourceKind};
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
    /// What a person should be told beyond that.
    pub remark: Option<String>,
}

impl From<FileFault> for Refusal {
    fn from(fault: FileFault) -> Self {
        Self { fault, remark: None }
    }
}

/// Reads and checks a file. One that cannot be read is as good as one that is still being written: the
/// night goes on without it, and a person is told why.
pub fn read(dir: &Path, found: &Found, terms: Terms<'_>) -> Result<Delivery, Refusal> {
    if is_stale(found.date, terms) {
        return Err(FileFault::Stale.into());
    }
    let path = found.path(dir);
    let unreadable = |error: io::Error| undelivered(&format!("{} cannot be read: {error}", path.display()));
    let poured = pour_whole(dir, found, terms).map_err(unreadable)?.ok_or(FileFault::StillBeingWritten)?;
    if let Some(twin) = &found.twin {
        let other = sha256_of(&dir.join(twin)).map_err(unreadable)?;
        if other != poured.observation.sha256 {
            let (one, other) = (&found.name, twin);
            return Err(undelivered(&format!("{one} and {other} are of one date and differ")));
        }
    }
    Ok(judge(poured, terms)?)
}

/// A file that is there, and not yet for us.
fn undelivered(why: &str) -> Refusal {
    let remark = format!("{why}; it counts as still being written. mend that, and run the same date again");
    Refusal { fault: FileFault::StillBeingWritten, remark: Some(remark) }
}

/// Everything that a file holds; `None` while it is being written.
fn pour_whole(dir: &Path, found: &Found, terms: Terms<'_>) -> io::Result<Option<Poured>> {
    if found.has_unfinished_sibling(dir)? {
        return Ok(None);
    }
    let file = open(&found.path(dir))?;
    let size_before = file.metadata()?.len();
    let poured = pour(Watched::new(&file, &found.name, size_before, terms.watch), terms)?;
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

/// Whether too many working days have passed since the file's date.
fn is_stale(date: NaiveDate, terms: Terms<'_>) -> bool {
    // Only what is there tells something in a file of additions, so it has no age.
    terms.source.max_age_working_days.filter(|_| terms.source.snapshot).is_some_and(|bound| {
        usize::try_from(bound).is_ok_and(|bound| working_days_between(date, terms.night) > bound)
    })
}

/// A file that has been read, not yet judged.
struct Poured {
    observation: Observation,
    /// `None` where the header is not as declared.
    contents: Option<Contents>,
}

struct Contents {
    gathered: Gathered,
    extra_columns: Vec<String>,
    is_truncated: bool,
}

/// What has been seen of the line that says how many rows there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trailer {
    /// Nothing.
    NotYet,
    /// With its number of rows, where that could be read.
    Seen(Option<u64>),
    /// Rows came after it, or it came twice.
    NotLast,
}

fn pour(file: impl Read, terms: Terms<'_>) -> io::Result<Poured> {
    let profile = terms.origin.profile;
    let mut table = Table::new(Observed::new(file, profile.encoding), profile);
    let columns = table.next_row()?.and_then(|header| Columns::find(header, profile));
    let Some(columns) = columns else {
        return Ok(Poured { observation: table.finish()?.0, contents: None });
    };
    let layout = Layout { profile, columns: &columns, night: terms.night };
    let mut gathering = Gathering::new(terms.origin, terms.rules, terms.night);
    let mut trailer = Trailer::NotYet;
    while let Some(row) = table.next_row()? {
        let here = profile.trailer.as_deref().and_then(|mark| trailer_of(row, mark));
        trailer = match (trailer, here) {
            (Trailer::NotYet, None) => Trailer::NotYet,
            (Trailer::NotYet, Some(seen)) => seen,
            (Trailer::Seen(_) | Trailer::NotLast, _) => Trailer::NotLast,
        };
        if here.is_none() {
            gathering.take(row, layout);
        }
    }
    let has_its_rows = profile.trailer.is_none() || trailer == Trailer::Seen(Some(gathering.row_count()));
    let (observation, ends_inside_quotes) = table.finish()?;
    let is_truncated = !observation.ends_with_newline || ends_inside_quotes || !has_its_rows;
    let contents = Contents { gathered: gathering.settle(), extra_columns: columns.extra, is_truncated };
    Ok(Poured { observation, contents: Some(contents) })
}

/// The row as a trailer, where it is one.
fn trailer_of(row: Row<'_>, mark: &str) -> Option<Trailer> {
    let is_trailer = row.width() == 2 && row.cell(0) == mark.as_bytes();
    is_trailer.then(|| Trailer::Seen(count_of(row.cell(1))))
}

/// Digits alone: a sign is no part of a count.
fn count_of(cell: &[u8]) -> Option<u64> {
    let digits =
        std::str::from_utf8(cell).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))?;
    digits.parse().ok()
}

/// The checks that are left once the file has been read, in their order.
fn judge(poured: Poured, terms: Terms<'_>) -> Result<Delivery, FileFault> {
    let Poured { observation, contents } = poured;
    if observation.size == 0 {
        return Err(FileFault::Empty);
    }
    if observation.is_of_another_encoding {
        return Err(FileFault::EncodingMismatch);
    }
    let Contents { gathered, extra_columns, is_truncated } = contents.ok_or(FileFault::HeaderMismatch)?;
    if is_truncated {
        return Err(FileFault::Truncated);
    }
    let doubts = doubts(&gathered, terms.source);
    // The one check of these that nobody may accept counts if it comes first.
    if doubts.first() == Some(&FileFault::FlagsUnreadable) {
        return Err(FileFault::FlagsUnreadable);
    }
    let Gathered { rows, rejected, merged, tally } = gathered;
    Ok(Delivery {
        sha256: observation.sha256,
        row_count: tally.rows,
        rows,
        names_nobody: rejected.iter().any(Rejected::names_nobody),
        rejected,
        merged_duplicates: merged,
        unreadable_flags: tally.unreadable_flags,
        extra_columns,
        doubts,
        recalled: None,
    })
}

/// Home rows of a population file may be no fewer than this percentage.
const LEAST_PERCENT_AT_HOME: u64 = 90;

/// Rows with an unreadable flag may be no more than this percentage.
const MOST_PERCENT_UNREADABLE_FLAGS: u64 = 1;

/// Quarantined rows may be no more than this many, or than the percentage.
const MOST_REJECTS: u64 = 5;

/// See [`MOST_REJECTS`].
const MOST_PERCENT_REJECTS: u64 = 1;

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
