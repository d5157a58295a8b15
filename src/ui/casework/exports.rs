//! Exports that a case file is about and that are not open yet.

use yew::prelude::*;

use crate::app::Action;
use crate::app::casework::WorkAction;
use crate::app::characters::on_one_line;
use crate::app::words;
use crate::engine::casefile::CaseSource;
use crate::say;
use crate::ui::view::View;

/// The list; nothing when none is missing.
pub(crate) fn view(view: &View) -> Html {
    let missing = view.state.missing_exports();
    if missing.is_empty() {
        return Html::default();
    }
    let n_missing = u32::try_from(missing.len()).unwrap_or(u32::MAX);
    html! {
        <section class="panel casework__exports" aria-labelledby="missing-exports">
            <h2 class="panel__title" id="missing-exports">
                { say::waiting_for_exports(say::n_exports(n_missing)) }
            </h2>
            <p>{ say::the_case_is_about_these_files_open() }</p>
            <ul class="casework__list" role="list">
                { for missing.into_iter().map(|export| view_export(view, export)) }
            </ul>
        </section>
    }
}

fn view_export(view: &View, export: &CaseSource) -> Html {
    let drop = WorkAction::NotAwaited {
        sha256: export.sha256.clone(),
    };
    let name = on_one_line(&export.name);
    let titles: Vec<String> = export
        .threads
        .iter()
        .map(|title| on_one_line(title))
        .collect();
    html! {
        <li class="casework__line" key={export.sha256.clone()}>
            <p><bdi>{ &name }</bdi>{ format!(" · {}", words::size_exact(export.size_bytes)) }</p>
            if !titles.is_empty() {
                <p class="casework__quiet">
                    { say::threads() }
                    { for titles.into_iter().map(|title| html! { <><bdi>{ title }</bdi>{ " · " }</> }) }
                </p>
            }
            <p class="casework__quiet"><code class="digest__hex">{ &export.sha256 }</code></p>
            <button
                type="button"
                class="link"
                aria-label={say::do_not_wait_for_name(name)}
                onclick={view.on::<MouseEvent>(Action::Work(drop))}
            >{ say::do_not_wait_for_it() }</button>
        </li>
    }
}
