//! Pictures of a finished package: those that show a QR code, and those that look like a picture of
//! which boxes are black or which is withheld whole. Reads the package, not what it was made from.
//!
//! A picture in which the boxes are black, too, shows nothing of what is under them, whatever its
//! size: the copy with the boxes itself is one.

use std::collections::BTreeMap;

use serde_json::Value;

use super::alike::{ALIKE, is_picture, print_of_shown};
use super::codes::codes_in_shown;
use super::{BurnError, MOST_BYTES, Pixels, decode, turn};
use crate::engine::archive::Archive;
use crate::engine::case::Case;
use crate::engine::decision::{DecisionKind, DecisionLog, PixelBox};
use crate::engine::place::EntryId;
use crate::engine::redact::Redactions;
use crate::engine::source::Source;
use crate::engine::verify::{Stored, stored_files};

/// Where a package has its attachments, its own folder left out.
const MEDIA: &str = "data/media/";
/// How dark each channel is in a box that is black; what an encoder may leave.
const BLACK: u8 = 32;

/// What was seen in the pictures of a package.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Handed {
    /// What a person has to look at, in the order of the package.
    pub pictures: Vec<HandedPicture>,
    /// Pictures that could not be looked at, and why.
    pub unread: Vec<(String, String)>,
}

/// A picture that a person has to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedPicture {
    /// The file of the package.
    pub file: String,
    /// Thread and record of the package, from 1, that name it first.
    pub record: Option<(u32, u32)>,
    /// What was seen.
    pub sight: Sight,
}

/// What was seen in a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    /// A QR code.
    Code,
    /// It looks like a picture of which this decision makes boxes black.
    LikeBoxed(String),
    /// It looks like a picture that this decision withholds.
    LikeWithheld(String),
}

/// A picture that is withheld, whole or in boxes.
struct Original {
    print: u64,
    decision: String,
    /// Empty when all of it is withheld.
    boxes: Vec<PixelBox>,
    /// As it is shown.
    size: (u32, u32),
}

/// Looks at each picture; `None` when the container is not as every package's is.
///
/// Cost: decodes every picture of the package and, when it has any, every withheld one.
pub fn handed_pictures(package: &dyn Source, case: &Case, log: &DecisionLog) -> Option<Handed> {
    let files = stored_files(package)?;
    let media = files
        .iter()
        .filter_map(|file| Some((media_path(file)?, file)));
    let mut handed = Handed::default();
    let mut originals = None;
    for (path, file) in media {
        let shown = match read(package, file) {
            Some(Ok(shown)) => shown,
            Some(Err(why)) => {
                handed.unread.push((path.to_owned(), why));
                continue;
            }
            None => continue,
        };
        let originals = originals.get_or_insert_with(|| originals_of(case, log));
        let mut see = |sight| {
            handed.pictures.push(HandedPicture {
                file: path.to_owned(),
                record: None,
                sight,
            });
        };
        like(&shown, originals).into_iter().for_each(&mut see);
        if !codes_in_shown(shown).is_empty() {
            see(Sight::Code);
        }
    }
    if !handed.pictures.is_empty() {
        let named = named_in(package, &files);
        for picture in &mut handed.pictures {
            picture.record = named.get(&picture.file).copied();
        }
    }
    Some(handed)
}

fn media_path(file: &Stored) -> Option<&str> {
    let (_, path) = file.name.split_once('/')?;
    path.starts_with(MEDIA).then_some(path)
}

/// A picture of the package as it is shown; `None` for what is no picture.
fn read(package: &dyn Source, file: &Stored) -> Option<Result<Pixels, String>> {
    if file.size_bytes > MOST_BYTES {
        let is_picture = [".jpg", ".png", ".webp", ".gif"]
            .iter()
            .any(|end| file.name.ends_with(end));
        return is_picture.then(|| Err("a picture that is too large to be looked at".to_owned()));
    }
    let bytes = file.bytes(package)?;
    looks_like_picture(&bytes).then(|| shown(&bytes).map_err(|error| why(&error)))
}

