//! A signature as `ssh-keygen -Y sign` writes it (OpenSSH's PROTOCOL.sshsig).

use sha2::{Digest, Sha256, Sha512};

use super::NAMESPACE;
use super::ecdsa::Numbers;
use crate::engine::wire::{Ssh, pem};

const MAGIC: &[u8] = b"SSHSIG";

/// How the message is hashed before it is signed.
#[derive(Clone, Copy)]
enum Hash {
    Sha256,
    Sha512,
}

/// What the file says.
pub(super) struct SshSignature {
    /// The public key, as SSH writes it.
    pub(super) key: Vec<u8>,
    hash: Hash,
    signature: Vec<u8>,
}

/// Reads the file.
///
/// Errors: what is wrong with it, for people.
pub(super) fn read(bytes: &[u8]) -> Result<SshSignature, String> {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let blob = pem(text, "SSH SIGNATURE").ok_or("holds no SSH SIGNATURE")?;
    parts(&blob)?.ok_or_else(|| "is cut off, or goes on after its end".to_owned())
}

fn parts(blob: &[u8]) -> Result<Option<SshSignature>, String> {
    let Some(rest) = blob.strip_prefix(MAGIC) else {
        return Err("is no SSH signature".to_owned());
    };
    let mut ssh = Ssh::new(rest);
    if ssh.number() != Some(1) {
        return Err("is an SSH signature of another version than 1".to_owned());
    }
    let Some((key, namespace)) = ssh.string().zip(ssh.string()) else {
        return Ok(None);
    };
    if namespace != NAMESPACE {
        return Err(format!(
            "was made for {:?} and not for {:?}",
            String::from_utf8_lossy(namespace),
            String::from_utf8_lossy(NAMESPACE)
        ));
    }
    let reserved = ssh.string();
    let hash = match ssh.string() {
        Some(b"sha512") => Hash::Sha512,
        Some(b"sha256") => Hash::Sha256,
        Some(_) => return Err("hashes in a way that SSH signatures do not".to_owned()),
        None => return Ok(None),
    };
    let signature = ssh.string();
    let whole = reserved.is_some() && ssh.is_over();
    Ok(signature.filter(|_| whole).map(|signature| SshSignature {
        key: key.to_vec(),
        hash,
        signature: signature.to_vec(),
    }))
}

/// The two numbers of a signature on P-256.
pub(super) fn numbers(of: &SshSignature) -> Result<Numbers, String> {
    let wrong = || "its signature is not of the kind of its key".to_owned();
    let mut outer = Ssh::new(&of.signature);
    if outer.string() != Some(b"ecdsa-sha2-nistp256") {
        return Err(wrong());
    }
    let mut inner = Ssh::new(outer.string().ok_or_else(wrong)?);
    let (r, s) = inner.string().zip(inner.string()).ok_or_else(wrong)?;
    let over = outer.is_over() && inner.is_over();
    Numbers::of(r, s).filter(|_| over).ok_or_else(wrong)
}

/// What was signed when it is a signature of `message`.
pub(super) fn signed_bytes(of: &SshSignature, message: &[u8]) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    let (word, digest): (&[u8], Vec<u8>) = match of.hash {
        Hash::Sha256 => (b"sha256", Sha256::digest(message).to_vec()),
        Hash::Sha512 => (b"sha512", Sha512::digest(message).to_vec()),
    };
    for part in [NAMESPACE, b"", word, &digest] {
        out.extend_from_slice(&(part.len() as u32).to_be_bytes());
        out.extend_from_slice(part);
    }
    out
}
