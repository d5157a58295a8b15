//! The messages of a thread: a feed of which only the rows in view exist in the document.
//!
//! A struct component, unlike the rest: it measures what the browser laid out and moves it, which
//! no pure view can do. Where the reader is, is decided by [`ScrollModel`]; this only applies it.

mod keys;
mod labels;
mod layout;
mod places;
mod selection;
mod watch;

use std::collections::BTreeSet;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use web_sys::Element;
use yew::prelude::*;

use crate::app::action::Action;
use crate::app::feed::{FeedAction, Jump, RowWindow, Step};
use crate::app::parts::Parts;
use crate::app::scroll::ScrollModel;
use crate::engine::case::ThreadId;
use crate::engine::casework::Work;
use crate::engine::place::{EntryId, SourceId};
use crate::engine::session::protocol::Row;
use crate::engine::thread::{ParticipantId, RecordId};
use crate::say;
use crate::ui::media_urls::MediaUrls;
use crate::ui::message::{MessageRow, Selection};
use selection::Selected;
use watch::Watch;

/// Rows asked for beyond those that are drawn, on each side.
const MARGIN: u32 = 40;

/// How long nothing scrolls before the bar is set to where the reader is. Units: milliseconds.
const REST_MS: u32 = 140;

/// What the feed needs.
#[derive(Properties, PartialEq)]
pub struct FeedProps {
    /// Which thread.
    pub thread: ThreadId,
    /// Its records.
    pub n_records: u32,
    /// Its title.
    pub title: String,
    /// The rows that are there.
    pub rows: Rc<RowWindow>,
    /// Where to scroll.
    pub jump: Option<Jump>,
    /// To the next or previous record.
    #[prop_or_default]
    pub step: Option<Step>,
    /// Whose phone made the export.
    pub owner: Option<ParticipantId>,
    /// Files that go out as they are among clean copies.
    pub as_they_are: Rc<BTreeSet<(u32, EntryId)>>,
    /// Files of which a part is withheld.
    pub parts: Rc<Parts>,
    /// Something is looked for.
    #[prop_or_default]
    pub searching: bool,
    /// Drawn as the recipient will see it.
    pub recipient_view: bool,
    /// Invisible characters are spelled out.
    #[prop_or_default]
    pub spell_out: bool,
    /// What stands of the case work.
    pub work: Rc<Work>,
    /// What decisions call the source of the thread.
    pub source: SourceId,
    /// What is known of the files.
    pub media: Rc<MediaUrls>,
    /// Where actions go.
    pub on_action: Callback<Action>,
}

/// What happened to the feed.
pub enum Msg {
    /// The scroll bar moved.
    Scrolled,
    /// It has not moved for a while.
    Rested,
    /// Something may have another size than before.
    Resized,
    /// Rows were measured and differ from what was assumed.
    Measured,
    /// Another text is selected.
    Selected,
    /// A key.
    Key(KeyboardEvent),
    /// A row said something.
    Row(Action),
}

/// The feed.
pub struct Feed {
    scroller: NodeRef,
    track: NodeRef,
    pane: NodeRef,
    rows: NodeRef,
    model: ScrollModel,
    /// The records that alone are shown. The model counts places in it, or in the thread.
    only: Option<Rc<Vec<RecordId>>>,
    width_px: f64,
    focused: Option<u32>,
    /// A record that takes the focus as soon as it is drawn.
    focus_next: Option<u32>,
    selection: Option<Selected>,
    asked: Option<(u32, u32)>,
    rest: Option<Timeout>,
    watch: Option<Watch>,
}

impl Component for Feed {
    type Message = Msg;
    type Properties = FeedProps;

