//! Nights decided from small files, their reports compared whole.

use super::*;
use crate::domain::calendar::date;
use crate::domain::codes::{Code, FileFault, LimitClass, SchoolForm, SourceKind};
use crate::domain::decide::{Order, decide};
use crate::domain::number::Number;
use crate::domain::record::{
    Contact, Delivery, PlacementKey, PlacementRow, Reading, Rejected, ResidentRow, Rows,
};
use crate::domain::reported::Reported;
use crate::domain::rules::{Bound, Rules, Tables};
use crate::domain::state::State;
use crate::domain::testing::{self, ordinary_rules, source};
use serde_json::json;

const RESIDENTS: [&str; 3] = ["199702012387", "199702012395", "199702022394"];
/// A samordningsnummer that nobody in the population file has.
const UNPAIRED: &str = "199700672380";

fn monday() -> NaiveDate {
    date(2016, 11, 14)
}

fn rules() -> Rules {
    let bound = Bound { floor: 25, percent: 10, season: None };
    Rules {
        tables: Tables::default(),
        limits: [(LimitClass::Additions, bound.clone()), (LimitClass::Removals, bound)].into(),
        sources: vec![
            source("kir", SourceKind::Population, 1, true, 3),
            source("uedb", SourceKind::Enrolment, 1, true, 3),
        ],
        ..ordinary_rules()
    }
}

fn resident(number: &str) -> ResidentRow {
    ResidentRow {
        number: Number::stored(number).unwrap(),
        replaced_by: None,
        municipality: "0180".to_owned(),
        area: String::new(),
        moved_in: None,
        secrecy_marked: false,
        protected_registration: false,
        deregistration: None,
        contact: Contact::default(),
    }
}

fn delivery(rows: Rows, row_count: u64) -> Delivery {
    Delivery { row_count, ..testing::delivery(rows) }
}

fn reading(source: &str, result: Result<Delivery, FileFault>) -> Reading {
    Reading {
        source: source.to_owned(),
        provider: source.to_owned(),
        file: None,
        file_date: Some(monday()),
        result,
        evidence: None,
        remark: None,
    }
}

fn population() -> Reading {
    let rows = (2..).zip(RESIDENTS.map(resident)).collect();
    reading("kir", Ok(delivery(Rows::Residents(rows), 3)))
}

/// One row about a samordningsnummer that nobody has, and one quarantined row.
fn enrolment() -> Reading {
    let key = PlacementKey {
        number: Number::stored(UNPAIRED).unwrap(),
        form: SchoolForm::UpperSecondary,
        unit: "12345678".to_owned(),
        programme: "NA25".to_owned(),
        start: date(2016, 8, 17),
    };
    let row = PlacementRow {
        key,
        year: Some(1),
        status: crate::domain::codes::PlacementStatus::Enrolled,
        ends_on: None,
        broken_off_on: None,
        document: None,
    };
    let rejected = Rejected {
        line: 3,
        field: Some("STARTDATUM".to_owned()),
        fault: RowFault::BadDate,
        number: None,
        key: None,
        fingerprint: "1".repeat(64),
    };
    let rows = Rows::Placements(vec![(2, row)]);
    reading("uedb", Ok(Delivery { rejected: vec![rejected], names_nobody: true, ..delivery(rows, 2) }))
}

fn rejected() -> BTreeMap<(ProviderId, RowFault), u64> {
    let uedb = ProviderId { source: "uedb".to_owned(), provider: "uedb".to_owned() };
    [((uedb, RowFault::BadDate), 1)].into()
}

fn decided(readings: &[Reading], initial_load: bool) -> Result<Decided, Tonight> {
    let order = Order { as_of: monday(), initial_load, allowances: Vec::new(), acceptances: Vec::new() };
    decide(&State::default(), &Reported::default(), readings, &rules(), &order)
}

