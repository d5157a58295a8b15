//! A stretch of a voice note, chosen by mouse on its wave form, by keys while it plays, or typed.

use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, Element, HtmlAudioElement, HtmlInputElement};
use yew::prelude::*;

use crate::app::Action;
use crate::app::parts::PartAction;
use crate::app::words::seconds;
use crate::engine::clean::{MARGIN_MS, Stretch};
use crate::say;
use crate::ui::gallery::voice::{HEIGHT, N_BARS, Wave, view_wave, wave_of};

/// What the form needs.
#[derive(Properties, PartialEq)]
pub(super) struct StretchFormProps {
    pub(super) url: AttrValue,
    pub(super) blob: Blob,
    pub(super) from_ms: Option<u64>,
    pub(super) until_ms: Option<u64>,
    /// What is muted already.
    pub(super) muted: Vec<Stretch>,
    /// The sound as it will be, when it was asked for.
    pub(super) preview: Option<AttrValue>,
    pub(super) on_action: Callback<Action>,
}

/// Which end of the stretch.
#[derive(Clone, Copy, PartialEq)]
enum End {
    From,
    Until,
}

#[component]
pub(super) fn StretchForm(props: &StretchFormProps) -> Html {
    let audio = use_node_ref();
    let wave = use_state(|| Wave::Decoding);
    let length_ms = use_state_eq(|| 0_u64);
    let now_ms = use_state_eq(|| 0_u64);
    {
        let wave = wave.clone();
        use_effect_with(props.blob.clone(), move |blob| {
            let blob = blob.clone();
            spawn_local(async move { wave.set(wave_of(&blob).await) });
        });
    }
    let ontimeupdate = {
        let (audio, length_ms, now_ms) = (audio.clone(), length_ms.clone(), now_ms.clone());
        Callback::from(move |_: Event| {
            if let Some(audio) = audio.cast::<HtmlAudioElement>() {
                now_ms.set(in_ms(audio.current_time()));
                length_ms.set(in_ms(audio.duration()));
            }
        })
    };
    let set = {
        let (from_ms, until_ms) = (props.from_ms, props.until_ms);
        let on_action = props.on_action.clone();
        Callback::from(move |(end, ms): (End, Option<u64>)| {
            let (from_ms, until_ms) = match end {
                End::From => (ms, until_ms),
                End::Until => (from_ms, ms),
            };
            on_action.emit(Action::Part(PartAction::Stretched { from_ms, until_ms }));
        })
    };
    let here = {
        let (audio, set) = (audio.clone(), set.clone());
        Callback::from(move |end: End| {
            if let Some(audio) = audio.cast::<HtmlAudioElement>() {
                set.emit((end, Some(in_ms(audio.current_time()))));
            }
        })
    };
    let onkeydown = {
        let here = here.clone();
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "[" => here.emit(End::From),
            "]" => here.emit(End::Until),
            _other => {}
        })
    };
    let played = share(*now_ms, *length_ms, N_BARS as f64) as usize;
    html! {
        <div class="voice stretch" {onkeydown}>
            <p class="dialog__lead">
                { say::drag_over_the_wave_form_or_play(MARGIN_MS) }
            </p>
            <Strip
                wave={(*wave).clone()}
                {played}
                length_ms={*length_ms}
                from_ms={props.from_ms}
                until_ms={props.until_ms}
                muted={props.muted.clone()}
                on_action={props.on_action.clone()}
            />
            <audio
                ref={&audio}
                controls=true
                preload="metadata"
                src={props.url.clone()}
                aria-label={say::as_it_is_2()}
                onloadedmetadata={ontimeupdate.clone()}
                ondurationchange={ontimeupdate.clone()}
                {ontimeupdate}
            />
            <div class="stretch__ends">
                { view_end(say::from(), say::begins_here(), End::From, props.from_ms, &set, &here) }
                { view_end(say::to_2(), say::ends_here(), End::Until, props.until_ms, &set, &here) }
            </div>
            <div class="stretch__after">
                <button
                    type="button"
                    class="button"
                    onclick={props.on_action.reform(|_: MouseEvent| Action::Part(PartAction::HearWanted))}
                >{ say::hear_it_as_it_will_be() }</button>
                if let Some(url) = &props.preview {
                    <audio controls=true autoplay=true preload="auto" src={url.clone()} aria-label={say::as_it_will_be()} />
                }
            </div>
        </div>
    }
}

fn in_ms(seconds: f64) -> u64 {
    if seconds.is_finite() {
        (seconds.max(0.0) * 1e3).round() as u64
    } else {
        0
    }
}

