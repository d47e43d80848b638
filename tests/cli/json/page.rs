//! The tables of `docs/json.md`: what each document may hold.

use super::shape::{Kind, Path, Row};
use crate::harness::at;
use std::collections::BTreeMap;
use std::fs;

/// A line of a table.
pub struct Line {
    /// As an editor counts it.
    pub number: usize,
    pub path: String,
    types: Vec<String>,
}

/// What stands for every key of a part.
const SPREAD: &str = "…";

/// The page: its tables, and which of them are whose.
pub struct Page {
    tables: Vec<Vec<Line>>,
    /// What is printed or told, by what heads it: commands, or a whole title.
    documents: BTreeMap<String, usize>,
    /// What others hold, by its name.
    parts: BTreeMap<String, usize>,
}

impl Page {
    pub fn read() -> Self {
        let text = fs::read_to_string(at("docs/json.md")).unwrap();
        let mut page = Self { tables: Vec::new(), documents: BTreeMap::new(), parts: BTreeMap::new() };
        for (number, line) in (1..).zip(text.lines()) {
            if let Some(title) = line.strip_prefix("### ") {
                page.begin(title);
            } else if line.starts_with("| `") {
                page.tables.last_mut().unwrap().push(Line::of(number, line));
            }
        }
        assert!(page.tables.iter().all(|table| !table.is_empty()), "a heading without a table");
        page
    }

    /// A part is headed ``A `name` ``.
    fn begin(&mut self, title: &str) {
        let place = self.tables.len();
        self.tables.push(Vec::new());
        let part =
            title.strip_prefix("A `").or(title.strip_prefix("An `")).and_then(|name| name.strip_suffix('`'));
        let (names, kept) = match part {
            Some(name) => (vec![name], &mut self.parts),
            None if title.ends_with('`') => {
                (title.trim_matches('`').split("`, `").collect(), &mut self.documents)
            }
            None => (vec![title], &mut self.documents),
        };
        for name in names {
            assert!(kept.insert(name.to_owned(), place).is_none(), "twice: {name}");
        }
    }

    /// What heads the documents.
    pub fn documents(&self) -> impl Iterator<Item = &str> {
        self.documents.keys().map(String::as_str)
    }

    /// Every line of every table.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.tables.iter().flatten().filter(|line| line.path != SPREAD)
    }

    /// What a document may hold, its parts written out.
    pub fn shape(&self, document: &str) -> Vec<Row> {
        let table = self.documents.get(document).unwrap_or_else(|| panic!("nothing is headed {document}"));
        self.rows(*table, "")
    }

    fn rows(&self, table: usize, before: &str) -> Vec<Row> {
        self.tables[table].iter().flat_map(|line| self.expanded(line, before)).collect()
    }

    fn expanded(&self, line: &Line, before: &str) -> Vec<Row> {
        let is_spread = line.path == SPREAD;
        let path = if is_spread { before.to_owned() } else { joined(before, &line.path) };
        let part = line.types.iter().find_map(|name| self.parts.get(name));
        assert!(part.is_some() || !is_spread, "docs/json.md:{}: no such part", line.number);
        let mut rows = part.map_or_else(Vec::new, |part| self.rows(*part, &path));
        if !is_spread {
            let is_part = |name: &String| self.parts.contains_key(name);
            let kind = |name| if is_part(name) { Kind::Object } else { Kind::parse(name) };
            let kinds = line.types.iter().map(kind).collect();
            rows.push(Row { path: Path::parse(&path), kinds, line: line.number });
        }
        rows
    }
}

impl Line {
    fn of(number: usize, line: &str) -> Self {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [path, types, _] = cells[..] else { panic!("docs/json.md:{number}: three cells") };
        let types = types.split(" or ").flat_map(|types| types.split(", ")).map(str::to_owned);
        Self { number, path: path.trim_matches('`').to_owned(), types: types.collect() }
    }
}

fn joined(before: &str, path: &str) -> String {
    let dot = if before.is_empty() || path.starts_with("[]") { "" } else { "." };
    format!("{before}{dot}{path}")
}
