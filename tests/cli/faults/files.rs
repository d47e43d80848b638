//! The extracts of one night as text that a defect can be put into.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// A night's extracts, by provider.
#[derive(Clone)]
pub struct Files {
    by_provider: BTreeMap<&'static str, File>,
    strays: Vec<(String, Stray)>,
}

/// What lies beside the files, or in the place of one.
#[derive(Clone)]
pub enum Stray {
    File(Vec<u8>),
    Directory,
    /// A symbolic link.
    Link(&'static str),
    /// A named pipe that nobody writes to.
    Pipe,
}

#[derive(Clone)]
struct File {
    name: String,
    bytes: Vec<u8>,
}

/// The providers whose files are in windows-1252, with a trailer, and between commas.
fn is_population(provider: &str) -> bool {
    provider == "folkbokforing"
}

pub fn has_trailer(provider: &str) -> bool {
    is_population(provider) || provider == "uedb"
}

/// Where a provider's file of a date lies.
fn name_of(provider: &str, date: &str) -> String {
    let folder = if ["alfa", "beta"].contains(&provider) { "friskolor/" } else { "" };
    format!("{folder}{provider}_{date}.csv")
}

impl Files {
    /// The whole text of each provider's file, trailer excepted.
    pub fn new(date: &str, texts: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        let mut files = Self { by_provider: BTreeMap::new(), strays: Vec::new() };
        for (provider, text) in texts {
            let file = File { name: name_of(provider, date), bytes: Vec::new() };
            files.by_provider.insert(provider, file);
            files.set(provider, &text);
            files.recount(provider);
        }
        files
    }

    fn file(&mut self, provider: &str) -> &mut File {
        self.by_provider.get_mut(provider).unwrap()
    }

    pub fn bytes(&mut self, provider: &str) -> &mut Vec<u8> {
        &mut self.file(provider).bytes
    }

    /// The file as text, lines ending in a line feed.
    pub fn text(&self, provider: &str) -> String {
        let bytes = &self.by_provider[provider].bytes;
        if is_population(provider) {
            encoding_rs::WINDOWS_1252.decode(bytes).0.replace("\r\n", "\n")
        } else {
            String::from_utf8(bytes.clone()).unwrap()
        }
    }

    /// Writes a text in the provider's own encoding and line ends.
    pub fn set(&mut self, provider: &str, text: &str) {
        self.file(provider).bytes = if is_population(provider) {
            encoding_rs::WINDOWS_1252.encode(&text.replace('\n', "\r\n")).0.into_owned()
        } else {
            text.as_bytes().to_vec()
        };
    }

    /// Changes the text of a file; the trailer stays as it is.
    pub fn edit(&mut self, provider: &str, change: impl Fn(&str) -> String) {
        let before = self.text(provider);
        let after = change(&before);
        assert!(after != before, "{provider}: the defect is not there");
        self.set(provider, &after);
    }

    /// Changes the lines of a file, its header first and without its trailer, and counts them anew.
    pub fn edit_lines(&mut self, provider: &str, change: impl Fn(&mut Vec<String>)) {
        self.edit(provider, |text| {
            let mut lines: Vec<String> =
                text.lines().filter(|line| !line.starts_with("#SLUTPOST")).map(str::to_owned).collect();
            change(&mut lines);
            lines.join("\n") + "\n"
        });
        self.recount(provider);
    }

    /// Changes one line, counted as an editor does.
    pub fn edit_line(&mut self, provider: &str, line: usize, from: &str, to: &str) {
        self.edit_lines(provider, |lines| {
            assert!(lines[line - 1].contains(from), "{provider}: line {line} has no {from}");
            lines[line - 1] = lines[line - 1].replacen(from, to, 1);
        });
    }

    /// Writes the trailer that the rows ask for, where the file has one.
    pub fn recount(&mut self, provider: &str) {
        if has_trailer(provider) {
            let text = self.text(provider);
            let rows: Vec<&str> = text.lines().filter(|line| !line.starts_with("#SLUTPOST")).collect();
            let text = format!("{}\n#SLUTPOST;{}\n", rows.join("\n"), rows.len() - 1);
            self.set(provider, &text);
        }
    }

    pub fn remove(&mut self, provider: &str) {
        self.by_provider.remove(provider).unwrap();
    }

    /// Gives a file another date.
    pub fn date(&mut self, provider: &'static str, date: &str) {
        self.file(provider).name = name_of(provider, date);
    }

    /// The same contents under the other's name.
    pub fn swap(&mut self, one: &str, other: &str) {
        let bytes = std::mem::take(self.bytes(one));
        let others = std::mem::replace(self.bytes(other), bytes);
        *self.bytes(one) = others;
    }

    /// Something beside the others.
    pub fn add(&mut self, name: &str, stray: Stray) {
        self.strays.push((name.to_owned(), stray));
    }

    /// Something in the place of a file.
    pub fn replace(&mut self, provider: &str, stray: Stray) {
        let name = self.name(provider).to_owned();
        self.remove(provider);
        self.add(&name, stray);
    }

    pub fn name(&self, provider: &str) -> &str {
        &self.by_provider[provider].name
    }

    pub fn write(&self, dir: &Path) {
        fs::create_dir_all(dir.join("friskolor")).unwrap();
        for File { name, bytes } in self.by_provider.values() {
            fs::write(dir.join(name), bytes).unwrap();
        }
        for (name, stray) in &self.strays {
            stray.write(&dir.join(name));
        }
    }
}

impl Stray {
    fn write(&self, path: &Path) {
        match self {
            Self::File(bytes) => fs::write(path, bytes).unwrap(),
            Self::Directory => fs::create_dir(path).unwrap(),
            Self::Link(target) => std::os::unix::fs::symlink(target, path).unwrap(),
            Self::Pipe => assert!(Command::new("mkfifo").arg(path).status().unwrap().success()),
        }
    }
}
