//! Statistics in Swedish.
//!
//! What reports, columns and figures are called, and in a sentence what they count.

use super::codes;
use crate::domain::codes::Channel;
use crate::domain::statistics::figures::{
    ColumnName, Contacted, Division, Figure, Flow, HalfYearCheck, Kind, Part, Period, Sex, YearFigure,
};

pub(in super::super) fn title(kind: Kind) -> &'static str {
    match kind {
        Kind::Register => "ungdomar som omfattas av aktivitetsansvaret",
        Kind::Flows => "inskrivna och utskrivna",
        Kind::Year => "registret",
        Kind::Outreach => "uppsökande arbete",
        Kind::Series => "registret och uppsökande arbete",
        Kind::Lag => "hur sent skolorna rapporterar",
        Kind::Coverage => "avstämning mot folkbokföringen",
        Kind::HalfYear => "kontroll av halvårsleveransen",
    }
}

pub(in super::super) fn period(period: Period) -> String {
    match period {
        Period::Day(day) => day.to_string(),
        Period::Days(from, to) => format!("{from} till {to}"),
        Period::SchoolYears(from, to) if from == to => format!("Läsåret {from}"),
        Period::SchoolYears(from, to) => format!("Läsåren {from} till {to}"),
    }
}

pub(in super::super) fn column_name(name: ColumnName) -> &'static str {
    match name {
        ColumnName::Division => "Indelning",
        ColumnName::Group => "Grupp",
        ColumnName::Persons => "Personer",
        ColumnName::Share => "Andel",
        ColumnName::Month => "Månad",
        ColumnName::Flow => "Flöde",
        ColumnName::Reason => "Orsak",
        ColumnName::Entries => "Poster",
        ColumnName::Figure => "Uppgift",
        ColumnName::Value => "Värde",
        ColumnName::Provider => "Leverantör",
        ColumnName::SchoolUnit => "Skolenhet",
        ColumnName::MedianDays => "Median (dagar)",
        ColumnName::NinetiethDays => "Percentil 90 (dagar)",
        ColumnName::Late => "Sena",
        ColumnName::BackDated => "Bakåt i tiden",
        ColumnName::Quarantined => "Rader i karantän",
        ColumnName::Check => "Kontroll",
        ColumnName::Found => "Antal",
        ColumnName::WhichEntries => "Registerposter",
    }
}

pub(in super::super) fn division(division: Division) -> &'static str {
    match division {
        Division::All => "alla",
        Division::Reason => "orsak",
        Division::Lane => "spår",
        Division::Contacted => "uppsökande arbete",
        Division::Area => "område",
        Division::Age => "ålder",
        Division::Sex => "kön",
    }
}

pub(in super::super) fn sex(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => "kvinnor",
        Sex::Male => "män",
    }
}

pub(in super::super) fn contacted(contacted: Contacted) -> &'static str {
    match contacted {
        Contacted::SupportEducation => "vill ha stöd till utbildning",
        Contacted::SupportWork => "vill ha stöd till arbete",
        Contacted::Watch => "under bevakning",
        Contacted::Sought => "sökta, inte nådda",
        Contacted::NotSought => "ännu inte sökta",
    }
}

pub(in super::super) fn flow(flow: Flow) -> &'static str {
    match flow {
        Flow::OpeningBalance => "ingående balans",
        Flow::In => "inskrivna",
        Flow::Out => "utskrivna",
        Flow::ClosingBalance => "utgående balans",
    }
}

pub(in super::super) fn figure(figure: Figure) -> String {
    match figure {
        Figure::Of(figure) => year_figure(figure).to_owned(),
        Figure::Attempts(channel) => format!("{}, antal", tried(channel)),
        Figure::Answered(channel) => format!("{}, besvarade", tried(channel)),
        Figure::ResponseRate(channel) => format!("{}, svarsfrekvens", tried(channel)),
    }
}

/// Attempts on a channel, in the plural that all their figures share.
fn tried(channel: Channel) -> &'static str {
    match channel {
        Channel::Telephone => "samtal",
        Channel::School => "genom skola",
        Channel::SocialMedia => "i sociala medier",
        Channel::Letter
        | Channel::Sms
        | Channel::Email
        | Channel::KnockCard
        | Channel::HomeVisit
        | Channel::Visit => codes::channel(channel),
    }
}

