//! Telephone numbers, in digits and in words.

use super::body::{Body, Need, Out};
use super::catalogue::Detector;
use super::marks::Group;
use super::numbers::{digits, value};
use super::roles::Role;
use super::score::Score;
use super::text::{before, slice};

/// Country calling codes: three digits, two digits, and the one-digit ones.
pub(super) const CODES: &str = "1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 \
61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98 211 212 213 216 218 220 221 222 223 224 225 226 227 228 \
229 230 231 232 233 234 235 236 237 238 239 240 241 242 243 244 245 246 247 248 249 250 251 252 253 254 255 \
256 257 258 260 261 262 263 264 265 266 267 268 269 290 291 297 298 299 350 351 352 353 354 355 356 357 358 \
359 370 371 372 373 374 375 376 377 378 380 381 382 383 385 386 387 389 420 421 423 500 501 502 503 504 505 \
506 507 508 509 590 591 592 593 594 595 596 597 598 599 670 672 673 674 675 676 677 678 679 680 681 682 683 \
685 686 687 688 689 690 691 692 800 808 850 852 853 855 856 870 878 880 881 882 883 886 888 960 961 962 963 \
964 965 966 967 968 970 971 972 973 974 975 976 977 979 992 993 994 995 996 998";

/// How a country writes its own numbers.
pub(super) struct National {
    pub(super) country: [u8; 2],
    pub(super) code: u16,
    /// What a national number begins with; `-` when nothing does.
    pub(super) trunk: &'static str,
    /// How many digits, the trunk included.
    pub(super) n: std::ops::RangeInclusive<usize>,
    /// How numbers of mobiles begin, the trunk included.
    mobile: &'static str,
}

const fn country(
    country: &[u8; 2],
    code: u16,
    trunk: &'static str,
    n: std::ops::RangeInclusive<usize>,
    mobile: &'static str,
) -> National {
    National {
        country: *country,
        code,
        trunk,
        n,
        mobile,
    }
}

pub(super) static NATIONAL: [National; 48] = [
    country(b"GB", 44, "0", 10..=11, "07"),
    country(b"US", 1, "-", 10..=10, ""),
    country(b"CA", 1, "-", 10..=10, ""),
    country(b"AU", 61, "0", 10..=10, "04"),
    country(b"NZ", 64, "0", 9..=11, "02"),
    country(b"IE", 353, "0", 8..=10, "08"),
    country(b"FR", 33, "0", 10..=10, "06 07"),
    country(b"DE", 49, "0", 7..=12, "015 016 017"),
    country(b"AT", 43, "0", 7..=13, "06"),
    country(b"CH", 41, "0", 10..=10, "07"),
    country(b"NL", 31, "0", 10..=10, "06"),
    country(b"BE", 32, "0", 9..=10, "04"),
    country(b"LU", 352, "-", 6..=9, ""),
    country(b"ES", 34, "-", 9..=9, "6 7"),
    country(b"PT", 351, "-", 9..=9, "9"),
    country(b"IT", 39, "-", 8..=11, "3"),
    country(b"SE", 46, "0", 8..=10, "07"),
    country(b"NO", 47, "-", 8..=8, ""),
    country(b"DK", 45, "-", 8..=8, ""),
    country(b"FI", 358, "0", 8..=11, "04 05"),
    country(b"PL", 48, "-", 9..=9, ""),
    country(b"CZ", 420, "-", 9..=9, ""),
    country(b"HU", 36, "06", 9..=11, "0620 0630 0670"),
    country(b"RO", 40, "0", 10..=10, "07"),
    country(b"GR", 30, "-", 10..=10, "69"),
    country(b"TR", 90, "0", 11..=11, "05"),
    country(b"RU", 7, "8", 11..=11, "89"),
    country(b"UA", 380, "0", 10..=10, "0"),
    country(b"IL", 972, "0", 9..=10, "05"),
    country(b"AE", 971, "0", 9..=10, "05"),
    country(b"SA", 966, "0", 10..=10, "05"),
    country(b"EG", 20, "0", 9..=11, "01"),
    country(b"ZA", 27, "0", 10..=10, "06 07 08"),
    country(b"NG", 234, "0", 11..=11, "07 08 09"),
    country(b"KE", 254, "0", 10..=10, "07 01"),
    country(b"GH", 233, "0", 10..=10, "02 05"),
    country(b"IN", 91, "-", 10..=10, "6 7 8 9"),
    country(b"PK", 92, "0", 11..=11, "03"),
    country(b"BD", 880, "0", 11..=11, "01"),
    country(b"CN", 86, "-", 11..=11, "1"),
    country(b"HK", 852, "-", 8..=8, ""),
    country(b"SG", 65, "-", 8..=8, ""),
    country(b"MY", 60, "0", 9..=11, "01"),
    country(b"ID", 62, "0", 9..=13, "08"),
    country(b"PH", 63, "0", 11..=11, "09"),
    country(b"JP", 81, "0", 10..=11, "070 080 090"),
    country(b"BR", 55, "-", 10..=11, ""),
    country(b"MX", 52, "-", 10..=10, ""),
];

