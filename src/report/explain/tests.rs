//! Explanations of hand-built facts, compared whole.

use super::*;
use crate::domain::calendar::date;
use crate::domain::codes::{
    CoveredReason, Deregistration, Document, Lane, NotCoveredReason, Occupation, OccupationSource,
    ProgrammeClass, Ruling, RulingReason, SchoolForm, SourceKind,
};
use crate::domain::explain::explain;
use crate::domain::facts::{DocumentFact, Facts, Residence};
use crate::domain::number::Number;
use crate::domain::placement::{Ending, Placement};
use crate::domain::reported::{DecisionReport, OccupationReport};
use crate::domain::rules::Tables;
use crate::domain::sources::ProviderId;
use crate::domain::staged::{Absence, Sighting};
use crate::domain::state::{ClosedReason, Closing, LaneSpan, PersonId};
use crate::domain::testing::{ordinary_person, ordinary_rules, source};
use chrono::NaiveDate;

fn night() -> NaiveDate {
    date(2016, 11, 14)
}

fn rules() -> Rules {
    Rules {
        tables: Tables::default(),
        sources: vec![
            source("kir", SourceKind::Population, 1, true, 3),
            source("uedb", SourceKind::Enrolment, 1, true, 3),
        ],
        ..ordinary_rules()
    }
}

fn residence() -> Residence {
    Residence {
        sighting: Sighting { file_date: night(), line: 17 },
        at_home: true,
        since: None,
        secrecy_marked: false,
        protected_registration: false,
        deregistration: None,
        absence: Absence::default(),
    }
}

/// Left a national programme on 2 November 2016.
fn left_national() -> Placement {
    Placement {
        provider: ProviderId { source: "friskolor".to_owned(), provider: "norrskolan".to_owned() },
        sighting: Sighting { file_date: date(2016, 11, 11), line: 9 },
        rank: 1,
        form: SchoolForm::UpperSecondary,
        unit: "12345678".to_owned(),
        programme: "NA25".to_owned(),
        class: Some(ProgrammeClass::National),
        final_year: false,
        status: PlacementStatus::BrokenOff,
        ending: Ending::BrokenOff,
        left_document: false,
        start: date(2015, 8, 17),
        last_day: Some(date(2016, 11, 2)),
        attended_through: Some(date(2016, 11, 2)),
        silent: false,
    }
}

fn attending_national() -> Placement {
    Placement {
        status: PlacementStatus::Enrolled,
        ending: Ending::Told,
        last_day: None,
        attended_through: None,
        ..left_national()
    }
}

fn person() -> Facts {
    Facts { birth: date(1997, 3, 2), residence: Some(residence()), ..ordinary_person() }
}

fn entry(reason: CoveredReason, lane: Lane) -> (EntryId, Entry) {
    let span = LaneSpan { lane, from_on: date(2016, 11, 3), known_on: night() };
    let entry = Entry {
        person: PersonId(17),
        opened_on: date(2016, 11, 3),
        opened_known_on: night(),
        opened_reason: reason,
        closing: None,
        lanes: vec![span],
    };
    (EntryId(4), entry)
}

fn explained(
    facts: &Facts,
    entries: Vec<(EntryId, Entry)>,
    before: Option<(NaiveDate, Answer)>,
) -> Explanation {
    explain((PersonId(17), None), facts, entries, before, &rules(), night())
}

fn attending() -> Answer {
    Answer { status: Status::NotCovered { reason: NotCoveredReason::Attending }, row: 11 }
}

fn covered_person() -> Explanation {
    let facts = Facts { placements: vec![left_national()], ..person() };
    let number = Number::stored("199702012387");
    let own = vec![entry(CoveredReason::InterruptedNational, Lane::Outreach)];
    let before = Some((date(2016, 11, 11), attending()));
    explain((PersonId(17), number), &facts, own, before, &rules(), night())
}

