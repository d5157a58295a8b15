//! What is looked for: families, countries, score, own terms.

use wasm_bindgen::JsCast;
use web_sys::{HtmlFormElement, HtmlInputElement};
use yew::prelude::*;

use crate::app::queue::{Phase, QueueAction};
use crate::app::{Action, characters};
use crate::engine::detect::{Family, PROPOSE};
use crate::engine::examine::protocol::Settings;
use crate::say;
use crate::ui::files::Purpose;
use crate::ui::parts::{FileButton, StartCheck, StartField};
use crate::ui::view::{View, sends};

/// The form. What is filled in is read from the page when it is sent.
pub(super) fn view(view: &View) -> Html {
    let queue = &view.state.queue;
    let settings = &queue.settings;
    let onsubmit = sends(view.on_action, |event: SubmitEvent| {
        event.prevent_default();
        let form = event.target_dyn_into::<HtmlFormElement>()?;
        let settings = read(&form);
        Some(Action::Queue(QueueAction::SuggestWanted { settings }))
    });
    let countries = settings.countries.clone().unwrap_or_default().join(", ");
    html! {
        <details class="suggest__settings" open={queue.phase == Phase::Closed}>
            <summary>{ say::what_is_looked_for_found(words(settings, queue.found.as_ref().map(|(found, _)| found))) }</summary>
            <form class="form" {onsubmit}>
                <fieldset class="group suggest__families">
                    <legend>{ say::kinds() }</legend>
                    { for Family::ALL.iter().map(|family| view_family(settings, *family)) }
                </fieldset>
                <div class="suggest__row">
                    <div class="form__row">
                        <label for="suggest-countries">{ say::countries() }</label>
                        <StartField
                            id="suggest-countries"
                            placeholder={say::as_participants_call()}
                            value={countries}
                            described_by="suggest-countries-hint"
                        />
                        <p class="form__hint" id="suggest-countries-hint">
                            { say::two_letters_each_such_as_gb_us() }
                        </p>
                    </div>
                    <div class="form__row">
                        <label for="suggest-least">{ say::least_score() }</label>
                        <StartField
                            class="field suggest__score"
                            id="suggest-least"
                            kind="number"
                            min={PROPOSE.to_string()}
                            max="100"
                            value={settings.least.to_string()}
                        />
                    </div>
                </div>
                <div class="suggest__row">
                    <FileButton
                        name={say::open_term_list()}
                        purpose={Purpose::Terms}
                        accept=".csv,.txt"
                        on_files={view.on_files.clone()}
                    />
                    if let Some(name) = &queue.terms {
                        <span class="form__hint">
                            <bdi>{ characters::shown(name, false) }</bdi>
                            { " · " }
                            <button
                                type="button"
                                class="link"
                                onclick={view.on::<MouseEvent>(Action::Queue(QueueAction::TermsDropped))}
                            >{ say::do_not_use_it() }</button>
                        </span>
                    } else {
                        <span class="form__hint">
                            { say::your_own_terms_one_a_line_as() }
                        </span>
                    }
                </div>
                <div class="panel__acts">
                    <button
                        type="submit"
                        class="button button--strong"
                        disabled={matches!(queue.phase, Phase::Looking { .. })}
                    >
                        { if queue.phase == Phase::Closed { say::look_for_suggestions() } else { say::look_again() } }
                    </button>
                </div>
            </form>
        </details>
    }
}

fn words(settings: &Settings, found: Option<&Vec<String>>) -> String {
    let families = if settings.families.len() == Family::ALL.len() {
        say::all_kinds().to_owned()
    } else {
        let titles = settings
            .families
            .iter()
            .map(|one| say::of_record(one.title()));
        let titles: Vec<_> = titles.collect();
        titles.join(", ")
    };
    let countries = match found {
        Some(found) if found.is_empty() => say::no_countrys_identifiers().to_owned(),
        Some(found) => say::identifiers_of_found(found.join(", ")),
        None => String::new(),
    };
    say::families_countries_score_least_and_up(families, countries, settings.least)
}

fn view_family(settings: &Settings, family: Family) -> Html {
    html! {
        <label class="check" key={family.title()}>
            <StartCheck family={family.title()} checked={settings.families.contains(&family)} />
            <span>{ say::of_record(family.title()) }</span>
        </label>
    }
}

fn read(form: &HtmlFormElement) -> Settings {
    let input = |selector: &str| {
        let found = form.query_selector(selector).ok().flatten()?;
        found.dyn_into::<HtmlInputElement>().ok()
    };
    let families = Family::ALL.into_iter().filter(|family| {
        let ticked = input(&format!("input[data-family=\"{}\"]", family.title()));
        ticked.is_some_and(|ticked| ticked.checked())
    });
    let typed = input("#suggest-countries").map_or_else(String::new, |input| input.value());
    let countries: Vec<String> = typed
        .split(|c: char| !c.is_ascii_alphabetic())
        .filter(|country| country.len() == 2)
        .map(str::to_ascii_uppercase)
        .collect();
    let least = input("#suggest-least").and_then(|input| input.value().parse().ok());
    Settings {
        families: families.collect(),
        countries: (!countries.is_empty()).then_some(countries),
        least: least.unwrap_or(PROPOSE).clamp(PROPOSE, 100),
        terms_csv: None,
    }
}
