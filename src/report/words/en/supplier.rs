//! What a supplier is told, in English.
//!
//! A supplier has not read the documentation: no word of the program's own without what it means.

use crate::domain::codes::{FileFault, NotReady, RowFault, Trace};
use crate::domain::evidence::Ending;
use crate::domain::number::Form;
use crate::domain::specification::{Cell, Demand};
use crate::report::words::{ForSupplier, Required, Seen};

pub(in super::super) fn tell(told: &ForSupplier<'_>) -> String {
    match *told {
        ForSupplier::Title(night) => format!("Check of the files for the night of {night}"),
        ForSupplier::Preface => {
            "Rows are named by line, counted from the beginning of the file. Nothing of what they hold is shown."
                .to_owned()
        }
        ForSupplier::NothingWrong => "Nothing to remark.".to_owned(),
        ForSupplier::Rows(1) => "1 row".to_owned(),
        ForSupplier::Rows(count) => format!("{count} rows"),
        ForSupplier::Seen(seen) => self::seen(seen),
        ForSupplier::Required(required) => self::required(required),
        ForSupplier::Asked(demand) => asked(demand),
        ForSupplier::FlagFault => "a protection flag that cannot be read".to_owned(),
        ForSupplier::FlagsCountAsSet => "The flag counts as J, so that nobody is exposed.".to_owned(),
        ForSupplier::ToPair => "TF numbers and coordination numbers (samordningsnummer)".to_owned(),
        ForSupplier::PairingAsked => {
            "No fault, but the number does not tell whom the row is about. Whoever knows the personal number gives it to the municipality."
                .to_owned()
        }
        ForSupplier::HiddenColumn => "(not shown: it looks like a personal number)".to_owned(),
        ForSupplier::NotRead(columns) => format!("{columns}. They are not read."),
        ForSupplier::MendRows => {
            "The provider corrects the rows in the next file. Rows in quarantine are not taken in: until then what was accepted last stands."
                .to_owned()
        }
    }
}

fn seen(seen: Seen<'_>) -> String {
    match seen {
        Seen::Aged(days) => format!("the file is {} old", working_days(days)),
        Seen::NotReady(why) => not_ready(why).to_owned(),
        Seen::Traced { line, trace } => format!("line {line}: {}", traced(trace)),
        Seen::NoHeader(width) => format!(
            "none of the columns is on the file's first line (fields there: {width}). The header is missing, or the delimiter is another one."
        ),
        Seen::Missing(columns) => format!("columns that are missing: {columns}"),
        Seen::Doubled(columns) => format!("columns that are there more than once: {columns}"),
        Seen::Ended(ending) => ended(ending),
        Seen::AtHome(count, all) => format!("{count} of {all} rows have the municipality's own code"),
        Seen::Unreadable(count, all) => {
            format!("{count} of {all} rows have a protection flag that cannot be read")
        }
        Seen::Rejected(count, all) => format!("{count} of {all} rows are in quarantine"),
    }
}

fn required(required: Required<'_>) -> String {
    match required {
        Required::Named(one, other) => format!("a file named {one} or {other}"),
        Required::UsableFor(days) => {
            let days = working_days(usize::try_from(days).unwrap_or(usize::MAX));
            format!("a file that is no more than {days} old")
        }
        Required::Ready => "one whole file under its final name, which the program may read".to_owned(),
        Required::HasHeader => "a header, and rows after it".to_owned(),
        Required::EncodedIn(encoding) => format!("{encoding} in the whole file"),
        Required::HasColumns(columns, delimiter) => {
            format!("the columns {columns}, with {} between them", delimited(delimiter))
        }
        Required::EndsLine => "a line break after the last line".to_owned(),
        Required::EndsWith(mark, delimiter) => {
            format!("a last line of {mark}{delimiter} and the number of rows, and a line break after it")
        }
        Required::HasRows => "at least one row after the header".to_owned(),
        Required::OfMunicipality(percent, code) => {
            format!("at least {percent} percent of the rows with the municipality code {code}")
        }
        Required::ReadableFlags(columns, percent) => {
            format!("J or N in {columns}, anything else in no more than {percent} percent of the rows")
        }
        Required::FewRejects(most, percent) => {
            format!("no more than {most} rows in quarantine, or no more than {percent} percent of the rows")
        }
    }
}

fn working_days(days: usize) -> String {
    if days == 1 { "1 working day".to_owned() } else { format!("{days} working days") }
}

fn not_ready(why: NotReady) -> &'static str {
    match why {
        NotReady::Sibling => {
            "a file of the same name, ending in .part, .tmp or .filepart, lies beside it: it is being copied"
        }
        NotReady::Growing => "the file's size changed while it was read",
        NotReady::Unreadable => "the file cannot be opened or read",
        NotReady::Twin => "two files of the same date differ",
    }
}

fn traced(trace: Trace) -> &'static str {
    match trace {
        Trace::Nul => "NUL characters, as in UTF-16 or in a file that is not text",
        Trace::ByteOrderMark => "the file begins as one in UTF-8",
        Trace::Utf8Letter => "letters written in UTF-8",
        Trace::NoLetter => "characters that the encoding does not have",
        Trace::NotUtf8 => "characters that are not UTF-8",
    }
}

fn ended(ending: Ending) -> String {
    match ending {
        Ending::NoLineFeed => "the last line has no line break".to_owned(),
        Ending::OpenQuote { line } => {
            format!("a quotation mark in the row that begins on line {line} is never closed")
        }
        Ending::NoTrailer => "the last line that counts the rows is missing".to_owned(),
        Ending::TrailerNotLast => "more lines follow the one that counts the rows".to_owned(),
        Ending::TrailerUnreadable => "the number on the last line cannot be read".to_owned(),
        Ending::TrailerCount { declared, rows } => {
            format!("rows by the last line: {declared}; rows read: {rows}")
        }
    }
}

