//! Lists of the queue, as whole texts.

use super::*;
use crate::domain::codes::{TaskEnd, Variant};
use crate::domain::state::{EntryId, Task, TaskId};
use crate::domain::testing::{day, number};

fn item(id: i64, step: Step, status: TaskStatus, personnummer: Option<&str>) -> Item {
    let task = Task {
        entry: EntryId(id + 10),
        step,
        attempt: 2,
        variant: Variant::Standard,
        owner: "kista".into(),
        status,
        not_before: day("2016-11-21"),
        due_by: day("2016-12-14"),
        created_on: day("2016-11-14"),
        priority: Some(7),
        end: None,
    };
    Item {
        id: TaskId(id),
        task,
        person: PersonId(id + 100),
        personnummer: personnummer.map(number),
        is_late: false,
    }
}

/// A morning at Kista: one task for each part of the day.
fn worklist() -> Worklist {
    let night = day("2016-12-15");
    let mut withdrawn = item(1, Step::HomeVisit, TaskStatus::Withdrawn, Some("199805052389"));
    withdrawn.task.end = Some((night, TaskEnd::LeftRegister));
    withdrawn.task.priority = None;
    let mut late = item(2, Step::Letter, TaskStatus::Ready, Some("199901012386"));
    late.is_late = true;
    let mut new = item(4, Step::Recheck, TaskStatus::Waiting, Some("200003012382"));
    new.task.created_on = night;
    let manual = item(5, Step::ManualContact, TaskStatus::Ready, None);
    let items =
        vec![late, item(3, Step::Phone, TaskStatus::Ready, Some("199611012395")), new, manual, withdrawn];
    Worklist { night: Some(night), items, came_back: BTreeSet::from([EntryId(13)]) }
}

fn undelivered() -> Undelivered {
    BTreeMap::from([(PersonId(102), (day("2016-12-12"), Channel::Letter))])
}

#[test]
fn a_day_tells_first_what_nobody_is_to_do_and_then_what_there_is_to_do() {
    let kista = Filter { owner: Some("kista".into()), ..Filter::default() };
    let expected = "\
Natt              2016-12-15
Ansvarig          kista

Återtagna i natt: ska inte utföras (1)
Post  Personnummer  Steg                     Orsak
  11  199805052389  hembesök (två personer)  har lämnat registret

Försenade (1)
Tur  Personnummer  Steg           Status    Tidigast    Senast
 !7  199901012386  första brevet  att göra  2016-11-21  2016-12-14

Att göra nu (2)
Tur  Personnummer  Steg                       Status    Tidigast    Senast
  7  199611012395  samtal 2                   att göra  2016-11-21  2016-12-14
  7  Person 105    kontakt genom handläggare  att göra  2016-11-21  2016-12-14

Nya sedan natten före (1)
Tur  Personnummer  Steg           Status  Tidigast    Senast
  7  200003012382  ny avstämning  väntar  2016-11-21  2016-12-14

Tillbaka i uppsökande arbete (1)
Tur  Personnummer  Steg      Status    Tidigast    Senast
  7  199611012395  samtal 2  att göra  2016-11-21  2016-12-14

Kom inte fram: ta reda på rätt adress eller nummer (1)
Post  Personnummer  Kanal  Dag
  12  199901012386  brev   2016-12-12
";
    assert_eq!(today(Lang::Sv, &worklist(), &undelivered(), &kista), expected);
}

#[test]
fn another_owners_day_is_empty_and_says_so() {
    let globen = Filter { owner: Some("globen".into()), ..Filter::default() };
    let expected = "Night             2016-12-15\nOwner             globen\n\nNothing new, nothing to do.\n";
    assert_eq!(today(Lang::En, &worklist(), &undelivered(), &globen), expected);
}

#[test]
fn a_list_of_several_owners_names_them_and_marks_what_is_late() {
    let letters = Filter { step: Some(Step::Letter), ..Filter::default() };
    let expected = "No.  Personnummer  Step          Status  Not before  Due by      Owner
 !7  199901012386  first letter  ready   2016-11-21  2016-12-14  kista

!   late
";
    assert_eq!(list(Lang::En, &worklist(), &letters), expected);
}

#[test]
fn counts_stand_by_owner_and_step() {
    let ready = Filter { is_ready: true, ..Filter::default() };
    let expected = "\
Ansvarig  Steg                       Öppna  Att göra  Försenade
kista     första brevet                  1         1          1
kista     samtal                         1         1          0
kista     kontakt genom handläggare      1         1          0
";
    assert_eq!(counts(Lang::Sv, &worklist(), &ready), expected);
}

#[test]
fn the_days_parts_have_names_in_json_and_a_protected_person_no_number() {
    let told = today_json(&worklist(), &undelivered(), &Filter::default());
    let ids = |part: &str| {
        let tasks = told[part].as_array().unwrap();
        tasks.iter().map(|task| task["task_id"].as_i64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!((ids("withdrawn"), ids("late"), ids("ready")), (vec![1], vec![2], vec![3, 5]));
    assert_eq!((ids("new"), ids("came_back")), (vec![4], vec![3]));
    assert_eq!(told["withdrawn"][0]["ended_reason"], "left_register");
    assert_eq!(told["ready"][1]["personnummer"], Value::Null);
    assert_eq!(told["undelivered"][0]["channel"], "BREV");
}
