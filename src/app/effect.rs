//! What is to be done: the only things the page does to the world around it.

use std::rc::Rc;

use crate::engine::decision::PixelBox;
use crate::engine::examine::protocol as examine;
use crate::engine::place::{EntryId, SourceId};
use crate::engine::session::protocol::{Request, Tag};
use crate::say::Language;

use super::kept::KeptRecord;
use super::state::{FileKey, Theme};

/// Something is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Send to the worker, with files beside.
    Post {
        /// What.
        request: Request,
        /// Which files, in the order that the request's doc names.
        files: Vec<FileKey>,
    },
    /// End the worker and start another one.
    RestartWorker,
    /// Fetch and compile the examiner's program. Answer: `QueueAction::Loaded`.
    LoadExaminer,
    /// Start the examiner.
    StartExaminer,
    /// Send to the examiner, with files beside.
    Examine {
        /// What.
        request: examine::Request,
        /// Which files, in the order that the request's doc names.
        files: Vec<FileKey>,
    },
    /// End the examiner.
    EndExaminer,
    /// Start the clerk: the examiner's program once more, for compliance.
    StartClerk,
    /// Send to the clerk, with files beside.
    Clerk {
        /// What.
        request: examine::Request,
        /// Which files, in the order that the request's doc names.
        files: Vec<FileKey>,
    },
    /// End the clerk.
    EndClerk,
    /// Let go of files nobody will read again.
    DropFiles {
        /// Which.
        files: Vec<FileKey>,
    },
    /// Try every way out of the page. Answer: `WitnessAction`.
    TryWaysOut,
    /// Have the browser keep the page's own files. Answers: `OfflineAction`.
    KeepOffline,
    /// Start another worker that reads in the place of the one that runs; nothing is open in it.
    RestartReader,
    /// Put the build that waits in this one's place and load it.
    UseNewerBuild,
    /// Delete what the browser keeps of the page's own files. Answer: `OfflineAction::Removed`.
    DropOffline,
    /// Read what is kept for a source. Answer: `KeepAction::Loaded`.
    LoadKept {
        /// For which.
        provisional: SourceId,
    },
    /// Read all that is kept once more. Answer: `KeepAction::Reread`, in any case.
    ReadKept {
        /// A package waits for the answer.
        for_build: bool,
    },
    /// Read all that is kept, and the name. Answers: `KeepAction::Listed`, `NameLoaded`.
    ListKept,
    /// Write what is to be kept, united with what stands there. Answer: `KeepAction::Saved`.
    SaveKept {
        /// What.
        record: KeptRecord,
        /// A key that it takes the place of.
        replaces: Option<String>,
    },
    /// Delete what is kept, then list what is left.
    ForgetKept {
        /// Under which keys.
        keys: Vec<String>,
    },
    /// Keep the person's name.
    SaveName {
        /// As typed.
        name: String,
    },
    /// Offer a text for saving.
    SaveText {
        /// Name of the file.
        name: String,
        /// Its type.
        mime: &'static str,
        /// All of it.
        text: String,
    },
    /// Offer the bytes that came with an answer for saving.
    SaveMedia {
        /// Of the answer.
        tag: Tag,
        /// Name of the file.
        name: String,
    },
    /// An entry was asked for: say so in its row.
    MediaLoading {
        /// Number of the source.
        source: u32,
        /// Which entry.
        entry: EntryId,
    },
    /// An entry cannot be shown: say so in its row.
    MediaFailed {
        /// Number of the source.
        source: u32,
        /// Which entry.
        entry: EntryId,
        /// Why.
        what: String,
    },
    /// Make an entry's bytes showable, which came with an answer.
    ShowMedia {
        /// Of the answer.
        tag: Tag,
        /// Number of the source.
        source: u32,
        /// Which entry.
        entry: EntryId,
        /// The type we chose by content.
        mime: String,
    },
    /// Hand a picture, whose bytes came with an answer, to the program that burns boxes in; start that
    /// when it does not run. Answer: `Action::Burner`.
    Burn {
        /// Of the answer that brought the picture.
        of: Tag,
        /// Of the request.
        tag: Tag,
        /// Which boxes.
        boxes: Vec<PixelBox>,
    },
    /// The same, to look for QR codes in it.
    FindCodes {
        /// Of the answer that brought the picture.
        of: Tag,
        /// Of the request.
        tag: Tag,
    },
    /// Ask that program something, with files beside; start it when it does not run. Answer:
    /// `Action::Burner`.
    AskBurner {
        /// What.
        request: crate::engine::examine::protocol::Request,
        /// The files beside.
        files: Vec<FileKey>,
    },
    /// The same, with the staged package beside.
    AskBurnerOfPackage {
        /// What.
        request: crate::engine::examine::protocol::Request,
    },
    /// End the program that burns boxes in: its memory comes back.
    EndBurner,
    /// Make a picture with boxes showable.
    ShowBurnt {
        /// Number of the source.
        source: u32,
        /// Which entry.
        entry: EntryId,
        /// The new file.
        bytes: Rc<[u8]>,
    },
    /// Make the sound that came with an answer playable in the form in which it is muted.
    ShowPreview {
        /// Of the answer.
        tag: Tag,
    },
    /// Let go of that sound.
    DropPreview,
    /// Let go of everything showable but these.
    KeepMedia {
        /// Number of the source, entry.
        only: Vec<(u32, EntryId)>,
    },
    /// Make a link to the package that came with an answer.
    OfferPackage {
        /// Of the answer.
        tag: Tag,
    },
    /// Make 32 random bytes and ask the worker to seal everything with them.
    Seal {
        /// Of the request.
        tag: Tag,
        /// The time that the seals are to bear.
        created: String,
        /// Whether they are signed at once.
        signs: bool,
        /// Files for the sealed package: name and text.
        enclosed: Vec<(String, String)>,
    },
    /// Sign seals that are being made with the kept key. Answer: `SealAction::Signed`.
    SignSeal {
        /// Of the request.
        tag: Tag,
        /// What.
        subjects: Vec<crate::engine::verify::Signable>,
    },
    /// Make a link to the sealed package that came with an answer.
    OfferSealed {
        /// Of the answer.
        tag: Tag,
    },
    /// Draw salt and nonce, and ask the worker for the case as an encrypted file.
    LockCase {
        /// Of the request.
        tag: Tag,
        /// What the file says.
        content: crate::engine::casefile::CaseContent,
        /// Typed by the person.
        passphrase: crate::engine::casefile::Passphrase,
    },
    /// The same for a key of pseudonyms.
    LockPseudonyms {
        /// Of the request.
        tag: Tag,
        /// What the file says.
        content: crate::engine::keyfile::KeyContent,
        /// Typed by the person.
        passphrase: crate::engine::casefile::Passphrase,
    },
    /// Look for the key that this browser keeps. Answer: `SignAction::KeyFound`.
    FindKey,
    /// Make one: in the browser's own keeping, where it has one, else in the worker.
    MakeKey {
        /// Of the request to the worker.
        tag: Tag,
    },
    /// Throw the kept key away.
    ForgetKey,
    /// Sign with the kept key. Answer: `SignAction::Signed`.
    SignWithKey {
        /// What.
        subjects: Vec<crate::engine::verify::Signable>,
    },
    /// Draw a nonce and save a request for a time stamp.
    SaveTimeRequest {
        /// Name of the file.
        name: String,
        /// What is to be stamped.
        message: Vec<u8>,
    },
    /// Make a link to the package with more files that came with an answer.
    OfferAdded {
        /// Of the answer.
        tag: Tag,
    },
    /// Let go of it.
    DropAdded,
    /// Write it where the person chooses.
    SaveAddedTo {
        /// Name of the file.
        name: String,
    },
    /// Let go of the sealed package.
    DropSealed,
    /// Write the sealed package where the person chooses. Answer: `SealAction::Saved`.
    SaveSealedTo {
        /// Name of the file.
        name: String,
    },
    /// Let go of the staged package.
    DropPackage,
    /// Write the staged package where the person chooses.
    SavePackageTo {
        /// Name of the file.
        name: String,
    },
    /// Put a text on the clipboard.
    CopyText {
        /// Which.
        text: String,
    },
    /// Put the keyboard focus on the element of that id.
    FocusOn {
        /// Its id.
        id: String,
    },
    /// Hand the page to the browser's printing.
    PrintPage,
    /// The document says which language it speaks.
    ShowLanguage {
        /// Which.
        language: Language,
    },
    /// Keep the language on this device.
    KeepLanguage {
        /// Which.
        language: Language,
    },
    /// Choose the colours.
    ShowTheme {
        /// Which.
        theme: Theme,
    },
}

impl Effect {
    /// A request to the examiner without files.
    pub fn examine(request: examine::Request) -> Effect {
        Effect::Examine {
            request,
            files: Vec::new(),
        }
    }

    /// A request without files.
    pub fn post(request: Request) -> Effect {
        Effect::Post {
            request,
            files: Vec::new(),
        }
    }
}
