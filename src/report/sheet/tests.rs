//! What other programs get to see of a sheet, down to the bytes and the XML.

use super::*;
use calamine::{Data, Reader, Xlsx};
use std::io::{Cursor, Read};
use zip::ZipArchive;

fn sheet(headers: &[&str], rows: &[&[&str]]) -> Sheet {
    let values = |row: &&[&str]| row.iter().map(|cell| Value::Text((*cell).to_owned())).collect();
    Sheet {
        name: "letter".into(),
        headers: headers.iter().map(|header| (*header).to_owned()).collect(),
        rows: rows.iter().map(values).collect(),
    }
}

fn people() -> Sheet {
    sheet(
        &["FORNAMN", "POSTNUMMER", "POSTORT"],
        &[
            &["Åsa", "01234", "Älvsjö"],
            &["=HYPERLINK(\"http://example.com\")", "16440", ""],
            &["Bo\nEk", "00000", "Östra; \"B\""],
        ],
    )
}

fn csv_of(cells: &[&str]) -> String {
    let headers = vec!["x"; cells.len()];
    let text = String::from_utf8(csv(Lang::Sv, &sheet(&headers, &[cells])).unwrap()).unwrap();
    text.split_once("\r\n").unwrap().1.to_owned()
}

#[test]
fn csv_is_utf_8_with_a_mark_semicolons_and_crlf_and_quotes_only_what_needs_it() {
    let expected = "\u{feff}FORNAMN;POSTNUMMER;POSTORT\r\n\
                    Åsa;01234;Älvsjö\r\n\
                    \"'=HYPERLINK(\"\"http://example.com\"\")\";16440;\r\n\
                    Bo Ek;00000;\"Östra; \"\"B\"\"\"\r\n";
    assert_eq!(String::from_utf8(csv(Lang::Sv, &people()).unwrap()).unwrap(), expected);
}

#[test]
fn a_sheet_without_rows_has_its_headers() {
    let empty = sheet(&["POSTORT", "LÄN"], &[]);
    assert_eq!(csv(Lang::Sv, &empty).unwrap(), "\u{feff}POSTORT;LÄN\r\n".as_bytes());
    assert_eq!(cells_of(&empty), [[text("POSTORT"), text("LÄN")]]);
}

#[test]
fn a_cell_that_would_be_a_formula_in_csv_is_text() {
    assert_eq!(csv_of(&["=1+1", "+46", "-1", "@SUM"]), "'=1+1;'+46;'-1;'@SUM\r\n");
    assert_eq!(csv_of(&["\t=1", "\r=1", " =1", "\n@x"]), "' =1;' =1;' =1;' @x\r\n");
    assert_eq!(csv_of(&["a=1", "b+c", "Ann-Mari", "'t Hooft", ""]), "a=1;b+c;Ann-Mari;'t Hooft;\r\n");
}

#[test]
fn no_control_character_breaks_a_row_or_hides_in_a_cell() {
    assert_eq!(csv_of(&["a\r\nb", "c\nd", "\te", "f\u{0}g", "h\u{85}i"]), "a  b;c d; e;f g;h i\r\n");
    let read = cells_of(&sheet(&["x"], &[&["a\r\nb\u{1}"]]));
    assert_eq!(read[1], [text("a  b ")]);
}

#[test]
fn a_row_that_lacks_a_cell_is_refused() {
    assert!(csv(Lang::Sv, &sheet(&["a", "b"], &[&["1"]])).is_err());
    assert!(xlsx(&[sheet(&["a", "b"], &[&["1"]])]).is_err());
}

fn text(text: &str) -> Data {
    Data::String(text.to_owned())
}

/// The cells, as another reader of XLSX finds them.
fn cells_of(sheet: &Sheet) -> Vec<Vec<Data>> {
    let mut book = Xlsx::new(Cursor::new(xlsx(std::slice::from_ref(sheet)).unwrap())).unwrap();
    assert_eq!(book.sheet_names(), ["letter"]);
    let formulas = book.worksheet_formula("letter").unwrap();
    assert!(formulas.is_empty(), "{formulas:?}");
    book.worksheet_range("letter").unwrap().rows().map(<[Data]>::to_vec).collect()
}

