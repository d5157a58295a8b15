//! How an export came to whoever opened it, as a person says: the first lines of a chain of custody.
//! Nobody can check it. It goes into every package that holds the export.

use serde::{Deserialize, Serialize};

use super::{DecisionKind, DecisionLog};
use crate::engine::place::SourceId;
use crate::engine::time::Instant;

/// Most characters of one answer.
pub const MOST_CHARS: usize = 300;

/// What the form asks, as typed. An empty answer is one that nobody gave.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Intake {
    /// Who made the export or handed it over.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who: String,
    /// The phone: make, model, number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub device: String,
    /// The version of the app that wrote the export.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub app: String,
    /// How it was exported, and how it came here.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub how: String,
}

impl Intake {
    /// The answers with what each is about, in the order of the form.
    pub fn answers(&self) -> [(&'static str, &str); 4] {
        [
            ("who", &self.who),
            ("device", &self.device),
            ("app", &self.app),
            ("how", &self.how),
        ]
    }

    /// Whether no answer was given.
    pub fn is_empty(&self) -> bool {
        self.answers().iter().all(|(_, answer)| answer.is_empty())
    }

    /// Whether it can stand in a log: something is said, each answer is one line of at most
    /// [`MOST_CHARS`] characters without white space at its ends.
    pub fn is_sound(&self) -> bool {
        let is_line = |text: &str| {
            text.trim() == text
                && text.chars().count() <= MOST_CHARS
                && !text.contains(char::is_control)
        };
        !self.is_empty() && self.answers().iter().all(|(_, answer)| is_line(answer))
    }

    /// What was typed, as it can stand in a log: each answer on one line, cut at [`MOST_CHARS`].
    pub fn tidied(&self) -> Intake {
        let line = |text: &str| {
            let line = text.replace(char::is_control, " ");
            let cut: String = line.trim().chars().take(MOST_CHARS).collect();
            cut.trim_end().to_owned()
        };
        Intake {
            who: line(&self.who),
            device: line(&self.device),
            app: line(&self.app),
            how: line(&self.how),
        }
    }
}

/// What stands of a source, and who said so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntakeClaim {
    /// The answers.
    pub intake: Intake,
    /// The name that whoever filled it in gave.
    pub by: String,
    /// When.
    pub at: Instant,
}

/// The form that was filled in last for a source.
pub fn intake_of(log: &DecisionLog, source: &SourceId) -> Option<IntakeClaim> {
    let claims = log.standing().into_iter().filter_map(|decision| {
        let DecisionKind::Intake { source: of, intake } = &decision.kind else {
            return None;
        };
        (of == source).then_some((decision, intake))
    });
    let key = |decision: &super::Decision| (decision.at.unix_ms(), decision.id.clone());
    let (decision, intake) = claims.max_by_key(|(decision, _)| key(decision))?;
    Some(IntakeClaim {
        intake: intake.clone(),
        by: decision.by.clone(),
        at: decision.at.clone(),
    })
}
