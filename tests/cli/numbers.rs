//! Fixtures, sources, tests and docs hold official test numbers and nobody else's.

use crate::harness::{at, files};
use std::collections::BTreeSet;
use std::fs;

#[test]
fn every_number_like_token_is_an_official_test_number() {
    let kept = fs::read_to_string(at("fixtures/test-numbers.txt")).unwrap();
    let official: BTreeSet<&str> = kept.lines().collect();
    assert!(official.len() > 100);
    let mut strays = Vec::new();
    let mut seen = 0;
    let folders = ["benches", "config", "docs", "fixtures", "src", "tests"];
    for file in folders.iter().flat_map(|folder| files(&at(folder))).chain([at("README.md")]) {
        let bytes = fs::read(&file).unwrap();
        let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
        for token in tokens(&text) {
            seen += 1;
            if !candidates(&token).iter().any(|number| official.contains(number.as_str())) {
                strays.push(format!("{}: a token of {} digits", file.display(), token.len()));
            }
        }
    }
    assert!(seen > 1000, "only {seen} tokens: the test looks in the wrong place");
    assert!(strays.is_empty(), "{}", strays.join("\n"));
}

/// Runs of ten or twelve digits, a separator before the last four or none, that hold a date and
/// carry a right check digit.
fn tokens(text: &str) -> Vec<String> {
    // The dashes U+2010 and U+2011 in UTF-8, read byte by byte.
    let text = text.replace("\u{e2}\u{80}\u{90}", "-").replace("\u{e2}\u{80}\u{91}", "-");
    let is_part = |letter: char| letter.is_ascii_digit() || letter == '-' || letter == '+';
    let runs = text.split(|letter| !is_part(letter));
    runs.filter_map(|run| {
        let (date, tail) = run.split_at_checked(run.len().checked_sub(4)?)?;
        let date = date.strip_suffix(['-', '+']).unwrap_or(date);
        let digits = format!("{date}{tail}");
        let all_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
        ([10, 12].contains(&digits.len()) && all_digits && looks_real(&digits)).then_some(digits)
    })
    .collect()
}

fn looks_real(digits: &str) -> bool {
    let ten = &digits[digits.len() - 10..];
    let month: u32 = ten[2..4].parse().unwrap();
    let day: u32 = ten[4..6].parse().unwrap();
    let sum: u32 = ten
        .bytes()
        .enumerate()
        .map(|(place, digit)| u32::from(digit - b'0') * if place % 2 == 0 { 2 } else { 1 })
        .map(|value| value / 10 + value % 10)
        .sum();
    month <= 12 && (1..=31).contains(&(day % 60)) && sum.is_multiple_of(10)
}

fn candidates(digits: &str) -> Vec<String> {
    if digits.len() == 12 {
        return vec![digits.to_owned()];
    }
    ["19", "20"].iter().map(|century| format!("{century}{digits}")).collect()
}
