//! Certificates (X.509), as far as time stamps need them: who they are of, for when and for what, and
//! who signed them.

use p256::ecdsa::signature::hazmat::PrehashVerifier;
use p256::ecdsa::{Signature, VerifyingKey};
use serde::{Deserialize, Serialize};

use super::hash::Hash;
use super::rsa::RsaKey;
use super::uses::Uses;
use crate::engine::finding::Explain;
use crate::engine::verify::signed::spki_point;
use crate::engine::wire::{BIT_STRING, Der, INTEGER, OID, SEQUENCE, pems};

const RSA: [u8; 8] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01];
const ECDSA_SHA2: [u8; 7] = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03];
const COMMON_NAME: [u8; 3] = [0x55, 0x04, 0x03];
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
const SET: u8 = 0x31;
/// Most certificates between an authority and a root.
const MOST_STEPS: usize = 8;

/// How a signature came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Checked {
    Good,
    Bad,
    /// An algorithm that is not known here.
    Unknown,
}

/// A certificate, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Certificate {
    pub(super) whole: Vec<u8>,
    pub(super) issuer: Vec<u8>,
    pub(super) serial: Vec<u8>,
    signed: Vec<u8>,
    subject: Vec<u8>,
    from: String,
    until: String,
    key: PublicKey,
    uses: Uses,
    algorithm: Option<Algorithm>,
    signature: Vec<u8>,
}

/// How something was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Algorithm {
    Rsa(Hash),
    /// Which digest stands elsewhere.
    RsaAlone,
    Ecdsa(Hash),
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum PublicKey {
    Rsa(RsaKey),
    P256(Vec<u8>),
    Unknown,
}

/// A certificate that a person trusts. Shape: DER.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<u8>", into = "Vec<u8>")]
pub struct Root(Certificate);

/// A file that holds no such certificate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RootError {
    /// None at all.
    #[error("it holds no certificate in PEM")]
    None,
    /// One that cannot be read.
    #[error("the certificate number {number} in it cannot be read")]
    Damaged {
        /// From 1.
        number: usize,
    },
}

impl Explain for RootError {
    fn help(&self) -> &'static str {
        "Choose the root certificate that the time stamping authority publishes, as PEM"
    }
}

impl Root {
    pub(super) fn certificate(&self) -> &Certificate {
        &self.0
    }
}

impl TryFrom<Vec<u8>> for Root {
    type Error = RootError;

    fn try_from(bytes: Vec<u8>) -> Result<Root, RootError> {
        let read = Certificate::read(&bytes);
        read.map(Root).ok_or(RootError::Damaged { number: 1 })
    }
}

impl From<Root> for Vec<u8> {
    fn from(root: Root) -> Vec<u8> {
        root.0.whole
    }
}

/// Every certificate of a PEM file.
///
/// Errors: there is none, or one cannot be read.
pub fn roots_from_pem(text: &str) -> Result<Vec<Root>, RootError> {
    let blocks = pems(text, "CERTIFICATE");
    if blocks.is_empty() {
        return Err(RootError::None);
    }
    let read = |(index, block): (usize, &Vec<u8>)| {
        let number = index + 1;
        let certificate = Certificate::read(block);
        certificate.map(Root).ok_or(RootError::Damaged { number })
    };
    blocks.iter().enumerate().map(read).collect()
}

impl Certificate {
    /// Reads one; `None` when it is no certificate.
    pub(super) fn read(bytes: &[u8]) -> Option<Certificate> {
        let mut outer = Der::new(bytes);
        let mut parts = outer.sequence()?;
        let signed = parts.value(SEQUENCE)?;
        let algorithm = Algorithm::read(&mut parts);
        let signature = parts.take(BIT_STRING)?.strip_prefix(&[0])?;
        let mut tbs = Der::new(signed.content);
        let _version = tbs.take(0xa0);
        let serial = tbs.take(INTEGER)?;
        let _again = tbs.take(SEQUENCE)?;
        let issuer = tbs.value(SEQUENCE)?.whole;
        let mut validity = tbs.sequence()?;
        let (from, until) = (time(&mut validity)?, time(&mut validity)?);
        let subject = tbs.value(SEQUENCE)?.whole;
        let key = PublicKey::read(tbs.value(SEQUENCE)?.whole);
        let uses = Uses::read(tbs)?;
        outer.is_over().then(|| Certificate {
            whole: bytes.to_vec(),
            issuer: issuer.to_vec(),
            serial: serial.to_vec(),
            signed: signed.whole.to_vec(),
            subject: subject.to_vec(),
            from,
            until,
            key,
            uses,
            algorithm,
            signature: signature.to_vec(),
        })
    }

    /// What it calls its owner; empty when it does not. For people, and never trusted.
    pub(super) fn name(&self) -> String {
        common_name(&self.subject).unwrap_or_default()
    }

    /// Whether it is for time stamps, and for nothing else.
    pub(super) fn may_stamp(&self) -> bool {
        self.uses.may_stamp()
    }

    /// Whether it was valid at a time.
    pub(super) fn is_valid_at(&self, time: &str) -> bool {
        (self.from.as_str()..=self.until.as_str()).contains(&time)
    }

    /// Whether its key made the signature.
    pub(super) fn checks(&self, algorithm: Algorithm, signature: &[u8], message: &[u8]) -> Checked {
        let is_good = match (&self.key, algorithm) {
            (PublicKey::Rsa(key), Algorithm::Rsa(hash)) => {
                key.checks(signature, hash, &hash.of(message))
            }
            (PublicKey::P256(point), Algorithm::Ecdsa(hash)) => {
                let key = VerifyingKey::from_sec1_bytes(point);
                let read = Signature::from_der(signature);
                match (key, read) {
                    (Ok(key), Ok(read)) => key.verify_prehash(&hash.of(message), &read).is_ok(),
                    _damaged => false,
                }
            }
            _not_known => return Checked::Unknown,
        };
        if is_good { Checked::Good } else { Checked::Bad }
    }

