//! Streets, coordinates, plus codes, dates of birth, ages.

use super::body::{Body, Need, Out};
use super::catalogue::Detector;
use super::marks::Group;
use super::numbers::value;
use super::roles::Role;
use super::score::Score;
use super::text::{before, is_word_byte, slice};

/// How near a postcode makes a street sure. Units: bytes.
const NEAR: u32 = 60;

/// Finds streets with their numbers. Runs after postcodes.
pub(super) fn streets(body: &Body<'_>, out: &mut Out) {
    if body.marks.n_digits == 0 {
        return;
    }
    for (hit, role) in body.roles() {
        let (start, end) = (hit.start as usize, hit.end as usize);
        let found = match role {
            Role::Street => {
                number_first(body, start, end).or_else(|| street_first(body, start, end))
            }
            Role::StreetEnd => {
                let mut first = start;
                while before(body.text(), first).is_some_and(is_word_byte) {
                    first -= 1;
                }
                let is_one_word = first < start && body.is_capital(first);
                let number = number_after(body, end);
                number
                    .filter(|_| is_one_word)
                    .map(|last| (first, last, true))
            }
            _other => None,
        };
        let Some((start, end, has_capitals)) = found else {
            continue;
        };
        let near = out.candidates.iter().any(|candidate| {
            let is_postcode = matches!(
                candidate.detector,
                Detector::PostcodeGb
                    | Detector::PostcodeCa
                    | Detector::PostcodeNl
                    | Detector::PostcodeUs
            );
            is_postcode && candidate.span.start.abs_diff(end as u32) <= NEAR
        });
        let score = Score::shape();
        let score = if has_capitals {
            score.rule("capitals", 25)
        } else {
            score
        };
        let score = if near {
            score.rule("postcode near it", 30)
        } else {
            score
        };
        out.put(body, Detector::Street, (start, end), score, Need::Points);
    }
}

/// `42 Sample Road`: the street word stands at `start..end`.
fn number_first(body: &Body<'_>, start: usize, end: usize) -> Option<(usize, usize, bool)> {
    let text = body.text();
    let mut at = start;
    let mut has_capitals = true;
    for n_words in 0..=4 {
        let gap_end = at;
        while before(text, at) == Some(b' ') || before(text, at) == Some(b',') {
            at -= 1;
        }
        if at == gap_end {
            return None;
        }
        let word_end = at;
        while before(text, at).is_some_and(|byte| is_word_byte(byte) || b"'-".contains(&byte)) {
            at -= 1;
        }
        let word = slice(text, at, word_end);
        let n_digits = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let is_number = (1..=5).contains(&n_digits)
            && word.len() <= n_digits + 1
            && word.iter().skip(n_digits).all(u8::is_ascii_alphabetic);
        if is_number {
            let is_free = before(text, at).is_none_or(|byte| !b"./:-".contains(&byte));
            return (n_words > 0 && is_free).then_some((at, end, has_capitals));
        }
        if word.is_empty() || word.first().is_some_and(u8::is_ascii_digit) {
            return None;
        }
        has_capitals &= body.is_capital(at);
    }
    None
}

/// `Calle Mayor 12`: the street word stands at `start..end`.
fn street_first(body: &Body<'_>, start: usize, end: usize) -> Option<(usize, usize, bool)> {
    let text = body.text();
    let mut at = end;
    let mut has_capital = false;
    for _ in 0..5 {
        if let Some(last) = number_after(body, at).filter(|_| at > end) {
            return has_capital.then_some((start, last, true));
        }
        while matches!(text.get(at), Some(b' ' | b'.' | b',')) {
            at += 1;
        }
        let first = at;
        while text
            .get(at)
            .is_some_and(|byte| is_word_byte(*byte) || b"'-".contains(byte))
        {
            at += 1;
        }
        if at == first || text.get(first).is_some_and(u8::is_ascii_digit) {
            return None;
        }
        has_capital |= body.is_capital(first);
    }
    None
}

/// The end of a house number right after `at`.
fn number_after(body: &Body<'_>, at: usize) -> Option<usize> {
    let text = body.text();
    let mut start = at;
    while matches!(text.get(start), Some(b' ' | b',' | b'.')) {
        start += 1;
    }
    let n = text
        .iter()
        .skip(start)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    if start == at || !(1..=5).contains(&n) {
        return None;
    }
    let mut end = start + n;
    let has_letter = text.get(end).is_some_and(u8::is_ascii_alphabetic)
        && text.get(end + 1).is_none_or(|byte| !is_word_byte(*byte));
    end += usize::from(has_letter);
    let goes_on = text
        .get(end)
        .is_some_and(|byte| is_word_byte(*byte) || b":%".contains(byte));
    (!goes_on).then_some(end)
}

