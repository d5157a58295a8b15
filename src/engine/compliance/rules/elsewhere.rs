//! What leads elsewhere without inviting: links, names, use of a channel, the wish to speak, shorthand;
//! and the wish to delete.

use super::channels::{ChannelMention, Moves};
use super::{Found, Matcher, Role, Seen};
use crate::engine::compliance::lists::holds;
use crate::engine::compliance::policy::{ChannelStatus, Policy};
use crate::engine::place::ByteSpan;

/// How far a word of use may stand from a channel. Units: words.
const USED_WITHIN: u32 = 6;
/// How far words for deleting and for what is deleted may be apart. Units: words.
const RECORD_WITHIN: u32 = 6;
/// How far an urgent or secret word may stand from the wish to speak. Units: words.
const URGENCY_WITHIN: u32 = 12;

/// What leads elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::engine::compliance) struct Elsewhere {
    /// Links and handles: name of the channel, where.
    pub(in crate::engine::compliance) links: Vec<(String, ByteSpan)>,
    /// Channels that are said to be in use.
    pub(in crate::engine::compliance) used: Vec<ChannelMention>,
    /// The wish to speak: where, and how many words from an urgent one.
    pub(in crate::engine::compliance) speak: Option<(ByteSpan, u32)>,
    /// Shorthand.
    pub(in crate::engine::compliance) shorthand: Vec<(String, ByteSpan)>,
}

impl Elsewhere {
    /// Of the message that was looked at.
    pub(in crate::engine::compliance) fn of(
        policy: &Policy,
        matcher: &Matcher,
        body: &[u8],
        seen: &mut Seen,
    ) -> Elsewhere {
        if seen.found.is_empty() {
            return Elsewhere::default();
        }
        seen.tokens.fill(seen.folded.bytes());
        let moves = Moves::of(policy, matcher, body, seen);
        let forbidden = |one: &&ChannelMention| {
            let channel = policy.channels.get(one.channel);
            channel.is_some_and(|channel| channel.status == ChannelStatus::Forbidden)
        };
        let mut elsewhere = Elsewhere::default();
        for found in &seen.found {
            let span = seen
                .folded
                .span(body, found.start as usize, found.end as usize);
            match matcher.role(found) {
                Role::Host(number) if is_link(seen.folded.bytes(), found) => {
                    if let Some((name, _)) = matcher.host(number) {
                        elsewhere.links.push((name.to_owned(), span));
                    }
                }
                Role::Shorthand => {
                    let word = matcher.term(found).to_owned();
                    elsewhere.shorthand.push((word, span));
                }
                _other => {}
            }
        }
        for mention in moves.channels.iter().filter(forbidden) {
            if is_used(matcher, seen, mention) {
                elsewhere.used.push(*mention);
            }
            if let Some(span) = handle(body)
                && let Some(channel) = policy.channels.get(mention.channel)
            {
                elsewhere.links.push((channel.title.clone(), span));
            }
        }
        elsewhere.speak = speak(matcher, body, seen);
        elsewhere
    }
}

/// A host in a link, and not the end of a mail address or of another name.
fn is_link(text: &[u8], found: &Found) -> bool {
    let before = (found.start as usize)
        .checked_sub(1)
        .and_then(|at| text.get(at))
        .copied();
    let is_start = before
        .is_none_or(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'-' | b'@' | b'_'));
    let after = text.get(found.end as usize).copied();
    let is_end = after.is_none_or(|byte| !byte.is_ascii_alphanumeric() && byte != b'-');
    is_start && is_end
}

/// `on Signal` near `said`, or `my Signal message`.
fn is_used(matcher: &Matcher, seen: &Seen, mention: &ChannelMention) -> bool {
    let text = seen.folded.bytes();
    let Some((start, end)) = seen.tokens.get(mention.word as usize) else {
        return false;
    };
    let before = seen.tokens.word_before(text, start as u32);
    let leads = holds("preposition", &before)
        || matches!(
            before.as_str(),
            "my" | "your" | "our" | "the" | "his" | "her"
        );
    leads
        && seen.found.iter().any(|other| {
            let apart = seen
                .tokens
                .apart((other.start, other.end), (start as u32, end as u32));
            matcher.role(other) == Role::Used && apart.is_some_and(|apart| apart <= USED_WITHIN)
        })
}

/// `@name` that is no mail address.
fn handle(body: &[u8]) -> Option<ByteSpan> {
    let mut from = 0;
    while let Some(at) = memchr::memchr(b'@', body.get(from..)?) {
        let at = from + at;
        let before = at.checked_sub(1).and_then(|before| body.get(before));
        let name = body.get(at + 1..).unwrap_or_default();
        let len = name
            .iter()
            .take_while(|b| b.is_ascii_alphanumeric() || **b == b'_')
            .count();
        let starts = before.is_none_or(|byte| !byte.is_ascii_alphanumeric());
        let is_name = name.first().is_some_and(u8::is_ascii_alphabetic);
        if starts && is_name && len >= 3 {
            return Some(ByteSpan {
                start: at as u32,
                len: len as u32 + 1,
            });
        }
        from = at + 1;
    }
    None
}

fn speak(matcher: &Matcher, body: &[u8], seen: &Seen) -> Option<(ByteSpan, u32)> {
    let all = |role: Role| {
        seen.found
            .iter()
            .filter(move |found| matcher.role(found) == role)
    };
    let mut best: Option<(ByteSpan, u32)> = None;
    for ask in all(Role::Ask) {
        for urgent in all(Role::Urgency) {
            let apart = seen
                .tokens
                .apart((ask.start, ask.end), (urgent.start, urgent.end));
            let Some(apart) = apart.filter(|apart| *apart <= URGENCY_WITHIN) else {
                continue;
            };
            if best.is_none_or(|(_, so_far)| apart < so_far) {
                let span = seen.folded.span(body, ask.start as usize, ask.end as usize);
                best = Some((span, apart));
            }
        }
    }
    best
}

impl Seen {
    /// Words for deleting near words for what is deleted, of that rule.
    pub(in crate::engine::compliance) fn destroys(
        &mut self,
        matcher: &Matcher,
        rule: usize,
    ) -> Option<(Found, Found, u32)> {
        let has = |role: Role| self.found.iter().any(|found| matcher.role(found) == role);
        if !has(Role::Destroy(rule)) || !has(Role::Record) {
            return None;
        }
        self.tokens.fill(self.folded.bytes());
        let all = |role: Role| {
            self.found
                .iter()
                .filter(move |found| matcher.role(found) == role)
        };
        let mut best: Option<(Found, Found, u32)> = None;
        for verb in all(Role::Destroy(rule)) {
            for record in all(Role::Record) {
                let apart = self
                    .tokens
                    .apart((verb.start, verb.end), (record.start, record.end));
                let Some(apart) = apart.filter(|apart| *apart <= RECORD_WITHIN) else {
                    continue;
                };
                if best.is_none_or(|(_, _, so_far)| apart < so_far) {
                    best = Some((*verb, *record, apart));
                }
            }
        }
        best
    }

    /// Whether the message leads to a number of the speaker's own, and where the number may begin.
    pub(in crate::engine::compliance) fn own_number(
        &self,
        matcher: &Matcher,
        body: &[u8],
    ) -> Option<usize> {
        let found = self
            .found
            .iter()
            .find(|found| matcher.role(found) == Role::OwnNumber)?;
        let span = self
            .folded
            .span(body, found.start as usize, found.end as usize);
        Some(span.end() as usize)
    }
}