/// The country of a calling code with a national table, for guessing the countries of a case.
pub(super) fn country_of(digits: &str) -> Option<[u8; 2]> {
    let found = NATIONAL
        .iter()
        .filter(|one| digits.starts_with(&one.code.to_string()))
        .max_by_key(|one| one.code.ilog10());
    found.map(|one| one.country)
}

/// Most groups of one number.
const GROUPS: usize = 8;

/// Finds telephone numbers in digits.
pub(super) fn find(body: &Body<'_>, out: &mut Out) {
    let groups = &body.marks.groups;
    let mut next = 0;
    while let Some(group) = groups.get(next) {
        let start = group.start as usize;
        let chain = chain(body.text(), groups, next);
        let taken = if out.in_link(start) || chain.is_empty() {
            0
        } else {
            international(body, chain, out).unwrap_or_else(|| national(body, chain, out))
        };
        next += taken.max(1);
    }
}

/// The groups from `first` on that may be one number.
fn chain<'g>(text: &[u8], groups: &'g [Group], first: usize) -> &'g [Group] {
    let mut end = first + 1;
    while end < groups.len() && end - first < GROUPS {
        let (Some(left), Some(right)) = (groups.get(end - 1), groups.get(end)) else {
            break;
        };
        if !is_link(slice(text, left.end as usize, right.start as usize)) {
            break;
        }
        end += 1;
    }
    groups.get(first..end).unwrap_or(&[])
}

fn is_link(gap: &[u8]) -> bool {
    matches!(
        gap,
        b" " | b"-"
            | b"."
            | b"/"
            | b" - "
            | b"("
            | b")"
            | b" ("
            | b") "
            | b")-"
            | b"-("
            | b"  "
            | b" -"
            | b"- "
    )
}

