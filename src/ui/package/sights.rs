//! Pictures that go out and that a person should look at: one that looks like a picture of which boxes
//! are black, one that shows a QR code. Each with the way to its message.

use yew::prelude::*;

use super::result::{Result, view_go};
use crate::app::Action;
use crate::app::action::PackageAction;
use crate::app::characters::shown;
use crate::app::parts::Sights;
use crate::engine::examine::protocol::{PictureFound, PictureSight};
use crate::say;
use crate::ui::parts::Progress;
use crate::ui::view::View;

/// The list; nothing where none was looked at, or nothing was seen.
pub(super) fn view(view: &View, result: &Result) -> Html {
    match &view.state.sights {
        Sights::None => Html::default(),
        Sights::Looking { percent, .. } => html! {
            <div class="working">
                <p role="status">{ say::pictures_are_being_compared() }</p>
                <Progress name={say::looking_at_pictures()} percent={*percent} />
                <button
                    type="button"
                    class="button"
                    onclick={view.on(Action::Package(PackageAction::PicturesCancelled))}
                >{ say::do_not_look_at_pictures() }</button>
            </div>
        },
        Sights::Failed(why) => html! {
            <p class="notice" data-tone="care" role="alert">{ say::pictures_could_not_be_compared(why) }</p>
        },
        Sights::Seen(found) if found.is_empty() => Html::default(),
        Sights::Seen(found) => html! {
            <div class="notice" data-tone="care">
                <h3>{ say::look_at_these_pictures() }</h3>
                <p>{ say::they_go_out_as_they_are() }</p>
                <ul class="leaks">
                    { for found.iter().map(|one| view_one(view, result, one)) }
                </ul>
            </div>
        },
    }
}

fn view_one(view: &View, result: &Result, one: &PictureFound) -> Html {
    let name = shown(&one.name, false);
    let words = match &one.what {
        PictureSight::Like { boxed } => say::looks_like_with_boxes(name, shown(boxed, false)),
        PictureSight::Code => say::shows_a_qr_code(name),
    };
    let place = one.at.and_then(|(thread, record)| {
        let number = result.threads.iter().position(|known| *known == thread)?;
        Some((number as u32 + 1, record.0 + 1))
    });
    html! {
        <li class="leak">
            { format!("{words} ") }
            { for place.map(|place| view_go(view, result, place)) }
        </li>
    }
}
