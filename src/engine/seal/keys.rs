//! One secret to all salts.

use data_encoding::HEXLOWER_PERMISSIVE;

use super::hash::{Hash, Mac};
use super::lanes::{self, LANES};
use serde::{Deserialize, Serialize};

use crate::engine::place::{EntryId, SourceId};

/// The 32 bytes that all salts of a seal are made from. Whoever has them can find out by trying
/// what a disclosure withholds. Never printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secret(pub [u8; 32]);

impl std::fmt::Debug for Secret {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Secret(…)")
    }
}

impl Secret {
    /// Reads 64 hex digits.
    pub fn from_hex(text: &str) -> Option<Secret> {
        let bytes = HEXLOWER_PERMISSIVE.decode(text.as_bytes()).ok()?;
        Some(Secret(bytes.try_into().ok()?))
    }

    /// The secret of one of several seals of a case: another one for each text, whatever else is
    /// open. A record of one seal that is shown in full tells its key, and a key must never open
    /// anything of another seal.
    pub fn of_text(&self, source: &SourceId, entry: EntryId) -> Secret {
        let mac = Mac::new(&self.0);
        let entry = entry.0.to_be_bytes();
        Secret(mac.of(&[b"chat-seal-1/text", source.0.as_bytes(), &entry]))
    }

    /// 32 bytes for a lock of that text: others for every text, and none that a seal is made of.
    pub fn of_lock(&self, plain: &str) -> Hash {
        Mac::new(&self.0).of(&[b"threadseal-lock-1", plain.as_bytes()])
    }

    /// Prepares it for the keys of records.
    pub fn keys(&self) -> Keys {
        Keys(Mac::new(&self.0))
    }
}

/// Makes the keys of records.
#[derive(Clone)]
pub struct Keys(Mac);

impl Keys {
    /// `K(i)`.
    #[inline]
    pub fn record(&self, i: u32) -> Hash {
        self.0.of(&[b"chat-seal-1/rec", &i.to_be_bytes()])
    }
}

/// Makes the salts of one record from its key.
#[derive(Clone)]
pub struct Salts(Mac);

impl Salts {
    /// For the record with that key.
    #[inline]
    pub fn new(key: &Hash) -> Salts {
        Salts(Mac::new(key))
    }

    /// `s(K, label)`.
    #[inline]
    pub fn salt(&self, label: &str) -> Hash {
        self.0.of(&[label.as_bytes()])
    }

    /// `s(K, "tok", j)` for the four from `first` on.
    #[inline]
    pub fn tokens(&self, first: u32) -> [Hash; LANES] {
        let at = [0, 1, 2, 3].map(|lane| first.wrapping_add(lane).to_be_bytes());
        let messages: [[&[u8]; 2]; LANES] = at.each_ref().map(|at| [b"tok".as_slice(), at]);
        let [a, b, c, d] = &messages;
        lanes::macs(self.0.inner, self.0.outer, [a, b, c, d])
    }

    /// `s(K, "tok", j)`.
    #[inline]
    pub fn token(&self, j: u32) -> Hash {
        self.0.of(&[b"tok", &j.to_be_bytes()])
    }
}
