//! Files that lie: typed errors, bounded work, never a panic. Small originals are made here, byte by
//! byte.

use proptest::prelude::*;
use threadseal::engine::clean::{Format, PIXELS_LIMIT, Scan, Wrong};

use super::originals::{CARD, HEAD, all, boxed, chunk, gif, jpeg, mp4, page, png_of, webp, zlib};
use super::{cleaned, cleaned_in};

fn wrong(bytes: &[u8]) -> Wrong {
    match cleaned_in(bytes, 1 << 16) {
        Err(error) => error.wrong,
        Ok(_) => panic!("a copy was made"),
    }
}

#[test]
fn what_is_not_listed_is_not_there() {
    for (name, original) in all() {
        let copy = cleaned(&original);
        let holds = |needle: &[u8]| memchr::memmem::find(&copy, needle).is_some();
        assert!(!holds(b"secr"), "{name}");
        assert!(!holds(b"900123"), "{name}");
        assert!(copy.len() < original.len(), "{name}");
    }
    let film = cleaned(&mp4());
    assert!(film.ends_with(b"mdatAAAABBCCC"));
    assert_eq!(
        cleaned(CARD.as_bytes()),
        b"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ada Poe\r\nEND:VCARD\r\n"
    );
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_refused() {
    for (name, original) in all() {
        for end in 1..original.len() {
            let cut = &original[..end];
            if Format::of(cut).is_none() {
                continue;
            }
            let copy = cleaned_in(cut, 64);
            // Opus has no length: a stream may stop behind any page of sound. A card may stop before
            // the line end behind its last line.
            let is_whole = match name {
                "opus" => cut.len() == original.len() - page(4, 3, &[&[0x08, 4, 5, 6]]).len(),
                "card" => end + 2 >= original.len(),
                _other => false,
            };
            assert_eq!(copy.is_ok(), is_whole, "{name} cut at {end}: {copy:?}");
        }
    }
}

#[test]
fn bytes_behind_the_end_are_refused() {
    for (name, original) in all() {
        let longer = [&original[..], b"PK\x03\x04 more"].concat();
        let found = wrong(&longer);
        let expected = match name {
            "mp4" => Wrong::Form("size of a box"),
            "card" => Wrong::Form("text outside a card"),
            _other => Wrong::Behind,
        };
        // The first four bytes are the size of a box, which there is no room for.
        let is_cut = name == "mp4" && found == Wrong::CutOff;
        assert!(found == expected || is_cut, "{name}: {found:?}");
    }
}

#[test]
fn pictures_that_lie_about_their_size_are_refused() {
    let huge = |side: [u8; 2]| -> [u8; 13] {
        [
            0, 0, side[0], side[1], 0, 0, side[0], side[1], 8, 2, 0, 0, 0,
        ]
    };
    let (width, height) = (20_000, 20_000);
    assert!(u64::from(width) * u64::from(height) > PIXELS_LIMIT);
    let too_large = Wrong::Pixels { width, height };
    assert_eq!(wrong(&png_of(&huge([0x4e, 0x20]), &[])), too_large);
    let large = jpeg();
    let at = memchr::memmem::find(&large, b"\xff\xc0").unwrap();
    let mut large = large;
    large[at + 5..at + 9].copy_from_slice(b"\x4e\x20\x4e\x20");
    assert_eq!(wrong(&large), too_large);
    let few = chunk(b"IDAT", &zlib(&[0; 14]));
    let many = chunk(b"IDAT", &zlib(&[0; 16]));
    let bomb = chunk(b"IDAT", &zlib(&vec![0; 100 << 20]));
    let more = Wrong::Form("more pixels than the head says");
    assert_eq!(
        wrong(&png_of(HEAD, &[few])),
        Wrong::Form("fewer pixels than the head says")
    );
    assert_eq!(wrong(&png_of(HEAD, &[many])), more);
    assert_eq!(wrong(&png_of(HEAD, &[bomb])), more);
    let mut gif = gif();
    let at = memchr::memmem::find(&gif, b"\x2c\0\0\0\0\x02").unwrap();
    gif[at + 1] = 1;
    assert_eq!(wrong(&gif), Wrong::Form("picture outside the screen"));
    let mut webp = webp();
    webp[24] = 9;
    assert_eq!(wrong(&webp), Wrong::Form("size of the canvas"));
}

#[test]
fn parts_that_are_not_known_are_refused() {
    let idat = || chunk(b"IDAT", &zlib(&[0; 15]));
    let end = || chunk(b"IEND", b"");
    let png = |part: Vec<u8>| wrong(&png_of(HEAD, &[part, idat(), end()]));
    assert_eq!(png(chunk(b"NEWX", b"x")), Wrong::Unknown("NEWX".to_owned()));
    assert_eq!(png(chunk(b"acTL", &[0; 8])), Wrong::Animated);
    let mut packed = zlib(&[0; 15]);
    packed.extend_from_slice(b"hidden");
    let hidden = png_of(HEAD, &[chunk(b"IDAT", &packed), end()]);
    assert_eq!(wrong(&hidden), Wrong::Form("bytes behind the pixels"));
    let mut broken = png_of(HEAD, &[idat(), end()]);
    let at = broken.len() - 14;
    broken[at] ^= 1;
    assert_eq!(wrong(&broken), Wrong::Checksum("chunk"));
    let arithmetic = [
        &jpeg()[..2],
        b"\xff\xc9\0\x0b\x08\0\x08\0\x08\x01\x01\x11\0",
    ]
    .concat();
    let sniffed = [b"\xff\xd8\xff", &arithmetic[3..]].concat();
    assert_eq!(wrong(&sniffed), Wrong::Unknown("marker c9".to_owned()));
    let fragments = [&mp4()[..], &boxed(b"moof", &[&[0; 8]])].concat();
    assert_eq!(wrong(&fragments), Wrong::Elsewhere("fragments"));
    let box_of_tomorrow = [&mp4()[..], &boxed(b"next", &[&[0; 8]])].concat();
    assert_eq!(wrong(&box_of_tomorrow), Wrong::Unknown("next".to_owned()));
}

#[test]
fn ogg_with_broken_pages_is_refused() {
    let head = page(2, 0, &[b"OpusHead\x01\x01\x38\x01\x80\xbb\0\0\0\0\0"]);
    let tags = page(0, 1, &[b"OpusTags\x06\0\0\0secret\0\0\0\0"]);
    let sound = page(4, 2, &[&[8, 1, 2]]);
    let with = |last: Vec<u8>| wrong(&[head.clone(), tags.clone(), last].concat());
    let mut bad_sum = sound.clone();
    bad_sum[30] ^= 1;
    assert_eq!(with(bad_sum), Wrong::Checksum("page"));
    assert_eq!(with(page(4, 3, &[&[8, 1, 2]])), Wrong::Missing("page"));
    assert_eq!(
        with(page(5, 2, &[&[8, 1, 2]])),
        Wrong::Form("packet over two pages")
    );
    assert_eq!(with(page(2, 2, &[&[8, 1, 2]])), Wrong::Several);
    let chained = [head.clone(), tags.clone(), sound.clone(), head.clone()].concat();
    assert_eq!(wrong(&chained), Wrong::Behind);
    assert_eq!(
        wrong(&[head.clone(), sound].concat()),
        Wrong::Missing("page")
    );
    assert_eq!(wrong(&[head, tags].concat()), Wrong::CutOff);
}

#[test]
fn tables_that_lie_are_refused() {
    let edit = |kind: &[u8; 4], at: usize, to: u32| {
        let mut film = mp4();
        let place = memchr::memmem::find(&film, kind).unwrap() + 4 + at;
        film[place..place + 4].copy_from_slice(&to.to_be_bytes());
        wrong(&film)
    };
    assert_eq!(edit(b"stco", 8, 4), Wrong::Form("samples outside the data"));
    assert_eq!(edit(b"stco", 4, 0xffff_ffff), Wrong::Form("stco"));
    assert_eq!(
        edit(b"stsz", 12, 0xffff_fff0),
        Wrong::Form("samples outside the data")
    );
    assert_eq!(edit(b"stsz", 8, 0xffff_ffff), Wrong::Form("stsz"));
    assert_eq!(
        edit(b"stsc", 12, 0xffff_ffff),
        Wrong::Form("runs of samples")
    );
    assert_eq!(edit(b"stts", 8, 4), Wrong::Form("number of samples"));
    assert_eq!(edit(b"stsd", 4, 2), Wrong::Form("stsd"));
}

#[test]
fn boxes_in_boxes_without_end_cost_nothing() {
    let mut inner = boxed(b"free", &[b"x"]);
    for _ in 0..10_000 {
        inner = boxed(b"moov", &[&inner]);
    }
    let film = [boxed(b"ftyp", &[b"isom\0\0\0\0"]), inner].concat();
    assert_eq!(wrong(&film), Wrong::Unknown("moov".to_owned()));
}

/// A box may say that it is terabytes long: nothing is reserved for it, and nothing is kept of what is
/// passed over.
#[test]
fn a_film_of_any_size_passes_through() {
    let ftyp = boxed(b"ftyp", &[b"isom\0\0\0\0"]);
    let size = 5u64 << 40;
    let mut scan = Scan::new(Format::Mp4, size);
    scan.push(&ftyp).unwrap();
    let mut head = vec![0, 0, 0, 1];
    head.extend_from_slice(b"mdat");
    head.extend_from_slice(&(size - ftyp.len() as u64).to_be_bytes());
    scan.push(&head).unwrap();
    let piece = vec![0x55; 1 << 20];
    for _ in 0..200 {
        scan.push(&piece).unwrap();
    }
    assert_eq!(scan.finish().unwrap_err().wrong, Wrong::CutOff);
}

#[test]
fn names_on_cards_are_read_as_they_are_meant() {
    let cases = [
        ("FN:Ada\\, Poe\\nBaroness", "Ada, Poe\nBaroness"),
        (
            "item1.FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=BCrg=20=\n Poe",
            "Jürg  Poe",
        ),
        ("N:Poe;Ada;Maria;Dr;PhD", "Dr Ada Maria Poe PhD"),
        ("FN;X=\"a:b\":Ada", "Ada"),
        ("fn:Ada\n  Poe", "Ada Poe"),
        ("TEL:1", ""),
    ];
    for (line, expected) in cases {
        let card = format!("BEGIN:VCARD\n{line}\nPHOTO:AAAA\n AAAA\nEND:VCARD\n");
        let mut scan = Scan::new(Format::Card, card.len() as u64);
        scan.push(card.as_bytes()).unwrap();
        let recipe = scan.finish().unwrap();
        assert_eq!(recipe.names(), Some(&[expected.to_owned()][..]), "{line}");
    }
}

proptest! {
    #[test]
    fn nothing_panics(
        which in 0..7usize,
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<prop::sample::Index>(),
        piece in 1..200usize,
    ) {
        let (_, mut bytes) = all().swap_remove(which);
        for (at, to) in edits {
            let at = at.index(bytes.len());
            bytes[at] = to;
        }
        let mut shorter = bytes.clone();
        shorter.truncate(cut.index(bytes.len()));
        for bytes in [bytes, shorter] {
            if Format::of(&bytes).is_some()
                && let Ok(copy) = cleaned_in(&bytes, piece)
            {
                // What is written is something that can be read.
                prop_assert_eq!(cleaned_in(&copy, 1 << 20), Ok(copy));
            }
        }
    }
}