#[test]
fn who_left_a_national_programme_is_explained_in_swedish() {
    let expected = "\
Person            17, post 4, 199702012387
Natt              2016-11-14
Svar              Omfattas av kommunens aktivitetsansvar: har lämnat nationellt
                  program.
Spår              uppsökande arbete
Sedan             2016-11-03
Regel             rad 15 av 15 i beslutstabellen
Grund             skollagen (2010:800) 29 kap. 9 § i lydelsen till och med
                  2018-06-30
Natten före       2016-11-11: Omfattas inte av kommunens aktivitetsansvar: går i
                  gymnasieskola.

Uppgifter (* avgjorde svaret)
    född 1997-03-02, fyller 20 år 2017-03-02
    folkbokförd i kommunen; rad 17 i filen från kir 2016-11-14
  * gymnasieskola, nationellt program NA25 vid skolenhet 12345678, avbruten,
    2015-08-17–2016-11-02; rad 9 i filen från friskolor/norrskolan 2016-11-11

Vad som ändrar svaret
    2017-03-02: lämnar registret (20-årsdagen)
    Ett slutdokument, en placering i gymnasieskolan som avslutar ansvaret, flytt
    från kommunen eller ett beslut.

Poster i registret
  4 öppnad 2016-11-03 (känd 2016-11-14): har lämnat nationellt program; spår:
    uppsökande arbete
";
    assert_eq!(text(Lang::Sv, &covered_person(), &rules()), expected);
}

#[test]
fn who_left_a_national_programme_is_explained_in_english() {
    let expected = "\
Person            17, entry 4, 199702012387
Night             2016-11-14
Answer            Covered by the activity responsibility (aktivitetsansvaret):
                  left a national programme.
Lane              outreach
Since             2016-11-03
Rule              row 15 of 15 of the decision table
Legal source      Skollagen (2010:800) 29 kap. 9 §, wording to 2018-06-30
Night before      2016-11-11: Not covered by the activity responsibility
                  (aktivitetsansvaret): attends upper-secondary school.

Facts (* settled the answer)
    born 1997-03-02, turns 20 on 2017-03-02
    registered in the municipality (folkbokförd); line 17 of the file from kir
    2016-11-14
  * upper-secondary school (gymnasieskola), national programme NA25 at school
    unit 12345678, broken off, 2015-08-17–2016-11-02; line 9 of the file from
    friskolor/norrskolan 2016-11-11

What would change the answer
    2017-03-02: leaves the register (the 20th birthday)
    A final document, a placement in upper-secondary school that ends the
    responsibility, a move from the municipality or a decision.

Entries in the register
  4 opened 2016-11-03 (known 2016-11-14): left a national programme; lane:
    outreach
";
    assert_eq!(text(Lang::En, &covered_person(), &rules()), expected);
}

/// Attends, and was once registered by mistake.
fn attending_person() -> Explanation {
    let facts = Facts { placements: vec![attending_national()], ..person() };
    let (id, open) = entry(CoveredReason::NeverStarted, Lane::Outreach);
    let closing = Closing {
        closed_on: date(2016, 11, 3),
        known_on: night(),
        reason: ClosedReason::Answer(NotCoveredReason::Attending),
    };
    let closed = Entry { closing: Some(closing), ..open };
    explained(&facts, vec![(id, closed)], Some((date(2016, 11, 11), attending())))
}

#[test]
fn who_attends_is_explained_in_swedish() {
    let expected = "\
Person            17, post 4
Natt              2016-11-14
Svar              Omfattas inte av kommunens aktivitetsansvar: går i
                  gymnasieskola.
Sedan             2015-08-17
Regel             rad 11 av 15 i beslutstabellen
Grund             skollagen (2010:800) 29 kap. 9 § i lydelsen till och med
                  2018-06-30
Natten före       2016-11-11: oförändrat

Uppgifter (* avgjorde svaret)
    född 1997-03-02, fyller 20 år 2017-03-02
    folkbokförd i kommunen; rad 17 i filen från kir 2016-11-14
  * gymnasieskola, nationellt program NA25 vid skolenhet 12345678, inskriven,
    2015-08-17–; rad 9 i filen från friskolor/norrskolan 2016-11-11

Vad som ändrar svaret
    2017-03-02: omfattas fortfarande inte (har fyllt 20 år)
    Att placeringen avslutas eller avbryts utan att en ny tar vid.

Poster i registret
  4 öppnad 2016-11-03 (känd 2016-11-14): har inte börjat i gymnasieskolan; spår:
    uppsökande arbete; avslutad 2016-11-03 (känd 2016-11-14): går i
    gymnasieskola (felregistrerad)
";
    assert_eq!(text(Lang::Sv, &attending_person(), &rules()), expected);
}

