//! Letters and digits together: identifiers, plates, postcodes, account numbers.

use std::sync::LazyLock;

use super::beginnings::may_begin;
use super::body::{Body, Need, Out};
use super::catalogue::Detector as D;
use super::checks::{self, Verdict, number, verdict};
use super::roles::Leads;
use super::score::{Score, Why};
use super::text::{EVERY_PLACE, Form, Gathered, REACH, before, is_word_byte, places};

/// One line of the table.
pub(super) struct Shape {
    pub(super) detector: D,
    pub(super) form: Form,
    /// Where separators may stand, a bit each.
    pub(super) gaps: u64,
    check: fn(&[u8]) -> Verdict,
}

const fn shape(detector: D, shape: &[u8], gaps: &[usize], check: fn(&[u8]) -> Verdict) -> Shape {
    Shape {
        detector,
        form: Form::of(shape),
        gaps: places(gaps),
        check,
    }
}

/// No shape but that of account numbers has more characters.
pub(super) const SHAPE_CHARS: usize = 18;

pub(super) const SHAPES: [Shape; 12] = [
    shape(D::GbNino, b"AA999999A", &[2, 4, 6, 8], nino),
    shape(D::InGstin, b"99AAAAA9999AXAX", &[], gstin),
    shape(D::InPan, b"AAAAA9999A", &[], pan),
    shape(D::EsDni, b"99999999A", &[8], |c| verdict("mod 23", dni(c))),
    shape(D::EsNie, b"A9999999A", &[1, 8], nie),
    shape(D::ItCf, b"AAAAAAXXAXXAXXXA", &[6, 11], |c| {
        verdict("mod 26", checks::it_cf(c))
    }),
    shape(D::SgNric, b"A9999999A", &[], nric),
    shape(D::BrCnpj, b"XXXXXXXXXXXX99", &[2, 5, 8, 12], cnpj),
    shape(D::FrNir, b"99999XX99999999", &[1, 3, 5, 7, 10, 13], nir),
    shape(D::CnId, b"99999999999999999A", &[], cn_id),
    shape(D::HkId, b"A9999999", &[7], hk_id),
    shape(D::HkId, b"AA999999X", &[8], hk_id),
];

/// Finds identifiers, postcodes, plates and accounts that mix letters and digits.
pub(super) fn find(body: &Body<'_>, gathered: &mut Gathered, out: &mut Out) {
    let text = body.text();
    let mut starts = body
        .marks
        .starts
        .iter()
        .map(|start| *start as usize)
        .peekable();
    // All of them have digits near their start: what is far from any digit is not looked at.
    for group in &body.marks.groups {
        let from = group.start.saturating_sub(REACH) as usize;
        let until = group.end as usize;
        while let Some(start) = starts.next_if(|start| *start < until) {
            let is_word = text.get(start).is_some_and(u8::is_ascii)
                && !before(text, start).is_some_and(is_word_byte);
            if start >= from && is_word && !out.in_link(start) && !is_glued(text, start) {
                begins(body, gathered, start, out);
            }
        }
    }
}

fn begins(body: &Body<'_>, gathered: &mut Gathered, start: usize, out: &mut Out) {
    if body.setup.is_on(D::ClRut) {
        rut(body, start, out);
    }
    if matches!(text_at(body, start), b'g' | b'G') {
        super::codes::giro(body, start, out);
    }
    let has_plates = body.leads.any(Leads::to(D::PlateOther));
    if !may_begin(body.text(), start, has_plates) {
        return;
    }
    gathered.take(body.text(), start, SHAPE_CHARS);
    // None begins with six letters and a gap.
    if gathered.has_digits() {
        at(body, gathered, start, out);
    }
}

fn text_at(body: &Body<'_>, start: usize) -> u8 {
    body.text().get(start).copied().unwrap_or_default()
}

/// Whether what stands before makes the word a part of an address or a path.
fn is_glued(text: &[u8], start: usize) -> bool {
    match before(text, start) {
        Some(b'@' | b'_' | b'=' | b'\\') => true,
        Some(b'/' | b'-' | b'.') => start
            .checked_sub(2)
            .and_then(|at| text.get(at))
            .is_some_and(|byte| is_word_byte(*byte)),
        _other => false,
    }
}

fn at(body: &Body<'_>, gathered: &mut Gathered, start: usize, out: &mut Out) {
    let text = body.text();
    for shape in &SHAPES {
        let Some((mut end, has_gaps)) = gathered.fits(text, shape.form, shape.gaps) else {
            continue;
        };
        let chars = gathered.chars().get(..shape.form.len).unwrap_or(&[]);
        if shape.detector == D::HkId && text.get(end as usize) == Some(&b')') {
            end += 1;
        }
        let score = Score::shaped(has_gaps);
        let (score, need) = match (shape.check)(chars) {
            Verdict::No => continue,
            Verdict::Holds(name) => (score.checked(name), Need::Points),
            Verdict::Rule(name, points) => (score.rule(name, points), Need::Points),
            Verdict::Fails(name) => (score.with(Why::Fails(name), 0), Need::Word),
            Verdict::Plain => (score, Need::Word),
        };
        out.put(body, shape.detector, (start, end as usize), score, need);
    }
    hetu(body, start, out);
    vin(body, gathered, start, out);
    super::codes::postcodes(body, gathered, start, out);
    super::codes::plates(body, gathered, start, out);
    iban(body, gathered, start, out);
}

