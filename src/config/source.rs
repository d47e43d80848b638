//! A source as typed to a source as used: what the night knows of it, and how its files are laid out.
//!
//! Reads no extract; every error points at the line that has to change.

use super::file;
use super::profile::{DATE, Field, PROVIDER, Profile};
use super::text::Text;
use super::words::{Day, Name};
use crate::domain::codes::{Code, SourceKind};
use crate::domain::rules::{Provider, Source};
use crate::nearest::instead;
use anyhow::Result;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Component, Path};
use toml::Spanned;

/// All sources and their profiles, population first, then as written.
pub fn sources(text: &Text, typed: &Spanned<Vec<file::Source>>) -> Result<Vec<(Source, Profile)>> {
    differ(text, typed.get_ref(), "name", |source| (source.name.get_ref().0.as_str(), source.name.span()))?;
    differ(text, typed.get_ref(), "pattern", |source| {
        (source.pattern.get_ref().as_str(), source.pattern.span())
    })?;
    let mut sources = Vec::new();
    for source in typed.get_ref() {
        sources.push((self::source(text, source)?, profile(text, source)?));
    }
    one_population(text, typed)?;
    sources.sort_by_key(|(source, _)| source.kind != SourceKind::Population);
    Ok(sources)
}

fn source(text: &Text, typed: &file::Source) -> Result<Source> {
    fits_kind(text, typed)?;
    let carry_forward_days =
        of_snapshot(text, typed, "carry_forward_days", typed.carry_forward_days.as_ref())?;
    Ok(Source {
        name: typed.name.get_ref().0.clone(),
        kind: *typed.kind.get_ref(),
        rank: rank(text, typed)?,
        required: *typed.required.get_ref(),
        snapshot: *typed.snapshot.get_ref(),
        // What is no snapshot has nothing to carry forward: a document stays.
        carry_forward_days: carry_forward_days.unwrap_or(0),
        max_age_working_days: of_snapshot(
            text,
            typed,
            "max_age_working_days",
            typed.max_age_working_days.as_ref(),
        )?,
        providers: providers(text, typed)?,
    })
}

fn profile(text: &Text, typed: &file::Source) -> Result<Profile> {
    pattern(text, &typed.pattern)?;
    if typed.dates.get_ref().is_empty() {
        return Err(text.fault(&typed.dates.span(), "`dates`: found no format, expected at least one"));
    }
    Ok(Profile {
        name: typed.name.get_ref().0.clone(),
        kind: *typed.kind.get_ref(),
        pattern: typed.pattern.get_ref().clone(),
        encoding: typed.encoding,
        delimiter: typed.delimiter.0,
        quoting: typed.quoting,
        columns: columns(text, typed)?,
        dates: typed.dates.get_ref().clone(),
        numbers: typed.numbers.into(),
        trailer: typed.trailer.clone(),
    })
}

/// No two sources share the value of a key.
fn differ<'a>(
    text: &Text,
    sources: &'a [file::Source],
    key: &str,
    value: impl Fn(&'a file::Source) -> (&'a str, Range<usize>),
) -> Result<()> {
    let mut seen = BTreeSet::new();
    for source in sources {
        let (value, span) = value(source);
        if !seen.insert(value) {
            let message = format!("`{key}`: two sources have `{value}`, expected another for each source");
            return Err(text.fault(&span, message));
        }
    }
    Ok(())
}

fn one_population(text: &Text, typed: &Spanned<Vec<file::Source>>) -> Result<()> {
    let mut populations =
        typed.get_ref().iter().filter(|source| *source.kind.get_ref() == SourceKind::Population);
    match (populations.next(), populations.next()) {
        (Some(_), None) => Ok(()),
        (Some(_), Some(second)) => {
            let message = "`kind`: a second source of kind `population`, expected exactly one";
            Err(text.fault(&second.kind.span(), message))
        }
        (None, _) => {
            let message = "`sources`: none is of kind `population`, expected exactly one";
            Err(text.fault(&typed.span(), message))
        }
    }
}

/// Without knowing who lives here the night decides nothing, and who is missing from the population has
/// left; a credential adds documents, and its absence means nothing. Enrolment sources may be either.
fn fits_kind(text: &Text, typed: &file::Source) -> Result<()> {
    let kind = *typed.kind.get_ref();
    let expected = match kind {
        SourceKind::Population => true,
        SourceKind::Credential => false,
        SourceKind::Enrolment => return Ok(()),
    };
    for (key, flag) in [("required", &typed.required), ("snapshot", &typed.snapshot)] {
        if *flag.get_ref() != expected {
            let message =
                format!("`{key}`: found `{}`, expected `{expected}` for kind `{kind}`", flag.get_ref());
            return Err(text.fault(&flag.span(), message));
        }
    }
    Ok(())
}

/// A key that a snapshot must have and nothing else may.
fn of_snapshot(
    text: &Text,
    typed: &file::Source,
    key: &str,
    value: Option<&Spanned<u32>>,
) -> Result<Option<u32>> {
    match (*typed.snapshot.get_ref(), value) {
        (true, Some(value)) => Ok(Some(*value.get_ref())),
        (false, None) => Ok(None),
        (true, None) => {
            let message = format!("missing key `{key}`, expected where `snapshot` is `true`");
            Err(text.fault(&typed.snapshot.span(), message))
        }
        (false, Some(value)) => {
            let message = format!("`{key}`: not expected where `snapshot` is `false`");
            Err(text.fault(&value.span(), message))
        }
    }
}

