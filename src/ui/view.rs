//! What every part of the page is drawn from.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::{Action, State};
use crate::ui::files::Chosen;
use crate::ui::media_urls::MediaUrls;
use crate::ui::read::News;

/// What every part of the page is drawn from, and where it sends what happened.
pub struct View<'a> {
    /// All the page knows.
    pub state: &'a State,
    /// Where actions go.
    pub on_action: &'a Callback<Action>,
    /// Where files go.
    pub on_files: &'a Callback<Chosen>,
    /// What is known of the files on screen.
    pub media: &'a Rc<MediaUrls>,
    /// Where hits are said before the page is drawn.
    pub news: &'a Rc<News>,
    /// The address of a sound as it will be when it is muted.
    pub preview_url: Option<AttrValue>,
    /// The address of the staged package.
    pub package_url: Option<AttrValue>,
    /// The address of the package with signatures or time stamps more.
    pub added_url: Option<AttrValue>,
    /// The address of the sealed package.
    pub sealed_url: Option<AttrValue>,
    /// Whether the browser lets a person pick where a file goes.
    pub has_picker: bool,
}

impl View<'_> {
    /// A handler that sends this action, whatever the event says.
    pub fn on<E: 'static>(&self, action: Action) -> Callback<E> {
        self.on_action.reform(move |_: E| action.clone())
    }
}

/// A handler that sends what `make` finds in an event, if it finds something.
pub fn sends<E: 'static, A: 'static>(
    to: &Callback<A>,
    make: impl Fn(E) -> Option<A> + 'static,
) -> Callback<E> {
    let to = to.clone();
    Callback::from(move |event: E| {
        if let Some(found) = make(event) {
            to.emit(found);
        }
    })
}
