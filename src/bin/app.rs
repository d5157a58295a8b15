//! The page's program.

fn main() {
    #[cfg(target_arch = "wasm32")]
    web_sys::console::debug_1(&wasm_bindgen::JsValue::from_str("Threadseal: app"));
    #[cfg(not(target_arch = "wasm32"))]
    eprintln!("This program runs in a browser. Start it with: cargo xtask serve");
}
