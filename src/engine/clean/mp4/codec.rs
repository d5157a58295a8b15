//! `stsd`: what the samples are coded as. Entries are written anew: the names of encoders and makers in
//! them are empty.

use super::Wrong;
use super::boxes::{boxed, children, zeroed};
use super::track::Kind;
use crate::engine::clean::tape::{be16, be32, letters};

/// Content of `stsd` as it goes out.
pub(super) fn descriptions(stsd: &[u8], kind: Kind) -> Result<Vec<u8>, Wrong> {
    let entries = children(stsd.get(8..).unwrap_or_default())?;
    if entries.is_empty() || entries.len() as u32 != be32(stsd, 4) {
        return Err(Wrong::Form("stsd"));
    }
    let mut out = vec![0; 4];
    out.extend_from_slice(&(entries.len() as u32).to_be_bytes());
    for entry in entries {
        let body = match (kind, entry.kind) {
            (Kind::Picture, b"avc1" | b"avc3" | b"hvc1" | b"hev1" | b"mp4v" | b"s263") => {
                picture(entry.body)?
            }
            (Kind::Sound, b"mp4a" | b"samr" | b"sawb") => sound(entry.body)?,
            (_, b"encv" | b"enca" | b"drms" | b"drmi") => {
                return Err(Wrong::Elsewhere("a key is needed"));
            }
            (_, other) => return Err(Wrong::Unknown(letters(other))),
        };
        let mut name = [0; 4];
        name.copy_from_slice(entry.kind);
        out.extend(boxed(&name, &body));
    }
    Ok(out)
}

fn picture(body: &[u8]) -> Result<Vec<u8>, Wrong> {
    let Some((fixed, rest)) = body.split_at_checked(78) else {
        return Err(Wrong::Form("picture entry"));
    };
    let (width, height) = (u32::from(be16(fixed, 24)), u32::from(be16(fixed, 26)));
    if u64::from(width) * u64::from(height) > crate::engine::clean::PIXELS_LIMIT {
        return Err(Wrong::Pixels { width, height });
    }
    // Version, maker and quality; the name of the encoder.
    let mut out = zeroed(fixed, &[(0, 6), (8, 24), (36, 40), (42, 74)]);
    one_reference(&mut out)?;
    parts(rest, &mut out)?;
    Ok(out)
}

fn sound(body: &[u8]) -> Result<Vec<u8>, Wrong> {
    let len = match be16(body, 8) {
        0 => 28,
        1 => 44,
        _other => return Err(Wrong::Unknown("sound entry of a new version".to_owned())),
    };
    let Some((fixed, rest)) = body.split_at_checked(len) else {
        return Err(Wrong::Form("sound entry"));
    };
    let mut out = zeroed(fixed, &[(0, 6), (10, 16)]);
    one_reference(&mut out)?;
    parts(rest, &mut out)?;
    Ok(out)
}

/// There is one place for samples, this file.
fn one_reference(entry: &mut [u8]) -> Result<(), Wrong> {
    match entry.get_mut(6..8) {
        Some(place) => {
            place.copy_from_slice(&[0, 1]);
            Ok(())
        }
        None => Err(Wrong::Form("stsd")),
    }
}

/// The boxes of an entry.
fn parts(rest: &[u8], out: &mut Vec<u8>) -> Result<(), Wrong> {
    for part in children(rest)? {
        let body = part.body;
        let written = match part.kind {
            b"avcC" => boxed(b"avcC", avc(body)?),
            b"hvcC" => boxed(b"hvcC", &hevc(body)?),
            b"esds" => boxed(b"esds", &esds(body)?),
            b"d263" if matches!(body.len(), 7 | 15 | 23) => boxed(
                b"d263",
                &zeroed(body.get(..7).unwrap_or_default(), &[(0, 4)]),
            ),
            b"damr" if body.len() == 9 => boxed(b"damr", &zeroed(body, &[(0, 5)])),
            b"pasp" if body.len() == 8 => boxed(b"pasp", body),
            b"clap" if body.len() == 32 => boxed(b"clap", body),
            b"fiel" if body.len() == 2 => boxed(b"fiel", body),
            b"clli" if body.len() == 4 => boxed(b"clli", body),
            b"mdcv" if body.len() == 24 => boxed(b"mdcv", body),
            b"colr" if body.starts_with(b"nclx") && body.len() == 11 => boxed(b"colr", body),
            b"colr" if body.starts_with(b"nclc") && body.len() == 10 => boxed(b"colr", body),
            b"wave" => boxed(b"wave", &wave(body)?),
            b"colr" | b"btrt" | b"chan" | b"free" | b"skip" | b"uuid" | b"gama" | b"chrm"
            | b"dvcC" | b"dvvC" | b"SA3D" | b"sgpd" | b"amve" | b"lhvC" => continue,
            b"sinf" => return Err(Wrong::Elsewhere("a key is needed")),
            other => return Err(Wrong::Unknown(letters(other))),
        };
        out.extend(written);
    }
    Ok(())
}

/// QuickTime's box around the description of AAC.
fn wave(body: &[u8]) -> Result<Vec<u8>, Wrong> {
    let mut out = Vec::new();
    for part in children(body)? {
        match part.kind {
            b"frma" if part.body == b"mp4a" => out.extend(boxed(b"frma", part.body)),
            b"esds" => out.extend(boxed(b"esds", &esds(part.body)?)),
            b"mp4a" | b"\0\0\0\0" | b"chan" => {}
            other => return Err(Wrong::Unknown(letters(other))),
        }
    }
    Ok(out)
}

