//! Addresses of machines, and the machine-readable lines of passports.

use core::net::{Ipv4Addr, Ipv6Addr};

use super::body::{Body, Need, Out};
use super::catalogue::Detector;
use super::checks;
use super::numbers::are_linked;
use super::roles::Role;
use super::score::Score;
use super::text::{before, is_word_byte, slice, tokens};

/// Finds IPv4 addresses.
pub(super) fn ipv4(body: &Body<'_>, out: &mut Out) {
    for window in body.marks.groups.windows(4) {
        let (Some(first), Some(last)) = (window.first(), window.last()) else {
            continue;
        };
        let (start, end) = (first.start as usize, last.end as usize);
        if !are_linked(body, window, b".") || body.is_inside(start, end) || out.in_link(start) {
            continue;
        }
        let text = String::from_utf8_lossy(slice(body.text(), start, end)).into_owned();
        let Ok(address) = text.parse::<Ipv4Addr>() else {
            continue;
        };
        let is_version = body.roles().any(|(hit, role)| {
            let gap = start.checked_sub(hit.end as usize);
            role == Role::Version && gap.is_some_and(|gap| gap <= 2)
        });
        if is_version {
            continue;
        }
        let score = Score::grouped().rule("four numbers that can be", 25);
        let score = if address.is_private() || address.is_loopback() || address.is_documentation() {
            score.guard("private or for examples", 15)
        } else {
            score
        };
        out.put(body, Detector::Ipv4, (start, end), score, Need::Points);
    }
}

/// Finds IPv6 addresses and hardware addresses.
pub(super) fn colons(body: &Body<'_>, out: &mut Out) {
    let text = body.text();
    for (start, end) in tokens(text) {
        let token = slice(text, start, end);
        let is_inner = |byte: &u8| byte.is_ascii_hexdigit() || b":-.".contains(byte);
        let lead = token.iter().take_while(|b| b"([<\"'".contains(b)).count();
        let n = token.iter().skip(lead).take_while(|b| is_inner(b)).count();
        let start = start + lead;
        let run = slice(text, start, start + n);
        let run = run.strip_suffix(b".").unwrap_or(run);
        let end = start + run.len();
        if text.get(end).is_some_and(|byte| is_word_byte(*byte)) {
            continue;
        }
        if is_mac(run) {
            let score = Score::grouped().rule("six pairs", 30);
            out.put(body, Detector::Mac, (start, end), score, Need::Points);
        } else if run.iter().filter(|byte| **byte == b':').count() >= 2 && run.len() > 3 {
            let Ok(address) = String::from_utf8_lossy(run).parse::<Ipv6Addr>() else {
                continue;
            };
            if address.is_loopback() || address.is_unspecified() {
                continue;
            }
            let score = Score::grouped().rule("groups that can be", 25);
            out.put(body, Detector::Ipv6, (start, end), score, Need::Points);
        }
    }
}

fn is_mac(run: &[u8]) -> bool {
    let separator = run.get(2).copied();
    run.len() == 17
        && matches!(separator, Some(b':' | b'-'))
        && run.chunks(3).all(|pair| {
            let ends = pair.get(2).copied();
            pair.iter().take(2).all(u8::is_ascii_hexdigit) && (ends.is_none() || ends == separator)
        })
}

/// Shortest text that can hold the lines of a passport. Units: bytes.
pub(super) const PASSPORT_BYTES: usize = 89;

/// Finds the two lines at the foot of a passport.
pub(super) fn passport(body: &Body<'_>, out: &mut Out) {
    let text = body.text();
    if memchr::memmem::find(text, b"<<").is_none() {
        return;
    }
    let is_mrz = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'<';
    let lines: Vec<(usize, usize)> = tokens(text)
        .filter(|(start, end)| end - start == 44 && slice(text, *start, *end).iter().all(is_mrz))
        .collect();
    for pair in lines.windows(2) {
        let [(start, _), (second, end)] = pair else {
            continue;
        };
        let line = slice(text, *second, *end);
        let field = |from: usize, to: usize| slice(line, from, to);
        let check = |at: usize| line.get(at).copied().unwrap_or(0);
        let holds = checks::mrz(field(0, 9), check(9))
            && checks::mrz(field(13, 19), check(19))
            && checks::mrz(field(21, 27), check(27));
        let score = Score::grouped();
        let score = if holds {
            score.checked("check digits")
        } else {
            score.rule("two lines of 44", 15)
        };
        if before(text, *start).is_none_or(|byte| byte.is_ascii_whitespace()) {
            out.put(
                body,
                Detector::PassportMrz,
                (*start, *end),
                score,
                Need::Points,
            );
        }
    }
}
