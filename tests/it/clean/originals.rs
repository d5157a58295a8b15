//! Small files of every format that has a writer, made byte by byte, each with `secret` wherever there
//! is room for it.

use flate2::Crc;

pub(crate) fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = Crc::new();
    crc.update(kind);
    crc.update(data);
    let mut out = (data.len() as u32).to_be_bytes().to_vec();
    out.extend_from_slice(kind);
    out.extend_from_slice(data);
    out.extend_from_slice(&crc.sum().to_be_bytes());
    out
}

pub(crate) fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut pack = flate2::Compress::new(flate2::Compression::fast(), true);
    let mut out = Vec::with_capacity(bytes.len() + 1_000);
    pack.compress_vec(bytes, &mut out, flate2::FlushCompress::Finish)
        .unwrap();
    out
}

pub(crate) fn png_of(head: &[u8; 13], parts: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    out.extend(chunk(b"IHDR", head));
    out.extend(parts.concat());
    out
}

/// 4 × 3 grey pixels of 8 bits.
pub(super) const HEAD: &[u8; 13] = b"\0\0\0\x04\0\0\0\x03\x08\0\0\0\0";

pub(super) fn png() -> Vec<u8> {
    let idat = zlib(&[0, 1, 2, 3, 4, 0, 5, 6, 7, 8, 0, 9, 10, 11, 12]);
    let (one, other) = idat.split_at(5);
    png_of(
        HEAD,
        &[
            chunk(b"tEXt", b"Comment\0secret"),
            chunk(b"IDAT", one),
            chunk(b"IDAT", other),
            chunk(b"IEND", b""),
        ],
    )
}

pub(super) fn jpeg() -> Vec<u8> {
    let mut out = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x02\x01\0\x7b\0\x2d\0\0".to_vec();
    out.extend_from_slice(b"\xff\xfe\0\x08secret");
    out.extend_from_slice(b"\xff\xdb\0\x43\0");
    out.extend_from_slice(&[1; 64]);
    out.extend_from_slice(b"\xff\xc0\0\x0b\x08\0\x08\0\x08\x01\x01\x11\0");
    out.extend_from_slice(b"\xff\xc4\0\x14\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
    out.extend_from_slice(b"\xff\xda\0\x08\x01\x01\0\0\x3f\0\x2a\xff\0\x15\xff\xd9");
    out
}

pub(super) fn gif() -> Vec<u8> {
    let mut out = b"GIF89a\x02\0\x02\0\x80\0\0\0\0\0\xff\xff\xff".to_vec();
    out.extend_from_slice(b"\x21\xfe\x06secret\0");
    out.extend_from_slice(b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x05\0\0");
    out.extend_from_slice(
        b"\x21\xf9\x04\0\x0a\0\0\0\x2c\0\0\0\0\x02\0\x02\0\0\x02\x03\x44\x02\x05\0\x3b",
    );
    out
}

pub(super) fn webp() -> Vec<u8> {
    let picture = b"\x2f\x01\x40\0\0\x10";
    let mut body = b"WEBPVP8X\x0a\0\0\0\x2c\0\0\0\x01\0\0\x01\0\0VP8L\x06\0\0\0".to_vec();
    body.extend_from_slice(picture);
    body.extend_from_slice(b"XMP \x06\0\0\0secret");
    let mut out = b"RIFF".to_vec();
    out.extend_from_slice(&(body.len() as u32).to_le_bytes());
    out.extend(body);
    out
}

/// A page of Ogg with a right checksum.
pub(super) fn page(flags: u8, number: u32, packets: &[&[u8]]) -> Vec<u8> {
    let mut out = b"OggS\0".to_vec();
    out.push(flags);
    out.extend_from_slice(&960u64.to_le_bytes());
    out.extend_from_slice(&77u32.to_le_bytes());
    out.extend_from_slice(&number.to_le_bytes());
    out.extend_from_slice(&[0; 4]);
    let lacing: Vec<u8> = packets
        .iter()
        .flat_map(|packet| {
            let mut lace = vec![255; packet.len() / 255];
            lace.push((packet.len() % 255) as u8);
            lace
        })
        .collect();
    out.push(lacing.len() as u8);
    out.extend(lacing);
    out.extend(packets.concat());
    let sum = ogg_sum(&out);
    out[22..26].copy_from_slice(&sum.to_le_bytes());
    out
}

pub(super) fn ogg_sum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte) << 24, |sum, _| {
            if sum >> 31 == 1 {
                sum << 1 ^ 0x04c1_1db7
            } else {
                sum << 1
            }
        })
    })
}

