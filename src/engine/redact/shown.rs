//! What is shown of the file that a record names, and of a record that is not there.

use super::{Redactions, Shown, ShownAttachment};
use crate::engine::case::ThreadId;
use crate::engine::thread::{AttachmentId, Thread};

impl Shown {
    /// Nothing.
    pub(super) fn nothing() -> Shown {
        Shown {
            stamp: Vec::new(),
            sender: Vec::new(),
            body: Vec::new(),
            attachment: ShownAttachment::None,
            file_name: None,
            withheld: false,
            gone: false,
        }
    }
}

impl Redactions {
    pub(super) fn attachment_in(
        &self,
        source: u32,
        opened: &Thread,
        named: AttachmentId,
    ) -> ShownAttachment {
        let attachment = opened.attachments.get(named.0 as usize);
        match attachment.and_then(|attachment| attachment.entry) {
            None => ShownAttachment::Absent,
            Some(entry) => match self.entry(source as usize, entry) {
                Some(grounds) => ShownAttachment::Withheld(grounds),
                None => ShownAttachment::Entry(entry),
            },
        }
    }

    pub(super) fn file_name_in(
        &self,
        opened: &Thread,
        thread: ThreadId,
        named: AttachmentId,
    ) -> Option<String> {
        let is_touched = self
            .cuts(thread)
            .is_some_and(|cuts| cuts.files.contains(&named));
        let attachment = opened.attachments.get(named.0 as usize)?;
        (!is_touched).then(|| attachment.name.clone())
    }
}
