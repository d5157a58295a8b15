//! A term that shall be withheld, looked for in everything.

use super::protocol::Event;
use super::{Host, Session, Turn};

impl<H: Host> Session<H> {
    pub(super) fn step_term(&mut self) -> Turn {
        let Some((tag, job)) = &mut self.term else {
            return Turn::Nothing;
        };
        if let Some((hits, n_hits)) = job.step(&self.case) {
            let event = Event::TermHits {
                tag: *tag,
                hits,
                n_hits,
            };
            self.term = None;
            self.emit(event);
        }
        Turn::Worked
    }
}
