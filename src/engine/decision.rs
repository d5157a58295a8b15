//! What people settled. A log that only grows; what stands is a fold over it, and undo appends.
//!
//! Invariants: a decision is never changed or removed; its id is a digest of its content, so that a
//! changed one is noticed and two logs merge as the union by id.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::digest::sha256_hex;
use super::finding::Explain;
use super::place::{ByteSpan, EntryId, MessagePlace, SourceId};
use super::time::Instant;

/// The file format's name, in the file.
pub const LOG_FORMAT: &str = "threadseal-decisions-1";

/// First 16 hex digits of the SHA-256 of the decision's canonical JSON without `id`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DecisionId(pub String);

/// Why something is withheld. See [`REASONS`].
pub type ReasonCode = String;

/// A reason code with its title: `TPD` is "Personal data of somebody else".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    /// Short enough to stand in a mark.
    pub code: &'static str,
    /// For the legend and the choice.
    pub title: &'static str,
    /// Whether a note must say more.
    pub needs_note: bool,
}

/// The reasons a person can choose from, in the order in which they are offered.
pub const REASONS: [Reason; 15] = [
    reason("TPD", "Personal data of somebody else"),
    reason("SPD", "Health, belief, sex life, union, biometrics"),
    reason("CHD", "About a child"),
    reason("CON", "Contact details"),
    reason("FIN", "Account, card, wallet"),
    reason("IDN", "Government identifier"),
    reason("SEC", "Password, code, key"),
    reason("LPP", "Legal advice"),
    reason("LIT", "Prepared for litigation"),
    reason("COM", "Business secret"),
    reason("WIT", "Source, witness, safety"),
    reason("INV", "Would harm an investigation"),
    reason("STA", "Another law forbids it"),
    reason("IRR", "Outside the scope"),
    Reason {
        code: "OTH",
        title: "Other (say what in the note)",
        needs_note: true,
    },
];

const fn reason(code: &'static str, title: &'static str) -> Reason {
    Reason {
        code,
        title,
        needs_note: false,
    }
}

/// One thing a person settled, and when, and who.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Digest of the rest.
    pub id: DecisionId,
    /// The name the person typed. Not verified.
    pub by: String,
    /// The device's clock at that moment.
    pub at: Instant,
    /// What was settled.
    #[serde(flatten)]
    pub kind: DecisionKind,
}

/// A span inside a message. `span` counts from the first byte of the message in the decoded text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SpanPlace {
    /// The message.
    pub target: MessagePlace,
    /// The bytes in it.
    pub span: ByteSpan,
}

