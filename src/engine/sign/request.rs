//! A question for a time stamping authority (RFC 3161), as a file. Only the digest in it leaves the
//! machine, and only when a person sends it.

use sha2::{Digest, Sha256};

/// The request for a time stamp of `message`: SHA-256, a nonce, and that the certificate comes along.
///
/// The nonce is made positive and never starts with zero, so that every tool reads it the same way.
pub fn time_request(message: &[u8], nonce: [u8; 8]) -> Vec<u8> {
    let mut nonce = nonce;
    if let Some(first) = nonce.first_mut() {
        *first = *first & 0x7f | 0x40;
    }
    let mut out = vec![0x30, 0x43, 0x02, 0x01, 0x01];
    // The algorithm: SHA-256, without parameters.
    out.extend_from_slice(&[
        0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01,
        0x05, 0x00, 0x04, 0x20,
    ]);
    out.extend_from_slice(&Sha256::digest(message));
    out.extend_from_slice(&[0x02, 0x08]);
    out.extend_from_slice(&nonce);
    out.extend_from_slice(&[0x01, 0x01, 0xff]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_length_says_what_stands_there() {
        for nonce in [[0; 8], [0xff; 8]] {
            let request = time_request(b"x", nonce);
            assert_eq!(request.len(), 69);
            assert_eq!(usize::from(request[1]) + 2, request.len());
            assert!((0x40..0x80).contains(&request[58]), "{:x}", request[58]);
        }
    }
}
