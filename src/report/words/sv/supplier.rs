//! What a supplier is told, in Swedish.
//!
//! A supplier has not read the documentation: no word of the program's own without what it means.

use crate::domain::codes::{FileFault, NotReady, RowFault, Trace};
use crate::domain::evidence::Ending;
use crate::domain::number::Form;
use crate::domain::specification::{Cell, Demand};
use crate::report::words::{ForSupplier, Required, Seen};

pub(in super::super) fn tell(told: &ForSupplier<'_>) -> String {
    match *told {
        ForSupplier::Title(night) => format!("Kontroll av filerna till natten {night}"),
        ForSupplier::Preface => {
            "Rader anges med radnummer, räknade från filens början. Inga uppgifter ur raderna visas.".to_owned()
        }
        ForSupplier::NothingWrong => "Inget att anmärka.".to_owned(),
        ForSupplier::Rows(1) => "1 rad".to_owned(),
        ForSupplier::Rows(count) => format!("{count} rader"),
        ForSupplier::Seen(seen) => self::seen(seen),
        ForSupplier::Required(required) => self::required(required),
        ForSupplier::Asked(demand) => asked(demand),
        ForSupplier::FlagFault => "skyddsmarkering som inte går att läsa".to_owned(),
        ForSupplier::FlagsCountAsSet => "Markeringen räknas som J, så att ingen röjs.".to_owned(),
        ForSupplier::ToPair => "TF-nummer och samordningsnummer".to_owned(),
        ForSupplier::PairingAsked => {
            "Inget fel, men numret visar inte vem raden gäller. Den som vet personnumret lämnar det till kommunen."
                .to_owned()
        }
        ForSupplier::HiddenColumn => "(visas inte: liknar ett personnummer)".to_owned(),
        ForSupplier::NotRead(columns) => format!("{columns}. De läses inte."),
        ForSupplier::MendRows => {
            "Leverantören behöver rätta raderna till nästa fil. Raderna i karantän läses inte in: till dess gäller det som senast godtogs."
                .to_owned()
        }
    }
}

fn seen(seen: Seen<'_>) -> String {
    match seen {
        Seen::Aged(days) => format!("filen är {} gammal", working_days(days)),
        Seen::NotReady(why) => not_ready(why).to_owned(),
        Seen::Traced { line, trace } => format!("rad {line}: {}", traced(trace)),
        Seen::NoHeader(width) => format!(
            "ingen av kolumnerna finns på filens första rad (antal fält där: {width}). Rubrikraden saknas, eller så är skiljetecknet ett annat."
        ),
        Seen::Missing(columns) => format!("kolumner som saknas: {columns}"),
        Seen::Doubled(columns) => format!("kolumner som finns mer än en gång: {columns}"),
        Seen::Ended(ending) => ended(ending),
        Seen::AtHome(count, all) => format!("{count} av {all} rader har kommunens egen kod"),
        Seen::Unreadable(count, all) => {
            format!("{count} av {all} rader har en skyddsmarkering som inte går att läsa")
        }
        Seen::Rejected(count, all) => format!("{count} av {all} rader är i karantän"),
    }
}

fn required(required: Required<'_>) -> String {
    match required {
        Required::Named(one, other) => format!("en fil med namnet {one} eller {other}"),
        Required::UsableFor(days) => {
            format!(
                "en fil som är högst {} gammal",
                working_days(usize::try_from(days).unwrap_or(usize::MAX))
            )
        }
        Required::Ready => "en enda, hel fil under sitt slutliga namn, som programmet får läsa".to_owned(),
        Required::HasHeader => "en rubrikrad, och rader efter den".to_owned(),
        Required::EncodedIn(encoding) => format!("{encoding} i hela filen"),
        Required::HasColumns(columns, delimiter) => {
            format!("kolumnerna {columns}, med {} mellan", delimited(delimiter))
        }
        Required::EndsLine => "en radbrytning efter sista raden".to_owned(),
        Required::EndsWith(mark, delimiter) => {
            format!("en sista rad med {mark}{delimiter} och antalet rader, och en radbrytning efter den")
        }
        Required::HasRows => "minst en rad efter rubrikraden".to_owned(),
        Required::OfMunicipality(percent, code) => {
            format!("minst {percent} procent av raderna med kommunkoden {code}")
        }
        Required::ReadableFlags(columns, percent) => {
            format!("J eller N i {columns}, annat på högst {percent} procent av raderna")
        }
        Required::FewRejects(most, percent) => {
            format!("högst {most} rader i karantän, eller högst {percent} procent av raderna")
        }
    }
}

