//! Case work: what a person marks, notes and orders while reading. It withholds nothing, and
//! nothing of it goes into a package that is handed over: a note may quote what is withheld.
//!
//! Read [`CaseWork`]; what stands is computed in `engine::casework`.

mod fault;

use serde::{Deserialize, Serialize};

use super::DecisionId;
use super::review::{FindingRef, MoveDetails, ReviewMove};
use crate::engine::place::{EntryId, MessagePlace, SourceId};

/// The colours a tag can have, as names of tokens: what they look like is settled by the page, in
/// light and in dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TagColour {
    /// Red.
    Red,
    /// Orange.
    Orange,
    /// Green.
    Green,
    /// Teal.
    Teal,
    /// Blue.
    Blue,
    /// Purple.
    Purple,
    /// Grey.
    Grey,
}

impl TagColour {
    /// All, in the order in which they are offered.
    pub const ALL: [TagColour; 7] = [
        TagColour::Red,
        TagColour::Orange,
        TagColour::Green,
        TagColour::Teal,
        TagColour::Blue,
        TagColour::Purple,
        TagColour::Grey,
    ];

    /// Its word, as it stands in the file.
    pub fn word(self) -> &'static str {
        match self {
            TagColour::Red => "red",
            TagColour::Orange => "orange",
            TagColour::Green => "green",
            TagColour::Teal => "teal",
            TagColour::Blue => "blue",
            TagColour::Purple => "purple",
            TagColour::Grey => "grey",
        }
    }

    /// The colour of that word.
    pub fn from_word(word: &str) -> Option<TagColour> {
        TagColour::ALL
            .into_iter()
            .find(|colour| colour.word() == word)
    }
}

/// Messages of one chat text, from the first to the last; one message when `until` is `None`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Passage {
    /// The first message, or the only one.
    pub target: MessagePlace,
    /// The last one, when there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<MessagePlace>,
}

impl Passage {
    /// One past its last byte in the chat text.
    pub fn byte_end(&self) -> u64 {
        let last = self.until.as_ref().unwrap_or(&self.target);
        last.byte_start.saturating_add(last.byte_len)
    }

    /// Whether it shares a byte with a message.
    pub fn touches(&self, place: &MessagePlace) -> bool {
        self.target.source == place.source
            && self.target.entry == place.entry
            && self.target.byte_start < place.byte_start.saturating_add(place.byte_len.max(1))
            && place.byte_start
                < self
                    .byte_end()
                    .max(self.target.byte_start.saturating_add(1))
    }

    fn is_backwards(&self) -> bool {
        self.until.as_ref().is_some_and(|until| {
            until.source != self.target.source
                || until.entry != self.target.entry
                || until.byte_start < self.target.byte_start
        })
    }

    fn sources_mut(&mut self) -> impl Iterator<Item = &mut SourceId> {
        let until = self.until.as_mut().map(|place| &mut place.source);
        std::iter::once(&mut self.target.source).chain(until)
    }
}

