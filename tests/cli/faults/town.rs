//! The town the matrix is tried on: seven youths with something to tell, pupils without, and children.
//!
//! Tuesday's files tell what Monday's told. Wednesday's have one piece of news from each source.

use super::files::Files;
use crate::harness::at;
use std::fs;

/// The youths that a defect can do something to. All are born in 1998, so that compulsory school
/// ended on 15 June 2014 and the check of that autumn was on Wednesday 20 August: Sunday 17 August
/// is the first day of term, and 18, 19 and 20 August its first three working days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Youth {
    /// Not in school, and no news.
    Idle,
    /// Goes to one of the city's schools, and leaves it on Tuesday.
    Leaver,
    /// Not in school, and begins at a school that only the county knows of on Wednesday.
    Beginner,
    /// Goes to the school `alfa`, and leaves it on Tuesday.
    AlfaLeaver,
    /// Not in school, and emigrated on Tuesday.
    Emigrant,
    /// Not in school, and has a diploma of Monday.
    Graduate,
    /// Not in school, and secrecy-marked.
    Marked,
}

pub const YOUTHS: [Youth; 7] = [
    Youth::Idle,
    Youth::Leaver,
    Youth::Beginner,
    Youth::AlfaLeaver,
    Youth::Emigrant,
    Youth::Graduate,
    Youth::Marked,
];

/// An open entry of somebody who never was in upper-secondary school, since the day after the check.
const NEVER_STARTED: &str = "2014-08-21 never_started, outreach, letter waiting";

impl Youth {
    pub fn number(self) -> String {
        numbers("1998")[self as usize].clone()
    }

    /// The entry after Tuesday's night.
    pub fn before(self) -> &'static str {
        match self {
            Self::Leaver | Self::AlfaLeaver => "",
            Self::Idle | Self::Beginner | Self::Emigrant | Self::Graduate => NEVER_STARTED,
            Self::Marked => "2014-08-21 never_started, protected, manual_contact ready",
        }
    }

    /// The entry after a good Wednesday's night.
    pub fn after(self) -> &'static str {
        match self {
            Self::Idle | Self::Marked => self.before(),
            Self::Leaver | Self::AlfaLeaver => "2016-11-16 interrupted_national, outreach, letter waiting",
            Self::Beginner => "2014-08-21 never_started, 2016-11-16 attending, outreach, letter withdrawn",
            Self::Emigrant => "2014-08-21 never_started, 2016-11-15 emigrated, outreach, letter withdrawn",
            Self::Graduate => "2014-08-21 never_started, 2016-11-14 completed, outreach, letter withdrawn",
        }
    }
}

/// Official test numbers of people born in a year, in order; no samordningsnummer.
pub fn numbers(year: &str) -> Vec<String> {
    let kept = fs::read_to_string(at("fixtures/test-numbers.txt")).unwrap();
    let is_personal = |number: &&str| number[6..8] <= *"31";
    kept.lines().filter(|number| number.starts_with(year)).filter(is_personal).map(str::to_owned).collect()
}

/// The number as schools write it.
pub fn dashed(number: &str) -> String {
    format!("{}-{}", &number[..8], &number[8..])
}

pub const POPULATION: &str = "PERSONNUMMER;HANVISNINGSNUMMER;FORNAMN;MELLANNAMN;EFTERNAMN;CO_ADRESS;UTDELNINGSADRESS;POSTNUMMER;POSTORT;KOMMUNKOD;STADSDELSOMRADE;INFLYTTNINGSDATUM;SEKRETESSMARKERING;SKYDDAD_FOLKBOKFORING;AVREGISTRERINGSKOD;AVREGISTRERINGSDATUM";
pub const COUNTY: &str = "PERSONNUMMER;HEMKOMMUN;SKOLENHETSKOD;SKOLENHET;HUVUDMANNATYP;SKOLFORM;STUDIEVAGSKOD;ARSKURS;STATUS;STARTDATUM;SLUTDATUM;AVBROTTSDATUM;AVGANGSDOKUMENT;DOKUMENTDATUM";
pub const SCHOOL: &str = "PERSONNUMMER,SKOLENHETSKOD,SKOLFORM,STUDIEVAGSKOD,ARSKURS,STATUS,STARTDATUM,SLUTDATUM,AVBROTTSDATUM,AVGANGSDOKUMENT,DOKUMENTDATUM";
const DOCUMENTS: &str = "PERSONNUMMER;DOKUMENT;DOKUMENTDATUM";