/// By its first bytes; kinds that are not decoded here, too.
fn looks_like_picture(bytes: &[u8]) -> bool {
    let kind = bytes.get(8..12).unwrap_or_default();
    let is_box = bytes.get(4..8) == Some(b"ftyp");
    match bytes {
        [b'R', b'I', b'F', b'F', ..] => kind == b"WEBP",
        [b'G', b'I', b'F', b'8', ..] => true,
        _box if is_box => [&b"heic"[..], b"heix", b"mif1", b"avif"].contains(&kind),
        other => is_picture(other),
    }
}

fn shown(bytes: &[u8]) -> Result<Pixels, BurnError> {
    let decode::Decoded {
        pixels,
        orientation,
        ..
    } = decode::decode(bytes)?;
    Ok(turn::turned(pixels, orientation))
}

fn why(error: &BurnError) -> String {
    match error {
        BurnError::Format => "a kind of picture that is not decoded here".to_owned(),
        BurnError::Moves => "a picture that moves".to_owned(),
        BurnError::Pixels { .. } => "a picture that is too large to be looked at".to_owned(),
        other => other.to_string(),
    }
}

/// Each picture that is withheld, whole or in boxes. What is only outside of a scope is not: the
/// same may be inside. What cannot be decoded looks like nothing.
fn originals_of(case: &Case, log: &DecisionLog) -> Vec<Original> {
    let redactions = Redactions::resolve(case, log);
    let id = |numbers: &[usize], counts: &dyn Fn(&DecisionKind) -> bool| {
        let standing = numbers
            .iter()
            .filter_map(|number| redactions.decisions().get(*number));
        let mut decisions = standing.map(|standing| &standing.decision);
        let found = decisions.find(|decision| counts(&decision.kind));
        found.map(|decision| decision.id.0.clone())
    };
    let mut originals = Vec::new();
    for (source, open) in case.sources.iter().enumerate() {
        for entry in open.archive.entries() {
            let edit = redactions.edit(source, entry.id).unwrap_or_default();
            let by = match redactions.entry(source, entry.id) {
                Some(grounds) => id(&grounds.decisions, &|kind| {
                    !matches!(kind, DecisionKind::Outside { .. })
                }),
                None => id(&edit.grounds.decisions, &|kind| {
                    matches!(kind, DecisionKind::Region { .. })
                }),
            };
            if let Some(decision) = by
                && let Some((print, size)) = print_at(&open.archive, entry.id)
            {
                originals.push(Original {
                    print,
                    decision,
                    boxes: edit.boxes,
                    size,
                });
            }
        }
    }
    originals
}

fn print_at(archive: &Archive, entry: EntryId) -> Option<(u64, (u32, u32))> {
    if !is_picture(&archive.head(entry, 16).ok()?) {
        return None;
    }
    let shown = shown(&archive.read(entry, MOST_BYTES).ok()?).ok()?;
    Some((print_of_shown(&shown)?, (shown.width, shown.height)))
}

/// What the picture looks like, each decision once.
fn like(shown: &Pixels, originals: &[Original]) -> Vec<Sight> {
    let Some(print) = print_of_shown(shown) else {
        return Vec::new();
    };
    let mut sights = BTreeMap::new();
    for one in originals {
        if (one.print ^ print).count_ones() > ALIKE {
            continue;
        }
        let decision = one.decision.clone();
        if one.boxes.is_empty() {
            sights.insert(decision.clone(), Sight::LikeWithheld(decision));
        } else if !one
            .boxes
            .iter()
            .all(|part| is_black(shown, *part, one.size))
        {
            sights.insert(decision.clone(), Sight::LikeBoxed(decision));
        }
    }
    sights.into_values().collect()
}

