//! A part of a thread as it stands on paper: every row of it, plain, with its number in the margin.
//! The tools above it are not printed. What stands in the margins of the pages is set as a rule of
//! the page's own style sheet, out of code points alone.

mod margins;

use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::app::Action;
use crate::app::characters::{shown, stamp};
use crate::app::printing::{Print, PrintAction, PrintRows};
use crate::engine::session::protocol::{Piece, PrintPart, Row};
use crate::say;
use crate::ui::parts::Progress;
use crate::ui::view::View;

/// The print view.
pub(super) fn view(view: &View) -> Html {
    let Some(print) = &view.state.print else {
        return html! { <p class="area__empty">{ say::nothing_is_being_printed() }</p> };
    };
    let title = view
        .state
        .thread(print.thread)
        .map_or_else(String::new, |(_, thread)| view.state.names().title(thread));
    html! {
        <main class="print">
            { view_tools(view, print) }
            { view_rows(view, print, &title) }
        </main>
    }
}

fn view_tools(view: &View, print: &Print) -> Html {
    let act = |action: PrintAction| view.on::<MouseEvent>(Action::Print(action));
    html! {
        <div class="print__tools">
            <h1 class="print__heading">{ say::print() }</h1>
            if print.parts.len() > 1 {
                { view_parts(view, print) }
            }
            { match &print.rows {
                PrintRows::Coming(_) => html! {
                    <>
                        <Progress name={say::collecting_messages()} percent={print.percent()} />
                        <button type="button" class="button" onclick={act(PrintAction::Cancelled)}>{ say::cancel() }</button>
                    </>
                },
                PrintRows::Cancelled => html! {
                    <>
                        <span role="status">{ say::ended_nothing_is_shown() }</span>
                        <button type="button" class="button" onclick={act(PrintAction::Again)}>{ say::collect_again() }</button>
                    </>
                },
                PrintRows::Outdated => html! {
                    <>
                        <span role="status">{ say::a_decision_was_made_meanwhile() }</span>
                        <button type="button" class="button" onclick={act(PrintAction::Again)}>{ say::collect_again() }</button>
                    </>
                },
                PrintRows::Ready(rows) => html! {
                    <>
                        <button type="button" class="button button--strong" onclick={act(PrintAction::Print)}>{ say::print_or_save_as_pdf() }</button>
                        <span role="status" aria-label={say::print_view()}>
                            { say::n_messages(u32::try_from(rows.len()).unwrap_or(u32::MAX)) }
                        </span>
                    </>
                },
            } }
            <button type="button" class="button" onclick={act(PrintAction::Closed)}>{ say::back() }</button>
            if print.shows_withheld(view.state.redactions.len()) {
                <p class="notice print__notice">
                    { say::this_prints_what_is_withheld_marked_to() }
                </p>
            }
            if print.parts.len() > 1 {
                <p class="print__hint">
                    { say::a_long_thread_is_printed_in_parts() }
                </p>
            }
        </div>
    }
}

fn view_parts(view: &View, print: &Print) -> Html {
    let onchange = view.on_action.reform(|event: Event| {
        let part = event
            .target_dyn_into::<HtmlSelectElement>()
            .and_then(|select| select.value().parse().ok())
            .unwrap_or(0);
        Action::Print(PrintAction::PartChosen { part })
    });
    html! {
        <label>
            <span class="tools__label">{ say::part() }</span>
            <select class="select" aria-label={say::part_2()} {onchange}>
                { for print.parts.iter().enumerate().map(|(index, part)| html! {
                    <option value={index.to_string()} selected={index == print.chosen}>
                        { format!("{}: {}", index + 1, period(part)) }
                    </option>
                }) }
            </select>
        </label>
    }
}

/// `1/2/24, 10:00 – 3/2/24, 11:00 (1,234 messages)`, stamps as written.
fn period(part: &PrintPart) -> String {
    format!(
        "{} – {} ({})",
        stamp(&part.from),
        stamp(&part.to),
        say::n_messages(part.n_records)
    )
}

