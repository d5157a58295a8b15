//! Undoes what a text may be wrapped in: percent signs, HTML entities, escapes of JSON, JavaScript
//! and CSS, quoted-printable, hex, Base64. Lenient: what cannot be undone stays as it is.

use std::ops::Range;

/// The characters from U+00A0 on, as HTML names them.
const LATIN: [&str; 96] = [
    "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf",
    "laquo", "not", "shy", "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro",
    "para", "middot", "cedil", "sup1", "ordm", "raquo", "frac14", "frac12", "frac34", "iquest",
    "Agrave", "Aacute", "Acirc", "Atilde", "Auml", "Aring", "AElig", "Ccedil", "Egrave", "Eacute",
    "Ecirc", "Euml", "Igrave", "Iacute", "Icirc", "Iuml", "ETH", "Ntilde", "Ograve", "Oacute",
    "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute",
    "THORN", "szlig", "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil",
    "egrave", "eacute", "ecirc", "euml", "igrave", "iacute", "icirc", "iuml", "eth", "ntilde",
    "ograve", "oacute", "ocirc", "otilde", "ouml", "divide", "oslash", "ugrave", "uacute", "ucirc",
    "uuml", "yacute", "thorn", "yuml",
];

const NAMED: [(&str, char); 26] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("euro", '€'),
    ("hellip", '…'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("commat", '@'),
    ("plus", '+'),
    ("period", '.'),
    ("comma", ','),
    ("colon", ':'),
    ("sol", '/'),
    ("lpar", '('),
    ("rpar", ')'),
    ("num", '#'),
    ("Tab", '\t'),
    ("NewLine", '\n'),
    ("lowbar", '_'),
    ("excl", '!'),
];

/// One way of wrapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrap {
    /// `%41`, `%u0041`, and `+` for a space.
    Url,
    /// `&eacute;`, `&#233;`, `&#xe9;`
    Entities,
    /// `\u00e9`, `\xe9`, `\u{e9}`, `\e9 `
    Escapes,
    /// `=C3=A9`
    QuotedPrintable,
}

impl Wrap {
    /// All of them.
    pub(super) const ALL: [Wrap; 4] = [
        Wrap::Url,
        Wrap::Entities,
        Wrap::Escapes,
        Wrap::QuotedPrintable,
    ];

    /// For the report.
    pub(super) fn label(self) -> &'static str {
        match self {
            Wrap::Url => "URL-encoded",
            Wrap::Entities => "HTML entities",
            Wrap::Escapes => "escapes",
            Wrap::QuotedPrintable => "quoted-printable",
        }
    }

    /// The bytes inside; `None` when nothing was wrapped in this way.
    pub(super) fn undone(self, bytes: &[u8]) -> Option<Vec<u8>> {
        let (sign, also) = match self {
            Wrap::Url => (b'%', b'+'),
            Wrap::Entities => (b'&', b'&'),
            Wrap::Escapes => (b'\\', b'\\'),
            Wrap::QuotedPrintable => (b'=', b'='),
        };
        let first = memchr::memchr2(sign, also, bytes)?;
        let mut out = Vec::with_capacity(bytes.len());
        out.extend_from_slice(bytes.get(..first)?);
        let mut rest = bytes.get(first..)?;
        let mut changed = false;
        while let Some(byte) = rest.first() {
            let len = if *byte == sign || *byte == also {
                self.one(rest, &mut out)
            } else {
                None
            };
            changed |= len.is_some();
            if len.is_none() {
                out.push(*byte);
            }
            rest = rest.get(len.unwrap_or(1)..).unwrap_or_default();
        }
        changed.then_some(out)
    }

    /// Undoes one sign at the start of `rest`; how many bytes it took.
    fn one(self, rest: &[u8], out: &mut Vec<u8>) -> Option<usize> {
        match self {
            Wrap::Url if rest.first() == Some(&b'+') => {
                out.push(b' ');
                Some(1)
            }
            Wrap::Url if matches!(rest.get(1), Some(b'u' | b'U')) => {
                let digits = std::str::from_utf8(rest.get(2..6)?).ok()?;
                put(out, char::from_u32(u32::from_str_radix(digits, 16).ok()?)?);
                Some(6)
            }
            Wrap::Url => {
                out.push(hex_pair(rest.get(1..3)?)?);
                Some(3)
            }
            Wrap::QuotedPrintable => quoted(rest, out),
            Wrap::Entities => entity(rest, out),
            Wrap::Escapes => escape(rest, out),
        }
    }
}

