//! The page as a person meets it: parts found by role and accessible name.

use std::future::Future;
use std::ops::Deref;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::wd::WindowHandle;
use fantoccini::{Client, Locator};
use futures_util::FutureExt;
use serde_json::{Value, json};

use crate::browser::{Browser, Engine, PATIENCE};
use crate::commands::Ask;

/// A part of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    role: &'static str,
    name: Name,
}

/// How an accessible name is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    Is(&'static str),
    Begins(&'static str),
}

/// The part of that role and name.
pub const fn part(role: &'static str, name: &'static str) -> Part {
    Part {
        role,
        name: Name::Is(name),
    }
}

/// The part of that role whose name begins so.
pub const fn part_beginning(role: &'static str, name: &'static str) -> Part {
    Part {
        role,
        name: Name::Begins(name),
    }
}

impl Part {
    fn matches(&self, label: &str) -> bool {
        match self.name {
            Name::Is(name) => label == name,
            Name::Begins(name) => label.starts_with(name),
        }
    }

    /// What may have the role; the browser's own answer decides.
    fn candidates(&self) -> &'static str {
        match self.role {
            "article" => "[role=article], article",
            "button" => "button, [role=button], summary",
            "checkbox" => "input[type=checkbox], [role=checkbox]",
            "combobox" => "select, [role=combobox]",
            "dialog" => "dialog, [role=dialog]",
            "feed" => "[role=feed]",
            "img" => "[role=img]",
            "link" => "a[href]",
            "menu" => "[role=menu]",
            "menuitem" => "[role=menuitem]",
            "listbox" => "[role=listbox]",
            "list" => "ul, ol, [role=list]",
            "navigation" => "nav, [role=navigation]",
            "progressbar" => "progress, [role=progressbar]",
            "radio" => "input[type=radio], [role=radio]",
            "region" => "section, [role=region]",
            "searchbox" => "input[type=search], [role=searchbox]",
            "spinbutton" => "input[type=number], [role=spinbutton]",
            "status" => "[role=status], output",
            "tab" => "[role=tab]",
            "textbox" => "input:not([type]), input[type=text], textarea, [role=textbox]",
            "file" => "input[type=file]",
            other => panic!("add the role {other:?} to tests/web/src/page.rs"),
        }
    }
}

/// The page in a browser of its own.
pub struct Page {
    /// The browser.
    pub browser: Browser,
}

impl Deref for Page {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.browser.client
    }
}

/// Runs one test in a browser of its own. When it fails, a picture of the page and its text are
/// left in the scratch folder. When it passes, the console must be clean.
///
/// # Panics
/// When the test does, or when the console holds a complaint.
pub async fn with_page<F>(name: &str, test: impl FnOnce(std::rc::Rc<Page>) -> F) -> PathBuf
where
    F: Future<Output = ()>,
{
    with_page_in(Engine::Chromium, name, test).await
}

/// The same in that browser.
///
/// # Panics
/// As [`with_page`].
pub async fn with_page_in<F>(
    engine: Engine,
    name: &str,
    test: impl FnOnce(std::rc::Rc<Page>) -> F,
) -> PathBuf
where
    F: Future<Output = ()>,
{
    let browser = Browser::start(engine, name).await;
    let page = std::rc::Rc::new(Page { browser });
    let result = AssertUnwindSafe(test(page.clone())).catch_unwind().await;
    if let Err(panic) = result {
        page.leave_picture("failed").await;
        for line in page.console().await {
            eprintln!("console: {line}");
        }
        // Without this the browser would outlive its driver.
        let _ = page.client().close().await;
        std::panic::resume_unwind(panic);
    }
    let complaints = page.complaints().await;
    if !complaints.is_empty() {
        let _ = page.client().close().await;
        panic!("the console holds: {complaints:#?}");
    }
    let _ = page.client().close().await;
    page.browser.scratch.clone()
}

/// Calls `look` until it finds something.
///
/// # Panics
/// When it does not within `patience`; `what` says what was waited for.
pub async fn until_within<T, F>(what: &str, patience: Duration, mut look: impl FnMut() -> F) -> T
where
    F: Future<Output = Option<T>>,
{
    let started = Instant::now();
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(
            started.elapsed() < patience,
            "not within {patience:?}: {what}"
        );
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
}

/// As [`until_within`], with the usual patience.
///
/// # Panics
/// As [`until_within`].
pub async fn until<T, F>(what: &str, look: impl FnMut() -> F) -> T
where
    F: Future<Output = Option<T>>,
{
    until_within(what, PATIENCE, look).await
}

impl Page {
    /// The session itself.
    fn client(&self) -> Client {
        self.browser.client.clone()
    }

    /// Goes to the page's own address and waits until it is there.
    ///
    /// # Panics
    /// When it does not come up.
    pub async fn open(&self) {
        self.goto(&self.browser.server.url())
            .await
            .expect("the page loads");
        self.find(part("file", "Open exports")).await;
    }

