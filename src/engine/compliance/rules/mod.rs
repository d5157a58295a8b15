//! What the rules of a policy find in one message: all words of all rules in one pass, then each rule
//! on what it left.
//!
//! Read [`Matcher`], then [`Seen`]. Invariants: texts are folded for comparing and never shown so; spans
//! count bytes of the body as it is written; cost is linear in the text for every policy that was
//! accepted.

mod channels;
mod sequence;
mod single;
mod words;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::lists::default_words;
use super::policy::{ChannelStatus, Excluded, Policy, RuleKind};
use crate::engine::detect::{Folded, Pattern, Runner};
use crate::engine::place::ByteSpan;

pub(super) use channels::{Across, Elsewhere, Invitation, Moves};
pub(super) use sequence::{Found, Role, Sequence};
pub(super) use single::{detect_options, rule_finds};
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
        let mut builder = Builder::default();
        builder.rules(policy);
        builder.usual(policy);
        for (number, exclusion) in policy.exclusions.iter().enumerate() {
            if let Excluded::Phrase(phrase) = &exclusion.what {
                builder.words(&[phrase.clone()], Role::Exclusion(number), 0);
            }
        }
        if builder.sequences.len() > SEQUENCES {
            return Err(format!(
                "the rules name {} words, at most {SEQUENCES} are looked for",
                builder.sequences.len()
            ));
        }
        let hosts = std::mem::take(&mut builder.hosts);
        let patterns = patterns(policy);
        builder.finish(patterns, hosts)
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
        hits.dedup_by(|a, b| a.rule == b.rule && a.span == b.span);
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

fn patterns(policy: &Policy) -> Vec<(usize, Pattern)> {
    let rules = policy.rules.iter().enumerate();
    let patterns = rules.filter_map(|(number, rule)| match &rule.kind {
        RuleKind::Pattern { pattern } => Some((number, Pattern::new(pattern).ok()?)),
        _other => None,
    });
    patterns.collect()
}

#[derive(Default)]
struct Builder {
    sequences: Vec<Sequence>,
    hosts: Vec<(String, String)>,
}

impl Builder {
    fn words(&mut self, words: &[String], role: Role, slop: u32) {
        let ready = words
            .iter()
            .filter_map(|words| Sequence::new(words, role, slop));
        self.sequences.extend(ready);
    }

    fn usual_words(&mut self, list: &str, role: Role, policy: &Policy) {
        match policy.list(list) {
            Some(words) => self.words(&words.to_vec(), role, 0),
            None => {
                let words: Vec<String> = default_words(list).map(str::to_owned).collect();
                self.words(&words, role, 0);
            }
        }
    }

    fn rules(&mut self, policy: &Policy) {
        for (number, rule) in policy.rules.iter().enumerate() {
            match &rule.kind {
                RuleKind::Term(terms) => {
                    for words in &terms.words {
                        if let Some(mut one) = Sequence::new(words, Role::Term(number), 0) {
                            one.is_whole = terms.whole_word;
                            one.is_exact = !terms.fold;
                            self.sequences.push(one);
                        }
                    }
                }
                RuleKind::Phrase { phrases, slop } => {
                    self.words(phrases, Role::Term(number), *slop);
                }
                RuleKind::Near { a, b, .. } => {
                    self.words(a, Role::A(number), 0);
                    self.words(b, Role::B(number), 0);
                }
                RuleKind::ChannelMove { verbs, .. } => self.words(verbs, Role::Verb(number), 0),
                RuleKind::Destroy { words } => self.words(words, Role::Destroy(number), 0),
                RuleKind::Complaint { words, .. } => {
                    self.words(words, Role::Complaint(number), 0);
                }
                _other => {}
            }
        }
    }

    /// What is looked for beside the rules: only where a rule asks for it.
    fn usual(&mut self, policy: &Policy) {
        let is = |wanted: fn(&RuleKind) -> bool| policy.rules.iter().any(|rule| wanted(&rule.kind));
        self.usual_words("own_number", Role::OwnNumber, policy);
        if is(|kind| matches!(kind, RuleKind::Destroy { .. })) {
            self.usual_words("record", Role::Record, policy);
        }
        if !is(|kind| matches!(kind, RuleKind::ChannelMove { .. })) {
            return;
        }
        self.usual_words("ask", Role::Ask, policy);
        self.usual_words("urgency", Role::Urgency, policy);
        self.usual_words("used", Role::Used, policy);
        self.shorthand(policy);
        for (number, channel) in policy.channels.iter().enumerate() {
            self.words(&channel.words, Role::Channel(number), 0);
            if channel.status == ChannelStatus::Forbidden {
                for host in &channel.hosts {
                    self.link(&channel.title, host);
                }
            }
        }
        let known: Vec<&String> = policy
            .channels
            .iter()
            .flat_map(|channel| &channel.hosts)
            .collect();
        let known: Vec<String> = known.into_iter().map(|host| host.to_lowercase()).collect();
        for line in include_str!("../hosts.csv").lines().skip(1) {
            let mut cells = line.split(',');
            let (Some(id), Some(title), Some(host)) = (cells.next(), cells.next(), cells.next())
            else {
                continue;
            };
            let is_named = policy.channels.iter().any(|channel| channel.id == id);
            if !is_named && !known.iter().any(|one| one == host) {
                self.link(title, host);
            }
        }
        for host in default_words("meeting") {
            if !known.iter().any(|one| one == host) {
                self.link("a meeting elsewhere", host);
            }
        }
    }

    /// The usual ones, and the policy's own.
    fn shorthand(&mut self, policy: &Policy) {
        let own = policy.list("shorthand").unwrap_or_default().to_vec();
        let usual = default_words("shorthand").map(str::to_owned);
        let words: Vec<String> = own.into_iter().chain(usual).collect();
        for word in &words {
            if let Some(mut one) = Sequence::new(word, Role::Shorthand, 0) {
                one.is_exact = true;
                self.sequences.push(one);
            }
        }
    }

    fn link(&mut self, title: &str, host: &str) {
        let number = self.hosts.len();
        self.hosts.push((title.to_owned(), host.to_lowercase()));
        if let Some(mut one) = Sequence::new(host, Role::Host(number), 0) {
            one.is_whole = false;
            self.sequences.push(one);
        }
    }

    fn finish(
        self,
        patterns: Vec<(usize, Pattern)>,
        hosts: Vec<(String, String)>,
    ) -> Result<Matcher, String> {
        let mut anchors: Vec<&str> = self.sequences.iter().map(Sequence::anchor).collect();
        anchors.sort_unstable();
        anchors.dedup();
        let mut uses = vec![Vec::new(); anchors.len()];
        for (number, sequence) in self.sequences.iter().enumerate() {
            if let Ok(at) = anchors.binary_search(&sequence.anchor())
                && let Some(uses) = uses.get_mut(at)
            {
                uses.push(number as u32);
            }
        }
        let build = |kind: Option<AhoCorasickKind>| {
            AhoCorasick::builder()
                .ascii_case_insensitive(true)
                .kind(kind)
                .build(&anchors)
        };
        let automaton = match anchors.is_empty() {
            true => None,
            false => {
                let quick = (anchors.len() < 2_000).then_some(AhoCorasickKind::DFA);
                let built = build(quick).or_else(|_| build(None));
                Some(built.map_err(|error| format!("the words cannot be looked for: {error}"))?)
            }
        };
        Ok(Matcher {
            automaton,
            uses,
            sequences: self.sequences,
            patterns,
            hosts,
        })
    }
}
