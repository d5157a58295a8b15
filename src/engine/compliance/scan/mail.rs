//! O002: a private mail address of an insider.

use super::leaving::Hiding;
use super::{Scan, Subject};
use crate::engine::compliance::catalogue::Code;
use crate::engine::compliance::draft::Drafts;
use crate::engine::compliance::ground::{Ground, when};
use crate::engine::compliance::lists::holds;
use crate::engine::compliance::quoting::quoted;
use crate::engine::compliance::roster::Side;
use crate::engine::place::ByteSpan;

/// O002: a private mail address of an insider.
pub(super) fn mail(
    scan: &mut Scan,
    ground: &Ground,
    subject: &Subject<'_>,
    number: usize,
    hiding: Hiding<'_>,
    fired: &mut Vec<usize>,
    drafts: &mut Drafts,
) {
    if subject.side != Side::Internal || memchr::memchr(b'@', subject.body).is_none() {
        return;
    }
    let Some(rule) = ground.policy.rules.get(number) else {
        return;
    };
    for at in memchr::memchr_iter(b'@', subject.body) {
        let Some((address, span)) = address_around(subject.body, at) else {
            continue;
        };
        let host = address.rsplit_once('@').map_or("", |(_, host)| host);
        if !holds("mail_host", host) {
            continue;
        }
        // Whoever's it is: an address of the roster is known.
        let mut people = ground.roster.people.iter();
        let is_known = people.any(|person| {
            let mut emails = person.emails.iter();
            emails.any(|one| one.trim().eq_ignore_ascii_case(&address))
        });
        if is_known || scan.is_hidden(hiding, Some(span)) {
            continue;
        }
        fired.push(number);
        if !rule.enabled {
            continue;
        }
        let why = format!(
            "{} gave {address} at {}: a private address at a public mail host, not in the roster",
            quoted(&subject.voice.name),
            when(subject.thread, subject.id),
            address = quoted(&address)
        );
        let mut draft = subject
            .draft(Code::O002, why, Some(span))
            .severe(rule.severity);
        draft.rule = Some(number);
        drafts.push(draft.number("host", host));
    }
}

fn address_around(body: &[u8], at: usize) -> Option<(String, ByteSpan)> {
    let is_part =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+');
    let before = body
        .get(..at)?
        .iter()
        .rev()
        .take_while(|byte| is_part(byte))
        .count();
    let after = body
        .get(at + 1..)?
        .iter()
        .take_while(|byte| is_part(byte))
        .count();
    let (start, mut end) = (at - before, at + 1 + after);
    while body.get(end.checked_sub(1)?) == Some(&b'.') {
        end -= 1;
    }
    let text = String::from_utf8_lossy(body.get(start..end)?).to_lowercase();
    let host = text.rsplit_once('@')?.1;
    (before > 0 && host.contains('.')).then_some((
        text,
        ByteSpan {
            start: start as u32,
            len: (end - start) as u32,
        },
    ))
}
