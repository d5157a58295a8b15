//! Why a message is found, or is not: which parts of the query it fits.

use crate::engine::search::query::Query;
use crate::engine::session::protocol::{Request, Tag, WhyNot};
use crate::engine::thread::RecordId;
use crate::say;

use super::asks::Asked;
use super::effect::Effect;
use super::state::{Dialog, State};

/// The dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhyNotShown {
    /// Which message.
    pub record: RecordId,
    /// The query that it is compared with.
    pub query: String,
    /// The answer, when it is there.
    pub told: Option<WhyNot>,
}

impl WhyNotShown {
    /// Every part of the query in words, as it was typed, and whether the message fits it.
    pub fn lines(&self) -> Vec<(String, String, bool)> {
        let Ok(query) = Query::parse(&self.query) else {
            return Vec::new();
        };
        let told = self.told.iter().flat_map(|told| &told.parts);
        told.filter_map(|(at, fits)| {
            let part = query.parts().into_iter().find(|part| part.at == *at)?;
            let typed = self.query.get(at.start as usize..at.end() as usize)?;
            Some((
                typed.to_owned(),
                say::of_record(&part.test.said()).into_owned(),
                *fits,
            ))
        })
        .collect()
    }
}

/// The button was pressed. Its focus comes back to the message when the dialog closes.
pub(super) fn wanted(state: &mut State, record: RecordId) -> Vec<Effect> {
    let Some(reading) = &mut state.reading else {
        return Vec::new();
    };
    let Some(query) = reading.search.words() else {
        return Vec::new();
    };
    reading.focused = Some(record);
    let (thread, view) = (reading.thread, reading.view);
    state.dialog = Some(Dialog::WhyNot(WhyNotShown {
        record,
        query: query.clone(),
        told: None,
    }));
    let tag = state.asks.ask(Asked::WhyNot);
    vec![Effect::post(Request::WhyNot {
        tag,
        thread,
        record,
        query,
        view,
    })]
}

/// The answer. When the dialog was closed meanwhile, nobody wants it any more.
pub(super) fn told(state: &mut State, tag: Tag, told: WhyNot) -> Vec<Effect> {
    if state.asks.answered(tag) == Some(Asked::WhyNot)
        && let Some(Dialog::WhyNot(shown)) = &mut state.dialog
    {
        shown.told = Some(told);
    }
    Vec::new()
}
