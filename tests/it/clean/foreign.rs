//! Each writer's copies in the hands of Pillow, ffmpeg, ffprobe and exiftool.

use super::cleaned;
use super::tools::{Bench, MARK};

/// Pictures of every kind with metadata of every kind, made by Pillow.
const PICTURES: &str = r#"
import io, zlib
from PIL import Image, ImageCms, PngImagePlugin
MARK = "Zanzibar"
def noise(mode, size=(61, 43)):
    w, h = size
    rgb = Image.new("RGB", size)
    rgb.putdata([((x * 7 + y * 3) % 256, (x * x + y) % 256, (x + y * y * 5) % 256) for y in range(h) for x in range(w)])
    if mode == "RGBA":
        alpha = Image.new("L", size); alpha.putdata([(x * 9 + y) % 256 for y in range(h) for x in range(w)])
        rgb.putalpha(alpha); return rgb
    return rgb.convert(mode)
exif = Image.Exif()
exif[0x0112] = 6
exif[0x010F] = MARK
gps = exif.get_ifd(0x8825); gps[1] = "N"; gps[2] = (6.0, 9.0, 57.0); gps[29] = MARK
srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{MARK}</x:xmpmeta>".encode()
for name, mode, more in [("plain.jpg", "RGB", {}), ("grey.jpg", "L", {}), ("cmyk.jpg", "CMYK", {}),
                         ("progressive.jpg", "RGB", {"progressive": True}), ("keeprgb.jpg", "RGB", {"keep_rgb": True}),
                         ("restart.jpg", "RGB", {"restart_marker_rows": 1})]:
    noise(mode).save(name, exif=exif, comment=MARK, icc_profile=srgb if mode == "RGB" else None, xmp=xmp, dpi=(123, 45), **more)
info = PngImagePlugin.PngInfo()
info.add_text("Comment", MARK); info.add_itxt("XML:com.adobe.xmp", MARK * 9); info.add_text("z", MARK * 99, zip=True)
info.add(b"prVt", b"Zanzibar layers")
for name, mode in [("rgb.png", "RGB"), ("rgba.png", "RGBA"), ("palette.png", "P"), ("bits.png", "1"), ("grey.png", "L"), ("deep.png", "I;16")]:
    image = noise("L").convert("I").point(lambda v: v * 257).convert("I;16") if mode == "I;16" else noise(mode)
    image.save(name, pnginfo=info, exif=exif, icc_profile=srgb, dpi=(123, 45), **({"transparency": 3} if mode == "P" else {}))
noise("RGB", (700, 500)).save("large.png", pnginfo=info, compress_level=1)
for name, more in [("lossy.webp", {}), ("lossless.webp", {"lossless": True}), ("soft.webp", {"quality": 30})]:
    noise("RGBA" if name == "soft.webp" else "RGB").save(name, exif=exif, xmp=xmp, icc_profile=srgb, **more)
frames = [noise("RGBA").rotate(90 * k) for k in range(4)]
frames[0].save("moving.webp", save_all=True, append_images=frames[1:], duration=70, loop=3, exif=exif, xmp=xmp)
frames[0].save("lossless-moving.webp", save_all=True, append_images=frames[1:], duration=70, lossless=True)
plain = [noise("RGB").rotate(90 * k).quantize(64) for k in range(4)]
plain[0].save("moving.gif", save_all=True, append_images=plain[1:], duration=90, loop=5, comment=MARK.encode())
plain[0].save("still.gif", comment=MARK.encode())
"#;

/// Compares two pictures, every frame of them, as they are and turned the right way up.
const SAME_PICTURES: &str = r#"
import sys
from PIL import Image, ImageOps, ImageSequence
def all_of(name):
    with Image.open(name) as image:
        upright = ImageOps.exif_transpose(image)
        head = [image.mode, image.size, image.info.get("loop"), image.info.get("transparency")]
        turned = [upright.size, upright.convert("RGBA").tobytes()]
        frames = [(f.mode, f.size, f.info.get("duration"), f.convert("RGBA").tobytes(), f.tobytes()) for f in ImageSequence.Iterator(image)]
        return head, turned, frames
one, other = all_of(sys.argv[1]), all_of(sys.argv[2])
assert one[0] == other[0], (one[0], other[0])
assert one[1] == other[1], "turned another way"
assert len(one[2]) == len(other[2]) and one[2] == other[2], "other pixels"
print(len(one[2]))
"#;

#[test]
fn pictures_keep_every_pixel_and_nothing_else() {
    let bench = Bench::new();
    bench.pillow(PICTURES, &[]);
    let names = [
        ("plain.jpg", 1),
        ("grey.jpg", 1),
        ("cmyk.jpg", 1),
        ("progressive.jpg", 1),
        ("keeprgb.jpg", 1),
        ("restart.jpg", 1),
        ("rgb.png", 1),
        ("rgba.png", 1),
        ("palette.png", 1),
        ("bits.png", 1),
        ("grey.png", 1),
        ("deep.png", 1),
        ("large.png", 1),
        ("lossy.webp", 1),
        ("lossless.webp", 1),
        ("soft.webp", 1),
        ("moving.webp", 4),
        ("lossless-moving.webp", 4),
        ("moving.gif", 4),
        ("still.gif", 1),
    ];
    for (name, n_frames) in names {
        let original = bench.read(name);
        let has_mark = memchr::memmem::find(&original, MARK.as_bytes()).is_some();
        assert!(
            has_mark || name == "lossless-moving.webp",
            "{name} is no test"
        );
        let copy = format!("clean-{name}");
        bench.write(&copy, &cleaned(&original));
        let n = bench.pillow(SAME_PICTURES, &[name, &copy]);
        assert_eq!(n.trim(), n_frames.to_string(), "{name}");
        bench.must_be_clean(&copy);
    }
}

