//! Salt and nonce for case files and keys of pseudonyms are drawn here, handed to the worker, and kept nowhere.

use crate::app::Action;
use crate::engine::casefile::{CaseContent, Lock, Passphrase};
use crate::engine::finding::Failure;
use crate::engine::keyfile::KeyContent;
use crate::engine::session::protocol::{Event as Answer, Request, Tag, WorkRequest};
use crate::say;
use crate::ui::app::App;

impl App {
    /// Draws salt and nonce and asks the worker for the file.
    pub(in crate::ui) fn lock_case(
        &mut self,
        tag: Tag,
        content: CaseContent,
        passphrase: Passphrase,
    ) {
        let request = |lock| {
            let lock = Some(lock);
            WorkRequest::WriteCase { tag, content, lock }
        };
        let help = say::save_the_case_without_a_passphrase_or();
        self.lock(tag, passphrase, request, help);
    }

    /// The same for a key of pseudonyms.
    pub(in crate::ui) fn lock_pseudonyms(
        &mut self,
        tag: Tag,
        content: KeyContent,
        passphrase: Passphrase,
    ) {
        let request = |lock| WorkRequest::WriteKey { tag, content, lock };
        let help = say::use_another_browser_a_key_is_always_encrypted();
        self.lock(tag, passphrase, request, help);
    }

    /// What is asked for with a lock that is drawn for it.
    fn lock(
        &mut self,
        tag: Tag,
        passphrase: Passphrase,
        request: impl FnOnce(Lock) -> WorkRequest,
        help: &str,
    ) {
        let failed = match (drawn(), drawn()) {
            (Some(salt), Some(nonce)) => {
                let lock = Lock {
                    passphrase,
                    salt,
                    nonce,
                };
                let request = Request::Work(request(lock));
                self.post(request, Vec::new()).err()
            }
            _none => Some(Failure {
                what: say::this_browser_has_no_source_of_random().to_owned(),
                help: help.to_owned(),
                can_raise: false,
            }),
        };
        if let Some(failure) = failed {
            let tag = Some(tag);
            self.later(async move { Action::Worker(Box::new(Answer::Failed { tag, failure })) });
        }
    }
}

/// Random bytes from the browser's own generator, which works on plain `http:` as well.
fn drawn<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0; N];
    let crypto = web_sys::window()?.crypto().ok()?;
    crypto.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(bytes)
}
