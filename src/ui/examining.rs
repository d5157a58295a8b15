//! The examiner's worker, as effects ask for it.

use crate::app::Action;
use crate::app::queue::QueueAction;
use crate::app::state::FileKey;
use crate::engine::examine::protocol::{Event, Request};
use crate::ui::app::App;
use crate::ui::worker_program::Name;

impl App {
    /// Fetches and compiles its program, which is started when it is first used.
    pub(super) fn load_examiner(&self) {
        let examiner = self.examiner.clone();
        let arrived = self.program_arrived();
        self.later(async move {
            let failed = examiner.load(Name::Examiner).await.err();
            arrived(failed.clone());
            Action::Queue(QueueAction::Loaded { failed })
        });
    }

    /// Sends it something, with files beside.
    pub(super) fn examine(&self, request: Request, files: &[FileKey]) {
        let blobs = self.files.blobs(files);
        if let Err(failure) = self.examiner.post(request, blobs) {
            let event = Event::Failed { tag: None, failure };
            self.later(async move { Action::Examiner(Box::new(event)) });
        }
    }

    /// Sends the clerk something, with files beside.
    pub(super) fn tell_clerk(&self, request: Request, files: &[FileKey]) {
        let blobs = self.files.blobs(files);
        if let Err(failure) = self.clerk.post(request, blobs) {
            let event = Event::Failed { tag: None, failure };
            self.later(async move { Action::Clerk(Box::new(event)) });
        }
    }
}