#[test]
fn a_camera_s_own_tags_stay_behind() {
    let bench = Bench::new();
    bench.pillow(PICTURES, &[]);
    let tags = [
        "-overwrite_original",
        "-GPSLatitude=6.16",
        "-GPSLatitudeRef=S",
        "-SerialNumber=Zanzibar",
        "-XMP:Creator=Zanzibar",
        "-IPTC:City=Zanzibar",
        "-Photoshop:CopyrightFlag=1",
        "-ThumbnailImage<=grey.jpg",
        "-Artist=Zanzibar",
    ];
    bench.exiftool(&tags, "plain.jpg");
    assert!(
        bench
            .exiftool(&["-a", "-G1"], "plain.jpg")
            .contains("[IFD1]")
    );
    bench.write("clean.jpg", &cleaned(&bench.read("plain.jpg")));
    bench.must_be_clean("clean.jpg");
    assert_eq!(
        bench
            .pillow(SAME_PICTURES, &["plain.jpg", "clean.jpg"])
            .trim(),
        "1"
    );
}

/// Made by ffmpeg from nothing; each has a title, a place, a time of creation and an encoder's name.
const TAGS: &str = "-metadata title=Zanzibar -metadata comment=Zanzibar \
    -metadata location=-06.1630+039.1895/ -metadata creation_time=2023-05-06T07:08:09Z \
    -metadata:s:0 handler_name=Zanzibar -metadata:s:0 language=swa";
const PICTURE: &str = "-f lavfi -i testsrc=size=96x64:rate=12:duration=2";
const SOUND: &str = "-f lavfi -i sine=frequency=440:duration=2";

fn film(name: &str, words: &str) {
    let bench = Bench::new();
    bench.ffmpeg(&format!("{words} {TAGS} {name}"));
    let original = bench.read(name);
    assert!(bench.ffprobe(name).contains(MARK), "{name} is no test");
    let copy = format!("clean-{name}");
    bench.write(&copy, &cleaned(&original));
    let probe = bench.ffprobe(&copy);
    for word in [
        MARK,
        "TAG:location",
        "creation_time",
        "2023-",
        "language=swa",
    ] {
        assert!(!probe.contains(word), "{name} tells {word}: {probe}");
    }
    bench.must_be_clean(&copy);
    let bytes = bench.read(&copy);
    for encoder in ["x264", "x265", "Lavf"] {
        let told = memchr::memmem::find(&bytes, encoder.as_bytes());
        assert!(told.is_none(), "{name} tells {encoder}");
    }
    let frames = bench.frames(&copy);
    assert!(frames.len() > 20, "{name}: {}", frames.len());
    assert_eq!(frames, bench.frames(name), "{name}");
}

#[test]
fn films_keep_every_frame_at_its_time() {
    let both = format!("{PICTURE} {SOUND}");
    film("a.mp4", &format!("{both} -c:v libx264 -bf 2 -c:a aac"));
    film(
        "fast.mp4",
        &format!("{both} -c:v libx264 -c:a aac -movflags +faststart"),
    );
    film("b.mov", &format!("{both} -c:v libx264 -c:a aac"));
    film(
        "hevc.mp4",
        &format!("{both} -c:v libx265 -x265-params log-level=none -tag:v hvc1 -c:a aac"),
    );
    film("part2.mp4", &format!("{both} -c:v mpeg4 -c:a aac"));
    film("silent.mp4", &format!("{PICTURE} -c:v libx264"));
    film(
        "c.3gp",
        "-f lavfi -i testsrc=size=176x144:rate=12:duration=2 -c:v h263",
    );
}

#[test]
fn sound_keeps_every_sample() {
    film("a.m4a", &format!("{SOUND} -c:a aac"));
    let bench = Bench::new();
    bench.ffmpeg(&format!("{SOUND} -c:a libopus -b:a 16k {TAGS} note.opus"));
    let original = bench.read("note.opus");
    assert!(memchr::memmem::find(&original, MARK.as_bytes()).is_some());
    bench.write("clean.opus", &cleaned(&original));
    bench.must_be_clean("clean.opus");
    assert!(!bench.ffprobe("clean.opus").contains("Lavf"));
    assert_eq!(bench.frames("clean.opus"), bench.frames("note.opus"));
}

#[test]
fn tracks_that_are_neither_picture_nor_sound_stay_behind() {
    let bench = Bench::new();
    bench.write("words.srt", b"1\n00:00:00,000 --> 00:00:01,500\nZanzibar\n");
    bench.ffmpeg(&format!(
        "{PICTURE} -i words.srt -map 0:v -map 1:s -c:v libx264 -c:s mov_text -timecode 10:00:00:00 words.mov"
    ));
    assert!(bench.ffprobe("words.mov").contains("codec_name=mov_text"));
    bench.write("clean.mov", &cleaned(&bench.read("words.mov")));
    assert_eq!(bench.ffprobe("clean.mov").matches("[STREAM]").count(), 1);
    bench.must_be_clean("clean.mov");
}
