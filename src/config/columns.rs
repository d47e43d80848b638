//! What an editor is told of `[sources.columns]`, and of the keys that depend on a source's kind.
//!
//! Says what `source` checks, in the words of a JSON Schema; a test holds the two together.

use super::profile::Field;
use super::schema::names;
use crate::domain::codes::{Code, SourceKind};
use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

/// The fields of all kinds, each with what it holds.
pub fn schema(_: &mut SchemaGenerator) -> Schema {
    let column = |field: &Field| {
        (field.to_string(), json!({"type": "string", "minLength": 1, "description": meaning(*field)}))
    };
    let properties: Map<String, Value> = Field::ALL.iter().map(column).collect();
    json_schema!({"type": "object", "properties": properties, "additionalProperties": false})
}

/// Adds to a source what its kind and `snapshot` ask for.
pub fn by_kind(source: &mut Schema) {
    let mut conditions: Vec<Value> = SourceKind::ALL.iter().map(|kind| of_kind(*kind)).collect();
    let of_snapshots = ["carry_forward_days", "max_age_working_days"];
    conditions.push(json!({
        "if": has("snapshot", &json!(true)),
        "then": {"required": of_snapshots},
    }));
    conditions.push(json!({"if": has("snapshot", &json!(false)), "then": none_of(&of_snapshots)}));
    source.insert("allOf".to_owned(), Value::Array(conditions));
}

fn of_kind(kind: SourceKind) -> Value {
    let fields = Field::of(kind);
    let needed: Vec<Field> = fields.iter().copied().filter(|field| !field.is_optional()).collect();
    let columns = json!({"propertyNames": {"enum": names(fields)}, "required": names(&needed)});
    let then = match kind {
        SourceKind::Population => json!({
            "properties": {"columns": columns, "required": {"const": true}, "snapshot": {"const": true}, "rank": false},
        }),
        SourceKind::Enrolment => json!({"properties": {"columns": columns}, "required": ["rank"]}),
        SourceKind::Credential => json!({
            "properties": {"columns": columns, "required": {"const": false}, "snapshot": {"const": false}, "rank": false},
        }),
    };
    json!({"if": has("kind", &json!(kind)), "then": then})
}

/// The key is there and has this value: of a source that is only begun nothing more is said.
fn has(key: &str, value: &Value) -> Value {
    json!({"properties": {key: {"const": value}}, "required": [key]})
}

fn none_of(keys: &[&str]) -> Value {
    let none: Map<String, Value> = keys.iter().map(|key| ((*key).to_owned(), json!(false))).collect();
    json!({"properties": none})
}

fn meaning(field: Field) -> &'static str {
    match field {
        Field::Number => "Header of the personal number (personnummer).",
        Field::ReplacedBy => "Header of the number that replaced this one, on a row deregistered for that.",
        Field::GivenName => "Header of the given name. May be left out.",
        Field::MiddleName => "Header of the middle name. May be left out.",
        Field::FamilyName => "Header of the family name. May be left out.",
        Field::CareOf => "Header of the care-of line of the address. May be left out.",
        Field::Street => "Header of the street of the address. May be left out.",
        Field::Postcode => "Header of the postcode. May be left out.",
        Field::Town => "Header of the postal town. May be left out.",
        Field::Municipality => {
            "Header of the municipality of registration: four digits. Another's: moved there."
        }
        Field::Area => "Header of the area, name or code as in the table of areas. May be left out.",
        Field::MovedIn => "Header of the date of moving in.",
        Field::SecrecyMarked => "Header of the secrecy marking (sekretessmarkering): `J` or `N`.",
        Field::ProtectedRegistration => {
            "Header of the protected registration (skyddad folkbokföring): `J` or `N`."
        }
        Field::DeregistrationCode => "Header of why somebody was deregistered: a code of the table.",
        Field::DeregistrationDate => "Header of when somebody was deregistered.",
        Field::SchoolUnit => "Header of the school unit's code: eight digits.",
        Field::SchoolForm => "Header of the school form: a code of the table.",
        Field::Programme => "Header of the programme's code.",
        Field::SchoolYear => "Header of the year of the programme, 0 to 10. May be left out.",
        Field::Status => "Header of the status: ANTAGEN, INSKRIVEN, AVSLUTAD or AVBRUTEN.",
        Field::Start => "Header of the first day.",
        Field::EndsOn => "Header of the last day, if it ended as planned.",
        Field::BrokenOffOn => "Header of the last day, if it was broken off.",
        Field::Document => "Header of the document: a code of the table.",
        Field::DocumentDate => "Header of the document's date.",
    }
}
