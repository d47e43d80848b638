//! What a JSON Schema says against a value: as much of draft 7 as ours uses. A keyword it does not know stops
//! the test, so that nothing passes for checked that is not.

use regex_lite::Regex;
use serde_json::{Map, Value};

/// Every fault, by the path of the value it is in.
pub fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    check(schema, value, "", &mut found);
    found
}

fn holds(schema: &Value, value: &Value) -> bool {
    faults(schema, value).is_empty()
}

fn check(schema: &Value, value: &Value, path: &str, found: &mut Vec<String>) {
    let Value::Object(keywords) = schema else {
        if schema == &Value::Bool(false) {
            found.push(format!("{path}: is not to be there"));
        }
        return;
    };
    for (keyword, asked) in keywords {
        let is_met = match keyword.as_str() {
            "type" => is_of_type(asked.as_str().unwrap(), value),
            "enum" => asked.as_array().unwrap().contains(value),
            "const" => asked == value,
            "pattern" => value.as_str().is_none_or(|text| matches(asked, text)),
            "minLength" => value.as_str().is_none_or(|text| text.chars().count() >= size(asked)),
            "minItems" => value.as_array().is_none_or(|items| items.len() >= size(asked)),
            "minimum" => value.as_i64().is_none_or(|number| number >= asked.as_i64().unwrap()),
            "maximum" => value.as_i64().is_none_or(|number| number <= asked.as_i64().unwrap()),
            "oneOf" => asked.as_array().unwrap().iter().filter(|choice| holds(choice, value)).count() == 1,
            "required" => value.as_object().is_none_or(|table| has_all(asked, table)),
            "propertyNames" => value
                .as_object()
                .is_none_or(|table| table.keys().all(|key| holds(asked, &Value::from(&**key)))),
            // What `within` looks at, and what is for people.
            "items"
            | "properties"
            | "patternProperties"
            | "additionalProperties"
            | "allOf"
            | "if"
            | "then"
            | "$schema"
            | "title"
            | "description"
            | "default" => true,
            other => panic!("{path}: `{other}` is not known here"),
        };
        if !is_met {
            found.push(format!("{path}: {keyword}"));
        }
    }
    within(keywords, value, path, found);
}

/// What the parts of a value are asked, and what is asked in some cases.
fn within(keywords: &Map<String, Value>, value: &Value, path: &str, found: &mut Vec<String>) {
    for part in keywords.get("allOf").and_then(Value::as_array).into_iter().flatten() {
        check(part, value, path, found);
    }
    if keywords.get("if").is_some_and(|case| holds(case, value)) {
        check(&keywords["then"], value, path, found);
    }
    if let (Some(schema), Some(items)) = (keywords.get("items"), value.as_array()) {
        for item in items {
            check(schema, item, &format!("{path}[]"), found);
        }
    }
    for (key, item) in value.as_object().into_iter().flatten() {
        let path = format!("{path}.{key}");
        let named = keywords.get("properties").and_then(|properties| properties.get(key));
        let by_pattern = keywords.get("patternProperties").and_then(Value::as_object).into_iter().flatten();
        let by_pattern = by_pattern.filter(|(pattern, _)| Regex::new(pattern).unwrap().is_match(key));
        let schemas: Vec<&Value> = named.into_iter().chain(by_pattern.map(|(_, schema)| schema)).collect();
        let others = keywords.get("additionalProperties").filter(|_| schemas.is_empty());
        for schema in schemas.into_iter().chain(others) {
            check(schema, item, &path, found);
        }
    }
}

fn is_of_type(name: &str, value: &Value) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        other => panic!("type `{other}` is not known here"),
    }
}

fn matches(pattern: &Value, text: &str) -> bool {
    Regex::new(pattern.as_str().unwrap()).unwrap().is_match(text)
}

fn has_all(keys: &Value, table: &Map<String, Value>) -> bool {
    keys.as_array().unwrap().iter().all(|key| table.contains_key(key.as_str().unwrap()))
}

fn size(number: &Value) -> usize {
    usize::try_from(number.as_u64().unwrap()).unwrap()
}
