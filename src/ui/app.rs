//! The page as one component: it owns the state, hands it actions, performs the effects, draws.

use std::collections::BTreeMap;
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use web_sys::Blob;
use yew::prelude::*;

use crate::app::action::{Action, KeepAction, LogAction, OpenAction, SearchAction, VerifyAction};
use crate::app::casework::{KeyAction, WorkAction};
use crate::app::comparing::CompareAction;
use crate::app::compliance::ComplyAction;
use crate::app::earlier::EarlierAction;
use crate::app::queue::QueueAction;
use crate::app::reasons::ReasonsAction;
use crate::app::signing::SignAction;
use crate::app::state::Screen;
use crate::app::terms::TermsAction;
use crate::app::{State, update};
use crate::engine::session::protocol::{BUILD, Event as Answer, SignEvent, Tag};
use crate::ui::clock::now;
use crate::ui::download::{has_picker, text_of};
use crate::ui::effects::Staged;
use crate::ui::files::{Chosen, FileShelf, Purpose, text_of_file};
use crate::ui::making::Making;
use crate::ui::media_urls::MediaUrls;
use crate::ui::offline::Offline;
use crate::ui::ports::{ExaminerPort, SessionPort};
use crate::ui::read::News;
use crate::ui::view::View;
use crate::ui::windows::Windows;
use crate::ui::worker_handle::WorkerHandle;
use crate::ui::{language, listeners, shell};

/// The page.
pub struct App {
    pub(super) state: State,
    pub(super) worker: WorkerHandle<SessionPort>,
    pub(super) making: Making,
    pub(super) examiner: WorkerHandle<ExaminerPort>,
    /// The examiner's program once more, where it burns boxes into pictures.
    pub(super) burner: WorkerHandle<ExaminerPort>,
    /// And once more, where it answers about compliance.
    pub(super) clerk: WorkerHandle<ExaminerPort>,
    pub(super) files: FileShelf,
    pub(super) media: Rc<MediaUrls>,
    /// A sound as it will be when it is muted.
    pub(super) preview: Option<Staged>,
    /// Blobs that came with the answer being handled.
    pub(super) beside: BTreeMap<Tag, Blob>,
    pub(super) staged: Option<Staged>,
    pub(super) sealed: Option<Staged>,
    /// A package with signatures or time stamps more.
    pub(super) added: Option<Staged>,
    pub(super) windows: Windows,
    pub(super) offline: Offline,
    pub(super) on_action: Callback<Action>,
    on_files: Callback<Chosen>,
    has_picker: bool,
    /// Says hits before everything is drawn.
    news: Rc<News>,
    /// Draws what was held back, should the answer that is worth drawing be late.
    late: Option<Timeout>,
    _listeners: Vec<EventListener>,
}

/// What the page is told.
pub enum Msg {
    /// Something happened.
    Act(Action),
    /// The worker of that start answered, with blobs beside.
    Answered(Answer, Vec<Blob>, u32),
    /// The maker of that start answered.
    Made(Answer, Vec<Blob>, u32),
    /// Files were chosen.
    Files(Chosen),
    /// What was held back is to be drawn.
    Late,
}

/// How long hits may take before "Searching" is drawn. They mostly take less, and drawing twice would
/// keep them waiting. Units: milliseconds.
const HITS_MS: u32 = 100;

