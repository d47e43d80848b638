//! Whether the register is sound, in Swedish.

use crate::domain::codes::Check;
use crate::domain::invariants::{Finding, NOBODY_KNOWN, Unasked};

pub(in super::super) fn check(code: Check) -> &'static str {
    match code {
        Check::Integrity => "Hel fil",
        Check::ForeignKeys => "Hänvisningar",
        Check::Readable => "Läsbara värden",
        Check::Versions => "Versioner",
        Check::CommittedNights => "Genomförda nätter",
        Check::RunCounts => "Nätternas antal",
        Check::BirthYears => "Födelseår",
        Check::EntriesApart => "Inga överlapp",
        Check::OpenEntryLast => "Öppen post sist",
        Check::LanesTile => "Spår utan glapp",
        Check::TaskOfOpenEntry => "Uppgiftens post",
        Check::TaskOfClosedEntry => "Avslutade poster",
        Check::OneRung => "Ett steg i taget",
        Check::Coverage => "Avstämning",
        Check::Decision => "Nattens svar",
        Check::Digest => "Kontrollsumma",
    }
}

pub(in super::super) fn must_hold(code: Check) -> &'static str {
    match code {
        Check::Integrity => "Registrets fil är hel.",
        Check::ForeignKeys => "Det som en rad hänvisar till finns.",
        Check::Readable => "Varje värde går att läsa.",
        Check::Versions => "En rads versioner följer på varandra, och bara den sista gäller.",
        Check::CommittedNights => "Allt är infört, och blev känt, en natt som är genomförd.",
        Check::RunCounts => "Antalen i listan över nätter stämmer med raderna de räknar.",
        Check::BirthYears => "Uppgifter finns bara om de födelseår som registret får ha.",
        Check::EntriesApart => "Ingen person har två poster samma dag.",
        Check::OpenEntryLast => "Den som har en öppen post har ingen senare post som är avslutad.",
        Check::LanesTile => "Varje post har ett spår från sin första dag till sin sista.",
        Check::TaskOfOpenEntry => "En uppgift hör till en post som var öppen när den skapades.",
        Check::TaskOfClosedEntry => "En avslutad post har inga öppna uppgifter, utom vid 20-årsdagen.",
        Check::OneRung => "Ingen person har två öppna steg i det uppsökande arbetet.",
        Check::Coverage => "Den senaste nattens avstämning mot folkbokföringen går ihop.",
        Check::Decision => "Avgörs den senaste natten på nytt ändras inget, utom det som väntar på beslut.",
        Check::Digest => "Registret är som den senaste natten lämnade det.",
    }
}

/// How many things a check found.
pub(in super::super) fn found(count: u64) -> String {
    format!("{count} fynd")
}

/// Why a check was not made.
pub(in super::super) fn not_checked(why: Unasked) -> String {
    let why = match why {
        Unasked::Damaged => "filen är skadad",
        Unasked::Unreadable => "registret går inte att läsa",
        Unasked::OtherSettings => "konfigurationen eller programmet är inte den senaste nattens",
    };
    format!("inte prövad: {why}")
}

/// What a finding is about, by number.
pub(in super::super) fn finding(finding: &Finding) -> String {
    match finding {
        Finding::Entry(entry) => format!("post {entry}"),
        Finding::Person(person) => format!("person {person}"),
        Finding::Task(task) => format!("uppgift {task}"),
        Finding::Run(run) => format!("körning {run}"),
        Finding::Rows { table, count } => {
            let table = if table == NOBODY_KNOWN { "uppgifter om okända personer" } else { table };
            if *count == 1 { format!("1 rad i {table}") } else { format!("{count} rader i {table}") }
        }
        Finding::Told(text) => text.clone(),
    }
}
