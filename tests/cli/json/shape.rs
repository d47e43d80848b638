//! Whether a value is as it is documented: nothing more in it, nothing of what is always there less, every leaf of its
//! type.

use chrono::{NaiveDate, NaiveDateTime};
use serde_json::Value;
use std::collections::BTreeSet;

/// What may stand somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Text,
    Code,
    Number,
    Date,
    Time,
    YesNo,
    List,
    Object,
    Null,
    Absent,
}

impl Kind {
    pub fn parse(name: &str) -> Self {
        match name {
            "text" => Self::Text,
            "code" => Self::Code,
            "number" => Self::Number,
            "date" => Self::Date,
            "time" => Self::Time,
            "yes/no" => Self::YesNo,
            "list" => Self::List,
            "object" => Self::Object,
            "null" => Self::Null,
            "absent" => Self::Absent,
            other => panic!("no type is called {other}"),
        }
    }

    /// Whether a value is of this kind. Text that is a date or a time is to be documented as one.
    fn fits(self, value: &Value) -> bool {
        let is_date = |text: &str| text.len() == 10 && text.parse::<NaiveDate>().is_ok();
        let is_time = |text: &str| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%SZ").is_ok();
        match (self, value) {
            (Self::Text, Value::String(text)) => !is_date(text) && !is_time(text),
            (Self::Code, Value::String(text)) => is_code(text) && !is_date(text),
            (Self::Date, Value::String(text)) => is_date(text),
            (Self::Time, Value::String(text)) => is_time(text),
            (Self::Number, Value::Number(_))
            | (Self::YesNo, Value::Bool(_))
            | (Self::List, Value::Array(_))
            | (Self::Object, Value::Object(_))
            | (Self::Null, Value::Null) => true,
            _ => false,
        }
    }
}

fn is_code(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
}

/// A path's steps: a key, `[]` for every element of a list, `{…}` for any key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Path(Vec<String>);

impl Path {
    pub fn parse(text: &str) -> Self {
        let mut steps = Vec::new();
        for word in text.split('.') {
            let key = word.trim_end_matches("[]");
            steps.extend((!key.is_empty()).then(|| key.to_owned()));
            steps.extend(word.matches("[]").map(str::to_owned));
        }
        Self(steps)
    }
}

impl std::fmt::Display for Path {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.join(".").replace(".[]", "[]"))
    }
}

/// What is documented of one path.
#[derive(Clone, Debug)]
pub struct Row {
    pub path: Path,
    pub kinds: Vec<Kind>,
    /// The page's line.
    pub line: usize,
}

/// What was found of a document.
#[derive(Debug, Default)]
pub struct Found {
    /// Where it is not as documented.
    pub faults: Vec<String>,
    /// The page's lines of whose paths something stood at one.
    pub seen: BTreeSet<usize>,
}

/// Holds a value against what is documented.
pub fn compare(value: &Value, shape: &[Row], found: &mut Found) {
    let rows: Vec<&Row> = shape.iter().collect();
    walk(value, &rows, &mut Vec::new(), found);
}

/// `rows` are those whose paths begin with the steps that lead here.
fn walk(value: &Value, rows: &[&Row], steps: &mut Vec<String>, found: &mut Found) {
    let depth = steps.len();
    let (here, below): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.path.0.len() == depth);
    let fits = match here.first() {
        Some(row) => row.kinds.iter().any(|kind| kind.fits(value)),
        None => below.iter().any(|row| match &*row.path.0[depth] {
            "[]" => value.is_array(),
            _ => value.is_object(),
        }),
    };
    if !fits {
        found.faults.push(format!("{} is {value:.60}", Path(steps.clone())));
        return;
    }
    if !value.is_null() {
        found.seen.extend(here.iter().map(|row| row.line));
    }
    match value {
        Value::Array(items) => {
            for item in items {
                walk_below(item, "[]", &below, steps, found);
            }
        }
        Value::Object(fields) => {
            for key in always_there(&below, depth).into_iter().filter(|key| !fields.contains_key(*key)) {
                found.faults.push(format!("{} has no {key}", Path(steps.clone())));
            }
            for (key, field) in fields {
                walk_below(field, key, &below, steps, found);
            }
        }
        _ => {}
    }
}

fn walk_below(value: &Value, step: &str, rows: &[&Row], steps: &mut Vec<String>, found: &mut Found) {
    let depth = steps.len();
    let named = |row: &&Row| row.path.0[depth] == step;
    let any = |row: &&Row| row.path.0[depth].starts_with('{') && step != "[]";
    let mut below: Vec<&Row> = rows.iter().copied().filter(named).collect();
    if below.is_empty() {
        below = rows.iter().copied().filter(any).collect();
    }
    steps.push(step.to_owned());
    walk(value, &below, steps, found);
    steps.pop();
}

/// The keys that every object here has.
fn always_there<'a>(rows: &[&'a Row], depth: usize) -> BTreeSet<&'a str> {
    let may_be_absent = |key: &str| {
        rows.iter().any(|row| {
            row.path.0.len() == depth + 1 && row.path.0[depth] == key && row.kinds.contains(&Kind::Absent)
        })
    };
    let keys = rows.iter().map(|row| row.path.0[depth].as_str());
    keys.filter(|key| *key != "[]" && !key.starts_with('{') && !may_be_absent(key)).collect()
}
