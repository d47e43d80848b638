//! HTML read as far as the page uses it: tags, attributes in double quotes, text.

/// One opening tag.
pub struct Tag<'a> {
    pub name: &'a str,
    pub attributes: Vec<(&'a str, &'a str)>,
}

/// Every opening tag.
pub fn tags(html: &str) -> Vec<Tag<'_>> {
    let opening = html.split('<').skip(1).filter(|tag| !tag.starts_with(['/', '!']));
    opening.map(|tag| read(tag.split_once('>').unwrap().0)).collect()
}

fn read(tag: &str) -> Tag<'_> {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut attributes = Vec::new();
    while let Some((attribute, value)) = rest.split_once("=\"") {
        let (value, after) = value.split_once('"').unwrap();
        attributes.push((attribute.trim(), value));
        rest = after;
    }
    Tag { name: name.trim_end_matches('/'), attributes }
}

/// The rows of the table with this caption, cell by cell, without its headers.
pub fn rows(html: &str, caption: &str) -> Vec<Vec<String>> {
    let (_, table) = html.split_once(&format!("<span>{caption}</span></caption>")).unwrap();
    let (table, _) = table.split_once("</tbody>").unwrap();
    let rows = table.split("<tr").skip(2);
    rows.map(|row| row.split("</t").map(cell).filter(|cell| !cell.is_empty()).collect()).collect()
}

/// From within a tag to the end of the text.
fn cell(from: &str) -> String {
    let (_, text) = from.split_once("<t").unwrap_or(("", ""));
    plain(&format!("<t{text}"))
}

/// The text alone, as it is read, spaces made plain and single. Styles and what is drawn are left out.
pub fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        text.push(' ');
        let skipped = ["style", "svg"].into_iter().find(|name| tag.starts_with(name));
        let end = skipped.map_or_else(|| ">".to_owned(), |name| format!("</{name}>"));
        rest = tag.split_once(&end).map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    let entities = [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#x2f;", "/"),
        ("&amp;", "&"),
    ];
    let text = entities.into_iter().fold(text, |text, (entity, letter)| text.replace(entity, letter));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
