//! Voice notes of which a stretch is muted: decoded by ffmpeg before and after, in packages, and what
//! the leak check says when something is left.

use std::collections::BTreeSet;
use std::process::Command;
use std::rc::Rc;

use threadseal::engine::case::Case;
use threadseal::engine::clean::{CleanError, MARGIN_MS, Rewrite, Scan, Stretch};
use threadseal::engine::decision::{DecisionKind, DecisionLog};
use threadseal::engine::package::{Bodies, BuildJob};
use threadseal::engine::session::protocol::MediaChoice;

use super::packages::{planted, rows, script_agrees};
use super::tools::Bench;
use crate::package::{Made, Memory, build, build_proven, one, options, owned, run, text, unpacked};
use crate::support::packages::leaks;

/// Kinds of packets: speech as phones record it, speech of 60 ms a packet, both halves at once,
/// music, in stereo with short frames, packets of every size.
const KINDS: [(&str, &str); 5] = [
    ("speech", "-ac 1 -b:a 16k -application voip -vbr off"),
    (
        "long",
        "-ac 1 -b:a 16k -application voip -frame_duration 60",
    ),
    ("hybrid", "-ac 1 -b:a 28k -application voip"),
    ("music", "-ac 2 -b:a 96k -application audio"),
    (
        "short",
        "-ac 2 -b:a 64k -application lowdelay -frame_duration 5 -vbr on",
    ),
];
/// A hum with noise that comes and goes three times a second, as speech does.
const SOUND: &str = "-f lavfi -i aevalsrc=exprs=(0.3*sin(2*PI*150*t)+0.2*sin(2*PI*300*t)+0.2*(random(0)-0.5))\
    *(0.55+0.45*sin(2*PI*3*t)):s=48000:d=6";
const STRETCH: Stretch = Stretch {
    from_ms: 2_000,
    until_ms: 3_500,
};

fn muted_in(bytes: &[u8], stretches: &[Stretch], piece: usize) -> Result<Vec<u8>, CleanError> {
    let mut scan = Scan::muting(stretches);
    for some in bytes.chunks(piece) {
        scan.push(some)?;
    }
    let recipe = scan.finish()?;
    let mut out = Vec::new();
    let mut rewrite = Rewrite::new(&recipe);
    let mut put = |some: &[u8]| out.extend_from_slice(some);
    for some in bytes.chunks(piece) {
        rewrite.push(some, &mut put).expect("it was scanned");
    }
    rewrite.finish(&mut put).expect("it was scanned");
    Ok(out)
}

fn muted(bytes: &[u8], stretches: &[Stretch]) -> Vec<u8> {
    let out = muted_in(bytes, stretches, 1 << 20).expect("it can be muted");
    for piece in [11, 4_096] {
        assert_eq!(muted_in(bytes, stretches, piece).as_ref(), Ok(&out));
    }
    out
}

impl Bench {
    /// Samples of both channels as ffmpeg decodes them.
    fn samples(&self, name: &str) -> Vec<i16> {
        let ran = Command::new("ffmpeg")
            .args(["-nostdin", "-loglevel", "error", "-i"])
            .arg(self.path(name))
            .args(["-f", "s16le", "-ac", "2", "-ar", "48000", "-"])
            .output()
            .expect("ffmpeg is there: sudo apt-get install -y ffmpeg");
        let errors = String::from_utf8_lossy(&ran.stderr);
        assert!(ran.status.success() && errors.is_empty(), "{errors}");
        let pairs = ran.stdout.chunks_exact(2);
        pairs
            .map(|two| i16::from_le_bytes([two[0], two[1]]))
            .collect()
    }

    fn voice_note(&self, kind: &str, how: &str) -> Vec<u8> {
        self.ffmpeg(&format!("{SOUND} -c:a libopus {how} {kind}.opus"));
        self.read(&format!("{kind}.opus"))
    }
}

/// Index into samples of two channels.
fn at(ms: u64) -> usize {
    ms as usize * 96
}

#[test]
fn inside_is_silence_and_outside_is_the_same_sound() {
    let bench = Bench::new();
    for (kind, how) in KINDS {
        let original = bench.voice_note(kind, how);
        let copy = muted(&original, &[STRETCH]);
        bench.write("muted.opus", &copy);
        let (before, after) = (
            bench.samples(&format!("{kind}.opus")),
            bench.samples("muted.opus"),
        );
        assert_eq!(before.len(), after.len(), "{kind}: as long as before");
        let inside = &after[at(STRETCH.from_ms)..at(STRETCH.until_ms)];
        assert!(
            inside.iter().all(|sample| sample.abs() <= 1),
            "{kind}: silence"
        );
        assert!(
            before[at(2_000)..at(3_500)]
                .iter()
                .any(|sample| sample.abs() > 3_000)
        );
        // The longest packet that the margin can reach into.
        let untouched = at(STRETCH.from_ms - MARGIN_MS - 60 - 10);
        assert_eq!(before[..untouched], after[..untouched], "{kind}: before it");
        // A decoder needs some packets to find its way back; from then on it is the same sound.
        let back = at(STRETCH.until_ms + MARGIN_MS + 60 + 1_000);
        let apart = before[back..].iter().zip(&after[back..]);
        let most = apart.map(|(one, other)| one.abs_diff(*other)).max();
        assert!(most <= Some(1), "{kind}: after it {most:?}");
        assert!(bench.ffprobe("muted.opus").contains("codec_name=opus"));
        bench.must_be_clean("muted.opus");
    }
}

