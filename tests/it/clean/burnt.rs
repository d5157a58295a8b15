//! Pictures with boxes burnt in: what Pillow and exiftool see of them, packages that hold them, and
//! what the leak check says when something is left under a box.

use std::rc::Rc;

use threadseal::engine::burn::{burn, burnt_in};
use threadseal::engine::case::Case;
use threadseal::engine::decision::{DecisionKind, DecisionLog, PixelBox};
use threadseal::engine::digest::sha256_hex;
use threadseal::engine::package::{Bodies, BuildJob, BuildOptions, Proof};
use threadseal::engine::session::protocol::MediaChoice;

use super::packages::{planted, rows, script_agrees};
use super::tools::Bench;
use crate::package::{Made, Memory, one, options, owned, run, seals, text, try_build, unpacked};
use crate::support::packages::leaks;

/// Photos with everything that phones put beside the pixels, upright and on their side; screenshots.
const PICTURES: &str = r#"
from PIL import Image, ImageCms, PngImagePlugin
MARK = "Zanzibar"
def photo(size=(640, 400)):
    w, h = size
    image = Image.new("RGB", size)
    image.putdata([(60 + (x * 3 + y) % 190, 60 + (x + y * 2) % 190, 60 + (x * y) % 190) for y in range(h) for x in range(w)])
    return image
def exif(turn):
    out = Image.Exif()
    out[0x0112] = turn
    out[0x010F] = MARK
    gps = out.get_ifd(0x8825); gps[1] = "N"; gps[2] = (6.0, 9.0, 57.0); gps[29] = MARK
    return out
srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
for turn in range(1, 9):
    photo().save(f"photo{turn}.jpg", exif=exif(turn), comment=MARK, icc_profile=srgb)
photo().save("progressive.jpg", progressive=True, exif=exif(1))
photo().convert("L").save("grey.jpg")
photo().convert("CMYK").save("cmyk.jpg")
info = PngImagePlugin.PngInfo(); info.add_text("Comment", MARK)
photo().save("shot.png", pnginfo=info, exif=exif(1))
photo().convert("P").save("palette.png", pnginfo=info)
photo().convert("L").convert("I").point(lambda v: v * 257).convert("I;16").save("deep.png")
alpha = photo(); alpha.putalpha(90); alpha.save("glass.png")
photo().save("lossy.webp", exif=exif(1)); photo().save("lossless.webp", lossless=True, exif=exif(6))
photo().save("turning.png", exif=exif(3))
frames = [photo((64, 64)).rotate(90 * k) for k in range(3)]
frames[0].save("moving.webp", save_all=True, append_images=frames[1:])
frames[0].save("moving.png", save_all=True, append_images=frames[1:])
frames[0].save("moving.gif", save_all=True, append_images=frames[1:])
"#;

/// Compares an original with what came of it: as large as shown, black in the box, near to the same
/// outside of it by more than the grid.
const COMPARE: &str = r#"
import sys
from PIL import Image, ImageChops, ImageOps
before, after = Image.open(sys.argv[1]), Image.open(sys.argv[2])
x, y, w, h = map(int, sys.argv[3:7])
assert not after.getexif() and "icc_profile" not in after.info and "comment" not in after.info, after.info
before = ImageOps.exif_transpose(before)
if before.mode.startswith("I"):
    before = before.point(lambda v: v / 257).convert("L")
mode = "RGBA" if before.mode == "RGBA" else "RGB"
before, after = before.convert(mode), after.convert(mode)
assert before.size == after.size, (before.size, after.size)
inside = set(after.crop((x, y, min(x + w, after.width), min(y + h, after.height))).getdata())
assert inside <= {(0, 0, 0), (0, 0, 0, 255)}, list(inside)[:9]
for image in (before, after):
    image.paste((0,) * len(mode), (max(x - 40, 0), max(y - 40, 0), x + w + 40, y + h + 40))
most = max(high for low, high in ImageChops.difference(before, after).getextrema())
mean = sum(sum(band * n for band, n in enumerate(ImageChops.difference(before, after).getchannel(c).histogram())) for c in range(3)) / before.width / before.height / 3
exact = sys.argv[7] == "exact"
assert (most == 0) if exact else mean < 9, (most, mean)
"#;

const BOX: PixelBox = PixelBox {
    x: 100,
    y: 90,
    width: 70,
    height: 33,
};

