//! Whether the register is sound: each check, what must hold, and what was found.
//!
//! What JSON holds: `docs/json.md`.

use super::Lang;
use super::page::Page;
use super::table::Table;
use super::text::Text;
use super::words::{self, labels};
use crate::domain::invariants::Checked;
use serde_json::{Value, json};

/// The checks as text; nothing where there are none.
pub fn text<'a>(lang: Lang, checks: impl Iterator<Item = &'a Checked>) -> Text {
    let words = labels(lang);
    let mut table = Table::new([words.check, words.must_hold, words.outcome], &[]);
    let mut found = Page::default();
    for checked in checks {
        table.rows.push(vec![
            words::check(lang, checked.check).to_owned(),
            words::must_hold(lang, checked.check).to_owned(),
            result(lang, checked),
        ]);
        if checked.is_faulty() {
            found.gap();
            found.field(words::check(lang, checked.check), &findings(lang, checked));
        }
    }
    if table.rows.is_empty() {
        return Text::default();
    }
    let mut page = Page::default();
    page.set(&table.text());
    let found = found.into_text();
    if !found.is_empty() {
        page.gap();
        page.set(&found);
    }
    page.into_text()
}

fn result(lang: Lang, checked: &Checked) -> String {
    match &checked.findings {
        Ok(findings) if findings.is_empty() => labels(lang).sound.to_owned(),
        Ok(findings) => words::found(lang, findings.len() as u64),
        Err(why) => words::not_checked(lang, *why),
    }
}

/// The first of what was found, by number. JSON has all of it.
fn findings(lang: Lang, checked: &Checked) -> String {
    let all = checked.findings.as_deref().unwrap_or_default();
    let told: Vec<String> = all.iter().map(|finding| words::finding(lang, finding)).collect();
    words::listed(lang, &told, told.len() as u64)
}

/// The same for a program.
pub fn json(checks: &[Checked]) -> Value {
    json!({
        "sound": !checks.iter().any(Checked::is_faulty),
        "checks": checks.iter().map(one_json).collect::<Vec<_>>(),
    })
}

fn one_json(checked: &Checked) -> Value {
    let (findings, why) = match &checked.findings {
        Ok(findings) => (findings.as_slice(), None),
        Err(why) => (&[][..], Some(why.as_str())),
    };
    let result = match (checked.is_faulty(), why) {
        (true, _) => "found",
        (false, Some(_)) => "not_made",
        (false, None) => "ok",
    };
    json!({
        "check": checked.check,
        "result": result,
        "count": findings.len(),
        "findings": findings,
        "why": why,
    })
}