/// H.264's parameter sets: all of it must be what it says, to the last byte.
fn avc(body: &[u8]) -> Result<&[u8], Wrong> {
    let wrong = Wrong::Form("avcC");
    let mut left = body.get(5..).ok_or(wrong.clone())?;
    for (mask, kind) in [(0x1f, 7), (0xff, 8)] {
        let [n, rest @ ..] = left else {
            return Err(wrong);
        };
        left =
            units(rest, u32::from(n & mask), &|first| first & 0x1f == kind).ok_or(wrong.clone())?;
    }
    let is_high = matches!(body.get(1), Some(100 | 110 | 122 | 144 | 244));
    let left = match left {
        [_, _, _, n, rest @ ..] if is_high => {
            units(rest, u32::from(*n), &|first| first & 0x1f == 13)
        }
        other => Some(other),
    };
    match left {
        Some([]) => Ok(body),
        _more => Err(wrong),
    }
}

/// Skips `n` units, each with its length before it.
fn units<'a>(mut left: &'a [u8], n: u32, fits: &dyn Fn(u8) -> bool) -> Option<&'a [u8]> {
    for _ in 0..n {
        let len = usize::from(be16(left.get(..2)?, 0));
        let unit = left.get(2..2 + len)?;
        if !fits(*unit.first()?) {
            return None;
        }
        left = left.get(2 + len..)?;
    }
    Some(left)
}

/// H.265's parameter sets; messages of the encoder among them stay behind.
fn hevc(body: &[u8]) -> Result<Vec<u8>, Wrong> {
    let wrong = Wrong::Form("hvcC");
    let (fixed, left) = body.split_at_checked(22).ok_or(wrong.clone())?;
    let [n_arrays, left @ ..] = left else {
        return Err(wrong);
    };
    let mut left = left;
    let mut kept = Vec::new();
    let mut n_kept = 0;
    for _ in 0..*n_arrays {
        let (head, rest) = left.split_at_checked(3).ok_or(wrong.clone())?;
        let kind = head[0] & 0x3f;
        let n = u32::from(be16(head, 1));
        let behind = units(rest, n, &|first| first >> 1 & 0x3f == kind).ok_or(wrong.clone())?;
        if matches!(kind, 32..=34) {
            n_kept += 1;
            kept.extend_from_slice(left.get(..left.len() - behind.len()).unwrap_or_default());
        }
        left = behind;
    }
    if !left.is_empty() {
        return Err(wrong);
    }
    let mut out = fixed.to_vec();
    out.push(n_kept);
    out.extend(kept);
    Ok(out)
}

/// The description of an MPEG-4 stream, without ids and addresses.
fn esds(body: &[u8]) -> Result<Vec<u8>, Wrong> {
    let wrong = || Wrong::Form("esds");
    let (tag, stream, _) = descriptor(body.get(4..).unwrap_or_default()).ok_or_else(wrong)?;
    let flags = stream.get(2).copied().ok_or_else(wrong)?;
    if tag != 3 || flags & 0xe0 != 0 {
        return Err(wrong());
    }
    let (tag, config, _) = descriptor(stream.get(3..).unwrap_or_default()).ok_or_else(wrong)?;
    let fixed = config.get(..13).filter(|_| tag == 4).ok_or_else(wrong)?;
    let mut inner = fixed.to_vec();
    if let Some(rest) = config.get(13..).filter(|rest| !rest.is_empty()) {
        let (tag, specific, _) = descriptor(rest)
            .filter(|(tag, ..)| *tag == 5)
            .ok_or_else(wrong)?;
        inner.extend(described(tag, &without_user_data(fixed[0], specific)));
    }
    let mut outer = vec![0, 0, 0];
    outer.extend(described(4, &inner));
    outer.extend(described(6, &[2]));
    let mut out = vec![0; 4];
    out.extend(described(3, &outer));
    Ok(out)
}

/// Tag, content and what follows.
fn descriptor(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (tag, mut left) = bytes.split_first()?;
    let mut len = 0usize;
    for _ in 0..4 {
        let (byte, rest) = left.split_first()?;
        left = rest;
        len = len << 7 | usize::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            break;
        }
    }
    let (content, behind) = left.split_at_checked(len)?;
    Some((*tag, content, behind))
}

fn described(tag: u8, content: &[u8]) -> Vec<u8> {
    let len = content.len();
    let mut out = vec![tag];
    for shift in [21, 14, 7] {
        out.push(0x80 | (len >> shift & 0x7f) as u8);
    }
    out.push((len & 0x7f) as u8);
    out.extend_from_slice(content);
    out
}

/// MPEG-4 Visual lets an encoder write its name behind a start code of its own.
fn without_user_data(object: u8, specific: &[u8]) -> Vec<u8> {
    if object != 0x20 {
        return specific.to_vec();
    }
    let mut out = Vec::new();
    let mut is_user_data = false;
    for at in 0..specific.len() {
        if let Some([0, 0, 1, kind]) = specific.get(at..at + 4) {
            is_user_data = *kind == 0xb2;
        }
        if !is_user_data {
            out.extend(specific.get(at));
        }
    }
    out
}
