//! Pages of HTML for people: the register at a glance, and all that is kept of one person.
//!
//! Each is one file that needs nothing else: no script, no font, no picture, no network. What it says is settled in
//! `html/sections`, how it looks in `html/page.html` and `html/page.css`. Every text is escaped by the template
//! engine: nothing here writes markup.

mod chart;
mod content;
mod dossier;
mod sections;
mod written;

use super::Lang;
use crate::domain::dossier::Dossier;
use crate::domain::rules::Rules;
use crate::domain::statistics::overview::Overview;
use anyhow::{Context, Result};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};

/// The page, and what it includes. The engine escapes what it puts into a template by the template's name.
const TEMPLATES: [(&str, &str); 7] = [
    ("page.html", include_str!("html/page.html")),
    ("dossier.html", include_str!("html/dossier.html")),
    ("head.html", include_str!("html/head.html")),
    ("sections.html", include_str!("html/sections.html")),
    ("chart.html", include_str!("html/chart.html")),
    ("table.html", include_str!("html/table.html")),
    ("page.css", include_str!("html/page.css")),
];

/// The page in one language.
pub fn page(lang: Lang, overview: &Overview) -> Result<String> {
    let templates = templates()?;
    let page = templates.get_template("page.html").context("finding the template of the page")?;
    page.render(Serde(&content::content(lang, overview))).context("setting the page")
}

/// All that is kept of one person, for the person: nothing is withheld.
pub fn dossier(lang: Lang, dossier: &Dossier, rules: &Rules) -> Result<String> {
    let templates = templates()?;
    let page = templates.get_template("dossier.html").context("finding the template of the page")?;
    page.render(Serde(&dossier::content(lang, dossier, rules))).context("setting the page")
}

/// The templates. A name that a template asks for and nobody gave is an error; lines of tags alone leave
/// nothing behind.
fn templates() -> Result<Environment<'static>> {
    let mut templates = Environment::new();
    templates.set_undefined_behavior(UndefinedBehavior::Strict);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    templates.set_syntax(syntax.context("setting the syntax of templates")?);
    for (name, text) in TEMPLATES {
        templates.add_template(name, text).with_context(|| format!("reading the template {name}"))?;
    }
    Ok(templates)
}