fn nino(c: &[u8]) -> Verdict {
    let (Some(first), Some(second), Some(last)) = (c.first(), c.get(1), c.last()) else {
        return Verdict::No;
    };
    const NEVER: [&[u8]; 7] = [b"BG", b"GB", b"KN", b"NK", b"NT", b"TN", b"ZZ"];
    let is_wrong = b"DFIQUV".contains(first)
        || b"DFIOQUV".contains(second)
        || NEVER.iter().any(|pair| c.starts_with(pair))
        || !b"ABCD".contains(last);
    if is_wrong {
        Verdict::No
    } else {
        Verdict::Rule("prefix and suffix are given out", 30)
    }
}

fn pan(c: &[u8]) -> Verdict {
    match c.get(3) {
        Some(b'A' | b'B' | b'C' | b'F' | b'G' | b'H' | b'J' | b'L' | b'P' | b'T') => {
            Verdict::Rule("kind of holder", 30)
        }
        _other => Verdict::No,
    }
}

fn gstin(c: &[u8]) -> Verdict {
    if c.get(13) != Some(&b'Z') || pan(c.get(2..12).unwrap_or(&[])) == Verdict::No {
        return Verdict::No;
    }
    verdict("base 36", checks::in_gstin(c))
}

fn values(chars: &[u8]) -> Vec<u8> {
    chars
        .iter()
        .filter(|c| c.is_ascii_digit())
        .map(|c| c - b'0')
        .collect()
}

fn dni(c: &[u8]) -> bool {
    let digits = values(c);
    c.last()
        .is_some_and(|letter| checks::es_letter(number(&digits), *letter))
}

fn nie(c: &[u8]) -> Verdict {
    let lead = match c.first() {
        Some(b'X') => 0,
        Some(b'Y') => 1,
        Some(b'Z') => 2,
        _other => return Verdict::No,
    };
    let digits = values(c);
    let whole = lead * 10_000_000 + number(&digits);
    let holds = c
        .last()
        .is_some_and(|letter| checks::es_letter(whole, *letter));
    verdict("mod 23", holds)
}

fn nric(c: &[u8]) -> Verdict {
    match c.first() {
        Some(b'S' | b'T' | b'F' | b'G' | b'M') => verdict("mod 11", checks::sg_nric(c)),
        _other => Verdict::No,
    }
}

fn cnpj(c: &[u8]) -> Verdict {
    // Digits alone are in the other table.
    if c.iter().all(u8::is_ascii_digit) {
        return Verdict::No;
    }
    verdict("two mod 11 digits", checks::br_cnpj(c))
}

fn nir(c: &[u8]) -> Verdict {
    match c.get(5..7) {
        Some(b"2A" | b"2B") => verdict("mod 97", checks::fr_nir(c)),
        _other => Verdict::No,
    }
}

fn cn_id(c: &[u8]) -> Verdict {
    if c.last() != Some(&b'X') {
        return Verdict::No;
    }
    let digits = values(c);
    verdict("mod 11-2", checks::mod_11_2(&digits, 10))
}

fn hk_id(c: &[u8]) -> Verdict {
    let n_letters = c.len().saturating_sub(7);
    let (letters, rest) = c.split_at(n_letters);
    let Some((check, digits)) = rest.split_last() else {
        return Verdict::No;
    };
    if !digits.iter().all(u8::is_ascii_digit) {
        return Verdict::No;
    }
    verdict("mod 11", checks::hk_id(letters, &values(digits), *check))
}

