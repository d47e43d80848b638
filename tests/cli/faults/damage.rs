//! Bytes that no supplier meant to send.

use super::expected::{Defect, Waits};
use super::town::Youth::{AlfaLeaver, Beginner, Leaver};

const ALL: [&str; 5] = ["folkbokforing", "uedb", "ber", "alfa", "intyg"];

const MEGABYTE: usize = 1 << 20;

pub fn defects() -> Vec<Defect> {
    let mut all = Vec::new();
    all.extend(encodings());
    all.extend(long_lines());
    all.extend(quotes());
    all.extend(line_ends());
    all
}

fn encodings() -> Vec<Defect> {
    let mut all = Vec::new();
    for provider in ALL {
        all.push(Defect::refusing("UTF-16", provider, "encoding_mismatch", move |t| {
            let text = t.files.text(provider);
            let wide = "\u{feff}".encode_utf16().chain(text.encode_utf16());
            *t.files.bytes(provider) = wide.flat_map(u16::to_le_bytes).collect();
        }));
        all.push(Defect::refusing("one NUL byte", provider, "encoding_mismatch", move |t| {
            let bytes = t.files.bytes(provider);
            let middle = bytes.len() / 2;
            bytes[middle] = 0;
        }));
        all.push(Defect::refusing("nothing but NUL bytes", provider, "encoding_mismatch", move |t| {
            t.files.bytes(provider).fill(0);
        }));
    }
    for provider in ["uedb", "ber", "alfa", "intyg"] {
        all.push(Defect::refusing("a damaged byte in the middle", provider, "encoding_mismatch", move |t| {
            let bytes = t.files.bytes(provider);
            let middle = bytes.len() / 2;
            bytes[middle] = 0xff;
        }));
    }
    // Every byte but five is a letter of windows-1252: a name is misspelt, and nobody can tell.
    all.push(
        Defect::of("a damaged byte in a child's name", |t| {
            t.files.edit_line("folkbokforing", 340, "berg", "þerg");
        })
        .about("folkbokforing"),
    );
    all.push(Defect::refusing("a byte order mark", "folkbokforing", "encoding_mismatch", |t| {
        t.files.bytes("folkbokforing").splice(0..0, *b"\xef\xbb\xbf");
    }));
    for provider in ["uedb", "ber", "alfa", "intyg"] {
        all.push(
            Defect::of("a byte order mark", move |t| {
                t.files.bytes(provider).splice(0..0, *b"\xef\xbb\xbf");
            })
            .about(provider),
        );
    }
    all
}

fn long_lines() -> Vec<Defect> {
    vec![
        Defect::of("a line of 50 MB in place of a row", |t| {
            t.files.edit_lines("ber", |lines| lines[1] = "x".repeat(50 * MEGABYTE));
        })
        .row("ber:2::wrong_field_count")
        .but(Waits(Leaver)),
        Defect::refusing("50 MB after an open quote", "alfa", "truncated", |t| {
            let rows = t.files.text("alfa");
            let rest = format!("\"{}", rows.repeat(50 * MEGABYTE / rows.len()));
            t.files.bytes("alfa").extend(rest.into_bytes());
        }),
        Defect::of("a million semicolons in place of a row", |t| {
            t.files.edit_lines("uedb", |lines| lines[1] = ";".repeat(MEGABYTE));
        })
        .row("uedb:2::wrong_field_count")
        .but(Waits(Beginner)),
        Defect::refusing("a line of 1 MB that the trailer does not count", "uedb", "truncated", |t| {
            t.files.edit("uedb", |text| text.replacen('\n', &format!("\n{}\n", "x".repeat(MEGABYTE)), 1));
        }),
        Defect::refusing("a line of 1 MB and nothing else", "folkbokforing", "header_mismatch", |t| {
            *t.files.bytes("folkbokforing") = [vec![b'x'; MEGABYTE], b"\n".to_vec()].concat();
        }),
    ]
}

/// A quote is a quote only in the files of the schools.
fn quotes() -> Vec<Defect> {
    vec![
        Defect::refusing("a lone quote before a field", "ber", "truncated", |t| {
            t.files.edit_line("ber", 2, ",GY,", ",\"GY,");
        }),
        Defect::of("a lone quote in a field", |t| t.files.edit_line("alfa", 3, ",NA,", ",NA\","))
            .about("alfa"),
        // Fifty rows are one, and its line breaks tell. What it swallowed is not counted as missing; the
        // row of the leaver, on line 2, is among it.
        Defect::of("a quote that is closed nine lines later", |t| {
            t.files.edit_line("ber", 2, ",GY,", ",\"GY,");
            t.files.edit_line("ber", 11, ",GY,", ",GY\",");
        })
        .row("ber:2::line_break_in_field")
        .but(Waits(Leaver)),
        Defect::of("a lone quote before a name", |t| {
            t.files.edit_line("folkbokforing", 6, "Åsa", "\"Åsa");
        })
        .about("folkbokforing"),
        Defect::of("a lone quote before a school's name", |t| {
            t.files.edit_line("uedb", 2, "Skolan", "\"Skolan");
        })
        .about("uedb"),
    ]
}

fn line_ends() -> Vec<Defect> {
    let mut all = Vec::new();
    for provider in ALL {
        // The header runs on to the end: its last column is not there.
        all.push(Defect::refusing("carriage returns alone", provider, "header_mismatch", move |t| {
            let bytes = t.files.bytes(provider);
            bytes.retain(|byte| *byte != b'\r');
            bytes.iter_mut().filter(|byte| **byte == b'\n').for_each(|byte| *byte = b'\r');
        }));
    }
    for provider in ["uedb", "ber", "alfa", "intyg"] {
        all.push(
            Defect::of("carriage returns and line feeds", move |t| {
                let text = t.files.text(provider).replace('\n', "\r\n");
                *t.files.bytes(provider) = text.into_bytes();
            })
            .about(provider),
        );
    }
    all.push(
        Defect::of("line feeds alone", |t| {
            t.files.bytes("folkbokforing").retain(|byte| *byte != b'\r');
        })
        .about("folkbokforing"),
    );
    all.push(
        Defect::of("blank lines between the rows", |t| {
            t.files.edit("alfa", |text| text.replace('\n', "\n\n"));
        })
        .about("alfa"),
    );
    // The row is two, and the trailer counts one.
    all.push(Defect::refusing("a line feed in a name", "folkbokforing", "truncated", |t| {
        t.files.edit("folkbokforing", |text| text.replacen("Åsa", "Å\nsa", 1));
    }));
    all.push(
        Defect::of("a line feed in a name that the trailer counts", |t| {
            t.files.edit_line("folkbokforing", 2, "Åsa", "Å\nsa");
        })
        .row("folkbokforing:2::wrong_field_count")
        .row("folkbokforing:3::wrong_field_count")
        .about("folkbokforing"),
    );
    all.push(
        Defect::of("a line feed inside quotes", |t| t.files.edit_line("alfa", 2, ",NA,", ",\"N\nA\","))
            .row("alfa:2::line_break_in_field")
            .but(Waits(AlfaLeaver)),
    );
    all
}
