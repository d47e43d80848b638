//! What is handed out of the queue, as a sheet: one row per task, ready for mail merge.
//!
//! Steps, variants and owners stand as codes, on which a template can decide; what the columns are called is in
//! the language asked for.

use super::Lang;
use super::sheet::{Sheet, Value};
use super::words::{Columns, columns};
use crate::domain::codes::{Code, Step};
use crate::domain::export::HandedOut;

/// The sheet of one step's tasks, in their order.
pub fn sheet(lang: Lang, step: Step, tasks: &[HandedOut]) -> Sheet {
    Sheet {
        name: step.as_str().to_owned(),
        headers: headers(columns(lang), step).map(str::to_owned).to_vec(),
        rows: tasks.iter().map(|task| row(task).map(Value::Text).to_vec()).collect(),
    }
}

fn headers(columns: &Columns, step: Step) -> [&'static str; 16] {
    [
        columns.given_name,
        columns.middle_name,
        columns.family_name,
        columns.care_of,
        columns.street,
        columns.postcode,
        columns.town,
        columns.personnummer,
        columns.telephone,
        columns.step,
        columns.attempt,
        columns.variant,
        columns.owner,
        if is_visit(step) { columns.visit_day } else { columns.due_by },
        columns.task,
        columns.entry,
    ]
}

/// Its last day is the day of the visit, which the card names.
fn is_visit(step: Step) -> bool {
    match step {
        Step::KnockCard | Step::HomeVisit => true,
        Step::Letter
        | Step::Phone
        | Step::SmsLetter
        | Step::Recheck
        | Step::Support
        | Step::Info20
        | Step::Handover20
        | Step::ManualContact => false,
    }
}

fn row(HandedOut { id, task, addressee }: &HandedOut) -> [String; 16] {
    let contact = addressee.contact.clone();
    [
        contact.given_name,
        contact.middle_name,
        contact.family_name,
        contact.care_of,
        contact.street,
        contact.postcode,
        contact.town,
        addressee.number.as_str().to_owned(),
        addressee.telephone.clone(),
        task.step.to_string(),
        task.attempt.to_string(),
        task.variant.to_string(),
        task.owner.clone(),
        task.due_by.to_string(),
        id.to_string(),
        task.entry.to_string(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::codes::{TaskStatus, Variant};
    use crate::domain::export::Addressee;
    use crate::domain::number::Number;
    use crate::domain::record::Contact;
    use crate::domain::state::{EntryId, Task, TaskId};

    fn card() -> HandedOut {
        HandedOut {
            id: TaskId(12),
            task: Task {
                entry: EntryId(7),
                step: Step::KnockCard,
                attempt: 2,
                variant: Variant::StudyCertificate,
                owner: "kista".into(),
                status: TaskStatus::Ready,
                not_before: "2016-12-19".parse().unwrap(),
                due_by: "2016-12-27".parse().unwrap(),
                created_on: "2016-12-16".parse().unwrap(),
                priority: Some(1),
                end: None,
            },
            addressee: Addressee {
                number: Number::stored("199803192393").unwrap(),
                contact: Contact {
                    given_name: "Åsa".into(),
                    middle_name: "Ek".into(),
                    family_name: "Öman".into(),
                    care_of: "c/o Lund".into(),
                    street: "Vägen 1".into(),
                    postcode: "01234".into(),
                    town: "Kista".into(),
                },
                telephone: "070-123 45 67".into(),
            },
        }
    }

    #[test]
    fn a_card_names_the_day_of_the_visit() {
        let swedish = sheet(Lang::Sv, Step::KnockCard, &[card()]);
        assert_eq!(swedish.name, "knock_card");
        assert_eq!(
            swedish.headers.join(" "),
            "FORNAMN MELLANNAMN EFTERNAMN CO_ADRESS UTDELNINGSADRESS POSTNUMMER POSTORT PERSONNUMMER TELEFON \
             STEG FORSOK VARIANT ANSVARIG BESOKSDATUM UPPGIFT REGISTERPOST"
        );
        assert_eq!(
            swedish.rows,
            [[
                "Åsa",
                "Ek",
                "Öman",
                "c/o Lund",
                "Vägen 1",
                "01234",
                "Kista",
                "199803192393",
                "070-123 45 67",
                "knock_card",
                "2",
                "study_certificate",
                "kista",
                "2016-12-27",
                "12",
                "7",
            ]
            .map(|cell| Value::Text(cell.to_owned()))]
        );
    }

    #[test]
    fn every_step_tells_its_last_day_and_two_of_them_as_that_of_the_visit() {
        let column = |step| sheet(Lang::En, step, &[]).headers[13].clone();
        let visits: Vec<Step> =
            Step::ALL.iter().copied().filter(|step| column(*step) == "visit_day").collect();
        assert_eq!(visits, [Step::KnockCard, Step::HomeVisit]);
        assert_eq!(column(Step::Letter), "due_by");
    }
}
