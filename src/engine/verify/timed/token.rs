//! A request for a time stamp and its answer (RFC 3161, in the envelope of RFC 5652).

use data_encoding::HEXLOWER;

use super::cert::{Algorithm, Certificate, Checked, digits_of};
use super::hash::Hash;
use crate::engine::wire::{Der, INTEGER, OCTET_STRING, OID, SEQUENCE};

const SIGNED_DATA: [u8; 9] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
const STAMP: [u8; 11] = [
    0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x04,
];
const CONTENT_TYPE: [u8; 9] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x03];
const MESSAGE_DIGEST: [u8; 9] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x04];
const SIGNING_CERTIFICATE_2: [u8; 11] = [
    0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x02, 0x2f,
];
const SET: u8 = 0x31;
const GENERALIZED_TIME: u8 = 0x18;
/// Most certificates that are read of one answer.
const CERTIFICATES_LIMIT: usize = 20;

/// What is stamped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Imprint {
    pub(super) hash: Hash,
    pub(super) digest: Vec<u8>,
}

/// A request.
pub(super) struct Request {
    pub(super) imprint: Imprint,
    pub(super) nonce: Option<Vec<u8>>,
}

/// An answer.
pub(super) struct Token {
    pub(super) imprint: Imprint,
    pub(super) nonce: Option<Vec<u8>>,
    /// Fourteen digits.
    pub(super) time: String,
    /// In hex.
    pub(super) serial: String,
    pub(super) certificates: Vec<Certificate>,
    content: Vec<u8>,
    signer: Signer,
}

/// Who signed it, and how.
struct Signer {
    issuer: Vec<u8>,
    serial: Vec<u8>,
    hash: Hash,
    /// As they are signed: with the tag of a SET.
    attributes: Vec<u8>,
    algorithm: Option<Algorithm>,
    signature: Vec<u8>,
}

/// Reads a request.
///
/// Errors: what is wrong with it, for people.
pub(super) fn request(bytes: &[u8]) -> Result<Request, String> {
    let read = || {
        let mut outer = Der::new(bytes);
        let mut parts = outer.sequence()?;
        (parts.unsigned()? == [1]).then_some(())?;
        let imprint = imprint(&mut parts)?;
        let _policy = parts.take(OID);
        let nonce = parts.take(INTEGER).map(<[u8]>::to_vec);
        outer.is_over().then_some(Request { imprint, nonce })
    };
    read().ok_or_else(|| "is no request for a time stamp".to_owned())
}

fn imprint(der: &mut Der<'_>) -> Option<Imprint> {
    let mut parts = der.sequence()?;
    Some(Imprint {
        hash: Hash::read(&mut parts)?,
        digest: parts.take(OCTET_STRING)?.to_vec(),
    })
}

/// Reads an answer. Its signature is not looked at yet.
///
/// Errors: what is wrong with it, for people.
pub(super) fn answer(bytes: &[u8]) -> Result<Token, String> {
    let wrong = || "is no time stamp in DER, or is cut off".to_owned();
    let mut outer = Der::new(bytes);
    let mut response = outer
        .sequence()
        .filter(|_| outer.is_over())
        .ok_or_else(wrong)?;
    let status = response
        .sequence()
        .and_then(|mut status| status.unsigned().map(<[u8]>::to_vec))
        .ok_or_else(wrong)?;
    if !matches!(status.as_slice(), [] | [1]) {
        return Err("is an answer by which the authority refused the request".to_owned());
    }
    token(&mut response).ok_or_else(wrong)
}

fn token(response: &mut Der<'_>) -> Option<Token> {
    let mut info = response.sequence()?;
    (info.take(OID)? == SIGNED_DATA && response.is_over()).then_some(())?;
    let mut data = Der::new(info.take(0xa0)?).sequence()?;
    let _version = data.unsigned()?;
    let _digests = data.take(SET)?;
    let mut inside = data.sequence()?;
    (inside.take(OID)? == STAMP).then_some(())?;
    let content = Der::new(inside.take(0xa0)?).take(OCTET_STRING)?;
    let certificates = data.take(0xa0).map(certificates).unwrap_or_default();
    let _revoked = data.take(0xa1);
    let mut signers = Der::new(data.take(SET)?);
    let signer = signer(&mut signers)?;
    (signers.is_over() && data.is_over()).then_some(())?;
    with_content(content, certificates, signer)
}

