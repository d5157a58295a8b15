//! The redaction log that is handed over: one row for each decision, record and scope. It tells why
//! and by whom as the maker chose to call them, never what, how long or where in the text.

use super::csv;
use super::jsonl::{optional, put, string, strings};
use super::plan::{LogRow, Material, RowBy};
use super::reviewers::called;
use super::walk::sorted_codes;
use crate::engine::decision::{REASONS, Reason};

/// Whom the log names for what the program did by itself.
const PROGRAM: &str = "program";

/// First line of the CSV form.
pub(super) const HEAD: &[u8] =
    b"no,thread,record,scope,gaps,codes,note,decided_by,decided_on,status\r\n";

const STATUS: &str = "maintained";

/// Appends row `no`, from 1, as CSV.
pub(super) fn csv_row(out: &mut Vec<u8>, material: &Material, no: usize, row: &LogRow) {
    let Some(said) = said(material, row) else {
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
            &said.codes.join(" "),
            said.note.unwrap_or_default(),
            &said.by,
            &said.on,
            STATUS,
        ],
    );
}

/// Appends row `no`, from 1, as a line of JSON.
pub(super) fn json_row(out: &mut Vec<u8>, material: &Material, no: usize, row: &LogRow) {
    let Some(said) = said(material, row) else {
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
    strings(out, &said.codes);
    put(out, ",\"note\":");
    optional(out, said.note);
    put(out, ",\"decided_by\":");
    string(out, &said.by);
    put(out, ",\"decided_on\":");
    string(out, &said.on);
    put(out, ",\"status\":");
    string(out, STATUS);
    put(out, "}\n");
}

/// What a row says: why, who, when.
struct Said<'a> {
    codes: Vec<String>,
    note: Option<&'a str>,
    by: String,
    on: String,
}

fn said<'a>(material: &'a Material, row: &LogRow) -> Option<Said<'a>> {
    match row.by {
        RowBy::Decision(index) => {
            let standing = material.redactions.decisions().get(index as usize)?;
            let decision = &standing.decision;
            Some(Said {
                codes: sorted_codes(decision),
                note: decision.kind.note(),
                by: called(&decision.by, material.options.reviewers).into_owned(),
                on: decision.at.utc_date(),
            })
        }
        RowBy::AsItIs(at) => {
            let decision = material.as_they_are.get(&at)?;
            Some(Said {
                codes: Vec::new(),
                note: decision.kind.note(),
                by: called(&decision.by, material.options.reviewers).into_owned(),
                on: decision.at.utc_date(),
            })
        }
        RowBy::Program(why) => Some(Said {
            codes: Vec::new(),
            note: why,
            by: PROGRAM.to_owned(),
            on: material.options.created.utc_date(),
        }),
    }
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
