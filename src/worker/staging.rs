//! Where a package stands while it is checked: a file of the origin-private file system, or a
//! `Blob` where there is none, and in a private session. The checks read the very `File` that is handed to the page.
//!
//! Must never leave a package behind: files are named after a lock that this worker holds while it
//! lives; at the start, files whose lock nobody holds are removed.

use std::cell::{Cell, RefCell};
use std::io;
use std::rc::Rc;
use std::task::Poll;

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, DedicatedWorkerGlobalScope, File, FileSystemDirectoryHandle, FileSystemFileHandle,
    FileSystemGetFileOptions, FileSystemReadWriteOptions, FileSystemSyncAccessHandle,
    WorkerNavigator,
};

use super::blobs::BlobParts;
use super::failure::{io_error, storage_full};
use super::file_source::{FileSource, Windows};
use crate::engine::package::Sink;
use crate::engine::session::{Parts, Stage};
use crate::engine::source::SharedSource;
use crate::locks;

/// Begins the name of everything we store there; the store is shared by all pages of the host.
const PREFIX: &str = "threadseal-stage-";

/// How long the way to the private file system may take before a `Blob` is used. Counted in
/// questions of the session, a few milliseconds each.
const MAX_POLLS: u32 = 1_000;

/// The private file system of this worker, found once.
pub(super) struct Store {
    folder: RefCell<Found>,
    /// Names our lock and begins the names of our files.
    token: String,
    n_files: Cell<u32>,
    windows: Rc<Windows>,
}

enum Found {
    NotYet,
    Folder(FileSystemDirectoryHandle),
    Nothing,
}

impl Store {
    /// Nothing is looked for yet.
    pub(super) fn new(windows: Rc<Windows>) -> Store {
        let token = format!(
            "{PREFIX}{:012x}",
            (js_sys::Math::random() * 2f64.powi(48)) as u64
        );
        Store {
            folder: RefCell::new(Found::NotYet),
            token,
            n_files: Cell::new(0),
            windows,
        }
    }

    /// Looks for the file system, takes the lock and sweeps; done once at the start.
    pub(super) async fn find(&self) {
        let found = match self.locked_folder().await {
            Some(folder) => Found::Folder(folder),
            None => Found::Nothing,
        };
        *self.folder.borrow_mut() = found;
    }

    async fn locked_folder(&self) -> Option<FileSystemDirectoryHandle> {
        let navigator = navigator()?;
        let folder = private_folder(&navigator).await?;
        // Without locks nothing could be swept safely, so nothing is stored.
        if !locks::hold_forever(&navigator, &self.token).await {
            return None;
        }
        sweep(&navigator, &folder).await;
        Some(folder)
    }
}

fn navigator() -> Option<WorkerNavigator> {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().dyn_into().ok()?;
    Some(scope.navigator())
}

/// Absent on pages that are not a secure context.
async fn private_folder(navigator: &WorkerNavigator) -> Option<FileSystemDirectoryHandle> {
    let storage = Reflect::get(navigator, &JsValue::from_str("storage")).ok()?;
    let get = Reflect::get(&storage, &JsValue::from_str("getDirectory")).ok()?;
    if !get.is_function() {
        return None;
    }
    JsFuture::from(navigator.storage().get_directory())
        .await
        .ok()?
        .dyn_into()
        .ok()
}

/// Removes what workers left that are gone.
async fn sweep(navigator: &WorkerNavigator, folder: &FileSystemDirectoryHandle) {
    for name in names_in(folder).await {
        let lock = name.strip_prefix(PREFIX).and_then(|rest| {
            let (token, _) = rest.split_once('.')?;
            Some(format!("{PREFIX}{token}"))
        });
        if let Some(lock) = lock
            && locks::is_free(navigator, &lock).await
        {
            JsFuture::from(folder.remove_entry(&name)).await.ok();
        }
    }
}

