//! Hours of the week: how many messages stand in each.

use std::rc::Rc;

use yew::prelude::*;

use super::{opens, wanted};
use crate::app::timeline::weekdays;
use crate::app::{Action, words};
use crate::engine::statistics::{Slice, Statistics};
use crate::say;
use crate::ui::parts::focus_on;

/// Size of a cell in the drawing's own measure.
const CELL: usize = 30;
/// Room for the days at the left, and for the hours above.
const LEFT: usize = 46;
const ABOVE: usize = 20;
/// Shades, none left out.
const SHADES: u32 = 5;

/// What the map needs.
#[derive(Properties, PartialEq)]
pub(super) struct HeatProps {
    pub(super) counted: Rc<Statistics>,
    pub(super) on_action: Callback<Action>,
}

/// The map with its table.
#[component]
pub(super) fn Heat(props: &HeatProps) -> Html {
    let at = use_state_eq(|| 0_usize);
    let onkeydown = on_key(&at);
    let width = LEFT + 24 * CELL;
    html! {
        <section class="timeline__part" aria-labelledby="heat-title">
            <h3 id="heat-title">{ say::hours_of_the_week() }</h3>
            <div class="heat__room" tabindex="-1">
                <svg
                    class="heat"
                    viewBox={format!("0 0 {width} {}", ABOVE + 7 * CELL)}
                    role="group"
                    aria-label={say::hours_of_the_week_arrow_keys_go()}
                    {onkeydown}
                >
                    { view_names() }
                    { for (0..7 * 24).map(|index| view_cell(props, index, *at)) }
                </svg>
            </div>
            { view_table(props) }
        </section>
    }
}

fn cell_id(index: usize) -> String {
    format!("heat-{index}")
}

fn on_key(at: &UseStateHandle<usize>) -> Callback<KeyboardEvent> {
    let at = at.clone();
    Callback::from(move |event: KeyboardEvent| {
        let (day, hour) = (*at / 24, *at % 24);
        let to = match event.key().as_str() {
            "ArrowRight" => (day, (hour + 1).min(23)),
            "ArrowLeft" => (day, hour.saturating_sub(1)),
            "ArrowDown" => ((day + 1).min(6), hour),
            "ArrowUp" => (day.saturating_sub(1), hour),
            "Home" => (day, 0),
            "End" => (day, 23),
            _other => return,
        };
        event.prevent_default();
        let to = to.0 * 24 + to.1;
        at.set(to);
        focus_on(&cell_id(to));
    })
}

fn view_names() -> Html {
    html! {
        <g class="heat__names" aria-hidden="true">
            { for (0..24).step_by(3).map(|hour: usize| html! {
                <text x={(LEFT + hour * CELL + 2).to_string()} y="14">{ format!("{hour:02}") }</text>
            }) }
            { for weekdays().iter().enumerate().map(|(day, name)| html! {
                <text x="0" y={(ABOVE + day * CELL + 20).to_string()}>{ name.get(..3).unwrap_or(name) }</text>
            }) }
        </g>
    }
}

/// Where an hour of the week stands: what it is, in words.
fn hour_of(index: usize) -> (Slice, String) {
    let (weekday, hour) = (index / 24, index % 24);
    let name = weekdays().get(weekday).copied().unwrap_or_default();
    let slice = Slice::HourOfWeek {
        weekday: u8::try_from(weekday).unwrap_or(0),
        hour: u8::try_from(hour).unwrap_or(0),
    };
    (
        slice,
        say::name_hour_00_to_hour_59(name, format_args!("{:02}", hour)),
    )
}

fn view_cell(props: &HeatProps, index: usize, at: usize) -> Html {
    let number = props.counted.heat.get(index).copied().unwrap_or(0);
    let (slice, time) = hour_of(index);
    let label = format!("{time}: {}", say::n_messages(number));
    let act = wanted(slice, say::messages_of_time(time));
    let open = number > 0;
    let onclick = open.then(|| {
        let act = act.clone();
        props.on_action.reform(move |_: MouseEvent| act.clone())
    });
    let to = props.on_action.clone();
    let onkeydown = open.then(|| {
        Callback::from(move |event: KeyboardEvent| {
            if matches!(event.key().as_str(), "Enter" | " ") {
                event.prevent_default();
                to.emit(act.clone());
            }
        })
    });
    html! {
        <g
            class="heat__cell"
            key={index}
            id={cell_id(index)}
            role="button"
            tabindex={if index == at { "0" } else { "-1" }}
            aria-label={label.clone()}
            aria-disabled={(!open).then_some("true")}
            {onclick}
            {onkeydown}
        >
            <title>{ label }</title>
            <rect
                data-shade={shade(&props.counted, number).to_string()}
                x={(LEFT + index % 24 * CELL + 1).to_string()}
                y={(ABOVE + index / 24 * CELL + 1).to_string()}
                width={(CELL - 2).to_string()}
                height={(CELL - 2).to_string()}
                rx="3"
            />
        </g>
    }
}

/// Few messages still differ from none; many do not drown the rest.
fn shade(counted: &Statistics, number: u32) -> u32 {
    let most = counted.heat.iter().copied().max().unwrap_or(0);
    if number == 0 || most == 0 {
        return 0;
    }
    let share = (f64::from(number) / f64::from(most)).sqrt();
    ((share * f64::from(SHADES)).ceil() as u32).clamp(1, SHADES)
}

fn view_table(props: &HeatProps) -> Html {
    html! {
        <details class="timeline__exact">
            <summary>{ say::exact_numbers_by_hour_of_the_week() }</summary>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{ say::hour() }</th>
                        { for weekdays().map(|day| html! { <th scope="col" class="table__number">{ day }</th> }) }
                    </tr>
                </thead>
                <tbody>
                    { for (0..24).map(|hour| html! {
                        <tr key={hour}>
                            <th scope="row">{ format!("{hour:02}") }</th>
                            { for (0..7).map(|day| view_number(props, day * 24 + hour)) }
                        </tr>
                    }) }
                </tbody>
            </table>
        </details>
    }
}

fn view_number(props: &HeatProps, index: usize) -> Html {
    let number = props.counted.heat.get(index).copied().unwrap_or(0);
    let (slice, time) = hour_of(index);
    let text = words::count(number);
    html! {
        <td class="table__number">
            if number > 0 {
                { opens(&props.on_action, text.clone(), slice, say::messages_of_time(&time), Some(say::time_text_show_them(time, text))) }
            } else {
                { text }
            }
        </td>
    }
}
