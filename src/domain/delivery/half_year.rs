//! Half-years: 1 January to 30 June, 1 July to 31 December.

use super::super::calendar::date;
use chrono::NaiveDate;
use std::fmt;

/// A half of a calendar year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HalfYear {
    year: i32,
    half: Half,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    First,
    Second,
}

impl HalfYear {
    /// The half-year written as `2016H2`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, half) = text.split_once('H')?;
        let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        let half = match half {
            "1" => Half::First,
            "2" => Half::Second,
            _ => return None,
        };
        Some(Self { year: year.parse().ok().filter(|_| is_year)?, half })
    }

    /// Its first day.
    pub fn first_day(self) -> NaiveDate {
        match self.half {
            Half::First => date(self.year, 1, 1),
            Half::Second => date(self.year, 7, 1),
        }
    }

    /// Its last day.
    pub fn last_day(self) -> NaiveDate {
        match self.half {
            Half::First => date(self.year, 6, 30),
            Half::Second => date(self.year, 12, 31),
        }
    }
}

impl fmt::Display for HalfYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let half = match self.half {
            Half::First => 1,
            Half::Second => 2,
        };
        write!(f, "{:04}H{half}", self.year)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::day;
    use super::*;

    #[test]
    fn a_half_year_is_from_january_through_june_or_from_july_through_december() {
        for (text, first, last) in
            [("2016H1", "2016-01-01", "2016-06-30"), ("2016H2", "2016-07-01", "2016-12-31")]
        {
            let half = HalfYear::parse(text).unwrap();
            assert_eq!((half.first_day(), half.last_day()), (day(first), day(last)));
            assert_eq!(half.to_string(), text);
        }
    }

    #[test]
    fn nothing_else_is_a_half_year() {
        for text in ["", "2016", "2016H", "2016H3", "2016H12", "16H1", "+016H1", "2016h1", "H1", " 2016H1"] {
            assert_eq!(HalfYear::parse(text), None, "{text}");
        }
    }
}