fn year_figure(figure: YearFigure) -> &'static str {
    match figure {
        YearFigure::Covered => "personer i registret",
        YearFigure::CarriedOver => "därav kvar från läsåret före",
        YearFigure::New => "därav för första gången",
        YearFigure::Returned => "därav återkomna",
        YearFigure::Spells => "perioder i registret",
        YearFigure::SpellsEnded => "därav avslutade",
        YearFigure::MedianDays => "mediantid för avslutade (dagar)",
        YearFigure::ShortSpells => "avslutade efter mindre än 30 dagar",
        YearFigure::LettersAvoided => "brev som inte behövde skickas",
        YearFigure::TermStartLetters => "brev vid läsårsstart, antal",
        YearFigure::TermStartAnswered => "brev vid läsårsstart, besvarade",
        YearFigure::TermStartRate => "brev vid läsårsstart, svarsfrekvens",
        YearFigure::Sought => "sökta",
        YearFigure::Reached => "nådda",
        YearFigure::ChoseEducation => "nådda: stöd till utbildning",
        YearFigure::ChoseEducationShare => "nådda: stöd till utbildning, andel",
        YearFigure::ChoseWork => "nådda: stöd till arbete",
        YearFigure::ChoseWorkShare => "nådda: stöd till arbete, andel",
        YearFigure::Occupied => "nådda: har sysselsättning",
        YearFigure::Declines => "nådda: avböjer",
        YearFigure::Supported => "nådda: har deltagit i åtgärd",
        YearFigure::FirstContactsDue => "första kontakt att ta",
        YearFigure::FirstContactsInTime => "första kontakt inom en månad",
        YearFigure::FirstContactsRate => "första kontakt inom en månad, andel",
    }
}

pub(in super::super) fn part(part: Part) -> String {
    match part {
        Part::Residents => "folkbokförda 16–19 år".to_owned(),
        Part::Open(lane) => format!("i registret: {}", codes::lane(lane)),
        Part::NotCovered(reason) => format!("omfattas inte: {}", codes::not_covered(reason)),
        Part::Undetermined(reason) => format!("går inte att avgöra: {}", codes::undetermined(reason)),
        Part::HeldOpen => "inskrivning som väntar på beslut".to_owned(),
        Part::Residual => "rest".to_owned(),
        Part::HeldClose => "utskrivning som väntar på beslut".to_owned(),
    }
}

pub(in super::super) fn half_year_check(check: HalfYearCheck) -> &'static str {
    match check {
        HalfYearCheck::MissingReason => "orsak saknas",
        HalfYearCheck::RegisteredAfter20 => "registrerad efter 20-årsdagen",
        HalfYearCheck::NotResident => "inte folkbokförd halvårets sista dag",
        HalfYearCheck::MeasureOutsideEntry => "åtgärd utanför tiden i registret",
        HalfYearCheck::EndBeforeStart => "slut före start",
        HalfYearCheck::Overlap => "överlappande tider",
        HalfYearCheck::OccupationMissing => "sysselsättning saknas efter åtgärd",
        HalfYearCheck::UnmappedCode => "kod utan motsvarighet hos mottagaren",
        HalfYearCheck::ProtectedLeftOut => "utelämnad: skyddade personuppgifter",
    }
}

pub(in super::super) const PROTECTED: &str =
    "De som har sekretessmarkering eller skyddad folkbokföring: område, ålder och kön redovisas inte.";

