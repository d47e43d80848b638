//! Which file of a directory is tonight's: patterns with `{date}` and `{provider}` against names.
//!
//! Looks at names only; no file is opened here.

use super::fields::parse_date;
use crate::config::profile::{DATE, DateFormat, PROVIDER};
use crate::domain::number::looks_personal;
use anyhow::Context;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// What programs that copy files append to a name until the copy is whole.
const UNFINISHED: [&str; 3] = [".part", ".tmp", ".filepart"];

/// A file of one provider.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// The date in its name.
    pub date: NaiveDate,
    /// Its name below the extracts directory, parts joined by `/`.
    pub name: String,
    /// Another name of the same date, spelled the other way.
    pub twin: Option<String>,
}

impl Found {
    /// Where it lies.
    pub fn path(&self, dir: &Path) -> PathBuf {
        dir.join(&self.name)
    }

    /// Whether a name beside it says that it is still being copied.
    pub fn has_unfinished_sibling(&self, dir: &Path) -> io::Result<bool> {
        for suffix in UNFINISHED {
            let sibling = dir.join(format!("{}{suffix}", self.name));
            if sibling.try_exists()? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Whether the pattern stands for a family of providers, one file each.
pub fn is_family(pattern: &str) -> bool {
    pattern.contains(PROVIDER)
}

/// The newest file of each provider dated on or before the night. A pattern without `{provider}`
/// has one provider, named `sole`.
pub fn newest(
    dir: &Path,
    pattern: &str,
    sole: &str,
    night: NaiveDate,
) -> anyhow::Result<BTreeMap<String, Found>> {
    let mut newest: BTreeMap<String, Found> = BTreeMap::new();
    for (name, parts) in names(dir, pattern)? {
        let Some(date) = parts.date.filter(|date| *date <= night) else { continue };
        let found = Found { date, name, twin: None };
        let provider = parts.provider.unwrap_or_else(|| sole.to_owned());
        let newer = match newest.remove(&provider) {
            Some(other) => newer_of(found, other),
            None => found,
        };
        newest.insert(provider, newer);
    }
    Ok(newest)
}

/// The newer of two files; of two of one date the one whose name comes last, with the other as its twin.
fn newer_of(one: Found, other: Found) -> Found {
    let (older, newer) = if one < other { (one, other) } else { (other, one) };
    let twin = (older.date == newer.date).then_some(older.name).or(newer.twin);
    Found { twin, ..newer }
}

/// What the placeholders of a pattern stood for in a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Parts {
    provider: Option<String>,
    date: Option<NaiveDate>,
}

/// Every file whose name below `dir` fits the pattern.
fn names(dir: &Path, pattern: &str) -> anyhow::Result<Vec<(String, Parts)>> {
    let mut fitting = vec![(String::new(), Parts::default())];
    let last = pattern.split('/').count();
    for (depth, template) in pattern.split('/').enumerate() {
        let mut deeper = Vec::new();
        for (above, parts) in fitting {
            for entry in list(&dir.join(&above), depth == 0)? {
                // What has a file's name and is none, a link to nothing say, shows when it is read.
                let is_wanted = depth + 1 == last || entry.path.is_dir();
                if let Some(parts) = fit(template, &entry.name, parts.clone()).filter(|_| is_wanted) {
                    let separator = if depth == 0 { "" } else { "/" };
                    deeper.push((format!("{above}{separator}{}", entry.name), parts));
                }
            }
        }
        fitting = deeper;
    }
    Ok(fitting)
}

struct Entry {
    name: String,
    path: PathBuf,
}

/// What a directory holds. A folder of the pattern need not be there; the extracts directory must.
fn list(dir: &Path, must_exist: bool) -> anyhow::Result<Vec<Entry>> {
    let doing = || {
        format!(
            "cannot list the extracts directory {}; nothing was committed. check its path and permissions",
            dir.display()
        )
    };
    let entries = match std::fs::read_dir(dir) {
        Err(error) if error.kind() == ErrorKind::NotFound && !must_exist => return Ok(Vec::new()),
        entries => entries.with_context(doing)?,
    };
    let mut listed = Vec::new();
    for entry in entries {
        let path = entry.with_context(doing)?.path();
        // A name that is not UTF-8 fits no pattern, for patterns are UTF-8.
        if let Some(name) = path.file_name().and_then(|name| name.to_str()) {
            listed.push(Entry { name: name.to_owned(), path: path.clone() });
        }
    }
    Ok(listed)
}

/// A provider is named in letters, digits, `-` and `_`, and never so that the name could be a person's
/// number: it is printed and kept.
pub fn is_provider(name: &str) -> bool {
    name.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_'))
        && !looks_personal(name)
}

/// Fits a name to a template, from the left; a provider takes as few letters as the rest allows.
fn fit(template: &str, name: &str, parts: Parts) -> Option<Parts> {
    if let Some(rest) = template.strip_prefix(DATE) {
        return [(DateFormat::Dashed, 10), (DateFormat::Compact, 8)].into_iter().find_map(
            |(format, length)| {
                let (date, after) = name.split_at_checked(length)?;
                let date = parse_date(date.as_bytes(), format)?;
                fit(rest, after, Parts { date: Some(date), ..parts.clone() })
            },
        );
    }
    if let Some(rest) = template.strip_prefix(PROVIDER) {
        return (1..=name.len()).find_map(|length| {
            let (provider, after) = name.split_at_checked(length)?;
            if !is_provider(provider) {
                return None;
            }
            fit(rest, after, Parts { provider: Some(provider.to_owned()), ..parts.clone() })
        });
    }
    match (template.chars().next(), name.chars().next()) {
        (None, None) => Some(parts),
        (Some(wanted), Some(letter)) if wanted == letter => {
            fit(&template[wanted.len_utf8()..], &name[letter.len_utf8()..], parts)
        }
        (Some(_), Some(_) | None) | (None, Some(_)) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::date;

    fn fitted(template: &str, name: &str) -> Option<(Option<String>, Option<NaiveDate>)> {
        fit(template, name, Parts::default()).map(|parts| (parts.provider, parts.date))
    }

    #[test]
    fn both_written_dates_fit_and_an_impossible_one_does_not() {
        let day = Some((None, Some(date(2016, 11, 14))));
        assert_eq!(fitted("uedb_{date}.csv", "uedb_20161114.csv"), day);
        assert_eq!(fitted("uedb_{date}.csv", "uedb_2016-11-14.csv"), day);
        assert_eq!(fitted("uedb_{date}.csv", "uedb_2016-13-14.csv"), None);
        assert_eq!(fitted("uedb_{date}.csv", "uedb_20161114.csv.part"), None);
    }

    #[test]
    fn a_provider_may_hold_underscores_and_swedish_letters_but_not_be_empty() {
        let day = Some(date(2016, 11, 14));
        assert_eq!(
            fitted("{provider}_{date}.csv", "väst_skolan_20161114.csv"),
            Some((Some("väst_skolan".to_owned()), day))
        );
        assert_eq!(fitted("{provider}_{date}.csv", "_20161114.csv"), None);
    }

    #[test]
    fn the_newest_file_on_or_before_the_night_is_taken() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["ber_20161111.csv", "ber_2016-11-14.csv", "ber_20161115.csv"] {
            std::fs::write(dir.path().join(name), "").unwrap();
        }
        let found = newest(dir.path(), "ber_{date}.csv", "ber", date(2016, 11, 14)).unwrap();
        let name = "ber_2016-11-14.csv".to_owned();
        let expected = Found { date: date(2016, 11, 14), name, twin: None };
        assert_eq!(found, BTreeMap::from([("ber".to_owned(), expected)]));
    }

    #[test]
    fn two_spellings_of_the_newest_date_are_both_found_in_any_order() {
        let (compact, dashed) = ("uedb_20161114.csv", "uedb_2016-11-14.csv");
        let found = |name: &str| Found { date: date(2016, 11, 14), name: name.to_owned(), twin: None };
        let older = Found { date: date(2016, 11, 11), ..found("uedb_2016-11-11.csv") };
        let expected = Found { twin: Some(dashed.to_owned()), ..found(compact) };
        assert_eq!(newer_of(found(compact), found(dashed)), expected);
        assert_eq!(newer_of(found(dashed), found(compact)), expected);
        assert_eq!(newer_of(older, expected.clone()), expected);
    }

    #[test]
    fn a_missing_folder_of_a_pattern_holds_no_files_but_the_directory_itself_must_exist() {
        let dir = tempfile::tempdir().unwrap();
        let night = date(2016, 11, 14);
        assert_eq!(newest(dir.path(), "fri/{provider}_{date}.csv", "fri", night).unwrap(), BTreeMap::new());
        assert!(newest(&dir.path().join("no"), "ber_{date}.csv", "ber", night).is_err());
        let file = dir.path().join("file");
        std::fs::write(&file, "").unwrap();
        assert!(newest(&file, "ber_{date}.csv", "ber", night).is_err());
    }
}
