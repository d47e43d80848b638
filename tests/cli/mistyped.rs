//! What is mistyped on the command line is answered with what was most likely meant. Whole texts.

use crate::harness::{Kaa, fixture_nights, night_arguments};

/// Standard error of a command that is wrong usage.
fn told(kaa: &Kaa, arguments: &[&str]) -> String {
    let done = kaa.run(arguments).exits(2);
    assert_eq!(done.stdout, "");
    done.stderr
}

#[test]
fn a_mistyped_command_kind_or_step_is_answered_with_the_nearest() {
    let kaa = Kaa::without_register();
    for (arguments, expected) in [
        (
            &["statsu"][..],
            "error: unrecognized subcommand 'statsu'\n\n  tip: a similar subcommand exists: 'status'\n\n\
             Usage: kaa-sync [OPTIONS] <COMMAND>\n",
        ),
        (
            &["report", "outreech"],
            "error: unrecognized subcommand 'outreech'\n\n  tip: a similar subcommand exists: 'outreach'\n\n\
             Usage: kaa-sync report [OPTIONS] <COMMAND>\n",
        ),
        (
            &["record", "contact", "-"],
            "error: invalid value 'contact' for '<KIND>'\n  [possible values: contacts, contact-details, occupations, \
             measures, decisions, interruptions, pairings, entries]\n\n  tip: a similar value exists: 'contacts'\n",
        ),
        (
            &["queue", "list", "--step", "lettr"],
            "error: invalid value 'lettr' for '--step <STEP>'\n  [possible values: letter, phone, sms_letter, \
             knock_card, home_visit, recheck, support, info_20, handover_20, manual_contact]\n\n  \
             tip: a similar value exists: 'letter'\n",
        ),
    ] {
        assert_eq!(told(&kaa, arguments), format!("{expected}\nFor more information, try '--help'.\n"));
    }
}

#[test]
fn a_mistyped_class_or_check_is_answered_with_the_nearest() {
    let kaa = Kaa::without_register();
    let classes = "expected one of `unexplained_removals`, `unexplained_additions`, `removals`, `additions`";
    let checks = "expected one of `no_rows`, `wrong_municipality`, `too_many_rejects`, `row_count_drop`";
    let (allow, accept) = ("--allow <CLASS=N>", "--accept <PROVIDER:CODE=ROWS>");
    for (name, flag, value, expected) in [
        ("--allow", allow, "removal=9", format!("unknown class, {classes}; did you mean `removals`?")),
        ("--allow", allow, "everything=9", format!("unknown class, {classes}")),
        ("--allow", allow, "removals", "expected CLASS=N".to_owned()),
        (
            "--accept",
            accept,
            "alfa:row_count_drops=9",
            format!("unknown check, {checks}; did you mean `row_count_drop`?"),
        ),
        ("--accept", accept, "alfa:truncated=9", format!("`truncated` cannot be accepted, {checks}")),
    ] {
        assert_eq!(
            told(&kaa, &["run", "--extracts", ".", name, value, "--because", "ny lag"]),
            format!(
                "error: invalid value '{value}' for '{flag}': {expected}\n\nFor more information, try '--help'.\n"
            )
        );
    }
}

#[test]
fn an_owner_nobody_knows_is_wrong_usage_and_not_an_empty_list() {
    let kaa = Kaa::after(1);
    let out = kaa.path("brev.csv").to_string_lossy().into_owned();
    let owners =
        "expected one of `globen`, `kista`, `skarholmen`, `vallingby`, `skolslussen`, `central`, `protected`";
    for command in [
        &["queue", "list"][..],
        &["queue", "list", "--count"],
        &["queue", "today"],
        &["queue", "export", "--step", "letter", "--out", &out],
    ] {
        let asked = |owner| told(&kaa, &[command, &["--owner", owner]].concat());
        assert_eq!(
            asked("Skärholmen"),
            format!("kaa-sync: unknown owner `Skärholmen`, {owners}; did you mean `skarholmen`?\n")
        );
        assert_eq!(asked("bromma"), format!("kaa-sync: unknown owner `bromma`, {owners}\n"));
        assert_eq!(asked("201001012382"), format!("kaa-sync: unknown owner, {owners}\n"));
    }
    assert!(!kaa.path("brev.csv").exists());
}

#[test]
fn who_is_no_owner_any_longer_can_be_asked_for_while_there_are_tasks() {
    let mut kaa = Kaa::after(2);
    let config = kaa.changed_configuration("\"globen\", \"kista\"", "\"globen\", \"kistan\"");
    let areas = std::fs::read_to_string(kaa.path("config/codes/areas.csv")).unwrap();
    kaa.write("config/codes/areas.csv", areas.replace(";kista;", ";kistan;"));
    kaa.configure(&config);
    let count = |owner| kaa.run(["queue", "list", "--count", "--owner", owner]).exits(0).stdout;
    let header = "Ansvarig  Steg           Öppna  Att göra  Försenade\n";
    assert_eq!(count("kista"), format!("{header}kista     första brevet      8         0          0\n"));
    assert_eq!(count("kistan"), "Ansvarig  Steg  Öppna  Att göra  Försenade\n");
}

#[test]
fn accepting_an_unknown_provider_is_pointed_out_and_stops_nothing() {
    let kaa = Kaa::new();
    let mut arguments = night_arguments("run", &fixture_nights()[0], true);
    arguments.extend(["--accept", "afla:no_rows=1", "--because", "stängt"].map(str::to_owned));
    let done = kaa.run(arguments).exits(0);
    assert_eq!(
        done.stderr,
        "kaa-sync: `--accept` names `afla`, and tonight's providers are folkbokforing, uedb, ber, alfa, beta, \
         gamma, intyg; did you mean `alfa`?\n"
    );
    assert_eq!(kaa.lines("SELECT outcome FROM runs"), ["done"]);
}
