//! A button that opens a menu: by keyboard and pointer, over everything else, without moving it.

use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement, Node};
use yew::prelude::*;

use crate::app::Action;
use crate::app::menu::{MenuKey, step_to};

/// How far a menu stays from the edges of the window. Units: CSS pixels.
const EDGE_PX: f64 = 4.0;

/// One line of a menu.
#[derive(Debug, Clone, PartialEq)]
pub struct MenuItem {
    /// Its words.
    pub name: AttrValue,
    /// For what is on or off: whether it is on.
    pub checked: Option<bool>,
    /// What happens when it is chosen.
    pub action: Action,
}

/// What a menu needs.
#[derive(Properties, PartialEq)]
pub struct MenuProps {
    /// Words on its button.
    pub label: AttrValue,
    /// What the menu is called.
    pub name: AttrValue,
    /// Its lines.
    pub items: Vec<MenuItem>,
    /// Where actions go.
    pub on_action: Callback<Action>,
}

/// A button with a menu. Escape closes it and gives the focus back to the button, as choosing does;
/// it also closes when the focus or the page under it moves on.
#[component]
pub fn Menu(props: &MenuProps) -> Html {
    let is_open = use_state_eq(|| false);
    let button = use_node_ref();
    let menu = use_node_ref();
    use_effect_with(*is_open, {
        let (button, menu, is_open) = (button.clone(), menu.clone(), is_open.clone());
        move |now| {
            let shown = now.then(|| {
                show(&button, &menu);
                closers(&button, &menu, &is_open)
            });
            move || drop(shown)
        }
    });
    let onclick = {
        let is_open = is_open.clone();
        Callback::from(move |_: MouseEvent| is_open.set(!*is_open))
    };
    html! {
        <>
            <button
                type="button"
                class="button button--small"
                ref={button.clone()}
                aria-haspopup="menu"
                aria-expanded={is_open.to_string()}
                {onclick}
            >{ &props.label }<span aria-hidden="true">{ " ▾" }</span></button>
            if *is_open {
                { view_menu(props, &is_open, &button, &menu) }
            }
        </>
    }
}

fn view_menu(
    props: &MenuProps,
    is_open: &UseStateHandle<bool>,
    button: &NodeRef,
    menu: &NodeRef,
) -> Html {
    let close = {
        let (is_open, button) = (is_open.clone(), button.clone());
        move || {
            focus(button.cast::<HtmlElement>());
            is_open.set(false);
        }
    };
    let onkeydown = {
        let (menu, close) = (menu.clone(), close.clone());
        Callback::from(move |event: KeyboardEvent| key(&event, &menu, &close))
    };
    let onfocusout = {
        let (is_open, menu) = (is_open.clone(), menu.clone());
        Callback::from(move |event: FocusEvent| {
            let to = event.related_target();
            if !holds(&menu, to) {
                is_open.set(false);
            }
        })
    };
    html! {
        <div
            class="menu"
            role="menu"
            popover="manual"
            aria-label={&props.name}
            ref={menu.clone()}
            {onkeydown}
            {onfocusout}
        >
            { for props.items.iter().map(|item| view_item(props, item, close.clone())) }
        </div>
    }
}

fn view_item(props: &MenuProps, item: &MenuItem, close: impl Fn() + 'static) -> Html {
    let (action, to) = (item.action.clone(), props.on_action.clone());
    // The button has the focus before a dialog opens, so that the dialog gives it back to it.
    let onclick = Callback::from(move |_: MouseEvent| {
        close();
        to.emit(action.clone());
    });
    let role = if item.checked.is_some() {
        "menuitemcheckbox"
    } else {
        "menuitem"
    };
    html! {
        <button
            type="button"
            class="menu__item"
            {role}
            tabindex="-1"
            aria-checked={item.checked.map(|on| on.to_string())}
            {onclick}
        >{ &item.name }</button>
    }
}

