//! A made-up town's extracts, of any size and the same every time.
//!
//! Everyone in it is born in the 2100s: no number here can belong to a living person. Reads nothing
//! and knows nothing of how the extracts are read.

use crate::made_up::{Lots, number};
use chrono::{Datelike, Days, NaiveDate};
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;

/// Oldest age in years. With a night late in 2199, everyone is born in the 2100s.
const OLDEST: i32 = 98;
/// One resident in this many has moved by the second night.
const ONE_MOVED_IN: usize = 1000;

const GIVEN: [&str; 6] = ["Åsa", "Erik", "Göran", "Leila", "Björn", "Fatima"];
const FAMILY: [&str; 6] = ["Andersson", "Öberg", "Ali", "Lindström", "Åkesson", "Hassan"];
const AREAS: [&str; 5] = ["Bromma", "Farsta", "Järva", "Skarpnäck", "Södermalm"];
const PROGRAMMES: [&str; 10] =
    ["NANAT", "SASAM", "EKEKO", "TETEK", "BFPED", "EEELT", "HVFRS", "VOVAR", "IMS", "IMA"];
const ORGANISERS: [&str; 4] = ["alfa", "beta", "delta", "gamma"];

const POPULATION_HEADER: &str = "PERSONNUMMER;HANVISNINGSNUMMER;FORNAMN;MELLANNAMN;EFTERNAMN;CO_ADRESS;\
    UTDELNINGSADRESS;POSTNUMMER;POSTORT;KOMMUNKOD;STADSDELSOMRADE;INFLYTTNINGSDATUM;SEKRETESSMARKERING;\
    SKYDDAD_FOLKBOKFORING;AVREGISTRERINGSKOD;AVREGISTRERINGSDATUM\r\n";
const UEDB_HEADER: &str = "PERSONNUMMER;HEMKOMMUN;SKOLENHETSKOD;SKOLENHET;HUVUDMANNATYP;SKOLFORM;\
    STUDIEVAGSKOD;ARSKURS;STATUS;STARTDATUM;SLUTDATUM;AVBROTTSDATUM;AVGANGSDOKUMENT;DOKUMENTDATUM\n";
const SCHOOL_HEADER: &str = "PERSONNUMMER,SKOLENHETSKOD,SKOLFORM,STUDIEVAGSKOD,ARSKURS,STATUS,STARTDATUM,\
    SLUTDATUM,AVBROTTSDATUM,AVGANGSDOKUMENT,DOKUMENTDATUM\n";

/// Everyone in the town.
pub struct Town {
    residents: Vec<Resident>,
    /// The first night; nobody is born after it.
    night: NaiveDate,
}

struct Resident {
    number: String,
    born: NaiveDate,
    /// Decides everything else about the person.
    lot: usize,
}

impl Town {
    /// A town of so many people on a night.
    pub fn found(residents: usize, night: NaiveDate) -> Self {
        let mut lots = Lots(7);
        let days = usize::try_from(OLDEST * 365).unwrap_or_default();
        // Births are spread evenly over the days, and each day's are numbered: no number comes twice.
        let residents = (0..residents).map(|index| {
            let born = night - Days::new((index % days) as u64);
            let serial = 1 + index / days;
            Resident { number: number(born, serial), born, lot: lots.draw() }
        });
        Self { residents: residents.collect(), night }
    }

    /// Writes a night's extracts and says how many rows they hold.
    pub fn write(&self, dir: &Path, night: NaiveDate) -> io::Result<usize> {
        fs::create_dir_all(dir.join("friskolor"))?;
        let stamp = night.format("%Y%m%d");
        let population = self.population(night);
        // What is beyond ASCII here has the same code in windows-1252 as in Unicode.
        let population: Vec<u8> =
            population.chars().map(|letter| u8::try_from(letter).unwrap_or(b'?')).collect();
        fs::write(dir.join(format!("folkbokforing_{stamp}.csv")), population)?;
        fs::write(dir.join(format!("uedb_{stamp}.csv")), self.uedb())?;
        fs::write(dir.join(format!("ber_{stamp}.csv")), self.school(0))?;
        for (index, organiser) in (1..).zip(ORGANISERS) {
            fs::write(dir.join(format!("friskolor/{organiser}_{stamp}.csv")), self.school(index))?;
        }
        // Each pupil stands in two files.
        Ok(self.residents.len() + 2 * self.pupils().count())
    }

    fn population(&self, night: NaiveDate) -> String {
        let mut text = POPULATION_HEADER.to_owned();
        for (index, Resident { number, born, lot }) in self.residents.iter().enumerate() {
            let has_moved = night > self.night && index % ONE_MOVED_IN == 0;
            let street = if has_moved { "Nygatan" } else { "Storgatan" };
            let (given, family) = (GIVEN[lot % GIVEN.len()], FAMILY[lot / 7 % FAMILY.len()]);
            let area = AREAS[lot / 11 % AREAS.len()];
            let flag = if lot.is_multiple_of(500) { 'J' } else { 'N' };
            let since = born.format("%Y%m%d");
            // Writing to a String cannot fail.
            let _ = write!(
                text,
                "{number};;{given};;{family};;{street} {};1{:04};STOCKHOLM;0180;{area};{since};{flag};N;;\r\n",
                lot % 200,
                lot % 10_000,
            );
        }
        let _ = write!(text, "#SLUTPOST;{}\r\n", self.residents.len());
        text
    }

    /// Nine in ten of those who are of the age.
    fn pupils(&self) -> impl Iterator<Item = &Resident> {
        let years = self.night.year() - 20..=self.night.year() - 16;
        self.residents.iter().filter(move |who| years.contains(&who.born.year()) && who.lot % 10 != 9)
    }

    fn uedb(&self) -> String {
        let mut text = UEDB_HEADER.to_owned();
        for pupil in self.pupils() {
            let (unit, programme, year) = studies(pupil.lot);
            let started = started(self.night).format("%Y%m%d");
            let _ = writeln!(
                text,
                "{};0180;{unit};Gymnasium Ö;Kommunal;GY;{programme};{year};INSKRIVEN;{started};;;;",
                pupil.number
            );
        }
        let _ = writeln!(text, "#SLUTPOST;{}", self.pupils().count());
        text
    }

    /// Half of the pupils go to the city's own schools, which are 0; one in ten has broken off.
    fn school(&self, which: usize) -> String {
        let mut text = SCHOOL_HEADER.to_owned();
        let of = |lot: usize| if lot.is_multiple_of(2) { 0 } else { 1 + lot / 2 % ORGANISERS.len() };
        for pupil in self.pupils().filter(|pupil| of(pupil.lot) == which) {
            let (unit, programme, year) = studies(pupil.lot);
            let started = started(self.night);
            let has_left = pupil.lot % 20 < 2;
            let status = if has_left { "AVBRUTEN" } else { "INSKRIVEN" };
            let left = if has_left { (started + Days::new(30)).to_string() } else { String::new() };
            let number = &pupil.number;
            let _ = writeln!(text, "{number},{unit},GY,{programme},{year},{status},{started},,{left},,");
        }
        text
    }
}

fn studies(lot: usize) -> (usize, &'static str, usize) {
    (10_000_000 + lot % 400, PROGRAMMES[lot / 13 % PROGRAMMES.len()], 1 + lot / 17 % 3)
}

/// The first day of the autumn term.
fn started(night: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(night.year(), 8, 17).unwrap_or(night)
}
