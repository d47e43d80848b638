//! Another municipality's files, with no change of code: other columns, comma, UTF-8, one school source.

use crate::harness::{Kaa, at};

const RESIDENTS: &str = "\
personnr,nytt_personnr,fornamn,efternamn,adress,postnr,ort,kommun,inflyttad,sekretess,skyddad,avreg_kod,avreg_datum
19980505-2389,,Åsa,\"Öberg, född Ek\",Storgatan 1,61530,VALDEMARSVIK,0509,,N,N,,
19990101-2386,,Björn,Ek,Storgatan 2,61530,VALDEMARSVIK,0509,,N,N,,
20000301-2382,,Leila,Ali,Storgatan 3,61530,VALDEMARSVIK,0509,,N,N,,
";
const PUPILS: &str = "\
personnr,skolenhet,skolform,studievag,arskurs,status,start,slut,avbrott,dokument,dokument_datum
980505-2389,10000001,GY,NANAT,3,AVBRUTEN,2014-08-18,,2016-11-01,,
990101-2386,10000001,GY,NANAT,2,INSKRIVEN,2015-08-17,,,,
000301-2382,10000001,GY,IMVBA,1,INSKRIVEN,2016-08-17,,,,
";

#[test]
fn another_municipality_needs_a_configuration_and_no_recompilation() {
    let kaa = Kaa::with_config(&at("config/exempel-kommun.toml"));
    let folder = kaa.path("2016-11-14");
    kaa.write("2016-11-14/invanare-2016-11-14.csv", RESIDENTS);
    kaa.write("2016-11-14/elever-2016-11-14.csv", PUPILS);
    kaa.night(&folder, true).exits(0);
    assert_eq!(
        kaa.lines("SELECT personnummer, opened_on, opened_reason, lane, area, owner FROM register_current ORDER BY 1"),
        [
            "199805052389;2016-11-02;interrupted_national;outreach;;vagledningen",
            "200003012382;2016-08-17;introduction_programme;in_school;;vagledningen",
        ]
    );
    assert_eq!(
        kaa.lines("SELECT step, status, not_before, due_by, owner FROM outreach_queue"),
        ["letter;waiting;2016-11-21;2016-12-14;vagledningen"]
    );
}
