//! A file that fails a whole-file check: what the check is for, what it saw, what is asked, what to do.

use super::Examined;
use crate::domain::codes::FileFault;
use crate::domain::evidence::Evidence;
use crate::domain::specification::Specification;
use crate::report::Lang;
use crate::report::page::Page;
use crate::report::words::{self, ForSupplier, Required, Seen, labels, tell_supplier};

/// Tells of one check that failed.
pub(super) fn write(page: &mut Page, lang: Lang, one: &Examined<'_>, fault: FileFault) {
    let words = labels(lang);
    page.gap();
    page.field(words.fault, words::file_fault(lang, fault));
    page.field(words.meaning, words::file_check(lang, fault));
    for (place, seen) in seen(lang, one, fault).iter().enumerate() {
        page.field(if place == 0 { words.in_file } else { "" }, seen);
    }
    if let Some(Evidence::Flags { unreadable, first_lines, .. }) = &one.reading.evidence {
        page.field(words.lines, &words::listed(lang, first_lines, *unreadable));
    }
    if let Some(asked) = asked(lang, one.specification, fault) {
        page.field(words.required, &asked);
    }
    page.field(words.who_must_act, words::cure(lang, fault));
}

/// What was seen, each in a sentence.
fn seen(lang: Lang, one: &Examined<'_>, fault: FileFault) -> Vec<String> {
    let tell = |seen: Seen<'_>| tell_supplier(lang, &ForSupplier::Seen(seen));
    if let Some(evidence) = &one.reading.evidence {
        return of_evidence(lang, evidence, one.specification.columns.len());
    }
    let Some(delivery) = one.delivery() else { return Vec::new() };
    let rejected = delivery.rejected.len() as u64;
    match fault {
        FileFault::WrongMunicipality => vec![tell(Seen::AtHome(delivery.at_home, delivery.row_count))],
        FileFault::FlagsUnreadable => {
            vec![tell(Seen::Unreadable(delivery.unreadable_flags, delivery.row_count))]
        }
        FileFault::TooManyRejects => vec![tell(Seen::Rejected(rejected, delivery.row_count))],
        FileFault::Missing
        | FileFault::Stale
        | FileFault::StillBeingWritten
        | FileFault::Empty
        | FileFault::EncodingMismatch
        | FileFault::HeaderMismatch
        | FileFault::Truncated
        | FileFault::NoRows
        | FileFault::RowCountDrop => Vec::new(),
    }
}

/// The same where the check itself saw it, of a file with so many declared columns.
fn of_evidence(lang: Lang, evidence: &Evidence, declared: usize) -> Vec<String> {
    let tell = |seen: Seen<'_>| tell_supplier(lang, &ForSupplier::Seen(seen));
    match evidence {
        Evidence::Age { working_days } => vec![tell(Seen::Aged(*working_days))],
        Evidence::NotReady(why) => vec![tell(Seen::NotReady(*why))],
        Evidence::Encoding { line, trace } => {
            vec![tell(Seen::Traced { line: *line, trace: *trace })]
        }
        Evidence::Header { width, missing, .. } if missing.len() == declared => {
            vec![tell(Seen::NoHeader(*width))]
        }
        Evidence::Header { width: _, missing, doubled } => {
            let missing = (!missing.is_empty()).then(|| tell(Seen::Missing(&missing.join(", "))));
            let doubled = (!doubled.is_empty()).then(|| tell(Seen::Doubled(&doubled.join(", "))));
            missing.into_iter().chain(doubled).collect()
        }
        Evidence::End(endings) => endings.iter().map(|ending| tell(Seen::Ended(*ending))).collect(),
        Evidence::Flags { rows, unreadable, first_lines: _ } => {
            vec![tell(Seen::Unreadable(*unreadable, *rows))]
        }
    }
}

/// What is asked of such a file.
fn asked(lang: Lang, specification: &Specification, fault: FileFault) -> Option<String> {
    let tell = |required: Required<'_>| tell_supplier(lang, &ForSupplier::Required(required));
    let Specification { names: [one, other], delimiter, bounds, .. } = specification;
    let headers: Vec<&str> = specification.columns.iter().map(|column| column.header.as_str()).collect();
    let flags: Vec<&str> = specification.flags().collect();
    Some(match fault {
        FileFault::Missing => tell(Required::Named(one, other)),
        FileFault::Stale => tell(Required::UsableFor(specification.usable_days?)),
        FileFault::StillBeingWritten => tell(Required::Ready),
        FileFault::Empty => tell(Required::HasHeader),
        FileFault::EncodingMismatch => tell(Required::EncodedIn(specification.encoding)),
        FileFault::HeaderMismatch => tell(Required::HasColumns(&headers.join(", "), *delimiter)),
        FileFault::Truncated => match &specification.trailer {
            Some(mark) => tell(Required::EndsWith(mark, *delimiter)),
            None => tell(Required::EndsLine),
        },
        FileFault::NoRows => tell(Required::HasRows),
        FileFault::WrongMunicipality => {
            tell(Required::OfMunicipality(bounds.least_percent_at_home, &bounds.municipality))
        }
        FileFault::FlagsUnreadable => {
            tell(Required::ReadableFlags(&flags.join(", "), bounds.most_percent_unreadable_flags))
        }
        FileFault::TooManyRejects => {
            tell(Required::FewRejects(bounds.most_rejects, bounds.most_percent_rejects))
        }
        FileFault::RowCountDrop => return None,
    })
}
