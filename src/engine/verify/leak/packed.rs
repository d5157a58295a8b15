//! The signs of packed things: zip members, gzip, zlib, and what is packed in ways that are not
//! undone here and has to be said.

use std::ops::Range;

use sha2::{Digest, Sha256};

use super::held::Held;
use super::scan::Scan;
use crate::engine::verify::zip::{u16_at, u32_at};

/// Packed in a way that is not undone: how its first bytes look, and what it is.
const UNKNOWN: [(&[u8], &str); 9] = [
    (b"\xfd7zXZ\0", "packed as xz"),
    (b"7z\xbc\xaf\x27\x1c", "packed as 7z"),
    (b"Rar!\x1a\x07", "packed as RAR"),
    (b"\x28\xb5\x2f\xfd", "packed as Zstandard"),
    (b"\x04\x22\x4d\x18", "packed as LZ4"),
    (b"LZIP\x01", "packed as lzip"),
    (b"\x1f\x9d", "packed as compress"),
    (b"-----BEGIN PGP MESSAGE-----", "encrypted"),
    (b"\x85\x01\x0c\x03", "encrypted"),
];

/// What a PDF may hold that is not undone.
const UNREAD_IN_PDF: [(&[u8], &str); 5] = [
    (b"/Encrypt", "a PDF that is encrypted"),
    (b"/LZWDecode", "a PDF with streams packed as LZW"),
    (
        b"/RunLengthDecode",
        "a PDF with streams packed by run length",
    ),
    (
        b"/Identity-H",
        "a PDF whose fonts number their letters in their own way",
    ),
    (b"/Crypt", "a PDF that is encrypted"),
];

/// How a file starts that is looked into when it is written in digits.
const KNOWN: [&[u8]; 11] = [
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b"%PDF-",
    b"\xff\xd8\xff",
    b"\x89PNG\r\n",
    b"GIF8",
    b"BZh",
    b"\xfd7zXZ",
    b"7z\xbc\xaf",
    b"Rar!",
    b"RIFF",
];

/// What packs `start` in a way that is not undone here.
pub(super) fn unknown_packing(start: &[u8]) -> Option<&'static str> {
    let is_bzip2 = matches!(start, [b'B', b'Z', b'h', b'1'..=b'9', rest @ ..]
        if rest.starts_with(b"1AY&SY") || rest.starts_with(b"\x17rE8P\x90"));
    if is_bzip2 {
        return Some("packed as bzip2");
    }
    let is_old_office = start.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    if is_old_office {
        let words: Vec<u8> = b"EncryptedPackage"
            .iter()
            .flat_map(|byte| [*byte, 0])
            .collect();
        return memchr::memmem::find(start, &words).map(|_| "encrypted");
    }
    let known = UNKNOWN.iter().find(|(sign, _)| start.starts_with(sign));
    known.map(|(_, what)| *what)
}

/// Whether a PDF starts here.
pub(super) fn is_pdf(start: &[u8]) -> bool {
    let head = start.get(..1024).unwrap_or(start);
    memchr::memmem::find(head, b"%PDF-").is_some()
}

/// What of a PDF is not undone.
pub(super) fn unread_in_pdf(bytes: &[u8]) -> impl Iterator<Item = &'static str> {
    UNREAD_IN_PDF
        .iter()
        .filter(|(sign, _)| memchr::memmem::find(bytes, sign).is_some())
        .map(|(_, what)| *what)
}

/// Whether these are the first bytes of something to look into.
pub(super) fn is_known_start(bytes: &[u8]) -> bool {
    KNOWN.iter().any(|sign| bytes.starts_with(sign)) || is_zlib(bytes)
}

/// Where in that part of `bytes` something packed may start.
pub(super) fn signs(bytes: &[u8], range: Range<usize>, is_pdf: bool) -> Vec<usize> {
    let part = bytes.get(range.clone()).unwrap_or_default();
    let mut out: Vec<usize> = memchr::memchr3_iter(b'P', 0x1f, 0x78, part).collect();
    if is_pdf {
        out.extend(memchr::memchr2_iter(b'H', b'h', part));
    }
    out.retain(|at| {
        matches!(part.get(*at..), Some([b'P', b'K', ..] | [0x1f, 0x8b, ..]))
            || bytes
                .get(range.start + at..)
                .is_some_and(|rest| is_zlib(rest) || rest.len() < 4)
    });
    out.into_iter().map(|at| range.start + at).collect()
}

