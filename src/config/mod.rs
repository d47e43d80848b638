//! TOML and code tables to [`Config`]: parsed once, checked once, then trusted.
//!
//! Every error names the file, the line, the key, and what was expected there. Reads the
//! configuration and nothing else; another municipality is another file, not another program.

mod check;
mod codes;
mod columns;
mod file;
pub mod hooks;
pub mod profile;
pub mod scb;
pub mod schema;
mod source;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod wording;
mod words;

use crate::domain::rules::Rules;
use crate::hex::hex;
use codes::TableFiles;
use profile::Profile;
use sha2::{Digest, Sha256};
use std::path::Path;
use text::Text;

/// A checked configuration.
#[derive(Clone, Debug)]
pub struct Config {
    /// What the pure core is given.
    pub rules: Rules,
    /// Everyone who can own a case.
    pub owners: Vec<String>,
    /// How each source's files are laid out, in the order they are read: population first.
    pub profiles: Vec<Profile>,
    /// Who is told what becomes of a night.
    pub hooks: hooks::Hooks,
    /// SHA-256 over the configuration file and its code tables, 64 hexadecimal digits.
    pub digest: String,
}

/// Reads and checks a configuration file and the code tables it names, which lie relative to it.
pub fn load(path: &Path) -> anyhow::Result<Config> {
    let text = Text::read(path)?;
    let file: file::File = text.parse()?;
    let table_files = TableFiles::read(&text, &file.codes)?;
    let tables = codes::tables(&table_files, &file.outreach.owners)?;
    let (sources, profiles) = source::sources(&text, &file.sources)?.into_iter().unzip();
    let rules = check::rules(&text, &file, tables, sources)?;
    let owners = file.outreach.owners.iter().map(|owner| owner.0.clone()).collect();
    let hooks = hooks::hooks(&file.hooks);
    Ok(Config { rules, owners, profiles, hooks, digest: digest(&text, &table_files) })
}

/// The SHA-256 that `cat` of the files into `sha256sum` gives: configuration, school forms,
/// programmes, documents, deregistrations, areas.
fn digest(text: &Text, tables: &TableFiles) -> String {
    let mut hasher = Sha256::new();
    hasher.update(&text.body);
    for table in tables.in_order() {
        hasher.update(&table.body);
    }
    hex(&hasher.finalize())
}
