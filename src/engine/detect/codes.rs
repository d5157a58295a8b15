//! Postcodes and number plates.

use std::sync::LazyLock;

use super::body::{Body, Need, Out};
use super::catalogue::Detector as D;
use super::roles::Leads;
use super::score::Score;
use super::text::{EVERY_PLACE, Form, Gathered, before, is_word_byte, places, slice};

/// Shapes of plates by country, one a line.
const PLATES: &str = include_str!("words/plates.csv");

/// With how many letters one of them begins at most.
pub(super) const PLATE_LETTERS: usize = 5;

static PLATE_FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let shapes = PLATES
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').nth(1));
    shapes.map(|shape| Form::of(shape.as_bytes())).collect()
});

/// Postcodes that begin at `start`.
pub(super) fn postcodes(body: &Body<'_>, gathered: &Gathered, start: usize, out: &mut Out) {
    british(body, gathered, start, out);
    canadian(body, gathered, start, out);
    dutch(body, gathered, start, out);
    american(body, gathered, start, out);
}

fn are_capitals(body: &Body<'_>, start: usize, end: usize) -> bool {
    slice(body.text(), start, end)
        .iter()
        .all(|byte| !byte.is_ascii_lowercase())
}

fn british(body: &Body<'_>, gathered: &Gathered, start: usize, out: &mut Out) {
    const fn form(shape: &[u8]) -> (Form, u64) {
        (Form::of(shape), places(&[shape.len() - 3]))
    }
    const FORMS: [(Form, u64); 6] = [
        form(b"A99AA"),
        form(b"A999AA"),
        form(b"AA99AA"),
        form(b"AA999AA"),
        form(b"A9A9AA"),
        form(b"AA9A9AA"),
    ];
    for (form, gap) in FORMS {
        let Some((end, has_gap)) = gathered.fits(body.text(), form, gap) else {
            continue;
        };
        let c = gathered.chars().get(..form.len).unwrap_or(&[]);
        let is_wrong = c.first().is_some_and(|c| b"QVX".contains(c))
            || c.get(1).is_some_and(|c| b"IJZ".contains(c))
            || c.iter().rev().take(2).any(|c| b"CIKMOV".contains(c));
        if is_wrong {
            continue;
        }
        let end = end as usize;
        let score = Score::shaped(has_gap);
        let score = if are_capitals(body, start, end) {
            score.rule("letters are given out", 25)
        } else {
            score.rule("letters are given out", if has_gap { 10 } else { 0 })
        };
        let need = if has_gap || are_capitals(body, start, end) {
            Need::Points
        } else {
            Need::Word
        };
        out.put(body, D::PostcodeGb, (start, end), score, need);
    }
}

/// The British postcode that is like no other, when it begins at `start`.
pub(super) fn giro(body: &Body<'_>, start: usize, out: &mut Out) {
    let text = body.text();
    let has_gap = text.get(start + 3) == Some(&b' ');
    let second = start + 3 + usize::from(has_gap);
    let end = second + 3;
    let is_it = slice(text, start, start + 3).eq_ignore_ascii_case(b"GIR")
        && slice(text, second, end).eq_ignore_ascii_case(b"0AA")
        && !text.get(end).is_some_and(|byte| is_word_byte(*byte));
    if is_it {
        let score = Score::shaped(has_gap).rule("letters are given out", 25);
        out.put(body, D::PostcodeGb, (start, end), score, Need::Points);
    }
}

fn canadian(body: &Body<'_>, gathered: &Gathered, start: usize, out: &mut Out) {
    let Some((end, has_gap)) =
        gathered.fits(body.text(), const { Form::of(b"A9A9A9") }, places(&[3]))
    else {
        return;
    };
    let c = gathered.chars().get(..6).unwrap_or(&[]);
    let is_wrong =
        c.iter().any(|c| b"DFIOQU".contains(c)) || c.first().is_some_and(|c| b"WZ".contains(c));
    if is_wrong {
        return;
    }
    let end = end as usize;
    let points = if are_capitals(body, start, end) {
        25
    } else {
        5
    };
    let score = Score::shaped(has_gap).rule("letters are given out", points);
    out.put(body, D::PostcodeCa, (start, end), score, Need::Points);
}

