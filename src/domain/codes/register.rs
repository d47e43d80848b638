//! What a night does to the register and to the queue.

use super::{Channel, Code, codes};
use std::fmt;

codes! {
    /// What a night did to the register.
    ChangeKind {
        /// An entry was opened.
        Opened = "opened",
        /// An entry was closed.
        Closed = "closed",
        /// An entry's first day or reason was corrected.
        Corrected = "corrected",
        /// An entry moved to another lane.
        Lane = "lane",
        /// An opening that waits for a person's decision.
        HeldOpen = "held_open",
        /// A closing that waits for a person's decision.
        HeldClose = "held_close",
    }
}

codes! {
    /// Classes of change that have a limit, gross and per direction.
    LimitClass {
        /// Closings that rest on absence alone.
        UnexplainedRemovals = "unexplained_removals",
        /// Openings that rest on absence alone.
        UnexplainedAdditions = "unexplained_additions",
        /// All closings but those of people who turned 20.
        Removals = "removals",
        /// All openings.
        Additions = "additions",
    }
}

codes! {
    /// Steps of outreach that the night queues: the rungs of the ladder in the order they are climbed, the
    /// rests it leads to, and what stands beside it.
    Step {
        /// The first letter.
        Letter = "letter",
        /// A call; which attempt, the task says.
        Phone = "phone",
        /// A text message, and a letter that says that somebody has tried.
        SmsLetter = "sms_letter",
        /// A card at the door that names the day of a visit.
        KnockCard = "knock_card",
        /// A visit at home, by two of the staff.
        HomeVisit = "home_visit",
        /// Find out what the youth does now.
        Recheck = "recheck",
        /// The youth wants support.
        Support = "support",
        /// A letter on the 20th birthday.
        Info20 = "info_20",
        /// Support was going on at the 20th birthday: somebody else goes on with it.
        Handover20 = "handover_20",
        /// A person with a protected identity: a human decides how.
        ManualContact = "manual_contact",
    }
}

impl Step {
    /// Belongs to the ladder: a person has at most one such open.
    pub const fn is_of_ladder(self) -> bool {
        match self {
            Self::Letter
            | Self::Phone
            | Self::SmsLetter
            | Self::KnockCard
            | Self::HomeVisit
            | Self::Recheck
            | Self::Support => true,
            Self::Info20 | Self::Handover20 | Self::ManualContact => false,
        }
    }

    /// Belongs to an entry that has closed.
    pub const fn outlives_entry(self) -> bool {
        matches!(self, Self::Info20 | Self::Handover20)
    }

    /// How it is sent, if it is something that is sent.
    pub const fn sent_by(self) -> Option<Channel> {
        match self {
            Self::Letter | Self::Info20 => Some(Channel::Letter),
            Self::SmsLetter => Some(Channel::Sms),
            Self::KnockCard => Some(Channel::KnockCard),
            Self::Phone
            | Self::HomeVisit
            | Self::Recheck
            | Self::Support
            | Self::Handover20
            | Self::ManualContact => None,
        }
    }
}

codes! {
    /// Which text a letter carries.
    Variant {
        /// For everyone else.
        Standard = "standard",
        /// For those who left with a studiebevis.
        StudyCertificate = "study_certificate",
    }
}

codes! {
    /// Where a task stands.
    TaskStatus {
        /// Before its first day.
        Waiting = "waiting",
        /// To be done.
        Ready = "ready",
        /// Sent, not yet answered.
        Sent = "sent",
        /// Done.
        Done = "done",
        /// Paused: its entry may be about to close.
        Suspended = "suspended",
        /// Taken back.
        Withdrawn = "withdrawn",
    }
}

impl TaskStatus {
    /// Still asks something of someone.
    pub const fn is_open(self) -> bool {
        self.is_unsent() || matches!(self, Self::Sent)
    }

    /// Not sent yet: its text, owner and status follow the register.
    pub const fn is_unsent(self) -> bool {
        matches!(self, Self::Waiting | Self::Ready | Self::Suspended)
    }
}

codes! {
    /// Why a task ended: done for the first five reasons, withdrawn for the others.
    TaskEnd {
        /// Nobody answered in time.
        Unanswered = "unanswered",
        /// The youth was reached.
        Reached = "reached",
        /// It came back, or the number was wrong.
        Undeliverable = "undeliverable",
        /// It was sent, and no answer is waited for.
        Sent = "sent",
        /// Somebody went on to a later step, or the day of the visit came.
        Overtaken = "overtaken",
        /// The entry closed.
        LeftRegister = "left_register",
        /// The entry moved to a lane that asks for something else.
        LaneChanged = "lane_changed",
        /// The ladder stands elsewhere, as was told later.
        Replanned = "replanned",
    }
}

impl TaskEnd {
    /// The status of a task that ended so.
    pub const fn status(self) -> TaskStatus {
        match self {
            Self::Unanswered | Self::Reached | Self::Undeliverable | Self::Sent | Self::Overtaken => {
                TaskStatus::Done
            }
            Self::LeftRegister | Self::LaneChanged | Self::Replanned => TaskStatus::Withdrawn,
        }
    }
}

codes! {
    /// How a night ended.
    Outcome {
        /// Committed, nothing to say.
        Done = "done",
        /// Committed; a source was refused, carried forward or silent, or quarantine was large.
        DoneWithFaults = "done_with_faults",
        /// Committed in part: changes wait for a person.
        Held = "held",
        /// A required source was unusable; nothing was committed.
        Refused = "refused",
    }
}
