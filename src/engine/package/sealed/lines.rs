//! Lines of the tables of a sealed package.

use data_encoding::HEXLOWER;
use serde_json::Value;

use crate::engine::seal::Sealed;
use crate::engine::thread::{RecordId, Thread};

/// A line of `records.tsv`. Messages: number, `m`, first byte, lengths of stamp, sender and body.
/// Members: number, `a`, entry, size, digest, name as JSON. The container: `0`, `c`, its JSON.
pub(super) fn record_line(seal: &Sealed, thread: &Thread, index: usize, out: &mut String) {
    let n_messages = seal.n_messages as usize;
    let line = if index == 0 {
        format!("0\tc\t{}\n", seal.container)
    } else if index <= n_messages {
        let record = RecordId(index as u32 - 1);
        let (stamp, sender, body) = thread.parts(record);
        format!(
            "{index}\tm\t{}\t{}\t{}\t{}\n",
            thread.span(record).start,
            stamp.len(),
            sender.len(),
            body.len()
        )
    } else {
        let Some(member) = seal.members.get(index - n_messages - 1) else {
            return;
        };
        format!(
            "{index}\ta\t{}\t{}\t{}\t{}\n",
            member.entry.0,
            member.size_bytes,
            HEXLOWER.encode(&member.sha256),
            Value::from(member.name.as_str())
        )
    };
    out.push_str(&line);
}
