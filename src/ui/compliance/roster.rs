//! The roster: opened from a file or begun here, edited as cells, or as text.

use web_sys::{HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::app::Action;
use crate::app::characters::shown;
use crate::app::compliance::{ComplyAction, Loaded, RosterEdit, cell_id, cells_of};
use crate::engine::compliance::{RosterGrid, roster_from_csv};
use crate::say;
use crate::ui::files::Purpose;
use crate::ui::parts::{FileButton, StartArea, StartField};
use crate::ui::view::{View, sends};

/// Most rows that are drawn as cells.
const DRAWN: usize = 200;
/// Rosters up to this size are checked while they are edited. Units: bytes.
const CHECKED_BYTES: usize = 200_000;

pub(super) fn view(view: &View) -> Html {
    let comply = &view.state.comply;
    let roster = comply.roster.as_ref();
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
                { super::question::view_file(roster, say::none_everybody_who_writes_is_unknown()) }
                if roster.is_some() {
                    { view_link(view, ComplyAction::RosterDropped, say::do_not_use_it()) }
                    { view_link(view, ComplyAction::RosterSaved, say::save_roster()) }
                } else {
                    { view_link(view, edit(RosterEdit::RowAdded), say::comply_begin_a_roster()) }
                }
                if !comply.roster_before.is_empty() {
                    { view_link(view, edit(RosterEdit::Undone), say::comply_undo_roster()) }
                }
            </div>
            <p class="form__hint">{ say::csv_with_person_id_full_name_side() }</p>
            if let Some(roster) = roster {
                <details class="comply__edit" open={true}>
                    <summary>{ say::comply_people_of_the_roster() }</summary>
                    { view_cells(view, roster) }
                </details>
                { view_text(view, roster) }
            }
        </section>
    }
}

fn edit(edit: RosterEdit) -> ComplyAction {
    ComplyAction::RosterEdited { edit }
}

fn view_link(view: &View, action: ComplyAction, words: &'static str) -> Html {
    html! {
        <button
            type="button"
            class="link"
            onclick={view.on::<MouseEvent>(Action::Comply(action))}
        >{ words }</button>
    }
}

fn view_text(view: &View, roster: &Loaded) -> Html {
    let typed = sends(view.on_action, |event: Event| {
        let area = event.target_dyn_into::<HtmlTextAreaElement>()?;
        Some(Action::Comply(ComplyAction::RosterTyped {
            text: area.value(),
        }))
    });
    html! {
        <details class="comply__edit" onchange={typed}>
            <summary>{ say::edit_the_roster() }</summary>
            <StartArea
                class="field comply__text"
                label={say::roster_as_text()}
                value={roster.text.to_string()}
            />
        </details>
    }
}

fn view_cells(view: &View, roster: &Loaded) -> Html {
    let Some(grid) = cells_of(Some(roster)) else {
        return html! { <p class="form__hint">{ say::comply_roster_is_no_table() }</p> };
    };
    let added = sends(view.on_action, |event: Event| {
        let select = event.target_dyn_into::<HtmlSelectElement>()?;
        let name = select.value();
        select.set_value("");
        (!name.is_empty()).then_some(Action::Comply(edit(RosterEdit::ColumnAdded { name })))
    });
    html! {
        <>
            <div class="comply__cells" onkeydown={up_and_down()}>
                <table class="table" aria-label={say::comply_people_of_the_roster()}>
                    <thead>
                        <tr>
                            { for grid.columns.iter().map(|name| html! { <th scope="col"><bdi>{ shown(name, false) }</bdi></th> }) }
                            <th scope="col">{ say::comply_remove() }</th>
                        </tr>
                    </thead>
                    <tbody>
                        { for (0..grid.rows.len().min(DRAWN)).map(|row| view_row(view, &grid, row)) }
                    </tbody>
                </table>
            </div>
            if grid.rows.len() > DRAWN {
                <p class="form__hint">{ say::comply_rows_more(grid.rows.len() - DRAWN) }</p>
            }
            <div class="comply__row">
                <button
                    type="button"
                    class="button button--small"
                    onclick={view.on::<MouseEvent>(Action::Comply(edit(RosterEdit::RowAdded)))}
                >{ say::comply_add_a_person() }</button>
                <select class="select select--small" aria-label={say::comply_add_a_column()} onchange={added}>
                    <option value="" selected={true}>{ say::comply_add_a_column() }</option>
                    { for grid.columns_to_add().into_iter().map(|name| html! { <option value={name}>{ name }</option> }) }
                </select>
            </div>
            { view_categories(view, &grid) }
            { view_odd(&grid) }
        </>
    }
}

