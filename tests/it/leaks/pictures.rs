//! Pictures of a finished package, and places that somebody has to look at before it is saved.

use std::ffi::OsString;
use std::fs;

use tempfile::TempDir;
use threadseal::engine::decision::{Decision, DecisionKind, DecisionLog, PixelBox};
use threadseal::engine::digest::sha256_hex;
use threadseal::engine::place::{ByteSpan, EntryId, MessagePlace, SourceId};
use threadseal::engine::time::Instant;

use crate::support::{Ran, threadseal, zips};

struct Desk {
    folder: TempDir,
    source: SourceId,
    log: DecisionLog,
}

impl Desk {
    fn new(entries: &[(&str, &[u8])]) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let zip = zips::stored(entries);
        fs::write(folder.path().join("export.zip"), &zip).unwrap();
        Desk {
            folder,
            source: SourceId(sha256_hex(&zip)),
            log: DecisionLog::default(),
        }
    }

    fn decide(&mut self, kind: DecisionKind) {
        let at = Instant::from_rfc3339("2024-02-01T10:00:00Z").unwrap();
        self.log.append(Decision::new("Cy Doe", at, kind));
        fs::write(self.folder.path().join("log.json"), self.log.to_file()).unwrap();
    }

    fn run(&self, line: &str) -> Ran {
        let file = |name| self.folder.path().join(name).into_os_string();
        threadseal(line.split(' ').map(|word| match word.strip_prefix('@') {
            Some(name) => file(name),
            None => OsString::from(word),
        }))
    }

    fn build(&self, more: &str) -> Ran {
        let line = "build @export.zip --decisions @log.json --created 2024-03-01T10:00:00Z \
                    --attachments cleaned --out @o.zip";
        self.run(&format!("{line}{more}"))
    }

    fn check(&self, more: &str) -> Ran {
        self.run(&format!(
            "leakcheck @o.zip --decisions @log.json @export.zip{more}"
        ))
    }

    fn is_saved(&self) -> bool {
        self.folder.path().join("o.zip").exists()
    }
}

/// A grey picture, by the lightness of each pixel.
fn png(width: u32, height: u32, light: impl Fn(u32, u32) -> u8) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let pixels: Vec<u8> = (0..height)
        .flat_map(|y| (0..width).map(move |x| (x, y)))
        .map(|(x, y)| light(x, y))
        .collect();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&pixels).unwrap();
    writer.finish().unwrap();
    out
}

/// Hills, of any size; other ones for another `shift`.
fn hills(width: u32, height: u32, shift: f64) -> Vec<u8> {
    png(width, height, |x, y| {
        let (x, y) = (
            f64::from(x) / f64::from(width),
            f64::from(y) / f64::from(height),
        );
        let value = (x * 9.0 + shift).sin() * 60.0 + (y * 5.0 + x * shift).cos() * 50.0;
        (128.0 + value) as u8
    })
}

/// The three corners that make a QR code one, and noise.
fn code() -> Vec<u8> {
    png(300, 300, |x, y| {
        let (column, row) = (i64::from(x / 8) - 8, i64::from(y / 8) - 8);
        if !(0..21).contains(&column) || !(0..21).contains(&row) {
            return 255;
        }
        let corner = |left: i64, top: i64| {
            let (dx, dy) = ((column - left - 3).abs(), (row - top - 3).abs());
            (dx.max(dy) <= 4).then(|| dx.max(dy) != 2 && dx.max(dy) != 4)
        };
        let found = corner(0, 0).or(corner(14, 0)).or(corner(0, 14));
        let is_dark = found.unwrap_or((column * 7 + row * 13 + column * row) % 3 == 0);
        if is_dark { 0 } else { 255 }
    })
}

fn chat(names: &[&str]) -> String {
    let lines = names.iter().enumerate();
    lines
        .map(|(n, name)| {
            format!("\u{200e}[31/12/2023, 21:05:{n:02}] Ada: \u{200e}<attached: {name}>\r\n")
        })
        .collect()
}

fn desk(pictures: &[(&str, &[u8])]) -> Desk {
    let names: Vec<&str> = pictures.iter().map(|(name, _)| *name).collect();
    let chat = chat(&names);
    let mut entries: Vec<(&str, &[u8])> = vec![("_chat.txt", chat.as_bytes())];
    entries.extend(pictures);
    Desk::new(&entries)
}

fn boxed(desk: &Desk, entry: u32) -> DecisionKind {
    DecisionKind::Region {
        source: desk.source.clone(),
        entry: EntryId(entry),
        boxes: vec![PixelBox {
            x: 60,
            y: 40,
            width: 100,
            height: 60,
        }],
        codes: vec!["TPD".to_owned()],
        note: None,
    }
}

