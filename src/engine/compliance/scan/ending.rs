//! What needs all of a thread: files by day.

use super::Scan;
use crate::engine::compliance::catalogue::{Code, Confidence};
use crate::engine::compliance::draft::{Draft, Drafts};
use crate::engine::compliance::ground::{Ground, ThreadGround};
use crate::engine::compliance::policy::RuleKind;
use crate::engine::compliance::quoting::quoted;

/// Most places of a finding; all messages are counted.
const SHOWN: usize = 200;

impl Scan {
    /// What needs all of a thread: files by day, L003.
    pub(super) fn end(&mut self, ground: &Ground, thread: &ThreadGround, drafts: &mut Drafts) {
        self.leaving.end(ground, thread, drafts);
        self.scripts.end(ground, thread, &self.applies, drafts);
        for ((number, voice, day), records) in std::mem::take(&mut self.files) {
            let (Some(rule), Some(voice)) = (
                ground.policy.rules.get(number),
                thread.voices.get(voice as usize),
            ) else {
                continue;
            };
            let RuleKind::Attachment { max_count, .. } = rule.kind else {
                continue;
            };
            if records.len() <= max_count as usize {
                continue;
            }
            let why = format!(
                "{} sent {} files on {day}; the rule {} allows {max_count}",
                quoted(&voice.name),
                records.len(),
                quoted(&rule.title)
            );
            let mut draft = Draft::new(Code::L001, why)
                .by(voice.id, voice.on(Some(day)).person())
                .severe(rule.severity);
            draft.rule = Some(number);
            let draft = draft.at_first(thread.id, records.iter().map(|id| (*id, None)), SHOWN);
            drafts.push(
                draft
                    .number("files", records.len())
                    .number("allowed", max_count)
                    .sure(Confidence::Certain),
            );
        }
    }
}
