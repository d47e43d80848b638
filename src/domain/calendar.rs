//! Days that count: Swedish working days, and the school year's terms.
//!
//! Pure arithmetic; no clock and no time zone.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use std::collections::BTreeMap;

/// A date that is known to exist; out-of-range years collapse to the earliest date there is.
pub fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or(NaiveDate::MIN)
}

/// The day after.
pub fn next(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap_or(NaiveDate::MAX)
}

/// The day before.
pub fn previous(day: NaiveDate) -> NaiveDate {
    day.pred_opt().unwrap_or(NaiveDate::MIN)
}

/// The day this many days later.
pub fn add_days(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(days.into())).unwrap_or(NaiveDate::MAX)
}

/// The same day of the month, this many calendar months later; the last of a shorter month.
pub fn add_months(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}

/// The birthday on which a person turns `age`. Who is born on 29 February turns on 1 March of a
/// common year: the later reading keeps the responsibility a day longer.
pub fn birthday(birth: NaiveDate, age: i32) -> NaiveDate {
    let year = birth.year() + age;
    birth.with_year(year).unwrap_or_else(|| date(year, 3, 1))
}

/// The age on a day, in whole years.
pub fn age_on(birth: NaiveDate, day: NaiveDate) -> i32 {
    let years = day.year() - birth.year();
    if day < birthday(birth, years) { years - 1 } else { years }
}

/// Monday to Friday and not a public holiday (lag 1989:253) nor midsummer, Christmas or New Year's eve.
pub fn is_working_day(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !is_holiday(day)
}

/// This day, or the next working day after it.
pub fn working_day_from(mut day: NaiveDate) -> NaiveDate {
    while !is_working_day(day) {
        day = next(day);
    }
    day
}

/// The `count`th working day after `day`.
pub fn working_days_after(mut day: NaiveDate, count: u32) -> NaiveDate {
    for _ in 0..count {
        day = working_day_from(next(day));
    }
    day
}

/// How many working days lie after `from`, up to and including `to`.
pub fn working_days_between(from: NaiveDate, to: NaiveDate) -> usize {
    from.iter_days().skip(1).take_while(|day| *day <= to).filter(|day| is_working_day(*day)).count()
}

/// How many days from Monday to Friday, holidays included, lie after `from`, up to and including `to`.
pub fn weekdays_between(from: NaiveDate, to: NaiveDate) -> usize {
    let is_weekday = |day: &NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    from.iter_days().skip(1).take_while(|day| *day <= to).filter(is_weekday).count()
}

/// Public holidays on weekdays (lag 1989:253 1 §) and the three eves. Weekends need no mention.
fn is_holiday(day: NaiveDate) -> bool {
    let easter = easter_sunday(day.year());
    let after_easter = day.signed_duration_since(easter).num_days();
    let fixed = matches!((day.month(), day.day()), (1, 1 | 6) | (5, 1) | (6, 6) | (12, 24 | 25 | 26 | 31));
    // Good Friday, Easter Monday, Ascension Day.
    let movable = matches!(after_easter, -2 | 1 | 39);
    let midsummer_eve = day.month() == 6 && day.weekday() == Weekday::Fri && (19..=25).contains(&day.day());
    fixed || movable || midsummer_eve
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm, as Meeus gives it).
fn easter_sunday(year: i32) -> NaiveDate {
    let golden = year % 19;
    let century = year / 100;
    let leap_centuries = century / 4;
    let moon_correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - leap_centuries - moon_correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (year % 100 / 4) - epact - year % 100 % 4) % 7;
    let shift = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * shift + 114;
    date(year, (days / 31).unsigned_abs(), (days % 31 + 1).unsigned_abs())
}

/// When the school year's terms end and begin: configured by year, with a default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Month and day on which the spring term ends where no year says otherwise.
    pub spring_end: (u32, u32),
    /// Month and day on which the autumn term starts where no year says otherwise.
    pub autumn_start: (u32, u32),
    /// Years whose spring term ends on another day.
    pub spring_end_by_year: BTreeMap<i32, NaiveDate>,
    /// Years whose autumn term starts on another day.
    pub autumn_start_by_year: BTreeMap<i32, NaiveDate>,
}

