//! A person's history as text or JSON.
//!
//! Names no school and no address, so that it is the same for protected persons.
//!
//! What JSON holds: `docs/json.md`.

use super::Lang;
use super::page::Page;
use super::table::Table;
use super::text::Text;
use super::words::{
    Sentence, channel, closed, contact_outcome, covered, labels, lane, measure, occupation, ruling,
    ruling_reason, say, step, task_end,
};
use crate::domain::codes::TaskStatus;
use crate::domain::history::{Event, What};
use crate::domain::number::Number;
use crate::domain::state::PersonId;
use chrono::NaiveDate;
use serde_json::{Value, json};

/// One person's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// Whose.
    pub person: PersonId,
    /// The number, where it may be shown.
    pub number: Option<Number>,
    /// What happened, in order.
    pub events: Vec<Event>,
}

/// The history as text.
pub fn text(lang: Lang, history: &History) -> Text {
    let words = labels(lang);
    let mut page = Page::default();
    let number = history.number.as_ref().map_or_else(String::new, |number| format!(", {}", number.as_str()));
    page.heading(&format!("{} {}{number}", words.history, history.person));
    page.gap();
    if history.events.is_empty() {
        page.paragraph(words.nothing);
        return page.into_text();
    }
    let rows = history.events.iter().map(|event| {
        vec![event.known_on.to_string(), event.effective_on.to_string(), told(lang, event.what)]
    });
    let headers = [words.known, words.effective, words.event].map(str::to_owned).to_vec();
    page.set(&Table { headers, aligns: Vec::new(), rows: rows.collect() }.text());
    page.into_text()
}

fn told(lang: Lang, what: What) -> String {
    let words = labels(lang);
    match what {
        What::Decided { ruling: told, reason, through } => format!(
            "{}: {} ({}), {}",
            words.decision,
            ruling(lang, told),
            ruling_reason(lang, reason),
            say(lang, &Sentence::Through(through))
        ),
        What::Interrupted => words.interruption.to_owned(),
        What::Occupied { occupation: told, through } => {
            format!("{}: {}{}", words.occupation, occupation(lang, told), and_through(lang, through))
        }
        What::Measured { measure: told, through } => {
            format!("{}: {}{}", words.measure, measure(lang, told), and_through(lang, through))
        }
        What::Contacted(how, what) => {
            format!("{}: {}, {}", words.contact, channel(lang, how), contact_outcome(lang, what))
        }
        What::Opened(entry, reason) => {
            format!("{} {entry} {}: {}", words.entry, words.opened, covered(lang, reason))
        }
        What::Corrected(entry, reason) => {
            format!("{} {entry} {}: {}", words.entry, words.corrected, covered(lang, reason))
        }
        What::LaneChanged(entry, to) => {
            format!("{} {entry} {}: {}", words.entry, words.lane_changed, lane(lang, to))
        }
        What::Closed(entry, reason) => {
            format!("{} {entry} {}: {}", words.entry, words.closed, closed(lang, reason))
        }
        What::TaskCreated(_, queued) => format!("{}: {}", words.task_created, step(lang, queued)),
        What::TaskEnded(_, ended, end) => {
            let how = if end.status() == TaskStatus::Done { words.task_done } else { words.task_ended };
            format!("{how}: {} ({})", step(lang, ended), task_end(lang, end))
        }
    }
}

fn and_through(lang: Lang, through: Option<NaiveDate>) -> String {
    through.map_or_else(String::new, |day| format!(", {}", say(lang, &Sentence::Through(day))))
}

/// The history as JSON.
pub fn json(history: &History) -> Value {
    json!({
        "person_id": history.person,
        "personnummer": history.number.as_ref().map(Number::as_str),
        "events": history.events.iter().map(event_json).collect::<Vec<_>>(),
    })
}

fn event_json(event: &Event) -> Value {
    let mut told = match event.what {
        What::Decided { ruling, reason, through } => {
            json!({ "event": "decided", "ruling": ruling, "reason": reason, "through": through.to_string() })
        }
        What::Interrupted => json!({ "event": "interrupted" }),
        What::Occupied { occupation, through } => {
            json!({ "event": "occupation", "occupation": occupation, "through": through.map(|day| day.to_string()) })
        }
        What::Measured { measure, through } => {
            json!({ "event": "measure", "measure": measure, "through": through.map(|day| day.to_string()) })
        }
        What::Contacted(channel, outcome) => {
            json!({ "event": "contact", "channel": channel, "outcome": outcome })
        }
        What::Opened(entry, reason) => json!({ "event": "opened", "entry_id": entry, "reason": reason }),
        What::Corrected(entry, reason) => {
            json!({ "event": "corrected", "entry_id": entry, "reason": reason })
        }
        What::LaneChanged(entry, lane) => json!({ "event": "lane", "entry_id": entry, "lane": lane }),
        What::Closed(entry, reason) => {
            json!({ "event": "closed", "entry_id": entry, "reason": reason.as_str() })
        }
        What::TaskCreated(task, step) => json!({ "event": "task_created", "task_id": task, "step": step }),
        What::TaskEnded(task, step, end) => {
            json!({ "event": "task_ended", "task_id": task, "step": step, "reason": end })
        }
    };
    told["known_on"] = event.known_on.to_string().into();
    told["effective_on"] = event.effective_on.to_string().into();
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::date;
    use crate::domain::codes::{CoveredReason, Ruling, RulingReason, Step};
    use crate::domain::state::{EntryId, TaskId};

    fn history() -> History {
        let event = |what| Event { known_on: date(2016, 11, 14), effective_on: date(2016, 11, 3), what };
        History {
            person: PersonId(17),
            number: None,
            events: vec![
                event(What::Decided {
                    ruling: Ruling::Covered,
                    reason: RulingReason::ProtectedRegistration,
                    through: date(2017, 6, 30),
                }),
                event(What::Opened(EntryId(4), CoveredReason::Decided)),
                event(What::TaskCreated(TaskId(9), Step::ManualContact)),
            ],
        }
    }

    #[test]
    fn a_history_is_a_table_of_what_happened_when_and_when_it_was_known() {
        let expected = "\
Historik för person 17

Känd        Gäller från  Händelse
2016-11-14  2016-11-03   beslut: omfattas (skyddad folkbokföring), till och med
                         2017-06-30
2016-11-14  2016-11-03   post 4 öppnad: kommunens beslut
2016-11-14  2016-11-03   uppgift skapad: kontakt genom handläggare
";
        assert_eq!(text(Lang::Sv, &history()), expected);
    }

    #[test]
    fn a_history_in_json_keeps_the_codes() {
        let told = json(&history());
        assert_eq!(told["events"][1]["event"], "opened");
        assert_eq!(told["events"][1]["reason"], "decided");
        assert_eq!(told["events"][2]["step"], "manual_contact");
        assert_eq!(told["personnummer"], Value::Null);
    }
}
