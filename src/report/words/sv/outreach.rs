//! Outreach in Swedish.

use crate::domain::codes::{Channel, ContactOutcome, MeasureKind, Step, TaskEnd, TaskStatus};

pub(in super::super) fn step(code: Step) -> &'static str {
    match code {
        Step::Letter => "första brevet",
        Step::Phone => "samtal",
        Step::SmsLetter => "sms och brev",
        Step::KnockCard => "knackkort",
        Step::HomeVisit => "hembesök (två personer)",
        Step::Recheck => "ny avstämning",
        Step::Support => "stöd",
        Step::Info20 => "brev på 20-årsdagen",
        Step::Handover20 => "överlämning på 20-årsdagen",
        Step::ManualContact => "kontakt genom handläggare",
    }
}

pub(in super::super) fn task_status(code: TaskStatus) -> &'static str {
    match code {
        TaskStatus::Waiting => "väntar",
        TaskStatus::Ready => "att göra",
        TaskStatus::Sent => "skickad",
        TaskStatus::Done => "utförd",
        TaskStatus::Suspended => "vilande",
        TaskStatus::Withdrawn => "återtagen",
    }
}

pub(in super::super) fn task_end(code: TaskEnd) -> &'static str {
    match code {
        TaskEnd::Unanswered => "inget svar",
        TaskEnd::Reached => "nådd",
        TaskEnd::Undeliverable => "kom inte fram",
        TaskEnd::Sent => "skickad",
        TaskEnd::Overtaken => "ett senare steg tog vid",
        TaskEnd::LeftRegister => "har lämnat registret",
        TaskEnd::LaneChanged => "har bytt spår",
        TaskEnd::Replanned => "har planerats om",
    }
}

pub(in super::super) fn channel(code: Channel) -> &'static str {
    match code {
        Channel::Letter => "brev",
        Channel::Telephone => "telefon",
        Channel::Sms => "sms",
        Channel::Email => "mejl",
        Channel::KnockCard => "knackkort",
        Channel::HomeVisit => "hembesök",
        Channel::Visit => "besök",
        Channel::School => "skola",
        Channel::SocialMedia => "sociala medier",
    }
}

pub(in super::super) fn contact_outcome(code: ContactOutcome) -> &'static str {
    match code {
        ContactOutcome::Sent => "skickat",
        ContactOutcome::NoAnswer => "inget svar",
        ContactOutcome::Returned => "kom i retur",
        ContactOutcome::WrongNumber => "fel nummer",
        ContactOutcome::ReachedForEducation => "nådd, vill ha stöd till utbildning",
        ContactOutcome::ReachedForWork => "nådd, vill ha stöd till arbete",
        ContactOutcome::ReachedOccupied => "nådd, har sysselsättning",
        ContactOutcome::ReachedDeclines => "nådd, avböjer",
    }
}

pub(in super::super) fn measure(code: MeasureKind) -> &'static str {
    match code {
        MeasureKind::Guidance => "studie- och yrkesvägledning",
        MeasureKind::Motivation => "motiverande samtal",
        MeasureKind::IntroductionProgramme => "introduktionsprogram",
        MeasureKind::AdultEducation => "komvux",
        MeasureKind::FolkHighSchool => "folkhögskola",
        MeasureKind::MotivationCourse => "studiemotiverande kurs",
        MeasureKind::Internship => "praktik",
        MeasureKind::Other => "annan åtgärd",
    }
}
