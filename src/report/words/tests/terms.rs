//! Terms as the law writes them, typed by hand: where each is due, and words that are nowhere.

use super::samples;
use super::*;
use crate::domain::codes::RuleSet;
use crate::domain::statistics::figures::Kind;
use crate::domain::status::Status;
use crate::report::ground::Ground;

/// The Swedish text of one thing, and what must be in it.
fn due() -> Vec<(String, &'static str)> {
    let sv = Lang::Sv;
    let answer = |status| say(sv, &Sentence::Answer(status));
    let (reason, lane) = (CoveredReason::MovedIn, Lane::Outreach);
    let covered_answer = answer(Status::Covered { reason, lane });
    let not_covered_answer = answer(Status::NotCovered { reason: NotCoveredReason::Attending });
    let since_2015 = ground(sv, Ground::Responsibility(RuleSet::Y2015));
    let since_2018 = ground(sv, Ground::Responsibility(RuleSet::Y2018));
    let (words, page) = (labels(sv), page_words(sv));
    let told = [
        // Skollagen 29 kap. 6 and 9 §§, 7 kap. 12-14 §§; förordning (2006:39).
        (since_2015, "skollagen (2010:800) 29 kap. 9 §"),
        (since_2015, "till och med 2018-06-30"),
        (since_2018, "skollagen (2010:800) 29 kap. 9 §"),
        (since_2018, "från och med 2018-07-01"),
        (ground(sv, Ground::HomeMunicipality), "29 kap. 6 § (hemkommun)"),
        (ground(sv, Ground::CompulsoryAttendance), "7 kap. 12–14 §§ (skolplikt)"),
        (ground(sv, Ground::PopulationRegistration), "folkbokföringslagen (1991:481)"),
        (ground(sv, Ground::TurningUp), "gymnasieförordningen (2010:2039) 12 kap. 3 §"),
        (page.legal_basis, "29 kap. 9 § skollagen (2010:800)"),
        (page.legal_basis, "förordningen (2006:39)"),
        (dossier_words(sv).purpose, "29 kap. 9 § skollagen (2010:800)"),
        (dossier_words(sv).contents_by_law, "4 § förordningen (2006:39) om register och dokumentation"),
        (dossier_words(sv).ground, "artikel 6.1 c och e"),
        (origin(sv, Kept::Interruption), "15 kap. 15 §"),
        (item(sv, Item::SecrecyMarked), "Sekretessmarkering"),
        (item(sv, Item::ProtectedRegistration), "Skyddad folkbokföring"),
        (statistics::title(sv, Kind::Register), "aktivitetsansvaret"),
        (not_covered(sv, NotCoveredReason::CompulsorySchool), "skolplikt"),
        (turning_in(sv, NotCoveredReason::CompulsorySchool), "skolplikten"),
        // Folkbokföringslagen; offentlighets- och sekretesslagen 22 kap. 1 §.
        (not_covered(sv, NotCoveredReason::MovedOut), "folkbokförd i en annan kommun"),
        (not_covered(sv, NotCoveredReason::NotResident), "inte folkbokförd i kommunen"),
        (turning_in(sv, NotCoveredReason::MovedOut), "folkbokförs i kommunen"),
        (not_covered(sv, NotCoveredReason::Untraceable), "avregistrerad som försvunnen"),
        (undetermined(sv, UndeterminedReason::ProtectedRegistration), "skyddad folkbokföring"),
        (remedy(sv, UndeterminedReason::ProtectedRegistration), "hemkommun"),
        (ruling_reason(sv, RulingReason::ProtectedRegistration), "skyddad folkbokföring"),
        (words.secrecy_marked, "sekretessmarkering"),
        (words.protected_registration, "skyddad folkbokföring"),
        (words.protected_identity, "skyddade personuppgifter"),
        (lane_of_protected(), "skyddade personuppgifter"),
        (file_check(sv, FileFault::FlagsUnreadable), "Sekretessmarkering och skyddad folkbokföring"),
        // Skollagen 15-20 kap.: school forms, programmes and what pupils leave with.
        (school_form(sv, SchoolForm::UpperSecondary), "gymnasieskola"),
        (school_form(sv, SchoolForm::AdaptedUpperSecondary), "anpassad gymnasieskola"),
        (school_form(sv, SchoolForm::Compulsory), "grundskola"),
        (school_form(sv, SchoolForm::AdaptedCompulsory), "anpassad grundskola"),
        (school_form(sv, SchoolForm::Special), "specialskola"),
        (school_form(sv, SchoolForm::Sami), "sameskola"),
        (occupation(sv, Occupation::UpperSecondary), "gymnasieskola"),
        (programme_class(sv, ProgrammeClass::National), "nationellt program"),
        (programme_class(sv, ProgrammeClass::Introduction), "introduktionsprogram"),
        (programme_class(sv, ProgrammeClass::AdaptedIndividual), "individuellt program"),
        (covered(sv, CoveredReason::IntroductionProgramme), "introduktionsprogram"),
        (covered(sv, CoveredReason::InterruptedNational), "nationellt program"),
        (covered(sv, CoveredReason::InterruptedAdapted), "anpassad gymnasieskola"),
        (covered(sv, CoveredReason::StudyCertificate), "studiebevis"),
        (covered(sv, CoveredReason::IntroductionCertificate), "gymnasieintyg"),
        (not_covered(sv, NotCoveredReason::Attending), "gymnasieskola"),
        (document(sv, Document::Diploma), "examensbevis"),
        (document(sv, Document::StudyCertificate), "studiebevis"),
        (document(sv, Document::IntroductionCertificate), "gymnasieintyg"),
        (document(sv, Document::AdaptedCertificate), "gymnasiebevis"),
        (document(sv, Document::CompulsoryFinal), "slutbetyg"),
        (turning_in(sv, NotCoveredReason::AwaitingDocument), "studiebevis"),
        (measure(sv, MeasureKind::Guidance), "studie- och yrkesvägledning"),
    ];
    let answers = [
        (covered_answer, "Omfattas av kommunens aktivitetsansvar"),
        (not_covered_answer, "Omfattas inte av kommunens aktivitetsansvar"),
        (say(sv, &Sentence::ResidentHere(None)), "folkbokförd i kommunen"),
        (say(sv, &Sentence::Erased(1)), "Gallrade"),
    ];
    told.into_iter().map(|(text, term)| (text.to_owned(), term)).chain(answers).collect()
}

