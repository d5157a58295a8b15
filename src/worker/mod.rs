//! The worker: reads `File`s by range, runs the session, passes messages. Nothing here thinks.
//!
//! Must never: read a `File` whole, look at the network, or keep a byte of an export after the tab
//! is closed (staged packages of tabs that are gone are swept at the next start).

mod beside;
mod blobs;
mod failure;
mod file_source;
mod host;
mod run;
mod staging;
mod zone_clock;

pub use run::start;

// The documentation is made without these flags; it runs nowhere.
#[cfg(not(any(target_feature = "simd128", doc)))]
compile_error!(
    "the page's programs are built with -C target-feature=+simd128; a RUSTFLAGS variable replaces \
     the flags of .cargo/config.toml: unset it"
);
