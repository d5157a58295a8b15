//! The log as a file: `threadseal-decisions-1`. What leaves the program has its own type.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::work::WORKS;
use super::{
    Decision, DecisionKind, DecisionLog, PixelBox, REASONS, ReasonCode, TextSpots, disclosed,
    id_of, numbers,
};
use crate::engine::finding::Explain;
use crate::engine::orders::is_zone;

/// The file format's name, in the file.
pub const LOG_FORMAT: &str = "threadseal-decisions-1";

/// The kinds this version knows, as they stand in the file.
const KINDS: [&str; 29] = [
    "Opened",
    "Owner",
    "Message",
    "MessageGone",
    "TimeCoarse",
    "Span",
    "Attachment",
    "SoundRange",
    "Region",
    "Value",
    "Participant",
    "Pattern",
    "Outside",
    "Reject",
    "DateOrder",
    "Zone",
    "Intake",
    "AsItIs",
    "Work",
    "Withdraw",
    "Justified",
    "Checked",
    "Recipient",
    "Built",
    "Disclosed",
    "Verified",
    "Witnessed",
    "PseudonymsKept",
    "PseudonymsRead",
];

#[derive(Debug, Serialize)]
struct LogFile<'a> {
    format: &'a str,
    sources: Vec<LogSource>,
    decisions: &'a [Decision],
}

/// The file before its decisions are looked at one by one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLogFile {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "sources")]
    _sources: Vec<LogSource>,
    decisions: Vec<Value>,
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
    /// A kind of decision that is not known.
    #[error("decision {number} is of the kind {found:?}, which this version does not know")]
    UnknownKind {
        /// Its place in the list, from 1.
        number: usize,
        /// What stands there.
        found: String,
    },
    /// A decision of a known kind that is not of its form.
    #[error("decision {number} cannot be read")]
    NotADecision {
        /// Its place in the list, from 1.
        number: usize,
        /// What the reader says.
        #[source]
        source: serde_json::Error,
    },
    /// A field that this version would lose.
    #[error("decision {number} has a field {field:?} that this version would not write there")]
    UnknownField {
        /// Its place in the list, from 1.
        number: usize,
        /// Name of the field.
        field: String,
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
    /// A term in which nothing stands that could be found.
    #[error(
        "decision {number} withholds a term without a letter, a digit or a sign: it would withhold nothing"
    )]
    BlankTerm {
        /// Its place in the list, from 1.
        number: usize,
    },
    /// A decision that lets something of a value stay, of which nothing can.
    #[error(
        "decision {number} lets a part of a value stay that is no long identifier and no link with a path"
    )]
    KeepsTooMuch {
        /// Its place in the list, from 1.
        number: usize,
    },
    /// A decision about places that names none.
    #[error("decision {number} names no place")]
    NoPlace {
        /// Its place in the list, from 1.
        number: usize,
    },
    /// Something that cannot be a time zone.
    #[error(
        "decision {number} states the time zone {zone:?}, which is neither an offset nor a name of one"
    )]
    NotAZone {
        /// Its place in the list, from 1.
        number: usize,
        /// What stands there.
        zone: String,
    },
    /// Case work that says nothing.
    #[error("decision {number} is {fault}")]
    EmptyWork {
        /// Its place in the list, from 1.
        number: usize,
        /// What is wrong with it.
        fault: &'static str,
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
            LogError::NotALog { .. }
            | LogError::NotADecision { .. }
            | LogError::EmptyWork { .. } => "Choose a file that \"Save decisions\" wrote",
            LogError::OtherFormat { .. }
            | LogError::UnknownKind { .. }
            | LogError::UnknownField { .. } => {
                "A newer version of Threadseal may have written the file; open it with that version"
            }
            LogError::ChangedDecision { .. } => {
                "The file was changed after it was saved; go back to an unchanged copy"
            }
            LogError::BlankTerm { .. } => {
                "Write the words that are to be withheld into \"find\", or leave the decision out"
            }
            LogError::KeepsTooMuch { .. } => {
                "Leave \"keep\" out: 2 to 4 letters and digits at the end of an identifier of nine or more \
                 can stay, and the host of a link"
            }
            LogError::NoPlace { .. } => "Leave the decision out",
            LogError::NotAZone { .. } => {
                "Write an offset such as +01:00, or a name such as Europe/Berlin"
            }
            LogError::NoReason { .. } => "Give every redaction at least one reason code",
        }
    }
}

impl DecisionLog {
    /// The log as a file: pretty JSON, one line end at the end.
    pub fn to_file(&self) -> String {
        let digests: BTreeSet<String> = self
            .decisions()
            .iter()
            .flat_map(|decision| decision.kind.sources())
            .map(|source| source.0)
            .collect();
        let file = LogFile {
            format: LOG_FORMAT,
            sources: digests
                .into_iter()
                .map(|sha256| LogSource { sha256 })
                .collect(),
            decisions: self.decisions(),
        };
        let mut text = serde_json::to_string_pretty(&file).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Reads a file and checks every id and every reason. A decision that stands there twice is
    /// taken once.
    ///
    /// Errors: [`LogError`], naming the decision. Nothing is taken from a file with an error.
    pub fn from_file(text: &str) -> Result<DecisionLog, LogError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let not_a_log = |source| LogError::NotALog { source };
        let value: Value = serde_json::from_str(text).map_err(not_a_log)?;
        if let Some(found) = value.get("format").and_then(Value::as_str)
            && found != LOG_FORMAT
        {
            return Err(LogError::OtherFormat {
                found: found.to_owned(),
            });
        }
        let file: RawLogFile = serde_json::from_value(value).map_err(not_a_log)?;
        let mut log = DecisionLog::default();
        for (index, raw) in file.decisions.into_iter().enumerate() {
            log.append(checked(index + 1, raw)?);
        }
        Ok(log)
    }
}

