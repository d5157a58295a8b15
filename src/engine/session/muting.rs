//! A sound of which stretches are to be silent, for the page to play: read twice, once to see whether
//! it can be muted, then to write it.

use super::media::{Passage, Then};
use super::protocol::Tag;
use super::{Host, Session};
use crate::engine::clean::{CleanError, Rewrite, Scan, Stretch};
use crate::engine::finding::Failure;
use crate::engine::place::EntryId;

/// An entry that is muted on its way.
struct Muting {
    name: String,
    way: Way,
}

enum Way {
    Scan(Box<Scan>),
    Mute(Box<Rewrite>),
    /// Nothing more may go on.
    Over,
}

impl<H: Host> Session<H> {
    /// Queues an entry with silence in it.
    pub(super) fn queue_muted(
        &mut self,
        tag: Tag,
        (source, entry): (u32, EntryId),
        stretches: &[Stretch],
    ) {
        if let Some((archive, about)) = self.media_entry(tag, (source, entry)) {
            let muting = Muting {
                name: about.name.clone(),
                way: Way::Scan(Box::new(Scan::muting(stretches))),
            };
            self.unpack(tag, source, (archive, about), Some(Box::new(muting)));
        }
    }
}

impl Passage for Muting {
    fn push(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> Result<(), Failure> {
        let pushed = match &mut self.way {
            Way::Scan(scan) => scan.push(bytes),
            Way::Mute(rewrite) => rewrite.push(bytes, &mut |some| out.extend_from_slice(some)),
            Way::Over => Ok(()),
        };
        pushed.map_err(|error| self.cannot(&error))
    }

    fn end(&mut self, out: &mut Vec<u8>) -> Result<Then, Failure> {
        match std::mem::replace(&mut self.way, Way::Over) {
            Way::Scan(scan) => {
                let recipe = scan.finish().map_err(|error| self.cannot(&error))?;
                self.way = Way::Mute(Box::new(Rewrite::new(&recipe)));
                Ok(Then::Again)
            }
            Way::Mute(rewrite) => {
                let finished = rewrite.finish(&mut |some| out.extend_from_slice(some));
                finished.map_err(|error| self.cannot(&error))?;
                Ok(Then::Over)
            }
            Way::Over => Ok(Then::Over),
        }
    }
}

impl Muting {
    fn cannot(&self, error: &CleanError) -> Failure {
        Failure {
            what: format!("{:?} cannot be muted in part: {error}", self.name),
            help: "Redact the whole attachment instead".to_owned(),
            can_raise: false,
        }
    }
}
