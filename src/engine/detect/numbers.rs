//! Numbers of digits alone: a table of groups, separators and checks.

use super::body::{Body, Need, Out};
use super::catalogue::Detector;
use super::checks::{self, Verdict, is_one_digit, luhn, verdict};
use super::marks::Group;
use super::score::Score;
use super::text::{before, slice};
use super::verdicts::{
    aadhaar, aba, ae_id, card, cn_id, cnpj, iccid, itin, nhs, nir, pesel, pnr, sa_id, ssn, za_id,
};

/// One line of the table.
struct Rule {
    detector: Detector,
    /// How the digits are usually grouped; without any separator it may stand, too.
    groups: &'static [&'static [u8]],
    /// Which separators may stand between groups.
    separators: &'static [u8],
    /// How many digits it may have when they stand in one run.
    run: std::ops::RangeInclusive<usize>,
    check: fn(&[u8]) -> Verdict,
    need: Need,
}

const fn rule(
    detector: Detector,
    groups: &'static [&'static [u8]],
    separators: &'static [u8],
    run: std::ops::RangeInclusive<usize>,
    check: fn(&[u8]) -> Verdict,
    need: Need,
) -> Rule {
    Rule {
        detector,
        groups,
        separators,
        run,
        check,
        need,
    }
}

use Detector as D;
use Need::{Points, Word};

const RULES: [Rule; 27] = [
    rule(D::Card, CARD_GROUPS, b" -", 12..=19, card, Points),
    rule(D::AbaUs, &[], b"", 9..=9, aba, Word),
    rule(D::GbNhs, &[&[3, 3, 4]], b" -", 10..=10, nhs, Points),
    rule(D::UsSsn, &[&[3, 2, 4]], b" -", 9..=9, ssn, Points),
    rule(D::UsItin, &[&[3, 2, 4]], b" -", 9..=9, itin, Word),
    rule(
        D::CaSin,
        &[&[3, 3, 3]],
        b" -",
        9..=9,
        |d| verdict("luhn", luhn(d)),
        Points,
    ),
    rule(D::InAadhaar, &[&[4, 4, 4]], b" -", 12..=12, aadhaar, Points),
    rule(
        D::BrCpf,
        &[&[3, 3, 3, 2]],
        b".-",
        11..=11,
        |d| verdict("two mod 11 digits", checks::br_cpf(d)),
        Points,
    ),
    rule(
        D::BrCnpj,
        &[&[2, 3, 3, 4, 2]],
        b"./-",
        14..=14,
        cnpj,
        Points,
    ),
    rule(
        D::FrNir,
        &[&[1, 2, 2, 2, 3, 3, 2], &[1, 2, 2, 2, 3, 3]],
        b" .",
        15..=15,
        nir,
        Points,
    ),
    rule(
        D::DeSteuerid,
        &[&[2, 3, 3, 3]],
        b" ",
        11..=11,
        |d| verdict("mod 11,10", checks::de_steuerid(d)),
        Points,
    ),
    rule(D::PlPesel, &[], b"", 11..=11, pesel, Points),
    rule(
        D::NlBsn,
        &[&[3, 3, 3], &[4, 2, 3]],
        b" .",
        9..=9,
        |d| verdict("mod 11", checks::nl_bsn(d)),
        Points,
    ),
    rule(
        D::BeNn,
        &[&[2, 2, 2, 3, 2]],
        b".- ",
        11..=11,
        |d| verdict("mod 97", checks::be_nn(d)),
        Points,
    ),
    rule(D::SePnr, &[&[6, 4], &[8, 4]], b"-+", 10..=12, pnr, Points),
    rule(
        D::TrTckn,
        &[],
        b"",
        11..=11,
        |d| verdict("two check digits", checks::tr_tckn(d)),
        Points,
    ),
    rule(
        D::ZaId,
        &[&[6, 4, 3], &[6, 4, 2, 1]],
        b" ",
        13..=13,
        za_id,
        Points,
    ),
    rule(
        D::IlTz,
        &[],
        b"",
        9..=9,
        |d| verdict("weights 1 2", checks::il_tz(d)),
        Word,
    ),
    rule(
        D::AuTfn,
        &[&[3, 3, 3]],
        b" -",
        9..=9,
        |d| verdict("mod 11", checks::au_tfn(d)),
        Points,
    ),
    rule(
        D::AuMedicare,
        &[&[4, 5, 1]],
        b" -",
        10..=10,
        |d| verdict("weights 1 3 7 9", checks::au_medicare(d)),
        Points,
    ),
    rule(
        D::AuAbn,
        &[&[2, 3, 3, 3]],
        b" ",
        11..=11,
        |d| verdict("mod 89", checks::au_abn(d)),
        Points,
    ),
    rule(
        D::ArCuit,
        &[&[2, 8, 1]],
        b"-",
        11..=11,
        |d| verdict("mod 11", checks::ar_cuit(d)),
        Points,
    ),
    rule(D::AeId, &[&[3, 4, 7, 1]], b"- ", 15..=15, ae_id, Points),
    rule(D::SaId, &[], b"", 10..=10, sa_id, Points),
    rule(
        D::Imei,
        &[&[2, 6, 6, 1]],
        b"- ",
        15..=15,
        |d| verdict("luhn", luhn(d)),
        Points,
    ),
    rule(
        D::Iccid,
        &[&[4, 4, 4, 4, 3], &[4, 4, 4, 4, 4]],
        b" -",
        19..=20,
        iccid,
        Points,
    ),
    rule(D::CnId, &[], b"", 18..=18, cn_id, Points),
];