fn lane_of_protected() -> &'static str {
    lane(Lang::Sv, Lane::Protected)
}

/// How words begin that no Swedish text of ours has: what the law has ceased to say, and English or Swenglish.
const NEVER_SWEDISH: [&str; 20] = [
    "uppföljningsansvar",
    "informationsansvar",
    "gymnasiesärskol",
    "grundsärskol",
    "särskol",
    "avhopp",
    "slutbetyg från gymnasie",
    "skyddad identitet",
    "spärrmarkering",
    "kvarskrivning",
    "lane",
    "entry",
    "the ",
    "error",
    "record ",
    "matcha",
    "checka",
    "datat",
    "e mail",
    "mailet",
];

/// The same of every language.
const NEVER: [&str; 6] = ["score", "ranking", "risk group", "riskgrupp", "drop out", "dropout"];

/// Every text in a language, with what it is of.
pub fn texts(lang: Lang) -> Vec<(String, String)> {
    let of = |(name, text): (&str, &str)| (name.to_owned(), text.to_owned());
    let mut all: Vec<(String, String)> = labels(lang).all().into_iter().map(of).collect();
    all.extend(page_words(lang).all().into_iter().map(of));
    all.extend(dossier_words(lang).all().into_iter().map(of));
    for (_, kind, samples, _) in samples::all() {
        all.extend(samples.into_iter().map(|sample| {
            let text = if lang == Lang::Sv { sample.swedish } else { sample.english };
            (format!("{kind}::{}", sample.name), text)
        }));
    }
    all.extend(codes(lang));
    all
}

