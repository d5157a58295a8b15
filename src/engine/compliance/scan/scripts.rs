//! L003: how much of a thread is in a script that no rule covers. A list of words in the wrong
//! language finds nothing, and nothing would say so.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::compliance::catalogue::Code;
use crate::engine::compliance::draft::{Draft, Drafts};
use crate::engine::compliance::ground::{Ground, ThreadGround};
use crate::engine::compliance::policy::{Policy, RuleKind};
use crate::engine::compliance::quoting::quoted;
use crate::engine::thread::RecordId;

/// Units: percent of letters.
const SHARE: u64 = 20;

/// The scripts that letters are told apart by.
pub(in crate::engine::compliance) const SCRIPTS: [&str; 14] = [
    "latin",
    "greek",
    "cyrillic",
    "armenian",
    "hebrew",
    "arabic",
    "devanagari",
    "bengali",
    "thai",
    "georgian",
    "kana",
    "han",
    "hangul",
    "other",
];

/// Letters of a thread by script.
#[derive(Default)]
pub(super) struct Scripts {
    covered: BTreeSet<&'static str>,
    has_words: bool,
    counts: BTreeMap<&'static str, u64>,
}

impl Scripts {
    pub(super) fn new(policy: &Policy) -> Scripts {
        let mut scripts = Scripts::default();
        for rule in policy.rules.iter().filter(|rule| rule.enabled) {
            let is_words = matches!(
                rule.kind,
                RuleKind::Term(_)
                    | RuleKind::Phrase { .. }
                    | RuleKind::Near { .. }
                    | RuleKind::Pattern { .. }
                    | RuleKind::Complaint { .. }
                    | RuleKind::ChannelMove { .. }
                    | RuleKind::Destroy { .. }
            );
            if !is_words {
                continue;
            }
            scripts.has_words = true;
            scripts.covered.extend(
                rule.languages
                    .iter()
                    .flat_map(|language| of_language(language))
                    .copied(),
            );
            if rule.languages.is_empty() {
                // The texts that it must find show in which script it works.
                let letters = rule
                    .yes
                    .iter()
                    .flat_map(|text| text.chars())
                    .filter_map(script);
                scripts.covered.extend(letters);
            }
        }
        scripts
    }

    pub(super) fn begin(&mut self) {
        self.counts.clear();
    }

    pub(super) fn count(&mut self, body: &[u8]) {
        if body.is_ascii() {
            let letters = body
                .iter()
                .filter(|byte| byte.is_ascii_alphabetic())
                .count();
            *self.counts.entry("latin").or_default() += letters as u64;
            return;
        }
        for c in String::from_utf8_lossy(body).chars() {
            if let Some(script) = script(c) {
                *self.counts.entry(script).or_default() += 1;
            }
        }
    }

    pub(super) fn end(
        &self,
        ground: &Ground,
        thread: &ThreadGround,
        applies: &[bool],
        drafts: &mut Drafts,
    ) {
        let all: u64 = self.counts.values().sum();
        if all == 0 {
            return;
        }
        let first = thread
            .thread
            .records
            .iter()
            .position(|record| thread.is_written(record))
            .unwrap_or(0);
        let first = RecordId(first as u32);
        if self.has_words {
            for (script, n) in &self.counts {
                if n * 100 > all * SHARE && !self.covered.contains(script) {
                    let why = format!(
                        "{} % of the letters in {} are of the script {script}, and no rule that looks at words covers that script",
                        n * 100 / all,
                        quoted(&thread.title),
                        script = quoted(script)
                    );
                    let draft = Draft::new(Code::L003, why)
                        .at(thread.id, first)
                        .about(*script);
                    drafts.push(
                        draft
                            .number("share in %", n * 100 / all)
                            .number("script", script),
                    );
                }
            }
        }
        for (number, rule) in ground.policy.rules.iter().enumerate() {
            let RuleKind::Language { expected, share } = &rule.kind else {
                continue;
            };
            let applies = applies.get(number).copied().unwrap_or(false);
            let strange: u64 = self
                .counts
                .iter()
                .filter(|(script, _)| !expected.iter().any(|one| one == *script))
                .map(|(_, n)| n)
                .sum();
            if rule.enabled && applies && strange * 100 > all * u64::from(*share) {
                let why = format!(
                    "{} % of the letters in {} are in scripts that the rule {} does not expect",
                    strange * 100 / all,
                    quoted(&thread.title),
                    quoted(&rule.title)
                );
                let mut draft = Draft::new(Code::L003, why)
                    .at(thread.id, first)
                    .severe(rule.severity);
                draft.rule = Some(number);
                drafts.push(
                    draft
                        .number("share in %", strange * 100 / all)
                        .number("over %", share),
                );
            }
        }
    }
}

/// The scripts in which a language is written.
fn of_language(language: &str) -> &'static [&'static str] {
    match language.split(['-', '_']).next().unwrap_or_default() {
        "el" => &["greek"],
        "ru" | "uk" | "bg" | "be" | "sr" | "mk" | "kk" => &["cyrillic"],
        "ar" | "fa" | "ur" | "ps" => &["arabic"],
        "he" | "yi" => &["hebrew"],
        "hi" | "mr" | "ne" | "sa" => &["devanagari"],
        "bn" => &["bengali"],
        "th" => &["thai"],
        "zh" => &["han"],
        "ja" => &["kana", "han"],
        "ko" => &["hangul", "han"],
        "ka" => &["georgian"],
        "hy" => &["armenian"],
        _other => &["latin"],
    }
}

/// The script of a letter; `None` for what is no letter.
fn script(c: char) -> Option<&'static str> {
    if !c.is_alphabetic() {
        return None;
    }
    Some(match c {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => "latin",
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => "greek",
        '\u{400}'..='\u{52f}' => "cyrillic",
        '\u{530}'..='\u{58f}' => "armenian",
        '\u{590}'..='\u{5ff}' => "hebrew",
        '\u{600}'..='\u{77f}'
        | '\u{8a0}'..='\u{8ff}'
        | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{feff}' => "arabic",
        '\u{900}'..='\u{97f}' => "devanagari",
        '\u{980}'..='\u{9ff}' => "bengali",
        '\u{e00}'..='\u{e7f}' => "thai",
        '\u{10a0}'..='\u{10ff}' => "georgian",
        '\u{3040}'..='\u{30ff}' => "kana",
        '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{2ffff}' => "han",
        '\u{ac00}'..='\u{d7af}' | '\u{1100}'..='\u{11ff}' => "hangul",
        _other => "other",
    })
}
