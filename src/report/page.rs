//! A page of plain text: headings, labelled values and wrapped paragraphs within [`WIDTH`] columns.
//!
//! It knows nothing of what it sets. A word longer than the line is left whole.

use super::text::{Mark, Text};

/// Columns of a page.
pub const WIDTH: usize = 80;
/// Columns of the label in front of a value.
const LABEL: usize = 17;
/// Keeps words on one line while they are set; a space in the finished page.
pub const NO_BREAK: char = '\u{a0}';
/// In front of what somebody has to see to.
const SEE_TO: &str = "!";

/// Text as it grows, line by line.
#[derive(Clone, Debug, Default)]
pub struct Page {
    text: Text,
}

impl Page {
    /// The finished text; every line ends with a line feed.
    pub fn into_text(self) -> Text {
        self.text
    }

    /// A line on its own, after an empty one unless it is the first.
    pub fn heading(&mut self, heading: &str) {
        self.gap();
        self.wrapped(("", None), (heading, Some(Mark::Heading)), 0);
    }

    /// A line on its own, of what is as it should be.
    pub fn good_news(&mut self, text: &str) {
        self.gap();
        self.wrapped(("", None), (text, Some(Mark::Good)), 0);
    }

    /// An empty line, unless nothing has been written.
    pub fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push("\n");
        }
    }

    /// A paragraph from the left margin.
    pub fn paragraph(&mut self, text: &str) {
        self.wrapped(("", None), (text, None), 0);
    }

    /// A paragraph with a mark in front, its later lines under its first.
    pub fn item(&mut self, mark: &str, text: &str) {
        self.marked_item(mark, None, text);
    }

    /// What somebody has to see to.
    pub fn concern(&mut self, text: &str) {
        self.marked_item(SEE_TO, Some(Mark::Doubt), text);
    }

    fn marked_item(&mut self, sign: &str, mark: Option<Mark>, text: &str) {
        let sign = format!("{sign:<4}");
        self.wrapped((&sign, mark), (text, None), sign.chars().count());
    }

    /// A value with its label in front, its later lines under its first.
    pub fn field(&mut self, label: &str, value: &str) {
        self.labelled(label, (value, None));
    }

    /// The same for a value that stands out.
    pub fn marked_field(&mut self, label: &str, value: &str, mark: Mark) {
        self.labelled(label, (value, Some(mark)));
    }

    fn labelled(&mut self, label: &str, value: (&str, Option<Mark>)) {
        let label = format!("{label:<LABEL$} ");
        self.wrapped((&label, None), value, LABEL + 1);
    }

    /// Text set already, as it is.
    pub fn block(&mut self, block: &str) {
        self.text.push(block);
        if !block.ends_with('\n') {
            self.text.push("\n");
        }
    }

    /// A text with its marks, as it is.
    pub fn set(&mut self, text: &Text) {
        self.text.append(text);
    }

    fn wrapped(&mut self, first: (&str, Option<Mark>), (text, mark): (&str, Option<Mark>), indent: usize) {
        let mut before = first;
        let mut line = String::new();
        let margin: &str = &" ".repeat(indent);
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            if line.is_empty() {
                line.push_str(word);
            } else if width(before.0) + width(&line) + 1 + width(word) > WIDTH {
                self.line(before, (&line, mark));
                (before, line) = ((margin, None), word.to_owned());
            } else {
                line.push(' ');
                line.push_str(word);
            }
        }
        self.line(before, (&line, mark));
    }

    fn line(&mut self, before: (&str, Option<Mark>), (line, mark): (&str, Option<Mark>)) {
        let line = line.trim_end().replace(NO_BREAK, " ");
        // No line ends in spaces.
        let margin = if line.is_empty() { before.0.trim_end() } else { before.0 };
        self.piece(margin, before.1);
        self.piece(&line, mark);
        self.text.push("\n");
    }

    fn piece(&mut self, text: &str, mark: Option<Mark>) {
        match mark {
            Some(mark) => self.text.push_marked(text, mark),
            None => self.text.push(text),
        }
    }
}

/// Columns that text takes; a no-break space keeps words together and takes one.
fn width(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_goes_on_under_its_beginning_and_within_80_columns() {
        let mut page = Page::default();
        page.field("Regel", &"ordförråd ".repeat(9));
        let expected = "Regel             ordförråd ordförråd ordförråd ordförråd ordförråd ordförråd\n                  ordförråd ordförråd ordförråd\n";
        assert_eq!(page.into_text(), expected);
    }

    #[test]
    fn a_heading_is_set_off_by_an_empty_line_unless_it_is_first() {
        let mut page = Page::default();
        page.heading("Källor");
        page.item("*", "folkbokföring");
        page.heading("Kö");
        assert_eq!(page.into_text(), "Källor\n*   folkbokföring\n\nKö\n");
    }

    #[test]
    fn headings_values_and_signs_stand_out_and_their_margins_do_not() {
        let mut page = Page::default();
        page.heading("Natt");
        page.marked_field("Utfall", "hålls", Mark::Doubt);
        page.concern("sen");
        assert_eq!(
            page.into_text().pieces(),
            [
                ("Natt", Some(Mark::Heading)),
                ("\nUtfall            ", None),
                ("hålls", Some(Mark::Doubt)),
                ("\n", None),
                ("!   ", Some(Mark::Doubt)),
                ("sen\n", None),
            ]
        );
    }
}
