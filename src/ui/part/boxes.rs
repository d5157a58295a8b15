//! Boxes on a picture: drawn by mouse, or added, moved and sized by keyboard.

use web_sys::{Element, HtmlImageElement};
use yew::prelude::*;

use crate::app::Action;
use crate::app::parts::{Codes, PartAction};
use crate::engine::decision::PixelBox;
use crate::say;

use super::codes::{self, proposed};

/// A box that is smaller is a slip of the hand. Units: pixels of the screen.
const SLIP: f64 = 3.0;
/// A key moves by this share of the picture.
const STEP_SHARE: u32 = 100;

/// What the stage needs.
#[derive(Properties, PartialEq)]
pub(super) struct BoxStageProps {
    pub(super) url: AttrValue,
    pub(super) boxes: Vec<PixelBox>,
    /// What is black already.
    pub(super) standing: Vec<PixelBox>,
    /// What is known of QR codes.
    pub(super) codes: Codes,
    pub(super) on_action: Callback<Action>,
}

/// The picture with its boxes.
#[component]
pub(super) fn BoxStage(props: &BoxStageProps) -> Html {
    let image = use_node_ref();
    let stage = use_node_ref();
    let size = use_state_eq(|| (0_u32, 0_u32));
    let began = use_mut_ref(|| None::<(f64, f64)>);
    let drawn = use_state_eq(|| None::<PixelBox>);
    let onload = {
        let (image, size) = (image.clone(), size.clone());
        let on_action = props.on_action.clone();
        Callback::from(move |_: Event| {
            if let Some(image) = image.cast::<HtmlImageElement>() {
                size.set((image.natural_width(), image.natural_height()));
                on_action.emit(Action::Part(PartAction::CodesWanted));
            }
        })
    };
    let onpointerdown = {
        let (began, stage) = (began.clone(), stage.clone());
        Callback::from(move |event: PointerEvent| {
            event.prevent_default();
            if let Some(stage) = stage.cast::<Element>() {
                // Fails only for a pointer that is gone already.
                let _ = stage.set_pointer_capture(event.pointer_id());
            }
            *began.borrow_mut() = Some(client(&event));
        })
    };
    let onpointermove = {
        let (began, drawn, size) = (began.clone(), drawn.clone(), *size);
        let stage = stage.clone();
        Callback::from(move |event: PointerEvent| {
            if let Some(from) = *began.borrow() {
                drawn.set(between(&stage, &event, from, size));
            }
        })
    };
    let onpointerup = {
        let (began, drawn, size) = (began.clone(), drawn.clone(), *size);
        let (stage, on_action) = (stage.clone(), props.on_action.clone());
        Callback::from(move |event: PointerEvent| {
            if let Some(from) = began.borrow_mut().take()
                && let Some(one) = between(&stage, &event, from, size)
            {
                on_action.emit(Action::Part(PartAction::Boxed { one }));
            }
            drawn.set(None);
        })
    };
    let add = {
        let ((width, height), on_action) = (*size, props.on_action.clone());
        Callback::from(move |_: MouseEvent| {
            let one = PixelBox {
                x: width / 8 * 3,
                y: height / 8 * 3,
                width: (width / 4).max(1),
                height: (height / 4).max(1),
            };
            on_action.emit(Action::Part(PartAction::Boxed { one }));
        })
    };
    let (width, height) = *size;
    html! {
        <div class="boxes">
            <p class="dialog__lead" id="boxes-hint">
                { say::draw_boxes_with_the_mouse_by_keyboard() }
            </p>
            <div class="boxes__stage" ref={&stage} {onpointerdown} {onpointermove} {onpointerup}>
                <img ref={&image} src={props.url.clone()} alt={say::the_picture()} draggable="false" {onload} />
                if width > 0 {
                    <svg class="boxes__over" viewBox={format!("0 0 {width} {height}")} role="group" aria-label={say::boxes()}>
                        { for props.standing.iter().map(|one| view_box(*one, "standing")) }
                        { for proposed(&props.codes).iter().map(|one| view_box(*one, "proposed")) }
                        { for props.boxes.iter().enumerate().map(|(index, one)| html! {
                            <OneBox key={index} {index} one={*one} picture={*size} on_action={props.on_action.clone()} />
                        }) }
                        { for drawn.iter().map(|one| view_box(*one, "drawn")) }
                    </svg>
                }
            </div>
            { codes::view(&props.codes, &props.on_action) }
            <div class="boxes__acts">
                <button type="button" class="button" disabled={width == 0} onclick={add}>{ say::add_a_box() }</button>
                <span role="status" aria-label={say::number_of_boxes()}>{ words(props.boxes.len(), props.standing.len()) }</span>
            </div>
        </div>
    }
}

