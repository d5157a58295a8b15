//! The dialog with a list of messages: what stands behind a number.

use yew::prelude::*;

use crate::app::action::GoAction;
use crate::app::characters::{on_one_line, shown, stamp};
use crate::app::listing::{Listing, ListingAction};
use crate::app::{Action, words};
use crate::engine::session::protocol::{Piece, Tile};
use crate::say;
use crate::ui::parts::Dialog;
use crate::ui::view::View;

/// The dialog.
pub(super) fn view(view: &View, listing: &Listing) -> Html {
    let n_records = listing.records.as_ref().map(|records| records.len());
    html! {
        <Dialog
            key="messages"
            name={shown(&listing.title, false)}
            wide={true}
            on_close={view.on(Action::Go(GoAction::DialogClosed))}
        >
            <p class="dialog__lead" role="status">{ match n_records {
                None => say::looking().to_owned(),
                Some(number) => say::n_messages(u32::try_from(number).unwrap_or(u32::MAX)),
            } }</p>
            <ul class="listing" aria-label={say::messages_behind_the_number()}>
                { for listing.tiles.iter().map(|tile| view_line(view, tile)) }
            </ul>
            if n_records.is_some_and(|number| number > listing.tiles.len() && !listing.tiles.is_empty()) {
                <button
                    type="button"
                    class="button"
                    onclick={view.on::<MouseEvent>(Action::Listing(ListingAction::MoreWanted))}
                >{ say::show_more_messages() }</button>
            }
        </Dialog>
    }
}

fn view_line(view: &View, tile: &Tile) -> Html {
    let record = tile.item.record;
    let name = text_of(&tile.row.sender_name);
    let file = tile
        .row
        .attachment
        .as_ref()
        .map(|file| shown(&file.name, false));
    html! {
        <li class="listing__line" key={record.0}>
            <button
                type="button"
                class="link"
                onclick={view.on::<MouseEvent>(Action::Listing(ListingAction::Chosen { record }))}
            >{ say::message_record(words::count(record.0 + 1)) }</button>
            <bdi class="listing__stamp">{ stamp(&tile.row.stamp) }</bdi>
            <bdi class="listing__name">{ shown(&name, view.state.spell_out) }</bdi>
            <bdi class="listing__words">
                { on_one_line(&text_of(&tile.row.body)) }
                if let Some(file) = file { { file } }
                if tile.row.withheld.is_some() { <span class="listing__mark">{ say::withheld() }</span> }
            </bdi>
        </li>
    }
}

fn text_of(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}
