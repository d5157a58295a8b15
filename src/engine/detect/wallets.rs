//! Wallets of cryptocurrencies: addresses with their checksums, recovery words.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};
use sha3::Keccak256;

use super::body::{Body, Need, Out};
use super::catalogue::Detector;
use super::score::Score;
use super::text::slice;
use super::trie::{WholeFilter, first_eight};

/// The words of BIP-39, English, one a line, sorted.
const SEED_WORDS: &str = include_str!("words/seed.txt");

/// Finds addresses among the long runs of letters and digits.
pub(super) fn addresses(body: &Body<'_>, out: &mut Out) {
    for run in &body.marks.long_runs {
        let (start, end) = (run.start as usize, run.end as usize);
        if out.in_link(start) {
            continue;
        }
        let run = slice(body.text(), start, end);
        if let Some((detector, score)) = address(run) {
            out.put(body, detector, (start, end), score, Need::Points);
        }
    }
}

fn address(run: &[u8]) -> Option<(Detector, Score)> {
    let lower = run.to_ascii_lowercase();
    if lower.starts_with(b"0x") {
        return ethereum(run).map(|score| (Detector::CryptoEth, score));
    }
    for (human, detector) in [
        ("bc", Detector::CryptoBtc),
        ("tb", Detector::CryptoBtc),
        ("ltc", Detector::CryptoOther),
    ] {
        let is_lead = lower.starts_with(human.as_bytes()) && lower.get(human.len()) == Some(&b'1');
        if is_lead && is_bech32(human, run) {
            return Some((
                detector,
                Score::shape().checked("bech32").rule("prefix", 15),
            ));
        }
    }
    if !(26..=35).contains(&run.len()) {
        return None;
    }
    let version = base58_check(run)?;
    let detector = match (version, run.first()?) {
        (0x00, b'1') | (0x05, b'3') => Detector::CryptoBtc,
        (0x41, b'T') | (0x30, b'L') | (0x32, b'M') | (0x1e, b'D') | (0x16, b'9' | b'A') => {
            Detector::CryptoOther
        }
        _other => return None,
    };
    Some((
        detector,
        Score::shape().checked("base58 check").rule("prefix", 15),
    ))
}

/// The version byte of a Base58 text of 25 bytes whose checksum holds.
fn base58_check(text: &[u8]) -> Option<u8> {
    const LETTERS: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    let mut bytes = [0_u8; 25];
    for c in text {
        let mut carry = LETTERS.iter().position(|letter| letter == c)? as u32;
        for byte in bytes.iter_mut().rev() {
            carry += u32::from(*byte) * 58;
            *byte = carry as u8;
            carry >>= 8;
        }
        if carry != 0 {
            return None;
        }
    }
    let (body, check) = bytes.split_at(21);
    let digest = Sha256::digest(Sha256::digest(body));
    digest
        .as_slice()
        .starts_with(check)
        .then(|| bytes.first().copied())?
}

/// Bech32 for version 0, Bech32m for the others (BIP-173, BIP-350).
fn is_bech32(human: &str, text: &[u8]) -> bool {
    const LETTERS: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    let has_upper = text.iter().any(u8::is_ascii_uppercase);
    let has_lower = text.iter().any(u8::is_ascii_lowercase);
    if has_upper && has_lower || text.len() > 90 {
        return false;
    }
    let values: Option<Vec<u32>> = text
        .iter()
        .skip(human.len() + 1)
        .map(|c| {
            let c = c.to_ascii_lowercase();
            LETTERS
                .iter()
                .position(|letter| *letter == c)
                .map(|at| at as u32)
        })
        .collect();
    let Some(values) = values.filter(|values| values.len() >= 8) else {
        return false;
    };
    let high = human.bytes().map(|c| u32::from(c >> 5));
    let low = human.bytes().map(|c| u32::from(c & 31));
    let all = high.chain([0]).chain(low).chain(values.iter().copied());
    let rest = all.fold(1_u32, |rest, value| {
        const PARTS: [u32; 5] = [
            0x3b6a_57b2,
            0x2650_8e6d,
            0x1ea1_19fa,
            0x3d42_33dd,
            0x2a14_62b3,
        ];
        let top = rest >> 25;
        PARTS
            .iter()
            .enumerate()
            .fold(((rest & 0x01ff_ffff) << 5) ^ value, |rest, (bit, part)| {
                if top >> bit & 1 == 1 {
                    rest ^ part
                } else {
                    rest
                }
            })
    });
    match values.first() {
        Some(0) => rest == 1,
        _later => rest == 0x2bc8_30a3,
    }
}