/// Keys in an open menu belong to it alone; Tab goes on from the button.
fn key(event: &KeyboardEvent, menu: &NodeRef, close: &dyn Fn()) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    event.stop_propagation();
    let Some(key) = MenuKey::of(&event.key()) else {
        // Single keys are shortcuts of the page elsewhere.
        if !matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
        }
        return;
    };
    if key != MenuKey::Leave {
        event.prevent_default();
    }
    let items = items_of(menu);
    let names: Vec<String> = items
        .iter()
        .map(|item| item.text_content().unwrap_or_default())
        .collect();
    let active = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.active_element());
    let at = items
        .iter()
        .position(|item| Some(item.unchecked_ref::<Element>()) == active.as_ref());
    match step_to(&key, at, &names) {
        Some(to) => focus(items.get(to).cloned()),
        None if matches!(key, MenuKey::Close | MenuKey::Leave) => close(),
        None => {}
    }
}

fn items_of(menu: &NodeRef) -> Vec<HtmlElement> {
    let Some(children) = menu.cast::<Element>().map(|menu| menu.children()) else {
        return Vec::new();
    };
    (0..children.length())
        .filter_map(|index| children.item(index)?.dyn_into().ok())
        .collect()
}

fn holds(menu: &NodeRef, target: Option<EventTarget>) -> bool {
    let target = target.and_then(|target| target.dyn_into::<Node>().ok());
    menu.cast::<Node>()
        .is_some_and(|menu| target.is_some() && menu.contains(target.as_ref()))
}

fn focus(element: Option<HtmlElement>) {
    if let Some(element) = element {
        // Fails only for what cannot take the focus.
        let _ = element.focus();
    }
}

/// Opens it below its button, above where there is no room, and goes to its first line.
fn show(button: &NodeRef, menu: &NodeRef) {
    let (Some(button), Some(menu)) = (button.cast::<Element>(), menu.cast::<HtmlElement>()) else {
        return;
    };
    // Fails only when it is open already.
    let _ = menu.show_popover();
    let (at, own) = (
        button.get_bounding_client_rect(),
        menu.get_bounding_client_rect(),
    );
    let Some((width, height)) = window_size() else {
        return;
    };
    let below = at.bottom() + EDGE_PX;
    let top = if below + own.height() <= height - EDGE_PX {
        below
    } else {
        (at.top() - own.height() - EDGE_PX).max(EDGE_PX)
    };
    let left = (at.right() - own.width())
        .min(width - own.width() - EDGE_PX)
        .max(EDGE_PX);
    let _ = menu.style().set_property("top", &format!("{top}px"));
    let _ = menu.style().set_property("left", &format!("{left}px"));
    focus(
        menu.first_element_child()
            .and_then(|item| item.dyn_into().ok()),
    );
}

fn window_size() -> Option<(f64, f64)> {
    let window = web_sys::window()?;
    let width = window.inner_width().ok()?.as_f64()?;
    let height = window.inner_height().ok()?.as_f64()?;
    Some((width, height))
}

/// Units: pixels from the top of the window.
fn top_of(element: &NodeRef) -> f64 {
    element
        .cast::<Element>()
        .map_or(0.0, |element| element.get_bounding_client_rect().top())
}

/// What closes an open menu from outside: the page moves under it. A list that only sets its scroll bar
/// to where the reader is moves nothing.
fn closers(button: &NodeRef, menu: &NodeRef, is_open: &UseStateHandle<bool>) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else {
        return Vec::new();
    };
    let options = EventListenerOptions {
        phase: EventListenerPhase::Capture,
        passive: true,
    };
    ["wheel", "scroll", "resize"]
        .into_iter()
        .map(|name| {
            let (is_open, menu, button) = (is_open.clone(), menu.clone(), button.clone());
            let before = top_of(&button);
            EventListener::new_with_options(&window, name, options, move |event| {
                let stays = name == "scroll" && (top_of(&button) - before).abs() < 1.0;
                if !stays && !holds(&menu, event.target()) {
                    is_open.set(false);
                }
            })
        })
        .collect()
}
