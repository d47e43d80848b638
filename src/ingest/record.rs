//! One row's cells in memory that is bounded, however long the row.
//!
//! Knows how much of a row is kept; what a row or a file is, is not its business.

use csv_core::{ReadRecordResult, Reader};

/// No honest row is longer: the longest fields, an address and three names, have some tens of letters.
/// Of a longer one only the beginning is kept: a line without an end must not fill the memory.
const LONGEST_ROW_BYTES: usize = 1 << 14;

/// No honest row has more cells.
const MOST_CELLS: usize = 1 << 10;

/// The row being read: its cells one after the other, and where each ends.
pub struct Record {
    text: Vec<u8>,
    ends: Vec<usize>,
    length: usize,
    width: usize,
    /// What has been dropped of a row that is too long.
    dropped: Dropped,
}

/// The part of a row that was seen and not kept.
#[derive(Clone, Copy, Default)]
struct Dropped {
    bytes: usize,
    cells: usize,
    feeds: u64,
    has_return: bool,
}

impl Record {
    /// Twice the longest row: what is kept, and where the rest passes by.
    pub fn new() -> Self {
        let (text, ends) = (vec![0; 2 * LONGEST_ROW_BYTES], vec![0; 2 * MOST_CELLS]);
        Self { text, ends, length: 0, width: 0, dropped: Dropped::default() }
    }

    /// Begins a new row.
    pub fn clear(&mut self) {
        (self.length, self.width, self.dropped) = (0, 0, Dropped::default());
    }

    /// Longer than any honest row.
    pub fn is_too_long(&self) -> bool {
        self.length + self.dropped.bytes > LONGEST_ROW_BYTES || self.width() > MOST_CELLS
    }

    /// How many cells.
    pub fn width(&self) -> usize {
        self.width + self.dropped.cells
    }

    /// The cells one after the other; of a row that is too long, its beginning.
    pub fn kept(&self) -> &[u8] {
        &self.text[..self.length.min(LONGEST_ROW_BYTES)]
    }

    /// One cell; empty where there is none, and in a row that is too long.
    pub fn cell(&self, place: usize) -> &[u8] {
        if self.is_too_long() || place >= self.width {
            return &[];
        }
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        &self.text[start..self.ends[place]]
    }

    /// Line feeds within the row, and whether there is a carriage return that does not end its line.
    pub fn breaks(&self) -> (u64, bool) {
        let bytes = without_return(&self.text[..self.length]);
        // Nearly no row has a break: looking for one is many times faster than counting.
        let feeds = if bytes.contains(&b'\n') { count(bytes, b'\n') } else { 0 };
        (self.dropped.feeds + feeds, self.dropped.has_return || bytes.contains(&b'\r'))
    }

    /// Reads on: what came of it, and how many bytes were taken.
    pub fn fill(&mut self, parser: &mut Reader, bytes: &[u8]) -> (ReadRecordResult, usize) {
        let (text, ends) = (&mut self.text[self.length..], &mut self.ends[self.width..]);
        let (result, read, written, ended) = parser.read_record(bytes, text, ends);
        self.length += written;
        self.width += ended;
        match result {
            ReadRecordResult::OutputFull => self.drop_text(),
            ReadRecordResult::OutputEndsFull => self.drop_ends(),
            ReadRecordResult::InputEmpty | ReadRecordResult::Record | ReadRecordResult::End => {}
        }
        (result, read)
    }

    /// Makes room by dropping what lies beyond the longest row. The last byte stays: whether a
    /// carriage return is a line break or ends the line shows only with what follows it.
    fn drop_text(&mut self) {
        let last = self.length - 1;
        let beyond = &self.text[LONGEST_ROW_BYTES..last];
        self.dropped.bytes += beyond.len();
        self.dropped.feeds += count(beyond, b'\n');
        self.dropped.has_return |= beyond.contains(&b'\r');
        self.text[LONGEST_ROW_BYTES] = self.text[last];
        self.length = LONGEST_ROW_BYTES + 1;
    }

