//! What a person reads of all that is kept of them, in Swedish.
//!
//! Words alone; where they stand is settled by the report.

use crate::domain::codes::{MeasureEnd, OccupationSource, Variant};
use crate::domain::dossier::Kept;
use crate::report::words::{DossierWords, ForPerson};

pub(in super::super) use super::items::item;

pub(in super::super) const WORDS: DossierWords = DossierWords {
    title: "Registerutdrag",
    who: "Vem uppgifterna gäller",
    why: "Varför personen finns i registret, eller inte",
    by_newest: "Enligt de senaste uppgifterna",
    answer: "Svaret efter den senaste natten",
    whole_register: "Antecknat för hela registret",
    name: "Namn",
    address: "Adress",
    other_numbers: "Andra nummer",
    protection: "Skydd",
    no_protection: "inget",
    no_explanation: "Det finns inga uppgifter att avgöra svaret av.",
    somebody_decides: "En handläggare på kommunen utreder saken.",
    fact: "Uppgift",
    value: "Innehåll",
    settled_it: "Avgjorde svaret",
    changed: "ändrad natten",
    yes: "ja",
    no: "nej",
    of_another: "någon annans nummer, som inte visas här",
    nothing_kept: "Annat som kan antecknas",
    nothing_kept_of: "Inget är antecknat om personen av följande slag:",
    looks: "Vem som har tagit del av uppgifterna",
    looks_explained: "Registret antecknar när någon slår upp en person eller tar ut en fil, men inte vilka personer det gällde. Tabellen visar det som är antecknat för hela registret: det kan men behöver inte ha gällt personen. Uppgifter som har lämnats ut för brev, samtal eller besök står ovan under utlämnade uppgifter.",
    command: "Kommando",
    times: "Antal",
    first: "Första gången",
    last: "Senaste gången",
    rights: "Varför uppgifterna finns och vilka rättigheter personen har",
    purpose: "Ändamål: hemkommunen ska hålla sig informerad om hur de ungdomar är sysselsatta som har fullgjort sin skolplikt, inte har fyllt 20 år och inte går i eller har fullföljt gymnasieskolan, erbjuda dem åtgärder och föra ett register över dem enligt 29 kap. 9 § skollagen (2010:800).",
    ground: "Rättslig grund: behandlingen är nödvändig för att fullgöra en rättslig förpliktelse och för att utföra en uppgift av allmänt intresse (dataskyddsförordningen, EU 2016/679, artikel 6.1 c och e).",
    contents_by_law: "Vad registret får innehålla står i 4 § förordningen (2006:39) om register och dokumentation vid fullgörandet av kommunernas aktivitetsansvar för ungdomar. Uppgifterna kommer ur folkbokföringen, från skolor och från dem på kommunen som har haft kontakt med personen.",
    recipients: "Mottagare: de på kommunen som arbetar med aktivitetsansvaret, den som för kommunens räkning skickar brev, ringer eller besöker, och Statistiska centralbyrån, som får uppgifter för statistik varje halvår.",
    automated: "Programmet räknar varje natt ut vem som omfattas, efter skollagens regler och de uppgifter som står här. Ett beslut som en människa har registrerat går före.",
    left_out: "Här saknas vilka tjänstemän som har läst eller registrerat uppgifterna, nummer som tillhör andra, och löpnummer på rader. Kommunen kan ha uppgifter om personen i andra system, och säkerhetskopior kan för en tid innehålla samma uppgifter.",
    rights_explained: "Den som uppgifterna gäller kan begära att fel rättas (dataskyddsförordningen artikel 16) och att behandlingen begränsas (artikel 18), invända mot behandlingen (artikel 21) och klaga hos Integritetsskyddsmyndigheten (artikel 77).",
};

pub(in super::super) fn tell(told: &ForPerson<'_>) -> String {
    match *told {
        ForPerson::After(night) => {
            format!("Allt som registret innehåller om en person, efter natten {night}")
        }
        ForPerson::BeforeAnyNight => {
            "Allt som registret innehåller om en person, innan någon natt har körts".to_owned()
        }
        ForPerson::Erased(year) => format!(
            "Uppgifterna gallras när de inte längre behövs, och senast den 31 december det år personen fyller 21 (7 § samma förordning){}.",
            year.map_or_else(String::new, |year| format!(": här senast den 31 december {year}"))
        ),
        ForPerson::Superseded(days) => {
            format!(
                "Det som filer har berättat och som har ersatts av nyare uppgifter gallras {days} dagar efter det."
            )
        }
        ForPerson::Population(source) => format!("Källans namn är {source}."),
        ForPerson::TurnTo(code) => format!(
            "Personuppgiftsansvarig är den nämnd i kommunen (kommunkod {code}) som svarar för aktivitetsansvaret. Frågor, begäran om rättelse och invändningar lämnas till kommunen, som också har ett dataskyddsombud."
        ),
    }
}

