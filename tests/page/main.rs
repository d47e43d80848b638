//! The page for people: what it says, what it weighs, and that it asks nobody for anything.
//!
//! The pages are written into `page/` of the target directory, where `make page-test` looks at them in a browser.

// A test that cannot go on stops: that is what unwrap and panic say best.
#![allow(clippy::unwrap_used, clippy::panic)]

mod example;
mod reading;

use example::{large, small};
use kaa_sync::domain::statistics::overview::SchoolLag;
use kaa_sync::report::Lang;
use kaa_sync::report::html::page;
use reading::{plain, rows, tags};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A page must not weigh more, whatever the line.
const HEAVIEST: usize = 500_000;

/// Every page there is to look at, by name.
fn pages() -> BTreeMap<&'static str, String> {
    BTreeMap::from([
        ("large-sv", page(Lang::Sv, &large()).unwrap()),
        ("large-en", page(Lang::En, &large()).unwrap()),
        ("small-sv", page(Lang::Sv, &small()).unwrap()),
        ("small-en", page(Lang::En, &small()).unwrap()),
    ])
}

#[test]
fn ten_years_of_a_large_municipality_weigh_less_than_half_a_megabyte() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("page");
    fs::create_dir_all(&folder).unwrap();
    for (name, html) in pages() {
        fs::write(folder.join(name).with_extension("html"), &html).unwrap();
        assert!(html.len() < HEAVIEST, "{name}: {} bytes", html.len());
    }
}

#[test]
fn the_page_has_nothing_that_runs_and_asks_for_nothing() {
    for html in pages().into_values() {
        let tags = tags(&html);
        let names: BTreeSet<&str> = tags.iter().map(|tag| tag.name).collect();
        for banned in ["script", "iframe", "object", "embed", "form", "img", "base", "foreignObject", "use"] {
            assert!(!names.contains(banned), "{banned}");
        }
        for (name, value) in tags.iter().flat_map(|tag| &tag.attributes) {
            assert!(!name.starts_with("on") && *name != "src" && *name != "style", "{name}");
            let inside = value.starts_with('#') || *value == "data:,";
            assert!(*name != "href" || inside, "{value}");
        }
        for banned in ["url(", "@import", "@font-face", "expression("] {
            assert!(!html.contains(banned), "{banned}");
        }
    }
}

#[test]
fn names_are_unique_and_what_is_referred_to_is_there() {
    for html in pages().into_values() {
        let tags = tags(&html);
        let of = |wanted: &str| -> Vec<&str> {
            let attributes = tags.iter().flat_map(|tag| &tag.attributes);
            attributes.filter(|(name, _)| *name == wanted).map(|(_, value)| *value).collect()
        };
        let ids: BTreeSet<&str> = of("id").into_iter().collect();
        assert_eq!(ids.len(), of("id").len());
        let references = of("aria-labelledby").into_iter().flat_map(str::split_whitespace);
        for id in references.chain(of("href").into_iter().filter_map(|href| href.strip_prefix('#'))) {
            assert!(ids.contains(id), "{id}");
        }
    }
}

#[test]
fn names_from_outside_are_text_and_nothing_else() {
    let hostile = "<script>alert('x')</script>\"&";
    let mut overview = large();
    hostile.clone_into(&mut overview.about.database);
    hostile.clone_into(&mut overview.sources[0].id.provider);
    hostile.clone_into(&mut overview.deadlines[0].owner);
    overview.lag[0] =
        SchoolLag { provider: hostile.to_owned(), unit: Some(hostile.to_owned()), ..overview.lag[0].clone() };
    let html = page(Lang::Sv, &overview).unwrap();
    assert!(!html.contains("<script"));
    assert_eq!(plain(&html).matches("<script>alert('x')</script>\"&").count(), 5);
}

#[test]
fn the_language_is_named_and_kept() {
    assert!(page(Lang::Sv, &large()).unwrap().contains("<html lang=\"sv\">"));
    let english = page(Lang::En, &large()).unwrap();
    assert!(english.contains("<html lang=\"en\">"));
    for swedish in ["å", "ä", "ö", "Å", "Ä", "Ö"] {
        let text = plain(&english).replace("skärholmen", "").replace("skyddad folkbokföring", "");
        assert!(!text.contains(swedish), "{swedish}");
    }
}

#[test]
fn what_came_in_the_night_is_told_by_reason_with_its_sum() {
    let html = page(Lang::Sv, &large()).unwrap();
    let expected = [
        ["Har studiebevis", "2"],
        ["Har lämnat nationellt program", "19"],
        ["Har lämnat introduktionsprogram", "8"],
        ["Har flyttat in efter skolplikten", "11"],
        ["Har inte börjat i gymnasieskolan", "3"],
        ["Summa", "43"],
    ];
    assert_eq!(rows(&html, "Öppnade poster"), expected);
    let withheld = [
        ["Oförklarade avslut", "212", "50"],
        ["Avslut", "242", "okänd"],
        ["Summa, varje förändring räknad en gång", "242", "–"],
    ];
    assert_eq!(rows(&html, "Förändringar som väntar på beslut"), withheld);
}

