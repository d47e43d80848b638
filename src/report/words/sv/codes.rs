//! Every code in Swedish.
//!
//! Legal terms are written as the law writes them. No code has a default text.

use crate::domain::codes::{
    ChangeKind, CoveredReason, Deregistration, Document, FileFault, Lane, LimitClass, NotCoveredReason,
    Occupation, Outcome, PlacementStatus, ProgrammeClass, RowFault, RuleSet, Ruling, RulingReason,
    SchoolForm, UndeterminedReason, Verdict,
};
use crate::report::ground::Ground;

pub(in super::super) use super::dossier::{item, kept, measure_end, origin, told_by, variant};
pub(in super::super) use super::notices::obstacle;
pub(in super::super) use super::outreach::{channel, contact_outcome, measure, step, task_end, task_status};
pub(in super::super) use super::page::rung;
pub(in super::super) use super::soundness::{check, must_hold};
pub(in super::super) use super::supplier::{file_check, row_check};

pub(in super::super) fn lane(code: Lane) -> &'static str {
    match code {
        Lane::Protected => "skyddade personuppgifter",
        Lane::InSchool => "går i skola",
        Lane::Occupied => "sysselsatt",
        Lane::AwaitingStart => "väntar på skolstart",
        Lane::Outreach => "uppsökande arbete",
    }
}

pub(in super::super) fn covered(code: CoveredReason) -> &'static str {
    match code {
        CoveredReason::Decided => "kommunens beslut",
        CoveredReason::IntroductionProgramme => "går på introduktionsprogram",
        CoveredReason::StudyCertificate => "har studiebevis",
        CoveredReason::IntroductionCertificate => "har gymnasieintyg",
        CoveredReason::InterruptedNational => "har lämnat nationellt program",
        CoveredReason::InterruptedIntroduction => "har lämnat introduktionsprogram",
        CoveredReason::InterruptedAdapted => "har lämnat anpassad gymnasieskola",
        CoveredReason::MovedIn => "har flyttat in efter skolplikten",
        CoveredReason::NeverStarted => "har inte börjat i gymnasieskolan",
    }
}

pub(in super::super) fn not_covered(code: NotCoveredReason) -> &'static str {
    match code {
        NotCoveredReason::Deceased => "avliden",
        NotCoveredReason::Turned20 => "har fyllt 20 år",
        NotCoveredReason::Decided => "kommunens beslut",
        NotCoveredReason::Emigrated => "avregistrerad som utflyttad ur landet",
        NotCoveredReason::Untraceable => "avregistrerad som försvunnen",
        NotCoveredReason::Deregistered => "avregistrerad av annan orsak",
        NotCoveredReason::MovedOut => "folkbokförd i en annan kommun",
        NotCoveredReason::LeftPopulation => "borta ur folkbokföringen utan förklaring",
        NotCoveredReason::NotResident => "inte folkbokförd i kommunen",
        NotCoveredReason::CompulsorySchool => "har skolplikt",
        NotCoveredReason::Completed => "har fullföljt gymnasieutbildning",
        NotCoveredReason::Attending => "går i gymnasieskola",
        NotCoveredReason::AwaitingDocument => "väntar på dokument efter sista året",
        NotCoveredReason::AwaitingAutumnTerm => "väntar på höstterminen",
    }
}

pub(in super::super) fn undetermined(code: UndeterminedReason) -> &'static str {
    match code {
        UndeterminedReason::ProtectedRegistration => "skyddad folkbokföring",
        UndeterminedReason::UnknownDeregistration => "okänd avregistreringskod",
        UndeterminedReason::UnseenInPopulation => "saknas i folkbokföringens fil",
        UndeterminedReason::Contradictory => "motstridiga uppgifter i folkbokföringen",
        UndeterminedReason::QuarantinedRow => "en skolas rad i karantän",
        UndeterminedReason::SourceSilent => "skolans uppgifter har slutat komma",
        UndeterminedReason::UnknownProgramme => "okänd programkod",
        UndeterminedReason::UnknownDocument => "okänd dokumentkod",
    }
}

