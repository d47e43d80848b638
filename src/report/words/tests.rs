//! Every code has its own words in both languages, and they fit.

mod samples;
mod terms;

use super::*;
use crate::domain::codes::Code;
use crate::domain::statistics::figures::{Figure, YearFigure};
use std::any::type_name;
use std::collections::BTreeSet;

/// Words that are the same in both languages, because both write them so.
const SAME: [&str; 5] = ["Person", "Personnummer", "Status", "Program", "Period"];

fn texts<C: Code>(lang: Lang, words: fn(Lang, C) -> &'static str) -> Vec<&'static str> {
    C::ALL.iter().map(|code| words(lang, *code)).collect()
}

fn assert_translated<C: Code>(words: fn(Lang, C) -> &'static str) {
    let (swedish, english) = (texts(Lang::Sv, words), texts(Lang::En, words));
    for (sv, en) in swedish.iter().zip(&english) {
        assert!(!sv.is_empty() && !en.is_empty(), "{}", type_name::<C>());
        assert_ne!(sv, en, "{}", type_name::<C>());
    }
}

fn assert_distinct<C: Code>(words: fn(Lang, C) -> &'static str) {
    assert_translated(words);
    for lang in [Lang::Sv, Lang::En] {
        let all = texts(lang, words);
        let different: BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(different.len(), all.len(), "{}: {all:?}", type_name::<C>());
    }
}

#[test]
fn every_code_has_words_of_its_own_in_both_languages() {
    assert_distinct(lane);
    assert_distinct(covered);
    assert_distinct(not_covered);
    assert_distinct(undetermined);
    assert_distinct(change_kind);
    assert_distinct(verdict);
    assert_distinct(file_fault);
    assert_distinct(row_fault);
    assert_distinct(limit_class);
    assert_distinct(step);
    assert_distinct(task_status);
    assert_distinct(task_end);
    assert_distinct(outcome);
    assert_distinct(school_form);
    assert_distinct(programme_class);
    assert_distinct(placement_status);
    assert_distinct(document);
    assert_distinct(deregistration);
    assert_distinct(ruling);
    assert_distinct(ruling_reason);
    assert_distinct(occupation);
    assert_distinct(channel);
    assert_distinct(contact_outcome);
    assert_distinct(measure);
    assert_distinct(rung);
    assert_distinct(check);
    assert_distinct(kept);
    assert_translated(origin);
    assert_distinct(item);
    assert_distinct(variant);
    assert_distinct(measure_end);
    assert_distinct(told_by);
    assert_distinct(obstacle);
}

#[test]
fn every_word_of_statistics_is_one_of_its_own_in_both_languages() {
    assert_distinct(statistics::title);
    assert_distinct(statistics::column_name);
    assert_distinct(statistics::division);
    assert_distinct(statistics::sex);
    assert_distinct(statistics::contacted);
    assert_distinct(statistics::flow);
    assert_distinct(statistics::half_year_check);
    assert_translated(statistics::define_division);
    assert_translated(statistics::define_contacted);
    assert_translated(statistics::define_flow);
    assert_translated(statistics::define_half_year_check);
}

#[test]
fn every_figure_has_words_that_leave_room_for_four_school_years() {
    let of_year = YearFigure::ALL.iter().copied().map(Figure::Of);
    let of_channel = |channel: &Channel| {
        [Figure::Attempts(*channel), Figure::Answered(*channel), Figure::ResponseRate(*channel)]
    };
    let all: Vec<Figure> = of_year.chain(Channel::ALL.iter().flat_map(of_channel)).collect();
    assert_eq!(all.len(), 24 + 9 * 3);
    for lang in [Lang::Sv, Lang::En] {
        let words: BTreeSet<String> = all.iter().map(|figure| statistics::figure(lang, *figure)).collect();
        assert_eq!(words.len(), all.len(), "{words:?}");
        for figure in words {
            assert!(figure.chars().count() <= 36, "{figure}");
        }
    }
    for figure in all {
        let define = |lang| statistics::define_figure(lang, figure);
        assert_ne!(define(Lang::Sv), define(Lang::En));
    }
}

#[test]
fn advice_is_translated_and_complete() {
    assert_translated(remedy);
    assert_translated(turning_in);
    assert_translated(cure);
    assert_translated(file_check);
    assert_translated(row_check);
    assert_translated(must_hold);
}

#[test]
fn every_label_is_translated_unless_both_languages_write_it_alike() {
    let (swedish, english) = (labels(Lang::Sv).all(), labels(Lang::En).all());
    assert_each_translated(swedish, english);
    let (swedish, english) = (page_words(Lang::Sv).all(), page_words(Lang::En).all());
    assert_each_translated(swedish, english);
    let (swedish, english) = (dossier_words(Lang::Sv).all(), dossier_words(Lang::En).all());
    assert_each_translated(swedish, english);
}

fn assert_each_translated(swedish: Vec<(&str, &str)>, english: Vec<(&str, &str)>) {
    for ((name, sv), (_, en)) in swedish.into_iter().zip(english) {
        assert!(!sv.is_empty() && !en.is_empty(), "{name}");
        assert!(sv != en || SAME.contains(&sv), "{name}: {sv}");
    }
}

/// The variants of an enum, by its source.
fn variants(source: &str, name: &str) -> BTreeSet<String> {
    let heads = [format!("pub enum {name} {{\n"), format!("pub enum {name}<'a> {{\n")];
    let (_, rest) = heads.iter().find_map(|head| source.split_once(head.as_str())).unwrap();
    let (body, _) = rest.split_once("\n}\n").unwrap();
    let variant = |line: &str| {
        let name = line.strip_prefix("    ").filter(|line| line.starts_with(char::is_uppercase))?;
        Some(name.chars().take_while(|letter| letter.is_alphanumeric()).collect())
    };
    body.lines().filter_map(variant).collect()
}

#[test]
fn whatever_is_said_with_values_in_it_is_said_in_two_languages() {
    for (source, name, samples, same) in samples::all() {
        let sampled: BTreeSet<String> = samples.iter().map(|sample| sample.name.clone()).collect();
        assert_eq!(sampled, variants(source, name), "a variant of {name} without a sample, or the reverse");
        for sample in samples {
            let is_same = same.contains(&sample.name.as_str());
            assert_eq!(
                sample.swedish == sample.english && !sample.swedish.is_empty(),
                is_same,
                "{name}::{}: {}",
                sample.name,
                sample.swedish
            );
        }
    }
}

#[test]
fn the_name_of_a_check_fits_before_what_it_found() {
    for lang in [Lang::Sv, Lang::En] {
        for name in texts(lang, check) {
            assert!(name.chars().count() <= 17, "{name}");
        }
    }
}

#[test]
fn no_text_speaks_to_anyone() {
    for (_, text) in terms::texts(Lang::Sv) {
        let words: Vec<&str> = text.split(|letter: char| !letter.is_alphabetic()).collect();
        for you in ["du", "Du", "din", "ditt", "dina", "dig", "ni", "Ni", "er"] {
            assert!(!words.contains(&you), "{text}");
        }
    }
}