fn with_content(content: &[u8], certificates: Vec<Certificate>, signer: Signer) -> Option<Token> {
    let mut outer = Der::new(content);
    let mut stamp = outer.sequence()?;
    (stamp.unsigned()? == [1] && outer.is_over()).then_some(())?;
    let _policy = stamp.take(OID)?;
    let imprint = imprint(&mut stamp)?;
    let serial = HEXLOWER.encode(stamp.take(INTEGER)?);
    let time = std::str::from_utf8(stamp.take(GENERALIZED_TIME)?).ok()?;
    let time = digits_of(time)?;
    let _accuracy = stamp.take(SEQUENCE);
    let _ordering = stamp.take(0x01);
    let nonce = stamp.take(INTEGER).map(<[u8]>::to_vec);
    Some(Token {
        imprint,
        nonce,
        time,
        serial,
        certificates,
        content: content.to_vec(),
        signer,
    })
}

/// Those that can be read.
fn certificates(bytes: &[u8]) -> Vec<Certificate> {
    let mut der = Der::new(bytes);
    let mut out = Vec::new();
    while let Some(value) = der.any().filter(|_| out.len() < CERTIFICATES_LIMIT) {
        out.extend(Certificate::read(value.whole));
    }
    out
}

fn signer(der: &mut Der<'_>) -> Option<Signer> {
    let mut parts = der.sequence()?;
    let _version = parts.unsigned()?;
    // By issuer and serial number; authorities name themselves so.
    let mut named = parts.sequence()?;
    let (issuer, serial) = (named.value(SEQUENCE)?.whole, named.take(INTEGER)?);
    let hash = Hash::read(&mut parts)?;
    let attributes = parts.take(0xa0)?;
    let mut as_signed = vec![SET];
    as_signed.extend(length_of(attributes.len()));
    as_signed.extend_from_slice(attributes);
    let algorithm = Algorithm::read(&mut parts).map(|algorithm| algorithm.with(hash));
    Some(Signer {
        issuer: issuer.to_vec(),
        serial: serial.to_vec(),
        hash,
        attributes: as_signed,
        algorithm,
        signature: parts.take(OCTET_STRING)?.to_vec(),
    })
}

/// A length as DER writes it.
fn length_of(len: usize) -> Vec<u8> {
    if len < 0x80 {
        return vec![len as u8];
    }
    let bytes = len.to_be_bytes();
    let start = bytes.iter().position(|byte| *byte != 0).unwrap_or(0);
    let digits = bytes.get(start..).unwrap_or_default();
    [&[0x80 | digits.len() as u8][..], digits].concat()
}

impl Token {
    /// Whether this certificate is the one that it names as its signer's.
    pub(super) fn is_signed_by(&self, certificate: &Certificate) -> bool {
        certificate.issuer == self.signer.issuer && certificate.serial == self.signer.serial
    }

    /// Checks what was signed, and by this certificate.
    ///
    /// Errors: what was signed is something else than what it shows.
    pub(super) fn check_signature(&self, certificate: &Certificate) -> Result<Checked, String> {
        let attribute = |oid: &[u8]| attribute(&self.signer.attributes, oid);
        let digest = self.signer.hash.of(&self.content);
        let mut type_named = attribute(&CONTENT_TYPE).ok_or("does not say what it signs")?;
        let mut named = attribute(&MESSAGE_DIGEST).ok_or("does not say what it signs")?;
        if type_named.take(OID) != Some(&STAMP) || named.take(OCTET_STRING) != Some(&digest) {
            return Err("signs something else than what it shows".to_owned());
        }
        if let Some(mut named) = attribute(&SIGNING_CERTIFICATE_2)
            && !names(&mut named, certificate).unwrap_or(false)
        {
            return Err("names another certificate than the one that came with it".to_owned());
        }
        let Some(algorithm) = self.signer.algorithm else {
            return Ok(Checked::Unknown);
        };
        let signer = &self.signer;
        Ok(certificate.checks(algorithm, &signer.signature, &signer.attributes))
    }
}

/// Inside the first value of an attribute.
fn attribute<'b>(attributes: &'b [u8], oid: &[u8]) -> Option<Der<'b>> {
    let mut all = Der::new(Der::new(attributes).take(SET)?);
    while let Some(mut one) = all.sequence() {
        if one.take(OID)? == oid {
            return one.take(SET).map(Der::new);
        }
    }
    None
}

/// Whether the first certificate that is named is this one (RFC 5816).
fn names(value: &mut Der<'_>, certificate: &Certificate) -> Option<bool> {
    let mut first = value.sequence()?.sequence()?.sequence()?;
    let mut ahead = first;
    let hash = match Hash::read(&mut ahead) {
        Some(hash) => {
            first = ahead;
            hash
        }
        None => Hash::Sha256,
    };
    Some(first.take(OCTET_STRING)? == hash.of(&certificate.whole))
}
