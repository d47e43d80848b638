//! A page of plain text: headings, labelled values and wrapped paragraphs within [`WIDTH`] columns.
//!
//! It knows nothing of what it sets. A word longer than the line is left whole.

/// Columns of a page.
pub const WIDTH: usize = 80;
/// Columns of the label in front of a value.
const LABEL: usize = 17;

/// Text as it grows, line by line.
#[derive(Clone, Debug, Default)]
pub struct Page {
    text: String,
}

impl Page {
    /// The finished text; every line ends with a line feed.
    pub fn into_text(self) -> String {
        self.text
    }

    /// A line on its own, after an empty one unless it is the first.
    pub fn heading(&mut self, heading: &str) {
        self.gap();
        self.paragraph(heading);
    }

    /// An empty line, unless nothing has been written.
    pub fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// A paragraph from the left margin.
    pub fn paragraph(&mut self, text: &str) {
        self.wrapped("", text, 0);
    }

    /// A paragraph with a mark in front, its later lines under its first.
    pub fn item(&mut self, mark: &str, text: &str) {
        let mark = format!("{mark:<4}");
        self.wrapped(&mark, text, mark.chars().count());
    }

    /// A value with its label in front, its later lines under its first.
    pub fn field(&mut self, label: &str, value: &str) {
        let label = format!("{label:<LABEL$} ");
        self.wrapped(&label, value, LABEL + 1);
    }

    /// Text set already, as it is.
    pub fn block(&mut self, block: &str) {
        self.text.push_str(block);
        if !block.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn wrapped(&mut self, first: &str, text: &str, indent: usize) {
        let mut line = first.to_owned();
        let mut is_begun = false;
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            if is_begun && width(&line) + 1 + width(word) > WIDTH {
                self.line(&line);
                line = " ".repeat(indent);
            } else if is_begun {
                line.push(' ');
            }
            line.push_str(word);
            is_begun = true;
        }
        self.line(&line);
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
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
}
