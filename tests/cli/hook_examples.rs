//! The shipped examples of hooks, run by a night, with stand-ins for what they call.

use crate::harness::{Kaa, at, fixture_nights, night_arguments};
use std::fs;
use std::os::unix::fs::PermissionsExt;

/// Writes down its arguments, a line each, and its standard input.
const STAND_IN: &str = "#!/bin/sh\nfor word; do echo \"[$word]\"; done >>\"$TOLD\"\ncat >>\"$TOLD\"\n";

/// What a hook's stand-in was told in a first load whose openings are held, and the line of the night.
fn told(keys: &[&str], script: &str, argument: &str) -> String {
    let mut kaa = Kaa::new();
    let hook = at("packaging/hooks").join(script);
    let lines: Vec<String> =
        keys.iter().map(|key| format!("{key} = [\"{}\", \"{argument}\"]\n", hook.display())).collect();
    kaa.configure_hooks(&lines.concat());
    let stand_in = kaa.write("bin/curl", STAND_IN);
    fs::set_permissions(&stand_in, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:/usr/bin:/bin", kaa.path("bin").display());
    let mut command = kaa.command(night_arguments("run", &fixture_nights()[0], false));
    command.env("PATH", path).env("SENDMAIL", &stand_in).env("TOLD", kaa.path("told"));
    let done = command.output().unwrap();
    assert_eq!((done.status.code(), String::from_utf8(done.stderr).unwrap().as_str()), (Some(4), ""));
    fs::read_to_string(kaa.path("told")).unwrap().replace(&*kaa.path("").to_string_lossy(), "DIR/")
}

const LINE: &str = "2016-11-14 held: 0 opened, 0 closed, 0 corrected, 0 lane changes, 85 held, 7 undetermined, \
                    2 quarantined, 0 open";
const CURL: &str =
    "[--fail]\n[--silent]\n[--show-error]\n[--max-time]\n[10]\n[--retry]\n[2]\n[--output]\n[/dev/null]\n";

/// The JSON that the hook passed on its standard input, where it did not, goes to what it called.
fn without_json(told: &str) -> String {
    told.split_inclusive('\n').filter(|line| !line.starts_with('{')).collect()
}

#[test]
fn mail_has_a_subject_and_what_happened_in_lines_that_a_mail_may_have() {
    let told = told(&["on_held"], "mail.sh", "kaa@kommunen.example");
    assert_eq!(
        told,
        "[-t]\nTo: kaa@kommunen.example\nSubject: kaa-sync: held on 2016-11-14\n\
         MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n\
         2016-11-14 held: 0 opened, 0 closed, 0 corrected, 0 lane changes, 85 held, 7 \nundetermined, \
         2 quarantined, 0 open\n\nRegister: DIR/kaa.db\n\
         What to do: kaa-sync status, and docs/operators.md, \"A bad morning\".\n"
    );
}

#[test]
fn healthchecks_is_told_the_start_and_the_end_with_its_exit_code() {
    let told = told(&["on_start", "on_held"], "healthchecks.sh", "https://hc.example/ping/1");
    let ping =
        |line: &str, end: &str| format!("{CURL}[--data-raw]\n[{line}]\n[https://hc.example/ping/1{end}]\n");
    let expected = ping("the night of 2016-11-14 begins", "/start") + &ping(LINE, "/4");
    assert_eq!(without_json(&told), expected);
}

#[test]
fn ntfy_is_sent_a_title_and_the_line() {
    let told = told(&["on_held"], "ntfy.sh", "https://ntfy.example/kaa");
    assert_eq!(
        without_json(&told),
        format!(
            "{CURL}[--header]\n[Title: kaa-sync: held on 2016-11-14]\n[--header]\n[Priority: default]\n\
             [--data-raw]\n[{LINE}]\n[https://ntfy.example/kaa]\n"
        )
    );
}
