//! Numbers and dates as people write them in each language.
//!
//! Nothing here breaks across lines: what parts it is a no-break space.

use crate::domain::statistics::figures::{HalfDays, Permille};
use crate::report::words::page_words;
use crate::report::{Lang, number};
use chrono::{Datelike, NaiveDate};

const NO_BREAK_SPACE: &str = "\u{a0}";

/// A count: 7 513, or 7,513.
pub fn count(lang: Lang, count: u64) -> String {
    number::grouped(lang, count)
}

/// A count, or a dash where there is none to tell.
pub fn count_if_any(lang: Lang, value: Option<u64>) -> String {
    value.map_or_else(nothing, |value| count(lang, value))
}

/// A share: 48,5 %, or 48.5%.
pub fn share(lang: Lang, share: Permille) -> String {
    let before = match lang {
        Lang::Sv => NO_BREAK_SPACE,
        Lang::En => "",
    };
    format!("{}{before}%", number::percent(lang, share))
}

/// Days: 12,5, or 12.5; a dash where there are none to tell.
pub fn days_if_any(lang: Lang, days: Option<HalfDays>) -> String {
    days.map_or_else(nothing, |days| number::days(lang, days))
}

/// A day: 20 november 2026.
pub fn day(lang: Lang, day: NaiveDate) -> String {
    [day.day().to_string(), month(lang, day)].join(NO_BREAK_SPACE)
}

/// The month of a day: november 2026.
pub fn month(lang: Lang, day: NaiveDate) -> String {
    [month_name(lang, day).to_owned(), day.year().to_string()].join(NO_BREAK_SPACE)
}

/// The month of a day where there is little room: nov 26.
pub fn short_month(lang: Lang, day: NaiveDate) -> String {
    let name: String = month_name(lang, day).chars().take(3).collect();
    format!("{name}{NO_BREAK_SPACE}{:02}", day.year() % 100)
}

fn month_name(lang: Lang, day: NaiveDate) -> &'static str {
    page_words(lang).months.get(day.month0() as usize).copied().unwrap_or_default()
}

/// A text with a capital first: words in the catalogue are as they stand in a sentence.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Where there is nothing to tell.
pub fn nothing() -> String {
    "–".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::day as date;

    #[test]
    fn the_sign_of_per_cent_stands_as_each_language_has_it() {
        assert_eq!(share(Lang::Sv, Permille(485)), "48,5\u{a0}%");
        assert_eq!(share(Lang::En, Permille(1000)), "100.0%");
    }

    #[test]
    fn what_is_not_known_is_a_dash() {
        assert_eq!(count_if_any(Lang::Sv, None), "–");
        assert_eq!(days_if_any(Lang::Sv, None), "–");
        assert_eq!(days_if_any(Lang::Sv, Some(HalfDays(25))), "12,5");
    }

    #[test]
    fn days_are_written_with_the_month_by_name() {
        let night = date("2026-03-05");
        assert_eq!(day(Lang::Sv, night), "5\u{a0}mars\u{a0}2026");
        assert_eq!(month(Lang::En, night), "March\u{a0}2026");
        assert_eq!(short_month(Lang::En, night), "Mar\u{a0}26");
    }

    #[test]
    fn the_first_letter_is_made_a_capital_in_swedish_too() {
        assert_eq!(capital("återtagen i natt"), "Återtagen i natt");
        assert_eq!(capital(""), "");
    }
}
