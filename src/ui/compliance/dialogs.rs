//! The forms of the area: a move with its reason, agreement, settling, showing names.

use web_sys::HtmlFormElement;
use yew::prelude::*;

use crate::app::Action;
use crate::app::action::GoAction;
use crate::app::characters::shown;
use crate::app::compliance::{ComplyAction, ComplyDialog};
use crate::app::words;
use crate::engine::decision::{MoveDetails, Outcome, ReviewMove};
use crate::engine::examine::comply::protocol::FindingRow;
use crate::ui::casework::forms::{Focus, field, name, view_end, view_line, view_lines, view_name};
use crate::ui::parts::Dialog;
use crate::ui::view::{View, sends};

/// The dialog that is open.
pub(crate) fn view(view: &View, dialog: &ComplyDialog) -> Html {
    let close = view.on(Action::Go(GoAction::DialogClosed));
    let (title, inside) = match dialog {
        ComplyDialog::Move {
            to,
            row,
            alike,
            term,
            error,
        } => (
            title_of(*to).to_owned(),
            view_move(view, *to, row, (alike.len(), term), error.as_ref()),
        ),
        ComplyDialog::Agree { row, error } => (
            "A second person agrees".to_owned(),
            view_agree(view, row, error.as_ref()),
        ),
        ComplyDialog::Settle { row, error } => (
            "Settle the other channel".to_owned(),
            view_settle(view, row, error.as_ref()),
        ),
        ComplyDialog::Unmask { error } => {
            ("Show names".to_owned(), view_unmask(view, error.as_ref()))
        }
    };
    html! { <Dialog key={title.clone()} name={title.clone()} on_close={close}>{ inside }</Dialog> }
}

fn title_of(to: ReviewMove) -> &'static str {
    match to {
        ReviewMove::Claimed => "Claim",
        ReviewMove::Released => "Release",
        ReviewMove::NotRelevant => "Not relevant",
        ReviewMove::FalsePositive => "False positive",
        ReviewMove::Confirmed => "Confirm",
        ReviewMove::Escalated => "Escalate",
        ReviewMove::Parked => "Park",
        ReviewMove::Resolved => "Resolve",
        ReviewMove::Reopened => "Reopen",
    }
}

fn on_submit(
    view: &View,
    make: impl Fn(&HtmlFormElement) -> Option<ComplyAction> + 'static,
) -> Callback<SubmitEvent> {
    sends(view.on_action, move |event: SubmitEvent| {
        event.prevent_default();
        let form = event.target_dyn_into::<HtmlFormElement>()?;
        make(&form).map(Action::Comply)
    })
}

fn view_about(row: &FindingRow) -> Html {
    html! {
        <p class="form__hint">
            { format!("Finding {}: {} ", row.number + 1, row.code.id()) }<bdi>{ shown(&row.why, false) }</bdi>
        </p>
    }
}

fn view_move(
    view: &View,
    to: ReviewMove,
    row: &FindingRow,
    (n_alike, term): (usize, &str),
    error: Option<&String>,
) -> Html {
    let onsubmit = on_submit(view, |form| {
        let value = |id: &str| field(form, id).unwrap_or_default();
        let ticked = form
            .query_selector("#comply-all:checked")
            .ok()
            .flatten()
            .is_some();
        let outcome = value("comply-outcome");
        Some(ComplyAction::Moved {
            details: MoveDetails {
                note: value("comply-note").trim().to_owned(),
                clause: value("comply-clause"),
                outcome: Outcome::ALL.into_iter().find(|one| one.words() == outcome),
                whom: value("comply-whom").trim().to_owned(),
                date: value("comply-date"),
                reference: value("comply-reference").trim().to_owned(),
                ..MoveDetails::default()
            },
            all: ticked,
            by: name(form),
        })
    });
    let is_first = |which: bool| if which { Focus::First } else { Focus::Later };
    html! {
        <form class="form" {onsubmit}>
            { view_about(row) }
            if to == ReviewMove::Confirmed {
                { view_confirm(view, row) }
            }
            if to == ReviewMove::Escalated {
                { view_line("comply-whom", "To whom", "", Focus::First) }
            }
            if matches!(to, ReviewMove::Parked | ReviewMove::Resolved) {
                { view_date(if to == ReviewMove::Parked { "Look again on" } else { "Resolved on" }) }
            }
            if to == ReviewMove::Resolved {
                { view_line("comply-reference", "Where the evidence of it is", "", Focus::Later) }
            }
            if !matches!(to, ReviewMove::Claimed | ReviewMove::Released | ReviewMove::Reopened) {
                { view_note(view, is_first(matches!(to, ReviewMove::NotRelevant | ReviewMove::FalsePositive))) }
            }
            if n_alike > 1 {
                <label class="check">
                    <input type="checkbox" id="comply-all" />
                    <span>{ format!(
                        "The same for all {} that are still to be worked with this rule and “{}”",
                        words::count(n_alike as u32),
                        shown(term, false)
                    ) }</span>
                </label>
            }
            { view_name(view) }
            { view_end(view, error, title_of(to)) }
        </form>
    }
}

