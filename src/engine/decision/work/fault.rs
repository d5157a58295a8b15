//! What a piece of case work must say to count.

use super::{CaseWork, is_tag_key};
use crate::engine::decision::review;

impl CaseWork {
    /// What is wrong with it, if anything: it would say nothing, or nothing that can be shown.
    pub fn fault(&self) -> Option<&'static str> {
        let blank = |text: &str| text.trim().is_empty();
        let fault = match self {
            CaseWork::TagDefined { tag, .. } | CaseWork::Tagged { tag, .. } if blank(tag) => {
                "a tag without a name"
            }
            CaseWork::TagDefined { key: Some(key), .. } if !is_tag_key(*key) => {
                "a tag with a key that is neither a digit from 1 to 9 nor a small letter"
            }
            CaseWork::Note { text, .. } if blank(text) => "a note that says nothing",
            CaseWork::Note { on, .. } if on.is_backwards() => {
                "a note on messages that end before they begin"
            }
            CaseWork::Person { name, .. } if blank(name) => "a person without a name",
            CaseWork::Person { grounds, .. } if blank(grounds) => {
                "participants held to be one person without grounds"
            }
            CaseWork::Person { voices, .. } if voices.len() < 2 => {
                "a person of fewer than two participants"
            }
            CaseWork::Searches { lines } if lines.is_empty() => "a list without a search",
            CaseWork::Searches { lines }
                if lines
                    .iter()
                    .any(|line| blank(line) || line.contains(['\n', '\r'])) =>
            {
                "a search that is not one line"
            }
            CaseWork::Exhibit { label, .. } if blank(label) => "an exhibit without a label",
            CaseWork::Exhibit { number: 0, .. } => "an exhibit with the number 0",
            CaseWork::Exhibit { shows, .. } if shows.is_backwards() => {
                "an exhibit of messages that end before they begin"
            }
            CaseWork::Identified { person, .. }
            | CaseWork::CardTaken { person, .. }
            | CaseWork::HandedIn { person, .. }
                if blank(person) =>
            {
                "a person without a key"
            }
            CaseWork::Reviewed {
                findings,
                to,
                details,
            } => return review::fault(findings, *to, details),
            CaseWork::LookedAt {
                right: false, note, ..
            } if blank(note) => "an outcome that is wrong, without saying why",
            CaseWork::Settled { text, .. } if blank(text) => "something settled without saying how",
            CaseWork::AskedWith { policy, .. } if blank(policy) => {
                "something asked without a policy"
            }
            CaseWork::Drawn { nonce, .. } if nonce.trim().chars().count() < 8 => {
                "a sample drawn with fewer than eight characters"
            }
            CaseWork::SampleRead {
                breaks: true, note, ..
            } if blank(note) => "a message that breaks the policy, without saying how",
            CaseWork::Unmasked { grounds } if blank(grounds) => "names shown without a reason",
            CaseWork::Identified { .. }
            | CaseWork::CardTaken { .. }
            | CaseWork::HandedIn { .. }
            | CaseWork::Agreed { .. }
            | CaseWork::LookedAt { .. }
            | CaseWork::Settled { .. }
            | CaseWork::AskedWith { .. }
            | CaseWork::Drawn { .. }
            | CaseWork::SampleRead { .. }
            | CaseWork::Unmasked { .. }
            | CaseWork::TagDefined { .. }
            | CaseWork::Tagged { .. }
            | CaseWork::Bookmark { .. }
            | CaseWork::Note { .. }
            | CaseWork::Person { .. }
            | CaseWork::Searches { .. }
            | CaseWork::Exhibit { .. } => return None,
        };
        Some(fault)
    }
}
