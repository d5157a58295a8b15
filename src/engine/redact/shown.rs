//! What is shown of a record that is not there.

use super::{Shown, ShownAttachment};

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
