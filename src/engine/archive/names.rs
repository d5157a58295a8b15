//! Names of entries: decoding, hostile ones, those that operating systems leave behind.
//!
//! A name is data and never a path. Nothing here changes one: oddities are reported, folding is for
//! comparing only.

use unicode_normalization::UnicodeNormalization;

use super::bytes::u16_at;
use super::directory::{RECORD_LEN, SIGNATURE};
use super::odd::{Odd, Oddities};

/// The upper half of code page 437, which zips use where they do not say UTF-8.
const CP437_HIGH: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»\
    ░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// The same of code page 850, which zips of western Europe use.
const CP850_HIGH: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»\
    ░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

/// The names of all records of a directory, as they are written.
pub(super) fn raw_names(mut bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        if !bytes.starts_with(SIGNATURE) {
            return None;
        }
        let lengths = [u16_at(bytes, 28)?, u16_at(bytes, 30)?, u16_at(bytes, 32)?];
        let [name, extra, comment] = lengths.map(usize::from);
        let found = bytes.get(RECORD_LEN..RECORD_LEN + name)?;
        bytes = bytes.get(RECORD_LEN + name + extra + comment..)?;
        Some(found)
    })
}

/// How names are written that are not UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CodePage {
    /// What the format says.
    Cp437,
    /// What programs in western Europe write instead.
    Cp850,
}

impl CodePage {
    /// The page of a zip's names: 850 where the other one would put lines of frames, Greek letters and
    /// signs of mathematics into words.
    pub(super) fn of<'n>(raw: impl Iterator<Item = &'n [u8]>) -> CodePage {
        let (mut letters_437, mut letters_850) = (0usize, 0usize);
        let count = |name: &str| {
            let latin =
                |c: &char| !c.is_ascii() && c.is_alphabetic() && (*c < '\u{250}' || *c == 'ﬁ');
            name.chars().filter(latin).count()
        };
        for name in raw.filter(|raw| std::str::from_utf8(raw).is_err()) {
            letters_437 += count(&CodePage::Cp437.read(name));
            letters_850 += count(&CodePage::Cp850.read(name));
        }
        if letters_850 > letters_437 {
            CodePage::Cp850
        } else {
            CodePage::Cp437
        }
    }

    fn read(self, raw: &[u8]) -> String {
        from_page(
            raw,
            match self {
                CodePage::Cp437 => CP437_HIGH,
                CodePage::Cp850 => CP850_HIGH,
            },
        )
    }
}

/// The name, and whether it is UTF-8. Any byte sequence has one; no two have the same.
pub(super) fn decode(raw: &[u8], page: CodePage) -> (String, bool) {
    match std::str::from_utf8(raw) {
        Ok(name) => (name.to_owned(), true),
        Err(_) => (page.read(raw), false),
    }
}

fn from_page(raw: &[u8], high: &str) -> String {
    let high: Vec<char> = high.chars().collect();
    raw.iter()
        .map(|byte| match byte.checked_sub(0x80) {
            None => char::from(*byte),
            Some(above) => high
                .get(usize::from(above))
                .copied()
                .unwrap_or(char::REPLACEMENT_CHARACTER),
        })
        .collect()
}

/// Both separators count: some programs write backslashes.
fn is_separator(c: char) -> bool {
    c == '/' || c == '\\'
}

/// The name without its folders.
pub(super) fn without_folder(name: &str) -> &str {
    name.rsplit(is_separator).next().unwrap_or(name)
}

/// How many folders the name stands in.
pub(super) fn depth(name: &str) -> usize {
    name.chars().filter(|c| is_separator(*c)).count()
}

/// Whether it names a folder rather than a file.
pub(super) fn is_folder(name: &str) -> bool {
    name.ends_with(is_separator)
}

/// Left behind by an operating system.
pub(super) fn is_left_behind(name: &str) -> bool {
    let last = without_folder(name);
    let known = ["thumbs.db", "desktop.ini", ".ds_store", "ehthumbs.db"];
    name.split(is_separator).any(|part| part == "__MACOSX")
        || last.starts_with("._")
        || known.iter().any(|name| last.eq_ignore_ascii_case(name))
}

