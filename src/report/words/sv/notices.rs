//! What is told beside a result, in Swedish.

use super::codes::{file_fault, row_fault};
use crate::domain::codes::Code;
use crate::domain::export::Obstacle;
use crate::domain::reported::faults::{Faulty, Unusable, Wanted, WantedFile};
use crate::report::words::Notice;

pub(in super::super) fn notice(notice: &Notice<'_>) -> String {
    match *notice {
        Notice::RowsRefused { faults: 1, file } => {
            format!("1 fel i {file}: inget har registrerats. Filen kan registreras när felet är rättat")
        }
        Notice::RowsRefused { faults, file } => {
            format!(
                "{faults} fel i {file}: inget har registrerats. Filen kan registreras när felen är rättade"
            )
        }
        Notice::RowFault(file, faulty) => row(file, faulty),
        Notice::FileRefused(file, Unusable { line, fault, wanted }) => format!(
            "{file}:{line}: {}: {} ({fault}). Inget har registrerats",
            file_fault(*fault),
            wanted_file(wanted)
        ),
        Notice::RowsLeftOut { rows: 1, rest } => format!("1 rad har utelämnats och finns i {rest}"),
        Notice::RowsLeftOut { rows, rest } => format!("{rows} rader har utelämnats och finns i {rest}"),
        Notice::AboutNobody { rows: 1, file, lines } => {
            format!("1 rad är registrerad, men gäller ingen i registret: {file}: {lines}")
        }
        Notice::AboutNobody { rows, file, lines } => {
            format!("{rows} rader är registrerade, men gäller ingen i registret: {file}: {lines}")
        }
        Notice::Recorded { added, all, already, left_out } => {
            let rest = if left_out > 0 { format!(", {left_out} utelämnades") } else { String::new() };
            format!("{added} av {all} rader har registrerats; {already} fanns redan{rest}")
        }
        Notice::NotHandedOut { why, count, entries } => {
            format!("inte med i filen, {}: {count} (post {entries})", obstacle(why))
        }
        Notice::NothingToHandOut => "det finns inget att lämna ut; ingen fil har skrivits".to_owned(),
        Notice::HandedOut { tasks, file, sent } => {
            let tasks = if tasks == 1 { "1 uppgift".to_owned() } else { format!("{tasks} uppgifter") };
            let sent = sent.map_or_else(String::new, |day| format!(", antecknat som skickat {day}"));
            format!("{tasks} utlämnade i {file}{sent}")
        }
        Notice::ToldThrough { night, last_day } => format!(
            "den senaste natten är {night}: halvåret redovisas till och med den, inte till och med {last_day}"
        ),
        Notice::ResidenceUnknown { on, count, entries } => {
            format!("okänt om de var folkbokförda i kommunen {on}: {count} (post {entries})")
        }
        Notice::NobodyToDeliver => "det finns ingen att redovisa; ingen fil har skrivits".to_owned(),
        Notice::Delivered(1, file) => format!("1 person redovisad i {file}"),
        Notice::Delivered(persons, file) => format!("{persons} personer redovisade i {file}"),
        Notice::Wrote(file) => format!("rapporten är skriven till {file}"),
    }
}

fn row(file: &str, Faulty { line, column, fault, wanted }: &Faulty) -> String {
    let column = column.map_or_else(String::new, |column| format!("{column}: "));
    format!("{file}:{line}: {column}{}: {} ({})", row_fault(*fault), self::wanted(wanted), fault.as_str())
}

fn wanted(wanted: &Wanted) -> String {
    let wanted = match wanted {
        Wanted::Number => "ska vara ett personnummer med tolv siffror",
        Wanted::Personnummer => "ska vara ett personnummer, inte ett samordningsnummer eller TF-nummer",
        Wanted::PairedId => "ska vara LEVERANTÖR:NUMMER för ett TF-nummer, eller ett samordningsnummer",
        Wanted::Day => "ska vara ett datum på formen ÅÅÅÅ-MM-DD",
        Wanted::DayNotAhead => "ska vara ett datum som inte ligger framåt i tiden",
        Wanted::DayNotBefore(column) => return format!("ska vara ett datum som inte är före {column}"),
        Wanted::DayWith(column) => return format!("ska vara ifyllt när {column} är det"),
        Wanted::OneOf(codes) => return format!("ska vara en av {}", codes.join(", ")),
        Wanted::SchoolUnit => "ska vara åtta siffror",
        Wanted::Telephone => {
            "ska vara ett telefonnummer med riktnummer: siffror, mellanslag, bindestreck och ett inledande +"
        }
        Wanted::Email => "ska vara en e-postadress",
        Wanted::SameOf(column) => return format!("en annan rad med samma {column} säger något annat"),
        Wanted::Fields { found, asked } => return format!("raden har {found} fält, ska ha {asked}"),
        Wanted::OneLine => "ett vagnreturtecken inne i raden",
    };
    wanted.to_owned()
}

fn wanted_file(wanted: &WantedFile) -> String {
    let wanted = match wanted {
        WantedFile::Text => "ska ha en rubrikrad",
        WantedFile::Utf8 => "ska vara UTF-8",
        WantedFile::NoControls => "ett styrtecken på raden",
        WantedFile::Header(header) => return format!("rubrikraden ska vara `{header}`"),
        WantedFile::LastLineEnd => "sista raden saknar radbrytning; om inget fattas läggs en till",
    };
    wanted.to_owned()
}

/// Why a task is not handed out.
pub(in super::super) fn obstacle(code: Obstacle) -> &'static str {
    match code {
        Obstacle::Protected => "skyddade personuppgifter",
        Obstacle::Suspended => "ett avslut väntar på beslut",
        Obstacle::Closed => "posten är avslutad",
        Obstacle::DecidedSince => "beslut efter den senaste natten",
        Obstacle::Deceased => "avliden",
        Obstacle::HandedOut => "utlämnad tidigare",
        Obstacle::NoAddress => "ingen fullständig adress",
    }
}
