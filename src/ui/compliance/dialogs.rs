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
use crate::say;
use crate::ui::casework::forms::{Focus, field, name, view_end, view_line, view_lines, view_name};
use crate::ui::parts::{Dialog, StartCheck};
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
            say::a_second_person_agrees_2().to_owned(),
            view_agree(view, row, error.as_ref()),
        ),
        ComplyDialog::Look { row, error } => (
            say::comply_look_again_title().to_owned(),
            view_look(view, row, error.as_ref()),
        ),
        ComplyDialog::Settle { row, error } => (
            say::settle_the_other_channel_2().to_owned(),
            view_settle(view, row, error.as_ref()),
        ),
        ComplyDialog::Unmask { error } => (
            say::show_names().to_owned(),
            view_unmask(view, error.as_ref()),
        ),
    };
    html! { <Dialog key={title.clone()} name={title.clone()} on_close={close}>{ inside }</Dialog> }
}

fn title_of(to: ReviewMove) -> &'static str {
    match to {
        ReviewMove::Claimed => say::claim(),
        ReviewMove::Released => say::release(),
        ReviewMove::NotRelevant => say::not_relevant_2(),
        ReviewMove::FalsePositive => say::false_positive_2(),
        ReviewMove::Confirmed => say::confirm_2(),
        ReviewMove::Escalated => say::escalate_2(),
        ReviewMove::Parked => say::park_2(),
        ReviewMove::Resolved => say::resolve_2(),
        ReviewMove::Reopened => say::reopen(),
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
            { say::finding_number_id(row.number + 1, row.code.id()) }<bdi>{ shown(&row.why, false) }</bdi>
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
                { view_line("comply-whom", say::to_whom(), "", Focus::First) }
            }
            if matches!(to, ReviewMove::Parked | ReviewMove::Resolved) {
                { view_date(if to == ReviewMove::Parked { say::look_again_on() } else { say::resolved_on() }) }
            }
            if to == ReviewMove::Resolved {
                { view_line("comply-reference", say::where_the_evidence_of_it_is(), "", Focus::Later) }
            }
            if !matches!(to, ReviewMove::Claimed | ReviewMove::Released | ReviewMove::Reopened) {
                { view_note(view, is_first(matches!(to, ReviewMove::NotRelevant | ReviewMove::FalsePositive))) }
            }
            if n_alike > 1 {
                <label class="check">
                    <input type="checkbox" id="comply-all" />
                    <span>{ say::the_same_for_all_n_alike_that(words::count(n_alike as u32), shown(term, false)) }</span>
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
                <label for="comply-outcome">{ say::what_was_done() }</label>
                <select class="select" id="comply-outcome" autofocus={true}>
                    <option value="" selected={true}>{ say::choose() }</option>
                    { for Outcome::ALL.map(|one| html! { <option value={one.words()}>{ say::of_record(one.words()) }</option> }) }
                </select>
            </div>
            <div class="form__row">
                <label for="comply-clause">{ say::clause() }</label>
                <select class="select" id="comply-clause">
                    <option value="" selected={row.clause.is_empty()}>{ say::none_word() }</option>
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
            <label for="comply-note">{ say::why() }</label>
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
            <p>{ say::outcome_row_by_moved_by(say::of_record(row.state.words()), shown(&row.moved_by, false)) }</p>
            { view_line("comply-second", say::name_of_the_second_person(), say::somebody_else_than_who_gave_the_outcome(), Focus::First) }
            { view_note(view, Focus::Later) }
            { view_end(view, error, say::agree()) }
        </form>
    }
}

fn view_look(view: &View, row: &FindingRow, error: Option<&String>) -> Html {
    let onsubmit = on_submit(view, |form| {
        let wrong = form.query_selector("#comply-wrong:checked").ok().flatten();
        Some(ComplyAction::Looked {
            right: wrong.is_none(),
            note: field(form, "comply-note").unwrap_or_default(),
            by: name(form),
        })
    });
    html! {
        <form class="form" {onsubmit}>
            { view_about(row) }
            <p>{ say::comply_drawn_from_a_move() }</p>
            <label class="check">
                <StartCheck kind="radio" name="comply-look" checked={true} autofocus={true} />
                <span>{ say::comply_the_outcome_is_right() }</span>
            </label>
            <label class="check">
                <StartCheck kind="radio" name="comply-look" id="comply-wrong" checked={false} />
                <span>{ say::comply_the_outcome_is_wrong() }</span>
            </label>
            { view_note(view, Focus::Later) }
            { view_name(view) }
            { view_end(view, error, say::comply_look_again_title()) }
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
            { view_lines("comply-text", say::what_settles_it(), say::where_the_capture_of_that_channel_is(), Focus::First) }
            { view_line("comply-signed", say::signed_by(), say::who_signed_the_explanation_left_empty_for(), Focus::Later) }
            { view_name(view) }
            { view_end(view, error, say::settle()) }
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
            <p class="form__hint">{ say::that_names_were_shown_is_recorded_with() }</p>
            { view_line("comply-grounds", say::why_the_names_are_needed(), "", Focus::First) }
            { view_name(view) }
            { view_end(view, error, say::show_names()) }
        </form>
    }
}
