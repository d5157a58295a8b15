//! `settings.json`: numbers, zone, and what its clock did while messages were written.

use jiff::civil::DateTime;

use crate::engine::verify::json::Json;

/// How far the numbers of a thread stand behind those of the one before.
const BLOCK: u64 = 100_000;

/// What the set says of how it was made.
pub(super) struct Settings {
    pub(super) zone: String,
    bates: String,
    first: u64,
    blocks: Vec<u64>,
    ahead: i64,
    /// The instant, since 1970 in UTC, and how far the clock is ahead from then on. Units: seconds.
    changes: Vec<(i64, i64)>,
}

/// A time of the zone.
pub(super) struct InZone {
    time: DateTime,
    ahead: i64,
    /// What is odd about it.
    pub(super) odd: Option<&'static str>,
}

impl Settings {
    /// `None` when the bytes are not just what the format asks for.
    pub(super) fn read(bytes: &[u8], n_threads: usize) -> Option<Settings> {
        let text = std::str::from_utf8(bytes).ok()?;
        let json = Json::read(text).ok()?;
        let keys = [
            "ahead", "bates", "blocks", "changes", "first", "format", "zone",
        ];
        let [ahead, bates, blocks, changes, first, format, zone] = json.fields(keys)?;
        if format.as_text() != Some("threadseal-review-1") {
            return None;
        }
        let pair = |json: &Json| match json.as_list()? {
            [at, ahead] => Some((signed(at)?, signed(ahead)?)),
            _other => None,
        };
        let settings = Settings {
            zone: zone.as_text()?.to_owned(),
            bates: bates.as_text()?.to_owned(),
            first: first.as_number()?,
            blocks: blocks
                .as_list()?
                .iter()
                .map(Json::as_number)
                .collect::<Option<_>>()?,
            ahead: signed(ahead)?,
            changes: changes.as_list()?.iter().map(pair).collect::<Option<_>>()?,
        };
        let plain = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
        let in_order = settings.changes.is_sorted_by(|one, next| one.0 < next.0)
            && settings.blocks.is_sorted_by(|one, next| one < next);
        let fits = (1..=12).contains(&settings.bates.len())
            && settings.bates.bytes().all(plain)
            && settings.blocks.len() == n_threads
            && u32::try_from(settings.first).is_ok()
            && settings
                .blocks
                .iter()
                .all(|block| u32::try_from(*block).is_ok());
        (in_order && fits && settings.written() == text).then_some(settings)
    }

    fn written(&self) -> String {
        let changes = self
            .changes
            .iter()
            .map(|(at, ahead)| format!("[{at},{ahead}]"));
        let blocks = self.blocks.iter().map(u64::to_string);
        let text = |text: &str| serde_json::Value::from(text).to_string();
        format!(
            "{{\"ahead\":{},\"bates\":{},\"blocks\":[{}],\"changes\":[{}],\"first\":{},\
             \"format\":\"threadseal-review-1\",\"zone\":{}}}\n",
            self.ahead,
            text(&self.bates),
            blocks.collect::<Vec<_>>().join(","),
            changes.collect::<Vec<_>>().join(","),
            self.first,
            text(&self.zone)
        )
    }

    /// The number of a document. `thread` counts from 1, `index` from 0.
    pub(super) fn number(&self, thread: u32, index: u32) -> String {
        let block = self.blocks.get(thread as usize - 1).copied();
        let number = self.first + BLOCK * block.unwrap_or_default() + u64::from(index);
        format!("{}{number:07}", self.bates)
    }

    /// Reads a time of `messages.jsonl`. Where the clock showed it twice, the first is meant.
    pub(super) fn in_zone(&self, at: &str) -> Option<InZone> {
        let time: DateTime = at.parse().ok()?;
        let wall = time
            .duration_since(DateTime::constant(1970, 1, 1, 0, 0, 0, 0))
            .as_secs();
        let (mut ahead, mut odd) = (self.ahead, None);
        for (instant, after) in &self.changes {
            let (ends, starts) = (instant + ahead, instant + after);
            if ends <= wall && wall < starts {
                odd = Some("the clock of the zone never showed this time");
            }
            if starts <= wall && wall < ends {
                odd = Some("the clock of the zone showed this time twice");
            }
            if wall < ends {
                break;
            }
            ahead = *after;
        }
        Some(InZone { time, ahead, odd })
    }
}

impl InZone {
    fn offset(&self, between: &str) -> String {
        let minutes = self.ahead.abs() / 60;
        let sign = if self.ahead < 0 { "-" } else { "+" };
        format!("{sign}{:02}{between}{:02}", minutes / 60, minutes % 60)
    }

    /// RFC 3339.
    pub(super) fn iso(&self) -> String {
        format!("{}{}", self.time.strftime("%FT%T"), self.offset(":"))
    }

    /// RFC 5322.
    pub(super) fn mail(&self) -> String {
        format!(
            "{} {}",
            self.time.strftime("%a, %d %b %Y %T"),
            self.offset("")
        )
    }
}

fn signed(json: &Json) -> Option<i64> {
    match json {
        Json::Number(text) => text.parse().ok(),
        _other => None,
    }
}
