//! Personal numbers: the only way in, and never a way out by accident.
//!
//! A number is parsed once, at the edge. `Debug` shows its kind and nothing else, so that no log,
//! panic or error can hold it; who must see it asks for `as_str`.

use chrono::{Datelike, NaiveDate};
use std::fmt;

/// A personal number in its one stored form: twelve characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number {
    text: [u8; 12],
}

/// What a number is (folkbokföringslagen 18 §, 18 a §; TF numbers are a school's own).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberKind {
    /// Personnummer.
    Personal,
    /// Samordningsnummer: the day is raised by 60.
    Coordination,
    /// A school's temporary number: two letters after the date, no check digit.
    Temporary,
}

/// Which written forms a column may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Twelve digits, hyphen tolerated.
    Twelve,
    /// Twelve digits, or ten whose century follows from the night's date.
    TwelveOrTen,
}

impl Number {
    /// Reads a number as a column holds it. Hyphens, non-breaking spaces and Unicode dashes are
    /// cleaned; nothing else is repaired. `None` is the whole answer: a fault never echoes a value.
    pub fn parse(raw: &str, form: Form, night: NaiveDate) -> Option<Self> {
        let cleaned = clean(raw)?;
        let (body, separator) = split_separator(&cleaned)?;
        match (body.len(), form) {
            (12, _) if separator != Some(b'+') => Self::from_twelve(body.try_into().ok()?),
            (10, Form::TwelveOrTen) => Self::from_ten(body.try_into().ok()?, separator == Some(b'+'), night),
            _ => None,
        }
    }

    /// Reads a number from its stored form.
    pub fn stored(text: &str) -> Option<Self> {
        Self::from_twelve(*<&[u8; 12]>::try_from(text.as_bytes()).ok()?)
    }

    fn from_twelve(text: [u8; 12]) -> Option<Self> {
        let number = Self { text };
        match number.shape()? {
            NumberKind::Personal => {
                number.date()?;
                number.has_serial_and_check_digit().then_some(number)
            }
            NumberKind::Coordination => number.has_serial_and_check_digit().then_some(number),
            NumberKind::Temporary => number.date().map(|_| number),
        }
    }

    fn from_ten(ten: [u8; 10], older: bool, night: NaiveDate) -> Option<Self> {
        let year_of_century = i32::from(two_digits(&ten)?);
        let mut year = night.year() - night.year().rem_euclid(100) + year_of_century;
        // The candidate is dated with day 60 taken off, so that a samordningsnummer has a century too.
        let month = u32::from(two_digits(&ten[2..])?);
        let day = u32::from(two_digits(&ten[4..])?);
        let month_and_day = (month, if day > 60 { day - 60 } else { day });
        if (year, month_and_day.0, month_and_day.1) > (night.year(), night.month(), night.day()) {
            year -= 100;
        }
        if older {
            year -= 100;
        }
        let century: [u8; 4] = format!("{year:04}").into_bytes().try_into().ok()?;
        let mut twelve = [0; 12];
        twelve[..4].copy_from_slice(&century);
        twelve[4..].copy_from_slice(&ten[2..]);
        Self::from_twelve(twelve)
    }

    /// What the characters make it, before dates and check digits are tried.
    fn shape(&self) -> Option<NumberKind> {
        if !self.text[..8].iter().all(u8::is_ascii_digit) {
            return None;
        }
        let tail = &self.text[8..];
        if tail.iter().all(u8::is_ascii_digit) {
            let month = two_digits(&self.text[4..])?;
            return match two_digits(&self.text[6..])? {
                1..=31 => Some(NumberKind::Personal),
                60..=91 if month <= 12 => Some(NumberKind::Coordination),
                _ => None,
            };
        }
        let letters = tail[..2].iter().all(u8::is_ascii_uppercase);
        let digits = tail[2..].iter().all(u8::is_ascii_digit);
        (letters && digits).then_some(NumberKind::Temporary)
    }

    fn has_serial_and_check_digit(&self) -> bool {
        &self.text[8..11] != b"000" && luhn(&self.text[2..]) == 0
    }

    /// The kind of number. A TF number and a samordningsnummer never make anyone covered.
    pub fn kind(&self) -> NumberKind {
        self.shape().unwrap_or(NumberKind::Temporary)
    }

    fn date(&self) -> Option<NaiveDate> {
        let year = self.birth_year();
        let month = u32::from(two_digits(&self.text[4..])?);
        let day = u32::from(two_digits(&self.text[6..])?);
        NaiveDate::from_ymd_opt(year, month, if day > 60 { day - 60 } else { day })
    }

    /// The birth date; for a samordningsnummer that holds no real date, 1 January of its year.
    pub fn birth_date(&self) -> NaiveDate {
        self.date().or_else(|| NaiveDate::from_ymd_opt(self.birth_year(), 1, 1)).unwrap_or(NaiveDate::MIN)
    }

    /// The birth year.
    pub fn birth_year(&self) -> i32 {
        self.text[..4].iter().fold(0, |year, digit| year * 10 + i32::from(digit - b'0'))
    }

    /// The twelve characters. Whoever calls this shows or stores a person's number: say why there.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.text).unwrap_or_default()
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Number({:?})", self.kind())
    }
}

