//! RSA signatures in the form PKCS #1 v1.5: what most time stamping authorities use. Checking only,
//! so nothing here is secret and plain arithmetic will do.

use super::hash::Hash;
use crate::engine::wire::Der;

/// Sizes of keys that are looked at. Units: bytes.
const KEY_BYTES: std::ops::RangeInclusive<usize> = 256..=1024;

/// A public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RsaKey {
    modulus: Number,
    exponent: u32,
    n_bytes: usize,
}

/// A number, least digit first. As many digits as the modulus has.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Number(Vec<u32>);

impl RsaKey {
    /// `SEQUENCE { INTEGER modulus, INTEGER exponent }`; `None` for keys that are too small, too large
    /// or not odd.
    pub(super) fn read(bytes: &[u8]) -> Option<RsaKey> {
        let mut outer = Der::new(bytes);
        let mut key = outer.sequence()?;
        let (modulus, exponent) = (key.unsigned()?, key.unsigned()?);
        let exponent = exponent
            .iter()
            .try_fold(0_u32, |all, byte| {
                all.checked_mul(256)?.checked_add(u32::from(*byte))
            })
            .filter(|exponent| *exponent > 2 && exponent % 2 == 1)?;
        let is_odd = modulus.last().is_some_and(|last| last % 2 == 1);
        let fits = KEY_BYTES.contains(&modulus.len()) && is_odd;
        (fits && key.is_over() && outer.is_over()).then(|| RsaKey {
            modulus: Number::of(modulus, modulus.len().div_ceil(4)),
            exponent,
            n_bytes: modulus.len(),
        })
    }

    /// Whether `signature` signs what has this digest.
    pub(super) fn checks(&self, signature: &[u8], hash: Hash, digest: &[u8]) -> bool {
        if signature.len() != self.n_bytes {
            return false;
        }
        let number = Number::of(signature, self.modulus.0.len());
        if number.is_at_least(&self.modulus) {
            return false;
        }
        let mut end = hash.digest_info();
        end.extend_from_slice(digest);
        let Some(n_ones) = self.n_bytes.checked_sub(end.len() + 3) else {
            return false;
        };
        let mut wanted = vec![0, 1];
        wanted.resize(2 + n_ones, 0xff);
        wanted.push(0);
        wanted.extend(end);
        let wanted = Number::of(&wanted, self.modulus.0.len());
        n_ones >= 8 && self.raised(&number) == wanted
    }

    fn raised(&self, base: &Number) -> Number {
        let mut out = base.clone();
        let below_top = u32::BITS - 1 - self.exponent.leading_zeros();
        for bit in (0..below_top).rev() {
            out = out.times(&out, &self.modulus);
            if self.exponent >> bit & 1 == 1 {
                out = out.times(base, &self.modulus);
            }
        }
        out
    }
}

impl Number {
    /// From bytes, greatest first.
    fn of(bytes: &[u8], n_digits: usize) -> Number {
        let mut digits: Vec<u32> = bytes
            .rchunks(4)
            .map(|four| four.iter().fold(0, |all, byte| all << 8 | u32::from(*byte)))
            .collect();
        digits.resize(n_digits, 0);
        Number(digits)
    }

    fn is_at_least(&self, other: &Number) -> bool {
        self.0.iter().rev().ge(other.0.iter().rev())
    }

    /// Takes `other` away once; what is missing comes from `carried`, a digit above all.
    fn less(&mut self, other: &Number) {
        let mut owed = 0_i64;
        for (digit, by) in self.0.iter_mut().zip(&other.0) {
            let left = i64::from(*digit) - i64::from(*by) + owed;
            *digit = left as u32;
            owed = left >> 32;
        }
    }

    /// Adds `other`; what goes over the top.
    fn more(&mut self, other: &Number) -> bool {
        let mut over = 0_u64;
        for (digit, by) in self.0.iter_mut().zip(&other.0) {
            let sum = u64::from(*digit) + u64::from(*by) + over;
            *digit = sum as u32;
            over = sum >> 32;
        }
        over == 1
    }

    /// The sum of two numbers below the modulus, below it again.
    fn add(&mut self, other: &Number, modulus: &Number) {
        if self.more(other) || self.is_at_least(modulus) {
            self.less(modulus);
        }
    }

    /// The product, bit by bit: slow and plain.
    fn times(&self, other: &Number, modulus: &Number) -> Number {
        let mut out = Number(vec![0; modulus.0.len()]);
        for digit in other.0.iter().rev() {
            for bit in (0..u32::BITS).rev() {
                let twice = out.clone();
                out.add(&twice, modulus);
                if digit >> bit & 1 == 1 {
                    out.add(self, modulus);
                }
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_multiplied() {
        let modulus = Number(vec![0xffff_fffb, 0xffff_ffff]);
        let number = |n: u64| Number(vec![n as u32, (n >> 32) as u32]);
        let times = |a: u64, b: u64| {
            let product = number(a).times(&number(b), &modulus);
            u64::from(product.0[0]) | u64::from(product.0[1]) << 32
        };
        let prime = 0xffff_ffff_ffff_fffb_u64;
        for (a, b) in [(2, 3), (prime - 1, prime - 1), (1 << 63, 12_345), (0, 9)] {
            let wanted = (u128::from(a) * u128::from(b) % u128::from(prime)) as u64;
            assert_eq!(times(a, b), wanted, "{a} {b}");
        }
    }

    #[test]
    fn small_and_even_keys_are_refused() {
        let key = |modulus: &[u8], exponent: u8| {
            let inside = [
                &[0x02, 0x82, (modulus.len() >> 8) as u8, modulus.len() as u8][..],
                modulus,
                &[0x02, 0x01, exponent],
            ]
            .concat();
            let len = inside.len();
            RsaKey::read(&[&[0x30, 0x82, (len >> 8) as u8, len as u8][..], &inside].concat())
        };
        assert!(key(&[0x7f; 256], 3).is_some());
        assert!(key(&[0x7f; 255], 3).is_none());
        assert!(key(&[0x7e; 256], 3).is_none());
        assert!(key(&[0x7f; 256], 1).is_none());
        assert!(key(&[0x7f; 256], 4).is_none());
        assert!(RsaKey::read(&[0x30]).is_none());
    }
}