fn working_days(days: usize) -> String {
    if days == 1 { "1 arbetsdag".to_owned() } else { format!("{days} arbetsdagar") }
}

fn not_ready(why: NotReady) -> &'static str {
    match why {
        NotReady::Sibling => {
            "en fil med samma namn och ändelsen .part, .tmp eller .filepart ligger bredvid: filen kopieras"
        }
        NotReady::Growing => "filens storlek ändrades medan den lästes",
        NotReady::Unreadable => "filen går inte att öppna eller läsa",
        NotReady::Twin => "två filer av samma datum har olika innehåll",
    }
}

fn traced(trace: Trace) -> &'static str {
    match trace {
        Trace::Nul => "NUL-tecken, som i UTF-16 eller i en fil som inte är text",
        Trace::ByteOrderMark => "filen inleds som en fil i UTF-8",
        Trace::Utf8Letter => "bokstäver skrivna i UTF-8",
        Trace::NoLetter => "tecken som inte finns i teckenkodningen",
        Trace::NotUtf8 => "tecken som inte är UTF-8",
    }
}

fn ended(ending: Ending) -> String {
    match ending {
        Ending::NoLineFeed => "sista raden saknar radbrytning".to_owned(),
        Ending::OpenQuote { line } => {
            format!("ett citattecken i raden som börjar på rad {line} avslutas aldrig")
        }
        Ending::NoTrailer => "slutraden saknas".to_owned(),
        Ending::TrailerNotLast => "slutraden följs av fler rader".to_owned(),
        Ending::TrailerUnreadable => "antalet på slutraden går inte att läsa".to_owned(),
        Ending::TrailerCount { declared, rows } => {
            format!("antal rader enligt slutraden: {declared}; antal lästa rader: {rows}")
        }
    }
}

fn asked(demand: Demand<'_>) -> String {
    match demand {
        Demand::Width(delimiter) => {
            format!("lika många fält som rubrikraden, med {} mellan", delimited(delimiter))
        }
        Demand::OneLine => "ingen radbrytning inne i ett fält".to_owned(),
        Demand::OneRowEach([column]) => format!("en enda rad för varje {column}"),
        Demand::OneRowEach(columns) => {
            format!("en enda rad för varje kombination av {}", columns.join(", "))
        }
        Demand::Cell(cell) => cell_asked(cell),
        Demand::LastDayGiven(days) => format!(
            "{} eller {} är ifylld när {} är AVSLUTAD eller AVBRUTEN",
            days.ends_on, days.broken_off_on, days.status
        ),
        Demand::LastDayAfterFirst(days) => format!(
            "den tidigaste dagen av {} och {} är inte före {}, utom när {} är AVBRUTEN",
            days.ends_on, days.broken_off_on, days.start, days.status
        ),
    }
}

fn cell_asked(cell: &Cell) -> String {
    match cell {
        Cell::Number(form) => number(*form),
        Cell::OptionalNumber(form) => format!("{}, eller tomt", number(*form)),
        Cell::Municipality => "kommunkodens fyra siffror".to_owned(),
        Cell::Flag => "J eller N".to_owned(),
        Cell::Date(written) => format!("{}, inte tomt", date(written)),
        Cell::OptionalDate(written) => format!("{}, eller tomt", date(written)),
        Cell::PartialDate(written) => {
            format!("{}, med 00 för en dag eller månad som inte är känd, eller tomt", date(written))
        }
        Cell::SchoolUnit => {
            "skolenhetskodens åtta siffror; tomt bara för skolformer utan skolenheter (komvux, sfi, folkhögskola, högskola, studier utomlands)".to_owned()
        }
        Cell::OneOf(codes) => format!("en av koderna {}", codes.join(", ")),
        Cell::Programme => {
            "en studievägskod; tomt bara utanför gymnasieskola och anpassad gymnasieskola".to_owned()
        }
        Cell::SchoolYear => "en årskurs från 0 till 10, eller tomt".to_owned(),
        Cell::Filled => "inte tomt".to_owned(),
        Cell::Free => "fri text".to_owned(),
    }
}

