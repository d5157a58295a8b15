//! The bytes of one member, in pieces: checks the local header, unpacks what a re-zipped copy may
//! have packed, and counts the CRC. One read at a time; holds one piece.

use std::io;

use flate2::{Crc, Decompress, FlushDecompress, Status};

use super::canon;
use super::zip::{LOCAL_SIGN, Member, u16_at};
use crate::engine::source::{Source, read_range};

/// How much is read at once. Units: bytes.
pub(super) const PIECE_BYTES: usize = 1 << 20;

/// One piece of a member.
pub(super) struct Piece {
    /// Where the packed bytes stand in the container.
    pub(super) at: u64,
    /// As they stand in the container.
    pub(super) packed: Vec<u8>,
    /// Unpacked, when the member is packed; else `None` and `packed` is the content.
    pub(super) unpacked: Option<Vec<u8>>,
}

impl Piece {
    /// The content.
    pub(super) fn content(&self) -> &[u8] {
        self.unpacked.as_deref().unwrap_or(&self.packed)
    }
}

/// Why a member cannot be read on.
#[derive(Debug)]
pub(super) enum MemberFault {
    /// What is wrong with it, and the first byte that is.
    Damaged(u64, String),
    /// The platform could not read it.
    Read(u64, io::Error),
}

/// Reads one member.
pub(super) struct MemberReader {
    at: u64,
    left_packed: u64,
    n_out: u64,
    claimed: u64,
    crc: Crc,
    inflate: Option<Box<Decompress>>,
    ended: bool,
}

/// A member that was opened: its reader, its local header as it stands, and the header's place.
pub(super) struct Opened {
    /// Gives the bytes.
    pub(super) reader: MemberReader,
    /// The local header.
    pub(super) header: Vec<u8>,
}

/// Reads the local header of `member`.
pub(super) fn open(source: &dyn Source, member: &Member) -> Result<Opened, MemberFault> {
    let at = member.header_at;
    let fixed = read_range(source, at, 30).map_err(|error| past_end(at, error))?;
    if fixed.get(..4) != Some(&LOCAL_SIGN[..]) {
        return Err(MemberFault::Damaged(
            at,
            "no file starts where the directory points".to_owned(),
        ));
    }
    let rest_len = usize::from(u16_at(&fixed, 26)) + usize::from(u16_at(&fixed, 28));
    let rest = read_range(source, at + 30, rest_len).map_err(|error| past_end(at + 30, error))?;
    let data_at = at + 30 + rest_len as u64;
    let ends_inside = data_at
        .checked_add(member.packed_bytes)
        .is_some_and(|end| end <= source.size_bytes());
    if !ends_inside {
        return Err(MemberFault::Damaged(
            data_at,
            "the file is cut off".to_owned(),
        ));
    }
    let inflate = match (member.encrypted, member.method) {
        (false, 0) if member.packed_bytes == member.size_bytes => None,
        (false, 8) => Some(Box::new(Decompress::new(false))),
        (false, 0) => {
            let text = "is stored, but has two different sizes";
            return Err(MemberFault::Damaged(at, text.to_owned()));
        }
        (false, method) => {
            let text = format!("is packed by method {method}, which no package uses");
            return Err(MemberFault::Damaged(at, text));
        }
        (true, _) => {
            return Err(MemberFault::Damaged(at, "needs a password".to_owned()));
        }
    };
    let mut header = fixed;
    header.extend(rest);
    Ok(Opened {
        reader: MemberReader {
            at: data_at,
            left_packed: member.packed_bytes,
            n_out: 0,
            claimed: member.size_bytes,
            crc: Crc::new(),
            inflate,
            ended: false,
        },
        header,
    })
}

fn past_end(at: u64, error: io::Error) -> MemberFault {
    if error.kind() == io::ErrorKind::UnexpectedEof {
        MemberFault::Damaged(at, "the file is cut off".to_owned())
    } else {
        MemberFault::Read(at, error)
    }
}

/// Where the local header of `member` differs from what it must be: the byte in the container, and
/// the field.
pub(super) fn header_difference(member: &Member, header: &[u8]) -> Option<(u64, &'static str)> {
    canon::first_difference(&canon::local_header(member), header)
        .map(|offset| (member.header_at + offset as u64, canon::local_field(offset)))
}

impl MemberReader {
    /// Where the next packed byte stands.
    pub(super) fn position(&self) -> u64 {
        self.at
    }

    /// The next piece; `None` at the end. More bytes than claimed end it with a fault.
    pub(super) fn next(&mut self, source: &dyn Source) -> Result<Option<Piece>, MemberFault> {
        if self.left_packed == 0 || self.ended {
            return Ok(None);
        }
        let len = self.left_packed.min(PIECE_BYTES as u64) as usize;
        let at = self.at;
        let packed = read_range(source, at, len).map_err(|error| past_end(at, error))?;
        let Some(inflate) = &mut self.inflate else {
            self.crc.update(&packed);
            self.at += len as u64;
            self.left_packed -= len as u64;
            self.n_out += len as u64;
            return Ok(Some(Piece {
                at,
                packed,
                unpacked: None,
            }));
        };
        let (used, out, ended) = unpack(inflate, &packed, at)?;
        self.crc.update(&out);
        self.n_out += out.len() as u64;
        if self.n_out > self.claimed {
            let text = "unpacks to more bytes than the directory says";
            return Err(MemberFault::Damaged(at, text.to_owned()));
        }
        self.at += used as u64;
        self.left_packed -= used as u64;
        self.ended = ended;
        let mut packed = packed;
        packed.truncate(used);
        Ok(Some(Piece {
            at,
            packed,
            unpacked: Some(out),
        }))
    }

    /// After the last piece: what is wrong with the whole.
    pub(super) fn fault_at_end(&self, member: &Member) -> Option<String> {
        if self.n_out != self.claimed || (self.inflate.is_some() && self.left_packed > 0) {
            return Some(format!(
                "holds {} bytes, the directory says {}",
                self.n_out, self.claimed
            ));
        }
        (self.crc.sum() != member.crc).then(|| {
            format!(
                "the CRC of its bytes is {:08x}, the directory says {:08x}",
                self.crc.sum(),
                member.crc
            )
        })
    }
}

/// Unpacks a part of `packed`, at most a piece of output. Returns bytes used, output, and whether
/// the stream ended.
fn unpack(
    inflate: &mut Decompress,
    packed: &[u8],
    at: u64,
) -> Result<(usize, Vec<u8>, bool), MemberFault> {
    let (in_before, out_before) = (inflate.total_in(), inflate.total_out());
    let mut out = vec![0; PIECE_BYTES];
    let status = inflate
        .decompress(packed, &mut out, FlushDecompress::None)
        .map_err(|_| MemberFault::Damaged(at, "cannot be unpacked".to_owned()))?;
    let used = (inflate.total_in() - in_before) as usize;
    let made = (inflate.total_out() - out_before) as usize;
    out.truncate(made);
    if used == 0 && made == 0 && status != Status::StreamEnd {
        return Err(MemberFault::Damaged(at, "cannot be unpacked".to_owned()));
    }
    Ok((used, out, status == Status::StreamEnd))
}
