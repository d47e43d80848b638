//! Statistics in English.
//!
//! What reports, columns and figures are called, and in a sentence what they count.

use super::codes;
use crate::domain::codes::Channel;
use crate::domain::statistics::figures::{
    ColumnName, Contacted, Division, Figure, Flow, HalfYearCheck, Kind, Part, Period, Sex, YearFigure,
};

pub(in super::super) fn title(kind: Kind) -> &'static str {
    match kind {
        Kind::Register => "young people the activity responsibility covers",
        Kind::Flows => "entries opened and closed",
        Kind::Year => "the register",
        Kind::Outreach => "outreach",
        Kind::Series => "the register and outreach",
        Kind::Lag => "how late schools report",
        Kind::Coverage => "where all residents are",
        Kind::HalfYear => "checks of the half-year delivery",
    }
}

pub(in super::super) fn period(period: Period) -> String {
    match period {
        Period::Day(day) => day.to_string(),
        Period::Days(from, to) => format!("{from} to {to}"),
        Period::SchoolYears(from, to) if from == to => format!("School year {from}"),
        Period::SchoolYears(from, to) => format!("School years {from} to {to}"),
    }
}

pub(in super::super) fn column_name(name: ColumnName) -> &'static str {
    match name {
        ColumnName::Division => "Division",
        ColumnName::Group => "Group",
        ColumnName::Persons => "Persons",
        ColumnName::Share => "Share",
        ColumnName::Month => "Month",
        ColumnName::Flow => "Flow",
        ColumnName::Reason => "Reason",
        ColumnName::Entries => "Entries",
        ColumnName::Figure => "Figure",
        ColumnName::Value => "Value",
        ColumnName::Provider => "Provider",
        ColumnName::SchoolUnit => "School unit",
        ColumnName::MedianDays => "Median (days)",
        ColumnName::NinetiethDays => "90th percentile (days)",
        ColumnName::Late => "Late",
        ColumnName::BackDated => "Back-dated",
        ColumnName::Quarantined => "Rows in quarantine",
        ColumnName::Check => "Check",
        ColumnName::Found => "Found",
        ColumnName::WhichEntries => "Entry numbers",
    }
}

pub(in super::super) fn division(division: Division) -> &'static str {
    match division {
        Division::All => "all",
        Division::Reason => "reason",
        Division::Lane => "lane",
        Division::Contacted => "outreach",
        Division::Area => "area",
        Division::Age => "age",
        Division::Sex => "sex",
    }
}

pub(in super::super) fn sex(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => "women",
        Sex::Male => "men",
    }
}

pub(in super::super) fn contacted(contacted: Contacted) -> &'static str {
    match contacted {
        Contacted::SupportEducation => "wants support through education",
        Contacted::SupportWork => "wants support through work",
        Contacted::Watch => "under watch",
        Contacted::Sought => "sought, not reached",
        Contacted::NotSought => "not yet sought",
    }
}

pub(in super::super) fn flow(flow: Flow) -> &'static str {
    match flow {
        Flow::OpeningBalance => "opening balance",
        Flow::In => "in",
        Flow::Out => "out",
        Flow::ClosingBalance => "closing balance",
    }
}

pub(in super::super) fn figure(figure: Figure) -> String {
    match figure {
        Figure::Of(figure) => year_figure(figure).to_owned(),
        Figure::Attempts(channel) => format!("{}, attempts", tried(channel)),
        Figure::Answered(channel) => format!("{}, answered", tried(channel)),
        Figure::ResponseRate(channel) => format!("{}, response rate", tried(channel)),
    }
}

/// Attempts on a channel, in the plural that all their figures share.
fn tried(channel: Channel) -> &'static str {
    match channel {
        Channel::Letter => "letters",
        Channel::Telephone => "calls",
        Channel::Sms => "text messages",
        Channel::Email => "emails",
        Channel::KnockCard => "knock cards",
        Channel::HomeVisit => "home visits",
        Channel::Visit => "visits",
        Channel::School => "through a school",
        Channel::SocialMedia => "on social media",
    }
}

fn year_figure(figure: YearFigure) -> &'static str {
    match figure {
        YearFigure::Covered => "persons in the register",
        YearFigure::CarriedOver => "of them still there from before",
        YearFigure::New => "of them for the first time",
        YearFigure::Returned => "of them returned",
        YearFigure::Spells => "spells in the register",
        YearFigure::SpellsEnded => "of them ended",
        YearFigure::MedianDays => "median length of those ended (days)",
        YearFigure::ShortSpells => "ended after less than 30 days",
        YearFigure::LettersAvoided => "letters that were not needed",
        YearFigure::TermStartLetters => "letters at year start, number",
        YearFigure::TermStartAnswered => "letters at year start, answered",
        YearFigure::TermStartRate => "letters at year start, response rate",
        YearFigure::Sought => "sought",
        YearFigure::Reached => "reached",
        YearFigure::ChoseEducation => "reached: education support",
        YearFigure::ChoseEducationShare => "reached: education support, share",
        YearFigure::ChoseWork => "reached: work support",
        YearFigure::ChoseWorkShare => "reached: work support, share",
        YearFigure::Occupied => "reached: occupied",
        YearFigure::Declines => "reached: declines",
        YearFigure::Supported => "reached: took part in a measure",
        YearFigure::FirstContactsDue => "first contacts due",
        YearFigure::FirstContactsInTime => "first contacts within a month",
        YearFigure::FirstContactsRate => "first contacts within a month, share",
    }
}

