//! What kind of thing a file is, told by its first bytes. The name is at most a hint between types
//! that look alike from the front; it never makes a picture of something that is none.
//!
//! Must never: call SVG, HTML or XML a picture, or hand out a type under which a browser would run
//! what is inside.

use super::session::protocol::MediaClass;

/// How many first bytes are enough for [`sniff`].
pub const HEAD_BYTES: usize = 512;

/// The type of a file by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MediaType {
    /// How it may be shown.
    pub class: MediaClass,
    /// For a `Blob`; `application/octet-stream` for what we do not know.
    pub mime: &'static str,
    /// For a name in a package; `bin` for what we do not know.
    pub extension: &'static str,
}

const UNKNOWN: MediaType = document("application/octet-stream", "bin");

const fn picture(mime: &'static str, extension: &'static str) -> MediaType {
    MediaType {
        class: MediaClass::Picture,
        mime,
        extension,
    }
}

const fn video(mime: &'static str, extension: &'static str) -> MediaType {
    MediaType {
        class: MediaClass::Video,
        mime,
        extension,
    }
}

const fn sound(mime: &'static str, extension: &'static str) -> MediaType {
    MediaType {
        class: MediaClass::Sound,
        mime,
        extension,
    }
}

const fn document(mime: &'static str, extension: &'static str) -> MediaType {
    MediaType {
        class: MediaClass::Document,
        mime,
        extension,
    }
}

/// Tells the type of a file from its first bytes (about [`HEAD_BYTES`]) and, where those fit
/// several, from its name. An empty name is no hint; give none when the name is withheld.
pub fn sniff(head: &[u8], name: &str) -> MediaType {
    let hint = extension_of(name);
    starts(head)
        .or_else(|| boxed(head, &hint))
        .or_else(|| zipped(head, &hint))
        .or_else(|| frames(head))
        .or_else(|| words(head))
        .unwrap_or(UNKNOWN)
}

fn extension_of(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((_, extension)) => extension.to_ascii_lowercase(),
        None => String::new(),
    }
}

/// Formats with a fixed beginning.
fn starts(head: &[u8]) -> Option<MediaType> {
    let riff = head.starts_with(b"RIFF").then(|| head.get(8..12)).flatten();
    if head.starts_with(b"\xff\xd8\xff") {
        Some(picture("image/jpeg", "jpg"))
    } else if head.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some(picture("image/png", "png"))
    } else if head.starts_with(b"GIF87a") || head.starts_with(b"GIF89a") {
        Some(picture("image/gif", "gif"))
    } else if riff == Some(b"WEBP") {
        Some(picture("image/webp", "webp"))
    } else if riff == Some(b"WAVE") {
        Some(sound("audio/wav", "wav"))
    } else if head.starts_with(b"OggS") {
        Some(ogg(head))
    } else if head.starts_with(b"#!AMR") {
        Some(sound("audio/amr", "amr"))
    } else if head.starts_with(b"ID3") {
        Some(sound("audio/mpeg", "mp3"))
    } else if head.starts_with(b"%PDF-") {
        Some(document("application/pdf", "pdf"))
    } else {
        None
    }
}

/// The first page of an Ogg stream names its codec right after the page header.
fn ogg(head: &[u8]) -> MediaType {
    let first_page = &head[..head.len().min(64)];
    if holds(first_page, b"OpusHead") {
        sound("audio/ogg", "opus")
    } else if holds(first_page, b"theora") {
        video("video/ogg", "ogg")
    } else {
        sound("audio/ogg", "ogg")
    }
}

/// ISO base media files: a size, `ftyp`, a brand.
fn boxed(head: &[u8], hint: &str) -> Option<MediaType> {
    if head.get(4..8) != Some(b"ftyp") {
        return None;
    }
    match head.get(8..12)? {
        b"M4A " | b"M4B " => Some(sound("audio/mp4", "m4a")),
        b"qt  " => Some(document("video/quicktime", "mov")),
        b"heic" | b"heix" | b"heim" | b"heis" | b"mif1" | b"msf1" | b"avif" | b"avis" => {
            Some(UNKNOWN)
        }
        [b'3', b'g', ..] => Some(video("video/3gpp", "3gp")),
        _brand if hint == "m4a" => Some(sound("audio/mp4", "m4a")),
        _brand => Some(video("video/mp4", "mp4")),
    }
}

/// Zips; Office documents are zips whose first parts have fixed names.
fn zipped(head: &[u8], hint: &str) -> Option<MediaType> {
    if !head.starts_with(b"PK\x03\x04") {
        return None;
    }
    let office = holds(head, b"[Content_Types].xml") || holds(head, b"_rels/.rels");
    let found = match hint {
        "docx" if office => document(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "docx",
        ),
        "xlsx" if office => document(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "xlsx",
        ),
        "pptx" if office => document(
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "pptx",
        ),
        _other => document("application/zip", "zip"),
    };
    Some(found)
}

/// Sound without a container: a frame header of 11 or 12 ones. The layer bits tell ADTS (00) from
/// MPEG audio (01 to 11); reserved values are refused, as they are what chance gives.
fn frames(head: &[u8]) -> Option<MediaType> {
    let (first, second, third) = (*head.first()?, *head.get(1)?, *head.get(2)?);
    // 0xfe would be Layer I, which nobody sends; with it begins a text in UTF-16.
    if first != 0xff || second & 0xe0 != 0xe0 || second == 0xfe {
        return None;
    }
    let layer = second >> 1 & 3;
    let sampling = third >> 2 & 3;
    if layer == 0 {
        let adts = second & 0xf0 == 0xf0 && third >> 2 & 15 < 13;
        return adts.then_some(sound("audio/aac", "aac"));
    }
    let version = second >> 3 & 3;
    let plausible = version != 1 && third >> 4 != 15 && third >> 4 != 0 && sampling != 3;
    plausible.then_some(sound("audio/mpeg", "mp3"))
}

