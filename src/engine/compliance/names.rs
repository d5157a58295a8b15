//! Names and numbers as they are compared: never stored, never shown.

use crate::engine::detect::{e164, folded_name};

/// A name without case, accents, invisible characters, emoji and the `~` of unsaved contacts; single
/// spaces.
pub(super) fn folded(name: &str) -> String {
    let mut out = String::new();
    for c in folded_name(name).chars() {
        match c {
            c if c.is_alphanumeric() => out.push(c),
            '\'' | '.' => {}
            _other if out.ends_with(' ') => {}
            _other => out.push(' '),
        }
    }
    out.trim().to_owned()
}

/// A text as WhatsApp and phones vary it least: without invisible characters, with plain apostrophes and
/// spaces.
pub(super) fn clean(text: &str) -> String {
    let visible = text.chars().filter(|c| !is_hidden(*c));
    let plain = visible.map(|c| match c {
        '’' | '‘' => '\'',
        '\u{a0}' | '\u{202f}' => ' ',
        c => c,
    });
    plain.collect::<String>().trim().to_owned()
}

fn is_hidden(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The emoji and other signs of a name, which folding takes off.
pub(super) fn signs(name: &str) -> String {
    let is_sign = |c: &char| {
        *c >= '\u{2190}'
            && !c.is_alphanumeric()
            && !c.is_whitespace()
            && !matches!(c, '\u{3000}'..='\u{303f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ff00}'..='\u{ff65}')
    };
    name.chars().filter(is_sign).collect()
}

/// Letters of other scripts in Latin ones, as passports write them roughly: for candidates only.
pub(super) fn latin(folded: &str) -> String {
    const PAIRS: &str = "аa бb вv гg дd еe жzh зz иi йi кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ыy эe юyu яya \
αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υy φf χch ψps ωo";
    folded
        .chars()
        .map(|c| {
            let pair = PAIRS.split(' ').find_map(|pair| pair.strip_prefix(c));
            match pair {
                Some(latin) => latin.to_owned(),
                None if matches!(c, 'ъ' | 'ь') => String::new(),
                None => c.to_string(),
            }
        })
        .collect()
}

/// The number that a label is, when it is nothing else: digits as they are dialled from abroad.
pub(super) fn number_of_label(label: &str) -> Option<String> {
    let is_part = |c: char| {
        c.is_ascii_digit()
            || c.is_whitespace()
            || matches!(c, '+' | '-' | '(' | ')' | '.' | '~')
            || matches!(c, '\u{2010}'..='\u{2015}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    if !label.chars().all(is_part) || !label.contains('+') {
        return None;
    }
    e164(label, "")
}

/// Whether a label says nothing but a number or an unsaved name.
pub(super) fn is_unsaved(label: &str) -> bool {
    let bare = label.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '~' | '+'));
    bare.starts_with('~') || number_of_label(label).is_some()
}

/// Whether two names may be one person's, in the ways that a person should look at. Both folded.
pub(super) fn may_be_one(a: &str, b: &str) -> Option<&'static str> {
    if a.is_empty() || b.is_empty() || a == b {
        return None;
    }
    let (latin_a, latin_b) = (latin(a), latin(b));
    if latin_a == latin_b {
        return Some("the same in other letters");
    }
    let (mut words_a, mut words_b) = (words(&latin_a), words(&latin_b));
    if let (Some(first_a), Some(first_b)) = (words_a.first(), words_b.first())
        && first_a == first_b
        && first_a.chars().count() > 1
        && same_initial(&words_a, &words_b)
    {
        return Some("the same given name and initial");
    }
    words_a.sort_unstable();
    words_b.sort_unstable();
    if words_a == words_b && words_a.len() > 1 {
        return Some("the same parts in another order");
    }
    let letters = |name: &str| name.chars().filter(|c| c.is_alphabetic()).count();
    if letters(&latin_a) >= 6 && letters(&latin_b) >= 6 && differ_by_one(&latin_a, &latin_b) {
        return Some("one letter apart");
    }
    None
}

fn words(name: &str) -> Vec<&str> {
    name.split(' ').filter(|word| !word.is_empty()).collect()
}

/// `ines s` and `ines sample`; `ines` alone has no initial.
fn same_initial(a: &[&str], b: &[&str]) -> bool {
    let last = |words: &[&str]| {
        words
            .get(1..)
            .and_then(<[_]>::last)
            .map(|word| (*word).to_owned())
    };
    let (Some(a), Some(b)) = (last(a), last(b)) else {
        return false;
    };
    let one_is_initial = a.chars().count() == 1 || b.chars().count() == 1;
    one_is_initial && a.chars().next() == b.chars().next()
}

/// Whether one letter more, less or other makes one of the other.
fn differ_by_one(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = long.iter().zip(&short).take_while(|(x, y)| x == y).count();
    let skip_short = usize::from(long.len() == short.len());
    long.get(same + 1..) == short.get(same + skip_short..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_takes_off_what_phones_add() {
        for (name, expected) in [
            ("~\u{202f}Zed", "zed"),
            ("  INÉS   Sample 🚢", "ines sample"),
            ("O'Brien, J.", "obrien j"),
            ("\u{200e}Ada", "ada"),
        ] {
            assert_eq!(folded(name), expected, "{name}");
        }
    }

    #[test]
    fn labels_that_are_numbers() {
        let number = |label| number_of_label(label);
        assert_eq!(number("+44 20 7946 0042"), Some("442079460042".to_owned()));
        assert_eq!(
            number("\u{202a}+44\u{a0}20 7946\u{2011}0042\u{202c}"),
            Some("442079460042".to_owned())
        );
        assert_eq!(number("Ada +44 20 7946 0042"), None);
        assert_eq!(number("42"), None);
        assert!(is_unsaved("~ Zed") && is_unsaved("+44 20 7946 0042") && !is_unsaved("Zed"));
    }

    #[test]
    fn candidates_say_why() {
        let why = |a: &str, b: &str| may_be_one(&folded(a), &folded(b));
        assert_eq!(
            why("Ines S", "Ines Sample"),
            Some("the same given name and initial")
        );
        assert_eq!(
            why("Sample Ines", "Ines Sample"),
            Some("the same parts in another order")
        );
        assert_eq!(why("Ines Sampel", "Ines Sampl"), Some("one letter apart"));
        assert_eq!(
            why("Иван Петров", "Ivan Petrov"),
            Some("the same in other letters")
        );
        assert_eq!(why("Bo", "Bob"), None);
        assert_eq!(why("Ines", "Ines Sample"), None);
        assert_eq!(why("Ines Other", "Ines Sample"), None);
    }
}