fn number(form: Form) -> String {
    let characters = match form {
        Form::Twelve => "tolv",
        Form::TwelveOrTen => "tolv eller tio",
    };
    format!(
        "ett giltigt personnummer, samordningsnummer eller TF-nummer med {characters} tecken (bindestreck oräknat)"
    )
}

fn date(written: &[String]) -> String {
    format!("ett datum som finns, skrivet som {}", written.join(" eller "))
}

fn delimited(delimiter: char) -> String {
    match delimiter {
        ';' => "semikolon".to_owned(),
        ',' => "komma".to_owned(),
        '\t' => "tabb".to_owned(),
        other => other.to_string(),
    }
}

pub(in super::super) fn file_check(code: FileFault) -> &'static str {
    match code {
        FileFault::Missing => "Varje källa har ett avtalat filnamn. Ingen fil har det.",
        FileFault::Stale => "Filens datum ska vara nära natten: gamla uppgifter får inte tas för nya.",
        FileFault::StillBeingWritten => "En fil läses först när den är hel.",
        FileFault::Empty => "Filen har inget innehåll.",
        FileFault::EncodingMismatch => {
            "Hela filen ska ha den avtalade teckenkodningen. Annars läses å, ä och ö fel."
        }
        FileFault::HeaderMismatch => {
            "Filens första rad ska ha varje avtalad kolumn en gång. Ordningen är fri, och fler kolumner får finnas."
        }
        FileFault::Truncated => {
            "Filens slut visar om hela filen har kommit. Av en ofullständig fil används inget: rader som fattas skulle se ut som borttagna."
        }
        FileFault::NoRows => "En fil utan rader skulle betyda att alla är borta.",
        FileFault::WrongMunicipality => {
            "Nästan alla rader ska gälla den egna kommunen. Annars är det troligen fel fil."
        }
        FileFault::FlagsUnreadable => {
            "Sekretessmarkering och skyddad folkbokföring ska gå att läsa, så att ingen röjs. Är många oläsliga används inget av filen."
        }
        FileFault::TooManyRejects => {
            "Så många felaktiga rader tyder på ett fel i hela filen, och inget av den används."
        }
        FileFault::RowCountDrop => {
            "Filen jämförs med den förra. En med långt färre rader är troligen inte hel."
        }
    }
}

pub(in super::super) fn row_check(code: RowFault) -> &'static str {
    match code {
        RowFault::BadPersonnummer => {
            "Numret har fel längd, ett datum som inte finns eller fel kontrollsiffra. Ofta har ett kalkylprogram gjort om det."
        }
        RowFault::BadDate => "Datumet finns inte, eller är skrivet på ett annat sätt än det avtalade.",
        RowFault::BadSchoolUnit => "Koden har inte åtta siffror.",
        RowFault::MissingField => "Fältet måste vara ifyllt på den raden.",
        RowFault::WrongFieldCount => {
            "Raden har fler eller färre fält än rubrikraden, eller är orimligt lång. Ofta står ett skiljetecken inne i ett fält."
        }
        RowFault::EndBeforeStart => "Den sista dagen ligger före den första.",
        RowFault::EndedWithoutDate => "Studierna är slut enligt statusen, men den sista dagen saknas.",
        RowFault::UnknownSchoolForm => "Koden finns inte i kommunens tabell över skolformer.",
        RowFault::UnknownStatus => "Koden är inte någon av statuskoderna.",
        RowFault::BadCode => "Värdet har inte den form som koden ska ha.",
        RowFault::LineBreakInField => "En radbrytning inne i ett fält delar raden.",
        RowFault::DuplicateConflicting => {
            "Flera rader gäller samma sak men säger olika. Ingen av dem används."
        }
    }
}
