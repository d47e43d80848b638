//! Traces of an encoding other than the declared one: one is enough to refuse a file.
//!
//! Looks at bytes in chunks of any size and decodes nothing.

use crate::config::profile::Encoding;
use crate::domain::codes::Trace;

const BYTE_ORDER_MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

/// Bytes are looked at in blocks; one of ASCII alone can hold no trace.
const BLOCK: usize = 64;

/// What has been seen so far.
pub struct Traces {
    encoding: Encoding,
    found: Option<Found>,
    /// Lines that ended in what was looked at.
    lines: u64,
    /// The file's first bytes, until there are enough to know a byte order mark.
    opening: Vec<u8>,
    /// The last byte of what was looked at, where the declared encoding has one byte per letter.
    previous: u8,
    /// The beginning of a UTF-8 letter that the next chunk must complete.
    unfinished: Vec<u8>,
}

/// The first trace of another encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Line on which it stands, as an editor counts it.
    pub line: u64,
    /// What it is.
    pub trace: Trace,
}

impl Traces {
    /// Nothing seen yet.
    pub fn new(encoding: Encoding) -> Self {
        Self { encoding, found: None, lines: 0, opening: Vec::new(), previous: 0, unfinished: Vec::new() }
    }

    /// Looks at the next bytes of the file.
    pub fn look_at(&mut self, bytes: &[u8]) {
        if self.found.is_some() {
            return;
        }
        // No text holds NUL; UTF-16 and a file that was never filled do. Before it there may be another trace.
        let nul = if bytes.contains(&0) { bytes.iter().position(|byte| *byte == 0) } else { None };
        let text = &bytes[..nul.unwrap_or(bytes.len())];
        let trace = match self.encoding {
            Encoding::Utf8 => self.look_at_utf8(text),
            Encoding::Windows1252 | Encoding::Iso8859_1 => self.look_at_letters(text),
        };
        let found = trace.or(nul.map(|at| (at, Trace::Nul)));
        let looked_at = &bytes[..found.map_or(bytes.len(), |(at, _)| at)];
        self.lines += looked_at.iter().map(|byte| u64::from(*byte == b'\n')).sum::<u64>();
        self.found = found.map(|(_, trace)| Found { line: self.lines + 1, trace });
    }

    /// The first trace there was, once all bytes have been looked at.
    pub fn finish(self) -> Option<Found> {
        let cut = Found { line: self.lines + 1, trace: Trace::NotUtf8 };
        self.found.or((!self.unfinished.is_empty()).then_some(cut))
    }

    /// Where the first trace is in a text of one byte per letter.
    fn look_at_letters(&mut self, bytes: &[u8]) -> Option<(usize, Trace)> {
        if self.is_opened_by_mark(bytes) {
            return Some((0, Trace::ByteOrderMark));
        }
        let mut blocks = bytes.chunks(BLOCK).enumerate();
        blocks.find_map(|(place, block)| {
            self.look_at_block(block).map(|(at, trace)| (place * BLOCK + at, trace))
        })
    }

    fn is_opened_by_mark(&mut self, bytes: &[u8]) -> bool {
        let missing = BYTE_ORDER_MARK.len() - self.opening.len();
        self.opening.extend(bytes.iter().take(missing));
        missing > 0 && self.opening == BYTE_ORDER_MARK
    }

    fn look_at_block(&mut self, block: &[u8]) -> Option<(usize, Trace)> {
        if !block.is_ascii() {
            for (at, byte) in block.iter().enumerate() {
                if let Some(trace) = trace_of(self.encoding, self.previous, *byte) {
                    return Some((at, trace));
                }
                self.previous = *byte;
            }
        }
        self.previous = block.last().copied().unwrap_or(self.previous);
        None
    }

    fn look_at_utf8(&mut self, bytes: &[u8]) -> Option<(usize, Trace)> {
        let mut begun = 0;
        while let (Some(next), false) = (bytes.get(begun), self.unfinished.is_empty()) {
            self.unfinished.push(*next);
            match std::str::from_utf8(&self.unfinished) {
                Ok(_) => self.unfinished.clear(),
                Err(error) if error.error_len().is_none() => {}
                Err(_) => return Some((begun, Trace::NotUtf8)),
            }
            begun += 1;
        }
        let rest = &bytes[begun..];
        let valid = encoding_rs::Encoding::utf8_valid_up_to(rest);
        match std::str::from_utf8(&rest[valid..]) {
            Err(error) if error.error_len().is_some() => Some((begun + valid, Trace::NotUtf8)),
            Err(_) => {
                self.unfinished.extend(&rest[valid..]);
                None
            }
            Ok(_) => None,
        }
    }
}

