//! What a night does to the register and to the queue.

use super::{Code, codes};
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
    /// Steps of outreach that the night queues.
    Step {
        /// The first letter.
        Letter = "letter",
        /// A letter on the 20th birthday.
        Info20 = "info_20",
        /// A person with a protected identity: a human decides how.
        ManualContact = "manual_contact",
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
    /// Why a task ended.
    TaskEnd {
        /// The entry closed.
        LeftRegister = "left_register",
        /// The entry moved to a lane that asks for something else.
        LaneChanged = "lane_changed",
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