    /// Makes room for the ends of more cells.
    fn drop_ends(&mut self) {
        self.dropped.cells += self.width - MOST_CELLS;
        self.width = MOST_CELLS;
    }
}

/// A cell without the carriage return of a line that ends with both.
pub fn without_return(cell: &[u8]) -> &[u8] {
    cell.strip_suffix(b"\r").unwrap_or(cell)
}

fn count(bytes: &[u8], wanted: u8) -> u64 {
    bytes.iter().map(|byte| u64::from(*byte == wanted)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use csv_core::{ReaderBuilder, Terminator};

    /// Reads one row from chunks of a size, and shows it with the size of its buffers.
    fn read(bytes: &[u8], chunk: usize) -> (Record, usize) {
        let mut parser = ReaderBuilder::new().terminator(Terminator::Any(b'\n')).build();
        let mut record = Record::new();
        let room = (record.text.len(), record.ends.len());
        let mut at = 0;
        loop {
            let (result, read) = record.fill(&mut parser, &bytes[at..bytes.len().min(at + chunk)]);
            at += read;
            if matches!(result, ReadRecordResult::Record | ReadRecordResult::End) {
                assert_eq!((record.text.len(), record.ends.len()), room);
                return (record, at);
            }
        }
    }

    #[test]
    fn a_row_within_the_bound_is_kept_whole_whatever_the_chunks() {
        for chunk in [1, 7, 1 << 20] {
            let (record, at) = read(b"a,\"b\nb\",,d\r\nnext\n", chunk);
            assert_eq!(at, 12);
            assert_eq!(
                [0, 1, 2, 3, 4].map(|place| record.cell(place)),
                [&b"a"[..], b"b\nb", b"", b"d\r", b""]
            );
            assert_eq!((record.width(), record.is_too_long(), record.breaks()), (4, false, (1, false)));
        }
    }

    #[test]
    fn one_byte_decides_whether_a_row_is_too_long() {
        for (length, is_too_long) in [(LONGEST_ROW_BYTES, false), (LONGEST_ROW_BYTES + 1, true)] {
            let (record, _) = read(&[vec![b'x'; length], b"\n".to_vec()].concat(), 1 << 20);
            assert_eq!((record.is_too_long(), record.kept().len()), (is_too_long, LONGEST_ROW_BYTES));
            assert_eq!(record.cell(0).is_empty(), is_too_long);
        }
    }

    #[test]
    fn a_row_without_an_end_fills_no_memory_and_its_end_is_found() {
        for chunk in [1000, 1 << 20] {
            let (record, at) = read(&[vec![b'x'; 3_000_000], b",y\nnext\n".to_vec()].concat(), chunk);
            assert_eq!((at, record.width(), record.breaks()), (3_000_003, 2, (0, false)));
            let (record, at) = read(&[vec![b','; 3_000_000], b"y\nnext\n".to_vec()].concat(), chunk);
            assert_eq!((at, record.width(), record.is_too_long()), (3_000_002, 3_000_001, true));
        }
    }

    #[test]
    fn line_breaks_are_counted_in_what_is_dropped_and_the_lines_own_end_is_not() {
        let long = "a\n".repeat(100_000);
        let (record, _) = read(format!("\"{long}\",b\r\n").as_bytes(), 1 << 20);
        assert_eq!(record.breaks(), (100_000, false));
        let (record, _) =
            read(format!("{}\r{}\r\n", "a".repeat(90_000), "b".repeat(90_000)).as_bytes(), 1000);
        assert_eq!(record.breaks(), (0, true));
        for length in 32_700..32_800 {
            let (record, _) = read(format!("{}\r\n", "a".repeat(length)).as_bytes(), 1 << 20);
            assert_eq!(record.breaks(), (0, false), "{length}");
        }
    }
}
