//! A sample of everything that a supplier is told.

use crate::domain::codes::{Code, NotReady, Trace};
use crate::domain::evidence::Ending;
use crate::domain::number::Form;
use crate::domain::specification::{Cell, Days, Demand};
use crate::report::words::ForSupplier;
use std::sync::LazyLock;

pub fn all() -> Vec<ForSupplier<'static>> {
    let mut all: Vec<ForSupplier<'static>> = vec![
        ForSupplier::Title(super::day()),
        ForSupplier::Preface,
        ForSupplier::NothingWrong,
        ForSupplier::Rows(1),
        ForSupplier::Rows(2),
        ForSupplier::Aged(1),
        ForSupplier::Aged(2),
        ForSupplier::NoHeader(1),
        ForSupplier::Missing("STATUS"),
        ForSupplier::Doubled("STATUS"),
        ForSupplier::AtHome(1, 2),
        ForSupplier::Unreadable(1, 2),
        ForSupplier::Rejected(1, 2),
        ForSupplier::Named("a_20161121.csv", "a_2016-11-21.csv"),
        ForSupplier::UsableFor(1),
        ForSupplier::Ready,
        ForSupplier::HasHeader,
        ForSupplier::EncodedIn("UTF-8"),
        ForSupplier::HasColumns("STATUS", ';'),
        ForSupplier::HasColumns("STATUS", '\t'),
        ForSupplier::EndsLine,
        ForSupplier::EndsWith("#SLUTPOST", ';'),
        ForSupplier::HasRows,
        ForSupplier::OfMunicipality(90, "0180"),
        ForSupplier::ReadableFlags("SEKRETESSMARKERING", 1),
        ForSupplier::FewRejects(5, 1),
        ForSupplier::FlagFault,
        ForSupplier::FlagsCountAsSet,
        ForSupplier::ToPair,
        ForSupplier::PairingAsked,
        ForSupplier::HiddenColumn,
        ForSupplier::NotRead("EGEN"),
        ForSupplier::MendRows,
    ];
    all.extend(NotReady::ALL.iter().map(|why| ForSupplier::NotReady(*why)));
    all.extend(Trace::ALL.iter().map(|trace| ForSupplier::Traced { line: 3, trace: *trace }));
    all.extend(endings().into_iter().map(ForSupplier::Ended));
    all.extend(demands().into_iter().map(ForSupplier::Asked));
    all
}

pub fn endings() -> Vec<Ending> {
    vec![
        Ending::NoLineFeed,
        Ending::OpenQuote { line: 3 },
        Ending::NoTrailer,
        Ending::TrailerNotLast,
        Ending::TrailerUnreadable,
        Ending::TrailerCount { declared: 2, rows: 1 },
    ]
}

static KEY: LazyLock<[String; 2]> = LazyLock::new(|| ["PERSONNUMMER", "DOKUMENT"].map(str::to_owned));

static DAYS: LazyLock<Days> = LazyLock::new(|| Days {
    status: "STATUS".to_owned(),
    start: "STARTDATUM".to_owned(),
    ends_on: "SLUTDATUM".to_owned(),
    broken_off_on: "AVBROTTSDATUM".to_owned(),
});

pub static CELLS: LazyLock<Vec<Cell>> = LazyLock::new(|| {
    let written = || vec!["20161121".to_owned(), "2016-11-21".to_owned()];
    vec![
        Cell::Number(Form::Twelve),
        Cell::Number(Form::TwelveOrTen),
        Cell::OptionalNumber(Form::Twelve),
        Cell::Municipality,
        Cell::Flag,
        Cell::Date(written()),
        Cell::OptionalDate(written()),
        Cell::PartialDate(written()),
        Cell::SchoolUnit,
        Cell::OneOf(written()),
        Cell::Programme,
        Cell::SchoolYear,
        Cell::Filled,
        Cell::Free,
    ]
});

pub fn demands() -> Vec<Demand<'static>> {
    vec![
        Demand::Width(';'),
        Demand::OneLine,
        Demand::OneRowEach(&KEY[..1]),
        Demand::OneRowEach(&KEY[..]),
        Demand::Cell(&CELLS[0]),
        Demand::LastDayGiven(&DAYS),
        Demand::LastDayAfterFirst(&DAYS),
    ]
}
