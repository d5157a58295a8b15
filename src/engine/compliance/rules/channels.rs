//! Words about other channels: invitations, links, addresses, that one was used, that something is to be
//! deleted.

use super::{Found, Matcher, Role, Seen};
use crate::engine::compliance::lists::holds;
use crate::engine::compliance::policy::{ChannelStatus, Policy, RuleKind};
use crate::engine::place::ByteSpan;

/// How far a word of use may stand from a channel. Units: words.
const USED_WITHIN: u32 = 6;
/// How far words for deleting and for what is deleted may be apart. Units: words.
const RECORD_WITHIN: u32 = 6;
/// How far an urgent or secret word may stand from the wish to speak. Units: words.
const URGENCY_WITHIN: u32 = 12;

/// A channel that is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::engine::compliance) struct ChannelMention {
    /// Its number in the policy.
    pub(in crate::engine::compliance) channel: usize,
    pub(in crate::engine::compliance) span: ByteSpan,
    /// Number of its word, and how many stand behind it.
    word: u32,
    behind: u32,
    is_negated: bool,
}

/// A word for moving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Verb {
    rule: usize,
    span: ByteSpan,
    first: u32,
    last: u32,
    behind: u32,
    is_negated: bool,
}

/// Channels that are named in a message, and words for moving.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::engine::compliance) struct Moves {
    pub(in crate::engine::compliance) channels: Vec<ChannelMention>,
    verbs: Vec<Verb>,
}

/// An invitation to another channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::engine::compliance) struct Invitation {
    pub(in crate::engine::compliance) channel: usize,
    /// Where the channel is named.
    pub(in crate::engine::compliance) channel_span: ByteSpan,
    /// Where the word for moving stands.
    pub(in crate::engine::compliance) verb_span: ByteSpan,
    pub(in crate::engine::compliance) words_apart: u32,
    pub(in crate::engine::compliance) is_negated: bool,
    /// Whether the channel is named in the message before, or the verb is.
    pub(in crate::engine::compliance) across: Across,
}

/// In which of two messages what stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::engine::compliance) enum Across {
    /// Both in this one.
    Here,
    /// The channel in the one before.
    ChannelBefore,
    /// The verb in the one before.
    VerbBefore,
}

impl Moves {
    /// Of the message that was looked at.
    pub(in crate::engine::compliance) fn of(
        policy: &Policy,
        matcher: &Matcher,
        body: &[u8],
        seen: &mut Seen,
    ) -> Moves {
        let names = |found: &Found| matches!(matcher.role(found), Role::Channel(_) | Role::Verb(_));
        if !seen.found.iter().any(names) {
            return Moves::default();
        }
        seen.tokens.fill(seen.folded.bytes());
        let n_words = seen.tokens.len() as u32;
        let mut moves = Moves::default();
        for found in &seen.found {
            let text = seen.folded.bytes();
            let span = seen
                .folded
                .span(body, found.start as usize, found.end as usize);
            let first = seen.tokens.number(found.start) as u32;
            let last = seen.tokens.number(found.end.saturating_sub(1)) as u32;
            let is_negated = is_negated(seen, found);
            match matcher.role(found) {
                Role::Verb(rule) => moves.verbs.push(Verb {
                    rule,
                    span,
                    first,
                    last,
                    behind: n_words.saturating_sub(last + 1),
                    is_negated,
                }),
                Role::Channel(channel) if is_named(policy, matcher, seen, found, text) => {
                    moves.channels.push(ChannelMention {
                        channel,
                        span,
                        word: first,
                        behind: n_words.saturating_sub(last + 1),
                        is_negated,
                    });
                }
                _other => {}
            }
        }
        moves
    }

    /// The invitation in the message itself.
    pub(in crate::engine::compliance) fn invitation(
        &self,
        policy: &Policy,
        rule: usize,
    ) -> Option<Invitation> {
        let window = window_of(policy, rule)?;
        self.pairs(policy, rule)
            .filter(|(channel, verb)| !channel.span.overlaps(verb.span))
            .map(|(channel, verb)| {
                let apart = if channel.word > verb.last {
                    channel.word - verb.last
                } else {
                    verb.first.saturating_sub(channel.word)
                };
                invitation(channel, verb, apart, Across::Here)
            })
            .filter(|one| one.words_apart <= window)
            .min_by_key(|one| (one.is_negated, one.words_apart))
    }

