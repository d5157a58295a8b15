//! Passwords, one-time codes, access keys, private keys.

use data_encoding::BASE64URL_NOPAD;

use super::body::{Body, Need, Out};
use super::catalogue::Detector;
use super::numbers::are_linked;
use super::roles::Role;
use super::score::Score;
use super::text::{before, slice};

/// Known beginnings of keys: prefix, least and most characters after it, alphabet, name.
pub(super) const KEY_STARTS: &str = include_str!("words/api_keys.csv");

/// Finds passwords, keys of services and private keys.
pub(super) fn led(body: &Body<'_>, out: &mut Out) {
    for (hit, role) in body.roles() {
        let (start, end) = (hit.start as usize, hit.end as usize);
        match role {
            Role::Password => password(body, end, out),
            Role::KeyStart(line) => key(body, start, line, out),
            Role::KeyBlock => block(body, start, out),
            _other => {}
        }
    }
}

/// What stands behind a password word and `:`, `=` or `is`.
fn password(body: &Body<'_>, end: usize, out: &mut Out) {
    let text = body.text();
    let skip = |mut at: usize| {
        while matches!(text.get(at), Some(b' ' | b'\t')) {
            at += 1;
        }
        at
    };
    let mut at = skip(end);
    let mut is_linked = false;
    loop {
        let rest = slice(text, at, at + 12);
        let lower = rest.to_ascii_lowercase();
        const WORDS: [&[u8]; 9] = [
            b"is ", b"was ", b"ist ", b"es ", b"est ", b"e ", b"lautet ", b"now ", b"are ",
        ];
        let sign = rest.iter().take_while(|b| b":=>-".contains(b)).count();
        let word = WORDS.iter().find(|word| lower.starts_with(word));
        match (word, sign) {
            (Some(word), 0) => at += word.len(),
            (None, 1..) => at += sign,
            _end => break,
        }
        is_linked = true;
        at = skip(at);
    }
    if !is_linked {
        return;
    }
    let n = text
        .iter()
        .skip(at)
        .take_while(|byte| !byte.is_ascii_whitespace())
        .count();
    let mut last = at + n;
    if matches!(before(text, last), Some(b',' | b'"' | b')')) && n > 4 {
        last -= 1;
    }
    let value = slice(text, at, last);
    if !(4..=64).contains(&value.len()) {
        return;
    }
    let is_word = value.iter().all(u8::is_ascii_lowercase);
    let score = Score::shape().rule("behind a word for a password", 45);
    let score = if is_word {
        score.guard("only small letters", 15)
    } else {
        score
    };
    out.put(body, Detector::Password, (at, last), score, Need::Points);
}

fn key(body: &Body<'_>, start: usize, line: u32, out: &mut Out) {
    let text = body.text();
    if line == 0 {
        return token(body, start, out);
    }
    let Some(row) = KEY_STARTS.lines().nth(line as usize) else {
        return;
    };
    let fields: Vec<&str> = row.split(',').collect();
    let [prefix, least, most, alphabet, _name] = fields.as_slice() else {
        return;
    };
    if !slice(text, start, start + prefix.len()).eq(prefix.as_bytes()) {
        return;
    }
    let from = start + prefix.len();
    let is_of = |byte: &u8| match *alphabet {
        "upper" => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
        "hex" => byte.is_ascii_hexdigit(),
        "word" => byte.is_ascii_alphanumeric() || *byte == b'_',
        "dotted" => byte.is_ascii_alphanumeric() || b"_-.".contains(byte),
        _url => byte.is_ascii_alphanumeric() || b"_-".contains(byte),
    };
    let n = text
        .iter()
        .skip(from)
        .take_while(|byte| is_of(byte))
        .count();
    let bounds = least.parse::<usize>().ok().zip(most.parse::<usize>().ok());
    if bounds.is_some_and(|(least, most)| (least..=most).contains(&n)) {
        let score = Score::grouped().rule("known beginning and length", 45);
        out.put(
            body,
            Detector::ApiKey,
            (start, from + n),
            score,
            Need::Points,
        );
    }
}

/// Three parts of Base64url, the first of them a JSON object.
fn token(body: &Body<'_>, start: usize, out: &mut Out) {
    let text = body.text();
    let n = text
        .iter()
        .skip(start)
        .take_while(|b| b.is_ascii_alphanumeric() || b"_-.".contains(b))
        .count();
    let run = slice(text, start, start + n);
    let run = run.strip_suffix(b".").unwrap_or(run);
    let parts: Vec<&[u8]> = run.split(|byte| *byte == b'.').collect();
    let [head, body_part, _signature] = parts.as_slice() else {
        return;
    };
    let is_object = |part: &[u8]| {
        BASE64URL_NOPAD
            .decode(part)
            .ok()
            .and_then(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).ok())
            .is_some_and(|value| value.is_object())
    };
    if is_object(head) && !body_part.is_empty() {
        let score = Score::grouped().checked("first part is an object");
        let range = (start, start + run.len());
        out.put(body, Detector::ApiKey, range, score, Need::Points);
    }
}

/// A private key from its begin line to its end line, or to the end of the text.
fn block(body: &Body<'_>, start: usize, out: &mut Out) {
    let text = body.text();
    let rest = slice(text, start, text.len());
    let line = rest.split(|byte| *byte == b'\n').next().unwrap_or(rest);
    let is_key = memchr::memmem::find(line, b"PRIVATE KEY").is_some();
    if !is_key {
        return;
    }
    let end = memchr::memmem::find(rest, b"-----END")
        .map(|at| {
            let tail = slice(rest, at, rest.len());
            at + tail
                .iter()
                .position(|byte| *byte == b'\n')
                .unwrap_or(tail.len())
        })
        .unwrap_or(rest.len());
    let score = Score::grouped().rule("begin line of a key", 50);
    out.put(
        body,
        Detector::PrivateKey,
        (start, start + end),
        score,
        Need::Points,
    );
}

/// Finds codes of four to eight digits near words for them.
pub(super) fn codes(body: &Body<'_>, out: &mut Out) {
    let groups = &body.marks.groups;
    for (index, group) in groups.iter().enumerate() {
        let start = group.start as usize;
        if out.in_link(start) {
            continue;
        }
        let pair = groups
            .get(index..index + 2)
            .filter(|pair| pair.iter().all(|one| one.len() == 3) && are_linked(body, pair, b"- "));
        let end = match pair.and_then(|pair| pair.last()) {
            Some(last) => last.end as usize,
            None if (4..=8).contains(&group.len()) => group.end as usize,
            None => continue,
        };
        if body.is_inside(start, end) || body.is_amount(start, end) {
            continue;
        }
        let score = Score::shaped(pair.is_some());
        let score = if group.len() == 4 && is_time(body, start) {
            score.guard("reads as a time", 30)
        } else {
            score
        };
        out.put(body, Detector::Otp, (start, end), score, Need::Word);
    }
}

/// Whether `at`, `by` or the like stands before four digits that can be a time.
fn is_time(body: &Body<'_>, start: usize) -> bool {
    const LEADS: [&[u8]; 8] = [
        b"at ", b"by ", b"until ", b"till ", b"from ", b"um ", b"before ", b"after ",
    ];
    let text = body.text();
    let head = slice(text, start.saturating_sub(8), start).to_ascii_lowercase();
    let hours = super::checks::number(
        &slice(text, start, start + 2)
            .iter()
            .map(|digit| digit.wrapping_sub(b'0'))
            .collect::<Vec<u8>>(),
    );
    hours < 24 && LEADS.iter().any(|lead| head.ends_with(lead))
}
