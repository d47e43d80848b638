//! A file that fails a whole-file check: what the check is for, what it saw, what is asked, what to do.

use super::Examined;
use crate::domain::codes::FileFault;
use crate::domain::evidence::Evidence;
use crate::domain::specification::Specification;
use crate::report::Lang;
use crate::report::page::Page;
use crate::report::words::{self, ForSupplier, labels, tell_supplier};

/// Tells of one check that failed.
pub(super) fn write(page: &mut Page, lang: Lang, one: &Examined<'_>, fault: FileFault) {
    let words = labels(lang);
    let tell = |told: &ForSupplier<'_>| tell_supplier(lang, told);
    page.gap();
    page.field(words.fault, words::file_fault(lang, fault));
    page.field(words.meaning, words::file_check(lang, fault));
    for (place, seen) in seen(lang, one, fault).iter().enumerate() {
        page.field(if place == 0 { words.in_file } else { "" }, seen);
    }
    if let Some(Evidence::Flags { unreadable, first_lines, .. }) = &one.reading.evidence {
        page.field(words.lines, &words::listed(lang, first_lines, *unreadable));
    }
    if let Some(asked) = asked(one.specification, fault, tell) {
        page.field(words.required, &asked);
    }
    page.field(words.who_must_act, words::cure(lang, fault));
}

/// What was seen, each in a sentence.
fn seen(lang: Lang, one: &Examined<'_>, fault: FileFault) -> Vec<String> {
    let tell = |told: ForSupplier<'_>| tell_supplier(lang, &told);
    if let Some(evidence) = &one.reading.evidence {
        return of_evidence(lang, evidence, one.specification.columns.len());
    }
    let Some(delivery) = one.delivery() else { return Vec::new() };
    let rejected = delivery.rejected.len() as u64;
    match fault {
        FileFault::WrongMunicipality => vec![tell(ForSupplier::AtHome(delivery.at_home, delivery.row_count))],
        FileFault::FlagsUnreadable => {
            vec![tell(ForSupplier::Unreadable(delivery.unreadable_flags, delivery.row_count))]
        }
        FileFault::TooManyRejects => vec![tell(ForSupplier::Rejected(rejected, delivery.row_count))],
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
    let tell = |told: ForSupplier<'_>| tell_supplier(lang, &told);
    match evidence {
        Evidence::Age { working_days } => vec![tell(ForSupplier::Aged(*working_days))],
        Evidence::NotReady(why) => vec![tell(ForSupplier::NotReady(*why))],
        Evidence::Encoding { line, trace } => {
            vec![tell(ForSupplier::Traced { line: *line, trace: *trace })]
        }
        Evidence::Header { width, missing, .. } if missing.len() == declared => {
            vec![tell(ForSupplier::NoHeader(*width))]
        }
        Evidence::Header { width: _, missing, doubled } => {
            let missing = (!missing.is_empty()).then(|| tell(ForSupplier::Missing(&missing.join(", "))));
            let doubled = (!doubled.is_empty()).then(|| tell(ForSupplier::Doubled(&doubled.join(", "))));
            missing.into_iter().chain(doubled).collect()
        }
        Evidence::End(endings) => endings.iter().map(|ending| tell(ForSupplier::Ended(*ending))).collect(),
        Evidence::Flags { rows, unreadable, first_lines: _ } => {
            vec![tell(ForSupplier::Unreadable(*unreadable, *rows))]
        }
    }
}

/// What is asked of such a file.
fn asked(
    specification: &Specification,
    fault: FileFault,
    tell: impl Fn(&ForSupplier<'_>) -> String,
) -> Option<String> {
    let Specification { names: [one, other], delimiter, bounds, .. } = specification;
    let headers: Vec<&str> = specification.columns.iter().map(|column| column.header.as_str()).collect();
    let flags: Vec<&str> = specification.flags().collect();
    Some(match fault {
        FileFault::Missing => tell(&ForSupplier::Named(one, other)),
        FileFault::Stale => tell(&ForSupplier::UsableFor(specification.usable_days?)),
        FileFault::StillBeingWritten => tell(&ForSupplier::Ready),
        FileFault::Empty => tell(&ForSupplier::HasHeader),
        FileFault::EncodingMismatch => tell(&ForSupplier::EncodedIn(specification.encoding)),
        FileFault::HeaderMismatch => tell(&ForSupplier::HasColumns(&headers.join(", "), *delimiter)),
        FileFault::Truncated => match &specification.trailer {
            Some(mark) => tell(&ForSupplier::EndsWith(mark, *delimiter)),
            None => tell(&ForSupplier::EndsLine),
        },
        FileFault::NoRows => tell(&ForSupplier::HasRows),
        FileFault::WrongMunicipality => {
            tell(&ForSupplier::OfMunicipality(bounds.least_percent_at_home, &bounds.municipality))
        }
        FileFault::FlagsUnreadable => {
            tell(&ForSupplier::ReadableFlags(&flags.join(", "), bounds.most_percent_unreadable_flags))
        }
        FileFault::TooManyRejects => {
            tell(&ForSupplier::FewRejects(bounds.most_rejects, bounds.most_percent_rejects))
        }
        FileFault::RowCountDrop => return None,
    })
}
