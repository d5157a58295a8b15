//! A browser of its own for each test: a driver, a fresh profile, a folder for downloads, a server
//! for the page.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use xtask::server::Server;

use crate::commands::Ask;
use crate::settings;

/// How long the page may take for anything at all, on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A name under which this machine looks like another one: what is opened there over plain `http`
/// gets none of what browsers keep for secure pages.
pub const NEIGHBOUR: &str = "neighbour.test";

/// The address that the network witness tries. Here it leads to the test's own server.
pub const NOBODY: &str = "threadseal.invalid";

/// Which browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, by its driver.
    Chromium,
    /// Firefox, by geckodriver. It has no channel of its own: no network log, no console.
    Firefox,
    /// WebKitGTK, by its driver, on a screen that nobody sees. It has no such channel either.
    WebKit,
}

/// A running browser.
pub struct Browser {
    /// Which browser it is.
    pub engine: Engine,
    /// The WebDriver session.
    pub client: Client,
    /// Serves the page.
    pub server: Server,
    /// Where downloads land.
    pub downloads: PathBuf,
    /// The browser's own record of every request.
    pub net_log: PathBuf,
    /// Address of the browser's debugging channel; empty where there is none.
    pub debugger: String,
    /// The test's own folder.
    pub scratch: PathBuf,
    _driver: Driver,
}

/// The driver, and the screen it has to itself.
struct Driver(Vec<Child>);

impl Drop for Driver {
    fn drop(&mut self) {
        for child in &mut self.0 {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

impl Browser {
    /// Starts everything. `name` is that of the test.
    ///
    /// # Panics
    /// When a part is missing or does not start; the text says which.
    pub async fn start(engine: Engine, name: &str) -> Browser {
        let scratch = settings::scratch(name);
        let downloads = scratch.join("downloads");
        std::fs::create_dir_all(&downloads).expect("the folder for downloads can be made");
        let net_log = scratch.join("net-log.json");
        let server = Server::of_folder(&settings::page(), 0).expect("the page can be served");
        let (driver, port) = start_driver(engine, &scratch);
        let capabilities = match engine {
            Engine::Chromium => capabilities(&downloads, &net_log, &server),
            Engine::Firefox => firefox_capabilities(&downloads),
            Engine::WebKit => json!({ "browserName": "MiniBrowser" }),
        };
        let Value::Object(capabilities) = capabilities else {
            unreachable!("capabilities are an object");
        };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .expect("a browser session starts (are browser and driver of one version?)");
        let debugger = client
            .capabilities()
            .and_then(|all| {
                all.get("goog:chromeOptions")?
                    .get("debuggerAddress")?
                    .as_str()
            })
            .map(str::to_owned);
        let debugger = match engine {
            Engine::Chromium => debugger.expect("the browser names its debugging address"),
            Engine::Firefox | Engine::WebKit => String::new(),
        };
        let browser = Browser {
            engine,
            client,
            server,
            downloads,
            net_log,
            debugger,
            scratch,
            _driver: driver,
        };
        if engine == Engine::Chromium {
            browser.allow_downloads().await;
        }
        browser
    }

    /// Sends a command of the browser's own protocol to the page.
    ///
    /// # Panics
    /// When the browser refuses it.
    pub async fn cdp(&self, command: &'static str, parameters: Value) -> Value {
        self.client
            .issue_cmd(Ask::Cdp(command, parameters))
            .await
            .unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// What the browser's processes hold in memory together. What they share counts in each.
    pub fn memory_bytes(&self) -> u64 {
        let roots = self._driver.0.iter().map(Child::id).collect();
        descendants(roots)
            .into_iter()
            .filter_map(resident_bytes)
            .sum()
    }

    async fn allow_downloads(&self) {
        let folder = self.downloads.display().to_string();
        let parameters = json!({ "behavior": "allow", "downloadPath": folder });
        self.cdp("Browser.setDownloadBehavior", parameters).await;
    }

    /// Ends the session, so that the browser writes its logs to the end.
    pub async fn close(self) -> PathBuf {
        let _ = self.client.close().await;
        self.scratch
    }
}

/// These processes and all that they started.
fn descendants(roots: Vec<u32>) -> Vec<u32> {
    let folders = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let ids = folders.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let parents: Vec<(u32, u32)> = ids.filter_map(|id| Some((id, parent_of(id)?))).collect();
    let mut found = roots;
    let mut at = 0;
    while let Some(parent) = found.get(at).copied() {
        let children = parents.iter().filter(|(_, of)| *of == parent);
        found.extend(children.map(|(id, _)| *id));
        at += 1;
    }
    found
}

fn parent_of(id: u32) -> Option<u32> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The name before it may hold anything.
    let (_, after) = stat.rsplit_once(')')?;
    after.split_whitespace().nth(1)?.parse().ok()
}

fn resident_bytes(id: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes << 10)
}

/// How often a driver is started: one that draws a port that is taken ends at once.
const N_STARTS: usize = 3;

fn start_driver(engine: Engine, scratch: &Path) -> (Driver, u16) {
    (0..N_STARTS)
        .find_map(|_| match engine {
            Engine::WebKit => webkit_on_a_port(scratch),
            Engine::Chromium | Engine::Firefox => driver_on_a_port(engine),
        })
        .expect("the driver prints its port")
}

/// `None` when it ended before it had a port.
fn driver_on_a_port(engine: Engine) -> Option<(Driver, u16)> {
    let (program, before_port) = match engine {
        Engine::Chromium => (settings::path("THREADSEAL_CHROMEDRIVER"), "on port "),
        Engine::Firefox | Engine::WebKit => (
            settings::path("THREADSEAL_GECKODRIVER"),
            "Listening on 127.0.0.1:",
        ),
    };
    let mut child = Command::new(&program)
        .arg("--port=0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("{} does not start: {error}", program.display()));
    let stdout = child.stdout.take().expect("the driver's output is piped");
    let driver = Driver(vec![child]);
    let mut lines = BufReader::new(stdout).lines();
    let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
        let (_, after) = line.rsplit_once(before_port)?;
        after
            .trim_end_matches('.')
            .parse()
            .ok()
            .filter(|port| *port != 0)
    })?;
    // Somebody has to go on reading, or the driver stops when the pipe is full.
    std::thread::spawn(move || lines.for_each(drop));
    Some((driver, port))
}

fn capabilities(downloads: &Path, net_log: &Path, server: &Server) -> Value {
    let mut words = vec![
        "--headless=new".to_owned(),
        "--window-size=1440,900".to_owned(),
        format!("--log-net-log={}", net_log.display()),
        "--net-log-capture-mode=Default".to_owned(),
        "--disable-background-networking".to_owned(),
        "--disable-component-update".to_owned(),
        "--disable-dev-shm-usage".to_owned(),
        "--force-color-profile=srgb".to_owned(),
        "--no-first-run".to_owned(),
        "--lang=en-GB".to_owned(),
        // This machine as another one on the same network would be called.
        // And the address that the network witness tries: what got out would stand in the log.
        format!(
            "--host-resolver-rules=MAP {NEIGHBOUR} 127.0.0.1, MAP {NOBODY}:80 {}",
            server.address()
        ),
    ];
    if is_root() {
        words.push("--no-sandbox".to_owned());
    }
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": {
            "binary": settings::path("THREADSEAL_CHROMIUM"),
            "args": words,
            "prefs": {
                "download.default_directory": downloads,
                "download.prompt_for_download": false,
            },
        },
        "goog:loggingPrefs": { "browser": "ALL" },
    })
}