#[test]
fn a_copy_in_another_size_beside_the_black_one_blocks() {
    let (small, large) = (hills(320, 240, 1.0), hills(640, 480, 1.0));
    let other = hills(320, 240, 3.4);
    let mut desk = desk(&[("a.png", &small), ("b.png", &large), ("c.png", &other)]);
    desk.decide(boxed(&desk, 1));
    let ran = desk.build("");
    assert_eq!((ran.code, desk.is_saved()), (1, false), "{}", ran.err);
    let leaks: Vec<&str> = ran
        .err
        .lines()
        .filter(|line| line.starts_with("leak: "))
        .collect();
    let [leak] = leaks.as_slice() else {
        panic!("{}", ran.err);
    };
    assert!(
        leak.contains("(thread 1, message 2), L-27: looks like a picture"),
        "{leak}"
    );
    assert!(ran.err.contains("a person has to look"), "{}", ran.err);

    let ran = desk.build(" --looked");
    assert_eq!((ran.code, desk.is_saved()), (0, true), "{}", ran.err);
    assert!(
        ran.err.contains("please look: data/media/000002.png"),
        "{}",
        ran.err
    );
    let ran = desk.check("");
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(
        ran.out.contains("leak: data/media/000002.png"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("LEAKS: 1 leaks"), "{}", ran.out);
    let ran = desk.check(" --looked");
    assert_eq!(ran.code, 0, "{}", ran.out);
}

#[test]
fn the_black_copy_alone_is_fine() {
    let (one, other) = (hills(320, 240, 1.0), hills(320, 240, 3.4));
    let mut desk = desk(&[("a.png", &one), ("c.png", &other)]);
    desk.decide(boxed(&desk, 1));
    let ran = desk.build("");
    assert_eq!((ran.code, desk.is_saved()), (0, true), "{}", ran.err);
    assert_eq!(desk.check("").code, 0);
}

#[test]
fn what_looks_like_a_withheld_picture_blocks() {
    let (small, large) = (hills(320, 240, 1.0), hills(640, 480, 1.0));
    let mut desk = desk(&[("a.png", &small), ("b.png", &large)]);
    desk.decide(DecisionKind::Attachment {
        source: desk.source.clone(),
        entry: EntryId(1),
        codes: vec!["TPD".to_owned()],
        note: None,
    });
    let ran = desk.build("");
    assert_eq!((ran.code, desk.is_saved()), (1, false), "{}", ran.err);
    assert!(
        ran.err
            .contains("L-27: looks like a picture that is withheld"),
        "{}",
        ran.err
    );
    assert_eq!(desk.build(" --looked").code, 0);
}

#[test]
fn codes_block_and_what_is_not_decoded_is_said() {
    let (code, gif) = (code(), b"GIF89a not decoded");
    let coded = desk(&[("a.png", &code), ("b.gif", gif)]);
    fs::write(coded.folder.path().join("log.json"), coded.log.to_file()).unwrap();
    let line =
        "build @export.zip --decisions @log.json --created 2024-03-01T10:00:00Z --out @o.zip";
    let ran = coded.run(line);
    assert_eq!((ran.code, coded.is_saved()), (1, false), "{}", ran.err);
    assert!(
        ran.err
            .contains("leak: data/media/000001.png (thread 1, message 1), L-25: a QR code"),
        "{}",
        ran.err
    );
    let said = "cannot be searched, please look: data/media/000002.gif: what it shows";
    assert!(ran.err.contains(said), "{}", ran.err);
    assert_eq!(coded.run(&format!("{line} --looked")).code, 0);
}

#[test]
fn values_in_visible_text_are_looked_at_before_a_package_is_saved() {
    let text = "[31/12/2023, 21:05:07] Ada: the pool at nine\r\n\
                [31/12/2023, 21:06:10] Ben: the pool at ten\r\n";
    let mut desk = Desk::new(&[("_chat.txt", text.as_bytes())]);
    let first = text.find('\n').unwrap() as u64 + 1;
    desk.decide(DecisionKind::Span {
        target: MessagePlace {
            source: desk.source.clone(),
            entry: EntryId(0),
            byte_start: 0,
            byte_len: first,
        },
        span: ByteSpan {
            start: text.find("pool").unwrap() as u32,
            len: 4,
        },
        codes: vec!["TPD".to_owned()],
        note: None,
    });
    let ran = desk.build("");
    assert_eq!(
        (ran.code, ran.out.as_str(), desk.is_saved()),
        (1, "", false),
        "{}",
        ran.err
    );
    assert!(
        ran.err.contains("in visible text, please look: "),
        "{}",
        ran.err
    );
    assert!(
        ran.err.contains("say --looked when somebody looked"),
        "{}",
        ran.err
    );

    // Somebody said so of another package, or of fewer places.
    let ran = desk.build(" --looked");
    assert_eq!((ran.code, desk.is_saved()), (0, true), "{}", ran.err);
    let sha256 = sha256_hex(&fs::read(desk.folder.path().join("o.zip")).unwrap());
    fs::remove_file(desk.folder.path().join("o.zip")).unwrap();
    let justified = |package: &str, n_places| DecisionKind::Justified {
        package_sha256: package.to_owned(),
        n_places,
    };
    desk.decide(justified(&sha256_hex(b"another"), 9));
    desk.decide(justified(&sha256, 0));
    assert_eq!((desk.build("").code, desk.is_saved()), (1, false));
    desk.decide(justified(&sha256, 1));
    let ran = desk.build("");
    assert_eq!((ran.code, desk.is_saved()), (0, true), "{}", ran.err);
    // Visible text is listed by the check, and is no leak.
    assert_eq!(desk.check("").code, 0);
}