pub(in super::super) fn remedy(code: UndeterminedReason) -> &'static str {
    match code {
        UndeterminedReason::ProtectedRegistration => {
            "En handläggare utreder vilken kommun som är hemkommun och registrerar beslutet: kaa-sync record decisions FIL"
        }
        UndeterminedReason::UnknownDeregistration => {
            "Avregistreringskoden läggs till i konfigurationens tabell över avregistreringskoder."
        }
        UndeterminedReason::UnseenInPopulation => {
            "Inget behöver göras ännu: efter den tredje filen i rad utan raden räknas personen som borta. Den som vet svaret tidigare registrerar ett beslut: kaa-sync record decisions FIL"
        }
        UndeterminedReason::Contradictory => {
            "Folkbokföringens leverantör rättar raderna om personen, eller en handläggare registrerar ett beslut: kaa-sync record decisions FIL"
        }
        UndeterminedReason::QuarantinedRow => {
            "Skolan rättar raden till nästa leverans, eller en handläggare registrerar ett beslut: kaa-sync record decisions FIL"
        }
        UndeterminedReason::SourceSilent => {
            "Leverantören skickar en ny fil, eller får ett slutdatum i konfigurationen om den har upphört."
        }
        UndeterminedReason::UnknownProgramme => {
            "Programkoden läggs till i konfigurationens tabell över program."
        }
        UndeterminedReason::UnknownDocument => {
            "Dokumentkoden läggs till i konfigurationens tabell över dokument."
        }
    }
}

pub(in super::super) fn turning_in(code: NotCoveredReason) -> &'static str {
    match code {
        NotCoveredReason::Deceased => "Att folkbokföringen rättar uppgiften.",
        NotCoveredReason::Turned20 => "Inget, om födelsetiden är riktig: ansvaret upphör på 20-årsdagen.",
        NotCoveredReason::Decided => "Ett nytt beslut, eller att beslutets tid går ut.",
        NotCoveredReason::Emigrated
        | NotCoveredReason::Untraceable
        | NotCoveredReason::Deregistered
        | NotCoveredReason::MovedOut
        | NotCoveredReason::NotResident => "Att personen folkbokförs i kommunen.",
        NotCoveredReason::LeftPopulation => "Att raden kommer tillbaka i folkbokföringens fil.",
        NotCoveredReason::CompulsorySchool => "Att skolplikten upphör.",
        NotCoveredReason::Completed => "Att dokumentet visar sig vara fel.",
        NotCoveredReason::Attending => "Att placeringen avslutas eller avbryts utan att en ny tar vid.",
        NotCoveredReason::AwaitingDocument => {
            "Ett studiebevis, eller att inget dokument har kommit när augusti är slut."
        }
        NotCoveredReason::AwaitingAutumnTerm => {
            "Att ingen placering har kommit tre arbetsdagar efter höstterminens start."
        }
    }
}

pub(in super::super) fn change_kind(code: ChangeKind) -> &'static str {
    match code {
        ChangeKind::Opened => "öppnad",
        ChangeKind::Closed => "avslutad",
        ChangeKind::Corrected => "rättad",
        ChangeKind::Lane => "nytt spår",
        ChangeKind::HeldOpen => "öppning som väntar",
        ChangeKind::HeldClose => "avslut som väntar",
    }
}

pub(in super::super) fn verdict(code: Verdict) -> &'static str {
    match code {
        Verdict::Accepted => "godtagen",
        Verdict::Unchanged => "oförändrad",
        Verdict::CarriedForward => "tidigare fil gäller",
        Verdict::Silent => "tyst för länge",
        Verdict::Refused => "avvisad",
        Verdict::Absent => "ingen fil",
    }
}

pub(in super::super) fn file_fault(code: FileFault) -> &'static str {
    match code {
        FileFault::Missing => "filen saknas",
        FileFault::Stale => "filen är för gammal",
        FileFault::StillBeingWritten => "filen skrivs fortfarande",
        FileFault::Empty => "filen är tom",
        FileFault::EncodingMismatch => "filen har en annan teckenkodning än den angivna",
        FileFault::HeaderMismatch => "en kolumn saknas eller finns två gånger",
        FileFault::Truncated => "filen är ofullständig",
        FileFault::NoRows => "filen har rubrikrad men inga rader",
        FileFault::WrongMunicipality => "filen gäller en annan kommun",
        FileFault::FlagsUnreadable => "för många skyddsmarkeringar går inte att läsa",
        FileFault::TooManyRejects => "för många rader i karantän",
        FileFault::RowCountDrop => "långt färre rader än förra gången",
    }
}

