//! The class of a message's file, by what its name says.

use super::Subject;
use crate::engine::media::sniff;
use crate::engine::session::protocol::MediaClass;
use crate::engine::thread::Kind;

/// The class of a message's file.
pub(super) fn class_of(subject: &Subject<'_>) -> Option<&'static str> {
    if subject.record.kind == Kind::Contact {
        return Some("contact");
    }
    let attachment = subject
        .thread
        .thread
        .attachments
        .get(subject.record.attachment?.0 as usize)?;
    Some(match sniff(&[], &attachment.name).class {
        MediaClass::Picture => "picture",
        MediaClass::Video => "video",
        MediaClass::Sound => "sound",
        MediaClass::Card => "contact",
        MediaClass::Document => by_extension(&attachment.name),
    })
}

/// The first bytes are not looked at here: the name is what the sender chose.
fn by_extension(name: &str) -> &'static str {
    let extension = name
        .rsplit_once('.')
        .map(|(_, one)| one.to_ascii_lowercase());
    match extension.as_deref() {
        Some("jpg" | "jpeg" | "png" | "gif" | "webp" | "heic") => "picture",
        Some("mp4" | "mov" | "3gp" | "m4v") => "video",
        Some("opus" | "ogg" | "m4a" | "aac" | "mp3" | "amr" | "wav") => "sound",
        Some("vcf") => "contact",
        Some(
            "pdf" | "doc" | "docx" | "xls" | "xlsx" | "ppt" | "pptx" | "txt" | "csv" | "rtf"
            | "zip",
        ) => "document",
        Some(_) | None => "other",
    }
}
