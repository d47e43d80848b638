//! What was most likely meant by a word that is not known.
//!
//! Nothing is ever done by it: it only ends a message, so that whoever mistyped need not look the word up.

/// With more words than these a list helps nobody who has been told the right one.
const FEW: usize = 8;
/// A word is meant by another that is no further from it than a third of its letters, and than this.
const FURTHEST: usize = 3;

/// The end of a message about an unknown word: what was expected, and which of it was most likely meant.
pub fn instead(typed: &str, known: &[&str]) -> String {
    // One word alone leaves nothing to guess.
    match nearest(typed, known).filter(|_| known.len() > 1) {
        None => format!(", expected {}", choice(known)),
        Some(meant) if known.len() > FEW => format!("; did you mean `{meant}`?"),
        Some(meant) => format!(", expected {}; did you mean `{meant}`?", choice(known)),
    }
}

/// The one known word that was most likely meant. Where two are as likely, neither.
pub fn nearest<'a>(typed: &str, known: &[&'a str]) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    let furthest = (typed.chars().count() / 3).min(FURTHEST);
    let distances = known.iter().map(|word| (strsim::osa_distance(&typed, &word.to_lowercase()), *word));
    let near: Vec<(usize, &str)> = distances.filter(|(distance, _)| *distance <= furthest).collect();
    let least = near.iter().map(|(distance, _)| *distance).min();
    let nearest = near.iter().filter(|(distance, _)| Some(*distance) == least).map(|(_, word)| *word);
    only(nearest).or_else(|| only(known.iter().copied().filter(|word| has_word(word, &typed))))
}

/// `visit` is a word of `home_visit`.
fn has_word(name: &str, word: &str) -> bool {
    name.to_lowercase().split(['_', '-']).any(|part| part == word)
}

fn only<'a>(mut words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    words.next().filter(|_| words.next().is_none())
}

fn choice(known: &[&str]) -> String {
    let quoted: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
    match quoted.as_slice() {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        [one, other] => format!("{one} or {other}"),
        several => format!("one of {}", several.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{instead, nearest};

    const STEPS: [&str; 10] = [
        "letter",
        "phone",
        "sms_letter",
        "knock_card",
        "home_visit",
        "recheck",
        "support",
        "info_20",
        "handover_20",
        "manual_contact",
    ];

    #[test]
    fn a_slip_of_the_finger_is_understood() {
        for (typed, meant) in [
            ("lettr", "letter"),
            ("letters", "letter"),
            ("pohne", "phone"),
            ("Home-Visit", "home_visit"),
            ("handover", "handover_20"),
            ("visit", "home_visit"),
            ("info20", "info_20"),
        ] {
            assert_eq!(nearest(typed, &STEPS), Some(meant), "{typed}");
        }
    }

    #[test]
    fn what_could_be_anything_is_not_guessed() {
        for typed in ["", "x", "call", "brev", "20", "post", "contacted_by_hand"] {
            assert_eq!(nearest(typed, &STEPS), None, "{typed}");
        }
        assert_eq!(nearest("GYN", &["GY", "GYM", "VUX"]), None);
    }

    #[test]
    fn a_few_words_are_listed_and_many_only_where_none_is_near() {
        assert_eq!(instead("at_once", &["at-once"]), ", expected `at-once`");
        assert_eq!(instead("never", &["at-once"]), ", expected `at-once`");
        assert_eq!(instead("11", &["12", "12-or-10"]), ", expected `12` or `12-or-10`");
        assert_eq!(instead("never", &["a", "b", "c"]), ", expected one of `a`, `b`, `c`");
        assert_eq!(instead("lettr", &STEPS), "; did you mean `letter`?");
        assert_eq!(
            instead("call", &STEPS),
            ", expected one of `letter`, `phone`, `sms_letter`, `knock_card`, `home_visit`, `recheck`, `support`, \
             `info_20`, `handover_20`, `manual_contact`"
        );
    }
}