fn dutch(body: &Body<'_>, gathered: &Gathered, start: usize, out: &mut Out) {
    let Some((end, has_gap)) =
        gathered.fits(body.text(), const { Form::of(b"9999AA") }, places(&[4]))
    else {
        return;
    };
    let c = gathered.chars().get(..6).unwrap_or(&[]);
    let letters = c.get(4..).unwrap_or(&[]);
    let end = end as usize;
    let is_wrong = c.first() == Some(&b'0') || [&b"SA"[..], b"SD", b"SS"].contains(&letters);
    if is_wrong {
        return;
    }
    const UNITS: [&[u8]; 8] = [b"AM", b"PM", b"KM", b"MB", b"GB", b"KB", b"ML", b"KG"];
    let is_plain = are_capitals(body, start, end) && !UNITS.contains(&letters);
    let need = if is_plain { Need::Points } else { Need::Word };
    let score = Score::shaped(has_gap).rule("letters are given out", 20);
    out.put(body, D::PostcodeNl, (start, end), score, need);
}

const STATES: &str = "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV \
NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR";

fn american(body: &Body<'_>, gathered: &Gathered, start: usize, out: &mut Out) {
    let text = body.text();
    let long = gathered
        .fits(text, const { Form::of(b"999999999") }, places(&[5]))
        .filter(|(_, gap)| *gap);
    let Some((end, has_four)) =
        long.or_else(|| gathered.fits(text, const { Form::of(b"99999") }, 0))
    else {
        return;
    };
    let state = start
        .checked_sub(3)
        .map(|from| slice(text, from, start))
        .filter(|before| before.ends_with(b" "))
        .and_then(|before| before.strip_suffix(b" "))
        .map(String::from_utf8_lossy);
    let has_state = state.is_some_and(|state| STATES.split(' ').any(|one| one == state));
    let score = Score::shaped(has_four);
    let (start, score, need) = if has_state {
        (start - 3, score.rule("state before it", 30), Need::Points)
    } else {
        (start, score, Need::Word)
    };
    out.put(body, D::PostcodeUs, (start, end as usize), score, need);
}

/// Plates that begin at `start`.
pub(super) fn plates(body: &Body<'_>, gathered: &Gathered, start: usize, out: &mut Out) {
    if let Some((end, has_gap)) =
        gathered.fits(body.text(), const { Form::of(b"AA99AAA") }, places(&[4]))
    {
        let c = gathered.chars().get(..7).unwrap_or(&[]);
        if is_british_plate(c, body.year) {
            let score = Score::shaped(has_gap).rule("age mark is given out", 15);
            let need = if has_gap && are_capitals(body, start, end as usize) {
                Need::Points
            } else {
                Need::Word
            };
            out.put(body, D::PlateGb, (start, end as usize), score, need);
        }
    }
    // They count beside a word alone.
    let may_count = body.setup.is_on(D::PlateOther) && body.leads.any(Leads::to(D::PlateOther));
    if !may_count || before(body.text(), start) == Some(b'-') {
        return;
    }
    let mut forms = PLATE_FORMS.iter();
    let found = forms.find_map(|form| gathered.fits(body.text(), *form, EVERY_PLACE));
    if let Some((end, has_gap)) = found {
        let range = (start, end as usize);
        out.put(
            body,
            D::PlateOther,
            range,
            Score::shaped(has_gap),
            Need::Word,
        );
    }
}

fn is_british_plate(c: &[u8], year: u16) -> bool {
    let age = match c.get(2..4) {
        Some([tens, ones]) => u16::from(tens - b'0') * 10 + u16::from(ones - b'0'),
        _other => return false,
    };
    let is_letter = |(place, c): (usize, &u8)| match c {
        b'I' | b'Q' => false,
        b'Z' => place > 3,
        _other => true,
    };
    // Not known: nothing later than the newest export could be.
    let newest = if year < 2001 {
        49
    } else {
        year.min(2049) - 2000
    };
    let is_given_out = (2..=newest).contains(&age) || (51..=newest.max(1) + 50).contains(&age);
    is_given_out && c.iter().enumerate().all(is_letter)
}
