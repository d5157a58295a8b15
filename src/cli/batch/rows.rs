//! The rows of every table. Field names and their order are the schema of `docs/batch.md`.

use std::borrow::Cow;

use serde::Serialize;

use crate::engine::finding::Severity;
use crate::engine::thread::{DateOrder, MatchRule, OrderState, Platform};

/// One thread of one export.
#[derive(Serialize)]
pub(super) struct ThreadRow<'e> {
    pub(super) export: &'e str,
    pub(super) path: &'e str,
    pub(super) name: &'e str,
    pub(super) source: &'e str,
    pub(super) size_bytes: u64,
    pub(super) thread: u32,
    pub(super) title: &'e str,
    pub(super) platform: Platform,
    pub(super) n_messages: u32,
    pub(super) first: Option<String>,
    pub(super) last: Option<String>,
    pub(super) date_order: DateOrder,
    pub(super) date_order_state: OrderState,
    pub(super) attachments_named: usize,
    pub(super) attachments_present: usize,
    pub(super) attachments_absent: usize,
    pub(super) files_unreferenced: usize,
    pub(super) unexplained_bytes: u64,
}

/// One record.
#[derive(Serialize)]
pub(super) struct RecordRow<'e> {
    pub(super) export: &'e str,
    pub(super) thread: u32,
    pub(super) i: u32,
    pub(super) at: Option<String>,
    pub(super) raw_stamp: String,
    pub(super) participant: Option<u32>,
    pub(super) sender: Option<&'e str>,
    pub(super) kind: &'static str,
    pub(super) body: Cow<'e, str>,
    pub(super) edited: bool,
    pub(super) attachment: Option<&'e str>,
    pub(super) attachment_present: Option<bool>,
    pub(super) byte_start: u64,
    pub(super) byte_len: u64,
    pub(super) flags: Vec<&'static str>,
}

/// One voice.
#[derive(Serialize)]
pub(super) struct ParticipantRow<'e> {
    pub(super) export: &'e str,
    pub(super) thread: u32,
    pub(super) participant: u32,
    pub(super) name: &'e str,
    pub(super) n_messages: u32,
    pub(super) first_i: u32,
}

/// One naming of a file.
#[derive(Serialize)]
pub(super) struct AttachmentRow<'e> {
    pub(super) export: &'e str,
    pub(super) thread: u32,
    pub(super) i: u32,
    pub(super) name: &'e str,
    pub(super) present: bool,
    pub(super) entry: Option<&'e str>,
    pub(super) matched: MatchRule,
    pub(super) size_bytes: Option<u64>,
    pub(super) sha256: Option<&'e str>,
}

/// One odd thing.
#[derive(Serialize)]
pub(super) struct FindingRow<'e> {
    pub(super) export: &'e str,
    pub(super) code: &'e str,
    pub(super) severity: Severity,
    pub(super) place: String,
    pub(super) entry: Option<&'e str>,
    pub(super) i: Option<u32>,
    pub(super) byte_start: Option<u64>,
    pub(super) text: &'e str,
}

/// One thing that could not be opened.
#[derive(Serialize)]
pub(super) struct ErrorRow<'e> {
    pub(super) export: &'e str,
    pub(super) path: &'e str,
    pub(super) what: &'e str,
    pub(super) help: &'e str,
    pub(super) can_raise: bool,
}