fn pictures(bench: &Bench) {
    bench.pillow(PICTURES, &[]);
}

#[test]
fn foreign_programs_see_black_boxes_and_nothing_beside_the_pixels() {
    let bench = Bench::new();
    pictures(&bench);
    let turned = (1..=8).map(|turn| (format!("photo{turn}.jpg"), "jpg", "near"));
    let others = [
        ("progressive.jpg", "jpg", "near"),
        ("grey.jpg", "jpg", "near"),
        ("shot.png", "png", "exact"),
        ("palette.png", "png", "exact"),
        ("deep.png", "png", "near"),
        ("glass.png", "png", "exact"),
        ("lossless.webp", "png", "exact"),
        ("lossy.webp", "png", "near"),
        ("turning.png", "png", "exact"),
    ];
    let others = others.map(|(name, to, how)| (name.to_owned(), to, how));
    for (name, to, how) in turned.chain(others) {
        let out =
            burn(&bench.read(&name), &[BOX]).unwrap_or_else(|error| panic!("{name}: {error}"));
        let burnt = format!("burnt-{name}.{to}");
        bench.write(&burnt, &out);
        bench.pillow(COMPARE, &[&name, &burnt, "100", "90", "70", "33", how]);
        bench.must_be_clean(&burnt);
        assert_eq!(
            burn(&bench.read(&name), &[BOX]),
            Ok(out),
            "{name}: same bytes"
        );
    }
}

#[test]
fn burning_again_changes_nothing() {
    let bench = Bench::new();
    pictures(&bench);
    let shot = burn(&bench.read("shot.png"), &[BOX]).unwrap();
    let again = burn(&shot, &[BOX]).unwrap();
    assert_eq!(shot, again, "what is black stays as it is");
}

#[test]
fn what_moves_or_is_cut_off_is_refused_with_words() {
    let bench = Bench::new();
    pictures(&bench);
    let why = |bytes: &[u8]| burn(bytes, &[BOX]).unwrap_err().to_string();
    assert!(why(&bench.read("moving.webp")).contains("moves"));
    assert!(why(&bench.read("moving.png")).contains("moves"));
    assert!(why(&bench.read("moving.gif")).contains("JPEG, PNG and WebP"));
    for name in [
        "photo1.jpg",
        "progressive.jpg",
        "shot.png",
        "lossy.webp",
        "lossless.webp",
    ] {
        let file = bench.read(name);
        for share in [4, 2] {
            let told = why(&file[..file.len() - file.len() / share]);
            assert!(told.contains("decoded to its end"), "{name}: {told}");
        }
    }
}

const CHAT: &str = "\
31/12/2023, 09:00 - Ada Poe: IMG-1.jpg (file attached)
31/12/2023, 09:01 - Bob: IMG-2.png (file attached)
31/12/2023, 09:02 - Bob: IMG-3.jpg (file attached)
31/12/2023, 09:03 - Bob: IMG-4.gif (file attached)
";

/// A photo on its side, a screenshot, the photo again under another name, a picture that moves.
fn case(bench: &Bench) -> Rc<Case> {
    pictures(bench);
    let files = ["photo6.jpg", "shot.png", "photo6.jpg", "moving.gif"].map(|name| bench.read(name));
    let names = ["IMG-1.jpg", "IMG-2.png", "IMG-3.jpg", "IMG-4.gif"];
    let media: Vec<(&str, &[u8])> = names
        .into_iter()
        .zip(files.iter().map(|f| &f[..]))
        .collect();
    one("WhatsApp Chat with Bob.zip", CHAT, &media)
}

fn draw(made: &mut Made, case: &Case, name: &str, boxes: &[PixelBox]) {
    let source = &case.sources[0];
    let mut entries = source.archive.entries().iter();
    let entry = entries.find(|entry| entry.name == name).unwrap().id;
    made.add(DecisionKind::Region {
        source: source.id.clone(),
        entry,
        boxes: boxes.to_vec(),
        codes: owned(&["CHD"]),
        note: None,
    });
}

fn with_boxes(case: &Case, log: &DecisionLog, media: MediaChoice) -> BuildOptions {
    BuildOptions {
        burnt: burnt_in(case, log),
        ..options(media)
    }
}