/// A first load.
fn with_first_load<T>(tell: impl FnOnce(&NightReport<'_>) -> T) -> T {
    let decided = decided(&[population(), enrolment()], true).unwrap();
    let rejected = rejected();
    tell(&NightReport {
        as_of: monday(),
        is_plan: false,
        first: true,
        outcome: decided.outcome(),
        exit_code: 0,
        tonight: &decided.tonight,
        decided: Some(&decided),
        rejected: &rejected,
        open_before: 0,
        open_after: 3,
        run_id: Some(1),
        register_digest: Some("ab"),
        erased: Some(0),
    })
}

/// A preview of a first night that nobody announced.
fn with_unannounced_load<T>(tell: impl FnOnce(&NightReport<'_>) -> T) -> T {
    let decided = decided(&[population(), enrolment()], false).unwrap();
    let rejected = rejected();
    tell(&NightReport {
        as_of: monday(),
        is_plan: true,
        first: true,
        outcome: decided.outcome(),
        exit_code: 4,
        tonight: &decided.tonight,
        decided: Some(&decided),
        rejected: &rejected,
        open_before: 0,
        open_after: 0,
        run_id: None,
        register_digest: None,
        erased: None,
    })
}

/// A night without a usable population file.
fn with_refused_night<T>(fault: FileFault, tell: impl FnOnce(&NightReport<'_>) -> T) -> T {
    let tonight = decided(&[reading("kir", Err(fault)), enrolment()], true).unwrap_err();
    tell(&NightReport {
        as_of: monday(),
        is_plan: false,
        first: true,
        outcome: Outcome::Refused,
        exit_code: 6,
        tonight: &tonight,
        decided: None,
        rejected: &BTreeMap::new(),
        open_before: 0,
        open_after: 0,
        run_id: Some(1),
        register_digest: None,
        erased: None,
    })
}

#[test]
fn a_night_that_was_committed_whole_is_told_in_swedish() {
    let expected = "\
Natt              2016-11-14
Utfall            klar (kod 0)
Öppna poster      0 före, 3 efter
Körning           1

Källor
Källa  Filens datum  Bedömning  Rader  Karantän  Utan träff
kir    2016-11-14    godtagen       3         0           0
uedb   2016-11-14    godtagen       2         1           1

uedb: TF-nummer och samordningsnummer utan känd person: 1 (rad 2).

Förändringar
Förändring  Orsak                             Antal
öppnad      har inte börjat i gymnasieskolan      3

Rader i karantän
Leverantör  Fel             Antal
uedb        ogiltigt datum      1

Uppgifter i kön
Förändring  Steg           Antal
ny          första brevet      3
";
    assert_eq!(with_first_load(|night| text(Lang::Sv, night)), expected);
}

#[test]
fn a_night_that_was_committed_whole_is_told_in_english() {
    let expected = "\
Night             2016-11-14
Outcome           done (exit code 0)
Open entries      0 before, 3 after
Run               1

Sources
Source  File date   Verdict   Rows  Quarantined  Unmatched
kir     2016-11-14  accepted     3            0          0
uedb    2016-11-14  accepted     2            1          1

uedb: TF numbers and samordningsnummer of no known person: 1 (line 2).

Changes
Change  Reason                                Count
opened  never started upper-secondary school      3

Rows in quarantine
Provider  Fault       Count
uedb      not a date      1

Tasks in the queue
Change  Step          Count
new     first letter      3
";
    assert_eq!(with_first_load(|night| text(Lang::En, night)), expected);
}

#[test]
fn an_unannounced_first_load_is_held_and_the_argument_that_releases_it_given() {
    let expected = "\
Natt              2016-11-14
                  Förhandsgranskning: inget har ändrats.
Utfall            delvis klar: förändringar väntar på beslut (kod 4)
Öppna poster      0 före, 0 efter

Förändringar som väntar på beslut
Skulle införas    0 förändringar
Inte infört       3 förändringar: 3 öppningar (gräns 0)
Nytt försök       Ja. Samma förändringar räknas fram igen; inget går förlorat.
Att göra          Den registeransvariga kontrollerar att registret ska vara
                  tomt. Är detta den första inläsningen körs natten om med:
  --initial-load

Källor
Källa  Filens datum  Bedömning  Rader  Karantän  Utan träff
kir    2016-11-14    godtagen       3         0           0
uedb   2016-11-14    godtagen       2         1           1

uedb: TF-nummer och samordningsnummer utan känd person: 1 (rad 2).

Rader i karantän
Leverantör  Fel             Antal
uedb        ogiltigt datum      1
";
    assert_eq!(with_unannounced_load(|night| text(Lang::Sv, night)), expected);
}

#[test]
fn a_refused_night_says_whose_file_and_what_to_do() {
    let expected = "\
Natt              2016-11-14
Utfall            avvisad: inget har ändrats i registret (kod 6)
Öppna poster      0 före, 0 efter
Körning           1

Infört            Inget, utom noteringen om att natten är avvisad.
Inte infört       Nattens alla förändringar.
Nytt försök       Ja, med de filer som då finns.
Att göra          Den registeransvariga ser till att filen från kir går att
                  använda: filen har rubrikrad men inga rader. Leverantören
                  behöver skicka en fil med rader.
                  Är filen riktig trots kontrollen körs natten om med:
  --accept kir:no_rows=RADER --because \"…\"

Källor
Källa  Filens datum  Bedömning  Rader  Karantän  Utan träff
kir    2016-11-14    avvisad
uedb   2016-11-14    godtagen       2         1
";
    assert_eq!(with_refused_night(FileFault::NoRows, |night| text(Lang::Sv, night)), expected);
}

#[test]
fn a_fault_that_nobody_may_accept_offers_no_argument() {
    let text = with_refused_night(FileFault::Truncated, |night| text(Lang::Sv, night));
    assert!(text.contains("filen är ofullständig."), "{text}");
    assert!(!text.contains("--accept"), "{text}");
}

/// The whole of another night, told with an exceeded class of removals.
#[test]
fn classes_over_their_limits_are_released_one_by_one() {
    let before = with_first_load(|night| night.decided.unwrap().after().clone());
    let gone = reading("kir", Ok(delivery(Rows::Residents(moved_away()), 3)));
    let mut rules = rules();
    rules.limits.insert(LimitClass::Removals, Bound { floor: 2, percent: 0, season: None });
    let order = Order {
        as_of: date(2016, 11, 15),
        initial_load: false,
        allowances: Vec::new(),
        acceptances: Vec::new(),
    };
    let decided = decide(&before, &Reported::default(), &[gone, enrolment()], &rules, &order).unwrap();
    let night = NightReport {
        as_of: order.as_of,
        is_plan: false,
        first: false,
        outcome: decided.outcome(),
        exit_code: 4,
        tonight: &decided.tonight,
        decided: Some(&decided),
        rejected: &BTreeMap::new(),
        open_before: 3,
        open_after: 3,
        run_id: Some(2),
        register_digest: None,
        erased: None,
    };
    let text = text(Lang::En, &night);
    assert!(text.contains("\n  run --as-of 2016-11-15 --allow removals=3 --because \"…\"\n"), "{text}");
    assert_eq!(json(&night)["withheld"], json!({ "removals": { "count": 3, "limit": 2 } }));
    assert_eq!(json(&night)["held"], json!({ "count": 3 }));
}

fn moved_away() -> Vec<(u64, ResidentRow)> {
    let away = |number| ResidentRow { municipality: "0184".to_owned(), ..resident(number) };
    (2..).zip(RESIDENTS.map(away)).collect()
}

#[test]
fn the_journals_line_counts_what_was_done() {
    assert_eq!(
        with_first_load(|night| line(night).text),
        "2016-11-14 done: 3 opened, 0 closed, 0 corrected, 0 lane changes, 0 held, 0 undetermined, 1 quarantined, 3 open"
    );
    assert_eq!(
        with_unannounced_load(|night| line(night).text),
        "2016-11-14 held (plan): 0 opened, 0 closed, 0 corrected, 0 lane changes, 3 held, 0 undetermined, 1 quarantined, 0 open"
    );
}

#[test]
fn json_is_codes_and_counts() {
    let expected = json!({
        "as_of": "2016-11-14",
        "plan": false,
        "outcome": "done",
        "exit_code": 0,
        "run_id": 1,
        "register_digest": "ab",
        "sources": [
            { "source": "kir", "provider": "kir", "file_date": "2016-11-14", "verdict": "accepted",
              "code": null, "rows": 3, "quarantined": 0, "unmatched": 0 },
            { "source": "uedb", "provider": "uedb", "file_date": "2016-11-14", "verdict": "accepted",
              "code": null, "rows": 2, "quarantined": 1, "unmatched": 1 },
        ],
        "changes": { "opened": 3, "closed": 0, "corrected": 0, "lane": 0 },
        "changes_by_reason": { "opened": { "never_started": 3 } },
        "held": { "count": 0 },
        "withheld": {},
        "undetermined": {},
        "quarantined": 1,
        "quarantine": [{ "source": "uedb", "provider": "uedb", "code": "bad_date", "rows": 1 }],
        "open_before": 0,
        "open_after": 3,
        "tasks": { "created": { "letter": 3 }, "done": {}, "withdrawn": {} },
        "not_taken_over": [],
        "not_taken_over_count": 0,
        "late_corrections": 0,
        "erased": 0,
        "source_conflicts": [],
        "source_conflicts_count": 0,
    });
    assert_eq!(with_first_load(json), expected);
}

#[test]
fn every_night_fits_in_80_columns() {
    for lang in [Lang::Sv, Lang::En] {
        let mut texts = vec![with_first_load(|night| text(lang, night))];
        texts.push(with_unannounced_load(|night| text(lang, night)));
        texts
            .extend(FileFault::ALL.iter().map(|fault| with_refused_night(*fault, |night| text(lang, night))));
        for line in texts.iter().flat_map(|text| text.lines()) {
            assert!(line.chars().count() <= 80, "{line}");
            assert_eq!(line, line.trim_end());
        }
    }
}

#[test]
fn each_source_is_one_line_for_the_journal() {
    let lines = |night: &NightReport<'_>| -> Vec<String> {
        source_lines(night).into_iter().map(|line| line.text).collect()
    };
    assert_eq!(
        with_first_load(lines),
        [
            "kir: accepted, file of 2016-11-14, 3 rows, 0 quarantined",
            "uedb: accepted, file of 2016-11-14, 2 rows, 1 quarantined",
        ]
    );
    assert_eq!(
        with_refused_night(FileFault::Truncated, lines)[0],
        "kir: refused (truncated), file of 2016-11-14"
    );
}