/// What a person does to find their way through a case. In the file, `kind` is `Work`, `work`
/// names the variant, and its fields stand beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "work")]
pub enum CaseWork {
    /// There is a tag of that name.
    TagDefined {
        /// Names that differ in case and outer white space alone are one tag.
        tag: String,
        /// How it is drawn.
        colour: TagColour,
        /// The key that puts it on a message: a digit from 1 to 9, or a small letter.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        key: Option<char>,
    },
    /// A message has a tag.
    Tagged {
        /// Name of the tag.
        tag: String,
        /// The message.
        target: MessagePlace,
    },
    /// A message shall be found again.
    Bookmark {
        /// The message.
        target: MessagePlace,
    },
    /// A note on messages.
    Note {
        /// On which.
        #[serde(flatten)]
        on: Passage,
        /// What it says.
        text: String,
    },
    /// Participants of threads are one person, as somebody says.
    Person {
        /// What the person is called in the case.
        name: String,
        /// A message of each participant.
        voices: Vec<MessagePlace>,
        /// Why they are held to be one person.
        grounds: String,
    },
    /// Searches that shall be made again: a query each, or a line of a list that is none (`# …`).
    Searches {
        /// As typed, one line each.
        lines: Vec<String>,
    },
    /// A participant is a person of the roster, as somebody says.
    Identified {
        /// Any message of that participant.
        voice: MessagePlace,
        /// Key of the person in the roster.
        person: String,
    },
    /// Somebody on a card in an export was taken into the roster.
    CardTaken {
        /// The export.
        source: SourceId,
        /// The card's file.
        entry: EntryId,
        /// The key that the person has in the roster.
        person: String,
    },
    /// An export comes from that custodian's phone, as somebody says.
    HandedIn {
        /// The export.
        source: SourceId,
        /// Key of the person in the roster.
        person: String,
    },
    /// Findings were moved on.
    Reviewed {
        /// Which; several only of one rule.
        findings: Vec<FindingRef>,
        /// Where to.
        to: ReviewMove,
        /// What goes with it.
        #[serde(flatten)]
        details: MoveDetails,
    },
    /// A second person agrees with a move.
    Agreed {
        /// The decision that moved it.
        with: DecisionId,
        /// Why.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// Somebody looked again at one of the findings that were drawn from a move of several.
    LookedAt {
        /// The decision that moved them.
        with: DecisionId,
        /// The finding that was drawn.
        item: FindingRef,
        /// Whether the outcome is right.
        right: bool,
        /// Why; may be empty when it is.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// A mention of another channel is settled: by evidence, or by a signed explanation.
    Settled {
        /// Which.
        item: FindingRef,
        /// What settles it: where the evidence is, or the explanation.
        text: String,
        /// Who signed the explanation; empty for evidence.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        signed_by: String,
    },
    /// It was asked with another policy, or another roster, than before.
    AskedWith {
        /// Policy, version and the first digits of its digest.
        policy: String,
        /// SHA-256 of the policy's file.
        policy_sha256: String,
        /// SHA-256 of the roster's file; empty for none.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        roster_sha256: String,
    },
    /// A sample was drawn.
    Drawn {
        /// What was typed before the draw.
        nonce: String,
        /// What it came to, 64 hex digits.
        seed: String,
        /// How many messages.
        n_drawn: u32,
    },
    /// A drawn message was read.
    SampleRead {
        /// The seed of the draw.
        seed: String,
        /// Which.
        target: MessagePlace,
        /// Whether it breaks the policy.
        breaks: bool,
        /// Why; may be empty when it does not.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// Names were shown where they are hidden from reviewers.
    Unmasked {
        /// Why.
        grounds: String,
    },
    /// Messages are an exhibit.
    Exhibit {
        /// Its place in the list, from 1.
        number: u32,
        /// How it is called in the proceedings.
        label: String,
        /// What it shows.
        description: String,
        /// Which messages.
        #[serde(flatten)]
        shows: Passage,
    },
}

/// The kinds of case work that this version knows, as they stand in the file.
pub(super) const WORKS: [&str; 18] = [
    "TagDefined",
    "Tagged",
    "Bookmark",
    "Note",
    "Person",
    "Searches",
    "Exhibit",
    "Identified",
    "CardTaken",
    "HandedIn",
    "Reviewed",
    "Agreed",
    "LookedAt",
    "Settled",
    "AskedWith",
    "Drawn",
    "SampleRead",
    "Unmasked",
];

/// The form of a tag's name by which two are compared.
pub fn tag_name(tag: &str) -> String {
    tag.trim().to_lowercase()
}

/// Whether a key may stand in a tag's definition.
pub fn is_tag_key(key: char) -> bool {
    key.is_ascii_lowercase() || ('1'..='9').contains(&key)
}

impl CaseWork {
    pub(super) fn sources_mut(&mut self) -> Vec<&mut SourceId> {
        match self {
            CaseWork::TagDefined { .. }
            | CaseWork::Searches { .. }
            | CaseWork::Agreed { .. }
            | CaseWork::AskedWith { .. }
            | CaseWork::Drawn { .. }
            | CaseWork::Unmasked { .. } => Vec::new(),
            CaseWork::Tagged { target, .. }
            | CaseWork::Bookmark { target }
            | CaseWork::SampleRead { target, .. } => {
                vec![&mut target.source]
            }
            CaseWork::Identified { voice, .. } => vec![&mut voice.source],
            CaseWork::HandedIn { source, .. } | CaseWork::CardTaken { source, .. } => {
                vec![source]
            }
            CaseWork::Reviewed { findings, .. } => findings
                .iter_mut()
                .flat_map(FindingRef::sources_mut)
                .collect(),
            CaseWork::Settled { item, .. } | CaseWork::LookedAt { item, .. } => {
                item.sources_mut().collect()
            }
            CaseWork::Note { on, .. } => on.sources_mut().collect(),
            CaseWork::Exhibit { shows, .. } => shows.sources_mut().collect(),
            CaseWork::Person { voices, .. } => {
                voices.iter_mut().map(|place| &mut place.source).collect()
            }
        }
    }
}
