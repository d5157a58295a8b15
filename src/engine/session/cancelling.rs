//! Jobs that a person ends.

use super::protocol::{Event, Tag};
use super::{Host, Session};

impl<H: Host> Session<H> {
    pub(super) fn cancel(&mut self, tag: Tag) {
        let n_before = self.n_tagged();
        self.find.take_if(|find| find.tag == tag);
        self.counting.take_if(|counting| counting.tag == tag);
        self.scoping.take_if(|scoping| scoping.tag == tag);
        self.term.take_if(|(of, _)| *of == tag);
        self.media.retain(|job| job.tag != tag);
        self.verifying.retain(|job| job.tag != tag);
        self.signing.comparing.take_if(|job| job.tag == tag);
        self.signing.earlier.take_if(|job| job.tag == tag);
        self.looking.retain(|job| job.tag != tag);
        // The maker says that it ended.
        self.sharing.take_if(|(of, _)| *of == tag);
        self.hashing.take_if(|job| job.tag == tag);
        if let Some(packaging) = self.packaging.take_if(|job| job.tag == tag) {
            packaging.discard();
            self.emit_cancelled(tag);
        } else if let Some(sealing) = self.sealing.take_if(|job| job.tag == tag) {
            sealing.discard();
            self.emit_cancelled(tag);
        } else if let Some(adding) = self.signing.adding.take_if(|job| job.tag == tag) {
            adding.discard();
            self.emit_cancelled(tag);
        } else if self.n_tagged() < n_before {
            self.emit_cancelled(tag);
        }
    }

    pub(super) fn emit_cancelled(&mut self, tag: Tag) {
        self.emit(Event::Cancelled {
            tag: Some(tag),
            source: None,
        });
    }

    fn n_tagged(&self) -> usize {
        usize::from(self.find.is_some())
            + usize::from(self.counting.is_some())
            + usize::from(self.scoping.is_some())
            + usize::from(self.term.is_some())
            + self.media.len()
            + self.looking.len()
            + self.verifying.len()
            + usize::from(self.signing.comparing.is_some())
            + usize::from(self.signing.earlier.is_some())
    }
}
