//! What a number of digits says about itself: whether it can be one at all, then its checksum.

use super::checks::{self, Verdict, luhn, number, verdict};

pub(super) fn card(digits: &[u8]) -> Verdict {
    let lead = |n: usize| number(digits.get(..n).unwrap_or(&[]));
    let n = digits.len();
    let is_known = match lead(2) {
        40..=49 => matches!(n, 13 | 16 | 19),
        51..=55 => n == 16,
        22..=27 => n == 16 && (2221..=2720).contains(&lead(4)),
        34 | 37 => n == 15,
        30 | 36 | 38 | 39 => (14..=19).contains(&n),
        35 => (16..=19).contains(&n),
        60 | 64 | 65 | 62 => (16..=19).contains(&n),
        50 | 56..=59 | 61 | 63 | 66..=69 => (12..=19).contains(&n),
        _other => false,
    };
    if !is_known {
        return Verdict::No;
    }
    verdict("luhn", luhn(digits))
}

pub(super) fn aba(digits: &[u8]) -> Verdict {
    if !checks::is_aba_area(digits) {
        return Verdict::No;
    }
    verdict("weights 3 7 1", checks::aba_us(digits))
}

pub(super) fn nhs(digits: &[u8]) -> Verdict {
    verdict("mod 11", checks::gb_nhs(digits))
}

pub(super) fn ssn(digits: &[u8]) -> Verdict {
    let part = |from: usize, to: usize| number(digits.get(from..to).unwrap_or(&[]));
    let is_possible = !matches!(part(0, 3), 0 | 666 | 900..) && part(3, 5) > 0 && part(5, 9) > 0;
    if is_possible {
        Verdict::Rule("area, group and serial can be", 10)
    } else {
        Verdict::No
    }
}

pub(super) fn itin(digits: &[u8]) -> Verdict {
    let group = number(digits.get(3..5).unwrap_or(&[]));
    match (digits.first(), group) {
        (Some(9), 50..=65 | 70..=88 | 90..=92 | 94..=99) => Verdict::Rule("issued range", 10),
        _other => Verdict::No,
    }
}

pub(super) fn aadhaar(digits: &[u8]) -> Verdict {
    match digits.first() {
        Some(0 | 1) => Verdict::No,
        _other => verdict("verhoeff", checks::verhoeff(digits)),
    }
}

pub(super) fn cnpj(digits: &[u8]) -> Verdict {
    let chars: Vec<u8> = digits.iter().map(|digit| digit + b'0').collect();
    verdict("two mod 11 digits", checks::br_cnpj(&chars))
}

pub(super) fn nir(digits: &[u8]) -> Verdict {
    if !matches!(digits.first(), Some(1 | 2 | 3 | 4 | 7 | 8)) {
        return Verdict::No;
    }
    if digits.len() == 13 {
        return Verdict::Plain;
    }
    let chars: Vec<u8> = digits.iter().map(|digit| digit + b'0').collect();
    verdict("mod 97", checks::fr_nir(&chars))
}

/// Whether two digits each are a month and a day.
fn is_date(month: u64, day: u64) -> bool {
    (1..=12).contains(&month) && (1..=31).contains(&day)
}

pub(super) fn pesel(digits: &[u8]) -> Verdict {
    let part = |from: usize, to: usize| number(digits.get(from..to).unwrap_or(&[]));
    if !is_date(part(2, 4) % 20, part(4, 6)) {
        return Verdict::No;
    }
    verdict("weights 1 3 7 9", checks::pl_pesel(digits))
}

pub(super) fn pnr(digits: &[u8]) -> Verdict {
    let Some(last_ten) = digits.len().checked_sub(10).and_then(|at| digits.get(at..)) else {
        return Verdict::No;
    };
    let part = |from: usize, to: usize| number(last_ten.get(from..to).unwrap_or(&[]));
    // Sixty is added to the day in numbers for people who are only passing.
    if digits.len() == 11 || !is_date(part(2, 4), part(4, 6) % 60) {
        return Verdict::No;
    }
    verdict("luhn", luhn(last_ten))
}

pub(super) fn za_id(digits: &[u8]) -> Verdict {
    let part = |from: usize, to: usize| number(digits.get(from..to).unwrap_or(&[]));
    if !is_date(part(2, 4), part(4, 6)) {
        return Verdict::No;
    }
    verdict("luhn", luhn(digits))
}

pub(super) fn ae_id(digits: &[u8]) -> Verdict {
    let part = |from: usize, to: usize| number(digits.get(from..to).unwrap_or(&[]));
    if part(0, 3) != 784 || !(1900..=2100).contains(&part(3, 7)) {
        return Verdict::No;
    }
    verdict("luhn", luhn(digits))
}

pub(super) fn sa_id(digits: &[u8]) -> Verdict {
    match digits.first() {
        Some(1 | 2) => verdict("luhn", luhn(digits)),
        _other => Verdict::No,
    }
}

pub(super) fn iccid(digits: &[u8]) -> Verdict {
    if digits.get(..2) != Some(&[8, 9]) {
        return Verdict::No;
    }
    verdict("luhn", luhn(digits))
}

pub(super) fn cn_id(digits: &[u8]) -> Verdict {
    let (body, check) = digits.split_at(digits.len().min(17));
    let part = |from: usize, to: usize| number(digits.get(from..to).unwrap_or(&[]));
    if !(1800..=2200).contains(&part(6, 10)) || !is_date(part(10, 12), part(12, 14)) {
        return Verdict::No;
    }
    let check = check.first().copied().map_or(99, u32::from);
    verdict("mod 11-2", checks::mod_11_2(body, check))
}