/// What was settled. In the file, `kind` names the variant and its fields stand beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum DecisionKind {
    /// A source was opened.
    Opened {
        /// Which.
        source: SourceId,
        /// Its size.
        size_bytes: u64,
    },
    /// The participant who sent this message is the one whose phone made the export.
    Owner {
        /// Any message of that participant.
        target: MessagePlace,
    },
    /// The whole body of a message is withheld, its attachment with it. Stamp and sender stay.
    Message {
        /// Which.
        target: MessagePlace,
        /// At least one.
        codes: Vec<ReasonCode>,
        /// Goes into the log that is handed over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// A part of a message is withheld.
    Span {
        /// Which message.
        target: MessagePlace,
        /// Which bytes of it.
        span: ByteSpan,
        /// At least one.
        codes: Vec<ReasonCode>,
        /// Goes into the log that is handed over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// A file of the export is withheld, and its name everywhere.
    Attachment {
        /// Which archive.
        source: SourceId,
        /// Which entry.
        entry: EntryId,
        /// At least one.
        codes: Vec<ReasonCode>,
        /// Goes into the log that is handed over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// A term is withheld wherever it occurs: bodies, senders, titles, file names.
    Value {
        /// The term as typed. Compared without regard to case, invisible marks and composition.
        find: String,
        /// Hits that a person took out.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        except: Vec<SpanPlace>,
        /// At least one.
        codes: Vec<ReasonCode>,
        /// Goes into the log that is handed over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// Takes an earlier decision back. Withdrawing a withdrawal brings it into force again.
    Withdraw {
        /// Which.
        withdraws: DecisionId,
    },
    /// A person looked at the places where withheld values still stand in visible text.
    Justified {
        /// SHA-256 of the package that was looked at.
        package_sha256: String,
        /// How many places.
        n_places: u32,
    },
    /// A package was built.
    Built {
        /// SHA-256 of the finished zip.
        package_sha256: String,
    },
    /// A package was verified.
    Verified {
        /// SHA-256 of the zip.
        package_sha256: String,
        /// Whether it was valid.
        valid: bool,
    },
}

impl DecisionKind {
    /// The reason codes, when it withholds something.
    pub fn codes(&self) -> Option<&[ReasonCode]> {
        match self {
            DecisionKind::Message { codes, .. }
            | DecisionKind::Span { codes, .. }
            | DecisionKind::Attachment { codes, .. }
            | DecisionKind::Value { codes, .. } => Some(codes),
            DecisionKind::Opened { .. }
            | DecisionKind::Owner { .. }
            | DecisionKind::Withdraw { .. }
            | DecisionKind::Justified { .. }
            | DecisionKind::Built { .. }
            | DecisionKind::Verified { .. } => None,
        }
    }

    /// The note that goes into the log that is handed over.
    pub fn note(&self) -> Option<&str> {
        match self {
            DecisionKind::Message { note, .. }
            | DecisionKind::Span { note, .. }
            | DecisionKind::Attachment { note, .. }
            | DecisionKind::Value { note, .. } => note.as_deref(),
            _other => None,
        }
    }

    fn source_mut(&mut self) -> Vec<&mut SourceId> {
        match self {
            DecisionKind::Opened { source, .. } | DecisionKind::Attachment { source, .. } => {
                vec![source]
            }
            DecisionKind::Owner { target }
            | DecisionKind::Message { target, .. }
            | DecisionKind::Span { target, .. } => vec![&mut target.source],
            DecisionKind::Value { except, .. } => except
                .iter_mut()
                .map(|place| &mut place.target.source)
                .collect(),
            DecisionKind::Withdraw { .. }
            | DecisionKind::Justified { .. }
            | DecisionKind::Built { .. }
            | DecisionKind::Verified { .. } => Vec::new(),
        }
    }

    /// Every source it names.
    pub fn sources(&self) -> Vec<SourceId> {
        self.clone()
            .source_mut()
            .into_iter()
            .map(|source| source.clone())
            .collect()
    }
}

impl Decision {
    /// A decision with its id.
    pub fn new(by: &str, at: Instant, kind: DecisionKind) -> Decision {
        let mut decision = Decision {
            id: DecisionId(String::new()),
            by: by.to_owned(),
            at,
            kind,
        };
        decision.id = decision.computed_id();
        decision
    }

    /// The id that the content asks for.
    pub fn computed_id(&self) -> DecisionId {
        let mut value = serde_json::to_value(self).unwrap_or(Value::Null);
        if let Value::Object(fields) = &mut value {
            fields.remove("id");
        }
        DecisionId(
            sha256_hex(canonical_json(&value).as_bytes())
                .chars()
                .take(16)
                .collect(),
        )
    }
}

/// JSON without white space, keys sorted by their bytes.
pub fn canonical_json(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let mut keys: Vec<&String> = fields.keys().collect();
            keys.sort_unstable();
            let parts: Vec<String> = keys
                .into_iter()
                .map(|key| {
                    format!(
                        "{}:{}",
                        Value::String(key.clone()),
                        canonical_json(&fields[key])
                    )
                })
                .collect();
            format!("{{{}}}", parts.join(","))
        }
        Value::Array(items) => {
            let parts: Vec<String> = items.iter().map(canonical_json).collect();
            format!("[{}]", parts.join(","))
        }
        leaf => leaf.to_string(),
    }
}

/// The decisions of a case, in order of (`at`, `id`) when merged, in order of appending otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DecisionLog {
    decisions: Vec<Decision>,
}

/// The file as it is saved: what leaves the program has its own type.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LogFile {
    format: String,
    sources: Vec<LogSource>,
    decisions: Vec<Decision>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LogSource {
    sha256: String,
}

/// A decision file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// Not JSON, or not of this form.
    #[error("the file is not a decision log")]
    NotALog {
        /// What the reader says, with line and column.
        #[source]
        source: serde_json::Error,
    },
    /// Another format or a newer version of it.
    #[error("the file's format is {found:?}, expected {LOG_FORMAT:?}")]
    OtherFormat {
        /// What stands there.
        found: String,
    },
    /// Content and id disagree.
    #[error("decision {number} has the id {found:?}, but its content gives {expected:?}")]
    ChangedDecision {
        /// Its place in the list, from 1.
        number: usize,
        /// The id in the file.
        found: String,
        /// The id its content gives.
        expected: String,
    },
    /// A redaction without a reason.
    #[error("decision {number} withholds something without a reason code we know")]
    NoReason {
        /// Its place in the list, from 1.
        number: usize,
    },
}

