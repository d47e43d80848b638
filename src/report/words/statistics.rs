//! Statistics in each language: what reports, columns and rows are called, and what they count.
//!
//! A definition is a sentence. What explains itself, or is explained by what it is a part of, has none.

use super::{closed, covered, en, labels, lane, sv};
use crate::domain::statistics::figures::{
    Column, ColumnName, Contacted, Division, Figure, Flow, HalfYearCheck, Kind, Label, Part, Period, Sex,
};
use crate::report::Lang;

macro_rules! statistics {
    ($($(#[$doc:meta])* $name:ident($code:ty) -> $text:ty;)+) => { $(
        $(#[$doc])*
        pub fn $name(lang: Lang, code: $code) -> $text {
            match lang {
                Lang::Sv => sv::statistics::$name(code),
                Lang::En => en::statistics::$name(code),
            }
        }
    )+ };
}

statistics! {
    /// What a report is about, after its period.
    title(Kind) -> &'static str;
    /// The days a report is about, as a title begins.
    period(Period) -> String;
    /// Columns by name.
    column_name(ColumnName) -> &'static str;
    /// By what persons are divided.
    division(Division) -> &'static str;
    /// Legal sex.
    sex(Sex) -> &'static str;
    /// What has come of outreach.
    contacted(Contacted) -> &'static str;
    /// Lines of a balance.
    flow(Flow) -> &'static str;
    /// Figures of a school year.
    figure(Figure) -> String;
    /// Parts of the coverage equation.
    part(Part) -> String;
    /// Checks of the half-year delivery.
    half_year_check(HalfYearCheck) -> &'static str;
    /// What a division goes by.
    define_division(Division) -> &'static str;
    /// Who has come how far.
    define_contacted(Contacted) -> &'static str;
    /// What a line of a balance counts.
    define_flow(Flow) -> &'static str;
    /// What a figure counts.
    define_figure(Figure) -> &'static str;
    /// What a part of the coverage equation counts.
    define_part(Part) -> &'static str;
    /// What a check looks for.
    define_half_year_check(HalfYearCheck) -> &'static str;
}

/// What a column of a report counts, if that needs to be said.
pub fn define_column(lang: Lang, kind: Kind, name: ColumnName) -> Option<&'static str> {
    match lang {
        Lang::Sv => sv::statistics::define_column(kind, name),
        Lang::En => en::statistics::define_column(kind, name),
    }
}

/// What stands over a column.
pub fn column(lang: Lang, column: &Column) -> String {
    match column {
        Column::Named(name) => column_name(lang, *name).to_owned(),
        Column::SchoolYear(year) => year.to_string(),
    }
}

/// What a row is about.
pub fn label(lang: Lang, label: Label) -> String {
    let words = match label {
        Label::Age(years) => return years.to_string(),
        Label::Figure(of) => return figure(lang, of),
        Label::Part(of) => return part(lang, of),
        Label::Total => labels(lang).in_all,
        Label::Division(by) => division(lang, by),
        Label::Covered(reason) => covered(lang, reason),
        Label::Closed(reason) => closed(lang, reason),
        Label::Lane(of) => lane(lang, of),
        Label::Sex(of) => sex(lang, of),
        Label::Protected => labels(lang).protected_identity,
        Label::Unknown => labels(lang).not_known,
        Label::Contacted(how) => contacted(lang, how),
        Label::Flow(of) => flow(lang, of),
        Label::HalfYear(check) => half_year_check(lang, check),
    };
    words.to_owned()
}

/// What a row counts, if that needs to be said.
pub fn define(lang: Lang, label: Label) -> Option<&'static str> {
    match label {
        Label::Division(division) => Some(define_division(lang, division)),
        Label::Contacted(contacted) => Some(define_contacted(lang, contacted)),
        Label::Flow(flow) => Some(define_flow(lang, flow)),
        Label::Figure(figure) => Some(define_figure(lang, figure)),
        Label::Part(part) => Some(define_part(lang, part)),
        Label::HalfYear(check) => Some(define_half_year_check(lang, check)),
        Label::Protected => Some(match lang {
            Lang::Sv => sv::statistics::PROTECTED,
            Lang::En => en::statistics::PROTECTED,
        }),
        Label::Total
        | Label::Covered(_)
        | Label::Closed(_)
        | Label::Lane(_)
        | Label::Age(_)
        | Label::Sex(_)
        | Label::Unknown => None,
    }
}
