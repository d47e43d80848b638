//! Files of what people report: the same checks as an extract's, but every fault at once.
//!
//! UTF-8, `;`, no quoting, dates `YYYY-MM-DD`, personal numbers in twelve digits. A fault names line
//! and column, never a value.

use crate::domain::codes::{Code, ContactOutcome, Ruling, RulingReason};
use crate::domain::number::{Form, Number};
use crate::domain::reported::{ContactReport, DecisionReport, InterruptionReport};
use chrono::NaiveDate;

/// What is wrong on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faulty {
    /// Line in the file, as an editor counts it.
    pub line: u64,
    /// What is wrong and what was expected.
    pub what: String,
}

/// Reads `PERSONNUMMER;BESLUT;ORSAK;FRAN;TILL`.
pub fn decisions(bytes: &[u8]) -> Result<Vec<DecisionReport>, Vec<Faulty>> {
    read(bytes, &["PERSONNUMMER", "BESLUT", "ORSAK", "FRAN", "TILL"], |row| {
        let report = DecisionReport {
            number: row.number(0)?,
            ruling: row.code::<Ruling>(1)?,
            reason: row.code::<RulingReason>(2)?,
            from: row.date(3)?,
            to: row.date(4)?,
        };
        if report.to < report.from {
            return Err(format!("{}: lies before {}", row.columns[4], row.columns[3]));
        }
        Ok(report)
    })
}

/// Reads `PERSONNUMMER;SKOLENHETSKOD;AVBROTTSDATUM`.
pub fn interruptions(bytes: &[u8]) -> Result<Vec<InterruptionReport>, Vec<Faulty>> {
    read(bytes, &["PERSONNUMMER", "SKOLENHETSKOD", "AVBROTTSDATUM"], |row| {
        Ok(InterruptionReport { number: row.number(0)?, unit: row.unit(1)?, last_day: row.date(2)? })
    })
}

/// Reads `PERSONNUMMER;DATUM;KANAL;UTFALL;SVAR_PA;SYSSELSATTNING`; the last two may be empty.
pub fn contacts(bytes: &[u8]) -> Result<Vec<ContactReport>, Vec<Faulty>> {
    let columns = ["PERSONNUMMER", "DATUM", "KANAL", "UTFALL", "SVAR_PA", "SYSSELSATTNING"];
    read(bytes, &columns, |row| {
        let report = ContactReport {
            number: row.number(0)?,
            on: row.date(1)?,
            channel: row.code(2)?,
            outcome: row.code(3)?,
            answered: row.code_or_empty(4)?,
            occupation: row.code_or_empty(5)?,
        };
        if report.outcome == ContactOutcome::ReachedOccupied && report.occupation.is_none() {
            return Err(format!("{}: is wanted with {}", row.columns[5], report.outcome));
        }
        Ok(report)
    })
}

/// One line's fields, in the order of the columns.
struct Row<'a> {
    columns: &'a [&'a str],
    fields: Vec<&'a str>,
}

impl Row<'_> {
    fn number(&self, at: usize) -> Result<Number, String> {
        // Twelve digits need no century, and so no date: the night given here is never used.
        let number = Number::parse(self.fields[at], Form::Twelve, NaiveDate::MAX);
        number.ok_or_else(|| format!("{}: expected a personal number of twelve digits", self.columns[at]))
    }

    fn date(&self, at: usize) -> Result<NaiveDate, String> {
        let dashed = |text: &&str| text.len() == "YYYY-MM-DD".len();
        let date = Some(self.fields[at]).filter(dashed).and_then(|text| text.parse().ok());
        date.ok_or_else(|| format!("{}: expected a date as YYYY-MM-DD", self.columns[at]))
    }

    fn code<T: Code>(&self, at: usize) -> Result<T, String> {
        T::parse(self.fields[at]).ok_or_else(|| {
            let codes: Vec<&str> = T::ALL.iter().map(|code| code.as_str()).collect();
            format!("{}: expected one of {}", self.columns[at], codes.join(", "))
        })
    }

    fn code_or_empty<T: Code>(&self, at: usize) -> Result<Option<T>, String> {
        if self.fields[at].is_empty() { Ok(None) } else { self.code(at).map(Some) }
    }

    fn unit(&self, at: usize) -> Result<String, String> {
        let unit = self.fields[at];
        let is_code = unit.len() == 8 && unit.bytes().all(|digit| digit.is_ascii_digit());
        is_code.then(|| unit.to_owned()).ok_or_else(|| format!("{}: expected eight digits", self.columns[at]))
    }
}

