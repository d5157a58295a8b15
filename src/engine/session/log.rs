//! The page's log, and what it withholds.

use std::rc::Rc;

use super::protocol::Event;
use super::{Host, Session, Turn, open, redaction_rows};
use crate::engine::decision::DecisionLog;
use crate::engine::finding::Explain;
use crate::engine::orders;
use crate::engine::place::SourceId;
use crate::engine::redact::Redactions;
use crate::engine::sorting;

impl<H: Host> Session<H> {
    /// Takes the log as the page has it. One that cannot be read changes nothing: what was
    /// withheld stays withheld.
    pub(super) fn take_log(&mut self, revision: u32, log: &str, identities: Vec<(u32, SourceId)>) {
        match DecisionLog::from_file(log) {
            Ok(log) => self.log = log,
            Err(error) => return self.fail(None, error.to_failure()),
        }
        self.revision = revision;
        let case = Rc::make_mut(&mut self.case);
        for (number, id) in identities {
            if let Some(source) = case.sources.get_mut(number as usize) {
                source.id = id;
            }
        }
        let mut reordered = orders::apply(case, &self.log);
        let host = &self.host;
        let lookup = |zone: &str, between| host.clock_changes(zone, between);
        reordered.extend(self.zones.apply(case, &self.log, &lookup));
        sorting::sort(&mut reordered);
        reordered.dedup();
        self.redactions = None;
        self.marked.take();
        self.list_wanted = true;
        for number in reordered {
            let source = self.provisionals.get(number).and_then(|provisional| {
                open::summary(&self.case, number as u32, provisional, Vec::new())
            });
            if let Some(source) = source {
                self.emit(Event::Reordered { source });
            }
        }
    }

    /// What is withheld now. Resolved when it is first needed, so that a burst of logs costs one
    /// resolving.
    pub(super) fn resolved(&mut self) -> &Redactions {
        let (case, log) = (&self.case, &self.log);
        self.redactions
            .get_or_insert_with(|| Redactions::resolve(case, log))
    }

    pub(super) fn step_list(&mut self) -> Turn {
        if !self.list_wanted {
            return Turn::Nothing;
        }
        self.list_wanted = false;
        let case = Rc::clone(&self.case);
        let list = redaction_rows::list(&case, self.resolved());
        let shares = self.resolved().shares(&case);
        let revision = self.revision;
        self.emit(Event::Redactions {
            revision,
            list,
            shares,
        });
        Turn::Worked
    }
}
