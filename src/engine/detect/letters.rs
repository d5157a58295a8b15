//! Check characters of numbers that letters stand in, or end. Characters are upper-case ASCII. Never
//! panics, whatever the length.

use super::checks::{at, number, weighted};

/// Fourteen characters; the value of one is its ASCII code less 48.
pub(super) fn br_cnpj(chars: &[u8]) -> bool {
    let values: Vec<u8> = chars.iter().map(|c| c.saturating_sub(48)).collect();
    let check = |weights: &[u32]| match weighted(&values, weights) % 11 {
        0 | 1 => 0,
        rest => 11 - rest,
    };
    check(&[5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) == at(&values, 12)
        && check(&[6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) == at(&values, 13)
}

/// Number mod 23 into the Spanish letters.
pub(super) fn es_letter(number: u64, letter: u8) -> bool {
    let letters = b"TRWAGMYFPDXBNJZSQVHLCKE";
    letters.get((number % 23) as usize) == Some(&letter)
}

/// Odd and even tables, mod 26.
pub(super) fn it_cf(chars: &[u8]) -> bool {
    const ODD: [u32; 26] = [
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24,
        23,
    ];
    let Some((check, body)) = chars.split_last() else {
        return false;
    };
    let sum: u32 = body
        .iter()
        .enumerate()
        .map(|(place, c)| {
            let value = match c {
                b'0'..=b'9' => c - b'0',
                letter => letter.saturating_sub(b'A'),
            };
            if place % 2 == 0 {
                ODD.get(usize::from(value)).copied().unwrap_or(0)
            } else {
                u32::from(value)
            }
        })
        .sum();
    body.len() == 15 && u32::from(check.saturating_sub(b'A')) == sum % 26
}

/// Key is 97 less the number mod 97; 2A counts as 19, 2B as 18.
pub(super) fn fr_nir(chars: &[u8]) -> bool {
    let digits: Vec<u8> = match (chars.get(5), chars.get(6)) {
        (Some(b'2'), Some(letter @ (b'A' | b'B'))) => {
            let as_digit = if *letter == b'A' { b'9' } else { b'8' };
            let mut chars = chars.to_vec();
            if let Some(pair) = chars.get_mut(5..7) {
                pair.copy_from_slice(&[b'1', as_digit]);
            }
            chars
        }
        _other => chars.to_vec(),
    };
    if digits.len() != 15 || !digits.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let values: Vec<u8> = digits.iter().map(|c| c - b'0').collect();
    let (body, key) = values.split_at(13);
    97 - number(body) % 97 == number(key)
}

/// Letter, seven digits, letter.
pub(super) fn sg_nric(chars: &[u8]) -> bool {
    let (Some(first), Some(last)) = (chars.first(), chars.last()) else {
        return false;
    };
    let digits: Vec<u8> = chars
        .iter()
        .skip(1)
        .take(7)
        .map(|c| c.saturating_sub(b'0'))
        .collect();
    let sum = weighted(&digits, &[2, 7, 6, 5, 4, 3, 2]);
    let (plus, letters) = match first {
        b'S' => (0, b"JZIHGFEDCBA"),
        b'T' => (4, b"JZIHGFEDCBA"),
        b'F' => (0, b"XWUTRQPNMLK"),
        b'G' => (4, b"XWUTRQPNMLK"),
        b'M' => (3, b"KLJNPQRTUWX"),
        _other => return false,
    };
    letters.get(((sum + plus) % 11) as usize) == Some(last)
}

/// One or two letters and six digits; a missing letter counts as 36; check 10 is A.
pub(super) fn hk_id(letters: &[u8], digits: &[u8], check: u8) -> bool {
    let value = |letter: &u8| u32::from(letter.saturating_sub(b'A')) + 10;
    let (first, second) = match letters {
        [one] => (36, value(one)),
        [one, two] => (value(one), value(two)),
        _other => return false,
    };
    let check = match check {
        b'A' => 10,
        digit @ b'0'..=b'9' => u32::from(digit - b'0'),
        _other => return false,
    };
    (first * 9 + second * 8 + weighted(digits, &[7, 6, 5, 4, 3, 2]) + check).is_multiple_of(11)
}

/// Weights 2 to 7 from the right, mod 11, K for 10.
pub(super) fn cl_rut(body: &[u8], check: u8) -> bool {
    let sum: u32 = body
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| u32::from(*digit) * (2 + place as u32 % 6))
        .sum();
    let expected = match 11 - sum % 11 {
        11 => b'0',
        10 => b'K',
        digit => b'0' + digit as u8,
    };
    expected == check
}

/// Weights 7 3 1 over characters, `<` is nothing.
pub(super) fn mrz(chars: &[u8], check: u8) -> bool {
    let sum: u32 = chars
        .iter()
        .zip([7, 3, 1].into_iter().cycle())
        .map(|(c, weight)| {
            let value = match c {
                b'0'..=b'9' => u32::from(c - b'0'),
                b'A'..=b'Z' => u32::from(c - b'A') + 10,
                _filler => 0,
            };
            value * weight
        })
        .sum();
    let expected = b'0' + (sum % 10) as u8;
    check == expected || (check == b'<' && expected == b'0')
}

/// The check digit in the ninth place, as North America has it.
pub(super) fn vin(chars: &[u8]) -> bool {
    let value = |c: u8| match c {
        b'0'..=b'9' => u32::from(c - b'0'),
        b'A'..=b'H' => u32::from(c - b'A') + 1,
        b'J'..=b'N' => u32::from(c - b'J') + 1,
        b'P' => 7,
        b'R' => 9,
        b'S'..=b'Z' => u32::from(c - b'S') + 2,
        _other => 0,
    };
    let values: Vec<u8> = chars.iter().map(|c| value(*c) as u8).collect();
    let weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    let expected = match weighted(&values, &weights) % 11 {
        10 => b'X',
        rest => b'0' + rest as u8,
    };
    chars.len() == 17 && chars.get(8) == Some(&expected)
}

/// Fifteen characters, base 36, products folded into two digits.
pub(super) fn in_gstin(chars: &[u8]) -> bool {
    let value = |c: u8| match c {
        b'0'..=b'9' => u32::from(c - b'0'),
        letter => u32::from(letter.saturating_sub(b'A')) + 10,
    };
    let sum: u32 = chars
        .iter()
        .take(14)
        .enumerate()
        .map(|(place, c)| {
            let product = value(*c) * (1 + place as u32 % 2);
            product / 36 + product % 36
        })
        .sum();
    chars.len() == 15 && chars.last().map(|c| value(*c)) == Some((36 - sum % 36) % 36)
}

/// Nine digits mod 31.
pub(super) fn fi_hetu(digits: &[u8], check: u8) -> bool {
    let letters = b"0123456789ABCDEFHJKLMNPRSTUVWXY";
    letters.get((number(digits) % 31) as usize) == Some(&check)
}
