//! Clean copies: what comes out of each writer is opened by programs that are not ours, and hostile
//! files are refused.

mod burnt;
mod foreign;
mod hostile;
mod muted;
pub(crate) mod originals;
mod packages;
pub(crate) mod tools;

use threadseal::engine::clean::{CleanError, Format, Rewrite, Scan, write_cards};

/// Makes a clean copy, the file handed over in pieces of `piece` bytes.
pub(crate) fn cleaned_in(bytes: &[u8], piece: usize) -> Result<Vec<u8>, CleanError> {
    let format = Format::of(bytes).expect("a type that has a writer");
    let mut scan = Scan::new(format, bytes.len() as u64);
    for some in bytes.chunks(piece) {
        scan.push(some)?;
    }
    let recipe = scan.finish()?;
    if let Some(names) = recipe.names() {
        return Ok(write_cards(names));
    }
    let mut out = Vec::new();
    let mut put = |some: &[u8]| out.extend_from_slice(some);
    let mut rewrite = Rewrite::new(&recipe);
    for some in bytes.chunks(piece) {
        rewrite.push(some, &mut put).expect("it was scanned");
    }
    rewrite.finish(&mut put).expect("it was scanned");
    Ok(out)
}

/// Makes a clean copy in pieces of several sizes: the same bytes each time. A clean copy of a clean
/// copy is itself.
pub(crate) fn cleaned(bytes: &[u8]) -> Vec<u8> {
    let out = cleaned_in(bytes, 1 << 20).expect("a clean copy can be made");
    for piece in [7, 4_096] {
        assert_eq!(
            cleaned_in(bytes, piece).as_ref(),
            Ok(&out),
            "pieces of {piece}"
        );
    }
    assert_eq!(cleaned_in(&out, 1 << 20).as_ref(), Ok(&out), "once more");
    out
}
