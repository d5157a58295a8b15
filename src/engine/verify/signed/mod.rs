//! What was added below `signatures/`: is each signature good for what it signs, and by whose key?
//! Written from the descriptions of the formats; shares nothing with what signs.
//!
//! A signature covers `tagmanifest-sha256.txt`, which fixes every file of the package, or the
//! `seal.json` of a thread; which one, the signature itself shows.

mod ecdsa;
mod key;
mod signers;
mod sshsig;

use serde::{Deserialize, Serialize};

pub use signers::{SignerError, Signers};

pub(super) use self::key::spki_point;

use self::key::Key;
use super::book::Book;
use super::checks::Id;
use super::timed;

/// What signatures must say they are for.
const NAMESPACE: &[u8] = b"evidence@threadseal";
/// What covers the whole package.
pub(super) const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";
/// Most files below `signatures/`.
pub(super) const FILES_LIMIT: usize = 200;

/// Something that can be signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signable {
    /// Below the package's folder.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Whose key made a signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SignedBy {
    /// A key that was told apart from the package.
    Known {
        /// Its name there.
        name: String,
    },
    /// A key that nobody vouched for.
    Unknown,
    /// It could not be checked: the key is of a kind that this program does not know.
    NotChecked,
}

/// A signature that is good, or that could not be checked. Bad ones are failed checks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureRow {
    /// The file it stands in.
    pub path: String,
    /// What it covers.
    pub covers: String,
    /// The kind of its key, as SSH calls it.
    pub key_kind: String,
    /// `SHA256:` and Base64, as `ssh-keygen -l` shows it.
    pub fingerprint: String,
    /// Whose it is.
    pub signed: SignedBy,
}

/// How a signature came out for one thing that may be signed.
enum Outcome {
    Good,
    Bad,
}

/// What files that belong together cover: ending and content of each. What covers nothing here is
/// taken for something about the whole package; verification says what is wrong with it.
pub fn covered_by(files: &[(String, Vec<u8>)], signable: &[Signable]) -> String {
    let of = |ending: &str| {
        let file = files.iter().find(|(known, _)| known == ending);
        file.map(|(_, bytes)| bytes.as_slice())
    };
    let by_ssh = of("sig").and_then(|bytes| of_ssh(bytes, signable).ok());
    let by_der = of("der").and_then(|bytes| of_der(bytes, of("pem"), signable).ok());
    let signed = by_ssh.or(by_der).map(|(_, covers, _)| covers);
    let timed = || {
        let answer = of("tsr").and_then(|bytes| timed::covered(bytes, true, signable));
        answer.or_else(|| of("tsq").and_then(|bytes| timed::covered(bytes, false, signable)))
    };
    signed
        .filter(|covers| !covers.is_empty())
        .or_else(timed)
        .unwrap_or_else(|| TAG_MANIFEST.to_owned())
}

/// Checks every signature against everything that can be signed.
pub(super) fn check_signatures(book: &mut Book, signers: Option<&Signers>) -> Vec<SignatureRow> {
    let subjects = book.facts.signable();
    let files = std::mem::take(&mut book.facts.added);
    let mut rows = Vec::new();
    for (path, bytes) in &files {
        let read = match path.rsplit_once('.') {
            Some((_, "sig")) => of_ssh(bytes, &subjects),
            Some((stem, "der")) => {
                let pem = files.get(&format!("{stem}.pem"));
                of_der(bytes, pem.map(Vec::as_slice), &subjects)
            }
            _other => continue,
        };
        match read {
            Ok((key, covers, checked)) => rows.push(row(path, &key, covers, checked, signers)),
            Err(text) => book.ledger.fail(Id::Signed, Some(path), text),
        }
    }
    let is_one = |path: &String| path.ends_with(".sig") || path.ends_with(".der");
    if !files.keys().any(is_one) {
        book.ledger.skip(&[Id::Signed]);
    }
    book.facts.added = files;
    if let Some(signers) = signers {
        check_known(book, &rows, signers);
    } else {
        book.ledger.skip(&[Id::Signer]);
    }
    rows
}

fn check_known(book: &mut Book, rows: &[SignatureRow], signers: &Signers) {
    let covers_all = |row: &&SignatureRow| row.covers == TAG_MANIFEST;
    let mut over_all = rows.iter().filter(covers_all);
    if !over_all.any(|row| matches!(row.signed, SignedBy::Known { .. })) {
        let text = format!(
            "no signature over the package that is checked here is by one of the {} keys that were given",
            signers.len()
        );
        book.ledger.fail(Id::Signer, Some("signatures"), text);
    }
}

fn row(
    path: &str,
    key: &Key,
    covers: String,
    checked: bool,
    signers: Option<&Signers>,
) -> SignatureRow {
    let name = signers.and_then(|signers| signers.name_of(key.blob()));
    SignatureRow {
        path: path.to_owned(),
        covers,
        key_kind: key.kind().to_owned(),
        fingerprint: key.fingerprint(),
        signed: match (checked, name) {
            (false, _) => SignedBy::NotChecked,
            (true, Some(name)) => SignedBy::Known {
                name: name.to_owned(),
            },
            (true, None) => SignedBy::Unknown,
        },
    }
}

/// The key, what it covers, and whether that could be checked; or what is wrong.
type Read = Result<(Key, String, bool), String>;

fn of_ssh(bytes: &[u8], subjects: &[Signable]) -> Read {
    let signature = sshsig::read(bytes)?;
    let key = Key::of_blob(&signature.key)?;
    let Some(point) = key.point() else {
        return Ok((key, String::new(), false));
    };
    let numbers = sshsig::numbers(&signature)?;
    let found = subjects.iter().find(|subject| {
        let message = sshsig::signed_bytes(&signature, &subject.bytes);
        matches!(ecdsa::check(point, &numbers, &message), Outcome::Good)
    });
    over(key, found)
}

fn of_der(bytes: &[u8], pem: Option<&[u8]>, subjects: &[Signable]) -> Read {
    let Some(pem) = pem else {
        return Err("has no public key beside it: a file of the same name with .pem".to_owned());
    };
    let key = Key::of_pem(pem)?;
    let Some(point) = key.point() else {
        return Ok((key, String::new(), false));
    };
    let numbers = ecdsa::numbers(bytes)?;
    let found = subjects
        .iter()
        .find(|subject| matches!(ecdsa::check(point, &numbers, &subject.bytes), Outcome::Good));
    over(key, found)
}

fn over(key: Key, found: Option<&Signable>) -> Read {
    match found {
        Some(subject) => Ok((key, subject.path.clone(), true)),
        None => Err(format!(
            "the signature by {} is not one of {TAG_MANIFEST} or of a seal as they stand here",
            key.fingerprint()
        )),
    }
}
