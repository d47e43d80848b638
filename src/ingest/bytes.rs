//! A file's bytes as they stream past once: their digest, their number, and traces of a wrong encoding.
//!
//! Passes every byte on unchanged and understands no rows.

use super::traces::{Found, Traces};
use crate::config::profile::Encoding;
use crate::hex::hex;
use sha2::{Digest, Sha256};
use std::io::{self, Read};

/// A reader that observes what is read through it.
pub struct Observed<R> {
    from: R,
    sha256: Sha256,
    size: u64,
    last: Option<u8>,
    traces: Traces,
    has_ended: bool,
}

/// What was observed of a file read to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// SHA-256, 64 hexadecimal digits.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// The last byte is a line feed.
    pub ends_with_newline: bool,
    /// The first trace of another encoding than the declared one.
    pub trace: Option<Found>,
}

impl<R: Read> Observed<R> {
    /// Nothing observed yet.
    pub fn new(from: R, encoding: Encoding) -> Self {
        Self {
            from,
            sha256: Sha256::new(),
            size: 0,
            last: None,
            traces: Traces::new(encoding),
            has_ended: false,
        }
    }

    /// Bytes read so far.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Everything has been read.
    pub fn has_ended(&self) -> bool {
        self.has_ended
    }

    /// Reads what is left and says what was observed of the whole.
    pub fn finish(mut self) -> io::Result<Observation> {
        io::copy(&mut self, &mut io::sink())?;
        Ok(Observation {
            sha256: hex(&self.sha256.finalize()),
            size: self.size,
            ends_with_newline: self.last == Some(b'\n'),
            trace: self.traces.finish(),
        })
    }
}

impl<R: Read> Read for Observed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(buffer)?;
        let bytes = &buffer[..count];
        self.has_ended = count == 0 && !buffer.is_empty();
        self.sha256.update(bytes);
        self.size += bytes.len() as u64;
        self.last = bytes.last().copied().or(self.last);
        self.traces.look_at(bytes);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digest_and_size_are_those_of_the_whole_file() {
        let mut observed = Observed::new(&b"abc"[..], Encoding::Utf8);
        observed.read_exact(&mut [0; 1]).unwrap();
        let observation = observed.finish().unwrap();
        // FIPS 180-2, appendix B.1.
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(observation.sha256, expected);
        assert_eq!(observation.size, 3);
        assert!(!observation.ends_with_newline);
    }
}