/// One decision, checked.
///
/// The id is computed from what stands in the file, not from what we understood of it: a field we
/// do not know must not be lost, nor pass unseen.
fn checked(number: usize, raw: Value) -> Result<Decision, LogError> {
    for (field, known) in [("kind", &KINDS[..]), ("work", &WORKS)] {
        if let Some(found) = raw.get(field).and_then(Value::as_str)
            && !known.contains(&found)
        {
            return Err(LogError::UnknownKind {
                number,
                found: found.to_owned(),
            });
        }
    }
    let expected = id_of(&raw);
    let decision: Decision = serde_json::from_value(raw.clone())
        .map_err(|source| LogError::NotADecision { number, source })?;
    if expected != decision.id {
        return Err(LogError::ChangedDecision {
            number,
            found: decision.id.0,
            expected: expected.0,
        });
    }
    if decision.computed_id() != decision.id {
        return Err(LogError::UnknownField {
            number,
            field: unknown_field(&raw, &decision),
        });
    }
    refuse_empty(number, &decision)?;
    let known = |code: &ReasonCode| REASONS.iter().any(|reason| reason.code == code);
    match decision.kind.codes() {
        Some(codes) if codes.is_empty() || !codes.iter().all(known) => {
            Err(LogError::NoReason { number })
        }
        Some(_) | None => Ok(decision),
    }
}

/// Whether a term is nothing but white space and characters that cannot be seen. Terms that
/// come to nothing in other ways are found when a package is built; the tables that it takes are
/// too large for the page.
fn is_blank(term: &str) -> bool {
    let unseen = |c: char| {
        matches!(
            c,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fff8}'
                | '\u{e0000}'..='\u{e0fff}'
        )
    };
    let is_nothing = |c: char| c.is_whitespace() || c.is_control() || unseen(c);
    term.chars().all(is_nothing)
}

/// A decision that says nothing would be taken for one that works.
fn refuse_empty(number: usize, decision: &Decision) -> Result<(), LogError> {
    match &decision.kind {
        DecisionKind::Value { find, .. } if is_blank(find) => Err(LogError::BlankTerm { number }),
        DecisionKind::Value { find, keep, .. } if !keep.fits(find) => {
            Err(LogError::KeepsTooMuch { number })
        }
        DecisionKind::Pattern { texts, .. } if n_spots(texts) == 0 => {
            Err(LogError::NoPlace { number })
        }
        DecisionKind::SoundRange {
            from_ms, until_ms, ..
        } if from_ms >= until_ms => Err(LogError::NoPlace { number }),
        DecisionKind::Outside { texts, .. } if texts.iter().all(|text| text.runs.is_empty()) => {
            Err(LogError::NoPlace { number })
        }
        DecisionKind::Region { boxes, .. } if !PixelBox::are_sound(boxes) => {
            Err(LogError::NoPlace { number })
        }
        DecisionKind::Reject { texts, names, .. } if n_spots(texts) + names.len() == 0 => {
            Err(LogError::NoPlace { number })
        }
        DecisionKind::Zone { zone, .. } if !is_zone(zone) => Err(LogError::NotAZone {
            number,
            zone: zone.clone(),
        }),
        DecisionKind::Intake { intake, .. } if !intake.is_sound() => Err(LogError::EmptyWork {
            number,
            fault: "a form of intake that says nothing, or more than one line of an answer",
        }),
        DecisionKind::Recipient { name } if !numbers::is_recipient(name) => {
            let fault = numbers::NOT_A_RECIPIENT;
            Err(LogError::EmptyWork { number, fault })
        }
        DecisionKind::Built {
            pseudonyms,
            recipient,
            ..
        } => match numbers::fault(pseudonyms, recipient) {
            Some(fault) => Err(LogError::EmptyWork { number, fault }),
            None => Ok(()),
        },
        DecisionKind::Disclosed {
            number: own, seals, ..
        } => match disclosed::fault(*own, seals) {
            Some(fault) => Err(LogError::EmptyWork { number, fault }),
            None => Ok(()),
        },
        DecisionKind::Work(work) => match work.fault() {
            Some(fault) => Err(LogError::EmptyWork { number, fault }),
            None => Ok(()),
        },
        _other => Ok(()),
    }
}

fn n_spots(texts: &[TextSpots]) -> usize {
    texts.iter().map(|text| text.spots.len()).sum()
}

/// The first field of `raw` that we would not write like that.
fn unknown_field(raw: &Value, decision: &Decision) -> String {
    let ours = serde_json::to_value(decision).unwrap_or(Value::Null);
    let fields = raw.as_object().into_iter().flatten();
    fields
        .filter(|(key, value)| ours.get(key.as_str()) != Some(value))
        .map(|(key, _)| key.clone())
        .next()
        .unwrap_or_default()
}
