//! The dialog that says why a message is found, or is not.

use yew::prelude::*;

use crate::app::Action;
use crate::app::action::GoAction;
use crate::app::why_not::WhyNotShown;
use crate::app::words;
use crate::say;
use crate::ui::parts::Dialog;
use crate::ui::view::View;

/// The dialog.
pub fn view(view: &View, shown: &WhyNotShown) -> Html {
    let close = Action::Go(GoAction::DialogClosed);
    html! {
        <Dialog name={say::why_found_or_why_not()} on_close={view.on(close)}>
            { view_told(shown) }
        </Dialog>
    }
}

fn view_told(shown: &WhyNotShown) -> Html {
    let Some(told) = &shown.told else {
        return html! { <p role="status">{ say::looking() }</p> };
    };
    let number = words::count(shown.record.0 + 1);
    let verdict = if told.fits {
        say::message_number_fits_the_query(number)
    } else {
        say::message_number_does_not_fit_the_query(number)
    };
    html! {
        <>
            <p class="dialog__lead" role="status">{ verdict }</p>
            <p class="form__hint"><bdi>{ &shown.query }</bdi></p>
            <ul class="why" aria-label={say::parts_of_the_query()}>
                { for shown.lines().into_iter().map(|(typed, said, fits)| html! {
                    <li class="why__part" data-fits={fits.to_string()}>
                        <span class="why__mark" aria-hidden="true">{ if fits { "✓" } else { "✗" } }</span>
                        <span>
                            <code><bdi>{ typed }</bdi></code>
                            { if fits { say::fits() } else { say::does_not_fit() } }
                            <bdi>{ said }</bdi>
                        </span>
                    </li>
                }) }
            </ul>
        </>
    }
}
