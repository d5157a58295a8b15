//! What is kept on this device: decisions by source, never a byte of a source.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::engine::decision::{DecisionId, DecisionKind, DecisionLog, LogError};
use crate::engine::finding::{Explain, Failure};
use crate::engine::place::SourceId;
use crate::engine::time::Instant;
use crate::say;

use super::alerts::Alerts;
use super::effect::Effect;
use super::state::{KeptPhase, SourceState, State};

/// What is kept about one source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptRecord {
    /// Its size and the digest of its last bytes: enough to know it again at once.
    pub provisional: SourceId,
    /// Its full digest, when it was known.
    pub confirmed: Option<SourceId>,
    /// Name of the file, so that the page can ask for it.
    pub name: String,
    /// Size of the file.
    pub size_bytes: u64,
    /// When it was written.
    pub saved_at: Instant,
    /// The decisions as their file.
    pub log: String,
    /// How many redactions stood in it when it was written; older versions did not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n_standing: Option<usize>,
}

impl KeptRecord {
    /// Under which it is kept: two files may share the provisional name, never both names.
    pub fn key(&self) -> String {
        key_of(&self.provisional, self.confirmed.as_ref())
    }

    /// How many redactions stand in it; 0 when the log cannot be read.
    pub fn n_redactions(&self) -> usize {
        DecisionLog::from_file(&self.log).map_or(0, |log| n_redactions(&log))
    }

    /// How many redactions it lacks of those that stood in it when it was written: somebody took them
    /// out of the store.
    pub fn n_lost(&self) -> usize {
        let stood = self.n_standing.unwrap_or(0);
        stood.saturating_sub(self.n_redactions())
    }

    /// This record with every decision of `older` as well: another window may have written.
    ///
    /// Errors: [`LogError`], when one of the logs cannot be read; nothing may be overwritten then.
    pub fn united_with(mut self, older: &KeptRecord) -> Result<KeptRecord, LogError> {
        let mut log = DecisionLog::from_file(&older.log)?;
        if self.confirmed.is_some()
            && older.confirmed.is_none()
            && let Some(confirmed) = &self.confirmed
        {
            log.confirm(&older.provisional, confirmed);
        }
        log.merge(DecisionLog::from_file(&self.log)?);
        self.log = log.to_file();
        self.n_standing = Some(n_redactions(&log));
        Ok(self)
    }

    /// As text for the store.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// From the store; `None` when somebody else wrote it.
    pub fn from_json(text: &str) -> Option<KeptRecord> {
        serde_json::from_str(text).ok()
    }
}

/// How many redactions stand in a log.
fn n_redactions(log: &DecisionLog) -> usize {
    let standing = log.standing();
    standing
        .iter()
        .filter(|decision| decision.kind.codes().is_some())
        .count()
}

/// The key of a record.
pub fn key_of(provisional: &SourceId, confirmed: Option<&SourceId>) -> String {
    let confirmed = confirmed.map_or("", |id| id.0.as_str());
    format!("{}#{confirmed}", provisional.0)
}

/// Keeping, as the page knows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeepState {
    /// Nothing is written.
    pub private: bool,
    /// All that is kept, newest first.
    pub listed: Rc<Vec<KeptRecord>>,
    /// Why nothing could be kept, the last time.
    pub failed: Option<Failure>,
    /// Keys written in this session.
    pub written: Vec<String>,
    /// What was last sent to be written, by key: number of decisions and the last of them.
    pub sent: BTreeMap<String, (usize, Option<DecisionId>)>,
}

/// What is to be written now that the log changed: one record for each source that is open.
pub(super) fn save_effects(state: &mut State, now: &Instant) -> Vec<Effect> {
    if state.keep.private {
        return Vec::new();
    }
    let mut effects = Vec::new();
    let mut sent = std::mem::take(&mut state.keep.sent);
    for source in state.sources.iter().filter(|source| source.is_settled()) {
        effects.extend(save_effect(state, source, now, &mut sent));
    }
    state.keep.sent = sent;
    effects
}

fn save_effect(
    state: &State,
    source: &SourceState,
    now: &Instant,
    sent: &mut BTreeMap<String, (usize, Option<DecisionId>)>,
) -> Option<Effect> {
    let part = state.log.part_for(&source.identity);
    let settled_something = part
        .decisions()
        .iter()
        .any(|decision| !matches!(decision.kind, DecisionKind::Opened { .. }));
    if !settled_something {
        return None;
    }
    let provisional = source.summary.provisional.clone();
    let confirmed = (!source.identity.is_provisional()).then(|| source.identity.clone());
    let replaces = confirmed.is_some().then(|| key_of(&provisional, None));
    let last = part.decisions().last().map(|decision| decision.id.clone());
    let state_now = (part.decisions().len(), last);
    let key = key_of(&provisional, confirmed.as_ref());
    if sent.insert(key, state_now.clone()) == Some(state_now) {
        return None;
    }
    Some(Effect::SaveKept {
        record: KeptRecord {
            provisional,
            confirmed,
            name: source.summary.name.clone(),
            size_bytes: source.summary.size_bytes,
            saved_at: now.clone(),
            log: part.to_file(),
            n_standing: Some(n_redactions(&part)),
        },
        replaces,
    })
}