    fn pairs<'m>(
        &'m self,
        policy: &'m Policy,
        rule: usize,
    ) -> impl Iterator<Item = (&'m ChannelMention, &'m Verb)> {
        let channels = self.channels.iter();
        let channels = channels.filter(move |one| is_asked_for(policy, rule, one.channel));
        channels.flat_map(move |channel| {
            let verbs = self.verbs.iter().filter(move |verb| verb.rule == rule);
            verbs.map(move |verb| (channel, verb))
        })
    }

    /// The invitation that goes over two messages: `self` follows `before`.
    pub(in crate::engine::compliance) fn invitation_after(
        &self,
        before: &Moves,
        policy: &Policy,
        rule: usize,
    ) -> Option<Invitation> {
        let window = window_of(policy, rule)?;
        let asked = |one: &&ChannelMention| is_asked_for(policy, rule, one.channel);
        let mine = |verb: &&Verb| verb.rule == rule;
        for channel in before.channels.iter().filter(asked) {
            for verb in self.verbs.iter().filter(mine) {
                let apart = channel.behind + verb.first + 1;
                if apart <= window {
                    return Some(invitation(channel, verb, apart, Across::ChannelBefore));
                }
            }
        }
        for channel in self.channels.iter().filter(asked) {
            for verb in before.verbs.iter().filter(mine) {
                let apart = verb.behind + channel.word + 1;
                if apart <= window {
                    return Some(invitation(channel, verb, apart, Across::VerbBefore));
                }
            }
        }
        None
    }
}

fn invitation(
    channel: &ChannelMention,
    verb: &Verb,
    words_apart: u32,
    across: Across,
) -> Invitation {
    Invitation {
        channel: channel.channel,
        channel_span: channel.span,
        verb_span: verb.span,
        words_apart,
        is_negated: channel.is_negated || verb.is_negated,
        across,
    }
}

fn window_of(policy: &Policy, rule: usize) -> Option<u32> {
    match policy.rules.get(rule).map(|rule| &rule.kind) {
        Some(RuleKind::ChannelMove { window, .. }) => Some(*window),
        _other => None,
    }
}

/// Whether a rule is about that channel: one it names, or any that is forbidden.
fn is_asked_for(policy: &Policy, rule: usize, channel: usize) -> bool {
    let Some(channel) = policy.channels.get(channel) else {
        return false;
    };
    if channel.status != ChannelStatus::Forbidden {
        return false;
    }
    match policy.rules.get(rule).map(|rule| &rule.kind) {
        Some(RuleKind::ChannelMove { channels, .. }) => {
            channels.is_empty() || channels.contains(&channel.id)
        }
        _other => false,
    }
}

fn is_negated(seen: &Seen, found: &Found) -> bool {
    let before = seen.tokens.word_before(seen.folded.bytes(), found.start);
    holds("negation", &before)
}

/// Words that mean other things, too, need a capital, a preposition or a verb beside them.
fn is_named(policy: &Policy, matcher: &Matcher, seen: &Seen, found: &Found, text: &[u8]) -> bool {
    let word = text
        .get(found.start as usize..found.end as usize)
        .unwrap_or_default();
    let lower = String::from_utf8_lossy(word).to_lowercase();
    if !policy
        .list("noun")
        .map_or_else(|| holds("noun", &lower), |list| list.contains(&lower))
    {
        return true;
    }
    let is_capital = word.first().is_some_and(u8::is_ascii_uppercase);
    let before = seen.tokens.word_before(text, found.start);
    let after = seen.tokens.number(found.end.saturating_sub(1)) + 1;
    let after = String::from_utf8_lossy(seen.tokens.word(text, after)).to_lowercase();
    let is_verb = matches!(after.as_str(), "me" | "us" | "him" | "her" | "them");
    let follows_verb = seen.found.iter().any(|other| {
        matches!(matcher.role(other), Role::Verb(_))
            && seen
                .tokens
                .apart((other.start, other.end), (found.start, found.end))
                == Some(1)
            && other.end <= found.start
    });
    is_capital || holds("preposition", &before) || is_verb || follows_verb
}

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
