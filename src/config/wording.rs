//! What the TOML parser says of a file, in the words of whoever typed it: keys and values, not fields,
//! variants and types, and for a misspelt one the nearest that is known.
//!
//! Reads the parser's messages and nothing else. One that it does not know is passed on as it is.

use crate::nearest::instead;

/// The parser's names of types, and what a person would call them.
const TYPES: [(&str, &str); 6] = [
    ("expected u8", "expected a whole number from 0 to 255"),
    ("expected u32", "expected a whole number, 0 or more"),
    ("expected u64", "expected a whole number, 0 or more"),
    ("expected a string", "expected text, in quotes"),
    ("expected a boolean", "expected `true` or `false`"),
    ("expected a sequence", "expected a list, `[…]`"),
];

/// A message about a key, or about what stands in one.
pub fn told(message: &str, is_key: bool) -> String {
    unknown(message, is_key).unwrap_or_else(|| misplaced(message))
}

/// A word that is not one of those possible.
fn unknown(message: &str, is_key: bool) -> Option<String> {
    let field = message.strip_prefix("unknown field `");
    let rest = field.or_else(|| message.strip_prefix("unknown variant `"))?;
    let (word, expected) = rest.rsplit_once("`, expected ")?;
    let known: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
    let what = if is_key || field.is_some() { "unknown key" } else { "found" };
    Some(format!("{what} `{word}`{}", instead(word, &known)))
}

/// A key that is not there, or a value of another type than expected.
fn misplaced(message: &str) -> String {
    if message.starts_with("unexpected leading zero") {
        return "found a number that begins with 0: a code is text, in quotes".to_owned();
    }
    let message = message.replace("missing field `", "missing key `");
    let found = message
        .strip_prefix("invalid value: integer ")
        .or_else(|| message.strip_prefix("invalid type: integer "))
        .or_else(|| message.strip_prefix("invalid type: string "))
        .map_or_else(|| message.clone(), |found| format!("found {found}"));
    let named =
        TYPES.iter().find_map(|(theirs, ours)| Some(format!("{}{ours}", found.strip_suffix(theirs)?)));
    named.unwrap_or(found)
}
