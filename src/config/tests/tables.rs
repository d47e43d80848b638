//! What a wrong code table is told, whole.

use super::{fault, table_fault};

#[test]
fn a_code_table_names_the_line_at_fault() {
    for (file, from, to, expected) in [
        (
            "programmes.csv",
            "national",
            "nationell",
            "programmes.csv:2: `class`: found `nationell`, expected one of `introduction`, `fourth_year`, \
             `national`, `adapted_individual`, `adapted_national`, `unknown_programme`; did you mean `national`?",
        ),
        (
            "programmes.csv",
            "GY;NA",
            "VUX;NA",
            "programmes.csv:2: `form`: found `VUX`, expected `GY` or `GYAN`: other forms have no programmes",
        ),
        (
            "documents.csv",
            "IB_DIPLOM;IB_DIPLOM",
            "IB_DIPLOM;IB",
            "documents.csv:2: `document`: found `IB`; did you mean `IB_DIPLOM`?",
        ),
        (
            "documents.csv",
            "IB_DIPLOM;IB_DIPLOM",
            "IB_DIPLOM;BETYG",
            "documents.csv:2: `document`: found `BETYG`, expected one of `EXAMENSBEVIS`, `GYMNASIEBEVIS_ANPASSAD`, \
             `IB_DIPLOM`, `UTLANDSK_EXAMEN`, `FHS_BEHORIGHET`, `STUDIEBEVIS`, `GYMNASIEINTYG`, `BETYGSUTDRAG`, \
             `SLUTBETYG_GR`, `unknown_document`",
        ),
        (
            "deregistrations.csv",
            "deceased",
            "död",
            "deregistrations.csv:2: `meaning`: found `död`, expected one of `deceased`, `emigrated`, \
             `untraceable`, `number_replaced`, `other`, `unknown`",
        ),
        ("forms.csv", "GY;GY", "GY;GYM", "forms.csv:2: `form`: found `GYM`; did you mean `GY`?"),
        ("forms.csv", "GY;GY", ";GY", "forms.csv:2: `code`: found nothing, expected a code or a name"),
        (
            "forms.csv",
            "code;form;",
            "kod;form;",
            "forms.csv:1: found the header `kod;form;valid_from;valid_to`, expected \
             `code;form;valid_from;valid_to`",
        ),
        ("forms.csv", "GY;GY;;", "GY;GY;", "forms.csv:2: found 3 cells, expected 4"),
        ("forms.csv", "GY;GY", "\"GY\";GY", "forms.csv:2: found a quote, expected cells without quotes"),
        (
            "forms.csv",
            "GY;GY;;",
            "GY;GY;2016-02-30;",
            "forms.csv:2: `valid_from`: found `2016-02-30`, expected a date as `YYYY-MM-DD`",
        ),
        (
            "forms.csv",
            "GY;GY;;",
            "GY;GY;2016-07-01;2016-06-30",
            "forms.csv:2: `valid_to`: found `2016-06-30`, expected a day not before `valid_from`, `2016-07-01`",
        ),
    ] {
        assert_eq!(table_fault(file, from, to), expected);
    }
}

#[test]
fn a_code_is_listed_once_for_a_day() {
    assert_eq!(
        table_fault("forms.csv", "GY;GY;;\n", "GY;GY;;\r\n\r\n# again\r\nGY;GYAN;;\r\n"),
        "forms.csv:5: `GY` is listed twice for the same days, first on line 2; expected periods that do not \
         overlap"
    );
    assert_eq!(
        table_fault(
            "programmes.csv",
            "GY;NA;national;;",
            "GY;NA;national;;2025-06-30\nGY;NA;introduction;2025-06-30;"
        ),
        "programmes.csv:3: `GY;NA` is listed twice for the same days, first on line 2; expected periods that do \
         not overlap"
    );
    assert_eq!(
        table_fault("areas.csv", ";Downhill", "Uphill;Downhill"),
        "areas.csv:5: `Uphill` is listed twice for the same days, first on line 4; expected periods that do not \
         overlap"
    );
}

#[test]
fn a_code_table_that_is_not_there_is_named_with_the_key_that_names_it() {
    assert_eq!(
        fault("\"forms.csv\"", "\"form.csv\""),
        "town.toml:4: `school_forms`: expected a code table that can be read: cannot read `form.csv`: \
         No such file or directory (os error 2)"
    );
}