    /// `n_below`: how many authorities stand between this one and whoever signed the stamp, itself
    /// counted.
    fn is_signed_by(&self, issuer: &Certificate, n_below: usize) -> bool {
        let Some(algorithm) = self.algorithm else {
            return false;
        };
        self.issuer == issuer.subject
            && issuer.uses.may_sign_others(n_below)
            && issuer.checks(algorithm, &self.signature, &self.signed) == Checked::Good
    }
}

impl Algorithm {
    /// From an AlgorithmIdentifier; `None` for one that is not known here.
    pub(super) fn read(der: &mut Der<'_>) -> Option<Algorithm> {
        let oid = der.sequence()?.take(OID)?;
        let (last, head) = oid.split_last()?;
        match (head, last) {
            (head, 1) if head == RSA => Some(Algorithm::RsaAlone),
            (head, 11) if head == RSA => Some(Algorithm::Rsa(Hash::Sha256)),
            (head, 12) if head == RSA => Some(Algorithm::Rsa(Hash::Sha384)),
            (head, 13) if head == RSA => Some(Algorithm::Rsa(Hash::Sha512)),
            (head, 2) if head == ECDSA_SHA2 => Some(Algorithm::Ecdsa(Hash::Sha256)),
            (head, 3) if head == ECDSA_SHA2 => Some(Algorithm::Ecdsa(Hash::Sha384)),
            (head, 4) if head == ECDSA_SHA2 => Some(Algorithm::Ecdsa(Hash::Sha512)),
            _other => None,
        }
    }

    /// With the digest that stands elsewhere.
    pub(super) fn with(self, hash: Hash) -> Algorithm {
        match self {
            Algorithm::RsaAlone => Algorithm::Rsa(hash),
            Algorithm::Rsa(_) | Algorithm::Ecdsa(_) => self,
        }
    }
}

impl PublicKey {
    fn read(spki: &[u8]) -> PublicKey {
        if let Some(point) = spki_point(spki) {
            return PublicKey::P256(point);
        }
        let rsa = || {
            let mut parts = Der::new(spki).sequence()?;
            let oid = parts.sequence()?.take(OID)?;
            let is_rsa = oid.split_last() == Some((&1, &RSA[..]));
            let bits = parts.take(BIT_STRING)?.strip_prefix(&[0])?;
            is_rsa.then(|| RsaKey::read(bits)).flatten()
        };
        rsa().map_or(PublicKey::Unknown, PublicKey::Rsa)
    }
}

/// The next time, as fourteen digits in UTC.
fn time(der: &mut Der<'_>) -> Option<String> {
    let value = der.any()?;
    let text = std::str::from_utf8(value.content).ok()?;
    match value.tag {
        GENERALIZED_TIME => digits_of(text),
        UTC_TIME => {
            let year: u32 = text.get(..2)?.parse().ok()?;
            let century = if year < 50 { "20" } else { "19" };
            digits_of(&format!("{century}{text}"))
        }
        _other => None,
    }
}

/// `YYYYMMDDHHMMSS` of a time that ends in `Z`; parts of a second are cut off.
pub(super) fn digits_of(text: &str) -> Option<String> {
    let digits = text.get(..14)?;
    let rest = text.get(14..)?.strip_suffix('Z')?;
    let parts_of_second = rest.strip_prefix('.').unwrap_or(rest);
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (all_digits(digits) && all_digits(parts_of_second)).then(|| digits.to_owned())
}

/// Fourteen digits as RFC 3339.
pub(super) fn shown(digits: &str) -> String {
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    format!(
        "{}-{}-{}T{}:{}:{}Z",
        part(0, 4),
        part(4, 6),
        part(6, 8),
        part(8, 10),
        part(10, 12),
        part(12, 14)
    )
}

/// The last common name in a name.
fn common_name(name: &[u8]) -> Option<String> {
    let mut found = None;
    let mut sets = Der::new(name).sequence()?;
    while let Some(set) = sets.take(SET) {
        let mut pairs = Der::new(set);
        while let Some(mut pair) = pairs.sequence() {
            if pair.take(OID)? == COMMON_NAME {
                let value = pair.any()?;
                let text = String::from_utf8_lossy(value.content);
                found = Some(text.chars().take(120).collect());
            }
        }
    }
    found
}

/// Whether `signer` leads to one of `given`, over certificates of `all` that were valid at `time`.
pub(super) fn leads_to(
    signer: &Certificate,
    all: &[&Certificate],
    given: &[&Certificate],
    time: &str,
) -> bool {
    let is_given = |one: &Certificate| given.iter().any(|root| root.whole == one.whole);
    // Each step is one authority more, and reaches every certificate by its shortest way.
    let mut reached: Vec<&Certificate> = Vec::new();
    let mut last: Vec<&Certificate> = vec![signer];
    for n_below in 0..=MOST_STEPS {
        if last.iter().any(|one| is_given(one)) {
            return true;
        }
        reached.append(&mut last.clone());
        let is_above = |issuer: &&&Certificate| {
            let signed = |one: &&Certificate| one.is_signed_by(issuer, n_below);
            !reached.contains(issuer) && issuer.is_valid_at(time) && last.iter().any(signed)
        };
        last = all.iter().filter(is_above).copied().collect();
    }
    false
}