    fn create(ctx: &Context<Self>) -> Feed {
        let props = ctx.props();
        let mut feed = Feed {
            scroller: NodeRef::default(),
            track: NodeRef::default(),
            pane: NodeRef::default(),
            rows: NodeRef::default(),
            model: ScrollModel::new(places::n_places(props)),
            only: props.rows.only.clone(),
            width_px: 0.0,
            focused: None,
            focus_next: None,
            selection: None,
            asked: None,
            rest: None,
            watch: None,
        };
        feed.follow(props.jump);
        feed
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &FeedProps) -> bool {
        let props = ctx.props();
        if props.thread != old.thread || props.n_records != old.n_records {
            self.only = props.rows.only.clone();
            self.model = ScrollModel::new(places::n_places(props));
            self.width_px = 0.0;
            self.focused = None;
            self.selection = None;
            self.asked = None;
            if let Some(scroller) = self.scroller.cast::<Element>() {
                scroller.set_scroll_top(0);
            }
        }
        if self.only != props.rows.only {
            self.change_places(props);
        }
        if props.rows.revision != old.rows.revision || props.recipient_view != old.recipient_view {
            self.asked = None;
        }
        if props.jump.map(|jump| jump.serial) != old.jump.map(|jump| jump.serial) {
            self.follow(props.jump);
            self.rest_soon(ctx);
        }
        if props.step.map(|step| step.serial) != old.step.map(|step| step.serial)
            && let Some(step) = props.step
        {
            self.step(step.down);
            self.rest_soon(ctx);
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Scrolled => {
                let Some(scroller) = self.scroller.cast::<Element>() else {
                    return false;
                };
                self.model.scrolled_to(f64::from(scroller.scroll_top()));
                self.rest_soon(ctx);
                true
            }
            Msg::Rested => {
                self.rest = None;
                self.set_bar();
                false
            }
            Msg::Resized => self.measure(),
            Msg::Measured => true,
            Msg::Selected => {
                let selected = selection::selected();
                let changed = selected != self.selection;
                self.selection = selected;
                changed
            }
            Msg::Key(event) => self.key(ctx, &event),
            Msg::Row(action) => self.row_said(ctx, action),
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let link = ctx.link();
        let shown = self.shown(props);
        html! {
            <div
                class="feed"
                ref={&self.scroller}
                tabindex="0"
                aria-label={say::messages_of_title_scrolls(&props.title)}
                role="region"
                onscroll={link.callback(|_: Event| Msg::Scrolled)}
                onkeydown={link.callback(Msg::Key)}
            >
                <div class="feed__track" ref={&self.track}>
                    <div class="feed__pane" ref={&self.pane}>
                        <div
                            class="feed__rows"
                            role="feed"
                            aria-label={say::messages()}
                            aria-busy={(shown.is_empty() && self.model.n_records() > 0).to_string()}
                            ref={&self.rows}
                        >
                            { for shown.iter().map(|row| self.view_row(ctx, row)) }
                        </div>
                    </div>
                </div>
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first_render: bool) {
        if first_render {
            self.watch = self.start_watching(ctx);
        }
        if self.measure() {
            ctx.link().send_message(Msg::Measured);
        }
        self.place_rows();
        self.ask_for_rows(ctx);
        self.take_focus();
        if self.rest.is_none() {
            self.set_bar();
        }
    }
}

impl Feed {
    /// The rows to draw: those of the model's window that are there and whose predecessor is.
    fn shown<'a>(&self, props: &'a FeedProps) -> Vec<&'a Rc<Row>> {
        let (first, n_rows) = self.model.window();
        let wanted = first..first + n_rows;
        let loaded_from = props.rows.first + u32::from(props.rows.first > 0);
        let rows = props.rows.rows.iter().zip(props.rows.first..);
        rows.filter(|(_, place)| wanted.contains(place) && *place >= loaded_from)
            .map(|(row, _)| row)
            .collect()
    }