#[test]
fn who_attends_is_explained_in_english() {
    let expected = "\
Person            17, entry 4
Night             2016-11-14
Answer            Not covered by the activity responsibility
                  (aktivitetsansvaret): attends upper-secondary school.
Since             2015-08-17
Rule              row 11 of 15 of the decision table
Legal source      Skollagen (2010:800) 29 kap. 9 §, wording to 2018-06-30
Night before      2016-11-11: unchanged

Facts (* settled the answer)
    born 1997-03-02, turns 20 on 2017-03-02
    registered in the municipality (folkbokförd); line 17 of the file from kir
    2016-11-14
  * upper-secondary school (gymnasieskola), national programme NA25 at school
    unit 12345678, enrolled, 2015-08-17–; line 9 of the file from
    friskolor/norrskolan 2016-11-11

What would change the answer
    2017-03-02: still not covered (has turned 20)
    The placement ending or being broken off with no new one after it.

Entries in the register
  4 opened 2016-11-03 (known 2016-11-14): never started upper-secondary school;
    lane: outreach; closed 2016-11-03 (known 2016-11-14): attends
    upper-secondary school (registered by mistake)
";
    assert_eq!(text(Lang::En, &attending_person(), &rules()), expected);
}

/// Missing from two population files in a row.
fn unseen_person() -> Explanation {
    let absence = Absence { misses: 2, since: Some(date(2016, 11, 11)) };
    let residence = Residence { absence, ..residence() };
    explained(&Facts { residence: Some(residence), ..person() }, Vec::new(), None)
}

#[test]
fn who_is_missing_from_the_population_file_is_explained_in_swedish() {
    let expected = "\
Person            17
Natt              2016-11-14
Svar              Går inte att avgöra: saknas i folkbokföringens fil. Registret
                  lämnas som det är.
Regel             rad 6 av 15 i beslutstabellen
Grund             programmets egen regel: när uppgifterna inte räcker lämnas
                  registret som det är
Natten före       det finns inget svar att jämföra med

Uppgifter (* avgjorde svaret)
    född 1997-03-02, fyller 20 år 2017-03-02
  * folkbokförd i kommunen, saknas i filen sedan 2016-11-11 (2 av 3 filer i
    rad); rad 17 i filen från kir 2016-11-14

Vad som ändrar svaret
    2017-03-02: omfattas inte (har fyllt 20 år)
    Inget behöver göras ännu: efter den tredje filen i rad utan raden räknas
    personen som borta. Den som vet svaret tidigare registrerar ett beslut:
    kaa-sync record decisions FIL
";
    assert_eq!(text(Lang::Sv, &unseen_person(), &rules()), expected);
}

#[test]
fn who_is_missing_from_the_population_file_is_explained_in_english() {
    let expected = "\
Person            17
Night             2016-11-14
Answer            Undetermined: missing from the population file. The register
                  is left as it is.
Rule              row 6 of 15 of the decision table
Legal source      the program's own rule: where the facts do not suffice the
                  register is left as it is
Night before      there is no answer to compare with

Facts (* settled the answer)
    born 1997-03-02, turns 20 on 2017-03-02
  * registered in the municipality (folkbokförd), missing from the file since
    2016-11-11 (2 of 3 files in a row); line 17 of the file from kir 2016-11-14

What would change the answer
    2017-03-02: not covered (has turned 20)
    Nothing yet: with the third file in a row without the row, the person counts
    as gone. Whoever knows the answer earlier records a decision: kaa-sync
    record decisions FILE
";
    assert_eq!(text(Lang::En, &unseen_person(), &rules()), expected);
}

/// Secrecy marked, with everything that could tell where the person is.
fn protected_person() -> Explanation {
    let residence = Residence { secrecy_marked: true, ..residence() };
    let facts = Facts { residence: Some(residence), placements: vec![left_national()], ..person() };
    explained(&facts, vec![entry(CoveredReason::InterruptedNational, Lane::Protected)], None)
}