/// ASCII, with dashes folded to a hyphen and non-breaking spaces dropped.
fn clean(raw: &str) -> Option<Vec<u8>> {
    let mut cleaned = Vec::with_capacity(raw.len());
    for letter in raw.chars() {
        match letter {
            '\u{a0}' | '\u{2007}' | '\u{202f}' => {}
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => {
                cleaned.push(b'-');
            }
            _ => cleaned.push(u8::try_from(letter).ok().filter(u8::is_ascii)?),
        }
    }
    Some(cleaned)
}

/// Takes the separator out, where there is one, four characters from the end.
fn split_separator(cleaned: &[u8]) -> Option<(Vec<u8>, Option<u8>)> {
    let at = cleaned.len().checked_sub(5)?;
    let mut body = cleaned.to_vec();
    let separator = matches!(cleaned[at], b'-' | b'+').then(|| body.remove(at));
    Some((body, separator))
}

fn two_digits(from: &[u8]) -> Option<u8> {
    match from {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9', ..] => Some((tens - b'0') * 10 + ones - b'0'),
        _ => None,
    }
}

/// The Luhn sum modulo 10 over digits whose first has weight two; 0 where the check digit fits.
fn luhn(digits: &[u8]) -> u32 {
    let weigh = |(place, digit): (usize, &u8)| {
        let value = u32::from(digit - b'0') * if place % 2 == 0 { 2 } else { 1 };
        value / 10 + value % 10
    };
    digits.iter().enumerate().map(weigh).sum::<u32>() % 10
}

/// Whether a text holds something like a personal number: ten digits, whatever separates them.
pub fn looks_personal(text: &str) -> bool {
    let squeezed: String = text.chars().filter(|letter| !matches!(letter, ' ' | '-' | '+' | '.')).collect();
    let mut run = 0;
    squeezed.chars().any(|letter| {
        run = if letter.is_ascii_digit() { run + 1 } else { 0 };
        run >= 10
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn night() -> NaiveDate {
        NaiveDate::from_ymd_opt(2016, 11, 14).unwrap()
    }

    fn parse(raw: &str) -> Option<String> {
        Number::parse(raw, Form::TwelveOrTen, night()).map(|number| number.as_str().to_owned())
    }

    #[test]
    fn twelve_digits_are_read_with_and_without_hyphen_dash_or_no_break_space() {
        let expected = Some("201001012382".to_owned());
        for raw in [
            "201001012382",
            "20100101-2382",
            "20100101\u{2013}2382",
            "20100101\u{2212}2382",
            "\u{a0}20100101-2382\u{a0}",
        ] {
            assert_eq!(parse(raw), expected, "{raw:?}");
        }
    }

    #[test]
    fn ten_digits_take_the_latest_century_not_after_the_night() {
        assert_eq!(parse("100101-2382").as_deref(), Some("201001012382"));
        assert_eq!(parse("960101-2395"), None, "the check digit belongs to another number");
        assert_eq!(
            Number::parse("100101-2382", Form::TwelveOrTen, NaiveDate::from_ymd_opt(2009, 12, 31).unwrap())
                .map(|number| number.birth_year()),
            Some(1910),
            "on the last day of 2009 the date is a hundred years back"
        );
        assert_eq!(
            Number::parse("100101+2382", Form::TwelveOrTen, night()).map(|number| number.birth_year()),
            Some(1910),
            "a plus sign takes a hundred years more"
        );
        assert_eq!(Number::parse("100101-2382", Form::Twelve, night()), None);
    }

    #[test]
    fn spreadsheet_damage_is_refused_never_repaired() {
        for raw in [
            "2,00506E+11",
            "20100101238",
            "010012382",
            "",
            "-",
            "20100101 2382",
            " 201001012382",
            "201001012383",
            "2010-01-01-2382",
            "201013012382",
            "201002302382",
            "20100101O382",
            "²01001012382",
            "20100101-000",
            "201001010000",
        ] {
            assert_eq!(parse(raw), None, "{raw:?}");
        }
    }

    #[test]
    fn samordningsnummer_need_not_hold_a_real_date() {
        let number = Number::parse("191401682396", Form::Twelve, night()).unwrap();
        assert_eq!(number.kind(), NumberKind::Coordination);
        assert_eq!(number.birth_date(), NaiveDate::from_ymd_opt(1914, 1, 8).unwrap());
    }

    #[test]
    fn temporary_numbers_have_a_date_two_letters_and_two_digits() {
        let number = Number::parse("20000115-TF01", Form::TwelveOrTen, night()).unwrap();
        assert_eq!(number.kind(), NumberKind::Temporary);
        assert_eq!(number.birth_year(), 2000);
        assert_eq!(parse("20001315-TF01"), None);
        assert_eq!(parse("20000115-T101"), None);
    }

    #[test]
    fn a_century_that_four_digits_cannot_write_gives_no_number() {
        let far = NaiveDate::from_ymd_opt(12_016, 11, 14).unwrap();
        assert_eq!(Number::parse("1001012382", Form::TwelveOrTen, far), None);
    }

    #[test]
    fn debug_shows_no_digit() {
        let number = Number::parse("201001012382", Form::Twelve, night()).unwrap();
        assert_eq!(format!("{number:?}"), "Number(Personal)");
    }
}
