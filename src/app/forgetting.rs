//! Deleting what is kept on this device, once the person has confirmed it.

use super::effect::Effect;
use super::kept::key_of;
use super::state::{Dialog, State};
use crate::say;

/// What shall be forgotten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Forgetting {
    /// What is kept about everything open.
    Open,
    /// One record of the list on the first screen.
    Record {
        /// Its key.
        key: String,
        /// The name of its file.
        name: String,
        /// Redactions that stand in it.
        n_redactions: u32,
    },
}

/// "Forget" was pressed: the dialog asks first.
pub(super) fn wanted(state: &mut State, key: Option<String>) -> Vec<Effect> {
    let forgetting = match key {
        None => Some(Forgetting::Open),
        Some(key) => {
            let mut listed = state.keep.listed.iter();
            listed
                .find(|record| record.key() == key)
                .map(|record| Forgetting::Record {
                    name: record.name.clone(),
                    n_redactions: u32::try_from(record.n_redactions()).unwrap_or(u32::MAX),
                    key,
                })
        }
    };
    state.dialog = forgetting.map(Dialog::Forget);
    Vec::new()
}

/// It was confirmed.
pub(super) fn confirmed(state: &mut State) -> Vec<Effect> {
    let Some(Dialog::Forget(forgetting)) = state.dialog.take() else {
        return Vec::new();
    };
    let keys = match forgetting {
        Forgetting::Record { key, .. } => vec![key],
        Forgetting::Open => {
            state.log.forgotten();
            keys_of_open(state)
        }
    };
    vec![Effect::ForgetKept { keys }]
}

fn keys_of_open(state: &mut State) -> Vec<String> {
    let mut keys: Vec<String> = state.keep.written.drain(..).collect();
    for source in &state.sources {
        keys.push(key_of(&source.summary.provisional, None));
        if !source.identity.is_provisional() {
            let confirmed = Some(&source.identity);
            keys.push(key_of(&source.summary.provisional, confirmed));
        }
    }
    keys.sort();
    keys.dedup();
    keys
}

impl Forgetting {
    /// What is deleted and what stays, for the dialog.
    pub fn words(&self, state: &State) -> Vec<String> {
        match self {
            Forgetting::Open => {
                let n = state.log.standing_redactions().len();
                let n = u32::try_from(n).unwrap_or(u32::MAX);
                let mut words = vec![say::what_this_device_keeps_about_the_exports(
                    say::n_redactions(n),
                )];
                words.push(say::they_stay_in_this_window_until_it().to_owned());
                if !state.keep.private {
                    words.push(say::the_next_decision_is_kept_again_with().to_owned());
                }
                words
            }
            Forgetting::Record { n_redactions, .. } => {
                vec![say::what_this_device_keeps_about_it_is(say::n_redactions(
                    *n_redactions,
                ))]
            }
        }
    }
}
