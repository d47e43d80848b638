//! Every concern, as it is told in both languages.

use super::*;
use crate::domain::codes::{FileFault, LimitClass, Outcome, Verdict};
use crate::domain::health::{Exposed, Kept, Late, Space, Withheld};
use crate::domain::sources::ProviderId;
use crate::domain::testing::{day, provider};
use std::collections::BTreeMap;

fn source(name: &str, verdict: Verdict, fault: Option<FileFault>, required: bool) -> Freshness {
    Freshness {
        id: provider(name),
        verdict,
        fault,
        rows: Some(100),
        quarantined: Some(0),
        accepted_on: Some(day("2016-11-14")),
        file_date: Some(day("2016-11-11")),
        until: Some(day("2016-11-17")),
        required,
    }
}

fn exposed(file: &str, how: Exposure) -> Exposed {
    Exposed { file: file.to_owned(), how }
}

/// All that can be wrong, but for a register without a night.
fn ill() -> Health {
    let alfa = ProviderId { source: "friskolor".to_owned(), provider: "alfa".to_owned() };
    let never = Freshness {
        accepted_on: None,
        file_date: None,
        until: None,
        ..source("ber", Verdict::Refused, Some(FileFault::Truncated), false)
    };
    Health {
        expected: day("2016-11-21"),
        register: Kept {
            schema: 1,
            last_night: Some(day("2016-11-16")),
            last_run: Some((day("2016-11-18"), Outcome::Refused)),
            withheld: Withheld { night: day("2016-11-16"), ..Withheld::default() },
            sources: vec![
                never,
                source("folkbokforing", Verdict::CarriedForward, Some(FileFault::Stale), true),
                Freshness { id: alfa, ..source("", Verdict::Silent, Some(FileFault::Missing), false) },
                Freshness { quarantined: Some(5), ..source("intyg", Verdict::Accepted, None, false) },
                source("uedb", Verdict::CarriedForward, Some(FileFault::NoRows), false),
            ],
            residual: 0,
            late: Late { count: 2, oldest: Some(day("2016-11-18")) },
            erasure_pending: Some(day("2016-11-16")),
        },
        held: BTreeMap::from([(LimitClass::UnexplainedRemovals, 14)]),
        exposed: vec![
            exposed("kaa.db", Exposure::Mode(0o644)),
            exposed("kaa.db.lock", Exposure::Link),
            exposed("kaa.toml", Exposure::Writable(0o664)),
        ],
        space: Space { free: 100_999_999, register: 60_000_001 },
        configuration: Some("kaa.toml:3: unknown key".to_owned()),
    }
}

#[test]
fn everything_is_told_in_swedish() {
    let expected = "\
Förväntad natt    2016-11-21
Senaste natt      2016-11-16
Senaste körning   2016-11-18, avvisad: inget har ändrats i registret
Schemaversion     1

Källor
Källa           Bedömning            Filens datum  Godtagen    Gäller t.o.m.
ber             avvisad
folkbokforing   tidigare fil gäller  2016-11-11    2016-11-14  2016-11-17
friskolor/alfa  tyst för länge       2016-11-11    2016-11-14  2016-11-17
intyg           godtagen             2016-11-11    2016-11-14  2016-11-17
uedb            tidigare fil gäller  2016-11-11    2016-11-14  2016-11-17

Att åtgärda
!   Konfigurationen går inte att använda. Fel: kaa.toml:3: unknown key
!   Natten 2016-11-21 har inte körts. Den senast körda är 2016-11-16; vardagar
    som saknas: 3. Schemaläggarens logg visar varför. Nästa körning hämtar in
    det som saknas.
!   Körningen av natten 2016-11-18 avvisades. Registret är som det var efter den
    senaste natten. När källan som stoppade natten har en fil som går att
    använda körs samma datum om.
!   ber: avvisad; ingen fil har godtagits. Orsak: filen är ofullständig.
    Leverantören behöver skicka hela filen på nytt.
!   folkbokforing: den senaste filen godtogs 2016-11-14 och gäller till och med
    2016-11-17. Därefter avvisas natten. Orsak: filen är för gammal.
    Leverantören behöver skicka en ny fil.
!   friskolor/alfa: källan räknas som tyst; den senaste filen godtogs
    2016-11-14. Orsak: filen saknas. Leverantören behöver skicka filen, eller
    filens mönster i konfigurationen rättas.
!   intyg: rader i karantän: 5. `kaa-sync check` visar raderna; leverantören
    rättar dem.
!   uedb: den senaste filen godtogs 2016-11-14 och gäller till och med
    2016-11-17. Därefter räknas källan som tyst. Orsak: filen har rubrikrad men
    inga rader. Leverantören behöver skicka en fil med rader.
!   Förändringar som väntar på beslut: 14 oförklarade avslut. Den
    registeransvariga kontrollerar förändringarna. Är de riktiga körs natten om
    med:
      run --as-of 2016-11-16 --allow unexplained_removals=14 --because \"…\"
!   Personer har gallrats sedan natten 2016-11-16, men spår av dem kan finnas
    kvar i registrets fil: ett annat program läste den. Program som håller
    registret öppet behöver stängas. Nästa körning försöker igen, även om den
    inte har något att göra.
!   Försenade uppgifter i kön: 2. Den äldsta skulle ha varit klar senast
    2016-11-18. `kaa-sync queue list` visar dem och vem som är ansvarig.
!   kaa.db: fler än ägaren har tillgång till filen (0644). Rättigheterna rättas
    med:
      chmod 600 kaa.db
!   kaa.db.lock: är en symbolisk länk. Länken ersätts med själva filen.
!   kaa.toml: fler än ägaren kan ändra filen (0664). Rättigheterna rättas med:
      chmod go-w kaa.toml
!   100 MB är lediga på disken; 121 MB behövs. Plats frigörs, eller registret
    flyttas till en större disk.
";
    assert_eq!(text(Lang::Sv, &ill()), expected);
}

#[test]
fn concerns_alone_are_told_in_english() {
    let expected = "\
To see to
!   The configuration cannot be used. The fault: kaa.toml:3: unknown key
!   The night of 2016-11-21 has not been run. The last is 2016-11-16; weekdays
    missing: 3. The scheduler's log tells why. The next run catches up with what
    is missing.
!   The run of the night of 2016-11-18 was refused. The register is that of the
    last night. When the source that stopped the night has a usable file, the
    same date is run again.
!   Persons have been erased since the night of 2016-11-16, but traces of them
    may be left in the register's file: another program was reading it. Programs
    that keep the register open have to be closed. The next run tries again,
    also one that has nothing to do.
";
    let mut health = ill();
    health.register.sources.clear();
    health.held.clear();
    health.exposed.clear();
    health.register.late = Late { count: 0, oldest: None };
    health.space.free = 120_000_002;
    assert_eq!(concerns(Lang::En, &health), expected);
}

#[test]
fn a_register_without_a_night_and_one_from_the_future_are_told_of() {
    let told = |last: Option<&str>| {
        let mut health = ill();
        health.register.last_night = last.map(day);
        health.concerns().into_iter().nth(1).map(|one| concern(Lang::En, &one))
    };
    assert_eq!(told(None), Some("No night has been run.".to_owned()));
    let future = "The last night, 2017-11-21, lies in the future.";
    assert_eq!(told(Some("2017-11-21")), Some(future.to_owned()));
}

#[test]
fn no_concern_is_told_alike_in_both_languages() {
    for one in ill().concerns() {
        assert_ne!(concern(Lang::Sv, &one), concern(Lang::En, &one));
        assert_ne!(relief(Lang::Sv, &one), relief(Lang::En, &one));
    }
}