/// A number with a country code; how many groups it takes.
fn international(body: &Body<'_>, chain: &[Group], out: &mut Out) -> Option<usize> {
    let text = body.text();
    let first = chain.first()?;
    let at = first.start as usize;
    let has_plus = before(text, at) == Some(b'+');
    let bracket_plus = slice(text, at.saturating_sub(2), at) == b"+(";
    let double_zero = !has_plus && text.get(at..at + 2) == Some(b"00") && first.len() >= 2;
    if !has_plus && !bracket_plus && !double_zero {
        return None;
    }
    let start = at - usize::from(has_plus) - 2 * usize::from(bracket_plus);
    if before(text, start).is_some_and(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    for n in (1..=chain.len()).rev() {
        let window = chain.get(..n)?;
        let end = window.last()?.end as usize;
        let mut all = Vec::with_capacity(16);
        for (place, group) in window.iter().enumerate() {
            // `+44 (0)20`: the nought in brackets is not dialled from abroad.
            let is_trunk = place > 0
                && group.len() == 1
                && text.get(group.start as usize) == Some(&b'0')
                && before(text, group.start as usize) == Some(b'(');
            if !is_trunk {
                all.extend(digits(body, &[*group]));
            }
        }
        let all = all.get(2 * usize::from(double_zero)..).unwrap_or(&[]);
        let goes_on = text.get(end).is_some_and(|byte| byte.is_ascii_alphabetic());
        if goes_on && n > 1 || !is_length(all) {
            continue;
        }
        let score = Score::shaped(n > 1).rule("country code", 55);
        // The bracket around the code belongs to it.
        let start = start - usize::from(before(text, start) == Some(b'(') && has_plus);
        out.put(body, Detector::Phone, (start, end), score, Need::Points);
        return Some(n);
    }
    None
}

/// Whether digits begin with a country code and are as many as that country has.
fn is_length(digits: &[u8]) -> bool {
    if !(8..=15).contains(&digits.len()) {
        return false;
    }
    let Some(code) = CODES.split(' ').rfind(|code| begin_with(digits, code)) else {
        return false;
    };
    let n = digits.len() - code.len();
    let number = code.parse::<u16>().unwrap_or(0);
    match NATIONAL.iter().find(|one| one.code == number) {
        Some(one) => {
            let trunk = if one.trunk == "-" { 0 } else { one.trunk.len() };
            (one.n.start() - trunk..=one.n.end() - trunk).contains(&n)
        }
        None => n >= 5,
    }
}

/// A number as a country of the case writes it; how many groups it takes.
fn national(body: &Body<'_>, chain: &[Group], out: &mut Out) -> usize {
    let text = body.text();
    let Some(first) = chain.first() else {
        return 0;
    };
    let start = first.start as usize;
    if body.setup.countries.is_empty() || (first.len() > 13) {
        return 0;
    }
    for n in (1..=chain.len()).rev() {
        let Some(window) = chain.get(..n) else {
            continue;
        };
        let end = window.last().map_or(start, |group| group.end as usize);
        let n_digits: usize = window.iter().map(|group| group.len()).sum();
        if !(7..=13).contains(&n_digits) || body.is_inside(start, end) {
            continue;
        }
        let digits = digits(body, window);
        let here = body.setup.nationals.iter().copied();
        let fits = here
            .filter_map(|one| Some((one, fit(one, &digits, window)?)))
            .max_by_key(|(_, points)| *points);
        let Some((one, points)) = fits else {
            continue;
        };
        if is_something_else(body, window, start, end) {
            return 0;
        }
        let is_bracketed = before(text, start) == Some(b'(');
        let has_separators = n > 1;
        let score = Score::shaped(has_separators).rule("national form", points);
        let is_mobile = is_mobile(one, &digits);
        let score = if is_mobile && !has_separators && one.trunk != "-" {
            score.rule("begins as mobiles do", 20)
        } else {
            score
        };
        let start = start - usize::from(is_bracketed);
        out.put(body, Detector::Phone, (start, end), score, Need::Points);
        return n;
    }
    0
}

/// How well digits fit a country; `None` when they do not.
fn fit(one: &National, digits: &[u8], window: &[Group]) -> Option<i8> {
    if !one.n.contains(&digits.len()) {
        return None;
    }
    if one.code == 1 {
        let starts = |at: usize| digits.get(at).is_some_and(|digit| *digit >= 2);
        let is_usual = match window {
            [one] => one.len() == 10,
            [one, two] => [one.len(), two.len()] == [3, 7],
            [one, two, three] => [one.len(), two.len(), three.len()] == [3, 3, 4],
            _other => false,
        };
        let gap = |pair: &[Group]| match pair {
            [left, right] => right.start - left.end,
            _other => 0,
        };
        let by_space = window.windows(2).all(|pair| gap(pair) == 1);
        let is_round = digits.get(3..6).is_some_and(|part| part.ends_with(&[0, 0]));
        return (starts(0) && starts(3) && is_usual).then_some(if by_space && is_round {
            0
        } else {
            15
        });
    }
    if one.trunk == "-" {
        // Nothing in the digits tells such a number from another one: its grouping must.
        let is_mobile = one.mobile.is_empty() || is_mobile(one, digits);
        let widest = window.iter().map(|group| group.len()).max().unwrap_or(0);
        return is_mobile.then_some(if widest <= 5 && window.len() > 1 {
            10
        } else {
            0
        });
    }
    let is_trunk = begin_with(digits, one.trunk) && !begin_with(digits, "00");
    is_trunk.then_some(15)
}

/// Whether the first digits are those of `lead`.
fn begin_with(digits: &[u8], lead: &str) -> bool {
    let first = digits.get(..lead.len()).unwrap_or(&[]);
    first.len() == lead.len() && first.iter().zip(lead.bytes()).all(|(a, b)| a + b'0' == b)
}

fn is_mobile(one: &National, digits: &[u8]) -> bool {
    one.mobile
        .split(' ')
        .any(|lead| !lead.is_empty() && begin_with(digits, lead))
}

/// Dates, amounts, years in a row, round numbers.
fn is_something_else(body: &Body<'_>, window: &[Group], start: usize, end: usize) -> bool {
    let values: Vec<u64> = window.iter().map(|group| value(body, group)).collect();
    let lens: Vec<usize> = window.iter().map(|group| group.len()).collect();
    let is_date = match (values.as_slice(), lens.as_slice()) {
        ([day, month, year, ..], [..=2, ..=2, 4, ..]) => {
            *day <= 31 && *month <= 31 && (1900..=2100).contains(year)
        }
        ([day, month, _year], [2, 2, 2]) => *day <= 31 && *month <= 31,
        ([year, month, day, ..], [4, ..=2, ..=2, ..]) => {
            (1900..=2100).contains(year) && *month <= 12 && *day <= 31
        }
        _other => false,
    };
    let are_years = window.len() > 1
        && lens.iter().all(|n| *n == 4)
        && values.iter().all(|value| (1900..=2099).contains(value));
    let are_round = window.len() > 2 && values.iter().all(|value| *value > 0 && value % 10 == 0);
    is_date || are_years || are_round || body.is_amount(start, end)
}

/// Numbers said in words: seven or more digit words in a row.
pub(super) fn in_words(body: &Body<'_>, out: &mut Out) {
    let text = body.text();
    let mut run: Option<(usize, usize, u32)> = None;
    let words = body
        .roles()
        .filter(|(_, role)| *role == Role::Digit)
        .map(|(hit, _)| Some(hit))
        .chain([None]);
    for hit in words {
        let follows = hit.zip(run).is_some_and(|(hit, (_, end, _))| {
            hit.start as usize >= end
                && slice(text, end, hit.start as usize)
                    .iter()
                    .all(|byte| matches!(byte, b' ' | b',' | b'-' | b'.'))
        });
        match (hit, run) {
            (Some(hit), Some((start, _, n))) if follows => {
                run = Some((start, hit.end as usize, n + 1));
                continue;
            }
            (Some(hit), Some((_, end, _))) if (hit.start as usize) < end => continue,
            (_, Some((start, end, n))) if n >= 7 => {
                let score = Score::grouped();
                let score = if n >= 9 {
                    score.rule("as long as a number", 15)
                } else {
                    score
                };
                let need = if n >= 9 { Need::Points } else { Need::Word };
                out.put(body, Detector::PhoneWords, (start, end), score, need);
            }
            _too_short => {}
        }
        run = hit.map(|hit| (hit.start as usize, hit.end as usize, 1));
    }
}