/// Most categories that are drawn.
const CATEGORIES: usize = 50;

/// What the categories of contact cards mean: side and authorisation of everybody who has one.
fn view_categories(view: &View, grid: &RosterGrid) -> Html {
    let categories = grid.categories();
    if categories.is_empty() {
        return Html::default();
    }
    html! {
        <fieldset class="comply__categories">
            <legend>{ say::comply_categories() }</legend>
            <p class="form__hint">{ say::comply_categories_hint() }</p>
            { for categories.iter().take(CATEGORIES).map(|(category, n)| html! {
                <p class="comply__row" key={category.clone()}>
                    <span><bdi>{ shown(category, false) }</bdi>{ ", " }{ say::comply_n_people(*n) }</span>
                    { view_says(view, category, "side") }
                    { view_says(view, category, "authorised") }
                </p>
            }) }
        </fieldset>
    }
}

fn view_says(view: &View, category: &str, column: &'static str) -> Html {
    let of = category.to_owned();
    let onchange = sends(view.on_action, move |event: Event| {
        let select = event.target_dyn_into::<HtmlSelectElement>()?;
        let value = select.value();
        let says = RosterEdit::CategorySays {
            category: of.clone(),
            column,
            value: value.clone(),
        };
        (!value.is_empty()).then_some(Action::Comply(edit(says)))
    });
    html! {
        <select class="select select--small" aria-label={say::comply_category_column(shown(category, false), column)} {onchange}>
            <option value="" selected={true}>{ column }</option>
            { for words_of(column).iter().map(|word| html! { <option value={*word}>{ *word }</option> }) }
        </select>
    }
}

/// What is odd in the roster as it stands now.
fn view_odd(grid: &RosterGrid) -> Html {
    let text = grid.to_csv();
    if text.len() > CHECKED_BYTES || grid.rows.is_empty() {
        return Html::default();
    }
    let odd: Vec<String> = match roster_from_csv(&text) {
        Ok((_, problems)) => problems.iter().map(ToString::to_string).collect(),
        Err(error) => vec![error.to_string()],
    };
    if odd.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="comply__odd" role="status" aria-label={say::what_is_odd_in_the_roster()}>
            { for odd.iter().take(50).map(|what| html! { <li><bdi>{ shown(what, false) }</bdi></li> }) }
        </ul>
    }
}

fn view_row(view: &View, grid: &RosterGrid, row: usize) -> Html {
    let cells = grid.rows.get(row).map_or(&[][..], Vec::as_slice);
    html! {
        <tr key={row}>
            { for grid.columns.iter().zip(cells).enumerate().map(|(column, (name, value))| html! {
                { view_cell(view, (row, column), name, value) }
            }) }
            <td>
                <button
                    type="button"
                    class="button button--small"
                    aria-label={say::comply_remove_row(row + 1)}
                    onclick={view.on::<MouseEvent>(Action::Comply(edit(RosterEdit::RowRemoved { row })))}
                >{ "×" }</button>
            </td>
        </tr>
    }
}

fn words_of(column: &str) -> &'static [&'static str] {
    match column {
        "side" => &["internal", "external", "vendor", "unknown"],
        "authorised" => &["yes", "no", "limited"],
        _other => &[],
    }
}

