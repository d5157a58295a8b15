//! What came of a search, in words. It is said before everything else is drawn again: it is what a
//! person who types looks at, and the rest takes longer.

use crate::say;
use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

/// A way past the drawing of the whole page, to the words alone.
#[derive(Default)]
pub struct News {
    listener: RefCell<Option<Callback<AttrValue>>>,
}

/// Two are equal when they are one.
impl PartialEq for News {
    fn eq(&self, other: &News) -> bool {
        std::ptr::eq(self, other)
    }
}

impl News {
    /// Says it now, when anybody listens. The next drawing of the page must say the same.
    pub(in crate::ui) fn tell(&self, words: String) {
        if let Some(listener) = &*self.listener.borrow() {
            listener.emit(words.into());
        }
    }
}

/// What the words need.
#[derive(Properties, PartialEq)]
pub(super) struct SearchStatusProps {
    /// What came of it.
    pub words: AttrValue,
    /// Whether the query is not understood.
    pub is_wrong: bool,
    /// What may be said before the page is drawn.
    pub news: Rc<News>,
}

/// The words.
pub(super) struct SearchStatus {
    /// Said since the page was drawn last.
    newer: Option<AttrValue>,
}

impl Component for SearchStatus {
    type Message = AttrValue;
    type Properties = SearchStatusProps;

    fn create(ctx: &Context<Self>) -> SearchStatus {
        let told = ctx.link().callback(|words| words);
        *ctx.props().news.listener.borrow_mut() = Some(told);
        SearchStatus { newer: None }
    }

    fn update(&mut self, _ctx: &Context<Self>, words: AttrValue) -> bool {
        self.newer = Some(words);
        true
    }

    fn changed(&mut self, _ctx: &Context<Self>, _old: &SearchStatusProps) -> bool {
        self.newer = None;
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        html! {
            <span
                class="search__status"
                id="search-results"
                role="status"
                aria-label={say::search_results()}
                data-wrong={props.is_wrong.to_string()}
            >
                { self.newer.as_ref().unwrap_or(&props.words) }
            </span>
        }
    }

    fn destroy(&mut self, ctx: &Context<Self>) {
        *ctx.props().news.listener.borrow_mut() = None;
    }
}
