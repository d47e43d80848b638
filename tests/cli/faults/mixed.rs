//! Files, columns and values that are whole, and in the wrong place.

use super::expected::{Defect, Doubted, Is, Waits};
use super::files::Files;
use super::town::Youth::{AlfaLeaver, Beginner, Emigrant, Graduate, Idle, Leaver};
use super::town::{county_pupil, numbers, quiet};
use super::trial::Trial;

pub fn defects() -> Vec<Defect> {
    let mut all = Vec::new();
    all.extend(two_at_once());
    all.extend(files());
    all.extend(columns());
    all.extend(dates());
    all.extend(people());
    all
}

fn two_at_once() -> Vec<Defect> {
    vec![
        Defect::of("two files: one cut, one in another encoding", |t| {
            t.files.bytes("uedb").pop();
            t.files.bytes("ber").push(0xff);
        })
        .refuses("uedb", "truncated")
        .refuses("ber", "encoding_mismatch"),
        Defect::of("no file of any school", |t| {
            for provider in ["ber", "alfa", "beta"] {
                t.files.remove(provider);
            }
        })
        .refuses("ber", "missing")
        .refuses("alfa", "missing")
        .refuses("beta", "missing"),
        Defect::refusing("one file: another encoding, and cut", "uedb", "encoding_mismatch", |t| {
            let bytes = t.files.bytes("uedb");
            bytes.pop();
            bytes.push(0xff);
        }),
        Defect::refusing("one file: a column missing, and cut", "ber", "header_mismatch", |t| {
            t.files.edit_line("ber", 1, "PERSONNUMMER", "PNR");
            t.files.bytes("ber").pop();
        }),
        Defect::refusing("one file: stale, and no bytes", "folkbokforing", "stale", |t| {
            t.files.date("folkbokforing", "20161114");
            t.files.bytes("folkbokforing").clear();
        }),
        Defect::refusing(
            "one file: flags blank, and too many bad rows",
            "folkbokforing",
            "flags_unreadable",
            |t| {
                t.files.edit_lines("folkbokforing", |lines| {
                    for line in lines.iter_mut().skip(100) {
                        *line = line.replace(";N;N;", ";;;").replace(";20050101;", ";20051301;");
                    }
                });
            },
        ),
        Defect::of("a file cut, and a bad row in another", |t| {
            t.files.bytes("uedb").pop();
            t.files.edit_line("ber", 2, "AVBRUTEN", "PAUSAD");
        })
        .refuses("uedb", "truncated")
        .row("ber:2:STATUS:unknown_status")
        .but(Waits(Leaver)),
    ]
}

fn files() -> Vec<Defect> {
    let mut all = Vec::new();
    for (provider, youth) in [
        ("folkbokforing", Emigrant),
        ("uedb", Beginner),
        ("ber", Leaver),
        ("alfa", AlfaLeaver),
        ("intyg", Graduate),
    ] {
        all.push(
            Defect::of("yesterday's file under today's name", move |t| yesterdays(&mut t.files, provider))
                .source(provider, "unchanged", "")
                .but(Waits(youth)),
        );
    }
    all.extend([
        Defect::of("swapped: residents and the county's pupils", |t| t.files.swap("folkbokforing", "uedb"))
            .refuses("folkbokforing", "encoding_mismatch")
            .refuses("uedb", "encoding_mismatch"),
        Defect::of("swapped: the county's and the city's pupils", |t| t.files.swap("uedb", "ber"))
            .refuses("uedb", "header_mismatch")
            .refuses("ber", "header_mismatch"),
        Defect::of("swapped: documents and the county's pupils", |t| t.files.swap("intyg", "uedb"))
            .refuses("intyg", "header_mismatch")
            .refuses("uedb", "header_mismatch"),
        // The layout is the same, and 31 rows are fewer than 61. What is told of alfa's leaver comes in the
        // file that is refused, what is told of the city's as of a school of alfa; both still attend
        // according to the school that told of them before.
        Defect::of("swapped: the city's and an organiser's pupils", |t| t.files.swap("ber", "alfa"))
            .refuses("ber", "row_count_drop")
            .but(Waits(AlfaLeaver)),
        // Nothing can tell files of one layout and size apart. A row with the same start that comes on the
        // night another of its source and school is gone takes its place: what it says is true of the pupil.
        Defect::of("swapped: two organisers of the same size", |t| t.files.swap("alfa", "beta"))
            .source("beta", "accepted", ""),
    ]);
    all
}