/// Six digits, a sign, three digits, a check character.
fn hetu(body: &Body<'_>, start: usize, out: &mut Out) {
    let text = body.text();
    let Some(chars) = text.get(start..start + 11) else {
        return;
    };
    if !chars.iter().take(6).all(u8::is_ascii_digit) {
        return;
    }
    let upper = chars.to_ascii_uppercase();
    let is_digit = |range: std::ops::Range<usize>| {
        upper
            .get(range)
            .is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    let sign = upper.get(6).copied().unwrap_or(0);
    let goes_on = text.get(start + 11).is_some_and(|byte| is_word_byte(*byte));
    if goes_on || !is_digit(0..6) || !is_digit(7..10) || !b"+-YXWVUABCDEF".contains(&sign) {
        return;
    }
    let digits: Vec<u8> = values(upper.get(..6).unwrap_or(&[]))
        .into_iter()
        .chain(values(upper.get(7..10).unwrap_or(&[])))
        .collect();
    let holds = upper
        .last()
        .is_some_and(|check| checks::fi_hetu(&digits, *check));
    let (score, need) = if holds {
        (Score::grouped().checked("mod 31"), Need::Points)
    } else {
        (Score::grouped().with(Why::Fails("mod 31"), 0), Need::Word)
    };
    out.put(body, D::FiHetu, (start, start + 11), score, need);
}

/// Up to eight digits, perhaps with dots, a dash, a digit or K.
fn rut(body: &Body<'_>, start: usize, out: &mut Out) {
    let text = body.text();
    if !text.get(start).is_some_and(u8::is_ascii_digit) {
        return;
    }
    let mut digits = Vec::new();
    let mut at = start;
    while let Some(byte) = text.get(at).filter(|b| b.is_ascii_digit() || **b == b'.') {
        if byte.is_ascii_digit() {
            digits.push(byte - b'0');
        }
        at += 1;
    }
    let check = text.get(at + 1).map_or(0, u8::to_ascii_uppercase);
    let is_shaped = (1..=8).contains(&digits.len())
        && text.get(at) == Some(&b'-')
        && (check.is_ascii_digit() || check == b'K')
        && text.get(at + 2).is_none_or(|byte| !is_word_byte(*byte));
    if !is_shaped || text.get(at + 2) == Some(&b'-') {
        return;
    }
    let holds = checks::cl_rut(&digits, check);
    let score = if holds {
        Score::shaped(digits.len() >= 7).checked("mod 11")
    } else {
        Score::shape().with(Why::Fails("mod 11"), 0)
    };
    // Short ones look like any two numbers with a dash between them.
    let need = if holds && digits.len() >= 7 {
        Need::Points
    } else {
        Need::Word
    };
    out.put(body, D::ClRut, (start, at + 2), score, need);
}

fn vin(body: &Body<'_>, gathered: &Gathered, start: usize, out: &mut Out) {
    let Some((end, _)) = gathered.fits(body.text(), Form::any(17), 0) else {
        return;
    };
    let chars = gathered.chars().get(..17).unwrap_or(&[]);
    let n_digits = chars.iter().filter(|c| c.is_ascii_digit()).count();
    if chars.iter().any(|c| b"IOQ".contains(c)) || n_digits < 3 || n_digits == 17 {
        return;
    }
    let (score, need) = if checks::vin(chars) {
        (Score::shape().checked("ninth character"), Need::Points)
    } else {
        (
            Score::shape().with(Why::Fails("ninth character"), 0),
            Need::Word,
        )
    };
    out.put(body, D::Vin, (start, end as usize), score, need);
}

/// The countries that give out account numbers of this kind, and how long theirs are.
const IBAN_LENGTHS: &str = "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 \
CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 \
IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 \
MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 \
SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";

/// By country: two letters as one number below 26 times 26; 0 where there are none.
static IBAN_BY_COUNTRY: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut lengths = vec![0; 26 * 26];
    for row in IBAN_LENGTHS.split(' ') {
        let (country, length) = row.split_at(2);
        if let Some(slot) = country_number(country.as_bytes()).and_then(|at| lengths.get_mut(at)) {
            *slot = length.parse().unwrap_or(0);
        }
    }
    lengths
});

fn country_number(letters: &[u8]) -> Option<usize> {
    let number = |letter: u8| usize::from(letter.wrapping_sub(b'A'));
    match letters {
        [first, second, ..] => Some(number(*first) * 26 + number(*second)),
        _other => None,
    }
}

/// How long the account numbers of a country are. Starts with two capitals.
fn iban_length(head: &[u8]) -> Option<usize> {
    let length = IBAN_BY_COUNTRY.get(country_number(head)?).copied()?;
    (length > 0).then_some(usize::from(length))
}

/// Runs last: it gathers more than the others need.
fn iban(body: &Body<'_>, gathered: &mut Gathered, start: usize, out: &mut Out) {
    let Some(head) = gathered.chars().get(..4) else {
        return;
    };
    let is_head = head.iter().take(2).all(u8::is_ascii_uppercase)
        && head.iter().skip(2).all(u8::is_ascii_digit);
    if !is_head {
        return;
    }
    let Some(length) = iban_length(head) else {
        return;
    };
    gathered.take(body.text(), start, length);
    // The country stands together.
    let every = EVERY_PLACE & !places(&[1]);
    let Some((end, has_gaps)) = gathered.fits(body.text(), Form::any(length), every) else {
        return;
    };
    let chars = gathered.chars().get(..length).unwrap_or(&[]);
    if chars.iter().filter(|c| c.is_ascii_digit()).count() < 6 {
        return;
    }
    let score = Score::shaped(has_gaps);
    let (score, need) = if checks::iban_97(chars) {
        (
            score.checked("mod 97").rule("length of the country", 10),
            Need::Points,
        )
    } else {
        (score.with(Why::Fails("mod 97"), 0), Need::Word)
    };
    out.put(body, D::Iban, (start, end as usize), score, need);
}