pub(in super::super) fn define_column(kind: Kind, name: ColumnName) -> Option<&'static str> {
    match name {
        ColumnName::Share => Some("Andel av alla som omfattas den dagen."),
        ColumnName::MedianDays => {
            Some("Median av antalet dagar från postens första dag till den natt som öppnade den.")
        }
        ColumnName::NinetiethDays => Some(
            "90:e percentilen av antalet dagar från postens första dag till den natt som öppnade den: i nio fall av tio gick det minst så fort.",
        ),
        ColumnName::Late => Some("Poster som öppnades mer än 30 dagar efter sin första dag."),
        ColumnName::BackDated => Some(
            "Inskrivningar, utskrivningar och rättelser som gäller från natten före eller tidigare: en natt kunde ha vetat om dem.",
        ),
        ColumnName::Quarantined => {
            Some("Felaktiga rader i leverantörens filer; en rad som förblir felaktig räknas en gång.")
        }
        ColumnName::WhichEntries => Some("Posternas nummer i registret."),
        ColumnName::Entries => Some(match kind {
            Kind::Lag => "Poster som öppnades på leverantörens och skolenhetens uppgifter.",
            Kind::Register
            | Kind::Flows
            | Kind::Year
            | Kind::Outreach
            | Kind::Series
            | Kind::Coverage
            | Kind::HalfYear => "Perioder i registret; en person kan ha flera.",
        }),
        ColumnName::Division
        | ColumnName::Group
        | ColumnName::Persons
        | ColumnName::Month
        | ColumnName::Flow
        | ColumnName::Reason
        | ColumnName::Figure
        | ColumnName::Value
        | ColumnName::Provider
        | ColumnName::SchoolUnit
        | ColumnName::Check
        | ColumnName::Found => None,
    }
}

pub(in super::super) fn define_division(division: Division) -> &'static str {
    match division {
        Division::All => "Alla som omfattas av aktivitetsansvaret den dagen.",
        Division::Reason => "Varför posten öppnades.",
        Division::Lane => "Vad posten kräver av uppsökande arbete den dagen.",
        Division::Contacted => {
            "Vad uppsökande arbete har lett till, från postens första dag till och med den dagen."
        }
        Division::Area => "Området där personen senast var folkbokförd.",
        Division::Age => "Fyllda år den dagen.",
        Division::Sex => "Juridiskt kön, enligt personnumret.",
    }
}

pub(in super::super) fn define_contacted(contacted: Contacted) -> &'static str {
    match contacted {
        Contacted::SupportEducation => {
            "Vid den senaste kontakten som nådde personen: vill ha stöd till utbildning."
        }
        Contacted::SupportWork => "Vid den senaste kontakten som nådde personen: vill ha stöd till arbete.",
        Contacted::Watch => "Vid den senaste kontakten som nådde personen: har sysselsättning eller avböjer.",
        Contacted::Sought => "Någon har försökt, men ingen kontakt har nått personen.",
        Contacted::NotSought => "Ingen har försökt ännu.",
    }
}

pub(in super::super) fn define_flow(flow: Flow) -> &'static str {
    match flow {
        Flow::OpeningBalance => "Öppna poster dagen före periodens första dag.",
        Flow::In => "Poster vars första dag ligger i perioden.",
        Flow::Out => "Poster som avslutades i perioden: den första dagen utanför registret ligger i den.",
        Flow::ClosingBalance => "Öppna poster periodens sista dag: ingående balans + inskrivna − utskrivna.",
    }
}

pub(in super::super) fn define_figure(figure: Figure) -> &'static str {
    match figure {
        Figure::Of(figure) => define_year_figure(figure),
        Figure::Attempts(_) => {
            "Försök att nå någon den vägen under läsåret. Kontakter som den unge själv har tagit räknas inte."
        }
        Figure::Answered(_) => {
            "De av försöken som nådde den unge, eller som den unge själv svarade på efteråt."
        }
        Figure::ResponseRate(_) => "Besvarade, som andel av försöken.",
    }
}

