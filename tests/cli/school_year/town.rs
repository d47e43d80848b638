//! The town of `fixtures/school-year`: what each night's files hold, and what people tell the morning after.
//! It knows nothing of what the program makes of that.

use crate::harness::{Done, Kaa, at};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Every weekday night from August 2016 to August 2017, public holidays too.
pub fn nights() -> Vec<NaiveDate> {
    day("2016-08-01")
        .iter_days()
        .take_while(|date| *date <= day("2017-08-31"))
        .filter(|date| !is_weekend(*date))
        .collect()
}

fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The date, or the first working day after it: holidays typed from a calendar.
pub fn working_day(date: NaiveDate) -> NaiveDate {
    const HOLIDAYS: [&str; 8] = [
        "2016-12-26",
        "2017-01-06",
        "2017-04-14",
        "2017-04-17",
        "2017-05-01",
        "2017-05-25",
        "2017-06-06",
        "2017-06-23",
    ];
    let is_free = |date: NaiveDate| is_weekend(date) || HOLIDAYS.contains(&date.to_string().as_str());
    date.iter_days().find(|date| !is_free(*date)).unwrap()
}

/// Lines that stand in a file from one night through another.
struct Sheet {
    header: String,
    rows: Vec<(String, String, String, String)>,
}

impl Sheet {
    fn read(name: &str) -> Self {
        let text = fixture(name);
        let mut lines = text.lines();
        let header = lines.next().unwrap().strip_prefix("from;to;").unwrap().to_owned();
        Self { header, rows: lines.map(row).collect() }
    }

    /// The person and the rest of each line that stands there on a night.
    fn on(&self, night: &str) -> Vec<(&str, &str)> {
        let stands = |from: &str, to: &str| from <= night && (to.is_empty() || night <= to);
        let rows = self.rows.iter().filter(|(from, to, _, _)| stands(from, to));
        rows.map(|(_, _, name, rest)| (name.as_str(), rest.as_str())).collect()
    }
}

/// `from;to;name` and the rest with the separator before it.
fn row(line: &str) -> (String, String, String, String) {
    let (from, line) = line.split_once(';').unwrap();
    let (to, line) = line.split_once(';').unwrap();
    let name = line.find([';', ',']).unwrap();
    (from.into(), to.into(), line[..name].into(), line[name..].into())
}

fn fixture(name: &str) -> String {
    fs::read_to_string(at("fixtures/school-year").join(name)).unwrap()
}

/// Something told on the morning after a night.
struct Told {
    night: String,
    kind: String,
    name: String,
    rest: String,
}

/// A list that was to be handed out: whose, of which step, and who is to be on it.
pub struct Export {
    pub owner: String,
    pub step: String,
    /// The most urgent first.
    pub names: Vec<String>,
}

pub struct Town {
    numbers: BTreeMap<String, String>,
    population: Sheet,
    uedb: Sheet,
    ber: Sheet,
    intyg: Sheet,
    told: Vec<Told>,
}

impl Town {
    pub fn read() -> Self {
        let people = fixture("people.csv");
        let pairs = people.lines().skip(1).map(|line| line.split_once(';').unwrap());
        let told = fixture("told.csv");
        Self {
            numbers: pairs.map(|(name, number)| (name.into(), number.into())).collect(),
            population: Sheet::read("population.csv"),
            uedb: Sheet::read("uedb.csv"),
            ber: Sheet::read("ber.csv"),
            intyg: Sheet::read("intyg.csv"),
            told: told.lines().skip(1).map(told_row).collect(),
        }
    }

    /// Who has, or had, a number.
    pub fn name_of(&self, number: &str) -> &str {
        let name = self.numbers.iter().find(|(_, theirs)| *theirs == number).unwrap().0;
        name.strip_suffix(" before").unwrap_or(name)
    }

    /// Writes a night's files and runs it.
    pub fn night(&self, kaa: &Kaa, night: NaiveDate) -> Done {
        let folder = kaa.path("extracts");
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        let date = night.to_string();
        let population = self.file(&self.population, &date, true);
        kaa.write(&format!("extracts/folkbokforing_{date}.csv"), latin_1(&population));
        kaa.write(&format!("extracts/uedb_{date}.csv"), self.file(&self.uedb, &date, true));
        kaa.write(&format!("extracts/ber_{date}.csv"), self.file(&self.ber, &date, false));
        if !self.intyg.on(&date).is_empty() {
            kaa.write(&format!("extracts/intyg_{date}.csv"), self.file(&self.intyg, &date, false));
        }
        let mut arguments = vec!["run", "--extracts", folder.to_str().unwrap(), "--as-of", &date];
        if night == day("2016-08-01") {
            arguments.push("--initial-load");
        }
        kaa.run(arguments)
    }

