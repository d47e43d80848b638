//! A JSON Schema of the configuration, for editors: made of the types that read it, so that it is never
//! behind them.
//!
//! It says what one key may hold, and what a kind of source needs. What takes more to judge (owners that are
//! named, days in order, paths that are there) only the program does.

use super::file::{File, TermYear};
use crate::domain::codes::{Code, Occupation};
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

/// The file that holds it, beside a configuration. Its first line names it: `#:schema ./kaa-sync.schema.json`.
pub const NAME: &str = "kaa-sync.schema.json";

/// The schema, whole: draft 7, which editors know best, without references, of which some know little.
pub fn schema() -> anyhow::Result<String> {
    let settings = SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true);
    let mut schema = settings.into_generator().into_root_schema_for::<File>();
    RecursiveTransform(in_toml).transform(&mut schema);
    Ok(serde_json::to_string_pretty(&schema)? + "\n")
}

/// TOML has no null: what may be left out is left out. How wide our numbers are is nobody's concern, and a
/// line of source no paragraph.
fn in_toml(schema: &mut Schema) {
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            schema.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(choices)) = schema.get_mut("anyOf") {
        choices.retain(|choice| choice != &json!({"type": "null"}));
        if let [Value::Object(only)] = choices.as_slice() {
            let only = only.clone();
            schema.remove("anyOf");
            for (key, value) in only {
                schema.ensure_object().entry(key).or_insert(value);
            }
        }
    }
    schema.remove("format");
    if let Some(Value::String(lines)) = schema.get_mut("description") {
        *lines = lines.replace('\n', " ");
    }
}

/// One of our codes.
pub fn code<C: Code>(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "string", "enum": names::<C>(C::ALL)})
}

/// The codes' spellings.
pub fn names<C: Code>(codes: &[C]) -> Vec<&'static str> {
    codes.iter().map(|code| code.as_str()).collect()
}

/// A path with `{date}` once in the file name, and `{provider}` at most once.
pub fn pattern(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "string",
        "pattern": "^([^{}/]+/)*[^{}/]*(\\{date\\}|\\{provider\\}[^{}/]*\\{date\\}|\\{date\\}[^{}/]*\\{provider\\})[^{}/]*$",
    })
}

/// A table by year.
pub fn by_year(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "object",
        "patternProperties": {"^[0-9]{4}$": generator.subschema_for::<TermYear>()},
        "additionalProperties": false,
    })
}

/// Days by occupation.
pub fn shelf_life(generator: &mut SchemaGenerator) -> Schema {
    let days = generator.subschema_for::<u32>();
    let days = |code: &Occupation| {
        let mut days = days.clone();
        days.insert("description".to_owned(), json!(format!("Days for which `{code}` stands.")));
        (code.to_string(), days.to_value())
    };
    let properties: Map<String, Value> = Occupation::ALL.iter().map(days).collect();
    json_schema!({"type": "object", "properties": properties, "additionalProperties": false})
}