    fn view_row(&self, ctx: &Context<Self>, row: &Rc<Row>) -> Html {
        let props = ctx.props();
        let record = row.record.0;
        let before = self.place_of(record).checked_sub(1);
        let before = before.and_then(|place| props.rows.at(place));
        html! {
            <MessageRow
                key={record}
                row={row.clone()}
                n_records={props.n_records}
                day={labels::day_label(row, before)}
                left_out={self.left_out_before(row.record, before)}
                searching={props.searching}
                focused={self.focused == Some(record)}
                as_it_is={labels::as_it_is(props, row)}
                without_part={labels::without_part(props, row)}
                own={props.owner.is_some() && row.sender == props.owner}
                selection={self.selection_for(record)}
                recipient_view={props.recipient_view}
                spell_out={props.spell_out}
                marks={labels::marks(props, row)}
                media={props.media.clone()}
                on_action={ctx.link().callback(Msg::Row)}
            />
        }
    }

    /// What a row has to know of the selection. Of one that goes over several only the row that has
    /// the focus: the others say nothing about it.
    fn selection_for(&self, record: u32) -> Selection {
        match self.selection {
            Some(Selected::In(at, span)) if at == record => Selection::Here(span),
            Some(Selected::Over) if self.focused == Some(record) => Selection::Over,
            Some(Selected::In(..) | Selected::Over) | None => Selection::None,
        }
    }

    fn follow(&mut self, jump: Option<Jump>) {
        let Some(jump) = jump else { return };
        // A record that is left out gives its place to the next one that is not.
        let place = self.place_of(jump.record.0);
        let record = self.record_at(place);
        self.model.jump_to(place);
        self.focused = Some(record);
        if jump.focus {
            self.focus_next = Some(record);
        }
    }

    /// What has the focus can be seen: a row beyond the edge may have taken it by itself. Returns
    /// whether anything moved.
    fn bring_into_view(&mut self, ctx: &Context<Self>, record: u32) -> bool {
        // The browser may have scrolled there by now, and tells of it only later.
        if let Some(scroller) = self.scroller.cast::<Element>() {
            self.model.scrolled_to(f64::from(scroller.scroll_top()));
        }
        let place = self.place_of(record);
        let moves = !self.model.is_in_view(place);
        if moves {
            self.model.jump_to(place);
            self.rest_soon(ctx);
        }
        moves
    }

    fn row_said(&mut self, ctx: &Context<Self>, action: Action) -> bool {
        let mut redraw = false;
        if let Action::Feed(FeedAction::Focused { record }) = &action {
            redraw = self.focused != Some(record.0);
            self.focused = Some(record.0);
            redraw |= self.bring_into_view(ctx, record.0);
        }
        ctx.props().on_action.emit(action);
        redraw
    }

    /// Asks for the rows of the model's window, unless they are there or on their way.
    fn ask_for_rows(&mut self, ctx: &Context<Self>) {
        let props = ctx.props();
        let (first, n_rows) = self.model.window();
        let (first, end) = (first.saturating_sub(1), first + n_rows);
        let there = props.rows.first..props.rows.first + props.rows.rows.len() as u32;
        if there.start <= first && end <= there.end {
            return;
        }
        if self
            .asked
            .is_some_and(|(from, to)| from <= first && end <= to)
        {
            return;
        }
        let from = first.saturating_sub(MARGIN);
        let to = end.saturating_add(MARGIN).min(self.model.n_records());
        self.asked = Some((from, to));
        let wanted = FeedAction::WindowWanted {
            first: from,
            n_rows: to - from,
        };
        props.on_action.emit(Action::Feed(wanted));
    }

    fn rest_soon(&mut self, ctx: &Context<Self>) {
        let link = ctx.link().clone();
        self.rest = Some(Timeout::new(REST_MS, move || {
            link.send_message(Msg::Rested)
        }));
    }

    fn set_bar(&mut self) {
        if let (Some(top_px), Some(scroller)) =
            (self.model.bar_px(), self.scroller.cast::<Element>())
        {
            scroller.set_scroll_top(top_px as i32);
        }
    }
}
