//! What a person reads of all that is kept of them, in English.
//!
//! Words alone; where they stand is settled by the report.

use crate::domain::codes::{MeasureEnd, OccupationSource, Variant};
use crate::domain::dossier::Kept;
use crate::report::words::{DossierWords, ForPerson};

pub(in super::super) use super::items::item;

pub(in super::super) const WORDS: DossierWords = DossierWords {
    title: "Register extract",
    who: "Whom it is about",
    why: "Why the person is in the register, or not",
    by_newest: "By what was told last",
    answer: "The answer after the last night",
    whole_register: "Recorded for the whole register",
    name: "Name",
    address: "Address",
    other_numbers: "Other numbers",
    protection: "Protection",
    no_protection: "none",
    no_explanation: "There are no facts from which to settle the answer.",
    somebody_decides: "Somebody at the municipality looks into it.",
    fact: "Fact",
    value: "What is kept",
    settled_it: "Settled the answer",
    changed: "changed on the night of",
    yes: "yes",
    no: "no",
    of_another: "somebody else's number, which is not shown here",
    nothing_kept: "What else may be kept",
    nothing_kept_of: "Nothing of the following kinds is kept of the person:",
    looks: "Who has seen it",
    looks_explained: "The register records when somebody looks a person up or takes out a file, but not which persons it was about. The table shows what is recorded for the whole register: it may have been about the person, or not. What was handed out for letters, calls and visits is above, under tasks handed out.",
    command: "Command",
    times: "Times",
    first: "First",
    last: "Last",
    rights: "Why it is kept, and what rights the person has",
    purpose: "Purpose: the home municipality must keep itself informed of what those young people do who have completed compulsory school, are not yet 20 and neither attend nor have completed upper-secondary school, must offer them measures, and must keep a register of them under Skollagen (2010:800) 29 kap. 9 §.",
    ground: "Legal ground: the processing is necessary for compliance with a legal obligation and for a task carried out in the public interest (General Data Protection Regulation, EU 2016/679, article 6.1 c and e).",
    contents_by_law: "What the register may hold is listed in 4 § of Ordinance (2006:39), förordningen om register och dokumentation vid fullgörandet av kommunernas aktivitetsansvar för ungdomar. It comes from the population register, from schools and from those at the municipality who have been in contact with the person.",
    recipients: "Recipients: those at the municipality who work with the activity responsibility, whoever sends letters, calls or visits on its behalf, and Statistics Sweden (Statistiska centralbyrån), which is given data for statistics every half-year.",
    automated: "Every night the program works out who is covered, by the rules of the law and what is told here. A decision that a person has recorded goes before its answer.",
    left_out: "Not told here are which officials have read or recorded it, numbers that belong to others, and the serial numbers of rows. The municipality may hold data about the person in other systems, and backups may hold the same for a time.",
    rights_explained: "Whoever it is about may ask that what is wrong be rectified (General Data Protection Regulation, article 16) and that the processing be restricted (article 18), may object to the processing (article 21) and may complain to Integritetsskyddsmyndigheten (article 77).",
};

pub(in super::super) fn tell(told: &ForPerson<'_>) -> String {
    match *told {
        ForPerson::After(night) => {
            format!("Everything that the register holds about one person, after the night of {night}")
        }
        ForPerson::BeforeAnyNight => {
            "Everything that the register holds about one person, before any night has been run".to_owned()
        }
        ForPerson::Erased(year) => format!(
            "It is erased when it is no longer needed, and at the latest on 31 December of the year in which the person turns 21 (7 § of the same ordinance){}.",
            year.map_or_else(String::new, |year| format!(": here on 31 December {year}"))
        ),
        ForPerson::Superseded(days) => {
            format!("What files told and newer facts have superseded is erased {days} days after that.")
        }
        ForPerson::Population(source) => format!("The source is called {source}."),
        ForPerson::TurnTo(code) => format!(
            "The controller is the board (nämnd) of the municipality (code {code}) that is in charge of the activity responsibility. Questions, requests for rectification and objections go to the municipality, which also has a data protection officer."
        ),
    }
}