fn quoted(rest: &[u8], out: &mut Vec<u8>) -> Option<usize> {
    match rest {
        [b'=', b'\r', b'\n', ..] => Some(3),
        [b'=', b'\n', ..] => Some(2),
        _other => {
            out.push(hex_pair(rest.get(1..3)?)?);
            Some(3)
        }
    }
}

fn entity(rest: &[u8], out: &mut Vec<u8>) -> Option<usize> {
    let end = rest.iter().take(12).position(|byte| *byte == b';')?;
    let name = std::str::from_utf8(rest.get(1..end)?).ok()?;
    let found = if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        char::from_u32(code)?
    } else if let Some((_, found)) = NAMED.iter().find(|(known, _)| *known == name) {
        *found
    } else {
        let index = LATIN.iter().position(|known| *known == name)?;
        char::from_u32(0xa0 + index as u32)?
    };
    put(out, found);
    Some(end + 1)
}

fn escape(rest: &[u8], out: &mut Vec<u8>) -> Option<usize> {
    let four = |at: usize| {
        let digits = std::str::from_utf8(rest.get(at..at + 4)?).ok()?;
        u32::from_str_radix(digits, 16).ok()
    };
    match rest.get(1)? {
        b'u' if rest.get(2) == Some(&b'{') => {
            let end = rest.iter().take(12).position(|byte| *byte == b'}')?;
            let digits = std::str::from_utf8(rest.get(3..end)?).ok()?;
            put(out, char::from_u32(u32::from_str_radix(digits, 16).ok()?)?);
            Some(end + 1)
        }
        b'u' => {
            let first = four(2)?;
            let second = (rest.get(6..8) == Some(b"\\u")).then(|| four(8)).flatten();
            match second {
                Some(second @ 0xdc00..0xe000) if (0xd800..0xdc00).contains(&first) => {
                    let code = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                    put(out, char::from_u32(code)?);
                    Some(12)
                }
                _single => {
                    put(out, char::from_u32(first)?);
                    Some(6)
                }
            }
        }
        b'x' => {
            put(out, char::from(hex_pair(rest.get(2..4)?)?));
            Some(4)
        }
        b'n' | b'r' | b't' => {
            out.push(b' ');
            Some(2)
        }
        b'/' | b'"' | b'\'' | b'\\' | b'[' => {
            out.push(*rest.get(1)?);
            Some(2)
        }
        _css => {
            let n_digits = rest
                .iter()
                .skip(1)
                .take(6)
                .take_while(|byte| byte.is_ascii_hexdigit())
                .count();
            let digits = std::str::from_utf8(rest.get(1..1 + n_digits)?).ok()?;
            put(out, char::from_u32(u32::from_str_radix(digits, 16).ok()?)?);
            let space = usize::from(rest.get(1 + n_digits) == Some(&b' '));
            Some(1 + n_digits + space)
        }
    }
}

fn put(out: &mut Vec<u8>, c: char) {
    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
}

fn hex_pair(pair: &[u8]) -> Option<u8> {
    let high = char::from(*pair.first()?).to_digit(16)?;
    let low = char::from(*pair.get(1)?).to_digit(16)?;
    u8::try_from(high << 4 | low).ok()
}

/// Runs of hex digits of at least `shortest`.
pub(super) fn hex_runs(bytes: &[u8], shortest: usize) -> Vec<Range<usize>> {
    runs(bytes, shortest, |byte| byte.is_ascii_hexdigit())
}

/// What runs of pairs of hex digits stand for, with a separator between the pairs: `4a 6f`,
/// `4a:6f`, `0x4a, 0x6f`.
pub(super) fn unspaced(bytes: &[u8], shortest: usize) -> Vec<Vec<u8>> {
    let mut out: Vec<Vec<u8>> = Vec::new();
    let mut run = Vec::new();
    let mut at = 0;
    while let Some(first) = bytes.get(at) {
        if first.is_ascii_hexdigit() {
            let rest = bytes.get(at..).unwrap_or_default();
            let sign = if rest.starts_with(b"0x") { 2 } else { 0 };
            let digits = rest.get(sign..).unwrap_or_default();
            let n_digits = digits
                .iter()
                .take_while(|byte| byte.is_ascii_hexdigit())
                .count();
            if n_digits == 2
                && let Some(byte) = hex_pair(digits)
            {
                run.push(byte);
                let after = digits.get(2..).unwrap_or_default();
                let is_gap =
                    |byte: &&u8| matches!(byte, b' ' | b':' | b'-' | b',' | b';' | b'\n' | b'\r');
                at += sign + 2 + after.iter().take(2).take_while(is_gap).count();
                continue;
            }
            at += sign + n_digits.max(1);
        } else {
            at += 1;
        }
        if run.len() >= shortest {
            out.push(std::mem::take(&mut run));
        }
        run.clear();
    }
    if run.len() >= shortest {
        out.push(run);
    }
    out
}