pub(in super::super) fn cure(code: FileFault) -> &'static str {
    match code {
        FileFault::Missing => {
            "Leverantören behöver skicka filen, eller filens mönster i konfigurationen rättas."
        }
        FileFault::Stale => "Leverantören behöver skicka en ny fil.",
        FileFault::StillBeingWritten => "Kör om natten när överföringen är klar.",
        FileFault::Empty | FileFault::Truncated => "Leverantören behöver skicka hela filen på nytt.",
        FileFault::EncodingMismatch => {
            "Leverantören behöver rätta teckenkodningen, eller så anges den rätt i källans profil."
        }
        FileFault::HeaderMismatch => {
            "Leverantören behöver rätta rubrikraden, eller så ändras källans profil."
        }
        FileFault::NoRows => "Leverantören behöver skicka en fil med rader.",
        FileFault::WrongMunicipality => "Leverantören behöver skicka den egna kommunens fil.",
        FileFault::FlagsUnreadable => "Leverantören behöver rätta skyddsmarkeringarna.",
        FileFault::TooManyRejects => "Leverantören behöver rätta raderna i karantän.",
        FileFault::RowCountDrop => "Leverantören behöver bekräfta antalet rader eller skicka en ny fil.",
    }
}

pub(in super::super) fn row_fault(code: RowFault) -> &'static str {
    match code {
        RowFault::BadPersonnummer => "inget giltigt personnummer",
        RowFault::BadDate => "ogiltigt datum",
        RowFault::BadSchoolUnit => "ogiltig skolenhetskod",
        RowFault::MissingField => "obligatoriskt fält är tomt",
        RowFault::WrongFieldCount => "fel antal fält",
        RowFault::EndBeforeStart => "slutar före start",
        RowFault::EndedWithoutDate => "avslutad utan datum",
        RowFault::UnknownSchoolForm => "okänd skolform",
        RowFault::UnknownStatus => "okänd status",
        RowFault::BadCode => "kod som inte går att läsa",
        RowFault::LineBreakInField => "radbrytning i ett fält",
        RowFault::DuplicateConflicting => "dubblett med annat innehåll",
    }
}

pub(in super::super) fn limit_class(code: LimitClass) -> &'static str {
    match code {
        LimitClass::UnexplainedRemovals => "oförklarade avslut",
        LimitClass::UnexplainedAdditions => "oförklarade öppningar",
        LimitClass::Removals => "avslut",
        LimitClass::Additions => "öppningar",
    }
}

pub(in super::super) fn outcome(code: Outcome) -> &'static str {
    match code {
        Outcome::Done => "klar",
        Outcome::DoneWithFaults => "klar, men med fel i källorna",
        Outcome::Held => "delvis klar: förändringar väntar på beslut",
        Outcome::Refused => "avvisad: inget har ändrats i registret",
    }
}

pub(in super::super) fn school_form(code: SchoolForm) -> &'static str {
    match code {
        SchoolForm::Compulsory => "grundskola",
        SchoolForm::AdaptedCompulsory => "anpassad grundskola",
        SchoolForm::Special => "specialskola",
        SchoolForm::Sami => "sameskola",
        SchoolForm::UpperSecondary => "gymnasieskola",
        SchoolForm::AdaptedUpperSecondary => "anpassad gymnasieskola",
        SchoolForm::Adult => "komvux",
        SchoolForm::SwedishForImmigrants => "sfi",
        SchoolForm::FolkHighSchool => "folkhögskola",
        SchoolForm::Higher => "högskola",
        SchoolForm::Abroad => "studier utomlands",
    }
}

pub(in super::super) fn programme_class(code: ProgrammeClass) -> &'static str {
    match code {
        ProgrammeClass::Introduction => "introduktionsprogram",
        ProgrammeClass::FourthYear => "fjärde tekniskt år",
        ProgrammeClass::National => "nationellt program",
        ProgrammeClass::AdaptedIndividual => "individuellt program",
        ProgrammeClass::AdaptedNational => "nationellt program i anpassad gymnasieskola",
        ProgrammeClass::Unknown => "okänt program",
    }
}

