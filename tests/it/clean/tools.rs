//! Programs that are not ours: they make the originals, and look at what came of them.

use std::path::PathBuf;
use std::process::Command;

/// What stands in every place for metadata of every original.
pub(crate) const MARK: &str = "Zanzibar";

/// A folder of its own that goes away with the test.
pub(crate) struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    pub(crate) fn new() -> Bench {
        Bench {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Runs Python with Pillow in the folder; what it prints.
    pub(crate) fn pillow(&self, script: &str, words: &[&str]) -> String {
        let mut command = Command::new("python3");
        if let Some(home) = std::env::var_os("THREADSEAL_PILLOW") {
            command.env("PYTHONPATH", home);
        }
        command
            .current_dir(self.folder.path())
            .arg("-c")
            .arg(script)
            .args(words);
        ran(command, "python3 -m pip install Pillow")
    }

    /// Runs ffmpeg in the folder.
    pub(crate) fn ffmpeg(&self, words: &str) {
        let mut command = Command::new("ffmpeg");
        command
            .current_dir(self.folder.path())
            .args(["-nostdin", "-loglevel", "error", "-y"])
            .args(words.split_whitespace());
        ran(command, "sudo apt-get install -y ffmpeg");
    }

    /// Digests of every decoded frame, with its time.
    pub(crate) fn frames(&self, name: &str) -> Vec<String> {
        let mut command = Command::new("ffmpeg");
        command
            .current_dir(self.folder.path())
            .args([
                "-nostdin",
                "-loglevel",
                "error",
                "-i",
                name,
                "-map",
                "0:v?",
                "-map",
                "0:a?",
            ])
            .args(["-f", "framemd5", "-"]);
        let out = ran(command, "sudo apt-get install -y ffmpeg");
        let frames = out.lines().filter(|line| !line.starts_with('#'));
        frames.map(str::to_owned).collect()
    }

    /// Everything that ffprobe tells about a file.
    pub(crate) fn ffprobe(&self, name: &str) -> String {
        let mut command = Command::new("ffprobe");
        command
            .current_dir(self.folder.path())
            .args([
                "-loglevel",
                "error",
                "-show_format",
                "-show_streams",
                "-show_chapters",
            ])
            .arg(name);
        ran(command, "sudo apt-get install -y ffmpeg")
    }

    /// Every tag that exiftool finds in a file, embedded ones too, a line each.
    pub(crate) fn exiftool(&self, words: &[&str], name: &str) -> String {
        let mut command = Command::new("exiftool");
        command
            .current_dir(self.folder.path())
            .args(words)
            .arg(name);
        ran(command, "sudo apt-get install -y libimage-exiftool-perl")
    }

    /// Neither the bytes nor a foreign reader shows the mark, and exiftool knows no tag in a group that
    /// holds metadata.
    pub(crate) fn must_be_clean(&self, name: &str) {
        let bytes = self.read(name);
        let holds = |needle: &[u8]| memchr::memmem::find(&bytes, needle).is_some();
        assert!(!holds(MARK.as_bytes()), "{name} holds the mark");
        let tags = self.exiftool(&["-a", "-u", "-ee", "-G1"], name);
        assert!(!tags.contains(MARK), "{tags}");
        let allowed = [
            "Orientation",
            "Exif Byte Order",
            ": Opus",
            "Warning",
            "Handler Vendor ID",
            "Media Language Code",
        ];
        let groups = [
            "[IFD0]",
            "[IFD1]",
            "[ExifIFD]",
            "[GPS]",
            "[XMP",
            "[ICC",
            "[Photoshop]",
            "[IPTC]",
            "[UserData]",
            "[ItemList]",
            "[Keys]",
            "[MPF0]",
            "[JFXX]",
            "[Vorbis]",
            "[CANON",
            "[PNG-pHYs]",
        ];
        for line in tags.lines() {
            let is_metadata = groups.iter().any(|group| line.starts_with(group));
            let is_allowed = allowed.iter().any(|tag| line.contains(tag));
            assert!(!is_metadata || is_allowed, "{name}: {line}");
            let is_time = line.contains("Create Date") || line.contains("Modify Date");
            let is_none = line.contains("0000:00:00 00:00:00");
            assert!(
                !is_time || is_none || line.starts_with("[System]"),
                "{name}: {line}"
            );
        }
    }
}

fn ran(mut command: Command, install: &str) -> String {
    let line = format!("{command:?}");
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{line}: {error}. To install it run: {install}"));
    let err = String::from_utf8_lossy(&output.stderr);
    if err.contains("No module named 'PIL'") {
        panic!("Pillow is missing. To install it run: {install}");
    }
    assert!(output.status.success(), "{line}: {err}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}
