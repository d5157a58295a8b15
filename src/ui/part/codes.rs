//! Boxes that are proposed for QR codes: taken or left.

use yew::prelude::*;

use crate::app::Action;
use crate::app::parts::{Codes, PartAction};
use crate::engine::decision::PixelBox;
use crate::say;

/// The boxes that are still to be decided about.
pub(super) fn proposed(codes: &Codes) -> &[PixelBox] {
    match codes {
        Codes::Found(boxes) => boxes,
        Codes::Unasked | Codes::Looking | Codes::Decided | Codes::Failed(_) => &[],
    }
}

/// What is known of them, in words, and what can be done.
pub(super) fn view(codes: &Codes, on_action: &Callback<Action>) -> Html {
    let (words, is_open) = match codes {
        Codes::Unasked | Codes::Decided => return Html::default(),
        Codes::Looking => (say::qr_codes_are_looked_for().to_owned(), false),
        Codes::Failed(why) => (say::qr_codes_cannot_be_looked_for(why), false),
        Codes::Found(boxes) if boxes.is_empty() => (say::no_qr_code_was_found().to_owned(), false),
        Codes::Found(boxes) => (say::n_qr_codes_were_found(boxes.len() as u64), true),
    };
    let decided = |taken: bool| {
        let on_action = on_action.clone();
        Callback::from(move |_: MouseEvent| {
            on_action.emit(Action::Part(PartAction::CodesDecided { taken }));
        })
    };
    html! {
        <div class="boxes__codes">
            <span role="status">{ words }</span>
            if is_open {
                <button type="button" class="button" onclick={decided(true)}>{ say::put_boxes_over_them() }</button>
                <button type="button" class="button" onclick={decided(false)}>{ say::leave_them() }</button>
            }
        </div>
    }
}