/// Finds coordinates as decimal degrees and as degrees, minutes, seconds.
pub(super) fn coordinates(body: &Body<'_>, out: &mut Out) {
    let text = body.text();
    let groups = &body.marks.groups;
    for (index, whole) in groups.iter().enumerate() {
        if out.in_link(whole.start as usize) {
            continue;
        }
        if let Some((first, last, n)) = decimal_pair(text, groups, index) {
            let score = Score::grouped();
            let score = if n >= 4 {
                score.rule("as precise as a place", 20)
            } else {
                score
            };
            let range = (first, last);
            out.put(body, Detector::Coordinates, range, score, Need::Points);
        }
        if let Some(range) = degrees(text, groups, index) {
            let score = Score::grouped().rule("degrees and minutes", 30);
            out.put(body, Detector::Coordinates, range, score, Need::Points);
        }
    }
}

/// A number with decimals: where it stands, its value, how many decimals.
fn decimal(text: &[u8], groups: &[Group], index: usize) -> Option<(usize, usize, f64, usize)> {
    let (whole, part) = (groups.get(index)?, groups.get(index + 1)?);
    let is_joined = part.start - whole.end == 1 && text.get(whole.end as usize) == Some(&b'.');
    let is_long = whole.len() <= 3 && part.len() >= 3;
    if !is_joined || !is_long {
        return None;
    }
    let mut start = whole.start as usize;
    if matches!(before(text, start), Some(b'-' | b'+')) {
        start -= 1;
    }
    if before(text, start).is_some_and(|byte| is_word_byte(byte) || byte == b'.') {
        return None;
    }
    let end = part.end as usize;
    let value = String::from_utf8_lossy(slice(text, start, end))
        .parse()
        .ok()?;
    Some((start, end, value, part.len()))
}

fn decimal_pair(text: &[u8], groups: &[Group], index: usize) -> Option<(usize, usize, usize)> {
    let (start, end, latitude, n) = decimal(text, groups, index)?;
    let (next, last, longitude, m) = decimal(text, groups, index + 2)?;
    let gap = slice(text, end, next);
    let is_gap = matches!(gap, b"," | b", " | b" " | b"; " | b";" | b" , ");
    let fits = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
    (is_gap && fits).then_some((start, last, n.min(m)))
}

/// `51°30'49"N 0°05'53"W`
fn degrees(text: &[u8], groups: &[Group], index: usize) -> Option<(usize, usize)> {
    const SIGN: &[u8] = "°".as_bytes();
    let first = groups.get(index)?;
    let is_degree = |group: &Group| slice(text, group.end as usize, group.end as usize + 2) == SIGN;
    if !is_degree(first) || first.len() > 3 {
        return None;
    }
    let second = groups
        .iter()
        .skip(index + 1)
        .take(4)
        .find(|group| is_degree(group))?;
    let mut end = second.end as usize + SIGN.len();
    while text
        .get(end)
        .is_some_and(|byte| byte.is_ascii_digit() || b"'\". ".contains(byte))
        && end < second.end as usize + 16
    {
        end += 1;
    }
    let between = slice(text, first.end as usize, second.start as usize);
    let has_side = |part: &[u8], sides: &[u8]| part.iter().any(|byte| sides.contains(byte));
    if !has_side(between, b"NSns") || !text.get(end).is_some_and(|byte| b"EWOewo".contains(byte)) {
        return None;
    }
    Some((first.start as usize, end + 1))
}

/// Finds open location codes.
pub(super) fn plus_codes(body: &Body<'_>, out: &mut Out) {
    let text = body.text();
    let is_code = |byte: &u8| b"23456789CFGHJMPQRVWX".contains(&byte.to_ascii_uppercase());
    for plus in memchr::memchr_iter(b'+', text) {
        let n_before = slice(text, 0, plus)
            .iter()
            .rev()
            .take_while(|b| is_code(b))
            .count();
        let n_after = text
            .iter()
            .skip(plus + 1)
            .take_while(|b| is_code(b))
            .count();
        if n_before != 8 || !(2..=3).contains(&n_after) {
            continue;
        }
        let (start, end) = (plus - 8, plus + 1 + n_after);
        let is_edge = before(text, start).is_none_or(|byte| !is_word_byte(byte))
            && text.get(end).is_none_or(|byte| !is_word_byte(*byte));
        if is_edge && !out.in_link(start) {
            let score = Score::grouped().rule("letters of a code", 40);
            out.put(body, Detector::Pluscode, (start, end), score, Need::Points);
        }
    }
}

