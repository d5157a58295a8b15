//! A case as one file: the log of decisions, and which exports it is about. `docs/case-file.md`
//! describes it.
//!
//! Read [`CaseContent`], [`write()`] and [`read`]. Only the worker may call the latter two: deriving
//! a key takes a while and 64 MiB.
//!
//! The key of pseudonyms ([`super::keyfile`]) is a file of the same make with the same lock.
//!
//! Invariants: holds no byte of a message; salt and nonce are handed in, so that the same input
//! gives the same bytes; nothing is taken from a file with an error in it.

mod error;
mod lock;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::decision::{DecisionLog, canonical_json};
use super::digest::sha256_hex;

pub use error::CaseFileError;
pub use lock::{Lock, Passphrase, SHORTEST_PASSPHRASE};

/// The format's name, in the file.
pub const CASE_FORMAT: &str = "threadseal-case-1";

/// The largest case file that is read. A decision takes about 400 bytes. Units: bytes.
pub const LARGEST_CASE_FILE: u64 = 64 << 20;

/// What a case file says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseContent {
    /// When it was saved, RFC 3339.
    pub saved_at: String,
    /// The exports, in the order in which they were open.
    pub sources: Vec<CaseSource>,
    /// The decisions as their own file.
    pub log: String,
}

/// An export that a case is about: enough to ask for it and to know it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseSource {
    /// Name of its file.
    pub name: String,
    /// Its size.
    pub size_bytes: u64,
    /// What decisions call it: its SHA-256.
    pub sha256: String,
    /// Its size and a digest of its last bytes: known again before its digest is computed.
    pub provisional: String,
    /// Titles of the threads in it.
    pub threads: Vec<String>,
}

/// What reading a case file came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum CaseRead {
    /// Its content.
    Open(CaseContent),
    /// It is encrypted, and unharmed: a passphrase is needed.
    Locked,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlainFile {
    #[serde(rename = "format")]
    _format: String,
    saved_at: String,
    sources: Vec<CaseSource>,
    log: Value,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LockedFile {
    #[serde(rename = "format")]
    _format: String,
    lock: Value,
    content: String,
}

/// The file of a case; encrypted when there is a lock.
///
/// Shape: JSON, one line end at the end.
/// Errors: [`CaseFileError::Log`] when the content's log is none; `Refused` when the platform has
/// no room for the key.
pub fn write(content: &CaseContent, lock: Option<&Lock>) -> Result<String, CaseFileError> {
    let log: Value =
        serde_json::from_str(&content.log).map_err(|source| CaseFileError::NotACase { source })?;
    let plain = sealed(json!({
        "format": CASE_FORMAT,
        "saved_at": content.saved_at,
        "sources": content.sources,
        "log": log,
    }));
    match lock {
        None => Ok(plain),
        Some(lock) => locked(CASE_FORMAT, &plain, lock),
    }
}

/// A file of that format with `plain` encrypted in it.
///
/// Errors: `NoRoom`, or `Damaged` when the platform has no room for the key.
pub(super) fn locked(format: &str, plain: &str, lock: &Lock) -> Result<String, CaseFileError> {
    let (header, content) = lock.close(format, plain.as_bytes())?;
    Ok(sealed(json!({
        "format": format,
        "lock": header,
        "content": content,
    })))
}

/// Reads a case file. One that is encrypted is opened when there is a passphrase.
///
/// Errors: [`CaseFileError`]. Damage is told before a passphrase is asked for.
pub fn read(bytes: &[u8], passphrase: Option<&Passphrase>) -> Result<CaseRead, CaseFileError> {
    let size_bytes = bytes.len() as u64;
    if size_bytes > LARGEST_CASE_FILE {
        return Err(CaseFileError::TooLarge { size_bytes });
    }
    let value = checked(CASE_FORMAT, bytes)?;
    if value.get("lock").is_none() {
        return plain(value).map(CaseRead::Open);
    }
    match unlocked(CASE_FORMAT, value, passphrase)? {
        None => Ok(CaseRead::Locked),
        Some(inside) => plain(checked(CASE_FORMAT, &inside)?).map(CaseRead::Open),
    }
}

/// What is encrypted in a file whose JSON was checked; `None` without a passphrase.
///
/// Errors: those of the lock.
pub(super) fn unlocked(
    format: &str,
    file: Value,
    passphrase: Option<&Passphrase>,
) -> Result<Option<Vec<u8>>, CaseFileError> {
    let file: LockedFile =
        serde_json::from_value(file).map_err(|source| CaseFileError::NotACase { source })?;
    let Some(passphrase) = passphrase else {
        lock::is_known(&file.lock)?;
        return Ok(None);
    };
    lock::open(format, &file.lock, &file.content, passphrase).map(Some)
}

/// The JSON of a file with the digest that its writer gave it, which is taken out. The caller sees to
/// its size.
///
/// Errors: `NotACase`, `OtherFormat`, `Damaged`.
pub(super) fn checked(format: &str, bytes: &[u8]) -> Result<Value, CaseFileError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut value: Value =
        serde_json::from_slice(bytes).map_err(|source| CaseFileError::NotACase { source })?;
    match value.get("format").and_then(Value::as_str) {
        Some(found) if found == format => {}
        found => {
            let found = found.unwrap_or_default().to_owned();
            return Err(CaseFileError::OtherFormat { found });
        }
    }
    let said = value
        .as_object_mut()
        .and_then(|fields| fields.remove("sha256"));
    let found = sha256_hex(canonical_json(&value).as_bytes());
    if said.as_ref().and_then(Value::as_str) != Some(found.as_str()) {
        return Err(CaseFileError::Damaged);
    }
    Ok(value)
}

fn plain(value: Value) -> Result<CaseContent, CaseFileError> {
    let file: PlainFile =
        serde_json::from_value(value).map_err(|source| CaseFileError::NotACase { source })?;
    let log = DecisionLog::from_file(&file.log.to_string())
        .map_err(|source| CaseFileError::Log { source })?;
    Ok(CaseContent {
        saved_at: file.saved_at,
        sources: file.sources,
        log: log.to_file(),
    })
}

/// Pretty JSON that ends with the digest of the rest in canonical form.
pub(super) fn sealed(mut value: Value) -> String {
    let digest = sha256_hex(canonical_json(&value).as_bytes());
    if let Value::Object(fields) = &mut value {
        fields.insert("sha256".to_owned(), Value::from(digest));
    }
    let mut text = serde_json::to_string_pretty(&value).unwrap_or_default();
    text.push('\n');
    text
}