/// Only enrolment sources compete; the others are alone in what they tell.
fn rank(text: &Text, typed: &file::Source) -> Result<u8> {
    let kind = *typed.kind.get_ref();
    match (kind, &typed.rank) {
        (SourceKind::Enrolment, Some(rank)) if *rank.get_ref() > 0 => Ok(*rank.get_ref()),
        (SourceKind::Enrolment, Some(rank)) => {
            Err(text.fault(&rank.span(), "`rank`: found 0, expected 1 or more; 1 is believed before 2"))
        }
        (SourceKind::Enrolment, None) => {
            let message = "missing key `rank`, expected for kind `enrolment`";
            Err(text.fault(&typed.kind.span(), message))
        }
        (SourceKind::Population | SourceKind::Credential, None) => Ok(1),
        (SourceKind::Population | SourceKind::Credential, Some(rank)) => {
            let message = format!("`rank`: not expected for kind `{kind}`; only enrolment sources compete");
            Err(text.fault(&rank.span(), message))
        }
    }
}

/// A relative path whose file name holds `{date}` once and perhaps `{provider}` once.
fn pattern(text: &Text, typed: &Spanned<String>) -> Result<()> {
    let pattern = typed.get_ref();
    let (folder, file_name) = pattern.rsplit_once('/').unwrap_or(("", pattern));
    let is_below = Path::new(pattern).components().all(|part| matches!(part, Component::Normal(_)));
    let fault = if !file_name.contains(DATE) {
        "expected `{date}` in the file name"
    } else if file_name.matches(DATE).count() > 1 || file_name.matches(PROVIDER).count() > 1 {
        "expected `{date}` once and `{provider}` at most once"
    } else if folder.contains(['{', '}'])
        || file_name.replace(DATE, "").replace(PROVIDER, "").contains(['{', '}'])
    {
        "expected no placeholder but `{date}` and `{provider}`, both in the file name"
    } else if !is_below {
        "expected a path below the extracts directory"
    } else {
        return Ok(());
    };
    Err(text.fault(&typed.span(), format!("`pattern`: found `{pattern}`, {fault}")))
}

fn columns(text: &Text, typed: &file::Source) -> Result<BTreeMap<Field, String>> {
    let kind = *typed.kind.get_ref();
    let mut columns: BTreeMap<Field, String> = BTreeMap::new();
    // In the order of the file, so that the second of two equal headers is the one complained of.
    let mut written: Vec<_> = typed.columns.get_ref().iter().collect();
    written.sort_by_key(|(field, _)| field.span().start);
    for (field, header) in written {
        let fault = if !Field::of(kind).contains(field.get_ref()) {
            format!("a source of kind `{kind}` has no such field{}", of_kind(*field.get_ref(), kind))
        } else if header.get_ref().is_empty() {
            "found an empty header, expected the column's name".to_owned()
        } else if let Some((other, _)) = columns.iter().find(|(_, other)| *other == header.get_ref()) {
            format!(
                "the header `{}` is already that of `{}`, expected another",
                header.get_ref(),
                other.as_str()
            )
        } else {
            columns.insert(*field.get_ref(), header.get_ref().clone());
            continue;
        };
        return Err(text.fault(&field.span(), format!("`{}`: {fault}", field.get_ref().as_str())));
    }
    let missing = |field: &&Field| !field.is_optional() && !columns.contains_key(field);
    if let Some(field) = Field::of(kind).iter().find(missing) {
        let message = format!("`columns`: missing field `{}`, expected for kind `{kind}`", field.as_str());
        return Err(text.fault(&typed.columns.span(), message));
    }
    Ok(columns)
}

fn of_kind(field: Field, kind: SourceKind) -> String {
    let known: Vec<&str> = Field::of(kind).iter().map(|field| field.as_str()).collect();
    instead(field.as_str(), &known)
}

/// The providers with known dates; a source of one file has one, named as the source.
fn providers(text: &Text, typed: &file::Source) -> Result<Vec<Provider>> {
    let Name(source) = typed.name.get_ref();
    let is_family = typed.pattern.get_ref().contains(PROVIDER);
    let mut providers: Vec<Provider> = Vec::new();
    for provider in &typed.providers {
        let name = provider.name.get_ref();
        if !is_family && name != source {
            let message = format!(
                "`name`: found `{name}`, expected `{source}`: a source whose pattern has no `{{provider}}` \
                 has one provider"
            );
            return Err(text.fault(&provider.name.span(), message));
        }
        if providers.iter().any(|other| &other.name == name) {
            let message = format!("`name`: two providers are named `{name}`, expected another name");
            return Err(text.fault(&provider.name.span(), message));
        }
        providers.push(delivering(text, provider)?);
    }
    if providers.is_empty() && !is_family {
        providers.push(Provider { name: source.clone(), from: None, to: None });
    }
    Ok(providers)
}

fn delivering(text: &Text, typed: &file::Provider) -> Result<Provider> {
    let from = typed.from.map(|Day(day)| day);
    let to = typed.to.as_ref().map(|to| to.get_ref().0);
    if let (Some(first), Some(last), Some(place)) = (from, to, &typed.to)
        && last < first
    {
        let message = format!("`to`: found `{last}`, expected a day not before `from`, `{first}`");
        return Err(text.fault(&place.span(), message));
    }
    Ok(Provider { name: typed.name.get_ref().clone(), from, to })
}
