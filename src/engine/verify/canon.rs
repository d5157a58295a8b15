//! The one way in which the container may be written: what each header must be, byte for byte, for
//! the members that the directory lists. Compared with what stands there; the first difference is
//! named.

use super::zip::{
    CENTRAL_SIGN, Directory, END_SIGN, END64_SIGN, LOCAL_SIGN, LOCATOR64_SIGN, Member,
};

/// A number of this size or more does not fit 32 bits.
const LARGE: u64 = 0xffff_ffff;
/// A count of this size or more does not fit 16 bits.
const MANY: u64 = 0xffff;
const DOS_DATE: u16 = 0x0021;
const MADE_BY: u16 = 0x031e;
const NEEDED: u16 = 0x000a;
const NEEDED_LARGE: u16 = 0x002d;
const MODE: u32 = 0o100_644 << 16;

/// The local header that must stand before the bytes of `member`.
pub(super) fn local_header(member: &Member) -> Vec<u8> {
    let large = member.size_bytes >= LARGE;
    let mut out = Vec::with_capacity(60 + member.name.len());
    out.extend(LOCAL_SIGN);
    put16(&mut out, if large { NEEDED_LARGE } else { NEEDED });
    put16(&mut out, 0);
    put16(&mut out, 0);
    put16(&mut out, 0);
    put16(&mut out, DOS_DATE);
    put32(&mut out, member.crc);
    put32(&mut out, narrow(member.size_bytes));
    put32(&mut out, narrow(member.size_bytes));
    put16(&mut out, member.name.len() as u16);
    put16(&mut out, if large { 20 } else { 0 });
    out.extend_from_slice(&member.name);
    if large {
        put16(&mut out, 1);
        put16(&mut out, 16);
        put64(&mut out, member.size_bytes);
        put64(&mut out, member.size_bytes);
    }
    out
}

/// The record that must stand in the directory for `member` when its header stands at `header_at`.
fn central_record(member: &Member, header_at: u64) -> Vec<u8> {
    let mut large: Vec<u8> = Vec::new();
    for value in [member.size_bytes, member.size_bytes, header_at] {
        if value >= LARGE {
            put64(&mut large, value);
        }
    }
    let mut out = Vec::with_capacity(80 + member.name.len());
    out.extend(CENTRAL_SIGN);
    put16(&mut out, MADE_BY);
    put16(
        &mut out,
        if large.is_empty() {
            NEEDED
        } else {
            NEEDED_LARGE
        },
    );
    put16(&mut out, 0);
    put16(&mut out, 0);
    put16(&mut out, 0);
    put16(&mut out, DOS_DATE);
    put32(&mut out, member.crc);
    put32(&mut out, narrow(member.size_bytes));
    put32(&mut out, narrow(member.size_bytes));
    put16(&mut out, member.name.len() as u16);
    put16(
        &mut out,
        if large.is_empty() {
            0
        } else {
            large.len() as u16 + 4
        },
    );
    put16(&mut out, 0);
    put16(&mut out, 0);
    put16(&mut out, 0);
    put32(&mut out, MODE);
    put32(&mut out, narrow(header_at));
    out.extend_from_slice(&member.name);
    if !large.is_empty() {
        put16(&mut out, 1);
        put16(&mut out, large.len() as u16);
        out.extend(large);
    }
    out
}

/// What must stand after the directory.
fn end_records(n_members: u64, directory_at: u64, directory_bytes: u64) -> Vec<u8> {
    let mut out = Vec::new();
    if n_members >= MANY || directory_at >= LARGE || directory_bytes >= LARGE {
        out.extend(END64_SIGN);
        put64(&mut out, 44);
        put16(&mut out, MADE_BY);
        put16(&mut out, NEEDED_LARGE);
        put32(&mut out, 0);
        put32(&mut out, 0);
        put64(&mut out, n_members);
        put64(&mut out, n_members);
        put64(&mut out, directory_bytes);
        put64(&mut out, directory_at);
        out.extend(LOCATOR64_SIGN);
        put32(&mut out, 0);
        put64(&mut out, directory_at + directory_bytes);
        put32(&mut out, 1);
    }
    out.extend(END_SIGN);
    put16(&mut out, 0);
    put16(&mut out, 0);
    put16(&mut out, n_members.min(MANY) as u16);
    put16(&mut out, n_members.min(MANY) as u16);
    put32(&mut out, narrow(directory_bytes));
    put32(&mut out, narrow(directory_at));
    put16(&mut out, 0);
    out
}

