//! Which list of reasons is offered, and lists as files.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::app::Action;
use crate::app::characters::shown;
use crate::app::reasons::ReasonsAction;
use crate::engine::decision::ListedReason;
use crate::say;
use crate::ui::files::Purpose;
use crate::ui::parts::FileButton;
use crate::ui::view::View;

/// The part of the panel about reasons.
pub(super) fn view(view: &View) -> Html {
    let reasons = &view.state.reasons;
    let onchange = view.on_action.reform(|event: Event| {
        let select = event.target_dyn_into::<HtmlSelectElement>();
        let index = select.map_or(0, |select| select.selected_index());
        let index = usize::try_from(index).unwrap_or(0);
        Action::Reasons(ReasonsAction::Chosen { index })
    });
    html! {
        <section class="panel" aria-labelledby="reasons-title">
            <h2 class="panel__title" id="reasons-title">{ say::reasons() }</h2>
            <div class="panel__acts">
                <select class="select" aria-label={say::list_of_reasons()} {onchange}>
                    { for reasons.lists.iter().enumerate().map(|(index, list)| html! {
                        <option selected={index == reasons.chosen}>{ shown(&list.name, false) }</option>
                    }) }
                </select>
                <FileButton
                    name={say::open_reason_list()}
                    purpose={Purpose::Reasons}
                    accept=".csv"
                    on_files={view.on_files.clone()}
                />
                <button
                    type="button"
                    class="button"
                    onclick={view.on::<MouseEvent>(Action::Reasons(ReasonsAction::SaveWanted))}
                >{ say::save_reason_list() }</button>
            </div>
            if let Some(list) = reasons.current() {
                <details class="reasons">
                    <summary>{ say::what_they_mean() }</summary>
                    <dl class="reasons__list">{ for list.reasons.iter().map(view_reason) }</dl>
                </details>
            }
        </section>
    }
}

fn view_reason(reason: &ListedReason) -> Html {
    let more = [&reason.help, &reason.law];
    let more = more.into_iter().filter(|words| !words.is_empty());
    html! {
        <div class="reasons__row" key={reason.code.clone()}>
            <dt>
                <span class="code" data-colour={reason.colour.to_string()}>{ &reason.code }</span>
            </dt>
            <dd>
                <bdi>{ shown(&reason.title, false) }</bdi>
                <span class="reasons__law">
                    { for more.map(|words| html! { <bdi>{ shown(words, false) }</bdi> }) }
                </span>
            </dd>
        </div>
    }
}
