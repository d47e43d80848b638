//! Traces of an encoding other than the declared one: one is enough to refuse a file.
//!
//! Looks at bytes in chunks of any size and decodes nothing.

use crate::config::profile::Encoding;

const BYTE_ORDER_MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

/// Bytes are looked at in blocks; one of ASCII alone can hold no trace.
const BLOCK: usize = 64;

/// What has been seen so far.
pub struct Traces {
    encoding: Encoding,
    found: bool,
    /// The file's first bytes, until there are enough to know a byte order mark.
    opening: Vec<u8>,
    /// The last byte of what was looked at, where the declared encoding has one byte per letter.
    previous: u8,
    /// The beginning of a UTF-8 letter that the next chunk must complete.
    unfinished: Vec<u8>,
}

impl Traces {
    /// Nothing seen yet.
    pub fn new(encoding: Encoding) -> Self {
        Self { encoding, found: false, opening: Vec::new(), previous: 0, unfinished: Vec::new() }
    }

    /// Looks at the next bytes of the file.
    pub fn look_at(&mut self, bytes: &[u8]) {
        // No text holds NUL; UTF-16 and a file that was never filled do.
        self.found = self.found || bytes.contains(&0);
        if self.found {
            return;
        }
        match self.encoding {
            Encoding::Utf8 => self.look_at_utf8(bytes),
            Encoding::Windows1252 | Encoding::Iso8859_1 => {
                self.look_at_opening(bytes);
                for block in bytes.chunks(BLOCK) {
                    self.look_at_block(block);
                }
            }
        }
    }

    /// Whether there was a trace, once all bytes have been looked at.
    pub fn finish(self) -> bool {
        self.found || !self.unfinished.is_empty()
    }

    fn look_at_opening(&mut self, bytes: &[u8]) {
        let missing = BYTE_ORDER_MARK.len() - self.opening.len();
        self.opening.extend(bytes.iter().take(missing));
        self.found |= self.opening == BYTE_ORDER_MARK;
    }

    fn look_at_block(&mut self, block: &[u8]) {
        if !block.is_ascii() {
            for byte in block {
                self.found |= match self.encoding {
                    Encoding::Windows1252 => is_trace_in_windows_1252(self.previous, *byte),
                    Encoding::Iso8859_1 => is_trace_in_iso_8859_1(self.previous, *byte),
                    Encoding::Utf8 => false,
                };
                self.previous = *byte;
            }
        }
        self.previous = block.last().copied().unwrap_or(self.previous);
    }

    fn look_at_utf8(&mut self, mut bytes: &[u8]) {
        while let ([first, rest @ ..], false) = (bytes, self.unfinished.is_empty()) {
            self.unfinished.push(*first);
            bytes = rest;
            match std::str::from_utf8(&self.unfinished) {
                Ok(_) => self.unfinished.clear(),
                Err(error) if error.error_len().is_none() => {}
                Err(_) => {
                    self.found = true;
                    return;
                }
            }
        }
        let valid = encoding_rs::Encoding::utf8_valid_up_to(bytes);
        match std::str::from_utf8(&bytes[valid..]) {
            Ok(_) => {}
            Err(error) if error.error_len().is_none() => self.unfinished.extend(&bytes[valid..]),
            Err(_) => self.found = true,
        }
    }
}

/// The five bytes that windows-1252 leaves to control characters, and pairs that are a letter in UTF-8.
fn is_trace_in_windows_1252(previous: u8, byte: u8) -> bool {
    matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d) || matches!((previous, byte), (0xc2 | 0xc3, 0x80..=0xbf))
}

/// Control characters, and pairs that are a letter in UTF-8.
fn is_trace_in_iso_8859_1(previous: u8, byte: u8) -> bool {
    matches!(byte, 0x80..=0x9f) || matches!((previous, byte), (0xc2 | 0xc3, 0xa0..=0xbf))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Encoding::{Iso8859_1, Utf8, Windows1252};

    /// Looked at whole and byte by byte, for a trace may lie across two chunks.
    fn has_trace(encoding: Encoding, bytes: &[u8]) -> bool {
        let mut whole = Traces::new(encoding);
        whole.look_at(bytes);
        let whole = whole.finish();
        let mut apart = Traces::new(encoding);
        bytes.chunks(1).for_each(|byte| apart.look_at(byte));
        assert_eq!(apart.finish(), whole, "{bytes:x?}");
        whole
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