/// Finds dates near words of birth, and ages.
pub(super) fn dates_and_ages(body: &Body<'_>, out: &mut Out) {
    let groups = &body.marks.groups;
    for (index, group) in groups.iter().enumerate() {
        if out.in_link(group.start as usize) {
            continue;
        }
        if let Some((start, end, year)) = date(body, index) {
            let full = match year {
                0..=99 => {
                    let this = if body.year == 0 { 2049 } else { body.year };
                    let near = 2000 + year;
                    if near > u64::from(this) {
                        near - 100
                    } else {
                        near
                    }
                }
                full => full,
            };
            let is_possible = body.year == 0 || {
                let this = u64::from(body.year);
                full <= this && this - full <= 120
            };
            if is_possible && (1850..=2100).contains(&full) {
                let score = Score::grouped().rule("date can be", 10);
                out.put(body, Detector::BirthDate, (start, end), score, Need::Word);
            }
        }
        let (start, end) = (group.start as usize, group.end as usize);
        let age = || value(body, group);
        if group.len() <= 3 && (1..=120).contains(&age()) && !body.is_inside(start, end) {
            let score = Score::shape();
            out.put(body, Detector::Age, (start, end), score, Need::Word);
        }
    }
}

/// A full date whose first group is `index`: where it stands, and its year.
fn date(body: &Body<'_>, index: usize) -> Option<(usize, usize, u64)> {
    let groups = &body.marks.groups;
    let text = body.text();
    let value = |group: &Group| value(body, group);
    if let Some([a, b, c]) = groups.get(index..index + 3) {
        let gaps = [
            slice(text, a.end as usize, b.start as usize),
            slice(text, b.end as usize, c.start as usize),
        ];
        let is_gap = |gap: &[u8]| matches!(gap, b"/" | b"-" | b"." | b" " | b". ");
        if gaps.first() == gaps.last() && gaps.iter().all(|gap| is_gap(gap)) {
            let lens = [a.len(), b.len(), c.len()];
            let (x, y, z) = (value(a), value(b), value(c));
            let is_day = |d: u64, m: u64| (1..=31).contains(&d) && (1..=12).contains(&m);
            let (start, end) = (a.start as usize, c.end as usize);
            match lens {
                [1..=2, 1..=2, 2 | 4] if is_day(x, y) || is_day(y, x) => {
                    return Some((start, end, z));
                }
                [4, 1..=2, 1..=2] if is_day(z, y) => return Some((start, end, x)),
                _other => {}
            }
        }
    }
    named_month(body, index)
}

/// First letters of the names of months in eight languages, folded.
const MONTHS: &str = "jan feb mar apr may jun jul aug sep oct nov dec janv fev avr mai juin juil aou okt \
dez ene abr ago dic gen mag giu lug set ott out mrt mei maa sty lut kwi maj cze lip sie wrz paz lis gru янв фев \
мар апр маи июн июл авг сен окт ноя дек";

/// `1 February 1990`, `February 1, 1990`.
fn named_month(body: &Body<'_>, index: usize) -> Option<(usize, usize, u64)> {
    let (day, year) = (
        body.marks.groups.get(index)?,
        body.marks.groups.get(index + 1)?,
    );
    let value = |group: &Group| value(body, group);
    if day.len() > 2 || !(1..=31).contains(&value(day)) || !matches!(year.len(), 2 | 4) {
        return None;
    }
    let text = body.text();
    let between = slice(text, day.end as usize, year.start as usize);
    let between = String::from_utf8_lossy(between).to_lowercase();
    let words: Vec<&str> = between
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !matches!(*word, "" | "st" | "nd" | "rd" | "th" | "of" | "de" | "del"))
        .collect();
    let is_month = |word: &str| MONTHS.split(' ').any(|month| word.starts_with(month));
    let end = year.end as usize;
    match words.as_slice() {
        [month] if is_month(month) => Some((day.start as usize, end, value(year))),
        [] if between.len() <= 4 => {
            let head = slice(text, 0, day.start as usize).trim_ascii_end();
            let first = head
                .iter()
                .rposition(|byte| !is_word_byte(*byte))
                .map_or(0, |at| at + 1);
            let word = String::from_utf8_lossy(slice(text, first, head.len())).to_lowercase();
            (is_month(&word) && year.len() == 4).then(|| (first, end, value(year)))
        }
        _other => None,
    }
}
