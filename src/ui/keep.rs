//! Keeps decisions on this device, in an IndexedDB named after the page's path, since hosts share
//! origins. Writes decisions and the person's name; never a byte of a source.

use js_sys::{Array, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction, IdbTransactionMode,
};

use crate::app::kept::KeptRecord;
use crate::engine::finding::Failure;
use crate::engine::place::SourceId;
use crate::say::{self, Language};
use crate::ui::download::text_of;

/// Decisions, by key of the record.
const LOGS: &str = "logs";

/// The person's name.
const SETTINGS: &str = "settings";

/// How long reading may take before the page goes on without it. Units: milliseconds.
pub const PATIENCE_MS: u32 = 4_000;

/// The key to sign with: an object of the browser's that lets nobody read it.
const KEYS: &str = "keys";

/// Under which the key stands.
const KEY: &str = "key";

/// Under which the name stands.
const NAME: &str = "name";

/// Under which the language of the interface stands.
const LANGUAGE: &str = "language";

/// What is kept for a source, newest first.
///
/// Errors: the browser keeps nothing here.
pub async fn load(provisional: SourceId) -> Result<Vec<KeptRecord>, Failure> {
    let mut records = list().await?;
    records.retain(|record| record.provisional == provisional);
    Ok(records)
}

/// All that is kept, newest first.
///
/// Errors: the browser keeps nothing here.
pub async fn list() -> Result<Vec<KeptRecord>, Failure> {
    let values = all_values().await.map_err(|error| not_read(&error))?;
    let mut records: Vec<KeptRecord> = values
        .iter()
        .filter_map(|value| value.as_string())
        .filter_map(|text| KeptRecord::from_json(&text))
        .collect();
    records.sort_by_key(|record| std::cmp::Reverse(record.saved_at.unix_ms()));
    Ok(records)
}

/// The name that was kept.
///
/// Errors: the browser keeps nothing here.
pub async fn name() -> Result<Option<String>, Failure> {
    let read = async {
        let database = open().await?;
        let store = store(&database, SETTINGS, IdbTransactionMode::Readonly)?;
        let value = done(&store.get(&NAME.into())?).await?;
        Ok(value.as_string())
    };
    read.await.map_err(|error| not_read(&error))
}

/// The language that was kept.
///
/// Errors: the browser keeps nothing here.
pub async fn language() -> Result<Option<Language>, Failure> {
    let read = async {
        let database = open().await?;
        let store = store(&database, SETTINGS, IdbTransactionMode::Readonly)?;
        let value = done(&store.get(&LANGUAGE.into())?).await?;
        Ok(value.as_string())
    };
    let tag = read.await.map_err(|error| not_read(&error))?;
    Ok(tag.and_then(|tag| Language::of_tag(&tag)))
}

/// Keeps the language.
///
/// Errors: the browser keeps nothing here.
pub async fn save_language(language: Language) -> Result<(), Failure> {
    let write = async {
        let database = open().await?;
        let store = store(&database, SETTINGS, IdbTransactionMode::Readwrite)?;
        let transaction = store.transaction();
        store.put_with_key(&language.tag().into(), &LANGUAGE.into())?;
        committed(&transaction).await
    };
    write.await.map_err(|error| not_written(&error))
}

/// The pair of keys that is kept, if one is.
///
/// Errors: what the browser says.
pub async fn key() -> Result<Option<JsValue>, JsValue> {
    let database = open().await?;
    let store = store(&database, KEYS, IdbTransactionMode::Readonly)?;
    let value = done(&store.get(&KEY.into())?).await?;
    Ok(Some(value).filter(|value| !value.is_undefined()))
}

/// Keeps a pair of keys, or none.
///
/// Errors: what the browser says.
pub async fn save_key(pair: Option<&JsValue>) -> Result<(), JsValue> {
    let database = open().await?;
    let store = store(&database, KEYS, IdbTransactionMode::Readwrite)?;
    let transaction = store.transaction();
    match pair {
        Some(pair) => done(&store.put_with_key(pair, &KEY.into())?).await?,
        None => done(&store.delete(&KEY.into())?).await?,
    };
    committed(&transaction).await
}

/// Writes a record, united with what stands under its key and under the key it replaces.
///
/// Errors: the browser keeps nothing here, the quota is used up, or what stands there cannot be
/// read and is therefore not overwritten.
pub async fn save(record: KeptRecord, replaces: Option<String>) -> Result<String, Failure> {
    let key = record.key();
    let written = unite(&key, record, replaces.as_deref());
    match written.await {
        Ok(true) => Ok(key),
        Ok(false) => Err(foreign()),
        Err(error) => Err(not_written(&error)),
    }
}

/// Reads and writes in one transaction: another window may be doing the same. Returns whether what
/// stood there could be read.
async fn unite(key: &str, record: KeptRecord, replaces: Option<&str>) -> Result<bool, JsValue> {
    let database = open().await?;
    let store = store(&database, LOGS, IdbTransactionMode::Readwrite)?;
    let transaction = store.transaction();
    let mut united = record;
    for key in replaces.into_iter().chain([key]) {
        let Some(text) = done(&store.get(&key.into())?).await?.as_string() else {
            continue;
        };
        let known = KeptRecord::from_json(&text);
        match known.and_then(|known| united.clone().united_with(&known).ok()) {
            Some(both) => united = both,
            None => return Ok(false),
        }
    }
    store.put_with_key(&united.to_json().into(), &key.into())?;
    if let Some(old) = replaces {
        store.delete(&old.into())?;
    }
    committed(&transaction).await?;
    Ok(true)
}

