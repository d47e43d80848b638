//! Sentences in Swedish.
//!
//! Plain official Swedish that addresses nobody.

use super::codes;
use crate::domain::codes::{FileFault, NotCoveredReason};
use crate::domain::status::Status;
use crate::report::words::Sentence;
use chrono::NaiveDate;

pub(in super::super) fn say(sentence: &Sentence<'_>) -> String {
    match *sentence {
        Sentence::Answer(status) => answer(status),
        Sentence::Row(row) => format!("rad {row} av 15 i beslutstabellen"),
        Sentence::Turn { from, to } => turn(from, to),
        Sentence::Born { birth, turns_20 } => format!("född {birth}, fyller 20 år {turns_20}"),
        Sentence::ResidentHere(since) => format!("folkbokförd i kommunen{}", since_day(since)),
        Sentence::ResidentElsewhere(since) => format!("folkbokförd i en annan kommun{}", since_day(since)),
        Sentence::Deregistered(code, since) => {
            format!("avregistrerad: {}{}", codes::deregistration(code), since_day(since))
        }
        Sentence::Missing { since, files } => {
            format!("saknas i filen sedan {since} ({files} av 3 filer i rad)")
        }
        Sentence::Gone(since) => format!("borta ur folkbokföringens fil sedan {since}"),
        Sentence::Sighted { provider, file_date, line: Some(line) } => {
            format!("rad {line} i filen från {provider} {file_date}")
        }
        Sentence::Sighted { provider, file_date, line: None } => {
            format!("filen från {provider} {file_date}")
        }
        Sentence::AtUnit(unit) => format!("vid skolenhet {unit}"),
        Sentence::AttendsThrough(day) => format!("räknas som pågående till och med {day}"),
        Sentence::From(day) => format!("från och med {day}"),
        Sentence::Through(day) => format!("till och med {day}"),
        Sentence::Shrinking(provider) => {
            format!("{provider}: filen är godtagen, men har tydligt färre rader än förra gången.")
        }
        Sentence::ToPair { provider, lines, rows } => {
            format!("{provider}: TF-nummer och samordningsnummer utan känd person: {rows} (rad {lines}).")
        }
        Sentence::Faulty { provider, fault } => faulty(provider, fault),
        Sentence::StandsThrough { through, required } => {
            let then = if required { "avvisas natten" } else { "räknas källan som tyst" };
            format!("Den senast godtagna filen gäller till och med {through}, sedan {then}.")
        }
        Sentence::Silent => "Källan räknas som tyst: den senast godtagna filen gäller inte längre.".to_owned(),
        Sentence::NightOnLastFiles => "Natten, med dessa källors senast godtagna filer.".to_owned(),
        Sentence::NotTheFiles => "Uppgifterna i filer som inte gick att använda.".to_owned(),
        Sentence::AskForFiles => {
            "Den registeransvariga ser till att leverantörerna skickar filer som går att använda. Kommer en samma dag körs natten om.".to_owned()
        }
        Sentence::Exceeds { class, count, limit } => {
            format!("{count} {} (gräns {limit})", codes::limit_class(class))
        }
        Sentence::Changes(1) => "1 förändring".to_owned(),
        Sentence::Changes(count) => format!("{count} förändringar"),
        Sentence::OnlyTheRefusal => "Inget, utom noteringen om att natten är avvisad.".to_owned(),
        Sentence::NothingOfTheNight => "Nattens alla förändringar.".to_owned(),
        Sentence::WithheldComeAgain => {
            "Ja. Samma förändringar räknas fram igen; inget går förlorat.".to_owned()
        }
        Sentence::RefusedIsTriedAgain => "Ja, med de filer som då finns.".to_owned(),
        Sentence::CheckThenAllow => {
            "Den registeransvariga kontrollerar förändringarna. Är de riktiga körs natten om med:".to_owned()
        }
        Sentence::CheckThenLoad => {
            "Den registeransvariga kontrollerar att registret ska vara tomt. Är detta den första inläsningen körs natten om med:".to_owned()
        }
        Sentence::SeeTo { provider, fault } => format!(
            "Den registeransvariga ser till att filen från {provider} går att använda: {}. {}",
            codes::file_fault(fault),
            codes::cure(fault)
        ),
        Sentence::OrAccept => "Är filen riktig trots kontrollen körs natten om med:".to_owned(),
        Sentence::OpenEntries { before, after } => format!("{before} före, {after} efter"),
        Sentence::LateCorrections(1) => {
            "1 avslutad post skulle enligt dagens uppgifter ha avslutats en annan dag.".to_owned()
        }
        Sentence::LateCorrections(count) => {
            format!("{count} avslutade poster skulle enligt dagens uppgifter ha avslutats en annan dag.")
        }
        Sentence::NothingToday => "Inget nytt, inget att göra.".to_owned(),
        Sentence::NothingToDecideAgain => {
            "Inget att göra: varje natt skulle avgöras som den avgjordes.".to_owned()
        }
        Sentence::NothingCommitted => "Inget.".to_owned(),
        Sentence::NoNightDecidedAgain => "Ingen natt är omkörd; registret är som det var.".to_owned(),
        Sentence::NotTriedAgain => "Nej, omkörningen görs bara på begäran.".to_owned(),
        Sentence::AllButWithheld => "Allt utom det som väntar på beslut.".to_owned(),
        Sentence::NothingDiffers => "Inget i registret eller kön är annorlunda än förut.".to_owned(),
        Sentence::BeginsWith(night) => {
            format!("Registret börjar natten {night}. Av tiden före den räknas bara de som då var kvar.")
        }
        Sentence::RestsOn { night, run, database, program } => {
            format!("{program}, {database}, natten {night} (körning {run}).")
        }
        Sentence::AsKnownOn(night) => format!("Som det var känt efter natten {night}."),
        Sentence::Erased(persons) => format!("Gallrade personer: {persons}."),
        Sentence::WouldErase(persons) => format!("Personer som skulle gallras: {persons}."),
        Sentence::KeptFigures(night) => format!(
            "Personer från den tiden har gallrats: siffrorna sparades innan dess och är som det var känt efter natten {night}."
        ),
        Sentence::SourceConflicts(count) => {
            format!("Källorna är oense om pågående placeringar: {count}. Den bäst rangordnade gäller.")
        }
    }
}

