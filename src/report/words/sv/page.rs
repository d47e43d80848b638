//! The page for people, in Swedish.
//!
//! Words alone; where they stand is settled by the page.

use crate::domain::statistics::overview::Rung;
use crate::report::words::{PageWords, Told};

pub(in super::super) const WORDS: PageWords = PageWords {
    months: [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ],
    title: "KAA-registret",
    skip_to_content: "Till innehållet",
    contents: "Innehåll",
    at_a_glance: "Läget i korthet",
    database: "Databas",
    run: "Körning",
    program: "Program",
    covered_now: "Omfattas nu",
    in_outreach: "I uppsökande arbete",
    late_tasks: "Försenade uppgifter",
    held_changes: "Väntar på beslut",
    waiting_for_decision: "Förändringar över en gräns",
    nothing_waits: "Inget väntar",
    nothing_late: "Inget är försenat",
    night: "Nattens förändringar",
    opened_by_reason: "Öppnade poster",
    closed_by_reason: "Avslutade poster",
    moved_to_lane: "Byten av spår",
    changed_lane: "Till spåret",
    withheld: "Förändringar som väntar på beslut",
    undetermined: "Personer där det inte går att avgöra om de omfattas",
    each_once: "Summa, varje förändring räknad en gång",
    class: "Klass",
    limit: "Gräns",
    not_known: "okänd",
    none: "Inga",
    reason: "Orsak",
    count: "Antal",
    total: "Summa",
    register: "Registret över tid",
    register_explained: "Öppna poster vid varje månads slut, efter vad posten kräver av det uppsökande arbetet (spår). Sista värdet gäller natten.",
    by_lane: "Öppna poster vid månadens slut, efter spår",
    month_end: "Månadens slut",
    entries: "Antal poster",
    all_lanes: "Hela registret",
    month: "Månad",
    months_newest_first: "senaste månaden först",
    flows: "In och ut per månad",
    flows_explained: "Ingående balans plus inskrivna minus utskrivna poster är utgående balans. Den sista månaden räknas till och med natten.",
    in_and_out: "Inskrivna och utskrivna poster per månad",
    outreach_explained: "Poster som kom till det uppsökande arbetet under läsåret, och hur många av dem som har kommit till varje steg. Den som har nåtts går inte vidare till nästa steg.",
    by_rung: "Hur långt det uppsökande arbetet har kommit",
    rung: "Steg",
    share_of_sought: "Andel",
    coverage: "Avstämning mot folkbokföringen",
    coverage_explained: "Alla folkbokförda 16–19-åringar har antingen en öppen post eller ett svar som säger varför de inte har det.",
    residents_by_answer: "Folkbokförda 16–19 år, efter nattens svar",
    part: "Del",
    persons: "Antal personer",
    share: "Andel",
    registered: "I registret",
    elsewhere: "Utanför registret",
    in_doubt: "Går inte att avgöra",
    closing_held: "Utskrivningar som väntar på beslut, räknade i registret",
    sources: "Källor",
    files: "Senaste fil från varje leverantör",
    source: "Källa",
    verdict: "Bedömning",
    file_date: "Filens datum",
    days_old: "Dagar gammal",
    rows: "Rader",
    rows_before: "Förra filen",
    quarantined: "I karantän",
    lag: "Eftersläpning per skola",
    lag_explained: "Dagar från att något hände till den natt då registret fick veta det. Längst eftersläpning först.",
    by_school: "Dagar tills registret fick veta, efter leverantör och skolenhet",
    provider: "Leverantör",
    school_unit: "Skolenhet",
    median_days: "Median, dagar",
    ninetieth_days: "90:e percentilen, dagar",
    late: "Försenade",
    deadlines: "Uppgifter och tidsgränser",
    deadlines_explained: "Uppgifter vars sista dag har passerat, och uppgifter vars sista dag infaller inom sju dagar.",
    by_owner: "Efter ansvarig och steg",
    owner: "Ansvarig",
    step: "Steg",
    soon: "Inom 7 dagar",
    oldest: "Äldsta sista dag",
    about: "Om sidan",
    legal_basis: "Registret förs enligt 29 kap. 9 § skollagen (2010:800) och förordningen (2006:39).",
    counts_only: "Sidan innehåller bara antal, inga personuppgifter. Små grupper är inte dolda: sidan är till för dem som arbetar med registret och publiceras inte som den är.",
    definitions: "Vad varje siffra betyder och hur den räknas står i programmets docs/statistics.md.",
};

pub(in super::super) fn rung(code: Rung) -> &'static str {
    match code {
        Rung::Sought => "kom till uppsökande arbete",
        Rung::Written => "fick första brevet",
        Rung::Called => "blev uppringda",
        Rung::Texted => "fick sms och brev",
        Rung::Carded => "fick knackkort",
        Rung::Visited => "fick hembesök",
        Rung::Reached => "nåddes",
        Rung::Supported => "deltog i en åtgärd",
    }
}

pub(in super::super) fn tell(told: &Told<'_>) -> String {
    match *told {
        Told::After(night) => format!("Läget efter natten {night}"),
        Told::Outcome(outcome) => format!("Natten är {outcome}."),
        Told::RefusedSince(night) => {
            format!("Körningen {night} avvisades. Siffrorna gäller natten före den.")
        }
        Told::More(count, day) => format!("{count} fler än {day}"),
        Told::Fewer(count, day) => format!("{count} färre än {day}"),
        Told::AsMany(day) => format!("lika många som {day}"),
        Told::Oldest(day) => format!("Äldsta sista dag {day}"),
        Told::Night { opened, closed, corrected, moved } => {
            format!("Öppnade {opened}, avslutade {closed}, rättade {corrected}, byten av spår {moved}.")
        }
        Told::Register { from, then, to, now, peak_on, peak } => format!(
            "Från {then} poster {from} till {now} poster {to}. Störst var registret {peak_on}, med {peak} poster."
        ),
        Told::Flows { from, to, opened, closed, busiest, most } => format!(
            "Från {from} till {to} skrevs {opened} poster in och {closed} ut. Flest skrevs in i {busiest}: {most}."
        ),
        Told::Outreach(year) => format!("Uppsökande arbete läsåret {year}"),
        Told::NobodyLeft(residents) => {
            format!("Avstämningen går ihop: alla {residents} är räknade, resten är 0.")
        }
        Told::SomebodyLeft(residual) => {
            format!("Avstämningen går inte ihop: resten är {residual}.")
        }
        Told::Sources { all, unusable, quarantined } => {
            format!("Leverantörer {all}, varav {unusable} utan godtagen fil. Rader i karantän {quarantined}.")
        }
        Told::Of(count, share) => format!("{count} ({share})"),
    }
}
