//! Whether a marker really names a file. People type file names, too.

use super::kinds::{Around, NamedFile};
use super::marker::FileMarker;
use super::media_name::media_name;
use super::shape::Family;

/// A file that a marker names.
pub(super) struct Accepted {
    pub(super) file: NamedFile,
    /// The words beside it are not in our tables, or its place is unusual.
    pub(super) by_structure: bool,
}

/// Accepts a marker or not. In a text with WhatsApp's marks, one without was typed, unless it has
/// the known words of Android, which older versions wrote without a mark.
pub(super) fn accept(
    marker: &FileMarker,
    name: &str,
    family: Family,
    around: &Around<'_>,
) -> Option<Accepted> {
    let typed = !marker.marked && around.marked_text;
    let by_phone = media_name(name).is_some();
    if typed && !marker.known_words {
        return None;
    }
    let found = around.names.find(name);
    let plausible = found.is_some() || by_phone || has_extension(name) || marker.marked;
    let known = marker.known_words && plausible;
    let certain = !marker.angled
        || marker.marked
        || (marker.at_start && !(family == Family::Bracket && typed));
    let fits = match (certain, known) {
        (true, true) => true,
        (true, false) => {
            let present = found.is_some() && (marker.marked || !marker.angled);
            !typed && (by_phone || present)
        }
        (false, known) => known && found.is_some() && by_phone && !typed,
    };
    fits.then(|| Accepted {
        file: NamedFile {
            name: name.to_owned(),
            found,
        },
        by_structure: !(certain && known),
    })
}

/// Whether a name ends as file names do.
pub(super) fn has_extension(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(stem, extension)| {
        let plain = extension.chars().all(|c| c.is_ascii_alphanumeric());
        !stem.is_empty() && extension.len() <= 5 && plain
    })
}
