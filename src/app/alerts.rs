//! What a person should read: what happened, where, what to do.

use crate::engine::finding::Failure;

/// Something to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// Counts the alerts.
    pub serial: u32,
    /// Whether something went wrong.
    pub tone: Tone,
    /// What happened, with the place.
    pub what: String,
    /// What to do; may be empty for a notice.
    pub help: String,
    /// The batch that larger limits would let in.
    pub raise: Option<usize>,
}

/// How an alert is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// What was asked cannot be done, or something was lost.
    Error,
    /// An export is odd in a way that changes what may be relied on.
    Warning,
    /// Worth knowing.
    Notice,
}

/// The alerts that were not dismissed, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Alerts {
    last: u32,
    list: Vec<Alert>,
}

/// More than this would bury the page: what is only worth knowing makes room.
const MOST: usize = 8;
/// What went wrong or is odd is never taken away unread, short of this.
const MOST_OF_ALL: usize = 1000;

impl Alerts {
    /// Something went wrong.
    pub fn error(&mut self, what: impl Into<String>, help: impl Into<String>) {
        self.push(Tone::Error, what.into(), help.into());
    }

    /// An export is odd.
    pub fn warning(&mut self, what: impl Into<String>, help: impl Into<String>) {
        self.push(Tone::Warning, what.into(), help.into());
    }

    /// Something went wrong in the engine.
    pub fn failure(&mut self, failure: Failure) {
        self.push(Tone::Error, failure.what, failure.help);
    }

    /// Something is larger than the limits: they can be raised for its batch.
    pub fn refused(&mut self, failure: Failure, batch: usize) {
        self.failure(failure);
        if let Some(alert) = self.list.last_mut() {
            alert.raise = Some(batch);
        }
    }

    /// The limits of a batch were raised: what was said of it holds no longer.
    pub fn raised(&mut self, batch: usize) {
        self.list.retain(|alert| alert.raise != Some(batch));
    }

    /// Something is worth knowing.
    pub fn notice(&mut self, what: impl Into<String>, help: impl Into<String>) {
        self.push(Tone::Notice, what.into(), help.into());
    }

    /// Oldest first.
    pub fn list(&self) -> &[Alert] {
        &self.list
    }

    /// Takes one away.
    pub fn dismiss(&mut self, serial: u32) {
        self.list.retain(|alert| alert.serial != serial);
    }

    /// Takes notices away; errors stay until they are dismissed.
    pub fn clear_notices(&mut self) {
        self.list.retain(|alert| alert.tone != Tone::Notice);
    }

    fn push(&mut self, tone: Tone, what: String, help: String) {
        // The same words again would only be noise; a repeated failure moves to the end.
        self.list
            .retain(|alert| alert.what != what || alert.tone != tone);
        self.last += 1;
        self.list.push(Alert {
            serial: self.last,
            tone,
            what,
            help,
            raise: None,
        });
        let notice = self.list.iter().position(|at| at.tone == Tone::Notice);
        match notice {
            Some(oldest) if self.list.len() > MOST => {
                self.list.remove(oldest);
            }
            None if self.list.len() > MOST_OF_ALL => {
                self.list.remove(0);
            }
            Some(_) | None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_stay_until_they_are_dismissed_and_notices_make_room() {
        let mut alerts = Alerts::default();
        alerts.notice("brought back", "");
        for number in 0..30 {
            alerts.error(format!("\"{number}.zip\" is damaged"), "Export it again");
        }
        alerts.notice("opened afresh", "");
        let whats: Vec<&str> = alerts.list().iter().map(|at| at.what.as_str()).collect();
        assert_eq!(whats.len(), 30, "{whats:?}");
        assert_eq!(whats.first(), Some(&"\"0.zip\" is damaged"));
        assert!(alerts.list().iter().all(|at| at.tone == Tone::Error));
    }
}
