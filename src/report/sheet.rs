//! A sheet for other programs: CSV, also for mail merge, and real XLSX.
//!
//! Cells of text hold what people wrote, so none of them may be more than text to the program that opens the file:
//! no formula, no number that loses its zeros, no second row. A number is one only where it was given as one. Knows
//! nothing of what the cells mean.

use super::Lang;
use super::number;
use crate::domain::statistics::figures::{HalfDays, Permille};
use anyhow::{Context, Result, ensure};
use chrono::{Datelike, NaiveDate};
use csv::{IntoInnerError, Terminator, WriterBuilder};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, IgnoreError, Workbook, Worksheet};

/// What tells Excel that a file is UTF-8; without it, å comes out as Ã¥.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
/// What begins a formula, to Excel or to its like.
const FORMULA_SIGNS: [char; 4] = ['=', '+', '-', '@'];
/// Wide enough for any street; a longer cell is cut on the screen, never in the file.
const WIDEST_COLUMN_PIXELS: u32 = 300;
/// The built-in number format by which a spreadsheet takes what is in a cell, or is typed into it, for text.
const TEXT: u8 = 49;
/// Letters on a line of sentences.
const SENTENCE_WIDTH: u16 = 90;
/// Letters that the largest number, as it is shown, has room in: `1 000 000`.
const NUMBER_WIDTH: u16 = 10;
/// Points that a line is high.
const LINE_HEIGHT: u16 = 15;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text.
    Text(String),
    /// Sentences, broken over lines.
    Sentence(String),
    /// How many.
    Count(u64),
    /// A part of a whole.
    Share(Permille),
    /// Days.
    Days(HalfDays),
    /// A month, by its first day.
    Month(NaiveDate),
    /// A mark where a number would stand.
    Mark(&'static str),
    /// Nothing.
    Empty,
}

/// Headers and rows; a row has one cell per header.
#[derive(Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What the sheet is called in a workbook: at most 31 characters, none of `[]:*?/\`.
    pub name: String,
    /// What stands over each column.
    pub headers: Vec<String>,
    /// The cells, row by row.
    pub rows: Vec<Vec<Value>>,
}

impl std::fmt::Debug for Sheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sheet")
    }
}

/// The sheet as CSV: UTF-8 with a byte order mark, `;` between cells, CRLF after each row. Numbers have the
/// language's decimal mark and no other; a share is in per cent.
pub fn csv(lang: Lang, sheet: &Sheet) -> Result<Vec<u8>> {
    csv_after(BYTE_ORDER_MARK, lang, sheet)
}

/// The same without the mark, for programs that would take it for a part of the first header.
pub fn unmarked_csv(lang: Lang, sheet: &Sheet) -> Result<Vec<u8>> {
    csv_after(&[], lang, sheet)
}

fn csv_after(mark: &[u8], lang: Lang, sheet: &Sheet) -> Result<Vec<u8>> {
    let mut writer =
        WriterBuilder::new().delimiter(b';').terminator(Terminator::CRLF).from_writer(mark.to_vec());
    writer
        .write_record(sheet.headers.iter().map(|header| harmless(header)))
        .context("setting a row as CSV")?;
    for row in &sheet.rows {
        writer.write_record(row.iter().map(|value| plain(lang, value))).context("setting a row as CSV")?;
    }
    writer.into_inner().map_err(IntoInnerError::into_error).context("setting rows as CSV")
}

fn plain(lang: Lang, value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Sentence(text) => harmless(text),
        Value::Count(count) => count.to_string(),
        Value::Share(share) => number::percent(lang, *share),
        Value::Days(days) => number::days(lang, *days),
        Value::Month(first) => number::month(*first),
        Value::Mark(mark) => (*mark).to_owned(),
        Value::Empty => String::new(),
    }
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

