//! The strip: messages over time. Bars for how many, marks above for search hits, bands below for
//! silences and for times with disappearing messages.

use std::rc::Rc;

use yew::prelude::*;

use super::{opens, wanted};
use crate::app::timeline::{HitMarks, hit_marks, hours_in_words};
use crate::app::{Action, words};
use crate::engine::statistics::{Slice, Statistics};
use crate::engine::thread::RecordId;
use crate::say;
use crate::ui::parts::focus_on;

/// Width of a bin in the drawing's own measure.
const BIN: usize = 10;
/// Height of the drawing.
const HEIGHT: usize = 132;
/// Where bars begin and end.
const TOP: usize = 14;
const BOTTOM: usize = 108;

/// What the strip needs.
#[derive(Properties, PartialEq)]
pub(super) struct StripProps {
    pub(super) counted: Rc<Statistics>,
    /// Messages with a search hit.
    pub(super) hits: Option<Rc<Vec<RecordId>>>,
    pub(super) on_action: Callback<Action>,
}

/// The strip with its legend and its table.
#[component]
pub(super) fn Strip(props: &StripProps) -> Html {
    let at = use_state_eq(|| 0_usize);
    let marks = use_memo(
        (props.counted.clone(), props.hits.clone()),
        |(counted, hits)| hits.as_ref().map(|hits| hit_marks(counted, hits)),
    );
    let counted = &props.counted;
    if counted.bins.is_empty() {
        return html! { <p class="area__empty">{ say::no_message_of_this_thread_has_a() }</p> };
    }
    let onkeydown = on_key(&at, counted.bins.len());
    html! {
        <section class="timeline__part" aria-labelledby="strip-title">
            <h3 id="strip-title">{ say::messages_over_time() }</h3>
            { view_scale(counted) }
            <svg
                class="strip"
                viewBox={format!("0 0 {} {HEIGHT}", counted.bins.len() * BIN)}
                preserveAspectRatio="none"
                role="group"
                aria-label={say::messages_over_time_arrow_keys_go_from()}
                {onkeydown}
            >
                { view_bands(counted) }
                { for (0..counted.bins.len()).map(|index| {
                    view_bin(props, marks.as_ref().as_ref(), index, *at)
                }) }
            </svg>
            { view_ends(counted) }
            { view_legend(props, marks.as_ref().as_ref()) }
            { view_table(props, marks.as_ref().as_ref()) }
        </section>
    }
}

/// The id of a bin's mark.
fn mark_id(index: usize) -> String {
    format!("strip-{index}")
}

fn on_key(at: &UseStateHandle<usize>, n_bins: usize) -> Callback<KeyboardEvent> {
    let at = at.clone();
    Callback::from(move |event: KeyboardEvent| {
        let last = n_bins.saturating_sub(1);
        let to = match event.key().as_str() {
            "ArrowRight" | "ArrowUp" => (*at + 1).min(last),
            "ArrowLeft" | "ArrowDown" => at.saturating_sub(1),
            "PageUp" => (*at + 10).min(last),
            "PageDown" => at.saturating_sub(10),
            "Home" => 0,
            "End" => last,
            _other => return,
        };
        event.prevent_default();
        at.set(to);
        focus_on(&mark_id(to));
    })
}

/// Presses what has the focus.
fn on_enter(to: &Callback<Action>, action: Action) -> Callback<KeyboardEvent> {
    let to = to.clone();
    Callback::from(move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
            to.emit(action.clone());
        }
    })
}

fn time_of(counted: &Statistics, index: usize) -> (Slice, String) {
    let bin = u32::try_from(index).unwrap_or(u32::MAX);
    let (from, to) = counted.hours_of(bin);
    (Slice::Hours { from, to }, hours_in_words(from, to))
}