impl Component for App {
    type Message = Msg;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> App {
        let link = ctx.link().clone();
        let worker = WorkerHandle::start(Rc::new(move |answer, beside, start| {
            link.send_message(Msg::Answered(answer, beside, start));
        }));
        let link = ctx.link().clone();
        let making = Making::idle(Rc::new(move |answer, beside, start| {
            link.send_message(Msg::Made(answer, beside, start));
        }));
        let on_action = ctx.link().callback(Msg::Act);
        let examined = on_action.clone();
        let examiner = WorkerHandle::idle(Rc::new(move |event, _nothing_beside, _start| {
            examined.emit(Action::Examiner(Box::new(event)));
        }));
        let burnt = on_action.clone();
        let burner = WorkerHandle::idle(Rc::new(move |event, _nothing_beside, _start| {
            burnt.emit(Action::Burner(Box::new(event)));
        }));
        let answered = on_action.clone();
        let clerk = WorkerHandle::idle(Rc::new(move |event, _nothing_beside, _start| {
            answered.emit(Action::Clerk(Box::new(event)));
        }));
        let on_files = ctx.link().callback(Msg::Files);
        ctx.link()
            .send_message(Msg::Act(language::spoken_by_browser()));
        ctx.link().send_message(Msg::Act(Action::Started));
        language::speak_as_kept(&on_action);
        App {
            state: State::default(),
            worker,
            making,
            examiner,
            burner,
            clerk,
            preview: None,
            files: FileShelf::default(),
            media: Rc::default(),
            beside: BTreeMap::new(),
            staged: None,
            sealed: None,
            added: None,
            has_picker: has_picker(),
            news: Rc::default(),
            late: None,
            offline: Offline::default(),
            windows: Windows::listen(&on_action),
            _listeners: listeners::all(&on_action, &on_files),
            on_action,
            on_files,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let leads_to_rows = leads_to_rows(&msg);
        let is_typing = matches!(msg, Msg::Act(Action::Search(SearchAction::Typed { .. })));
        let finds = matches!(msg, Msg::Answered(Answer::Found { .. }, ..));
        match msg {
            // It waited here while another worker took that one's place.
            Msg::Answered(_, _, start) if !self.worker.is_current(start) => return false,
            Msg::Made(_, _, start) if !self.making.worker.is_current(start) => return false,
            Msg::Late => {}
            Msg::Act(action) => self.act(action),
            Msg::Made(Answer::Ready { build }, ..) if build == BUILD => return false,
            Msg::Made(answer, beside, _) => self.made(answer, beside),
            Msg::Answered(answer, beside, _) => self.answered(answer, beside),
            Msg::Files(chosen) => self.take_files(chosen),
        }
        listeners::warn_before_leaving(self.state.must_warn());
        let is_waiting = self.state.awaits_hits();
        if is_typing && is_waiting {
            return self.draw_later(ctx, HITS_MS);
        }
        if finds && !is_waiting {
            self.news.tell(self.state.search_status());
            return self.draw_later(ctx, 0);
        }
        // Drawing an empty thread first would keep its rows waiting.
        let draws = !(leads_to_rows && self.state.awaits_first_rows());
        if draws {
            self.late = None;
        }
        draws
    }

    fn view(&self, _ctx: &Context<Self>) -> Html {
        shell::view(&View {
            state: &self.state,
            on_action: &self.on_action,
            on_files: &self.on_files,
            media: &self.media,
            news: &self.news,
            preview_url: self.preview.as_ref().map(|preview| preview.url.clone()),
            package_url: self.staged.as_ref().map(|staged| staged.url.clone()),
            added_url: self.added.as_ref().map(|staged| staged.url.clone()),
            sealed_url: self.sealed.as_ref().map(|staged| staged.url.clone()),
            has_picker: self.has_picker,
        })
    }
}

impl App {
    /// Nothing is drawn now, but before long.
    fn draw_later(&mut self, ctx: &Context<Self>, wait_ms: u32) -> bool {
        let link = ctx.link().clone();
        self.late = Some(Timeout::new(wait_ms, move || link.send_message(Msg::Late)));
        false
    }

    pub(super) fn answered(&mut self, answer: Answer, beside: Vec<Blob>) {
        let Some(answer) = self.passed_on(answer, &beside) else {
            return;
        };
        if let (Some(tag), Some(blob)) = (tag_of(&answer), beside.into_iter().next()) {
            self.beside.insert(tag, blob);
        }
        self.act(Action::Worker(Box::new(answer)));
        self.beside.clear();
    }

    pub(super) fn act(&mut self, action: Action) {
        for effect in update(&mut self.state, &now(), action) {
            self.perform(effect);
        }
    }

    fn take_files(&mut self, chosen: Chosen) {
        match self.purpose_of(&chosen) {
            Purpose::Exports | Purpose::Dropped => {
                let files = chosen
                    .files
                    .into_iter()
                    .map(|file| {
                        let name = file.name();
                        (self.files.put(file), name)
                    })
                    .collect();
                self.act(Action::Open(OpenAction::Chosen { files }));
            }
            Purpose::Package => {
                if let Some(file) = chosen.files.into_iter().next() {
                    let name = file.name();
                    let file = self.files.put(file);
                    self.act(Action::Verify(VerifyAction::Chosen { file, name }));
                }
            }
            Purpose::Case => {
                if let Some(file) = chosen.files.into_iter().next() {
                    let name = file.name();
                    let file = self.files.put(file);
                    self.act(Action::Work(WorkAction::FileChosen { file, name }));
                }
            }
            Purpose::Pseudonyms => {
                if let Some(file) = chosen.files.into_iter().next() {
                    let name = file.name();
                    let file = self.files.put(file);
                    let opened = KeyAction::FileChosen { file, name };
                    self.act(Action::Work(WorkAction::Key(opened)));
                }
            }
            Purpose::Later => {
                if let Some(file) = chosen.files.into_iter().next() {
                    let name = file.name();
                    let file = self.files.put(file);
                    self.act(Action::Compare(CompareAction::Chosen { file, name }));
                }
            }
            Purpose::Earlier => {
                let files = chosen.files.into_iter().map(|file| {
                    let name = file.name();
                    (self.files.put(file), name)
                });
                let files = files.collect();
                self.act(Action::Earlier(EarlierAction::Chosen { files }));
            }
            Purpose::Additions => self.read_additions(chosen),
            Purpose::Signers => self.read_text(chosen, |_, lines| {
                Action::Sign(SignAction::SignersTyped { lines })
            }),
            Purpose::TimeRoots => self.read_text(chosen, |_, pem| {
                Action::Sign(SignAction::TimeRootsTyped { pem })
            }),
            Purpose::Terms => self.read_text(chosen, |name, text| {
                Action::Queue(QueueAction::TermsRead { name, text })
            }),
            Purpose::Searches => self.read_text(chosen, |_, text| {
                Action::Terms(TermsAction::FileRead { text })
            }),
            Purpose::Reasons => self.read_text(chosen, |name, text| {
                Action::Reasons(ReasonsAction::FileRead { name, text })
            }),
            Purpose::Roster => self.read_text(chosen, |name, text| {
                Action::Comply(ComplyAction::RosterRead { name, text })
            }),
            Purpose::Policy => self.read_text(chosen, |name, text| {
                Action::Comply(ComplyAction::PolicyRead { name, text })
            }),
            Purpose::Decisions => {
                for file in chosen.files {
                    self.read_decisions(file);
                }
            }
        }
    }