#[test]
fn a_protected_person_is_explained_without_details() {
    let expected = "\
Person            17, post 4
Natt              2016-11-14
Svar              Omfattas av kommunens aktivitetsansvar: har lämnat nationellt
                  program.
Spår              skyddade personuppgifter
Sedan             2016-11-03
Regel             rad 15 av 15 i beslutstabellen
Grund             skollagen (2010:800) 29 kap. 9 § i lydelsen till och med
                  2018-06-30
Natten före       det finns inget svar att jämföra med

Uppgifter (* avgjorde svaret)
    folkbokförd i kommunen, sekretessmarkering; filen från kir 2016-11-14
  * gymnasieskola, avbruten, 2015-08-17–2016-11-02; filen från friskolor
    2016-11-11
    Detaljer utelämnas på grund av skyddade personuppgifter.

Vad som ändrar svaret
    2017-03-02: lämnar registret (20-årsdagen)
    Ett slutdokument, en placering i gymnasieskolan som avslutar ansvaret, flytt
    från kommunen eller ett beslut.

Poster i registret
  4 öppnad 2016-11-03 (känd 2016-11-14): har lämnat nationellt program; spår:
    skyddade personuppgifter
";
    assert_eq!(text(Lang::Sv, &protected_person(), &rules()), expected);
}

