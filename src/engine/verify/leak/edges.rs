//! How what is found stands among the letters beside it: by itself, or inside a longer word. Written
//! apart from what finds names to withhold; the list of Korean particles is the same.

use unicode_normalization::char::is_combining_mark;

use super::fold::folded;

/// What stands behind Korean names.
const PARTICLES: &str = include_str!("../../redact/term/particles_ko.txt");
/// Most of them in a row.
const MOST_PARTICLES: usize = 4;
/// Fewer letters inside a word are no sign of anything.
const LEAST_LETTERS: usize = 3;
/// The same of characters that each are a syllable.
const LEAST_SYLLABLES: usize = 2;

/// How a hit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// By itself, or with what its language writes in one with it.
    Alone,
    /// In a longer word.
    Inside,
    /// What was found is a part of other characters.
    Nowhere,
}

/// How writing sets words apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Writing {
    Spaces,
    NoSpaces,
    Hangul,
    Hebrew,
    Arabic,
}

fn writing(c: char) -> Writing {
    match c {
        '\u{590}'..='\u{5ff}' => Writing::Hebrew,
        '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}' => Writing::Arabic,
        '\u{1100}'..='\u{11ff}' | '\u{a960}'..='\u{a97f}' | '\u{d7b0}'..='\u{d7ff}' => {
            Writing::Hangul
        }
        '\u{e00}'..='\u{eff}'
        | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{1950}'..='\u{19ff}'
        | '\u{1a20}'..='\u{1aaf}'
        | '\u{2e80}'..='\u{2fdf}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3021}'..='\u{3029}'
        | '\u{3031}'..='\u{303c}'
        | '\u{3041}'..='\u{312f}'
        | '\u{31a0}'..='\u{31bf}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{a980}'..='\u{a9ff}'
        | '\u{aa60}'..='\u{aadf}'
        | '\u{f900}'..='\u{faff}'
        | '\u{1b000}'..='\u{1b16f}'
        | '\u{20000}'..='\u{3ffff}' => Writing::NoSpaces,
        _other => Writing::Spaces,
    }
}

