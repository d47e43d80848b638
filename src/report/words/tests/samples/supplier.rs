//! A sample of everything that a supplier is told.

use crate::domain::codes::{Code, NotReady, Trace};
use crate::domain::evidence::Ending;
use crate::domain::number::Form;
use crate::domain::specification::{Cell, Days, Demand};
use crate::report::words::{ForSupplier, Required, Seen};
use std::sync::LazyLock;

pub fn all() -> Vec<ForSupplier<'static>> {
    let mut all: Vec<ForSupplier<'static>> = vec![
        ForSupplier::Title(super::day()),
        ForSupplier::Preface,
        ForSupplier::NothingWrong,
        ForSupplier::Rows(1),
        ForSupplier::Rows(2),
        ForSupplier::Seen(Seen::Aged(1)),
        ForSupplier::Required(Required::Ready),
        ForSupplier::FlagFault,
        ForSupplier::FlagsCountAsSet,
        ForSupplier::ToPair,
        ForSupplier::PairingAsked,
        ForSupplier::HiddenColumn,
        ForSupplier::NotRead("EGEN"),
        ForSupplier::MendRows,
    ];
    all.extend(demands().into_iter().map(ForSupplier::Asked));
    all
}

pub fn seen() -> Vec<Seen<'static>> {
    let mut all = vec![
        Seen::Aged(1),
        Seen::Aged(2),
        Seen::NoHeader(1),
        Seen::Missing("STATUS"),
        Seen::Doubled("STATUS"),
        Seen::AtHome(1, 2),
        Seen::Unreadable(1, 2),
        Seen::Rejected(1, 2),
    ];
    all.extend(NotReady::ALL.iter().map(|why| Seen::NotReady(*why)));
    all.extend(Trace::ALL.iter().map(|trace| Seen::Traced { line: 3, trace: *trace }));
    all.extend(endings().into_iter().map(Seen::Ended));
    all
}

pub fn required() -> Vec<Required<'static>> {
    vec![
        Required::Named("a_20161121.csv", "a_2016-11-21.csv"),
        Required::UsableFor(1),
        Required::Ready,
        Required::HasHeader,
        Required::EncodedIn("UTF-8"),
        Required::HasColumns("STATUS", ';'),
        Required::HasColumns("STATUS", '\t'),
        Required::EndsLine,
        Required::EndsWith("#SLUTPOST", ';'),
        Required::HasRows,
        Required::OfMunicipality(90, "0180"),
        Required::ReadableFlags("SEKRETESSMARKERING", 1),
        Required::FewRejects(5, 1),
    ]
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
