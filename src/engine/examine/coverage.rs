//! What redactions cover, kept up to date cheaply: terms and names are looked for in all text, so
//! they are resolved apart from bytes that somebody chose, and only when they change.

use crate::engine::case::{Case, ThreadId};
use crate::engine::decision::{Decision, DecisionId, DecisionKind, DecisionLog};
use crate::engine::place::{ByteSpan, EntryId};
use crate::engine::redact::{Grounds, Redactions};
use crate::engine::session::protocol::Withheld;
use crate::engine::thread::{ParticipantId, RecordId};

/// What is withheld.
pub(super) struct Coverage {
    /// Decisions that take a look at all text.
    wide: Option<(Vec<DecisionId>, Redactions)>,
    /// Decisions about bytes of bodies.
    narrow: Option<Redactions>,
}

/// Whether what is withheld far and wide changed, or in the places of decisions alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Anywhere.
    Anywhere,
    /// Only where decisions name bytes.
    Places,
}

impl Coverage {
    /// Nothing.
    pub(super) fn new() -> Coverage {
        Coverage {
            wide: None,
            narrow: None,
        }
    }

    /// Follows the log.
    pub(super) fn follow(&mut self, case: &Case, standing: &[&Decision]) -> Reach {
        let is_narrow = |decision: &&&Decision| is_narrow(&decision.kind);
        let is_wide =
            |decision: &&&Decision| !is_narrow(decision) && decision.kind.codes().is_some();
        let wide: Vec<DecisionId> = standing
            .iter()
            .filter(is_wide)
            .map(|decision| decision.id.clone())
            .collect();
        let narrow = log_of(standing.iter().filter(is_narrow));
        self.narrow = Some(Redactions::resolve(case, &narrow));
        if self.wide.as_ref().is_some_and(|(known, _)| *known == wide) {
            return Reach::Places;
        }
        let log = log_of(standing.iter().filter(is_wide));
        self.wide = Some((wide, Redactions::resolve(case, &log)));
        Reach::Anywhere
    }

    fn both(&self) -> impl Iterator<Item = &Redactions> {
        let wide = self.wide.as_ref().map(|(_, wide)| wide);
        wide.into_iter().chain(&self.narrow)
    }

    /// What is withheld in a body, sorted; what overlaps may stand beside itself.
    pub(super) fn body(
        &self,
        case: &Case,
        thread: ThreadId,
        record: RecordId,
    ) -> Vec<(ByteSpan, Withheld)> {
        self.sorted(|redactions| redactions.spans(case, thread, record))
    }

    /// What is withheld in a participant's name.
    pub(super) fn name(&self, thread: ThreadId, who: ParticipantId) -> Vec<(ByteSpan, Withheld)> {
        self.sorted(|redactions| redactions.name_spans(thread, who))
    }

    /// What is withheld in a title.
    pub(super) fn title(&self, thread: ThreadId) -> Vec<(ByteSpan, Withheld)> {
        self.sorted(|redactions| redactions.title_spans(thread))
    }

    /// What is withheld in the name of an entry: all of it, or nothing.
    pub(super) fn file_name(
        &self,
        case: &Case,
        source: usize,
        entry: EntryId,
        len: u32,
    ) -> Vec<(ByteSpan, Withheld)> {
        self.sorted(|redactions| {
            let grounds = redactions.entry_name_grounds(case, source, entry);
            let whole = ByteSpan { start: 0, len };
            grounds
                .map(|grounds| (whole, grounds))
                .into_iter()
                .collect()
        })
    }

    fn sorted(
        &self,
        spans: impl Fn(&Redactions) -> Vec<(ByteSpan, Grounds)>,
    ) -> Vec<(ByteSpan, Withheld)> {
        let mut all: Vec<(ByteSpan, Withheld)> = self
            .both()
            .flat_map(spans)
            .map(|(span, grounds)| (span, withheld(grounds)))
            .collect();
        all.sort_by_key(|(span, _)| *span);
        all
    }
}

/// Whether `spans`, which are sorted, cover all of `span` together.
pub(super) fn covers(spans: &[(ByteSpan, Withheld)], span: ByteSpan) -> bool {
    let mut covered_to = span.start;
    for (one, _) in spans {
        if one.start <= covered_to {
            covered_to = covered_to.max(one.end());
        }
    }
    covered_to >= span.end()
}

/// Whether a decision names bytes of bodies and nothing else.
pub(super) fn is_narrow(kind: &DecisionKind) -> bool {
    matches!(
        kind,
        DecisionKind::Span { .. } | DecisionKind::Pattern { .. }
    )
}

fn log_of<'a>(decisions: impl Iterator<Item = &'a &'a Decision>) -> DecisionLog {
    let mut log = DecisionLog::default();
    for decision in decisions {
        log.append((*decision).clone());
    }
    log
}

/// The page is told the codes; which decisions did it stands in its own list.
fn withheld(grounds: Grounds) -> Withheld {
    Withheld {
        codes: grounds.codes,
        decisions: Vec::new(),
    }
}