#[test]
fn rungs_are_shares_of_those_sought() {
    let html = page(Lang::Sv, &large()).unwrap();
    let expected = [
        ["Kom till uppsökande arbete", "4 909", "100,0 %"],
        ["Fick första brevet", "4 410", "89,8 %"],
        ["Blev uppringda", "2 733", "55,7 %"],
        ["Fick sms och brev", "1 604", "32,7 %"],
        ["Fick knackkort", "902", "18,4 %"],
        ["Fick hembesök", "418", "8,5 %"],
        ["Nåddes", "2 425", "49,4 %"],
        ["Deltog i en åtgärd", "933", "19,0 %"],
    ];
    assert_eq!(rows(&html, "Hur långt det uppsökande arbetet har kommit"), expected);
}

#[test]
fn the_equation_has_its_parts_under_their_sums_and_tells_what_is_left() {
    let html = page(Lang::En, &small()).unwrap();
    let expected = [
        ["In the register", "4", "33.3%"],
        ["Occupied", "1", "8.3%"],
        ["Outreach", "3", "25.0%"],
        ["Outside the register", "7", "58.3%"],
        ["Attends upper-secondary school", "7", "58.3%"],
        ["In doubt", "0", "0.0%"],
        ["Opening that waits for a decision", "0", "0.0%"],
        ["Residual", "1", "8.3%"],
        ["Residents aged 16–19", "12", "100.0%"],
        ["Closings that wait for a decision, counted in the register", "0", "–"],
    ];
    assert_eq!(rows(&html, "Residents aged 16–19, by the answer of the night"), expected);
    assert!(plain(&html).contains("The equation does not hold: the residual is 1."));
}

#[test]
fn months_are_listed_with_the_latest_first() {
    let html = page(Lang::Sv, &large()).unwrap();
    let flows = rows(&html, "Inskrivna och utskrivna poster per månad, senaste månaden först");
    assert_eq!(flows.len(), 120);
    assert_eq!(flows[0], ["November 2026", "6 117", "321", "445", "5 993"]);
    let register = rows(&html, "Öppna poster vid månadens slut, efter spår, senaste månaden först");
    assert_eq!(register.len(), 120);
    assert_eq!(register[0], ["2026-11-20", "5 993", "4 477", "99", "1 357", "19", "41"]);
    assert_eq!(register[119][0], "2016-12-31");
}

#[test]
fn what_somebody_has_to_see_to_comes_first() {
    let html = page(Lang::Sv, &large()).unwrap();
    let files = rows(&html, "Senaste fil från varje leverantör");
    assert_eq!(files[0][..2], ["friskolor/skolhuvudman-07", "! Tidigare fil gäller: filen är ofullständig"]);
    assert_eq!(files[1][..2], ["friskolor/skolhuvudman-19", "× Tyst för länge: filen saknas"]);
    assert_eq!(files[2][..2], ["folkbokforing", "✓ Godtagen"]);
    let lag = rows(&html, "Dagar tills registret fick veta, efter leverantör och skolenhet");
    assert_eq!(lag[0][4], "109,5");
}

#[test]
fn what_is_late_is_summed_and_marked() {
    let html = page(Lang::Sv, &large()).unwrap();
    let tasks = rows(&html, "Efter ansvarig och steg");
    assert_eq!(tasks[1], ["farsta", "Samtal", "! 11", "24", "2026-11-03"]);
    assert_eq!(tasks[9], ["Summa", "–", "20", "143", "2026-10-30"]);
}

#[test]
fn the_first_figures_are_who_is_covered_who_is_sought_what_is_late_and_what_waits() {
    let text = plain(&page(Lang::Sv, &large()).unwrap());
    for key in [
        "Omfattas nu 5 993 124 färre än 31 oktober 2026",
        "I uppsökande arbete 4 477 104 färre än 31 oktober 2026",
        "Försenade uppgifter 20 ! Äldsta sista dag 30 oktober 2026",
        "Väntar på beslut 242 ! Förändringar över en gräns",
    ] {
        assert!(text.contains(key), "{key}");
    }
}

#[test]
fn a_run_that_was_refused_since_is_told_before_any_figure() {
    let text = plain(&page(Lang::Sv, &small()).unwrap());
    let refusal = "Körningen 23 november 2026 avvisades. Siffrorna gäller natten före den.";
    assert!(text.find(refusal).unwrap() < text.find("Omfattas nu").unwrap());
    assert!(text.contains("Natten är klar."));
}

#[test]
fn where_there_is_nothing_the_page_says_so() {
    let text = plain(&page(Lang::Sv, &small()).unwrap());
    assert!(text.contains("Avslutade poster Inga"));
    assert!(text.contains("Försenade uppgifter 0 ✓ Inget är försenat"));
}