/// How many digits any of them has in one run.
const RUNS: std::ops::RangeInclusive<usize> = 9..=20;

const CARD_GROUPS: &[&[u8]] = &[
    &[4, 4, 4, 4],
    &[4, 6, 5],
    &[4, 6, 4],
    &[4, 4, 4, 4, 3],
    &[4, 4, 5],
    &[4, 4, 4, 1],
];

/// Finds all numbers of the table.
pub(super) fn find(body: &Body<'_>, out: &mut Out) {
    let groups = &body.marks.groups;
    for (first, group) in groups.iter().enumerate() {
        if out.in_link(group.start as usize) {
            continue;
        }
        run(body, *group, out);
        if groups.len() == first + 1 {
            // Nothing stands behind it that it could be grouped with.
            break;
        }
        for rule in &RULES {
            for pattern in rule.groups {
                if usize::from(pattern.first().copied().unwrap_or(0)) == group.len()
                    && let Some(window) = groups.get(first..first + pattern.len())
                {
                    grouped(body, rule, window, pattern, out);
                }
            }
        }
    }
}

fn run(body: &Body<'_>, group: Group, out: &mut Out) {
    let (start, end) = (group.start as usize, group.end as usize);
    let n = group.len();
    if !RUNS.contains(&n) || body.is_inside(start, end) {
        return;
    }
    let digits = digits(body, &[group]);
    if is_one_digit(&digits) {
        return;
    }
    for rule in &RULES {
        if rule.run.contains(&n) {
            judge(body, rule, (start, end), &digits, false, out);
        }
    }
}

fn grouped(body: &Body<'_>, rule: &Rule, window: &[Group], pattern: &[u8], out: &mut Out) {
    let fits = window
        .iter()
        .zip(pattern)
        .all(|(group, n)| group.len() == usize::from(*n));
    let (Some(first), Some(last)) = (window.first(), window.last()) else {
        return;
    };
    let (start, end) = (first.start as usize, last.end as usize);
    if !fits || !are_linked(body, window, rule.separators) || body.is_inside(start, end) {
        return;
    }
    let digits = digits(body, window);
    if !is_one_digit(&digits) {
        judge(body, rule, (start, end), &digits, true, out);
    }
}

/// Whether exactly one of the separators stands between each two groups.
pub(super) fn are_linked(body: &Body<'_>, window: &[Group], separators: &[u8]) -> bool {
    window.windows(2).all(|pair| match pair {
        [left, right] if right.start - left.end == 1 => {
            before(body.text(), right.start as usize).is_some_and(|gap| separators.contains(&gap))
        }
        _far => false,
    })
}

/// What the digits of a group come to.
pub(super) fn value(body: &Body<'_>, group: &Group) -> u64 {
    let digits = slice(body.text(), group.start as usize, group.end as usize);
    let values = digits.iter().take(18).map(|digit| digit.wrapping_sub(b'0'));
    values.fold(0, |sum, digit| sum * 10 + u64::from(digit))
}

/// The digits of groups as values.
pub(super) fn digits(body: &Body<'_>, window: &[Group]) -> Vec<u8> {
    window
        .iter()
        .flat_map(|group| {
            body.text()
                .get(group.start as usize..group.end as usize)
                .unwrap_or(&[])
        })
        .map(|digit| digit.wrapping_sub(b'0'))
        .collect()
}

fn judge(
    body: &Body<'_>,
    rule: &Rule,
    (start, end): (usize, usize),
    digits: &[u8],
    is_grouped: bool,
    out: &mut Out,
) {
    if body.is_amount(start, end) {
        return;
    }
    let score = Score::shaped(is_grouped);
    let (score, need) = match (rule.check)(digits) {
        Verdict::No => return,
        Verdict::Holds(name) => (score.checked(name), rule.need),
        Verdict::Rule(name, points) => (score.rule(name, points), rule.need),
        // Left in only when somebody wrote beside it what it is: a slip of the pen.
        Verdict::Fails(name) => (score.with(super::score::Why::Fails(name), 0), Word),
        Verdict::Plain => (score, Word),
    };
    out.put(body, rule.detector, (start, end), score, need);
}