fn read<T>(
    bytes: &[u8],
    columns: &[&str],
    report: impl Fn(&Row<'_>) -> Result<T, String>,
) -> Result<Vec<T>, Vec<Faulty>> {
    let at = |line: u64, what: String| Faulty { line, what };
    let text = std::str::from_utf8(bytes).map_err(|fault| {
        let before = &bytes[..fault.valid_up_to()];
        let line = before.split(|byte| *byte == b'\n').count() as u64;
        vec![at(line, "not UTF-8".to_owned())]
    })?;
    let mut lines = (1_u64..).zip(text.trim_start_matches('\u{feff}').lines());
    let header = columns.join(";");
    match lines.next() {
        Some((_, first)) if first == header => {}
        Some(_) | None => return Err(vec![at(1, format!("expected the header `{header}`"))]),
    }
    let mut reports = Vec::new();
    let mut faults = Vec::new();
    for (line, text) in lines.filter(|(_, text)| !text.is_empty()) {
        let fields: Vec<&str> = text.split(';').collect();
        if fields.len() != columns.len() {
            faults.push(at(line, format!("{} fields, expected {}", fields.len(), columns.len())));
            continue;
        }
        match report(&Row { columns, fields }) {
            Ok(row) => reports.push(row),
            Err(what) => faults.push(at(line, what)),
        }
    }
    if faults.is_empty() { Ok(reports) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::codes::{Channel, Occupation};

    #[test]
    fn a_decision_is_read_with_or_without_byte_order_mark_and_crlf() {
        let file = "\u{feff}PERSONNUMMER;BESLUT;ORSAK;FRAN;TILL\r\n199805052389;OMFATTAS_EJ;UTLANDSSTUDIER;2016-11-10;2017-06-15\r\n";
        let read = decisions(file.as_bytes()).unwrap();
        assert_eq!(read.len(), 1);
        assert_eq!(read[0].number.as_str(), "199805052389");
        assert_eq!((read[0].ruling, read[0].reason), (Ruling::NotCovered, RulingReason::StudiesAbroad));
        assert_eq!(
            (read[0].from.to_string(), read[0].to.to_string()),
            ("2016-11-10".into(), "2017-06-15".into())
        );
    }

    #[test]
    fn every_fault_is_told_at_once_by_line_and_never_by_value() {
        let file = "PERSONNUMMER;BESLUT;ORSAK;FRAN;TILL\n\
                    9805052389;OMFATTAS;ANNAN;2016-11-10;2017-06-15\n\
                    199805052389;KANSKE;ANNAN;2016-11-10;2017-06-15\n\
                    199805052389;OMFATTAS;SKOLTRÖTT;2016-11-10;2017-06-15\n\
                    199805052389;OMFATTAS;ANNAN;2016-11-10;\n\
                    199805052389;OMFATTAS;ANNAN;2016-11-10;2016-11-09\n\
                    199805052389;OMFATTAS;ANNAN;2016-11-10\n";
        let faults: Vec<String> = decisions(file.as_bytes())
            .unwrap_err()
            .iter()
            .map(|fault| format!("{}: {}", fault.line, fault.what))
            .collect();
        assert_eq!(
            faults,
            [
                "2: PERSONNUMMER: expected a personal number of twelve digits",
                "3: BESLUT: expected one of OMFATTAS, OMFATTAS_EJ",
                "4: ORSAK: expected one of SKYDDAD_FOLKBOKFORING, UTLANDSSTUDIER, MOTSVARANDE_UTBILDNING, FELREGISTRERAD, ANNAN",
                "5: TILL: expected a date as YYYY-MM-DD",
                "6: TILL: lies before FRAN",
                "7: 4 fields, expected 5",
            ]
        );
    }

    #[test]
    fn an_interruption_names_a_unit_of_eight_digits() {
        let file = "PERSONNUMMER;SKOLENHETSKOD;AVBROTTSDATUM\n199805052389;10000001;2016-11-10\n199805052389;1000001;2016-11-10\n";
        let faults = interruptions(file.as_bytes()).unwrap_err();
        assert_eq!(faults, [Faulty { line: 3, what: "SKOLENHETSKOD: expected eight digits".into() }]);
    }

    #[test]
    fn a_contact_that_found_an_occupation_says_which() {
        let file = "PERSONNUMMER;DATUM;KANAL;UTFALL;SVAR_PA;SYSSELSATTNING\n\
                    199805052389;2016-11-15;BREV;SKICKAT;;\n\
                    199805052389;2016-11-16;TELEFON;NADD_SYSSELSATT;BREV;ARBETE\n";
        let read = contacts(file.as_bytes()).unwrap();
        assert_eq!((read[0].channel, read[0].outcome), (Channel::Letter, ContactOutcome::Sent));
        assert_eq!((read[0].answered, read[0].occupation), (None, None));
        assert_eq!((read[1].answered, read[1].occupation), (Some(Channel::Letter), Some(Occupation::Work)));
        let faults = contacts(file.replace("ARBETE", "").as_bytes()).unwrap_err();
        assert_eq!(
            faults,
            [Faulty { line: 3, what: "SYSSELSATTNING: is wanted with NADD_SYSSELSATT".into() }]
        );
    }

    #[test]
    fn another_header_or_another_encoding_is_refused_whole() {
        let wrong = decisions(b"PERSONNUMMER;BESLUT\n").unwrap_err();
        assert_eq!(wrong[0].what, "expected the header `PERSONNUMMER;BESLUT;ORSAK;FRAN;TILL`");
        let latin = decisions(b"PERSONNUMMER;BESLUT;ORSAK;FRAN;TILL\n\xe5\n").unwrap_err();
        assert_eq!(latin, [Faulty { line: 2, what: "not UTF-8".into() }]);
    }
}
