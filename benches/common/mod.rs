//! What measurements share: a long text that is made up, the case it makes, and medians.

use std::path::Path;
use std::process::{Command, Stdio};
use std::rc::Rc;
use std::time::{Duration, Instant};

use threadseal::engine::archive::Given;
use threadseal::engine::case::{Case, OpenSource};
use threadseal::engine::limits::Limits;
use threadseal::engine::open::open_sources;

/// Messages of the text.
pub const N_MESSAGES: usize = 1_000_000;
const N_RUNS: usize = 3;

/// One message in fifty ends with one of `finds`, in turn.
pub fn text(n_messages: usize, finds: &[&str]) -> String {
    const WORDS: [&str; 24] = [
        "the", "boat", "was", "late", "again", "and", "nobody", "told", "them", "about", "it",
        "until", "noon", "invoice", "harbour", "please", "send", "tomorrow", "meeting", "is",
        "moved", "to", "quay", "three",
    ];
    const NAMES: [&str; 5] = ["Ada Poe", "Bob Fay", "Cy Orr", "Dee Lund", "Eli Marsh"];
    let mut text = String::with_capacity(n_messages * 104);
    let mut chance: u32 = 0x1234_5678;
    let mut draw = |below: usize| {
        chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (chance >> 8) as usize % below
    };
    for number in 0..n_messages {
        let (day, minute) = (number / 480, number * 3 % 1440);
        text.push_str(&format!(
            "{:02}/{:02}/{}, {:02}:{:02} - {}: no {} ",
            day % 28 + 1,
            day / 28 % 12 + 1,
            2019 + day / 336,
            minute / 60,
            minute % 60,
            NAMES[draw(NAMES.len())],
            number + 1
        ));
        for _word in 0..8 + draw(10) {
            text.push_str(WORDS[draw(WORDS.len())]);
            text.push(' ');
        }
        if number % 50 == 0 {
            text.push_str(finds[number / 50 % finds.len()]);
        }
        text.push('\n');
    }
    text
}

/// What is said alone: a sender that matches on every line would let rg skip the rest of it.
pub fn said(text: &str) -> String {
    text.lines()
        .filter_map(|line| Some([line.split_once(": ")?.1, "\n"].concat()))
        .collect()
}

/// The texts, opened, each a source of its own.
pub fn case_of(texts: &[&str]) -> Case {
    let mut case = Case::default();
    for (number, text) in texts.iter().enumerate() {
        let given = Given {
            name: format!("WhatsApp Chat with Long Haul {number}.txt"),
            source: Rc::new(text.as_bytes().to_vec()),
        };
        let opened = open_sources(vec![given], &Limits::USUAL, &()).expect("the text opens");
        case.sources
            .extend(opened.into_iter().map(|source| OpenSource {
                id: source.provisional,
                archive: source.archive,
                threads: source.threads,
                findings: source.findings,
            }));
    }
    case
}

/// One run of `rg` with a file of patterns.
pub fn ripgrep(patterns: &Path, text: &Path) {
    let status = Command::new("rg")
        .args(["-j1", "-c", "-f"])
        .args([patterns, text])
        .stdout(Stdio::null())
        .status()
        .expect("rg is installed");
    assert!(status.success(), "rg finds something");
}

/// The middle one of a few runs.
pub fn median(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..N_RUNS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[N_RUNS / 2]
}

/// The middle one of a few runs, in time of the processor: of this program and of programs that it
/// waited for. Elsewhere than on Linux by the clock.
pub fn median_spent(mut run: impl FnMut()) -> Duration {
    let Some(first) = spent() else {
        return median(run);
    };
    let mut before = first;
    let mut times: Vec<Duration> = (0..N_RUNS)
        .map(|_| {
            run();
            let now = spent().expect("it was known before");
            now - std::mem::replace(&mut before, now)
        })
        .collect();
    times.sort_unstable();
    times[N_RUNS / 2]
}

/// Linux counts it in hundredths of a second, in the 14th to 17th field.
fn spent() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields = stat.rsplit_once(") ")?.1.split(' ').skip(11).take(4);
    let hundredths: u64 = fields.filter_map(|field| field.parse::<u64>().ok()).sum();
    Some(Duration::from_millis(hundredths * 10))
}

/// A file for rg, gone when it is dropped.
pub struct Scratch(pub std::path::PathBuf);

impl Scratch {
    /// Writes it into the temporary folder.
    pub fn of(name: &str, content: &str) -> Scratch {
        let path = std::env::temp_dir().join(format!("threadseal-{name}-{}", std::process::id()));
        std::fs::write(&path, content).expect("the temporary folder can be written");
        Scratch(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}