/// A bin in words: `2024-03-03: 12 messages, 2 with a hit`.
fn label(counted: &Statistics, marks: Option<&HitMarks>, index: usize) -> String {
    let (_, time) = time_of(counted, index);
    let Some(bin) = counted.bins.get(index) else {
        return time;
    };
    let mut text = format!("{time}: {}", say::n_messages(bin.n_records));
    let n_hits = marks.and_then(|marks| marks.bins.get(index)).copied();
    if let Some(n_hits) = n_hits.filter(|n_hits| *n_hits > 0) {
        text.push_str(&say::n_hits_with_a_hit(words::count(n_hits)));
    }
    if bin.n_assumed > 0 {
        text.push_str(&say::n_assumed_on_an_assumed_day(words::count(
            bin.n_assumed,
        )));
    }
    text
}

fn view_bin(props: &StripProps, marks: Option<&HitMarks>, index: usize, at: usize) -> Html {
    let counted = &props.counted;
    let Some(bin) = counted.bins.get(index) else {
        return Html::default();
    };
    let (slice, time) = time_of(counted, index);
    let label = label(counted, marks, index);
    let act = wanted(slice, say::messages_of_time(time));
    let open = bin.n_records > 0;
    let onclick = open.then(|| {
        let act = act.clone();
        props.on_action.reform(move |_: MouseEvent| act.clone())
    });
    let onkeydown = open.then(|| on_enter(&props.on_action, act));
    let most = counted.bins.iter().map(|bin| bin.n_records).max();
    let height = bar_height(bin.n_records, most.unwrap_or(1));
    let assumed = bar_height(bin.n_assumed, most.unwrap_or(1)).min(height);
    let has_hit = marks.is_some_and(|marks| marks.bins.get(index).is_some_and(|n| *n > 0));
    let x = (index * BIN).to_string();
    html! {
        <g
            class="strip__bin"
            key={index}
            id={mark_id(index)}
            role="button"
            tabindex={if index == at { "0" } else { "-1" }}
            aria-label={label.clone()}
            aria-disabled={(!open).then_some("true")}
            {onclick}
            {onkeydown}
        >
            <title>{ label }</title>
            <rect class="strip__room" x={x.clone()} y="0" width={BIN.to_string()} height={HEIGHT.to_string()} />
            <rect
                class="strip__bar"
                x={(index * BIN + 1).to_string()}
                y={(BOTTOM - height).to_string()}
                width={(BIN - 2).to_string()}
                height={height.to_string()}
            />
            if assumed > 0 {
                <rect
                    class="strip__assumed"
                    x={(index * BIN + 1).to_string()}
                    y={(BOTTOM - assumed).to_string()}
                    width={((BIN - 2) / 2).to_string()}
                    height={assumed.to_string()}
                />
            }
            if has_hit {
                <rect class="strip__hit" x={(index * BIN + 1).to_string()} y="2" width={(BIN - 2).to_string()} height="9" />
            }
        </g>
    }
}

/// A bar for one message is still seen.
fn bar_height(number: u32, most: u32) -> usize {
    if number == 0 {
        return 0;
    }
    let full = (BOTTOM - TOP) as u64;
    let height = u64::from(number) * full / u64::from(most.max(1));
    (height as usize).max(3)
}

/// Bands under the bars: silences and disappearing messages.
fn view_bands(counted: &Statistics) -> Html {
    let band = |class: &'static str, from: usize, to: usize, y: usize| {
        let width = (to.max(from) - from + 1) * BIN;
        html! {
            <rect
                {class}
                x={(from * BIN).to_string()}
                y={y.to_string()}
                width={width.to_string()}
                height="8"
            />
        }
    };
    let last = counted.bins.len().saturating_sub(1);
    let bin = |hour: Option<i64>| {
        hour.and_then(|hour| counted.bin_at(hour))
            .map(|at| at as usize)
    };
    let silences = counted.silences.iter().filter_map(|silence| {
        let (from, to) = (bin(Some(silence.from_hour))?, bin(Some(silence.to_hour))?);
        // The bins at both ends hold messages.
        (to > from + 1).then(|| band("strip__silence", from + 1, to - 1, BOTTOM + 2))
    });
    let disappearing = counted.disappearing.iter().filter_map(|period| {
        let from = bin(period.on_hour)?;
        let to = bin(period.off_hour).unwrap_or(last);
        (from <= to).then(|| band("strip__disappearing", from, to, BOTTOM + 13))
    });
    html! { <g aria-hidden="true">{ for silences }{ for disappearing }</g> }
}

