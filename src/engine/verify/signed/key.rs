//! Public keys: as SSH writes them, and as SPKI in PEM.

use data_encoding::BASE64_NOPAD;
use sha2::{Digest, Sha256};

use super::signers::KINDS;
use crate::engine::wire::{BIT_STRING, Der, OID, Ssh, pem};

const P256_KIND: &str = "ecdsa-sha2-nistp256";
const EC_KEY: [u8; 7] = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
const P256: [u8; 8] = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];

/// A public key; its point when it is on P-256.
pub(super) struct Key {
    blob: Vec<u8>,
    kind: String,
    point: Option<Vec<u8>>,
}

impl Key {
    /// As it stands in an SSH signature.
    ///
    /// Errors: what is wrong with it, for people.
    pub(super) fn of_blob(blob: &[u8]) -> Result<Key, String> {
        let wrong = || "its public key is damaged".to_owned();
        let mut ssh = Ssh::new(blob);
        let kind = ssh.string().and_then(|kind| std::str::from_utf8(kind).ok());
        let kind = kind.filter(|kind| KINDS.contains(kind)).ok_or_else(wrong)?;
        let mut key = Key {
            blob: blob.to_vec(),
            kind: kind.to_owned(),
            point: None,
        };
        if kind == P256_KIND {
            let (curve, point) = ssh.string().zip(ssh.string()).ok_or_else(wrong)?;
            let fits = curve == b"nistp256" && ssh.is_over() && is_point(point);
            key.point = Some(point.to_vec()).filter(|_| fits);
            key.point.as_ref().ok_or_else(wrong)?;
        }
        Ok(key)
    }

    /// The first public key in a PEM file.
    ///
    /// Errors: as [`Key::of_blob`].
    pub(super) fn of_pem(file: &[u8]) -> Result<Key, String> {
        let text = std::str::from_utf8(file).unwrap_or_default();
        let wrong = "the .pem beside it holds no public key on P-256";
        let spki = pem(text, "PUBLIC KEY").ok_or(wrong)?;
        let point = spki_point(&spki).ok_or(wrong)?;
        let mut blob = Vec::new();
        for part in [P256_KIND.as_bytes(), b"nistp256", &point] {
            blob.extend_from_slice(&(part.len() as u32).to_be_bytes());
            blob.extend_from_slice(part);
        }
        Ok(Key {
            blob,
            kind: P256_KIND.to_owned(),
            point: Some(point),
        })
    }

    /// As SSH writes it.
    pub(super) fn blob(&self) -> &[u8] {
        &self.blob
    }

    /// Its kind, as SSH calls it.
    pub(super) fn kind(&self) -> &str {
        &self.kind
    }

    /// Its point on P-256; `None` for a key of another kind.
    pub(super) fn point(&self) -> Option<&[u8]> {
        self.point.as_deref()
    }

    /// As `ssh-keygen -l` shows it.
    pub(super) fn fingerprint(&self) -> String {
        let digest = Sha256::digest(&self.blob);
        format!("SHA256:{}", BASE64_NOPAD.encode(&digest))
    }
}

/// The point in a SubjectPublicKeyInfo on P-256.
pub(in crate::engine::verify) fn spki_point(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut outer = Der::new(bytes);
    let mut spki = outer.sequence()?;
    let mut algorithm = spki.sequence()?;
    let is_ours = algorithm.take(OID)? == EC_KEY && algorithm.take(OID)? == P256;
    let bits = spki.take(BIT_STRING)?;
    let point = bits.strip_prefix(&[0])?;
    let fits = is_ours && outer.is_over() && spki.is_over() && is_point(point);
    fits.then(|| point.to_vec())
}

fn is_point(bytes: &[u8]) -> bool {
    bytes.len() == 65 && bytes.first() == Some(&4)
}
