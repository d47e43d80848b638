//! Runs the real binary over towns that somebody else has answered, and counts the differences.
//!
//! `make conformance WORLDS=DIR`: every folder of DIR that holds `nights/` and `expected/` is a town.
//! A town's `nights/DATE/` holds extracts, and perhaps `decisions.csv`, `interruptions.csv`,
//! `allow.txt` (`class=N;reason`) and `accept.txt` (`provider:code=N;reason`); `expected/` holds
//! `nights.json`, `register.csv` and `queue.csv`. docs/conformance.md tells their columns.

use anyhow::{Context, Result, ensure};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let [binary, config, worlds] = [(); 3].map(|()| arguments.next().map(PathBuf::from));
    let (Some(binary), Some(config), Some(worlds)) = (binary, config, worlds) else {
        anyhow::bail!("usage: conformance BINARY CONFIG WORLDS");
    };
    let mut towns: Vec<PathBuf> =
        std::fs::read_dir(&worlds)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    towns.retain(|town| town.join("expected/nights.json").exists());
    towns.sort();
    ensure!(!towns.is_empty(), "no town in {}", worlds.display());
    let mut out = std::io::stdout().lock();
    let mut all = 0;
    for town in &towns {
        let differences = Town { binary: &binary, config: &config, folder: town }.compare()?;
        let name = town.file_name().unwrap_or_default().to_string_lossy();
        writeln!(out, "{name}: {} differences", differences.len())?;
        for difference in differences.iter().take(20) {
            writeln!(out, "  {difference}")?;
        }
        all += differences.len();
    }
    writeln!(out, "{} towns, {all} differences", towns.len())?;
    ensure!(all == 0, "the program and the answers differ");
    Ok(())
}

struct Town<'a> {
    binary: &'a Path,
    config: &'a Path,
    folder: &'a Path,
}