pub(in super::super) fn part(part: Part) -> String {
    match part {
        Part::Residents => "residents aged 16–19".to_owned(),
        Part::Open(lane) => format!("in the register: {}", codes::lane(lane)),
        Part::NotCovered(reason) => format!("not covered: {}", codes::not_covered(reason)),
        Part::Undetermined(reason) => format!("in doubt: {}", codes::undetermined(reason)),
        Part::HeldOpen => "opening that waits for a decision".to_owned(),
        Part::Residual => "residual".to_owned(),
        Part::HeldClose => "closing that waits for a decision".to_owned(),
    }
}

pub(in super::super) fn half_year_check(check: HalfYearCheck) -> &'static str {
    match check {
        HalfYearCheck::MissingReason => "reason missing",
        HalfYearCheck::RegisteredAfter20 => "registered after the 20th birthday",
        HalfYearCheck::NotResident => "not resident on the last day",
        HalfYearCheck::MeasureOutsideEntry => "measure outside an entry",
        HalfYearCheck::EndBeforeStart => "end before start",
        HalfYearCheck::Overlap => "overlap",
        HalfYearCheck::OccupationMissing => "occupation missing after a measure",
        HalfYearCheck::UnmappedCode => "code without one of the receiver's",
        HalfYearCheck::ProtectedLeftOut => "left out: protected identity",
    }
}

pub(in super::super) const PROTECTED: &str =
    "Those with a secrecy marking or protected registration: neither area, age nor sex is told.";

pub(in super::super) fn define_column(kind: Kind, name: ColumnName) -> Option<&'static str> {
    match name {
        ColumnName::Share => Some("The share of all who are covered on the day."),
        ColumnName::MedianDays => {
            Some("Median of days from an entry's first day to the night that opened it.")
        }
        ColumnName::NinetiethDays => Some(
            "90th percentile of days from an entry's first day to the night that opened it: nine in ten were at least as quick.",
        ),
        ColumnName::Late => Some("Entries opened more than 30 days after their first day."),
        ColumnName::BackDated => Some(
            "Openings, closings and corrections that took effect on the night before or earlier: a night could have known.",
        ),
        ColumnName::Quarantined => {
            Some("Faulty rows in the provider's files; a row that stays faulty is counted once.")
        }
        ColumnName::WhichEntries => Some("The entries' numbers in the register."),
        ColumnName::Entries => Some(match kind {
            Kind::Lag => "Entries opened on the word of the provider and the school unit.",
            Kind::Register
            | Kind::Flows
            | Kind::Year
            | Kind::Outreach
            | Kind::Series
            | Kind::Coverage
            | Kind::HalfYear => "Spells in the register; a person may have several.",
        }),
        ColumnName::Division
        | ColumnName::Group
        | ColumnName::Persons
        | ColumnName::Month
        | ColumnName::Flow
        | ColumnName::Reason
        | ColumnName::Figure
        | ColumnName::Value
        | ColumnName::Provider
        | ColumnName::SchoolUnit
        | ColumnName::Check
        | ColumnName::Found => None,
    }
}

pub(in super::super) fn define_division(division: Division) -> &'static str {
    match division {
        Division::All => "All who are covered by the activity responsibility on the day.",
        Division::Reason => "Why the entry was opened.",
        Division::Lane => "What the entry asks of outreach on the day.",
        Division::Contacted => "What has come of outreach, from the entry's first day through the day.",
        Division::Area => "The area where the person was last registered.",
        Division::Age => "Whole years on the day.",
        Division::Sex => "Legal sex, from the personal number.",
    }
}

pub(in super::super) fn define_contacted(contacted: Contacted) -> &'static str {
    match contacted {
        Contacted::SupportEducation => {
            "At the latest contact that reached the person: wants support through education."
        }
        Contacted::SupportWork => {
            "At the latest contact that reached the person: wants support through the labour-market side."
        }
        Contacted::Watch => "At the latest contact that reached the person: occupied, or declines.",
        Contacted::Sought => "Somebody has tried, but no contact has reached the person.",
        Contacted::NotSought => "Nobody has tried yet.",
    }
}