    /// The part, waited for.
    ///
    /// # Panics
    /// When it does not appear.
    pub async fn find(&self, part: Part) -> Element {
        until(&format!("{part:?}"), || self.look_for(None, part)).await
    }

    /// The part inside another, waited for.
    ///
    /// # Panics
    /// When it does not appear.
    pub async fn find_in(&self, outer: &Element, part: Part) -> Element {
        until(&format!("{part:?} inside"), || {
            self.look_for(Some(outer), part)
        })
        .await
    }

    /// The part if it is there now.
    pub async fn look_for(&self, outer: Option<&Element>, part: Part) -> Option<Element> {
        let found = match outer {
            Some(outer) => outer.find_all(Locator::Css(part.candidates())).await,
            None => self.find_all(Locator::Css(part.candidates())).await,
        };
        for element in found.ok()? {
            if let Ok(true) = self.is(&element, part).await {
                return Some(element);
            }
        }
        None
    }

    async fn is(&self, element: &Element, part: Part) -> Result<bool, CmdError> {
        let id = element.element_id().to_string();
        let label = self.issue_cmd(Ask::Label(id.clone())).await?;
        let label = label.as_str().unwrap_or_default();
        if part.role == "file" {
            // Firefox goes on with the words of its own button.
            let Name::Is(name) = part.name else {
                return Ok(part.matches(label));
            };
            let own = label.strip_prefix(name);
            return Ok(own.is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')));
        }
        if !part.matches(label) {
            return Ok(false);
        }
        let role = self.issue_cmd(Ask::Role(id)).await?;
        // Newer browsers call the same role by its newer name.
        let role = match role.as_str() {
            Some("image") => Some("img"),
            // WebKit's driver calls these by what they look like; candidates are of the right kind.
            Some("button") if self.is_webkit() && part.role == "combobox" => Some("combobox"),
            Some("textbox") if self.is_webkit() && part.role == "spinbutton" => Some("spinbutton"),
            other => other,
        };
        Ok(role == Some(part.role) && element.is_displayed().await?)
    }

    fn is_webkit(&self) -> bool {
        self.browser.engine == Engine::WebKit
    }

    /// Waits until the part is gone.
    ///
    /// # Panics
    /// When it stays.
    pub async fn gone(&self, part: Part) {
        until(&format!("{part:?} is gone"), || async {
            self.look_for(None, part).await.is_none().then_some(())
        })
        .await;
    }

    /// Presses it, as a person would: it must be visible and nothing may lie over it.
    ///
    /// # Panics
    /// When it does not appear or cannot be pressed.
    pub async fn press(&self, part: Part) {
        until(&format!("{part:?} can be pressed"), || async {
            press_now(&self.look_for(None, part).await?).await
        })
        .await;
    }

    /// Presses it inside another part.
    ///
    /// # Panics
    /// As [`Page::press`].
    pub async fn press_in(&self, outer: &Element, part: Part) {
        until(&format!("{part:?} inside can be pressed"), || async {
            press_now(&self.look_for(Some(outer), part).await?).await
        })
        .await;
    }

    /// Chooses files in the file input of that name.
    ///
    /// # Panics
    /// When the input is not there.
    pub async fn choose_files(&self, name: &'static str, files: &[&Path]) {
        let names: Vec<String> = files
            .iter()
            .map(|file| file.display().to_string())
            .collect();
        let input = self.find(part("file", name)).await;
        input
            .send_keys(&names.join("\n"))
            .await
            .expect("files can be chosen");
    }

    /// Writes text into a field, in place of what stands there.
    ///
    /// # Panics
    /// When the field cannot be written.
    pub async fn write(&self, field: &Element, text: &str) {
        field.clear().await.expect("the field can be emptied");
        field
            .send_keys(text)
            .await
            .expect("the field can be written");
    }

    /// Chooses the option of a combobox whose text holds `text`.
    ///
    /// # Panics
    /// When there is none.
    pub async fn choose(&self, combobox: &Element, text: &str) {
        let options = combobox
            .find_all(Locator::Css("option"))
            .await
            .expect("options are listed");
        for option in options {
            let label = option.text().await.unwrap_or_default();
            if label.contains(text) {
                option.click().await.expect("the option can be chosen");
                return;
            }
        }
        panic!("no option holds {text:?}");
    }

    /// The text of the part, waited for until `fits`.
    ///
    /// # Panics
    /// When it never fits.
    pub async fn text_that(&self, part: Part, fits: impl Fn(&str) -> bool) -> String {
        until(&format!("a fitting text in {part:?}"), || async {
            let text = self.look_for(None, part).await?.text().await.ok()?;
            fits(&text).then_some(text)
        })
        .await
    }

    /// Evaluates an expression in the page.
    ///
    /// # Panics
    /// When it throws.
    pub async fn js(&self, expression: &str) -> Value {
        self.execute(&format!("return ({expression});"), Vec::new())
            .await
            .unwrap_or_else(|error| panic!("{expression}: {error}"))
    }

    /// Calls a function in the page with an element.
    ///
    /// # Panics
    /// When it throws.
    pub async fn js_on(&self, element: &Element, function: &str) -> Value {
        let argument = serde_json::to_value(element).expect("an element is JSON");
        self.execute(
            &format!("return ({function})(arguments[0]);"),
            vec![argument],
        )
        .await
        .unwrap_or_else(|error| panic!("{function}: {error}"))
    }

    /// Presses keys one after the other, with the focus where it is.
    ///
    /// # Panics
    /// When the browser refuses.
    pub async fn keys(&self, keys: &str) {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for value in keys.chars() {
            actions = actions.then(KeyAction::Down { value });
            actions = actions.then(KeyAction::Up { value });
        }
        self.perform_actions(actions)
            .await
            .expect("keys can be pressed");
    }

    /// Presses a key while Control is held down.
    ///
    /// # Panics
    /// When the browser refuses.
    pub async fn with_control(&self, value: char) {
        const CONTROL: char = '\u{e009}';
        let actions = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: CONTROL })
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value })
            .then(KeyAction::Up { value: CONTROL });
        self.perform_actions(actions)
            .await
            .expect("keys can be pressed");
    }

    /// Console messages since the last call, as `LEVEL text`.
    pub async fn console(&self) -> Vec<String> {
        let log = self.issue_cmd(Ask::Console).await.unwrap_or(Value::Null);
        let entries = log.as_array().cloned().unwrap_or_default();
        entries
            .iter()
            .map(|entry| {
                let word = |key: &str| entry[key].as_str().unwrap_or_default().to_owned();
                format!("{} {}", word("level"), word("message"))
            })
            .collect()
    }

    /// Console messages that must not be there: errors, and anything about the policy.
    pub async fn complaints(&self) -> Vec<String> {
        let mut lines = self.console().await;
        lines.retain(|line| line.starts_with("SEVERE") || line.contains("Content Security Policy"));
        lines
    }

    /// Leaves a picture of the page and its markup in the scratch folder.
    pub async fn leave_picture(&self, name: &str) {
        let folder = &self.browser.scratch;
        if let Ok(picture) = self.screenshot().await {
            let path = folder.join(format!("{name}.png"));
            let _ = std::fs::write(&path, picture);
            eprintln!("picture: {}", path.display());
        }
        if let Ok(source) = self.source().await {
            let _ = std::fs::write(folder.join(format!("{name}.html")), source);
        }
    }

    /// Waits for a finished download and returns it.
    ///
    /// # Panics
    /// When none comes, or more than one.
    pub async fn downloaded(&self, ending: &str) -> PathBuf {
        until(&format!("a download that ends in {ending}"), || async {
            let files: Vec<PathBuf> = std::fs::read_dir(&self.browser.downloads)
                .ok()?
                .flatten()
                .map(|entry| entry.path())
                .collect();
            let busy = files.iter().any(|file| {
                file.extension()
                    .is_some_and(|e| e == "crdownload" || e == "part")
            });
            let done: Vec<PathBuf> = files
                .into_iter()
                .filter(|file| file.display().to_string().ends_with(ending))
                .collect();
            assert!(done.len() < 2, "more than one download: {done:?}");
            if busy { None } else { done.into_iter().next() }
        })
        .await
    }

    /// Goes on in another window, as a person does: that window comes to the front and has the
    /// focus. A page behind others is told of no focus and draws no frames.
    ///
    /// # Panics
    /// When there is no such window.
    pub async fn turn_to(&self, window: &WindowHandle) {
        self.switch_to_window(window.clone())
            .await
            .expect("the window is there");
        self.browser.cdp("Page.bringToFront", json!({})).await;
        until("the window has the focus", || async {
            self.js("document.hasFocus() && !document.hidden")
                .await
                .as_bool()?
                .then_some(())
        })
        .await;
    }

    /// Shows the page in a window of that size, in light or dark.
    pub async fn look_like(&self, width_px: u32, height_px: u32, dark: bool) {
        let size = json!({
            "width": width_px, "height": height_px, "deviceScaleFactor": 1, "mobile": false,
        });
        self.browser
            .cdp("Emulation.setDeviceMetricsOverride", size)
            .await;
        let scheme = if dark { "dark" } else { "light" };
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.browser.cdp("Emulation.setEmulatedMedia", media).await;
    }

    /// Runs a script before anything else in every document from now on.
    pub async fn before_everything(&self, script: &str) {
        let parameters = json!({ "source": script });
        self.browser
            .cdp("Page.addScriptToEvaluateOnNewDocument", parameters)
            .await;
    }
}

/// A press on something disabled would be lost.
async fn press_now(element: &Element) -> Option<()> {
    if !element.is_enabled().await.ok()? {
        return None;
    }
    element.click().await.ok()
}
