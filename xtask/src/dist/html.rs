//! As much of HTML as our own `index.html` needs: start tags with their attributes, and the text of
//! inline scripts.

/// A start tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag {
    /// In lower case.
    pub(super) name: String,
    /// Names in lower case, values without quotes.
    pub(super) attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Every start tag, in order. Comments and the inside of scripts are left out.
pub(super) fn tags(page: &str) -> Vec<Tag> {
    parts(page).into_iter().map(|(tag, _)| tag).collect()
}

/// The text of every script without `src`, byte for byte.
pub(super) fn inline_scripts(page: &str) -> Vec<String> {
    parts(page)
        .into_iter()
        .filter(|(tag, _)| tag.name == "script" && tag.attribute("src").is_none())
        .map(|(_, text)| text.to_owned())
        .collect()
}

/// Start tags, with the text up to the end tag for scripts.
fn parts(page: &str) -> Vec<(Tag, &str)> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let Some((tag, after)) = start_tag(rest) else {
            rest = &rest[1..];
            continue;
        };
        rest = after;
        let mut text = "";
        if tag.name == "script" {
            text = rest.split_once("</script").map_or(rest, |(text, _)| text);
            rest = &rest[text.len()..];
        }
        found.push((tag, text));
    }
    found
}

fn start_tag(text: &str) -> Option<(Tag, &str)> {
    let inner = text.strip_prefix('<')?;
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let name_end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '-')?;
    let (name, mut rest) = inner.split_at(name_end);
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            let name = name.to_ascii_lowercase();
            return Some((Tag { name, attributes }, after));
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace() || "=/>".contains(c))?;
        let (key, after_key) = rest.split_at(end);
        let (value, after) = attribute_value(after_key)?;
        attributes.push((key.to_ascii_lowercase(), value));
        rest = after;
    }
}

fn attribute_value(text: &str) -> Option<(String, &str)> {
    let Some(after) = text.trim_start().strip_prefix('=') else {
        return Some((String::new(), text));
    };
    let after = after.trim_start();
    for quote in ['"', '\''] {
        if let Some(inner) = after.strip_prefix(quote) {
            let (value, rest) = inner.split_once(quote)?;
            return Some((value.to_owned(), rest));
        }
    }
    let end = after.find(|c: char| c.is_ascii_whitespace() || c == '>')?;
    let (value, rest) = after.split_at(end);
    Some((value.to_owned(), rest))
}
