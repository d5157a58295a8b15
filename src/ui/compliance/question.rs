//! What is asked: the roster, the policy, the period.

use web_sys::{HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::app::Action;
use crate::app::characters::shown;
use crate::app::compliance::{ComplyAction, Loaded, Phase};
use crate::engine::compliance::STARTING;
use crate::say;
use crate::ui::casework::forms::field;
use crate::ui::files::Purpose;
use crate::ui::parts::FileButton;
use crate::ui::view::{View, sends};

pub(super) fn view(view: &View) -> Html {
    let comply = &view.state.comply;
    html! {
        <div class="comply__body">
            <p class="comply__lead">
                { say::who_speaks_and_may_what_breaks_the() }
            </p>
            { view_roster(view) }
            { view_policy(view) }
            { view_period(view) }
            <div class="panel__acts">
                <button
                    type="button"
                    class="button button--strong"
                    disabled={view.state.sources.is_empty() || comply.policy.is_none()}
                    onclick={view.on::<MouseEvent>(Action::Comply(ComplyAction::AskWanted))}
                >{ if comply.phase == Phase::Ready { say::ask_again() } else { say::ask() } }</button>
                if comply.policy.is_none() {
                    <span class="form__hint">{ say::choose_a_policy_first() }</span>
                }
            </div>
            { view_problems(view) }
        </div>
    }
}

fn view_file(file: Option<&Loaded>, none: &str) -> Html {
    match file {
        Some(file) => html! { <bdi class="comply__file">{ shown(&file.name, false) }</bdi> },
        None => html! { <span class="comply__file">{ none }</span> },
    }
}

fn view_roster(view: &View) -> Html {
    let roster = view.state.comply.roster.as_ref();
    let typed = sends(view.on_action, |event: Event| {
        let area = event.target_dyn_into::<HtmlTextAreaElement>()?;
        Some(Action::Comply(ComplyAction::RosterTyped {
            text: area.value(),
        }))
    });
    html! {
        <section class="panel" aria-labelledby="comply-roster">
            <h2 class="panel__title" id="comply-roster">{ say::roster_who_may_speak() }</h2>
            <div class="comply__row">
                <FileButton
                    name={say::open_roster()}
                    purpose={Purpose::Roster}
                    accept=".csv,.tsv,.txt,.vcf"
                    on_files={view.on_files.clone()}
                />
                { view_file(roster, say::none_everybody_who_writes_is_unknown()) }
                if roster.is_some() {
                    <button
                        type="button"
                        class="link"
                        onclick={view.on::<MouseEvent>(Action::Comply(ComplyAction::RosterDropped))}
                    >{ say::do_not_use_it() }</button>
                    <button
                        type="button"
                        class="link"
                        onclick={view.on::<MouseEvent>(Action::Comply(ComplyAction::RosterSaved))}
                    >{ say::save_roster() }</button>
                }
            </div>
            <p class="form__hint">
                { say::csv_with_person_id_full_name_side() }
            </p>
            if let Some(roster) = roster {
                <details class="comply__edit">
                    <summary>{ say::edit_the_roster() }</summary>
                    <textarea
                        class="field comply__text"
                        aria-label={say::roster_as_text()}
                        rows="10"
                        spellcheck="false"
                        value={roster.text.to_string()}
                        onchange={typed}
                    />
                </details>
            }
        </section>
    }
}

fn view_policy(view: &View) -> Html {
    let policy = view.state.comply.policy.as_ref();
    let chosen = sends(view.on_action, |event: Event| {
        let select = event.target_dyn_into::<HtmlSelectElement>()?;
        let id = select.value();
        (!id.is_empty()).then_some(Action::Comply(ComplyAction::StartingChosen { id }))
    });
    let typed = sends(view.on_action, |event: Event| {
        let area = event.target_dyn_into::<HtmlTextAreaElement>()?;
        Some(Action::Comply(ComplyAction::PolicyTyped {
            text: area.value(),
        }))
    });
    html! {
        <section class="panel" aria-labelledby="comply-policy">
            <h2 class="panel__title" id="comply-policy">{ say::policy_what_is_allowed() }</h2>
            <div class="comply__row">
                <FileButton
                    name={say::open_policy()}
                    purpose={Purpose::Policy}
                    accept=".json"
                    on_files={view.on_files.clone()}
                />
                <select class="select" aria-label={say::ready_made_policy()} onchange={chosen}>
                    <option value="" selected={true}>{ say::or_start_from_a_ready_made_one() }</option>
                    { for STARTING.iter().map(|one| html! {
                        <option value={one.id} title={one.words}>{ one.title }</option>
                    }) }
                </select>
                { view_file(policy, say::none_yet()) }
                if policy.is_some() {
                    <button
                        type="button"
                        class="link"
                        onclick={view.on::<MouseEvent>(Action::Comply(ComplyAction::PolicySaved))}
                    >{ say::save_policy() }</button>
                }
            </div>
            if let Some(policy) = policy {
                <details class="comply__edit">
                    <summary>{ say::edit_the_policy() }</summary>
                    <textarea
                        class="field comply__text"
                        aria-label={say::policy_as_text()}
                        rows="16"
                        spellcheck="false"
                        value={policy.text.to_string()}
                        onchange={typed}
                    />
                    <p class="form__hint">
                        { say::every_rule_carries_a_text_it_must() }
                    </p>
                </details>
            }
        </section>
    }
}

fn view_period(view: &View) -> Html {
    let comply = &view.state.comply;
    let changed = sends(view.on_action, |event: Event| {
        let input = event.target_dyn_into::<web_sys::HtmlInputElement>()?;
        let form = input.form()?;
        Some(Action::Comply(ComplyAction::PeriodTyped {
            from: field(&form, "comply-from")?,
            to: field(&form, "comply-to")?,
        }))
    });
    html! {
        <section class="panel" aria-labelledby="comply-period">
            <h2 class="panel__title" id="comply-period">{ say::period() }</h2>
            <form class="comply__row" onsubmit={|event: SubmitEvent| event.prevent_default()}>
                <label for="comply-from">{ say::from() }</label>
                <input class="field" id="comply-from" type="date" value={comply.from.clone()} onchange={changed.clone()} />
                <label for="comply-to">{ "to" }</label>
                <input class="field" id="comply-to" type="date" value={comply.to.clone()} onchange={changed} />
                <span class="form__hint">{ say::left_empty_everything() }</span>
            </form>
        </section>
    }
}

/// What was wrong with the roster, and cards that were found.
fn view_problems(view: &View) -> Html {
    let Some(overview) = &view.state.comply.overview else {
        return Html::default();
    };
    html! {
        <>
            if !overview.roster_problems.is_empty() {
                <section class="panel" aria-labelledby="comply-problems">
                    <h2 class="panel__title" id="comply-problems">{ say::what_is_odd_in_the_roster() }</h2>
                    <ul>
                        { for overview.roster_problems.iter().map(|what| html! { <li><bdi>{ shown(what, false) }</bdi></li> }) }
                    </ul>
                </section>
            }
            if !overview.cards.is_empty() {
                <section class="panel" aria-labelledby="comply-cards">
                    <h2 class="panel__title" id="comply-cards">{ say::contact_cards_in_the_exports() }</h2>
                    <p class="form__hint">{ say::from_evidence_candidates_never_taken_into_the() }</p>
                    <ul>
                        { for overview.cards.iter().map(|(name, number)| html! {
                            <li><bdi>{ shown(name, false) }</bdi>{ " " }<bdi>{ shown(number, false) }</bdi></li>
                        }) }
                    </ul>
                </section>
            }
        </>
    }
}