/// Whether the header of zlib starts here, as it usually looks.
pub(super) fn is_zlib(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [0x78, 0x01 | 0x5e | 0x9c | 0xda, ..] | [0x48, 0x89 | 0xc7, ..] | [0x68, 0x81 | 0xde, ..]
    )
}

/// Whether a PDF's stream starts after `before`.
pub(super) fn follows_stream_word(before: &[u8]) -> bool {
    before.ends_with(b"stream\n") || before.ends_with(b"stream\r\n")
}

/// Where the packed bytes of a gzip file start.
pub(super) fn gzip_data(bytes: &[u8]) -> Option<usize> {
    let [0x1f, 0x8b, 8, flags, ..] = bytes else {
        return None;
    };
    if flags & 0xe0 != 0 {
        return None;
    }
    let mut at = 10;
    if flags & 4 != 0 {
        at += 2 + usize::from(u16_at(bytes, at));
    }
    for bit in [8, 16] {
        if flags & bit != 0 {
            let rest = bytes.get(at..)?;
            at += memchr::memchr(0, rest)? + 1;
        }
    }
    if flags & 2 != 0 {
        at += 2;
    }
    Some(at)
}

/// The header before a member of a zip.
pub(super) struct Local {
    flags: u16,
    method: u16,
    packed_bytes: u32,
    unpacked_bytes: u32,
    /// How many bytes the header has.
    pub(super) data: usize,
}

/// Reads it, if `bytes` start with one.
pub(super) fn local_header(bytes: &[u8]) -> Option<Local> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    let name_bytes = usize::from(u16_at(bytes, 26));
    let name = bytes.get(30..(30 + name_bytes).min(bytes.len()))?;
    let method = u16_at(bytes, 8);
    let version = u16_at(bytes, 4) & 0xff;
    let likely = version <= 63 && method <= 99 && (1..=4096).contains(&name_bytes);
    if !likely || name.iter().any(|byte| *byte < b' ') {
        return None;
    }
    Some(Local {
        flags: u16_at(bytes, 6),
        method,
        packed_bytes: u32_at(bytes, 18),
        unpacked_bytes: u32_at(bytes, 22),
        data: 30 + name_bytes + usize::from(u16_at(bytes, 28)),
    })
}

impl Local {
    /// Why its bytes cannot be had.
    pub(super) fn unreadable(&self) -> Option<&'static str> {
        match self.method {
            _any if self.flags & 0x41 != 0 => Some("encrypted"),
            0 | 8 => None,
            9 => Some("packed as Deflate64"),
            12 => Some("packed as bzip2"),
            14 => Some("packed as LZMA"),
            93 => Some("packed as Zstandard"),
            95 => Some("packed as xz"),
            99 => Some("encrypted"),
            _other => Some("packed in a way that is not known here"),
        }
    }

    /// Its bytes stand as they are.
    pub(super) fn is_stored(&self) -> bool {
        self.method == 0
    }
}

/// A member that is not packed and as long as a withheld file, being digested.
pub(super) struct Stored {
    from: u64,
    left: u64,
    digest: Sha256,
}

impl Stored {
    /// `None` when it is as long as nothing that is withheld.
    pub(super) fn new(local: &Local, at: u64, held: &Held) -> Option<Stored> {
        let same = local.packed_bytes == local.unpacked_bytes;
        let left = u64::from(local.unpacked_bytes);
        (same && held.has_size(left)).then(|| Stored {
            from: at + local.data as u64,
            left,
            digest: Sha256::new(),
        })
    }

    /// Takes `bytes`, which stand at `start` of the stream. Whether more may follow.
    pub(super) fn push(
        &mut self,
        start: u64,
        bytes: &[u8],
        inside: &str,
        scan: &mut Scan<'_>,
    ) -> bool {
        let skip = self.from.saturating_sub(start) as usize;
        let own = bytes.get(skip..).unwrap_or_default();
        let own = own.get(..own.len().min(self.left as usize)).unwrap_or(own);
        self.digest.update(own);
        self.left -= own.len() as u64;
        if self.left == 0 {
            let digest = std::mem::take(&mut self.digest).finalize();
            scan.whole_digest(&digest, &format!("its bytes{inside}"));
        }
        self.left > 0
    }
}
