//! SCB's codes for ours: a table that whoever delivers fills in.
//!
//! No part of the configuration that nights are decided by: filling it in changes no night and no digest.

use super::table::{Entries, Row, rows};
use super::text::Text;
use crate::domain::delivery::code::{Domain, Mapping, OurCode, Theirs};
use crate::nearest::instead;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// What the table is called beside a configuration.
const NAME: &str = "scb.csv";
/// What spreadsheets put before UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Where the table lies if nobody says otherwise: beside the configuration.
pub fn path(config: &Path) -> PathBuf {
    config.with_file_name(NAME)
}

/// Reads and checks the table. One of our codes that it does not list is mapped to nothing.
pub fn load(path: &Path) -> Result<Mapping> {
    let mut file = Text::read(path).context(
        "no table of SCB's codes: name it with `--mapping`; `init --config-dir` writes one to fill in",
    )?;
    if let Some(rest) = file.body.strip_prefix(BYTE_ORDER_MARK) {
        file.body = rest.to_owned();
    }
    mapping(&file)
}

fn mapping(file: &Text) -> Result<Mapping> {
    let mut entries = Entries::of(file);
    for row in rows(file, &["domain", "code", "scb_code", "valid_from", "valid_to"])? {
        let ours = our_code(&row)?;
        let shown = format!("{};{}", ours.domain(), ours.as_str());
        entries.add(&row, &shown, ours, scb_code(&row)?)?;
    }
    let mut mapping = Mapping::default();
    for (ours, code, from, to) in entries.dated()? {
        if let Some(code) = code {
            mapping.add(ours, Theirs { code, from, to });
        }
    }
    Ok(mapping)
}

fn our_code(row: &Row<'_>) -> Result<OurCode> {
    let domain: Domain = row.code("domain")?;
    let text = row.cell("code")?;
    OurCode::parse(domain, text).ok_or_else(|| {
        let known: Vec<&str> = OurCode::all(domain).iter().map(|code| code.as_str()).collect();
        row.fault("code", &format!("found `{text}`{}", instead(text, &known)))
    })
}

/// Nothing while nobody has filled it in. A code is written into the delivery as it stands here.
fn scb_code(row: &Row<'_>) -> Result<Option<String>> {
    let text = row.cell("scb_code")?;
    let is_code = text.starts_with(|first: char| first.is_ascii_alphanumeric())
        && text.bytes().all(|byte| byte.is_ascii_graphic());
    match text {
        "" => Ok(None),
        _ if is_code => Ok(Some(text.to_owned())),
        _ => {
            let message =
                format!("found `{text}`, expected a code without spaces that begins with a letter or digit");
            Err(row.fault("scb_code", &message))
        }
    }
}