fn ethereum(run: &[u8]) -> Option<Score> {
    let hex = run.get(2..)?;
    if hex.len() != 40 || !hex.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let has_upper = hex.iter().any(u8::is_ascii_uppercase);
    let has_lower = hex.iter().any(u8::is_ascii_lowercase);
    let score = Score::shape();
    if !(has_upper && has_lower) {
        return Some(score.rule("40 hex digits in one case", 40));
    }
    let lower = hex.to_ascii_lowercase();
    let digest = Keccak256::digest(lower);
    let holds = hex.iter().enumerate().all(|(place, c)| {
        let byte = digest.get(place / 2).copied().unwrap_or(0);
        let nibble = if place % 2 == 0 { byte >> 4 } else { byte & 15 };
        !c.is_ascii_alphabetic() || c.is_ascii_uppercase() == (nibble >= 8)
    });
    Some(if holds {
        score.checked("mixed-case checksum").rule("prefix", 15)
    } else {
        score.rule("40 hex digits", 20)
    })
}

/// Shortest text that can hold the words of a wallet. Units: bytes.
const SEED_BYTES: usize = 44;
/// How many letters the longest of the words have.
const LONGEST_SEED: usize = 8;
/// Fewest words in a row that are proposed.
const SEED_RUN: usize = 11;

/// Finds recovery words.
pub(super) fn seeds(body: &Body<'_>, out: &mut Out) {
    let text = body.text();
    if text.len() < SEED_BYTES || !may_hold_seed(body) {
        return;
    }
    let words: Vec<(usize, usize)> = words(text).collect();
    let is_seed = |index: usize| {
        words
            .get(index)
            .is_some_and(|(start, end)| number_of(slice(text, *start, *end)).is_some())
    };
    // A run of eleven must hold every eleventh word.
    let mut probe = SEED_RUN - 1;
    while probe < words.len() {
        let mut next = probe + SEED_RUN;
        if is_seed(probe) {
            let first = (0..probe)
                .rev()
                .find(|at| !is_seed(*at))
                .map_or(0, |at| at + 1);
            let after = (probe..words.len())
                .find(|at| !is_seed(*at))
                .unwrap_or(words.len());
            if after - first >= SEED_RUN {
                put_seed(body, words.get(first..after).unwrap_or(&[]), out);
                next = after + SEED_RUN - 1;
            }
        }
        probe = next;
    }
}

/// Whether any eleventh word is one of the list. A run of eleven must hold one, wherever it begins.
fn may_hold_seed(body: &Body<'_>) -> bool {
    let text = body.text();
    if !body.marks.is_ascii || body.marks.has_glued {
        let mut probes = words(text).skip(SEED_RUN - 1).step_by(SEED_RUN);
        return probes.any(|(start, end)| number_of(slice(text, start, end)).is_some());
    }
    let starts = &body.marks.starts;
    let is_word = |start: &usize| text.get(*start).is_some_and(u8::is_ascii_alphabetic);
    let is_seed = |start: &usize| {
        let word = slice(text, *start, *start + LONGEST_SEED + 1);
        let n = word.iter().take_while(|c| c.is_ascii_alphabetic()).count();
        SEED_FILTER.lets(first_eight(text, *start), n) && number_of(slice(word, 0, n)).is_some()
    };
    if starts.len() < SEED_RUN {
        return false;
    }
    let words = || starts.iter().map(|start| *start as usize).filter(is_word);
    let mut probes = words().enumerate().skip(SEED_RUN - 1).step_by(SEED_RUN);
    probes.any(|(index, probe)| {
        let n_behind = || words().skip(index + 1).take_while(is_seed).count();
        let n_ahead = || {
            let ahead = starts.iter().rev().map(|start| *start as usize);
            let ahead = ahead.filter(|start| *start < probe).filter(is_word);
            ahead.take(SEED_RUN).take_while(is_seed).count()
        };
        is_seed(&probe) && n_behind() + 1 + n_ahead() >= SEED_RUN
    })
}