async fn names_in(folder: &FileSystemDirectoryHandle) -> Vec<String> {
    let mut names = Vec::new();
    let keys = folder.keys();
    while let Ok(next) = keys.next() {
        let Ok(next) = JsFuture::from(next).await else {
            break;
        };
        let Ok(value) = Reflect::get(&next, &JsValue::from_str("value")) else {
            break;
        };
        match value.as_string() {
            Some(name) => names.push(name),
            None => break,
        }
    }
    names
}

/// A package being staged.
pub(super) struct Staging {
    shared: Rc<Shared>,
}

struct Shared {
    store: Rc<Store>,
    name: String,
    state: RefCell<State>,
    n_polls: Cell<u32>,
}

enum State {
    /// Nothing was asked for yet.
    New,
    /// The browser is being waited for.
    Busy,
    File(Box<OpenFile>),
    Parts(BlobParts),
    Sealed {
        blob: Blob,
        source: SharedSource,
    },
    Failed(io::Error),
    Discarded,
}

struct OpenFile {
    handle: FileSystemFileHandle,
    access: FileSystemSyncAccessHandle,
    written_bytes: u64,
}

impl Staging {
    /// Nothing is stored yet. In memory it stands where nobody else can read it, and is gone with the page.
    pub(super) fn new(store: Rc<Store>, in_memory: bool) -> Staging {
        let number = store.n_files.get() + 1;
        store.n_files.set(number);
        let name = format!("{}.{number}.zip", store.token);
        Staging {
            shared: Rc::new(Shared {
                store,
                name,
                state: RefCell::new(if in_memory {
                    State::Parts(BlobParts::default())
                } else {
                    State::New
                }),
                n_polls: Cell::new(0),
            }),
        }
    }
}

impl Sink for Staging {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut *self.shared.state.borrow_mut() {
            State::File(file) => file.append(bytes),
            State::Parts(parts) => parts.append(bytes),
            State::New
            | State::Busy
            | State::Sealed { .. }
            | State::Failed(_)
            | State::Discarded => Err(io::Error::other("the staging place is not open")),
        }
    }
}

impl Stage for Staging {
    type Handle = Blob;

    fn poll_open(&mut self) -> Poll<io::Result<()>> {
        let shared = &self.shared;
        let mut state = shared.state.borrow_mut();
        match &*state {
            State::File(_) | State::Parts(_) => Poll::Ready(Ok(())),
            State::Busy => Poll::Pending,
            State::New => match &*shared.store.folder.borrow() {
                Found::NotYet if shared.n_polls.get() < MAX_POLLS => {
                    shared.n_polls.set(shared.n_polls.get() + 1);
                    Poll::Pending
                }
                Found::NotYet | Found::Nothing => {
                    *state = State::Parts(BlobParts::default());
                    Poll::Ready(Ok(()))
                }
                Found::Folder(folder) => {
                    *state = State::Busy;
                    spawn_local(open_file(Rc::clone(shared), folder.clone()));
                    Poll::Pending
                }
            },
            State::Sealed { .. } | State::Failed(_) | State::Discarded => {
                Poll::Ready(Err(io::Error::other("the staging place was used before")))
            }
        }
    }

    fn poll_seal(&mut self) -> Poll<io::Result<SharedSource>> {
        let mut state = self.shared.state.borrow_mut();
        match std::mem::replace(&mut *state, State::Busy) {
            State::File(file) => {
                spawn_local(seal_file(Rc::clone(&self.shared), *file));
                Poll::Pending
            }
            State::Parts(parts) => {
                let sealed = parts
                    .finish("application/zip")
                    .map(|blob| self.shared.sealed(blob));
                match sealed {
                    Ok((sealed, source)) => {
                        *state = sealed;
                        Poll::Ready(Ok(source))
                    }
                    Err(error) => {
                        *state = State::Discarded;
                        Poll::Ready(Err(error))
                    }
                }
            }
            State::Sealed { blob, source } => {
                let answer = Rc::clone(&source);
                *state = State::Sealed { blob, source };
                Poll::Ready(Ok(answer))
            }
            State::Failed(error) => Poll::Ready(Err(error)),
            State::Busy => Poll::Pending,
            State::New | State::Discarded => {
                Poll::Ready(Err(io::Error::other("nothing was staged")))
            }
        }
    }