/// A difference: where, and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Difference {
    /// The member, when it is about one.
    pub(super) member: Option<String>,
    /// First byte of the container that differs.
    pub(super) at: u64,
    /// What it is about.
    pub(super) text: String,
}

/// Every record of the directory and the end records against what they must be; the local headers
/// and the bytes between them are compared while the members are read.
pub(super) fn directory_differences(directory: &Directory) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut header_at = 0_u64;
    let mut before: Option<&Member> = None;
    for member in &directory.members {
        if let Some(before) = before
            && before.name >= member.name
        {
            found.push(Difference {
                member: Some(member.label()),
                at: directory.raw_at + member.record.start as u64,
                text: "does not stand in the order of names".to_owned(),
            });
        }
        let wanted = central_record(member, header_at);
        let stands = directory.raw.get(member.record.clone()).unwrap_or_default();
        if let Some(offset) = first_difference(&wanted, stands) {
            found.push(Difference {
                member: Some(member.label()),
                at: directory.raw_at + (member.record.start + offset) as u64,
                text: format!(
                    "the directory's record differs in {}",
                    central_field(offset)
                ),
            });
        }
        header_at = header_at
            .saturating_add(local_header(member).len() as u64)
            .saturating_add(member.size_bytes);
        before = Some(member);
    }
    found.extend(tail_difference(directory, header_at));
    found
}

fn tail_difference(directory: &Directory, directory_at: u64) -> Option<Difference> {
    if directory.raw_at != directory_at {
        return Some(Difference {
            member: None,
            at: directory.raw_at.min(directory_at),
            text: "the directory does not follow the last file directly".to_owned(),
        });
    }
    let wanted = end_records(
        directory.members.len() as u64,
        directory_at,
        directory.raw.len() as u64,
    );
    first_difference(&wanted, &directory.tail).map(|offset| Difference {
        member: None,
        at: directory_at + (directory.raw.len() + offset) as u64,
        text: if offset >= wanted.len() {
            "bytes follow after the end of the zip".to_owned()
        } else {
            "the end record differs".to_owned()
        },
    })
}

/// The first index at which the two differ; the shorter one's length when one starts the other.
pub(super) fn first_difference(wanted: &[u8], stands: &[u8]) -> Option<usize> {
    let common = wanted
        .iter()
        .zip(stands)
        .position(|(wanted, stands)| wanted != stands);
    match common {
        Some(at) => Some(at),
        None if wanted.len() == stands.len() => None,
        None => Some(wanted.len().min(stands.len())),
    }
}

/// Names the field of a local header that holds byte `offset`.
pub(super) fn local_field(offset: usize) -> &'static str {
    match offset {
        0..4 => "its signature",
        4..6 => "the version needed",
        6..8 => "the flags",
        8..10 => "the method",
        10..14 => "the date and time",
        14..18 => "the CRC",
        18..26 => "the sizes",
        26..28 => "the length of the name",
        28..30 => "the length of the extra field",
        _name => "the name or the extra field",
    }
}

fn central_field(offset: usize) -> &'static str {
    match offset {
        0..4 => "its signature",
        4..6 => "the version made by",
        6..8 => "the version needed",
        8..10 => "the flags",
        10..12 => "the method",
        12..16 => "the date and time",
        16..20 => "the CRC",
        20..28 => "the sizes",
        28..30 => "the length of the name",
        30..32 => "the length of the extra field",
        32..34 => "the length of the comment",
        34..36 => "the disk number",
        36..42 => "the attributes",
        42..46 => "the position of the file",
        _name => "the name, the extra field or the comment",
    }
}

fn narrow(value: u64) -> u32 {
    value.min(LARGE) as u32
}

fn put16(out: &mut Vec<u8>, value: u16) {
    out.extend(value.to_le_bytes());
}

fn put32(out: &mut Vec<u8>, value: u32) {
    out.extend(value.to_le_bytes());
}

fn put64(out: &mut Vec<u8>, value: u64) {
    out.extend(value.to_le_bytes());
}