fn put_seed(body: &Body<'_>, words: &[(usize, usize)], out: &mut Out) {
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return;
    };
    let text = body.text();
    let numbers: Vec<u16> = words
        .iter()
        .filter_map(|(start, end)| number_of(slice(text, *start, *end)))
        .collect();
    let is_length = matches!(numbers.len(), 12 | 15 | 18 | 21 | 24);
    let score = Score::shape().rule("words of the list in a row", 25);
    let score = if is_length && seed_checks(&numbers) {
        score.checked("checksum bits")
    } else {
        score
    };
    let range = (first.0, last.1);
    out.put(body, Detector::SeedPhrase, range, score, Need::Points);
}

/// Runs of letters; numbers and dots between them, as in a numbered list, do not count.
fn words(text: &[u8]) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(byte) = text.get(at).filter(|byte| !byte.is_ascii_alphabetic()) {
            at += 1;
            if b":;!?".contains(byte) {
                // No word: a run ends here.
                return Some((at, at));
            }
        }
        let start = at;
        while text
            .get(at)
            .is_some_and(|byte| super::text::is_word_byte(*byte) && !byte.is_ascii_digit())
        {
            at += 1;
        }
        (at > start).then_some((start, at))
    })
}

/// The first four letters of each word as one number: no two words have the same, and they stand in
/// the order of the list.
static SEED_STARTS: LazyLock<Vec<(u32, &'static [u8])>> = LazyLock::new(|| {
    let words = SEED_WORDS.lines().map(str::as_bytes);
    words.map(|word| (four_letters(word), word)).collect()
});

/// Turns away nearly every other word.
static SEED_FILTER: LazyLock<WholeFilter> =
    LazyLock::new(|| WholeFilter::new(SEED_WORDS.lines().map(str::as_bytes)));

fn four_letters(word: &[u8]) -> u32 {
    let letter = |at: usize| {
        word.get(at)
            .map_or(0, |c| u32::from(c.to_ascii_lowercase()))
    };
    letter(0) << 24 | letter(1) << 16 | letter(2) << 8 | letter(3)
}

/// The number of a word in the list.
fn number_of(word: &[u8]) -> Option<u16> {
    if !(3..=LONGEST_SEED).contains(&word.len()) {
        return None;
    }
    let start = four_letters(word);
    let found = SEED_STARTS.binary_search_by_key(&start, |(start, _)| *start);
    let number = found.ok()?;
    let (_, known) = SEED_STARTS.get(number)?;
    known.eq_ignore_ascii_case(word).then_some(number as u16)
}

/// Whether the checksum bits at the end fit (BIP-39).
fn seed_checks(numbers: &[u16]) -> bool {
    let bits: Vec<bool> = numbers
        .iter()
        .flat_map(|number| (0..11).rev().map(move |bit| number >> bit & 1 == 1))
        .collect();
    let n_check = bits.len() / 33;
    let (entropy, check) = bits.split_at(bits.len() - n_check);
    let byte = |bits: &[bool]| {
        bits.iter()
            .fold(0_u8, |byte, bit| byte << 1 | u8::from(*bit))
    };
    let bytes: Vec<u8> = entropy.chunks(8).map(byte).collect();
    let digest = Sha256::digest(&bytes);
    let first = digest.first().copied().unwrap_or(0);
    check
        .iter()
        .enumerate()
        .all(|(place, bit)| (first >> (7 - place) & 1 == 1) == *bit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_their_numbers() {
        assert_eq!(number_of(b"abandon"), Some(0));
        assert_eq!(number_of(b"Zoo"), Some(2047));
        assert_eq!(number_of(b"about"), Some(3));
        assert_eq!(number_of(b"absent"), Some(5));
        assert_eq!(number_of(b"table"), number_of(b"TABLE"));
        assert_eq!(number_of(b"tabled"), None);
        for (number, word) in SEED_WORDS.lines().enumerate() {
            assert_eq!(number_of(word.as_bytes()), Some(number as u16), "{word}");
        }
    }
}