pub(super) fn opus() -> Vec<u8> {
    [
        page(2, 0, &[b"OpusHead\x01\x01\x38\x01\x80\xbb\0\0\0\0\0"]),
        page(0, 1, &[b"OpusTags\x06\0\0\0secret\0\0\0\0"]),
        page(0, 2, &[&[0x08, 1, 2], &[0x08, 3]]),
        page(4, 3, &[&[0x08, 4, 5, 6]]),
    ]
    .concat()
}

pub(super) fn boxed(kind: &[u8; 4], parts: &[&[u8]]) -> Vec<u8> {
    let body = parts.concat();
    let mut out = (body.len() as u32 + 8).to_be_bytes().to_vec();
    out.extend_from_slice(kind);
    out.extend(body);
    out
}

/// One track of sound with three samples in two runs; its data before its tables.
pub(super) fn mp4() -> Vec<u8> {
    let ftyp = boxed(b"ftyp", &[b"isom\0\0\x02\0isomsecr"]);
    let free = boxed(b"free", &[b"secret"]);
    let mdat = boxed(b"mdat", &[b"secretAAAABBsecretCCCsecret"]);
    let at = (ftyp.len() + free.len() + 8) as u32;
    let be = |n: u32| n.to_be_bytes();
    let mvhd = [
        &[0; 4][..],
        &be(7),
        &be(8),
        &be(1_000),
        &be(3_000),
        &[0; 80],
    ]
    .concat();
    let tkhd = [&[0, 0, 0, 7][..], &be(7), &be(8), &be(1), &[0; 68]].concat();
    let mdhd = [
        &[0; 4][..],
        &be(7),
        &be(8),
        &be(1_000),
        &be(3_000),
        &[0x15, 0xc7, 0, 0],
    ]
    .concat();
    let hdlr = [&[0; 8][..], b"soun", &[0; 12], b"secret\0"].concat();
    let damr = boxed(b"damr", &[b"secr\0\x81\xff\0\x01"]);
    let entry = boxed(
        b"samr",
        &[
            &[0, 0, 0, 0, 0, 0, 0, 1],
            &[0; 8],
            &[0, 2, 0, 16, 0, 0, 0, 0, 0x1f, 0x40, 0, 0],
            &damr,
        ],
    );
    let stbl = boxed(
        b"stbl",
        &[
            &boxed(b"stsd", &[&be(0), &be(1), &entry]),
            &boxed(b"stts", &[&be(0), &be(1), &be(3), &be(1_000)]),
            &boxed(
                b"stsc",
                &[
                    &be(0),
                    &be(2),
                    &be(1),
                    &be(2),
                    &be(1),
                    &be(2),
                    &be(1),
                    &be(1),
                ],
            ),
            &boxed(b"stsz", &[&be(0), &be(0), &be(3), &be(4), &be(2), &be(3)]),
            &boxed(b"stco", &[&be(0), &be(2), &be(at + 6), &be(at + 18)]),
        ],
    );
    let minf = boxed(b"minf", &[&boxed(b"smhd", &[&[0; 8]]), &stbl]);
    let mdia = boxed(
        b"mdia",
        &[&boxed(b"mdhd", &[&mdhd]), &boxed(b"hdlr", &[&hdlr]), &minf],
    );
    let trak = boxed(b"trak", &[&boxed(b"tkhd", &[&tkhd]), &mdia]);
    let udta = boxed(b"udta", &[b"secret"]);
    let moov = boxed(b"moov", &[&boxed(b"mvhd", &[&mvhd]), &trak, &udta]);
    [ftyp, free, mdat, moov].concat()
}

pub(super) const CARD: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Poe;Ada;;;\r\nFN:Ada \r\n Poe\r\nTEL;waid=447700900123:\
    +44 7700 900123\r\nNOTE:secret\r\nEND:VCARD\r\n";

pub(crate) fn all() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("png", png()),
        ("jpeg", jpeg()),
        ("gif", gif()),
        ("webp", webp()),
        ("opus", opus()),
        ("mp4", mp4()),
        ("card", CARD.as_bytes().to_vec()),
    ]
}
