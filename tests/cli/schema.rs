//! The JSON Schema of the configuration: as the types are, as shipped, and as strict as the program.

mod validation;

use crate::harness::{Kaa, at, matches_kept};
use regex_lite::Regex;
use serde_json::Value;
use std::fs;
use validation::faults;

fn printed() -> String {
    Kaa::without_register().run(["schema"]).exits(0).stdout
}

fn schema() -> Value {
    serde_json::from_str(&printed()).unwrap()
}

/// A configuration as an editor's checker sees it.
fn read(text: &str) -> Value {
    toml::from_str(text).unwrap()
}

fn stockholm() -> String {
    fs::read_to_string(at("config/stockholm.toml")).unwrap()
}

/// Every key that a schema lists, with where it stands and its own schema.
fn keys(schema: &Value, path: &str) -> Vec<(String, String, Value)> {
    let mut found = Vec::new();
    for (key, part) in schema["properties"].as_object().into_iter().flatten() {
        let path = format!("{path}.{key}");
        found.extend(keys(part, &path));
        found.push((key.clone(), path, part.clone()));
    }
    if let Some(items) = schema.get("items") {
        found.extend(keys(items, path));
    }
    for part in schema["patternProperties"].as_object().into_iter().flatten().map(|(_, part)| part) {
        found.extend(keys(part, path));
    }
    found
}

#[test]
fn the_schema_that_is_shipped_is_the_one_that_the_types_give() {
    matches_kept(&at("config/kaa-sync.schema.json"), &printed());
}

#[test]
fn both_shipped_configurations_are_valid_and_name_the_schema_first() {
    let schema = schema();
    for name in ["config/stockholm.toml", "config/exempel-kommun.toml"] {
        let text = fs::read_to_string(at(name)).unwrap();
        assert_eq!(text.lines().next().unwrap(), "#:schema ./kaa-sync.schema.json", "{name}");
        assert_eq!(faults(&schema, &read(&text)), [""; 0], "{name}");
    }
}

#[test]
fn what_the_schema_refuses_the_program_refuses_too() {
    let schema = schema();
    for (from, to, expected) in [
        ("\nmunicipality = \"0180\"", "\nmunicipality = 180", &[".municipality: type"][..]),
        ("\nmunicipality = \"0180\"", "\nmunicipality = \"180\"", &[".municipality: pattern"]),
        ("\nmunicipality = \"0180\"", "", &[": required"]),
        ("\"autumn-term\"\n", "\"autumn\"\n", &[".school_leavers: enum"]),
        ("staged_days = 35", "staged_days = -1", &[".staged_days: minimum"]),
        ("\nspring_end = \"06-15\"", "\nspring_end = \"02-29\"", &[".terms.spring_end: pattern"]),
        ("2016 = {", "16 = {", &[".terms.by_year.16: is not to be there"]),
        ("percent = 60", "percent = 1001", &[".limits.removals.season.percent: maximum"]),
        (
            "settle_days = 7",
            "setle_days = 7",
            &[".outreach: required", ".outreach.setle_days: is not to be there"],
        ),
        ("hold_owner = \"skolslussen\"", "hold_owner = \"Skolslussen\"", &[".outreach.hold_owner: pattern"]),
        ("ARBETE = 180", "ARBETET = 180", &[".outreach.shelf_life_days.ARBETET: is not to be there"]),
        ("\"folkbokforing_{date}.csv\"", "\"folkbokforing.csv\"", &[".sources[].pattern: pattern"]),
        ("encoding = \"windows-1252\"", "encoding = \"cp1252\"", &[".sources[].encoding: oneOf"]),
        ("delimiter = \";\"", "delimiter = \"semicolon\"", &[".sources[].delimiter: pattern"]),
        ("dates = [\"YYYYMMDD\"]", "dates = []", &[".sources[].dates: minItems"]),
        ("replaced_by = \"HANVISNINGSNUMMER\"\n", "", &[".sources[].columns: required"]),
        ("area = \"STADSDELSOMRADE\"", "school_unit = \"S\"", &[".sources[].columns: propertyNames"]),
        ("rank = 2\n", "", &[".sources[]: required"]),
        (
            "kind = \"population\"",
            "kind = \"population\"\nrank = 1",
            &[".sources[].rank: is not to be there"],
        ),
        ("snapshot = true\n# Calendar days: a weekend", "# A weekend", &[".sources[]: required"]),
        ("carry_forward_days = 7\n", "", &[".sources[]: required"]),
        (
            "snapshot = false\n",
            "snapshot = false\nmax_age_working_days = 1\n",
            &[".sources[].max_age_working_days: is not to be there"],
        ),
    ] {
        let mut kaa = Kaa::without_register();
        let config = kaa.changed_configuration(from, to);
        let changed = read(&fs::read_to_string(&config).unwrap());
        assert_eq!(faults(&schema, &changed), expected, "{from} → {to}");
        kaa.configure(&config);
        let said = kaa.run(["check", "--extracts", "."]).exits(2);
        assert!(said.stderr.contains("kaa.toml:"), "{}", said.stderr);
    }
}

#[test]
fn every_key_is_explained_to_an_editor_and_in_the_shipped_configuration() {
    let text = stockholm();
    let keys = keys(&schema(), "");
    assert!(keys.len() > 100, "{}", keys.len());
    for (key, path, schema) in keys {
        let explained = schema["description"].as_str().unwrap_or_default();
        assert!(explained.ends_with('.') && !explained.contains('\n'), "{path}: {explained}");
        assert!(
            Regex::new(&format!(r"\b{key}\b")).unwrap().is_match(&text),
            "{path} is not in stockholm.toml"
        );
    }
}

#[test]
fn init_writes_the_schema_beside_the_configuration_that_names_it() {
    let kaa = Kaa::without_register();
    let dir = kaa.path("config");
    kaa.run(["init".as_ref(), "--config-dir".as_ref(), dir.as_os_str()]).exits(0);
    let written = |name: &str| fs::read_to_string(dir.join(name)).unwrap();
    assert_eq!(written("kaa-sync.schema.json"), printed());
    assert_eq!(written("kaa-sync.toml"), stockholm());
}