/// What a byte gives away where the declared encoding has one byte per letter.
fn trace_of(encoding: Encoding, previous: u8, byte: u8) -> Option<Trace> {
    // As `Ã¥` for `å`.
    if matches!((previous, byte), (0xc2 | 0xc3, 0x80..=0xbf)) {
        return Some(Trace::Utf8Letter);
    }
    let is_letter = match encoding {
        Encoding::Windows1252 => !matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d),
        Encoding::Iso8859_1 => !matches!(byte, 0x80..=0x9f),
        Encoding::Utf8 => true,
    };
    (!is_letter).then_some(Trace::NoLetter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Encoding::{Iso8859_1, Utf8, Windows1252};

    /// Looked at whole and byte by byte, for a trace may lie across two chunks.
    fn found(encoding: Encoding, bytes: &[u8]) -> Option<Found> {
        let mut whole = Traces::new(encoding);
        whole.look_at(bytes);
        let whole = whole.finish();
        let mut apart = Traces::new(encoding);
        bytes.chunks(1).for_each(|byte| apart.look_at(byte));
        assert_eq!(apart.finish(), whole, "{bytes:x?}");
        whole
    }

    fn has_trace(encoding: Encoding, bytes: &[u8]) -> bool {
        found(encoding, bytes).is_some()
    }

    #[test]
    fn the_first_trace_is_told_with_its_line() {
        for (encoding, bytes, line, trace) in [
            (Windows1252, "Asa\nÅsa\nÖ\n".as_bytes(), 2, Trace::Utf8Letter),
            (Windows1252, b"\xef\xbb\xbfAsa\n", 1, Trace::ByteOrderMark),
            (Windows1252, b"a\r\n\r\n\x81\n", 3, Trace::NoLetter),
            (Iso8859_1, b"a\n\x80\n", 2, Trace::NoLetter),
            (Utf8, b"a\nb\n\xc5sa\n\0\n", 3, Trace::NotUtf8),
            (Utf8, b"a\n\0\n\xc5\n", 2, Trace::Nul),
            (Utf8, b"a\n\xc3\nb\n", 2, Trace::NotUtf8),
            (Utf8, b"a\nb\xc3", 2, Trace::NotUtf8),
        ] {
            assert_eq!(found(encoding, bytes), Some(Found { line, trace }), "{bytes:x?}");
        }
    }

    #[test]
    fn each_encodings_own_text_has_no_trace() {
        assert!(!has_trace(Windows1252, b"\xc5sa \xd6berg \x80 \x96"));
        assert!(!has_trace(Iso8859_1, b"\xc5sa \xd6berg"));
        assert!(!has_trace(Utf8, "Åsa Öberg € 😀".as_bytes()));
        assert!(!has_trace(Utf8, "\u{feff}Åsa".as_bytes()));
    }

    #[test]
    fn utf8_is_found_in_a_file_declared_to_have_one_byte_per_letter() {
        for text in ["Åsa", "Öberg", "é", "\u{feff}Asa"] {
            assert!(has_trace(Windows1252, text.as_bytes()), "{text}");
            assert!(has_trace(Iso8859_1, text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn control_characters_are_traces() {
        for byte in [0x81, 0x8d, 0x8f, 0x90, 0x9d] {
            assert!(has_trace(Windows1252, &[b'a', byte]));
        }
        assert!(has_trace(Iso8859_1, b"caf\x80"));
        assert!(!has_trace(Windows1252, b"caf\x80"));
    }

    #[test]
    fn one_byte_letters_and_cut_letters_are_found_in_a_file_declared_utf8() {
        assert!(has_trace(Utf8, b"\xc5sa"));
        assert!(has_trace(Utf8, b"a\xc3"));
        assert!(has_trace(Utf8, b"\xed\xa0\x80"));
    }

    #[test]
    fn nul_is_a_trace_in_every_encoding() {
        for encoding in [Utf8, Windows1252, Iso8859_1] {
            assert!(has_trace(encoding, b"a\0b"));
        }
    }

    #[test]
    fn a_pair_is_found_wherever_it_lies_between_blocks() {
        for before in 60..70 {
            let mut bytes = vec![b'a'; before];
            bytes.extend("ö".as_bytes());
            assert!(has_trace(Windows1252, &bytes), "{before}");
        }
    }
}
