//! Gathers the words that a policy looks for.

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::{Matcher, Role, SEQUENCES, Sequence};
use crate::engine::compliance::lists::default_words;
use crate::engine::compliance::policy::{ChannelStatus, Excluded, Policy, RuleKind};
use crate::engine::detect::Pattern;

/// Every word that a policy has looked for, its own and the usual ones, each once, sorted.
///
/// Empty for a policy that names too many to be looked for.
pub fn policy_terms(policy: &Policy) -> Vec<String> {
    let sequences = Builder::of(policy).map(|builder| builder.sequences);
    let words = sequences.unwrap_or_default().into_iter();
    let mut words: Vec<String> = words.map(|sequence| sequence.written).collect();
    words.sort_unstable();
    words.dedup();
    words
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
pub(super) struct Builder {
    sequences: Vec<Sequence>,
    hosts: Vec<(String, String)>,
}

impl Builder {
    /// `Err`: there is too much to look for.
    pub(super) fn of(policy: &Policy) -> Result<Builder, String> {
        let mut builder = Builder::default();
        builder.rules(policy);
        builder.usual(policy);
        for (number, exclusion) in policy.exclusions.iter().enumerate() {
            if let Excluded::Phrase(phrase) = &exclusion.what {
                builder.words(std::slice::from_ref(phrase), Role::Exclusion(number), 0);
            }
        }
        if builder.sequences.len() > SEQUENCES {
            return Err(format!(
                "the rules name {} words, at most {SEQUENCES} are looked for",
                builder.sequences.len()
            ));
        }
        Ok(builder)
    }

    fn words(&mut self, words: &[String], role: Role, slop: u32) {
        let ready = words
            .iter()
            .filter_map(|words| Sequence::new(words, role, slop));
        self.sequences.extend(ready);
    }

    fn usual_words(&mut self, list: &str, role: Role, policy: &Policy) {
        match policy.list(list) {
            Some(words) => self.words(words, role, 0),
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

    /// `Err`: the words cannot be looked for.
    pub(super) fn finish(self, policy: &Policy) -> Result<Matcher, String> {
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
            patterns: patterns(policy),
            hosts: self.hosts,
        })
    }
}
