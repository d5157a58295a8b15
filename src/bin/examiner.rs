//! The examiner's program.

fn main() {
    #[cfg(target_arch = "wasm32")]
    threadseal::worker::start_examiner();
    #[cfg(not(target_arch = "wasm32"))]
    eprintln!("This program runs in a browser. Start it with: cargo xtask serve");
}
