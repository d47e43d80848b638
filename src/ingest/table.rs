//! Bytes to rows: the cells of each line, its number in the file, and whether the end came inside quotes.
//!
//! Knows delimiters, quotes and line ends; what a cell means is not its business.

use super::bytes::{Observation, Observed};
use super::record::{Record, without_return};
use super::text::decode;
use crate::config::profile::{Field, Profile, Quoting};
use crate::domain::evidence::Evidence;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder, Terminator};
use std::io::{self, BufRead, BufReader, Chain, Read};

/// How much is read from the file at a time.
const BUFFER_BYTES: usize = 1 << 20;

/// Follows the file's bytes. If it does not come back as a row of its own, an open quote took it.
const AFTER_THE_END: &[u8] = b"\n.\n";

/// The rows of a file.
pub struct Table<R> {
    bytes: BufReader<Chain<Observed<R>, &'static [u8]>>,
    parser: Reader,
    /// Bytes given to the parser.
    parsed: u64,
    record: Record,
    came_back: bool,
}

/// One row of a file.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    record: &'a Record,
    /// Line on which it begins, as an editor counts it.
    pub line: u64,
    /// A line break lies inside a field.
    pub has_line_break: bool,
}

impl<'a> Row<'a> {
    /// How many cells.
    pub fn width(&self) -> usize {
        self.record.width()
    }

    /// One cell; empty where there is none, and in a row that is too long. Lines are split at line
    /// feeds, so the carriage return of a line that ends with both is still on the last cell.
    pub fn cell(&self, place: usize) -> &'a [u8] {
        let cell = self.record.cell(place);
        if place + 1 == self.width() { without_return(cell) } else { cell }
    }

    /// Every cell, one after the other, without what separates them; of a row that is too long, its
    /// beginning.
    pub fn bytes(&self) -> &'a [u8] {
        without_return(self.record.kept())
    }

    /// Longer than any honest row: a cell that nobody should look into.
    pub fn is_too_long(&self) -> bool {
        self.record.is_too_long()
    }
}

impl<R: Read> Table<R> {
    /// Reads rows from a file's bytes.
    pub fn new(bytes: Observed<R>, profile: &Profile) -> Self {
        let parser = ReaderBuilder::new()
            .delimiter(profile.delimiter)
            .quoting(profile.quoting == Quoting::Rfc4180)
            // With CRLF as one terminator the line numbers come out one too low.
            .terminator(Terminator::Any(b'\n'))
            .build();
        let bytes = BufReader::with_capacity(BUFFER_BYTES, bytes.chain(AFTER_THE_END));
        Self { bytes, parser, parsed: 0, record: Record::new(), came_back: false }
    }

    /// The next row; `None` at the end. Blank lines are not rows.
    pub fn next_row(&mut self) -> io::Result<Option<Row<'_>>> {
        loop {
            if !self.read_record()? {
                return Ok(None);
            }
            let is_blank = self.record.width() == 1 && without_return(self.record.kept()).is_empty();
            if self.is_after_the_end() {
                self.came_back = true;
            } else if !is_blank {
                break;
            }
        }
        Ok(Some(self.row()))
    }

    /// Reads the next record, however long, in bounded memory; `false` at the end.
    fn read_record(&mut self) -> io::Result<bool> {
        self.record.clear();
        loop {
            let (result, read) = self.record.fill(&mut self.parser, self.bytes.fill_buf()?);
            self.bytes.consume(read);
            self.parsed += read as u64;
            match result {
                ReadRecordResult::InputEmpty
                | ReadRecordResult::OutputFull
                | ReadRecordResult::OutputEndsFull => {}
                ReadRecordResult::Record => return Ok(true),
                ReadRecordResult::End => return Ok(false),
            }
        }
    }

    /// Reads what is left: what was observed of the file, and whether it ended inside quotes.
    /// To be called once no row is left, or none is wanted: then the second answer means nothing.
    pub fn finish(self) -> io::Result<(Observation, bool)> {
        let (observed, _) = self.bytes.into_inner().into_inner();
        Ok((observed.finish()?, !self.came_back))
    }

    /// A record that ends more than a line feed beyond the file is not of the file.
    fn is_after_the_end(&self) -> bool {
        let (observed, _) = self.bytes.get_ref().get_ref();
        observed.has_ended() && self.parsed > observed.size() + 1 && self.record.kept() == b"."
    }

    /// The line is counted back from the row's end, for blank lines before a row count as its beginning.
    fn row(&self) -> Row<'_> {
        let (feeds, has_return) = self.record.breaks();
        Row {
            record: &self.record,
            line: self.parser.line().saturating_sub(1 + feeds),
            has_line_break: feeds > 0 || has_return,
        }
    }
}