#[test]
fn a_package_ships_the_burnt_picture_and_every_checker_agrees() {
    let bench = Bench::new();
    let case = case(&bench);
    let mut made = Made::default();
    draw(&mut made, &case, "IMG-1.jpg", &[BOX]);
    draw(&mut made, &case, "IMG-2.png", &[BOX]);
    draw(&mut made, &case, "IMG-2.png", &[PixelBox { x: 300, ..BOX }]);
    draw(&mut made, &case, "IMG-4.gif", &[BOX]);
    let photo = burn(&bench.read("photo6.jpg"), &[BOX]).unwrap();
    for media in [MediaChoice::AsTheyAre, MediaChoice::Cleaned] {
        let options = with_boxes(&case, &made.log, media);
        let package = try_build(&case, &made.log, options.clone()).unwrap();
        let rows = rows(&package);
        assert!(
            rows.contains("1,1,redacted,data/media/000001.jpg,IMG-1.jpg,image/jpeg,\n"),
            "{rows}"
        );
        assert!(
            rows.contains("1,3,redacted,data/media/000003.jpg,IMG-3.jpg,image/jpeg,\n"),
            "{rows}"
        );
        assert!(rows.contains("1,4,withheld,,,,\n"), "{rows}");
        let files = unpacked(&package);
        assert_eq!(files["data/media/000001.jpg"], photo);
        assert_eq!(
            files["data/media/000003.jpg"], photo,
            "the same photo again"
        );
        let log = text(&files, "data/logs/redaction-log.csv");
        assert_eq!(log.matches(",region,1,CHD,").count(), 4, "{log}");
        assert_eq!(leaks(&package, &case, &made.log).leaks, []);
        script_agrees(&package);
        let proven = BuildOptions {
            proof: Some(Proof {
                seals: seals(&case),
                bodies: Bodies::Closed,
            }),
            ..options.clone()
        };
        let proven = try_build(&case, &made.log, proven).unwrap();
        assert_eq!(leaks(&proven, &case, &made.log).leaks, []);
        script_agrees(&proven);
        let mut job = BuildJob::new(Rc::clone(&case), &made.log, options).unwrap();
        let built = run(&mut job, &mut Memory::default()).unwrap();
        assert!(built.left_behind[0].why.contains("JPEG, PNG and WebP"));
    }
    // Nobody burnt them: then they stay behind, and say so.
    let without = try_build(&case, &made.log, options(MediaChoice::Cleaned)).unwrap();
    assert!(rows(&without).contains("1,1,withheld,,,,\n"));
    assert_eq!(leaks(&without, &case, &made.log).leaks, []);
}

#[test]
fn the_leak_check_sees_what_is_left_under_a_box() {
    let bench = Bench::new();
    let case = case(&bench);
    let mut made = Made::default();
    draw(&mut made, &case, "IMG-1.jpg", &[BOX]);
    draw(&mut made, &case, "IMG-2.png", &[BOX]);
    let options = with_boxes(&case, &made.log, MediaChoice::Cleaned);
    let package = try_build(&case, &made.log, options).unwrap();
    assert_eq!(leaks(&package, &case, &made.log).leaks, []);
    let aside = PixelBox { x: 140, ..BOX };
    let (jpg, png) = ("data/media/000001.jpg", "data/media/000002.png");
    let digest = sha256_hex(&bench.read("photo6.jpg"));
    for (path, bytes, form) in [
        (
            jpg,
            burn(&bench.read("photo6.jpg"), &[aside]).unwrap(),
            "is black",
        ),
        (jpg, bench.read("progressive.jpg"), "cannot be read"),
        (
            png,
            burn(&bench.read("shot.png"), &[aside]).unwrap(),
            "is black",
        ),
        (png, bench.read("shot.png"), "is black"),
        (png, bench.read("palette.png"), "cannot be read"),
        (png, b"\x89PNG no more".to_vec(), "cannot be read"),
    ] {
        let report = leaks(&planted(&package, path, &bytes), &case, &made.log);
        let forms: Vec<&str> = report.leaks.iter().map(|leak| leak.form.as_str()).collect();
        assert!(
            forms.iter().any(|found| found.contains(form)),
            "{path} {form}: {forms:?}"
        );
    }
    // The digest of the original would let anybody try what is under the box.
    let said = format!("Contact-Name: {digest}\n");
    let report = leaks(
        &planted(&package, "bag-info.txt", said.as_bytes()),
        &case,
        &made.log,
    );
    assert!(
        report
            .leaks
            .iter()
            .any(|leak| leak.form.contains("SHA-256")),
        "{:?}",
        report.leaks
    );
}