/// Whether the box, which counts in pixels of a picture of that size, is black in this one. At its
/// edges a smaller copy mixes what is inside with what is beside.
fn is_black(shown: &Pixels, part: PixelBox, (width, height): (u32, u32)) -> bool {
    let edge = usize::from((shown.width, shown.height) != (width, height));
    let scaled = |at: u32, to: u32, from: u32| {
        let at = u64::from(at.min(from)) * u64::from(to) / u64::from(from.max(1));
        usize::try_from(at).unwrap_or(usize::MAX)
    };
    let columns = scaled(part.x, shown.width, width) + edge
        ..scaled(part.x.saturating_add(part.width), shown.width, width).saturating_sub(edge);
    let rows = scaled(part.y, shown.height, height) + edge
        ..scaled(part.y.saturating_add(part.height), shown.height, height).saturating_sub(edge);
    let row_bytes = shown.width as usize * shown.n_channels;
    let mut lines = shown
        .bytes
        .chunks_exact(row_bytes.max(1))
        .skip(rows.start)
        .take(rows.len());
    lines.all(|line| {
        let pixels = line.chunks_exact(shown.n_channels.max(1));
        let mut inside = pixels.skip(columns.start).take(columns.len());
        inside.all(|pixel| pixel.iter().take(3).all(|channel| *channel <= BLACK))
    })
}

/// The first record that names each file.
fn named_in(package: &dyn Source, files: &[Stored]) -> BTreeMap<String, (u32, u32)> {
    let mut named = BTreeMap::new();
    for file in files
        .iter()
        .filter(|file| file.name.ends_with("/messages.jsonl"))
    {
        let bytes = file.bytes(package).unwrap_or_default();
        for line in bytes.split(|byte| *byte == b'\n') {
            let Ok(record) = serde_json::from_slice::<Value>(line) else {
                continue;
            };
            let number = |key: &str| u32::try_from(record.get(key)?.as_u64()?).ok();
            let path = record
                .get("attachment")
                .and_then(|one| one.get("file")?.as_str());
            if let (Some(path), Some(thread), Some(i)) = (path, number("thread"), number("i")) {
                named.entry(path.to_owned()).or_insert((thread, i));
            }
        }
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A light picture with one dark stretch.
    fn picture(width: u32, height: u32, dark: PixelBox) -> Pixels {
        let inside = |x: u32, y: u32| {
            (dark.x..dark.x + dark.width).contains(&x)
                && (dark.y..dark.y + dark.height).contains(&y)
        };
        let rows = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        let bytes = rows.flat_map(|(x, y)| [if inside(x, y) { 0 } else { 200 }; 3]);
        Pixels {
            width,
            height,
            n_channels: 3,
            bytes: bytes.collect(),
        }
    }

    fn part(x: u32, y: u32, width: u32, height: u32) -> PixelBox {
        PixelBox {
            x,
            y,
            width,
            height,
        }
    }

    #[test]
    fn black_boxes_are_black_in_every_size() {
        let dark = part(20, 10, 40, 20);
        let shown = picture(100, 60, dark);
        assert!(is_black(&shown, dark, (100, 60)));
        assert!(is_black(&shown, part(25, 12, 10, 10), (100, 60)));
        assert!(!is_black(&shown, part(19, 10, 40, 20), (100, 60)));
        assert!(!is_black(&shown, part(20, 10, 40, 21), (100, 60)));
        let half = picture(50, 30, part(10, 5, 20, 10));
        assert!(is_black(&half, dark, (100, 60)));
        assert!(!is_black(&half, part(60, 10, 40, 20), (100, 60)));
    }

    #[test]
    fn pictures_are_told_by_their_first_bytes() {
        for bytes in [
            &b"\xff\xd8\xff\xe0"[..],
            b"\x89PNG\r\n",
            b"RIFF\0\0\0\0WEBPVP8 ",
            b"GIF89a",
            b"\0\0\0\x18ftypheic",
        ] {
            assert!(looks_like_picture(bytes), "{bytes:?}");
        }
        for bytes in [
            &b"RIFF\0\0\0\0WAVEfmt "[..],
            b"\0\0\0\x18ftypmp42",
            b"%PDF-1.7",
            b"",
        ] {
            assert!(!looks_like_picture(bytes), "{bytes:?}");
        }
    }
}
