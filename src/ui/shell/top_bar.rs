//! The bar at the top: what can be done from anywhere.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::app::Action;
use crate::app::action::{GoAction, PackageAction};
use crate::app::state::{Screen, Theme};
use crate::say::{self, Language};
use crate::ui::files::Purpose;
use crate::ui::package;
use crate::ui::parts::FileButton;
use crate::ui::view::{View, sends};

/// The bar.
pub(super) fn view(view: &View) -> Html {
    let in_case = view.state.screen == Screen::Case;
    html! {
        <header class="bar">
            <span class="bar__brand">
                <svg class="bar__seal" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
                    <path d="M16 2 28 7v9c0 7-5 12-12 14C9 28 4 23 4 16V7z" />
                    <path class="bar__thread" d="M10 12h12M10 16h12M10 20h7" />
                </svg>
                <span class="bar__name">{ "Threadseal" }</span>
            </span>
            <div class="bar__acts">
                if in_case {
                    <FileButton
                        name={say::open_exports()}
                        purpose={Purpose::Exports}
                        on_files={view.on_files.clone()}
                    />
                    if !package::offers_to_build(view) {
                        <button
                            type="button"
                            class="button button--strong"
                            onclick={view.on(Action::Package(PackageAction::Wanted))}
                        >{ say::build_package() }</button>
                    }
                }
                { view_verify(view) }
            </div>
            <div class="bar__ends">
                { view_language(view) }
                { view_theme(view) }
                <button
                    type="button"
                    class="button button--quiet"
                    aria-label={say::keyboard_shortcuts()}
                    onclick={view.on(Action::Go(GoAction::Shortcuts))}
                >{ "?" }</button>
            </div>
        </header>
    }
}

fn view_verify(view: &View) -> Html {
    let to = |screen| Action::Go(GoAction::Screen { screen });
    if view.state.screen == Screen::Verify {
        let back = if view.state.sources.is_empty() {
            say::back_to_the_start()
        } else {
            say::back_to_the_case()
        };
        return html! {
            <button type="button" class="button" onclick={view.on(to(Screen::Case))}>{ back }</button>
        };
    }
    if view.state.screen == Screen::Start {
        return Html::default();
    }
    html! {
        <button type="button" class="button" onclick={view.on(to(Screen::Verify))}>
            { say::verify_a_package() }
        </button>
    }
}

/// Each language by its own name, so that whoever reads only that one finds it.
fn view_language(view: &View) -> Html {
    let spoken = view.state.language;
    let onchange = sends(view.on_action, |event: Event| {
        let select = event.target_dyn_into::<HtmlSelectElement>()?;
        let language = Language::of_tag(&select.value())?;
        Some(Action::Go(GoAction::Language {
            language,
            by_person: true,
        }))
    });
    html! {
        <select class="select select--quiet" aria-label={say::language()} {onchange}>
            { for Language::ALL.map(|language| html! {
                <option
                    value={language.tag()}
                    lang={language.tag()}
                    selected={language == spoken}
                >{ language.own_name() }</option>
            }) }
        </select>
    }
}

fn view_theme(view: &View) -> Html {
    let chosen = view.state.theme;
    let onchange = view.on_action.reform(|event: Event| {
        let value = event
            .target_dyn_into::<HtmlSelectElement>()
            .map(|select| select.value())
            .unwrap_or_default();
        let theme = match value.as_str() {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _system => Theme::System,
        };
        Action::Go(GoAction::Theme { theme })
    });
    html! {
        <select class="select select--quiet" aria-label={say::colours()} {onchange}>
            { for [Theme::System, Theme::Light, Theme::Dark].map(|theme| html! {
                <option value={theme.word()} selected={theme == chosen}>{ match theme {
                    Theme::System => say::colours_system(),
                    Theme::Light => say::colours_light(),
                    Theme::Dark => say::colours_dark(),
                } }</option>
            }) }
        </select>
    }
}
