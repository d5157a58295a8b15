//! What the rules of a policy find in one message: all words of all rules in one pass, then each rule
//! on what it left.
//!
//! Read [`Matcher`], then [`Seen`]. Invariants: texts are folded for comparing and never shown so; spans
//! count bytes of the body as it is written; cost is linear in the text for every policy that was
//! accepted.

mod builder;
mod channels;
mod elsewhere;
mod sequence;
mod single;
mod trial;
mod words;

use aho_corasick::AhoCorasick;

use super::policy::{Policy, RuleKind};
use crate::engine::detect::{Folded, Pattern, Runner};
use crate::engine::place::ByteSpan;

use builder::Builder;
pub use builder::policy_terms;
pub(super) use channels::{Across, Invitation, Moves};
pub(super) use elsewhere::Elsewhere;
pub(super) use sequence::{Found, Role, Sequence};
pub(super) use single::{detect_options, rule_finds};
pub(super) use trial::{Trial, rule_terms};
pub(super) use words::Tokens;

/// Most words of a policy, its own and the usual ones.
const SEQUENCES: usize = 20_000;

/// Everything that is looked for, ready.
pub(super) struct Matcher {
    automaton: Option<AhoCorasick>,
    /// By pattern of the automaton: the sequences that hang on it.
    uses: Vec<Vec<u32>>,
    sequences: Vec<Sequence>,
    patterns: Vec<(usize, Pattern)>,
    /// Links of other channels: channel's name, host.
    hosts: Vec<(String, String)>,
}

/// Something that a rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    /// Number of the rule.
    pub(super) rule: usize,
    /// In the body as it is written.
    pub(super) span: ByteSpan,
    /// The word of the rule.
    pub(super) term: String,
}

/// What was seen in one message. Used again and again for the memory it holds.
pub(super) struct Seen {
    folded: Folded,
    tokens: Tokens,
    found: Vec<Found>,
    runners: Vec<(usize, Runner)>,
}

impl Seen {
    pub(super) fn new(matcher: &Matcher) -> Seen {
        let runners = matcher.patterns.iter();
        Seen {
            folded: Folded::default(),
            tokens: Tokens::default(),
            found: Vec::new(),
            runners: runners
                .map(|(rule, pattern)| (*rule, Runner::new(pattern.clone())))
                .collect(),
        }
    }

    /// Whether no word of any rule stands in the message.
    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// What was found of a role.
    pub(super) fn of<'s>(
        &'s self,
        matcher: &'s Matcher,
        wanted: impl Fn(Role) -> bool + 's,
    ) -> impl Iterator<Item = &'s Found> + 's {
        self.found
            .iter()
            .filter(move |found| wanted(matcher.role(found)))
    }

    /// The body's bytes that something found stands on.
    pub(super) fn span(&self, body: &[u8], found: &Found) -> ByteSpan {
        self.folded
            .span(body, found.start as usize, found.end as usize)
    }
}

impl Matcher {
    /// Of a policy. `Err`: there is too much to look for.
    pub(super) fn new(policy: &Policy) -> Result<Matcher, String> {
        Builder::of(policy)?.finish(policy)
    }

    pub(super) fn role(&self, found: &Found) -> Role {
        let sequence = self.sequences.get(found.sequence as usize);
        sequence.map_or(Role::None, |sequence| sequence.role)
    }

    /// The words as the policy writes them.
    pub(super) fn term(&self, found: &Found) -> &str {
        let sequence = self.sequences.get(found.sequence as usize);
        sequence.map_or("", |sequence| sequence.written.as_str())
    }

    /// Name and host of a link's channel.
    pub(super) fn host(&self, number: usize) -> Option<(&str, &str)> {
        let (name, host) = self.hosts.get(number)?;
        Some((name, host))
    }

