//! Channels that are named, and words for moving near them.

use super::{Found, Matcher, Role, Seen};
use crate::engine::compliance::lists::holds;
use crate::engine::compliance::policy::{ChannelStatus, Policy, RuleKind};
use crate::engine::place::ByteSpan;

/// A channel that is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::engine::compliance) struct ChannelMention {
    /// Its number in the policy.
    pub(in crate::engine::compliance) channel: usize,
    pub(in crate::engine::compliance) span: ByteSpan,
    /// Number of its word, and how many stand behind it.
    pub(super) word: u32,
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
