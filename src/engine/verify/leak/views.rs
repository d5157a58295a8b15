//! Other ways to read a text of an attachment: without the tags of a markup, with folded lines
//! joined, and as a PDF shows it.

/// Elements that stand apart from what is before and behind them.
const BLOCKS: [&str; 18] = [
    "p", "br", "tr", "td", "th", "div", "li", "h1", "h2", "h3", "h4", "w:p", "w:br", "w:tab",
    "a:p", "row", "c", "text:p",
];
/// In a PDF, a move to the left of more than this is the space between words.
const SPACE_MOVE: f32 = -180.0;

/// The other ways to read `text` that differ from it.
pub(super) fn of(text: &str, is_pdf: bool) -> Vec<String> {
    let pdf = is_pdf.then(|| shown_by_pdf(text)).flatten();
    let views = [without_tags(text), unfolded(text), pdf];
    views.into_iter().flatten().collect()
}

/// Without `<…>`; where an element stands apart there is a space.
pub(super) fn without_tags(text: &str) -> Option<String> {
    if !text.contains('<') {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut changed = false;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let end = tag.find('>');
        let starts = tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c));
        let Some(end) = end.filter(|_| starts) else {
            out.push('<');
            rest = &tag[1..];
            continue;
        };
        let name = tag.get(1..end).unwrap_or_default().trim_start_matches('/');
        let name = name.split(|c: char| c.is_whitespace() || c == '/').next();
        if BLOCKS.contains(&name.unwrap_or_default()) {
            out.push(' ');
        }
        changed = true;
        rest = tag.get(end + 1..).unwrap_or_default();
    }
    out.push_str(rest);
    changed.then_some(out)
}

/// With lines joined as a vCard folds them: a line end and one space or tab.
fn unfolded(text: &str) -> Option<String> {
    let folds = ["\r\n ", "\r\n\t", "\n ", "\n\t"];
    if !folds.iter().any(|fold| text.contains(fold)) {
        return None;
    }
    let joined = folds
        .iter()
        .fold(text.to_owned(), |text, fold| text.replace(fold, ""));
    Some(joined)
}

/// The strings that a PDF's page shows, joined where they stand in one array.
fn shown_by_pdf(text: &str) -> Option<String> {
    if !text.contains("TJ") && !text.contains("Tj") {
        return None;
    }
    let bytes = text.as_bytes();
    let mut out: Vec<u8> = Vec::new();
    let mut in_array = false;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let rest = bytes.get(at + 1..).unwrap_or_default();
        at += 1;
        match byte {
            b'(' => at += literal(rest, &mut out),
            b'<' if rest.first() != Some(&b'<') => at += hex_string(rest, &mut out),
            b'[' => in_array = true,
            b']' => in_array = false,
            b'-' if in_array && is_wide(rest) => out.push(b' '),
            b'T' if !in_array && matches!(rest.first(), Some(b'd' | b'D' | b'*' | b'm')) => {
                out.push(b' ');
            }
            _other => {}
        }
    }
    Some(String::from_utf8(out).unwrap_or_else(|error| {
        // One byte is one character of Latin-1, near enough to what fonts use.
        error.into_bytes().into_iter().map(char::from).collect()
    }))
}

fn is_wide(digits: &[u8]) -> bool {
    let n_digits = digits
        .iter()
        .take_while(|byte| byte.is_ascii_digit() || **byte == b'.');
    let digits = digits.get(..n_digits.count()).unwrap_or_default();
    let number: Option<f32> = std::str::from_utf8(digits)
        .ok()
        .and_then(|text| text.parse().ok());
    number.is_some_and(|number| -number < SPACE_MOVE)
}

/// A string up to its closing bracket; how many bytes it took.
fn literal(bytes: &[u8], out: &mut Vec<u8>) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'\\' => {
                let octal = bytes.get(at..).unwrap_or_default();
                let n = octal
                    .iter()
                    .take(3)
                    .take_while(|byte| (b'0'..=b'7').contains(byte))
                    .count();
                let value = octal
                    .iter()
                    .take(n)
                    .fold(0_u32, |value, digit| value * 8 + u32::from(digit - b'0'));
                match octal.first() {
                    _code if n > 0 => out.push((value & 0xff) as u8),
                    Some(b'\r' | b'\n') | None => {}
                    Some(b'n' | b'r' | b't') => out.push(b' '),
                    Some(plain) => out.push(*plain),
                }
                at += n.max(1);
            }
            b'(' => {
                depth += 1;
                out.push(b'(');
            }
            b')' if depth == 0 => return at,
            b')' => {
                depth -= 1;
                out.push(b')');
            }
            other => out.push(*other),
        }
    }
    at
}

/// A string of hex digits; codes of two bytes lose their empty first one.
fn hex_string(bytes: &[u8], out: &mut Vec<u8>) -> usize {
    let end = bytes
        .iter()
        .position(|byte| *byte == b'>')
        .unwrap_or(bytes.len());
    let digits: Vec<u8> = bytes
        .iter()
        .take(end)
        .copied()
        .filter(u8::is_ascii_hexdigit)
        .collect();
    out.extend(
        super::decode::unhexed(&digits)
            .into_iter()
            .filter(|byte| *byte != 0),
    );
    (end + 1).min(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_in_other_ways() {
        let cases = [
            ("Jane <b>Sample</b>", false, "Jane Sample"),
            (
                "<w:t>Ja</w:t></w:r><w:r w:x=\"1\"><w:t>ne</w:t>",
                false,
                "Jane",
            ),
            ("<p>Ann</p><p>Jane</p>", false, " Ann  Jane "),
            ("FN:Jane Sam\r\n ple\r\n", false, "FN:Jane Sample\r\n"),
            (
                "BT [(Ja)-20(ne)-250(Sam)10(ple)] TJ ET",
                true,
                "Jane Sample",
            ),
            (
                "(Ja\\156e) Tj 0 -12 Td <53616D706C65> Tj",
                true,
                "Jane Sample",
            ),
        ];
        for (text, is_pdf, wanted) in cases {
            assert!(of(text, is_pdf).iter().any(|view| view == wanted), "{text}");
        }
        assert!(
            of("a < b and b > c, i <3 u", false)
                .iter()
                .all(|view| view.contains("i <3 u"))
        );
        assert!(of("plain\nlines", true).is_empty());
    }
}