pub(in super::super) fn placement_status(code: PlacementStatus) -> &'static str {
    match code {
        PlacementStatus::Admitted => "antagen",
        PlacementStatus::Enrolled => "inskriven",
        PlacementStatus::Ended => "avslutad",
        PlacementStatus::BrokenOff => "avbruten",
    }
}

pub(in super::super) fn document(code: Document) -> &'static str {
    match code {
        Document::Diploma => "examensbevis",
        Document::AdaptedCertificate => "gymnasiebevis från anpassad gymnasieskola",
        Document::IbDiploma => "IB-diplom",
        Document::ForeignExam => "utländsk gymnasieexamen",
        Document::FolkHighSchoolEligibility => "intyg om grundläggande behörighet från folkhögskola",
        Document::StudyCertificate => "studiebevis",
        Document::IntroductionCertificate => "gymnasieintyg",
        Document::Transcript => "betygsutdrag",
        Document::CompulsoryFinal => "slutbetyg från grundskolan",
        Document::Unknown => "okänt dokument",
    }
}

pub(in super::super) fn deregistration(code: Deregistration) -> &'static str {
    match code {
        Deregistration::Deceased => "avliden",
        Deregistration::Emigrated => "utflyttad ur landet",
        Deregistration::Untraceable => "försvunnen",
        Deregistration::NumberReplaced => "personnumret ersatt",
        Deregistration::Other => "annan orsak",
        Deregistration::Unknown => "okänd kod",
    }
}

pub(in super::super) fn ruling(code: Ruling) -> &'static str {
    match code {
        Ruling::Covered => "omfattas",
        Ruling::NotCovered => "omfattas inte",
    }
}

pub(in super::super) fn ruling_reason(code: RulingReason) -> &'static str {
    match code {
        RulingReason::ProtectedRegistration => "skyddad folkbokföring",
        RulingReason::StudiesAbroad => "utlandsstudier",
        RulingReason::EquivalentEducation => "motsvarande utbildning",
        RulingReason::RegisteredByMistake => "felregistrerad",
        RulingReason::Other => "annan orsak",
    }
}

pub(in super::super) fn occupation(code: Occupation) -> &'static str {
    match code {
        Occupation::UpperSecondary => "gymnasieskola",
        Occupation::AdultEducation => "komvux",
        Occupation::FolkHighSchool => "folkhögskola",
        Occupation::SwedishForImmigrants => "sfi",
        Occupation::HigherEducation => "högskola",
        Occupation::Work => "arbete",
        Occupation::Internship => "praktik",
        Occupation::Abroad => "vistas utomlands",
        Occupation::Other => "annan aktivitet",
        Occupation::Nothing => "ingen sysselsättning",
        Occupation::Unknown => "okänd sysselsättning",
    }
}

pub(in super::super) fn ground(code: Ground) -> &'static str {
    match code {
        Ground::Responsibility(RuleSet::Y2015) => {
            "skollagen (2010:800) 29 kap. 9 § i lydelsen till och med 2018-06-30"
        }
        Ground::Responsibility(RuleSet::Y2018) => {
            "skollagen (2010:800) 29 kap. 9 § i lydelsen från och med 2018-07-01"
        }
        Ground::HomeMunicipality => "skollagen (2010:800) 29 kap. 6 § (hemkommun)",
        Ground::CompulsoryAttendance => "skollagen (2010:800) 7 kap. 12–14 §§ (skolplikt)",
        Ground::PopulationRegistration => "folkbokföringslagen (1991:481)",
        Ground::TurningUp => "gymnasieförordningen (2010:2039) 12 kap. 3 §",
        Ground::Decision => "kommunens registrerade beslut, som går före programmets svar",
        Ground::ThreeFiles => "programmets egen regel: en rad är borta först när tre filer i rad saknar den",
        Ground::Document => {
            "programmets egen regel: slutdokument kommer veckor efter sista dagen och inväntas till och med den 31 augusti"
        }
        Ground::AutumnTerm => {
            "programmets egen regel: antagningar kommer i augusti och inväntas tre arbetsdagar in på höstterminen"
        }
        Ground::NoGuess => "programmets egen regel: när uppgifterna inte räcker lämnas registret som det är",
    }
}
