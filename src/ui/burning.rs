//! The worker that burns boxes into pictures, as effects ask for it: the examiner's program, started
//! when there is something to burn and ended after it.

use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use web_sys::{Blob, BlobPropertyBag};

use crate::app::Action;
use crate::engine::decision::PixelBox;
use crate::engine::examine::protocol::{Event, Request};
use crate::engine::finding::Failure;
use crate::engine::place::EntryId;
use crate::engine::session::protocol::Tag;
use crate::say;
use crate::ui::app::App;

impl App {
    /// Hands a picture on that came with an answer.
    pub(super) fn burn(&mut self, of: Tag, tag: Tag, boxes: Vec<PixelBox>) {
        let Some(picture) = self.beside.remove(&of) else {
            return self.not_burnt(say::the_pictures_bytes_did_not_arrive().to_owned());
        };
        let name = "picture".to_owned();
        self.ask_burner(Request::Burn { tag, name, boxes }, vec![picture]);
    }

    /// The same, to look for QR codes in it.
    pub(super) fn find_codes(&mut self, of: Tag, tag: Tag) {
        let Some(picture) = self.beside.remove(&of) else {
            return self.not_burnt(say::the_pictures_bytes_did_not_arrive().to_owned());
        };
        let name = "picture".to_owned();
        self.ask_burner(Request::FindCodes { tag, name }, vec![picture]);
    }

    /// Asks the program, which is started when it does not run.
    pub(super) fn ask_burner(&mut self, request: Request, beside: Vec<Blob>) {
        self.burner.run_program_of(&self.examiner);
        if let Err(failure) = self.burner.post(request, beside) {
            self.not_burnt(failure.what);
        }
    }

    /// The same, with the staged package beside.
    pub(super) fn ask_burner_of_package(&mut self, request: Request) {
        match &self.staged {
            Some(staged) => self.ask_burner(request, vec![staged.blob.clone()]),
            None => self.not_burnt(say::its_bytes_did_not_arrive().to_owned()),
        }
    }

    fn not_burnt(&self, what: String) {
        let failure = Failure {
            what,
            help: String::new(),
            can_raise: false,
        };
        let event = Event::Failed { tag: None, failure };
        self.later(async move { Action::Burner(Box::new(event)) });
    }

    /// Makes a picture with boxes showable.
    pub(super) fn show_burnt(&mut self, (source, entry): (u32, EntryId), bytes: &[u8]) {
        let mime = match bytes.first() {
            Some(0xff) => "image/jpeg",
            _png => "image/png",
        };
        let options = BlobPropertyBag::new();
        options.set_type(mime);
        let parts = Array::of1(&Uint8Array::from(bytes));
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options);
        let media = Rc::make_mut(&mut self.media);
        match blob {
            Ok(blob) => media.ready(source, entry, &blob, mime.to_owned()),
            Err(_) => media.failed(source, entry, say::the_browser_cannot_show_it().to_owned()),
        }
    }
}
