//! On which line of the file a field stands, for somebody who is writing it.

/// A fault, and where it is.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PolicyPlace {
    /// Number of the line, from 1.
    pub line: u32,
    /// `rules[2].window`; empty when it is the file as a whole.
    pub path: String,
    /// What was found, and what was expected.
    pub what: String,
}

/// The line of a field in a text that is JSON; of what it should stand in, when it is not there.
///
/// Cost: one pass over the text.
pub(super) fn line_of(text: &str, path: &str) -> u32 {
    let mut reader = Reader {
        text: text.as_bytes(),
        at: 0,
    };
    let at = reader.find(path);
    let before = text.as_bytes().get(..at).unwrap_or_default();
    memchr::memchr_iter(b'\n', before).count() as u32 + 1
}

struct Reader<'t> {
    text: &'t [u8],
    at: usize,
}

impl<'t> Reader<'t> {
    /// Where the value at `path` begins, seen from the value at hand.
    fn find(&mut self, path: &str) -> usize {
        self.skip_spaces();
        let start = self.at;
        if path.is_empty() {
            return start;
        }
        match self.here() {
            Some(b'{') => self.find_field(path),
            Some(b'[') => self.find_element(path),
            _other => None,
        }
        .unwrap_or(start)
    }

    fn find_field(&mut self, path: &str) -> Option<usize> {
        self.at += 1;
        loop {
            self.skip_spaces();
            match self.here()? {
                b'"' => {}
                b',' => {
                    self.at += 1;
                    continue;
                }
                _end => return None,
            }
            let key_at = self.at;
            let key = self.text_here();
            self.skip_spaces();
            self.at += 1;
            let rest = std::str::from_utf8(key)
                .ok()
                .and_then(|key| path.strip_prefix(key));
            match rest {
                Some("") => return Some(key_at),
                Some(rest) if rest.starts_with(['.', '[']) => {
                    let rest = rest.strip_prefix('.').unwrap_or(rest);
                    return Some(self.find(rest));
                }
                _other => self.skip_value(),
            }
        }
    }

    fn find_element(&mut self, path: &str) -> Option<usize> {
        let (number, rest) = path.strip_prefix('[')?.split_once(']')?;
        let number: usize = number.parse().ok()?;
        self.at += 1;
        for _before in 0..number {
            self.skip_value();
            self.skip_spaces();
            if self.here()? != b',' {
                return None;
            }
            self.at += 1;
        }
        Some(self.find(rest.strip_prefix('.').unwrap_or(rest)))
    }

    fn here(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn skip_spaces(&mut self) {
        while self.here().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// The bytes of a text in quotes, as they are written; what follows it is next.
    fn text_here(&mut self) -> &'t [u8] {
        let start = self.at + 1;
        self.at = start;
        while let Some(byte) = self.here() {
            match byte {
                b'"' => break,
                b'\\' => self.at += 2,
                _other => self.at += 1,
            }
        }
        let text = self.text.get(start..self.at).unwrap_or_default();
        self.at += 1;
        text
    }

    fn skip_value(&mut self) {
        let mut depth = 0u32;
        loop {
            self.skip_spaces();
            match self.here() {
                None => return,
                Some(b'"') => _ = self.text_here(),
                Some(b'{' | b'[') => {
                    depth += 1;
                    self.at += 1;
                }
                Some(b'}' | b']') => {
                    depth = depth.saturating_sub(1);
                    self.at += 1;
                }
                Some(b',' | b':') => self.at += 1,
                Some(_number_or_word) => self.skip_word(),
            }
            if depth == 0 {
                return;
            }
        }
    }

    fn skip_word(&mut self) {
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+');
        let start = self.at;
        while self.here().is_some_and(is_part) {
            self.at += 1;
        }
        // Whatever else stands there is passed, so that the text comes to its end.
        self.at = self.at.max(start + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::line_of;

    #[test]
    fn fields_are_found_on_their_lines() {
        let text = "{\n \"id\": \"a, {b}\",\n \"rules\": [\n  {\"id\": \"x\", \"n\": [1, 2.5e3]},\n  {\n   \"id\": \"y\\\"\",\n   \"tests\": {\n    \"yes\": [\"a\",\n     \"b\"]}}\n ],\n \"last\": null}";
        for (path, line) in [
            ("", 1),
            ("id", 2),
            ("rules", 3),
            ("rules[0]", 4),
            ("rules[0].n[1]", 4),
            ("rules[1].id", 6),
            ("rules[1].tests.yes[1]", 9),
            ("last", 11),
            // What is missing is looked for where it should stand.
            ("rules[1].clause", 5),
            ("rules[7]", 3),
            ("nothing", 1),
        ] {
            assert_eq!(line_of(text, path), line, "{path}");
        }
    }
}
