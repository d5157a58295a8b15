//! Web Locks, through reflection: the typed bindings are not stable. A lock is the browser's own
//! word on whether a tab still lives: it is let go when the worker that holds it ends.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::WorkerNavigator;

/// Takes a lock and keeps it until the worker ends. `false` when the browser has no locks.
pub(super) async fn hold_forever(navigator: &WorkerNavigator, name: &str) -> bool {
    let Some(locks) = manager(navigator) else {
        return false;
    };
    let granted = Promise::new(&mut |resolve, _reject| {
        let on_granted = Closure::once_into_js(move |_lock: JsValue| -> JsValue {
            resolve.call0(&JsValue::NULL).ok();
            // A promise that never settles holds the lock.
            Promise::new(&mut |_resolve, _reject| {}).into()
        });
        request(&locks, name, false, &on_granted);
    });
    JsFuture::from(granted).await.is_ok()
}

/// Whether nobody holds the lock.
pub(super) async fn is_free(navigator: &WorkerNavigator, name: &str) -> bool {
    let Some(locks) = manager(navigator) else {
        return false;
    };
    let answer = Promise::new(&mut |resolve, _reject| {
        let on_answer = Closure::once_into_js(move |lock: JsValue| {
            let is_free = JsValue::from_bool(!lock.is_null());
            resolve.call1(&JsValue::NULL, &is_free).ok();
        });
        request(&locks, name, true, &on_answer);
    });
    JsFuture::from(answer)
        .await
        .is_ok_and(|is_free| is_free.is_truthy())
}

fn manager(navigator: &WorkerNavigator) -> Option<JsValue> {
    Reflect::get(navigator, &JsValue::from_str("locks"))
        .ok()
        .filter(JsValue::is_object)
}

fn request(locks: &JsValue, name: &str, only_if_available: bool, callback: &JsValue) {
    let options = Object::new();
    let key = JsValue::from_str("ifAvailable");
    let set = Reflect::set(&options, &key, &JsValue::from_bool(only_if_available));
    let request = Reflect::get(locks, &JsValue::from_str("request"))
        .ok()
        .and_then(|request| request.dyn_into::<Function>().ok());
    if let (Ok(true), Some(request)) = (set, request) {
        request
            .call3(locks, &JsValue::from_str(name), &options, callback)
            .ok();
    }
}
