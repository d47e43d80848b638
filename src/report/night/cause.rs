//! Why a night was held or refused: the four answers, and the argument that releases it.
//!
//! Says nothing of a night that was committed whole.

use super::{Lang, NightReport, Page, Sentence, labels, say};
use crate::domain::codes::{FileFault, LimitClass};
use crate::domain::decide::Decided;
use crate::domain::sources::SourceNight;
use crate::report::words::exceeded;

/// The four answers, where there is something to answer.
pub(super) fn write(page: &mut Page, lang: Lang, night: &NightReport<'_>) {
    match (night.decided, night.tonight.stopping()) {
        (Some(decided), _) if !decided.approved.withheld().is_empty() => held(page, lang, night, decided),
        (None, Some(source)) => refused(page, lang, night, source),
        (Some(_) | None, _) => {}
    }
}

fn held(page: &mut Page, lang: Lang, night: &NightReport<'_>, decided: &Decided) {
    let words = labels(lang);
    let approved = &decided.approved;
    page.heading(words.withheld);
    page.field(committed(lang, night), &say(lang, &Sentence::Changes(approved.changes().len() as u64)));
    let waiting = say(lang, &Sentence::Changes(approved.withheld().len() as u64));
    page.field(words.not_committed, &format!("{waiting}: {}", exceeded(lang, approved.exceeded())));
    page.field(words.next_run, &say(lang, &Sentence::WithheldComeAgain));
    let is_load = night.first && approved.exceeded().keys().all(|class| is_addition(*class));
    let asked = if is_load { Sentence::CheckThenLoad } else { Sentence::CheckThenAllow };
    page.field(words.who_must_act, &say(lang, &asked));
    if is_load {
        argument(page, "--initial-load");
        return;
    }
    for (class, over) in approved.exceeded() {
        argument(
            page,
            &format!("run --as-of {} --allow {class}={} --because \"…\"", night.as_of, over.count),
        );
    }
}

pub(super) fn committed(lang: Lang, night: &NightReport<'_>) -> &'static str {
    let words = labels(lang);
    if night.is_plan { words.would_be_committed } else { words.committed }
}

fn is_addition(class: LimitClass) -> bool {
    match class {
        LimitClass::Additions | LimitClass::UnexplainedAdditions => true,
        LimitClass::Removals | LimitClass::UnexplainedRemovals => false,
    }
}

fn refused(page: &mut Page, lang: Lang, night: &NightReport<'_>, source: &SourceNight) {
    let words = labels(lang);
    let provider = source.id.provider.as_str();
    page.gap();
    page.field(committed(lang, night), &say(lang, &Sentence::OnlyTheRefusal));
    page.field(words.not_committed, &say(lang, &Sentence::NothingOfTheNight));
    page.field(words.next_run, &say(lang, &Sentence::RefusedIsTriedAgain));
    let Some(fault) = source.fault else { return };
    page.field(words.who_must_act, &say(lang, &Sentence::SeeTo { provider, fault }));
    if FileFault::ACCEPTABLE.contains(&fault) {
        page.field("", &say(lang, &Sentence::OrAccept));
        argument(page, &format!("--accept {provider}:{fault}={} --because \"…\"", words.rows.to_uppercase()));
    }
}

/// An argument to give, on a line of its own so that it can be copied.
fn argument(page: &mut Page, argument: &str) {
    page.block(&format!("  {argument}"));
}
