//! ECDSA on P-256 with SHA-256.

use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{Signature, VerifyingKey};

use super::Outcome;
use crate::engine::wire::Der;

/// The two numbers of a signature, 32 bytes each.
pub(in crate::engine::verify) struct Numbers([u8; 64]);

impl Numbers {
    /// From numbers with a zero before them or not.
    pub(super) fn of(r: &[u8], s: &[u8]) -> Option<Numbers> {
        let mut out = [0; 64];
        let (r_out, s_out) = out.split_at_mut(32);
        for (number, out) in [(r, r_out), (s, s_out)] {
            let start = number.iter().position(|byte| *byte != 0)?;
            let digits = number.get(start..)?;
            out.get_mut(32_usize.checked_sub(digits.len())?..)?
                .copy_from_slice(digits);
        }
        Some(Numbers(out))
    }
}

/// The numbers of a signature in DER.
pub(in crate::engine::verify) fn numbers(bytes: &[u8]) -> Result<Numbers, String> {
    let read = || {
        let mut outer = Der::new(bytes);
        let mut inner = outer.sequence()?;
        let (r, s) = (inner.unsigned()?, inner.unsigned()?);
        (outer.is_over() && inner.is_over()).then_some(())?;
        Numbers::of(r, s)
    };
    read().ok_or_else(|| "is no ECDSA signature in DER".to_owned())
}

/// Whether `numbers` sign `message` under the key at `point`.
pub(in crate::engine::verify) fn check(point: &[u8], numbers: &Numbers, message: &[u8]) -> Outcome {
    let key = VerifyingKey::from_sec1_bytes(point);
    let signature = Signature::from_slice(&numbers.0);
    match (key, signature) {
        (Ok(key), Ok(signature)) if key.verify(message, &signature).is_ok() => Outcome::Good,
        _otherwise => Outcome::Bad,
    }
}
