//! The exports that everything is measured on.

use std::path::{Path, PathBuf};

use web_tests::exports::{many_text, written};
use web_tests::settings;
use web_tests::zips::{Entry, zip};

/// Messages of the usual export.
pub(crate) const N_MESSAGES: usize = 1_000_000;
/// Exports in the collection.
pub(crate) const N_ZIPS: usize = 200;
/// Media of the export whose digests are measured.
const MEDIA_BYTES: usize = 24 << 20;

/// The files that everything is measured on.
pub(crate) struct Inputs {
    pub(crate) zip: PathBuf,
    pub(crate) text: PathBuf,
    pub(crate) media: PathBuf,
    /// Ten times the messages.
    pub(crate) large: PathBuf,
    /// The messages of `zip` in many exports.
    pub(crate) many: Vec<PathBuf>,
    /// Size of the text in `zip`. Units: bytes.
    pub(crate) text_bytes: usize,
    /// Size of the text in `large`. Units: bytes.
    pub(crate) large_text_bytes: usize,
}

impl Inputs {
    pub(crate) fn make() -> Inputs {
        let folder = settings::scratch("bench-inputs");
        println!("making an export of {N_MESSAGES} messages");
        let name = "WhatsApp Chat with Long Haul.txt";
        let text = many_text(N_MESSAGES);
        let packed = zip(&[Entry::packed(name, text.as_bytes())]);
        let few = many_text(N_MESSAGES / 5);
        let mut entries = vec![Entry::packed(name, few.as_bytes())];
        let part = MEDIA_BYTES / 24;
        for number in 0..24 {
            let bytes = noise(number, part);
            entries.push(Entry::stored(
                &format!("IMG-20240101-WA{number:04}.jpg"),
                &bytes,
            ));
        }
        let media = zip(&entries);
        println!(
            "{} MB of text in a zip of {} MB; another with media of {} MB, {} MB unpacked",
            text.len() / 1_000_000,
            packed.len() / 1_000_000,
            media.len() / 1_000_000,
            (few.len() + MEDIA_BYTES) / 1_000_000,
        );
        let large_text = many_text(10 * N_MESSAGES);
        let large = zip(&[Entry::packed(name, large_text.as_bytes())]);
        Inputs {
            large_text_bytes: large_text.len(),
            text_bytes: text.len(),
            large: written(&folder, "WhatsApp Chat with Very Long Haul.zip", &large),
            many: (0..N_ZIPS)
                .map(|number| one_of_many(&folder, number))
                .collect(),
            zip: written(&folder, "WhatsApp Chat with Long Haul.zip", &packed),
            text: written(&folder, name, text.as_bytes()),
            media: written(&folder, "WhatsApp Chat with Media.zip", &media),
        }
    }
}

/// One export of a collection. Each ends otherwise: two of one size and end would be one.
fn one_of_many(folder: &Path, number: usize) -> PathBuf {
    let text = format!("{}and {number:03}\n", many_text(N_MESSAGES / N_ZIPS));
    let packed = zip(&[Entry::packed(
        "WhatsApp Chat with Haul.txt",
        text.as_bytes(),
    )]);
    written(
        folder,
        &format!("WhatsApp Chat with Haul {number:03}.zip"),
        &packed,
    )
}

/// Bytes that do not pack, the same every time.
pub(crate) fn noise(seed: usize, n_bytes: usize) -> Vec<u8> {
    let mut state = seed as u64 + 0x9e37_79b9_7f4a_7c15;
    let mut bytes = Vec::with_capacity(n_bytes);
    while bytes.len() < n_bytes {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend_from_slice(&state.to_le_bytes());
    }
    bytes.truncate(n_bytes);
    bytes
}
