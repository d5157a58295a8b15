//! Signatures over a finished package: one P-256 key, written as `ssh-keygen` and as `openssl` read
//! them. The browser's own keys sign outside the engine; here their numbers become files.
//!
//! Read [`signature_files`], then [`key`]. Invariants: depends on its arguments alone; no private key
//! is ever written or printed.

pub mod key;
pub mod request;

use data_encoding::{BASE64, BASE64_NOPAD};
use sha2::{Digest, Sha256, Sha512};

/// What signatures are for: part of what is signed, so that one made for something else never
/// passes here.
pub const NAMESPACE: &str = "evidence@threadseal";

/// How SSH calls such keys.
const KIND: &str = "ecdsa-sha2-nistp256";
const CURVE: &str = "nistp256";
const MAGIC: &[u8] = b"SSHSIG";
const HASH: &str = "sha512";
/// What stands before the point in a public key of this kind, as SPKI.
const SPKI_HEAD: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
    0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

/// The public half of a key: a point, uncompressed. Shape: `04`, 32 bytes of x, 32 of y.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PublicKey {
    x: [u8; 32],
    y: [u8; 32],
}

/// A signature as two numbers. Shape: 32 bytes of r, 32 of s, as browsers give them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RawSignature(pub [u8; 64]);

impl PublicKey {
    /// The key of a point, which is not looked at further.
    pub fn from_point(bytes: &[u8]) -> Option<PublicKey> {
        let numbers = bytes.strip_prefix(&[4])?;
        let (x, y) = numbers.split_at_checked(32)?;
        Some(PublicKey {
            x: x.try_into().ok()?,
            y: y.try_into().ok()?,
        })
    }

    /// The point.
    pub fn point(&self) -> [u8; 65] {
        let mut out = [4; 65];
        let (_, numbers) = out.split_at_mut(1);
        let (x, y) = numbers.split_at_mut(32);
        x.copy_from_slice(&self.x);
        y.copy_from_slice(&self.y);
        out
    }

    fn blob(&self) -> Vec<u8> {
        let mut out = Vec::new();
        string(&mut out, KIND.as_bytes());
        string(&mut out, CURVE.as_bytes());
        string(&mut out, &self.point());
        out
    }

    /// As `ssh-keygen -l` shows it: `SHA256:` and Base64.
    pub fn fingerprint(&self) -> String {
        let digest = Sha256::digest(self.blob());
        format!("SHA256:{}", BASE64_NOPAD.encode(&digest))
    }

    /// The line by which others know the key, for a file `allowed_signers`. What cannot stand in a
    /// name there becomes `-`.
    pub fn allowed_signers(&self, name: &str) -> String {
        let plain = |c: char| c.is_alphanumeric() || "@._+-".contains(c);
        let name: String = name
            .trim()
            .chars()
            .map(|c| if plain(c) { c } else { '-' })
            .collect();
        let name = if name.is_empty() { "signer" } else { &name };
        let key = BASE64.encode(&self.blob());
        format!("{name} namespaces=\"{NAMESPACE}\" {KIND} {key}\n")
    }

    /// SPKI as PEM.
    pub fn pem(&self) -> String {
        let spki = [&SPKI_HEAD[..], &self.point()].concat();
        armoured("PUBLIC KEY", &spki, 64)
    }
}

/// What a key signs so that `ssh-keygen` accepts it as a signature of `message`.
pub fn to_be_signed(message: &[u8]) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    string(&mut out, NAMESPACE.as_bytes());
    string(&mut out, b"");
    string(&mut out, HASH.as_bytes());
    string(&mut out, &Sha512::digest(message));
    out
}

/// The three files of a signature: ending and content.
///
/// `over_ssh` signs [`to_be_signed`] of the message, `over_message` the message itself, both with
/// SHA-256.
pub fn signature_files(
    key: &PublicKey,
    over_ssh: &RawSignature,
    over_message: &RawSignature,
) -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("sig", ssh_signature(key, over_ssh).into_bytes()),
        ("der", der(over_message)),
        ("pem", key.pem().into_bytes()),
    ]
}

fn ssh_signature(key: &PublicKey, raw: &RawSignature) -> String {
    let (r, s) = raw.0.split_at(32);
    let mut numbers = Vec::new();
    string(&mut numbers, &positive(r));
    string(&mut numbers, &positive(s));
    let mut signature = Vec::new();
    string(&mut signature, KIND.as_bytes());
    string(&mut signature, &numbers);
    let mut blob = MAGIC.to_vec();
    blob.extend_from_slice(&1_u32.to_be_bytes());
    string(&mut blob, &key.blob());
    string(&mut blob, NAMESPACE.as_bytes());
    string(&mut blob, b"");
    string(&mut blob, HASH.as_bytes());
    string(&mut blob, &signature);
    armoured("SSH SIGNATURE", &blob, 70)
}

/// `SEQUENCE { INTEGER r, INTEGER s }`.
fn der(raw: &RawSignature) -> Vec<u8> {
    let (r, s) = raw.0.split_at(32);
    let mut inside = Vec::new();
    for number in [positive(r), positive(s)] {
        inside.push(0x02);
        inside.push(number.len() as u8);
        inside.extend_from_slice(&number);
    }
    let mut out = vec![0x30, inside.len() as u8];
    out.extend(inside);
    out
}

/// A number without zeros before it, but with one where its first bit would make it negative.
fn positive(number: &[u8]) -> Vec<u8> {
    let start = number.iter().position(|byte| *byte != 0);
    let digits = number.get(start.unwrap_or(number.len())..);
    let digits = digits.unwrap_or_default();
    let sign: &[u8] = match digits.first() {
        Some(first) if *first < 0x80 => &[],
        _negative_or_empty => &[0],
    };
    [sign, digits].concat()
}

fn string(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend_from_slice(&(bytes.len() as u32).to_be_bytes());
    out.extend_from_slice(bytes);
}

fn armoured(word: &str, bytes: &[u8], width: usize) -> String {
    let digits = BASE64.encode(bytes);
    let mut out = format!("-----BEGIN {word}-----\n");
    let mut rest = digits.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at_checked(width).unwrap_or((rest, ""));
        out.push_str(line);
        out.push('\n');
        rest = after;
    }
    out + "-----END " + word + "-----\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_the_one_way() {
        assert_eq!(positive(&[0, 0, 1]), [1]);
        assert_eq!(positive(&[0x80, 1]), [0, 0x80, 1]);
        assert_eq!(positive(&[0, 0]), [0]);
        let mut raw = [0; 64];
        raw[31] = 0x80;
        raw[63] = 1;
        assert_eq!(der(&RawSignature(raw)), [0x30, 7, 2, 2, 0, 0x80, 2, 1, 1]);
    }

    #[test]
    fn names_are_made_fit_for_a_line() {
        let key = PublicKey::from_point(&[4; 65]).unwrap();
        let line = key.allowed_signers(" Ada Poe, \"x\"\n*");
        assert!(line.starts_with("Ada-Poe---x--- namespaces=\"evidence@threadseal\" ecdsa-"));
        assert!(key.allowed_signers("").starts_with("signer "));
        assert_eq!(key.point(), [4; 65]);
        assert_eq!(PublicKey::from_point(&[4; 64]), None);
        assert_eq!(PublicKey::from_point(&[4; 66]), None);
        assert_eq!(PublicKey::from_point(&[2; 65]), None);
    }
}