/// The part before a final `.ext`, when `ext` (in any case) is what it ends with.
pub(super) fn strip_extension<'n>(name: &'n str, ext: &str) -> Option<&'n str> {
    let at = name.len().checked_sub(ext.len())?;
    let stem = name.get(..at)?.strip_suffix('.')?;
    name.get(at..)?.eq_ignore_ascii_case(ext).then_some(stem)
}

/// Bidi marks, zero-width characters and the byte order mark.
pub(super) fn is_invisible_mark(c: char) -> bool {
    matches!(
        c,
        '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}

fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// NFC, without invisible marks, without regard to case: for comparing only.
pub(super) fn folded(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    name.nfc()
        .filter(|c| !is_invisible_mark(*c))
        .flat_map(char::to_lowercase)
        .nfc()
        .collect()
}

/// The name in NFC.
pub(super) fn nfc(name: &str) -> String {
    name.nfc().collect()
}

/// Reports everything odd about one name.
pub(super) fn inspect(name: &str, is_utf8: bool, odd: &mut Oddities) {
    if !is_utf8 {
        odd.entry(
            Odd::NameNotUtf8,
            name,
            "the name is not UTF-8; it was read as code page 437 or 850, accents may be wrong",
        );
    }
    if leads_out(name) {
        odd.entry(
            Odd::NameLeadsOut,
            name,
            "the name leads out of its folder; some programs would write outside of it when \
             unpacking. Here it is only a name",
        );
    }
    if name.contains('\\') {
        odd.entry(
            Odd::NameBackslash,
            name,
            "the name holds backslashes; programs disagree on whether they are folders",
        );
    }
    if name.chars().any(|c| c.is_control() || turns_direction(c)) {
        odd.entry(
            Odd::NameInvisible,
            name,
            "the name holds control characters or marks that turn the direction of writing; it \
             may look like another name",
        );
    }
}

fn leads_out(name: &str) -> bool {
    let has_drive = matches!(name.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
    name.starts_with(is_separator) || has_drive || name.split(is_separator).any(|part| part == "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_of_the_code_page_has_its_own_character() {
        assert_eq!(CP437_HIGH.chars().count(), 128);
        let bytes: Vec<u8> = (0..=255).collect();
        let all: std::collections::BTreeSet<char> = CodePage::Cp437.read(&bytes).chars().collect();
        assert_eq!(all.len(), 256);
        let page = CodePage::Cp437;
        let name = ("café.txt".to_owned(), false);
        assert_eq!(decode(b"caf\x82.txt", page), name);
        assert_eq!(decode("café".as_bytes(), page), ("café".to_owned(), true));
        let raw: [&[u8]; 2] = [b"Jo\xc6o.pdf", b"caf\x82.txt"];
        let page = CodePage::of(raw.into_iter());
        assert_eq!(page, CodePage::Cp850);
        assert_eq!(decode(raw[0], page).0, "João.pdf");
        assert_eq!(CodePage::of(raw.into_iter().skip(1)), CodePage::Cp437);
        assert_eq!(CP437_HIGH.chars().count(), 128);
        assert_eq!(CP850_HIGH.chars().count(), 128);
    }

    #[test]
    fn folding_ignores_case_marks_and_composition() {
        assert_eq!(folded("\u{200e}Cafe\u{301}.JPG"), folded("CAFÉ.jpg"));
        assert_ne!(folded("a.jpg"), folded("b.jpg"));
    }

    #[test]
    fn folders_and_things_left_behind() {
        assert_eq!(without_folder("a/b\\c.txt"), "c.txt");
        assert_eq!(depth("a/b\\c.txt"), 2);
        assert!(is_left_behind("__MACOSX/._a.jpg"));
        assert!(is_left_behind("x/.DS_Store"));
        assert!(!is_left_behind("_chat.txt"));
        assert_eq!(strip_extension("a.TXT", "txt"), Some("a"));
        assert_eq!(strip_extension("txt", "txt"), None);
        assert_eq!(strip_extension("é", "txt"), None);
    }

    #[test]
    fn names_that_lead_out() {
        for name in [
            "../a",
            "a/../../b",
            "/etc/x",
            "\\\\host\\x",
            "C:\\x",
            "c:x",
            "a\\..\\b",
        ] {
            assert!(leads_out(name), "{name}");
        }
        for name in ["a..b", "...", "a/b.txt", "é:x"] {
            assert!(!leads_out(name), "{name}");
        }
    }
}