    fn handle(&self) -> Option<Blob> {
        match &*self.shared.state.borrow() {
            State::Sealed { blob, .. } => Some(blob.clone()),
            State::New
            | State::Busy
            | State::File(_)
            | State::Parts(_)
            | State::Failed(_)
            | State::Discarded => None,
        }
    }

    fn discard(self) {
        let before = self.shared.state.replace(State::Discarded);
        if let State::File(file) = before {
            file.access.close();
        }
        // A file that is being opened or sealed right now is removed when that is done.
        spawn_local(remove_file(self.shared));
    }
}

impl Shared {
    fn sealed(&self, blob: Blob) -> (State, SharedSource) {
        let windows = Rc::clone(&self.store.windows);
        let source: SharedSource = Rc::new(FileSource::new(blob.clone(), windows));
        let state = State::Sealed {
            blob,
            source: Rc::clone(&source),
        };
        (state, source)
    }

    /// Takes the outcome of waiting, unless everything was discarded meanwhile.
    fn settle(&self, outcome: State) -> Result<(), State> {
        let mut state = self.state.borrow_mut();
        if matches!(&*state, State::Discarded) {
            return Err(outcome);
        }
        *state = outcome;
        Ok(())
    }
}

impl OpenFile {
    fn append(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            let options = FileSystemReadWriteOptions::new();
            options.set_at(self.written_bytes as f64);
            let written = self
                .access
                .write_with_u8_array_and_options(bytes, &options)
                .map_err(|thrown| io_error(&thrown))? as usize;
            match bytes.get(written..) {
                Some(rest) if written > 0 => bytes = rest,
                Some(_) | None => return Err(storage_full()),
            }
            self.written_bytes += written as u64;
        }
        Ok(())
    }
}

/// Opens the file for writing; a `Blob` when the browser refuses.
async fn open_file(shared: Rc<Shared>, folder: FileSystemDirectoryHandle) {
    let outcome = match try_open_file(&folder, &shared.name).await {
        Ok(file) => State::File(Box::new(file)),
        Err(_refused) => State::Parts(BlobParts::default()),
    };
    if let Err(State::File(file)) = shared.settle(outcome) {
        file.access.close();
        remove_file(shared).await;
    }
}

async fn try_open_file(
    folder: &FileSystemDirectoryHandle,
    name: &str,
) -> Result<OpenFile, JsValue> {
    let options = FileSystemGetFileOptions::new();
    options.set_create(true);
    let handle: FileSystemFileHandle =
        JsFuture::from(folder.get_file_handle_with_options(name, &options))
            .await?
            .dyn_into()?;
    let access: FileSystemSyncAccessHandle = JsFuture::from(handle.create_sync_access_handle())
        .await?
        .dyn_into()?;
    Ok(OpenFile {
        handle,
        access,
        written_bytes: 0,
    })
}

/// Closes the file and takes it up again as the page will get it.
async fn seal_file(shared: Rc<Shared>, file: OpenFile) {
    let flushed = file.access.flush();
    file.access.close();
    let outcome = match flushed {
        Ok(()) => match JsFuture::from(file.handle.get_file()).await {
            Ok(found) => match found.dyn_into::<File>() {
                Ok(found) if found.size() as u64 == file.written_bytes => {
                    shared.sealed(found.into()).0
                }
                Ok(_) => State::Failed(storage_full()),
                Err(thrown) => State::Failed(io_error(&thrown)),
            },
            Err(thrown) => State::Failed(io_error(&thrown)),
        },
        Err(thrown) => State::Failed(io_error(&thrown)),
    };
    if shared.settle(outcome).is_err() {
        remove_file(shared).await;
    }
}

async fn remove_file(shared: Rc<Shared>) {
    let folder = match &*shared.store.folder.borrow() {
        Found::Folder(folder) => folder.clone(),
        Found::NotYet | Found::Nothing => return,
    };
    JsFuture::from(folder.remove_entry(&shared.name)).await.ok();
}
