//! Other channels: every mention is open until evidence or a signed explanation settles it.

use std::rc::Rc;

use yew::prelude::*;

use super::view_finding_link;
use crate::app::characters::shown;
use crate::app::words;
use crate::engine::examine::comply::protocol::Overview;
use crate::say;
use crate::ui::view::View;

/// How many are drawn.
const DRAWN: usize = 500;

pub(super) fn view(view: &View, overview: &Rc<Overview>) -> Html {
    let ledger = &overview.report.ledger;
    let n_open = ledger
        .iter()
        .filter(|(_, _, settled)| settled.is_empty())
        .count();
    html! {
        <div class="comply__body">
            <p class="comply__count" role="status" aria-label={say::open_mentions()}>
                { say::n_open_of_mentions_open(words::count(n_open as u32), say::n_mentions(ledger.len() as u32)) }
            </p>
            <table class="table table--cards" role="table">
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">{ say::about() }</th>
                        <th scope="col" role="columnheader">{ say::mention() }</th>
                        <th scope="col" role="columnheader">{ say::settled_by() }</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    { for ledger.iter().take(DRAWN).map(|(about, number, settled)| html! {
                        <tr role="row" data-open={settled.is_empty().to_string()}>
                            <td role="cell"><bdi>{ shown(about, false) }</bdi></td>
                            <td role="cell">{ view_finding_link(view, *number) }</td>
                            <td class="table__wide" role="cell">
                                if settled.is_empty() {
                                    <strong>{ say::still_open() }</strong>
                                } else {
                                    <bdi>{ shown(settled, false) }</bdi>
                                }
                            </td>
                        </tr>
                    }) }
                </tbody>
            </table>
            if ledger.is_empty() {
                <p class="panel__empty">{ say::no_other_channel_is_mentioned() }</p>
            }
            if ledger.len() > DRAWN {
                <p class="comply__quiet">{ say::ledger_more_are_in_ledger_csv_of(words::count((ledger.len() - DRAWN) as u32)) }</p>
            }
        </div>
    }
}