/// The bytes that a run of hex digits stands for.
pub(super) fn unhexed(run: &[u8]) -> Vec<u8> {
    run.chunks_exact(2).filter_map(hex_pair).collect()
}

/// Runs of Base64 digits of either alphabet of at least `shortest`. Full lines of 60 digits or more
/// go on in the next line.
pub(super) fn base64_runs(bytes: &[u8], shortest: usize) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for run in runs(bytes, shortest.min(4), |byte| sextet(byte).is_some()) {
        let joins = out.last().is_some_and(|last| {
            let between = bytes.get(last.end..run.start);
            // A vCard starts the lines that go on with a space.
            let line_end = matches!(between, Some(b"\n" | b"\r\n" | b"\n " | b"\r\n "));
            line_end && last.len() >= 60
        });
        match out.last_mut() {
            Some(last) if joins => last.end = run.end,
            _first => out.push(run),
        }
    }
    out.retain(|run| run.len() >= shortest);
    out
}

/// The bytes that a run of Base64 digits stands for when its first `skip` digits are left out.
pub(super) fn unbased(run: &[u8], skip: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(run.len() * 3 / 4 + 2);
    let mut bits = 0_u32;
    let mut n_bits = 0;
    for value in run.iter().filter_map(|byte| sextet(*byte)).skip(skip) {
        bits = bits << 6 | u32::from(value);
        n_bits += 6;
        if n_bits >= 8 {
            n_bits -= 8;
            out.push((bits >> n_bits & 0xff) as u8);
        }
    }
    out
}

/// The value of a Base64 digit of either alphabet.
pub(super) fn sextet(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _other => None,
    }
}

fn runs(bytes: &[u8], shortest: usize, fits: impl Fn(u8) -> bool) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, byte) in bytes.iter().enumerate() {
        if !fits(*byte) {
            if at - start >= shortest {
                out.push(start..at);
            }
            start = at + 1;
        }
    }
    if bytes.len().saturating_sub(start) >= shortest {
        out.push(start..bytes.len());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wraps_are_undone() {
        let cases = [
            (Wrap::Url, "J%6Fs%c3%A9+x", Some("José x")),
            (Wrap::Url, "100% of %zz", None),
            (Wrap::Url, "%u004aos%u00e9", Some("José")),
            (
                Wrap::Entities,
                "Jos&eacute; &#74;&#x4A;&amp;",
                Some("José JJ&"),
            ),
            (Wrap::Entities, "a & b; &nothing;", None),
            (
                Wrap::Escapes,
                r"J\u006fs\u00e9 \ud83d\ude00",
                Some("José 😀"),
            ),
            (Wrap::Escapes, r"\x4a\u{6f}\73 e", Some("Jose")),
            (Wrap::QuotedPrintable, "Jos=C3=A9=\r\n x", Some("José x")),
            (Wrap::QuotedPrintable, "a=b", None),
        ];
        for (wrap, text, wanted) in cases {
            let found = wrap.undone(text.as_bytes());
            assert_eq!(found.as_deref(), wanted.map(str::as_bytes), "{text}");
        }
    }

    #[test]
    fn runs_are_found_and_undone() {
        let text = b"x 4a6f73C3a9 y";
        let run = hex_runs(text, 6).remove(0);
        assert_eq!(unhexed(&text[run]), "José".as_bytes());
        for text in [
            "4a 6f 73 C3 a9",
            "x 4a:6f:73:c3:a9",
            "0x4a, 0x6f, 0x73, 0xc3, 0xa9;",
        ] {
            assert_eq!(unspaced(text.as_bytes(), 4), ["José".as_bytes()], "{text}");
        }
        assert!(unspaced(b"4a6f 73c3 a9 be de", 4).is_empty());
        let encoded = data_encoding::BASE64.encode(b"..Jane Sample..");
        for skip in 0..4 {
            let run = "x".repeat(skip) + &encoded;
            let found = base64_runs(run.as_bytes(), 8).remove(0);
            let out = unbased(&run.as_bytes()[found], skip);
            assert!(out.starts_with(b"..Jane Sample.."), "{skip}");
        }
        let lines = format!("{}\r\n{}\n", "QUFB".repeat(19), "QUJD");
        let found = base64_runs(lines.as_bytes(), 24);
        assert_eq!(found.len(), 1);
        assert!(unbased(&lines.as_bytes()[found[0].clone()], 0).ends_with(b"AAABC"));
    }
}