/// This driver says nothing of its port, needs a screen, and its browser saves where the settings of
/// the person's folders say. `None` when it does not answer.
fn webkit_on_a_port(scratch: &Path) -> Option<(Driver, u16)> {
    let (screen, display) = screen_of_its_own();
    let mut driver = Driver(vec![screen]);
    let settings_folder = scratch.join("settings");
    std::fs::create_dir_all(&settings_folder).expect("a folder can be made");
    let downloads = scratch.join("downloads");
    let line = format!("XDG_DOWNLOAD_DIR=\"{}\"\n", downloads.display());
    std::fs::write(settings_folder.join("user-dirs.dirs"), line).expect("a file can be written");
    let free = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
    let port = free.local_addr().expect("it has an address").port();
    drop(free);
    let program = settings::path("THREADSEAL_WEBKITDRIVER");
    let child = Command::new(&program)
        .arg(format!("--port={port}"))
        .env("DISPLAY", display)
        .env("XDG_CONFIG_HOME", &settings_folder)
        .env("XDG_DATA_HOME", scratch.join("data"))
        .env("XDG_CACHE_HOME", scratch.join("cache"))
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("{} does not start: {error}", program.display()));
    driver.0.insert(0, child);
    let until = std::time::Instant::now() + PATIENCE;
    while std::time::Instant::now() < until {
        if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return Some((driver, port));
        }
        std::thread::sleep(Duration::from_millis(40));
    }
    None
}

/// A screen without glass, and its name.
fn screen_of_its_own() -> (Child, String) {
    let program = settings::path("THREADSEAL_XVFB");
    let mut child = Command::new(&program)
        .args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1440x900x24",
            "-nolisten",
            "tcp",
        ])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("{} does not start: {error}", program.display()));
    let stdout = child.stdout.take().expect("its output is piped");
    let mut line = String::new();
    BufReader::new(stdout)
        .read_line(&mut line)
        .expect("the screen says its number");
    (child, format!(":{}", line.trim()))
}

/// What is saved goes into the folder without asking.
fn firefox_capabilities(downloads: &Path) -> Value {
    json!({
        "browserName": "firefox",
        "moz:firefoxOptions": {
            "binary": settings::path("THREADSEAL_FIREFOX"),
            "args": ["-headless", "--width=1440", "--height=900"],
            "prefs": {
                "browser.download.folderList": 2,
                "browser.download.dir": downloads,
                "browser.download.useDownloadDir": true,
                "browser.download.always_ask_before_handling_new_types": false,
                "browser.helperApps.neverAsk.saveToDisk": "application/zip,application/json,application/octet-stream",
                "intl.accept_languages": "en-GB",
            },
        },
    })
}

/// Chromium refuses its sandbox to root.
fn is_root() -> bool {
    let answer = Command::new("id").arg("-u").output();
    answer.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
