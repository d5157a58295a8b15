//! Private keys: for the command line, and for browsers that have none of their own. The nonce of a
//! signature follows from key and message (RFC 6979), so no chance is needed.

use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};

use super::{PublicKey, RawSignature, signature_files, to_be_signed};
use crate::engine::finding::Explain;
use crate::engine::wire::{Der, OCTET_STRING, OID, Ssh, pem};

/// `1.2.840.10045.2.1`, a key on a curve.
const EC_KEY: [u8; 7] = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
/// `1.2.840.10045.3.1.7`, the curve P-256.
const P256: [u8; 8] = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];

/// A private key on P-256.
pub struct PrivateKey(SigningKey);

/// Why a file holds no key that can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// No private key at all.
    #[error("the file holds no private key in PEM")]
    NotAKey,
    /// A passphrase is needed.
    #[error("the private key is encrypted")]
    Encrypted,
    /// On another curve, or no curve at all.
    #[error("the private key is not on the curve P-256")]
    OtherKind,
    /// Cut off or contradictory.
    #[error("the private key is damaged")]
    Damaged,
}

impl Explain for KeyError {
    fn help(&self) -> &'static str {
        match self {
            KeyError::NotAKey | KeyError::OtherKind => {
                "Make one with: ssh-keygen -t ecdsa -b 256 -N '' -f KEY; or sign with your own tools \
                 and add the signature with \"threadseal add\""
            }
            KeyError::Encrypted => {
                "Sign with: ssh-keygen -Y sign -n evidence@threadseal -f KEY tagmanifest-sha256.txt; \
                 then add the signature with \"threadseal add\""
            }
            KeyError::Damaged => "Take another copy of it",
        }
    }
}

impl PrivateKey {
    /// The key of a number. `None` for zero and for what is too large, which chance never gives.
    pub fn from_number(bytes: &[u8; 32]) -> Option<PrivateKey> {
        SigningKey::from_slice(bytes).ok().map(PrivateKey)
    }

    /// The key in a file of `ssh-keygen` or `openssl`, without a passphrase.
    ///
    /// Errors: what is wrong with the file.
    pub fn from_file(text: &str) -> Result<PrivateKey, KeyError> {
        if text.contains("ENCRYPTED") {
            return Err(KeyError::Encrypted);
        }
        let number = if let Some(bytes) = pem(text, "OPENSSH PRIVATE KEY") {
            of_openssh(&bytes)?
        } else if let Some(bytes) = pem(text, "PRIVATE KEY") {
            of_pkcs8(&bytes)?
        } else if let Some(bytes) = pem(text, "EC PRIVATE KEY") {
            of_sec1(&bytes)?
        } else {
            return Err(KeyError::NotAKey);
        };
        PrivateKey::from_number(&number).ok_or(KeyError::Damaged)
    }

    /// Its public half.
    pub fn public(&self) -> Option<PublicKey> {
        let point = self.0.verifying_key().to_sec1_point(false);
        PublicKey::from_point(point.as_bytes())
    }

    /// Signs `message`, hashed with SHA-256.
    pub fn sign(&self, message: &[u8]) -> RawSignature {
        let signature: Signature = self.0.sign(message);
        RawSignature(signature.to_bytes().into())
    }

    /// The three files of a signature of `message`: ending and content.
    pub fn signature_files(&self, message: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
        let Some(public) = self.public() else {
            return Vec::new();
        };
        let over_ssh = self.sign(&to_be_signed(message));
        signature_files(&public, &over_ssh, &self.sign(message))
    }
}

/// 32 bytes of a number that may be written shorter, or with a zero before it.
fn padded(number: &[u8]) -> Option<[u8; 32]> {
    let start = number.iter().position(|byte| *byte != 0);
    let digits = number.get(start.unwrap_or(number.len())..)?;
    let mut out = [0; 32];
    out.get_mut(32_usize.checked_sub(digits.len())?..)?
        .copy_from_slice(digits);
    Some(out)
}

