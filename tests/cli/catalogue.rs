//! What people read comes from the catalogue, and the sources say so: no words are printed past it.

use crate::harness::{at, files};
use std::collections::BTreeSet;
use std::fs;

/// Calls whose words are not printed to standard output: messages and errors for operators, JSON, the ledger of looks.
const NOT_PRINTED: [&str; 11] = [
    "note(",
    "warn(",
    "bail!(",
    "anyhow!(",
    "misuse(",
    "context(",
    "with_context(",
    "json!(",
    "print_json(",
    "record_look(",
    "generate(",
];

/// A source without its tests and its comments.
fn code(path: &std::path::Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn sources(layer: &str) -> Vec<(String, String)> {
    let name = |file: &std::path::Path| file.strip_prefix(at("src")).unwrap().to_string_lossy().into_owned();
    let rust = files(&at("src").join(layer))
        .into_iter()
        .filter(|file| file.extension().is_some_and(|it| it == "rs"));
    rust.map(|file| (name(&file), code(&file))).collect()
}

/// The end of what opens at `from`, where the bracket `open` stands. Text in quotes is passed over.
fn end_of(text: &str, from: usize, open: u8, close: u8) -> usize {
    let (bytes, mut depth, mut place) = (text.as_bytes(), 0, from);
    while place < bytes.len() {
        match bytes[place] {
            b'"' => place = end_of_literal(bytes, place),
            byte if byte == open => depth += 1,
            byte if byte == close => depth -= 1,
            _ => {}
        }
        place += 1;
        if depth == 0 {
            return place;
        }
    }
    panic!("a bracket is not closed: {}", &text[from..]);
}

/// The place of the quote that closes a literal.
fn end_of_literal(bytes: &[u8], from: usize) -> usize {
    let mut place = from + 1;
    while bytes[place] != b'"' {
        place += if bytes[place] == b'\\' { 2 } else { 1 };
    }
    place
}

/// The text without the calls of these names.
fn without(text: &str, calls: &[&str]) -> String {
    let mut text = text.to_owned();
    for call in calls {
        let mut from = 0;
        while let Some(place) = text[from..].find(call).map(|place| from + place) {
            let is_whole = !text[..place].ends_with(|it: char| it.is_alphanumeric() || it == '_');
            if is_whole {
                let end = end_of(&text, place + call.len() - 1, b'(', b')');
                text.replace_range(place..end, "");
            }
            from = if is_whole { place } else { place + call.len() };
        }
    }
    text
}

/// The words in a text's literals, placeholders and escapes left out.
fn words(text: &str) -> Vec<String> {
    let (bytes, mut place, mut found) = (text.as_bytes(), 0, Vec::new());
    while let Some(begin) = text[place..].find('"').map(|quote| place + quote) {
        let end = end_of_literal(bytes, begin);
        let literal = text[begin + 1..end].replace("\\n", "");
        let outside: String =
            literal.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest)).collect();
        if outside.contains(char::is_alphabetic) {
            found.push(literal);
        }
        place = end + 1;
    }
    found
}

/// The functions of a source, by name, each with its body.
fn functions(text: &str) -> Vec<(String, String)> {
    let heads = text.match_indices("fn ").filter(|(place, _)| text[..*place].ends_with(['\n', ' ']));
    heads
        .filter_map(|(place, _)| {
            let rest = &text[place + 3..];
            let name: String = rest.chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect();
            let body = rest.find('{')?;
            let is_pointer = rest.find([';', '}']).is_some_and(|end| end < body) || name.is_empty();
            (!is_pointer).then(|| (name, rest[body..end_of(rest, body, b'{', b'}')].to_owned()))
        })
        .collect()
}

fn calls(body: &str, name: &str) -> bool {
    body.match_indices(&format!("{name}("))
        .any(|(place, _)| !body[..place].ends_with(|it: char| it.is_alphanumeric() || "_.:".contains(it)))
}

/// The functions that print, and those of the same file that they call.
fn printing(text: &str) -> Vec<(String, String)> {
    // What only warns goes to standard error.
    let speaks = |(name, _): &(String, String)| !name.starts_with("warn_of_");
    let all: Vec<(String, String)> = functions(text)
        .into_iter()
        .filter(speaks)
        .map(|(name, body)| (name, without(&body, &NOT_PRINTED)))
        .collect();
    let mut known: BTreeSet<String> = all
        .iter()
        .filter(|(_, body)| calls(body, "print") || calls(body, "show"))
        .map(|(name, _)| name.clone())
        .collect();
    loop {
        let bodies: Vec<&String> =
            all.iter().filter(|(name, _)| known.contains(name)).map(|(_, body)| body).collect();
        let reached = all.iter().filter(|(name, _)| bodies.iter().any(|body| calls(body, name)));
        let more: BTreeSet<String> = reached.map(|(name, _)| name.clone()).collect();
        if more.is_subset(&known) {
            return all.into_iter().filter(|(name, _)| known.contains(name)).collect();
        }
        known.extend(more);
    }
}

#[test]
fn a_command_prints_no_words_but_those_of_the_catalogue() {
    let mut printing_functions = 0;
    // The manual is English, as `--help` is.
    for (name, text) in sources("cli").into_iter().filter(|(name, _)| name != "cli/man.rs") {
        for (function, body) in printing(&text) {
            printing_functions += 1;
            let words = words(&body);
            assert!(words.is_empty(), "{name}: `{function}` prints {words:?}: put it into src/report/words");
        }
    }
    assert!(printing_functions > 15, "only {printing_functions}");
}

/// Sources of `report` whose words are not for officials: the journal's line, what a monitor reads, and markup.
const FOR_OTHERS: [&str; 3] = ["report/night", "report/metrics.rs", "report/html"];

/// What is typed as it is: arguments and commands. And what a program is told.
fn is_typed(literal: &str) -> bool {
    let starts =
        ["--", "run --", "kaa-sync ", "chmod ", "(not shown: it holds something like a personal number)"];
    starts.iter().any(|start| literal.trim_start().starts_with(start))
}

#[test]
fn a_report_has_no_sentence_of_its_own() {
    let mut read = 0;
    for (name, text) in sources("report") {
        let is_for_others = FOR_OTHERS.iter().any(|other| name.starts_with(other));
        if is_for_others || name.starts_with("report/words") || name.ends_with("tests.rs") {
            continue;
        }
        read += 1;
        let text = without(&text, &["context(", "ensure!(", "anyhow!(", "bail!(", "with_context("]);
        for literal in words(&text) {
            let several =
                literal.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count() > 1;
            assert!(!several || is_typed(&literal), "{name}: {literal:?}: put it into src/report/words");
        }
    }
    assert!(read > 20, "only {read}");
}

#[test]
fn words_that_are_printed_are_found_wherever_they_are_set() {
    let text = r#"
fn tell() -> Result<()> {
    note(&format!("for operators {}", 1))?;
    let mut table = Table::new([words.file], &[]);
    table.rows.push(vec![result(1)]);
    show(&table.text())
}

fn result(count: u64) -> String {
    if count == 0 { "\n".to_owned() } else { format!("{count} found") }
}

fn other() -> &'static str {
    "never printed"
}
"#;
    let found: Vec<(String, Vec<String>)> =
        printing(text).into_iter().map(|(name, body)| (name, words(&body))).collect();
    let expected = [("tell", vec![]), ("result", vec!["{count} found"])];
    let expected =
        expected.map(|(name, words)| (name.to_owned(), words.into_iter().map(str::to_owned).collect()));
    assert_eq!(found, expected);
}