pub(in super::super) fn kept(code: Kept) -> &'static str {
    match code {
        Kept::Person => "The person",
        Kept::Number => "Numbers",
        Kept::ContactDetail => "Telephone and e-mail",
        Kept::Entry => "Entries in the register",
        Kept::Lane => "Lanes",
        Kept::Change => "What nights have changed",
        Kept::Undetermined => "Nights on which the answer could not be settled",
        Kept::Task => "Tasks of outreach",
        Kept::Priority => "Place in the queue",
        Kept::Exported => "Tasks handed out",
        Kept::Contact => "Contacts",
        Kept::Occupation => "Occupations",
        Kept::Measure => "Measures",
        Kept::Decision => "Decisions",
        Kept::Interruption => "Interruption forms",
        Kept::Pairing => "Numbers paired",
        Kept::TakenOver => "Entry of an earlier register",
        Kept::Resident => "Rows of the population register",
        Kept::Placement => "Placements in schools",
        Kept::Credential => "Documents",
        Kept::Reject => "Rows in quarantine",
    }
}

pub(in super::super) fn origin(code: Kept) -> &'static str {
    match code {
        Kept::Person => {
            "Worked out by the program from rows of the population register and the municipality's table of areas."
        }
        Kept::Number => {
            "The numbers that the program has linked to one person, from rows of the population register."
        }
        Kept::ContactDetail => {
            "Recorded by the municipality. The newest holds; older rows of the same number are emptied."
        }
        Kept::Entry => {
            "Worked out by the program; whose word it rests on is told under what nights have changed."
        }
        Kept::Lane => "Worked out by the program: what the entry asks of outreach.",
        Kept::Change => {
            "The night's own notes, with source, provider and school unit where the change rests on a school's word."
        }
        Kept::Undetermined => {
            "The night's own notes: what was known was not enough, and the entry was left as it was."
        }
        Kept::Task => {
            "Worked out by the program from the municipality's ladder of letters, calls and visits."
        }
        Kept::Priority => "Worked out by the program every night; only the last is kept.",
        Kept::Exported => {
            "Tasks that were handed out in a file for letters, calls or visits, with name, number, address and telephone number."
        }
        Kept::Contact => "Recorded by the municipality: attempts to reach the person, and what came of them.",
        Kept::Occupation => "Recorded by the municipality, as somebody has told it.",
        Kept::Measure | Kept::Decision => "Recorded by the municipality.",
        Kept::Interruption => {
            "Recorded by the municipality, as the school reported it (Skollagen 15 kap. 15 §)."
        }
        Kept::Pairing => {
            "Recorded by the municipality: a temporary number or samordningsnummer and whose it is."
        }
        Kept::TakenOver => "Recorded by the municipality, from the register used before this one.",
        Kept::Resident => {
            "From files of the population register; the date of the file and the line stand with it."
        }
        Kept::Placement | Kept::Credential => {
            "From files of schools and the county; source, provider, date of the file and line stand with it."
        }
        Kept::Reject => {
            "Rows of files that name the person but could not be believed. Of them only this is kept."
        }
    }
}

pub(in super::super) fn variant(code: Variant) -> &'static str {
    match code {
        Variant::Standard => "ordinary text",
        Variant::StudyCertificate => "text for whoever has a study certificate",
    }
}

pub(in super::super) fn measure_end(code: MeasureEnd) -> &'static str {
    match code {
        MeasureEnd::Completed => "completed",
        MeasureEnd::ToStudies => "went on to studies",
        MeasureEnd::ToWork => "went on to work",
        MeasureEnd::BrokenOffByYouth => "broken off by the youth",
        MeasureEnd::BrokenOffByMunicipality => "broken off by the municipality",
        MeasureEnd::LeftRegister => "has left the register",
        MeasureEnd::Other => "another reason",
    }
}

pub(in super::super) fn told_by(code: OccupationSource) -> &'static str {
    match code {
        OccupationSource::Youth => "the youth",
        OccupationSource::Relative => "a relative",
        OccupationSource::School => "a school",
        OccupationSource::Employer => "an employer",
        OccupationSource::Municipality => "the municipality",
        OccupationSource::Authority => "another authority",
        OccupationSource::Other => "somebody else",
    }
}