/// A file inside a workbook.
fn part(book: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn xlsx_cells_are_the_text_they_were_given() {
    assert_eq!(
        cells_of(&people()),
        [
            [text("FORNAMN"), text("POSTNUMMER"), text("POSTORT")],
            [text("Åsa"), text("01234"), text("Älvsjö")],
            [text("=HYPERLINK(\"http://example.com\")"), text("16440"), Data::Empty],
            [text("Bo Ek"), text("00000"), text("Östra; \"B\"")],
        ]
    );
}

#[test]
fn xlsx_holds_no_formula_no_number_and_no_link() {
    let book = xlsx(&[people()]).unwrap();
    let page = part(&book, "xl/worksheets/sheet1.xml");
    assert!(!page.contains("<f>") && !page.contains("<f ") && !page.contains("hyperlink"), "{page}");
    let cells: Vec<&str> = page.split("<c ").skip(1).collect();
    assert_eq!(cells.len(), 11); // of 12, one is empty
    assert!(cells.iter().all(|cell| cell.split('>').next().unwrap().ends_with("t=\"s\"")), "{page}");
    let strings = part(&book, "xl/sharedStrings.xml");
    assert!(strings.contains("<t>=HYPERLINK(&quot;http") || strings.contains("<t>=HYPERLINK(\"http"));
}

#[test]
fn xlsx_headers_are_bold_and_stay_in_sight_and_every_column_is_text() {
    let book = xlsx(&[people()]).unwrap();
    let page = part(&book, "xl/worksheets/sheet1.xml");
    assert!(page.contains("<pane ySplit=\"1\" topLeftCell=\"A2\""), "{page}");
    assert!(page.contains("state=\"frozen\""), "{page}");
    assert!(page.contains("<ignoredError sqref=\"A1:C4\" numberStoredAsText=\"1\"/>"), "{page}");
    // Styles 1 and 2: number format 49 is text, font 1 is bold.
    let styles = part(&book, "xl/styles.xml");
    let fonts: Vec<&str> = styles.split("<font>").skip(1).collect();
    assert!(!fonts[0].starts_with("<b/>") && fonts[1].starts_with("<b/>"), "{styles}");
    assert!(styles.contains("<xf numFmtId=\"49\" fontId=\"0\""), "{styles}");
    assert!(styles.contains("<xf numFmtId=\"49\" fontId=\"1\""), "{styles}");
    assert_eq!(page.matches("<col ").count(), 3);
    assert_eq!(page.split("<col ").skip(1).filter(|column| column.contains("style=\"1\"")).count(), 3);
}

#[test]
fn the_same_sheet_gives_the_same_bytes_whenever_it_is_made() {
    let book = xlsx(&[people()]).unwrap();
    assert_eq!(xlsx(&[people()]).unwrap(), book);
    let made = part(&book, "docProps/core.xml");
    assert_eq!(made.matches("1900-01-01T00:00:00Z").count(), 2, "{made}");
}

#[test]
fn what_no_workbook_can_hold_is_refused_without_being_repeated() {
    let long = "x".repeat(32_768);
    let said = format!("{:#}", xlsx(&[sheet(&["x"], &[&[&long]])]).unwrap_err());
    assert!(said.starts_with("setting rows as XLSX: ") && said.len() < 200, "{said}");
}

#[test]
fn debug_shows_nobody() {
    assert_eq!(format!("{:?}", people()), "Sheet");
}

fn typed() -> Sheet {
    let row = |group: &str, values: [Value; 4]| {
        [Value::Text(group.into())].into_iter().chain(values).collect::<Vec<Value>>()
    };
    Sheet {
        name: "figures".into(),
        headers: ["Grupp", "Månad", "Antal", "Andel", "Dagar"].map(str::to_owned).to_vec(),
        rows: vec![
            row(
                "=Kista",
                [
                    Value::Month("2016-11-01".parse().unwrap()),
                    Value::Count(7513),
                    Value::Share(Permille(485)),
                    Value::Days(HalfDays(-25)),
                ],
            ),
            row("Älvsjö", [Value::Empty, Value::Mark(".."), Value::Mark(".."), Value::Days(HalfDays(24))]),
        ],
    }
}

#[test]
fn numbers_in_csv_are_plain_and_have_the_languages_mark() {
    let of = |lang| String::from_utf8(csv(lang, &typed()).unwrap()).unwrap();
    assert_eq!(
        of(Lang::Sv),
        "\u{feff}Grupp;Månad;Antal;Andel;Dagar\r\n'=Kista;2016-11;7513;48,5;-12,5\r\nÄlvsjö;;..;..;12,0\r\n"
    );
    assert!(of(Lang::En).contains("'=Kista;2016-11;7513;48.5;-12.5\r\n"));
}

#[test]
fn numbers_in_xlsx_are_numbers_in_formats_of_their_own() {
    let book = xlsx(&[typed(), people()]).unwrap();
    let page = part(&book, "xl/worksheets/sheet1.xml");
    for value in ["<v>42675</v>", "<v>7513</v>", "<v>0.485</v>", "<v>-12.5</v>", "<v>12</v>"] {
        assert!(page.contains(value), "{value}: {page}");
    }
    assert!(!page.contains("<f>"), "{page}");
    let styles = part(&book, "xl/styles.xml");
    for format in ["#,##0", "0.0%", "0.0", "yyyy-mm"] {
        assert!(styles.contains(&format!("formatCode=\"{format}\"")), "{format}: {styles}");
    }
    // The second sheet is the one of text that it is alone.
    assert!(part(&book, "xl/worksheets/sheet2.xml").contains("ySplit=\"1\""));
}

#[test]
fn a_number_that_no_spreadsheet_holds_exactly_is_refused() {
    let mut sheet = typed();
    sheet.rows[0][2] = Value::Count(u64::MAX);
    let said = format!("{:#}", xlsx(&[sheet]).unwrap_err());
    assert_eq!(
        said,
        "setting rows as XLSX: 18446744073709551615 is too large for a report: out of range integral type conversion attempted"
    );
}
