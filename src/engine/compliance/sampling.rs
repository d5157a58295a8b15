//! A sample that anybody can draw again and nobody can steer.
//!
//! The seed is a digest over what is open, the policy, the period and some characters that were typed
//! before the draw; each message gets a number from it, and the lowest numbers of each group are drawn.

use serde::{Deserialize, Serialize};

use super::ground::Ground;
use super::policy::Sampling;
use super::roster::Side;
use crate::engine::case::ThreadId;
use crate::engine::digest::sha256_hex;
use crate::engine::seal::hash::Mac;
use crate::engine::thread::RecordId;

/// A group of messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stratum {
    /// `internal, flagged` and so on.
    pub name: String,
    /// Whether a rule found something in its messages.
    pub flagged: bool,
    /// How many messages it has.
    pub size: u32,
    /// The drawn ones, in the order of their numbers.
    pub drawn: Vec<(ThreadId, RecordId)>,
}

/// A sample.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// What was typed before the draw.
    pub nonce: String,
    /// 64 hex digits.
    pub seed: String,
    /// The groups.
    pub strata: Vec<Stratum>,
}

/// A message with its number in the draw.
type Numbered = ([u8; 32], ThreadId, RecordId);

/// Fewest characters that must be typed.
pub const NONCE_CHARS: usize = 8;

/// The seed of a draw.
pub(super) fn seed(ground: &Ground, nonce: &str) -> String {
    let mut sources: Vec<&str> = ground
        .case
        .sources
        .iter()
        .map(|source| source.id.0.as_str())
        .collect();
    sources.sort_unstable();
    let day = |day: Option<super::day::Day>| day.map_or_else(String::new, |day| day.to_string());
    let text = format!(
        "{}\n{}\n{}..{}\n{}",
        sources.join("\n"),
        ground.policy.digest,
        day(ground.period.from),
        day(ground.period.to),
        nonce
    );
    sha256_hex(text.as_bytes())
}

/// A message from which a sample is drawn.
pub(super) struct Eligible<'g> {
    pub(super) thread: ThreadId,
    pub(super) record: RecordId,
    /// The name of its group.
    pub(super) group: &'static str,
    is_flagged: bool,
    /// Digest of its export.
    source: &'g str,
    /// Its line in the export: it counts over the source, so that two texts of one zip do not share
    /// numbers.
    line: u64,
}

/// The messages from which a sample is drawn, in the order of threads and files. `flagged` holds the
/// messages in which a rule found something, `read_anyway` those that are no part of a sample; both are
/// sorted.
pub(super) fn eligible<'g>(
    ground: &'g Ground,
    flagged: &'g [(u32, RecordId)],
    read_anyway: &'g [(ThreadId, RecordId)],
) -> impl Iterator<Item = Eligible<'g>> {
    let sampling = &ground.policy.sampling;
    (0..).zip(&ground.threads).flat_map(move |(place, thread)| {
        let source = ground.case.sources.get(thread.source);
        let source = source.map_or("", |source| source.id.0.as_str());
        let sides: Vec<bool> = thread
            .voices
            .iter()
            .map(|voice| thread.side(&ground.roster, voice) == Side::Internal)
            .collect();
        let records = (0..).zip(&thread.thread.records);
        records.filter_map(move |(number, record)| {
            let id = RecordId(number);
            let in_period = ground.period.hold(thread.day(id));
            if !thread.is_written(record)
                || !in_period
                || read_anyway.binary_search(&(thread.id, id)).is_ok()
            {
                return None;
            }
            let side = record
                .participant
                .and_then(|at| sides.get(at.0 as usize))
                .copied();
            let is_flagged = flagged.binary_search(&(place, id)).is_ok();
            Some(Eligible {
                thread: thread.id,
                record: id,
                group: group_name(sampling, side.unwrap_or(false), is_flagged),
                is_flagged,
                source,
                line: (u64::from(thread.thread.entry.0) << 32) | u64::from(number),
            })
        })
    })
}