fn answer(status: Status) -> String {
    match status {
        Status::Covered { reason, .. } => {
            format!("Omfattas av kommunens aktivitetsansvar: {}.", codes::covered(reason))
        }
        Status::NotCovered { reason } => {
            format!("Omfattas inte av kommunens aktivitetsansvar: {}.", codes::not_covered(reason))
        }
        Status::Undetermined { reason } => {
            format!("Går inte att avgöra: {}. Registret lämnas som det är.", codes::undetermined(reason))
        }
    }
}

fn turn(from: Status, to: Status) -> String {
    match (from, to) {
        (Status::Covered { .. }, Status::NotCovered { reason: NotCoveredReason::Turned20 }) => {
            "lämnar registret (20-årsdagen)".to_owned()
        }
        (Status::Covered { .. }, Status::NotCovered { reason }) => {
            format!("lämnar registret ({})", codes::not_covered(reason))
        }
        (Status::Covered { .. }, Status::Covered { reason, lane }) => {
            format!("omfattas fortfarande ({}; spår: {})", codes::covered(reason), codes::lane(lane))
        }
        (Status::NotCovered { .. } | Status::Undetermined { .. }, Status::Covered { reason, .. }) => {
            format!("omfattas ({})", codes::covered(reason))
        }
        (Status::NotCovered { .. }, Status::NotCovered { reason }) => {
            format!("omfattas fortfarande inte ({})", codes::not_covered(reason))
        }
        (Status::Undetermined { .. }, Status::NotCovered { reason }) => {
            format!("omfattas inte ({})", codes::not_covered(reason))
        }
        (
            Status::Covered { .. } | Status::NotCovered { .. } | Status::Undetermined { .. },
            Status::Undetermined { reason },
        ) => format!("går inte att avgöra ({})", codes::undetermined(reason)),
    }
}

fn faulty(provider: &str, fault: FileFault) -> String {
    format!("{provider}: {}. {}", codes::file_fault(fault), codes::cure(fault))
}

/// The first of several, and how many more there are.
pub(in super::super) fn listed(first: &str, more: u64) -> String {
    if more == 0 { first.to_owned() } else { format!("{first} … och {more} till") }
}

fn since_day(since: Option<NaiveDate>) -> String {
    since.map_or_else(String::new, |day| format!(" sedan {day}"))
}