impl Town<'_> {
    fn compare(&self) -> Result<Vec<String>> {
        let dir = tempfile::tempdir()?;
        let db = dir.path().join("kaa.db");
        self.call(&db, &["-q", "init"], "")?;
        let expected: Value =
            serde_json::from_str(&std::fs::read_to_string(self.folder.join("expected/nights.json"))?)?;
        let nights = expected["nights"].as_array().context("no nights")?;
        let mut differences = Vec::new();
        for (place, night) in nights.iter().enumerate() {
            let as_of = night["as_of"].as_str().context("no as_of")?;
            let found = self.night(&db, as_of, place == 0)?;
            for key in [
                "exit",
                "sources",
                "quarantine",
                "undetermined",
                "withheld",
                "changes",
                "open_entries",
                "answers",
            ] {
                let Some(wanted) = night.get(key) else { continue };
                differences.extend(compare(&format!("{as_of} {key}"), &simplify(key, wanted), &found[key]));
            }
        }
        for (file, sql) in [("register.csv", REGISTER), ("queue.csv", QUEUE)] {
            let wanted = std::fs::read_to_string(self.folder.join("expected").join(file))?;
            let wanted: BTreeSet<String> = wanted.lines().skip(1).map(without_manual_start).collect();
            let found: BTreeSet<String> =
                table(&db, sql, &[])?.into_iter().map(|row| row.join(",")).collect();
            differences.extend(compare(file, &json!(wanted), &json!(found)));
        }
        let protected = table(&db, "SELECT count(*) FROM register WHERE personnummer IS NULL", &[])?;
        let wanted = expected["protected_register_rows"].to_string();
        differences.extend(compare("protected rows", &json!([wanted]), &json!(protected.concat())));
        Ok(differences)
    }

    /// Runs one night as its folder asks, and collects what came of it.
    fn night(&self, db: &Path, as_of: &str, first: bool) -> Result<Value> {
        let folder = self.folder.join("nights").join(as_of);
        for kind in ["decisions", "interruptions"] {
            let file = folder.join(format!("{kind}.csv"));
            if file.exists() {
                let (exit, _) = self.call(db, &["record", kind, &file.to_string_lossy()], "")?;
                ensure!(exit == 0, "{} was not recorded", file.display());
            }
        }
        let extracts = folder.to_string_lossy().into_owned();
        let mut arguments = vec![
            "--json".to_owned(),
            "run".into(),
            "--extracts".into(),
            extracts,
            "--as-of".into(),
            as_of.into(),
        ];
        if first {
            arguments.push("--initial-load".into());
        }
        for (file, flag) in [("allow.txt", "--allow"), ("accept.txt", "--accept")] {
            let text = std::fs::read_to_string(folder.join(file)).unwrap_or_default();
            for (what, why) in text.lines().filter_map(|line| line.split_once(';')) {
                arguments.extend([flag.to_owned(), what.into(), "--because".into(), why.into()]);
            }
        }
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let (exit, report) = self.call(db, &arguments, "")?;
        let report: Value = serde_json::from_str(&report).unwrap_or_default();
        let withheld = report["withheld"].as_object().cloned().unwrap_or_default();
        let withheld: BTreeMap<&String, Value> =
            withheld.iter().map(|(class, bound)| (class, json!([bound["count"], bound["limit"]]))).collect();
        let listed = |sql: &str| -> Result<Value> {
            let rows = table(db, sql, &[as_of])?;
            let mut rows: Vec<String> = rows.into_iter().map(|row| row.join(" ")).collect();
            rows.sort();
            Ok(json!(rows))
        };
        let open = table(db, "SELECT count(*) FROM register_current", &[])?.concat().concat();
        Ok(json!({
            "exit": exit,
            "sources": listed(SOURCES)?,
            "quarantine": listed(QUARANTINE)?,
            "undetermined": listed(UNDETERMINED)?,
            "withheld": withheld,
            "changes": listed(CHANGES)?,
            "open_entries": open.parse::<u64>()?,
            "answers": self.answers(db, exit)?,
        }))
    }

    /// Everybody's answer, as `explain` gives it.
    fn answers(&self, db: &Path, exit: i32) -> Result<Value> {
        if exit == 6 {
            return Ok(json!({}));
        }
        let numbers = table(
            db,
            "SELECT DISTINCT number FROM staged_resident WHERE to_run IS NULL ORDER BY number",
            &[],
        )?;
        let asked = numbers.concat().join("\n");
        let (_, told) = self.call(db, &["--json", "explain", "-", "--include-protected"], &asked)?;
        let told: Value = serde_json::from_str(&told).context("explain did not answer in JSON")?;
        let answers = told.as_array().context("one answer only")?.iter().map(|one| {
            let answer = &one["answer"];
            let status = match answer["status"].as_str() {
                Some("covered") => "Covered",
                Some("not_covered") => "NotCovered",
                _ => "Undetermined",
            };
            let parts = [Some(status), answer["reason"].as_str(), answer["lane"].as_str()];
            let parts: Vec<&str> = parts.into_iter().flatten().collect();
            let number = one["personnummer"].as_str().unwrap_or_default().to_owned();
            (number, json!(format!("{}, row {}", parts.join(" "), answer["row"])))
        });
        Ok(json!(answers.collect::<BTreeMap<String, Value>>()))
    }

    fn call(&self, db: &Path, arguments: &[&str], input: &str) -> Result<(i32, String)> {
        let mut child = Command::new(self.binary)
            .arg("--config")
            .arg(self.config)
            .arg("--db")
            .arg(db)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        child.stdin.take().context("no standard input")?.write_all(input.as_bytes())?;
        let done = child.wait_with_output()?;
        Ok((done.status.code().unwrap_or(-1), String::from_utf8(done.stdout)?))
    }
}

const REGISTER: &str =
    "SELECT personnummer, opened_on, opened_known_on, opened_reason, closed_on, closed_known_on,
    closed_reason, lane, iif(annulled, 'true', 'false') FROM register WHERE personnummer IS NOT NULL";
const QUEUE: &str =
    "SELECT personnummer, step, variant, status, iif(step = 'manual_contact', '', not_before), due_by,
    created_on, ended_on, ended_reason FROM outreach_queue
    WHERE personnummer IS NOT NULL AND step IN ('letter', 'info_20', 'manual_contact')";
