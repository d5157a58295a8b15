//! Check digits and checksums, each a few lines. Digits are values 0 to 9, characters upper-case
//! ASCII. Never panics, whatever the length: too short a number does not hold.

pub(super) use super::letters::{
    br_cnpj, cl_rut, es_letter, fi_hetu, fr_nir, hk_id, in_gstin, it_cf, mrz, sg_nric, vin,
};

/// What a number says about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// No such number can exist.
    No,
    /// Its checksum holds.
    Holds(&'static str),
    /// Its checksum does not hold.
    Fails(&'static str),
    /// There is no checksum; the rules of its form hold.
    Rule(&'static str, i8),
    /// There is nothing to check.
    Plain,
}

/// Holds or fails.
pub(super) fn verdict(name: &'static str, holds: bool) -> Verdict {
    if holds {
        Verdict::Holds(name)
    } else {
        Verdict::Fails(name)
    }
}

/// The digit at a place; a missing one counts as nothing.
pub(super) fn at(digits: &[u8], index: usize) -> u32 {
    digits.get(index).copied().map_or(0, u32::from)
}

/// Sum of products; missing digits count as nothing.
pub(super) fn weighted(digits: &[u8], weights: &[u32]) -> u32 {
    digits
        .iter()
        .zip(weights)
        .map(|(digit, weight)| u32::from(*digit) * weight)
        .sum()
}

/// Whether all digits are the same.
pub(super) fn is_one_digit(digits: &[u8]) -> bool {
    digits.windows(2).all(|pair| pair.first() == pair.last())
}

/// Doubling every second digit from the right.
pub(super) fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let value = u32::from(*digit) << (place % 2);
            if value > 9 { value - 9 } else { value }
        })
        .sum();
    !digits.is_empty() && sum.is_multiple_of(10)
}

/// The digits as a number; at most 18 of them.
pub(super) fn number(digits: &[u8]) -> u64 {
    digits
        .iter()
        .take(18)
        .fold(0, |sum, digit| sum * 10 + u64::from(*digit))
}

/// ISO 7064 mod 97-10 over characters, with the first four moved to the end.
pub(super) fn iban_97(chars: &[u8]) -> bool {
    let (head, tail) = chars.split_at(chars.len().min(4));
    let mut rest: u32 = 0;
    for c in tail.iter().chain(head) {
        rest = match c {
            b'0'..=b'9' => rest * 10 + u32::from(c - b'0'),
            b'A'..=b'Z' => rest * 100 + u32::from(c - b'A') + 10,
            _other => return false,
        } % 97;
    }
    rest == 1
}