/// Plain words: contact cards and text. Anything that begins like markup stays unknown.
fn words(head: &[u8]) -> Option<MediaType> {
    let text = text_of(head)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_start();
    let card = text
        .get(..11)
        .is_some_and(|start| start.eq_ignore_ascii_case("BEGIN:VCARD"));
    if card {
        return Some(MediaType {
            class: MediaClass::Card,
            mime: "text/vcard",
            extension: "vcf",
        });
    }
    let plain = !text.is_empty() && !text.starts_with('<');
    plain.then_some(document("text/plain", "txt"))
}

/// The head as text, if it is any: UTF-8 but for a last character that the head cuts, and no
/// control characters but white space.
fn text_of(head: &[u8]) -> Option<&str> {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(head.get(..error.valid_up_to())?).ok()?
        }
        Err(_not_text) => return None,
    };
    let odd = |c: char| c.is_control() && !c.is_whitespace();
    (!text.contains(odd)).then_some(text)
}

fn holds(head: &[u8], needle: &[u8]) -> bool {
    head.windows(needle.len()).any(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &[u8], name: &str, extension: &str, class: MediaClass) {
        let found = sniff(head, name);
        assert_eq!(
            (found.extension, found.class),
            (extension, class),
            "{name:?} {head:?}"
        );
    }

    #[test]
    fn content_decides() {
        use MediaClass::{Card, Document, Picture, Sound, Video};
        let cases: [(&[u8], &str, MediaClass); 23] = [
            (b"\xff\xd8\xff\xe0\x00\x10JFIF", "jpg", Picture),
            (b"\x89PNG\r\n\x1a\n\0\0", "png", Picture),
            (b"GIF89a....", "gif", Picture),
            (b"RIFF\x10\0\0\0WEBPVP8 ", "webp", Picture),
            (b"RIFF\x10\0\0\0WAVEfmt ", "wav", Sound),
            (b"RIFF\x10\0\0\0AVI LIST", "bin", Document),
            (b"OggS\0\x02........\0\0\0\0OpusHead", "opus", Sound),
            (b"OggS\0\x02........\0\0\0\0\x01vorbis", "ogg", Sound),
            (b"#!AMR\n...", "amr", Sound),
            (b"ID3\x03\0...", "mp3", Sound),
            (b"\xff\xfb\x90\x44....", "mp3", Sound),
            (b"\xff\xfer\0i\0n\0g\0", "bin", Document),
            (b"\xff\xf1\x50\x80....", "aac", Sound),
            (b"\0\0\0\x20ftypisom....", "mp4", Video),
            (b"\0\0\0\x20ftypM4A ....", "m4a", Sound),
            (b"\0\0\0\x20ftyp3gp4....", "3gp", Video),
            (b"\0\0\0\x20ftypheic....", "bin", Document),
            (b"%PDF-1.7\n", "pdf", Document),
            (b"BEGIN:VCARD\r\nVERSION:3.0", "vcf", Card),
            (b"just words", "txt", Document),
            (b"", "bin", Document),
            (b"\0\x01\x02\x03", "bin", Document),
            (b"PK\x03\x04....a.txt", "zip", Document),
        ];
        for (head, extension, class) in cases {
            check(head, "", extension, class);
            check(head, "picture.png", extension, class);
        }
    }

    #[test]
    fn a_name_decides_only_between_look_alikes() {
        let office = b"PK\x03\x04..........[Content_Types].xml";
        check(office, "a.DOCX", "docx", MediaClass::Document);
        check(office, "a.xlsx", "xlsx", MediaClass::Document);
        check(office, "a.pptx", "pptx", MediaClass::Document);
        check(office, "", "zip", MediaClass::Document);
        check(
            b"PK\x03\x04....a.exe",
            "a.docx",
            "zip",
            MediaClass::Document,
        );
        check(b"\0\0\0\x20ftypmp42....", "a.m4a", "m4a", MediaClass::Sound);
    }

    #[test]
    fn markup_is_never_shown() {
        let markup: [&[u8]; 6] = [
            b"<svg xmlns=\"http://www.w3.org/2000/svg\">",
            b"<?xml version=\"1.0\"?><svg>",
            b"\xef\xbb\xbf  \n<!DOCTYPE html>",
            b"<html>",
            b"\n\t<script>",
            b"<x>",
        ];
        for head in markup {
            for name in ["a.svg", "a.png", "a.jpg", "a.html", ""] {
                check(head, name, "bin", MediaClass::Document);
                assert_eq!(sniff(head, name).mime, "application/octet-stream");
            }
        }
    }

    #[test]
    fn a_text_may_be_cut_inside_a_character() {
        let text = "é".repeat(300);
        check(&text.as_bytes()[..511], "", "txt", MediaClass::Document);
    }

    #[test]
    fn any_bytes_give_some_type() {
        for first in 0..=255u8 {
            for second in 0..=255u8 {
                sniff(&[first, second], "a.b");
                sniff(&[first, second, 0x90, 0], "");
            }
        }
    }
}