/// The sheets as a workbook. The same sheets give the same bytes.
pub fn xlsx(sheets: &[Sheet]) -> Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&no_moment()?));
    for sheet in sheets {
        fill(workbook.add_worksheet(), sheet).context("setting rows as XLSX")?;
    }
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
        let header = one_line(header);
        if is_of_text(sheet, column) {
            page.set_column_format(column, &text)?;
            page.write_string_with_format(0, column, header, &heading)?;
        } else if is_of_numbers(sheet, column) {
            let heading = heading.clone().set_align(FormatAlign::Right);
            page.write_string_with_format(0, column, header, &heading)?;
        } else {
            page.write_string_with_format(0, column, header, &heading)?;
        }
    }
    for (line, row) in (1..).zip(&sheet.rows) {
        ensure!(row.len() == sheet.headers.len(), "row {line} has {} cells", row.len());
        for (column, value) in (0..).zip(row) {
            write(page, line, column, value)?;
        }
    }
    page.set_freeze_panes(1, 0)?;
    accept_digits(page, sheet)?;
    page.set_autofit_max_width(WIDEST_COLUMN_PIXELS).autofit();
    make_room_for_numbers(page, sheet)?;
    make_room_for_sentences(page, sheet)?;
    if !(0..u16::try_from(sheet.headers.len())?).all(|column| is_of_text(sheet, column)) {
        // People read and print this one: no column on a page of its own.
        page.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    }
    Ok(())
}

fn cells(sheet: &Sheet, column: u16) -> impl Iterator<Item = &Value> {
    sheet.rows.iter().filter_map(move |row| row.get(usize::from(column)))
}

/// Nothing but text stands in the column.
fn is_of_text(sheet: &Sheet, column: u16) -> bool {
    cells(sheet, column).all(|value| matches!(value, Value::Text(_)))
}

/// Numbers stand in the column, and marks in the place of numbers.
fn is_of_numbers(sheet: &Sheet, column: u16) -> bool {
    let is_number =
        |value: &Value| matches!(value, Value::Count(_) | Value::Share(_) | Value::Days(_) | Value::Mark(_));
    cells(sheet, column).any(is_number)
}

fn write(page: &mut Worksheet, line: u32, column: u16, value: &Value) -> Result<()> {
    let shown_as = |format: &str| Format::new().set_num_format(format);
    match value {
        Value::Text(text) => page.write_string(line, column, one_line(text))?,
        Value::Sentence(text) => {
            let broken = Format::new().set_num_format_index(TEXT).set_text_wrap();
            page.write_string_with_format(line, column, one_line(text), &broken)?
        }
        Value::Count(count) => {
            page.write_number_with_format(line, column, number::exact(*count)?, &shown_as("#,##0"))?
        }
        Value::Share(share) => {
            let share = number::exact(share.0)? / 1000.0;
            page.write_number_with_format(line, column, share, &shown_as("0.0%"))?
        }
        Value::Days(days) => {
            let days = f64::from(i32::try_from(days.0)?) / 2.0;
            page.write_number_with_format(line, column, days, &shown_as("0.0"))?
        }
        Value::Month(first) => {
            let shown = shown_as("yyyy-mm").set_align(FormatAlign::Left);
            page.write_datetime_with_format(line, column, &day(*first)?, &shown)?
        }
        Value::Mark(mark) => {
            let right = Format::new().set_align(FormatAlign::Right);
            page.write_string_with_format(line, column, *mark, &right)?
        }
        Value::Empty => page,
    };
    Ok(())
}

fn day(day: NaiveDate) -> Result<ExcelDateTime> {
    let (month, of_month) = (u8::try_from(day.month())?, u8::try_from(day.day())?);
    Ok(ExcelDateTime::from_ymd(u16::try_from(day.year())?, month, of_month)?)
}

/// A number is fitted as it is written and shown with signs and groups: where that is wider, some programs show
/// `###` in its place.
fn make_room_for_numbers(page: &mut Worksheet, sheet: &Sheet) -> Result<()> {
    for (column, header) in (0..).zip(&sheet.headers).filter(|(column, _)| is_of_numbers(sheet, *column)) {
        let header = u16::try_from(header.chars().count())?;
        page.set_column_width(column, header.saturating_add(2).max(NUMBER_WIDTH))?;
    }
    Ok(())
}

/// A column of sentences is as wide as a line is read, and a row as high as its lines: not every program finds
/// out by itself.
fn make_room_for_sentences(page: &mut Worksheet, sheet: &Sheet) -> Result<()> {
    for (line, row) in (1..).zip(&sheet.rows) {
        for (column, value) in (0..).zip(row) {
            if let Value::Sentence(text) = value {
                let lines = text.chars().count().div_ceil(usize::from(SENTENCE_WIDTH)).max(1);
                page.set_row_height(line, u16::try_from(lines)?.saturating_mul(LINE_HEIGHT))?;
                page.set_column_width(column, SENTENCE_WIDTH)?;
            }
        }
    }
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
