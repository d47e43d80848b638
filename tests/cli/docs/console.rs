//! A page's `console` blocks: commands after `$ `, each with what it prints, as one session; and the blocks that
//! are a file's text, whose first line tells where a reader puts it: `toml >FILE`, or `toml >>FILE` to add it.

use crate::harness::{at, root};
use std::process::Command;

/// What in a page's text is run, and what is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Lines that stay as they are.
    Text(String),
    /// A block that is put into a file, fences included.
    File(String),
    /// A command, its further lines after `> `, and what is printed under it.
    Command { typed: String, printed: String },
}

/// A page in pieces; together they are the page.
pub fn pieces(page: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut inside, mut is_file) = (false, false);
    for line in page.split_inclusive('\n') {
        let is_fence = line.starts_with("```");
        if is_fence {
            inside = line.trim_end() == "```console";
        }
        match pieces.last_mut() {
            Some(Piece::File(text)) if is_file => {
                text.push_str(line);
                is_file = !is_fence;
            }
            _ if is_fence && line.contains(" >") => {
                pieces.push(Piece::File(line.to_owned()));
                is_file = true;
            }
            _ if inside && line.starts_with("$ ") => {
                pieces.push(Piece::Command { typed: line.to_owned(), printed: String::new() });
            }
            Some(Piece::Command { typed, printed })
                if inside && printed.is_empty() && line.starts_with("> ") =>
            {
                typed.push_str(line);
            }
            Some(Piece::Command { printed, .. }) if inside => printed.push_str(line),
            Some(Piece::Text(text)) => text.push_str(line),
            _ => pieces.push(Piece::Text(line.to_owned())),
        }
    }
    pieces
}

/// The commands of a page, and what is printed under each.
pub fn commands<'a>(pieces: &'a [Piece]) -> Vec<(&'a str, &'a str)> {
    let command = |piece: &'a Piece| match piece {
        Piece::Command { typed, printed } => Some((typed.as_str(), printed.as_str())),
        Piece::Text(_) | Piece::File(_) => None,
    };
    pieces.iter().filter_map(command).collect()
}

/// The page with what its commands print now.
pub fn told(pieces: &[Piece], outputs: &[String]) -> String {
    let mut outputs = outputs.iter();
    let told = pieces.iter().map(|piece| match piece {
        Piece::Text(text) | Piece::File(text) => text.clone(),
        Piece::Command { typed, .. } => format!("{typed}{}", outputs.next().unwrap()),
    });
    told.collect()
}

/// What the shell is told of a piece.
fn script(piece: &Piece, mark: &str) -> String {
    match piece {
        Piece::Text(_) => String::new(),
        Piece::File(text) => {
            let (fence, rest) = text.split_once('\n').unwrap();
            let (_, target) = fence.split_once(' ').unwrap();
            format!("cat {target} <<'{mark}'\n{}{mark}\n", rest.trim_end_matches("```\n"))
        }
        Piece::Command { typed, .. } => {
            let lines: Vec<&str> = typed.lines().map(|line| &line[2..]).collect();
            format!("mark\n{}\n", lines.join("\n"))
        }
    }
}

/// Runs the commands in one shell, from the project's directory, and cuts its output where each begins. What
/// they call `/tmp` is a directory of the page's own.
pub fn outputs(pieces: &[Piece]) -> Vec<String> {
    let dir = tempfile::tempdir().unwrap();
    let mark = "=== next command ===";
    // The mark leaves the exit code of the command before it for an `echo $?` to show.
    let begin = format!("exec 2>&1\nmark() {{ local code=$?; echo '{mark}'; return $code; }}\n");
    let script = begin + &pieces.iter().map(|piece| script(piece, mark)).collect::<String>();
    let tmp = format!("{}/", dir.path().display());
    let program = at(env!("CARGO_BIN_EXE_kaa-sync"));
    let path = format!("{}:/usr/bin:/bin", program.parent().unwrap().display());
    let done = Command::new("bash")
        .args(["-c", &script.replace("/tmp/", &tmp)])
        .current_dir(root())
        .env_clear()
        .env("PATH", path)
        .output()
        .unwrap();
    let text = String::from_utf8(done.stdout).unwrap().replace(&tmp, "/tmp/");
    text.split(&format!("{mark}\n")).skip(1).map(str::to_owned).collect()
}