fn define_year_figure(figure: YearFigure) -> &'static str {
    match figure {
        YearFigure::Covered => "Olika personer som omfattades någon dag under läsåret.",
        YearFigure::CarriedOver => "De av dem som omfattades redan före 1 juli.",
        YearFigure::New => "De av dem som aldrig hade omfattats före läsåret.",
        YearFigure::Returned => "De av dem som hade omfattats förut, men inte över läsårsskiftet.",
        YearFigure::Spells => "Poster som omfattade någon dag under läsåret; en person kan ha flera.",
        YearFigure::SpellsEnded => "De av posterna vars sista dag ligger i läsåret.",
        YearFigure::MedianDays => "Median av antalet dagar i registret för de poster som avslutades.",
        YearFigure::ShortSpells => "De av de avslutade posterna som varade mindre än 30 dagar.",
        YearFigure::LettersAvoided => {
            "Brev som återtogs innan de skickades, därför att posten avslutades eller bytte spår inom inväntningstiden."
        }
        YearFigure::TermStartLetters => "Brev från 1 augusti till och med 31 oktober.",
        YearFigure::TermStartAnswered => {
            "De av breven som nådde den unge, eller som den unge själv svarade på efteråt."
        }
        YearFigure::TermStartRate => "Besvarade brev, som andel av breven vid läsårsstart.",
        YearFigure::Sought => {
            "Olika personer som någon försökte nå, eller som själva hörde av sig, under läsåret."
        }
        YearFigure::Reached => "De av de sökta som nåddes under läsåret.",
        YearFigure::ChoseEducation => {
            "De av de nådda som vid årets sista kontakt som nådde dem ville ha stöd till utbildning."
        }
        YearFigure::ChoseEducationShare => "Stöd till utbildning, som andel av de nådda.",
        YearFigure::ChoseWork => {
            "De av de nådda som vid årets sista kontakt som nådde dem ville ha stöd till arbete."
        }
        YearFigure::ChoseWorkShare => "Stöd till arbete, som andel av de nådda.",
        YearFigure::Occupied => {
            "De av de nådda som vid årets sista kontakt som nådde dem hade sysselsättning."
        }
        YearFigure::Declines => "De av de nådda som vid årets sista kontakt som nådde dem avböjde.",
        YearFigure::Supported => "De av de nådda som deltog i en åtgärd någon dag under läsåret.",
        YearFigure::FirstContactsDue => {
            "Poster som under läsåret blev föremål för uppsökande arbete, och antingen fick en kontakt inom en månad eller var kvar när månaden hade gått. För dem som kom till 1 juni–15 september räknas månaden från 15 september."
        }
        YearFigure::FirstContactsInTime => "De av dem som fick en kontakt inom en månad.",
        YearFigure::FirstContactsRate => "Kontakter inom en månad, som andel av dem som skulle tas.",
    }
}

pub(in super::super) fn define_part(part: Part) -> &'static str {
    match part {
        Part::Residents => "Alla folkbokförda i kommunen som är 16–19 år; delarna nedan summerar till dem.",
        Part::Open(_) => "Har en öppen post, i spåret.",
        Part::NotCovered(_) => "Har ingen öppen post, av den orsaken.",
        Part::Undetermined(_) => "Har ingen öppen post, och om de omfattas går inte att avgöra.",
        Part::HeldOpen => "Omfattas, men inskrivningen väntar på beslut.",
        Part::Residual => "Vad ingen av delarna förklarar. Ska vara 0.",
        Part::HeldClose => {
            "Ingår inte i summan: poster vars utskrivning väntar på beslut räknas i sitt spår."
        }
    }
}

pub(in super::super) fn define_half_year_check(check: HalfYearCheck) -> &'static str {
    match check {
        HalfYearCheck::MissingReason => "Poster utan orsak.",
        HalfYearCheck::RegisteredAfter20 => "Poster som omfattar 20-årsdagen eller dagar efter den.",
        HalfYearCheck::NotResident => {
            "Poster som är öppna halvårets sista dag, fast personen inte var folkbokförd i kommunen då."
        }
        HalfYearCheck::MeasureOutsideEntry => "Åtgärder på dagar utan en post.",
        HalfYearCheck::EndBeforeStart => "Poster eller åtgärder som slutar innan de börjar.",
        HalfYearCheck::Overlap => "Poster, eller åtgärder av samma slag, som överlappar varandra.",
        HalfYearCheck::OccupationMissing => {
            "Avslutade åtgärder efter vilka ingen har rapporterat vad den unge gör."
        }
        HalfYearCheck::UnmappedCode => "Koder som saknar mottagarens kod i översättningstabellen.",
        HalfYearCheck::ProtectedLeftOut => "Personer med skyddade personuppgifter, som inte finns i filen.",
    }
}
