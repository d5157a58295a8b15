//! The dialog with redactions that could hold in another export of the same conversation.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::action::GoAction;
use crate::app::carrying::{CarryAction, Carrying, ground_words};
use crate::app::characters::on_one_line;
use crate::app::{Action, words};
use crate::engine::carry::{Carried, Offer};
use crate::engine::case::ThreadId;
use crate::engine::decision::DecisionKind;
use crate::engine::thread::RecordId;
use crate::say;
use crate::ui::parts::Dialog;
use crate::ui::view::View;

/// The dialog "Take over".
pub fn view(view: &View) -> Html {
    let carrying = &view.state.carrying;
    let n_ticked = u32::try_from(carrying.ticked.len()).unwrap_or(u32::MAX);
    let close = Action::Go(GoAction::DialogClosed);
    html! {
        <Dialog name={say::take_over_from_another_export()} wide=true on_close={view.on(close.clone())}>
            <p class="dialog__lead">
                { say::where_another_open_export_holds_the_same() }
            </p>
            <p class="hits__count" role="status">{ count(carrying) }</p>
            if let Some(found) = &carrying.found {
                { view_offers(view, carrying, found) }
            }
            <div class="dialog__acts">
                <button
                    type="button"
                    class="button button--strong"
                    disabled={n_ticked == 0}
                    onclick={view.on(Action::Carry(CarryAction::Taken))}
                >{ say::take_over_redactions(say::n_redactions(n_ticked)) }</button>
                <button type="button" class="button" onclick={view.on(close)}>{ say::close() }</button>
            </div>
        </Dialog>
    }
}

fn count(carrying: &Carrying) -> String {
    let Some(found) = &carrying.found else {
        return say::comparing().to_owned();
    };
    if found.n_pairs == 0 {
        return say::no_two_open_exports_share_enough_messages().to_owned();
    }
    let n = u32::try_from(found.offers.len()).unwrap_or(u32::MAX);
    let mut text = say::n_redactions_can_be_taken_over(n);
    if found.n_more > 0 {
        text.push_str(&say::n_more_more_after_these(words::count(found.n_more)));
    }
    if found.n_unmatched > 0 {
        text.push_str(&say::for_places_nothing_was_found_there_that(
            say::n_places(found.n_unmatched),
        ));
    }
    text.push('.');
    text
}

fn view_offers(view: &View, carrying: &Carrying, found: &Carried) -> Html {
    if found.offers.is_empty() {
        return Html::default();
    }
    let all = carrying.ticked.len() == found.offers.len();
    let onchange = ticking(view, |ticked| CarryAction::AllTicked { ticked });
    let drawn = found.offers.iter().enumerate().take(carrying.n_drawn);
    html! {
        <div class="hits" tabindex="0" role="group" aria-label={say::what_can_be_taken_over()}>
            <label class="hit__label hits__all">
                <input type="checkbox" checked={all} {onchange} />
                { say::all_of_them() }
            </label>
            <ul>
                { for drawn.map(|(index, offer)| view_offer(view, carrying, index, offer)) }
            </ul>
            if found.offers.len() > carrying.n_drawn {
                <button
                    type="button"
                    class="link"
                    onclick={view.on(Action::Carry(CarryAction::MoreWanted))}
                >{ say::show_more() }</button>
            }
        </div>
    }
}

fn ticking(view: &View, action: impl Fn(bool) -> CarryAction + 'static) -> Callback<Event> {
    view.on_action.reform(move |event: Event| {
        let ticked = event
            .target_dyn_into::<HtmlInputElement>()
            .is_some_and(|input| input.checked());
        Action::Carry(action(ticked))
    })
}

fn view_offer(view: &View, carrying: &Carrying, index: usize, offer: &Offer) -> Html {
    let onchange = ticking(view, move |ticked| CarryAction::Ticked { index, ticked });
    let codes = offer.kind.codes().unwrap_or_default().join(" ");
    let place = place_words(view, offer.at);
    let was = place_words(view, offer.was);
    html! {
        <li class="hit" key={index}>
            <label class="hit__label">
                <input type="checkbox" checked={carrying.ticked.contains(&index)} {onchange} />
                <span class="hit__place">{ format!("{} · {codes}", kind_words(&offer.kind)) }</span>
                <bdi class="hit__words">{ on_one_line(&offer.quote) }</bdi>
            </label>
            <p class="form__hint">
                { say::place_as_was_ground(&place, was, ground_words(offer.ground)) }
                <button
                    type="button"
                    class="link"
                    aria-label={say::show_place(place)}
                    onclick={view.on(Action::Carry(CarryAction::Shown { index }))}
                >{ say::show_it() }</button>
            </p>
        </li>
    }
}

fn kind_words(kind: &DecisionKind) -> &'static str {
    match kind {
        DecisionKind::Message { .. } => say::message(),
        DecisionKind::MessageGone { .. } => say::message_with_its_head(),
        DecisionKind::Span { .. } => say::part_of_a_message(),
        DecisionKind::Pattern { .. } => say::suggestions(),
        DecisionKind::Participant { .. } => say::pseudonym(),
        DecisionKind::Attachment { .. } => say::attachment_2(),
        DecisionKind::SoundRange { .. } => say::part_of_a_sound(),
        DecisionKind::Region { .. } => say::part_of_a_picture(),
        _other => say::redaction(),
    }
}

fn place_words(view: &View, (thread, record): (ThreadId, RecordId)) -> String {
    let title = view.state.thread(thread).map(|(source, at)| {
        let name = on_one_line(&source.summary.name);
        format!("{} ({name})", words::title(at))
    });
    let number = record.0 + 1;
    say::message_number_of_title(number, title.unwrap_or_default())
}
