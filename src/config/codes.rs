//! Code tables to [`Tables`]: what the codes in the extracts mean.
//!
//! Each row is dated. The dates keep the history readable and catch a code entered twice; they do not
//! limit when a code is understood, for schools go on using old codes and begin early with new ones.
//! Where a code changed its meaning, the latest meaning holds.

use super::check::unknown_owner;
use super::file::Codes;
use super::table::{Entries, rows};
use super::text::Text;
use super::words::Name;
use crate::domain::codes::{Code, ProgrammeClass, SchoolForm};
use crate::domain::rules::{Area, Tables};
use anyhow::Result;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use toml::Spanned;

/// The tables as files, read whole.
pub struct TableFiles {
    school_forms: Text,
    programmes: Text,
    documents: Text,
    deregistrations: Text,
    areas: Option<Text>,
}

impl TableFiles {
    /// Reads the tables that a configuration names.
    pub fn read(text: &Text, codes: &Codes) -> Result<Self> {
        let areas = codes.areas.as_ref();
        Ok(Self {
            school_forms: table_file(text, "school_forms", &codes.school_forms)?,
            programmes: table_file(text, "programmes", &codes.programmes)?,
            documents: table_file(text, "documents", &codes.documents)?,
            deregistrations: table_file(text, "deregistrations", &codes.deregistrations)?,
            areas: areas.map(|path| table_file(text, "areas", path)).transpose()?,
        })
    }

    /// The tables in the order that the digest takes them.
    pub fn in_order(&self) -> impl Iterator<Item = &Text> {
        [&self.school_forms, &self.programmes, &self.documents, &self.deregistrations]
            .into_iter()
            .chain(&self.areas)
    }
}

fn table_file(text: &Text, key: &str, path: &Spanned<PathBuf>) -> Result<Text> {
    let folder = text.path.parent().unwrap_or(Path::new(""));
    Text::read(&folder.join(path.get_ref())).map_err(|error| {
        error.context(text.fault(&path.span(), format!("`{key}`: expected a code table that can be read")))
    })
}

/// What the codes mean. An area's owner must be one of `owners`.
pub fn tables(files: &TableFiles, owners: &[Name]) -> Result<Tables> {
    Ok(Tables {
        school_forms: meanings(&files.school_forms, "form")?,
        programmes: programmes(&files.programmes)?,
        documents: meanings(&files.documents, "document")?,
        deregistrations: meanings(&files.deregistrations, "meaning")?,
        areas: match &files.areas {
            Some(file) => areas(file, owners)?,
            None => BTreeMap::new(),
        },
    })
}

/// A table of spellings in an extract, and what each means.
fn meanings<C: Code>(file: &Text, column: &'static str) -> Result<BTreeMap<String, C>> {
    let mut entries = Entries::of(file);
    for row in rows(file, &["code", column, "valid_from", "valid_to"])? {
        let code = row.text("code")?;
        entries.add(&row, &code, code.clone(), row.code(column)?)?;
    }
    entries.latest()
}

fn programmes(file: &Text) -> Result<BTreeMap<(SchoolForm, String), ProgrammeClass>> {
    let mut entries = Entries::of(file);
    for row in rows(file, &["form", "prefix", "class", "valid_from", "valid_to"])? {
        let form: SchoolForm = row.code("form")?;
        if !form.is_upper_secondary() {
            let message = format!("found `{form}`, expected `GY` or `GYAN`: other forms have no programmes");
            return Err(row.fault("form", &message));
        }
        let prefix = row.text("prefix")?;
        entries.add(&row, &format!("{form};{prefix}"), (form, prefix.clone()), row.code("class")?)?;
    }
    entries.latest()
}

/// By name, and by code where there is one.
fn areas(file: &Text, owners: &[Name]) -> Result<BTreeMap<String, Area>> {
    let mut entries = Entries::of(file);
    for row in rows(file, &["code", "name", "owner", "valid_from", "valid_to"])? {
        let area = Area { name: row.text("name")?, owner: row.text("owner")? };
        if !owners.iter().any(|known| known.0 == area.owner) {
            let message = unknown_owner(&area.owner, owners);
            return Err(row.fault("owner", &message));
        }
        let code = row.cell("code")?;
        if !code.is_empty() && code != area.name {
            entries.add(&row, code, code.to_owned(), area.clone())?;
        }
        let name = area.name.clone();
        entries.add(&row, &name, name.clone(), area)?;
    }
    entries.latest()
}