/// Verhoeff's scheme over the dihedral group.
pub(super) fn verhoeff(digits: &[u8]) -> bool {
    const TIMES: [[u8; 10]; 10] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
        [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
        [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
        [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
        [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
        [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
        [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
        [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
        [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
    ];
    const SWAP: [[u8; 10]; 8] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 5, 7, 6, 2, 8, 3, 0, 9, 4],
        [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
        [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
        [9, 4, 5, 3, 1, 2, 6, 8, 7, 0],
        [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
        [2, 7, 9, 3, 8, 0, 6, 4, 1, 5],
        [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
    ];
    let cell = |table: &[[u8; 10]], row: usize, column: u8| {
        table
            .get(row)
            .and_then(|row| row.get(usize::from(column)))
            .copied()
            .unwrap_or(0)
    };
    let end = digits.iter().rev().enumerate().fold(0, |c, (i, digit)| {
        cell(&TIMES, usize::from(c), cell(&SWAP, i % 8, *digit))
    });
    end == 0
}

/// ISO 7064 mod 11,10.
pub(super) fn mod_11_10(digits: &[u8]) -> bool {
    let Some((check, body)) = digits.split_last() else {
        return false;
    };
    let product = body.iter().fold(10, |product, digit| {
        let sum = match (u32::from(*digit) + product) % 10 {
            0 => 10,
            sum => sum,
        };
        sum * 2 % 11
    });
    (11 - product) % 10 == u32::from(*check)
}

/// ISO 7064 mod 11-2 over 17 digits; the check is a digit or 10 for X.
pub(super) fn mod_11_2(body: &[u8], check: u32) -> bool {
    let rest = body
        .iter()
        .fold(0, |rest, digit| (rest + u32::from(*digit)) * 2 % 11);
    (12 - rest) % 11 == check
}

/// Weights 10 down to 2, check is 11 less the rest; 10 is never given out.
pub(super) fn gb_nhs(digits: &[u8]) -> bool {
    let sum = weighted(digits, &[10, 9, 8, 7, 6, 5, 4, 3, 2]);
    let check = (11 - sum % 11) % 11;
    check != 10 && check == at(digits, 9)
}

/// Weights 3 7 1.
pub(super) fn aba_us(digits: &[u8]) -> bool {
    weighted(digits, &[3, 7, 1, 3, 7, 1, 3, 7, 1]).is_multiple_of(10)
}

/// The first two digits of a routing number.
pub(super) fn is_aba_area(digits: &[u8]) -> bool {
    matches!(number(digits.get(..2).unwrap_or(&[])), 0..=12 | 21..=32 | 61..=72 | 80)
}

/// Two digits mod 11 over falling weights.
pub(super) fn br_cpf(digits: &[u8]) -> bool {
    let check = |n: u32| {
        let weights: Vec<u32> = (2..=n).rev().collect();
        match weighted(digits, &weights) * 10 % 11 {
            10 => 0,
            rest => rest,
        }
    };
    check(10) == at(digits, 9) && check(11) == at(digits, 10)
}

/// Exactly one digit of the first ten occurs two or three times, and mod 11,10 holds.
pub(super) fn de_steuerid(digits: &[u8]) -> bool {
    let mut counts = [0_u8; 10];
    for digit in digits.iter().take(10) {
        if let Some(count) = counts.get_mut(usize::from(*digit)) {
            *count += 1;
        }
    }
    let n_repeated = counts.iter().filter(|count| **count > 1).count();
    let is_usual = n_repeated == 1 && counts.iter().all(|count| *count <= 3);
    digits.first() != Some(&0) && is_usual && mod_11_10(digits)
}

/// Weights 1 3 7 9.
pub(super) fn pl_pesel(digits: &[u8]) -> bool {
    let sum = weighted(digits, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]);
    sum.is_multiple_of(10)
}

/// Weights 9 down to 2, the last less one.
pub(super) fn nl_bsn(digits: &[u8]) -> bool {
    let sum = weighted(digits, &[9, 8, 7, 6, 5, 4, 3, 2]) as i64 - i64::from(at(digits, 8));
    sum % 11 == 0
}

/// 97 less the first nine mod 97, with a 2 in front for births from 2000 on.
pub(super) fn be_nn(digits: &[u8]) -> bool {
    let (body, check) = digits.split_at(digits.len().min(9));
    let key = |n: u64| 97 - n % 97 == number(check);
    key(number(body)) || key(2_000_000_000 + number(body))
}

/// Two check digits from odd and even sums.
pub(super) fn tr_tckn(digits: &[u8]) -> bool {
    let (mut odd, mut even, mut all) = (0, 0, 0);
    for (place, digit) in digits.iter().take(10).enumerate() {
        let digit = i64::from(*digit);
        all += digit;
        match place {
            9 => {}
            place if place % 2 == 0 => odd += digit,
            _even => even += digit,
        }
    }
    let tenth = (7 * odd - even).rem_euclid(10);
    digits.first() != Some(&0)
        && tenth == i64::from(at(digits, 9))
        && all % 10 == i64::from(at(digits, 10))
}

/// Weights 1 2 from the left over nine digits.
pub(super) fn il_tz(digits: &[u8]) -> bool {
    digits.len() == 9 && luhn(digits)
}

/// Weights 1 4 3 7 5 8 6 9 10, mod 11.
pub(super) fn au_tfn(digits: &[u8]) -> bool {
    weighted(digits, &[1, 4, 3, 7, 5, 8, 6, 9, 10]).is_multiple_of(11)
}

/// Weights 1 3 7 9, mod 10 is the ninth digit.
pub(super) fn au_medicare(digits: &[u8]) -> bool {
    matches!(at(digits, 0), 2..=6)
        && weighted(digits, &[1, 3, 7, 9, 1, 3, 7, 9]) % 10 == at(digits, 8)
}

/// First digit less one, odd weights, mod 89.
pub(super) fn au_abn(digits: &[u8]) -> bool {
    let sum = weighted(digits, &[10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]);
    at(digits, 0) > 0 && (sum - 10).is_multiple_of(89)
}

/// Weights 5 4 3 2 7 6 5 4 3 2, mod 11.
pub(super) fn ar_cuit(digits: &[u8]) -> bool {
    let sum = weighted(digits, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);
    let check = match 11 - sum % 11 {
        11 => 0,
        10 => 9,
        check => check,
    };
    check == at(digits, 10)
}