/// How far `ms` is on something that is `of` long.
fn share(ms: u64, length_ms: u64, of: f64) -> f64 {
    (ms as f64 / length_ms.max(1) as f64).min(1.0) * of
}

fn view_end(
    name: &'static str,
    button: &'static str,
    end: End,
    ms: Option<u64>,
    set: &Callback<(End, Option<u64>)>,
    here: &Callback<End>,
) -> Html {
    let onchange = set.reform(move |event: Event| {
        let field = event.target_dyn_into::<HtmlInputElement>();
        let typed =
            field.and_then(|field| field.value().trim().replace(',', ".").parse::<f64>().ok());
        (end, typed.map(in_ms))
    });
    let value = ms.map_or_else(String::new, |ms| {
        format!("{}.{:03}", ms / 1_000, ms % 1_000)
    });
    html! {
        <div class="stretch__end">
            <label class="form__label">
                { say::name_in_seconds(name) }
                <input class="field" type="text" inputmode="decimal" {value} {onchange} />
            </label>
            <button type="button" class="button button--small" onclick={here.reform(move |_: MouseEvent| end)}>{ button }</button>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct StripProps {
    wave: Wave,
    played: usize,
    length_ms: u64,
    from_ms: Option<u64>,
    until_ms: Option<u64>,
    muted: Vec<Stretch>,
    on_action: Callback<Action>,
}

/// The wave form with the stretch on it.
#[component]
fn Strip(props: &StripProps) -> Html {
    let began = use_mut_ref(|| None::<u64>);
    let strip = use_node_ref();
    let length_ms = props.length_ms;
    let onpointerdown = {
        let (began, strip) = (began.clone(), strip.clone());
        Callback::from(move |event: PointerEvent| {
            if let Some(strip) = strip.cast::<Element>() {
                // Fails only for a pointer that is gone already.
                let _ = strip.set_pointer_capture(event.pointer_id());
            }
            *began.borrow_mut() = at_pointer(&strip, &event, length_ms);
        })
    };
    let drag = {
        let (began, strip) = (began.clone(), strip.clone());
        let on_action = props.on_action.clone();
        Callback::from(move |event: PointerEvent| {
            let from_ms = *began.borrow();
            let until_ms = at_pointer(&strip, &event, length_ms);
            if from_ms.is_some() && until_ms != from_ms {
                on_action.emit(Action::Part(PartAction::Stretched { from_ms, until_ms }));
            }
        })
    };
    let onpointerup = {
        let drag = drag.clone();
        Callback::from(move |event: PointerEvent| {
            drag.emit(event);
            *began.borrow_mut() = None;
        })
    };
    let width = (N_BARS * 4) as f64;
    let stretch = |from_ms: u64, until_ms: u64, kind: &'static str| {
        let left = share(from_ms, length_ms, width);
        let right = share(until_ms, length_ms, width).max(left + 1.0);
        html! {
            <rect
                class="stretch__muted"
                data-kind={kind}
                x={format!("{left:.1}")}
                y="0"
                width={format!("{:.1}", right - left)}
                height={HEIGHT.to_string()}
            />
        }
    };
    let label = match (props.from_ms, props.until_ms) {
        (Some(from), Some(until)) => say::muted_from_from_to_until(seconds(from), seconds(until)),
        _unfinished => say::nothing_chosen_yet().to_owned(),
    };
    html! {
        <>
            <div class="stretch__strip" ref={&strip} {onpointerdown} onpointermove={drag} {onpointerup}>
                { view_wave(&props.wave, props.played) }
                <svg
                    class="stretch__over"
                    viewBox={format!("0 0 {width} {HEIGHT}")}
                    preserveAspectRatio="none"
                    aria-hidden="true"
                >
                    { for props.muted.iter().map(|one| stretch(one.from_ms, one.until_ms, "standing")) }
                    { for props.from_ms.zip(props.until_ms).map(|(from, until)| stretch(from, until, "chosen")) }
                </svg>
            </div>
            <p class="voice__note" role="status" aria-label={say::stretch()}>{ label }</p>
        </>
    }
}

/// Where in the sound the pointer is.
fn at_pointer(strip: &NodeRef, event: &PointerEvent, length_ms: u64) -> Option<u64> {
    let around = strip.cast::<Element>()?.get_bounding_client_rect();
    let share = (f64::from(event.client_x()) - around.left()) / around.width().max(1.0);
    (length_ms > 0).then(|| (share.clamp(0.0, 1.0) * length_ms as f64) as u64)
}
