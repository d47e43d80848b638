//! Numbers as a language writes them.
//!
//! Rounds nothing: what is shown was rounded when it was counted.

use super::Lang;
use crate::domain::statistics::figures::{HalfDays, Permille};
use anyhow::{Context, Result};
use chrono::NaiveDate;

/// Thousands set apart: `7 513` with a no-break space, `7,513`.
pub(super) fn grouped(lang: Lang, count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(match lang {
                Lang::Sv => '\u{a0}',
                Lang::En => ',',
            });
        }
        text.push(digit);
    }
    text
}

/// Per cent with one decimal, without the sign: `48,5`, `48.5`.
pub(super) fn percent(lang: Lang, share: Permille) -> String {
    format!("{}{}{}", share.0 / 10, decimal_mark(lang), share.0 % 10)
}

/// Days with one decimal: `12,5`, `12.5`.
pub(super) fn days(lang: Lang, days: HalfDays) -> String {
    let sign = if days.0 < 0 { "-" } else { "" };
    let halves = days.0.unsigned_abs();
    format!("{sign}{}{}{}", halves / 2, decimal_mark(lang), halves % 2 * 5)
}

fn decimal_mark(lang: Lang) -> char {
    match lang {
        Lang::Sv => ',',
        Lang::En => '.',
    }
}

/// A month: `2016-11`.
pub(super) fn month(first: NaiveDate) -> String {
    first.format("%Y-%m").to_string()
}

/// The number as other programs hold it, if they can hold it exactly.
pub(super) fn exact(number: u64) -> Result<f64> {
    u32::try_from(number).map(f64::from).with_context(|| format!("{number} is too large for a report"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        let set = |lang| [0, 999, 7_513, 41_000, 1_234_567].map(|count| grouped(lang, count));
        assert_eq!(set(Lang::Sv), ["0", "999", "7\u{a0}513", "41\u{a0}000", "1\u{a0}234\u{a0}567"]);
        assert_eq!(set(Lang::En), ["0", "999", "7,513", "41,000", "1,234,567"]);
    }

    #[test]
    fn a_share_is_in_per_cent_with_one_decimal() {
        let set = |lang| [0, 5, 485, 1000].map(|share| percent(lang, Permille(share)));
        assert_eq!(set(Lang::Sv), ["0,0", "0,5", "48,5", "100,0"]);
        assert_eq!(set(Lang::En), ["0.0", "0.5", "48.5", "100.0"]);
    }

    #[test]
    fn days_are_whole_or_half() {
        let set = |lang| [0, 24, 25, -3].map(|halves| days(lang, HalfDays(halves)));
        assert_eq!(set(Lang::Sv), ["0,0", "12,0", "12,5", "-1,5"]);
        assert_eq!(set(Lang::En), ["0.0", "12.0", "12.5", "-1.5"]);
    }
}
