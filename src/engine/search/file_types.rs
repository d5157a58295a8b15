//! What kind of file a message names.

use super::query::FileType;
use crate::engine::media::MediaType;
use crate::engine::session::protocol::MediaClass;

/// By the file's content; the name is a hint where two kinds of file look alike. Give an empty name
/// when it is withheld.
pub fn type_by_content(found: MediaType, name: &str) -> FileType {
    match found.class {
        // WhatsApp writes stickers, and nothing else, as WebP.
        MediaClass::Picture if found.extension == "webp" => FileType::Sticker,
        MediaClass::Picture => FileType::Image,
        MediaClass::Video => FileType::Video,
        MediaClass::Sound if found.extension == "opus" || is_voice_name(name) => FileType::Voice,
        MediaClass::Sound => FileType::Audio,
        MediaClass::Card => FileType::Card,
        // Pictures that no browser shows are pictures all the same.
        MediaClass::Document if found.extension == "bin" && is_heif(name) => FileType::Image,
        MediaClass::Document => FileType::Document,
    }
}

/// By its name alone, for a file that the export lacks.
pub fn type_by_name(name: &str) -> FileType {
    match extension(name).as_str() {
        "webp" => FileType::Sticker,
        "jpg" | "jpeg" | "png" | "gif" | "heic" | "heif" | "avif" => FileType::Image,
        "mp4" | "mov" | "3gp" | "avi" | "mkv" | "webm" => FileType::Video,
        "opus" => FileType::Voice,
        "mp3" | "m4a" | "aac" | "ogg" | "oga" | "amr" | "wav" if is_voice_name(name) => {
            FileType::Voice
        }
        "mp3" | "m4a" | "aac" | "ogg" | "oga" | "amr" | "wav" => FileType::Audio,
        "vcf" => FileType::Card,
        _other => FileType::Document,
    }
}

/// `PTT-20230101-WA0003.m4a`: "push to talk".
fn is_voice_name(name: &str) -> bool {
    let start = name.get(..4);
    start.is_some_and(|start| start.eq_ignore_ascii_case("PTT-"))
}

fn is_heif(name: &str) -> bool {
    matches!(extension(name).as_str(), "heic" | "heif" | "avif")
}

fn extension(name: &str) -> String {
    name.rsplit_once('.')
        .map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase())
}