/// Where each field lies in the rows of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    places: [Option<usize>; FIELDS],
    /// Cells a row must have.
    pub width: usize,
    /// Columns that the profile does not declare, in the order of the file.
    pub extra: Vec<String>,
}

const FIELDS: usize = Field::DocumentDate as usize + 1;

impl Columns {
    /// Finds the declared columns in a header, or tells which of them are missing or there twice.
    pub fn find(header: Option<Row<'_>>, profile: &Profile) -> Result<Self, Evidence> {
        let cells = header.into_iter().flat_map(|row| (0..row.width()).map(move |place| row.cell(place)));
        let names: Vec<_> = cells.map(|cell| decode(cell, profile.encoding)).collect();
        let mut places = [None; FIELDS];
        let (mut missing, mut doubled) = (Vec::new(), Vec::new());
        for (field, column) in &profile.columns {
            let mut with_name = (0..names.len()).filter(|place| names[*place] == *column);
            places[*field as usize] = with_name.next();
            if places[*field as usize].is_none() {
                missing.push(column.clone());
            } else if with_name.next().is_some() {
                doubled.push(column.clone());
            }
        }
        if !missing.is_empty() || !doubled.is_empty() {
            return Err(Evidence::Header { width: names.len(), missing, doubled });
        }
        let declared = |name: &str| profile.columns.values().any(|column| column == name);
        let extra = names.iter().filter(|name| !declared(name)).map(ToString::to_string).collect();
        Ok(Self { places, width: names.len(), extra })
    }

    /// Where a field lies; `None` where the profile leaves it out.
    pub fn place(&self, field: Field) -> Option<usize> {
        self.places[field as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::tests::town;

    /// Line, width and whether there is a line break, of every row; and whether the end is in quotes.
    fn rows(source: &str, bytes: &[u8]) -> (Vec<(u64, usize, bool)>, bool) {
        let town = town();
        let profile = town.profiles.iter().find(|profile| profile.name == source).unwrap();
        let mut table = Table::new(Observed::new(bytes, profile.encoding), profile);
        let mut rows = Vec::new();
        while let Some(row) = table.next_row().unwrap() {
            rows.push((row.line, row.width(), row.has_line_break));
        }
        (rows, table.finish().unwrap().1)
    }

    #[test]
    fn lines_are_numbered_as_an_editor_does_with_either_line_end_and_blank_lines() {
        let expected = (vec![(1, 2, false), (2, 2, false), (5, 1, false)], false);
        assert_eq!(rows("uedb", b"a;b\nc;d\n\n\ne\n"), expected);
        assert_eq!(rows("uedb", b"a;b\r\nc;d\r\n\r\n\r\ne\r\n"), expected);
    }

    #[test]
    fn a_row_begins_on_its_first_line_whatever_breaks_lie_in_its_fields() {
        let expected = (vec![(1, 2, false), (2, 2, true), (4, 2, false)], false);
        assert_eq!(rows("ber", b"a,b\n\"c\nc\",d\ne,f\n"), expected);
        assert_eq!(rows("ber", b"a,b\r\n\"c\r\nc\",d\r\ne,f\r\n"), expected);
        assert_eq!(rows("uedb", b"a;b\nc\rc;d\n"), (vec![(1, 2, false), (2, 2, true)], false));
    }

    #[test]
    fn a_quote_is_a_quote_only_where_declared() {
        assert_eq!(rows("uedb", b"\"a;b\nc;d\n"), (vec![(1, 2, false), (2, 2, false)], false));
        let (swallowed, ends_inside_quotes) = rows("ber", b"\"a,b\nc,d\n");
        assert_eq!((swallowed.len(), ends_inside_quotes), (1, true));
    }

    #[test]
    fn an_end_with_blank_lines_or_without_a_line_feed_is_not_inside_quotes() {
        assert_eq!(rows("ber", b"a,b\n\n\n"), (vec![(1, 2, false)], false));
        assert_eq!(rows("ber", b"a,b"), (vec![(1, 2, false)], false));
        assert_eq!(rows("ber", b"a,b\n.\n"), (vec![(1, 2, false), (2, 1, false)], false));
        assert_eq!(rows("ber", b"a,b\n."), (vec![(1, 2, false), (2, 1, false)], false));
        assert_eq!(rows("ber", b""), (vec![], false));
    }

    #[test]
    fn a_line_of_millions_of_bytes_is_a_row_too_long() {
        let town = town();
        let mut bytes = vec![b'x'; 5_000_000];
        bytes.extend(b"\nshort\n");
        let mut table = Table::new(Observed::new(&bytes[..], town.profiles[0].encoding), &town.profiles[0]);
        assert!(table.next_row().unwrap().unwrap().is_too_long());
        assert!(!table.next_row().unwrap().unwrap().is_too_long());
    }
}