fn asked(demand: Demand<'_>) -> String {
    match demand {
        Demand::Width(delimiter) => {
            format!("as many fields as the header has, with {} between them", delimited(delimiter))
        }
        Demand::OneLine => "no line break inside a field".to_owned(),
        Demand::OneRowEach([column]) => format!("one row for each {column}"),
        Demand::OneRowEach(columns) => format!("one row for each combination of {}", columns.join(", ")),
        Demand::Cell(cell) => cell_asked(cell),
        Demand::LastDayGiven(days) => format!(
            "{} or {} is filled in where {} is AVSLUTAD or AVBRUTEN",
            days.ends_on, days.broken_off_on, days.status
        ),
        Demand::LastDayAfterFirst(days) => format!(
            "the earlier day of {} and {} is not before {}, unless {} is AVBRUTEN",
            days.ends_on, days.broken_off_on, days.start, days.status
        ),
    }
}

fn cell_asked(cell: &Cell) -> String {
    match cell {
        Cell::Number(form) => number(*form),
        Cell::OptionalNumber(form) => format!("{}, or empty", number(*form)),
        Cell::Municipality => "the four digits of a municipality's code".to_owned(),
        Cell::Flag => "J or N".to_owned(),
        Cell::Date(written) => format!("{}, not empty", date(written)),
        Cell::OptionalDate(written) => format!("{}, or empty", date(written)),
        Cell::PartialDate(written) => {
            format!("{}, with 00 for a day or month that is not known, or empty", date(written))
        }
        Cell::SchoolUnit => {
            "the eight digits of a school unit's code; empty only for school forms without school units (komvux, sfi, folk high school, higher education, studies abroad)".to_owned()
        }
        Cell::OneOf(codes) => format!("one of the codes {}", codes.join(", ")),
        Cell::Programme => {
            "a programme's code (studievägskod); empty only outside upper-secondary school and adapted upper-secondary school".to_owned()
        }
        Cell::SchoolYear => "a school year from 0 to 10, or empty".to_owned(),
        Cell::Filled => "not empty".to_owned(),
        Cell::Free => "any text".to_owned(),
    }
}

fn number(form: Form) -> String {
    let characters = match form {
        Form::Twelve => "twelve",
        Form::TwelveOrTen => "twelve or ten",
    };
    format!(
        "a valid personal number, samordningsnummer or TF number of {characters} characters (a hyphen not counted)"
    )
}

fn date(written: &[String]) -> String {
    format!("a date that exists, written as {}", written.join(" or "))
}

fn delimited(delimiter: char) -> String {
    match delimiter {
        ';' => "a semicolon".to_owned(),
        ',' => "a comma".to_owned(),
        '\t' => "a tab".to_owned(),
        other => other.to_string(),
    }
}

pub(in super::super) fn file_check(code: FileFault) -> &'static str {
    match code {
        FileFault::Missing => "Every source has an agreed file name. No file has it.",
        FileFault::Stale => {
            "The file's date is close to the night: old facts must not be taken for new ones."
        }
        FileFault::StillBeingWritten => "A file is read once it is whole.",
        FileFault::Empty => "The file holds nothing.",
        FileFault::EncodingMismatch => {
            "The whole file is in the agreed encoding. In another one å, ä and ö are misread."
        }
        FileFault::HeaderMismatch => {
            "The file's first line has every agreed column once. Order is free, and there may be more columns."
        }
        FileFault::Truncated => {
            "A file's end shows whether all of it has come. Nothing of an incomplete file is used: rows that are not there would look removed."
        }
        FileFault::NoRows => "A file without rows would mean that everybody is gone.",
        FileFault::WrongMunicipality => {
            "Nearly all rows are about the municipality's own. Otherwise it is most likely the wrong file."
        }
        FileFault::FlagsUnreadable => {
            "Secrecy marking (sekretessmarkering) and protected registration (skyddad folkbokföring) can be read, so that nobody is exposed. If many cannot, nothing of the file is used."
        }
        FileFault::TooManyRejects => {
            "So many faulty rows point to something wrong with the whole file, and nothing of it is used."
        }
        FileFault::RowCountDrop => {
            "The file is compared with the last one. One with far fewer rows is most likely not whole."
        }
    }
}

pub(in super::super) fn row_check(code: RowFault) -> &'static str {
    match code {
        RowFault::BadPersonnummer => {
            "The number has the wrong length, a date that does not exist or a wrong check digit. Often a spreadsheet has changed it."
        }
        RowFault::BadDate => "The date does not exist, or is written in another way than agreed.",
        RowFault::BadSchoolUnit => "The code does not have eight digits.",
        RowFault::MissingField => "The field must be filled in on that row.",
        RowFault::WrongFieldCount => {
            "The row has more or fewer fields than the header, or is far too long. Often a delimiter stands inside a field."
        }
        RowFault::EndBeforeStart => "The last day lies before the first.",
        RowFault::EndedWithoutDate => "By their status the studies are over, but the last day is missing.",
        RowFault::UnknownSchoolForm => "The code is not in the municipality's table of school forms.",
        RowFault::UnknownStatus => "The code is none of the codes of status.",
        RowFault::BadCode => "The value does not have the form that the code must have.",
        RowFault::LineBreakInField => "A line break inside a field splits the row.",
        RowFault::DuplicateConflicting => {
            "Several rows are about the same and say different things. None of them is used."
        }
    }
}