/// How much one bar stands for.
fn view_scale(counted: &Statistics) -> Html {
    let most = counted.bins.iter().map(|bin| bin.n_records).max();
    let length = match counted.bin_hours {
        hours if hours < 24 => say::n_hours(hours),
        hours => say::n_days(hours / 24),
    };
    html! {
        <p class="timeline__scale">
            { say::one_bar_is_length_the_highest_is(length, say::n_messages(most.unwrap_or(0))) }
        </p>
    }
}

fn view_ends(counted: &Statistics) -> Html {
    let last = counted.bins.len().saturating_sub(1);
    let first_day = crate::app::timeline::day_in_words(counted.first_hour);
    let (_, end) = counted.hours_of(u32::try_from(last).unwrap_or(u32::MAX));
    html! {
        <p class="strip__ends" aria-hidden="true">
            <span>{ first_day }</span>
            <span>{ crate::app::timeline::day_in_words(end - 1) }</span>
        </p>
    }
}

fn view_legend(props: &StripProps, marks: Option<&HitMarks>) -> Html {
    let counted = &props.counted;
    let entry = |mark: &'static str, text: String| {
        html! { <li><span class="strip__swatch" data-mark={mark} aria-hidden="true"></span>{ text }</li> }
    };
    html! {
        <ul class="strip__legend">
            { entry("bar", say::messages_word().to_owned()) }
            if counted.n_assumed > 0 {
                { entry("assumed", say::of_them_on_an_assumed_day().to_owned()) }
            }
            if let Some(marks) = marks {
                { entry("hit", hit_words(marks)) }
            }
            if !counted.silences.is_empty() {
                { entry("silence", say::silence_of_a_day_or_more().to_owned()) }
            }
            if !counted.disappearing.is_empty() {
                { entry("disappearing", say::disappearing_messages_on().to_owned()) }
            }
        </ul>
    }
}

fn hit_words(marks: &HitMarks) -> String {
    let total = marks.bins.iter().sum::<u32>();
    let mut text = say::search_hit_messages(say::n_messages(total));
    if marks.n_unresolved > 0 {
        text.push_str(&say::n_unresolved_more_without_a_time(words::count(
            marks.n_unresolved,
        )));
    }
    text
}

fn view_table(props: &StripProps, marks: Option<&HitMarks>) -> Html {
    let counted = &props.counted;
    let filled = counted.bins.iter().enumerate();
    let filled = filled.filter(|(_, bin)| bin.n_records > 0);
    html! {
        <details class="timeline__exact">
            <summary>{ say::exact_numbers_over_time() }</summary>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{ say::time() }</th>
                        <th scope="col" class="table__number">{ say::messages() }</th>
                        <th scope="col" class="table__number">{ say::on_an_assumed_day() }</th>
                        if marks.is_some() {
                            <th scope="col" class="table__number">{ say::with_a_hit() }</th>
                        }
                    </tr>
                </thead>
                <tbody>
                    { for filled.map(|(index, bin)| {
                        let (slice, time) = time_of(counted, index);
                        let number = words::count(bin.n_records);
                        let title = say::messages_of_time(&time);
                        let label = say::time_number_show_them(&time, &number);
                        html! {
                            <tr key={index}>
                                <th scope="row">{ time }</th>
                                <td class="table__number">
                                    { opens(&props.on_action, number, slice, title, Some(label)) }
                                </td>
                                <td class="table__number">{ words::count(bin.n_assumed) }</td>
                                if let Some(marks) = marks {
                                    <td class="table__number">
                                        { words::count(marks.bins.get(index).copied().unwrap_or(0)) }
                                    </td>
                                }
                            </tr>
                        }
                    }) }
                </tbody>
            </table>
        </details>
    }
}
