//! How long persons may be kept: until 31 December of the year of their 21st birthday (förordning 2006:39, 7 §).
//!
//! A night erases on the last weekday of a year whoever turned 21 during it, for the nights of a weekend may not
//! be run. Whether anybody's rows are there to erase is not known here.

use super::calendar::{date, previous};
use super::number::Number;
use chrono::{Datelike, NaiveDate, Weekday};

/// The birthday in whose year a person is erased.
const ERASED_AT: i32 = 21;

/// The last day of a year that is neither Saturday nor Sunday.
pub fn last_weekday(year: i32) -> NaiveDate {
    let mut day = date(year, 12, 31);
    while matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
        day = previous(day);
    }
    day
}

/// The last birth year of which nobody is kept once a night is over.
pub fn erased_birth_year(night: NaiveDate) -> i32 {
    let turned_in = if night < last_weekday(night.year()) { night.year() - 1 } else { night.year() };
    turned_in - ERASED_AT
}

/// The year at whose end whoever has this number is gone.
pub fn erased_at_end_of(number: &Number) -> i32 {
    number.birth_year() + ERASED_AT
}

/// Whoever has this number is erased when the night is over.
pub fn is_erased(number: &Number, night: NaiveDate) -> bool {
    number.birth_year() <= erased_birth_year(night)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{day, number};

    #[test]
    fn the_last_weekday_of_a_year_may_be_its_29th_30th_or_31st_of_december() {
        assert_eq!(last_weekday(2016), day("2016-12-30"));
        assert_eq!(last_weekday(2017), day("2017-12-29"));
        assert_eq!(last_weekday(2018), day("2018-12-31"));
    }

    #[test]
    fn who_turns_21_on_new_years_eve_goes_on_the_last_weekday_before_it() {
        assert_eq!(erased_birth_year(day("2017-12-28")), 1995);
        assert_eq!(erased_birth_year(day("2017-12-29")), 1996);
        assert_eq!(erased_birth_year(day("2017-12-31")), 1996);
    }

    #[test]
    fn who_turns_21_on_new_years_day_goes_on_the_last_weekday_of_that_year() {
        assert_eq!(erased_birth_year(day("2018-01-01")), 1996);
        assert_eq!(erased_birth_year(day("2018-12-28")), 1996);
        assert_eq!(erased_birth_year(day("2018-12-31")), 1997);
    }

    #[test]
    fn a_number_goes_by_its_birth_year() {
        assert!(is_erased(&number("199611012395"), day("2017-12-29")));
        assert!(!is_erased(&number("199611012395"), day("2017-12-28")));
        assert!(!is_erased(&number("199701012388"), day("2018-12-28")));
    }
}