/// "Private session" was switched.
pub(super) fn set_private(state: &mut State, now: &Instant, on: bool) -> Vec<Effect> {
    state.keep.private = on;
    state.keep.sent.clear();
    if on {
        return Vec::new();
    }
    let mut effects = save_effects(state, now);
    if let Some(name) = state.log.by() {
        effects.push(Effect::SaveName {
            name: name.to_owned(),
        });
    }
    effects
}

/// Takes in what was kept about a source that was just opened.
pub(super) fn loaded(
    state: &mut State,
    now: &Instant,
    provisional: &SourceId,
    mut records: Vec<KeptRecord>,
) -> Vec<Effect> {
    let Some(index) = state.sources.iter().position(|source| {
        source.kept == KeptPhase::Loading && &source.summary.provisional == provisional
    }) else {
        return Vec::new();
    };
    let known = state
        .sources
        .get(index)
        .map(|source| source.identity.clone())
        .filter(|identity| !identity.is_provisional());
    let best = pick(&records, known.as_ref());
    let mut unconfirmed = Vec::new();
    if let Some(best) = best {
        let record = records.remove(best);
        unconfirmed = take_in(state, index, &record);
    } else if let Some(other) = records.first() {
        let name = other.name.clone();
        other_file(state, &name);
    }
    if let Some(record) = sealed_record(state, now, index) {
        unconfirmed.extend(take_in(state, index, &record));
    }
    if let Some(record) = super::casework::awaited_record(state, now, index) {
        take_in(state, index, &record);
        unconfirmed.extend(super::casework::ids_in(&record));
    }
    if let Some(source) = state.sources.get_mut(index) {
        source.kept = KeptPhase::Settled {
            unconfirmed,
            others: records,
        };
    }
    super::sources::settled(state, now, index)
}

/// What a sealed package brings along for a source out of it.
fn sealed_record(state: &State, now: &Instant, index: usize) -> Option<KeptRecord> {
    let summary = &state.sources.get(index)?.summary;
    let sealed = summary.sealed.as_ref()?;
    Some(KeptRecord {
        provisional: summary.provisional.clone(),
        confirmed: Some(sealed.id.clone()),
        name: summary.name.clone(),
        size_bytes: summary.size_bytes,
        saved_at: now.clone(),
        log: sealed.log.clone(),
        n_standing: None,
    })
}

/// The record to believe: of the right digest when that is known, else the newest.
fn pick(records: &[KeptRecord], known: Option<&SourceId>) -> Option<usize> {
    let Some(known) = known else {
        return (!records.is_empty()).then_some(0);
    };
    let exact = records
        .iter()
        .position(|record| record.confirmed.as_ref() == Some(known));
    exact.or_else(|| records.iter().position(|record| record.confirmed.is_none()))
}

/// Merges a record's decisions and lets the source be called as they call it. Returns the ids of
/// what came from it.
pub(super) fn take_in(state: &mut State, index: usize, record: &KeptRecord) -> Vec<DecisionId> {
    let Some(log) = log_of(&mut state.alerts, record) else {
        return Vec::new();
    };
    let n_redactions = record.n_redactions();
    if record.n_lost() > 0 {
        state.alerts.error(
            say::redactions_that_were_kept_are_gone(
                record.n_lost() as u64,
                format_args!("{:?}", record.name),
            ),
            say::another_page_of_this_host_may_have(),
        );
    }
    let new = state.log.merge(log);
    if let Some(source) = state.sources.get_mut(index) {
        if source.identity.is_provisional() {
            if let Some(confirmed) = &record.confirmed {
                source.identity = confirmed.clone();
            }
        } else {
            let confirmed = source.identity.clone();
            state.log.confirm(&record.provisional, &confirmed);
        }
    }
    if n_redactions > 0 && !new.is_empty() {
        state.alerts.notice(
            say::redactions_kept_for_brought_back(
                n_redactions as u64,
                format_args!("{:?}", record.name),
            ),
            "",
        );
    }
    new
}

/// The decisions of a record; an alert when they cannot be read.
pub(super) fn log_of(alerts: &mut Alerts, record: &KeptRecord) -> Option<DecisionLog> {
    match DecisionLog::from_file(&record.log) {
        Ok(log) => Some(log),
        Err(error) => {
            let failure = error.to_failure();
            alerts.error(
                say::the_decisions_kept_on_this_device_for(
                    format_args!("{:?}", record.name),
                    failure.what,
                ),
                say::they_are_left_as_they_are_open(),
            );
            None
        }
    }
}

/// The file at hand is another one than the file the decisions were made about.
pub(super) fn other_file(state: &mut State, name: &str) {
    state.alerts.error(
        say::name_is_not_the_file_that_the(format_args!("{:?}", name)),
        say::those_decisions_do_not_apply_here_and(),
    );
}
