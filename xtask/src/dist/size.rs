//! The budget of the first load, gzipped. The built-in sample counts apart: it is an export, not
//! program.

use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::say::{self, Outcome};

/// Page, scripts, styles and wasm together. The goal is 500 KiB; this is what the page weighs today
/// and keeps it from growing.
const PAGE_BYTES: usize = 2_472 * 1024;
/// The built-in sample, in each program that holds it.
const SAMPLE_BYTES: usize = 120 * 1024;
/// What loads when the page is there already, and is started when it is first used.
const LATER_BYTES: usize = 2_832 * 1024;
/// The names of such files begin so.
const LATER: &str = "examiner";

/// Prints the gzipped size of every file, and refuses a release over its budget. Other builds are
/// for trying things out and may be as large as they are.
///
/// Errors: a file cannot be read, or the budget is passed.
pub(super) fn check(folder: &Path, released: bool) -> Outcome<()> {
    let mut total = 0;
    let mut later = 0;
    let mut sample = 0;
    for path in super::files(folder)? {
        let bytes =
            fs::read(&path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
        let (program, inside) = without_sample(&bytes);
        let size = gzipped(&program);
        sample = sample.max(inside.len());
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let (part, when) = if name.starts_with(LATER) {
            (&mut later, ", loads later")
        } else {
            (&mut total, "")
        };
        *part += size;
        say::note(&format!("{size:>9} bytes gzipped  {name}{when}"));
    }
    say::note(&format!(
        "{total:>9} bytes gzipped for the first load (at most {PAGE_BYTES}), \
         and {sample} bytes of sample (at most {SAMPLE_BYTES})"
    ));
    say::note(&format!(
        "{later:>9} bytes gzipped that load later (at most {LATER_BYTES})"
    ));
    if released && later > LATER_BYTES {
        return Err(format!(
            "what loads later takes {later} bytes gzipped, more than {LATER_BYTES}"
        ));
    }
    if released && total > PAGE_BYTES {
        return Err(format!(
            "the first load takes {total} bytes gzipped, more than {PAGE_BYTES}"
        ));
    }
    if sample > SAMPLE_BYTES {
        return Err(format!(
            "the sample takes {sample} bytes, more than {SAMPLE_BYTES}"
        ));
    }
    Ok(())
}

fn gzipped(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    // Writing to memory does not fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().map_or(usize::MAX, |packed| packed.len())
}

/// Takes the largest whole zip out of a wasm program. Only a run of bytes whose end record points
/// back at its own start is one; the constants of our zip reader are not.
fn without_sample(bytes: &[u8]) -> (Vec<u8>, &[u8]) {
    let mut best = 0..0;
    for end in positions(bytes, b"PK\x05\x06") {
        let Some(record) = bytes.get(end..end + 22) else {
            continue;
        };
        let number = |at: usize| {
            let field = record
                .get(at..at + 4)
                .and_then(|field| field.try_into().ok());
            field.map_or(usize::MAX, |field| u32::from_le_bytes(field) as usize)
        };
        let before = number(12).saturating_add(number(16));
        if let Some(start) = end.checked_sub(before)
            && bytes[start..].starts_with(b"PK\x03\x04")
            && end + 22 - start > best.len()
        {
            best = start..end + 22;
        }
    }
    let mut program = bytes[..best.start].to_vec();
    program.extend_from_slice(&bytes[best.end..]);
    (program, &bytes[best])
}

fn positions(bytes: &[u8], wanted: &[u8]) -> Vec<usize> {
    bytes
        .windows(wanted.len())
        .enumerate()
        .filter(|(_, window)| *window == wanted)
        .map(|(at, _)| at)
        .collect()
}