    /// What dropped files are for: a package where packages are checked, decisions when they look
    /// like it, else exports.
    fn purpose_of(&self, chosen: &Chosen) -> Purpose {
        let all_end = |ending: &str| {
            let mut files = chosen.files.iter();
            files.all(|file| file.name().to_lowercase().ends_with(ending))
        };
        match chosen.purpose {
            Purpose::Dropped if all_end(".tskey") => Purpose::Pseudonyms,
            Purpose::Dropped if self.state.screen == Screen::Verify => Purpose::Package,
            Purpose::Dropped if all_end(".tscase") => Purpose::Case,
            Purpose::Dropped if all_end(".json") => Purpose::Decisions,
            other => other,
        }
    }

    /// Reads the text of one file and sends what `action` makes of it and its name.
    fn read_text(&self, chosen: Chosen, action: fn(String, String) -> Action) {
        let Some(file) = chosen.files.into_iter().next() else {
            return;
        };
        let on_action = self.on_action.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let name = file.name();
            on_action.emit(match text_of_file(&file).await {
                Ok(text) => action(name, text),
                Err(error) => Action::Log(LogAction::FileNotRead {
                    name,
                    what: text_of(&error),
                }),
            });
        });
    }

    fn read_decisions(&self, file: web_sys::File) {
        let on_action = self.on_action.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let name = file.name();
            let action = match text_of_file(&file).await {
                Ok(text) => LogAction::FileRead { name, text },
                Err(error) => LogAction::FileNotRead {
                    name,
                    what: text_of(&error),
                },
            };
            on_action.emit(Action::Log(action));
        });
    }
}

/// Whether the first rows of a thread follow at once when it is the first that was opened.
fn leads_to_rows(msg: &Msg) -> bool {
    matches!(
        msg,
        Msg::Answered(Answer::Opened { .. }, ..)
            | Msg::Act(Action::Keep(KeepAction::Loaded { .. }))
    )
}

/// The question whose answer has a blob beside.
fn tag_of(answer: &Answer) -> Option<Tag> {
    match answer {
        Answer::Media { tag, .. }
        | Answer::Built { tag, .. }
        | Answer::Sealed { tag, .. }
        | Answer::Sign(SignEvent::Added { tag, .. } | SignEvent::Reviewed { tag, .. }) => {
            Some(*tag)
        }
        Answer::Ready { .. }
        | Answer::Arriving { .. }
        | Answer::Early { .. }
        | Answer::Opened { .. }
        | Answer::Reordered { .. }
        | Answer::Digesting { .. }
        | Answer::Digested { .. }
        | Answer::Rows { .. }
        | Answer::Found { .. }
        | Answer::HitCounts { .. }
        | Answer::HitRows { .. }
        | Answer::WhyNot { .. }
        | Answer::TermCounted { .. }
        | Answer::TermHits { .. }
        | Answer::Located { .. }
        | Answer::Provenance { .. }
        | Answer::Work(_)
        | Answer::Sign(SignEvent::KeyMade { .. })
        | Answer::Exhibit { .. }
        | Answer::Compared { .. }
        | Answer::Earlier { .. }
        | Answer::Looked { .. }
        | Answer::Redactions { .. }
        | Answer::Progress { .. }
        | Answer::Verified { .. }
        | Answer::SealToSign { .. }
        | Answer::SealShared { .. }
        | Answer::Leaves { .. }
        | Answer::DigestShared { .. }
        | Answer::SharedDigest { .. }
        | Answer::Cancelled { .. }
        | Answer::Failed { .. }
        | Answer::DigestFailed { .. }
        | Answer::Scoped { .. }
        | Answer::Broken { .. } => None,
    }
}