const SOURCES: &str =
    "SELECT source, provider, verdict, ifnull(code, '-'), ifnull(rows, '-'), ifnull(quarantined, '-')
    FROM sources WHERE run_id = (SELECT max(run_id) FROM runs WHERE as_of = ?1)";
const QUARANTINE: &str = "SELECT source, provider, line, ifnull(field, '-'), code FROM quarantine
    WHERE run_id = (SELECT max(run_id) FROM runs WHERE as_of = ?1)";
const UNDETERMINED: &str =
    "SELECT ifnull(personnummer, 'protected'), reason FROM undetermined WHERE as_of = ?1";
const CHANGES: &str = "SELECT change, ifnull(personnummer, 'protected'), reason, effective_on, explained
    FROM register_changes WHERE as_of = ?1";

/// The answers' form of a value, made comparable with ours.
fn simplify(key: &str, wanted: &Value) -> Value {
    let Some(rows) = wanted.as_array() else { return wanted.clone() };
    let text = |row: &Value, name: &str| match &row[name] {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        Value::Bool(is) => u8::from(*is).to_string(),
        other => other.to_string(),
    };
    let who = |row: &Value| {
        if row["protected"] == json!(true) { "protected".to_owned() } else { text(row, "personnummer") }
    };
    let mut rows: Vec<String> = rows
        .iter()
        .map(|row| {
            let cells =
                |names: &[&str]| names.iter().map(|name| text(row, name)).collect::<Vec<_>>().join(" ");
            match key {
                "sources" => cells(&["source", "provider", "verdict", "code", "rows", "quarantined"]),
                "quarantine" => cells(&["source", "provider", "line", "field", "code"]),
                "undetermined" => format!("{} {}", who(row), text(row, "reason")),
                _ => format!(
                    "{} {} {}",
                    text(row, "change"),
                    who(row),
                    cells(&["reason", "effective_on", "explained"])
                ),
            }
        })
        .collect();
    rows.sort();
    json!(rows)
}

/// From which day a manual contact is asked for is left to the configuration.
fn without_manual_start(row: &str) -> String {
    let mut cells: Vec<&str> = row.split(',').collect();
    if cells.get(1) == Some(&"manual_contact") {
        cells[4] = "";
    }
    cells.join(",")
}

fn compare(what: &str, wanted: &Value, found: &Value) -> Vec<String> {
    match (wanted, found) {
        (Value::Array(wanted), Value::Array(found)) => {
            let missing = surplus(wanted, found).into_iter().map(|row| format!("{what}: expected {row}"));
            let extra = surplus(found, wanted).into_iter().map(|row| format!("{what}: found    {row}"));
            missing.chain(extra).collect()
        }
        (Value::Object(wanted), Value::Object(found)) => {
            let keys: BTreeSet<&String> = wanted.keys().chain(found.keys()).collect();
            let differ = keys.into_iter().filter(|key| wanted.get(*key) != found.get(*key));
            differ
                .map(|key| {
                    format!("{what}: {key}: expected {:?}, found {:?}", wanted.get(key), found.get(key))
                })
                .collect()
        }
        (wanted, found) if wanted == found => Vec::new(),
        (wanted, found) => vec![format!("{what}: expected {wanted}, found {found}")],
    }
}

/// What the first list holds more often than the second.
fn surplus<'a>(of: &'a [Value], over: &[Value]) -> Vec<&'a Value> {
    let mut left: Vec<&Value> = over.iter().collect();
    of.iter()
        .filter(|row| match left.iter().position(|other| other == row) {
            Some(place) => {
                left.swap_remove(place);
                false
            }
            None => true,
        })
        .collect()
}

fn table(db: &Path, sql: &str, parameters: &[&str]) -> Result<Vec<Vec<String>>> {
    let connection = Connection::open(db)?;
    let mut statement = connection.prepare(sql)?;
    let width = statement.column_count();
    let rows = statement.query_map(rusqlite::params_from_iter(parameters), |row| {
        (0..width)
            .map(|column| {
                Ok(match row.get_ref(column)? {
                    rusqlite::types::ValueRef::Null => String::new(),
                    rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                    other => other.as_str().unwrap_or_default().to_owned(),
                })
            })
            .collect()
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
