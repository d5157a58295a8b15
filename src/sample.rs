//! The built-in sample: an invented export that shows every feature. `build.rs` makes its zip from
//! the folder `sample`; nobody in it exists.

/// The name that the sample goes by, as a phone would have named it.
pub const SAMPLE_NAME: &str = "WhatsApp Chat - Harbour Project.zip";

/// The zip.
pub static SAMPLE_ZIP: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sample.zip"));
