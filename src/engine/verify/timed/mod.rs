//! Time stamps below `signatures/` (RFC 3161): are they of what stands here, were they signed, and by
//! an authority that the person trusts? Nothing is asked of any network.
//!
//! What is read is DER. What this program cannot check, another algorithm for example, is told and
//! neither passed nor failed.

mod cert;
mod hash;
mod rsa;
mod token;
mod uses;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use cert::{Root, RootError, roots_from_pem};

use self::cert::{Certificate, Checked};
use self::token::{Request, Token};
use super::book::Book;
use super::checks::Id;
use super::signed::Signable;

/// How far a time stamp leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trust {
    /// To a certificate that was given.
    Root,
    /// It is signed; no certificate was given to compare with.
    NoRoot,
    /// Its signature is of a kind that this program does not know.
    NotChecked,
}

/// What became of the number that ties an answer to its question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nonce {
    /// It is that of the request beside it.
    Same,
    /// There is no request beside it to compare with.
    NotCompared,
}

/// A time stamp that is of something here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeRow {
    /// The file it stands in.
    pub path: String,
    /// What it covers.
    pub covers: String,
    /// When, by the authority's clock: RFC 3339 in UTC, seconds.
    pub time: String,
    /// The authority, as its certificate names it; empty when it does not.
    pub authority: String,
    /// Its number for this stamp, in hex.
    pub serial: String,
    /// The request it answers.
    pub nonce: Nonce,
    /// How far it leads.
    pub trust: Trust,
}

/// Checks every request and every answer.
pub(super) fn check_times(book: &mut Book, roots: &[Root]) -> Vec<TimeRow> {
    let subjects = book.facts.signable();
    let files = std::mem::take(&mut book.facts.added);
    let mut rows = Vec::new();
    for (path, bytes) in &files {
        let read = match path.rsplit_once('.') {
            Some((_, "tsq")) => request_in(bytes, &subjects).map(|_| None),
            Some((stem, "tsr")) => stamp_in(path, stem, &files, &subjects, roots).map(Some),
            _other => continue,
        };
        match read {
            Ok(row) => rows.extend(row),
            Err(text) => book.ledger.fail(Id::Timed, Some(path), text),
        }
    }
    let is_one = |path: &String| path.ends_with(".tsq") || path.ends_with(".tsr");
    if !files.keys().any(is_one) {
        book.ledger.skip(&[Id::Timed]);
    }
    book.facts.added = files;
    if roots.is_empty() {
        book.ledger.skip(&[Id::TimeRoot]);
    } else if !rows.iter().any(|row| row.trust == Trust::Root) {
        let text = "no time stamp here leads to a certificate that was given";
        book.ledger.fail(Id::TimeRoot, Some("signatures"), text);
    }
    rows
}

/// What a request or an answer covers.
pub(super) fn covered(bytes: &[u8], is_answer: bool, subjects: &[Signable]) -> Option<String> {
    let imprint = match is_answer {
        true => token::answer(bytes).ok()?.imprint,
        false => token::request(bytes).ok()?.imprint,
    };
    subject_of(&imprint, subjects).map(|subject| subject.path.clone())
}

fn subject_of<'s>(imprint: &token::Imprint, subjects: &'s [Signable]) -> Option<&'s Signable> {
    subjects
        .iter()
        .find(|subject| imprint.hash.of(&subject.bytes) == imprint.digest)
}

fn request_in(bytes: &[u8], subjects: &[Signable]) -> Result<Request, String> {
    let request = token::request(bytes)?;
    match subject_of(&request.imprint, subjects) {
        Some(_) => Ok(request),
        None => Err("asks for a time stamp of something that does not stand here".to_owned()),
    }
}

fn stamp_in(
    path: &str,
    stem: &str,
    files: &BTreeMap<String, Vec<u8>>,
    subjects: &[Signable],
    roots: &[Root],
) -> Result<TimeRow, String> {
    let bytes = files.get(path).map(Vec::as_slice).unwrap_or_default();
    let token = token::answer(bytes)?;
    let subject = subject_of(&token.imprint, subjects)
        .ok_or("is a time stamp of something that does not stand here as it was stamped")?;
    let nonce = match files.get(&format!("{stem}.tsq")) {
        Some(request) => answers(&token, &token::request(request)?)?,
        None => Nonce::NotCompared,
    };
    let (trust, authority) = trust_of(&token, roots)?;
    Ok(TimeRow {
        path: path.to_owned(),
        covers: subject.path.clone(),
        time: cert::shown(&token.time),
        authority,
        serial: token.serial.clone(),
        nonce,
        trust,
    })
}

fn answers(token: &Token, request: &Request) -> Result<Nonce, String> {
    if token.imprint != request.imprint {
        return Err("answers another request than the one beside it: other digest".to_owned());
    }
    match &request.nonce {
        None => Ok(Nonce::Same),
        Some(asked) if token.nonce.as_ref() == Some(asked) => Ok(Nonce::Same),
        Some(_) => Err("answers another request than the one beside it: other nonce".to_owned()),
    }
}

/// Whether the authority signed it, and whether its certificate leads to a given one.
fn trust_of(token: &Token, roots: &[Root]) -> Result<(Trust, String), String> {
    let given: Vec<&Certificate> = roots.iter().map(Root::certificate).collect();
    let all: Vec<&Certificate> = token
        .certificates
        .iter()
        .chain(given.iter().copied())
        .collect();
    let Some(signer) = all.iter().find(|one| token.is_signed_by(one)) else {
        return Ok((Trust::NotChecked, String::new()));
    };
    let name = signer.name();
    match token.check_signature(signer)? {
        Checked::Good => {}
        Checked::Unknown => return Ok((Trust::NotChecked, name)),
        Checked::Bad => return Err("its signature is not good".to_owned()),
    }
    if !signer.may_stamp() {
        return Err("was signed by a certificate that is not for time stamps alone".to_owned());
    }
    if !signer.is_valid_at(&token.time) {
        return Err("was signed by a certificate that was not valid at its time".to_owned());
    }
    let trust = match cert::leads_to(signer, &all, &given, &token.time) {
        true => Trust::Root,
        false => Trust::NoRoot,
    };
    Ok((trust, name))
}