/// Deletes records.
///
/// Errors: the browser keeps nothing here.
pub async fn forget(keys: Vec<String>) -> Result<(), Failure> {
    let delete = async {
        let database = open().await?;
        let store = store(&database, LOGS, IdbTransactionMode::Readwrite)?;
        let transaction = store.transaction();
        for key in keys {
            store.delete(&key.into())?;
        }
        committed(&transaction).await
    };
    delete.await.map_err(|error| not_written(&error))
}

/// Keeps the person's name; blank deletes it.
///
/// Errors: the browser keeps nothing here.
pub async fn save_name(name: String) -> Result<(), Failure> {
    let write = async {
        let database = open().await?;
        let store = store(&database, SETTINGS, IdbTransactionMode::Readwrite)?;
        let transaction = store.transaction();
        if name.is_empty() {
            store.delete(&NAME.into())?;
        } else {
            store.put_with_key(&name.into(), &NAME.into())?;
        }
        committed(&transaction).await
    };
    write.await.map_err(|error| not_written(&error))
}

async fn all_values() -> Result<Array, JsValue> {
    let database = open().await?;
    let store = store(&database, LOGS, IdbTransactionMode::Readonly)?;
    done(&store.get_all()?).await?.dyn_into()
}

/// The database's name: the folder of the page. Windows of the same page share it.
pub fn database_name() -> String {
    let path = web_sys::window()
        .and_then(|window| window.location().pathname().ok())
        .unwrap_or_default();
    let folder = path.rfind('/').map_or("", |end| &path[..=end]);
    format!("threadseal {folder}")
}

/// A connection that closes itself, so that no window blocks another one.
struct Connection(IdbDatabase);

impl Drop for Connection {
    fn drop(&mut self) {
        self.0.close();
    }
}

async fn open() -> Result<Connection, JsValue> {
    let factory = web_sys::window()
        .ok_or(JsValue::NULL)?
        .indexed_db()?
        .ok_or_else(|| JsValue::from_str(say::it_has_no_indexeddb()))?;
    let request = factory.open_with_u32(&database_name(), 2)?;
    let upgrade = Closure::once_into_js({
        let request = request.clone();
        move |_: JsValue| make_stores(&request)
    });
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    let database = done(&request).await?;
    Ok(Connection(database.dyn_into()?))
}

fn make_stores(request: &IdbOpenDbRequest) {
    let Ok(database) = request.result().and_then(JsCast::dyn_into::<IdbDatabase>) else {
        return;
    };
    for name in [LOGS, SETTINGS, KEYS] {
        // Fails only when the store is there already.
        let _ = database.create_object_store(name);
    }
}

fn store(
    database: &Connection,
    name: &str,
    mode: IdbTransactionMode,
) -> Result<IdbObjectStore, JsValue> {
    database
        .0
        .transaction_with_str_and_mode(name, mode)?
        .object_store(name)
}

/// Waits for a request.
async fn done(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        let failed = request.clone();
        let onerror = Closure::once_into_js(move |_: JsValue| {
            let error = failed.error().ok().flatten();
            let _ = reject.call1(&JsValue::NULL, &error.map_or(JsValue::NULL, Into::into));
        });
        request.set_onerror(Some(onerror.unchecked_ref()));
    });
    JsFuture::from(promise).await?;
    request.result()
}

/// Waits until what was written stands there. The quota may be used up as late as here.
async fn committed(transaction: &IdbTransaction) -> Result<(), JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        let failed = transaction.clone();
        let aborted = Closure::once_into_js(move |_: JsValue| {
            let error = failed.error();
            let _ = reject.call1(&JsValue::NULL, &error.map_or(JsValue::NULL, Into::into));
        });
        transaction.set_onabort(Some(aborted.unchecked_ref()));
    });
    JsFuture::from(promise).await.map(drop)
}

/// The browser's storage did not answer in time.
pub fn no_answer() -> Failure {
    Failure {
        what: say::the_browser_did_not_say_what_is().to_owned(),
        help: say::if_you_redacted_it_before_reload_the().to_owned(),
        can_raise: false,
    }
}

fn not_read(error: &JsValue) -> Failure {
    Failure {
        what: say::the_browser_does_not_let_the_page(text_of(error)),
        help: say::go_on_and_use_save_decisions_before().to_owned(),
        can_raise: false,
    }
}

fn not_written(error: &JsValue) -> Failure {
    Failure {
        what: say::decisions_could_not_be_kept_on_this(text_of(error)),
        help: say::nothing_is_lost_while_the_page_is().to_owned(),
        can_raise: false,
    }
}

fn foreign() -> Failure {
    Failure {
        what: say::what_is_kept_on_this_device_for().to_owned(),
        help: say::use_save_decisions_forget_clears_what_cannot().to_owned(),
        can_raise: false,
    }
}
