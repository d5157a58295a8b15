//! A voice note: its wave form, how fast it is played, and where it was left.
//!
//! The browser decodes the bytes that are there already; nothing is asked for over the network.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AudioBuffer, Blob, HtmlAudioElement, OfflineAudioContext};
use yew::prelude::*;

use crate::app::Action;
use crate::app::gallery::GalleryAction;
use crate::engine::place::EntryId;
use crate::say;

/// Bars of a wave form.
pub(in crate::ui) const N_BARS: usize = 160;
/// Height of the drawing in its own measure.
pub(in crate::ui) const HEIGHT: f32 = 48.0;
/// Decoded at this rate: enough to draw, and a sixth of the memory. Units: samples a second.
const RATE: f32 = 8_000.0;
/// Longer sounds are played without a wave form. Units: bytes.
const MOST_BYTES: f64 = 12e6;
/// How fast it can be played.
const SPEEDS: [(f64, &str); 3] = [(1.0, "1 ×"), (1.5, "1.5 ×"), (2.0, "2 ×")];

/// What it needs.
#[derive(Properties, PartialEq)]
pub(super) struct VoiceNoteProps {
    pub(super) url: AttrValue,
    pub(super) blob: Blob,
    pub(super) source: u32,
    pub(super) entry: EntryId,
    pub(super) label: String,
    /// Where it was left. Units: milliseconds.
    pub(super) heard_ms: u32,
    pub(super) on_action: Callback<Action>,
}

/// How far the drawing is.
#[derive(Clone, PartialEq)]
pub(in crate::ui) enum Wave {
    /// Not yet.
    Decoding,
    /// The loudest of each bar, 0 to 1.
    Drawn(Vec<f32>),
    /// None, and why.
    Not(&'static str),
}

/// A voice note.
#[component]
pub(super) fn VoiceNote(props: &VoiceNoteProps) -> Html {
    let audio = use_node_ref();
    let wave = use_state(|| Wave::Decoding);
    let speed = use_state_eq(|| 1.0_f64);
    let played = use_state_eq(|| 0_usize);
    {
        let wave = wave.clone();
        use_effect_with(props.blob.clone(), move |blob| {
            let blob = blob.clone();
            spawn_local(async move { wave.set(wave_of(&blob).await) });
        });
    }
    // Where it is heard now; told when the sound goes away.
    let now = use_mut_ref(|| f64::from(props.heard_ms) / 1e3);
    {
        let (now, on_action) = (now.clone(), props.on_action.clone());
        use_effect_with((props.source, props.entry), move |(source, entry)| {
            let (source, entry) = (*source, *entry);
            move || {
                let position_ms = (*now.borrow() * 1e3) as u32;
                on_action.emit(Action::Gallery(GalleryAction::Heard {
                    source,
                    entry,
                    position_ms,
                }));
            }
        });
    }
    let start_ms = props.heard_ms;
    let onloadedmetadata = {
        let audio = audio.clone();
        Callback::from(move |_: Event| {
            if let Some(audio) = audio.cast::<HtmlAudioElement>() {
                audio.set_current_time(f64::from(start_ms) / 1e3);
            }
        })
    };
    let ontimeupdate = {
        let (audio, played, now) = (audio.clone(), played.clone(), now.clone());
        Callback::from(move |_: Event| {
            if let Some(audio) = audio.cast::<HtmlAudioElement>() {
                *now.borrow_mut() = audio.current_time();
                let share = audio.current_time() / audio.duration().max(1e-3);
                played.set((share * N_BARS as f64) as usize);
            }
        })
    };
    html! {
        <div class="voice">
            { view_wave(&wave, *played) }
            <audio
                ref={&audio}
                controls=true
                preload="metadata"
                src={props.url.clone()}
                aria-label={props.label.clone()}
                {onloadedmetadata}
                {ontimeupdate}
            />
            <div class="voice__speeds" role="group" aria-label={say::speed()}>
                { for SPEEDS.iter().map(|(rate, name)| view_speed(&audio, &speed, *rate, name)) }
            </div>
        </div>
    }
}

fn view_speed(audio: &NodeRef, speed: &UseStateHandle<f64>, rate: f64, name: &'static str) -> Html {
    let pressed = (**speed - rate).abs() < 0.01;
    let (audio, speed) = (audio.clone(), speed.clone());
    let onclick = Callback::from(move |_: MouseEvent| {
        if let Some(audio) = audio.cast::<HtmlAudioElement>() {
            audio.set_playback_rate(rate);
            speed.set(rate);
        }
    });
    html! {
        <button type="button" class="button button--small" aria-pressed={pressed.to_string()} {onclick}>
            { name }
        </button>
    }
}

/// The drawing; bars before `played` are heard.
pub(in crate::ui) fn view_wave(wave: &Wave, played: usize) -> Html {
    let peaks = match wave {
        Wave::Drawn(peaks) => peaks,
        Wave::Decoding => {
            return html! { <p class="voice__note" role="status">{ say::drawing_the_wave_form() }</p> };
        }
        Wave::Not(why) => return html! { <p class="voice__note">{ *why }</p> },
    };
    html! {
        <svg
            class="voice__wave"
            viewBox={format!("0 0 {} {HEIGHT}", N_BARS * 4)}
            preserveAspectRatio="none"
            role="img"
            aria-label={say::wave_form()}
        >
            { for peaks.iter().enumerate().map(|(index, peak)| {
                let height = (peak * HEIGHT).max(2.0);
                html! {
                    <rect
                        data-played={(index < played).to_string()}
                        x={(index * 4).to_string()}
                        y={format!("{:.1}", (HEIGHT - height) / 2.0)}
                        width="3"
                        height={format!("{height:.1}")}
                    />
                }
            }) }
        </svg>
    }
}

/// Decodes and measures it.
pub(in crate::ui) async fn wave_of(blob: &Blob) -> Wave {
    if blob.size() > MOST_BYTES {
        return Wave::Not(say::too_long_for_a_wave_form_it());
    }
    match decoded(blob).await {
        Some(sound) => peaks_of(&sound),
        None => Wave::Not(say::this_browser_cannot_decode_the_sound_for()),
    }
}

async fn decoded(blob: &Blob) -> Option<AudioBuffer> {
    let bytes = JsFuture::from(blob.array_buffer()).await.ok()?;
    let context =
        OfflineAudioContext::new_with_number_of_channels_and_length_and_sample_rate(1, 1, RATE)
            .ok()?;
    let sound = context.decode_audio_data(bytes.unchecked_ref()).ok()?;
    JsFuture::from(sound).await.ok()?.dyn_into().ok()
}

/// The loudest sample of each bar, against the loudest of all.
fn peaks_of(sound: &AudioBuffer) -> Wave {
    let Ok(samples) = sound.get_channel_data(0) else {
        return Wave::Not(say::the_sound_is_empty());
    };
    let in_bar = samples.len().div_ceil(N_BARS).max(1);
    let peaks: Vec<f32> = samples
        .chunks(in_bar)
        .map(|bar| {
            bar.iter()
                .fold(0.0_f32, |peak, sample| peak.max(sample.abs()))
        })
        .collect();
    let loudest = peaks
        .iter()
        .fold(0.0_f32, |loudest, peak| loudest.max(*peak));
    if loudest <= 0.0 {
        return Wave::Not(say::the_sound_is_silent());
    }
    Wave::Drawn(peaks.iter().map(|peak| peak / loudest).collect())
}