impl Explain for LogError {
    fn help(&self) -> &'static str {
        match self {
            LogError::NotALog { .. } => "Choose a file that \"Save decisions\" wrote",
            LogError::OtherFormat { .. } => "Use a version of Threadseal that knows this format",
            LogError::ChangedDecision { .. } => {
                "The file was changed after it was saved; go back to an unchanged copy"
            }
            LogError::NoReason { .. } => "Give every redaction at least one reason code",
        }
    }
}

impl DecisionLog {
    /// All of them, in order.
    pub fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    /// Appends, unless the same decision stands there already.
    pub fn append(&mut self, decision: Decision) {
        if !self.decisions.iter().any(|known| known.id == decision.id) {
            self.decisions.push(decision);
        }
    }

    /// The union by id, ordered by (`at`, `id`). Any order of merging gives the same log.
    pub fn merge(&mut self, other: DecisionLog) {
        for decision in other.decisions {
            self.append(decision);
        }
        self.decisions.sort_by(|a, b| {
            (a.at.unix_ms(), a.at.as_str(), &a.id).cmp(&(b.at.unix_ms(), b.at.as_str(), &b.id))
        });
    }

    /// The decisions in force: not withdrawn, or their withdrawal was.
    ///
    /// Cost: linear in the log; chains of withdrawals are followed from the newest back.
    pub fn standing(&self) -> Vec<&Decision> {
        let mut withdrawn: BTreeSet<&DecisionId> = BTreeSet::new();
        for decision in self.decisions.iter().rev() {
            if let DecisionKind::Withdraw { withdraws } = &decision.kind
                && !withdrawn.contains(&decision.id)
            {
                withdrawn.insert(withdraws);
            }
        }
        self.decisions
            .iter()
            .filter(|decision| !withdrawn.contains(&decision.id))
            .collect()
    }

    /// Replaces a provisional source by its digest. Ids change with the content; withdrawals
    /// follow.
    pub fn confirm(&mut self, provisional: &SourceId, confirmed: &SourceId) {
        let mut renamed: Vec<(DecisionId, DecisionId)> = Vec::new();
        for decision in &mut self.decisions {
            if let DecisionKind::Withdraw { withdraws } = &mut decision.kind
                && let Some((_, new)) = renamed.iter().find(|(old, _)| old == withdraws)
            {
                *withdraws = new.clone();
            }
            for source in decision.kind.source_mut() {
                if source == provisional {
                    *source = confirmed.clone();
                }
            }
            let id = decision.computed_id();
            if id != decision.id {
                renamed.push((std::mem::replace(&mut decision.id, id.clone()), id));
            }
        }
    }

    /// The log as a file: pretty JSON, one line end at the end.
    pub fn to_file(&self) -> String {
        let mut digests: BTreeSet<String> = BTreeSet::new();
        for source in self
            .decisions
            .iter()
            .flat_map(|decision| decision.kind.sources())
        {
            digests.insert(source.0);
        }
        let file = LogFile {
            format: LOG_FORMAT.to_owned(),
            sources: digests
                .into_iter()
                .map(|sha256| LogSource { sha256 })
                .collect(),
            decisions: self.decisions.clone(),
        };
        let mut text = serde_json::to_string_pretty(&file).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Reads a file and checks every id and every reason.
    ///
    /// Errors: [`LogError`], naming the decision.
    pub fn from_file(text: &str) -> Result<DecisionLog, LogError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let value: Value =
            serde_json::from_str(text).map_err(|source| LogError::NotALog { source })?;
        if let Some(found) = value.get("format").and_then(Value::as_str)
            && found != LOG_FORMAT
        {
            return Err(LogError::OtherFormat {
                found: found.to_owned(),
            });
        }
        let file: LogFile =
            serde_json::from_str(text).map_err(|source| LogError::NotALog { source })?;
        for (index, decision) in file.decisions.iter().enumerate() {
            check(index + 1, decision)?;
        }
        let mut log = DecisionLog::default();
        for decision in file.decisions {
            log.append(decision);
        }
        Ok(log)
    }
}

fn check(number: usize, decision: &Decision) -> Result<(), LogError> {
    let expected = decision.computed_id();
    if expected != decision.id {
        return Err(LogError::ChangedDecision {
            number,
            found: decision.id.0.clone(),
            expected: expected.0,
        });
    }
    let known = |code: &ReasonCode| REASONS.iter().any(|reason| reason.code == code);
    match decision.kind.codes() {
        Some(codes) if codes.is_empty() || !codes.iter().all(known) => {
            Err(LogError::NoReason { number })
        }
        _fine => Ok(()),
    }
}
