//! Web Locks, through reflection: the typed bindings are not stable. A lock is the browser's own
//! word on whether a tab or a worker still lives: it is let go when whoever holds it ends, however
//! that comes about.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Takes a lock and keeps it until this worker ends. `false` when the browser has no locks here.
///
/// `navigator` is that of the window or of the worker.
pub(crate) async fn hold_forever(navigator: &JsValue, name: &str) -> bool {
    let Some(locks) = manager(navigator) else {
        return false;
    };
    let granted = Promise::new(&mut |resolve, reject| {
        let on_granted = Closure::once_into_js(move |_lock: JsValue| -> JsValue {
            resolve.call0(&JsValue::NULL).ok();
            // A promise that never settles holds the lock.
            Promise::new(&mut |_resolve, _reject| {}).into()
        });
        request(&locks, name, false, &on_granted, &reject);
    });
    JsFuture::from(granted).await.is_ok()
}

/// Waits until nobody holds the lock any more. `false` when the browser has no locks here.
pub(crate) async fn freed(navigator: &JsValue, name: &str) -> bool {
    let Some(locks) = manager(navigator) else {
        return false;
    };
    let granted = Promise::new(&mut |resolve, reject| {
        let on_granted = Closure::once_into_js(move |_lock: JsValue| {
            resolve.call0(&JsValue::NULL).ok();
        });
        request(&locks, name, false, &on_granted, &reject);
    });
    JsFuture::from(granted).await.is_ok()
}

/// Whether nobody holds the lock.
pub(crate) async fn is_free(navigator: &JsValue, name: &str) -> bool {
    let Some(locks) = manager(navigator) else {
        return false;
    };
    let answer = Promise::new(&mut |resolve, reject| {
        let on_answer = Closure::once_into_js(move |lock: JsValue| {
            let is_free = JsValue::from_bool(!lock.is_null());
            resolve.call1(&JsValue::NULL, &is_free).ok();
        });
        request(&locks, name, true, &on_answer, &reject);
    });
    JsFuture::from(answer)
        .await
        .is_ok_and(|is_free| is_free.is_truthy())
}

fn manager(navigator: &JsValue) -> Option<JsValue> {
    Reflect::get(navigator, &JsValue::from_str("locks"))
        .ok()
        .filter(JsValue::is_object)
}

/// `refused` is called when the browser does not give out locks here, as on a page from a file.
fn request(
    locks: &JsValue,
    name: &str,
    only_if_available: bool,
    callback: &JsValue,
    refused: &Function,
) {
    let options = Object::new();
    let key = JsValue::from_str("ifAvailable");
    let set = Reflect::set(&options, &key, &JsValue::from_bool(only_if_available));
    let request = Reflect::get(locks, &JsValue::from_str("request"))
        .ok()
        .and_then(|request| request.dyn_into::<Function>().ok());
    let promise = match (set, request) {
        (Ok(true), Some(request)) => request
            .call3(locks, &JsValue::from_str(name), &options, callback)
            .ok()
            .and_then(|promise| promise.dyn_into::<Promise>().ok()),
        _not_there => None,
    };
    match promise.and_then(|promise| then_refused(&promise, refused)) {
        Some(()) => {}
        None => {
            refused.call0(&JsValue::NULL).ok();
        }
    }
}

fn then_refused(promise: &Promise, refused: &Function) -> Option<()> {
    let catch = Reflect::get(promise, &JsValue::from_str("catch")).ok()?;
    let catch = catch.dyn_into::<Function>().ok()?;
    catch.call1(promise, refused).ok().map(|_promise| ())
}
