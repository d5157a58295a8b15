//! The command line program.

fn main() -> std::process::ExitCode {
    #[cfg(not(target_arch = "wasm32"))]
    return threadseal::cli::main().into();
    #[cfg(target_arch = "wasm32")]
    return std::process::ExitCode::SUCCESS;
}
