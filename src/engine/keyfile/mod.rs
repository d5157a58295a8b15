//! The key of pseudonyms: which label stands for whom in one finished package, as a file that is always
//! encrypted. `docs/pseudonyms.md` describes it.
//!
//! Read [`KeyContent`], [`write()`] and [`read`]. Only a worker may call the latter two: deriving a key
//! takes a while and 64 MiB.
//!
//! Invariants: there is no plain form; salt, nonce and time are handed in, so that the same input gives
//! the same bytes; the lock is that of case files. Must never go into a package, nor its digest.

mod error;
mod table;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::casefile::{self, Lock, Passphrase};
use super::seal::Secret;

pub use error::KeyFileError;
pub use table::{KeyExport, KeyName, KeyTable, KeyThread, Pseudonym};

/// The format's name, in the file.
pub const KEY_FORMAT: &str = "threadseal-pseudonyms-1";

/// The largest file that is read. Somebody in a few threads takes about 600 bytes. Units: bytes.
pub const LARGEST_KEY_FILE: u64 = 16 << 20;

/// What a key of pseudonyms says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyContent {
    /// When it was saved, RFC 3339.
    pub saved_at: String,
    /// Name of the package.
    pub package: String,
    /// SHA-256 of the package as it was built.
    pub package_sha256: String,
    /// Who is who in it.
    pub table: KeyTable,
}

/// What reading a file came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyRead {
    /// Its content.
    Open(KeyContent),
    /// It is unharmed: a passphrase is needed.
    Locked,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Inside {
    #[serde(rename = "format")]
    _format: String,
    saved_at: String,
    package: String,
    package_sha256: String,
    exports: Vec<KeyExport>,
    pseudonyms: Vec<Pseudonym>,
}

/// The file.
///
/// Shape: JSON, one line end at the end.
/// Errors: `TooLarge` for what could not be read again, `Lock`.
pub fn write(content: &KeyContent, lock: &Lock) -> Result<String, KeyFileError> {
    let text = casefile::locked(KEY_FORMAT, &plain(content), lock)?;
    fits(text.as_bytes())?;
    Ok(text)
}

/// A lock for `content` of what somebody drew by chance, where no chance is at hand.
pub fn lock_of_draw(content: &KeyContent, passphrase: Passphrase, draw: &Secret) -> Lock {
    Lock::of_draw(passphrase, draw, &plain(content))
}

/// Reads a file; opens it when there is a passphrase.
///
/// Errors: [`KeyFileError`]. Damage is told before a passphrase is asked for.
pub fn read(bytes: &[u8], passphrase: Option<&Passphrase>) -> Result<KeyRead, KeyFileError> {
    fits(bytes)?;
    let file = casefile::checked(KEY_FORMAT, bytes)?;
    if file.get("lock").is_none() {
        return Err(KeyFileError::NotLocked);
    }
    match casefile::unlocked(KEY_FORMAT, file, passphrase)? {
        None => Ok(KeyRead::Locked),
        Some(inside) => content(casefile::checked(KEY_FORMAT, &inside)?).map(KeyRead::Open),
    }
}

fn fits(bytes: &[u8]) -> Result<(), KeyFileError> {
    let size_bytes = bytes.len() as u64;
    if size_bytes > LARGEST_KEY_FILE {
        return Err(KeyFileError::TooLarge { size_bytes });
    }
    Ok(())
}

/// What is encrypted.
fn plain(content: &KeyContent) -> String {
    casefile::sealed(json!({
        "format": KEY_FORMAT,
        "saved_at": content.saved_at,
        "package": content.package,
        "package_sha256": content.package_sha256,
        "exports": content.table.exports,
        "pseudonyms": content.table.pseudonyms,
    }))
}

fn content(inside: Value) -> Result<KeyContent, KeyFileError> {
    let inside: Inside =
        serde_json::from_value(inside).map_err(|source| KeyFileError::NotAKey { source })?;
    if let Some(fault) = table::fault(&inside.exports, &inside.pseudonyms) {
        return Err(KeyFileError::NotSound { fault });
    }
    Ok(KeyContent {
        saved_at: inside.saved_at,
        package: inside.package,
        package_sha256: inside.package_sha256,
        table: KeyTable {
            exports: inside.exports,
            pseudonyms: inside.pseudonyms,
        },
    })
}
