//! Which language the interface speaks: the browser's, until a person chooses another.

use super::effect::Effect;
use super::state::State;
use crate::say::{self, Language};

/// From now on the page speaks `language`. What a person chose is kept on this device, like their
/// name, unless the session is private.
pub(super) fn chosen(state: &mut State, language: Language, by_person: bool) -> Vec<Effect> {
    state.language = language;
    say::speak(language);
    let mut effects = vec![Effect::ShowLanguage { language }];
    if by_person && !state.keep.private {
        effects.push(Effect::KeepLanguage { language });
    }
    effects
}
