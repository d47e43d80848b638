//! `queue list` and `queue today`, and what a report does to them before a night has known of it.

use crate::harness::Kaa;
use serde_json::Value;

/// Kista's letters of the last fixture night: two of those that are ready have been seen to.
const CONTACTS: &str = "PERSONNUMMER;DATUM;KANAL;UTFALL;SVAR_PA;SYSSELSATTNING\n\
                        199908262380;2016-11-21;BREV;SKICKAT;;\n\
                        200009172388;2016-11-21;TELEFON;NADD_STOD_ARBETE;;\n";

fn tasks(kaa: &Kaa, arguments: &[&str]) -> Vec<(i64, String)> {
    let told = kaa.run([&["--json", "queue", "list"], arguments].concat()).exits(0).stdout;
    let told: Vec<Value> = serde_json::from_str(&told).unwrap();
    let task =
        |task: &Value| (task["task_id"].as_i64().unwrap(), task["status"].as_str().unwrap().to_owned());
    told.iter().map(task).collect()
}

#[test]
fn what_is_reported_counts_at_once_for_the_tasks_there_are_and_writes_none_of_them() {
    let kaa = Kaa::after(6);
    let kista = ["--owner", "kista", "--ready"];
    let before = tasks(&kaa, &kista);
    assert_eq!(before.len(), 6);
    let view = "SELECT task_id, status FROM outreach_queue ORDER BY task_id";
    let kept = kaa.lines(view);
    kaa.ask(["record", "contacts", "-"], CONTACTS).exits(0);
    assert_eq!(tasks(&kaa, &kista).len(), 4);
    let sent: Vec<_> =
        tasks(&kaa, &["--owner", "kista"]).into_iter().filter(|(_, status)| status == "sent").collect();
    assert_eq!(sent.len(), 1);
    assert!(before.contains(&(sent[0].0, "ready".to_owned())));
    assert_eq!(kaa.lines(view), kept, "the view is as the night left it");
}

#[test]
fn filters_narrow_and_counts_add_up() {
    let kaa = Kaa::after(6);
    let all = tasks(&kaa, &[]).len();
    let counted = kaa.run(["--json", "queue", "list", "--count"]).exits(0).stdout;
    let counted: Vec<Value> = serde_json::from_str(&counted).unwrap();
    let sum = |what: &str| counted.iter().map(|count| count[what].as_u64().unwrap()).sum::<u64>();
    assert_eq!(usize::try_from(sum("open")).unwrap(), all);
    assert_eq!(usize::try_from(sum("ready")).unwrap(), tasks(&kaa, &["--ready"]).len());
    assert_eq!(sum("late"), 0);
    assert_eq!(tasks(&kaa, &["--late"]), []);
    let manual = tasks(&kaa, &["--step", "manual_contact"]);
    assert_eq!(manual, tasks(&kaa, &["--owner", "protected"]));
    kaa.run(["queue", "list", "--step", "visit"]).exits(2);
}

#[test]
fn before_the_first_night_nothing_is_asked_for() {
    let kaa = Kaa::new();
    assert_eq!(tasks(&kaa, &[]), []);
    let today = kaa.run(["queue", "today", "--owner", "kista"]).exits(0).stdout;
    assert_eq!(today, "Natt\nAnsvarig          kista\n\nInget nytt, inget att göra.\n");
}

#[test]
fn a_preview_of_reports_tells_what_they_would_change_and_keeps_nothing() {
    let kaa = Kaa::after(6);
    let before = std::fs::read(kaa.db()).unwrap();
    let recordings = kaa.lines("SELECT count(*) FROM recording");
    let expected = "\
Förhandsgranskning: inget har ändrats.

Uppgifter i kön
Uppgift  Post  Förändring  Steg           Före        Efter
     52    67  ändrad      första brevet  att göra    skickad
     58    80  utförd      första brevet  2016-11-21
     87    80  ny          stöd                       2016-11-21
";
    assert_eq!(kaa.ask(["record", "contacts", "-", "--plan"], CONTACTS).exits(0).stdout, expected);
    let decision = "PERSONNUMMER;BESLUT;ORSAK;FRAN;TILL\n\
                    200009172388;OMFATTAS_EJ;UTLANDSSTUDIER;2016-11-20;2017-06-01\n";
    let expected = "\
Preview: nothing has changed.

Entries in the register
Entry  Change               Before       After
   80  out of the register  2016-08-23/  2016-08-23/2016-11-20

Tasks in the queue
Task  Entry  Change     Step          Before      After
  58     80  withdrawn  first letter  2016-11-21
";
    let told = kaa.ask(["--lang", "en", "record", "decisions", "-", "--plan"], decision).exits(0).stdout;
    assert_eq!(told, expected);
    let json = kaa.ask(["--json", "record", "decisions", "-", "--plan"], decision).exits(0).stdout;
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["entries"][0]["after"]["closed_reason"], "decided");
    assert_eq!(json["tasks"][0]["change"], "went");
    assert_eq!(std::fs::read(kaa.db()).unwrap(), before);
    assert_eq!(kaa.lines("SELECT count(*) FROM recording"), recordings);
}

#[test]
fn what_a_preview_tells_is_what_the_next_run_of_the_night_does() {
    let kaa = Kaa::after(6);
    let told = kaa.ask(["--json", "record", "contacts", "-", "--plan"], CONTACTS).exits(0).stdout;
    let told: Value = serde_json::from_str(&told).unwrap();
    kaa.ask(["record", "contacts", "-"], CONTACTS).exits(0);
    kaa.night(crate::harness::fixture_nights().last().unwrap(), false).exits(0);
    for task in told["tasks"].as_array().unwrap() {
        let sql = format!(
            "SELECT status FROM outreach_queue WHERE task_id = {} AND step = '{}' AND not_before = '{}'",
            task["task_id"],
            task["step"].as_str().unwrap(),
            task["not_before"].as_str().unwrap()
        );
        let expected = match task["change"].as_str().unwrap() {
            "came" => "ready",
            "told" => "sent",
            _ => "done",
        };
        assert_eq!(kaa.lines(&sql), [expected]);
    }
}
