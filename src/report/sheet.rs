//! A sheet of text for other programs: CSV for mail merge, and real XLSX.
//!
//! Cells hold what people wrote, so none of them may be more than text to the program that opens the file: no
//! formula, no number that loses its zeros, no second row. Knows nothing of what the cells mean.

use anyhow::{Context, Result, ensure};
use csv::{IntoInnerError, Terminator, WriterBuilder};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, IgnoreError, Workbook, Worksheet};

/// What tells Excel that a file is UTF-8; without it, å comes out as Ã¥.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
/// What begins a formula, to Excel or to its like.
const FORMULA_SIGNS: [char; 4] = ['=', '+', '-', '@'];
/// Wide enough for any street; a longer cell is cut on the screen, never in the file.
const WIDEST_COLUMN_PIXELS: u32 = 300;
/// The built-in number format by which a spreadsheet takes what is in a cell, or is typed into it, for text.
const TEXT: u8 = 49;

/// Headers and rows of text; a row has one cell per header.
#[derive(Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What the sheet is called in a workbook: at most 31 characters, none of `[]:*?/\`.
    pub name: String,
    /// What stands over each column.
    pub headers: Vec<String>,
    /// The cells, row by row.
    pub rows: Vec<Vec<String>>,
}

impl std::fmt::Debug for Sheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sheet")
    }
}

/// The sheet as CSV: UTF-8 with a byte order mark, `;` between cells, CRLF after each row.
pub fn csv(sheet: &Sheet) -> Result<Vec<u8>> {
    let mut writer = WriterBuilder::new()
        .delimiter(b';')
        .terminator(Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.to_vec());
    for row in [&sheet.headers].into_iter().chain(&sheet.rows) {
        writer.write_record(row.iter().map(|cell| harmless(cell))).context("setting a row as CSV")?;
    }
    writer.into_inner().map_err(IntoInnerError::into_error).context("setting rows as CSV")
}

/// Whoever opens CSV takes a cell that begins with a sign for a formula, quoted or not: a person called
/// `=HYPERLINK(…)` would run on a clerk's desk. A leading apostrophe is the usual sign for text. It stays
/// visible in what is merged; an XLSX, whose cells say that they are text, does without.
fn harmless(cell: &str) -> String {
    let line = one_line(cell);
    if line.trim_start().starts_with(FORMULA_SIGNS) { format!("'{line}") } else { line }
}

/// Line breaks, tabs and other control characters become spaces: a cell stays in its row, and on an address
/// label on its line.
fn one_line(cell: &str) -> String {
    cell.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// The sheet as a workbook of one sheet, every cell text. The same sheet gives the same bytes.
pub fn xlsx(sheet: &Sheet) -> Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&no_moment()?));
    fill(workbook.add_worksheet(), sheet).context("setting rows as XLSX")?;
    workbook.save_to_buffer().context("setting a workbook as XLSX")
}

/// A workbook wants to know when it was made. Nothing below `main` reads a clock, so all are made when the
/// calendar of spreadsheets begins.
fn no_moment() -> Result<ExcelDateTime> {
    ExcelDateTime::from_ymd(1900, 1, 1).context("dating a workbook")
}

fn fill(page: &mut Worksheet, sheet: &Sheet) -> Result<()> {
    let text = Format::new().set_num_format_index(TEXT);
    let heading = Format::new().set_num_format_index(TEXT).set_bold();
    page.set_name(&sheet.name)?;
    for (column, header) in (0..).zip(&sheet.headers) {
        page.set_column_format(column, &text)?;
        page.write_string_with_format(0, column, one_line(header), &heading)?;
    }
    for (line, row) in (1..).zip(&sheet.rows) {
        ensure!(row.len() == sheet.headers.len(), "row {line} has {} cells", row.len());
        for (column, cell) in (0..).zip(row) {
            page.write_string(line, column, one_line(cell))?;
        }
    }
    page.set_freeze_panes(1, 0)?;
    accept_digits(page, sheet)?;
    page.set_autofit_max_width(WIDEST_COLUMN_PIXELS).autofit();
    Ok(())
}

/// Digits in a text cell are meant: Excel is not to mark each of them and offer to make it a number.
fn accept_digits(page: &mut Worksheet, sheet: &Sheet) -> Result<()> {
    let last_row = u32::try_from(sheet.rows.len())?;
    let last_column = u16::try_from(sheet.headers.len().saturating_sub(1))?;
    page.ignore_error_range(0, 0, last_row, last_column, IgnoreError::NumberStoredAsText)?;
    Ok(())
}

#[cfg(test)]
mod tests;
