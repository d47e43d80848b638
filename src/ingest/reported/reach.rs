//! Telephone numbers and e-mail addresses: one spelling each, and no repair.
//!
//! Says whether a text can be one; whether anybody answers there shows when somebody tries.

use std::ops::RangeInclusive;

/// Digits of a telephone number; of another country's without the two zeros before it (ITU-T E.164).
const TELEPHONE_DIGITS: RangeInclusive<usize> = 6..=15;

/// The longest address that can be written to (RFC 5321, 4.5.3.1.3, without the angle brackets).
const LONGEST_EMAIL_BYTES: usize = 254;

/// A Swedish number as `0…`, another country's as `00…`; empty if the field is. One without its area code, or
/// that has lost its first zero in a spreadsheet, is none.
pub fn telephone(field: &str) -> Option<String> {
    if field.is_empty() {
        return Some(String::new());
    }
    let (is_international, rest) = field.strip_prefix('+').map_or((false, field), |rest| (true, rest));
    let digits: String = rest.chars().filter(|letter| !matches!(letter, ' ' | '-')).collect();
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let abroad = if is_international { Some(digits.as_str()) } else { digits.strip_prefix("00") };
    let (prefix, rest) = match abroad.map(|digits| (digits, digits.strip_prefix("46"))) {
        Some((_, Some(swedish))) => ("0", swedish),
        Some((other, None)) => ("00", other),
        None => ("0", digits.strip_prefix('0')?),
    };
    let spelled = format!("{prefix}{rest}");
    let counted = spelled.strip_prefix("00").unwrap_or(&spelled).len();
    (TELEPHONE_DIGITS.contains(&counted) && !rest.starts_with('0')).then_some(spelled)
}

/// An address as it was written; empty if the field is.
pub fn email(field: &str) -> Option<String> {
    let is_address = |field: &str| {
        let sides: Vec<&str> = field.split('@').collect();
        let is_letter = |letter: char| !letter.is_whitespace() && !letter.is_control();
        field.len() <= LONGEST_EMAIL_BYTES
            && matches!(sides[..], [name, host] if !name.is_empty() && !host.is_empty())
            && field.chars().all(is_letter)
    };
    (field.is_empty() || is_address(field)).then(|| field.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telephone_number_has_one_spelling() {
        for (field, expected) in [
            ("070-174 06 05", "0701740605"),
            ("0701740605", "0701740605"),
            ("+46 70-174 06 05", "0701740605"),
            ("0046701740605", "0701740605"),
            ("08-465 004 05", "0846500405"),
            ("+47 22 12 34 56", "004722123456"),
            ("0047-22123456", "004722123456"),
            ("012345", "012345"),
            ("+123456789012345", "00123456789012345"),
            ("", ""),
        ] {
            assert_eq!(telephone(field).as_deref(), Some(expected), "{field}");
        }
    }

    #[test]
    fn what_cannot_be_dialled_is_no_telephone_number() {
        for field in [
            "701740605",
            "7,01741E+08",
            "070/1740605",
            "(070) 1740605",
            "+46 (0)70 174 06 05",
            "+46 070 174 06 05",
            "46701740605",
            "070+1740605",
            "++46701740605",
            "01234",
            "+12345",
            "0123456789012345",
            "+1234567890123456",
            "000701740605",
            "+",
            "-",
            " ",
            "070\u{a0}1740605",
            "٠٧٠١٧٤٠٦٠٥",
        ] {
            assert_eq!(telephone(field), None, "{field}");
        }
    }

    #[test]
    fn an_address_has_one_at_between_two_sides_and_no_spaces() {
        for field in ["", "elev@example.org", "a@b", "åsa.öberg+kaa@example.org"] {
            assert_eq!(email(field).as_deref(), Some(field));
        }
        for field in
            ["elev", "@example.org", "elev@", "@", "a@b@c", "e lev@example.org", " a@b", "a@b\u{a0}", "a\t@b"]
        {
            assert_eq!(email(field), None, "{field}");
        }
        let of_bytes = |bytes: usize| format!("{}@example.org", "e".repeat(bytes - "@example.org".len()));
        assert!(email(&of_bytes(254)).is_some());
        assert!(email(&of_bytes(255)).is_none());
    }
}