fn yesterdays(files: &mut Files, provider: &str) {
    let mut yesterday = quiet("20161115");
    files.bytes(provider).clone_from(yesterday.bytes(provider));
}

fn columns() -> Vec<Defect> {
    let mut all = Vec::new();
    for (provider, separator) in
        [("folkbokforing", ";"), ("uedb", ";"), ("ber", ","), ("alfa", ","), ("intyg", ";")]
    {
        all.push(
            Defect::of("a comma or semicolon after every line", move |t| {
                t.files.edit_lines(provider, |lines| lines.iter_mut().for_each(|line| *line += separator));
            })
            .about(provider),
        );
    }
    for (provider, separator) in [("uedb", ";"), ("ber", ","), ("alfa", ",")] {
        all.push(Defect::refusing(
            "the rows shifted by one column, one lost",
            provider,
            "too_many_rejects",
            move |t| {
                t.files.edit_lines(provider, |lines| {
                    for line in lines.iter_mut().skip(1) {
                        *line = format!("{separator}{}", line.rsplit_once(separator).unwrap().0);
                    }
                });
            },
        ));
        all.push(Defect::refusing(
            "the rows shifted by one column",
            provider,
            "too_many_rejects",
            move |t| {
                t.files.edit_lines(provider, |lines| {
                    lines.iter_mut().skip(1).for_each(|line| *line = format!("{separator}{line}"));
                });
            },
        ));
        all.push(Defect::refusing(
            "a comma or semicolon after every row",
            provider,
            "too_many_rejects",
            move |t| {
                t.files.edit_lines(provider, |lines| {
                    lines.iter_mut().skip(1).for_each(|line| *line += separator);
                });
            },
        ));
    }
    // A town where a municipality's code should stand.
    all.push(Defect::refusing(
        "the rows shifted by one column",
        "folkbokforing",
        "wrong_municipality",
        |t| {
            t.files.edit_lines("folkbokforing", |lines| {
                for line in lines.iter_mut().skip(1) {
                    *line = format!(";{}", line.rsplit_once(';').unwrap().0);
                }
            });
        },
    ));
    // As a spreadsheet saves it: the trailer has as many cells as any row.
    all.push(Defect::refusing("a trailer filled up with semicolons", "uedb", "truncated", |t| {
        t.files.edit("uedb", |text| text.trim_end().to_owned() + ";;;;;;;;;;;;\n");
    }));
    all.push(
        Defect::of("a comma after one row", |t| {
            t.files.edit_line("ber", 2, ",,2016-11-15,,", ",,2016-11-15,,,");
        })
        .row("ber:2::wrong_field_count")
        .but(Waits(Leaver)),
    );
    for (provider, place) in [
        ("folkbokforing", "folkbokforing:10:PERSONNUMMER:bad_personnummer"),
        ("uedb", "uedb:10:PERSONNUMMER:bad_personnummer"),
        ("ber", "ber:10:PERSONNUMMER:bad_personnummer"),
        ("alfa", "alfa:10:PERSONNUMMER:bad_personnummer"),
    ] {
        all.push(
            Defect::of("the header once more in the middle", move |t| {
                t.files.edit_lines(provider, |lines| lines.insert(9, lines[0].clone()));
            })
            .row(place),
        );
    }
    all.push(Defect::refusing("two files one after the other", "uedb", "truncated", |t| {
        t.files.edit("uedb", |text| text.repeat(2));
    }));
    all.push(
        Defect::of("two files one after the other", |t| t.files.edit("ber", |text| text.repeat(2)))
            .row("ber:63:PERSONNUMMER:bad_personnummer"),
    );
    all
}

