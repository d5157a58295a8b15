//! Cuts a transcript page into tags and the text between them. Knows no HTML beyond `<…>` and the
//! five entities that the format allows: whatever else stands in a page is for the caller to refuse.

/// Longest tag or text that is kept whole. Units: bytes.
const TOKEN_BYTES: usize = 32 << 20;

/// One thing in a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// What stands between `<` and `>`.
    Tag(&'a str),
    /// What stands between tags, entities and all.
    Text(&'a str),
    /// Bytes that are not UTF-8, a `<` without `>`, or something too long.
    Broken(&'a [u8]),
}

/// Cuts a stream into tokens.
#[derive(Default)]
pub(super) struct Tokens {
    kept: Vec<u8>,
    in_tag: bool,
    /// First byte of what is kept.
    at: u64,
}

impl Tokens {
    /// Takes the next bytes. `each` gets the position of the token's first byte.
    pub(super) fn push(&mut self, mut bytes: &[u8], each: &mut dyn FnMut(u64, Token<'_>)) {
        loop {
            let end = if self.in_tag { b'>' } else { b'<' };
            let Some(found) = memchr::memchr(end, bytes) else {
                break;
            };
            let (before, rest) = bytes.split_at(found);
            bytes = rest.get(1..).unwrap_or_default();
            self.kept.extend_from_slice(before);
            self.hand_out(each);
            self.at += 1;
            self.in_tag = !self.in_tag;
        }
        self.kept.extend_from_slice(bytes);
        if self.kept.len() > TOKEN_BYTES {
            each(self.at, Token::Broken(&self.kept));
            self.at += self.kept.len() as u64;
            self.kept.clear();
        }
    }

    /// The end of the stream.
    pub(super) fn end(&mut self, each: &mut dyn FnMut(u64, Token<'_>)) {
        if self.in_tag {
            each(self.at, Token::Broken(&self.kept));
            self.kept.clear();
        } else {
            self.hand_out(each);
        }
    }

    fn hand_out(&mut self, each: &mut dyn FnMut(u64, Token<'_>)) {
        match std::str::from_utf8(&self.kept) {
            Ok(tag) if self.in_tag => each(self.at, Token::Tag(tag)),
            Ok("") => {}
            Ok(text) => each(self.at, Token::Text(text)),
            Err(_) => each(self.at, Token::Broken(&self.kept)),
        }
        self.at += self.kept.len() as u64;
        self.kept.clear();
    }
}

const ENTITIES: [(&str, char); 8] = [
    ("&amp;", '&'),
    ("&lt;", '<'),
    ("&gt;", '>'),
    ("&quot;", '"'),
    ("&#39;", '\''),
    ("&#x27;", '\''),
    ("&apos;", '\''),
    ("&#34;", '"'),
];

/// The text that `raw` stands for; `None` when a character stands bare that must be an entity, or
/// an entity is not one of the five.
pub(super) fn unescaped(raw: &str) -> Option<String> {
    if raw.contains(['<', '>', '"', '\'']) {
        return None;
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        let (before, entity) = rest.split_at(at);
        out.push_str(before);
        let (name, plain) = ENTITIES.iter().find(|(name, _)| entity.starts_with(name))?;
        out.push(*plain);
        rest = entity.get(name.len()..)?;
    }
    out.push_str(rest);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_any_size_give_the_same_tokens() {
        let page = "<a b=\"c\">x &amp; é</a>\n<p>".as_bytes();
        for size in 1..page.len() {
            let mut out = String::new();
            let mut tokens = Tokens::default();
            for piece in page.chunks(size) {
                tokens.push(piece, &mut |at, token| out += &format!("{at} {token:?}\n"));
            }
            tokens.end(&mut |at, token| out += &format!("{at} {token:?}\n"));
            let wanted = "1 Tag(\"a b=\\\"c\\\"\")\n9 Text(\"x &amp; é\")\n20 Tag(\"/a\")\n23 Text(\"\\n\")\n25 Tag(\"p\")\n";
            assert_eq!(out, wanted, "pieces of {size}");
        }
    }

    #[test]
    fn a_tag_without_end_is_broken() {
        let mut out = Vec::new();
        let mut tokens = Tokens::default();
        tokens.push(b"x<y", &mut |_, token| out.push(format!("{token:?}")));
        tokens.end(&mut |_, token| out.push(format!("{token:?}")));
        assert_eq!(out, ["Text(\"x\")", &format!("{:?}", Token::Broken(b"y"))]);
    }

    #[test]
    fn entities_are_undone_and_bare_characters_refused() {
        assert_eq!(
            unescaped("a&amp;&lt;&gt;&quot;&#39;b").as_deref(),
            Some("a&<>\"'b")
        );
        for raw in ["a'b", "a\"b", "a>b", "a&b", "&nbsp;", "&amp"] {
            assert_eq!(unescaped(raw), None, "{raw}");
        }
    }
}
