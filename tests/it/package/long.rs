//! Long threads: parts, and many steps.

use std::rc::Rc;

use threadseal::engine::decision::DecisionLog;
use threadseal::engine::job::Step;
use threadseal::engine::package::BuildJob;
use threadseal::engine::session::protocol::MediaChoice;

use super::{Made, Memory, build, one, options, text, unpacked};

/// One record a line, `per_day` of them on each day from 1 January 2024.
fn chat(n_records: u32, per_day: u32) -> String {
    let mut out = String::new();
    for i in 0..n_records {
        let day = i / per_day;
        let (month, day) = (day / 28 % 12 + 1, day % 28 + 1);
        let (hour, minute) = (i % per_day / 60 % 24, i % 60);
        out.push_str(&format!(
            "{day:02}/{month:02}/2024, {hour:02}:{minute:02} - Ada: message {}\n",
            i + 1
        ));
    }
    out
}

fn parts(n_records: u32, per_day: u32) -> Vec<String> {
    let case = one("WhatsApp Chat with Bob.zip", &chat(n_records, per_day), &[]);
    let mut made = Made::default();
    made.message(&case, (0, n_records - 1), &["TPD"]);
    let files = unpacked(&build(&case, &made.log, MediaChoice::Withheld));
    let index = text(&files, "data/threads/t001/transcript.html");
    assert!(!index.contains("href") && !index.contains("<a "));
    let mut seen = 0;
    let mut out = Vec::new();
    for (path, bytes) in &files {
        let Some(name) = path.strip_prefix("data/threads/t001/transcript-") else {
            continue;
        };
        let part = std::str::from_utf8(bytes).unwrap();
        let ids: Vec<u32> = part
            .split("<article class=\"m\" id=\"m")
            .skip(1)
            .map(|rest| rest.split_once('"').unwrap().0.parse().unwrap())
            .collect();
        assert!(ids.iter().copied().eq(seen + 1..=seen + ids.len() as u32));
        seen += ids.len() as u32;
        assert!(
            index.contains(&format!("<li>transcript-{name}: records ")),
            "{name}"
        );
        assert!(part.contains("<h2 class=\"d\">2024-"));
        out.push(format!("{name} {}", ids.len()));
    }
    if out.is_empty() {
        assert_eq!(index.matches("<article").count() as u32, n_records);
    } else {
        assert_eq!(seen, n_records);
        assert!(!index.contains("<article"));
    }
    let data = text(&files, "data/threads/t001/messages.jsonl");
    assert_eq!(data.lines().count() as u32, n_records);
    let plain = text(&files, "data/threads/t001/transcript.txt");
    assert_eq!(plain.lines().count() as u32, n_records + 4);
    out
}

#[test]
fn five_thousand_records_are_one_page() {
    assert!(parts(5_000, 50).is_empty());
}

#[test]
fn above_that_there_is_a_part_a_month() {
    assert_eq!(
        parts(5_001, 50),
        [
            "0001.html 1400",
            "0002.html 1400",
            "0003.html 1400",
            "0004.html 801"
        ]
    );
}

#[test]
fn a_part_that_is_full_ends() {
    assert_eq!(
        parts(12_001, 1_400),
        ["0001.html 5000", "0002.html 5000", "0003.html 2001"]
    );
}

#[test]
fn going_back_in_time_starts_no_part() {
    let mut text = String::new();
    for i in 0..6_000u32 {
        let month = if i % 2 == 0 { 5 } else { 4 };
        text.push_str(&format!("20/{month:02}/2024, 10:00 - Ada: message {i}\n"));
    }
    let case = one("WhatsApp Chat with Bob.zip", &text, &[]);
    let files = unpacked(&build(
        &case,
        &DecisionLog::default(),
        MediaChoice::Withheld,
    ));
    let n_parts = files.keys().filter(|p| p.contains("transcript-")).count();
    assert_eq!(n_parts, 2);
}

#[test]
fn a_long_build_takes_many_small_steps() {
    let case = one("WhatsApp Chat with Bob.zip", &chat(60_000, 500), &[]);
    let log = DecisionLog::default();
    let options = options(MediaChoice::Withheld);
    let mut job = BuildJob::new(Rc::clone(&case), &log, options).unwrap();
    let mut sink = Memory::default();
    let (mut n_steps, mut longest) = (0, 0);
    loop {
        let before = sink.0.len();
        let step = job.step(&mut sink).unwrap();
        longest = longest.max(sink.0.len() - before);
        n_steps += 1;
        if let Step::Done(built) = step {
            assert_eq!(built.size_bytes, sink.0.len() as u64);
            break;
        }
    }
    assert!(n_steps >= 5, "{n_steps} steps");
    assert!(longest < 10 << 20, "{longest} bytes in one step");
}
