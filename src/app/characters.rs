//! Characters that cannot be seen, or that reorder what stands around them, spelled out.

/// A name from an archive as it may stand anywhere on the page: what would reorder it, or break
/// its line, is spelled out always; all that cannot be seen when `all` is wanted.
pub fn shown(name: &str, all: bool) -> String {
    let mut text = String::with_capacity(name.len());
    for character in name.chars() {
        match word(character, all) {
            Some(word) => text.push_str(&word),
            None => text.push(character),
        }
    }
    text
}

/// Words of a message as they may stand on one line among others: line ends and tabs are spaces,
/// what would reorder the line is spelled out, what only sets a run apart is left out.
pub fn on_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.replace("\r\n", " ").chars() {
        match character {
            '\n' | '\r' | '\t' => line.push(' '),
            '\u{202a}' | '\u{202c}' | '\u{2066}' | '\u{2068}' | '\u{2069}' => {}
            '\u{061c}' | '\u{200f}' => line.push(character),
            other => match word(other, false) {
                Some(word) => line.push_str(&word),
                None => line.push(other),
            },
        }
    }
    line
}

/// A stamp as it may stand anywhere on the page. The marks that Arabic and Hebrew stamps are written
/// with stay: they reach no further than a letter does. What would go on reordering is spelled out.
pub fn stamp(written: &str) -> String {
    let mut text = String::with_capacity(written.len());
    for character in written.chars() {
        let mark = matches!(character, '\u{061c}' | '\u{200f}');
        match word(character, false).filter(|_| !mark) {
            Some(word) => text.push_str(&word),
            None => text.push(character),
        }
    }
    text
}

/// What stands for a character of a name: `‹RLO›`.
pub fn word(character: char, all: bool) -> Option<String> {
    let known = spelled(character);
    if !all && !reorders(character) && !character.is_control() {
        return None;
    }
    if !character.is_control() && known.is_none() {
        return None;
    }
    Some(match known {
        Some(known) => format!("‹{known}›"),
        None => format!("‹U+{:04X}›", u32::from(character)),
    })
}

/// Whether it changes the order in which what follows is drawn.
pub fn reorders(character: char) -> bool {
    matches!(
        character,
        '\u{061c}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            | '\u{2028}' | '\u{2029}'
    )
}

/// The usual short name of a character that cannot be seen.
pub fn spelled(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{00a0}' => "NBSP",
        '\u{00ad}' => "SHY",
        '\u{061c}' => "ALM",
        '\u{200b}' => "ZWSP",
        '\u{200c}' => "ZWNJ",
        '\u{200d}' => "ZWJ",
        '\u{200e}' => "LRM",
        '\u{200f}' => "RLM",
        '\u{202a}' => "LRE",
        '\u{202b}' => "RLE",
        '\u{202c}' => "PDF",
        '\u{202d}' => "LRO",
        '\u{202e}' => "RLO",
        '\u{2009}' => "THIN",
        '\u{202f}' => "NNBSP",
        '\u{2060}' => "WJ",
        '\u{2066}' => "LRI",
        '\u{2067}' => "RLI",
        '\u{2068}' => "FSI",
        '\u{2069}' => "PDI",
        '\u{feff}' => "BOM",
        '\u{fffc}' => "OBJ",
        '\r' => "CR",
        '\u{000b}' => "VT",
        '\u{000c}' => "FF",
        '\u{0085}' => "NEL",
        '\u{2028}' => "LS",
        '\u{2029}' => "PS",
        '\0' => "NUL",
        _seen => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_reorder_itself() {
        for (name, expected) in [
            ("Eve\u{202e}gpj.zip", "Eve‹RLO›gpj.zip"),
            ("a\u{2067}b\u{2069}", "a‹RLI›b‹PDI›"),
            ("two\nlines\u{7}", "two‹U+000A›lines‹U+0007›"),
            (
                "Zoë 👩\u{200d}💻 \u{200e}Ann",
                "Zoë 👩\u{200d}💻 \u{200e}Ann",
            ),
            ("محمد", "محمد"),
        ] {
            assert_eq!(shown(name, false), expected, "{name:?}");
        }
        assert_eq!(shown("\u{200e}Ann\u{a0}B", true), "‹LRM›Ann‹NBSP›B");
    }

    #[test]
    fn words_around_a_hit_stand_on_one_line() {
        assert_eq!(on_one_line("a\r\nb\nc\td\u{202e}e"), "a b c d‹RLO›e");
        assert_eq!(on_one_line("@\u{2068}Ada\u{2069} \u{2067}x"), "@Ada ‹RLI›x");
    }

    #[test]
    fn a_stamp_keeps_the_marks_it_is_written_with() {
        let arabic = "٣١\u{200f}/١٢\u{200f}/٢٠٢٣، ٩:٠٥ م";
        assert_eq!(stamp(arabic), arabic);
        assert_eq!(stamp("1/2/24\u{202e} 10:00"), "1/2/24‹RLO› 10:00");
    }
}
