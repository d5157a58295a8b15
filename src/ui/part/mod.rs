//! The dialog in which a part of a file is chosen: a stretch of a voice note, boxes of a picture.

mod boxes;
mod codes;
mod stretch;

use yew::prelude::*;

use crate::app::Action;
use crate::app::action::GoAction;
use crate::app::feed::FeedAction;
use crate::app::parts::{PartAction, PartChosen, PartForm};
use crate::say;
use crate::ui::media_urls::MediaState;
use crate::ui::parts::Dialog;
use crate::ui::view::View;

use boxes::BoxStage;
use stretch::StretchForm;

/// The dialog.
pub(super) fn view(view: &View, form: &PartForm) -> Html {
    let close = Action::Go(GoAction::DialogClosed);
    let state = view.media.get(form.source, form.entry).cloned();
    let name = match form.chosen {
        PartChosen::Stretch { .. } => say::mute_a_part(),
        PartChosen::Boxes(_) => say::black_out_a_part(),
    };
    html! {
        <Dialog key="part" {name} wide={true} on_close={view.on(close.clone())}>
            <Wanted source={form.source} entry={form.entry} unasked={state.is_none()} on_action={view.on_action.clone()} />
            { view_file(view, form, state) }
            if let Some(error) = &form.error {
                <p class="form__error" role="alert">{ error }</p>
            }
            <div class="dialog__acts">
                <button type="button" class="button" onclick={view.on::<MouseEvent>(close)}>{ say::cancel() }</button>
                <button
                    type="button"
                    class="button button--strong"
                    onclick={view.on::<MouseEvent>(Action::Part(PartAction::ReasonWanted))}
                >{ say::give_a_reason() }</button>
            </div>
        </Dialog>
    }
}

fn view_file(view: &View, form: &PartForm, state: Option<MediaState>) -> Html {
    let (url, blob) = match state {
        None | Some(MediaState::Loading) => {
            return html! { <p role="status">{ say::loading() }</p> };
        }
        Some(MediaState::Failed { what }) => {
            return html! { <p class="form__error">{ what }</p> };
        }
        Some(MediaState::Ready { url, blob, .. }) => (url, blob),
    };
    let standing = view.state.parts.get(&(form.source, form.entry)).cloned();
    let standing = standing.unwrap_or_default();
    match &form.chosen {
        PartChosen::Stretch {
            from_ms, until_ms, ..
        } => html! {
            <StretchForm
                {url}
                {blob}
                from_ms={*from_ms}
                until_ms={*until_ms}
                muted={standing.muted}
                preview={view.preview_url.clone()}
                on_action={view.on_action.clone()}
            />
        },
        PartChosen::Boxes(boxes) => html! {
            <BoxStage
                {url}
                boxes={boxes.clone()}
                standing={standing.boxes}
                codes={form.codes.clone()}
                on_action={view.on_action.clone()}
            />
        },
    }
}

#[derive(Properties, PartialEq)]
struct WantedProps {
    source: u32,
    entry: crate::engine::place::EntryId,
    unasked: bool,
    on_action: Callback<Action>,
}

/// Asks for the file when the dialog opens.
#[component]
fn Wanted(props: &WantedProps) -> Html {
    let on_action = props.on_action.clone();
    use_effect_with(
        (props.source, props.entry, props.unasked),
        move |(source, entry, unasked)| {
            if *unasked {
                let (source, entry) = (*source, *entry);
                on_action.emit(Action::Feed(FeedAction::MediaWanted { source, entry }));
            }
        },
    );
    Html::default()
}