fn view_rows(view: &View, print: &Print, title: &str) -> Html {
    let (PrintRows::Ready(rows), Some(part)) = (&print.rows, print.part()) else {
        return Html::default();
    };
    let several = print.parts.len() > 1;
    let part_words = if several {
        say::part_chosen_of_parts(print.chosen + 1, print.parts.len())
    } else {
        String::new()
    };
    html! {
        <Sheet
            title={title.to_owned()}
            period={format!("{part_words}{}", period(part))}
            filter={print.filter_words(view.state.redactions.len())}
            spell_out={view.state.spell_out}
            rows={rows.clone()}
        />
    }
}

#[derive(Properties, PartialEq)]
struct SheetProps {
    title: String,
    period: String,
    filter: &'static str,
    spell_out: bool,
    rows: Rc<Vec<Row>>,
}

/// What goes on paper.
#[component]
fn Sheet(props: &SheetProps) -> Html {
    use_effect_with(
        (props.title.clone(), props.period.clone(), props.filter),
        |(title, period, filter)| {
            let rule = margins::set(title, period, filter);
            move || margins::take_back(rule)
        },
    );
    html! {
        <section class="sheet" aria-label={say::messages_to_print()}>
            <h2 class="sheet__title"><bdi>{ &props.title }</bdi></h2>
            <p class="sheet__about">{ format!("{}. {}.", props.period, props.filter) }</p>
            <p class="sheet__about">
                { say::from_a_whatsapp_chat_export_a_text() }
            </p>
            { for props.rows.iter().zip(before(&props.rows)).map(|(row, before)| {
                view_row(row, before, props.spell_out)
            }) }
        </section>
    }
}

/// The row before each.
fn before(rows: &[Row]) -> impl Iterator<Item = Option<&Row>> {
    std::iter::once(None).chain(rows.iter().map(Some))
}

fn view_row(row: &Row, before: Option<&Row>, spell_out: bool) -> Html {
    let day = row
        .day
        .as_ref()
        .filter(|day| before.is_none_or(|before| before.day.as_ref() != Some(*day)));
    let name = text_of(&row.sender_name);
    let file = row.attachment.as_ref();
    html! {
        <>
            if let Some((date, weekday)) = day {
                <h3 class="sheet__day">{ format!("{weekday}, {date}") }</h3>
            }
            <article class="sheet__message" key={row.record.0}>
                <span class="sheet__number">{ row.record.0 + 1 }</span>
                <p class="sheet__head">
                    <bdi class="sheet__name">{ if name.is_empty() { "WhatsApp".to_owned() } else { shown(&name, spell_out) } }</bdi>
                    <bdi class="sheet__stamp">{ stamp(&row.stamp) }</bdi>
                </p>
                if let Some(withheld) = &row.withheld {
                    <p class="sheet__note">{ say::withheld_codes(withheld.codes.join(" ")) }</p>
                }
                <p class="sheet__body" dir="auto">{ for row.body.iter().map(view_piece) }</p>
                if let Some(file) = file {
                    <p class="sheet__note">
                        { say::attachment() }<bdi>{ shown(&file.name, spell_out) }</bdi>
                        if file.entry.is_none() && file.withheld.is_none() { { say::not_in_this_export_3() } }
                        if let Some(withheld) = &file.withheld { { say::withheld_codes_4(withheld.codes.join(" ")) } }
                    </p>
                }
                if row.n_more_chars > 0 {
                    <p class="sheet__note">
                        { say::n_more_characters_are_not_printed(row.n_more_chars) }
                    </p>
                }
            </article>
        </>
    }
}

fn view_piece(piece: &Piece) -> Html {
    if piece.withheld.is_some() {
        html! { <mark class="sheet__mark">{ &piece.text }</mark> }
    } else {
        html! { { &piece.text } }
    }
}

fn text_of(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}
