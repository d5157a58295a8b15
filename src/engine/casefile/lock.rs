//! Locking a case file with a passphrase: Argon2id for the key, AES-256-GCM for the content.
//!
//! The header is authenticated with the content. A part of what the passphrase gives is not used as
//! key and its digest stands in the header: so a wrong passphrase is told from changed content.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use argon2::{Algorithm, Argon2, Params, Version};
use data_encoding::{BASE64, HEXLOWER};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::error::CaseFileError;
use crate::engine::decision::canonical_json;
use crate::engine::digest::sha256_hex;
use crate::engine::seal::Secret;

/// The shortest passphrase that is taken. Units: characters.
pub const SHORTEST_PASSPHRASE: usize = 12;

/// RFC 9106, section 4: the second of the two recommended settings, with one lane, since a page
/// has one thread for it.
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;
const LANES: u32 = 1;

/// What a file may ask for at most: opening one must not take all memory, nor for ever.
const MOST_MEMORY_KIB: u32 = 256 * 1024;
const MOST_PASSES: u32 = 16;
const MOST_LANES: u32 = 8;

/// A passphrase. Never printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Passphrase(pub String);

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Passphrase(…)")
    }
}

/// What a case file is locked with. Salt and nonce must be random and used once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    /// Typed by the person.
    pub passphrase: Passphrase,
    /// For the key.
    pub salt: [u8; 16],
    /// For the cipher.
    pub nonce: [u8; 12],
}

/// The header of a locked file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    kdf: String,
    version: u32,
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    salt: String,
    cipher: String,
    nonce: String,
    check: String,
}

impl Lock {
    /// A lock of what somebody drew, where no chance is at hand. Salt and nonce are made of it and of
    /// what is locked, so that neither is used for two contents.
    pub fn of_draw(passphrase: Passphrase, draw: &Secret, plain: &str) -> Lock {
        let mut made = draw.of_lock(plain).into_iter();
        let salt = std::array::from_fn(|_| made.next().unwrap_or_default());
        let nonce = std::array::from_fn(|_| made.next().unwrap_or_default());
        Lock {
            passphrase,
            salt,
            nonce,
        }
    }

    /// The header, and the content in Base64.
    pub(super) fn close(
        &self,
        format: &str,
        plain: &[u8],
    ) -> Result<(Value, String), CaseFileError> {
        let mut header = Header {
            kdf: "argon2id".to_owned(),
            version: 19,
            memory_kib: MEMORY_KIB,
            passes: PASSES,
            lanes: LANES,
            salt: HEXLOWER.encode(&self.salt),
            cipher: "aes-256-gcm".to_owned(),
            nonce: HEXLOWER.encode(&self.nonce),
            check: String::new(),
        };
        let derived = derive(&header, &self.salt, &self.passphrase)?;
        header.check = check_of(&derived);
        let header = json!(header);
        let aad = bound(format, &header);
        let payload = Payload {
            msg: plain,
            aad: aad.as_bytes(),
        };
        let sealed = cipher(&derived)
            .encrypt(&Nonce::from(self.nonce), payload)
            .map_err(|_| CaseFileError::NoRoom)?;
        Ok((header, BASE64.encode(&sealed)))
    }
}

/// Whether this version can open such a lock at all.
pub(super) fn is_known(header: &Value) -> Result<(), CaseFileError> {
    parsed(header).map(|_| ())
}

/// The content of a locked file.
pub(super) fn open(
    format: &str,
    header: &Value,
    content: &str,
    passphrase: &Passphrase,
) -> Result<Vec<u8>, CaseFileError> {
    let (known, salt, nonce) = parsed(header)?;
    let sealed = BASE64
        .decode(content.as_bytes())
        .map_err(|_| CaseFileError::Damaged)?;
    let derived = derive(&known, &salt, passphrase)?;
    if check_of(&derived) != known.check {
        return Err(CaseFileError::WrongPassphrase);
    }
    let aad = bound(format, header);
    let payload = Payload {
        msg: &sealed,
        aad: aad.as_bytes(),
    };
    cipher(&derived)
        .decrypt(&Nonce::from(nonce), payload)
        .map_err(|_| CaseFileError::Changed)
}

fn parsed(header: &Value) -> Result<(Header, Vec<u8>, [u8; 12]), CaseFileError> {
    let known: Header = serde_json::from_value(header.clone())
        .map_err(|source| CaseFileError::NotACase { source })?;
    if known.kdf != "argon2id" || known.version != 19 || known.cipher != "aes-256-gcm" {
        return Err(CaseFileError::OtherLock {
            found: format!("{} {}, {}", known.kdf, known.version, known.cipher),
        });
    }
    if known.memory_kib > MOST_MEMORY_KIB || known.passes > MOST_PASSES || known.lanes > MOST_LANES
    {
        return Err(CaseFileError::TooMuchWork {
            memory_kib: known.memory_kib,
            passes: known.passes,
        });
    }
    let bytes = |text: &str| {
        HEXLOWER
            .decode(text.as_bytes())
            .map_err(|_| CaseFileError::Damaged)
    };
    let nonce = bytes(&known.nonce)?
        .try_into()
        .map_err(|_| CaseFileError::Damaged)?;
    let salt = bytes(&known.salt)?;
    Ok((known, salt, nonce))
}

/// 32 bytes for the key, 32 to tell a wrong passphrase by.
fn derive(
    header: &Header,
    salt: &[u8],
    passphrase: &Passphrase,
) -> Result<[u8; 64], CaseFileError> {
    let mut derived = [0; 64];
    let params = Params::new(
        header.memory_kib,
        header.passes,
        header.lanes,
        Some(derived.len()),
    )
    .map_err(|_| CaseFileError::Damaged)?;
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(composed(passphrase).as_bytes(), salt, &mut derived)
        .map_err(|_| CaseFileError::Damaged)?;
    Ok(derived)
}

/// The same characters however a keyboard composed them.
fn composed(passphrase: &Passphrase) -> String {
    use unicode_normalization::UnicodeNormalization;
    passphrase.0.nfc().collect()
}

fn check_of(derived: &[u8; 64]) -> String {
    let (_, rest) = derived.split_at(32);
    sha256_hex(rest).chars().take(16).collect()
}

fn cipher(derived: &[u8; 64]) -> Aes256Gcm {
    let mut key = Key::<Aes256Gcm>::default();
    let (first, _) = derived.split_at(32);
    key.copy_from_slice(first);
    Aes256Gcm::new(&key)
}

/// What is authenticated beside the content.
fn bound(format: &str, header: &Value) -> String {
    canonical_json(&json!({ "format": format, "lock": header }))
}