fn view_cell(view: &View, (row, column): (usize, usize), name: &str, value: &str) -> Html {
    let label = say::comply_cell(name, row + 1);
    let words = words_of(name);
    let written =
        move |value: String| Action::Comply(edit(RosterEdit::Cell { row, column, value }));
    if words.contains(&value) || !words.is_empty() && value.is_empty() {
        let onchange = sends(view.on_action, move |event: Event| {
            let select = event.target_dyn_into::<HtmlSelectElement>()?;
            Some(written(select.value()))
        });
        return html! {
            <td>
                <select class="select select--small" id={cell_id(row, column)} aria-label={label} {onchange}>
                    if value.is_empty() {
                        <option value="" selected={true}>{ "" }</option>
                    }
                    { for words.iter().map(|word| html! {
                        <option value={*word} selected={*word == value}>{ *word }</option>
                    }) }
                </select>
            </td>
        };
    }
    let onchange = sends(view.on_action, move |event: Event| {
        let input = event.target_dyn_into::<HtmlInputElement>()?;
        Some(written(input.value()))
    });
    html! {
        <td {onchange}>
            <StartField
                class="field comply__cell"
                id={cell_id(row, column)}
                label={label}
                value={value.to_owned()}
            />
        </td>
    }
}

/// Up, down and Enter go to the cell above or below; what was written counts on the way.
fn up_and_down() -> Callback<KeyboardEvent> {
    Callback::from(|event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowDown" | "Enter" => 1,
            "ArrowUp" => -1,
            _other => return,
        };
        let Some(input) = event.target_dyn_into::<HtmlInputElement>() else {
            return;
        };
        let id = input.id();
        let mut parts = id.trim_start_matches("roster-").splitn(2, '-');
        let row = parts.next().and_then(|part| part.parse::<i64>().ok());
        let column = parts.next().and_then(|part| part.parse::<usize>().ok());
        let to = row
            .zip(column)
            .and_then(|(row, column)| Some(cell_id(usize::try_from(row + step).ok()?, column)));
        let document = web_sys::window().and_then(|window| window.document());
        let cell = document
            .zip(to)
            .and_then(|(of, id)| of.get_element_by_id(&id));
        if let Some(cell) =
            cell.and_then(|one| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(one).ok())
        {
            event.prevent_default();
            // A cell that cannot take the focus leaves it where it is.
            let _ = cell.focus();
        }
    })
}

/// People on cards whom the roster does not have.
pub(super) fn view_cards(view: &View) -> Html {
    let Some(overview) = &view.state.comply.overview else {
        return Html::default();
    };
    let grid = cells_of(view.state.comply.roster.as_ref()).unwrap_or_default();
    let cards: Vec<_> = overview
        .cards
        .iter()
        .filter(|card| !grid.has_person(&card.person.id))
        .collect();
    if cards.is_empty() {
        return Html::default();
    }
    html! {
        <section class="panel" aria-labelledby="comply-cards">
            <h2 class="panel__title" id="comply-cards">{ say::contact_cards_in_the_exports() }</h2>
            <p class="form__hint">{ say::from_evidence_candidates_never_taken_into_the() }</p>
            <ul>
                { for cards.iter().take(DRAWN).map(|card| {
                    let name = shown(&card.person.full_name, false);
                    let id = card.person.id.clone();
                    html! {
                        <li key={id.clone()}>
                            <bdi>{ name.clone() }</bdi>{ " " }
                            { for card.person.phones.iter().map(|phone| html! { <><bdi>{ format!("+{}", phone.dialled) }</bdi>{ " " }</> }) }
                            <span class="comply__quiet"><bdi>{ shown(&card.person.note, false) }</bdi></span>{ " " }
                            <button
                                type="button"
                                class="link"
                                aria-label={say::comply_take_card_of(&name)}
                                onclick={view.on::<MouseEvent>(Action::Comply(ComplyAction::CardTaken { id }))}
                            >{ say::comply_take_card() }</button>
                        </li>
                    }
                }) }
            </ul>
        </section>
    }
}
