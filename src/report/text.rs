//! Text for people, and beside it what in it stands out.
//!
//! Colour is never the only sign of anything: without its marks a text says the same. Whether they are shown is
//! for whoever knows where the text goes.

use std::fmt;
use std::ops::{Deref, Range};

/// How something stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// What follows is of this.
    Heading,
    /// As it should be.
    Good,
    /// Somebody should look.
    Doubt,
    /// Nothing came of it.
    Bad,
}

/// A text and its marks, in order and apart from each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    plain: String,
    marks: Vec<(Range<usize>, Mark)>,
}

impl Text {
    /// The text in pieces, each with its mark.
    pub fn pieces(&self) -> Vec<(&str, Option<Mark>)> {
        let mut pieces = Vec::new();
        let mut done = 0;
        for (range, mark) in &self.marks {
            pieces.extend(self.plain.get(done..range.start).map(|between| (between, None)));
            pieces.extend(self.plain.get(range.clone()).map(|marked| (marked, Some(*mark))));
            done = range.end;
        }
        pieces.extend(self.plain.get(done..).map(|rest| (rest, None)));
        pieces.retain(|(piece, _)| !piece.is_empty());
        pieces
    }

    /// The text without its marks.
    pub fn into_plain(self) -> String {
        self.plain
    }

    /// Adds to the end.
    pub fn push(&mut self, text: &str) {
        self.plain.push_str(text);
    }

    /// Adds to the end what stands out.
    pub fn push_marked(&mut self, text: &str, mark: Mark) {
        let start = self.plain.len();
        self.plain.push_str(text);
        self.marks.push((start..self.plain.len(), mark));
    }

    /// Adds a whole text with its marks.
    pub fn append(&mut self, other: &Self) {
        let start = self.plain.len();
        self.plain.push_str(&other.plain);
        self.marks
            .extend(other.marks.iter().map(|(range, mark)| (range.start + start..range.end + start, *mark)));
    }
}

impl From<String> for Text {
    fn from(plain: String) -> Self {
        Self { plain, marks: Vec::new() }
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.plain
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.plain)
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.plain == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.plain == *other
    }
}

impl PartialEq<String> for Text {
    fn eq(&self, other: &String) -> bool {
        self.plain == *other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_falls_apart_at_its_marks_and_says_the_same_without_them() {
        let mut end = Text::default();
        end.push_marked("Källor", Mark::Heading);
        end.push("\n");
        let mut text = Text::from("ok ".to_owned());
        text.push_marked("klar", Mark::Good);
        text.append(&end);
        assert_eq!(text, "ok klarKällor\n");
        assert_eq!(
            text.pieces(),
            [("ok ", None), ("klar", Some(Mark::Good)), ("Källor", Some(Mark::Heading)), ("\n", None),]
        );
    }
}
