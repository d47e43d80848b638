//! A table as plain aligned columns: no borders, no colour, no trailing spaces.
//!
//! It fits in the width of a page by breaking cells of several words over lines.

use super::page::{NO_BREAK, Page, WIDTH};
use super::text::{Mark, Text};
use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table as Grid, Width};

/// Spaces between columns.
const GAP: u16 = 2;

/// How a column is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// Headers and rows; a row has one cell per header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What stands over each column.
    pub headers: Vec<String>,
    /// How each column is set; a column without a word here is set left.
    pub aligns: Vec<Align>,
    /// The cells, row by row.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table; the columns of those places are set right.
    pub fn new<'a>(headers: impl IntoIterator<Item = &'a str>, right: &[usize]) -> Self {
        let headers: Vec<String> = headers.into_iter().map(str::to_owned).collect();
        let align = |place| if right.contains(&place) { Align::Right } else { Align::Left };
        let aligns = (0..headers.len()).map(align).collect();
        Self { headers, aligns, rows: Vec::new() }
    }

    /// Puts a table under a heading; nothing where there are no rows.
    pub fn under(page: &mut Page, heading: &str, headers: &[&str], aligns: &[Align], rows: Vec<Vec<String>>) {
        if rows.is_empty() {
            return;
        }
        page.heading(heading);
        let headers = headers.iter().map(|header| (*header).to_owned()).collect();
        page.set(&Self { headers, aligns: aligns.to_vec(), rows }.text());
    }

    /// The table as text; every line ends with a line feed.
    pub fn text(&self) -> Text {
        let head = self.grid(&[]).lines().count();
        let mut text = Text::default();
        for (place, line) in self.grid(&self.rows).lines().enumerate() {
            let line = line.replace(NO_BREAK, " ");
            if place < head {
                text.push_marked(&line, Mark::Heading);
            } else {
                text.push(&line);
            }
            text.push("\n");
        }
        text
    }

    /// Headers and rows in their columns.
    fn grid(&self, rows: &[Vec<String>]) -> String {
        let mut grid = Grid::new();
        grid.load_style(NOTHING)
            .set_content_arrangement(ContentArrangement::Disabled)
            .set_header(&self.headers);
        grid.add_rows(rows);
        for (column, align) in grid.column_iter_mut().zip(&self.aligns) {
            column.set_cell_alignment(match align {
                Align::Left => CellAlignment::Left,
                Align::Right => CellAlignment::Right,
            });
        }
        let last = self.headers.len().saturating_sub(1);
        for ((place, column), width) in grid.column_iter_mut().enumerate().zip(self.widths()) {
            let gap = if place == last { 0 } else { GAP };
            column.set_padding((0, gap));
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width + gap)));
        }
        grid.trim_fmt()
    }

    /// As wide as each column's longest cell; where that is too wide for the page, the widest give
    /// way, but never to less than their longest word: a personal number is not broken.
    fn widths(&self) -> Vec<u16> {
        let mut widths = self.longest(|cell| cell.chars().count());
        let narrowest =
            self.longest(|cell| cell.split(' ').map(|word| word.chars().count()).max().unwrap_or(0));
        let room = WIDTH.saturating_sub(usize::from(GAP) * self.headers.len().saturating_sub(1));
        while widths.iter().map(|width| usize::from(*width)).sum::<usize>() > room {
            let yielding = widths.iter_mut().zip(&narrowest).filter(|(width, least)| **width > **least);
            let Some((widest, _)) = yielding.max_by_key(|(width, _)| **width) else { break };
            *widest -= 1;
        }
        widths
    }

    fn longest(&self, of: impl Fn(&str) -> usize) -> Vec<u16> {
        let column = |(place, header): (usize, &String)| {
            let cells = self.rows.iter().filter_map(|row| row.get(place));
            let longest = cells.chain([header]).map(|cell| of(cell)).max().unwrap_or(0);
            u16::try_from(longest).unwrap_or(u16::MAX - GAP)
        };
        self.headers.iter().enumerate().map(column).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[[&str; 3]]) -> Table {
        let cells = |row: &[&str; 3]| row.map(str::to_owned).to_vec();
        Table {
            headers: cells(&["Källa", "Rader", "Åtgärd"]),
            aligns: vec![Align::Left, Align::Right],
            rows: rows.iter().map(cells).collect(),
        }
    }

    #[test]
    fn words_stand_left_numbers_right_and_no_line_ends_in_spaces() {
        let text = table(&[["uedb", "1200", ""], ["åäö", "7", "ingen"]]).text();
        assert_eq!(text, "Källa  Rader  Åtgärd\nuedb    1200\nåäö        7  ingen\n");
    }

    #[test]
    fn a_long_cell_is_broken_so_that_the_table_fits_in_80_columns() {
        let text = table(&[["kir", "3", &"ett beslut ".repeat(12)]]).text();
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        assert_eq!(text.matches("ett beslut").count(), 12);
    }
}