/// Draws a sample of what is [`eligible`].
///
/// Cost: a digest for each message.
pub(super) fn draw(
    ground: &Ground,
    nonce: &str,
    flagged: &[(u32, RecordId)],
    read_anyway: &[(ThreadId, RecordId)],
) -> Sample {
    let seed = seed(ground, nonce);
    let mac = Mac::new(&key_of(&seed));
    let sampling = &ground.policy.sampling;
    let mut strata: Vec<(&'static str, bool, Vec<Numbered>)> = Vec::new();
    for one in eligible(ground, flagged, read_anyway) {
        let digest = mac.of(&[one.source.as_bytes(), &one.line.to_be_bytes()]);
        let numbered = (digest, one.thread, one.record);
        match strata.iter_mut().find(|(of, ..)| *of == one.group) {
            Some((.., list)) => list.push(numbered),
            None => strata.push((one.group, one.is_flagged, vec![numbered])),
        }
    }
    strata.sort_by_key(|(name, ..)| *name);
    let strata = strata.into_iter().map(|(name, flagged, mut list)| {
        list.sort_unstable();
        let n = n_drawn(sampling, list.len());
        Stratum {
            name: name.to_owned(),
            flagged: flagged && sampling.by_flagged,
            size: list.len() as u32,
            drawn: list
                .into_iter()
                .take(n)
                .map(|(_, thread, record)| (thread, record))
                .collect(),
        }
    });
    Sample {
        nonce: nonce.to_owned(),
        strata: strata.collect(),
        seed,
    }
}

fn key_of(seed: &str) -> [u8; 32] {
    let mut key = [0; 32];
    for (byte, pair) in key.iter_mut().zip(seed.as_bytes().chunks(2)) {
        let text = std::str::from_utf8(pair).unwrap_or("0");
        *byte = u8::from_str_radix(text, 16).unwrap_or(0);
    }
    key
}

fn group_name(sampling: &Sampling, is_internal: bool, is_flagged: bool) -> &'static str {
    match (sampling.by_side, sampling.by_flagged) {
        (true, true) => match (is_internal, is_flagged) {
            (true, true) => "internal, flagged",
            (true, false) => "internal, not flagged",
            (false, true) => "external, flagged",
            (false, false) => "external, not flagged",
        },
        (true, false) if is_internal => "internal",
        (true, false) => "external",
        (false, true) if is_flagged => "flagged",
        (false, true) => "not flagged",
        (false, false) => "all",
    }
}

fn n_drawn(sampling: &Sampling, size: usize) -> usize {
    let share = (size as u64 * u64::from(sampling.share_ppm)).div_ceil(1_000_000) as usize;
    share.max(sampling.minimum as usize).min(size)
}

/// The exact one-sided upper bound of 95 % for a share: at most this large, when `confirmed` of `n` drawn
/// ones break the policy. Units: parts of a million.
pub fn upper_bound_ppm(confirmed: u32, n: u32) -> u32 {
    if n == 0 || confirmed >= n {
        return 1_000_000;
    }
    if confirmed == 0 {
        return ((1.0 - 0.05f64.powf(1.0 / f64::from(n))) * 1e6).ceil() as u32;
    }
    // The share at which so few, or fewer, are seen once in twenty draws.
    let (mut low, mut high) = (f64::from(confirmed) / f64::from(n), 1.0);
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        if at_most(confirmed, n, middle) > 0.05 {
            low = middle;
        } else {
            high = middle;
        }
    }
    (high * 1e6).ceil() as u32
}

/// How likely at most `most` of `n` are, at a share.
fn at_most(most: u32, n: u32, share: f64) -> f64 {
    let (p, q) = (share.ln(), (1.0 - share).ln());
    let mut choose = 0.0;
    let mut sum = 0.0;
    for k in 0..=most {
        if k > 0 {
            choose += f64::from(n - k + 1).ln() - f64::from(k).ln();
        }
        sum += (choose + f64::from(k) * p + f64::from(n - k) * q).exp();
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_exact() {
        assert!(
            (49_000..=50_100).contains(&upper_bound_ppm(0, 59)),
            "{}",
            upper_bound_ppm(0, 59)
        );
        // One of a hundred: the usual tables say 4.66 %.
        assert!(
            (46_000..=47_000).contains(&upper_bound_ppm(1, 100)),
            "{}",
            upper_bound_ppm(1, 100)
        );
        assert_eq!(upper_bound_ppm(5, 5), 1_000_000);
        assert_eq!(upper_bound_ppm(0, 0), 1_000_000);
    }

    #[test]
    fn sizes_follow_the_policy() {
        let sampling = Sampling {
            share_ppm: 50_000,
            minimum: 25,
            by_side: true,
            by_flagged: true,
        };
        assert_eq!(n_drawn(&sampling, 10), 10);
        assert_eq!(n_drawn(&sampling, 100), 25);
        assert_eq!(n_drawn(&sampling, 1001), 51);
    }
}