/// Whether a character is a syllable or a word of its own: Han, Kana, and the letters that Korean
/// syllables begin with.
pub(super) fn is_syllable(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{115f}' | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The letters of a folded text; of a Korean syllable only the first.
pub(super) fn n_letters(plain: &str) -> usize {
    plain
        .chars()
        .filter(|c| c.is_alphabetic() && !is_inside_syllable(*c))
        .count()
}

/// Whether a folded text has letters enough to mean somebody.
pub(super) fn says_enough(plain: &str) -> bool {
    let n_syllables = plain.chars().filter(|c| is_syllable(*c)).count();
    n_letters(plain) >= LEAST_LETTERS || n_syllables >= LEAST_SYLLABLES
}

/// The vowel and the end of a Korean syllable.
fn is_inside_syllable(c: char) -> bool {
    matches!(c, '\u{1160}'..='\u{11ff}')
}

fn is_voicing(c: char) -> bool {
    matches!(c, '\u{3099}' | '\u{309a}')
}

/// How the hit at `at` of a folded text stands.
pub(super) fn stand(plain: &str, at: usize, len: usize) -> Stand {
    let (Some(before), Some(hit), Some(behind)) = (
        plain.get(..at),
        plain.get(at..at + len),
        plain.get(at + len..),
    ) else {
        return Stand::Nowhere;
    };
    if behind.starts_with(|c| is_inside_syllable(c) || is_voicing(c)) {
        return Stand::Nowhere;
    }
    let behind = behind.trim_start_matches(is_combining_mark);
    if is_edge_before(before, hit) && is_edge_behind(hit, behind) {
        Stand::Alone
    } else {
        Stand::Inside
    }
}

fn is_edge_before(before: &str, hit: &str) -> bool {
    let before = before.trim_end_matches(is_combining_mark);
    let (Some(outer), Some(inner)) = (before.chars().next_back(), hit.chars().next()) else {
        return true;
    };
    let n = n_letters(hit);
    match beside(inner, outer) {
        Beside::Edge => true,
        Beside::Word => false,
        Beside::Same(how) => {
            let is_own = |c: char| writing(c) == how && c.is_alphabetic() || is_combining_mark(c);
            let rest = before.trim_end_matches(is_own);
            let run = before.get(rest.len()..).unwrap_or_default();
            let run: String = run.chars().filter(|c| !is_combining_mark(*c)).collect();
            match how {
                Writing::Spaces => false,
                Writing::NoSpaces => n >= 2,
                Writing::Hangul => n >= 3,
                Writing::Hebrew => {
                    run.chars().count() < n && run.chars().all(|c| "והבלכמש".contains(c))
                }
                Writing::Arabic => run.chars().count() < n && is_arabic_before(&run),
            }
        }
    }
}

fn is_edge_behind(hit: &str, behind: &str) -> bool {
    let last = hit.chars().rev().find(|c| !is_combining_mark(*c));
    let (Some(inner), Some(outer)) = (last, behind.chars().next()) else {
        return true;
    };
    let n = n_letters(hit);
    match beside(inner, outer) {
        Beside::Edge => true,
        Beside::Word => false,
        Beside::Same(how) => {
            let is_own = |c: char| writing(c) == how && c.is_alphabetic() || is_combining_mark(c);
            let rest = behind.trim_start_matches(is_own);
            let run = behind.get(..behind.len() - rest.len()).unwrap_or_default();
            let bare: String = run.chars().filter(|c| !is_combining_mark(*c)).collect();
            match how {
                Writing::Spaces => false,
                Writing::NoSpaces => n >= 2,
                Writing::Hangul => n >= 3 || n == 2 && are_particles(run, MOST_PARTICLES),
                Writing::Hebrew => n >= 3 && ["ים", "ות"].contains(&bare.as_str()),
                Writing::Arabic => n >= 3 && ["ا", "ان", "ين", "ون"].contains(&bare.as_str()),
            }
        }
    }
}

/// What a character beside a hit does to it.
enum Beside {
    /// It belongs to something else.
    Edge,
    /// It makes it another word or number.
    Word,
    /// It is a letter of the same writing.
    Same(Writing),
}

fn beside(inner: char, outer: char) -> Beside {
    let is_letter = inner.is_alphabetic();
    if outer.is_alphabetic() {
        match writing(inner) {
            _any if !is_letter => Beside::Word,
            how if how == writing(outer) => Beside::Same(how),
            _other => Beside::Edge,
        }
    } else if outer.is_numeric() && !is_letter {
        Beside::Word
    } else {
        Beside::Edge
    }
}

fn are_particles(run: &str, most: usize) -> bool {
    run.is_empty()
        || most > 0
            && PARTICLES.lines().any(|particle| {
                let rest = run.strip_prefix(folded(particle).as_str());
                rest.is_some_and(|rest| {
                    !rest.starts_with(is_inside_syllable) && are_particles(rest, most - 1)
                })
            })
}

/// `and`, `then`, `in`, `to`, `like`, `the`.
fn is_arabic_before(run: &str) -> bool {
    ["", "و", "ف"].into_iter().any(|first| {
        let rest = run.strip_prefix(first);
        ["", "ب", "ل", "ك", "ال", "بال", "لال", "كال", "لل"]
            .into_iter()
            .any(|second| rest == Some(second))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, text: &str, expected: Stand) {
        let (name, text) = (folded(name), folded(text));
        let at = text.find(&name).unwrap();
        assert_eq!(stand(&text, at, name.len()), expected, "{name} in {text}");
    }

    #[test]
    fn names_stand_alone_as_their_writing_has_it() {
        for (name, text) in [
            ("Zed", "_Zed_"),
            ("Zed", "1zed2"),
            ("Zed", "Zed来了"),
            ("王小明", "我和王小明吃饭"),
            ("田中太郎", "田中太郎さん"),
            ("明", "Mr明。"),
            ("김민수", "우리김민수는"),
            ("민수", "민수한테는"),
            ("민수", "Kim민수야"),
            ("สมชาย", "คุณสมชายมา"),
            ("דוד", "כשדוד"),
            ("לוי", "הלויים"),
            ("أحمد", "والأحمد"),
            ("أحمد", "احمد"),
            ("राम", "राम ने"),
            ("Łukasz", "lukasz"),
            ("Søren", "soren"),
        ] {
            check(name, text, Stand::Alone);
        }
    }

    #[test]
    fn names_stand_in_longer_words() {
        for (name, text) in [
            ("Zed", "amazed"),
            ("明", "明天"),
            ("민수", "박민수"),
            ("민수", "민수식"),
            ("수", "수가"),
            ("דוד", "נדוד"),
            ("احمد", "احمدي"),
            ("राम", "रामजी"),
            ("राम", "क्राम"),
            ("Иван", "Ивану"),
            ("42", "x42"),
            ("42", "423"),
        ] {
            check(name, text, Stand::Inside);
        }
        check("민수", "민순", Stand::Nowhere);
        check("か", "が", Stand::Nowhere);
    }

    #[test]
    fn few_letters_say_nothing() {
        for text in ["Zed", "明天", "민수", "かな"] {
            assert!(says_enough(&folded(text)), "{text}");
        }
        for text in ["Li", "明", "김", "42", ""] {
            assert!(!says_enough(&folded(text)), "{text}");
        }
    }
}
