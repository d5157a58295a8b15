//! A policy's terms, tried on texts that they must find.

use super::{Matcher, Moves, Seen};
use crate::engine::compliance::policy::{Channel, Policy, Rule, RuleKind};

/// The words that a rule lists one by one.
pub(in crate::engine::compliance) fn rule_terms(rule: &Rule) -> &[String] {
    match &rule.kind {
        RuleKind::Term(terms) => &terms.words,
        RuleKind::Phrase { phrases, .. } => phrases,
        RuleKind::Complaint { words, .. } => words,
        _other => &[],
    }
}

/// Ready to try.
pub(in crate::engine::compliance) struct Trial<'p> {
    policy: &'p Policy,
    matcher: Matcher,
    seen: Seen,
}

impl<'p> Trial<'p> {
    /// `None`: the policy names too much to be looked for.
    pub(in crate::engine::compliance) fn of(policy: &'p Policy) -> Option<Trial<'p>> {
        let matcher = Matcher::new(policy).ok()?;
        let seen = Seen::new(&matcher);
        Some(Trial {
            policy,
            matcher,
            seen,
        })
    }

    /// Whether a term of a rule is found in the rule's own example, or in itself.
    pub(in crate::engine::compliance) fn finds(&mut self, rule: usize, term: &str) -> bool {
        let of = self.policy.rules.get(rule);
        let examples = of.map_or(&[][..], |rule| rule.yes.as_slice());
        let texts = examples.iter().map(String::as_str).chain([term]);
        texts.into_iter().any(|text| {
            self.matcher.look(text.as_bytes(), &mut self.seen);
            let hits = self
                .matcher
                .hits(self.policy, text.as_bytes(), &mut self.seen);
            hits.iter().any(|hit| hit.rule == rule && hit.term == term)
        })
    }

    /// Whether a rule finds the usual invitation to a channel.
    pub(in crate::engine::compliance) fn invites_to(
        &mut self,
        rule: usize,
        channel: &Channel,
    ) -> bool {
        let of = self.policy.rules.get(rule).map(|rule| &rule.kind);
        let (Some(RuleKind::ChannelMove { verbs, .. }), Some(word)) = (of, channel.words.first())
        else {
            return false;
        };
        let text = format!("{} to {word}", verbs.first().map_or("", String::as_str));
        self.matcher.look(text.as_bytes(), &mut self.seen);
        let moves = Moves::of(self.policy, &self.matcher, text.as_bytes(), &mut self.seen);
        moves.invitation(self.policy, rule).is_some()
    }
}