fn words(n_new: usize, n_standing: usize) -> String {
    let new = match n_new {
        0 => say::no_box_yet().to_owned(),
        n => say::n_boxes(n as u64),
    };
    match n_standing {
        0 => new,
        n => say::new_n_withheld_already(new, n),
    }
}

fn view_box(one: PixelBox, kind: &'static str) -> Html {
    html! {
        <rect
            class="boxes__box"
            data-kind={kind}
            x={one.x.to_string()}
            y={one.y.to_string()}
            width={one.width.to_string()}
            height={one.height.to_string()}
        />
    }
}

#[derive(Properties, PartialEq)]
struct OneBoxProps {
    index: usize,
    one: PixelBox,
    picture: (u32, u32),
    on_action: Callback<Action>,
}

/// A box that takes the keyboard.
#[component]
fn OneBox(props: &OneBoxProps) -> Html {
    let node = use_node_ref();
    {
        // A box that was just added takes the keys.
        let node = node.clone();
        use_effect_with((), move |()| {
            if let Some(element) = node.cast::<web_sys::SvgElement>() {
                let _ = element.focus();
            }
        });
    }
    let (index, one, picture) = (props.index, props.one, props.picture);
    let onkeydown = {
        let on_action = props.on_action.clone();
        Callback::from(move |event: KeyboardEvent| {
            let action = match event.key().as_str() {
                "Delete" | "Backspace" => PartAction::Removed { index },
                key => match changed(one, key, &event, picture) {
                    Some(one) => PartAction::Moved { index, one },
                    None => return,
                },
            };
            event.prevent_default();
            event.stop_propagation();
            on_action.emit(Action::Part(action));
        })
    };
    let label =
        say::box_index_width_by_height_pixels_x(index + 1, one.width, one.height, one.x, one.y);
    html! {
        <rect
            ref={&node}
            class="boxes__box"
            data-kind="chosen"
            tabindex="0"
            role="button"
            aria-label={label}
            aria-describedby="boxes-hint"
            x={one.x.to_string()}
            y={one.y.to_string()}
            width={one.width.to_string()}
            height={one.height.to_string()}
            {onkeydown}
        />
    }
}

/// The box after a key.
fn changed(
    one: PixelBox,
    key: &str,
    event: &KeyboardEvent,
    (width, height): (u32, u32),
) -> Option<PixelBox> {
    let step = |of: u32| {
        if event.alt_key() {
            1
        } else {
            (of / STEP_SHARE).max(1)
        }
    };
    let (right, down): (i64, i64) = match key {
        "ArrowLeft" => (-i64::from(step(width)), 0),
        "ArrowRight" => (i64::from(step(width)), 0),
        "ArrowUp" => (0, -i64::from(step(height))),
        "ArrowDown" => (0, i64::from(step(height))),
        _other => return None,
    };
    let within = |value: i64, least: u32, most: u32| {
        u32::try_from(value.clamp(i64::from(least), i64::from(most.max(least)))).unwrap_or(least)
    };
    Some(if event.shift_key() {
        PixelBox {
            width: within(i64::from(one.width) + right, 1, width.saturating_sub(one.x)),
            height: within(
                i64::from(one.height) + down,
                1,
                height.saturating_sub(one.y),
            ),
            ..one
        }
    } else {
        PixelBox {
            x: within(i64::from(one.x) + right, 0, width.saturating_sub(one.width)),
            y: within(
                i64::from(one.y) + down,
                0,
                height.saturating_sub(one.height),
            ),
            ..one
        }
    })
}

fn client(event: &PointerEvent) -> (f64, f64) {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

/// The box between two points of the screen, in pixels of the picture.
fn between(
    stage: &NodeRef,
    event: &PointerEvent,
    from: (f64, f64),
    (width, height): (u32, u32),
) -> Option<PixelBox> {
    let around = stage.cast::<Element>()?.get_bounding_client_rect();
    let to = client(event);
    if width == 0 || (to.0 - from.0).abs() < SLIP || (to.1 - from.1).abs() < SLIP {
        return None;
    }
    let place = |at: f64, start: f64, len: f64, pixels: u32| {
        (((at - start) / len.max(1.0)).clamp(0.0, 1.0) * f64::from(pixels)).round() as u32
    };
    let x = [from.0, to.0].map(|at| place(at, around.left(), around.width(), width));
    let y = [from.1, to.1].map(|at| place(at, around.top(), around.height(), height));
    Some(PixelBox {
        x: x[0].min(x[1]),
        y: y[0].min(y[1]),
        width: x[0].abs_diff(x[1]).max(1),
        height: y[0].abs_diff(y[1]).max(1),
    })
}