/// Every packet of a file, by a reader of its own.
fn packets(bytes: &[u8]) -> Vec<Vec<u8>> {
    let (mut out, mut packet, mut rest) = (Vec::new(), Vec::new(), bytes);
    while !rest.is_empty() {
        assert_eq!(&rest[..4], b"OggS");
        let n_laces = usize::from(rest[26]);
        let laces = &rest[27..27 + n_laces];
        let mut from = 27 + n_laces;
        for lace in laces {
            let len = usize::from(*lace);
            packet.extend_from_slice(&rest[from..from + len]);
            from += len;
            if *lace < 255 {
                out.push(std::mem::take(&mut packet));
            }
        }
        rest = &rest[from..];
    }
    out
}

#[test]
fn packets_outside_are_the_very_bytes_and_those_inside_tell_nothing() {
    let bench = Bench::new();
    for (kind, how) in KINDS {
        let original = bench.voice_note(kind, how);
        let copy = muted(&original, &[STRETCH]);
        let (before, after) = (packets(&original), packets(&copy));
        assert_eq!(before.len(), after.len(), "{kind}");
        let changed: Vec<usize> = (2..before.len())
            .filter(|n| before[*n] != after[*n])
            .collect();
        let (first, last) = (changed[0], changed[changed.len() - 1]);
        assert_eq!(
            changed,
            (first..=last).collect::<Vec<_>>(),
            "{kind}: one run"
        );
        let distinct: BTreeSet<&Vec<u8>> = after[first..=last].iter().collect();
        assert_eq!(distinct.len(), 1, "{kind}: all alike");
    }
}

#[test]
fn what_cannot_be_muted_is_refused_with_words() {
    let bench = Bench::new();
    let original = bench.voice_note("speech", KINDS[0].1);
    let stretch = |from_ms, until_ms| [Stretch { from_ms, until_ms }];
    let why = |bytes: &[u8], stretch: &[Stretch]| {
        muted_in(bytes, stretch, 4_096)
            .unwrap_err()
            .wrong
            .to_string()
    };
    assert!(why(&original, &stretch(7_000, 8_000)).contains("sound at the time that is muted"));
    let mut broken = original.clone();
    let middle = broken.len() / 2;
    broken[middle] ^= 1;
    assert!(why(&broken, &[STRETCH]).contains("checksum"));
    assert!(why(&original[..middle], &[STRETCH]).contains("too early"));
    assert!(why(&[&original[..], b"x"].concat(), &[STRETCH]).contains("after its end"));
}

const CHAT: &str = "\
31/12/2023, 09:00 - Ada Poe: PTT-1.opus (file attached)
31/12/2023, 09:01 - Bob: PTT-2.opus (file attached)
31/12/2023, 09:02 - Bob: PTT-3.opus (file attached)
";

/// A note, the same note again under another name, another note.
fn case(bench: &Bench) -> (Rc<Case>, Vec<u8>) {
    let note = bench.voice_note("speech", KINDS[0].1);
    let other = bench.voice_note("music", KINDS[3].1);
    let media: [(&str, &[u8]); 3] = [
        ("PTT-1.opus", &note),
        ("PTT-2.opus", &note),
        ("PTT-3.opus", &other),
    ];
    (one("WhatsApp Chat with Bob.zip", CHAT, &media), note)
}

fn mute(made: &mut Made, case: &Case, name: &str, (from_ms, until_ms): (u64, u64)) {
    let source = &case.sources[0];
    let mut entries = source.archive.entries().iter();
    let entry = entries.find(|entry| entry.name == name).unwrap().id;
    made.add(DecisionKind::SoundRange {
        source: source.id.clone(),
        entry,
        from_ms,
        until_ms,
        codes: owned(&["TPD"]),
        note: None,
    });
}

