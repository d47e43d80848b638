//! What somebody has to see to, and how, in Swedish.
//!
//! Plain official Swedish that addresses nobody.

use super::codes;
use super::sentences::say;
use crate::domain::codes::{LimitClass, Verdict};
use crate::domain::health::{Concern, Exposure, Freshness};
use crate::report::words::Sentence;

pub(in super::super) fn concern(concern: &Concern<'_>) -> String {
    match *concern {
        Concern::NoNight => "Ingen natt har körts.".to_owned(),
        Concern::Overdue { expected, last, weekdays } => {
            format!(
                "Natten {expected} har inte körts. Den senast körda är {last}; vardagar som saknas: {weekdays}."
            )
        }
        Concern::Ahead(last) => format!("Den senaste natten, {last}, ligger i framtiden."),
        Concern::Refused(night) => {
            format!(
                "Körningen av natten {night} avvisades. Registret är som det var efter den senaste natten."
            )
        }
        Concern::Source(source) => of_source(source),
        Concern::Quarantine { provider, rows } => format!("{provider}: rader i karantän: {rows}."),
        Concern::Held { class, count, .. } => {
            format!("Förändringar som väntar på beslut: {count} {}.", codes::limit_class(class))
        }
        Concern::Residual { night, persons } => {
            format!(
                "Avstämningen mot folkbokföringen går inte ihop natten {night}: {persons} folkbokförda i åldrarna 16–19 år finns inte där de ska i registret."
            )
        }
        Concern::ErasurePending(since) => {
            format!(
                "Personer har gallrats sedan natten {since}, men spår av dem kan finnas kvar i registrets fil: ett annat program läste den."
            )
        }
        Concern::Late { count, oldest } => {
            format!("Försenade uppgifter i kön: {count}. Den äldsta skulle ha varit klar senast {oldest}.")
        }
        Concern::Exposed(exposed) => {
            let file = &exposed.file;
            match exposed.how {
                Exposure::Mode(mode) => {
                    format!("{file}: fler än ägaren har tillgång till filen ({mode:04o}).")
                }
                Exposure::Writable(mode) => format!("{file}: fler än ägaren kan ändra filen ({mode:04o})."),
                Exposure::Link => format!("{file}: är en symbolisk länk."),
            }
        }
        Concern::Space(space) => {
            format!("{} MB är lediga på disken; {} MB behövs.", space.free_mb(), space.needed_mb())
        }
        Concern::Configuration(_) => "Konfigurationen går inte att använda.".to_owned(),
    }
}

fn of_source(source: &Freshness) -> String {
    let id = &source.id;
    let last = source
        .accepted_on
        .map_or_else(|| "ingen fil har godtagits".to_owned(), |on| format!("den senaste filen godtogs {on}"));
    match (source.verdict, source.until) {
        (Verdict::CarriedForward, Some(until)) => {
            let after = if source.required { "avvisas natten" } else { "räknas källan som tyst" };
            format!("{id}: {last} och gäller till och med {until}. Därefter {after}.")
        }
        (Verdict::Silent, _) => format!("{id}: källan räknas som tyst; {last}."),
        (Verdict::CarriedForward, None)
        | (Verdict::Refused | Verdict::Accepted | Verdict::Unchanged | Verdict::Absent, _) => {
            format!("{id}: {}; {last}.", codes::verdict(source.verdict))
        }
    }
}

pub(in super::super) fn relief(concern: &Concern<'_>) -> String {
    match *concern {
        Concern::NoNight => "Den första natten körs med:".to_owned(),
        Concern::Overdue { .. } => {
            "Schemaläggarens logg visar varför. Nästa körning hämtar in det som saknas.".to_owned()
        }
        Concern::Ahead(_) => {
            "Serverns klocka och --as-of kontrolleras. Tidigare nätter går inte att köra; kördes natten av misstag återställs en säkerhetskopia.".to_owned()
        }
        Concern::Refused(_) => {
            "När källan som stoppade natten har en fil som går att använda körs samma datum om.".to_owned()
        }
        Concern::Source(source) => source.fault.map_or_else(String::new, |fault| {
            format!("Orsak: {}. {}", codes::file_fault(fault), codes::cure(fault))
        }),
        Concern::Quarantine { .. } => {
            "`kaa-sync check` visar raderna; leverantören rättar dem.".to_owned()
        }
        Concern::Held { is_first_load: true, class: LimitClass::Additions, .. } => {
            say(&Sentence::CheckThenLoad)
        }
        Concern::Held { .. } => say(&Sentence::CheckThenAllow),
        Concern::Residual { .. } => {
            "`kaa-sync verify` visar vad som inte stämmer. Nätterna går vidare; felet ska anmälas till den som förvaltar programmet.".to_owned()
        }
        Concern::ErasurePending(_) => {
            "Program som håller registret öppet behöver stängas. Nästa körning försöker igen, även om den inte har något att göra.".to_owned()
        }
        Concern::Late { .. } => "`kaa-sync queue list` visar dem och vem som är ansvarig.".to_owned(),
        Concern::Exposed(exposed) => match exposed.how {
            Exposure::Mode(_) | Exposure::Writable(_) => "Rättigheterna rättas med:".to_owned(),
            Exposure::Link => "Länken ersätts med själva filen.".to_owned(),
        },
        Concern::Space(_) => "Plats frigörs, eller registret flyttas till en större disk.".to_owned(),
        Concern::Configuration(fault) => format!("Fel: {fault}"),
    }
}
