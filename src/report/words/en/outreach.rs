//! Outreach in English.

use crate::domain::codes::{Channel, ContactOutcome, MeasureKind, Step, TaskEnd, TaskStatus};

pub(in super::super) fn step(code: Step) -> &'static str {
    match code {
        Step::Letter => "first letter",
        Step::Phone => "call",
        Step::SmsLetter => "text message and letter",
        Step::KnockCard => "card at the door",
        Step::HomeVisit => "home visit (two persons)",
        Step::Recheck => "look again",
        Step::Support => "support",
        Step::Info20 => "letter on the 20th birthday",
        Step::Handover20 => "handover on the 20th birthday",
        Step::ManualContact => "contact through a case officer",
    }
}

pub(in super::super) fn task_status(code: TaskStatus) -> &'static str {
    match code {
        TaskStatus::Waiting => "waiting",
        TaskStatus::Ready => "ready",
        TaskStatus::Sent => "sent",
        TaskStatus::Done => "done",
        TaskStatus::Suspended => "suspended",
        TaskStatus::Withdrawn => "withdrawn",
    }
}

pub(in super::super) fn task_end(code: TaskEnd) -> &'static str {
    match code {
        TaskEnd::Unanswered => "no answer",
        TaskEnd::Reached => "reached",
        TaskEnd::Undeliverable => "did not get through",
        TaskEnd::Sent => "sent",
        TaskEnd::Overtaken => "a later step came",
        TaskEnd::LeftRegister => "left the register",
        TaskEnd::LaneChanged => "changed lane",
        TaskEnd::Replanned => "planned anew",
    }
}

pub(in super::super) fn channel(code: Channel) -> &'static str {
    match code {
        Channel::Letter => "letter",
        Channel::Telephone => "telephone",
        Channel::Sms => "text message",
        Channel::Email => "e-mail",
        Channel::KnockCard => "card at the door",
        Channel::HomeVisit => "home visit",
        Channel::Visit => "visit to the office",
        Channel::School => "school",
        Channel::SocialMedia => "social media",
    }
}

pub(in super::super) fn contact_outcome(code: ContactOutcome) -> &'static str {
    match code {
        ContactOutcome::Sent => "sent",
        ContactOutcome::NoAnswer => "no answer",
        ContactOutcome::Returned => "came back",
        ContactOutcome::WrongNumber => "wrong number",
        ContactOutcome::ReachedForEducation => "reached, wants support through education",
        ContactOutcome::ReachedForWork => "reached, wants support towards work",
        ContactOutcome::ReachedOccupied => "reached, is occupied",
        ContactOutcome::ReachedDeclines => "reached, declines",
    }
}

pub(in super::super) fn measure(code: MeasureKind) -> &'static str {
    match code {
        MeasureKind::Guidance => "guidance on studies and work",
        MeasureKind::Motivation => "motivational conversations",
        MeasureKind::IntroductionProgramme => "introduction programme",
        MeasureKind::AdultEducation => "municipal adult education (komvux)",
        MeasureKind::FolkHighSchool => "folk high school",
        MeasureKind::MotivationCourse => "course that leads back to studies",
        MeasureKind::Internship => "internship",
        MeasureKind::Other => "another measure",
    }
}
