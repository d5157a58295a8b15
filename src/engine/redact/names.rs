//! File names as values: what of a withheld file's name must not be read elsewhere either.
//!
//! For a withheld `00000046-Passport Jane Sample.pdf` these are withheld wherever they stand as
//! whole words: the name, the name without the number that the exporting phone put before it
//! (`Passport Jane Sample.pdf`), and the name without its ending (`Passport Jane Sample`). Names
//! that a program made up (`IMG-20230101-WA0001`, `00000012-PHOTO-…`, `DSC01234`, 32 hex digits) and
//! a few plain words (`image`, `document`, …) say nothing about anybody: without their ending they
//! are not looked for, and nothing shorter than five characters is (three, of Chinese, Japanese and
//! Korean, of which each says as much as two letters). In the message that names the
//! file its name is withheld in any case.

/// Shortest value that is looked for. Units: characters.
const SHORTEST: usize = 5;

/// Names without meaning, as programs and people give them.
const PLAIN_WORDS: [&str; 32] = [
    "attachment",
    "audio",
    "capture",
    "contact",
    "contacts",
    "document",
    "download",
    "export",
    "file",
    "image",
    "images",
    "letter",
    "media",
    "memo",
    "music",
    "note",
    "notes",
    "photo",
    "photos",
    "picture",
    "recording",
    "scan",
    "screen",
    "screenshot",
    "signal",
    "sound",
    "sticker",
    "text",
    "untitled",
    "video",
    "voice",
    "whatsapp",
];

/// The name without the folders before it.
pub(super) fn without_folder(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

/// The name without the eight digits and the dash that an iPhone puts before it.
pub(super) fn without_counter(name: &str) -> &str {
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    match name.split_at_checked(digits) {
        Some((_, rest)) if digits == 8 => match rest.strip_prefix('-') {
            Some(own) if !own.is_empty() && !own.starts_with('.') => own,
            _nothing_behind => name,
        },
        _other => name,
    }
}

/// The name without its last ending, which is at most five letters and digits.
pub(super) fn stem(name: &str) -> &str {
    let is_ending = |ending: &str| {
        ending.chars().count() <= 5
            && ending.chars().all(char::is_alphanumeric)
            && ending.chars().any(char::is_alphabetic)
    };
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && is_ending(ending) => stem,
        _no_ending => name,
    }
}

/// The values that withholding a file of this name withholds.
pub fn values(name: &str) -> Vec<&str> {
    let name = without_folder(name);
    let own = without_counter(name);
    let mut values = vec![name];
    if own != name {
        values.push(own);
    }
    let stem = stem(own);
    if stem != own {
        values.push(stem);
    }
    let has_ending = |value: &str| value.len() > self::stem(value).len();
    values.retain(|value| {
        let says = |c: char| if is_syllable(c) { 2 } else { 1 };
        let is_long = value.chars().map(says).sum::<usize>() >= SHORTEST;
        is_long && (has_ending(value) || !is_plain(value))
    });
    values
}

/// Han, Kana and Korean syllables.
fn is_syllable(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// Whether a name without ending is one of those that programs make up, or a plain word.
fn is_plain(stem: &str) -> bool {
    let lower = stem.to_lowercase();
    let is_hex = lower.len() >= 16
        && lower
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    // What is left when digits and what stands between words are taken away.
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .collect();
    const CAMERA: [&str; 22] = [
        "img", "vid", "ptt", "aud", "stk", "doc", "gif", "pano", "mvimg", "pxl", "dsc", "dscn",
        "dscf", "mov", "rec", "wa", "e", "at", "am", "pm", "shot", "sticker",
    ];
    let says_nothing = |word: &&str| CAMERA.contains(word) || PLAIN_WORDS.contains(word);
    is_hex || words.iter().all(says_nothing)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: &[&str]) {
        assert_eq!(values(name), expected, "{name}");
    }

    #[test]
    fn names_that_say_something_are_looked_for_without_ending() {
        check(
            "00000046-Passport Jane Sample.pdf",
            &[
                "00000046-Passport Jane Sample.pdf",
                "Passport Jane Sample.pdf",
                "Passport Jane Sample",
            ],
        );
        check("Jane Roe.vcf", &["Jane Roe.vcf", "Jane Roe"]);
        check("media/Okafor.tar.gz", &["Okafor.tar.gz", "Okafor.tar"]);
        check("паспорт.pdf", &["паспорт.pdf", "паспорт"]);
        check("王小明.pdf", &["王小明.pdf", "王小明"]);
        check("照片.jpg", &["照片.jpg"]);
        check("C:\\scans\\Lease 42.pdf", &["Lease 42.pdf", "Lease 42"]);
    }

    #[test]
    fn names_that_say_nothing_are_not() {
        for name in [
            "IMG-20230101-WA0001.jpg",
            "PTT-20230101-WA0003.opus",
            "STK-20230101-WA0005.webp",
            "2015-08-04-PHOTO-00004762.jpg",
            "IMG_1234.HEIC",
            "DSC01234.JPG",
            "Screenshot 2024-01-02 at 10.11.12 AM.png",
            "0a1b2c3d4e5f60718293a4b5c6d79e8f.jpg",
            "image.png",
            "20240102_101112.jpg",
            "Ada.vcf",
        ] {
            check(name, &[name]);
        }
        check(
            "00000012-PHOTO-2023-01-01-10-11-12.jpg",
            &[
                "00000012-PHOTO-2023-01-01-10-11-12.jpg",
                "PHOTO-2023-01-01-10-11-12.jpg",
            ],
        );
    }

    #[test]
    fn odd_names_do_not_break() {
        check("", &[]);
        check("a", &[]);
        check(".hidden", &[".hidden"]);
        check("00000001-.pdf", &["00000001-.pdf"]);
        check("image", &[]);
        check("LICENSE", &["LICENSE"]);
    }
}
