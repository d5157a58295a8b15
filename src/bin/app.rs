//! The page's program.

fn main() {
    #[cfg(target_arch = "wasm32")]
    yew::Renderer::<threadseal::ui::app::App>::new().render();
    #[cfg(not(target_arch = "wasm32"))]
    eprintln!("This program runs in a browser. Start it with: cargo xtask serve");
}