#[test]
fn nothing_tells_where_a_protected_person_is() {
    let explanation = protected_person();
    let told = [
        text(Lang::Sv, &explanation, &rules()).into_plain(),
        text(Lang::En, &explanation, &rules()).into_plain(),
        json(&explanation, &rules()).to_string(),
    ];
    for text in told {
        for secret in ["12345678", "NA25", "norrskolan", "1997-03-02", "rad 9", "rad 17", "line 9", "line 17"]
        {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
        assert!(!text.contains("\"line\":9") && !text.contains("\"line\":17"), "{text}");
    }
}

fn decision(ruling: Ruling) -> DecisionReport {
    DecisionReport {
        number: Number::stored("199702012387").unwrap(),
        ruling,
        reason: RulingReason::EquivalentEducation,
        from: date(2016, 9, 1),
        to: date(2016, 12, 31),
    }
}

fn has(document: Document) -> Vec<DocumentFact> {
    vec![DocumentFact { document, from: Some(date(2016, 6, 10)), dated: true }]
}

fn deregistered(code: Deregistration) -> Residence {
    Residence { deregistration: Some((code, Some(date(2016, 10, 1)))), ..residence() }
}

/// One person for every row of the table, and more where a row has several answers.
fn everyone() -> Vec<Facts> {
    let young = date(2000, 3, 2);
    let protected = Residence { protected_registration: true, ..residence() };
    let moved = Residence { at_home: false, since: Some(date(2016, 10, 1)), ..residence() };
    let gone = Residence { absence: Absence { misses: 3, since: Some(date(2016, 11, 9)) }, ..residence() };
    let occupation = OccupationReport {
        number: Number::stored("199702012387").unwrap(),
        occupation: Occupation::Work,
        from: date(2016, 10, 1),
        to: None,
        source: OccupationSource::School,
    };
    let silent = Placement { silent: true, ..left_national() };
    let unknown = Placement { class: Some(ProgrammeClass::Unknown), ..attending_national() };
    let introduction = Placement { class: Some(ProgrammeClass::Introduction), ..attending_national() };
    let waiting = Placement {
        status: PlacementStatus::Admitted,
        start: date(2016, 11, 10),
        attended_through: Some(date(2016, 11, 15)),
        ..attending_national()
    };
    vec![
        Facts { residence: Some(deregistered(Deregistration::Deceased)), ..person() },
        Facts { birth: date(1996, 3, 2), ..person() },
        Facts { decisions: vec![decision(Ruling::Covered)], ..person() },
        Facts { decisions: vec![decision(Ruling::NotCovered)], ..person() },
        Facts { residence: Some(protected), ..person() },
        Facts { residence: Some(deregistered(Deregistration::Unknown)), ..person() },
        Facts { residence: Some(deregistered(Deregistration::Emigrated)), ..person() },
        Facts { residence: Some(deregistered(Deregistration::Untraceable)), ..person() },
        Facts { residence: Some(deregistered(Deregistration::Other)), ..person() },
        Facts { residence: Some(moved), ..person() },
        Facts { contradictory: true, ..person() },
        Facts { residence: Some(gone), ..person() },
        Facts { residence: None, ..person() },
        Facts { birth: date(2001, 3, 2), ..person() },
        Facts { documents: has(Document::Diploma), ..person() },
        Facts { placements: vec![waiting], ..person() },
        Facts { has_quarantined_row: true, ..person() },
        Facts { placements: vec![silent], rests_on_silence: true, ..person() },
        Facts { placements: vec![unknown], ..person() },
        Facts { documents: has(Document::Unknown), ..person() },
        Facts { documents: has(Document::StudyCertificate), ..person() },
        Facts { documents: has(Document::IntroductionCertificate), ..person() },
        Facts { placements: vec![introduction], ..person() },
        Facts { birth: young, occupations: vec![occupation], ..person() },
    ]
}

/// Two who wait in the summer: for a document, and for the autumn term.
fn summers_people() -> Vec<Facts> {
    let last_year = Placement {
        status: PlacementStatus::Ended,
        final_year: true,
        ending: Ending::Told,
        last_day: Some(date(2016, 6, 9)),
        attended_through: Some(date(2016, 6, 9)),
        ..left_national()
    };
    vec![Facts { placements: vec![last_year], ..person() }, Facts { birth: date(2000, 3, 2), ..person() }]
}

/// Everyone explained, in November and in July.
fn everyone_explained() -> Vec<Explanation> {
    let on = |night, facts: &Facts| explain((PersonId(17), None), facts, Vec::new(), None, &rules(), night);
    let november = everyone().into_iter().map(|facts| on(night(), &facts));
    let july = summers_people().into_iter().map(|facts| on(date(2016, 7, 1), &facts));
    november.chain(july).collect()
}

#[test]
fn there_is_an_explanation_of_every_row_of_the_table() {
    let mut rows: Vec<u8> = everyone_explained().iter().map(|explanation| explanation.answer.row).collect();
    rows.sort_unstable();
    rows.dedup();
    assert_eq!(rows, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
}

#[test]
fn every_explanation_fits_in_80_columns() {
    for explanation in everyone_explained() {
        for lang in [Lang::Sv, Lang::En] {
            for line in text(lang, &explanation, &rules()).lines() {
                assert!(line.chars().count() <= 80, "{line}");
                assert_eq!(line, line.trim_end());
            }
        }
    }
}

#[test]
fn every_answer_that_rests_on_a_fact_marks_it() {
    for explanation in everyone_explained() {
        let text = text(Lang::Sv, &explanation, &rules());
        let never_started =
            matches!(explanation.answer.status, Status::Covered { reason: CoveredReason::NeverStarted, .. });
        assert_eq!(text.contains("\n  * "), !never_started, "{text}");
    }
}

fn legal_sources(facts: &Facts) -> Value {
    json(&explained(facts, Vec::new(), None), &rules())["legal_sources"].clone()
}

#[test]
fn every_answer_names_its_legal_source() {
    let attends = Facts { placements: vec![attending_national()], ..person() };
    let before_2018 = "skollagen (2010:800) 29 kap. 9 § i lydelsen till och med 2018-06-30";
    assert_eq!(legal_sources(&attends), json!([before_2018]));
    let at_school = Facts { birth: date(2001, 3, 2), ..person() };
    assert_eq!(legal_sources(&at_school), json!(["skollagen (2010:800) 7 kap. 12–14 §§ (skolplikt)"]));
    let dead = Facts { residence: Some(deregistered(Deregistration::Deceased)), ..person() };
    assert_eq!(legal_sources(&dead)[0], "folkbokföringslagen (1991:481)");
    let admitted = Placement { status: PlacementStatus::Admitted, ..attending_national() };
    let admitted = Facts { placements: vec![admitted], ..person() };
    assert_eq!(
        legal_sources(&admitted),
        json!([before_2018, "gymnasieförordningen (2010:2039) 12 kap. 3 §"])
    );
}

#[test]
fn json_keeps_the_codes_and_marks_what_settled_the_answer() {
    let told = json(&covered_person(), &rules());
    assert_eq!(
        told["answer"],
        json!({ "status": "covered", "reason": "interrupted_national", "lane": "outreach", "row": 15 })
    );
    assert_eq!(told["since"], "2016-11-03");
    assert_eq!(told["personnummer"], "199702012387");
    assert_eq!(told["unchanged"], false);
    assert_eq!(
        told["next"],
        json!({ "on": "2017-03-02", "answer": { "status": "not_covered", "reason": "turned_20", "lane": null, "row": 2 } })
    );
    assert_eq!(told["facts"]["placements"][0]["settled"], true);
    assert_eq!(told["facts"]["placements"][0]["provider"], "norrskolan");
    assert_eq!(told["facts"]["placements"][0]["line"], 9);
    assert_eq!(told["facts"]["residence"]["settled"], false);
    assert_eq!(told["entries"][0]["entry_id"], 4);
}
