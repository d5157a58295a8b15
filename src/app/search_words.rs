//! What the page says about a search and about what is left out.

use super::state::{Search, State};
use super::words;
use crate::engine::search::query::Query;
use crate::engine::session::protocol::Scope;
use crate::say;

impl Search {
    /// What the page says about the hits in the thread. Begins with the number of hits.
    pub fn status(&self) -> String {
        if let Some(error) = &self.error {
            return say::not_understood_error_help(error, say::of_record(&error.help()));
        }
        if self.tag.is_none() {
            return String::new();
        }
        let Some(records) = &self.records else {
            return say::searching().to_owned();
        };
        if self.n_hits == 0 {
            return "0 hits".to_owned();
        }
        let n_records = u32::try_from(records.len()).unwrap_or(u32::MAX);
        let mut text = say::hits_in_messages(say::n_hits(self.n_hits), say::n_messages(n_records));
        if let Some(at) = self.at {
            text.push_str(&say::at_at_of_records(at + 1, records.len()));
        }
        text
    }
}

impl State {
    /// What the page says about the search, other threads included.
    pub fn search_status(&self) -> String {
        let Some(reading) = &self.reading else {
            return String::new();
        };
        let mut text = reading.search.status();
        let is_whole = reading.search.records.is_some() && self.hits.scope == Scope::Everything;
        let others = self
            .hits
            .threads
            .iter()
            .filter(|at| at.thread != reading.thread);
        let n_others = u32::try_from(others.clone().count()).unwrap_or(u32::MAX);
        if is_whole && n_others > 0 {
            let n_hits = others.map(|at| at.n_hits).fold(0, u32::saturating_add);
            text.push_str(&say::n_hits_more_in_threads(
                words::count(n_hits),
                say::n_other_threads(n_others),
            ));
        }
        text
    }

    /// What is left out of the feed, in words; `None` when nothing is.
    pub fn filter_words(&self) -> Option<String> {
        let reading = self.reading.as_ref()?;
        let only = reading.window.only.as_ref()?;
        let (_, thread) = self.thread(reading.thread)?;
        let query = Query::parse(&reading.search.query).ok()?;
        Some(say::shown_only_of_messages_said(
            words::count(u32::try_from(only.len()).unwrap_or(u32::MAX)),
            say::n_messages(thread.n_records),
            say::of_record(&query.said()),
        ))
    }
}
