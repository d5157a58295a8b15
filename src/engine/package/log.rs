//! The redaction log that is handed over: one row for each decision, record and scope. It tells why
//! and by whom as the maker chose to call them, never what, how long or where in the text.

use super::csv;
use super::jsonl::{optional, put, string, strings};
use super::plan::{LogRow, Material};
use super::reviewers::called;
use super::walk::sorted_codes;
use crate::engine::decision::{REASONS, Reason};

/// First line of the CSV form.
pub(super) const HEAD: &[u8] =
    b"no,thread,record,scope,gaps,codes,note,decided_by,decided_on,status\r\n";

const STATUS: &str = "maintained";

/// Appends row `no`, from 1, as CSV.
pub(super) fn csv_row(out: &mut Vec<u8>, material: &Material, no: usize, row: &LogRow) {
    let Some(standing) = decision(material, row) else {
        return;
    };
    let record = row.record.map(|record| (record.0 + 1).to_string());
    csv::line(
        out,
        &[
            &no.to_string(),
            &(row.thread + 1).to_string(),
            record.as_deref().unwrap_or_default(),
            row.scope.word(),
            &row.gaps.to_string(),
            &sorted_codes(standing).join(" "),
            standing.kind.note().unwrap_or_default(),
            &called(&standing.by, material.options.reviewers),
            &standing.at.utc_date(),
            STATUS,
        ],
    );
}

/// Appends row `no`, from 1, as a line of JSON.
pub(super) fn json_row(out: &mut Vec<u8>, material: &Material, no: usize, row: &LogRow) {
    let Some(standing) = decision(material, row) else {
        return;
    };
    put(
        out,
        &format!("{{\"no\":{no},\"thread\":{},\"record\":", row.thread + 1),
    );
    match row.record {
        Some(record) => put(out, &(record.0 + 1).to_string()),
        None => put(out, "null"),
    }
    put(out, ",\"scope\":");
    string(out, row.scope.word());
    put(out, &format!(",\"gaps\":{},\"codes\":", row.gaps));
    strings(out, &sorted_codes(standing));
    put(out, ",\"note\":");
    optional(out, standing.kind.note());
    put(out, ",\"decided_by\":");
    string(out, &called(&standing.by, material.options.reviewers));
    put(out, ",\"decided_on\":");
    string(out, &standing.at.utc_date());
    put(out, ",\"status\":");
    string(out, STATUS);
    put(out, "}\n");
}

/// The decision that a row is about.
fn decision<'a>(
    material: &'a Material,
    row: &LogRow,
) -> Option<&'a crate::engine::decision::Decision> {
    material
        .redactions
        .decisions()
        .get(row.decision as usize)
        .map(|standing| &standing.decision)
}

/// The reasons that the rows give, in the usual order, with the number of rows that give each.
pub(super) fn legend(material: &Material) -> Vec<(&'static Reason, u64)> {
    let mut counts = [0u64; REASONS.len()];
    for (index, n_rows) in &material.plan.rows_of {
        let standing = material.redactions.decisions().get(*index as usize);
        let codes = standing.and_then(|standing| standing.decision.kind.codes());
        for (reason, count) in REASONS.iter().zip(&mut counts) {
            let gives = |codes: &[String]| codes.iter().any(|code| code == reason.code);
            *count += if codes.is_some_and(gives) { *n_rows } else { 0 };
        }
    }
    REASON_TABLE
        .iter()
        .zip(counts)
        .filter(|(_, count)| *count > 0)
        .collect()
}

static REASON_TABLE: [Reason; REASONS.len()] = REASONS;