pub fn resident(number: &str, marked: &str, gone: &str) -> String {
    format!("{number};;Åsa;;Öberg;;Storgatan 1;12345;STOCKHOLM;0180;Farsta;20050101;{marked};N;{gone}")
}

pub fn county_pupil(number: &str, start: &str) -> String {
    format!("{number};0180;30000001;Skolan Ö;K;GY;NA;1;INSKRIVEN;{start};;;;")
}

pub fn pupil(number: &str, unit: &str) -> String {
    format!("{},{unit},GY,NA,1,INSKRIVEN,2016-08-17,,,,", dashed(number))
}

fn leaver(number: &str, unit: &str) -> String {
    format!("{},{unit},GY,NA,1,AVBRUTEN,2016-08-17,,2016-11-15,,", dashed(number))
}

/// Pupils without news: 120 in the county's file, 60 in the city's schools, 30 in `alfa` and `beta` each.
fn pupils() -> Vec<String> {
    let mut pupils = numbers("1998").split_off(YOUTHS.len());
    pupils.extend(["1997", "1999", "2000"].into_iter().flat_map(numbers));
    pupils.truncate(240);
    assert_eq!(pupils.len(), 240);
    pupils
}

/// Too young to be asked about, a hundred of them.
fn children() -> Vec<String> {
    let mut children: Vec<String> = (2002..=2012).flat_map(|year: i32| numbers(&year.to_string())).collect();
    children.truncate(100);
    assert_eq!(children.len(), 100);
    children
}

fn file(header: &str, first: Vec<String>, rest: Vec<String>) -> String {
    let rows: Vec<String> = [header.to_owned()].into_iter().chain(first).chain(rest).collect();
    rows.join("\n") + "\n"
}

/// The files of Monday and Tuesday, under a date. The youths' rows come first, from line 2.
pub fn quiet(date: &str) -> Files {
    let marks = |youth| if youth == Youth::Marked { "J" } else { "N" };
    let youths = YOUTHS.map(|youth| resident(&youth.number(), marks(youth), ";"));
    let of = Youth::number;
    town(
        date,
        youths.to_vec(),
        [
            vec![],
            vec![pupil(&of(Youth::Leaver), "10000001")],
            vec![pupil(&of(Youth::AlfaLeaver), "20000001")],
            vec![],
        ],
    )
}

/// The files of Wednesday.
pub fn news(date: &str) -> Files {
    let mut files = quiet(date);
    let of = Youth::number;
    let found = resident(&of(Youth::Emigrant), "N", ";");
    let told = resident(&of(Youth::Emigrant), "N", "UV;20161115");
    files.edit("folkbokforing", |text| text.replace(&found, &told));
    files.edit_lines("uedb", |lines| lines.insert(1, county_pupil(&of(Youth::Beginner), "20161116")));
    let (one, other) = (of(Youth::Leaver), of(Youth::AlfaLeaver));
    files.edit("ber", |text| text.replace(&pupil(&one, "10000001"), &leaver(&one, "10000001")));
    files.edit("alfa", |text| text.replace(&pupil(&other, "20000001"), &leaver(&other, "20000001")));
    files.edit_lines("intyg", |lines| {
        lines.insert(1, format!("{};EXAMENSBEVIS;2016-11-14", of(Youth::Graduate)));
    });
    files
}

/// The files of a date: what is told of the youths, then everybody else.
fn town(date: &str, youths: Vec<String>, [county, city, alfa, beta]: [Vec<String>; 4]) -> Files {
    let pupils = pupils();
    let everybody = pupils.iter().chain(&children()).map(|number| resident(number, "N", ";")).collect();
    let at_unit = |pupils: &[String], unit| pupils.iter().map(|number| pupil(number, unit)).collect();
    let of_county = pupils[..120].iter().map(|number| county_pupil(number, "20160817")).collect();
    let document = vec![format!("{};BETYGSUTDRAG;2016-06-10", pupils[0])];
    Files::new(
        date,
        [
            ("folkbokforing", file(POPULATION, youths, everybody)),
            ("uedb", file(COUNTY, county, of_county)),
            ("ber", file(SCHOOL, city, at_unit(&pupils[120..180], "10000001"))),
            ("alfa", file(SCHOOL, alfa, at_unit(&pupils[180..210], "20000001"))),
            ("beta", file(SCHOOL, beta, at_unit(&pupils[210..240], "20000002"))),
            ("intyg", file(DOCUMENTS, document, vec![])),
        ],
    )
}
