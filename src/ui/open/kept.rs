//! What is kept on this device, so that the page can ask for the sources again.

use yew::prelude::*;

use crate::app::Action;
use crate::app::action::KeepAction;
use crate::app::characters::shown;
use crate::app::kept::KeptRecord;
use crate::app::words;
use crate::say;
use crate::ui::view::View;

/// The list; nothing when nothing is kept.
pub(super) fn view(view: &View) -> Html {
    let listed = &view.state.keep.listed;
    if listed.is_empty() {
        return Html::default();
    }
    html! {
        <section class="kept" aria-labelledby="kept-title">
            <h2 id="kept-title">{ say::kept_on_this_device() }</h2>
            <p class="kept__hint">
                { say::decisions_never_the_exports_themselves_open_the() }
            </p>
            <ul class="kept__list">
                { for listed.iter().map(|record| view_record(view, record)) }
            </ul>
        </section>
    }
}

fn view_record(view: &View, record: &KeptRecord) -> Html {
    let key = record.key();
    let n_redactions = u32::try_from(record.n_redactions()).unwrap_or(u32::MAX);
    let forget = view.on(Action::Keep(KeepAction::ForgetWanted {
        key: Some(key.clone()),
    }));
    html! {
        <li class="kept__record" {key}>
            <bdi class="kept__name">{ shown(&record.name, false) }</bdi>
            <span class="kept__line">
                { format!(
                    "{} · {} · {}",
                    words::size(record.size_bytes),
                    say::n_redactions(n_redactions),
                    record.saved_at.utc_date(),
                ) }
            </span>
            <button
                type="button"
                class="button button--small"
                aria-label={say::forget_what_is_kept_for_name(shown(&record.name, false))}
                onclick={forget}
            >{ say::forget() }</button>
        </li>
    }
}