/// Every code's texts.
fn codes(lang: Lang) -> Vec<(String, String)> {
    fn of<C: Code>(all: &mut Vec<(String, String)>, lang: Lang, words: fn(Lang, C) -> &'static str) {
        all.extend(C::ALL.iter().map(|code| (code.as_str().to_owned(), words(lang, *code).to_owned())));
    }
    let mut all = Vec::new();
    of(&mut all, lang, kept);
    of(&mut all, lang, origin);
    of(&mut all, lang, item);
    of(&mut all, lang, variant);
    of(&mut all, lang, measure_end);
    of(&mut all, lang, told_by);
    of(&mut all, lang, lane);
    of(&mut all, lang, covered);
    of(&mut all, lang, not_covered);
    of(&mut all, lang, undetermined);
    of(&mut all, lang, remedy);
    of(&mut all, lang, turning_in);
    of(&mut all, lang, change_kind);
    of(&mut all, lang, verdict);
    of(&mut all, lang, file_fault);
    of(&mut all, lang, cure);
    of(&mut all, lang, file_check);
    of(&mut all, lang, row_fault);
    of(&mut all, lang, row_check);
    of(&mut all, lang, limit_class);
    of(&mut all, lang, step);
    of(&mut all, lang, task_status);
    of(&mut all, lang, task_end);
    of(&mut all, lang, outcome);
    of(&mut all, lang, school_form);
    of(&mut all, lang, programme_class);
    of(&mut all, lang, placement_status);
    of(&mut all, lang, document);
    of(&mut all, lang, deregistration);
    of(&mut all, lang, ruling);
    of(&mut all, lang, ruling_reason);
    of(&mut all, lang, occupation);
    of(&mut all, lang, channel);
    of(&mut all, lang, contact_outcome);
    of(&mut all, lang, measure);
    of(&mut all, lang, rung);
    of(&mut all, lang, obstacle);
    of(&mut all, lang, check);
    of(&mut all, lang, must_hold);
    of(&mut all, lang, statistics::title);
    of(&mut all, lang, statistics::column_name);
    of(&mut all, lang, statistics::division);
    of(&mut all, lang, statistics::sex);
    of(&mut all, lang, statistics::contacted);
    of(&mut all, lang, statistics::flow);
    of(&mut all, lang, statistics::half_year_check);
    of(&mut all, lang, statistics::define_division);
    of(&mut all, lang, statistics::define_contacted);
    of(&mut all, lang, statistics::define_flow);
    of(&mut all, lang, statistics::define_half_year_check);
    all.extend(YearFigure::ALL.iter().map(|figure| {
        let figure = Figure::Of(*figure);
        let words = statistics::figure(lang, figure);
        (words.clone(), format!("{words}: {}", statistics::define_figure(lang, figure)))
    }));
    all
}

#[test]
fn legal_terms_stand_where_they_are_due_as_the_law_writes_them() {
    for (text, term) in due() {
        assert!(text.contains(term), "`{term}` is not in: {text}");
    }
}

/// The words of a text in small letters, a space before and after each.
fn words_of(text: &str) -> String {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split(|letter: char| !letter.is_alphabetic()).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    format!(" {} ", words.join(" "))
}

#[test]
fn words_that_the_law_has_left_and_english_ones_are_in_no_swedish_text() {
    let swedish = NEVER_SWEDISH.iter().chain(&NEVER).copied().collect::<Vec<_>>();
    for (lang, never) in [(Lang::Sv, &swedish[..]), (Lang::En, &NEVER)] {
        for (name, text) in texts(lang) {
            // A command is typed as it is.
            let words = words_of(&text.replace("kaa-sync record decisions", ""));
            for word in never {
                assert!(!words.contains(&format!(" {word}")), "{name}: `{word}` in: {text}");
            }
        }
    }
}

#[test]
fn no_text_has_a_space_too_many_or_a_value_that_was_not_set() {
    for lang in [Lang::Sv, Lang::En] {
        for (name, text) in texts(lang) {
            assert!(!text.contains("  ") && text == text.trim(), "{name}: {text:?}");
            assert!(!text.contains(['{', '}']), "{name}: {text:?}");
        }
    }
}