    /// Writes the population file of a night with its rows in the opposite order, and nothing else.
    pub fn write_population_backwards(&self, kaa: &Kaa, night: NaiveDate) -> PathBuf {
        let date = night.to_string();
        let text = self.file(&self.population, &date, true);
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let (header, rest) = lines.split_first().unwrap();
        let (trailer, rows) = rest.split_last().unwrap();
        let lines = [header].into_iter().chain(rows.iter().rev()).chain([trailer]);
        kaa.write(&format!("backwards/folkbokforing_{date}.csv"), latin_1(&file_of(lines.cloned())));
        kaa.path("backwards")
    }

    fn file(&self, sheet: &Sheet, night: &str, trailer: bool) -> String {
        let rows = sheet.on(night);
        let lines = rows.iter().map(|(name, rest)| format!("{}{rest}", self.numbers[*name]));
        let trailer = trailer.then(|| format!("#SLUTPOST;{}", rows.len()));
        file_of([sheet.header.clone()].into_iter().chain(lines).chain(trailer))
    }

    /// Records what was told on the morning after a night.
    pub fn tell(&self, kaa: &Kaa, night: NaiveDate) {
        for (kind, header) in [
            ("contact-details", "PERSONNUMMER;TELEFON;EPOST"),
            ("contacts", "PERSONNUMMER;DATUM;KANAL;UTFALL;SVAR_PA;SYSSELSATTNING"),
            ("occupations", "PERSONNUMMER;SYSSELSATTNING;FRAN;TILL;KALLA"),
            (
                "measures",
                "PERSONNUMMER;ATGARD;FRAN;TILL;AVSLUTSORSAK;SYSSELSATTNING_FORE;SYSSELSATTNING_EFTER",
            ),
            ("decisions", "PERSONNUMMER;BESLUT;ORSAK;FRAN;TILL"),
            ("interruptions", "PERSONNUMMER;SKOLENHETSKOD;AVBROTTSDATUM"),
        ] {
            let rows = self.told_on(night).filter(|told| told.kind == kind);
            let lines: Vec<_> =
                rows.map(|told| format!("{};{}", self.numbers[&told.name], told.rest)).collect();
            if !lines.is_empty() {
                let file = file_of([header.to_owned()].into_iter().chain(lines));
                kaa.ask(["record", kind, "-"], &file).exits(0);
            }
        }
    }

    /// The lists that are handed out on the morning after a night.
    pub fn exports(&self, night: NaiveDate) -> Vec<Export> {
        let asked = self.told_on(night).filter(|told| told.kind == "export");
        asked
            .map(|told| {
                let (step, names) = told.rest.split_once(';').unwrap();
                let names = names.split_whitespace().map(str::to_owned).collect();
                Export { owner: told.name.clone(), step: step.into(), names }
            })
            .collect()
    }

    fn told_on(&self, night: NaiveDate) -> impl Iterator<Item = &Told> {
        self.told.iter().filter(move |told| told.night == night.to_string())
    }

    /// The nights of what is told: a morning without a night before it would never be told.
    pub fn told_nights(&self) -> BTreeSet<NaiveDate> {
        self.told.iter().map(|told| day(&told.night)).collect()
    }
}

fn file_of(lines: impl Iterator<Item = String>) -> String {
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

fn told_row(line: &str) -> Told {
    let mut cells = line.splitn(4, ';').map(str::to_owned);
    let mut next = || cells.next().unwrap();
    Told { night: next(), kind: next(), name: next(), rest: next() }
}

/// The names of the town are all within Latin-1, which windows-1252 shares.
fn latin_1(text: &str) -> Vec<u8> {
    text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect()
}

/// One calendar month later; in a shorter month its last day.
pub fn month_after(date: NaiveDate) -> NaiveDate {
    date.checked_add_months(chrono::Months::new(1)).unwrap()
}

/// So many days later.
pub fn days_after(date: NaiveDate, days: u64) -> NaiveDate {
    date + Days::new(days)
}
