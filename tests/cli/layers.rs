//! Data flows one way, and the sources say so.

use crate::harness::{at, files};
use std::fs;

/// What each layer may import of ours.
const MAY_IMPORT: [(&str, &[&str]); 8] = [
    ("domain", &["domain"]),
    ("config", &["config", "domain", "hex", "nearest"]),
    ("ingest", &["ingest", "config", "domain", "hex"]),
    ("register", &["register", "domain", "own_files", "hex"]),
    ("report", &["report", "domain"]),
    ("ops", &["ops", "domain", "own_files"]),
    ("own_files", &["own_files"]),
    ("nearest", &["nearest"]),
];

fn sources(layer: &str) -> Vec<(String, String)> {
    files(&at("src"))
        .into_iter()
        .filter(|file| file.extension().is_some_and(|extension| extension == "rs"))
        .map(|file| (file.strip_prefix(at("src")).unwrap().to_string_lossy().into_owned(), file))
        .filter(|(name, _)| name.starts_with(&format!("{layer}/")) || name == &format!("{layer}.rs"))
        .map(|(name, file)| (name, fs::read_to_string(file).unwrap()))
        .collect()
}

#[test]
fn no_layer_imports_one_that_it_must_not_know() {
    for (layer, allowed) in MAY_IMPORT {
        let sources = sources(layer);
        assert!(!sources.is_empty(), "no files in {layer}");
        for (name, text) in sources {
            for used in text.split("crate::").skip(1) {
                let module: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                assert!(allowed.contains(&module.as_str()), "{name} imports crate::{module}");
            }
        }
    }
}

#[test]
fn the_pure_core_knows_no_database_no_files_and_no_clock() {
    for (name, text) in sources("domain") {
        for banned in
            ["rusqlite", "csv::", "anyhow", "std::fs", "std::io", "std::env", "Utc::now", "println!"]
        {
            assert!(!text.contains(banned), "{name} holds `{banned}`");
        }
    }
}

#[test]
fn only_the_register_speaks_sql() {
    for layer in ["domain", "config", "ingest", "report", "ops", "cli", "night", "own_files"] {
        for (name, text) in sources(layer) {
            for banned in ["rusqlite", "SELECT ", "INSERT INTO", "UPDATE ", "DELETE FROM"] {
                assert!(!text.contains(banned), "{name} holds `{banned}`");
            }
        }
    }
}