fn dates() -> Vec<Defect> {
    let resident = ("folkbokforing", 6);
    let at = |(provider, line): (&'static str, usize), from: &'static str, to: &'static str| {
        move |t: &mut Trial| t.files.edit_line(provider, line, from, to)
    };
    let emigrated_on_29_february = Is {
        youth: Emigrant,
        entry: "2014-08-21 never_started, 2016-02-29 emigrated, outreach, letter withdrawn",
        told: "emigrated on 2016-02-29",
    };
    vec![
        Defect::of("day and month swapped", at(resident, "20161115", "20161511"))
            .row("folkbokforing:6:AVREGISTRERINGSDATUM:bad_date")
            .but(Waits(Emigrant)),
        // 11 December has not come: nobody can tell that 12 November was meant.
        Defect::of("day and month swapped, and still a date", at(("ber", 2), "2016-11-15", "2016-12-11"))
            .about("ber")
            .but(Waits(Leaver)),
        Defect::refusing("day and month swapped in every row", "alfa", "too_many_rejects", |t| {
            t.files.edit("alfa", |text| text.replace("2016-08-17", "2016-17-08"));
        }),
        Defect::of("29 February of a leap year", at(resident, "20161115", "20160229"))
            .about("folkbokforing")
            .but(emigrated_on_29_february),
        Defect::of("29 February of a common year", at(resident, "20161115", "20150229"))
            .row("folkbokforing:6:AVREGISTRERINGSDATUM:bad_date")
            .but(Waits(Emigrant)),
        Defect::of("29 February of 1900, no leap year", at(resident, "20050101", "19000229"))
            .row("folkbokforing:6:INFLYTTNINGSDATUM:bad_date")
            .but(Waits(Emigrant)),
        // How some systems say that there is no end.
        Defect::of("an end in the year 9999", |t| {
            t.files.edit_lines("beta", |lines| {
                lines[1] = lines[1].replace(",2016-08-17,,", ",2016-08-17,9999-12-31,");
            });
        })
        .source("beta", "accepted", ""),
        Defect::of("broken off in the year 9999", at(("ber", 2), "2016-11-15", "9999-12-31"))
            .about("ber")
            .but(Waits(Leaver)),
        // A start 1 to 60 days ahead would be another lane.
        Defect::of("a start in the year 9999", at(("uedb", 2), "20161116", "99991231"))
            .about("uedb")
            .but(Waits(Beginner)),
        Defect::of("deregistered in the year 9999", at(resident, "20161115", "99991231"))
            .about("folkbokforing")
            .but(Waits(Emigrant)),
        Defect::of("a document of the year 9999", at(("intyg", 2), "2016-11-14", "9999-12-31"))
            .about("intyg")
            .but(Waits(Graduate)),
        // Not yet living here: the entry was a mistake.
        Defect::of("moving in in the year 9999", at(("folkbokforing", 2), "20050101", "99991231"))
            .about("folkbokforing")
            .but(Is {
                youth: Idle,
                entry: "2014-08-21 never_started, 2014-08-21 not_resident, outreach, letter withdrawn",
                told: "annulled: not_resident yet",
            }),
    ]
}

fn people() -> Vec<Defect> {
    vec![
        Defect::of("one person in two municipalities", |t| {
            t.files
                .edit_lines("folkbokforing", |lines| lines.insert(2, lines[1].replace(";0180;", ";0380;")));
        })
        .row("folkbokforing:2::duplicate_conflicting")
        .row("folkbokforing:3::duplicate_conflicting")
        .but(Doubted(Idle, "contradictory")),
        Defect::refusing("all protection flags blank", "folkbokforing", "flags_unreadable", |t| {
            t.files.edit("folkbokforing", |text| text.replace(";N;N;", ";;;").replace(";J;N;", ";;;"));
        }),
        // Nothing tells a row of somebody else from a right one; whoever is missing once is still there.
        Defect::of("the numbers of two pupils swapped", |t| {
            t.files.edit_lines("ber", |lines| {
                let (one, other) = (lines[4].clone(), lines[5].clone());
                lines[4] = one.replace(&one[..13], &other[..13]);
                lines[5] = other.replace(&other[..13], &one[..13]);
            });
        })
        .about("ber"),
        Defect::of("a pupil that nobody here knows", |t| {
            let stranger = numbers("1996")[0].clone();
            t.files.edit_lines("uedb", |lines| lines.push(county_pupil(&stranger, "20160817")));
        })
        .about("uedb"),
    ]
}
