//! Command lines that pages and `--help` show without running them, taken apart as a shell would.

/// Every command line of ours in a page's fenced blocks, with its line number. Not in `console` blocks, which
/// are run, and not in `text` blocks, which show how a command is made up.
pub fn in_blocks(page: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut block: Option<&str> = None;
    let mut begun: Option<(usize, String)> = None;
    for (number, line) in (1..).zip(page.lines()) {
        if let Some(language) = line.strip_prefix("```") {
            block = if block.is_some() { None } else { Some(language) };
            continue;
        }
        if block.is_none_or(|language| ["console", "text"].contains(&language)) {
            continue;
        }
        let (first, so_far) = begun.take().unwrap_or((number, String::new()));
        match line.strip_suffix('\\') {
            Some(part) => begun = Some((first, so_far + part)),
            None => found.extend(ours(&(so_far + line)).map(|command| (first, command.to_owned()))),
        }
    }
    found
}

/// Every command line of ours that a page's prose shows whole, with its line number.
pub fn in_prose(page: &str) -> Vec<(usize, String)> {
    let is_whole = |code: &str| !code.contains('…') && !code.split([' ', '=', ':']).any(is_placeholder);
    let mut found = Vec::new();
    let mut is_block = false;
    for (number, line) in (1..).zip(page.lines()) {
        is_block ^= line.starts_with("```");
        for code in line.split('`').skip(1).step_by(2).filter(|_| !is_block) {
            found.extend(ours(code).filter(|code| is_whole(code)).map(|code| (number, code.to_owned())));
        }
    }
    found
}

/// `DIR` stands for what a reader puts there.
fn is_placeholder(word: &str) -> bool {
    word.len() > 1 && word.chars().all(|letter| letter.is_ascii_uppercase())
}

/// The part of a line that is a command of ours: from our name to what the shell does with it.
pub fn ours(line: &str) -> Option<&str> {
    let starts = line.match_indices("kaa-sync ").map(|(place, _)| place);
    // In `journalctl -u kaa-sync` it is a unit's name.
    let mut starts = starts.filter(|place| {
        let before = &line[..*place];
        let option = before.split_whitespace().next_back().filter(|word| word.starts_with('-'));
        before.is_empty() || before.ends_with(['/', '(']) || before.ends_with(' ') && option.is_none()
    });
    let command = &line[starts.next()?..];
    let mut quote = None;
    let end = command.char_indices().find(|(_, letter)| match (quote, letter) {
        (None, '"' | '\'') => {
            quote = Some(*letter);
            false
        }
        (Some(open), letter) => {
            quote = Some(open).filter(|open| open != letter);
            false
        }
        (None, letter) => ['|', '<', '>', '#', ';', '&', ')'].contains(letter),
    });
    Some(command[..end.map_or(command.len(), |(place, _)| place)].trim_end())
}

/// A command's words.
pub fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for letter in command.chars() {
        match (quote, letter) {
            (Some(open), letter) if open == letter => quote = None,
            (None, '"' | '\'') => quote = Some(letter),
            (None, ' ') => words.push(String::new()),
            (_, letter) => words.last_mut().unwrap().push(letter),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