/// A pupil who does not turn up within this many working days of the start is deemed to have left
/// (gymnasieförordningen 2010:2039, 12 kap. 3 §).
pub const DAYS_TO_TURN_UP: u32 = 3;

impl Terms {
    /// Last day of the spring term: compulsory school attendance ends with it in the tenth year
    /// (Skollagen 7 kap. 12 §).
    pub fn spring_term_end(&self, year: i32) -> NaiveDate {
        let (month, day) = self.spring_end;
        self.spring_end_by_year.get(&year).copied().unwrap_or_else(|| date(year, month, day))
    }

    /// First day of the autumn term.
    pub fn autumn_term_start(&self, year: i32) -> NaiveDate {
        let (month, day) = self.autumn_start;
        self.autumn_start_by_year.get(&year).copied().unwrap_or_else(|| date(year, month, day))
    }

    /// The third working day after the autumn term's start: by then who was admitted has turned up.
    pub fn autumn_check(&self, year: i32) -> NaiveDate {
        working_days_after(self.autumn_term_start(year), DAYS_TO_TURN_UP)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_where_the_almanac_says() {
        for (year, month, day) in [(2008, 3, 23), (2011, 4, 24), (2016, 3, 27), (2017, 4, 16), (2038, 4, 25)]
        {
            assert_eq!(easter_sunday(year), date(year, month, day));
        }
    }

    #[test]
    fn holidays_and_eves_are_no_working_days() {
        for (year, month, day) in [
            (2016, 1, 6),
            (2016, 3, 25),
            (2016, 3, 28),
            (2016, 5, 5),
            (2016, 6, 6),
            (2016, 6, 24),
            (2015, 12, 24),
            (2015, 12, 31),
            (2017, 5, 1),
            (2015, 6, 19),
            (2016, 11, 19),
        ] {
            assert!(!is_working_day(date(year, month, day)), "{year}-{month}-{day}");
        }
        for (year, month, day) in [(2016, 11, 14), (2016, 3, 24), (2016, 5, 6), (2016, 6, 23), (2016, 5, 16)]
        {
            assert!(is_working_day(date(year, month, day)), "{year}-{month}-{day}");
        }
    }

    #[test]
    fn the_autumn_check_of_2016_is_monday_22_august() {
        assert_eq!(Terms::default().autumn_check(2016), date(2016, 8, 22));
    }

    #[test]
    fn monday_may_use_fridays_file_and_the_tuesday_after_easter_maundy_thursdays() {
        assert_eq!(working_days_between(date(2016, 11, 18), date(2016, 11, 21)), 1);
        assert_eq!(working_days_between(date(2016, 3, 24), date(2016, 3, 29)), 1);
        assert_eq!(working_days_between(date(2016, 11, 17), date(2016, 11, 21)), 2);
    }

    #[test]
    fn between_friday_and_monday_lies_one_weekday_and_christmas_is_one() {
        assert_eq!(weekdays_between(date(2016, 11, 18), date(2016, 11, 20)), 0);
        assert_eq!(weekdays_between(date(2016, 11, 18), date(2016, 11, 21)), 1);
        assert_eq!(weekdays_between(date(2016, 12, 23), date(2016, 12, 26)), 1);
        assert_eq!(weekdays_between(date(2016, 11, 21), date(2016, 11, 18)), 0);
    }

    #[test]
    fn a_month_later_is_the_last_of_a_shorter_month() {
        assert_eq!(add_months(date(2017, 1, 31), 1), date(2017, 2, 28));
    }

    #[test]
    fn who_is_born_on_leap_day_turns_on_1_march_of_a_common_year() {
        assert_eq!(birthday(date(1996, 2, 29), 20), date(2016, 2, 29));
        assert_eq!(birthday(date(1996, 2, 29), 18), date(2014, 3, 1));
    }
}