fn view_confirm(view: &View, row: &FindingRow) -> Html {
    let clauses = view
        .state
        .comply
        .overview
        .as_ref()
        .map(|overview| overview.clauses.clone())
        .unwrap_or_default();
    html! {
        <>
            <div class="form__row">
                <label for="comply-outcome">{ "What was done" }</label>
                <select class="select" id="comply-outcome" autofocus={true}>
                    <option value="" selected={true}>{ "Choose…" }</option>
                    { for Outcome::ALL.map(|one| html! { <option value={one.words()}>{ one.words() }</option> }) }
                </select>
            </div>
            <div class="form__row">
                <label for="comply-clause">{ "Clause" }</label>
                <select class="select" id="comply-clause">
                    <option value="" selected={row.clause.is_empty()}>{ "none" }</option>
                    { for clauses.iter().map(|(id, title, _)| html! {
                        <option value={id.clone()} selected={*id == row.clause}>{ format!("{id} {title}") }</option>
                    }) }
                </select>
            </div>
        </>
    }
}

fn view_date(label: &str) -> Html {
    html! {
        <div class="form__row">
            <label for="comply-date">{ label }</label>
            <input class="field" id="comply-date" type="date" />
        </div>
    }
}

/// A line, with the reasons that the policy offers.
fn view_note(view: &View, focus: Focus) -> Html {
    let reasons = view
        .state
        .comply
        .overview
        .as_ref()
        .map(|overview| overview.reasons.clone())
        .unwrap_or_default();
    html! {
        <div class="form__row">
            <label for="comply-note">{ "Why" }</label>
            <input
                class="field"
                id="comply-note"
                type="text"
                list="comply-reasons"
                autocomplete="off"
                autofocus={focus == Focus::First}
            />
            <datalist id="comply-reasons">
                { for reasons.iter().map(|reason| html! { <option value={reason.clone()} /> }) }
            </datalist>
        </div>
    }
}

fn view_agree(view: &View, row: &FindingRow, error: Option<&String>) -> Html {
    let onsubmit = on_submit(view, |form| {
        Some(ComplyAction::Agreed {
            by: field(form, "comply-second")?,
            note: field(form, "comply-note").unwrap_or_default(),
        })
    });
    html! {
        <form class="form" {onsubmit}>
            { view_about(row) }
            <p>{ format!("Outcome: {}, by {}.", row.state.words(), shown(&row.moved_by, false)) }</p>
            { view_line("comply-second", "Name of the second person", "Somebody else than who gave the outcome.", Focus::First) }
            { view_note(view, Focus::Later) }
            { view_end(view, error, "Agree") }
        </form>
    }
}

fn view_settle(view: &View, row: &FindingRow, error: Option<&String>) -> Html {
    let onsubmit = on_submit(view, |form| {
        Some(ComplyAction::Settled {
            text: field(form, "comply-text")?,
            signed_by: field(form, "comply-signed")
                .unwrap_or_default()
                .trim()
                .to_owned(),
            by: name(form),
        })
    });
    html! {
        <form class="form" {onsubmit}>
            { view_about(row) }
            { view_lines("comply-text", "What settles it", "Where the capture of that channel is, or what the explanation says.", Focus::First) }
            { view_line("comply-signed", "Signed by", "Who signed the explanation; left empty for evidence.", Focus::Later) }
            { view_name(view) }
            { view_end(view, error, "Settle") }
        </form>
    }
}

fn view_unmask(view: &View, error: Option<&String>) -> Html {
    let onsubmit = on_submit(view, |form| {
        Some(ComplyAction::Unmasked {
            grounds: field(form, "comply-grounds")?,
            by: name(form),
        })
    });
    html! {
        <form class="form" {onsubmit}>
            <p class="form__hint">{ "That names were shown is recorded, with who asked and why." }</p>
            { view_line("comply-grounds", "Why the names are needed", "", Focus::First) }
            { view_name(view) }
            { view_end(view, error, "Show names") }
        </form>
    }
}
