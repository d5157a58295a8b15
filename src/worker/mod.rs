//! The workers: read `File`s by range, run the session, the maker or the examiner, pass messages. Nothing here
//! thinks.
//!
//! Must never: read a `File` whole, look at the network, or keep a byte of an export after the tab
//! is closed (staged packages of tabs that are gone are swept at the next start).

mod beside;
mod blobs;
mod desk;
mod examiner_desk;
mod failure;
mod file_source;
mod host;
mod maker_desk;
mod run;
mod session_desk;
mod staging;
mod zone_clock;

pub use run::{start, start_examiner};

// The documentation is made without these flags; it runs nowhere.
#[cfg(not(any(target_feature = "simd128", doc)))]
compile_error!(
    "the page's programs are built with -C target-feature=+simd128; a RUSTFLAGS variable replaces \
     the flags of .cargo/config.toml: unset it"
);