#[test]
fn a_package_ships_the_muted_note_and_every_checker_agrees() {
    let bench = Bench::new();
    let (case, note) = case(&bench);
    let mut made = Made::default();
    mute(&mut made, &case, "PTT-1.opus", (2_000, 3_500));
    let expected = muted(&note, &[STRETCH]);
    for media in [MediaChoice::AsTheyAre, MediaChoice::Cleaned] {
        let package = build(&case, &made.log, media);
        let rows = rows(&package);
        for (record, name) in [(1, "PTT-1.opus"), (2, "PTT-2.opus")] {
            let row =
                format!("1,{record},redacted,data/media/{record:06}.opus,{name},audio/ogg,\n");
            assert!(rows.contains(&row), "{rows}");
        }
        let files = unpacked(&package);
        // The same bytes under another name are muted, too.
        assert_eq!(files["data/media/000001.opus"], expected);
        assert_eq!(files["data/media/000002.opus"], expected);
        let log = text(&files, "data/logs/redaction-log.csv");
        assert!(
            log.contains("1,1,1,sound-range,1,TPD,,A. Reviewer,2024-02-29,maintained"),
            "{log}"
        );
        let words = "(attachment: data/media/000001.opus, without a part █[TPD]█)";
        assert!(text(&files, "data/threads/t001/transcript.txt").contains(words));
        assert_eq!(leaks(&package, &case, &made.log).leaks, []);
        script_agrees(&package);
        let proven = build_proven(&case, &made.log, media, Bodies::Closed);
        assert_eq!(leaks(&proven, &case, &made.log).leaks, []);
        script_agrees(&proven);
        assert_eq!(package, build(&case, &made.log, media));
    }
    let without = build(&case, &made.log, MediaChoice::Withheld);
    assert!(rows(&without).contains("1,1,not-included,"));
}

#[test]
fn the_leak_check_hears_what_is_left() {
    let bench = Bench::new();
    let (case, note) = case(&bench);
    let mut made = Made::default();
    mute(&mut made, &case, "PTT-1.opus", (2_000, 3_500));
    let package = build(&case, &made.log, MediaChoice::Cleaned);
    let (path, other) = ("data/media/000001.opus", "data/media/000003.opus");
    let found = |path: &str, bytes: &[u8]| -> Vec<String> {
        let report = leaks(&planted(&package, path, bytes), &case, &made.log);
        let on_it = report.leaks.iter().filter(|leak| leak.file == path);
        on_it.map(|leak| leak.form.clone()).collect()
    };
    // A part of the stretch, and a file that is no longer a sound.
    let short = Stretch {
        from_ms: 2_000,
        until_ms: 3_000,
    };
    let forms = found(path, &muted(&note, &[short]));
    assert!(forms.iter().any(|form| form.contains("muted")), "{forms:?}");
    let forms = found(path, b"OggS but no more");
    assert!(
        forms.iter().any(|form| form.contains("cannot be read")),
        "{forms:?}"
    );
    // One packet of it inside another file, as it stands.
    let lost: Vec<Vec<u8>> = packets(&note);
    let lost = lost[2 + 120].clone();
    let hidden = [&unpacked(&package)[other][..], &lost].concat();
    assert!(!found(other, &hidden).is_empty(), "a packet of the stretch");
    let report = leaks(&package, &case, &made.log);
    assert_eq!(report.leaks, []);
}

#[test]
fn a_note_that_cannot_be_muted_stays_behind_whole() {
    let bench = Bench::new();
    let mut broken = bench.voice_note("speech", KINDS[0].1);
    let middle = broken.len() / 2;
    broken[middle] ^= 1;
    let media: [(&str, &[u8]); 1] = [("PTT-1.opus", &broken)];
    let case = one("WhatsApp Chat with Bob.zip", CHAT, &media);
    let mut made = Made::default();
    mute(&mut made, &case, "PTT-1.opus", (2_000, 3_500));
    for media in [MediaChoice::AsTheyAre, MediaChoice::Cleaned] {
        let package = build(&case, &made.log, media);
        assert!(rows(&package).contains("1,1,withheld,,,,"));
        assert!(
            unpacked(&package)
                .keys()
                .all(|path| !path.starts_with("data/media"))
        );
        assert_eq!(leaks(&package, &case, &made.log).leaks, []);
        script_agrees(&package);
        let mut job = BuildJob::new(Rc::clone(&case), &made.log, options(media)).unwrap();
        let built = run(&mut job, &mut Memory::default()).unwrap();
        let told = &built.left_behind[0].why;
        assert!(
            told.contains("was to be muted: a checksum that does not fit"),
            "{told}"
        );
    }
    // Withheld whole by a decision: then nothing of it goes out, muted or not.
    made.file(&case, "PTT-1.opus", &["CHD"]);
    let package = build(&case, &made.log, MediaChoice::Cleaned);
    let log = text(&unpacked(&package), "data/logs/redaction-log.csv");
    assert!(
        log.contains(",attachment,1,CHD,") && !log.contains("sound-range"),
        "{log}"
    );
}

#[test]
fn a_range_that_ends_before_it_begins_is_no_decision() {
    let bench = Bench::new();
    let (case, _) = case(&bench);
    let mut made = Made::default();
    mute(&mut made, &case, "PTT-1.opus", (3_500, 2_000));
    assert!(DecisionLog::from_file(&made.log.to_file()).is_err());
    let mut made = Made::default();
    mute(&mut made, &case, "PTT-1.opus", (2_000, 3_500));
    let back = DecisionLog::from_file(&made.log.to_file()).unwrap();
    assert_eq!(back, made.log);
}