pub(in super::super) fn kept(code: Kept) -> &'static str {
    match code {
        Kept::Person => "Person",
        Kept::Number => "Nummer",
        Kept::ContactDetail => "Telefon och e-post",
        Kept::Entry => "Poster i registret",
        Kept::Lane => "Spår",
        Kept::Change => "Vad nätterna har ändrat",
        Kept::Undetermined => "Nätter då svaret inte gick att avgöra",
        Kept::Task => "Uppgifter i det uppsökande arbetet",
        Kept::Priority => "Plats i kön",
        Kept::Exported => "Utlämnade uppgifter",
        Kept::Contact => "Kontakter",
        Kept::Occupation => "Sysselsättningar",
        Kept::Measure => "Åtgärder",
        Kept::Decision => "Beslut",
        Kept::Interruption => "Anmälda studieavbrott",
        Kept::Pairing => "Hopparade nummer",
        Kept::TakenOver => "Post i ett tidigare register",
        Kept::Resident => "Rader ur folkbokföringen",
        Kept::Placement => "Placeringar i skolor",
        Kept::Credential => "Dokument",
        Kept::Reject => "Rader i karantän",
    }
}

pub(in super::super) fn origin(code: Kept) -> &'static str {
    match code {
        Kept::Person => {
            "Räknas fram av programmet ur folkbokföringens rader och kommunens tabell över områden."
        }
        Kept::Number => "De nummer som programmet har fört till samma person, ur folkbokföringens rader.",
        Kept::ContactDetail => {
            "Registrerat av kommunen. Det nyaste gäller; äldre rader om samma nummer är tömda."
        }
        Kept::Entry => "Räknas fram av programmet; vems ord det vilar på står under vad nätterna har ändrat.",
        Kept::Lane => "Räknas fram av programmet: vad posten kräver av det uppsökande arbetet.",
        Kept::Change => {
            "Nattens egna anteckningar, med källa, leverantör och skolenhet där ändringen vilar på en skolas ord."
        }
        Kept::Undetermined => {
            "Nattens egna anteckningar: uppgifterna räckte inte, och posten lämnades som den var."
        }
        Kept::Task => "Räknas fram av programmet efter kommunens trappa av brev, samtal och besök.",
        Kept::Priority => "Räknas fram av programmet varje natt; bara den senaste sparas.",
        Kept::Exported => {
            "Uppgifter som har lämnats ut i en fil för brev, samtal eller besök, med namn, nummer, adress och telefon."
        }
        Kept::Contact => "Registrerat av kommunen: försök att nå personen, och vad som kom av dem.",
        Kept::Occupation => "Registrerat av kommunen, efter vad någon har berättat.",
        Kept::Measure | Kept::Decision => "Registrerat av kommunen.",
        Kept::Interruption => "Registrerat av kommunen, efter skolans anmälan (skollagen 15 kap. 15 §).",
        Kept::Pairing => {
            "Registrerat av kommunen: ett tillfälligt nummer eller samordningsnummer och vems det är."
        }
        Kept::TakenOver => "Registrerat av kommunen, ur det register som användes före detta.",
        Kept::Resident => "Ur folkbokföringens filer; filens datum och rad står vid uppgiften.",
        Kept::Placement | Kept::Credential => {
            "Ur skolornas och länets filer; källa, leverantör, filens datum och rad står vid uppgiften."
        }
        Kept::Reject => {
            "Rader i filer som nämner personen men inte gick att tro på. Av dem sparas bara detta."
        }
    }
}

pub(in super::super) fn variant(code: Variant) -> &'static str {
    match code {
        Variant::Standard => "vanlig text",
        Variant::StudyCertificate => "text för den som har studiebevis",
    }
}

pub(in super::super) fn measure_end(code: MeasureEnd) -> &'static str {
    match code {
        MeasureEnd::Completed => "fullföljd",
        MeasureEnd::ToStudies => "övergång till studier",
        MeasureEnd::ToWork => "övergång till arbete",
        MeasureEnd::BrokenOffByYouth => "avbruten av ungdomen",
        MeasureEnd::BrokenOffByMunicipality => "avbruten av kommunen",
        MeasureEnd::LeftRegister => "har lämnat registret",
        MeasureEnd::Other => "annan orsak",
    }
}

pub(in super::super) fn told_by(code: OccupationSource) -> &'static str {
    match code {
        OccupationSource::Youth => "ungdomen",
        OccupationSource::Relative => "en anhörig",
        OccupationSource::School => "en skola",
        OccupationSource::Employer => "en arbetsgivare",
        OccupationSource::Municipality => "kommunen",
        OccupationSource::Authority => "en annan myndighet",
        OccupationSource::Other => "någon annan",
    }
}