fn of_openssh(bytes: &[u8]) -> Result<[u8; 32], KeyError> {
    let (cipher, inside) = openssh_parts(bytes).ok_or(KeyError::Damaged)?;
    if cipher != b"none" {
        return Err(KeyError::Encrypted);
    }
    let mut ssh = Ssh::new(inside);
    let same_numbers = ssh.number().zip(ssh.number());
    if same_numbers.is_none_or(|(one, other)| one != other) {
        return Err(KeyError::Damaged);
    }
    if ssh.string() != Some(b"ecdsa-sha2-nistp256") {
        return Err(KeyError::OtherKind);
    }
    let _curve = ssh.string();
    let _point = ssh.string();
    ssh.string().and_then(padded).ok_or(KeyError::Damaged)
}

/// The cipher, and the part with the private key.
fn openssh_parts(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut ssh = Ssh::new(bytes.strip_prefix(b"openssh-key-v1\0")?);
    let cipher = ssh.string()?;
    let _derivation = ssh.string()?;
    let _options = ssh.string()?;
    let n_keys = ssh.number()?;
    let _public = ssh.string()?;
    (n_keys == 1).then_some((cipher, ssh.string()?))
}

fn of_pkcs8(bytes: &[u8]) -> Result<[u8; 32], KeyError> {
    let mut der = Der::new(bytes).sequence().ok_or(KeyError::Damaged)?;
    let _version = der.unsigned().ok_or(KeyError::Damaged)?;
    let mut algorithm = der.sequence().ok_or(KeyError::Damaged)?;
    if algorithm.take(OID) != Some(&EC_KEY) || algorithm.take(OID) != Some(&P256) {
        return Err(KeyError::OtherKind);
    }
    sec1_number(der.take(OCTET_STRING).ok_or(KeyError::Damaged)?).ok_or(KeyError::Damaged)
}

fn of_sec1(bytes: &[u8]) -> Result<[u8; 32], KeyError> {
    let number = sec1_number(bytes).ok_or(KeyError::Damaged)?;
    // The curve stands in a field of its own behind the number.
    match memchr::memmem::find(bytes, &P256) {
        Some(_) => Ok(number),
        None => Err(KeyError::OtherKind),
    }
}

fn sec1_number(bytes: &[u8]) -> Option<[u8; 32]> {
    let mut der = Der::new(bytes).sequence()?;
    (der.unsigned()? == [1]).then_some(())?;
    padded(der.take(OCTET_STRING)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6979 A.2.5: key and signature of "sample" with SHA-256.
    #[test]
    fn signatures_follow_from_key_and_message() {
        let hex = |text: &str| data_encoding::HEXUPPER.decode(text.as_bytes()).unwrap();
        let number = hex("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721");
        let key = PrivateKey::from_number(&number.try_into().unwrap()).unwrap();
        let r = "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716";
        let s = "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8";
        assert_eq!(key.sign(b"sample").0.to_vec(), hex(&format!("{r}{s}")));
        let x = "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6";
        assert_eq!(key.public().unwrap().point()[1..33].to_vec(), hex(x));
    }

    #[test]
    fn what_is_no_key_is_told() {
        let told = |text: &str| PrivateKey::from_file(text).err();
        let block = |word: &str, bytes: &[u8]| {
            let digits = data_encoding::BASE64.encode(bytes);
            format!("-----BEGIN {word}-----\n{digits}\n-----END {word}-----\n")
        };
        assert_eq!(told("hello"), Some(KeyError::NotAKey));
        let locked = block("ENCRYPTED PRIVATE KEY", &[1]);
        assert_eq!(told(&locked), Some(KeyError::Encrypted));
        for word in ["OPENSSH PRIVATE KEY", "PRIVATE KEY", "EC PRIVATE KEY"] {
            assert_eq!(told(&block(word, &[1, 2])), Some(KeyError::Damaged));
        }
        let ed25519 = [0x30, 0x0a, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70];
        assert_eq!(
            told(&block("PRIVATE KEY", &ed25519)),
            Some(KeyError::OtherKind)
        );
        assert!(PrivateKey::from_number(&[0; 32]).is_none());
        assert!(PrivateKey::from_number(&[0xff; 32]).is_none());
        assert_eq!(padded(&[0; 40]), Some([0; 32]));
        assert_eq!(padded(&[1; 33]), None);
    }
}
