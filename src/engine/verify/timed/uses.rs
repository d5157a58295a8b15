//! What a certificate may be used for, by its extensions (RFC 5280 4.2, RFC 3161 2.3), as strictly as
//! `openssl ts -verify` takes them.

use crate::engine::wire::{BIT_STRING, Der, INTEGER, OCTET_STRING, OID};

/// `2.5.29`, under which the extensions of certificates stand.
const EXTENSION: [u8; 2] = [0x55, 0x1d];
const BOOLEAN: u8 = 0x01;
const KEY_USE: u8 = 15;
const OTHER_NAMES: u8 = 17;
const BASIC_CONSTRAINTS: u8 = 19;
const POLICIES: u8 = 32;
const EXTENDED_USE: u8 = 37;
const FOR_TIME_STAMPS: [u8; 8] = [0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x08];
/// Signing certificates, in the first byte of the uses of a key.
const SIGNS_CERTIFICATES: u8 = 0b0000_0100;
/// Signing anything else, and vouching for it.
const SIGNS: u8 = 0b1100_0000;

/// What a certificate may be used for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Uses {
    is_authority: bool,
    /// Most authorities between it and whoever signs.
    path_len: Option<usize>,
    /// The first byte of the uses of its key; without them it may be used for all.
    key_use: Option<u8>,
    /// Time stamps are what it is for, and nothing else, and that must be heeded.
    stamps_alone: bool,
    /// Something that must be heeded and is not known here.
    is_odd: bool,
}

impl Uses {
    /// Reads what is left of the signed part of a certificate; `None` when it is damaged.
    pub(super) fn read(mut tbs: Der<'_>) -> Option<Uses> {
        let mut uses = Uses::default();
        while !tbs.is_over() {
            let value = tbs.any()?;
            if value.tag != 0xa3 {
                continue;
            }
            let mut all = Der::new(value.content).sequence()?;
            while !all.is_over() {
                let mut one = all.sequence()?;
                let oid = one.take(OID)?;
                let must_be_heeded = one.take(BOOLEAN) == Some(&[0xff]);
                uses.take(oid, must_be_heeded, one.take(OCTET_STRING)?)?;
            }
        }
        Some(uses)
    }

    fn take(&mut self, oid: &[u8], must_be_heeded: bool, inside: &[u8]) -> Option<()> {
        let last = oid
            .split_last()
            .filter(|(_, head)| **head == EXTENSION)
            .map(|(last, _)| *last);
        match last {
            Some(BASIC_CONSTRAINTS) => {
                let mut parts = Der::new(inside).sequence()?;
                self.is_authority = parts.take(BOOLEAN) == Some(&[0xff]);
                self.path_len = parts.take(INTEGER).map(small);
            }
            Some(KEY_USE) => {
                let bits = Der::new(inside).take(BIT_STRING)?;
                self.key_use = Some(bits.get(1).copied().unwrap_or(0));
            }
            Some(EXTENDED_USE) => {
                let mut kinds = Der::new(inside).sequence()?;
                let first = kinds.take(OID)?;
                self.stamps_alone = must_be_heeded && first == FOR_TIME_STAMPS && kinds.is_over();
            }
            Some(POLICIES | OTHER_NAMES) => {}
            _other => self.is_odd |= must_be_heeded,
        }
        Some(())
    }

    /// Whether it may sign certificates, when so many authorities stand below it.
    pub(super) fn may_sign_others(&self, n_below: usize) -> bool {
        self.is_authority
            && !self.is_odd
            && self.path_len.is_none_or(|most| n_below <= most)
            && self
                .key_use
                .is_none_or(|uses| uses & SIGNS_CERTIFICATES != 0)
    }

    /// Whether it may sign time stamps, and is for nothing else.
    pub(super) fn may_stamp(&self) -> bool {
        let signs = |uses: u8| uses & SIGNS != 0 && uses & !SIGNS == 0;
        self.stamps_alone && !self.is_odd && self.key_use.is_none_or(signs)
    }
}

/// A number of at most a byte; a larger one is no bound here.
fn small(bytes: &[u8]) -> usize {
    match bytes {
        [n] => usize::from(*n),
        _large => usize::MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Short values alone.
    fn der(tag: u8, content: &[u8]) -> Vec<u8> {
        [&[tag, content.len() as u8][..], content].concat()
    }

    fn extension(last: u8, must_be_heeded: bool, value: &[u8]) -> Vec<u8> {
        let oid = der(0x06, &[0x55, 0x1d, last]);
        let heeded = if must_be_heeded {
            der(BOOLEAN, &[0xff])
        } else {
            Vec::new()
        };
        der(0x30, &[oid, heeded, der(0x04, value)].concat())
    }

    fn uses(extensions: &[Vec<u8>]) -> Uses {
        let all = der(0xa3, &der(0x30, &extensions.concat()));
        Uses::read(Der::new(&all)).unwrap()
    }

    fn kinds(oids: &[&[u8]]) -> Vec<u8> {
        let oids: Vec<Vec<u8>> = oids.iter().map(|oid| der(0x06, oid)).collect();
        der(0x30, &oids.concat())
    }

    const SERVERS: [u8; 8] = [0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01];

    #[test]
    fn time_stamps_must_be_all_that_it_is_for() {
        let alone = kinds(&[&FOR_TIME_STAMPS]);
        let both = kinds(&[&FOR_TIME_STAMPS, &SERVERS]);
        let stamps = |heeded, value: &[u8]| extension(EXTENDED_USE, heeded, value);
        let bits = |uses: u8| extension(KEY_USE, true, &der(0x03, &[0, uses]));
        for (extensions, expected) in [
            (vec![stamps(true, &alone)], true),
            (vec![stamps(true, &alone), bits(0b1000_0000)], true),
            (vec![stamps(true, &alone), bits(0b1010_0000)], false),
            (vec![stamps(true, &alone), extension(99, true, &[])], false),
            (vec![stamps(true, &alone), extension(99, false, &[])], true),
            (vec![stamps(false, &alone)], false),
            (vec![stamps(true, &both)], false),
            (vec![], false),
        ] {
            assert_eq!(uses(&extensions).may_stamp(), expected, "{extensions:?}");
        }
    }

    #[test]
    fn an_authority_signs_as_deep_as_it_says_and_with_a_key_for_that() {
        let ca = der(BOOLEAN, &[0xff]);
        let of = |path: &[u8]| {
            let value = der(0x30, &[ca.clone(), path.to_vec()].concat());
            extension(BASIC_CONSTRAINTS, true, &value)
        };
        let one = der(0x02, &[1]);
        let bits = |uses: u8| extension(KEY_USE, true, &der(0x03, &[0, uses]));
        for (extensions, n_below, expected) in [
            (vec![of(&[])], 7, true),
            (vec![of(&one)], 1, true),
            (vec![of(&one)], 2, false),
            (vec![of(&[]), bits(0b0000_0110)], 0, true),
            (vec![of(&[]), bits(0b1000_0000)], 0, false),
            (vec![of(&[]), extension(30, true, &[])], 0, false),
            (
                vec![extension(BASIC_CONSTRAINTS, true, &der(0x30, &[]))],
                0,
                false,
            ),
        ] {
            let found = uses(&extensions).may_sign_others(n_below);
            assert_eq!(found, expected, "{extensions:?}");
        }
    }
}