    /// Looks at one body.
    pub(super) fn look(&self, body: &[u8], seen: &mut Seen) {
        seen.found.clear();
        seen.tokens.clear();
        let Some(automaton) = &self.automaton else {
            return;
        };
        seen.folded.fold(body);
        let text = seen.folded.bytes();
        for hit in automaton.find_overlapping_iter(text) {
            let uses = self.uses.get(hit.pattern().as_usize());
            for number in uses.map_or(&[][..], Vec::as_slice) {
                let Some(sequence) = self.sequences.get(*number as usize) else {
                    continue;
                };
                let anchor = (hit.start(), hit.end());
                if let Some((start, end)) = sequence.around(text, anchor, &mut seen.tokens)
                    && sequence.is_as_written(body, &seen.folded, start, end)
                {
                    seen.found.push(Found {
                        sequence: *number,
                        start: start as u32,
                        end: end as u32,
                    });
                }
            }
        }
    }

    /// What rules of words find in the message that was looked at, in the order of rules.
    pub(super) fn hits(&self, policy: &Policy, body: &[u8], seen: &mut Seen) -> Vec<Hit> {
        let mut hits = Vec::new();
        if !seen.found.is_empty() {
            self.word_hits(policy, body, seen, &mut hits);
        }
        self.pattern_hits(body, seen, &mut hits);
        hits.sort_by_key(|hit| (hit.rule, hit.span));
        longest(&mut hits);
        hits
    }

    fn word_hits(&self, policy: &Policy, body: &[u8], seen: &mut Seen, hits: &mut Vec<Hit>) {
        let mut near: Vec<usize> = Vec::new();
        for found in &seen.found {
            match self.role(found) {
                Role::Term(rule) | Role::Complaint(rule) => hits.push(Hit {
                    rule,
                    span: seen
                        .folded
                        .span(body, found.start as usize, found.end as usize),
                    term: self.term(found).to_owned(),
                }),
                Role::A(rule) if !near.contains(&rule) => near.push(rule),
                _other => {}
            }
        }
        for rule in near {
            let Some(RuleKind::Near {
                distance, ordered, ..
            }) = policy.rules.get(rule).map(|rule| &rule.kind)
            else {
                continue;
            };
            seen.tokens.fill(seen.folded.bytes());
            if let Some((a, b)) = self.nearest(seen, rule, *distance, *ordered) {
                let (start, end) = (a.start.min(b.start), a.end.max(b.end));
                let term = format!("{} … {}", self.term(&a), self.term(&b));
                let span = seen.folded.span(body, start as usize, end as usize);
                hits.push(Hit { rule, span, term });
            }
        }
    }

    fn nearest(
        &self,
        seen: &Seen,
        rule: usize,
        distance: u32,
        ordered: bool,
    ) -> Option<(Found, Found)> {
        let all = |role: Role| {
            seen.found
                .iter()
                .filter(move |found| self.role(found) == role)
        };
        for a in all(Role::A(rule)) {
            for b in all(Role::B(rule)) {
                let apart = seen.tokens.apart((a.start, a.end), (b.start, b.end));
                let in_order = !ordered || a.end <= b.start;
                if in_order && apart.is_some_and(|apart| apart <= distance) {
                    return Some((*a, *b));
                }
            }
        }
        None
    }

    fn pattern_hits(&self, body: &[u8], seen: &mut Seen, hits: &mut Vec<Hit>) {
        if seen.runners.is_empty() {
            return;
        }
        if self.automaton.is_none() {
            seen.folded.fold(body);
        }
        let text = seen.folded.bytes();
        for (rule, runner) in &mut seen.runners {
            if !runner.occurs(text) {
                continue;
            }
            runner.pattern().find(text, &mut |start, end| {
                let span = seen.folded.span(body, start, end);
                let term = String::from_utf8_lossy(text.get(start..end).unwrap_or_default());
                hits.push(Hit {
                    rule: *rule,
                    span,
                    term: term.into_owned(),
                });
            });
        }
    }
}

/// Of hits of one rule that overlap the longest stays. `hits` are sorted by rule and place.
fn longest(hits: &mut Vec<Hit>) {
    hits.dedup_by(|next, kept| {
        let overlap = next.rule == kept.rule && next.span.overlaps(kept.span);
        if overlap && next.span.len > kept.span.len {
            std::mem::swap(next, kept);
        }
        overlap
    });
}
