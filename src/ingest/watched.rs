//! A reader that tells how far it has come, for whoever waits for a long file.
//!
//! Passes every byte on unchanged; what is told changes nothing of what is read.

use std::io::{self, Read};

/// Told the name of a file, how many bytes of it have been read, and how many there are.
pub type Watch<'a> = &'a dyn Fn(&str, u64, u64);

/// Nobody waits.
pub fn unwatched(_file: &str, _read: u64, _of: u64) {}

/// A file that is read.
pub struct Watched<'a, R> {
    from: R,
    name: &'a str,
    read: u64,
    of: u64,
    watch: Watch<'a>,
}

impl<'a, R: Read> Watched<'a, R> {
    /// Nothing read yet, of so many bytes.
    pub fn new(from: R, name: &'a str, of: u64, watch: Watch<'a>) -> Self {
        Self { from, name, read: 0, of, watch }
    }
}

impl<R: Read> Read for Watched<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(buffer)?;
        self.read += count as u64;
        (self.watch)(self.name, self.read, self.of);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    #[test]
    fn whoever_waits_is_told_how_far_it_has_come() {
        let told = RefCell::new(Vec::new());
        let watch = |name: &str, read: u64, of: u64| told.borrow_mut().push(format!("{name} {read}/{of}"));
        let mut watched = Watched::new(&b"abcdef"[..], "uedb", 6, &watch);
        let mut four = [0; 4];
        watched.read_exact(&mut four).unwrap();
        let mut rest = String::new();
        watched.read_to_string(&mut rest).unwrap();
        assert_eq!((&four, rest.as_str()), (b"abcd", "ef"));
        assert_eq!(told.borrow().first().unwrap(), "uedb 4/6");
        assert_eq!(told.borrow().last().unwrap(), "uedb 6/6");
    }
}