pub(in super::super) fn define_flow(flow: Flow) -> &'static str {
    match flow {
        Flow::OpeningBalance => "Entries open on the day before the period.",
        Flow::In => "Entries whose first day lies in the period.",
        Flow::Out => "Entries closed in the period: the first day outside the register lies in it.",
        Flow::ClosingBalance => "Entries open on the last day: opening balance + in − out.",
    }
}

pub(in super::super) fn define_figure(figure: Figure) -> &'static str {
    match figure {
        Figure::Of(figure) => define_year_figure(figure),
        Figure::Attempts(_) => {
            "Attempts to reach somebody that way in the school year. Contacts the youth made do not count."
        }
        Figure::Answered(_) => {
            "Those of the attempts that reached the youth, or that the youth answered afterwards."
        }
        Figure::ResponseRate(_) => "Answered, as a share of the attempts.",
    }
}

fn define_year_figure(figure: YearFigure) -> &'static str {
    match figure {
        YearFigure::Covered => "Distinct persons covered on some day of the school year.",
        YearFigure::CarriedOver => "Those of them covered before 1 July already.",
        YearFigure::New => "Those of them who had never been covered before the school year.",
        YearFigure::Returned => "Those of them covered before, but not over the turn of the school year.",
        YearFigure::Spells => "Entries that covered some day of the school year; a person may have several.",
        YearFigure::SpellsEnded => "Those of the entries whose last day lies in the school year.",
        YearFigure::MedianDays => "Median of the days in the register of the entries that ended.",
        YearFigure::ShortSpells => "Those of the ended entries that lasted less than 30 days.",
        YearFigure::LettersAvoided => {
            "Letters taken back before they were sent, because the entry closed or changed lane while it was settling."
        }
        YearFigure::TermStartLetters => "Letters from 1 August through 31 October.",
        YearFigure::TermStartAnswered => {
            "Those of the letters that reached the youth, or that the youth answered afterwards."
        }
        YearFigure::TermStartRate => "Answered letters, as a share of those at the start of the school year.",
        YearFigure::Sought => {
            "Distinct persons somebody tried to reach, or who got in touch themselves, in the school year."
        }
        YearFigure::Reached => "Those of the sought who were reached in the school year.",
        YearFigure::ChoseEducation => {
            "Those of the reached who, at the year's last contact that reached them, wanted support through education."
        }
        YearFigure::ChoseEducationShare => "Support through education, as a share of the reached.",
        YearFigure::ChoseWork => {
            "Those of the reached who, at the year's last contact that reached them, wanted support through the labour-market side."
        }
        YearFigure::ChoseWorkShare => "Support through the labour-market side, as a share of the reached.",
        YearFigure::Occupied => {
            "Those of the reached who, at the year's last contact that reached them, were occupied."
        }
        YearFigure::Declines => {
            "Those of the reached who, at the year's last contact that reached them, declined."
        }
        YearFigure::Supported => {
            "Those of the reached who took part in a measure on some day of the school year."
        }
        YearFigure::FirstContactsDue => {
            "Entries that came to outreach in the school year, and either had a contact within a month or were still there when the month was over. For those who came from 1 June to 15 September the month begins on 15 September."
        }
        YearFigure::FirstContactsInTime => "Those of them that had a contact within a month.",
        YearFigure::FirstContactsRate => "Contacts within a month, as a share of those due.",
    }
}

pub(in super::super) fn define_part(part: Part) -> &'static str {
    match part {
        Part::Residents => "All residents of the municipality aged 16 to 19; the parts add up to them.",
        Part::Open(_) => "Have an open entry, in the lane.",
        Part::NotCovered(_) => "Have no open entry, for that reason.",
        Part::Undetermined(_) => "Have no open entry, and whether they are covered is in doubt.",
        Part::HeldOpen => "Covered, but the opening waits for a decision.",
        Part::Residual => "What none of the parts accounts for. It has to be 0.",
        Part::HeldClose => "Not in the sum: entries whose closing waits for a decision are counted by lane.",
    }
}

pub(in super::super) fn define_half_year_check(check: HalfYearCheck) -> &'static str {
    match check {
        HalfYearCheck::MissingReason => "Entries without a reason.",
        HalfYearCheck::RegisteredAfter20 => "Entries that cover the 20th birthday or days after it.",
        HalfYearCheck::NotResident => {
            "Entries open on the last day of the half-year, of persons not resident in the municipality then."
        }
        HalfYearCheck::MeasureOutsideEntry => "Measures on days without an entry.",
        HalfYearCheck::EndBeforeStart => "Entries or measures that end before they begin.",
        HalfYearCheck::Overlap => "Entries, or measures of one kind, that overlap.",
        HalfYearCheck::OccupationMissing => {
            "Measures that ended and after which nobody told what the youth does."
        }
        HalfYearCheck::UnmappedCode => "Codes for which the mapping has none of the receiver's.",
        HalfYearCheck::ProtectedLeftOut => "Persons with a protected identity, who are not in the file.",
    }
}
